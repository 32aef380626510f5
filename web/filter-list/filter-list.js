// <filter-list data-noun="argument">: narrows a long list by choices and by words, says how many
// are left, and keeps the choice in the address (after #, which works from a folder too), so that
// the view can be sent.
// Words are those of the search (web/search): it looks through the whole text of each thing, not
// only what the list says.
//
// Markup: a <form class="app-scripted"> whose fields have names; items with data-item, the id of
// the thing in the search, and one data-NAME a field (several values separated by |); groups with
// [data-group], hidden when empty; a [role=status]; a hidden [data-none] with a button [data-clear]
// and a hidden one [data-everywhere], which asks the whole site. Without scripts the list is
// complete.
import { say } from "../common/say.js";
import { loadSearch } from "../search/load.js";

const askSite = (words) => {
  const box = document.querySelector("site-search input");
  box.value = words;
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

class FilterList extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form)
      throw new Error(
        "<filter-list>: no <form> inside. See macros/templates/snippet-library.html.",
      );
    this.items = [...this.querySelectorAll("[data-item]")];
    this.form.addEventListener("input", () => this.apply(true));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => window.setTimeout(() => this.apply(true)));
    this.form.elements.q?.addEventListener("focus", () => this.load());
    this.querySelector("[data-clear]")?.addEventListener("click", () => {
      this.form.reset();
      this.form.querySelector("input, select").focus();
    });
    this.querySelector("[data-everywhere]")?.addEventListener("click", () => askSite(this.words));
    window.addEventListener("hashchange", () => this.read());
    this.read();
  }

  // Have the search loaded. What was typed until then is asked when it is there; without it, the
  // words of the list count.
  async load() {
    if (this.search || this.loading) return;
    this.loading = true;
    this.search = await loadSearch().catch(() => undefined);
    this.loading = false;
    this.cannot = !this.search;
    if (this.words) this.apply(false);
  }

  // The choice from the address. Names and values that we do not know change nothing.
  read() {
    const wanted = new URLSearchParams(window.location.hash.slice(1));
    for (const field of this.fields) {
      const value = wanted.get(field.name) ?? "";
      field.value = value;
      if (field.value !== value) field.value = "";
    }
    this.apply(false);
  }

  get fields() {
    return [...this.form.elements].filter((element) => element.name);
  }

  get words() {
    return (this.form.elements.q?.value ?? "").trim();
  }

  // What the words ask for: { has(item), also }; undefined while the search is on its way.
  get asked() {
    if (!this.words) return { has: () => true, also: [] };
    if (this.search) {
      const { ids, also } = this.search.matching(this.words);
      return { has: (item) => ids.has(item.dataset.item), also };
    }
    if (!this.cannot) return undefined;
    const words = this.words.toLowerCase().split(/\s+/);
    return {
      has: (item) => words.every((word) => item.textContent.toLowerCase().includes(word)),
      also: [],
    };
  }

  apply(write) {
    if (write) document.documentElement.classList.remove("app-view-sent"); // see web/theme/start.js
    const chosen = this.fields.filter((field) => field.value.trim());
    const { asked } = this;
    if (asked)
      this.show(
        chosen.filter((field) => field.name !== "q"),
        asked,
      );
    else {
      this.load();
      say(this.querySelector("[role=status]"), "The search is being loaded …");
    }
    if (write) {
      const address = new URLSearchParams(chosen.map((field) => [field.name, field.value.trim()]));
      window.history.replaceState(
        null,
        "",
        `${window.location.pathname}${window.location.search}${chosen.length ? `#${address}` : ""}`,
      );
    }
  }

  show(chosen, { has, also }) {
    for (const item of this.items) {
      item.hidden =
        !has(item) ||
        !chosen.every(({ name, value }) => (item.dataset[name] ?? "").split("|").includes(value));
    }
    for (const group of this.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-item]:not([hidden])");
    }
    this.dataset.narrowed = "";
    const shown = this.items.filter((item) => !item.hidden).length;
    this.querySelector("[data-none]").hidden = shown > 0;
    this.querySelector("[data-everywhere]").hidden = !this.words;
    say(
      this.querySelector("[role=status]"),
      [
        chosen.length || this.words
          ? `${shown} of ${this.items.length} ${this.dataset.noun}s shown`
          : `All ${this.items.length} ${this.dataset.noun}s shown`,
        ...(also.length ? [`. Also looked for: ${also.join(", ")}.`] : []),
      ].join(""),
    );
  }
}
customElements.define("filter-list", FilterList);
