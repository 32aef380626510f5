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
import { MOST_WORDS, remembered } from "./remembered.js";
import { plainWordsOf, stem, stemsOfWord, termsOf } from "./words.js";

// What a word is worth by where it stands. name: of a place, which has no other forms: Reading is
// not "read"; and whoever says "county" does not name Durham.
const BOOST = { title: 3, name: 3, asked: 2.5, around: 1.2, text: 1 };
// words of these may be offered to readers; what is only searched may be misspelt
const SHOWN = ["title", "name", "text"];
const HYPHENED = /^[a-z]+(?:-[a-z]+)+$/; // words that some things write so
const NONE = [];
const MOST_THINGS = 50_000; // their numbers are signs of a text

const termsIn = (word, field) =>
  termsOf(word).filter((term) => field !== "name" || !(term.startsWith("~") || term === "county"));

// Finds names of several words: (the words of a text) => their terms.
const nameFinder = (others) => {
  const starting = new Map();
  for (const name of namesOf(others)
    .flatMap(({ names }) => names)
    .filter((words) => words.length > 1)) {
    const stems = name.map(stem);
    starting.set(stems[0], [...(starting.get(stems[0]) ?? []), { stems, term: termOfName(name) }]);
  }
  return (words) => {
    const stems = words.flatMap(stemsOfWord);
    const found = [];
    for (let n = 0; n < stems.length; n += 1) {
      for (const name of starting.get(stems[n]) ?? NONE)
        if (name.stems.every((word, m) => stems[n + m] === word)) found.push(name.term);
    }
    return found;
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

// One field of all things: where each term stands, { term: [number of a thing, times, number, times,
// …] }, how many terms each thing has there, how many that is on average, and the words with hyphens.
const read = (things, field, namesIn) => {
  const [found, lengths, hyphened] = [new Map(), [], new Set()];
  const placesOf = (term) => {
    if (!found.has(term)) found.set(term, []);
    return found.get(term);
  };
  const placesOfWord = remembered(MOST_WORDS, (word) => {
    if (HYPHENED.test(word)) hyphened.add(word);
    return termsIn(word, field).map(placesOf);
  });
  for (const [number, thing] of things.entries()) {
    const text = TEXT_OF[field](thing);
    if (text === null) continue;
    let length = 0;
    const count = (places) => {
      if (places.at(-2) === number) {
        places[places.length - 1] += 1;
      } else {
        places.push(number, 1);
        length += 1;
      }
    };
    const words = plainWordsOf(text);
    for (const word of words) placesOfWord(word).forEach(count);
    for (const name of namesIn(words)) count(placesOf(name));
    lengths[number] = length;
  }
  const has = lengths.filter((length) => length !== undefined);
  const mean = has.reduce((sum, length) => sum + length, 0) / has.length;
  return { boost: BOOST[field], isShown: SHOWN.includes(field), found, lengths, mean, hyphened };
};

// BM25+ (Lv and Zhai, 2011): a term tells more the fewer things have it; said again it tells less
// each time, and less among many others. `length` is 1 for what has as many terms as the average.
const [SATURATION, BY_LENGTH, FLOOR] = [1.2, 0.7, 0.5];
const rarity = (having, all) => Math.log(1 + (all - having + 0.5) / (having + 0.5));
const worth = (times, length) =>
  FLOOR + (times * (SATURATION + 1)) / (times + SATURATION * (1 - BY_LENGTH + BY_LENGTH * length));

// In how many things a reader sees a term, and what it finds, by number: { numbers, worth }, as in
// packed.js.
// `worths` holds a nought for each thing, before and after.
const weighed = (term, fields, worths) => {
  const numbers = [];
  let shown = 0;
  for (const { boost, isShown, found, lengths, mean } of fields) {
    const places = found.get(term) ?? [];
    const having = places.length / 2;
    if (isShown) shown = Math.max(shown, having);
    const weight = boost * rarity(having, worths.length);
    for (let n = 0; n < places.length; n += 2) {
      const number = places[n];
      if (!worths[number]) numbers.push(number);
      worths[number] += weight * worth(places[n + 1], lengths[number] / mean);
    }
  }
  const list = { numbers: numbers.sort((a, b) => a - b), worth: numbers.map((n) => worths[n]) };
  for (const number of numbers) worths[number] = 0;
  return { term, shown, list };
};

// The index of `things`, as plain data for a browser to load: { things, others, hyphened, terms,
// shown, places, worths }, see packed.js.
export const build = (things, others = []) => {
  if (things.length > MOST_THINGS) throw new Error(`The search holds ${MOST_THINGS} things.`);
  const namesIn = nameFinder(others);
  const fields = Object.keys(BOOST).map((field) => read(things, field, namesIn));
  const worths = new Float64Array(things.length);
  const terms = [...new Set(fields.flatMap(({ found }) => [...found.keys()]))]
    .sort()
    .map((term) => weighed(term, fields, worths));
  return {
    things: things.map(({ around, ...kept }) => kept),
    others,
    hyphened: [
      ...new Set(fields.flatMap(({ isShown, hyphened }) => (isShown ? [...hyphened] : []))),
    ],
    terms: terms.map(({ term }) => term).join("\n"),
    shown: packNumbers(terms.map(({ shown }) => shown)),
    ...packLists(terms.map(({ list }) => list)),
  };
};
