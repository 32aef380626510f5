// Writes a case into a Word template, the council's own or ours: under its headings, in its styles.
// What is not touched (headers, pictures, settings, other text) stays byte for byte.
//
// A paper: { title, sections: [{ heading, title, level, parts: [{ blocks, comment }] }], works, keys, filled }
//   heading   the id of one of the template's headings (see template.js), or null for one of our own with `title`
//   blocks    paragraphs, lists, titles, tables { kind, caption, columns, rows } and
//             charts { kind, title, categories, series, unit, source }
//   comment   a Word comment at the beginning of the part, such as the date of an argument
import { Composer, TEXT } from "../common/compose.js";
import { chartParts } from "./chart.js";
import { Comments } from "./comments.js";
import { draftOf, emptyDraft, Gaps, putDraft } from "./data.js";
import { defaultTemplate } from "./default-template.js";
import { Numbering } from "./numbering.js";
import { HEADER, Package, withInside } from "./package.js";
import { Places } from "./place.js";
import { inherited, Styles } from "./styles.js";
import { tableXml } from "./table.js";
import { readBody, templateOf } from "./template.js";
import { element, escape, inside, tags } from "./xml.js";

const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const A = "http://schemas.openxmlformats.org/drawingml/2006/main";
const WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";
const CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml";
const DC = "http://purl.org/dc/elements/1.1/";
const ALIAS = 64; // the longest name of a control that Word shows
const BOOKMARK = 40; // and of a bookmark

const val = (name, value) => element(`w:${name}`, { "w:val": value });

