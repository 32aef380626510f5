// Files that are refused. Apart from the templates, because some are large: only who refuses them
// makes them.
import { strToU8, zipSync } from "fflate";

import { ONE, OPEN, partsOf, R, STYLES, TEMPLATES, word, zip } from "./templates.mjs";

const compound = (text) =>
  new Uint8Array([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Array(2_000_000).fill(0),
    ...[...text].flatMap((sign) => [sign.charCodeAt(0), 0]),
  ]);
const good = TEMPLATES["cover table"].bytes;
const flipped = (bytes, at) => bytes.map((byte, n) => (n === at ? byte ^ 0xff : byte));
const other = (type, main = "xl/workbook.xml") =>
  word({ main, type: `application/vnd.openxmlformats-officedocument.${type}` });
const strict = partsOf({ root: `xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"` });
const changed = (name, change) => {
  const parts = partsOf({ body: ONE(), styles: STYLES });
  return zip({ ...parts, [name]: change(parts[name] ?? "") });
};
// A zip whose directory says that a part is small, and whose data is not.
const UNPACKED = 1_000_000;
const lying = () => {
  const bytes = zipSync({
    ...Object.fromEntries(Object.entries(partsOf({})).map(([name, xml]) => [name, strToU8(xml)])),
    "word/media/a.bin": new Uint8Array(UNPACKED),
  });
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 46 < bytes.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === UNPACKED)
      view.setUint32(at + 24, 1000, true);
  }
  return bytes;
};

// A zip that stores its text as it is, with one letter changed: only the checksum tells.
const retyped = () => {
  const bytes = zipSync(
    Object.fromEntries(
      Object.entries(partsOf({ body: ONE() })).map(([name, xml]) => [name, strToU8(xml)]),
    ),
    { level: 0 },
  );
  const at = new TextDecoder("latin1").decode(bytes).indexOf("Purpose");
  return flipped(bytes, at).map((byte, n) => (n === at ? 0x70 : byte));
};

// By name: { bytes, says: words of the sentence with which it is refused }.
export const REFUSALS = {
  "empty file": { bytes: new Uint8Array(), says: "empty" },
  "old Word file": { bytes: compound("WordDocument"), says: "old Word file" },
  password: { bytes: compound("EncryptedPackage"), says: "password" },
  PDF: { bytes: strToU8("%PDF-1.7 …"), says: "PDF" },
  "rich text": { bytes: strToU8("{\\rtf1}"), says: "rich text" },
  "Word file as XML": {
    bytes: strToU8(
      '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
    ),
    says: "(.xml)",
  },
  "web page": { bytes: strToU8("\ufeff<html><body>Report</body></html>"), says: "web page" },
  "archived web page": { bytes: strToU8("MIME-Version: 1.0\n"), says: "web page" },
  "plain text": { bytes: strToU8("Report to Cabinet"), says: "not a Word file" },
  OpenDocument: {
    bytes: zip({
      mimetype: strToU8("application/vnd.oasis.opendocument.text"),
      "content.xml": "<a/>",
    }),
    says: "OpenDocument",
  },
  "another zip": { bytes: zip({ "readme.txt": strToU8("hello") }), says: "zip file" },
  spreadsheet: { bytes: other("spreadsheetml.sheet.main+xml"), says: "Excel" },
  presentation: {
    bytes: other("presentationml.presentation.main+xml", "ppt/presentation.xml"),
    says: "PowerPoint",
  },
  "Strict Open XML": {
    bytes: zip({
      ...strict,
      "_rels/.rels": strict["_rels/.rels"].replace(
        R,
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
      ),
    }),
    says: "Strict",
  },
  "cut off": { bytes: good.slice(0, good.length - 300), says: "damaged" },
  "changed byte": { bytes: flipped(good, 1000), says: "damaged" },
  "changed letter": { bytes: retyped(), says: "damaged" },
  "broken text": {
    bytes: changed("word/document.xml", (xml) => xml.replace("</w:body>", "")),
    says: "broken",
  },
  "broken styles": {
    bytes: changed("word/styles.xml", (xml) => xml.replace("</w:styles>", "")),
    says: "broken",
  },
  "unknown entity": {
    bytes: changed("word/document.xml", (xml) => xml.replace("Purpose", "&nbsp;Purpose")),
    says: "broken",
  },
  "document type": {
    bytes: changed("word/document.xml", (xml) => `<!DOCTYPE w:document [<!ENTITY a "b">]>${xml}`),
    says: "document type",
  },
  "document type after a long remark": {
    bytes: changed("word/styles.xml", (xml) => `<!--${"a".repeat(20_000)}--><!DOCTYPE x>${xml}`),
    says: "document type",
  },
  "no main part": {
    bytes: zip({
      ...partsOf({}),
      "_rels/.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
    }),
    says: "no document",
  },
  "no relations": {
    bytes: zip(
      Object.fromEntries(Object.entries(partsOf({})).filter(([name]) => name !== "_rels/.rels")),
    ),
    says: "table of contents",
  },
  "main part without a body": {
    bytes: changed("word/document.xml", () => `<w:document ${OPEN}/>`),
    says: "no document",
  },
  bomb: {
    bytes: zip({ ...partsOf({}), "word/media/a.bin": new Uint8Array(64_000_000) }, { level: 1 }),
    says: "60 MB",
  },
  "bomb that says it is small": { bytes: lying(), says: "damaged" },
  "too many parts": {
    bytes: zip({
      ...partsOf({}),
      ...Object.fromEntries(Array.from({ length: 6000 }, (_, n) => [`a${n}`, new Uint8Array(1)])),
    }),
    says: "60 MB",
  },
};
