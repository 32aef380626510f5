// A table as Word keeps one: a first row that repeats on each page, rows that do not break, columns
// at least as wide as their longest word, numbers to the right.
import { element } from "./xml.js";

const WHOLE = 5000; // fiftieths of a per cent: the whole width
const SIGN = 100; // twentieths of a point that a character takes
const WIDE = 1.15; // a word may be bold or in capitals
const TOGETHER = 5; // rows of a table that stays on one page
const LONGEST = 60; // a text above this breaks anyway
const NUMBER = /^(?:[-−–]?[£$€]?[\d,. ]*\d[\d,. ]*(?:%|p)?|not published|–)$/;
const TOTAL = /^total\b/i; // a sum stands out
const GAP = /(\[[^[\]]{1,80}\])/;

const val = (name, value) => element(`w:${name}`, { "w:val": value });

// The pieces of a cell: text, and gaps written as [name].
const piecesOf = (text) =>
  String(text)
    .split(GAP)
    .filter(Boolean)
    .map((part) => (GAP.test(part) ? { gap: part.slice(1, -1) } : { text: part }));

// Characters that each column takes, as a browser shares out a table: its longest word at least,
// and of what is left the more, the more it would need to stand in one line.
const widthsOf = (columns, room) => {
  const least = columns.map((cells) =>
    Math.max(
      4,
      ...cells.flatMap((cell) => cell.split(/\s+/).map((word) => word.length * WIDE + 3)),
    ),
  );
  const most = columns.map((cells, n) =>
    Math.max(least[n], ...cells.map((cell) => Math.min(LONGEST, cell.length + 3))),
  );
  const [need, want] = [least, most].map((widths) => widths.reduce((a, b) => a + b, 0));
  const share = want > need ? Math.min(1, Math.max(0, room / SIGN - need) / (want - need)) : 0;
  return least.map((width, n) => width + (most[n] - width) * share);
};

// Whether a row stays on the page of the next: all of a short table, the first of a long one.
const staysWithNext = (n, count) => (count > TOGETHER ? n < 2 : n < count);

// `room` is the width of the text around the table, in twentieths of a point; `cell(pieces, strong,
// properties)` gives the paragraph of a cell. Row 0 is the header.
export const tableXml = ({ caption, columns, rows }, style, room, cell) => {
  const body = columns.map((_, n) => rows.map((row) => String(row[n] ?? "")));
  const widths = widthsOf(
    columns.map((name, n) => [String(name), ...body[n]]),
    room,
  );
  const sum = widths.reduce((a, b) => a + b, 0);
  const numeric = body.map(
    (cells, n) => n > 0 && cells.some(Boolean) && cells.every((text) => !text || NUMBER.test(text)),
  );
  const row = (cells, at) =>
    element(
      "w:tr",
      {},
      element("w:trPr", {}, "<w:cantSplit/>", at ? "" : "<w:tblHeader/>"),
      columns.map((_, n) =>
        element(
          "w:tc",
          {},
          element(
            "w:tcPr",
            {},
            element("w:tcW", { "w:w": Math.round((widths[n] / sum) * WHOLE), "w:type": "pct" }),
          ),
          cell(
            piecesOf(cells[n] ?? ""),
            !at || TOTAL.test(cells[0]),
            (staysWithNext(at, rows.length) ? "<w:keepNext/>" : "") +
              (numeric[n] ? val("jc", "right") : ""),
          ),
        ),
      ),
    );
  return element(
    "w:tbl",
    {},
    element(
      "w:tblPr",
      {},
      val("tblStyle", style),
      element("w:tblW", { "w:w": WHOLE, "w:type": "pct" }),
      element("w:tblLook", {
        "w:val": "0420",
        "w:firstRow": 1,
        "w:lastRow": 0,
        "w:firstColumn": 0,
        "w:lastColumn": 0,
        "w:noHBand": 0,
        "w:noVBand": 1,
      }),
      caption ? val("tblCaption", caption) : "",
    ),
    element(
      "w:tblGrid",
      {},
      widths.map((width) => element("w:gridCol", { "w:w": Math.round((width / sum) * room) })),
    ),
    [columns, ...rows].map(row),
  );
};
