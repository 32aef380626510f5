// <filter-list data-noun="argument">: narrows a long list by choices and words, says how many are left,
import { say } from "../common/say.js";
// and keeps the choice in the address (after #, which works from a folder too), so that the view can be sent.
// Markup: a <form class="app-scripted"> whose fields have names; items with [data-item] and one data-NAME a field (several values
// separated by |); groups with [data-group], hidden when empty; data-words of an item is found too; a [role=status]; a hidden [data-none] with a
// [data-clear] button. Without scripts the list is complete.
class FilterList extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.items = [...this.querySelectorAll("[data-item]")];
    this.texts = new Map(this.items.map((item) => [item, `${item.textContent} ${item.dataset.words ?? ""}`.toLowerCase()]));
    if (!this.form) throw new Error("<filter-list>: no <form> inside. See macros/templates/snippet-library.html.");
    this.form.addEventListener("input", () => this.apply(true));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => window.setTimeout(() => this.apply(true)));
    this.querySelector("[data-clear]")?.addEventListener("click", () => {
      this.form.reset();
      this.form.querySelector("input, select").focus();
    });
    window.addEventListener("hashchange", () => this.read());
    this.read();
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

  apply(write) {
    const chosen = this.fields.filter((field) => field.value.trim());
    const words = (this.form.elements.q?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of this.items) {
      item.hidden = !(words.every((word) => this.texts.get(item).includes(word))
        && chosen.every((field) => field.name === "q" || (item.dataset[field.name] ?? "").split("|").includes(field.value)));
      if (!item.hidden) shown += 1;
    }
    for (const group of this.querySelectorAll("[data-group]")) {
      group.hidden = ![...group.querySelectorAll("[data-item]")].some((item) => !item.hidden);
    }
    this.querySelector("[data-none]").hidden = shown > 0;
    const noun = this.dataset.noun;
    say(this.querySelector("[role=status]"), chosen.length
      ? `${shown} of ${this.items.length} ${noun}s shown` : `All ${this.items.length} ${noun}s shown`);
    if (write) {
      const address = new URLSearchParams(chosen.map((field) => [field.name, field.value.trim()]));
      window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}${chosen.length ? `#${address}` : ""}`);
    }
  }
}
customElements.define("filter-list", FilterList);
