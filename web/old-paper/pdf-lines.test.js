import assert from "node:assert/strict";
import test from "node:test";

import { pageText } from "./pdf-lines.js";

let height = 800;
const piece = ([str, x, y], hasEOL) => ({
  str,
  transform: [10, 0, 0, 10, x, y],
  width: 5 * str.length,
  height: 10,
  hasEOL,
});
const line = (...cells) => {
  height -= 12;
  return cells.map(([str, x], n) => piece([str, x, height], n === cells.length - 1));
};

test("rows of a table stand on lines of their own, and sentences run on", () => {
  const items = [
    ...line(["5.1", 0], ["The vacancy rate for", 40]),
    ...line(["social workers was high.", 40]),
    ...line(["Measure", 0], ["2014/15", 100], ["2015/16", 200]),
    ...line(["Turnover", 0], ["16%", 100], ["14%", 200]),
    ...line(["It is falling.", 0]),
  ];
  assert.equal(
    pageText(items),
    "5.1 The vacancy rate for social workers was high.\nMeasure\t2014/15\t2015/16\nTurnover\t16%\t14%\nIt is falling.",
  );
});

test("a cell that goes over several lines is one cell", () => {
  const cells = [
    ["Team", 90, 586],
    ["Vacancy rate", 198, 586],
    ["2010", 198, 573],
    ["Target", 306, 586],
    ["Children’s", 90, 560],
    ["assessment", 90, 547],
    ["15%", 198, 560],
    ["5%", 306, 560],
  ];
  assert.equal(
    pageText(cells.map((cell, n) => piece(cell, n > 0))),
    "Team\tVacancy rate 2010\tTarget\nChildren’s assessment\t15%\t5%",
  );
});

test("two columns of text stay two", () => {
  const left = Array.from({ length: 9 }, (_, n) => [`left ${"abcdefghi"[n]}`, 50, 700 - 12 * n]);
  const right = left.map(([text, , y]) => [text.replace("left", "right"), 300, y]);
  assert.match(
    pageText([...left, ...right].map((cell) => piece(cell, true))),
    /^left a left b .*left i right a right b .*right i$/,
  );
});
