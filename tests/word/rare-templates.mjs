// Word templates as few write them: each with something in it that has broken a program before.
// Made by code, like those of templates.mjs.
import { strToU8, Zip, ZipDeflate } from "fflate";

import { numbering, p, page, partsOf, run, styles, TEMPLATES, word, zip } from "./templates.mjs";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const MORE = `xmlns:w="${W}" xmlns:r="${R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"`;

const headingStyle = (n, pPr = "") =>
  `<w:style w:type="paragraph" w:styleId="Heading${n}"><w:name w:val="heading ${n}"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>${pPr}<w:outlineLvl w:val="${n - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>`;
const STYLES = styles(headingStyle(1), headingStyle(2));
const h = (inner, n = 1) => p(inner, { style: `Heading${n}` });
const PLAIN =
  h("Purpose of report") + p() + h("Financial implications") + p("To be cleared by Finance.") + p();
const FOUND = ["Purpose of report", "Financial implications"];
const made = (body, more = {}) => ({
  bytes: word({ body, styles: STYLES, root: MORE, ...more }),
  headings: more.headings ?? FOUND,
});
const parts = () => partsOf({ body: PLAIN + page(), styles: STYLES });
const bytesOf = (part) =>
  typeof part === "string" ? strToU8(`<?xml version="1.0" encoding="UTF-8"?>${part}`) : part;

const by = 'w:author="Legal" w:date="2026-01-05T09:00:00Z"';
const TRACKED =
  p(
    `<w:ins w:id="1" ${by}>${run("Purpose")}</w:ins>${run(" of report")}<w:del w:id="2" ${by}><w:r><w:delText> and aims</w:delText></w:r></w:del>`,
    { style: "Heading1" },
  ) +
  `<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:rPr><w:del w:id="3" ${by}/></w:rPr></w:pPr><w:del w:id="4" ${by}><w:r><w:delText>Old heading</w:delText></w:r></w:del></w:p>` +
  `<w:p><w:pPr><w:pPrChange w:id="5" ${by}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange></w:pPr>${run("Was a heading")}</w:p>` +
  h("Financial implications") +
  p();

const control = (id, inner, more = "") =>
  `<w:sdt><w:sdtPr><w:id w:val="${id}"/>${more}</w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
const NESTED =
  control(
    11,
    control(12, h("Purpose of report"), '<w:lock w:val="sdtLocked"/>') +
      control(13, p("Enter text"), "<w:showingPlcHdr/>"),
  ) +
  p(control(14, run("Financial implications")), { style: "Heading1" }) +
  p();
const COVER_PAGE =
  control(
    21,
    h("The council") + p("Cover"),
    '<w:docPartObj><w:docPartGallery w:val="Cover Pages"/><w:docPartUnique/></w:docPartObj>',
  ) + PLAIN;

const box = (inner) => `<w:txbxContent>${inner}</w:txbxContent>`;
const shape = (inner) =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="3" name="Box"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>${box(inner)}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="s1" style="width:70pt;height:24pt"><v:textbox>${box(inner)}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
const BOXES = p(shape(h("Report to Cabinet")) + run("Before")) + PLAIN;
const WATERMARK = `<w:hdr ${MORE}>${p('<w:r><w:pict><v:shape id="PowerPlusWaterMarkObject" type="#_x0000_t136" style="position:absolute;width:400pt;height:100pt"><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>')}</w:hdr>`;

const header = (text) => [`${TYPE}.header+xml`, `<w:hdr ${MORE}>${p(text)}</w:hdr>`, "header"];
const reference = (kind, n) => `<w:headerReference w:type="${kind}" r:id="rId${n}"/>`;
const SECTIONS =
  h("Purpose of report") +
  p() +
  p("", {
    pPr: page(false, reference("default", 2) + reference("first", 3)).replace(
      "</w:sectPr>",
      "<w:titlePg/></w:sectPr>",
    ),
  }) +
  h("Financial implications") +
  p() +
  page(false, reference("default", 3)).replace(
    "</w:sectPr>",
    '<w:cols w:num="2" w:space="708"/></w:sectPr>',
  );

const LIST_STYLE = {
  styles: styles(
    headingStyle(1, '<w:numPr><w:numId w:val="4"/></w:numPr>'),
    '<w:style w:type="numbering" w:styleId="CouncilList"><w:name w:val="Council List"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>',
  ),
  numbering: numbering(
    [
      '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:styleLink w:val="CouncilList"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>',
      '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/><w:numStyleLink w:val="CouncilList"/></w:abstractNum>',
    ],
    [
      [3, 0],
      [4, 1],
    ],
  ).replace("</w:numbering>", '<w:numIdMacAtCleanup w:val="2"/></w:numbering>'),
};

const mark = (type, more = "") =>
  `<w:r><w:fldChar w:fldCharType="${type}"${more ? `>${more}</w:fldChar>` : "/>"}</w:r>`;
const FORM_FIELDS =
  h("Purpose of report") +
  p(
    `${mark("begin", '<w:ffData><w:name w:val="Text1"/><w:enabled/><w:textInput/></w:ffData>')}<w:r><w:instrText> FORMTEXT </w:instrText></w:r>${mark("separate")}${run("Type here")}${mark("end")}`,
  ) +
  h("Financial implications") +
  p();
const LOOSE =
  '<w:bookmarkStart w:id="1" w:name="top"/><w:permStart w:id="9" w:edGrp="everyone"/>' +
  h("Purpose of report") +
  '<w:bookmarkEnd w:id="1"/>' +
  p("<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>") +
  h("Financial implications") +
  p() +
  '<w:permEnd w:id="9"/>';
const SIGNS =
  p(
    `${run("Purpose")}<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve"> of</w:t></w:r><w:proofErr w:type="spellStart"/>${run(" re")}<w:proofErr w:type="spellEnd"/><w:r><w:t>port</w:t></w:r>`,
    { style: "Heading1" },
  ) +
  p() +
  h("Financial implications") +
  p();
