// The lines of things (titles, questions that they answer, texts) as numbers of stems: made once of
// each, because every letter that is typed compares the question with the best again.
import { MOST_WORDS, remembered } from "./remembered.js";
import { plainWordsOf, stem, stemsOfWord } from "./words.js";

const NO_QUESTIONS = [];

export class Lines {
  // things; rarityOf(stem): how rare it is among them
  constructor(things, rarityOf) {
    const rare = []; // by number of a stem
    const numbers = new Map();
    const numberOf = (word) => {
      if (!numbers.has(word)) {
        numbers.set(word, numbers.size);
        rare.push(rarityOf(word));
      }
      return numbers.get(word);
    };
    const ofWord = remembered(MOST_WORDS, (word) => stemsOfWord(word).map(numberOf));
    Object.assign(this, { things, rare, numberOf, ofWord, lines: [], texts: [] });
  }

  // { stems, own, weight }: in order; each once; and the sum of their rarity.
  line(stems) {
    const own = [...new Set(stems)];
    return { stems, own, weight: own.reduce((weight, one) => weight + this.rare[one], 0) };
  }

  // The numbers of the stems of a text, in order.
  read(text) {
    const stems = [];
    for (const word of plainWordsOf(text)) for (const one of this.ofWord(word)) stems.push(one);
    return stems;
  }

  // Of the words of a question.
  question(words) {
    return this.line(words.map((word) => this.numberOf(stem(word))));
  }

  // Of a thing, by its number: { title, asked }; and the stems of its text.
  of(number) {
    const { title, asked = NO_QUESTIONS } = this.things[number];
    this.lines[number] ??= {
      title: this.line(this.read(title)),
      asked: asked.map((text) => this.line(this.read(text))),
    };
    return this.lines[number];
  }

  text(number) {
    this.texts[number] ??= this.read(this.things[number].text);
    return this.texts[number];
  }

  // How much a line and the question say the same, each word by its rarity: 1 where they do.
  // Without repetition.
  likeness(wanted, line) {
    let both = 0;
    for (const one of line.own) if (wanted.own.includes(one)) both += this.rare[one];
    return both ? (both / line.weight) * Math.sqrt(both / wanted.weight) : 0;
  }
}

const follow = (stems, first, second) => {
  for (let n = stems.indexOf(first); n >= 0; n = stems.indexOf(first, n + 1)) {
    if (stems[n + 1] === second) return true;
  }
  return false;
};

// How many neighbours of the question are neighbours in a line too, both as stems: 1 where all are.
export const neighbours = (wanted, stems) => {
  let held = 0;
  for (let n = 1; n < wanted.length; n += 1) if (follow(stems, wanted[n - 1], wanted[n])) held += 1;
  return held && held / (wanted.length - 1);
};
