// Makes of our components, and of the theme's own script and style, one small classic script and
// one style sheet for every page, and one script more for each page that needs it
// (web/pages/NAME.js). Classic, because modules do not load from a folder. Run by `make`; writes
// below overrides/, from where MkDocs takes them.
//
//   node web/build.mjs THEME        THEME: the folder of the theme's templates
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build, transform } from "esbuild";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const WEB = fileURLToPath(new URL(".", import.meta.url));
const ROOT = join(WEB, "..");
const OUT = join(ROOT, "overrides", "assets");
const [THEME] = process.argv.slice(2);
if (!THEME)
  throw new Error("node web/build.mjs THEME: the folder of the theme’s templates is missing.");

const filesBelow = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending) && !name.includes("node_modules"))
    .map((name) => join(folder, name));
const themeFile = (folder, pattern) => {
  const found = readdirSync(join(THEME, "assets", folder)).find((name) => pattern.test(name));
  if (!found)
    throw new Error(
      `The theme has no ${pattern} in assets/${folder}. Did its version change? See web/build.mjs.`,
    );
  return readFileSync(join(THEME, "assets", folder, found), "utf8");
};
const withoutMap = (text) => text.replace(/\n?\/[/*]# sourceMappingURL=[^\n]*/g, "");

// ---- scripts ----

const shipped = new Set(); // folders of the packages of which something is in a bundle

const bundle = async (entry) => {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    minify: true,
    target: "es2020",
    legalComments: "inline",
    charset: "utf8",
    absWorkingDir: ROOT,
    loader: { ".css": "empty" },
  });
  for (const input of Object.keys(metafile.inputs)) {
    const [, folder] = /(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
    if (folder) shipped.add(folder);
  }
  return outputFiles[0].text;
};

// What each package says of itself, for the list of licences: macros/libraries.py.
const licence = (folder) => {
  const about = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
  const file = readdirSync(join(ROOT, folder)).find((name) =>
    /^(licen[cs]e|copying)(\..*)?$/i.test(name),
  );
  const text = file ? readFileSync(join(ROOT, folder, file), "utf8").trim() : "";
  return { name: about.name, version: about.version, licence: about.license ?? "", text };
};

// ---- style: the theme's in a layer below ours, without what no page uses ----

// Words that may be names of classes: of scripts and templates all, of pages those of boxes and
// attribute lists.
const usedNames = () => {
  const whole = [
    ...filesBelow(THEME, ".html").filter((name) => !name.includes(".icons")),
    ...filesBelow(join(ROOT, "macros"), ".html"),
    ...filesBelow(join(ROOT, "overrides"), ".html"),
    ...filesBelow(WEB, ".js"),
  ].map((file) => readFileSync(file, "utf8"));
  const pages = filesBelow(join(ROOT, "docs"), ".md")
    .map((file) => readFileSync(file, "utf8"))
    .flatMap((text) => text.match(/^(?:!!!|\?\?\?\+?) .*|\{:[^}]*\}/gm) ?? []);
  return [...whole, themeFile("javascripts", /^bundle.*\.js$/), ...pages].join("\n");
};

// Parts of the theme that this site never switches on, though templates and scripts name them.
const NEVER =
  /md-(?:annotation|banner|consent|feedback|progress|social|source-file|status|tag\b|version|select|author|post|pagination|path|blog|typeset .*(?:tabbed|task-list|footnote|keys|critic|mermaid|twemoji|emojione|arithmatex|lightbox|grid))|\.(?:tabbed|task-list|footnote|highlight|linenos|critic|keys|mermaid|arithmatex|glightbox|grid|tippy|doc-)|data-md-color-(?:primary|accent)=(?!custom)/;
// A rule for whatever follows a table makes a browser look at a whole list anew when one item of it
// is put in or taken out. One for everything while colours change makes it reckon the style of each
// page twice as it opens, which takes a tenth of the time; without it, colours that fade may fade then.
const SLOW = /table:not\(\[class\]\) ?\+ ?\*|\[data-md-color-switching\]/;
const BOXES =
  /\.(?:note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|done|question|help|faq|caution|attention|failure|fail|missing|danger|error|bug|example|quote|cite)\b|--md-admonition-icon--(?!x)/;

