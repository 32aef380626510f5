// The list of results. A key draws those that the window can show, and the others when no further
// key has come. Lines are made once; what stands in one changes with the answer, which costs less
// than to make another.
import { el } from "../common/dom.js";
import { labelOf } from "./labels.js";

const ABOVE = 140; // pixels of the window above the first result, and of a result, seldom less
const LOWEST = 110;
const PAUSE = 100; // milliseconds

const pieces = (parts) => parts.map(({ text, marked }) => (marked ? el("mark", {}, text) : text));

// What parts say with their marks, to be compared.
const saying = (parts) =>
  parts.map(({ text, marked }) => `${marked ? "\n" : ""}${text}`).join("\n");

const plain = (text) => (text ? [{ text, marked: false }] : []);

class Line {
  constructor() {
    this.says = {};
    for (const name of ["label", "value", "sentence", "where"])
      this[name] = el("p", { class: `app-search__${name}` });
    this.title = el("h2", { class: "app-search__title" });
    const parts = [this.label, this.title, this.value, this.sentence, this.where];
    this.link = el("a", { class: "app-search__link" }, el("article", {}, ...parts));
    this.item = el("li", {}, this.link);
  }

  // Say what is found: a thing, its address, and its title and sentence as parts.
  say({ thing, title, sentence }, address) {
    if (this.says.address !== address) this.link.href = address;
    this.says.address = address;
    this.put("label", plain(labelOf(thing)));
    this.put("title", title);
    this.put("value", plain(thing.value));
    this.put("sentence", sentence);
    this.put("where", plain(thing.where));
  }

  put(name, parts) {
    const says = saying(parts);
    if (this.says[name] === says) return;
    this.says[name] = says;
    this[name].replaceChildren(...pieces(parts));
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
    const seen = Math.ceil(Math.max(0, window.innerHeight - ABOVE) / LOWEST);
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
