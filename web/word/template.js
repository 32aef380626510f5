// Reads a Word template: its headings, which become the outline of a case, the notes below them,
// and how text looks there.
import { formatOf } from "./numbering.js";
import { Package } from "./package.js";
import { inherited, isOn, numberOf, readStyles, valueOf } from "./styles.js";
import { isPlaceForTitle } from "./title.js";
import { all, attribute, children, inside, parts, properties, tags, textOf } from "./xml.js";

const LONGEST_LOOK_ALIKE = 90; // characters: a bold line above this is a sentence
const MOST_NOTES = 12;
// A number or letter before a heading, and a colon behind it, that somebody typed.
const TYPED = /^\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z][.)])\s+|:$/gi;
const WRAPPERS = new Set(["w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"]);
const FONTS = new Set(["w:rFonts", "w:sz", "w:szCs"]); // what text that we add takes over
const LOOKS = new Set([...FONTS, "w:b", "w:bCs", "w:caps", "w:color"]); // and headings besides
const PROPERTIES = new Set(["w:sdtPr", "w:sdtEndPr", "w:tcPr"]);
// A list of contents and a cover are nobody's outline.
const COVERED = /w:docPartGallery w:val=["'](?:Table of Contents|Cover Pages)["']/;

const runsOf = (xml) => all(xml, "w:r").filter((run) => textOf(run.xml).trim());

const isBold = (run, style, styles) => {
  const found = properties(run.xml, "w:rPr");
  return (
    isOn(found, "w:b") ??
    inherited(styles, valueOf(found, "w:rStyle"), "bold") ??
    inherited(styles, style, "bold") ??
    false
  );
};

// Whether nobody sees a paragraph: its text is hidden, or was moved away by a tracked change.
const isGone = (xml) =>
  /<w:moveFrom\s[^>]*[^/]>/.test(xml) ||
  (/<w:vanish\b/.test(xml) &&
    runsOf(xml).every((run) => isOn(properties(run.xml, "w:rPr"), "w:vanish")));

// One paragraph: what it says and how it stands.
const paragraphOf = (xml, styles) => {
  const found = properties(xml, "w:pPr");
  const style = valueOf(found, "w:pStyle");
  const text = textOf(xml).replace(/\s+/g, " ").trim();
  const outline = valueOf(found, "w:outlineLvl");
  const level = outline !== undefined ? Number(outline) + 1 : inherited(styles, style, "level");
  const number = numberOf(found) ?? inherited(styles, style, "number");
  const heads = level < 10 && !isPlaceForTitle(text) && !isGone(xml);
  return {
    style,
    text,
    properties: found,
    number: number?.id && number.id !== "0" ? number : undefined,
    level: text && heads ? level : undefined,
    waits: !text && !heads,
  };
};

const holdsHeading = (xml, styles) =>
  all(xml, "w:p").some((one) => paragraphOf(one.xml, styles).level);

// The elements of the body in order, also inside content controls, with what is known of each.
// `top` is the outermost element around one: text that we add stands between two of those. A table
// is one element, unless it has headings in it, as forms have: then its cells are read, `cell` and
// `table` say which. With `forms`, all tables are read so.
export const readBody = (xml, styles, forms = false) => {
  const body = inside(xml, "w:body");
  const out = [];
  const walk = (from, to, { outer, ...place } = {}) => {
    for (const found of children(xml, from, to)) {
      const top = outer ?? found;
      const part = xml.slice(found.start, found.end);
      if (found.name === "w:tbl" && !outer && (forms || holdsHeading(part, styles))) {
        for (const cell of all(part, "w:tc")) {
          const { start, end } = inside(cell.xml, "w:tc");
          const shift = found.start + cell.start;
          walk(shift + start, shift + end, { table: found.start, cell: shift });
        }
      } else if (WRAPPERS.has(found.name) && !COVERED.test(part.slice(0, 2000))) {
        const inner = inside(part, found.name);
        walk(found.start + inner.start, found.start + inner.end, { outer: top, ...place });
      } else if (!PROPERTIES.has(found.name)) {
        const known = found.name === "w:p" ? paragraphOf(part, styles) : {};
        out.push({
          ...found,
          ...known,
          ...place,
          top,
          breaks: /<w:sectPr[\s>]/.test(part),
          xml: part,
        });
      }
    }
  };
  walk(body.start, body.end);
  return out;
};

const mayHead = ({ name, text }) =>
  name === "w:p" &&
  text.length > 2 &&
  text.length <= LONGEST_LOOK_ALIKE &&
  !/[.;,]$/.test(text) &&
  /\p{L}{2}/u.test(text);
const isBoldLine = (element, styles) =>
  mayHead(element) && runsOf(element.xml).every((run) => isBold(run, element.style, styles));
const isShouted = (element) =>
  mayHead(element) &&
  (!/\p{Ll}/u.test(element.text) ||
    runsOf(element.xml).every(
      (run) => (valueOf(properties(run.xml, "w:rPr"), "w:u") ?? "none") !== "none",
    ));

const commentsOf = (file) =>
  new Map(
    all(file.relatedText("comments") ?? "", "w:comment").map(({ xml }) => [
      attribute(tags(xml).next().value.attributes, "w:id"),
      textOf(xml).trim(),
    ]),
  );

const kept = (found, names) => found.filter(({ name }) => names.has(name)).map(({ xml }) => xml);

// How the paragraphs that we add below a heading look: as the empty one that waits there.
const bodyStyleOf = (element) => {
  const pPr = element.properties.filter(
    ({ name }) => !["w:pStyle", "w:keepNext", "w:rPr", "w:sectPr", "w:pPrChange"].includes(name),
  );
  const run = element.properties.find(({ name }) => name === "w:rPr");
  return {
    style: element.style,
    numbered: Boolean(element.number),
    pPr: pPr.map(({ xml }) => xml).join(""),
    fonts: run ? kept(parts(run.xml), FONTS) : [],
  };
};

const headingOf = (element, n, count, lookAlike) => ({
  id: `t${count + 1}`,
  text: element.text.replace(TYPED, "") || element.text,
  level: element.level ?? 1,
  guidance: [],
  element: n,
  numbered: Boolean(element.number),
  lookAlike,
  style: element.style,
  numPr: kept(element.properties, new Set(["w:numPr"])).join(""),
  looks: lookAlike ? kept(properties(runsOf(element.xml)[0].xml, "w:rPr"), LOOKS) : undefined,
});

// What stands for a heading where there are no real ones, or only the title: bold lines, or else
// lines in capitals or underlined. Gives the test of an element, or undefined.
const lookAlikeIn = (elements, styles) => {
  const real = elements.filter(({ level }) => level).length;
  if (real > 1) return undefined;
  return [isBoldLine, isShouted].find(
    (test) => elements.filter((one) => !one.level && test(one, styles)).length > (real ? 2 : 0),
  );
};

const headingsIn = (elements, { styles, comments, numbering }) => {
  const headings = [];
  const alike = lookAlikeIn(elements, styles);
  elements.forEach((element, n) => {
    const lookAlike = Boolean(!element.level && alike?.(element, styles));
    if (element.level || lookAlike)
      headings.push(headingOf(element, n, headings.length, lookAlike));
    const heading = headings.at(-1);
    if (!heading || element.name !== "w:p") return;
    for (const { attributes, name } of tags(element.xml)) {
      if (name === "w:commentReference")
        heading.guidance.push(comments.get(attribute(attributes, "w:id")));
    }
    if (n === heading.element) return;
    if (element.text) heading.guidance.push(element.text);
    const counts =
      element.text && element.number && formatOf(numbering, element.number) !== "bullet";
    if (element.waits || counts) heading.bodyStyle ??= bodyStyleOf(element);
  });
  for (const heading of headings)
    heading.guidance = heading.guidance.filter(Boolean).slice(0, MOST_NOTES);
  return headings;
};

// The fonts that most of the text is set in by hand, as in templates that use no styles.
const fontsOf = (elements) => {
  const lengths = new Map();
  let all = 0;
  for (const { name, text, level, xml } of elements) {
    if (name !== "w:p" || !text || level) continue;
    for (const run of runsOf(xml)) {
      const fonts = kept(properties(run.xml, "w:rPr"), FONTS);
      const key = JSON.stringify(fonts);
      all += textOf(run.xml).length;
      lengths.set(key, (lengths.get(key) ?? 0) + textOf(run.xml).length);
    }
  }
  const [most, length] = [...lengths].sort(([, a], [, b]) => b - a)[0] ?? ["[]", 0];
  return length * 2 > all ? JSON.parse(most) : [];
};

const notesOn = (file, headings, language) => {
  const notes = [];
  if (file.kind === "macros")
    notes.push("The template holds macros. They will be left out of the finished file.");
  if (file.signed)
    notes.push(
      "The template is signed. The signature is left out of the finished file, because it would no longer hold.",
    );
  if (
    /<w:documentProtection[^>]*w:enforcement=["'](?:1|true|on)/.test(
      file.relatedText("settings") ?? "",
    )
  ) {
    notes.push(
      "The template is protected. What you add can be changed once the protection is taken off in Word.",
    );
  }
  if (/<w:instrText[^>]*>[^<]*\bTOC\s|w:instr="[^"]*\bTOC\s/.test(file.text(file.main))) {
    notes.push(
      "The template has a list of contents. In Word click in it and press F9, so that it names your headings too.",
    );
  }
  if (!headings.length) {
    notes.push(
      "No headings were found, so your case stands at the end of the template under headings of its own.",
    );
  } else if (headings.some(({ lookAlike }) => lookAlike)) {
    notes.push(
      "The template has no real headings; lines that look like them were taken. Check the list below.",
    );
  }
  if (language && language.toLowerCase() !== "en-gb") {
    notes.push(
      `The template’s language is ${language}, so Word will check spelling in that language.`,
    );
  }
  return notes;
};