const pruned = async (css) => {
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    if (rule.parent.type === "atrule" && /keyframes/.test(rule.parent.name)) return;
    const kept = rule.selectors.filter(
      (selector) => ![NEVER, SLOW, BOXES].some((one) => one.test(selector)),
    );
    if (kept.length) rule.selectors = kept;
    else rule.remove();
  });
  root.walkDecls(/^--md-(?:admonition-icon|annotation|tasklist|version|status)/, (declaration) =>
    declaration.remove(),
  );
  root.walkAtRules("charset", (rule) => rule.remove());
  root.walkComments((comment) => comment.remove());
  const [{ css: used }] = await new PurgeCSS().purge({
    content: [{ raw: usedNames(), extension: "html" }],
    css: [{ raw: root.toString() }],
    keyframes: true,
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    safelist: {
      standard: [
        "headerlink",
        "admonition",
        "admonition-title",
        "js",
        "md-typeset__table",
        "md-typeset__scrollwrap",
        "focus-visible",
      ],
      greedy: [/data-md-/, /\[dir/, /hidden/, /:/],
    },
  });
  return used;
};

const ofOurs = async (entry) => {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, entry)],
    bundle: true,
    write: false,
    minify: true,
    target: "es2020",
    absWorkingDir: ROOT,
  });
  return outputFiles[0].text;
};

const style = async () => {
  const theme = await pruned(
    withoutMap(themeFile("stylesheets", /^main.*\.css$/)) +
      withoutMap(themeFile("stylesheets", /^palette.*\.css$/)),
  );
  const { code } = await transform(theme, { loader: "css", minify: true });
  return `@layer theme,app,paper;@layer theme{${code.trim()}}${await ofOurs("site.css")}`;
};

// The names of classes and elements of ours in a sheet: "app-example__title", "filter-list".
const namesIn = (css) => {
  const names = new Set();
  postcss.parse(css).walkRules(({ selector }) => {
    for (const [, block, element] of selector.matchAll(
      /\.(app-[\w-]+)|(?<![\w.#:[-])([a-z]+-[a-z-]+)/g,
    ))
      names.add(block ?? element);
  });
  return names;
};

// By what a page shows that it needs the second sheet: the names that stand only there. "app-case" is part of
// "app-case__field", so a page is asked for it alone.
const onlyIn = (more, css) => {
  const there = namesIn(css);
  const found = [...namesIn(more)].filter((name) => !there.has(name));
  return found
    .filter((name) => !found.some((other) => other !== name && name.includes(other)))
    .sort();
};

// What a page holds that needs the tools (web/pages/tools.js) as soon as it is there.
const TOOLS_FOR = [
  "<copy-snippet",
  "<copy-table",
  "<filter-list",
  "<sort-table",
  "<app-basket",
  "app-copy-texts",
];

// ---- writing ----

const put = (name, ending, text) => {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const file = `${name}-${hash}.${ending}`;
  writeFileSync(join(OUT, file), text);
  return `assets/${file}`;
};

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const [sheet, more] = [await style(), await ofOurs("more.css")];
const names = {
  start: put("start", "js", await bundle(join(WEB, "theme/start.js"))),
  site_css: put("site", "css", sheet),
  more_css: put("more", "css", more),
  search_css: put("search", "css", `@layer app{${await ofOurs("search/search.css")}}`),
  site_js: put(
    "site",
    "js",
    `${withoutMap(themeFile("javascripts", /^bundle.*\.js$/))}\n;${await bundle(join(WEB, "site.js"))}`,
  ),
};
for (const file of readdirSync(join(WEB, "pages")).filter((name) => name.endsWith(".js"))) {
  const name = basename(file, ".js");
  names[name.replace(/-/g, "_")] = put(name, "js", await bundle(join(WEB, "pages", file)));
}
// The theme's pages and macros/templates read the names here.
writeFileSync(
  join(OUT, "names.html"),
  Object.entries({ ...names, more_for: onlyIn(more, sheet), tools_for: TOOLS_FOR })
    .map(([name, value]) => `{% set ${name} = ${JSON.stringify(value)} %}`)
    .join("\n") + "\n",
);
mkdirSync(join(ROOT, "build"), { recursive: true });
writeFileSync(
  join(ROOT, "build", "licences.json"),
  `${JSON.stringify([...shipped].sort().map(licence), null, 2)}\n`,
);
writeFileSync(join(ROOT, "build", "names.json"), `${JSON.stringify(names, null, 2)}\n`);
