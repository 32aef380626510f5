import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";

import { ALL } from "../../tests/word/rare-templates.mjs";
import { REFUSALS } from "../../tests/word/refusals.mjs";
import {
  caseFor,
  p,
  page,
  partsOf,
  run,
  styles,
  TEMPLATES,
  word,
  zip,
} from "../../tests/word/templates.mjs";
import { Composer, TEXT } from "../common/compose.js";
import { chartParts } from "./chart.js";
import { markPaper, paragraphsOf } from "./mark.js";
import { Package, WordError } from "./package.js";
import { readTemplate } from "./template.js";
import { readDraft, writeCase } from "./write.js";
import { all, textOf, wellFormed } from "./xml.js";

const texts = (bytes) => paragraphsOf(bytes).filter((text) => text.trim());
const part = (bytes, name) => strFromU8(unzipSync(bytes)[name]);
const paper = (blocks, more = {}) => ({
  title: "A case",
  works: {},
  keys: [],
  sections: [{ heading: null, title: "Why", level: 1, parts: [{ blocks }] }],
  ...more,
});
const line = (text) => ({ kind: "paragraph", content: [{ text }] });
const cases = new Map();
// The case written into a template, once for all tests that only read it.
const filled = ({ bytes }) => {
  if (!cases.has(bytes)) cases.set(bytes, writeCase(bytes, caseFor(readTemplate(bytes).headings)));
  return cases.get(bytes);
};

for (const [name, { bytes, says }] of Object.entries(REFUSALS)) {
  test(`refused with a sentence that says what it is: ${name}`, () => {
    assert.throws(
      () => readTemplate(bytes),
      (error) =>
        error instanceof WordError && error.message.includes(says) && error.message.endsWith("."),
    );
    assert.throws(() => paragraphsOf(bytes), WordError);
  });
}

for (const [name, template] of Object.entries(ALL)) {
  test(`headings are found: ${name}`, () => {
    assert.deepEqual(
      readTemplate(template.bytes).headings.map(({ text }) => text),
      template.headings,
    );
  });

  test(`all of the template stays, in order, and the case is in: ${name}`, () => {
    const after = texts(filled(template));
    let at = 0;
    for (const text of texts(template.bytes)) {
      at = after.indexOf(text, at);
      assert.ok(at >= 0, `"${text}" is lost or has moved`);
    }
    assert.ok(
      after.some((text) =>
        text.startsWith(
          "Our turnover is [local turnover rate] and it was [local turnover rate] at Anytown Council (Doel and others, 2008)",
        ),
      ),
    );
    assert.ok(after.includes("Options that we looked at"));
    assert.equal(after.filter((text) => text.startsWith("Doel, M.")).length, 1);
  });

  test(`parts that we need not touch keep their bytes: ${name}`, () => {
    const [before, after] = [unzipSync(template.bytes), unzipSync(filled(template))];
    const touched =
      /Content_Types|\.rels$|document\d*\.xml$|main\.xml$|styles|numbering|comments|core|code/i;
    for (const one of Object.keys(before).filter((key) => !touched.test(key)))
      assert.deepEqual(after[one], before[one], one);
  });

  test(`a paper is marked without a change to its words: ${name}`, () => {
    const before = paragraphsOf(filled(template));
    const marks = before.flatMap((text, paragraph) =>
      [...text.matchAll(/\bo[nf]|the|is/gi)].map((found, n) => ({
        paragraph,
        start: found.index,
        end: found.index + found[0].length,
        comment: n ? undefined : "Gone.\nSay something else.",
      })),
    );
    const marked = markPaper(filled(template), marks);
    assert.deepEqual(paragraphsOf(marked), before);
    assert.ok(
      part(
        marked,
        Object.keys(unzipSync(marked)).find((one) => one.endsWith("comments.xml")),
      ).includes("Say something else."),
    );
  });
}

test("typed numbers, tabs and breaks are no part of what a heading says", () => {
  const bytes = word({
    styles: styles(
      '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>',
    ),
    body:
      p("<w:r><w:t>1.</w:t><w:tab/><w:t>INTRODUCTION</w:t><w:br/><w:t>AND AIMS</w:t></w:r>", {
        style: "H",
        pPr: '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>',
      }) + p("2026 budget", { style: "H" }),
  });
  assert.deepEqual(
    readTemplate(bytes).headings.map(({ text }) => text),
    ["INTRODUCTION AND AIMS", "2026 budget"],
  );
});

