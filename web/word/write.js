// Writes a case into a Word template, the council's own or ours: under its headings, in its styles.
// What is not touched (headers, pictures, settings, other text) stays byte for byte.
//
// A paper: { title, sections: [{ heading, title, level, parts: [{ blocks, comment }] }], works, keys, filled }
//   heading   the id of one of the template's headings (see template.js), or null for a heading of our own with `title`
//   blocks    paragraphs, lists, titles, tables { kind, caption, columns, rows } and charts { kind, title, categories, series, unit, source }
//   comment   a Word comment at the beginning of the part, such as the date of an argument
import { Composer, TEXT } from "../shared/compose.js";
import { chartParts } from "./chart.js";
import { defaultTemplate } from "./default-template.js";
import { Package } from "./package.js";
import { readBody, readStyles, readTemplate } from "./template.js";
import { all, escape, inside, unescape } from "./xml.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DRAFT = "urn:pq-case:draft";
const GAPS = "urn:pq-case:gaps";
const STORE = "{8D2F6A54-6E1B-4D0B-9C1E-5A1B2C3D4E5F}"; // names the part that all gaps of a name share
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

class Writer {
  constructor(bytes, paper) {
    this.template = readTemplate(bytes);
    this.file = Package.open(bytes);
    this.file.becomeDocument();
    this.paper = paper;
    this.composer = new Composer(paper.works ?? {}, paper.keys ?? [], paper.filled ?? {});
    this.xml = this.file.text(this.file.main);
    this.comments = [];
    this.links = new Map();
    this.gaps = new Map();
    this.ids = this.highest(/w:id="(\d+)"/g) + 1000;
    this.charts = 0;
    this.readyStyles();
  }

  highest(pattern) {
    return [...this.xml.matchAll(pattern)].reduce((most, [, id]) => Math.max(most, Number(id)), 0);
  }

  // ---- styles ----

  readyStyles() {
    this.stylesPart = this.file.related("styles");
    if (!this.stylesPart) {
      this.stylesPart = "word/styles.xml";
      this.file.put(this.stylesPart, `${HEADER}<w:styles xmlns:w="${W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`);
      this.file.addType(this.stylesPart, "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml");
      this.file.relate("styles", this.stylesPart);
    }
    this.styles = readStyles(this.file.text(this.stylesPart));
  }

  styleNamed(name) {
    return [...this.styles.values()].find((style) => style.name.toLowerCase() === name.toLowerCase());
  }

  // The id of a built-in style; one that the template lacks is added, based on its own Normal.
  style(name) {
    const found = this.styleNamed(name);
    if (found) return found.id;
    const id = `Pq${name.replace(/[^A-Za-z0-9]/g, "")}`;
    const base = [...this.styles.values()].find(({ isDefault, type }) => isDefault && type === "paragraph")?.id;
    const type = name === "Table Grid" ? "table" : "paragraph";
    const xml = `<w:style w:type="${type}" w:customStyle="0" w:styleId="${id}"><w:name w:val="${name}"/>${base && type === "paragraph" ? `<w:basedOn w:val="${base}"/>` : ""}<w:uiPriority w:val="9"/><w:qFormat/>${this.looks(name)}</w:style>`.replace(' w:customStyle="0"', "");
    this.file.put(this.stylesPart, this.file.text(this.stylesPart).replace("</w:styles>", `${xml}</w:styles>`));
    this.styles.set(id, { id, name, type });
    return id;
  }

