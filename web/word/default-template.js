// Our own Word template, made here so that no binary stands in the project: plain, A4, real
// headings, page numbers.
import { strToU8, zipSync } from "fflate";

import { element, escape } from "./xml.js";

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const val = (name, value) => element(`w:${name}`, { "w:val": value });
const space = (before, after) => element("w:spacing", { "w:before": before, "w:after": after });
const edge = (side, colour = "A0ABA8") =>
  element(`w:${side}`, { "w:val": "single", "w:sz": 4, "w:space": 0, "w:color": colour });
const GREEN = val("color", "14453D");

// A style of paragraphs: its looks as properties of paragraph and run, and what follows it.
const paragraphStyle = (id, name, { next, rank, pPr = "", rPr = "" } = {}) =>
  element(
    "w:style",
    { "w:type": "paragraph", "w:styleId": id },
    val("name", name),
    val("basedOn", "Normal"),
    next ? val("next", next) : "",
    rank ? val("uiPriority", rank) : "",
    "<w:qFormat/>",
    pPr ? element("w:pPr", {}, pPr) : "",
    rPr ? element("w:rPr", {}, rPr) : "",
  );

const heading = (level, size, before) =>
  paragraphStyle(`Heading${level}`, `heading ${level}`, {
    next: "Normal",
    rank: 9,
    pPr: `<w:keepNext/><w:keepLines/>${space(before, 80)}${val("outlineLvl", level - 1)}`,
    rPr: `<w:b/>${GREEN}${val("sz", size)}`,
  });

const margins = [
  ["top", 50],
  ["left", 85],
  ["bottom", 50],
  ["right", 85],
].map(([side, width]) => element(`w:${side}`, { "w:w": width, "w:type": "dxa" }));
const TABLES =
  element(
    "w:style",
    { "w:type": "table", "w:default": 1, "w:styleId": "TableNormal" },
    val("name", "Normal Table"),
    val("uiPriority", 99),
    element(
      "w:tblPr",
      {},
      element("w:tblInd", { "w:w": 0, "w:type": "dxa" }),
      element("w:tblCellMar", {}, margins),
    ),
  ) +
  element(
    "w:style",
    { "w:type": "table", "w:styleId": "TableGrid" },
    val("name", "Table Grid"),
    val("basedOn", "TableNormal"),
    element(
      "w:pPr",
      {},
      element("w:spacing", { "w:after": 0, "w:line": 252, "w:lineRule": "auto" }),
    ),
    element("w:rPr", {}, val("sz", 20)),
    element(
      "w:tblPr",
      {},
      element("w:tblBorders", {}, edge("top"), edge("bottom"), edge("insideH", "C9D2CF")),
    ),
    element(
      "w:tblStylePr",
      { "w:type": "firstRow" },
      element("w:rPr", {}, "<w:b/>"),
      element(
        "w:tcPr",
        {},
        element("w:shd", { "w:val": "clear", "w:color": "auto", "w:fill": "E4ECE9" }),
      ),
    ),
  );

const DEFAULTS = element(
  "w:docDefaults",
  {},
  element(
    "w:rPrDefault",
    {},
    element(
      "w:rPr",
      {},
      element("w:rFonts", {
        "w:ascii": "Arial",
        "w:hAnsi": "Arial",
        "w:cs": "Arial",
        "w:eastAsia": "Arial",
      }),
      val("sz", 22),
      val("szCs", 22),
      val("lang", "en-GB"),
    ),
  ),
  element(
    "w:pPrDefault",
    {},
    element(
      "w:pPr",
      {},
      element("w:spacing", { "w:after": 120, "w:line": 271, "w:lineRule": "auto" }),
    ),
  ),
);

const contents = (level) =>
  paragraphStyle(`TOC${level}`, `toc ${level}`, {
    next: "Normal",
    rank: 39,
    pPr: space(0, 40) + element("w:ind", { "w:left": (level - 1) * 284 }),
  });

const STYLES =
  `<w:styles ${W}>${DEFAULTS}` +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
  paragraphStyle("Title", "Title", {
    next: "Normal",
    rank: 10,
    pPr: space(0, 240),
    rPr: `<w:b/>${GREEN}${val("sz", 44)}`,
  }) +
  heading(1, 30, 360) +
  heading(2, 26, 280) +
  heading(3, 23, 220) +
  heading(4, 22, 180) +
  paragraphStyle("TOCHeading", "TOC Heading", {
    next: "Normal",
    rank: 39,
    pPr: `<w:keepNext/>${space(0, 80)}`,
    rPr: `<w:b/>${GREEN}${val("sz", 26)}`,
  }) +
  contents(1) +
  contents(2) +
  paragraphStyle("ListBullet", "List Bullet", { pPr: space(0, 60) }) +
  paragraphStyle("ListNumber", "List Number", { pPr: space(0, 60) }) +
  paragraphStyle("Caption", "caption", {
    next: "Normal",
    pPr: `<w:keepNext/>${space(200, 80)}`,
    rPr: `<w:b/>${val("sz", 20)}`,
  }) +
  `${paragraphStyle("Footer", "footer")}${TABLES}</w:styles>`;

const run = (inner) => element("w:r", {}, inner);
const words = (text) => run(element("w:t", { "xml:space": "preserve" }, escape(text)));
const field = (name) => element("w:fldSimple", { "w:instr": ` ${name} ` }, words("1"));
const TAB = element("w:tabs", {}, element("w:tab", { "w:val": "right", "w:pos": 9412 }));

// What stands at the foot of every page: a line where one is given, and the number of the page.
const footer = (foot) =>
  `<w:ftr ${W}>${element(
    "w:p",
    {},
    element("w:pPr", {}, val("pStyle", "Footer"), TAB),
    words(foot),
    run("<w:tab/>"),
    words("Page "),
    field("PAGE"),
    words(" of "),
    field("NUMPAGES"),
  )}</w:ftr>`;

const PARTS = {
  "[Content_Types].xml":
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
  "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  "word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${R}/settings" Target="settings.xml"/><Relationship Id="rId3" Type="${R}/footer" Target="footer1.xml"/></Relationships>`,
  "word/styles.xml": STYLES,
  "word/settings.xml": `<w:settings ${W}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>`,
  "docProps/core.xml":
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title></dc:title><dc:language>en-GB</dc:language></cp:coreProperties>',
};

// The bytes of a template: a title, then `headings` as [text] or [text, level]; all of a case may
// follow without any. `foot` stands on every page.
export const defaultTemplate = ({ title = "", headings = [], foot = "" } = {}) => {
  const paragraph = (style, text) =>
    `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:p>`;
  const body =
    (title ? paragraph("Title", title) : "") +
    headings.map(([text, level = 1]) => paragraph(`Heading${level}`, text)).join("");
  const document = `<w:document ${W} xmlns:r="${R}"><w:body>${body}<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`;
  const parts = { ...PARTS, "word/footer1.xml": footer(foot), "word/document.xml": document };
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEADER + xml)])),
    { level: 6, mtime: new Date(1980, 0, 2) },
  );
};
