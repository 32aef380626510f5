// Reads the words of a Word file, and gives the same file back with a highlight and a comment at
// given places. Nothing else is changed: every run keeps its text.
import { Comments } from "./comments.js";
import { Package } from "./package.js";
import { all, attribute, element, parts, tags, textOf } from "./xml.js";

const YELLOW = '<w:highlight w:val="yellow"/>';
// The schema has an order: what comes after the highlight of a run stays after it.
const AFTER = new Set(
  [
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
    "rPrChange",
  ].map((name) => `w:${name}`),
);

// Where in its tables each tag of a part stands: call it with every tag in order, and `cell` is the
// innermost { table, row, column, span }, or undefined outside of tables.
class Tables {
  open = [];
  count = 0;

  see({ name, open, close, attributes }) {
    const table = this.open.at(-1);
    if (name === "w:tbl" && open) this.open.push({ table: (this.count += 1), row: -1, next: 0 });
    else if (name === "w:tbl") this.open.pop();
    else if (name === "w:tr" && open && table)
      Object.assign(table, { row: table.row + 1, next: 0 });
    else if (name === "w:tc" && table) {
      table.cell = open && { table: table.table, row: table.row, column: table.next, span: 1 };
      if (open) table.next += 1;
    } else if (name === "w:gridSpan" && table?.cell) {
      const span = Number(attribute(attributes, "w:val")) || 1;
      table.next += span - table.cell.span;
      table.cell.span = span;
    }
    if (close && name === "w:tc" && table) table.cell = undefined;
  }

  get cell() {
    return this.open.at(-1)?.cell;
  }
}

// Every paragraph in order, also in tables and text boxes: { start, end, xml, box, cell }, where
// `box` is the paragraph that holds the text box and `cell` the place in a table. What is there
// twice, for old programs, is read once.
const paragraphsIn = (xml) => {
  const open = [];
  const out = [];
  const tables = new Tables();
  let fallback = 0;
  for (const tag of tags(xml)) {
    const { name, start, end, open: opens, close } = tag;
    tables.see(tag);
    if (name === "mc:Fallback" && opens !== close) fallback += opens ? 1 : -1;
    if (name !== "w:p" || fallback) continue;
    if (opens) {
      const paragraph = { start, end, box: open[0], cell: tables.cell };
      out.push(paragraph);
      if (!close) open.push(paragraph);
    } else if (open.length) open.pop().end = end;
  }
  return out.map((place) => Object.assign(place, { xml: xml.slice(place.start, place.end) }));
};

// The parts of a Word file in which people write beside the body, and what each is called.
const BESIDE = { header: "header", footer: "footer", footnotes: "footnote", endnotes: "endnote" };

// Every paragraph of a file: the body's, then those of headers, footers and notes: { part, where,
// note, …place }.
// `where` is empty in the body, `note` the number by which the body points to a note.
const placesIn = (file) => {
  const beside = Object.entries(BESIDE).flatMap(([type, where]) =>
    file.allRelated(type).map((part) => [part, where]),
  );
  return [[file.main, ""], ...beside].flatMap(([part, where]) => {
    const xml = part === file.main ? file.text(part) : file.wordText(part);
    const notes = /note$/.test(where) ? all(xml, `w:${where}`) : [];
    return paragraphsIn(xml).map((place) => {
      const note = notes.find(({ start, end }) => place.start >= start && place.end <= end);
      return {
        ...place,
        part,
        where,
        note: note && attribute(tags(note.xml).next().value.attributes, "w:id"),
      };
    });
  });
};

// Every paragraph of a Word file in order: [{ text, where, cell? }], with `where` empty in the body,
// else header, footer, footnote or endnote, and `cell` { table, row, column, span } in a table. What
// stands on many pages, as a header does, is there once.
export const paperOf = (bytes) =>
  placesIn(Package.open(bytes)).map(({ xml, where, cell }) => ({
    text: textOf(xml),
    where,
    ...(cell && { cell }),
  }));

// The texts alone.
export const paragraphsOf = (bytes) => paperOf(bytes).map(({ text }) => text);

