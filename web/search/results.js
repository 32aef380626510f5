// The list of results. A key draws those that the window can show, and the others when no further
// key has come; the line of a thing is made once, and only what is marked in it changes.
import { el } from "../common/dom.js";
import { labelOf } from "./labels.js";

const ABOVE = 140; // pixels of the window above the first result, and of a result, seldom less
const LOWEST = 110;
const PAUSE = 100; // milliseconds
const KEPT = 400; // lines

const pieces = (parts) => parts.map(({ text, marked }) => (marked ? el("mark", {}, text) : text));

const line = (name, text) => el("p", { class: `app-search__${name}` }, text);

// The line of a thing, and the two parts of it that a question changes.
const lineOf = (thing, address) => {
  const title = el("h2", { class: "app-search__title" });
  const sentence = line("sentence");
  const article = el(
    "article",
    { class: "md-search-result__article md-typeset" },
    line("label", labelOf(thing)),
    title,
    thing.value && line("value", thing.value),
    thing.text && sentence,
    thing.where && line("where", thing.where),
  );
  const link = el("a", { class: "md-search-result__link", href: address }, article);
  return { item: el("li", { class: "md-search-result__item" }, link), title, sentence, says: "" };
};

// What a line says with its marks, to be compared.
const saying = (...texts) =>
  texts.map((parts) => parts.map(({ text, marked }) => `${marked ? "\n" : ""}${text}`)).join("\n");

export class Results {
  // list: the <ol>; addressOf: the address of a thing from this page.
  constructor(list, addressOf) {
    Object.assign(this, { list, addressOf, lines: new Map(), rest: undefined });
  }

  // Draw hits, numbers of things, each as show(hit) says it: { thing, title, sentence }; `drawn` is
  // called when all of them stand there.
  draw(hits, show, drawn = () => {}) {
    const seen = Math.ceil(Math.max(0, window.innerHeight - ABOVE) / LOWEST);
    const found = new Set(hits.map((hit) => this.lines.get(hit)?.item));
    for (const item of [...this.list.children]) if (!found.has(item)) item.remove();
    this.place(hits.slice(0, seen), 0, show);
    const rest = () => {
      if (this.rest !== rest) return; // another question was asked meanwhile
      this.rest = undefined;
      this.place(hits.slice(seen), seen, show);
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

  place(hits, from, show) {
    hits.forEach((hit, n) => {
      const item = this.item(hit, show(hit));
      const there = this.list.children[from + n];
      if (there !== item) this.list.insertBefore(item, there ?? null);
    });
  }

  item(hit, { thing, title, sentence }) {
    if (!this.lines.has(hit)) {
      if (this.lines.size > KEPT) this.lines.clear();
      this.lines.set(hit, lineOf(thing, this.addressOf(thing)));
    }
    const kept = this.lines.get(hit);
    const says = saying(title, sentence);
    if (kept.says !== says) {
      kept.title.replaceChildren(...pieces(title));
      kept.sentence.replaceChildren(...pieces(sentence));
      kept.says = says;
    }
    return kept.item;
  }
}