test("the template’s notes and comments stand as help under its headings", () => {
  const guidance = (name) =>
    readTemplate(TEMPLATES[name].bytes).headings.map((heading) => heading.guidance);
  assert.deepEqual(guidance("notes in blue"), [
    ["State revenue and capital. Delete this note."],
    [],
  ]);
  assert.deepEqual(guidance("comments"), [["Say who was asked."]]);
});

test("the reader is told of macros, protection, bold lines and another language", () => {
  const notes = (name) => readTemplate(TEMPLATES[name].bytes).notes.join(" ");
  assert.match(notes("docm"), /macros/);
  assert.match(notes("protected"), /protected/);
  assert.match(notes("bold lines for headings"), /lines that look like them/);
  assert.match(notes("no styles"), /No headings/);
  assert.match(notes("style names of another language"), /de-DE/);
  assert.equal(notes("cover table"), "");
  const contents = p(`<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>${run("Purpose 1")}`);
  assert.match(readTemplate(word({ body: contents + page() })).notes.join(" "), /press F9/);
});

test("a file with macros leaves them out", () => {
  const parts = unzipSync(filled(TEMPLATES.docm));
  assert.ok(!Object.keys(parts).some((name) => /vba|code/i.test(name)));
  for (const name of ["[Content_Types].xml", "word/_rels/document.xml.rels"])
    assert.ok(!/vba|macro|code/i.test(strFromU8(parts[name])));
});

test("a template becomes a document", () => {
  assert.match(
    part(filled(TEMPLATES.dotx), "[Content_Types].xml"),
    /"\/word\/document.xml" ContentType="[^"]*document\.main\+xml"/,
  );
});

test("text below numbered paragraphs goes on with their numbers, and the empty one gives way", () => {
  const xml = part(filled(TEMPLATES["numbered paragraphs"]), "word/document.xml");
  assert.match(
    xml,
    /<w:numPr><w:ilvl w:val="1"\/><w:numId w:val="2"\/><\/w:numPr>(?:<w:spacing[^>]*>)?<\/w:pPr>(?:<w:comment[^>]*>)?<w:r><w:t xml:space="preserve">Our turnover/,
  );
  assert.ok(!/<w:pPr><w:numPr>[^/]*\/>[^/]*\/><\/w:numPr><\/w:pPr><\/w:p>/.test(xml));
});

test("headings that we add take the style and numbers of the template’s own", () => {
  const added = (name) =>
    /<w:p>(<w:pPr>(?:(?!<\/w:pPr>).)*<\/w:pPr>)<w:r><w:t[^>]*>Options that we looked at/.exec(
      part(filled(TEMPLATES[name]), "word/document.xml"),
    )[1];
  assert.match(added("outline level without a heading style"), /w:val="Council2"/);
  assert.match(added("numbered paragraphs"), /w:val="Heading1".*<w:numId w:val="2"/);
  assert.match(added("style names of another language"), /w:val="berschrift1"/);
});

test("where bold lines stand for headings, ours are real and look like them", () => {
  const made = part(filled(TEMPLATES["bold lines for headings"]), "word/styles.xml");
  assert.match(
    made,
    /w:val="heading 1"(?:(?!<\/w:style>).)*w:outlineLvl w:val="0"(?:(?!<\/w:style>).)*Georgia(?:(?!<\/w:style>).)*006400/,
  );
});

test("fonts that are set by hand are taken over, but not that a line is bold", () => {
  assert.match(
    part(filled(TEMPLATES["text set by hand"]), "word/document.xml"),
    /<w:r><w:rPr><w:rFonts w:ascii="Verdana"\/><w:sz w:val="20"\/><\/w:rPr><w:t[^>]*>Our turnover/,
  );
});

test("an empty heading is no place for text", () => {
  assert.ok(
    !/Heading2"\/><\/w:pPr>(?:<w:comment[^>]*>)?<w:r><w:t[^>]*>Our turnover/.test(
      part(filled(TEMPLATES["headings that are empty"]), "word/document.xml"),
    ),
  );
});

