import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Composer,
  HTML,
  MARKDOWN,
  TEXT,
  cited,
  emptyGaps,
  letters,
  pasted,
  tabbedCell,
  withUnit,
} from "./compose.js";
import { report } from "./report.js";

const work = (label, year, title, place, check = "") => ({
  label: [{ text: label }],
  year,
  before: [{ text: `${label} ` }],
  after: [{ text: " " }, { em: [{ text: title }] }, { text: "." }],
  place,
  check,
  name: `${label} ${year}`,
});
const WORKS = {
  doh2006a: work("Department of Health", "2006", "Options for excellence", 1),
  doh2006b: work("Department of Health", "2006", "Our health, our care, our say", 2),
  rowland2006: work("Rowland, M.", "2006", "Post hoc survey", 4, "no address known"),
  page: work("Skills for Care", "no date", "What data tells us", 5),
  other: work("Skills for Care", "no date", "Another page", 6),
  act: {
    label: [{ em: [{ text: "Mental Health Act 2007" }] }],
    year: "",
    before: [{ em: [{ text: "Mental Health Act 2007" }] }],
    after: [{ text: ", c. 12." }],
    place: 3,
    check: "",
    name: "Mental Health Act 2007",
  },
};
const cite = (...keys) => ({ cite: keys.map((key) => ({ key, locator: "" })), narrative: false });
const paragraph = (...content) => ({ kind: "paragraph", content });
const print = (blocks, style = TEXT, filled = {}) =>
  new Composer(WORKS, cited(blocks), filled).print(blocks, style);

test("a work alone of its author and year has no letter", () => {
  assert.equal(
    print([paragraph({ text: "It fell " }, cite("doh2006b"), { text: "." })]).split("\n\n")[0],
    "It fell (Department of Health, 2006).",
  );
});

test("two works of an author and year get letters in the order of the alphabet, in text and list", () => {
  const printed = print([paragraph(cite("doh2006b")), paragraph(cite("doh2006a"))]);
  assert.match(printed, /^\(Department of Health, 2006b\)\n\n\(Department of Health, 2006a\)/);
  assert.match(
    printed,
    /Department of Health \(2006a\) Options[^]*Department of Health \(2006b\) Our health/,
  );
});

test("works without a date are told apart too", () => {
  assert.deepEqual(letters(["page", "other"], WORKS), { page: "a", other: "b" });
  assert.match(
    print([paragraph(cite("page", "other"))]),
    /^\(Skills for Care, no date a, no date b\)/,
  );
});

test("an Act is cited by its title and listed without a year", () => {
  assert.equal(
    print([paragraph(cite("act"))]),
    "(Mental Health Act 2007)\n\nReferences\n\nMental Health Act 2007, c. 12.",
  );
});

test("several works, a place in one of them, and an author in the sentence", () => {
  const both = {
    cite: [
      { key: "doh2006a", locator: "p. 3" },
      { key: "rowland2006", locator: "" },
    ],
    narrative: false,
  };
  assert.match(
    print([paragraph(both)]),
    /^\(Department of Health, 2006, p\. 3; Rowland, M\., 2006\)/,
  );
  assert.match(
    print([paragraph({ ...cite("rowland2006"), narrative: true }, { text: " found" })]),
    /^Rowland, M\. \(2006\) found/,
  );
});

test("a gap is marked in Word until it has a value, and the value is text and never markup", () => {
  const blocks = [paragraph({ text: "In " }, { gap: "name of organisation" })];
  assert.match(
    print(blocks, HTML),
    /<mark style="background:[^"]+">\[name of organisation\]<\/mark>/,
  );
  assert.equal(
    print(blocks, HTML, { "name of organisation": "<b>A & B</b>" }),
    "<p>In &lt;b&gt;A &amp; B&lt;/b&gt;</p>",
  );
  assert.deepEqual(emptyGaps(blocks, { "name of organisation": " " }), ["name of organisation"]);
  assert.deepEqual(emptyGaps(blocks, { "name of organisation": "Riverside" }), []);
});

test("what has changed stands once at the end, not in the sentence, and its work is listed", () => {
  const since = { since: [{ text: "the body was abolished in 2012 " }, cite("doh2006a")] };
  const printed = print(
    pasted({ blocks: [paragraph({ text: "The regulator " }, since, { text: ", asked for it." })] }),
  );
  assert.match(
    printed,
    /^The regulator, asked for it\.\n\nSince then: the body was abolished in 2012 \(Department of Health, 2006\)\.\n\nReferences/,
  );
});

test("Markdown keeps emphasis and links, and what looks like markup stays text", () => {
  const blocks = [
    paragraph(
      { text: "a*b " },
      { em: [{ text: "c" }] },
      { text: " " },
      { link: "https://example.org", content: [{ text: "there" }] },
    ),
  ];
  assert.equal(print(blocks, MARKDOWN), "a\\*b *c* [there](https://example.org)");
});

