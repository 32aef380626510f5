// How long a Word file of 20 pages takes, how much script it needs, and how near the page's estimate
// of sides comes to LibreOffice's, where that is there and the site is built. Part of `make bench`;
// fails above its aims.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { empty } from "../../web/case/model.js";
import { paperOf, sidesOf, unfolded } from "../../web/case/paper.js";
import { withUsual } from "../../web/case/start.js";
import { readTemplate } from "../../web/word/template.js";
import { readDraft, writeCase } from "../../web/word/write.js";
import { TEMPLATES } from "./templates.mjs";

const AIM = { milliseconds: 1000, bytes: 30_000, sides: 5, share: 0.15 };
const WORDS = 6000; // about 20 sides of A4 with their tables
const ROUNDS = 9;
const ASSETS = new URL("../../overrides/assets/", import.meta.url);

const content = (n) => [
  { text: "Social workers who learn in post stay with the council and take harder work, " },
  { gap: `figure ${n % 30}` },
  { text: " of them so far, as those who manage them say each year " },
  { cite: [{ key: `work${n % 40}` }] },
  { text: "." },
];
const text = (n) => ({
  kind: "paragraph",
  content: [...content(n), ...content(n + 1), ...content(n + 2)],
});
const table = {
  kind: "table",
  caption: "Costs by year",
  columns: ["Item", "Year 1", "Year 2", "Who pays"],
  rows: Array.from({ length: 12 }, (_, n) => [
    `Item ${n}`,
    "£12,500",
    "£13,000",
    "[name of owner]",
  ]),
};
const chart = {
  kind: "chart",
  chart: "line",
  title: "Turnover",
  categories: ["2023", "2024", "2025"],
  unit: "%",
  series: [
    { name: "Here", values: [15, 14, 13] },
    { name: "England", values: [16, 15, 12] },
  ],
};
const works = Object.fromEntries(
  Array.from({ length: 40 }, (_, n) => [
    `work${n}`,
    {
      label: [{ text: `Author ${n}` }],
      year: "2024",
      before: [{ text: `Author ${n} ` }],
      after: [{ text: ` Title of work ${n}.` }],
      place: n,
    },
  ]),
);

const paperFor = (headings) => {
  // three sentences of 28 words, six paragraphs a section
  const count = Math.ceil(WORDS / (3 * 28 * 6));
  const sections = Array.from({ length: count }, (_, n) => ({
    heading: headings[n % headings.length]?.id ?? null,
    title: `Part ${n}`,
    level: 1,
    parts: [
      {
        blocks: Array.from({ length: 6 }, (_row, at) => text(n * 6 + at)),
        comment: "Kind of evidence: research.",
      },
      { blocks: n % 3 ? [table] : [table, chart] },
    ],
  }));
  return { title: "A case of twenty pages", sections, works, keys: Object.keys(works) };
};

const measure = (bytes) => {
  const times = Array.from({ length: ROUNDS }, () => {
    const paper = paperFor(bytes ? readTemplate(bytes).headings : []);
    const draft = JSON.stringify(paper);
    const started = performance.now();
    writeCase(bytes, paper, { draft });
    return performance.now() - started;
  });
  return { first: times[0], median: [...times].sort((a, b) => a - b)[ROUNDS >> 1] };
};

const script = readdirSync(ASSETS).find((name) => /^word-\w+\.js$/.test(name));
const size = gzipSync(readFileSync(new URL(script, ASSETS)), { level: 9 }).length;
const rows = [
  ["our template", null],
  ["a council’s", TEMPLATES["numbered paragraphs"].bytes],
].map(([name, bytes]) => [name, measure(bytes)]);
console.log(`Word file of 20 pages, ms (aim ${AIM.milliseconds}):`);
for (const [name, { first, median }] of rows)
  console.log(`${name.padStart(14)}  first ${first.toFixed(0)}  median ${median.toFixed(0)}`);
console.log(`Script for Word: ${size} bytes gzip (aim ${AIM.bytes})`);

// ---- sides ----

const SITE = new URL("../../site/", import.meta.url);

// Files with the drafts inside: those of the site, and a long case with so many arguments.
const papersIn = (folder, count) => {
  const ready = readdirSync(new URL("word/", SITE)).filter((name) => name.startsWith("worked-"));
  const made = ready.map((name) => [name, readFileSync(new URL(`word/${name}`, SITE))]);
  const text = readFileSync(new URL("case-data.js", SITE), "utf8");
  const data = unfolded(JSON.parse(text.replace(/^[^{]*/, "").replace(/;\s*$/, "")));
  const tables = data.tables.filter(({ id }) => data.start.includes(id));
  const state = withUsual(empty(), data.arguments.slice(0, count), tables, "A long case");
  const paper = paperOf(state, { works: data.works, filled: {} });
  made.push(["long.docx", writeCase(null, paper, { draft: JSON.stringify(state) })]);
  for (const [name, bytes] of made) writeFileSync(join(folder, name), bytes);
  return made;
};

// The pages of a PDF, by its own count.
const pagesOf = (file) =>
  (readFileSync(file, "latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

const office = () => {
  try {
    execFileSync("soffice", ["--version"], { stdio: "ignore" });
    return existsSync(new URL("case-data.js", SITE));
  } catch {
    return false;
  }
};

const compareSides = () => {
  const folder = mkdtempSync(join(tmpdir(), "sides-"));
  try {
    const papers = papersIn(folder, 32);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile"))}`;
    const files = papers.map(([name]) => join(folder, name));
    const to = ["--headless", "--convert-to", "pdf", "--outdir", folder];
    execFileSync("soffice", [profile, ...to, ...files], { stdio: "ignore" });
    return papers.map(([name, bytes]) => ({
      name,
      sides: sidesOf(JSON.parse(readDraft(bytes))),
      pages: pagesOf(join(folder, name.replace(/docx$/, "pdf"))),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const sides = office() ? compareSides() : [];
if (sides.length) console.log("Sides of A4: the page’s estimate, and LibreOffice’s pages");
for (const { name, sides: estimate, pages } of sides)
  console.log(`${name.padStart(32)}  ${estimate}  ${pages}`);
const isFar = ({ sides: estimate, pages }) =>
  Math.abs(estimate - pages) > (pages <= AIM.sides ? 1 : pages * AIM.share);

if (
  size > AIM.bytes ||
  rows.some(([, { median }]) => median > AIM.milliseconds) ||
  sides.some(isFar)
)
  process.exitCode = 1;