test("a landscape appendix stays the last section, with nothing of ours at its end", () => {
  const after = texts(filled(TEMPLATES["landscape appendix"]));
  assert.ok(after.indexOf("References") < after.indexOf("Appendix: action plan"));
  assert.ok(after.indexOf("Options that we looked at") < after.indexOf("Appendix: action plan"));
});

test("what stands under the last heading is not taken by a heading of our own", () => {
  const { bytes } = TEMPLATES["cover table"];
  const last = readTemplate(bytes).headings.at(-1).id;
  const after = texts(
    writeCase(
      bytes,
      paper([line("own")], {
        sections: [
          { heading: null, title: "Own heading", level: 1, parts: [{ blocks: [line("own")] }] },
          { heading: last, level: 1, parts: [{ blocks: [line("mapped")] }] },
        ],
      }),
    ),
  );
  assert.deepEqual(after.slice(after.indexOf("To be cleared by Finance.")), [
    "To be cleared by Finance.",
    "mapped",
    "Own heading",
    "own",
  ]);
});

test("several parts under one heading keep their order", () => {
  const { bytes } = TEMPLATES["cover table"];
  const heading = readTemplate(bytes).headings[0].id;
  const after = texts(
    writeCase(
      bytes,
      paper([], {
        sections: ["one", "two", "three"].map((text) => ({
          heading,
          level: 1,
          parts: [{ blocks: [line(text)] }],
        })),
      }),
    ),
  );
  assert.deepEqual(
    after.slice(after.indexOf("Purpose of report"), after.indexOf("Financial implications")),
    ["Purpose of report", "one", "two", "three"],
  );
});

test("references stand under the template’s own heading for them", () => {
  const after = texts(filled(TEMPLATES["list of references"]));
  assert.equal(after.filter((text) => text === "References").length, 1);
  assert.ok(after.findIndex((text) => text.startsWith("Doel, M.")) < after.indexOf("Appendix"));
});

for (const name of ["form with headings in a table", "form with bold lines in a table"]) {
  test(`text stands in the cell that waits for it: ${name}`, () => {
    const { bytes } = TEMPLATES[name];
    const sections = readTemplate(bytes).headings.map(({ id, text }) => ({
      heading: id,
      level: 1,
      parts: [{ blocks: [line(`On ${text}`)] }],
    }));
    const xml = part(writeCase(bytes, paper([], { sections })), "word/document.xml");
    assert.match(xml, /<w:tc>(?:(?!<w:tc>).)*On Purpose(?:(?!<w:tc>).)*<\/w:tc><\/w:tr>/);
    assert.match(
      xml,
      /<w:tc>(?:(?!<w:tc>).)*On Costs<\/w:t><\/w:r><\/w:p><\/w:tc><\/w:tr><\/w:tbl>/,
    );
  });
}

test("in a table around tables text stands in the inner cell that waits for it", () => {
  const xml = part(filled(ALL["table around tables"]), "word/document.xml");
  const [, below] = xml.split("Purpose of report");
  assert.ok(below.indexOf("Our turnover is") < below.indexOf("Financial implications"));
  assert.ok(below.indexOf("What it costs") < below.indexOf("</w:tbl><w:p></w:p></w:tc>"));
});

test("the page that a template begins with a heading begins after our text", () => {
  const xml = part(filled(ALL["each heading on a new page"]), "word/document.xml");
  const order = ["Purpose of report", "Safer practice", '<w:br w:type="page"/>', "Financial impl"];
  const places = order.map((text) => xml.indexOf(text));
  assert.deepEqual(
    places,
    [...places].sort((a, b) => a - b),
  );
});

test("text is put after a content control, not into one", () => {
  const xml = part(filled(TEMPLATES["content controls"]), "word/document.xml");
  assert.ok(wellFormed(xml));
  assert.match(
    xml,
    /Click or tap here to enter text\.<\/w:t><\/w:r><\/w:p><\/w:sdtContent><\/w:sdt><w:p>/,
  );
});

