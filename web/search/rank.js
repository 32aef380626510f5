// In which order things answer: by how much of the question they hold, how rare its words are, and
// what kind of thing each is.
import { stem, stemsOf } from "./words.js";

// What people seldom look for in itself: a source unless they name it, a meaning where a page says
// more.
const KIND_WEIGHT = { source: 0.35, term: 0.7, cost: 0.8, figure: 0.9 };
const TERM_MEANT = 1.6; // a meaning, where the question asks for one
const THEN = 0.5; // what is of 2007, among things that match equally well
const SHORT = 2; // up to so many words, what holds them all as typed stands above everything else
const WHOLE = 1.5; // for a question of more words, what holding all of them is worth
const NEAR = 0.5; // what it is worth that words of the question follow each other
const LIKE = 1.5; // what it is worth that a title, or a question in `asked`, says what was typed
const SERIES = 0.6; // what a second figure of the same series is worth
const LOOKED_AT = 60; // the best so many are looked at more closely

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const byWorth = (a, b) => b.whole - a.whole || b.score - a.score;

// How rare something is that so many of all things have.
export const rarity = (all, having) => Math.log(1 + all / (1 + having));

const isOfThen = (words) => words.some((word) => /^(?:19|200)\d/.test(word));

// Of each thing, by number: the sum of what it is worth, how much of the question it covers, each
// word by its rarity, and how many words it holds as typed.
const totalsOf = (all, found) => {
  const score = new Float64Array(all);
  const cover = new Float64Array(all);
  const plain = new Uint8Array(all);
  const rare = found.map(({ count }) => rarity(all, count));
  const whole = sum(rare);
  found.forEach((group, word) => {
    const share = rare[word] / whole;
    for (let n = 0; n < all; n += 1) {
      if (!group.worth[n]) continue;
      score[n] += group.worth[n];
      cover[n] += share;
      plain[n] += group.plain[n];
    }
  });
  return { score, cover, plain };
};

// By score and cover alone. found: of each word, what it finds, as in `ranked`.
const roughly = (search, words, found, meaning) => {
  const { score, cover, plain } = totalsOf(search.things.length, found);
  const then = isOfThen(words) ? 1 : THEN;
  const weights = meaning ? { ...KIND_WEIGHT, term: TERM_MEANT } : KIND_WEIGHT;
  const hits = [];
  for (let number = 0; number < score.length; number += 1) {
    if (!score[number]) continue;
    const thing = search.things[number];
    const holdsAll = plain[number] === found.length;
    const whole = holdsAll && found.length <= SHORT;
    const worth = (thing.boost ?? 1) * (weights[thing.kind] ?? 1) * (thing.then ? then : 1);
    const covered = 0.25 + 0.75 * cover[number] * cover[number];
    const more = holdsAll && !whole ? WHOLE : 1;
    hits.push({ thing, number, whole, score: score[number] * covered * worth * more });
  }
  return hits.sort(byWorth);
};

// The words of a question that follow each other: [[first, second]].
const pairsOf = (stems) => stems.slice(1).map((word, n) => [stems[n], word]);

const follow = (stems, first, second) => {
  for (let n = stems.indexOf(first); n >= 0; n = stems.indexOf(first, n + 1)) {
    if (stems[n + 1] === second) return true;
  }
  return false;
};

// How many neighbours of the question are neighbours in a line too: 1 where all are.
const neighbours = (pairs, { stems }) => {
  let held = 0;
  for (const [first, second] of pairs) if (follow(stems, first, second)) held += 1;
  return held && held / pairs.length;
};

// What a question wants of a line: its stems, those that follow each other, and their weight.
const wantedOf = (stems, rarityOf) => {
  const own = new Set(stems);
  return { stems: own, pairs: pairsOf(stems), weight: sum([...own].map(rarityOf)) };
};

// How much a line (a title, a question in `asked`) and the question say the same, each word by its
// rarity: 1 where they do. Without repetition.
const likeness = (wanted, { own, weight }, rarityOf) => {
  let both = 0;
  for (const word of own) if (wanted.stems.has(word)) both += rarityOf(word);
  return both ? (both / weight) * Math.sqrt(both / wanted.weight) : 0;
};

const lineOf = (text, rarityOf) => {
  const stems = stemsOf(text);
  const own = [...new Set(stems)];
  return { stems, own, weight: sum(own.map(rarityOf)) };
};

// The lines of a thing, by its number, its title, text and questions, made once: every letter that
// is typed asks for them again.
export const linesOf = (search, number) => {
  const { title, text, asked = [] } = search.things[number];
  search.lines[number] ??= {
    title: lineOf(title, search.rarityOf),
    text: { stems: stemsOf(text) },
    asked: asked.map((line) => lineOf(line, search.rarityOf)),
  };
  return search.lines[number];
};

// Of a series, the figure that answers best (the newest, unless another year is asked for) stands
// for it; the others come later.
const oneOfSeries = (hits) => {
  const before = new Map();
  return hits.map((hit) => {
    const series = hit.thing.kind === "figure" ? hit.thing.title : hit.thing.id;
    const n = before.get(series) ?? 0;
    before.set(series, n + 1);
    return { ...hit, score: hit.score * SERIES ** n };
  });
};

// Things in order: [{ thing, number, whole, score }].
//   words    of the question
//   found    of each of them, what it finds: { worth, plain, count }, see foundBy in engine.js
//   meaning  whether the question asks what something is
export const ranked = (search, words, found, meaning) => {
  const rough = roughly(search, words, found, meaning);
  const wanted = wantedOf(words.map(stem), search.rarityOf);
  const close = rough
    .slice(0, LOOKED_AT)
    .map((hit) => {
      const { title, text, asked } = linesOf(search, hit.number);
      let near = Math.max(neighbours(wanted.pairs, title), 0.6 * neighbours(wanted.pairs, text));
      let like = likeness(wanted, title, search.rarityOf);
      for (const line of asked) {
        near = Math.max(near, 0.8 * neighbours(wanted.pairs, line));
        like = Math.max(like, likeness(wanted, line, search.rarityOf));
      }
      return { ...hit, score: hit.score * (1 + NEAR * near + LIKE * like) };
    })
    .sort(byWorth);
  return [...oneOfSeries(close).sort(byWorth), ...rough.slice(LOOKED_AT)];
};
