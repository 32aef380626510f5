// The terms of the index, in the order of their signs, and what each finds.
import { unpackList, unpackNumbers } from "./packed.js";

const NOTHING = unpackList("", "");

export class Terms {
  // As packed by index.js.
  constructor({ terms, shown, places, worths }) {
    this.list = terms.split("\n");
    this.at = new Map(this.list.map((term, n) => [term, n]));
    this.shown = unpackNumbers(shown); // by term, the number of things where a reader sees it
    this.places = places.split("\n");
    this.worths = worths.split("\n");
    this.unpacked = [];
  }

  has(term) {
    return this.at.has(term);
  }

  // How many things have a term.
  count(term) {
    return this.places[this.at.get(term)]?.length ?? 0;
  }

  // How many things show it to a reader.
  countShown(term) {
    return this.shown[this.at.get(term)] ?? 0;
  }

  // What a term finds, { numbers, worth }: unpacked once, because the same words come with each
  // letter that is typed.
  found(term) {
    const n = this.at.get(term);
    if (n === undefined) return NOTHING;
    this.unpacked[n] ??= unpackList(this.places[n], this.worths[n]);
    return this.unpacked[n];
  }

  // At most so many words that go on from a beginning, the commonest first.
  startingWith(word, most) {
    let [from, to] = [0, this.list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.list[middle] <= word) from = middle + 1;
      else to = middle;
    }
    const found = [];
    for (; this.list[from]?.startsWith(word); from += 1) found.push(from);
    return found
      .sort((a, b) => this.shown[b] - this.shown[a])
      .slice(0, most)
      .map((n) => this.list[n]);
  }
}