test("each numbered list starts at 1, and bullets are the template’s own where its style has them", () => {
  const lists = [
    ...part(filled(TEMPLATES["cover table"]), "word/document.xml").matchAll(
      /<w:numId w:val="(\d+)"\/><\/w:numPr>(?:<w:spacing[^>]*>)?<\/w:pPr>(?:<w:comment[^>]*>)?(?:<w:r>(?:<w:rPr>.*?<\/w:rPr>)?<w:t[^>]*>)(First again|First|Second|Safer practice)</g,
    ),
  ];
  const id = Object.fromEntries(lists.map(([, number, text]) => [text, number]));
  assert.equal(id.First, id.Second);
  assert.equal(
    new Set([id.First, id["First again"], id["Safer practice"]].filter(Boolean)).size,
    3,
  );
  assert.match(
    part(filled(TEMPLATES["style names of another language"]), "word/document.xml"),
    /<w:pPr><w:pStyle w:val="Aufzhlungszeichen"\/>(?:<w:spacing[^>]*>)?<\/w:pPr><w:r><w:t[^>]*>Safer practice/,
  );
});

test("numbered lists look as the template’s own, and each starts again", () => {
  const numbers = part(filled(TEMPLATES["numbered lists of its own"]), "word/numbering.xml");
  const made = [
    ...numbers.matchAll(
      /<w:num w:numId="(?!1")\d+"><w:abstractNumId w:val="0"\/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"\/>/g,
    ),
  ];
  assert.equal(made.length, 2);
});

test("all empty gaps of a name are bound to one value, and a filled one is plain text", () => {
  const bytes = filled(TEMPLATES["cover table"]);
  const bound = [
    ...part(bytes, "word/document.xml").matchAll(
      /<w:alias w:val="local turnover rate"\/>.*?w:xpath="([^"]*)"/g,
    ),
  ].map(([, path]) => path);
  assert.ok(bound.length > 2);
  assert.equal(new Set(bound).size, 1);
  assert.match(part(bytes, "customXml/item1.xml"), /<gap>\[local turnover rate\]<\/gap>/);
  assert.ok(!part(bytes, "word/document.xml").includes('w:val="name of organisation"'));
});

test("a case written into an earlier case of ours keeps the earlier gaps and carries the new draft only", () => {
  const first = writeCase(null, paper([{ kind: "paragraph", content: [{ gap: "budget line" }] }]), {
    draft: "first",
  });
  const second = writeCase(
    first,
    paper([{ kind: "paragraph", content: [{ gap: "total cost" }] }]),
    { draft: "second" },
  );
  assert.equal(readDraft(second), "second");
  assert.match(
    part(second, "customXml/item1.xml"),
    /<gap>\[budget line\]<\/gap><gap>\[total cost\]<\/gap>/,
  );
  assert.match(part(second, "word/document.xml"), /"total cost".*g:gap\[2\]/);
  assert.equal(readDraft(writeCase(second, paper([]))), undefined);
});

test("the draft in a file comes back as it was", () => {
  const draft = JSON.stringify({ text: "“é” 😀 ]]> </draft> & \u0001 \ud800" });
  assert.equal(readDraft(writeCase(TEMPLATES.comments.bytes, paper([]), { draft })), draft);
  assert.equal(readDraft(TEMPLATES.comments.bytes), undefined);
});

test("characters that XML forbids are dropped, all others stand, breaks become breaks", () => {
  const text = 'a\u0000b\u000bc\ud800d\uffffe 😀 漢字 عربي <w:p> & "x" ]]>';
  const bytes = writeCase(null, paper([line(text), line("one\r\ntwo\tthree")]));
  assert.ok(paragraphsOf(bytes).includes('abcde 😀 漢字 عربي <w:p> & "x" ]]>'));
  assert.match(
    part(bytes, "word/document.xml"),
    /one<\/w:t><w:br\/><w:t xml:space="preserve">two<\/w:t><w:tab\/>/,
  );
});

