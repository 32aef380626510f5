// What to tell the reader when a text has been copied: which gaps are empty, which sources to
// check.
import { emptyGaps } from "./compose.js";

const listed = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

export const report = (what, blocks, keys, works, filled) => {
  const gaps = emptyGaps(blocks, filled);
  const doubtful = keys.filter((key) => works[key]?.check).map((key) => works[key].name);
  return [
    what,
    gaps.length
      ? `${gaps.length} ${gaps.length === 1 ? "gap is" : "gaps are"} still empty: ${listed(gaps)}.`
      : "",
    doubtful.length
      ? `Check ${doubtful.length === 1 ? "this source" : "these sources"} before you send it: ${listed(doubtful)}.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
};