// An address that Word can open, or undefined: one that is not well formed makes the file unreadable.
const addressOf = (text) => {
  try {
    const { href, protocol } = new URL(text);
    return ["http:", "https:", "mailto:"].includes(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
};

// The table of a chart's numbers.
const numbersOf = ({ title, series, categories, unit = "" }) => ({
  caption: `${title}: the numbers`, columns: ["", ...series.map(({ name }) => name)],
  rows: categories.map((name, at) => [name, ...series.map(({ values }) => (
    typeof values[at] === "number" ? `${values[at]}${unit}` : "not published"))]),
});

class Writer {
  constructor(bytes, paper) {
    this.file = Package.open(bytes);
    this.template = templateOf(this.file);
    this.file.becomeDocument();
    this.paper = paper;
    this.composer = new Composer(paper.works ?? {}, paper.keys ?? [], paper.filled ?? {});
    this.xml = this.file.text(this.file.main).replace(/<w:body\s*\/>/, "<w:body></w:body>");
    this.styles = new Styles(this.file);
    this.numbering = new Numbering(this.file);
    this.comments = new Comments(this.file);
    this.gaps = new Gaps(this.file);
    this.links = new Map();
    this.fonts = this.template.fonts;
    const ids = this.xml.matchAll(/(?:<w:id w:val|\sw:id|<wp:docPr id)=["'](-?\d+)/g);
    this.taken = new Set([...ids].map(([, id]) => Number(id)));
    this.last = 1000;
  }

  // A number that names a control, bookmark or drawing, which the file does not hold yet.
  get id() {
    do this.last += 1; while (this.taken.has(this.last));
    return this.last;
  }

  // ---- text ----

  // In the order of the schema. Breaks become breaks: inside text they make a file unreadable.
  run(text, { em, strong, mark, link, fonts = this.fonts } = {}) {
    if (!text) return "";
    const [face, size] = [true, false].map((named) => fonts.filter((xml) => xml.startsWith("<w:rFonts") === named));
    const looks = [link ? val("rStyle", this.styles.id("Hyperlink")) : "", ...face, strong ? "<w:b/>" : "",
      em ? "<w:i/>" : "", ...size, mark ? val("highlight", "yellow") : ""].join("");
    const pieces = String(text).split(/(\r\n|[\n\r\t])/).map((piece) => {
      if (piece === "\t") return "<w:tab/>";
      if (/^[\r\n]/.test(piece)) return "<w:br/>";
      return piece ? element("w:t", { "xml:space": "preserve" }, escape(piece)) : "";
    });
    return element("w:r", {}, looks ? element("w:rPr", {}, looks) : "", pieces);
  }

  // An empty gap: a control that all gaps of its name share, so that filling one fills all.
  gap(name, looks) {
    const { tag, xml } = this.gaps.binding(name);
    return element("w:sdt", {},
      element("w:sdtPr", {}, element("w:rPr", {}, val("highlight", "yellow")), val("alias", name.slice(0, ALIAS)),
        val("tag", tag), val("id", this.id), xml, "<w:text/>"),
      element("w:sdtContent", {}, this.run(`[${name}]`, { ...looks, mark: true })));
  }

  link(text, content, looks) {
    const address = addressOf(text);
    if (!address) return this.inline(content, looks);
    if (!this.links.has(address)) this.links.set(address, this.file.relate("hyperlink", address, { external: true }));
    return element("w:hyperlink", { "r:id": this.links.get(address), "w:history": 1 },
      this.inline(content, { ...looks, link: true }));
  }

  inline(content, looks = {}) {
    return content.map((piece) => this.piece(piece, looks)).join("");
  }

  piece(piece, looks) {
    if (piece.gap) {
      const own = this.paper.filled?.[piece.gap]?.trim();
      return own ? this.run(own, looks) : this.gap(piece.gap, looks);
    }
    if (piece.cite) return this.citation(piece, looks);
    if (piece.since) return "";
    if (piece.em) return this.inline(piece.em, { ...looks, em: true });
    if (piece.strong) return this.inline(piece.strong, { ...looks, strong: true });
    if (piece.link) return this.link(piece.link, piece.content, looks);
    return this.run(piece.text, looks);
  }

  // A citation leads to its work in the list at the end.
  citation(piece, looks) {
    const run = this.run(this.composer.citation(piece, TEXT), looks);
    const key = piece.cite.map((one) => one.key).find((one) => this.composer.keys.includes(one));
    return key ? element("w:hyperlink", { "w:anchor": this.bookmark(key), "w:history": 1 }, run) : run;
  }

  bookmark(key) {
    const place = this.composer.keys.indexOf(key); // two keys may differ only in what a name cannot hold
    return `pq${place}_${key.replace(/[^a-z0-9]/gi, "_")}`.slice(0, BOOKMARK);
  }

  paragraph(runs, { style, pPr = "", comment } = {}) {
    const looks = `${style ? val("pStyle", style) : ""}${pPr}`;
    return element("w:p", {}, looks ? element("w:pPr", {}, looks) : "", comment ? this.comments.around(runs, comment) : runs);
  }

  // ---- headings ----

  // The style that the template uses for headings of a level, with the numbers that it gives by hand.
  heading(runs, level, { comment } = {}) {
    const depth = Math.max(1, Math.min(9, level));
    const used = this.template.headings.find((one) => (
      one.level === depth && !one.lookAlike && inherited(this.styles.map, one.style, "level")));
    const style = used?.style ?? this.styles.id(`heading ${depth}`, this.looksOfHeadings(depth));
    return this.paragraph(runs, { style, pPr: used?.numPr, comment });
  }

  // Bold lines stand for headings in some templates: ours look like them, lower levels in the size of
  // the text, and are real.
  looksOfHeadings(level) {
    const found = this.template.headings.find((one) => one.looks?.length);
    return found?.looks.filter((xml) => level <= found.level || !xml.startsWith("<w:sz"));
  }

  title(text, level) {
    return this.heading(this.run(text, { fonts: [] }), level);
  }

  // ---- blocks ----

  // The paragraphs of a block, in the style that the template uses below the heading.
  block(block, body, comment) {
    if (block.kind === "list") return this.list(block, body, comment);
    if (block.kind === "table") return this.table(block, comment);
    if (block.kind === "chart") return this.chart(block, comment);
    if (block.kind === "title") {
      return this.heading(this.inline(block.content, { fonts: [] }), body.level + (block.level > 3 ? 2 : 1), { comment });
    }
    return this.paragraph(this.inline(tidied(block.content), body.looks), { ...body, comment });
  }

  // Bullets share a list, the template's own where its style has one; each numbered list starts at 1.
  list({ ordered, items }, body, comment) {
    const style = this.styles.id(ordered ? "List Number" : "List Bullet");
    const like = inherited(this.styles.map, style, "number")?.id;
    if (!ordered && like === undefined) this.bullets ??= this.numbering.add(false);
    const id = ordered ? this.numbering.add(true, like) : this.bullets;
    const pPr = id === undefined ? "" : element("w:numPr", {}, val("ilvl", 0), val("numId", id));
    return items.map((item, n) => this.paragraph(this.inline(tidied(item), body.looks),
      { style, pPr, comment: n === 0 ? comment : undefined })).join("");
  }

  caption(text, comment) {
    const style = this.styles.id("caption");
    return text ? this.paragraph(this.run(text, { fonts: [] }), { style, pPr: "<w:keepNext/>", comment }) : "";
  }

  table(table, comment) {
    if (!table.columns.length) return "";
    const note = comment && !table.caption ? this.paragraph(this.comments.around("", comment)) : "";
    const cell = (pieces, strong, pPr) => this.paragraph(this.inline(pieces, { strong }), { pPr });
    const xml = tableXml(table, this.styles.id("Table Grid"), cell);
    return note + this.caption(table.caption, comment) + xml + this.paragraph("");
  }

  // A chart that Word can edit, with its numbers as a table below it.
  chart(chart, comment) {
    const { xml, workbook, alternative } = chartParts(chart);
    let n = 1;
    while (this.file.parts[`word/charts/pqChart${n}.xml`]) n += 1;
    const [part, book] = [`word/charts/pqChart${n}.xml`, `word/embeddings/pqNumbers${n}.xlsx`];
    this.file.put(book, workbook);
    this.file.put(part, xml.replace("PQ_BOOK", this.file.relate("package", book, { part })));
    this.file.addType(part, CHART);
    this.file.addType(book, SHEET);
    const id = this.file.relate("chart", part);
    const reference = element("c:chart", { "xmlns:c": C, "xmlns:r": DOCUMENT, "r:id": id });
    const drawing = element("w:r", {}, element("w:drawing", {}, element("wp:inline", { "xmlns:wp": WP },
      element("wp:extent", { cx: 5400000, cy: 2700000 }),
      element("wp:docPr", { id: this.id, name: `Chart ${n}`, descr: alternative }),
      element("a:graphic", { "xmlns:a": A }, element("a:graphicData", { uri: C }, reference)))));
    const source = chart.source ? this.paragraph(this.run(`Source: ${chart.source}`)) : "";
    return this.caption(chart.title, comment) + this.paragraph(drawing) + source + this.table(numbersOf(chart));
  }

  // The works that the paper cites, in the order of the alphabet.
  references() {
    const { works } = this.paper;
    return [...this.composer.keys].sort((a, b) => works[a].place - works[b].place).map((key) => {
      const { before, after, year } = works[key];
      const when = year ? [{ text: `(${this.composer.year(key)})` }] : [];
      const [id, name] = [this.id, this.bookmark(key)];
      return this.paragraph([element("w:bookmarkStart", { "w:id": id, "w:name": name }),
        this.inline(tidied([...before, ...when, ...after])), element("w:bookmarkEnd", { "w:id": id })].join(""),
      { pPr: element("w:ind", { "w:left": 360, "w:hanging": 360 }) });
    }).join("");
  }

  // ---- putting it together ----

  section({ title, level = 1, parts }, heading) {
    const own = heading?.bodyStyle;
    const body = {
      level: heading?.level ?? level, style: own?.style, pPr: own?.pPr ?? "",
      looks: own?.fonts.length ? { fonts: own.fonts } : {},
    };
    const text = parts.map(({ blocks, comment }) => blocks.map((block, n) => (
      this.block(block, body, n === 0 ? comment : undefined))).join("")).join("");
    return heading ? text : this.title(title, level) + text;
  }

  // What is added where: [{ at, text, heading }], what stands below a heading of the template first.
  additions(places) {
    const sections = this.paper.sections.map((section) => ({ section, heading: places.heading(section.heading) }));
    const [own, others] = [true, false].map((kind) => sections.filter(({ heading }) => !heading === kind));
    const added = [...others, ...own].map(({ section, heading }) => (
      { at: heading ? places.below(heading) : places.end(), text: this.section(section, heading), heading }));
    const references = this.references();
    const { references: heading } = places;
    if (references && heading) added.push({ at: places.below(heading), text: references, heading });
    else if (references) added.push({ at: places.end(), text: this.title("References", this.topLevel()) + references });
    return added.filter(({ text }) => text);
  }

  topLevel() {
    return Math.min(9, ...this.template.headings.map(({ level }) => level), ...(this.template.headings.length ? [] : [1]));
  }

  insert() {
    const elements = readBody(this.xml, this.styles.map, this.template.forms);
    const places = new Places(elements, this.template.headings, inside(this.xml, "w:body").end);
    const edits = new Map(); // by place, so that what stands at one place keeps its order
    for (const { at, text, heading } of this.additions(places)) {
      const start = places.offset(at);
      edits.set(start, { end: start, text: (edits.get(start)?.text ?? "") + text });
      for (const empty of heading ? places.waiting(at, heading) : []) {
        if (!edits.has(empty.start)) edits.set(empty.start, { end: empty.end, text: "" });
      }
    }
    let { xml } = this;
    for (const [start, { end, text }] of [...edits].sort(([a], [b]) => b - a)) xml = xml.slice(0, start) + text + xml.slice(end);
    return xml;
  }

  // The title of the file, where the template has none.
  setTitle() {
    const title = element("dc:title", { "xmlns:dc": DC }, escape(this.paper.title || "Business case"));
    const found = this.file.relations("").find(({ type }) => type === "core-properties")?.target;
    if (!found || !this.file.parts[found]) {
      this.file.put("docProps/core.xml", HEADER + element("cp:coreProperties", { "xmlns:cp": CORE }, title));
      this.file.addType("docProps/core.xml", CORE_TYPE);
      this.file.relate("core-properties", "docProps/core.xml", { part: "", base: METADATA });
      return;
    }
    const xml = this.file.text(found);
    if (/<dc:title[^>]*>[^<]*\S[^<]*<\/dc:title>/.test(xml)) return;
    const bare = xml.replace(/<dc:title[^>]*\/>|<dc:title[^>]*>\s*<\/dc:title>/, "");
    const root = [...tags(bare)].find(({ name, open }) => open && name.endsWith("coreProperties")).name;
    this.file.put(found, withInside(bare, root, title));
  }

  finish(draft) {
    const xml = this.insert();
    const named = /<w:document[^>]*\sxmlns:r=/.test(xml);
    this.file.put(this.file.main, named ? xml : xml.replace("<w:document", `<w:document xmlns:r="${DOCUMENT}"`));
    this.comments.save();
    this.gaps.save();
    if (draft) putDraft(this.file, draft);
    else emptyDraft(this.file);
    this.setTitle();
    return this.file.save();
  }
}

// Blanks before a full stop or two in a row, which citations and notes that were left out leave behind.
const tidied = (content) => content.map((piece, n) => {
  if (typeof piece.text !== "string") return piece;
  let text = piece.text.replace(/ {2,}/g, " ").replace(/ ([.,;:])/g, "$1");
  const before = content[n - 1];
  if (before?.since || before?.text?.endsWith(" ")) text = text.replace(/^ (?=[.,;:]|$)/, "");
  return { ...piece, text };
});

// The finished file: a paper written into a template (`bytes`, or null for ours), with its own draft
// inside where `draft` is given. Throws WordError where the template cannot be used.
export const writeCase = (bytes, paper, { draft } = {}) => (
  new Writer(bytes ?? defaultTemplate({ title: paper.title }), paper).finish(draft));

// The draft that a file of ours carries, or undefined.
export const readDraft = (bytes) => draftOf(Package.open(bytes));