test("any text at all makes a file that opens", () => {
  let seed = 7;
  const random = (most) => {
    seed = (seed + 0x6d2b79f5) | 0;
    const mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
  const any = () =>
    Array.from({ length: random(40) }, () =>
      random(3) ? String.fromCharCode(random(0x10000)) : ("&<>\"'\n\t]];"[random(10)] ?? ""),
    ).join("");
  for (let n = 0; n < 60; n += 1) {
    const blocks = [
      line(any()),
      { kind: "list", ordered: true, items: [[{ text: any() }]] },
      {
        kind: "paragraph",
        content: [
          { gap: any() || "x" },
          { link: any(), content: [{ text: any() }] },
          { link: `https://example.org/${any()}`, content: [{ text: any() }] },
        ],
      },
      { kind: "table", caption: any(), columns: [any(), any()], rows: [[any()]] },
      {
        kind: "chart",
        chart: random(2) ? "line" : "bar",
        title: any(),
        categories: [any()],
        series: [{ name: any(), values: [random(9)] }],
        unit: any(),
        source: any(),
        note: [{ text: any() }],
      },
    ];
    const bytes = writeCase(
      null,
      {
        ...paper(blocks),
        title: any(),
        sections: [
          { heading: null, title: any(), level: 1, parts: [{ blocks, comment: any() || "x" }] },
        ],
      },
      { draft: any() || "x" },
    );
    for (const [name, content] of Object.entries(unzipSync(bytes)))
      if (/xml$|rels$/.test(name)) assert.ok(wellFormed(strFromU8(content)), name);
    assert.ok(readTemplate(bytes));
  }
});

test("our own template begins with the title of the case", () => {
  assert.equal(
    texts(writeCase(null, paper([line("x")], { title: "Practice educators" })))[0],
    "Practice educators",
  );
});

test("an address that Word could not open is written as text", () => {
  const bytes = writeCase(
    null,
    paper([
      {
        kind: "paragraph",
        content: [
          { link: "javascript:alert(1)", content: [{ text: "one" }] },
          { link: "http://[", content: [{ text: "two" }] },
        ],
      },
    ]),
  );
  assert.ok(!part(bytes, "word/_rels/document.xml.rels").includes("hyperlink"));
  assert.ok(paragraphsOf(bytes).includes("onetwo"));
});

test("marks fall on the words they name, whatever stands before them", () => {
  const body =
    p(
      `<w:r><w:t>See </w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>the old </w:delText><w:tab/></w:r></w:del><w:r><w:rPr><w:rPrChange w:id="2" w:author="a"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:tab/><w:t>GS</w:t></w:r>${run("CC &amp; 😀")}`,
      { pPr: '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>' },
    ) + page();
  const bytes = word({ body });
  const [text] = paragraphsOf(bytes);
  const start = text.indexOf("GSCC");
  const xml = part(
    markPaper(bytes, [{ paragraph: 0, start, end: start + 4, comment: "Gone" }]),
    "word/document.xml",
  );
  assert.ok(wellFormed(xml));
  const yellow = [
    ...xml.matchAll(
      /<w:highlight w:val="yellow"\/>(?:(?!<w:t ).)*<w:t xml:space="preserve">([^<]*)/g,
    ),
  ].map(([, words]) => words);
  assert.deepEqual(yellow, ["GS", "CC"]);
  assert.match(xml, /commentRangeStart.*GS.*CC.*commentRangeEnd/);
});

test("the text around and in a text box is read once, and its comment stands outside of the box", () => {
  const box = (inner) => `<w:txbxContent>${inner}</w:txbxContent>`;
  const inner = p("GSCC in a box");
  const body = p(
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box(inner)}</mc:Choice><mc:Fallback>${box(inner)}</mc:Fallback></mc:AlternateContent></w:r>${run("GSCC beside")}`,
  );
  const bytes = zip(
    partsOf({
      body,
      root: `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`,
    }),
  );
  assert.deepEqual(paragraphsOf(bytes), ["GSCC beside", "GSCC in a box"]);
  const xml = part(
    markPaper(
      bytes,
      [0, 1].map((paragraph) => ({ paragraph, start: 0, end: 4, comment: "Gone" })),
    ),
    "word/document.xml",
  );
  assert.ok(wellFormed(xml));
  assert.ok(!/<w:txbxContent>(?:(?!<\/w:txbxContent>).)*comment/.test(xml));
  assert.equal(xml.match(/<w:commentReference/g).length, 2);
});

test("comments of the paper are kept and numbered on", () => {
  const bytes = markPaper(TEMPLATES.comments.bytes, [
    { paragraph: 0, start: 0, end: 8, comment: "Gone" },
  ]);
  assert.match(part(bytes, "word/comments.xml"), /w:id="7".*Say who was asked.*w:id="8".*Gone/);
});

const cite = (...keys) => ({ cite: keys.map((key) => ({ key, locator: "" })), narrative: false });
const WORKS = Object.fromEntries(
  ["Able", "Baker"].map((name, n) => [
    name.toLowerCase(),
    {
      label: [{ text: name }],
      year: "2020",
      before: [{ text: `${name}, A. ` }],
      after: [{ text: " Title." }],
      place: n,
    },
  ]),
);

test("each work of a citation leads to its own place in the list", () => {
  const blocks = [
    { kind: "paragraph", content: [{ text: "It fell " }, cite("able", "baker"), { text: "." }] },
  ];
  const bytes = writeCase(null, paper(blocks, { works: WORKS, keys: ["able", "baker"] }));
  assert.ok(texts(bytes).includes("It fell (Able, 2020; Baker, 2020)."));
  const xml = part(bytes, "word/document.xml");
  const links = [
    ...xml.matchAll(/<w:hyperlink w:anchor="(pq[^"]*)"[^>]*>(?:(?!<w:t ).)*<w:t [^>]*>([^<]*)/g),
  ];
  assert.deepEqual(
    links.map(([, , text]) => text),
    ["Able, 2020", "Baker, 2020"],
  );
  for (const [, anchor, text] of links) {
    assert.match(xml, new RegExp(`w:name="${anchor}"/><w:r><w:t [^>]*>${text.slice(0, 4)}`));
  }
});

const CHART = {
  kind: "chart",
  chart: "line",
  title: "Staff",
  categories: ["2024"],
  series: [{ name: "a", values: [1] }],
  unit: "%",
  note: "In September.",
};
const TABLE = {
  kind: "table",
  caption: "Costs",
  columns: ["a", "b"],
  rows: [["1", "2"]],
  source: [{ text: "Our ledger" }],
};

test("the labels of a chart, and its words for those who do not see it, keep the decimals asked for", () => {
  const { xml, alternative } = chartParts({ ...CHART, decimals: 1 });
  assert.match(xml("rId1"), /<c:dLbl>.*?formatCode="0\.0(?:"|&quot;)%/);
  assert.match(alternative, /2024 1\.0%/);
});

test("a gap that says something else in each place is marked, and tied to no other", () => {
  const blocks = [
    { kind: "paragraph", content: [{ gap: "likelihood …" }, { gap: "name of owner" }] },
  ];
  const xml = strFromU8(unzipSync(writeCase(null, paper(blocks), {}))["word/document.xml"]);
  assert.match(xml, /<w:highlight w:val="yellow"\/><\/w:rPr><w:t [^>]*>\[likelihood …\]/);
  assert.equal(xml.match(/<w:dataBinding /g).length, 1);
});

test("captions are numbered in the order of the finished document, those of the template among them", () => {
  const caption = (field) => p(`${run("Table ")}${field}${run(": of the template")}`);
  const simple = `<w:fldSimple w:instr=" SEQ Table \\* ARABIC ">${run("7")}</w:fldSimple>`;
  const mark = (type) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const long = `${mark("begin")}<w:r><w:instrText> SEQ Table \\* ARABIC </w:instrText></w:r>${mark("separate")}${run("7")}${mark("end")}`;
  const bytes = word({
    styles: styles(
      '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>',
    ),
    body:
      caption(simple) +
      p("Costs", { style: "H" }) +
      p() +
      p("Later", { style: "H" }) +
      caption(long) +
      page(),
  });
  const [heading] = readTemplate(bytes).headings;
  const made = writeCase(
    bytes,
    paper([TABLE], {
      sections: [
        { heading: null, title: "Own", level: 1, parts: [{ blocks: [TABLE] }] },
        { heading: heading.id, level: 1, parts: [{ blocks: [CHART, TABLE] }] },
      ],
    }),
  );
  assert.deepEqual(
    texts(made).filter((text) => /^(?:Table|Figure) \d/.test(text)),
    [
      "Table 1: of the template",
      "Figure 1: Staff",
      "Table 2: Staff: the numbers",
      "Table 3: Costs",
      "Table 4: of the template",
      "Table 5: Costs",
    ],
  );
});

test("source and note stand below a table and a chart", () => {
  const after = texts(writeCase(null, paper([CHART, TABLE])));
  assert.ok(after.includes("Note: In September."));
  assert.ok(after.includes("Source: Our ledger"));
});

test("our own template lists its headings, each as a link to it; a short paper needs no list", () => {
  const sections = ["One", "Two", "Three", "Four", "Five"].map((title) => ({
    heading: null,
    title,
    level: 1,
    parts: [
      {
        blocks: [
          line("word ".repeat(400)),
          { kind: "title", level: 3, content: [{ text: `Below ${title}` }] },
        ],
      },
    ],
  }));
  const bytes = writeCase(null, paper([], { sections }));
  assert.deepEqual(texts(bytes).slice(0, 6), [
    "A case",
    "Contents",
    "One",
    "Below One",
    "Two",
    "Below Two",
  ]);
  const xml = part(bytes, "word/document.xml");
  const anchors = [...xml.matchAll(/w:anchor="(_Toc\d+)"/g)].map(([, name]) => name);
  assert.equal(anchors.length, 10);
  for (const anchor of anchors) assert.equal(xml.split(`w:name="${anchor}"`).length, 2);
  assert.ok(!part(writeCase(null, paper([line("x")])), "word/document.xml").includes("TOC"));
});

test("the title stands where the template asks for it: in text cut into runs, headers, and the control for it", () => {
  const control = (more, inner) =>
    `<w:sdt><w:sdtPr>${more}</w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
  const binding =
    '<w:dataBinding w:prefixMappings="xmlns:a=\'b\'" w:xpath="/a:coreProperties[1]/c:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>';
  const grey =
    '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:b/></w:rPr><w:t>[Title]</w:t></w:r>';
  const bytes = word({
    styles: styles(),
    body:
      p(`${run("On {{ti")}${run("tle")}${run("}} today")}`) +
      control(binding, p(grey)) +
      p("Purpose") +
      page(false, '<w:headerReference w:type="default" r:id="rId2"/>'),
    others: {
      "word/header1.xml": [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
        `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${p(control('<w:alias w:val="Title"/><w:showingPlcHdr/>', grey))}</w:hdr>`,
        "header",
      ],
    },
  });
  const made = writeCase(bytes, paper([], { title: "Places & people" }));
  assert.deepEqual(paragraphsOf(made).slice(0, 3), [
    "On Places & people today",
    "Places & people",
    "Purpose",
  ]);
  assert.match(
    part(made, "word/header1.xml"),
    /<w:sdtContent><w:r><w:rPr><w:b\/><\/w:rPr><w:t xml:space="preserve">Places &amp; people<\/w:t><\/w:r><\/w:sdtContent>/,
  );
  assert.match(part(made, "docProps/core.xml"), /Places &amp; people/);
});

test("the preview and the file say the same, in the same order", () => {
  const { sections, works, keys, filled: values } = caseFor([]);
  const [
    {
      parts: [{ blocks }],
    },
  ] = sections;
  const printed = new Composer(works, keys, values).print(blocks, TEXT, { references: false });
  const lines = printed
    .split(/\n+|\t/)
    .filter((text) => text.trim())
    .map((text) => text.replace(/^(?:•|\d\.) /, ""));
  const made = texts(writeCase(null, { title: "A", sections, works, keys, filled: values })).map(
    (text) => text.replace(/^(?:Table|Figure) \d+: /, ""),
  );
  assert.deepEqual(
    made.filter((text) => lines.includes(text)),
    lines,
  );
});

test("where a template gives no space between paragraphs, ours do not run into each other", () => {
  const spaced =
    /<w:p><w:pPr>(?:(?!<\/w:pPr>).)*<w:spacing w:after="120"\/>(?:(?!<\/w:pPr>).)*<\/w:pPr><w:r><w:t[^>]*>Ours</;
  const made = (more) =>
    part(
      writeCase(word({ styles: styles(more), body: p("Text") + page() }), paper([line("Ours")])),
      "word/document.xml",
    );
  assert.match(made(""), spaced);
  const own = styles().replace(
    "</w:docDefaults>",
    '<w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>',
  );
  assert.doesNotMatch(
    part(
      writeCase(word({ styles: own, body: p("Text") + page() }), paper([line("Ours")])),
      "word/document.xml",
    ),
    spaced,
  );
});

test("a section with nothing in it is left out, as in the preview", () => {
  const sections = [
    ["Empty", []],
    ["Full", [line("Text")]],
  ].map(([title, blocks]) => ({
    heading: null,
    title,
    level: 1,
    parts: blocks.length ? [{ blocks }] : [],
  }));
  assert.deepEqual(texts(writeCase(null, paper([], { sections }))).slice(0, 3), [
    "A case",
    "Full",
    "Text",
  ]);
});

const under = (name) => {
  const { bytes } = ALL[name];
  const sections = readTemplate(bytes).headings.map(({ id, text }) => ({
    heading: id,
    level: 1,
    parts: [{ blocks: [line(`On ${text}`)] }],
  }));
  return writeCase(bytes, paper([], { sections }));
};

test("where numbers stand in a column of their own, text goes into the cell that waits, not to the next number", () => {
  const xml = part(under("numbers in a column of their own"), "word/document.xml");
  const cells = [...xml.matchAll(/<w:tc>(?:(?!<w:tc>).)*?<\/w:tc>/gs)].map(([cell]) =>
    [...cell.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)/g)].map(([, text]) => text).join("|"),
  );
  assert.deepEqual(cells, [
    "1.",
    "Purpose of report",
    "1.1",
    "On Purpose of report",
    "2.",
    "Financial implications",
    "2.1",
    "To be cleared by Finance.|On Financial implications",
  ]);
});

