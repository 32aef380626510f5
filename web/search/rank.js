// In which order things answer: by how much of the question they hold, how rare its words are, and
// what kind of thing each is.
import { neighbours } from "./lines.js";

// What people seldom look for in itself: a source or a council unless they name it, a meaning
// where a page says more.
const KIND_WEIGHT = { source: 0.35, term: 0.7, cost: 0.8, figure: 0.75, council: 0.7 };
const TERM_MEANT = 1.6; // a meaning, where the question asks for one
const THEN = 0.5; // what is of 2007, among things that match equally well
const SHORT = 2; // up to so many words, what holds them all as typed stands above everything else
const WHOLE = 1.5; // for a question of more words, what holding all of them is worth
const NEAR = 0.5; // what it is worth that words of the question follow each other
const LIKE = 1.5; // what it is worth that a title, or a question in `asked`, says what was typed
const ASKED = 1.1; // the same, where the thing says that it answers just this
const SERIES = 0.6; // what a second figure of the same series is worth
const LOOKED_AT = 60; // the best so many are looked at more closely

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// How rare something is that so many of all things have.
export const rarity = (all, having) => Math.log(1 + all / (1 + having));

const isOfThen = (words) => words.some((word) => /^(?:19|200)\d/.test(word));

// What is worth the same whatever is asked, by number of a thing.
export const columnsOf = (things) => ({
  worth: Float32Array.from(things, ({ boost, kind }) => (boost ?? 1) * (KIND_WEIGHT[kind] ?? 1)),
  then: Uint8Array.from(things, ({ then }) => (then ? 1 : 0)),
  term: Uint8Array.from(things, ({ kind }) => (kind === "term" ? 1 : 0)),
});

// ---- the order of all, by score and cover alone: numbers that sort by themselves ----

const FINE = 4096; // parts of a score that count
const HIGHEST = 2 ** 20;
const THINGS = 2 ** 16;

// One number of a score, whether the thing stands above the others, and its number; the sooner in
// the list, the higher.
const keyOf = (score, whole, number) =>
  (Math.round(Math.min(score + (whole ? HIGHEST / 2 : 0), HIGHEST - 1) * FINE) + 1) * THINGS -
  1 -
  number;
const numberOf = (key) => THINGS - 1 - (key % THINGS);
const wholeOf = (key) => key >= (HIGHEST / 2) * FINE * THINGS;
const scoreOf = (key) => Math.floor(key / THINGS) / FINE - (wholeOf(key) ? HIGHEST / 2 : 0);

// Of all that one of the words finds, the keys, best first. found: as in `ranked`.
const roughly = ({ columns, things }, words, found, meaning) => {
  const rare = found.map(({ count }) => rarity(things.length, count));
  const whole = sum(rare);
  const share = rare.map((one) => one / whole);
  const then = isOfThen(words) ? 1 : THEN;
  const term = meaning ? TERM_MEANT / KIND_WEIGHT.term : 1;
  const keys = new Float64Array(things.length);
  let held = 0;
  for (let number = 0; number < things.length; number += 1) {
    let score = 0;
    let cover = 0;
    let plain = 0;
    for (let n = 0; n < found.length; n += 1) {
      const worth = found[n].worth[number];
      if (!worth) continue;
      score += worth;
      cover += share[n];
      plain += found[n].plain[number];
    }
    if (!score) continue;
    score *= (0.25 + 0.75 * cover * cover) * columns.worth[number];
    if (columns.then[number]) score *= then;
    if (columns.term[number]) score *= term;
    const holdsAll = plain === found.length;
    if (holdsAll && plain > SHORT) score *= WHOLE;
    keys[held] = keyOf(score, holdsAll && plain <= SHORT, number);
    held += 1;
  }
  return keys.subarray(0, held).sort().reverse();
};

// ---- the best of them, looked at more closely ----

const byWorth = (a, b) => b.whole - a.whole || b.score - a.score;

// Whether a thing holds two words that follow each other in the question, so that it may pay to
// look whether they do so there.
const holdsPair = (found, number) => {
  for (let n = 1; n < found.length; n += 1)
    if (found[n - 1].plain[number] && found[n].plain[number]) return true;
  return false;
};

// One of the best, by its key: { number, whole, score }.
const closely = (lines, wanted, found, key) => {
  const number = numberOf(key);
  const { title, asked } = lines.of(number);
  let like = lines.likeness(wanted, title);
  for (const line of asked) {
    const alike = lines.likeness(wanted, line);
    like = Math.max(like, alike > 0.999 ? ASKED : alike);
  }
  let near = 0;
  if (holdsPair(found, number)) {
    near = Math.max(
      neighbours(wanted.stems, title.stems),
      0.6 * neighbours(wanted.stems, lines.text(number)),
    );
    for (const line of asked) near = Math.max(near, 0.8 * neighbours(wanted.stems, line.stems));
  }
  return { number, whole: wholeOf(key), score: scoreOf(key) * (1 + NEAR * near + LIKE * like) };
};

// Of a series, the figure that answers best (the newest, unless another year is asked for) stands
// for it; the others come later.
const oneOfSeries = ({ things }, hits) => {
  const before = new Map();
  for (const hit of hits) {
    const { kind, title } = things[hit.number];
    if (kind !== "figure") continue;
    const n = before.get(title) ?? 0;
    before.set(title, n + 1);
    hit.score *= SERIES ** n;
  }
  return hits;
};

// The numbers of what answers, in order.
//   words    of the question
//   found    of each of them, what it finds: { worth, plain, count }, see foundBy in engine.js
//   meaning  whether the question asks what something is
export const ranked = (search, words, found, meaning) => {
  const keys = roughly(search, words, found, meaning);
  const { lines } = search;
  const wanted = lines.question(words);
  const close = [...keys.subarray(0, LOOKED_AT)].map((key) => closely(lines, wanted, found, key));
  const best = oneOfSeries(search, close.sort(byWorth)).sort(byWorth);
  const numbers = new Uint16Array(keys.length);
  for (let n = 0; n < keys.length; n += 1)
    numbers[n] = n < best.length ? best[n].number : numberOf(keys[n]);
  return numbers;
};