  looks(name) {
    const level = /^heading (\d)$/i.exec(name)?.[1];
    if (level) return `<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${[32, 28, 24][level - 1] ?? 22}"/></w:rPr>`;
    if (name === "Caption") return '<w:pPr><w:keepNext/><w:spacing w:after="60"/></w:pPr><w:rPr><w:b/></w:rPr>';
    if (name === "Table Grid") {
      const edge = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`).join("");
      return `<w:pPr/><w:tblPr><w:tblBorders>${edge}</w:tblBorders></w:tblPr>`;
    }
    return "";
  }

  // ---- lists ----

  // The id of a list of its own: bullets share one, each numbered list starts at 1.
  list(ordered) {
    if (!ordered && this.bullets) return this.bullets;
    const part = this.numberingPart();
    const xml = this.file.text(part);
    const ids = [...xml.matchAll(/w:(?:abstractNumId|numId)="(\d+)"/g)].map(([, id]) => Number(id));
    const id = Math.max(0, ...ids) + 1;
    const levels = Array.from({ length: 9 }, (_, n) => `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${ordered ? "decimal" : "bullet"}"/><w:lvlText w:val="${ordered ? `%${n + 1}.` : "•"}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${360 + n * 360}" w:hanging="360"/></w:pPr></w:lvl>`).join("");
    const abstract = `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="hybridMultilevel"/>${levels}</w:abstractNum>`;
    const number = `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`;
    const first = /<w:num[\s>]/.exec(xml); // all abstract numbers come before the first number
    const put = first ? `${xml.slice(0, first.index)}${abstract}${xml.slice(first.index)}` : xml.replace("</w:numbering>", `${abstract}</w:numbering>`);
    const last = put.lastIndexOf("</w:num>");
    const at = last < 0 ? put.indexOf("</w:numbering>") : last + "</w:num>".length;
    this.file.put(part, put.slice(0, at) + number + put.slice(at));
    if (!ordered) this.bullets = id;
    return id;
  }

  numberingPart() {
    const found = this.file.related("numbering");
    if (found) {
      const xml = this.file.text(found);
      if (/<w:numbering[^>]*\/>\s*$/.test(xml)) this.file.put(found, xml.replace(/\/>\s*$/, "></w:numbering>"));
      return found;
    }
    const part = "word/numbering.xml";
    this.file.put(part, `${HEADER}<w:numbering xmlns:w="${W}"></w:numbering>`);
    this.file.addType(part, "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml");
    this.file.relate("numbering", part);
    return part;
  }

  // ---- text ----

  run(text, { em, strong, mark } = {}) {
    if (!text) return "";
    const looks = `${strong ? "<w:b/>" : ""}${em ? "<w:i/>" : ""}${mark ? '<w:highlight w:val="yellow"/>' : ""}`;
    const parts = String(text).split(/[\n\t]/).map((piece) => (piece ? `<w:t xml:space="preserve">${escape(piece)}</w:t>` : ""));
    return `<w:r>${looks ? `<w:rPr>${looks}</w:rPr>` : ""}${parts.join("<w:br/>")}</w:r>`;
  }

  // An empty gap: a control that all gaps of its name share, so that filling one fills all.
  gap(name) {
    if (!this.gaps.has(name)) this.gaps.set(name, this.gaps.size + 1);
    this.ids += 1;
    return `<w:sdt><w:sdtPr><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:alias w:val="${escape(name)}"/><w:tag w:val="pq-gap-${this.gaps.get(name)}"/><w:id w:val="${this.ids}"/><w:dataBinding w:prefixMappings="xmlns:g='${GAPS}'" w:xpath="/g:gaps[1]/g:gap[${this.gaps.get(name)}]" w:storeItemID="${STORE}"/><w:text/></w:sdtPr><w:sdtContent>${this.run(`[${name}]`, { mark: true })}</w:sdtContent></w:sdt>`;
  }

  link(address, runs) {
    if (!this.links.has(address)) this.links.set(address, this.file.relate("hyperlink", escape(address), { external: true }));
    return `<w:hyperlink r:id="${this.links.get(address)}" w:history="1">${runs}</w:hyperlink>`;
  }

  inline(content, looks = {}) {
    return content.map((piece) => this.piece(piece, looks)).join("");
  }

  piece(piece, looks) {
    if (piece.gap) {
      const own = this.paper.filled?.[piece.gap]?.trim();
      return own ? this.run(own, looks) : this.gap(piece.gap);
    }
    if (piece.cite) {
      const text = this.composer.citation(piece, TEXT);
      const key = piece.cite.find((one) => this.composer.keys.includes(one.key))?.key;
      return key ? `<w:hyperlink w:anchor="${this.bookmark(key)}" w:history="1">${this.run(text, looks)}</w:hyperlink>` : this.run(text, looks);
    }
    if (piece.since) return "";
    if (piece.em) return this.inline(piece.em, { ...looks, em: true });
    if (piece.strong) return this.inline(piece.strong, { ...looks, strong: true });
    if (piece.link) return this.link(piece.link, this.inline(piece.content, looks));
    return this.run(piece.text, looks);
  }

  bookmark(key) {
    return `pq_${key.replace(/[^a-z0-9]/gi, "_")}`.slice(0, 40);
  }

  paragraph(runs, { style, pPr = "", comment } = {}) {
    const looks = style || pPr ? `<w:pPr>${style ? `<w:pStyle w:val="${escape(style)}"/>` : ""}${pPr}</w:pPr>` : "";
    return `<w:p>${looks}${comment ? this.commented(runs, comment) : runs}</w:p>`;
  }

  // ---- blocks ----

  // The paragraphs of a block, in the style that the template uses below the heading.
  block(block, body, comment) {
    if (block.kind === "list") return this.listItems(block, body, comment);
    if (block.kind === "title") return this.paragraph(this.inline(block.content), { style: this.style(`heading ${Math.min(9, body.level + (block.level > 3 ? 2 : 1))}`), comment });
    if (block.kind === "table") return this.table(block);
    if (block.kind === "chart") return this.chart(block);
    return this.paragraph(this.inline(tidied(block.content)), { ...body, comment });
  }

  listItems(block, body, comment) {
    const id = this.list(block.ordered);
    const style = this.style(block.ordered ? "List Number" : "List Bullet");
    return block.items.map((item, n) => this.paragraph(this.inline(tidied(item)), {
      style, pPr: `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${id}"/></w:numPr>`, comment: n === 0 ? comment : undefined })).join("");
  }

  cells(text) {
    return text.split(/(\[[^[\]]{1,80}\])/).filter(Boolean).map((part) => (/^\[.*\]$/.test(part) ? { gap: part.slice(1, -1) } : { text: part }));
  }

  // A table whose first row repeats on each page; a column is at least as wide as its longest word.
  table({ caption, columns, rows }) {
    const widths = columns.map((name, n) => [name, ...rows.map((row) => row[n] ?? "")].reduce((most, cell) => Math.max(most, ...String(cell).split(/\s+/).map((word) => word.length), Math.min(30, String(cell).length / 3)), 4));
    const sum = widths.reduce((a, b) => a + b, 0);
    const share = widths.map((width) => Math.round((width / sum) * 5000));
    const grid = share.map((width) => `<w:gridCol w:w="${Math.round((width / 5000) * 9000)}"/>`).join("");
    const row = (cells, head) => `<w:tr><w:trPr><w:cantSplit/>${head ? "<w:tblHeader/>" : ""}</w:trPr>${columns.map((_, n) => `<w:tc><w:tcPr><w:tcW w:w="${share[n]}" w:type="pct"/></w:tcPr>${this.paragraph(this.inline(this.cells(String(cells[n] ?? "")), head ? { strong: true } : {}))}</w:tc>`).join("")}</w:tr>`;
    const title = caption ? this.paragraph(this.run(caption), { style: this.style("Caption"), pPr: "<w:keepNext/>" }) : "";
    return `${title}<w:tbl><w:tblPr><w:tblStyle w:val="${escape(this.style("Table Grid"))}"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>${caption ? `<w:tblCaption w:val="${escape(caption)}"/>` : ""}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${row(columns, true)}${rows.map((cells) => row(cells, false)).join("")}</w:tbl>${this.paragraph("")}`;
  }

  // A chart that Word can edit, with its numbers as a table below it.
  chart(chart) {
    this.charts += 1;
    let n = this.charts;
    while (this.file.parts[`word/charts/chart${n}.xml`]) n += 1;
    const { xml, workbook, alternative } = chartParts(chart);
    const [part, book] = [`word/charts/chart${n}.xml`, `word/embeddings/Microsoft_Excel_Sheet${n}.xlsx`];
    this.file.put(part, xml);
    this.file.put(book, workbook);
    this.file.addType(part, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml");
    this.file.addType(book, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    const bookId = this.file.relate("package", book, { part });
    this.file.put(part, xml.replace("PQ_BOOK", bookId));
    const id = this.file.relate("chart", part);
    this.ids += 1;
    const drawing = `<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="2700000"/><wp:docPr id="${this.ids}" name="Chart ${n}" descr="${escape(alternative)}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${id}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
    const numbers = { caption: chart.title, columns: ["", ...chart.series.map(({ name }) => name)], rows: chart.categories.map((name, at) => [name, ...chart.series.map(({ values }) => (values[at] === null || values[at] === undefined ? "not published" : `${values[at]}${chart.unit ?? ""}`))]) };
    const source = chart.source ? this.paragraph(this.run(`Source: ${chart.source}`), {}) : "";
    return this.paragraph(this.run(chart.title), { style: this.style("Caption"), pPr: "<w:keepNext/>" }) + this.paragraph(drawing) + source + this.table(numbers);
  }

  references(level) {
    const keys = [...this.composer.keys].sort((a, b) => this.paper.works[a].place - this.paper.works[b].place);
    if (!keys.length) return "";
    const entries = keys.map((key) => {
      const { before, after, year } = this.paper.works[key];
      this.ids += 1;
      const runs = this.inline(tidied([...before, ...(year ? [{ text: `(${this.composer.year(key)})` }] : []), ...after]));
      return this.paragraph(`<w:bookmarkStart w:id="${this.ids}" w:name="${this.bookmark(key)}"/>${runs}<w:bookmarkEnd w:id="${this.ids}"/>`, { pPr: '<w:ind w:left="360" w:hanging="360"/>' });
    });
    return this.paragraph(this.run("References"), { style: this.style(`heading ${level}`) }) + entries.join("");
  }

  commented(runs, words) {
    const id = this.nextComment();
    this.comments.push(`<w:comment w:id="${id}" w:author="The case for post-qualifying learning" w:date="2026-01-01T00:00:00Z" w:initials="PQ">${this.paragraph(this.run(words))}</w:comment>`);
    return `<w:commentRangeStart w:id="${id}"/>${runs}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
  }

  nextComment() {
    if (this.commentId === undefined) {
      const part = this.file.related("comments");
      const ids = part ? [...this.file.text(part).matchAll(/<w:comment\s[^>]*w:id="(\d+)"/g)].map(([, id]) => Number(id)) : [];
      this.commentId = Math.max(-1, ...ids);
    }
    this.commentId += 1;
    return this.commentId;
  }

  // ---- putting it together ----

  // What the paragraphs below a heading look like: the style of the template's own empty paragraph there.
  bodyOf(heading) {
    const level = heading?.level ?? 1;
    const own = heading?.bodyStyle;
    const pPr = (own?.pPr ?? "").replace(/^<w:pPr>|<\/w:pPr>$/g, "").replace(/<w:pStyle[^>]*\/>|<w:sectPr[\s\S]*<\/w:sectPr>|<w:rPr>[\s\S]*<\/w:rPr>|<w:keepNext\/>/g, "");
    return { level, style: own?.style, pPr };
  }

  section(section, heading) {
    const body = this.bodyOf(heading);
    const own = heading ? "" : this.paragraph(this.run(section.title), { style: this.style(`heading ${section.level ?? 1}`) });
    return own + section.parts.map(({ blocks, comment }) => blocks.map((block, n) => this.block(block, body, n === 0 ? comment : undefined)).join("")).join("");
  }

  // Below each heading, before the next one and before a break of sections; an empty paragraph that waits there gives way.
  insert() {
    const elements = readBody(this.xml, this.styles);
    const body = inside(this.xml, "w:body");
    const placed = new Map();
    for (const section of this.paper.sections) {
      const heading = this.template.headings.find(({ id }) => id === section.heading);
      const at = heading ? this.endOf(heading, elements) : this.endOfBody(elements);
      const text = this.section(section, heading);
      placed.set(at, { text: (placed.get(at)?.text ?? "") + text, from: placed.get(at)?.from ?? this.emptyBefore(at, heading, elements) });
    }
    const end = this.endOfBody(elements);
    const top = Math.min(...this.template.headings.map(({ level }) => level), 1);
    const references = this.references(Number.isFinite(top) ? top : 1);
    placed.set(end, { text: (placed.get(end)?.text ?? "") + references, from: placed.get(end)?.from });
    const place = (n) => elements[n]?.start ?? body.end;
    let out = this.xml;
    for (const [at, { text, from }] of [...placed].sort(([a], [b]) => b - a)) {
      if (text) out = out.slice(0, place(from ?? at)) + text + out.slice(place(at));
    }
    this.xml = out;
  }

  endOf(heading, elements) {
    const next = this.template.headings.find(({ element }) => element > heading.element)?.element ?? this.endOfBody(elements);
    let at = next;
    for (let n = heading.element + 1; n < next; n += 1) if (elements[n].breaks) { at = n; break; }
    return at;
  }

  endOfBody(elements) {
    const last = elements.at(-1);
    return last?.name === "w:sectPr" ? elements.length - 1 : elements.length;
  }

  emptyBefore(at, heading, elements) {
    let from = at;
    while (heading && from - 1 > heading.element && elements[from - 1].name === "w:p" && !elements[from - 1].text && !/<w:(?:drawing|pict|object|sdt|br|bookmarkStart)/.test(elements[from - 1].xml) && !elements[from - 1].breaks) from -= 1;
    return from;
  }

  setTitle() {
    const title = escape(this.paper.title || "Business case");
    const found = Object.keys(this.file.parts).find((name) => name.endsWith("docProps/core.xml"));
    if (!found) return;
    const xml = this.file.text(found);
    if (/<dc:title>[^<]+<\/dc:title>/.test(xml)) return; // the template's own title stays
    this.file.put(found, /<dc:title\s*\/>|<dc:title><\/dc:title>/.test(xml) ? xml.replace(/<dc:title\s*\/>|<dc:title><\/dc:title>/, `<dc:title>${title}</dc:title>`)
      : xml.replace("</cp:coreProperties>", `<dc:title>${title}</dc:title></cp:coreProperties>`));
  }

  writeComments() {
    if (!this.comments.length) return;
    const found = this.file.related("comments");
    const part = found ?? "word/comments.xml";
    const xml = found ? this.file.text(found) : `${HEADER}<w:comments xmlns:w="${W}"></w:comments>`;
    this.file.put(part, xml.includes("</w:comments>") ? xml.replace("</w:comments>", `${this.comments.join("")}</w:comments>`) : xml.replace(/<w:comments([^>]*)\/>/, `<w:comments$1>${this.comments.join("")}</w:comments>`));
    if (!found) {
      this.file.addType(part, "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml");
      this.file.relate("comments", part);
    }
  }

  // A part of our own data beside the document, with the properties that name it.
  addData(xml, store) {
    let n = 1;
    while (this.file.parts[`customXml/item${n}.xml`]) n += 1;
    const [item, props] = [`customXml/item${n}.xml`, `customXml/itemProps${n}.xml`];
    this.file.put(item, HEADER + xml);
    this.file.put(props, `${HEADER}<ds:datastoreItem ds:itemID="${store}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>`);
    this.file.addType(props, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml");
    this.file.relate("customXmlProps", props, { part: item });
    this.file.relate("customXml", item);
  }

  finish(draft) {
    this.insert();
    if (!/xmlns:r=/.test(/<w:document[^>]*>/.exec(this.xml)[0])) this.xml = this.xml.replace("<w:document", '<w:document xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"');
    this.file.put(this.file.main, this.xml);
    this.writeComments();
    if (this.gaps.size) this.addData(`<gaps xmlns="${GAPS}">${[...this.gaps.keys()].map((name) => `<gap>[${escape(name)}]</gap>`).join("")}</gaps>`, STORE);
    if (draft) this.addData(`<draft xmlns="${DRAFT}">${escape(draft)}</draft>`, "{3B7E1C90-5A42-4F0E-8A77-1D2C3B4A5968}");
    this.setTitle();
    return this.file.save();
  }
}

// Blanks before a full stop or two in a row, which citations and notes that were left out leave behind.
const tidied = (content) => content.map((piece, n) => {
  if (typeof piece.text !== "string") return piece;
  let text = piece.text.replace(/ {2,}/g, " ").replace(/ ([.,;:])/g, "$1");
  const before = content[n - 1];
  if (before && (before.since || (typeof before.text === "string" && before.text.endsWith(" "))) && n > 0) text = text.replace(/^ (?=[.,;:]|$)/, "");
  return { ...piece, text };
});

// The finished file: a paper written into a template (`bytes`, or null for ours), with its own draft inside where `draft` is given.
export const writeCase = (bytes, paper, { draft } = {}) => new Writer(bytes ?? defaultTemplate(), paper).finish(draft);

// The draft that a file of ours carries, or undefined.
export const readDraft = (bytes) => {
  const file = Package.open(bytes);
  for (const name of Object.keys(file.parts).filter((part) => /customXml\/item\d+\.xml$/.test(part))) {
    const text = file.text(name);
    if (text.includes(`xmlns="${DRAFT}"`)) {
      const found = all(text, "draft")[0]?.xml.replace(/^<draft[^>]*>|<\/draft>$/g, "") ?? "";
      return unescape(found);
    }
  }
  return undefined;
};
