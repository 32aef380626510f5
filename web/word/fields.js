// Fields as Word keeps them: what Word computes again, with what it says until then.
import { element, escape } from "./xml.js";

// The number of a caption. `numberCaptions` puts the right one in when the whole document is known.
export const captionNumber = (label) =>
  element(
    "w:fldSimple",
    { "w:instr": ` SEQ ${label} \\* ARABIC ` },
    element("w:r", {}, element("w:t", {}, "1")),
  );

const SIMPLE =
  String.raw`<w:fldSimple\s[^>]*w:instr="[^"]*\bSEQ\s+(\w+)([^"]*)"[^>]*>` +
  String.raw`(?:(?!</w:fldSimple>)[\s\S]){0,2000}?<w:t(?:\s[^>]*)?>(?=\d+</w:t>)`;
const LONG =
  String.raw`<w:instrText[^>]*>[^<]*\bSEQ\s+(\w+)([^<]*)</w:instrText>` +
  String.raw`(?:(?!fldCharType="end"|<w:instrText)[\s\S]){0,2000}?fldCharType="separate"` +
  String.raw`(?:(?!fldCharType="end")[\s\S]){0,2000}?<w:t(?:\s[^>]*)?>(?=\d+</w:t>)`;
const CAPTION = new RegExp(`(${SIMPLE}|${LONG})(\\d+)`, "g");
const STARTS_ANEW = /\\[rsch]\b/; // numbered by chapter, repeated or hidden: left as they are

// A document whose captions of each kind are numbered in order, those of the template among them,
// as
// Word does when it updates its fields.
export const numberCaptions = (xml) => {
  const last = new Map();
  return xml.replace(CAPTION, (whole, before, name, switches, longName, longSwitches) => {
    if (STARTS_ANEW.test(switches ?? longSwitches)) return whole;
    const kind = name ?? longName;
    last.set(kind, (last.get(kind) ?? 0) + 1);
    return before + last.get(kind);
  });
};

const fieldMark = (type) => element("w:r", {}, element("w:fldChar", { "w:fldCharType": type }));
const paragraph = (style, ...runs) =>
  element("w:p", {}, element("w:pPr", {}, element("w:pStyle", { "w:val": style })), runs);
const words = (text) =>
  element("w:r", {}, element("w:t", { "xml:space": "preserve" }, escape(text)));

// A list of contents that is right before Word updates it: each heading as a link to its bookmark,
// without page numbers, which only Word knows. `headings`: [{ text, level, bookmark }], of levels 1
// and 2.
export const contentsList = (headings, id) => {
  const start = [
    fieldMark("begin"),
    element(
      "w:r",
      {},
      element("w:instrText", { "xml:space": "preserve" }, ' TOC \\o "1-2" \\n \\h \\z \\u '),
    ),
    fieldMark("separate"),
  ];
  const lines = headings.map(({ text, level, bookmark }, n) =>
    paragraph(
      `TOC${level}`,
      n ? "" : start,
      element("w:hyperlink", { "w:anchor": bookmark, "w:history": 1 }, words(text)),
      n === headings.length - 1 ? fieldMark("end") : "",
    ),
  );
  return element(
    "w:sdt",
    {},
    element(
      "w:sdtPr",
      {},
      element("w:id", { "w:val": id }),
      element(
        "w:docPartObj",
        {},
        element("w:docPartGallery", { "w:val": "Table of Contents" }),
        "<w:docPartUnique/>",
      ),
    ),
    element("w:sdtContent", {}, paragraph("TOCHeading", words("Contents")), lines),
  );
};
