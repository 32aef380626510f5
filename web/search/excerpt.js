// What a result shows of a thing: its title and the sentence that answers, with the words that were
// looked for marked.
import { remembered } from "./remembered.js";
import { termsOf, wordsOf } from "./words.js";

const LONGEST = 220;
const REMEMBERED = 2000; // texts

// The words of a text with their terms: [{ start, end, terms }].
const read = remembered(REMEMBERED, (text) =>
  wordsOf(text).map(({ word, start, end }) => ({ start, end, terms: termsOf(word) })),
);

const sentencesOf = remembered(REMEMBERED, (text) => text.split(/(?<=[.!?])\s+(?=[A-Z0-9“(£[])/));

// Pieces of a text, those that answer marked: [{ text, marked }].
export const marked = (text, wanted) => {
  const pieces = [];
  let at = 0;
  for (const { start, end, terms } of read(text)) {
    if (!terms.some((term) => wanted.has(term))) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
};

// How many of the wanted terms a sentence holds; one with a gap to fill answers less.
const held = (sentence, wanted) => {
  const found = new Set();
  for (const { terms } of read(sentence)) {
    for (const term of terms) if (wanted.has(term)) found.add(term);
  }
  return sentence.includes("[") ? found.size / 2 : found.size;
};

// A long sentence cut between words, around the first that is wanted.
const cut = (sentence, wanted) => {
  const words = read(sentence);
  const first = words.find(({ terms }) => terms.some((term) => wanted.has(term)))?.start ?? 0;
  const from = first > 60 ? words.find(({ start }) => start >= first - 60).start : 0;
  const to = words.findLast(({ end }) => end <= from + LONGEST)?.end ?? from + LONGEST;
  return `${from ? "… " : ""}${sentence.slice(from, to)} …`;
};

// The sentence of a text that holds most of the terms in `wanted`; a long one is cut.
export const sentenceOf = (text, wanted) => {
  const sentences = sentencesOf(text);
  let best = sentences[0] ?? "";
  let most = 0;
  for (const sentence of sentences) {
    const here = held(sentence, wanted);
    if (here > most) [best, most] = [sentence, here];
  }
  return best.length <= LONGEST ? best : cut(best, wanted);
};
