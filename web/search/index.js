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
// out here, and a browser needs none of that.
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

// What a field says of each thing that has it, by the thing's number. A council's title is a name.
const TEXT_OF = {
  title: ({ kind, title }) => (kind === "council" ? null : title),
  name: ({ kind, title }) => (kind === "council" ? title : null),
  asked: ({ asked = [] }) => asked.join(". "),
  around: ({ around = "" }) => around,
  text: ({ text }) => text,
};

// One field of all things: how often each term stands in which things, { term: [[number, times]] },
// how many terms each thing has there, and how many that is on average.
const read = (things, field, namesIn) => {
  const found = new Map();
  const lengths = things.map((thing, number) => {
    const text = TEXT_OF[field](thing);
    if (text === null) return null;
    const times = new Map();
    for (const term of [...termsIn(text, field), ...namesIn(text)])
      times.set(term, (times.get(term) ?? 0) + 1);
    for (const [term, count] of times) {
      if (!found.has(term)) found.set(term, []);
      found.get(term).push([number, count]);
    }
    return times.size;
  });
  const has = lengths.filter((length) => length !== null);
  return { found, lengths, mean: has.reduce((sum, length) => sum + length, 0) / has.length };
};

// BM25+ (Lv and Zhai, 2011): a term tells more the fewer things have it; said again it tells less
// each time, and less among many others.
const [SATURATION, BY_LENGTH, FLOOR] = [1.2, 0.7, 0.5];
const rarity = (having, all) => Math.log(1 + (all - having + 0.5) / (having + 0.5));
const worth = (times, length) =>
  FLOOR + (times * (SATURATION + 1)) / (times + SATURATION * (1 - BY_LENGTH + BY_LENGTH * length));

// Every term in the order of their signs: { term, shown, found }, in how many things a reader sees
// it, and what it finds, [[number of a thing, worth]] by number.
const termsOfAll = (things, others) => {
  const namesIn = nameFinder(others);
  const terms = new Map();
  for (const [field, boost] of Object.entries(BOOST)) {
    const { found, lengths, mean } = read(things, field, namesIn);
    for (const [term, places] of found) {
      if (!terms.has(term)) terms.set(term, { shown: 0, worths: new Map() });
      const entry = terms.get(term);
      if (SHOWN.includes(field)) entry.shown = Math.max(entry.shown, places.length);
      const weight = boost * rarity(places.length, things.length);
      for (const [number, times] of places) {
        const more = weight * worth(times, lengths[number] / mean);
        entry.worths.set(number, (entry.worths.get(number) ?? 0) + more);
      }
    }
  }
  return [...terms]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([term, { shown, worths }]) => ({
      term,
      shown,
      found: [...worths].sort(([a], [b]) => a - b),
    }));
};

// The words that some things write with hyphens.
const hyphenedIn = (things) => {
  const words = new Set(things.flatMap(({ title, text }) => plainWordsOf(`${title} ${text}`)));
  return [...words].filter((word) => /^[a-z]+(?:-[a-z]+)+$/.test(word));
};

// The index of `things`, as plain data for a browser to load: { things, others, hyphened, terms,
// shown, places, worths }, see packed.js.
export const build = (things, others = []) => {
  if (things.length > MOST_THINGS) throw new Error(`The search holds ${MOST_THINGS} things.`);
  const terms = termsOfAll(things, others);
  return {
    things: things.map(({ around, ...kept }) => kept),
    others,
    hyphened: hyphenedIn(things),
    terms: terms.map(({ term }) => term).join("\n"),
    shown: packNumbers(terms.map(({ shown }) => shown)),
    ...packLists(terms.map(({ found }) => found)),
  };
};
