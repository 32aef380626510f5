// The words of a page of a PDF from the pieces in which it holds them. No page.

const GAP = 1.5; // of the height of the letters: words of a sentence stand nearer
const LEVEL = 2; // points by which words of one line may stand higher or lower
const MOST_LINES = 5; // of one cell
const VALUE = /^[<>~]?\d[\d.,/%\s-]*$/;
const YEAR = /^.{0,24}\b(?:19|20)\d\d.{0,24}$/;

const near = (one, other) => Math.abs(one - other) <= LEVEL;

// A line of a table: cells set apart, a value or a year among those after the first.
const isRow = (cells) =>
  cells.slice(1).some(({ text }) => VALUE.test(text.trim()) || YEAR.test(text));

const placed = ({ str, transform, width, height }) => ({
  text: str,
  x: transform[4],
  y: transform[5],
  end: transform[4] + width,
  height: height || 10,
});

// A cell may go over several lines before the next one begins at its height: the line in which that
// one stands, with what follows of its cell taken in; undefined where there is none.
const rowOf = (lines, piece) => {
  const at = lines.findLastIndex(({ y }) => near(y, piece.y));
  const below = lines.slice(at + 1);
  if (at < 0 || below.length > MOST_LINES) return undefined;
  const line = lines[at];
  const cell = line.cells.at(-1);
  const wrapped = below.every(({ cells }) => cells.length === 1 && near(cells[0].x, cell.x));
  if (!wrapped || piece.x <= cell.x) return undefined;
  cell.text = [cell, ...below.map(({ cells }) => cells[0])]
    .map(({ text }) => text.trim())
    .join(" ");
  lines.splice(at + 1);
  return line;
};

// The lines of a page: [{ y, cells: [{ text, x, end }] }].
const linesOf = (items) => {
  const lines = [];
  let line = null;
  for (const item of items) {
    const piece = placed(item);
    const isWord = Boolean(item.str.trim());
    if (!line && isWord) line = rowOf(lines, piece);
    if (line) {
      const cell = line.cells.at(-1);
      const apart = isWord && piece.x - cell.end > GAP * piece.height;
      if (apart || (isWord && line.ended)) line.cells.push(piece);
      else Object.assign(cell, { text: cell.text + item.str, end: isWord ? piece.end : cell.end });
      line.ended = false;
    } else if (isWord) lines.push((line = { y: piece.y, cells: [piece] }));
    if (item.hasEOL && line) {
      line.ended = true;
      line = null;
    }
  }
  return lines;
};

// One text of a page: rows of tables stand on lines of their own, their cells set apart by tabs;
// other lines run on as one, since a sentence goes over many.
//   items  what pdf.js gives: [{ str, transform, width, height, hasEOL }]
export const pageText = (items) => {
  let out = "";
  for (const { cells } of linesOf(items)) {
    const words = cells.map(({ text }) => text.trim());
    if (!isRow(cells)) out += `${words.join(" ")} `;
    else out = `${out.trimEnd()}${out && "\n"}${words.join("\t")}\n`;
  }
  return out.trimEnd();
};
