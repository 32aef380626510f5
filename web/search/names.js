// Other words as the index and the engine use them: names as words, and the term of each.
import { question, stem } from "./words.js";

// [{ label, names: [["social", "work", "england"], ..] }]
export const namesOf = (others) =>
  others.map(({ label, names }) => ({
    label,
    names: names.map(question).filter((name) => name.length),
  }));

// The term of a name, given as words.
export const termOfName = (name) => (name.length > 1 ? `=${name.map(stem).join(" ")}` : name[0]);
