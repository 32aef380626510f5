// <site-search>: the theme's search box with our own engine behind it (engine.js). box.js gives it
// the search when both are loaded, and whatever was typed until then is asked at once. Without
// scripts the form leads to the home page.
import { el } from "../common/dom.js";
import { ask, matching, open, readier } from "./engine.js";
import { Kinds } from "./kinds.js";
import { Results } from "./results.js";

const FIRST = 10;
const LONGEST_STEP = 5; // milliseconds

// In the pauses between keys, and never so long that a key waits for it; not where a browser tells
// no pauses.
const whenIdle = (step) =>
  window.requestIdleCallback?.((pause) => {
    const until = performance.now() + Math.min(LONGEST_STEP, pause.timeRemaining());
    let more = true;
    while (more && performance.now() < until) more = step();
    if (more) whenIdle(step);
  });

// What load.js hands on: the search over an index, without its inside.
globalThis.pqSearch = (data) => {
  const search = open(data);
  whenIdle(readier(search));
  return {
    ask: (text, options) => ask(search, text, options),
    matching: (text) => matching(search, text),
  };
};

class SiteSearch extends HTMLElement {
  connectedCallback() {
    this.toggle = document.getElementById("__search");
    this.input = this.querySelector("input");
    this.list = this.querySelector(".app-search__results");
    this.status = this.querySelector(".app-search__status");
    this.more = this.querySelector(".app-search__more");
    this.nothing = this.querySelector(".app-search__nothing");
    if (!this.toggle || !this.input || !this.list)
      throw new Error("<site-search>: no box inside. See overrides/partials/search.html.");
    // things name pages from the top of the site
    const root = new URL(this.dataset.root.replace(/\/?$/, "/"), location.href).href;
    this.results = new Results(this.list, ({ url }) => `${root}${url}`);
    this.kinds = new Kinds(this.querySelector(".app-search__kinds"), (kind) => this.narrow(kind));
    this.watchPanel();
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
  }

  // A link closes the panel; the answer to another question begins at its top.
  watchPanel() {
    const panel = this.querySelector(".md-search__scrollwrap");
    this.list.addEventListener("click", ({ target }) => target.closest("a") && this.close());
    panel.addEventListener("scroll", () => {
      this.scrolled = panel.scrollTop > 0;
    });
    this.toTop = () => {
      if (this.scrolled) panel.scrollTop = 0;
      this.scrolled = false;
    };
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
    this.toTop();
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
      this.say(this.summary(this.found));
      this.drawNothing(this.found);
      this.draw(this.found, () => {
        this.dataset.answered = text;
      });
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

  draw({ hits, counts, show }, drawn) {
    this.more.hidden = hits.length <= this.shown;
    this.kinds.draw(counts, this.kind ?? "");
    this.results.draw(hits.slice(0, this.shown), show, drawn);
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
    this.results.finish();
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

  submit(event) {
    event.preventDefault();
    this.results.links[0]?.click();
  }

  key(event) {
    const { key, target } = event;
    const on = target.matches(".app-search__kind");
    if (key === "Escape") this.back(target);
    else if (on && (key === "ArrowLeft" || key === "ArrowRight"))
      this.step(event, this.kinds.shown, key === "ArrowRight");
    else if ((on || target.matches("input, a")) && (key === "ArrowUp" || key === "ArrowDown"))
      this.step(event, [this.input, ...this.results.links], key === "ArrowDown");
  }

  // From anywhere to the box; from the box to the page.
  back(target) {
    this.input.focus();
    if (target !== this.input) return;
    this.input.blur();
    this.close();
  }

  // Move the focus along stops, on or back, and round; from elsewhere to the first of them or what
  // follows it.
  step(event, stops, on) {
    event.preventDefault();
    const at = stops.indexOf(document.activeElement);
    const next = at < 0 ? Number(on) : at + (on ? 1 : -1);
    stops[(next + stops.length) % stops.length].focus();
  }
}
customElements.define("site-search", SiteSearch);
