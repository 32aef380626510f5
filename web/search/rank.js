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

const byWorth = (a, b) => b.whole - a.whole || b.score - a.score;

// How rare something is that so many of all things have.
const rarity = (all, having) => Math.log(1 + all / (1 + having));

const isOfThen = (words) => words.some((word) => /^(?:19|200)\d/.test(word));

// By score and cover alone. found: of each word, the things that it finds, { worth, plain } by id.
const roughly = (search, words, found, meaning) => {
  const rare = found.map((things) => rarity(search.things.size, things.size));
  const all = rare.reduce((sum, one) => sum + one, 0);
  const totals = new Map();
  found.forEach((things, n) => {
    for (const [id, { worth, plain }] of things) {
      const total = totals.get(id) ?? { score: 0, cover: 0, plain: 0 };
      totals.set(id, {
        score: total.score + worth,
        cover: total.cover + rare[n] / all,
        plain: total.plain + (plain ? 1 : 0),
      });
    }
  });
  const then = isOfThen(words) ? 1 : THEN;
  const weights = meaning ? { ...KIND_WEIGHT, term: TERM_MEANT } : KIND_WEIGHT;
  return [...totals]
    .map(([id, { score, cover, plain }]) => {
      const thing = search.things.get(id);
      const holdsAll = plain === found.length;
      const worth = (thing.boost ?? 1) * (weights[thing.kind] ?? 1) * (thing.then ? then : 1);
      const whole = holdsAll && found.length <= SHORT;
      return {
        thing,
        whole,
        score: score * (0.25 + 0.75 * cover * cover) * worth * (holdsAll && !whole ? WHOLE : 1),
      };
    })
    .sort(byWorth);
};

// What follows what in a line of stems.
const pairsOf = (stems) => stems.slice(1).map((word, n) => `${stems[n]} ${word}`);

// How many neighbours of the question are neighbours in a line too: 1 where all are. Both as pairs.
const neighbours = (wanted, line) =>
  wanted.length ? wanted.filter((pair) => line.has(pair)).length / wanted.length : 0;

// How much a line (a title, a question in `asked`) and the question say the same, each word by its
// rarity: 1 where they do. Both without repetition.
const likeness = (wanted, line, rare) => {
  const sum = (words) => words.reduce((total, word) => total + rare(word), 0);
  const both = sum(line.filter((word) => wanted.has(word)));
  return both ? (both / sum(line)) * Math.sqrt(both / sum([...wanted])) : 0;
};

const lineOf = (text) => {
  const stems = stemsOf(text);
  return { stems: [...new Set(stems)], pairs: new Set(pairsOf(stems)) };
};

// The lines of a thing, its title, text and questions, made once: every letter that is typed asks
// for them again.
const linesOf = (search, { id, title, text, asked = [] }) => {
  if (!search.lines.has(id))
    search.lines.set(id, { title: lineOf(title), text: lineOf(text), asked: asked.map(lineOf) });
  return search.lines.get(id);
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

// Things in order: [{ thing, whole, score }].
//   words    of the question; found: of each of them, the things that it finds, as { worth, plain } by id
//   holding  how many things hold a stem; meaning: whether the question asks what something is
export const ranked = (search, words, found, { holding, meaning }) => {
  const rough = roughly(search, words, found, meaning);
  const stems = words.map(stem);
  const wanted = { stems: new Set(stems), pairs: pairsOf(stems) };
  const rareness = new Map();
  const rare = (word) => {
    if (!rareness.has(word)) rareness.set(word, rarity(search.things.size, holding(word)));
    return rareness.get(word);
  };
  const close = rough
    .slice(0, LOOKED_AT)
    .map((hit) => {
      const { title, text, asked } = linesOf(search, hit.thing);
      const near = Math.max(
        neighbours(wanted.pairs, title.pairs),
        0.6 * neighbours(wanted.pairs, text.pairs),
        ...asked.map((line) => 0.8 * neighbours(wanted.pairs, line.pairs)),
      );
      const like = Math.max(
        ...[title, ...asked].map((line) => likeness(wanted.stems, line.stems, rare)),
      );
      return { ...hit, score: hit.score * (1 + NEAR * near + LIKE * like) };
    })
    .sort(byWorth);
  return [...oneOfSeries(close).sort(byWorth), ...rough.slice(LOOKED_AT)];
};