const NOTES =
  p(`${run("Purpose of report")}<w:r><w:footnoteReference w:id="2"/></w:r>`, {
    style: "Heading1",
  }) +
  p() +
  h("Financial implications") +
  p();
const footnotes = `<w:footnotes ${MORE}>${["separator", "continuationSeparator"].map((kind, n) => `<w:footnote w:type="${kind}" w:id="${n}"><w:p><w:r><w:${kind}/></w:r></w:p></w:footnote>`).join("")}<w:footnote w:id="2">${p("A note.")}</w:footnote></w:footnotes>`;

const right = "<w:bidi/>";
const ARABIC =
  p("الغرض من التقرير", { style: "Heading1", pPr: right }) +
  p("", { pPr: right }) +
  p("التكاليف", { style: "Heading1", pPr: right }) +
  p("", { pPr: right }) +
  page().replace("</w:sectPr>", "<w:bidi/></w:sectPr>");
const MANY = styles(
  headingStyle(1),
  ...Array.from(
    { length: 3000 },
    (_, n) =>
      `<w:style w:type="paragraph" w:customStyle="1" w:styleId="S${n}"><w:name w:val="Council ${n}"/><w:basedOn w:val="${n ? `S${n - 1}` : "Normal"}"/></w:style>`,
  ),
);
const CIRCLE = styles(
  headingStyle(1),
  '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>',
);

