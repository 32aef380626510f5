// What a result shows of a thing: its title and the sentence that answers, with the words that were
// looked for marked.
import { termsOf, wordsOf } from "./words.js";

const LONGEST = 220;

// Pieces of a text, those that answer marked: [{ text, marked }].
export const marked = (text, wanted) => {
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

// The sentence of a text that holds most of the terms in `wanted`; a long one is cut around the
// first of them.
export const sentenceOf = (text, wanted) => {
  const sentences = text.split(/(?<=[.!?])\s+(?=[A-Z0-9“(£])/);
  let best = sentences[0] ?? "";
  let most = 0;
  for (const sentence of sentences) {
    const held = new Set(
      wordsOf(sentence)
        .flatMap(({ word }) => termsOf(word))
        .filter((term) => wanted.has(term)),
    );
    if (held.size > most) [best, most] = [sentence, held.size];
  }
  if (best.length <= LONGEST) return best;
  const first =
    wordsOf(best).find(({ word }) => termsOf(word).some((term) => wanted.has(term)))?.start ?? 0;
  const from = Math.max(0, first - 60);
  return `${from ? "… " : ""}${best.slice(from, from + LONGEST)} …`;
};
