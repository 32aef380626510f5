// Finds in a text what no longer holds: bodies, rules and awards that have gone, and figures that
// have a newer one. No page.
//
// A rule: { id, finds: ["GSCC", "star rating not: kitchen, food", "38% near: award, stay"] }. What
// is found is written as papers write it:
//   a word with capitals is matched as written, one such as Laming also wholly in capitals; a lower-case word in any case
//   hyphen, space and nothing are the same; straight and curly apostrophes too, and & for and; a final s is optional
//   near: one of these begins a word of the same sentence; not: none of them does
// macros/finds.py reads the same rules with the same meaning; a test holds the two together.

import { ratesIn, yearOfPaper } from "./rates.js";
import { sentences } from "./sentences.js";

export { sentences };

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
// of the languages of these islands: all letters of the world make each pattern slow
const LETTER = "[0-9A-Za-z\\u00c0-\\u024f]";
const BEFORE = `(?<!${LETTER})`;
const AFTER = `(?!${LETTER})`;
const GAP = "[\\s\\u00ad\\u2010-\\u2013-]{0,2}";

const isLower = (text) => text === text.toLowerCase();
const anyCase = (word) =>
  [...word]
    .map((sign) => (sign.toUpperCase() === sign ? escaped(sign) : `[${sign}${sign.toUpperCase()}]`))
    .join("");

// A word as papers may write it: PQ as it is, Laming or LAMING, award in any case.
const wordOf = (word, alone) => {
  let out = escaped(word);
  if (word === "and") out = "(?:[aA][nN][dD]|&)";
  else if (isLower(word)) out = alone ? out : anyCase(word);
  else if (isLower(word.slice(1))) out = `(?:${out}|${escaped(word.toUpperCase())})`;
  return out.replace(/['’]/g, "['’]");
};
const body = (phrase) =>
  phrase
    .trim()
    .split(/[\s-]+/)
    .map((word) => wordOf(word, isLower(phrase)))
    .join(GAP);
const flags = (phrase) => (isLower(phrase) ? "gi" : "g");
const plural = (phrase) => (/[\p{L}]$/u.test(phrase) ? "(?:['’]?[sS])?" : "");

const whole = (phrase) =>
  new RegExp(`${BEFORE}${body(phrase)}${plural(phrase)}${AFTER}`, flags(phrase));
// The same few words stand near many things; each is made ready when a sentence first asks for it.
const made = new Map();
const beginning = (phrase) => {
  if (!made.has(phrase))
    made.set(phrase, new RegExp(`${BEFORE}${body(phrase)}`, flags(phrase).replace("g", "")));
  return made.get(phrase);
};

const list = (words) =>
  (words ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);

// The words of a phrase, longest first: to look for them is faster than to try the pattern.
const wordsOf = (phrase) =>
  (phrase.toLowerCase().match(WORD) ?? [])
    .filter((word) => word !== "and")
    .sort((one, other) => other.length - one.length);

// One line of `finds`, ready to be used: { id, phrase, words, pattern, near: [word], not: [word] }.
// The pattern is made when a sentence first asks for it.
const parse = (id, line) => {
  const [, phrase, near, not] = /^(.*?)(?:\s+near:\s*(.*?))?(?:\s+not:\s*(.*))?$/s.exec(
    line.trim(),
  );
  let pattern;
  return {
    id,
    phrase,
    words: wordsOf(phrase),
    get pattern() {
      pattern ??= whole(phrase);
      return pattern;
    },
    near: list(near),
    not: list(not),
  };
};

// All rules, ready to be used, by how their first word begins: a paper of many pages is asked few
// of them a sentence.
export const compile = (rules) => {
  const byStart = new Map();
  for (const { id, finds } of rules) {
    for (const rule of finds.map((line) => parse(id, line))) {
      const start = startOf(rule.phrase.toLowerCase().match(WORD)?.[0] ?? "");
      byStart.set(start, [...(byStart.get(start) ?? []), rule]);
    }
  }
  return byStart;
};

const WORD = /[\p{L}\p{N}]+/gu;
const LONGEST_START = 3;
const startOf = (word) => word.slice(0, LONGEST_START);

// The rules that may apply to a sentence. Words may be joined in it (postqualifying), so a start
// may be any shorter one.
const rulesFor = (sentence, byStart) => {
  const lower = sentence.toLowerCase();
  const starts = new Set();
  for (const [word] of lower.matchAll(WORD)) {
    for (let length = 1; length <= LONGEST_START; length += 1) starts.add(word.slice(0, length));
  }
  const out = [];
  for (const start of starts)
    for (const rule of byStart.get(start) ?? [])
      if (rule.words.every((word) => lower.includes(word))) out.push(rule);
  return out;
};

// Every place of a pattern; matchAll would copy the pattern each time.
const placesOf = (pattern, text) => {
  const out = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text))
    out.push({ start: found.index, end: found.index + found[0].length });
  return out;
};