const quoted = (all) => ({
  ...all,
  "word/document.xml": all["word/document.xml"]
    .replace(/="([^"']*)"/g, "='$1'")
    .replace("Purpose of report", "<![CDATA[Purpose of report]]>")
    .replace("<w:body>", "<w:body><!-- <w:p> -->\n<?ours <w:p> ?>"),
});
const wide = (text, little) => {
  const full = `\ufeff<?xml version="1.0" encoding="UTF-16"?>${text}`;
  return Uint8Array.from(
    { length: full.length * 2 },
    (_, n) => (full.charCodeAt(n >> 1) >> ((n % 2 === 0) === little ? 0 : 8)) & 255,
  );
};
const inUtf16 = (all) => ({
  ...all,
  "word/document.xml": wide(all["word/document.xml"], false),
  "word/styles.xml": wide(all["word/styles.xml"], true),
});
const withMark = (all) =>
  Object.fromEntries(
    Object.entries(all).map(([name, text]) => [
      name,
      strToU8(`\ufeff<?xml version="1.0" encoding="utf-8"?>\n${text}`),
    ]),
  );
const renamed = (all, change) =>
  Object.fromEntries(Object.entries(all).map(([name, part]) => [change(name), part]));
const glossary = {
  "word/glossary/document.xml": [
    `${TYPE}.document.glossary+xml`,
    `<w:glossaryDocument ${MORE}><w:docParts/></w:glossaryDocument>`,
    "glossaryDocument",
  ],
};

// A zip written in one stream: sizes stand after each part.
const streamed = (all) => {
  const chunks = [];
  const out = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, part] of Object.entries(all)) {
    const file = new ZipDeflate(name);
    out.add(file);
    file.push(bytesOf(part), true);
  }
  out.end();
  return new Uint8Array(Buffer.concat(chunks));
};

// The same zip with its directory in 64 bits, as programs write them that do not know the size
// beforehand.
const wideZip = (all) => {
  const bytes = zip(all);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  const entries = [];
  for (let at = start, n = 0; n < count; n += 1) {
    const [name, extra] = [28, 30].map((place) => view.getUint16(at + place, true));
    const entry = new Uint8Array(46 + name + 28);
    entry.set(bytes.subarray(at, at + 46 + name));
    const made = new DataView(entry.buffer);
    [
      [0, 1],
      [2, 24],
    ].forEach(([place, value]) => made.setUint16(46 + name + place, value, true));
    [24, 20, 42].forEach((place, at64) => {
      made.setBigUint64(46 + name + 4 + at64 * 8, BigInt(view.getUint32(at + place, true)), true);
      made.setUint32(place, 0xffffffff, true);
    });
    made.setUint16(30, 28, true);
    entries.push(entry);
    at += 46 + name + extra;
  }
  const directory = Buffer.concat(entries);
  const tail = new DataView(new ArrayBuffer(56 + 20 + 22));
  tail.setUint32(0, 0x06064b50, true);
  tail.setBigUint64(4, 44n, true);
  [24, 32].forEach((place) => tail.setBigUint64(place, BigInt(count), true));
  tail.setBigUint64(40, BigInt(directory.length), true);
  tail.setBigUint64(48, BigInt(start), true);
  tail.setUint32(56, 0x07064b50, true);
  tail.setBigUint64(64, BigInt(start + directory.length), true);
  tail.setUint32(72, 1, true);
  tail.setUint32(76, 0x06054b50, true);
  [84, 86].forEach((place) => tail.setUint16(place, 0xffff, true));
  [88, 92].forEach((place) => tail.setUint32(place, 0xffffffff, true));
  return new Uint8Array(
    Buffer.concat([bytes.subarray(0, start), directory, new Uint8Array(tail.buffer)]),
  );
};

const rows = (...lines) =>
  `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>${lines[0].map(() => '<w:gridCol w:w="4500"/>').join("")}</w:tblGrid>${lines.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>${cell}</w:tc>`).join("")}</w:tr>`).join("")}</w:tbl>`;
const strong = (text) => p(text, { looks: "<w:b/>" });
const COUNTED =
  rows(
    [p("1."), strong("Purpose of report")],
    [p("1.1"), p()],
    [p("2."), strong("Financial implications")],
    [p("2.1"), p("To be cleared by Finance.")],
  ) + p();
const BANDS =
  rows([h("Purpose of report")]) +
  p() +
  rows([h("Financial implications")]) +
  p("To be cleared by Finance.") +
  p();
const own = (name, more = "") =>
  `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${name.replace(/\W/g, "")}"><w:name w:val="${name}"/>${more}<w:rPr><w:sz w:val="32"/></w:rPr></w:style>`;
const OWN = styles(own("Report Heading 1"), own("Table Heading"), own("Council Text"));
const TITLED = styles(headingStyle(1), headingStyle(2));

// A style of a council's own, based on that of a heading in Welsh, and a list that numbers both.
const level = (n, format, text, style, more = "") =>
  `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:pStyle w:val="${style}"/>${more}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/></w:lvl>`;
