// The little XML that a Word file asks for: text that may stand in it, tags found in order,
// elements cut out whole. Parts are edited as text, so that what is not touched keeps its bytes.

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

// Text as XML holds it; what XML forbids, and halves of characters, are dropped and nothing else.
export const escape = (text) =>
  String(text)
    .replace(FORBIDDEN, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const ENTITY = /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi;
export const unescape = (text) =>
  text.replace(ENTITY, (whole, hex, decimal, name) => {
    if (name) return NAMED[name] ?? whole;
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });

// An element as text. An attribute that is undefined is left out; what is inside is XML already.
export const element = (name, attributes = {}, ...inside) => {
  const listed = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(value)}"`)
    .join("");
  const content = inside.flat(Infinity).join("");
  return content ? `<${name}${listed}>${content}</${name}>` : `<${name}${listed}/>`;
};

const NAME = String.raw`[^\s<>/=?!"'&]+`;
const TOKEN = new RegExp(
  String.raw`<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>` +
    String.raw`|<(/?)(${NAME})((?:\s+${NAME}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>`,
  "g",
);

// Every tag in order: { name, start, end, open, close, attributes }. One that closes itself is
// both.
export function* tags(xml) {
  for (const found of xml.matchAll(TOKEN)) {
    if (!found[2]) continue;
    yield {
      name: found[2],
      start: found.index,
      end: found.index + found[0].length,
      open: !found[1],
      close: Boolean(found[1] || found[4]),
      attributes: found[3],
    };
  }
}

export const attribute = (text, name) => {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(text ?? "");
  return found ? unescape(found[1] ?? found[2]) : undefined;
};

// Whether there is one root, every tag is closed in order, and nothing is left that looks like one.
export const wellFormed = (xml) => {
  const open = [];
  let roots = 0;
  for (const tag of tags(xml)) {
    if (tag.open && !open.length) roots += 1;
    if (tag.open && !tag.close) open.push(tag.name);
    if (!tag.open && open.pop() !== tag.name) return false;
  }
  const left = xml.replace(TOKEN, "");
  return (
    roots === 1 && open.length === 0 && !/<|&(?!(?:#x?[\da-f]+|amp|lt|gt|quot|apos);)/i.test(left)
  );
};

// The elements directly inside a stretch of XML: [{ name, start, end, attributes }], places in the
// whole.
export const children = (xml, from = 0, to = xml.length) => {
  const out = [];
  let depth = 0;
  for (const tag of tags(xml.slice(from, to))) {
    if (tag.open && depth === 0) {
      out.push({ name: tag.name, start: from + tag.start, end: 0, attributes: tag.attributes });
    }
    if (tag.open && !tag.close) depth += 1;
    if (!tag.open) depth -= 1;
    if (depth === 0 && out.length) out.at(-1).end = from + tag.end;
  }
  return out;
};

// Where the first tag of an element ends.
const headEnd = (xml) => tags(xml).next().value?.end ?? 0;

// The elements directly inside one element: [{ name, xml, attributes, start, end }].
export const parts = (xml) => {
  const to = xml.lastIndexOf("</");
  return to < 0
    ? []
    : children(xml, headEnd(xml), to).map((child) => ({
        ...child,
        xml: xml.slice(child.start, child.end),
      }));
};

// What stands in the properties of an element: properties(paragraph, "w:pPr") is [{ name, xml, …
// }].
// Of a paragraph and a run they come first, so that the rest need not be read.
export const properties = (xml, name) => {
  const rest = xml.slice(headEnd(xml));
  const first = tags(rest).next().value;
  if (first?.name === name) return parts(all(rest, name, 1)[0]?.xml ?? "");
  const found = parts(xml).find((part) => part.name === name);
  return found ? parts(found.xml) : [];
};

// The inside of the first element of a name: { start, end }, or null.
export const inside = (xml, name) => {
  const found = all(xml, name, 1)[0];
  if (!found) return null;
  const to = found.xml.lastIndexOf("</");
  return { start: found.start + headEnd(found.xml), end: to < 0 ? found.end : found.start + to };
};

// Whole elements of a name, outermost only: [{ xml, start, end }]; `most` of them.
export const all = (xml, name, most = Infinity) => {
  const out = [];
  let depth = 0;
  let start = 0;
  for (const tag of tags(xml)) {
    if (tag.name !== name) continue;
    if (tag.open && depth === 0) start = tag.start;
    if (tag.open && !tag.close) depth += 1;
    if (!tag.open) depth -= 1;
    if (depth === 0) out.push({ xml: xml.slice(start, tag.end), start, end: tag.end });
    if (out.length >= most) break;
  }
  return out;
};

// A piece of a document without its text boxes, which are paragraphs of their own.
const withoutBoxes = (xml) => {
  if (!xml.includes("<w:txbxContent")) return xml;
  let out = "";
  let last = 0;
  for (const { start, end } of all(xml, "w:txbxContent")) {
    out += xml.slice(last, start);
    last = end;
  }
  return out + xml.slice(last);
};

// What a reader sees, piece by piece: text, or a tab, break or hyphen. A tab with w:val is a stop
// in the properties of a paragraph.
export const SEEN = new RegExp(
  String.raw`(<w:t(?:\s[^>]*)?>)([^<]*)(</w:t>)|<w:(?:tab|br|cr)(?![^>]*w:(?:val|pos)=)(?:\s[^>]*)?/>` +
    String.raw`|<w:noBreakHyphen\s*/>`,
  "g",
);

// The text that a reader sees in a piece of a document; tabs and line breaks count as a space.
export const textOf = (xml) =>
  [...withoutBoxes(xml).matchAll(SEEN)]
    .map(([whole, , text]) =>
      text !== undefined ? unescape(text) : whole.includes("Hyphen") ? "-" : " ",
    )
    .join("");
