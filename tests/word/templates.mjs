// Word templates as councils and their programs write them, made by code.
import { strToU8, zipSync } from "fflate";

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
export const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml";
export const OPEN = `xmlns:w="${W}" xmlns:r="${R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`;
const PIXEL = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  ),
  (sign) => sign.charCodeAt(0),
);

export const run = (text, looks = "") =>
  `<w:r>${looks ? `<w:rPr>${looks}</w:rPr>` : ""}<w:t xml:space="preserve">${text}</w:t></w:r>`;
export const p = (text = "", { style, pPr = "", looks = "" } = {}) =>
  `<w:p>${style || pPr ? `<w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ""}${pPr}</w:pPr>` : ""}${text.startsWith("<") || !text ? text : run(text, looks)}</w:p>`;
export const page = (wide = false, more = "") =>
  `<w:sectPr>${more}<w:pgSz ${wide ? 'w:w="16838" w:h="11906" w:orient="landscape"' : 'w:w="11906" w:h="16838"'}/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>`;
const table = (...rows) =>
  `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>${p(cell)}</w:tc>`).join("")}</w:tr>`).join("")}</w:tbl>`;

const style = (id, name, { pPr = "", rPr = "", more = "", type = "paragraph" } = {}) =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${more}${pPr ? `<w:pPr>${pPr}</w:pPr>` : ""}${rPr ? `<w:rPr>${rPr}</w:rPr>` : ""}</w:style>`;
const NORMAL = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="24"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`;
export const styles = (...made) => `<w:styles xmlns:w="${W}">${NORMAL}${made.join("")}</w:styles>`;
const heading = (n, id = `Heading${n}`, more = {}) =>
  style(id, `heading ${n}`, {
    more: '<w:basedOn w:val="Normal"/>',
    pPr: `${more.pPr ?? ""}<w:outlineLvl w:val="${n - 1}"/>`,
    rPr: more.rPr ?? "<w:b/>",
  });
const level = (n, format, text, more = "") =>
  `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>`;
const abstract = (id, ...levels) =>
  `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>${levels.join("")}</w:abstractNum>`;
