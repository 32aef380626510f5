import assert from "node:assert/strict";
import test from "node:test";

import { tableGaps, tableHtml, tableText } from "./table.js";

const TABLE = {
  title: "Options",
  columns: ["Option", "Cost"],
  note: "Cash & time apart.",
  rows: [
    ["Do nothing", "[cost of doing nothing]"],
    ["Preferred <best>", "[total cost] for [number of places] places"],
  ],
};

test("the reader’s own values stand in the cells, and what is empty stays marked", () => {
  const html = tableHtml(TABLE, { "total cost": "£12,000" });
  assert.match(html, /£12,000 for <mark[^>]*>\[number of places\]<\/mark> places/);
  assert.match(html, /<mark[^>]*>\[cost of doing nothing\]<\/mark>/);
});

test("the first row is a heading row and the first cell of each row names it", () => {
  const html = tableHtml(TABLE);
  assert.match(html, /<thead><tr><th scope="col"[^>]*>Option<\/th>/);
  assert.match(html, /<tr><th scope="row"[^>]*>Do nothing<\/th><td/);
});

test("nothing in the words or in a reader’s value becomes markup", () => {
  const html = tableHtml(TABLE, { "total cost": "<b>12</b>" });
  assert.match(html, /Preferred &lt;best&gt;/);
  assert.match(html, /&lt;b&gt;12&lt;\/b&gt;/);
  assert.match(html, /Cash &amp; time apart/);
});

test("the text has a line a row and a tab a cell, so that a spreadsheet takes it", () => {
  const lines = tableText(TABLE, { "number of places": "4\t5\n" }).split("\n");
  assert.deepEqual(lines, [
    "Options",
    "Option\tCost",
    "Do nothing\t[cost of doing nothing]",
    "Preferred <best>\t[total cost] for 4 5 places",
    "Cash & time apart.",
  ]);
});

test("a value of the reader’s own is no formula in a spreadsheet", () => {
  const copied = (value) => tableText(TABLE, { "cost of doing nothing": value }).split("\n")[2];
  assert.equal(copied("=1+1"), "Do nothing\t'=1+1");
  assert.equal(copied("-3.5"), "Do nothing\t-3.5");
  const pasted = (value) => tableHtml(TABLE, { "cost of doing nothing": value });
  assert.match(pasted("@SUM(1)"), /<td[^>]*>'@SUM\(1\)<\/td>/);
  assert.match(pasted("-3.5"), /<td[^>]*>-3\.5<\/td>/);
});

test("each empty gap is named once, in the order of the table", () => {
  const twice = { ...TABLE, rows: [...TABLE.rows, ["Again", "[total cost]"]] };
  assert.deepEqual(tableGaps(twice, { "number of places": " 4 " }), [
    "cost of doing nothing",
    "total cost",
  ]);
});
