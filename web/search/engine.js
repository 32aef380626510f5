// What a question finds, without a page: runs in a browser and in Node. The index is made by
// index.js. Things are numbered by their place in its list: a key goes through all of them, and
// numbers in typed arrays are looked through in a fraction of a millisecond, the first time too.
import { marked, sentenceOf } from "./excerpt.js";
import { namesOf, termOfName } from "./names.js";
import { Lines } from "./lines.js";
import { columnsOf, ranked, rarity } from "./rank.js";
import { Terms } from "./terms.js";
import { distance, question, stem, STOP } from "./words.js";

const WEIGHT = {
  exact: 1,
  joined: 1,
  phrase: 1,
  stem: 0.55,
  prefix: 0.5,
  other: 0.5,
  kin: 0.3,
  near: 0.4,
};
// the first names of a term are its short and its full form; after them comes what people also type
const OWN_NAMES = 2;
const MOST_PREFIXES = 12;
const MOST_WORDS = 24; // of a question; nobody reads what a longer one finds
const MOST_LETTERS = 1000;
const LONGEST_WORD = 40;
const PRACTICE = 40; // questions
const MOST_GROUPS = 200; // remembered

const MEANING = /^\s*(?:what(?:[’']?s| is| are| does)|define|meaning of)\b/i;

// Long lists of things of one kind: each of their things may be a result; of any other page only
// the best.
const REGISTERS = new Set([
  "figure",
  "source",
  "change",
  "term",
  "council",
  "course",
  "duty",
  "funding",
]);

// What is written with hyphens, by how it is written without: "postqualifying" => ["post",
// "qualifying"].
const splitsOf = (hyphened) =>
  new Map(
    hyphened.map((word) => [
      word.replace(/-/g, ""),
      word.split("-").filter((part) => !STOP.has(part)),
    ]),
  );

// What makes forms of a word the same: its stem; but who does a thing is not the thing: leave for
// study is not said of leavers.
const formOf = (word) =>
  word.length > 3 ? `${stem(word)}${/[eo]rs?$/.test(word) ? " who" : ""}` : word;

// A term with its names as a question may hold them; `begin`: what one of them may begin with.
const namedRecord = ({ label, names }) => {
  const own = names.map((words) => ({
    words,
    forms: words.map(formOf),
    term: termOfName(words),
    joined: words.join(""),
  }));
  return {
    label,
    called: question(label).join(" "),
    names: own,
    begin: [...new Set(own.flatMap(({ forms, joined }) => [forms[0], joined]))],
  };
};

// By each word that one of their names may begin with, the terms that a question may name.
const namedRecords = (others) => {
  const starting = new Map();
  for (const record of namesOf(others).map(namedRecord)) {
    for (const start of record.begin) {
      if (!starting.has(start)) starting.set(start, []);
      starting.get(start).push(record);
    }
  }
  return starting;
};

// Names of one word, by the word, with their labels.
const labelsByName = (others) =>
  new Map(
    namesOf(others).flatMap(({ label, names }) =>
      names.filter((words) => words.length === 1).map(([word]) => [word, label]),
    ),
  );

// Each page, for which one thing stands, by number; -1 for things of a register.
const pagesOf = (things) => {
  const numbers = new Map();
  return Int32Array.from(things, ({ kind, url }) => {
    if (REGISTERS.has(kind)) return -1;
    const [page] = url.split("#");
    if (!numbers.has(page)) numbers.set(page, numbers.size);
    return numbers.get(page);
  });
};

// Ready to be asked: what `build` made, and the words that it knows.
export const open = ({ things, others, hyphened, ...packed }) => {
  const terms = new Terms(packed);
  const kinds = [...new Set(things.map(({ kind }) => kind))];
  const spelt = others.flatMap(({ names }) =>
    names.slice(0, OWN_NAMES).map((name) => [name.toLowerCase(), name]),
  );
  return {
    things,
    terms,
    lines: new Lines(things, (word) => rarity(things.length, terms.count(`~${word}`))),
    columns: columnsOf(things),
    kinds,
    kindOf: Uint8Array.from(things, ({ kind }) => kinds.indexOf(kind)),
    pages: pagesOf(things),
    names: namedRecords(others),
    namedBy: labelsByName(others),
    spelt: new Map(spelt),
    splits: splitsOf(hyphened),
    found: new Map(), // what foundBy() remembers
  };
};

// How many letters of a word may be wrong.
const slack = (word) => (word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0);

// Words that differ by a letter or two from one that is not known, nearest and commonest first: [{
// word, shown }], where
// `shown` is what a reader may be told of it.
const nearest = (search, word, most = 3, allowed = slack(word)) => {
  if (!allowed || /\d/.test(word)) return [];
  const found = [];
  const look = (other, places, shown, extra) => {
    const far = distance(word, other, allowed);
    if (far <= allowed) found.push({ word: other, shown, places, far: far + extra });
  };
  for (const [other, n] of search.terms.at) {
    const places = search.terms.shown[n];
    if (places && other.length > 3 && !/\d/.test(other))
      look(other, places, search.spelt.get(other) ?? other, other[0] === word[0] ? 0 : 0.5);
  }
  for (const [name, label] of search.namedBy) {
    if (!search.terms.countShown(name)) look(name, 0, label, 0);
  }
  return found.sort((a, b) => a.far - b.far || b.places - a.places).slice(0, most);
};

const isKnown = ({ terms }, word) => terms.has(word) || terms.has(`~${stem(word)}`);

// The groups of a question: for each word, the terms that may stand for it, with what each is
// worth; `plain` ones are the word itself or a form of it.
const groupsOf = (search, words, typing) =>
  words.map((word, n) => {
    const ways = [
      { term: word, weight: WEIGHT.exact, plain: true },
      { term: `~${stem(word)}`, weight: WEIGHT.stem, plain: true },
    ];
    for (const pair of [words[n - 1] && words[n - 1] + word, words[n + 1] && word + words[n + 1]]) {
      if (pair && search.terms.has(pair))
        ways.push({ term: pair, weight: WEIGHT.joined, plain: true });
    }
    const last = typing && n === words.length - 1;
    if (last && word.length > 2)
      for (const term of search.terms.startingWith(word, MOST_PREFIXES))
        ways.push({ term, weight: WEIGHT.prefix });
    return { word, ways, near: [], unknown: !isKnown(search, word) && ways.length === 2 };
  });

// Where a name stands in the question, given as words and their forms: the place of its first word,
// or -1.
const placeOf = (words, forms, name) => {
  const [first] = name.forms;
  for (let n = forms.indexOf(first); n >= 0; n = forms.indexOf(first, n + 1)) {
    if (name.forms.every((form, m) => forms[n + m] === form)) return n;
  }
  return name.words.length > 1 ? words.indexOf(name.joined) : -1;
};

const addOtherWords = (search, words, groups) => {
  const forms = words.map(formOf);
  const also = [];
  const begun = [...forms, ...words].flatMap((start) => search.names.get(start) ?? []);
  for (const { label, called, names } of new Set(begun)) {
    const typed = names
      .map((name) => ({ name, at: placeOf(words, forms, name) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => b.name.words.length - a.name.words.length)[0];
    if (!typed) continue;
    const covered = words[typed.at] === typed.name.joined ? 1 : typed.name.words.length;
    const others = names
      .map(({ term }, place) => ({
        term,
        weight: (place < OWN_NAMES ? WEIGHT.other : WEIGHT.kin) / Math.sqrt(covered),
      }))
      .filter(({ term }) => term !== typed.name.term);
    if (typed.name.words.length > 1)
      others.push({ term: typed.name.term, weight: WEIGHT.phrase, plain: true });
    for (const group of groups.slice(typed.at, typed.at + covered)) {
      group.unknown = false;
      group.ways.push(...others);
    }
    const isTyped = called === typed.name.words.join(" ");
    if (others.length) also.push(isTyped ? `other words for “${label}”` : label);
  }
  return also;
};

const addNearWords = (search, groups) => {
  const corrected = [];
  for (const group of groups.filter(({ unknown }) => unknown)) {
    group.near = nearest(search, group.word);
    group.ways.push(
      ...group.near.flatMap(({ word }, n) => [
        { term: word, weight: WEIGHT.near / (n + 1) },
        { term: `~${stem(word)}`, weight: (WEIGHT.near * 0.5) / (n + 1) },
      ]),
    );
    if (group.near.length) corrected.push({ typed: group.word, meant: group.near[0].shown });
  }
  return corrected;
};

// What is looked for: { words, groups, also, corrected }.
const understood = (search, text, typing) => {
  const words = question(text.slice(0, MOST_LETTERS))
    .flatMap((word) => search.splits.get(word) ?? [word])
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD));
  const groups = groupsOf(search, words, typing);
  const also = addOtherWords(search, words, groups);
  const corrected = addNearWords(search, groups);
  if (corrected.length) {
    const meant = groups.map(({ word, near }) => near[0]?.word ?? word);
    also.push(...addOtherWords(search, meant, groups).filter((label) => !also.includes(label)));
  }
  return { words, groups, also, corrected };
};

const bestOf = (search, ways) => {
  const worth = new Float32Array(search.things.length);
  const plain = new Uint8Array(search.things.length);
  let count = 0;
  for (const { term, weight, plain: isPlain } of ways) {
    const list = search.terms.found(term);
    for (let n = 0; n < list.numbers.length; n += 1) {
      const number = list.numbers[n];
      const here = list.worth[n] * weight;
      if (!worth[number]) count += 1;
      if (here > worth[number]) worth[number] = here;
      if (isPlain) plain[number] = 1;
    }
  }
  return { worth, plain, count };
};

// What a group finds: for each thing, by number, what its best way is `worth` and whether one of
// its ways is `plain`; and the count of those found. Remembered, because with each letter that is
// typed only the last group changes.
const foundBy = (search, { ways }) => {
  const key = ways.map(({ term, weight }) => `${term} ${weight}`).join("|");
  if (!search.found.has(key)) {
    if (search.found.size > MOST_GROUPS) search.found.clear();
    search.found.set(key, bestOf(search, ways));
  }
  return search.found.get(key);
};

// The best of each page; of a register, every thing.
const onePerPage = ({ pages }, numbers) => {
  const seen = new Uint8Array(pages.length);
  const best = [];
  for (const number of numbers) {
    const page = pages[number];
    if (page >= 0 && seen[page]) continue;
    if (page >= 0) seen[page] = 1;
    best.push(number);
  }
  return best;
};

const countsOf = ({ kinds, kindOf }, numbers) => {
  const counts = new Uint16Array(kinds.length);
  for (const number of numbers) counts[kindOf[number]] += 1;
  return Object.fromEntries(kinds.map((kind, n) => [kind, counts[n]]).filter(([, n]) => n));
};

// The terms that are marked in what is shown.
const termsToMark = (groups) =>
  new Set(
    groups.flatMap(({ ways }) =>
      ways.flatMap(({ term }) =>
        term.startsWith("=")
          ? term
              .slice(1)
              .split(" ")
              .map((word) => `~${word}`)
          : [term],
      ),
    ),
  );

// What a question finds: { words, hits: [number], show, counts: {kind: n}, also, corrected, near }.
//   show(hit)  { thing, title, sentence }, the latter two as pieces, those that answer marked
//   also       other words that were looked for; corrected: [{ typed, meant }]; near: words to try where nothing is found
// Options: typing: the last word may go on; kind: only things of this kind, while `counts` are
// those of all kinds.
export const ask = (search, text, { typing = true, kind } = {}) => {
  const { words, groups, also, corrected } = understood(search, text, typing);
  if (!words.length) return { words, hits: [], counts: {}, also, corrected, near: [] };
  const found = groups.map((group) => foundBy(search, group));
  const all = onePerPage(search, ranked(search, words, found, MEANING.test(text)));
  const wanted = termsToMark(groups);
  const near = all.length
    ? []
    : words
        .flatMap((word) => nearest(search, word, 3, word.length > 3 ? 3 : 1))
        .map(({ shown }) => shown);
  return {
    words,
    also,
    corrected,
    counts: countsOf(search, all),
    near: [...new Set(near)],
    hits: kind ? all.filter((number) => search.things[number].kind === kind) : all,
    show: (number) => {
      const thing = search.things[number];
      const sentence = marked(sentenceOf(thing.text, wanted), wanted);
      return { thing, title: marked(thing.title, wanted), sentence };
    },
  };
};

// The things that hold every word of a question or another word for it, to narrow a list by: { ids,
// also, corrected }.
export const matching = (search, text) => {
  const { groups, also, corrected } = understood(search, text, true);
  const found = groups.map((group) => foundBy(search, group));
  const held = search.things.filter((_, n) => found.every(({ worth }) => worth[n] > 0));
  return { ids: new Set(found.length ? held.map(({ id }) => id) : []), also, corrected };
};

// Makes ready for the first question, a step a call; false when all is done: asks the titles of
// some things, so that a browser has compiled what a key runs.
export const readier = (search) => {
  const apart = Math.ceil(search.things.length / PRACTICE);
  const titles = search.things.filter((_, n) => n % apart === 0).map(({ title }) => title);
  return () => {
    if (titles.length) ask(search, titles.pop());
    return titles.length > 0;
  };
};
