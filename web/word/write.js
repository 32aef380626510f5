// Writes a case into a Word template, the council's own or ours: under its headings, in its styles.
// What is not touched (headers, pictures, settings, other text) stays byte for byte.
//
// A paper: { title, sections: [{ heading, title, level, parts: [{ blocks, comment }] }], works,
// keys, filled }
//   heading   the id of one of the template's headings (see template.js), or null for one of our own with `title`
//   blocks    paragraphs, lists, titles, tables { kind, caption, columns, rows, source, note } and charts;
//             see web/common/compose.js, which prints the same blocks as preview and copy
//   comment   a Word comment at the beginning of the part, such as the date of an argument
import { below, Composer, isOwnGap, numbersOf, TEXT } from "../common/compose.js";
import { chartParts } from "./chart.js";
import { Comments } from "./comments.js";
import { draftOf, emptyDraft, Gaps, putDraft } from "./data.js";
import { defaultTemplate } from "./default-template.js";
import { captionNumber, contentsList, numberCaptions } from "./fields.js";
import { Numbering } from "./numbering.js";
import { Package } from "./package.js";
import { Places } from "./place.js";
import { inherited, Styles } from "./styles.js";
import { tableXml } from "./table.js";
import { readBody, templateOf } from "./template.js";
import { setTitle, withTitle } from "./title.js";
import { element, escape, inside, textOf } from "./xml.js";

const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const A = "http://schemas.openxmlformats.org/drawingml/2006/main";
const WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ALIAS = 64; // the longest name of a control that Word shows
const BOOKMARK = 40; // and of a bookmark
const TWIP = 635; // a twentieth of a point, in the units of drawings
// as wide as the text, at most 17 cm, and 5 cm high at least
const CHART = { least: 1440, most: 9638, shape: 0.46, low: 3000 };
// A paper of about five sides has a list of contents. With more headings than that it names those
// of the first level.
const LONG_PAPER = 9500; // characters
const MOST_CONTENTS = 20;
const NOTE = element("w:spacing", { "w:before": 80, "w:after": 80 });
// A line of six points between two tables, which Word would make one.
const SPACE = element("w:spacing", {
  "w:before": 0,
  "w:after": 0,
  "w:line": 120,
  "w:lineRule": "exact",
});

const val = (name, value) => element(`w:${name}`, { "w:val": value });

const titleOf = ({ title }) => title || "Business case";