const SIGN = /&(?:#x?[0-9a-f]+|\w+);|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/gi;

// A stretch of escaped text, by places in the text that a reader sees.
const cut = (escaped, from, to) => {
  let at = 0;
  let out = "";
  for (const [sign] of escaped.matchAll(SIGN)) {
    if (at >= from && at < to) out += sign;
    at += sign.startsWith("&") ? textOf(`<w:t>${sign}</w:t>`).length : sign.length;
  }
  return out;
};

const highlighted = (looks) => {
  const found = (looks ? parts(looks) : []).filter(({ name }) => name !== "w:highlight");
  const at = found.findIndex(({ name }) => AFTER.has(name));
  const xml = found.map((one) => one.xml);
  xml.splice(at < 0 ? xml.length : at, 0, YELLOW);
  return element("w:rPr", {}, xml);
};

// One thing in a run, cut at the edges of marks: [{ xml, from, to, text }].
const piecesOf = ({ name, xml }, at, marks) => {
  const length = textOf(xml).length;
  if (name !== "w:t")
    return [
      { xml, from: at, to: at + length, plain: name === "w:tab" || name === "w:noBreakHyphen" },
    ];
  const inner = xml.slice(xml.indexOf(">") + 1, xml.lastIndexOf("</"));
  const edges = [
    ...new Set([0, length, ...marks.flatMap(({ start, end }) => [start - at, end - at])]),
  ]
    .filter((edge) => edge >= 0 && edge <= length)
    .sort((a, b) => a - b);
  return edges
    .slice(1)
    .map((edge, n) => ({
      xml: element("w:t", { "xml:space": "preserve" }, cut(inner, edges[n], edge)),
      from: at + edges[n],
      to: at + edge,
      plain: true,
    }));
};

// One run cut at the edges of the marks that touch it, with the ends of their comments.
const splitRun = (run, at, marks, comments) => {
  const head = run.slice(0, tags(run).next().value.end);
  const content = parts(run);
  const looks = content[0]?.name === "w:rPr" ? content.shift().xml : "";
  let place = at;
  return content
    .flatMap((part) => {
      const pieces = piecesOf(part, place, marks);
      place = pieces.at(-1)?.to ?? place;
      return pieces;
    })
    .map(({ xml, from, to, plain }) => {
      const marked = plain && marks.some(({ start, end }) => start <= from && end >= to);
      const noted = marks.filter(({ comment }) => comment && to > from);
      const opens = noted
        .filter((mark) => mark.id === undefined && to > mark.start)
        .map((mark) => comments.start((mark.id = comments.add(mark.comment))))
        .join("");
      const closes = noted
        .filter((mark) => mark.id !== undefined && !mark.closed && to >= mark.end)
        .map((mark) => comments.end(((mark.closed = true), mark.id)))
        .join("");
      return `${opens}${head}${marked ? highlighted(looks) : looks}${xml}</w:r>${closes}`;
    })
    .join("");
};

// The runs of a paragraph that marks touch: [{ start, end, text }], places in the document.
const editsOf = (paragraph, marks, comments) => {
  const edits = [];
  let at = 0;
  for (const run of all(paragraph.xml, "w:r")) {
    const to = at + textOf(run.xml).length;
    const touching = marks.filter(({ start, end }) => start < to && end > at);
    if (touching.length) {
      edits.push({
        start: paragraph.start + run.start,
        end: paragraph.start + run.end,
        text: splitRun(run.xml, at, touching, comments),
      });
    }
    at = to;
  }
  return edits;
};

// Word allows no comment inside a text box, a header or a note: it stands at the end of a paragraph
// of the body.
const atEndOf = (paragraph, marks, comments) =>
  marks
    .filter(({ comment }) => comment)
    .map(({ comment }) => {
      const end = paragraph.start + paragraph.xml.lastIndexOf("</w:p");
      return { start: end, end, text: comments.reference(comments.add(comment)) };
    });

// The paragraph of the body at which a comment on another part stands: that of the sign of a note,
// else the first with words. One that closes itself has no inside.
const anchorOf = ({ where, note }, body) => {
  const sign = new RegExp(`<w:${where}Reference(?=[^>]*\\sw:id=["']${note}["'])`);
  const found =
    (note && body.find(({ xml, box }) => !box && sign.test(xml))) ??
    body.find(({ xml, box }) => !box && textOf(xml).trim());
  return found ?? body.find(({ xml, box }) => !box && xml.includes("</w:p"));
};

// The changes to each part that marks ask for: [{ part, start, end, text }].
const changesOf = (paragraph, marks, comments, body) => {
  const length = textOf(paragraph.xml).length;
  const here = marks
    .filter(({ start, end }) => start < end && start < length)
    .map(({ start, end, comment }) => ({ start, end: Math.min(end, length), comment }));
  const inPart = (edits, { part }) => edits.map((edit) => ({ ...edit, part }));
  if (!paragraph.box && !paragraph.where)
    return inPart(editsOf(paragraph, here, comments), paragraph);
  const plain = here.map(({ start, end }) => ({ start, end }));
  const anchor = paragraph.where
    ? anchorOf(paragraph, body)
    : { ...paragraph.box, part: paragraph.part };
  return [
    ...inPart(editsOf(paragraph, plain, comments), paragraph),
    ...(anchor ? inPart(atEndOf(anchor, here, comments), anchor) : []),
  ];
};

// The same file with marks [{ paragraph, start, end, comment? }]: places in the texts that
// `paragraphsOf` gave. A mark outside of its paragraph is left out.
export const markPaper = (bytes, marks) => {
  const file = Package.open(bytes);
  const comments = new Comments(file);
  const places = placesIn(file);
  const body = places.filter(({ where }) => !where);
  const byParagraph = new Map();
  for (const mark of marks)
    byParagraph.set(mark.paragraph, [...(byParagraph.get(mark.paragraph) ?? []), mark]);
  const edits = places.flatMap((place, n) =>
    byParagraph.has(n) ? changesOf(place, byParagraph.get(n), comments, body) : [],
  );
  for (const part of new Set(edits.map((edit) => edit.part))) {
    let xml = part === file.main ? file.text(part) : file.wordText(part);
    for (const { start, end, text } of edits
      .filter((edit) => edit.part === part)
      .sort((a, b) => b.start - a.start)) {
      xml = xml.slice(0, start) + text + xml.slice(end);
    }
    file.put(part, xml);
  }
  comments.save();
  file.becomeDocument();
  return file.save();
};
