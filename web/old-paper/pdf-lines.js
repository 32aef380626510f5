// The words of a page of a PDF from the pieces in which it holds them. No page.

const GAP = 1.5; // of the height of the letters: words of a sentence stand nearer
const VALUE = /^[<>~]?\d[\d.,/%\s-]*$/;

// A line of a table: cells set apart, a value among those after the first.
const isRow = (cells) => cells.length > 1 && cells.slice(1).some((cell) => VALUE.test(cell.trim()));

const isApart = (before, { transform, height, str }) => {
  if (!before || !str.trim()) return false;
  const gap = transform[4] - (before.transform[4] + before.width);
  return gap > GAP * (height || before.height || 10);
};

// One text of a page: rows of tables stand on lines of their own, their cells set apart by tabs;
// other lines run on as one, since a sentence goes over many.
//   items  what pdf.js gives: [{ str, transform, width, height, hasEOL }]
export const pageText = (items) => {
  let out = "";
  let line = "";
  let before = null;
  const finish = () => {
    const row = isRow(line.split("\t"));
    if (row && out && !out.endsWith("\n")) out = `${out.trimEnd()}\n`;
    out += row ? `${line.trimEnd()}\n` : `${line.replaceAll("\t", " ")} `;
    [line, before] = ["", null];
  };
  for (const item of items) {
    if (isApart(before, item)) line = `${line.trimEnd()}\t`;
    line += item.str;
    if (item.str.trim()) before = item;
    if (item.hasEOL) finish();
  }
  if (line) finish();
  return out.trimEnd();
};