// An address that Word can open, or undefined: one that is not well formed makes the file
// unreadable.
const addressOf = (text) => {
  try {
    const { href, protocol } = new URL(text);
    return ["http:", "https:", "mailto:"].includes(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
};

class Writer {
  constructor(bytes, paper, foot) {
    this.ours = !bytes;
    this.file = Package.open(bytes ?? defaultTemplate({ title: titleOf(paper), foot }));
    this.template = templateOf(this.file);
    this.file.becomeDocument();
    this.paper = paper;
    this.composer = new Composer(paper.works ?? {}, paper.keys ?? [], paper.filled ?? {});
    const main = this.file.text(this.file.main).replace(/<w:body\s*\/>/, "<w:body></w:body>");
    this.xml = withTitle(main, titleOf(paper));
    this.contents = [];
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
    do this.last += 1;
    while (this.taken.has(this.last));
    return this.last;
  }

  // ---- text ----

  // In the order of the schema. Breaks become breaks: inside text they make a file unreadable.
  run(text, { em, strong, mark, link, fonts = this.fonts } = {}) {
    if (!text) return "";
    const [face, size] = [true, false].map((named) =>
      fonts.filter((xml) => xml.startsWith("<w:rFonts") === named),
    );
    const looks = [
      link ? val("rStyle", this.styles.id("Hyperlink")) : "",
      ...face,
      strong ? "<w:b/>" : "",
      em ? "<w:i/>" : "",
      ...size,
      mark ? val("highlight", "yellow") : "",
    ].join("");
    const pieces = String(text)
      .split(/(\r\n|[\n\r\t])/)
      .map((piece) => {
        if (piece === "\t") return "<w:tab/>";
        if (/^[\r\n]/.test(piece)) return "<w:br/>";
        return piece ? element("w:t", { "xml:space": "preserve" }, escape(piece)) : "";
      });
    return element("w:r", {}, looks ? element("w:rPr", {}, looks) : "", pieces);
  }

  // An empty gap: a control that all gaps of its name share, so that filling one fills all, but for
  // those that say something else in each place.
  gap(name, looks) {
    if (isOwnGap(name)) return this.run(`[${name}]`, { ...looks, mark: true });
    const { tag, xml } = this.gaps.binding(name);
    return element(
      "w:sdt",
      {},
      element(
        "w:sdtPr",
        {},
        element("w:rPr", {}, val("highlight", "yellow")),
        val("alias", name.slice(0, ALIAS)),
        val("tag", tag),
        val("id", this.id),
        xml,
        "<w:text/>",
      ),
      element("w:sdtContent", {}, this.run(`[${name}]`, { ...looks, mark: true })),
    );
  }

  link(text, content, looks) {
    const address = addressOf(text);
    if (!address) return this.inline(content, looks);
    if (!this.links.has(address))
      this.links.set(address, this.file.relate("hyperlink", address, { external: true }));
    return element(
      "w:hyperlink",
      { "r:id": this.links.get(address), "w:history": 1 },
      this.inline(content, { ...looks, link: true }),
    );
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

  // Each work of a citation leads to its place in the list at the end.
  citation(piece, looks) {
    const works = this.composer
      .worksOf(piece, TEXT)
      .map(
        ({ key, join, text }) =>
          this.run(join, looks) +
          element(
            "w:hyperlink",
            { "w:anchor": this.bookmark(key), "w:history": 1 },
            this.run(text, looks),
          ),
      );
    if (!works.length || piece.narrative) return works.join("");
    return this.run("(", looks) + works.join("") + this.run(")", looks);
  }

  bookmark(key) {
    // two keys may differ only in what a name cannot hold
    const place = this.composer.keys.indexOf(key);
    return `pq${place}_${key.replace(/[^a-z0-9]/gi, "_")}`.slice(0, BOOKMARK);
  }

  paragraph(runs, { style, pPr = "", comment } = {}) {
    const looks = `${style ? val("pStyle", style) : ""}${pPr}`;
    return element(
      "w:p",
      {},
      looks ? element("w:pPr", {}, looks) : "",
      comment ? this.comments.around(runs, comment) : runs,
    );
  }

  // ---- headings ----

  // The style that the template uses for headings of a level, with the numbers that it gives by
  // hand.
  heading(runs, level, { comment } = {}) {
    const depth = Math.max(1, Math.min(9, level));
    const used = this.template.headings.find(
      (one) =>
        one.level === depth && !one.lookAlike && inherited(this.styles.map, one.style, "level"),
    );
    const style = used?.style ?? this.styles.id(`heading ${depth}`, this.looksOfHeadings(depth));
    return this.paragraph(runs, { style, pPr: `<w:keepNext/>${used?.numPr ?? ""}`, comment });
  }

  // Bold lines stand for headings in some templates: ours look like them, lower levels in the size
  // of the text, and are real.
  looksOfHeadings(level) {
    const found = this.template.headings.find((one) => one.looks?.length);
    return found?.looks.filter((xml) => level <= found.level || !xml.startsWith("<w:sz"));
  }

  title(text, level) {
    return this.heading(this.listed(text, level, this.run(text, { fonts: [] })), level);
  }

  // A heading that our list of contents names carries a bookmark.
  listed(text, level, runs) {
    if (!this.ours || level > 2 || !text.trim()) return runs;
    const [id, bookmark] = [this.id, `_Toc${100000 + this.contents.length}`];
    this.contents.push({ text, level, bookmark });
    return (
      element("w:bookmarkStart", { "w:id": id, "w:name": bookmark }) +
      runs +
      element("w:bookmarkEnd", { "w:id": id })
    );
  }

  // ---- blocks ----

  // The paragraphs of a block, in the style that the template uses below the heading.
  block(block, body, comment) {
    if (block.kind === "list") return this.list(block, body, comment);
    if (block.kind === "table") return this.table(block, body, comment);
    if (block.kind === "chart") return this.chart(block, body, comment);
    if (block.kind === "title") {
      const level = body.level + (block.level > 3 ? 2 : 1);
      const runs = this.inline(block.content, { fonts: [] });
      return this.heading(
        this.listed(this.composer.inline(block.content, TEXT), level, runs),
        level,
        { comment },
      );
    }
    return this.paragraph(this.inline(tidied(block.content), body.looks), { ...body, comment });
  }

  // Bullets share a list, the template's own where its style has one; each numbered list starts at
  // 1.
  list({ ordered, items }, body, comment) {
    const style = this.styles.id(ordered ? "List Number" : "List Bullet");
    const like = inherited(this.styles.map, style, "number")?.id;
    if (!ordered && like === undefined) this.bullets ??= this.numbering.add(false);
    const id = ordered ? this.numbering.add(true, like) : this.bullets;
    const numbers =
      id === undefined ? "" : element("w:numPr", {}, val("ilvl", 0), val("numId", id));
    return items
      .map((item, n) =>
        this.paragraph(this.inline(tidied(item), body.looks), {
          style,
          comment: n === 0 ? comment : undefined,
          pPr: this.styles.spaced(style, numbers, n === items.length - 1 ? 120 : 40),
        }),
      )
      .join("");
  }

  // The caption of a table or figure, with a number that Word keeps in order.
  caption(label, text, comment) {
    if (!text) return "";
    const runs =
      this.run(`${label} `, { fonts: [] }) +
      captionNumber(label) +
      this.run(`: ${text}`, { fonts: [] });
    return this.paragraph(runs, {
      style: this.styles.id("caption"),
      pPr: "<w:keepNext/>",
      comment,
    });
  }

  // What stands below a table, or the little space that keeps two tables apart.
  notes(block, body) {
    const notes = below(block).map((content) =>
      this.paragraph(this.inline(tidied(content), body.looks), { pPr: NOTE }),
    );
    return notes.join("") || this.paragraph("", { pPr: SPACE });
  }

  table(table, body, comment) {
    if (!table.columns.length) return "";
    const note = comment && !table.caption ? this.paragraph(this.comments.around("", comment)) : "";
    const cell = (pieces, strong, pPr) => this.paragraph(this.inline(pieces, { strong }), { pPr });
    const xml = tableXml(table, this.styles.id("Table Grid"), this.room, cell);
    return note + this.caption("Table", table.caption, comment) + xml + this.notes(table, body);
  }

  // A chart that Word can edit, with its numbers as a table below it.
  chart(chart, body, comment) {
    const { xml, workbook, alternative } = chartParts(chart);
    let n = 1;
    while (this.file.parts[`word/charts/pqChart${n}.xml`]) n += 1;
    const [part, book] = [`word/charts/pqChart${n}.xml`, `word/embeddings/pqNumbers${n}.xlsx`];
    this.file.put(book, workbook);
    this.file.put(part, xml(this.file.relate("package", book, { part })));
    this.file.addType(part, CHART_TYPE);
    this.file.addType(book, SHEET);
    const id = this.file.relate("chart", part);
    const wide = Math.min(CHART.most, Math.max(CHART.least, this.room));
    const high = Math.max(CHART.low, wide * CHART.shape);
    const reference = element("c:chart", { "xmlns:c": C, "xmlns:r": DOCUMENT, "r:id": id });
    const drawing = element(
      "w:r",
      {},
      element(
        "w:drawing",
        {},
        element(
          "wp:inline",
          { "xmlns:wp": WP },
          element("wp:extent", { cx: Math.round(wide * TWIP), cy: Math.round(high * TWIP) }),
          element("wp:docPr", { id: this.id, name: `Chart ${n}`, descr: alternative }),
          element("a:graphic", { "xmlns:a": A }, element("a:graphicData", { uri: C }, reference)),
        ),
      ),
    );
    return (
      this.caption("Figure", chart.title, comment) +
      this.paragraph(drawing, { pPr: "<w:keepNext/>" }) +
      this.table(numbersOf(chart), body)
    );
  }

  // The works that the paper cites, in the order of the alphabet.
  references() {
    const { works } = this.paper;
    return [...this.composer.keys]
      .sort((a, b) => works[a].place - works[b].place)
      .map((key) => {
        const { before, after, year } = works[key];
        const when = year ? [{ text: `(${this.composer.year(key)})` }] : [];
        const [id, name] = [this.id, this.bookmark(key)];
        return this.paragraph(
          [
            element("w:bookmarkStart", { "w:id": id, "w:name": name }),
            this.inline(tidied([...before, ...when, ...after])),
            element("w:bookmarkEnd", { "w:id": id }),
          ].join(""),
          {
            pPr: this.styles.spaced(
              undefined,
              element("w:ind", { "w:left": 360, "w:hanging": 360 }),
            ),
          },
        );
      })
      .join("");
  }

  // ---- putting it together ----

  section({ title, level = 1, parts }, heading) {
    const own = heading?.bodyStyle;
    const body = {
      level: heading?.level ?? this.topLevel() + level - 1,
      style: own?.style,
      pPr: this.styles.spaced(own?.style, own?.pPr),
      looks: own?.fonts.length ? { fonts: own.fonts } : {},
    };
    const head = heading ? "" : this.title(title, body.level);
    return (
      head +
      parts
        .map(({ blocks, comment }) =>
          blocks.map((block, n) => this.block(block, body, n === 0 ? comment : undefined)).join(""),
        )
        .join("")
    );
  }

  // What is added where: [{ at, text, heading }], what stands below a heading of the template
  // first. A section with nothing in it is left out, as in the preview.
  additions(places) {
    const full = this.paper.sections.filter(({ parts }) =>
      parts.some(({ blocks }) => blocks.length),
    );
    const sections = full.map((section) => ({ section, heading: places.heading(section.heading) }));
    const [own, others] = [true, false].map((kind) =>
      sections.filter(({ heading }) => !heading === kind),
    );
    const added = [...others, ...own].map(({ section, heading }) => {
      const at = heading ? places.below(heading) : places.end();
      this.room = places.room(at, this.xml);
      return { at, text: this.section(section, heading), heading };
    });
    const references = this.references();
    const { references: heading } = places;
    if (references && heading) added.push({ at: places.below(heading), text: references, heading });
    else if (references)
      added.push({
        at: places.end(),
        text: this.title("References", this.topLevel()) + references,
      });
    const length = added.reduce((sum, { text }) => sum + textOf(text).length, 0);
    const listed = this.contents.filter(
      ({ level }) => level === 1 || this.contents.length < MOST_CONTENTS,
    );
    if (listed.length && length >= LONG_PAPER)
      added.unshift({ at: 1, text: contentsList(listed, this.id) });
    return added.filter(({ text }) => text);
  }

  // The level of the template's own sections: where one heading stands above all others it is the
  // title.
  topLevel() {
    const levels = this.template.headings.map(({ level }) => level);
    const top = Math.min(9, ...levels, ...(levels.length ? [] : [1]));
    const below = levels.filter((level) => level > top);
    return levels[0] === top && levels.length - below.length === 1 && below.length > 1
      ? Math.min(...below)
      : top;
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
    for (const [start, { end, text }] of [...edits].sort(([a], [b]) => b - a))
      xml = xml.slice(0, start) + text + xml.slice(end);
    return xml;
  }

  finish(draft) {
    const xml = numberCaptions(this.insert());
    const named = /<w:document[^>]*\sxmlns:r=/.test(xml);
    this.file.put(
      this.file.main,
      named ? xml : xml.replace("<w:document", `<w:document xmlns:r="${DOCUMENT}"`),
    );
    this.comments.save();
    this.gaps.save();
    if (draft) putDraft(this.file, draft);
    else emptyDraft(this.file);
    setTitle(this.file, titleOf(this.paper));
    return this.file.save();
  }
}

// Blanks before a full stop or two in a row, which citations and notes that were left out leave
// behind.
const tidied = (content) =>
  content.map((piece, n) => {
    if (typeof piece.text !== "string") return piece;
    let text = piece.text.replace(/ {2,}/g, " ").replace(/ ([.,;:])/g, "$1");
    const before = content[n - 1];
    if (before?.since || before?.text?.endsWith(" ")) text = text.replace(/^ (?=[.,;:]|$)/, "");
    return { ...piece, text };
  });

// The finished file: a paper written into a template (`bytes`, or null for ours), with its own
// draft inside where `draft` is given, and `foot` on every page of ours. Throws WordError where the
// template cannot be used.
export const writeCase = (bytes, paper, { draft, foot } = {}) =>
  new Writer(bytes, paper, foot).finish(draft);

// The draft that a file of ours carries, or undefined.
export const readDraft = (bytes) => draftOf(Package.open(bytes));
