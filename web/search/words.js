// What a word is to the search: the same rules for what is looked through and for what is typed.
// Brackets, slashes, colons, dashes and quotation marks end a word; capitals and accents do not
// matter;
// "post-qualifying", "post qualifying" and "postqualifying" meet; figures such as 17.5% and 78,749
// stay whole.

import { MOST_WORDS, remembered } from "./remembered.js";

const FIGURE = String.raw`£?\d+(?:[.,]\d+)*(?:%|bn\b|m\b)?`;
const LETTERS = String.raw`[a-z0-9]+(?:'[a-z]+)*(?:-[a-z0-9]+(?:'[a-z]+)*)*`;
const WORD = new RegExp(`${FIGURE}(?![a-z])|${LETTERS}`, "g");

// Words that say nothing about what is meant. They count only where a question holds nothing else.
export const STOP = new Set(
  (
    "a about all also am an and any are as at be because become became been being between " +
    "but by came can come comes could did difference do does each ever exist exists for from " +
    "get go going had happen happens has have how i if in into is it its just make makes " +
    "many me much my need of on once or our over please say should so some someone something " +
    "still than that the their them then there these they this those to today up us was we " +
    "were what when where whether which who why will with would you your"
  ).split(" "),
);

const MOST_SIGNS = 1000;

const plainSign = remembered(MOST_SIGNS, (sign) => {
  if ("’‘ʼ".includes(sign)) return "'";
  if ("‐‑".includes(sign)) return "-";
  const base = sign.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  if (base.length === sign.length) return base;
  return sign.length === 1 && base.length > 1 ? base[0] : sign;
});

// The same length as `text`, so that places in it are places in the text: marks of accents go, the
// letter stays.
const plain = (text) => text.replace(/[^\x00-\x7F]/gu, plainSign).toLowerCase();

// Every word of a text, in order, where one with hyphens keeps them.
export const plainWordsOf = (text) => plain(text).match(WORD) ?? [];

// The same with its place: [{ word, start, end }].
export const wordsOf = (text) =>
  [...plain(text).matchAll(WORD)].map((found) => ({
    word: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));

const withoutS = (word) => {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:sh|ch|x|z|ss)es$/.test(word)) return word.slice(0, -2);
  return word.replace(/s$/, "");
};

const ENDINGS = [
  /ification$/,
  /ations?$/,
  /ators?$/,
  /ating$/,
  /ated$/,
  /ates?$/,
  /ments?$/,
  /ings?$/,
  /ed$/,
  /ions?$/,
  /ors?$/,
  /ers?$/,
  /ies$/,
  /ly$/,
  /y$/,
  /e$/,
];

// Forms that the rules part, by what the rules make of them: [stem, its other forms].
const FAMILIES = [
  ["absent", "absenc"],
  ["apply", "appl", "appli", "applic"],
  ["bring", "brought"],
  ["burn", "burnt"],
  ["buy", "bought"],
  ["choose", "choos", "chose", "chosen"],
  ["decid", "decis"],
  ["divid", "divis"],
  ["give", "giv", "gave", "given", "giving"],
  ["grow", "grew", "grown"],
  ["hire", "hired", "hiring"],
  ["hold", "held"],
  ["keep", "kept"],
  ["know", "knew", "known"],
  ["lose", "losing", "loss", "lost"],
  ["pay", "paid"],
  ["reduc", "reduct"],
  ["retain", "retent"],
  ["sell", "sold"],
  ["spend", "spent"],
  ["success", "suc", "successful"],
  ["take", "taken", "taking", "took"],
  ["teach", "taught"],
  ["write", "writ", "written", "wrot", "wrote"],
];
const FAMILY_OF = new Map(FAMILIES.flatMap(([stem, ...forms]) => forms.map((one) => [one, stem])));

const regularStem = (word) => {
  let out = withoutS(word);
  for (let round = 0; round < 3; round += 1) {
    const ending = ENDINGS.find((end) => end.test(out) && out.replace(end, "").length >= 4);
    if (!ending) break;
    const kept = ending.source.startsWith("ification") ? "if" : "";
    out = out.replace(ending, kept);
  }
  return /([b-df-hj-np-tv-z])\1$/.test(out) && !/(?:ll|ss)$/.test(out) ? out.slice(0, -1) : out;
};

const stemOf = (word) => {
  const stem = regularStem(word);
  return FAMILY_OF.get(stem) ?? stem;
};

const stemOfWord = remembered(MOST_WORDS, stemOf);

// The part that the forms of a word share, so that "placements" and "placing" meet; short words and
// figures stay.
export const stem = (word) => (word.length < 4 || /[\d'-]/.test(word) ? word : stemOfWord(word));

// What stands in the index for one word: as written, joined, in parts, without its % or comma; and,
// marked ~, its stem.
export const termsOf = remembered(MOST_WORDS, (word) => {
  const terms = new Set();
  const bare = word.replace(/'s$/, "").replace(/'/g, "");
  if (/^£?\d/.test(bare)) {
    terms.add(bare).add(bare.replace(/,/g, "")).add(bare.replace(/[£,%]/g, ""));
    return [...terms];
  }
  for (const part of bare.includes("-") ? [bare.replace(/-/g, ""), ...bare.split("-")] : [bare]) {
    if (!part) continue;
    terms.add(part);
    terms.add(`~${stem(part)}`);
  }
  return [...terms];
});

// The stems of a word, hyphens taken apart, none of one that says nothing.
export const stemsOfWord = remembered(MOST_WORDS, (word) =>
  word
    .replace(/'s$/, "")
    .split("-")
    .filter((part) => !STOP.has(part))
    .map(stem),
);

// The words of a question, hyphens taken apart, with those that say nothing left out where others
// stand beside them.
export const question = (text) => {
  const words = wordsOf(text)
    .flatMap(({ word }) =>
      word
        .replace(/'s$/, "")
        .replace(/'/g, "")
        .split(/^£?\d/.test(word) ? /$^/ : "-"),
    )
    .filter(Boolean);
  const telling = words.filter((word) => !STOP.has(word));
  return telling.length ? telling : words;
};

// How many letters differ: one inserted, left out, changed, or two that changed places count one
// each. Gives up above `most`.
export const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
};
