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
// one rare thing. What each is worth in each thing hangs on nothing that is typed, so it is worked
// out here, by minisearch (BM25+), and a browser needs none of that.
import MiniSearch from "minisearch";

import { namesOf, termOfName } from "./names.js";
import { packLists, packNumbers } from "./packed.js";
import { plainWordsOf, stem, stemsOf, termsOf } from "./words.js";

// What a word is worth by where it stands. name: of a place, which has no other forms: Reading is
// not "read"; and whoever says "county" does not name Durham.
const BOOST = { title: 3, name: 3, asked: 2.5, around: 1.2, text: 1 };
// words of these may be offered to readers; what is only searched may be misspelt
const SHOWN = ["title", "name", "text"];
const MOST_THINGS = 50_000; // their numbers are signs of a text

const termsIn = (text, field) =>
  plainWordsOf(text)
    .flatMap(termsOf)
    .filter((term) => field !== "name" || !(term.startsWith("~") || term === "county"));

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

// Counts in how many things each term stands, by field, while the engine reads them.
class Places {
  byTerm = new Map();

  note(terms, field) {
    for (const term of new Set(terms)) {
      const places = this.byTerm.get(term) ?? {};
      places[field] = (places[field] ?? 0) + 1;
      this.byTerm.set(term, places);
    }
    return terms;
  }

  // The terms in the order of their signs, and in how many things a reader sees each.
  inOrder() {
    const shown = (places) => Math.max(0, ...SHOWN.map((field) => places[field] ?? 0));
    return [...this.byTerm]
      .map(([term, places]) => [term, shown(places)])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

const engineOf = (things, others, places) => {
  const namesIn = nameFinder(others);
  const engine = new MiniSearch({
    fields: Object.keys(BOOST),
    tokenize: (text, field) => places.note([...termsIn(text, field), ...namesIn(text)], field),
    processTerm: (term) => term,
  });
  engine.addAll(
    things.map(({ kind, title, asked = [], around = "", text }, id) => ({
      id,
      asked: asked.join(". "),
      around,
      text,
      [kind === "council" ? "name" : "title"]: title,
    })),
  );
  return engine;
};

// What a term finds: [[number of a thing, worth]], by number.
const found = (engine, term) =>
  engine
    .search(term, { tokenize: (text) => [text], boost: BOOST, prefix: false, fuzzy: false })
    .map(({ id, score }) => [id, score])
    .sort(([a], [b]) => a - b);

// The words that some things write with hyphens.
const hyphenedIn = (things) => {
  const words = new Set(things.flatMap(({ title, text }) => plainWordsOf(`${title} ${text}`)));
  return [...words].filter((word) => /^[a-z]+(?:-[a-z]+)+$/.test(word));
};

// The index of `things`, as plain data for a browser to load: { things, others, hyphened, terms,
// shown, places, worths }, see packed.js.
export const build = (things, others = []) => {
  if (things.length > MOST_THINGS) throw new Error(`The search holds ${MOST_THINGS} things.`);
  const places = new Places();
  const engine = engineOf(things, others, places);
  const terms = places.inOrder();
  return {
    things: things.map(({ around, ...kept }) => kept),
    others,
    hyphened: hyphenedIn(things),
    terms: terms.map(([term]) => term).join("\n"),
    shown: packNumbers(terms.map(([, places]) => places)),
    ...packLists(terms.map(([term]) => found(engine, term))),
  };
};
