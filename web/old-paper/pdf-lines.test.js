import assert from "node:assert/strict";
import test from "node:test";

import { pageText } from "./pdf-lines.js";

const line = (...cells) =>
  cells.map(([str, x], n) => ({
    str,
    transform: [10, 0, 0, 10, x, 0],
    width: 5 * str.length,
    height: 10,
    hasEOL: n === cells.length - 1,
  }));

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