test("a heading in a band of its own has its text below the band", () => {
  const xml = part(under("headings in bands of colour"), "word/document.xml");
  assert.doesNotMatch(xml, /<w:tc>(?:(?!<\/w:tc>).)*On /);
  assert.deepEqual(texts(under("headings in bands of colour")), [
    "Purpose of report",
    "On Purpose of report",
    "Financial implications",
    "To be cleared by Finance.",
    "On Financial implications",
  ]);
});

test("where one heading is the title, ours stand at the level of the sections below it", () => {
  const xml = part(filled(ALL["one heading above all others"]), "word/document.xml");
  for (const text of ["Options that we looked at", "References"])
    assert.match(
      xml,
      new RegExp(`<w:pStyle w:val="Heading2"/><w:keepNext/></w:pPr><w:r><w:t [^>]*>${text}`),
    );
});

test("no word or picture of a template changes: each of its paragraphs that says something keeps its bytes", () => {
  for (const [name, template] of Object.entries(ALL)) {
    const before = Package.open(template.bytes);
    const after = Package.open(filled(template));
    const main = after.text(after.main);
    for (const { xml } of all(before.text(before.main), "w:p"))
      if (textOf(xml).trim() || xml.includes("<w:drawing"))
        assert.ok(main.includes(xml), `${name}: ${xml}`);
    const [old, made] = [before, after].map((file) => file.relatedText("styles") ?? "");
    assert.ok(
      made.includes(old.slice(old.indexOf("<w:styles"), old.lastIndexOf("</w:styles"))),
      `${name}: styles`,
    );
  }
});

