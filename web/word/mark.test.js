import assert from "node:assert/strict";
import test from "node:test";
import { strFromU8, unzipSync } from "fflate";

import { p, page, run, word } from "../../tests/word/templates.mjs";
import { markPaper, paperOf } from "./mark.js";
import { wellFormed } from "./xml.js";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const note = (kind, id, text) => `<w:${kind} w:id="${id}">${p(text)}</w:${kind}>`;
const bytes = word({
  body:
    p() +
    p("Purpose") +
    p(`${run("We meet the rule")}<w:r><w:footnoteReference w:id="2"/></w:r>`) +
    `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>${p("GSCC in a table")}</w:tc></w:tr></w:tbl>` +
    p() +
    page(),
  others: {
    "word/header1.xml": [`${TYPE}.header+xml`, `<w:hdr ${W}>${p("GSCC paper")}</w:hdr>`, "header"],
    "word/footer1.xml": [`${TYPE}.footer+xml`, `<w:ftr ${W}>${p("To the GSCC")}</w:ftr>`, "footer"],
    "word/footnotes.xml": [
      `${TYPE}.footnotes+xml`,
      `<w:footnotes ${W}>${note("footnote", 1, "")}${note("footnote", 2, "See the GSCC code")}</w:footnotes>`,
      "footnotes",
    ],
    "word/endnotes.xml": [
      `${TYPE}.endnotes+xml`,
      `<w:endnotes ${W}>${note("endnote", 2, "GSCC register")}</w:endnotes>`,
      "endnotes",
    ],
  },
});
const written = paperOf(bytes)
  .map((paragraph, n) => ({ ...paragraph, n }))
  .filter(({ text }) => text.includes("GSCC"));
const marked = markPaper(
  bytes,
  written.map(({ text, n }) => ({
    paragraph: n,
    start: text.indexOf("GSCC"),
    end: text.indexOf("GSCC") + 4,
    comment: `Gone: ${text}.`,
  })),
);
const part = (name) => strFromU8(unzipSync(marked)[`word/${name}.xml`]);

test("tables, headers, footers and notes are read, each with its place", () => {
  assert.deepEqual(
    written.map(({ text, where }) => [text, where]),
    [
      ["GSCC in a table", ""],
      ["GSCC paper", "header"],
      ["To the GSCC", "footer"],
      ["See the GSCC code", "footnote"],
      ["GSCC register", "endnote"],
    ],
  );
});

test("all are highlighted where they stand, and no word is changed", () => {
  assert.deepEqual(paperOf(marked), paperOf(bytes));
  for (const name of ["document", "header1", "footer1", "footnotes", "endnotes"]) {
    assert.match(
      part(name),
      /<w:highlight w:val="yellow"\/><\/w:rPr><w:t xml:space="preserve">GSCC</,
      name,
    );
    assert.ok(wellFormed(part(name)), name);
  }
});

test("comments stand in the body alone, that on a note at its sign", () => {
  for (const name of ["header1", "footer1", "footnotes", "endnotes"])
    assert.doesNotMatch(part(name), /comment/, name);
  const numbers = Object.fromEntries(
    [
      ...part("comments").matchAll(
        /<w:comment w:id="(\d+)"(?:(?!<w:t ).)*<w:t [^>]*>Gone: ([^<]*)\./g,
      ),
    ].map(([, id, text]) => [text, id]),
  );
  const [purpose, rule] = [
    ...part("document").matchAll(/<w:p>(?:(?!<\/w:p>).)*(?:Purpose|We meet)(?:(?!<\/w:p>).)*/g),
  ].map(([xml]) => xml);
  const stands = (xml, text) =>
    assert.ok(xml.includes(`<w:commentReference w:id="${numbers[text]}"/>`), text);
  for (const text of ["GSCC paper", "To the GSCC", "GSCC register"]) stands(purpose, text);
  stands(rule, "See the GSCC code");
});

test("paragraphs of a table know their row and column, also after a cell that spans two", () => {
  const cell = (text, span) =>
    `<w:tc><w:tcPr>${span ? `<w:gridSpan w:val="${span}"/>` : ""}</w:tcPr>${p(text)}</w:tc>`;
  const table = `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>${cell("Turnover", 2)}${cell("Target")}</w:tr><w:tr>${cell("North")}${cell("18%")}${cell("9%")}</w:tr></w:tbl>`;
  assert.deepEqual(
    paperOf(word({ body: p("Before") + table + p("After") + page() }))
      .filter(({ text }) => text)
      .map(({ text, cell: at }) => [text, at && [at.row, at.column, at.span]]),
    [
      ["Before", undefined],
      ["Turnover", [0, 0, 2]],
      ["Target", [0, 2, 1]],
      ["North", [1, 0, 1]],
      ["18%", [1, 1, 1]],
      ["9%", [1, 2, 1]],
      ["After", undefined],
    ],
  );
});
