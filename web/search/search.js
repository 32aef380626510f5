// <site-search>: the theme's search box with our own engine behind it (engine.js).
// The index is a script, because a folder knows no fetch; it is asked for when the box is first used, never before,
// and whatever was typed until it came is asked then. Without scripts the form leads to the home page.
import { ask, open } from "./engine.js";
import { KINDS, labelOf } from "./labels.js";

const FIRST = 10;

const element = (tag, className, ...content) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
};

const pieces = (parts) => parts.map(({ text, marked }) => (marked ? element("mark", "", text) : text));

class SiteSearch extends HTMLElement {
  connectedCallback() {
    this.toggle = document.getElementById("__search");
    this.input = this.querySelector("input");
    this.list = this.querySelector(".app-search__results");
    this.status = this.querySelector(".app-search__status");
    this.kinds = this.querySelector(".app-search__kinds");
    this.more = this.querySelector(".app-search__more");
    this.nothing = this.querySelector(".app-search__nothing");
    if (!this.toggle || !this.input || !this.list) throw new Error("<site-search>: no box inside. See overrides/partials/search.html.");
    this.shown = FIRST;
    this.input.addEventListener("focus", () => this.load());
    this.input.addEventListener("input", () => this.changed());
    this.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    this.querySelector("form").addEventListener("reset", () => setTimeout(() => { this.changed(); this.input.focus(); }));
    this.more.addEventListener("click", () => this.showMore());
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !this.contains(relatedTarget) && this.close());
    this.load();
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

  // Ask for the index once. Should it fail, the next focus asks again.
  load() {
    if (this.search || this.loading) return;
    this.loading = true;
    this.say("The search is being loaded …");
    const script = document.createElement("script");
    globalThis.pqSearchIndex = (data) => { this.search = open(data); };
    script.src = this.dataset.index;
    script.addEventListener("load", () => this.loaded());
    script.addEventListener("error", () => this.loaded());
    document.head.append(script);
  }

  loaded() {
    this.loading = false;
    if (this.search) this.changed();
    else this.say("The search could not be loaded. Check the connection and try again, or use the menu.");
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
      this.say(this.loading ? "The search is being loaded …" : "Type a word, a name or a figure.");
    } else if (this.search) {
      this.found = ask(this.search, text, { kind: this.kind });
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
    const number = hits.length ? `${hits.length} ${hits.length === 1 ? "result" : "results"}` : "Nothing found";
    const others = also.length ? ` Also looked for: ${also.join(", ")}.` : "";
    const spelt = corrected.length ? ` Looked for ${corrected.map(({ typed, meant }) => `“${meant}” instead of “${typed}”`).join(", ")}.` : "";
    return `${number}.${spelt}${others}`;
  }

  draw({ hits, counts, show }) {
    this.list.replaceChildren(...hits.slice(0, this.shown).map((hit) => this.item(show(hit))));
    this.more.hidden = hits.length <= this.shown;
    this.drawKinds(counts);
  }

  item({ thing, title, sentence }) {
    const link = element("a", "md-search-result__link", element("article", "md-search-result__article md-typeset",
      element("p", "app-search__label", labelOf(thing)),
      element("h2", "app-search__title", ...pieces(title)),
      ...(thing.value ? [element("p", "app-search__value", thing.value)] : []),
      ...(sentence.some(({ text }) => text.trim()) ? [element("p", "app-search__sentence", ...pieces(sentence))] : []),
      ...(thing.where ? [element("p", "app-search__where", thing.where)] : [])));
    link.href = this.address(thing.url);
    link.addEventListener("click", () => this.close());
    return element("li", "md-search-result__item", link);
  }

  // The address of a thing from this page: things name pages from the top of the site.
  address(url) {
    return new URL(url, new URL(this.dataset.root.replace(/\/?$/, "/"), location.href)).href;
  }

  drawKinds(counts) {
    const all = Object.keys(KINDS).filter((kind) => counts[kind]);
    this.kinds.hidden = all.length < 2;
    const held = document.activeElement?.dataset?.kind;
    this.kinds.replaceChildren(...["", ...all].map((kind) => {
      const number = kind ? counts[kind] : Object.values(counts).reduce((a, b) => a + b, 0);
      const chip = element("button", "app-search__kind", `${kind ? KINDS[kind][1] : "All"} `, element("span", "app-search__count", String(number)));
      chip.type = "button";
      chip.dataset.kind = kind;
      chip.setAttribute("aria-pressed", String((this.kind ?? "") === kind));
      chip.addEventListener("click", () => this.narrow(kind));
      return chip;
    }));
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
    const words = near.slice(0, 5).map((word) => {
      const button = element("button", "app-search__near", word);
      button.type = "button";
      button.addEventListener("click", () => this.begin(word));
      return button;
    });
    const sections = [...document.querySelectorAll(".md-tabs__link, .md-nav--primary > .md-nav__list > .md-nav__item > a.md-nav__link")]
      .map((link) => [link.textContent.trim(), link.href]);
    const links = [...new Map(sections)].map(([text, href]) => {
      const link = element("a", "", text);
      link.href = href;
      return element("li", "", link);
    });
    this.nothing.replaceChildren(
      ...(words.length ? [element("p", "", "Did you mean:"), element("p", "app-search__nears", ...words)] : []),
      element("p", "", "Or look in a section:"), element("ul", "", ...links), ...this.askFor());
  }

  askFor() {
    if (!this.dataset.ask) return [];
    const link = element("a", "", "Ask for it");
    link.href = this.dataset.ask;
    return [element("p", "", "Is it missing? ", link, ".")];
  }

  links() {
    return [...this.list.querySelectorAll("a")];
  }

  submit(event) {
    event.preventDefault();
    this.links()[0]?.click();
  }

  key(event) {
    if (event.key === "Escape") {
      this.input.focus();
      if (event.target === this.input) {
        this.input.blur();
        this.close();
      }
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [this.input, ...this.links()];
      const at = stops.indexOf(document.activeElement.closest("a, input"));
      if (at < 0) return;
      event.preventDefault();
      stops[(at + (event.key === "ArrowDown" ? 1 : -1) + stops.length) % stops.length].focus();
    }
  }
}
customElements.define("site-search", SiteSearch);