export const numbering = (abstracts, nums) =>
  `<w:numbering xmlns:w="${W}">${abstracts.join("")}${nums.map(([id, of]) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/></w:num>`).join("")}</w:numbering>`;
const numPr = (id, n = 0) => `<w:numPr><w:ilvl w:val="${n}"/><w:numId w:val="${id}"/></w:numPr>`;

// The parts of a Word file. `body` is the inside of w:body; `others` are parts { name: [type, xml |
// bytes, relation] }.
export const partsOf = ({
  body = "",
  main = "word/document.xml",
  type = `${WORD}.document.main+xml`,
  styles: styleXml,
  numbering: numbers,
  others = {},
  root = OPEN,
  core,
  target,
}) => {
  const [folder] = main.split(/\/[^/]*$/);
  const known = {
    ...(styleXml && { [`${folder}/styles.xml`]: [`${WORD}.styles+xml`, styleXml, "styles"] }),
    ...(numbers && {
      [`${folder}/numbering.xml`]: [`${WORD}.numbering+xml`, numbers, "numbering"],
    }),
    ...others,
  };
  const relations = Object.entries(known)
    .filter(([, part]) => part[2])
    .map(
      ([name, [, , relation]], n) =>
        `<Relationship Id="rId${n + 1}" Type="${relation.includes("/") ? relation : `${R}/${relation}`}" Target="/${name}"/>`,
    );
  const override = (name, kind) => `<Override PartName="/${name}" ContentType="${kind}"/>`;
  const parts = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${override(main, type)}${Object.entries(
      known,
    )
      .filter(([, [kind]]) => kind)
      .map(([name, [kind]]) => override(name, kind))
      .join(
        "",
      )}${core ? override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") : ""}</Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/officeDocument" Target="${target ?? main}"/>${core ? '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>' : ""}</Relationships>`,
    [main]: `<w:document ${root}><w:body>${body}</w:body></w:document>`,
    ...Object.fromEntries(Object.entries(known).map(([name, [, xml]]) => [name, xml])),
    ...(core && { "docProps/core.xml": core }),
  };
  if (relations.length)
    parts[`${folder}/_rels/${main.slice(folder.length + 1)}.rels`] =
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`;
  return parts;
};
export const zip = (parts, options) =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [
        name,
        typeof part === "string" ? strToU8(part.startsWith("<?") ? part : HEADER + part) : part,
      ]),
    ),
    options,
  );
export const word = (made) => zip(partsOf(made));

export const STYLES = styles(heading(1), heading(2), heading(3));
export const ONE = (more = "") =>
  p("Purpose of report", { style: "Heading1" }) +
  p() +
  more +
  p("Financial implications", { style: "Heading1" }) +
  p("To be cleared by Finance.") +
  p();

const NUMBERED_HEADINGS = {
  body: ONE() + p("Sign-off", { style: "Heading1" }) + page(),
  styles: styles(
    heading(1, "Heading1", { pPr: numPr(1) }),
    heading(2, "Heading2", { pPr: numPr(1, 1) }),
  ),
  numbering: numbering(
    [
      abstract(
        0,
        level(0, "decimal", "%1", '<w:pStyle w:val="Heading1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>'),
      ),
    ],
    [[1, 0]],
  ),
};
const paragraph = p("", { pPr: numPr(2, 1) });
const NUMBERED_PARAGRAPHS = {
  body:
    p("Purpose", { style: "Heading1", pPr: numPr(2) }) +
    paragraph +
    p("Options", { style: "Heading1", pPr: numPr(2) }) +
    paragraph +
    page(),
  styles: STYLES,
  numbering: numbering(
    [abstract(4, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))],
    [[2, 4]],
  ),
};
const GERMAN = {
  body:
    p("Ziel", { style: "berschrift1" }) +
    p("", { style: "Standard" }) +
    p("Kosten", { style: "berschrift2" }) +
    p() +
    page(),
  styles: `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>${style("berschrift1", "heading 1", { pPr: '<w:outlineLvl w:val="0"/>' })}${style("berschrift2", "Abschnitt", { more: '<w:aliases w:val="Heading 2,h2"/>' })}${style("Aufzhlungszeichen", "List Bullet", { pPr: numPr(1) })}${style("Beschriftung", "caption")}</w:styles>`,
  numbering: numbering([abstract(0, level(0, "bullet", "–"))], [[1, 0]]),
};
const green =
  '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:b/><w:color w:val="006400"/><w:sz w:val="28"/>';
const LOOK_ALIKE = {
  body:
    p("Summary", { looks: green }) +
    p("Write no more than 200 words, in one paragraph.") +
    p() +
    p("Costs and funding", { looks: green }) +
    p() +
    p("<w:r><w:rPr><w:b/></w:rPr><w:t>Important.</w:t></w:r>") +
    p("<w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r><w:r><w:t> at the start only</w:t></w:r>") +
    page(),
};
const LANDSCAPE = {
  body:
    ONE(p("Appendix A", { style: "Heading1" }).replace("Appendix A", "Background")) +
    p("", { pPr: page() }) +
    p("Appendix: action plan", { style: "Heading1" }) +
    table(["Action", "Date"], ["", ""]) +
    p() +
    page(true),
  styles: STYLES,
};
const COVER = {
  body: table(["Report to", "Cabinet"], ["Author", ""]) + p() + ONE() + page(),
  styles: STYLES,
  core: `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Cabinet report</dc:title></cp:coreProperties>`,
};
const drawing = `<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="1" name="Logo" descr="Logo of the council"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
const LOGO = {
  body: ONE() + page(false, '<w:headerReference w:type="default" r:id="rId2"/>'),
  styles: STYLES,
  others: {
    "word/header1.xml": [
      `${WORD}.header+xml`,
      `<w:hdr ${OPEN}>${p(drawing)}${p("OFFICIAL")}</w:hdr>`,
      "header",
    ],
    "word/_rels/header1.xml.rels": [
      "",
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/image" Target="media/logo.png"/></Relationships>`,
    ],
    "word/media/logo.png": ["", PIXEL],
  },
};
const NOTES = {
  body:
    p("Reasons for recommendations", { style: "Heading1" }) +
    p("State revenue and capital. Delete this note.", { looks: '<w:color w:val="0000FF"/>' }) +
    p() +
    p("Other options", { style: "Heading2" }) +
    p() +
    page(),
  styles: STYLES,
};
const COMMENTS = {
  body:
    p(
      `<w:commentRangeStart w:id="7"/>${run("Equality impact")}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>`,
      { style: "Heading1" },
    ) +
    p() +
    page(),
  styles: STYLES,
  others: {
    "word/comments.xml": [
      `${WORD}.comments+xml`,
      `<w:comments xmlns:w="${W}"><w:comment w:id="7" w:author="Democratic Services">${p("Say who was asked.")}</w:comment></w:comments>`,
      "comments",
    ],
  },
};
const PROTECTED = {
  body: ONE() + page(),
  styles: STYLES,
  others: {
    "word/settings.xml": [
      `${WORD}.settings+xml`,
      `<w:settings xmlns:w="${W}"><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>`,
      "settings",
    ],
  },
};
const MACROS = {
  body: ONE() + page(),
  styles: STYLES,
  type: "application/vnd.ms-word.document.macroEnabled.main+xml",
  others: {
    "word/code.bin": [
      "application/vnd.ms-office.vbaProject",
      new Uint8Array([1, 2, 3]),
      "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
    ],
    "word/_rels/code.bin.rels": [
      "",
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2006/relationships/wordVbaData" Target="codeData.xml"/></Relationships>',
    ],
    "word/codeData.xml": [
      "application/vnd.ms-word.vbaData+xml",
      '<wne:vbaSuppData xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"/>',
    ],
  },
};
const sdt = (inner, more = "") =>
  `<w:sdt><w:sdtPr><w:id w:val="1001"/>${more}</w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
const CONTROLS = {
  body:
    sdt(
      p("Contents", { looks: "<w:b/>" }) + p("Purpose of report 1"),
      '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>',
    ) +
    sdt(p("Purpose of report", { style: "Heading1" }) + p()).replaceAll("1001", "1002") +
    sdt(p("Click or tap here to enter text."), "<w:showingPlcHdr/>").replaceAll("1001", "1003") +
    p("Costs", { style: "Heading1" }) +
    p() +
    page(),
  styles: STYLES,
};
const custom = styles(
  style("Council1", "Council Heading", { rPr: "<w:b/>" }),
  style("Council2", "Council Outline", { pPr: '<w:outlineLvl w:val="0"/>', rPr: "<w:b/>" }),
);
const renamed = (parts) => ({
  ...parts,
  "word/document.xml": parts["word/document.xml"]
    .replace(/(<\/?)w:/g, "$1ns0:")
    .replace(/(\s)w:/g, "$1ns0:")
    .replace("xmlns:w=", "xmlns:ns0="),
  "[Content_Types].xml": parts["[Content_Types].xml"]
    .replace(/(<\/?)(?=\w)/g, "$1ns1:")
    .replace("xmlns=", "xmlns:ns1="),
});
const utf16 = (text) => {
  const full = `\ufeff<?xml version="1.0" encoding="UTF-16"?>${text}`;
  return new Uint8Array(Uint16Array.from(full, (_, n) => full.charCodeAt(n)).buffer);
};
const wide = (parts) => ({ ...parts, "word/document.xml": utf16(parts["word/document.xml"]) });
const byDefault = (parts) => ({
  ...parts,
  "[Content_Types].xml": parts["[Content_Types].xml"]
    .replace('ContentType="application/xml"', `ContentType="${WORD}.document.main+xml"`)
    .replace(/<Override PartName="\/word\/document.xml"[^>]*>/, ""),
});

const cellOf = (inner) => `<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>${inner}</w:tc>`;
const grid = (...rows) =>
  `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>${rows.map((cells) => `<w:tr>${cells.map(cellOf).join("")}</w:tr>`).join("")}</w:tbl>`;
const bold = "<w:b/>";
const FORM = {
  body:
    p("Before the form") +
    grid(
      [p("Purpose of report", { style: "Heading1" }), p()],
      [p("Costs", { style: "Heading1" }), p("State revenue and capital.") + p()],
    ) +
    p("After the form") +
    page(),
  styles: STYLES,
};
const BOLD_FORM = {
  body:
    grid([p("Purpose", { looks: bold }), p()], [p("Costs", { looks: bold }), p()]) + p() + page(),
};

// By name: { bytes, headings: the texts of the headings that must be found }.
const PLAIN = ["Purpose of report", "Financial implications"];
export const TEMPLATES = {
  "numbered headings": { bytes: word(NUMBERED_HEADINGS), headings: [...PLAIN, "Sign-off"] },
  "numbered paragraphs": { bytes: word(NUMBERED_PARAGRAPHS), headings: ["Purpose", "Options"] },
  "style names of another language": { bytes: word(GERMAN), headings: ["Ziel", "Kosten"] },
  "no styles": { bytes: word({ body: ONE() + page() }), headings: [] },
  "bold lines for headings": {
    bytes: word(LOOK_ALIKE),
    headings: ["Summary", "Costs and funding"],
  },
  "bold by a style of its own": {
    bytes: word({
      body:
        p("1.\u00a0Aims", { style: "Council1" }) +
        p() +
        p("2. Costs", { style: "Council1" }) +
        p("Say what it costs.") +
        page(),
      styles: custom,
    }),
    headings: ["Aims", "Costs"],
  },
  "outline level without a heading style": {
    bytes: word({ body: p("Aims", { style: "Council2" }) + p() + page(), styles: custom }),
    headings: ["Aims"],
  },
  "landscape appendix": {
    bytes: word(LANDSCAPE),
    headings: [
      "Purpose of report",
      "Background",
      "Financial implications",
      "Appendix: action plan",
    ],
  },
  "cover table": { bytes: word(COVER), headings: PLAIN },
  "logo in the header": { bytes: word(LOGO), headings: PLAIN },
  "notes in blue": {
    bytes: word(NOTES),
    headings: ["Reasons for recommendations", "Other options"],
  },
  "numbered lists of its own": {
    bytes: word({
      body: ONE() + page(),
      styles: STYLES.replace(
        "</w:styles>",
        `${style("ListNumber", "List Number", { pPr: numPr(1) })}</w:styles>`,
      ),
      numbering: numbering([abstract(0, level(0, "lowerLetter", "%1)"))], [[1, 0]]),
    }),
    headings: PLAIN,
  },
  comments: { bytes: word(COMMENTS), headings: ["Equality impact"] },
  protected: { bytes: word(PROTECTED), headings: PLAIN },
  dotx: {
    bytes: word({ body: ONE() + page(), styles: STYLES, type: `${WORD}.template.main+xml` }),
    headings: PLAIN,
  },
  docm: { bytes: word(MACROS), headings: PLAIN },
  "main part with another name": {
    bytes: word({ body: ONE() + page(), styles: STYLES, main: "word/document2.xml" }),
    headings: PLAIN,
  },
  "main part in another folder": {
    bytes: word({
      body: ONE() + page(),
      styles: STYLES,
      main: "parts/text/main.xml",
      target: "/parts/text/main.xml",
    }),
    headings: PLAIN,
  },
  "content type by ending": {
    bytes: zip(byDefault(partsOf({ body: ONE() + page(), styles: STYLES }))),
    headings: PLAIN,
  },
  "content controls": { bytes: word(CONTROLS), headings: ["Purpose of report", "Costs"] },
  "other short names of namespaces": {
    bytes: zip(renamed(partsOf({ body: ONE() + page(), styles: STYLES }))),
    headings: PLAIN,
  },
  "text in UTF-16": {
    bytes: zip(wide(partsOf({ body: ONE() + page(), styles: STYLES }))),
    headings: PLAIN,
  },
  "text set by hand": {
    bytes: word({
      body:
        p("Aims", { style: "Heading1" }) +
        p("Say what you want.", { looks: '<w:rFonts w:ascii="Verdana"/><w:sz w:val="20"/>' }) +
        p("", { pPr: '<w:rPr><w:rFonts w:ascii="Verdana"/><w:b/><w:sz w:val="20"/></w:rPr>' }) +
        page(),
      styles: STYLES,
    }),
    headings: ["Aims"],
  },
  "headings that are empty": {
    bytes: word({
      body: p("Aims", { style: "Heading1" }) + p("", { style: "Heading2" }) + p() + page(),
      styles: STYLES,
    }),
    headings: ["Aims"],
  },
  "list of references": {
    bytes: word({
      body:
        p("Aims", { style: "Heading1" }) +
        p() +
        p("References", { style: "Heading1" }) +
        p() +
        p("Appendix", { style: "Heading1" }) +
        page(),
      styles: STYLES,
    }),
    headings: ["Aims", "References", "Appendix"],
  },
  "form with headings in a table": { bytes: word(FORM), headings: ["Purpose of report", "Costs"] },
  "form with bold lines in a table": { bytes: word(BOLD_FORM), headings: ["Purpose", "Costs"] },
  "empty body": {
    bytes: zip({
      ...partsOf({}),
      "word/document.xml": `<w:document ${OPEN}><w:body/></w:document>`,
    }),
    headings: [],
  },
};

// A case with everything that the writer can write, its parts below `headings` of a template in
// turn.
export const caseFor = (headings) => {
  const works = {
    doel2008: {
      label: [{ text: "Doel and others" }],
      year: "2008",
      before: [{ text: "Doel, M. and others " }],
      after: [
        { text: " " },
        { em: [{ text: "Post-qualifying learning" }] },
        { text: ". Available at: " },
        {
          link: "https://www.example.org/?a=1&b=2",
          content: [{ text: "https://www.example.org/" }],
        },
      ],
      place: 1,
    },
  };
  const gap = { gap: "local turnover rate" };
  const blocks = [
    {
      kind: "paragraph",
      content: [
        { text: "Our turnover is " },
        gap,
        { text: " and it was " },
        { strong: [gap] },
        { text: " at " },
        { gap: "name of organisation" },
        { text: " " },
        { cite: [{ key: "doel2008" }] },
        { text: "." },
      ],
    },
    {
      kind: "list",
      ordered: false,
      items: [[{ text: "Safer practice" }], [{ em: [{ text: "Fewer" }] }, { text: " leavers" }]],
    },
    { kind: "list", ordered: true, items: [[{ text: "First" }], [{ text: "Second" }]] },
    { kind: "list", ordered: true, items: [[{ text: "First again" }]] },
  ];
  const more = [
    { kind: "title", level: 3, content: [{ text: "What it costs" }] },
    {
      kind: "table",
      caption: "Costs by year",
      columns: ["Item", "Year 1", "Year 2"],
      rows: [
        ["Fees", "£153,000", "£2,500"],
        ["[name of owner]", "£1", ""],
      ],
    },
    {
      kind: "chart",
      title: "Turnover",
      categories: ["2023", "2024", "2025"],
      series: [
        { name: "England", values: [15.9, 13.8, null] },
        { name: "Here & there", values: [17, 16, 15.5] },
      ],
      unit: "%",
      source: "Department for Education",
    },
    {
      kind: "chart",
      chart: "line",
      title: "Cost of a place",
      categories: ["2023", "2024", "2025", "2026"],
      series: [
        { name: "Fee", values: [2400, 2500, null, 2750] },
        { name: "Cover", values: [1000, 1100, 1250, 1250] },
        { name: "Travel", values: [150, 150, 160, 200] },
      ],
      unit: "£",
      source: [{ text: "Finance, " }, { cite: [{ key: "doel2008" }] }],
      note: "Prices of each year.",
    },
  ];
  const sections = headings.map(({ id }, n) => ({
    heading: id,
    title: "",
    level: 1,
    parts: [
      {
        blocks: n ? more : blocks,
        comment: n ? undefined : "Dated: this argument stands on a study of 2008.",
      },
    ],
  }));
  sections.unshift({
    heading: null,
    title: "Options that we looked at",
    level: 1,
    parts: [{ blocks: [...blocks.slice(0, 1), ...more], comment: "Dated." }],
  });
  return {
    title: "The case for <practice educators> & more",
    sections,
    works,
    keys: ["doel2008"],
    filled: { "name of organisation": "Anytown Council" },
  };
};
