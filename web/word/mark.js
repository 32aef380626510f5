// Reads the words of a Word file, and gives the same file back with a highlight and a comment at given places.
// Nothing else is changed: every run keeps its text.
import { Package } from "./package.js";
import { all, escape, tags, textOf } from "./xml.js";

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

// The innermost paragraphs of a document, in order: { xml, start, end }.
const innermost = (xml) => {
  const open = [];
  const out = [];
  for (const { name, start, end, open: opens, close } of tags(xml)) {
    if (name !== "w:p") continue;
    if (opens && close) out.push({ start, end });
    else if (opens) {
      if (open.length) open.at(-1).holds = true;
      open.push({ start });
    } else {
      const found = open.pop();
      if (found && !found.holds) out.push({ start: found.start, end });
    }
  }
  return out.sort((a, b) => a.start - b.start).map((place) => ({ ...place, xml: xml.slice(place.start, place.end) }));
};

// The text of each paragraph of a Word file, in order.
export const paragraphsOf = (bytes) => {
  const file = Package.open(bytes);
  return innermost(file.text(file.main)).map(({ xml }) => textOf(xml));
};

const PIECE = /(<w:t(?:\s[^>]*)?>)([^<]*)(<\/w:t>)|<w:(?:tab|br|cr)(?:\s[^>]*)?\/>|<w:noBreakHyphen\/>/g;
const LENGTH = /&(?:#x?[0-9a-f]+|\w+);|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/gi;

// The pieces of escaped text between two places of the text that a reader sees.
const cut = (escaped, from, to) => {
  let at = 0;
  let out = "";
  for (const [sign] of escaped.matchAll(LENGTH)) {
    const length = sign.startsWith("&") ? textOf(`<w:t>${sign}</w:t>`).length : sign.length;
    if (at >= from && at < to) out += sign;
    at += length;
  }
  return out;
};

const highlighted = (properties) => {
  if (/<w:highlight/.test(properties)) return properties.replace(/<w:highlight[^>]*\/>/, '<w:highlight w:val="yellow"/>');
  if (!properties) return '<w:rPr><w:highlight w:val="yellow"/></w:rPr>';
  // The schema has an order: what comes after highlight stays after it.
  const after = /<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath|rPrChange)[\s/>]/.exec(properties);
  const at = after ? after.index : properties.lastIndexOf("</w:rPr>");
  return properties.endsWith("/>") && !properties.includes("</w:rPr>") ? '<w:rPr><w:highlight w:val="yellow"/></w:rPr>'
    : `${properties.slice(0, at)}<w:highlight w:val="yellow"/>${properties.slice(at)}`;
};

// One run cut at the edges of the marks that touch it.
const splitRun = (run, at, marks) => {
  const head = /^<w:r(?:\s[^>]*)?>/.exec(run)?.[0];
  if (!head) return run;
  const properties = /^<w:r(?:\s[^>]*)?>\s*(<w:rPr\/>|<w:rPr>[\s\S]*?<\/w:rPr>)?/.exec(run)[1] ?? "";
  const inner = run.slice(head.length + run.slice(head.length).indexOf(properties) + properties.length, run.lastIndexOf("</w:r>"));
  const pieces = [];
  let place = at;
  let last = 0;
  for (const found of inner.matchAll(PIECE)) {
    if (found.index > last) pieces.push({ xml: inner.slice(last, found.index), marked: false });
    last = found.index + found[0].length;
    const length = textOf(found[0]).length;
    if (found[1] === undefined) {
      pieces.push({ xml: found[0], marked: marks.some(({ start, end }) => start <= place && end >= place + length) });
    } else {
      const edges = [...new Set([0, length, ...marks.flatMap(({ start, end }) => [start - place, end - place])])].filter((edge) => edge >= 0 && edge <= length).sort((a, b) => a - b);
      for (let n = 0; n + 1 < edges.length; n += 1) {
        const [from, to] = [edges[n], edges[n + 1]];
        pieces.push({ xml: `<w:t xml:space="preserve">${cut(found[2], from, to)}</w:t>`, marked: marks.some(({ start, end }) => start <= place + from && end >= place + to), from: place + from, to: place + to });
      }
    }
    place += length;
  }
  if (last < inner.length) pieces.push({ xml: inner.slice(last), marked: false });
  return pieces.map(({ xml, marked, from, to }) => {
    const made = `${head}${marked ? highlighted(properties) : properties}${xml}</w:r>`;
    const opens = marks.filter(({ start, id }) => id !== undefined && start === from && marked).map(({ id }) => `<w:commentRangeStart w:id="${id}"/>`).join("");
    const closes = marks.filter(({ end, id }) => id !== undefined && end === to && marked).map(({ id }) => `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`).join("");
    return opens + made + closes;
  }).join("");
};

const markParagraph = (xml, marks) => {
  let at = 0;
  let out = "";
  let last = 0;
  for (const run of all(xml, "w:r")) {
    out += xml.slice(last, run.start);
    last = run.end;
    const length = textOf(run.xml).length;
    const touching = marks.filter(({ start, end }) => start < at + length && end > at);
    out += touching.length ? splitRun(run.xml, at, touching) : run.xml;
    at += length;
  }
  return out + xml.slice(last);
};

// The same file with marks [{ paragraph, start, end, comment? }]: places in the texts that `paragraphsOf` gave.
export const markPaper = (bytes, marks) => {
  const file = Package.open(bytes);
  const xml = file.text(file.main);
  const part = file.related("comments") ?? "word/comments.xml";
  const before = file.text(part) ?? `${HEADER}<w:comments ${W}></w:comments>`;
  let next = Math.max(-1, ...[...before.matchAll(/<w:comment\s[^>]*w:id="(\d+)"/g)].map(([, id]) => Number(id)));
  const comments = [];
  const byParagraph = new Map();
  for (const mark of marks) {
    const made = { ...mark };
    if (mark.comment) {
      next += 1;
      made.id = next;
      const lines = mark.comment.split("\n").map((line) => `<w:p><w:r><w:t xml:space="preserve">${escape(line)}</w:t></w:r></w:p>`).join("");
      comments.push(`<w:comment w:id="${next}" w:author="The case for post-qualifying learning" w:date="2026-01-01T00:00:00Z" w:initials="PQ">${lines}</w:comment>`);
    }
    byParagraph.set(mark.paragraph, [...(byParagraph.get(mark.paragraph) ?? []), made]);
  }
  let out = xml;
  const places = innermost(xml);
  for (const [n, found] of [...byParagraph].sort(([a], [b]) => b - a)) {
    const place = places[n];
    if (place) out = out.slice(0, place.start) + markParagraph(place.xml, found) + out.slice(place.end);
  }
  file.put(file.main, out);
  if (comments.length) {
    file.put(part, before.includes("</w:comments>") ? before.replace("</w:comments>", `${comments.join("")}</w:comments>`) : before.replace(/<w:comments([^>]*)\/>/, `<w:comments$1>${comments.join("")}</w:comments>`));
    if (!file.related("comments")) {
      file.addType(part, "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml");
      file.relate("comments", part);
    }
  }
  file.becomeDocument();
  return file.save();
};

