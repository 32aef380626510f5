// The search itself, without a page: an index of things, and what a question finds among them. Runs in a browser and in Node.
//
// A thing: { id, kind, title, text, url, where, asked?, standing?, date?, then?, value? }
//   kind      one of KINDS below the box; url: the exact place; where: the page or section it stands in, in words
//   asked     questions and other words of readers, searched and never shown
//   then      true for what is of 2007: among equals, today stands first
// Other words: [{ label, names: [..] }] from data/glossary.yml: whatever of `names` is typed, the others are looked for too.
import MiniSearch from "minisearch";

import { distance, question, STOP, stem, termsOf, wordsOf } from "./words.js";

const FIELDS = ["title", "asked", "text"];
const OPTIONS = {
  fields: FIELDS,
  tokenize: (text) => wordsOf(text).flatMap(({ word }) => termsOf(word)),
  processTerm: (term) => term,
};
const BOOST = { title: 3, asked: 2.5, text: 1 };
// Long lists of things of one kind: each of their things may be a result; of any other page only the best.
const REGISTERS = new Set(["figure", "source", "change", "term", "council", "course", "duty", "funding"]);

const WEIGHT = { exact: 1, joined: 1, stem: 0.55, prefix: 0.5, other: 0.5, near: 0.4 };
const THEN = 0.6; // what is of 2007, among things that match equally well
// What people seldom look for in itself: a source unless they name it, a meaning where a page says more.
const KIND_WEIGHT = { source: 0.45, term: 0.7, cost: 0.8, figure: 0.9 };
const MOST_PREFIXES = 12;

// The index of `things`, as plain data that the browser loads: see `open`.
export const build = (things, others = []) => {
  const index = new MiniSearch(OPTIONS);
  index.addAll(things.map(({ id, title, asked = "", text }) => ({ id, title, asked: [asked].flat().join(". "), text })));
  return { things: things.map(({ asked, ...shown }) => shown), others, index: index.toJSON() };
};

// Ready to be asked: what `build` made, with the words that it knows.
export const open = ({ things, others, index }) => {
  const engine = MiniSearch.loadJS(index, OPTIONS);
  const known = new Map();
  for (const [term, fields] of index.index) {
    if (!term.startsWith("~")) known.set(term, Math.max(...Object.values(fields).map((in_) => Object.keys(in_).length)));
  }
  const phrases = others.map(({ label, names }) => ({ label, names: names.map((name) => question(name)).filter((n) => n.length) }));
  const named = new Set(phrases.flatMap(({ names }) => names.filter((name) => name.length === 1).map(([word]) => word)));
  return { engine, known, named, phrases, things: new Map(things.map((thing) => [thing.id, thing])), asked: new Map(), stems: new Map() };
};

// Scores by thing for one term, remembered: the same words come with each letter that is typed.
const scores = (search, term) => {
  if (!search.asked.has(term)) {
    const found = search.engine.search(term, { tokenize: (text) => [text], boost: BOOST, prefix: false, fuzzy: false });
    if (search.asked.size > 2000) search.asked.clear();
    search.asked.set(term, new Map(found.map(({ id, score }) => [id, score])));
  }
  return search.asked.get(term);
};

// Scores by thing that holds all the words of a phrase.
const scoresOfAll = (search, words) => {
  const each = words.map((word) => {
    const exact = scores(search, word);
    return exact.size ? exact : scores(search, `~${stem(word)}`);
  });
  const [least] = [...each].sort((a, b) => a.size - b.size);
  const out = new Map();
  for (const id of least.keys()) {
    if (each.every((found) => found.has(id))) out.set(id, each.reduce((sum, found) => sum + found.get(id), 0) / each.length);
  }
  return out;
};

// Known words that differ by a letter or two from one that is not known, nearest and commonest first.
export const nearest = (search, word, most = 3, allowed = word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0) => {
  if (!allowed || /\d/.test(word)) return [];
  const found = [];
  for (const [known, places] of search.known) {
    if (known.length < 4 || /\d/.test(known)) continue;
    const far = distance(word, known, allowed);
    if (far <= allowed) found.push({ known, far: far + (known[0] === word[0] ? 0 : 0.5), places });
  }
  for (const name of search.named) {
    const far = search.known.has(name) ? Infinity : distance(word, name, allowed);
    if (far <= allowed) found.push({ known: name, far, places: 0 });
  }
  return found.sort((a, b) => a.far - b.far || b.places - a.places).slice(0, most).map(({ known }) => known);
};

