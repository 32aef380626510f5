// <old-paper>: takes an old paper, lists what no longer holds in it with what to say instead, and gives the same Word file
// back with a comment at each. Nothing is sent. What is looked for comes from data/finds.yml (macros/finds.py).
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { load } from "../common/load.js";
import { say } from "../common/say.js";
import { store } from "../common/store.js";
import { compile, findsIn } from "./finds.js";
import { commentOf, grouped, read } from "./report.js";

const NAMES = { gone: "Gone", figure: "Dated figure", check: "Check" };
const LARGEST = 30 * 1024 * 1024;

const element = (tag, className, ...content) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
};

class OldPaper extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.result = this.querySelector(".app-old-paper__result");
    this.status = this.querySelector("[role=status]");
    if (!this.form || !this.result) throw new Error("<old-paper>: no form inside. See macros/templates/old-paper.html.");
    globalThis.pqOldPaperData = (data) => { this.data = { ...data, compiled: compile(data.rules) }; };
    this.form.hidden = false;
    this.file = this.form.querySelector("input[type=file]");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.checkText(); });
    this.file.addEventListener("change", () => this.file.files[0] && this.checkFile(this.file.files[0]));
    const drop = this.form.querySelector(".app-old-paper__drop");
    for (const name of ["dragover", "drop"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        if (name === "drop" && event.dataTransfer.files[0]) this.checkFile(event.dataTransfer.files[0]);
      });
    }
  }

  async ready() {
    if (!this.data) await load(this.dataset.data);
  }

  async checkText() {
    const text = this.form.querySelector("textarea").value;
    if (!text.trim()) return this.refuse("There are no words to check. Choose a file, or paste the words of your paper.");
    await this.ready();
    return this.show(text.split(/\n+/).filter((line) => line.trim()), null);
  }

  async checkFile(file) {
    say(this.status, "Reading …");
    try {
      if (file.size > LARGEST) return this.refuse("The file is larger than 30 MB. Take out large pictures and try again.");
      await this.ready();
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { paragraphs, word } = await read(bytes, {
        word: async () => { await load(this.dataset.word); return globalThis.pqWord; },
        pdf: async () => { await load(this.dataset.pdf); return globalThis.pqPdf; },
      });
      return this.show(paragraphs, word ? { bytes, name: file.name } : null);
    } catch (error) {
      return this.refuse(error?.message?.endsWith(".") ? error.message : "The file could not be read. Open it in Word, save it as .docx, and try again.");
    } finally {
      this.file.value = "";
    }
  }

  refuse(sentence) {
    this.result.replaceChildren();
    say(this.status, sentence);
  }

  // Every find with its paragraph, then the page that shows them.
  show(paragraphs, file) {
    const { newest } = this.data;
    const years = { vacancy: newest, turnover: newest, agency: newest, caseload: newest };
    this.hits = paragraphs.flatMap((text, paragraph) => findsIn(text, this.data.compiled, years).map((hit) => ({ ...hit, paragraph, text })));
    this.things = grouped(this.hits, this.data, store.get("pq-council"));
    this.source = file;
    this.result.replaceChildren(...this.report());
    const number = this.things.length;
    say(this.status, number ? `${number} ${number === 1 ? "thing" : "things"} to look at, in ${this.hits.length} ${this.hits.length === 1 ? "place" : "places"}.`
      : "Nothing was found that we know to have gone. That is no proof that all of it holds.");
    this.result.focus();
  }

  report() {
    if (!this.things.length) return [];
    const tools = element("p", "app-old-paper__tools");
    if (this.source) tools.append(this.button("Download your paper with comments", () => this.download()));
    tools.append(this.button("Copy this list", () => this.copy(), true));
    this.manual = Object.assign(element("div", "app-snippet__manual"), { hidden: true, tabIndex: -1 });
    return [tools, this.manual, ...Object.keys(NAMES).filter((weight) => this.things.some((thing) => thing.weight === weight)).flatMap((weight) => [
      element("h2", "", NAMES[weight]), ...this.things.filter((thing) => thing.weight === weight).map((thing) => this.card(thing))])];
  }

  card({ id, title, became, now, say: words, url, checked, source, argument, argumentTitle, places }) {
    const sentence = (place) => {
      const from = place.sentence.start;
      return element("q", "", place.text.slice(from, place.start), element("mark", "", place.text.slice(place.start, place.end)), place.text.slice(place.end, place.sentence.end));
    };
    const card = element("section", "app-old-paper__thing", element("h3", "", title),
      element("p", "app-old-paper__quote", sentence(places[0]), places.length > 1 ? ` and in ${places.length - 1} more ${places.length === 2 ? "place" : "places"}` : ""),
      ...(became ? [element("p", "", became)] : []), ...(now ? [element("p", "", element("strong", "", "Today: "), now)] : []),
      element("p", "", element("strong", "", "In your paper: "), words));
    if (argument) {
      const link = Object.assign(element("a", "", argumentTitle), { href: new URL(`snippets/${argument}.html`, new URL(this.dataset.root, location.href)).href });
      card.append(element("p", "", "Use this argument: ", link, " ", this.button("Add to basket", (event) => this.toBasket(argument, event.target), true)));
    }
    const more = url ? Object.assign(element("a", "", "More"), { href: new URL(url, new URL(this.dataset.root, location.href)).href }) : "";
    card.append(element("p", "app-quiet", source ? `${source} ` : "", checked ? `Last checked ${checked}. ` : "", more));
    card.dataset.find = id;
    return card;
  }

  button(text, act, quiet = false) {
    const made = element("button", `app-button${quiet ? " app-button--quiet" : ""}`, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  async toBasket(id, button) {
    await load(this.dataset.arguments);
    const { arguments: all, works } = globalThis.pqArguments;
    const argument = all.find((one) => one.id === id);
    const kept = Array.isArray(store.get("pq-basket")) ? store.get("pq-basket") : [];
    if (argument && !kept.some((item) => item.argument?.id === id)) {
      const keys = [...argument.sources, ...argument.pairs.flatMap((pair) => pair.sources ?? [])];
      store.set("pq-basket", [...kept, { argument, works: Object.fromEntries(keys.filter((key) => works[key]).map((key) => [key, works[key]])) }]);
      document.dispatchEvent(new Event("pq-basket"));
    }
    button.textContent = "In the basket";
  }

  async download() {
    const first = new Set();
    const marks = this.hits.map((hit) => {
      const comment = first.has(hit.id) ? undefined : commentOf(this.things.find(({ ids }) => ids.has(hit.id)));
      first.add(hit.id);
      return { paragraph: hit.paragraph, start: hit.start, end: hit.end, comment };
    });
    const bytes = globalThis.pqWord.markPaper(this.source.bytes, marks);
    const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([bytes], { type })), download: this.source.name.replace(/\.\w+$/, "") + " - checked.docx" });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    say(this.status, "The marked copy is in your downloads. Nothing but highlights and comments was added.");
  }

  async copy() {
    const lines = this.things.map((thing) => `${NAMES[thing.weight]}: ${thing.title}\n“${thing.places[0].text.slice(thing.places[0].sentence.start, thing.places[0].sentence.end)}”\n${commentOf(thing)}`);
    const done = await copyOrSelect(lines.join("\n\n"), null, this.manual);
    say(this.status, done ? "The list is copied." : SELECTED);
  }
}
customElements.define("old-paper", OldPaper);