const hitsIn = (sentence, rules) =>
  rulesFor(sentence, rules).flatMap(({ id, pattern, near, not }) => {
    const found = placesOf(pattern, sentence);
    if (!found.length) return [];
    if (near.length && !near.some((word) => beginning(word).test(sentence))) return [];
    if (not.some((word) => beginning(word).test(sentence))) return [];
    return found.map((place) => ({ id, ...place }));
  });

// Of hits that overlap, the longest; of the same length, the one that begins first, and of those
// the first rule's.
const apart = (hits) => {
  const kept = [];
  for (const hit of [...hits].sort(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
  )) {
    if (kept.every((other) => hit.end <= other.start || hit.start >= other.end)) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
};

// In a paper of today, what is told as history needs no comment: "the HCPC replaced the GSCC in
// 2012". In an old one it does: there the same sentence is news.
const ENDED =
  /\b(?:replaced|took over|taken over|succeeded|superseded|abolished|scrapped|closed|ended|wound up|merged|renamed|ceased|gave way)\b/i;
const ONCE = /\b(?:before then|formerly|no longer|used to be|until (?:\p{L}+ )?(?:19|20)\d\d)\b/iu;
const isHistory = (sentence, today) =>
  ONCE.test(sentence) ||
  (ENDED.test(sentence) &&
    [...sentence.matchAll(/\b(?:19|20)\d\d\b/g)].some(([year]) => Number(year) < today));

// Everything in the paragraphs of a paper that no longer holds, in order: [{ id, paragraph, start,
// end, sentence: { start, end }, measure?, year?, of? }].
//   paragraphs  [{ text, cell? }], see rates.js
//   rules       what `compile` made
//   newest      the newest year that we have, by measure: { vacancy: 2025, turnover: 2025, … }
//   year        the time of the paper, null where it is not known
export const findsInAll = (paragraphs, rules, newest = {}, year = yearOfPaper(paragraphs)) => {
  const rates = paragraphs.map(() => []);
  for (const rate of ratesIn(paragraphs, newest, year)) rates[rate.paragraph].push(rate);
  const today = Math.max(-Infinity, ...Object.values(newest));
  const ofToday = year !== null && Number.isFinite(today) && year >= today - 1;
  return paragraphs.flatMap(({ text }, paragraph) =>
    sentences(text).flatMap((sentence) => {
      const said = text.slice(sentence.start, sentence.end);
      const words = ofToday && isHistory(said, today) ? [] : hitsIn(said, rules);
      const figures = rates[paragraph].filter(
        ({ start }) => start >= sentence.start && start < sentence.end,
      );
      const placed = words.map((hit) => ({
        ...hit,
        start: hit.start + sentence.start,
        end: hit.end + sentence.start,
      }));
      return apart([...placed, ...figures]).map((hit) => ({ ...hit, paragraph, sentence }));
    }),
  );
};

// The same of one text.
export const findsIn = (text, rules, newest) => findsInAll([{ text }], rules, newest);
