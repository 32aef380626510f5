// <old-paper>: takes an old paper, lists what no longer holds in it with what to say instead, and
// gives the same Word file back with a comment at each. Nothing is sent. What is looked for comes
// from `finds:` of data/ (macros/finds.py).
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { el } from "../common/dom.js";
import { load } from "../common/load.js";
import { say } from "../common/say.js";
import { store } from "../common/store.js";
import { Figures } from "../council/facts.js";
import { loadData } from "./data.js";
import {
  commentOf,
  fromText,
  grouped,
  hitsIn,
  listAsText,
  NAMES,
  piecesOf,
  read,
  whereOf,
} from "./report.js";

const LARGEST = 30 * 1024 * 1024;
const HINTS = {
  gone: "It no longer exists or no longer holds.",
  figure: "The number may have been right; there is a newer one.",
  check: "It holds in part, has changed since, or has to be looked up.",
};
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const counted = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

class OldPaper extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.result = this.querySelector(".app-old-paper__result");
    this.status = this.querySelector(".app-old-paper__status");
    if (!this.form || !this.result)
      throw new Error("<old-paper>: no form inside. See macros/templates/old-paper.html.");
    this.form.hidden = false;
    this.file = this.form.querySelector("input[type=file]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.checkText();
    });
    this.file.addEventListener(
      "change",
      () => this.file.files[0] && this.checkFile(this.file.files[0]),
    );
    this.takeDrops();
  }

  // A file may be dropped anywhere on the element: a browser would else open it and leave the page.
  takeDrops() {
    const place = this.form.querySelector(".app-old-paper__drop");
    for (const name of ["dragover", "dragleave", "drop"]) {
      this.addEventListener(name, (event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        place.classList.toggle("app-old-paper__drop--over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files[0])
          this.checkFile(event.dataTransfer.files[0]);
      });
    }
  }

  // The council whose figures the reader has chosen on another page. Its data is loaded only for
  // rates of old years.
  async council(hits) {
    const anchor = store.get("pq-council");
    if (!anchor || !hits.some(({ measure }) => measure)) return null;
    try {
      if (!globalThis.pqCouncils) await load(this.dataset.councils);
      const figures = new Figures(globalThis.pqCouncils);
      const council = figures.byAnchor(anchor);
      const year = council && figures.lastYear(council);
      return council
        ? {
            name: council.name,
            year: figures.years[year],
            words: (column) =>
              figures.value(council, column, year) === null
                ? ""
                : figures.inWords(council, column, year),
          }
        : null;
    } catch {
      return null; // the newest figure of England stands for itself
    }
  }

  async checkText() {
    const paragraphs = fromText(this.form.querySelector("textarea").value);
    if (!paragraphs.length)
      return this.refuse(
        "There are no words to check. Choose a file, or paste the words of your paper.",
      );
    return this.attempt(async () => this.show(paragraphs, null));
  }

  async checkFile(file) {
    if (file.size > LARGEST)
      return this.refuse("The file is larger than 30 MB. Take out large pictures and try again.");
    await this.attempt(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { paragraphs, word } = await read(bytes, {
        word: async () => {
          await load(this.dataset.word);
          return globalThis.pqWord;
        },
        pdf: async () => {
          await load(this.dataset.pdf);
          return globalThis.pqPdf;
        },
      });
      return this.show(paragraphs, word ? { bytes, name: file.name } : null);
    });
    this.file.value = "";
    return undefined;
  }

  // Runs what may fail; what it throws as a sentence is said, anything else in a sentence of ours.
  async attempt(act) {
    this.status.textContent = "Reading …";
    try {
      this.data = await loadData(this.dataset.data);
      await act();
    } catch (error) {
      this.refuse(
        error?.message?.endsWith(".")
          ? error.message
          : "The file could not be read. Open it in Word, save it as .docx, and try again.",
      );
    }
  }

  refuse(sentence) {
    this.result.replaceChildren();
    say(this.status, sentence);
  }

  async show(paragraphs, file) {
    if (!paragraphs.some(({ text }) => text.trim()))
      throw new Error(
        "There are no words in this file. Pictures of pages cannot be read: ask for the Word file, or paste the words.",
      );
    this.hits = hitsIn(paragraphs, this.data);
    this.things = grouped(this.hits, this.data, await this.council(this.hits));
    this.source = file;
    this.result.replaceChildren(...this.report());
    say(
      this.status,
      this.things.length
        ? `${counted(this.things.length, "thing")} to look at, in ${counted(this.hits.length, "place")}.`
        : "Nothing was found that we know to have gone. That is no proof that all of it holds.",
    );
    this.result.focus();
  }

  report() {
    if (!this.things.length) return [];
    this.manual = el("div", { class: "app-snippet__manual", hidden: true, tabindex: "-1" });
    const tools = el(
      "p",
      { class: "app-old-paper__tools" },
      this.source &&
        el(
          "button",
          { type: "button", class: "app-button", onclick: () => this.download() },
          "Download your paper with comments",
        ),
      el(
        "button",
        { type: "button", class: "app-button app-button--quiet", onclick: () => this.copy() },
        "Copy this list",
      ),
    );
    const said = el("p", { class: "app-quiet", role: "status" });
    this.done = said;
    const weights = Object.keys(NAMES).filter((weight) =>
      this.things.some((thing) => thing.weight === weight),
    );
    return [
      tools,
      said,
      this.manual,
      ...weights.flatMap((weight) => {
        const things = this.things.filter((thing) => thing.weight === weight);
        return [
          el("h2", {}, `${NAMES[weight]} (${things.length})`),
          el("p", { class: "app-quiet" }, HINTS[weight]),
          ...things.map((thing) => this.card(thing)),
        ];
      }),
    ];
  }

  card(thing) {
    const { id, words, title, became, now, doubt, say: instead, sentences } = thing;
    const found = words.slice(0, 4).join(", ");
    const measured = thing.places[0].measure; // numbers alone tell little
    return el(
      "section",
      { class: `app-old-paper__thing app-old-paper__thing--${thing.weight}`, "data-find": id },
      el("h3", {}, measured ? title : found),
      el("p", { class: "app-quiet" }, measured ? found : title),
      this.quote(sentences[0]),
      sentences.length > 1 && this.others(sentences.slice(1)),
      el("p", {}, became),
      now && el("p", {}, el("strong", {}, "Today: "), now),
      doubt && el("p", {}, el("strong", {}, "To be checked: "), doubt),
      el("p", {}, el("strong", {}, "In your paper: "), instead),
      this.argument(thing),
      this.provenance(thing),
    );
  }

  // Further places, written when they are opened: a long paper may have hundreds.
  others(sentences) {
    const more = el(
      "details",
      {
        class: "app-old-paper__more",
        ontoggle: () => {
          if (more.open && more.childElementCount === 1)
            more.append(...sentences.map((places) => this.quote(places)));
        },
      },
      el("summary", {}, `and in ${counted(sentences.length, "more place")}`),
    );
    return more;
  }

  quote(places) {
    const where = whereOf(places[0]);
    return el(
      "p",
      { class: "app-old-paper__quote" },
      el(
        "q",
        {},
        piecesOf(places).map(([piece, found]) => (found ? el("mark", {}, piece) : piece)),
      ),
      where && el("span", { class: "app-quiet" }, ` (in a ${where})`),
    );
  }

  // The argument to use instead. The script of all pages puts it into the basket; the page of cases
  // takes it by its address.
  argument({ argument, argumentTitle }) {
    if (!argument) return null;
    return el(
      "p",
      { class: "app-old-paper__argument", "data-basket-row": true },
      el("strong", {}, "Use this argument: "),
      el("a", { href: this.at(`snippets/${argument}.html`) }, argumentTitle),
      " ",
      el(
        "button",
        {
          type: "button",
          class: "app-copy-piece",
          "data-basket": argument,
          "aria-pressed": "false",
        },
        "Add to basket",
        el("span", { class: "app-hidden" }, `: ${argumentTitle}`),
      ),
      " ",
      el(
        "a",
        { class: "app-copy-piece", href: this.at(`case.html#use-${argument}`) },
        "Put it into a case",
        el("span", { class: "app-hidden" }, `: ${argumentTitle}`),
      ),
      " ",
      el("span", { class: "app-copy-piece__status", role: "status" }),
    );
  }

  provenance({ source, checked, url, link, title }) {
    return el(
      "p",
      { class: "app-quiet" },
      source && `${source} `,
      checked && `Last checked ${checked}. `,
      url &&
        el(
          "a",
          { href: this.at(url) },
          link || "What has changed",
          !link && el("span", { class: "app-hidden" }, `: ${title}`),
        ),
    );
  }

  at(address) {
    return new URL(address, new URL(this.dataset.root, window.location.href)).href;
  }

  // The reader's own file, with one comment at the first mention of each thing.
  async download() {
    try {
      const noted = new Set();
      const marks = this.hits.map((hit) => {
        const thing = this.things.find(({ ids }) => ids.has(hit.id));
        const comment = noted.has(thing) ? undefined : commentOf(thing, hit);
        noted.add(thing);
        return { paragraph: hit.paragraph, start: hit.start, end: hit.end, comment };
      });
      const bytes = globalThis.pqWord.markPaper(this.source.bytes, marks);
      const link = el("a", {
        href: URL.createObjectURL(new Blob([bytes], { type: WORD })),
        download: `${this.source.name.replace(/\.\w+$/, "")} - checked.docx`,
      });
      document.body.append(link);
      link.click();
      link.remove();
      window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      const beside = this.hits.some(({ where }) => where)
        ? " Word allows no comment in headers, footers and notes: theirs stand in the text."
        : "";
      const macros = /\.do[ct]m$/i.test(this.source.name) ? " Its macros are left out." : "";
      say(
        this.done,
        `The marked copy is in your downloads. Nothing but highlights and comments was added.${beside}${macros}`,
      );
    } catch (error) {
      say(
        this.done,
        error?.message?.endsWith(".")
          ? error.message
          : "The marked copy could not be made. Copy the list instead.",
      );
    }
  }

  async copy() {
    const done = await copyOrSelect(listAsText(this.things), null, this.manual);
    say(this.done, done ? "The list is copied." : SELECTED);
  }
}
customElements.define("old-paper", OldPaper);
