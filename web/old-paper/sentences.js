// Where the sentences of a text stand: [{ start, end }]. A line of its own is a sentence; "e.g.
// Acts" and "No. 7" are not two.
export const sentences = (text) => {
  const out = [];
  let start = 0;
  for (const found of text.matchAll(
    /(?<!\b(?:e\.g|i\.e|etc|cf|No|Nos|para|paras|Dr|Mr|Mrs|Ms|St|vol|pp?))[.!?]["”’)\]]*\s+(?=["“‘([]?[\p{Lu}\d])|\n+/gu,
  )) {
    const end = found.index + found[0].trimEnd().length;
    if (text.slice(start, end).trim()) out.push({ start, end });
    start = found.index + found[0].length;
  }
  if (text.slice(start).trim()) out.push({ start, end: text.length });
  return out;
};
