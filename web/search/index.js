// The index of the search: made at build time by make-index.mjs, opened in a browser by engine.js.
//
// A thing: { id, kind, title, text, url, where, around?, asked?, standing?, date?, then?, value?,
// boost? }
//   kind      one of KINDS in labels.js; url: the exact place; where: the page or section it stands in, in words
//   asked     questions and other words of readers, searched and never shown
//   around    what people add to the names of such things ("cost", "grant"), worth less than its own words
//   then      true for what is of 2007: among equals, today stands first
// Other words: [{ label, names: [..] }] from data/glossary.yml: whatever of `names` is typed, the
// others are looked for too.
//
// Terms: a word as written; ~ and its stem; = and the stems of a name of several words, which so is
// one rare thing.
import MiniSearch from "minisearch";

import { question, stem, stemsOf, termsOf, wordsOf } from "./words.js";

// name: of a place, which has no other forms: Reading is not "read"; and whoever says "county" does
// not name Durham.
const FIELDS = ["title", "name", "asked", "around", "text"];

const termsIn = (text, field) =>
  wordsOf(text)
    .flatMap(({ word }) => termsOf(word))
    .filter((term) => field !== "name" || !(term.startsWith("~") || term === "county"));

export const OPTIONS = { fields: FIELDS, tokenize: termsIn, processTerm: (term) => term };

// Other words with their names as words: [{ label, names: [["social", "work", "england"], ..] }].
export const namesOf = (others) =>
  others.map(({ label, names }) => ({
    label,
    names: names.map(question).filter((name) => name.length),
  }));

// The term of a name, given as words.
export const termOfName = (name) => (name.length > 1 ? `=${name.map(stem).join(" ")}` : name[0]);

// Finds names of several words: (text) => their terms.
const nameFinder = (others) => {
  const starting = new Map();
  for (const name of namesOf(others)
    .flatMap(({ names }) => names)
    .filter((words) => words.length > 1)) {
    const stems = name.map(stem);
    starting.set(stems[0], [...(starting.get(stems[0]) ?? []), { stems, term: termOfName(name) }]);
  }
  return (text) => {
    const stems = stemsOf(text);
    return stems.flatMap((first, n) =>
      (starting.get(first) ?? [])
        .filter((name) => name.stems.every((word, m) => stems[n + m] === word))
        .map(({ term }) => term),
    );
  };
};

// The index of `things`, as plain data for a browser to load.
export const build = (things, others = []) => {
  const namesIn = nameFinder(others);
  const index = new MiniSearch({
    ...OPTIONS,
    tokenize: (text, field) => [...termsIn(text, field), ...namesIn(text)],
  });
  index.addAll(
    things.map(({ id, kind, title, asked = [], around = "", text }) => ({
      id,
      asked: asked.join(". "),
      around,
      text,
      [kind === "council" ? "name" : "title"]: title,
    })),
  );
  return { things: things.map(({ around, ...kept }) => kept), others, index: index.toJSON() };
};