const languageOf = (styles) => {
  const found = all(styles ?? "", "w:docDefaults", 1)[0]?.xml ?? "";
  return attribute(/<w:lang(\s[^>]*)\/>/.exec(found)?.[1], "w:val");
};

// The template of an open file; see readTemplate.
export const templateOf = (file) => {
  const xml = file.relatedText("styles");
  const styles = readStyles(xml);
  const known = { styles, comments: commentsOf(file), numbering: file.relatedText("numbering") };
  const main = file.text(file.main);
  let elements = readBody(main, styles);
  let headings = headingsIn(elements, known);
  const forms = !headings.length && /<w:tbl[\s>]/.test(main);
  if (forms) elements = readBody(main, styles, true);
  if (forms) headings = headingsIn(elements, known);
  const language = languageOf(xml);
  return {
    kind: file.kind,
    notes: notesOn(file, headings, language),
    headings,
    styles: [...styles.values()],
    language,
    fonts: fontsOf(elements),
    forms,
  };
};

// A template: { kind, notes, headings: [{ id, text, level, guidance, bodyStyle?, numbered,
// lookAlike }], styles, language, fonts, forms }. Throws WordError with a sentence where the bytes
// cannot be used.
export const readTemplate = (bytes) => templateOf(Package.open(bytes));