const WELSH = {
  styles: styles(
    '<w:style w:type="paragraph" w:styleId="Pennawd1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Prif"><w:name w:val="Adroddiad Prif"/><w:basedOn w:val="Pennawd1"/></w:style>',
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Rhif"><w:name w:val="Para Rhif"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
  ),
  numbering: numbering(
    [
      `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>${level(0, "upperRoman", "Part %1", "Pennawd1")}${level(1, "decimal", "%1.%2", "Rhif", "<w:isLgl/>")}</w:abstractNum>`,
    ],
    [[1, 0]],
  ),
};
const waits = p("", { style: "Rhif" });
const inWelsh =
  p(FOUND[0], { style: "Prif" }) + waits + p(FOUND[1], { style: "Prif" }) + waits + page();
const tableOf = (...lines) =>
  `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>${lines.join("")}</w:tbl>`;
const cellOf = (inner) => `<w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>${inner}</w:tc>`;
const row = (inner) => `<w:tr>${inner}</w:tr>`;
const INNER = tableOf(...[h(FOUND[0]), p(), h(FOUND[1]), p()].map((one) => row(cellOf(one))));
const CONTROLLED = tableOf(
  row(cellOf(h(FOUND[0]))),
  control(31, row(cellOf(p("Enter text")))),
  row(control(32, cellOf(h(FOUND[1])))),
  row(control(33, cellOf(p()))),
);
const HIDDEN =
  PLAIN.replace(
    /(?=<w:p><w:pPr><w:pStyle w:val="Heading1"\/><\/w:pPr><w:r><w:t[^>]*>Financial)/,
    p(run("Hidden heading", "<w:vanish/>"), { style: "Heading1" }) +
      `<w:moveFromRangeStart w:id="6" w:name="m" ${by}/><w:p><w:pPr><w:pStyle w:val="Heading1"/><w:rPr><w:moveFrom w:id="7" ${by}/></w:rPr></w:pPr><w:moveFrom w:id="8" ${by}>${run("Moved away")}</w:moveFrom></w:p><w:moveFromRangeEnd w:id="6"/>`,
  ) + page();
const leaf = p('<w:r><w:br w:type="page"/></w:r>');
const LETTERED = ["A.\tPurpose of report", "(b) Financial implications:", "C) Legal implications"];
const endnotes = footnotes.replaceAll("footnote", "endnote");
const GOOGLE = styles(
  '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext w:val="1"/></w:pPr></w:style>',
);
const googles = (text) =>
  p(
    `<w:bookmarkStart w:colFirst="0" w:colLast="0" w:name="_${text.length}" w:id="${text.length}"/><w:bookmarkEnd w:id="${text.length}"/><w:r w:rsidDel="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`,
    { style: "Heading1" },
  ) + p('<w:r><w:rPr><w:rtl w:val="0"/></w:rPr></w:r>');