test("a signature, which would no longer hold, is left out and said", () => {
  const parts = partsOf({ body: p("Text") + page(), styles: styles() });
  const tail = (name, more) => parts[name].replace(/<\/(\w+)>$/, `${more}</$1>`);
  const bytes = zip({
    ...parts,
    "_xmlsignatures/sig1.xml": "<Signature/>",
    "_rels/.rels": tail(
      "_rels/.rels",
      '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>',
    ),
    "[Content_Types].xml": tail(
      "[Content_Types].xml",
      '<Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/>',
    ),
  });
  assert.match(readTemplate(bytes).notes.join(" "), /signed/);
  const made = writeCase(bytes, paper([line("x")]));
  assert.ok(
    !Object.entries(unzipSync(made)).some(
      ([name, content]) =>
        /xmlsignatures/.test(name) || /digital-signature/.test(strFromU8(content)),
    ),
  );
});

test("the last number stands at each line of a chart, unless another line ends close by", () => {
  const ends = [13.2, 11.8, 4].map((end, n) => ({ name: `${n}`, values: [20, end] }));
  const xml = part(
    writeCase(
      null,
      paper([
        {
          kind: "chart",
          chart: "line",
          title: "T",
          categories: ["2024", "2025"],
          series: ends,
          unit: "%",
        },
      ]),
    ),
    "word/charts/pqChart1.xml",
  );
  assert.deepEqual(
    xml.match(/<c:ser>.*?<\/c:ser>/g).map((one) => one.includes("<c:dLbl>")),
    [true, false, true],
  );
});