const startingWith = (search, word) => [...search.known].filter(([known]) => known.length > word.length && known.startsWith(word))
  .sort((a, b) => b[1] - a[1]).slice(0, MOST_PREFIXES).map(([known]) => known);

const isKnown = (search, word) => search.known.has(word) || scores(search, `~${stem(word)}`).size > 0;

// The groups of a question: for each word, the terms that may stand for it, with what each is worth.
const groupsOf = (search, words, typing) => words.map((word, n) => {
  const ways = [{ term: word, weight: WEIGHT.exact, plain: true }, { term: `~${stem(word)}`, weight: WEIGHT.stem, plain: true }];
  for (const pair of [words[n - 1] && words[n - 1] + word, words[n + 1] && word + words[n + 1]]) {
    if (pair && search.known.has(pair)) ways.push({ term: pair, weight: WEIGHT.joined, plain: true });
  }
  const last = typing && n === words.length - 1;
  if (last && word.length > 2) ways.push(...startingWith(search, word).map((term) => ({ term, weight: WEIGHT.prefix })));
  return { word, ways, near: [], unknown: !isKnown(search, word) && ways.length === 2 };
});

// Where the words of `name` stand one after another in the question: the place of the first, or -1. Forms of a word meet.
const placeOf = (words, name) => {
  const same = (a, b) => a === b || (a.length > 3 && b.length > 3 && stem(a) === stem(b));
  for (let n = 0; n + name.length <= words.length; n += 1) {
    if (name.every((word, m) => same(words[n + m], word))) return n;
  }
  const joined = name.join("");
  return words.findIndex((word) => word === joined && name.length > 1);
};

const addOtherWords = (search, words, groups) => {
  const also = [];
  for (const { label, names } of search.phrases) {
    const typed = names.map((name) => ({ name, at: placeOf(words, name) })).filter(({ at }) => at >= 0)
      .sort((a, b) => b.name.length - a.name.length)[0];
    if (!typed) continue;
    const covered = words[typed.at] === typed.name.join("") ? 1 : typed.name.length;
    for (let n = typed.at; n < typed.at + covered; n += 1) {
      groups[n].unknown = false;
      groups[n].ways.push(...names.filter((name) => name !== typed.name)
        .map((name) => ({ all: name, weight: WEIGHT.other / Math.sqrt(covered) })));
    }
    also.push(label);
  }
  return also;
};

const addNearWords = (search, groups) => {
  const corrected = [];
  for (const group of groups.filter(({ unknown }) => unknown)) {
    group.near = nearest(search, group.word);
    group.ways.push(...group.near.flatMap((term, n) => [
      { term, weight: WEIGHT.near / (n + 1) }, { term: `~${stem(term)}`, weight: (WEIGHT.near * 0.5) / (n + 1) }]));
    if (group.near.length) corrected.push({ typed: group.word, meant: group.near[0] });
  }
  return corrected;
};

// What each group finds: the best way counts, and whether it was the word itself.
const found = (search, groups) => {
  const totals = new Map();
  groups.forEach((group, n) => {
    const best = new Map();
    for (const way of group.ways) {
      for (const [id, score] of way.all ? scoresOfAll(search, way.all) : scores(search, way.term)) {
        const worth = score * way.weight;
        const before = best.get(id);
        if (!before || worth > before.worth) best.set(id, { worth, plain: Boolean(way.plain) || Boolean(before?.plain) });
        else if (way.plain) before.plain = true;
      }
    }
    for (const [id, { worth, plain }] of best) {
      const total = totals.get(id) ?? { score: 0, groups: new Set(), plain: 0 };
      total.score += worth;
      total.groups.add(n);
      total.plain += plain ? 1 : 0;
      totals.set(id, total);
    }
  });
  return totals;
};

// How near the words of the question stand to each other in a text: 1 where they follow each other, less where not.
const neighbours = (words, stems) => {
  if (words.length < 2) return 0;
  const wanted = words.map(stem);
  let pairs = 0;
  for (let n = 1; n < wanted.length; n += 1) {
    if (stems.some((word, at) => word === wanted[n - 1] && stems[at + 1] === wanted[n])) pairs += 1;
  }
  return pairs / (words.length - 1);
};

const titleShare = (words, title) => {
  const stems = new Set(words.map(stem));
  const own = wordsOf(title).map(({ word }) => word).filter((word) => !STOP.has(word));
  return own.length ? own.filter((word) => stems.has(stem(word.replace(/-/g, "")))
    || word.split("-").every((part) => stems.has(stem(part)))).length / own.length : 0;
};

