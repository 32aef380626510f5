// Where the title of a case stands in a template: its properties, {{title}} in its text, headers
// and footers, and the control for the title that Word offers.
import { HEADER, withInside } from "./package.js";
import {
  all,
  attribute,
  element,
  escape,
  inside,
  parts,
  properties,
  SEEN,
  tags,
  textOf,
  unescape,
} from "./xml.js";

const CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";
const CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml";
const DC = "http://purl.org/dc/elements/1.1/";
const PLACE = /\{\{\s*title\s*\}\}/gi;

// Whether a text is nothing but the place for the title.
export const isPlaceForTitle = (text) =>
  text.replace(PLACE, "").trim() === "" && text.trim() !== "";

// The title of the file, where the template has none of its own.
const setProperty = (file, title) => {
  const made = element("dc:title", { "xmlns:dc": DC }, escape(title));
  const found = file.relations("").find(({ type }) => type === "core-properties")?.target;
  if (!found || !file.parts[found]) {
    file.put(
      "docProps/core.xml",
      HEADER + element("cp:coreProperties", { "xmlns:cp": CORE }, made),
    );
    file.addType("docProps/core.xml", CORE_TYPE);
    file.relate("core-properties", "docProps/core.xml", { part: "", base: METADATA });
    return;
  }
  const xml = file.text(found);
  const [, old] = /<dc:title[^>]*>([^<]*\S[^<]*)<\/dc:title>/.exec(xml) ?? [];
  if (old && !isPlaceForTitle(unescape(old))) return;
  const bare = xml.replace(/<dc:title[^>]*\/>|<dc:title[^>]*>[^<]*<\/dc:title>/, "");
  const root = [...tags(bare)].find(
    ({ name, open }) => open && name.endsWith("coreProperties"),
  ).name;
  file.put(found, withInside(bare, root, made));
};

// Word cuts a text into runs as it likes: the place may begin in one and end in another. The title
// stands in the first, and what was between is taken out of the others.
const inParagraph = (xml, title) => {
  const pieces = [...xml.matchAll(SEEN)]
    .filter(([, open]) => open)
    .map((found) => ({
      at: found.index + found[1].length,
      length: found[2].length,
      text: unescape(found[2]),
    }));
  const whole = pieces.map(({ text }) => text).join("");
  const places = [...whole.matchAll(PLACE)].map((found) => [
    found.index,
    found.index + found[0].length,
  ]);
  if (!places.length) return xml;
  let from = whole.length;
  let out = xml;
  for (const piece of pieces.reverse()) {
    from -= piece.text.length;
    let { text } = piece;
    for (const [start, end] of [...places].reverse()) {
      if (start >= from + piece.text.length || end <= from) continue;
      const here = start >= from ? title : "";
      text = text.slice(0, Math.max(0, start - from)) + here + text.slice(Math.max(0, end - from));
    }
    if (text !== piece.text)
      out = out.slice(0, piece.at) + escape(text) + out.slice(piece.at + piece.length);
  }
  return out;
};

const EDGE = /(<\/?w:p(?:\s[^>]*)?>)/; // paragraphs in text boxes stand inside others
const inText = (xml, title) =>
  (xml.includes("{") && textOf(xml).includes("{{")) || xml.includes("<w:txbxContent")
    ? xml
        .split(EDGE)
        .map((piece) => inParagraph(piece, title))
        .join("")
    : xml;

// Whether a control stands for the title: bound to the file's property, or called so and empty.
const isForTitle = (found) => {
  const binding = found.find(({ name }) => name === "w:dataBinding");
  if (binding)
    return /coreProperties\[1\]\/\w+:title\b/.test(attribute(binding.attributes, "w:xpath") ?? "");
  const called = found
    .filter(({ name }) => name === "w:alias" || name === "w:tag")
    .some(({ attributes }) => /^title$/i.test(attribute(attributes, "w:val") ?? ""));
  return called && found.some(({ name }) => name === "w:showingPlcHdr");
};

// A control with the title in it: its first run keeps its looks, but for the grey of a placeholder.
const filled = (xml, title) => {
  const bare = xml.replace(/<w:showingPlcHdr(?:\s[^>]*)?\/>/, "");
  const content = inside(bare, "w:sdtContent");
  if (!content) return xml;
  const text = bare.slice(content.start, content.end);
  const [first, ...others] = all(text, "w:r");
  if (!first) return xml;
  const looks = properties(first.xml, "w:rPr")
    .filter(({ name }) => name !== "w:rStyle")
    .map((one) => one.xml)
    .join("");
  const run = element(
    "w:r",
    {},
    looks ? element("w:rPr", {}, looks) : "",
    element("w:t", { "xml:space": "preserve" }, escape(title)),
  );
  const rest = [...others]
    .reverse()
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return (
    bare.slice(0, content.start) +
    rest.slice(0, first.start) +
    run +
    rest.slice(first.end) +
    bare.slice(content.end)
  );
};

const inControls = (xml, title) => {
  if (!xml.includes("<w:sdt")) return xml;
  let out = xml;
  for (const { start, end, xml: control } of all(xml, "w:sdt").reverse()) {
    const found = parts(control).find(({ name }) => name === "w:sdtPr");
    const content = inside(control, "w:sdtContent");
    if (!found || !content) continue;
    const made = isForTitle(parts(found.xml))
      ? filled(control, title)
      : control.slice(0, content.start) +
        inControls(control.slice(content.start, content.end), title) +
        control.slice(content.end);
    if (made !== control) out = out.slice(0, start) + made + out.slice(end);
  }
  return out;
};

// A part of the template with the title where it asks for it; the same text where it does not.
export const withTitle = (xml, title) => inText(inControls(xml, title), title);

// The title in the properties of a file, and in its headers and footers.
export const setTitle = (file, title) => {
  setProperty(file, title);
  for (const { type, target, external } of file.relations()) {
    if (external || !["header", "footer"].includes(type) || !file.parts[target]) continue;
    const xml = file.text(target);
    const made = withTitle(xml, title);
    if (made !== xml) file.put(target, made);
  }
};
