// A table as it is pasted: HTML that Word takes as a table of its own, and text with tabs, which a
// spreadsheet takes.
// No page: it runs in Node too. A table is { title, columns, rows, note }; its words hold gaps in
// square brackets.
import { guard, HTML, tabbedCell } from "../common/compose.js";

const GAP = /\[([^[\]]{1,80})\]/;

// The words as pieces: text, and gaps by their names (what stands between brackets falls on odd
// places).
const pieces = (words) => words.split(GAP).map((text, n) => (n % 2 ? { gap: text } : { text }));
const filledIn = (values, name) => (values[name] ?? "").trim();

const asHtml = (words, values) =>
  pieces(words)
    .map(({ text, gap }) => {
      if (gap === undefined) return HTML.text(text);
      return filledIn(values, gap) ? HTML.text(filledIn(values, gap)) : HTML.gap(gap);
    })
    .join("");
const asText = (words, values) =>
  pieces(words)
    .map(({ text, gap }) => (gap === undefined ? text : filledIn(values, gap) || `[${gap}]`))
    .join("")
    .replace(/\s+/g, " ");

const BORDER = "border:1px solid #7f7f7f;padding:4px 6px;vertical-align:top;text-align:left";

const cell = (name, words, values, scope) =>
  `<${name}${scope ? ` scope="${scope}"` : ""} style="${BORDER}">${guard(asText(words, values))}${asHtml(words, values)}</${name}>`;

// Word keeps borders that stand in each cell, and takes <thead> as a heading row that it repeats on
// each page.
export const tableHtml = ({ title, columns, rows, note }, values = {}) =>
  [
    `<p><strong>${asHtml(title, values)}</strong></p>`,
    '<table style="border-collapse:collapse">',
    `<thead><tr>${columns.map((words) => cell("th", words, values, "col")).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map(
      (row) =>
        `<tr>${row.map((words, n) => (n ? cell("td", words, values) : cell("th", words, values, "row"))).join("")}</tr>`,
    ),
    "</tbody></table>",
    note ? `<p>${asHtml(note, values)}</p>` : "",
  ]
    .filter(Boolean)
    .join("\n");

export const tableText = ({ title, columns, rows, note }, values = {}) =>
  [
    asText(title, values),
    ...[columns, ...rows].map((row) =>
      row.map((words) => tabbedCell(asText(words, values))).join("\t"),
    ),
    note ? asText(note, values) : "",
  ]
    .filter(Boolean)
    .join("\n");

// The names of gaps that are still empty, each once, in the order in which a reader meets them.
export const tableGaps = ({ columns, rows, note = "" }, values = {}) => [
  ...new Set(
    [...columns, ...rows.flat(), note]
      .flatMap(pieces)
      .map(({ gap }) => gap)
      .filter((name) => name && !filledIn(values, name)),
  ),
];
