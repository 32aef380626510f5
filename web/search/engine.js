// What a question finds, without a page: runs in a browser and in Node. The index is made by
// index.js.
import MiniSearch from "minisearch";

import { marked, sentenceOf } from "./excerpt.js";
import { namesOf, OPTIONS, termOfName } from "./index.js";
import { linesOf, ranked, rarity } from "./rank.js";
import { remembered } from "./remembered.js";
import { distance, question, stem, STOP, wordsOf } from "./words.js";

const BOOST = { title: 3, name: 3, asked: 2.5, around: 1.2, text: 1 };
// words of these may be offered to readers; what is only searched may be misspelt
const SHOWN = ["title", "name", "text"];
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
const MOST_TERMS = 2000; // remembered
const MOST_GROUPS = 200;
const MOST_STEMS = 50_000;

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

// What some things write with hyphens, by how it is written without: "postqualifying" => ["post",
// "qualifying"].
const splitsOf = (things) =>
  new Map(
    things
      .flatMap(({ title, text }) => wordsOf(`${title} ${text}`))
      .filter(({ word }) => /^[a-z]+(?:-[a-z]+)+$/.test(word))
      .map(({ word }) => [
        word.replace(/-/g, ""),
        word.split("-").filter((part) => !STOP.has(part)),
      ]),
  );

// How rare a stem is among all things.
const rarityIn = (index, all) => {
  const terms = new Map(index.index);
  return remembered(MOST_STEMS, (word) => {
    const fields = Object.values(terms.get(`~${word}`) ?? {});
    return rarity(all, new Set(fields.flatMap(Object.keys)).size);
  });
};

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
    names: own,
    begin: [...new Set(own.flatMap(({ forms, joined }) => [forms[0], joined]))],
  };
};

// Ready to be asked: what `build` made, and the words that it knows.
export const open = ({ things, others, index }) => {
  const engine = MiniSearch.loadJS(index, OPTIONS);
  const shownFields = SHOWN.map((field) => String(index.fieldIds[field]));
  const known = new Map(); // each word, with the number of things that show it
  for (const [term, fields] of index.index) {
    if (!/^[^~=]/.test(term)) continue;
    known.set(
      term,
      Math.max(0, ...shownFields.map((field) => Object.keys(fields[field] ?? {}).length)),
    );
  }
  const names = namesOf(others).map(namedRecord);
  const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  const namedBy = new Map(
    names.flatMap((record) =>
      record.names
        .filter(({ words }) => words.length === 1)
        .map(({ words: [word] }) => [word, record.label]),
    ),
  );
  const spelt = new Map(
    others.flatMap((record) =>
      record.names.slice(0, OWN_NAMES).map((name) => [name.toLowerCase(), name]),
    ),
  );
  return {
    engine,
    known,
    sorted,
    names,
    namedBy,
    spelt,
    splits: splitsOf(things),
    things, // numbered by their place in this list, from here on
    numbers: new Map(things.map(({ id }, n) => [id, n])),
    pages: things.map(({ kind, url }) => (REGISTERS.has(kind) ? undefined : url.split("#")[0])),
    rarityOf: rarityIn(index, things.length),
    asked: new Map(),
    found: new Map(),
    lines: [], // what is remembered: see scores, foundBy, and linesOf in rank.js
  };
};

// What one term is worth by thing, [[number, score]], remembered: the same words come with each
// letter that is typed.
const scores = (search, term) => {
  if (!search.asked.has(term)) {
    const found = search.engine.search(term, {
      tokenize: (text) => [text],
      boost: BOOST,
      prefix: false,
      fuzzy: false,
    });
    if (search.asked.size > MOST_TERMS) search.asked.clear();
    search.asked.set(
      term,
      found.map(({ id, score }) => [search.numbers.get(id), score]),
    );
  }
  return search.asked.get(term);
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
  for (const [other, places] of search.known) {
    if (places && other.length > 3 && !/\d/.test(other))
      look(other, places, search.spelt.get(other) ?? other, other[0] === word[0] ? 0 : 0.5);
  }
  for (const [name, label] of search.namedBy) {
    if (!search.known.get(name)) look(name, 0, label, 0);
  }
  return found.sort((a, b) => a.far - b.far || b.places - a.places).slice(0, most);
};

// Known words that go on from a beginning, the commonest first.
const startingWith = (search, word) => {
  let [from, to] = [0, search.sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (search.sorted[middle][0] <= word) from = middle + 1;
    else to = middle;
  }
  const found = [];
  for (; search.sorted[from]?.[0].startsWith(word); from += 1) found.push(search.sorted[from]);
  return found
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_PREFIXES)
    .map(([known]) => known);
};

const isKnown = (search, word) =>
  search.known.has(word) || scores(search, `~${stem(word)}`).length > 0;

// The groups of a question: for each word, the terms that may stand for it, with what each is
// worth; `plain` ones are the word itself or a form of it.
const groupsOf = (search, words, typing) =>
  words.map((word, n) => {
    const ways = [
      { term: word, weight: WEIGHT.exact, plain: true },
      { term: `~${stem(word)}`, weight: WEIGHT.stem, plain: true },
    ];
    for (const pair of [words[n - 1] && words[n - 1] + word, words[n + 1] && word + words[n + 1]]) {
      if (pair && search.known.has(pair))
        ways.push({ term: pair, weight: WEIGHT.joined, plain: true });
    }
    const last = typing && n === words.length - 1;
    if (last && word.length > 2)
      ways.push(...startingWith(search, word).map((term) => ({ term, weight: WEIGHT.prefix })));
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
  const typing = new Set([...forms, ...words]);
  for (const { label, names, begin } of search.names) {
    if (!begin.some((start) => typing.has(start))) continue;
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
    const isTyped = question(label).join(" ") === typed.name.words.join(" ");
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
  const worth = new Float64Array(search.things.length);
  const plain = new Uint8Array(search.things.length);
  for (const { term, weight, plain: isPlain } of ways) {
    for (const [n, score] of scores(search, term)) {
      worth[n] = Math.max(worth[n], score * weight);
      if (isPlain) plain[n] = 1;
    }
  }
  return { worth, plain, count: worth.reduce((count, one) => count + (one ? 1 : 0), 0) };
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
const onePerPage = (search, hits) => {
  const pages = new Set();
  return hits.filter(({ number }) => {
    const page = search.pages[number];
    return page === undefined || (!pages.has(page) && pages.add(page));
  });
};

const countsOf = (hits) => {
  const counts = {};
  for (const { thing } of hits) counts[thing.kind] = (counts[thing.kind] ?? 0) + 1;
  return counts;
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

// Reads ahead what every question needs of a thing, one thing a call; false when all is read.
export const readerAhead = (search) => {
  let next = 0;
  return () => {
    if (next < search.things.length) linesOf(search, next++);
    return next < search.things.length;
  };
};

// What a question finds: { words, hits: [{ thing }], show, counts: {kind: n}, also, corrected, near
// }.
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
    counts: countsOf(all),
    near: [...new Set(near)],
    hits: kind ? all.filter(({ thing }) => thing.kind === kind) : all,
    show: ({ thing }) => ({
      thing,
      title: marked(thing.title, wanted),
      sentence: marked(sentenceOf(thing.text, wanted), wanted),
    }),
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
