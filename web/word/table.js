// A table as Word keeps one: a first row that repeats on each page, rows that do not break, columns at
// least as wide as their longest word, numbers to the right.
import { element } from "./xml.js";

const WIDTH = 9000; // twentieths of a point; Word takes the shares, others this
const WHOLE = 5000; // fiftieths of a per cent: the whole width
const NUMBER = /^(?:[-−–]?[£$€]?[\d,. ]*\d[\d,. ]*(?:%|p)?|not published|–)$/;
const GAP = /(\[[^[\]]{1,80}\])/;

const val = (name, value) => element(`w:${name}`, { "w:val": value });

// The pieces of a cell: text, and gaps written as [name].
const piecesOf = (text) => String(text).split(GAP).filter(Boolean).map((part) => (
  GAP.test(part) ? { gap: part.slice(1, -1) } : { text: part }));

const widthsOf = (columns) => columns.map((cells) => Math.max(4, ...cells.flatMap((cell) => [
  ...cell.split(/\s+/).map((word) => word.length), Math.min(30, cell.length / 3)])));

// `cell(pieces, strong, properties)` gives the paragraph of a cell.
export const tableXml = ({ caption, columns, rows }, style, cell) => {
  const body = columns.map((_, n) => rows.map((row) => String(row[n] ?? "")));
  const widths = widthsOf(columns.map((name, n) => [String(name), ...body[n]]));
  const sum = widths.reduce((a, b) => a + b, 0);
  const numeric = body.map((cells, n) => n > 0 && cells.some(Boolean) && cells.every((text) => !text || NUMBER.test(text)));
  const row = (cells, isHead) => element("w:tr", {},
    element("w:trPr", {}, "<w:cantSplit/>", isHead ? "<w:tblHeader/>" : ""),
    columns.map((_, n) => element("w:tc", {},
      element("w:tcPr", {}, element("w:tcW", { "w:w": Math.round((widths[n] / sum) * WHOLE), "w:type": "pct" })),
      cell(piecesOf(cells[n] ?? ""), isHead, numeric[n] ? val("jc", "right") : ""))));
  return element("w:tbl", {},
    element("w:tblPr", {}, val("tblStyle", style), element("w:tblW", { "w:w": WHOLE, "w:type": "pct" }),
      element("w:tblLook", { "w:val": "0420", "w:firstRow": 1, "w:lastRow": 0, "w:firstColumn": 0,
        "w:lastColumn": 0, "w:noHBand": 0, "w:noVBand": 1 }), caption ? val("tblCaption", caption) : ""),
    element("w:tblGrid", {}, widths.map((width) => element("w:gridCol", { "w:w": Math.round((width / sum) * WIDTH) }))),
    row(columns, true), rows.map((cells) => row(cells, false)));
};