const RARE = {
  "own style on a heading in Welsh": made(inWelsh, WELSH),
  "table around tables": made(tableOf(row(cellOf(p("Report") + INNER + p()))) + p() + page()),
  "rows and cells in controls": made(CONTROLLED + p() + page()),
  "headings hidden and moved away": made(HIDDEN),
  "each heading on a new page": made(h(FOUND[0]) + p() + leaf + h(FOUND[1]) + p() + leaf + page()),
  "letters before headings": made(
    LETTERED.map((text) => strong(text.replace("\t", "</w:t><w:tab/><w:t>")) + p()).join("") +
      page(),
    { headings: [...FOUND, "Legal implications"] },
  ),
  "section that ends with a heading": made(
    h(FOUND[0]) +
      p() +
      p(FOUND[1], { style: "Heading1", pPr: page(false, reference("default", 2)) }) +
      p() +
      page(true, reference("even", 3)),
    { others: { "word/header1.xml": header("First"), "word/header2.xml": header("Second") } },
  ),
  "notes in the lines that wait": made(
    h(FOUND[0]) +
      p('<w:r><w:footnoteReference w:id="2"/></w:r>') +
      h(FOUND[1]) +
      p('<w:r><w:endnoteReference w:id="2"/></w:r>') +
      page(),
    {
      others: {
        "word/footnotes.xml": [`${TYPE}.footnotes+xml`, footnotes, "footnotes"],
        "word/endnotes.xml": [`${TYPE}.endnotes+xml`, endnotes, "endnotes"],
      },
    },
  ),
  "as Google Docs writes it": made(FOUND.map(googles).join("") + page(), { styles: GOOGLE }),
  "numbers in a column of their own": made(COUNTED + page()),
  "headings in bands of colour": made(BANDS + page()),
  "heading style of the council’s own": made(
    p("Purpose of report", { style: "ReportHeading1" }) +
      p() +
      rows([p("Item", { style: "TableHeading" })]) +
      p("Financial implications", { style: "ReportHeading1" }) +
      p() +
      page(),
    { styles: OWN },
  ),
  "headings in capitals": made(
    p("PURPOSE OF REPORT") + p() + p("Say why.") + p("FINANCIAL IMPLICATIONS") + p() + page(),
    { headings: ["PURPOSE OF REPORT", "FINANCIAL IMPLICATIONS"] },
  ),
  "headings underlined": made(
    p("Purpose of report", { looks: '<w:u w:val="single"/>' }) +
      p() +
      p("Financial implications", { looks: '<w:u w:val="single"/>' }) +
      p() +
      page(),
  ),
  "one heading above all others": made(
    h("Report to Cabinet") +
      h("Purpose of report", 2) +
      p() +
      h("Financial implications", 2) +
      p() +
      page(),
    { styles: TITLED, headings: ["Report to Cabinet", ...FOUND] },
  ),
  dotm: made(PLAIN + page(), {
    type: "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
  }),
  "tracked changes": made(TRACKED + page()),
  "controls in controls": made(NESTED + page()),
  "cover page of Word": made(COVER_PAGE + page()),
  "headings in text boxes": made(BOXES + page()),
  "sections with headers of their own": made(SECTIONS, {
    others: { "word/header1.xml": header("First part"), "word/header2.xml": header("Second part") },
  }),
  "numbers by a list style": made(
    h("Purpose of report") + p() + h("Financial implications") + p() + page(),
    LIST_STYLE,
  ),
  watermark: made(PLAIN + page(false, reference("default", 2)), {
    others: { "word/header1.xml": [`${TYPE}.header+xml`, WATERMARK, "header"] },
  }),
  "form fields": made(FORM_FIELDS + page()),
  "marks between paragraphs": made(LOOSE + page()),
  "heading cut into runs": made(SIGNS + page()),
  "footnote on a heading": made(NOTES + page(), {
    others: { "word/footnotes.xml": [`${TYPE}.footnotes+xml`, footnotes, "footnotes"] },
  }),
  "right to left": made(ARABIC, { headings: ["الغرض من التقرير", "التكاليف"] }),
  "thousands of styles": made(PLAIN + page(), { styles: MANY }),
  "styles that stand on each other": made(PLAIN + p("x", { style: "A" }) + page(), {
    styles: CIRCLE,
  }),
  "parts of a glossary": made(PLAIN + page(), { others: glossary }),
  "no last section": made(PLAIN),
  "quotes, remarks and CDATA": { bytes: zip(quoted(parts())), headings: FOUND },
  "parts in UTF-16 of both kinds": { bytes: zip(inUtf16(parts())), headings: FOUND },
  "byte order marks": { bytes: zip(withMark(parts())), headings: FOUND },
  "backslashes in names": {
    bytes: zip(renamed(parts(), (name) => name.replace(/\//g, "\\"))),
    headings: FOUND,
  },
  "names in other case": {
    bytes: zip(
      renamed(parts(), (name) =>
        name.startsWith("word/") ? name.replace("word/document", "Word/Document") : name,
      ),
    ),
    headings: FOUND,
  },
  "zip in one stream": { bytes: streamed(parts()), headings: FOUND },
  "zip of 64 bits": { bytes: wideZip(parts()), headings: FOUND },
};

// All templates, by name.
export const ALL = { ...TEMPLATES, ...RARE };
