// The little XML that a Word file asks for: text that may stand in it, tags found in order, elements cut out whole.
// Parts are edited as text, so that what is not touched keeps its bytes.

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

// Text as XML holds it; what XML forbids, and halves of characters, are dropped and nothing else.
export const escape = (text) => String(text).replace(FORBIDDEN, "")
  .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
export const unescape = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
  if (name) return NAMED[name] ?? whole;
  const code = hex ? parseInt(hex, 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
});

const TOKEN = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;

// Every tag of a text in order: { name, start, end, open, close, attributes }. A tag that closes itself is both.
export function* tags(xml) {
  for (const found of xml.matchAll(TOKEN)) {
    if (!found[2]) continue;
    yield { name: found[2], start: found.index, end: found.index + found[0].length, open: !found[1], close: Boolean(found[1] || found[4]), attributes: found[3] };
  }
}

export const attribute = (text, name) => {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(text ?? "");
  return found ? unescape(found[1] ?? found[2]) : undefined;
};

// Whether every tag is closed in order and nothing that looks like one is left over.
export const wellFormed = (xml) => {
  const open = [];
  for (const tag of tags(xml)) {
    if (tag.open && !tag.close) open.push(tag.name);
    if (!tag.open && open.pop() !== tag.name) return false;
  }
  return open.length === 0 && !/</.test(xml.replace(TOKEN, "").replace(/^\ufeff/, ""));
};

// The elements directly inside a stretch of XML: [{ name, start, end, attributes }], places in the whole text.
export const children = (xml, from = 0, to = xml.length) => {
  const out = [];
  let depth = 0;
  for (const tag of tags(xml.slice(from, to))) {
    if (tag.open && depth === 0) out.push({ name: tag.name, start: from + tag.start, end: from + tag.end, attributes: tag.attributes });
    if (tag.open && !tag.close) depth += 1;
    if (!tag.open) depth -= 1;
    if (depth === 0 && out.length) out[out.length - 1].end = from + tag.end;
  }
  return out;
};

// The inside of the first element of a name: { start, end }, or null.
export const inside = (xml, name) => {
  let depth = 0;
  let start = -1;
  for (const tag of tags(xml)) {
    if (tag.name !== name) continue;
    if (tag.open && tag.close) { if (depth === 0) return { start: tag.end, end: tag.end, outer: tag.start }; continue; }
    if (tag.open) { if (depth === 0) start = tag.end; depth += 1; } else if ((depth -= 1) === 0) return { start, end: tag.start };
  }
  return null;
};

// Whole elements of a name, outermost only: their XML.
export const all = (xml, name) => {
  const out = [];
  let depth = 0;
  let start = 0;
  for (const tag of tags(xml)) {
    if (tag.name !== name) continue;
    if (tag.open && depth === 0) start = tag.start;
    if (tag.open && !tag.close) depth += 1;
    if (!tag.open) depth -= 1;
    if (depth === 0) out.push({ xml: xml.slice(start, tag.end), start, end: tag.end });
  }
  return out;
};

// The text that a reader sees in a piece of a document; tabs and line breaks count as a space.
export const textOf = (xml) => {
  let out = "";
  const pattern = /<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:(?:tab|br|cr)(?:\s[^>]*)?\/>|<w:noBreakHyphen\/>/g;
  for (const found of xml.replace(/<w:del(?:\s[^>]*)?>[\s\S]*?<\/w:del>/g, "").matchAll(pattern)) {
    if (found[1] !== undefined) out += unescape(found[1]);
    else out += found[0].includes("Hyphen") ? "-" : " ";
  }
  return out;
};
