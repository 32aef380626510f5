// The list of results. A key draws those that the window can show, and the others when no further
// key has come. Lines are made once; what stands in one changes with the answer, which costs less
// than to make another.
import { el, setText } from "../common/dom.js";
import { labelOf } from "./labels.js";

const ABOVE = 140; // pixels of the panel above the first result, and of a result, seldom less
const LOWEST = 95;
const WIDE = window.matchMedia("(min-width: 60em)"); // the panel is not the whole window
const SHARE = 0.75; // but so much of it
const PAUSE = 100; // milliseconds

// Say parts, [{ text, marked }], in an element whose nodes are a text, a mark, a text and so on:
// those that are there are kept, because making one costs more than all that is said.
const say = (element, parts) => {
  const texts = [];
  for (const { text, marked } of parts) {
    if (marked && texts.length % 2 === 0) texts.push(""); // before a mark stands a text
    texts.push(text);
  }
  const nodes = element.childNodes;
  texts.forEach((text, n) => {
    if (n === nodes.length) element.append(n % 2 ? el("mark", {}, text) : text);
    else setText(n % 2 ? nodes[n].firstChild : nodes[n], text);
  });
  while (nodes.length > texts.length) element.lastChild.remove();
};

const plain = (text) => (text ? [{ text, marked: false }] : []);

class Line {
  constructor() {
    for (const name of ["label", "value", "sentence", "where"])
      this[name] = el("p", { class: `app-search__${name}` });
    this.title = el("h2", { class: "app-search__title" });
    const parts = [this.label, this.title, this.value, this.sentence, this.where];
    this.link = el("a", { class: "app-search__link" }, el("article", {}, ...parts));
    this.item = el("li", {}, this.link);
  }

  // Say what is found: a thing, its address, and its title and sentence as parts.
  say({ thing, title, sentence }, address) {
    if (this.address !== address) this.link.href = address;
    this.address = address;
    say(this.label, plain(labelOf(thing)));
    say(this.title, title);
    say(this.value, plain(thing.value));
    say(this.sentence, sentence);
    say(this.where, plain(thing.where));
  }
}

export class Results {
  // list: the <ol>; addressOf: the address of a thing from this page.
  constructor(list, addressOf) {
    Object.assign(this, { list, addressOf, lines: [], rest: undefined });
  }

  // Draw hits, each as show(hit) says it: { thing, title, sentence }; `drawn` is called when all of
  // them stand there.
  draw(hits, show, drawn = () => {}) {
    const panel = window.innerHeight * (WIDE.matches ? SHARE : 1);
    const seen = Math.ceil(Math.max(0, panel - ABOVE) / LOWEST);
    const first = Math.min(seen, hits.length);
    this.place(hits, 0, first, show);
    for (let n = this.list.children.length; n > first; n -= 1) this.list.lastChild.remove();
    const rest = () => {
      if (this.rest !== rest) return; // another question was asked meanwhile
      this.rest = undefined;
      this.place(hits, first, hits.length, show);
      drawn();
    };
    this.rest = rest;
    clearTimeout(this.waiting);
    if (hits.length <= seen) rest();
    else this.waiting = setTimeout(rest, PAUSE);
  }

  // Draw now what is still to come.
  finish() {
    this.rest?.();
  }

  // The links of all results.
  get links() {
    this.finish();
    return [...this.list.querySelectorAll("a")];
  }

  place(hits, from, to, show) {
    for (let n = from; n < to; n += 1) {
      this.lines[n] ??= new Line();
      const answer = show(hits[n]);
      this.lines[n].say(answer, this.addressOf(answer.thing));
      if (this.list.children[n] !== this.lines[n].item) this.list.append(this.lines[n].item);
    }
  }
}