// The stems of a thing's title and text in order, made once: every letter that is typed asks for them again.
const stemsOf = (search, thing) => {
  if (!search.stems.has(thing.id)) {
    const all = (text) => wordsOf(text).flatMap(({ word }) => word.split("-")).filter((word) => !STOP.has(word)).map(stem);
    search.stems.set(thing.id, { title: all(thing.title), text: all(thing.text) });
  }
  return search.stems.get(thing.id);
};

const NEIGHBOURS_OF = 60; // the best so many are looked at more closely

const ranked = (search, words, groups) => {
  const totals = found(search, groups);
  const old = words.some((word) => /^(?:19|200)\d/.test(word));
  const rough = [...totals].map(([id, total]) => {
    const thing = search.things.get(id);
    const cover = total.groups.size / groups.length;
    const whole = total.plain === groups.length;
    const worth = (thing.boost ?? 1) * (KIND_WEIGHT[thing.kind] ?? 1) * (thing.then && !old ? THEN : 1);
    return { thing, whole, score: total.score * (0.25 + 0.75 * cover * cover) * worth };
  }).sort((a, b) => b.whole - a.whole || b.score - a.score);
  const close = rough.slice(0, NEIGHBOURS_OF).map((hit) => {
    const { title, text } = stemsOf(search, hit.thing);
    const near = Math.max(neighbours(words, title), 0.6 * neighbours(words, text));
    return { ...hit, score: hit.score * (1 + 0.5 * near + 0.6 * titleShare(words, hit.thing.title)) };
  }).sort((a, b) => b.whole - a.whole || b.score - a.score);
  return [...close, ...rough.slice(NEIGHBOURS_OF)];
};

const pageOf = (url) => url.split("#")[0];

// The best of each page; of a register, every thing.
const onePerPage = (hits) => {
  const pages = new Set();
  return hits.filter(({ thing }) => {
    if (REGISTERS.has(thing.kind)) return true;
    const page = pageOf(thing.url);
    return !pages.has(page) && pages.add(page);
  });
};

// Pieces of a text, those that answer marked: [{ text, marked }].
const marked = (text, wanted) => {
  const pieces = [];
  let at = 0;
  for (const { word, start, end } of wordsOf(text)) {
    if (!termsOf(word).some((term) => wanted.has(term))) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
};

const LONGEST_SENTENCE = 220;

const sentenceOf = (text, wanted) => {
  const sentences = text.split(/(?<=[.!?])\s+(?=[A-Z0-9“(£])/);
  let best = sentences[0] ?? "";
  let most = 0;
  for (const sentence of sentences) {
    const held = new Set(wordsOf(sentence).flatMap(({ word }) => termsOf(word)).filter((term) => wanted.has(term)));
    if (held.size > most) [best, most] = [sentence, held.size];
  }
  if (best.length <= LONGEST_SENTENCE) return best;
  const first = wordsOf(best).find(({ word }) => termsOf(word).some((term) => wanted.has(term)))?.start ?? 0;
  const from = Math.max(0, first - 60);
  return `${from ? "… " : ""}${best.slice(from, from + LONGEST_SENTENCE)} …`;
};

// What a question finds: { words, hits: [{ thing, title, sentence }], counts: {kind: n}, also, corrected, near }.
//   typing   the last word may go on: what starts with it is found too
//   kind     only things of this kind; `counts` are those of all kinds
export const ask = (search, text, { typing = true, kind } = {}) => {
  const words = question(text);
  if (!words.length) return { words, hits: [], counts: {}, also: [], corrected: [], near: [] };
  const groups = groupsOf(search, words, typing);
  const also = addOtherWords(search, words, groups);
  const corrected = addNearWords(search, groups);
  if (corrected.length) also.push(...addOtherWords(search, groups.map(({ word, near }) => near[0] ?? word), groups).filter((label) => !also.includes(label)));
  const all = onePerPage(ranked(search, words, groups));
  const counts = {};
  for (const { thing } of all) counts[thing.kind] = (counts[thing.kind] ?? 0) + 1;
  const wanted = new Set(groups.flatMap(({ ways }) => ways.flatMap((way) => (way.all ? way.all.flatMap((word) => [word, `~${stem(word)}`]) : [way.term]))));
  const hits = all.filter(({ thing }) => !kind || thing.kind === kind);
  const show = ({ thing }) => ({ thing, title: marked(thing.title, wanted), sentence: marked(sentenceOf(thing.text, wanted), wanted) });
  const near = all.length ? [] : [...new Set(words.flatMap((word) => nearest(search, word, 3, word.length > 3 ? 3 : 1)))];
  return { words, hits, show, counts, also, corrected, near };
};