test("the reader is told which gaps are empty and which sources to check", () => {
  const blocks = [
    paragraph({ gap: "total cost" }, { gap: "date" }, { gap: "date" }, cite("rowland2006")),
  ];
  assert.equal(
    report("Copied.", blocks, cited(blocks), WORKS, {}),
    "Copied. 2 gaps are still empty: total cost and date. Check this source before you send it: Rowland, M. 2006.",
  );
  assert.equal(report("Copied.", [paragraph({ text: "x" })], [], WORKS, {}), "Copied.");
});

const CHART = {
  kind: "chart",
  chart: "line",
  title: "Turnover <of> staff",
  categories: ["2024", "2025"],
  unit: "%",
  series: [{ name: "England", values: [13.8, null] }],
  source: [{ text: "Census " }, cite("rowland2006")],
  note: "At 30 September.",
};

test("a chart is printed with its numbers as a table, its source and its note", () => {
  const html = print([CHART], {
    ...HTML,
    drawing: ({ title }) => `<svg>${HTML.text(title)}</svg>`,
  });
  assert.match(
    html,
    /^<figure data-chart="line"><figcaption>Turnover &lt;of&gt; staff<\/figcaption><svg>Turnover &lt;of&gt; staff<\/svg><table/,
  );
  assert.match(html, /<td>2024<\/td><td>13\.8%<\/td>.*<td>2025<\/td><td>not published<\/td>/);
  assert.match(
    html,
    /<p>Source: Census \(Rowland, M\., 2006\)<\/p>\n<p>Note: At 30 September\.<\/p><\/figure>/,
  );
  assert.equal(
    print([CHART]).split("\n\n")[0],
    "Turnover <of> staff: the numbers\nYear\tEngland\n2024\t13.8%\n2025\tnot published",
  );
});

test("the numbers of a chart have as many decimals as the finest of them", () => {
  const printed = print([
    { ...CHART, series: [{ name: "England", values: [13.8, 12] }], source: "", note: "" },
  ]);
  assert.match(printed, /2024\t13\.8%\n2025\t12\.0%/);
});

test("the numbers of a chart have as many decimals as are asked for", () => {
  const printed = print([
    { ...CHART, decimals: 1, series: [{ name: "England", values: [13, 12] }] },
  ]);
  assert.match(printed, /2024\t13\.0%\n2025\t12\.0%/);
});

test("a work that only a chart names is in the references", () => {
  assert.deepEqual(cited([CHART]), ["rowland2006"]);
});

test("numbers of a chart are written with their unit and with commas", () => {
  assert.deepEqual(
    [
      withUnit(1234567, "£"),
      withUnit(-12000, "£"),
      withUnit(15.9, "%"),
      withUnit(1200),
      withUnit(0.12345, ""),
    ],
    ["£1,234,567", "-£12,000", "15.9%", "1,200", "0.12345"],
  );
});

const TABLE = (...cells) => ({
  kind: "table",
  caption: "Costs",
  columns: ["What", "How much"],
  rows: [cells],
});

test("in Markdown a cell with an upright stroke or a line break stays one cell", () => {
  const printed = print([TABLE("fee | travel\nand books", "[total | all]")], MARKDOWN);
  assert.equal(printed.split("\n").at(-1), "| fee \\| travel<br>and books | \\[total \\| all\\] |");
  const link = { link: "https://example.org/a|b", content: [{ text: "there" }] };
  assert.equal(print([paragraph(link)], MARKDOWN), "[there](https://example.org/a%7Cb)");
});

test("what a reader typed is no formula in a spreadsheet, and stays in its cell", () => {
  const filled = { "total cost": '=HYPERLINK("http://evil.example")' };
  const row = print([TABLE("fee\nand\tbooks", "[total cost]")], TEXT, filled)
    .split("\n")
    .at(-1);
  assert.deepEqual(row.split("\t"), ["fee and books", '\'=HYPERLINK("http://evil.example")']);
  const pasted = print([TABLE("-3.5", "[total cost]")], HTML, filled);
  assert.match(pasted, /<td>-3.5<\/td><td>'=HYPERLINK\(&quot;/);
});

test("a number keeps its sign when it is copied for a spreadsheet", () => {
  const numbers = ["-3.5", "+2", "-£1,200", "-3.5%", "12 000", "-"];
  assert.deepEqual(numbers.map(tabbedCell), numbers);
  const formulas = ["-1+1", "+A1", "@SUM(A1)", "=1", "- none", "-3.5-cmd|x"];
  assert.deepEqual(
    formulas.map(tabbedCell),
    formulas.map((typed) => `'${typed}`),
  );
});
