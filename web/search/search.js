// <site-search>: the theme's search box with our own engine behind it (engine.js). box.js gives it
// the search when both are loaded, and whatever was typed until then is asked at once. Without
// scripts the form leads to the home page.
import { el } from "../common/dom.js";
import { ask, matching, open } from "./engine.js";
import { KINDS, labelOf } from "./labels.js";

const FIRST = 10;

// What load.js hands on: the search over an index, without its inside.
globalThis.pqSearch = (data) => {
  const search = open(data);
  return {
    ask: (text, options) => ask(search, text, options),
    matching: (text) => matching(search, text),
  };
};

const pieces = (parts) => parts.map(({ text, marked }) => (marked ? el("mark", {}, text) : text));

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

class SiteSearch extends HTMLElement {
  connectedCallback() {
    this.toggle = document.getElementById("__search");
    this.input = this.querySelector("input");
    this.list = this.querySelector(".app-search__results");
    this.status = this.querySelector(".app-search__status");
    this.kinds = this.querySelector(".app-search__kinds");
    this.more = this.querySelector(".app-search__more");
    this.nothing = this.querySelector(".app-search__nothing");
    if (!this.toggle || !this.input || !this.list)
      throw new Error("<site-search>: no box inside. See overrides/partials/search.html.");
    this.shown = FIRST;
    this.input.addEventListener("input", () => this.changed());
    this.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    this.querySelector("form").addEventListener("reset", () =>
      setTimeout(() => {
        this.changed();
        this.input.focus();
      }),
    );
    this.more.addEventListener("click", () => this.showMore());
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener(
      "focusout",
      ({ relatedTarget }) => relatedTarget && !this.contains(relatedTarget) && this.close(),
    );
  }

  // The search is here: ask what stands in the box.
  use(search) {
    this.search = search;
    this.changed();
  }

  // Put a question in the box and ask it.
  begin(text) {
    this.input.value = text;
    this.input.focus();
    this.changed();
  }

  close() {
    this.toggle.checked = false;
  }

  changed() {
    this.kind = undefined;
    this.shown = FIRST;
    this.answer();
  }

  answer() {
    const text = this.input.value.trim();
    this.dataset.answered = "";
    if (!text) {
      this.draw({ hits: [], counts: {} });
      this.nothing.hidden = true;
      if (this.search) this.say("Type a word, a name or a figure.");
    } else if (this.search) {
      this.found = this.search.ask(text, { kind: this.kind });
      this.draw(this.found);
      this.say(this.summary(this.found));
      this.drawNothing(this.found);
      this.dataset.answered = text;
    }
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  summary({ hits, also, corrected }) {
    const number = hits.length
      ? `${hits.length} ${hits.length === 1 ? "result" : "results"}`
      : "Nothing found";
    const others = also.length ? ` Also looked for: ${also.join(", ")}.` : "";
    const spelt = corrected.length
      ? ` Looked for ${corrected.map(({ typed, meant }) => `“${meant}” instead of “${typed}”`).join(", ")}.`
      : "";
    return `${number}.${spelt}${others}`;
  }

  draw({ hits, counts, show }) {
    this.list.replaceChildren(...hits.slice(0, this.shown).map((hit) => this.item(show(hit))));
    this.more.hidden = hits.length <= this.shown;
    this.drawKinds(counts);
  }

  item({ thing, title, sentence }) {
    const line = (name, ...content) => el("p", { class: `app-search__${name}` }, ...content);
    return el(
      "li",
      { class: "md-search-result__item" },
      el(
        "a",
        {
          class: "md-search-result__link",
          href: this.address(thing.url),
          onclick: () => this.close(),
        },
        el(
          "article",
          { class: "md-search-result__article md-typeset" },
          line("label", labelOf(thing)),
          el("h2", { class: "app-search__title" }, ...pieces(title)),
          thing.value && line("value", thing.value),
          sentence.some(({ text }) => text.trim()) && line("sentence", ...pieces(sentence)),
          thing.where && line("where", thing.where),
        ),
      ),
    );
  }

  // The address of a thing from this page: things name pages from the top of the site.
  address(url) {
    return new URL(url, new URL(this.dataset.root.replace(/\/?$/, "/"), location.href)).href;
  }

  // Chips that narrow by kind: one stop for Tab, then the arrow keys, so that the results are the
  // next stop.
  drawKinds(counts) {
    const all = Object.keys(KINDS).filter((kind) => counts[kind]);
    this.kinds.hidden = all.length < 2;
    const held = document.activeElement?.dataset?.kind;
    const chip = (kind, name, number) => {
      const chosen = (this.kind ?? "") === kind;
      return el(
        "button",
        {
          type: "button",
          class: "app-search__kind",
          "data-kind": kind,
          "aria-pressed": String(chosen),
          tabindex: chosen ? "0" : "-1",
          onclick: () => this.narrow(kind),
        },
        `${name} `,
        el("span", { class: "app-search__count" }, String(number)),
      );
    };
    this.kinds.replaceChildren(
      chip("", "All", sum(Object.values(counts))),
      ...all.map((kind) => chip(kind, KINDS[kind][1], counts[kind])),
    );
    if (held !== undefined) this.kinds.querySelector(`[data-kind="${held}"]`)?.focus();
  }

  narrow(kind) {
    this.kind = kind || undefined;
    this.shown = FIRST;
    this.answer();
  }

  showMore() {
    const before = this.shown;
    this.shown += FIRST * 2;
    this.draw(this.found);
    this.list.children[before]?.querySelector("a").focus();
  }

  // Never a dead end: the nearest words that the site knows, the sections, and whom to ask.
  drawNothing({ hits, near }) {
    this.nothing.hidden = hits.length > 0;
    if (hits.length) return;
    const words = near
      .slice(0, 5)
      .map((word) =>
        el(
          "button",
          { type: "button", class: "app-search__near", onclick: () => this.begin(word) },
          word,
        ),
      );
    const links = [...document.querySelectorAll(".md-tabs__link")].map((link) =>
      el("li", {}, el("a", { href: link.href }, link.textContent.trim())),
    );
    this.nothing.replaceChildren(
      ...(words.length
        ? [el("p", {}, "Did you mean:"), el("p", { class: "app-search__nears" }, ...words)]
        : []),
      el("p", {}, "Or look in a section:"),
      el("ul", {}, ...links),
      el("p", {}, "Is it missing? ", el("a", { href: this.dataset.ask }, "Ask for it"), "."),
    );
  }

  links() {
    return [...this.list.querySelectorAll("a")];
  }

  submit(event) {
    event.preventDefault();
    this.links()[0]?.click();
  }

  key(event) {
    const { key, target } = event;
    if (key === "Escape") this.back(target);
    else if (target.matches(".app-search__kind"))
      this.step(event, [...this.kinds.children], ["ArrowLeft", "ArrowRight"]);
    if (target.matches("input, a, .app-search__kind"))
      this.step(event, [this.input, ...this.links()], ["ArrowUp", "ArrowDown"]);
  }

  // From anywhere to the box; from the box to the page.
  back(target) {
    this.input.focus();
    if (target !== this.input) return;
    this.input.blur();
    this.close();
  }

  // Move the focus along stops by two keys, back and on, and round; from elsewhere to the first of
  // them or what follows it.
  step(event, stops, [back, on]) {
    if (event.key !== back && event.key !== on) return;
    event.preventDefault();
    const at = stops.indexOf(document.activeElement);
    const next = at < 0 ? Number(event.key === on) : at + (event.key === on ? 1 : -1);
    stops[(next + stops.length) % stops.length].focus();
  }
}
customElements.define("site-search", SiteSearch);
