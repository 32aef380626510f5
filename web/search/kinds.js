// The chips above the results that narrow them by kind, with counts: one stop for Tab, then the
// arrow keys, so that the results are the next stop.
import { el, setText } from "../common/dom.js";
import { KINDS } from "./labels.js";

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

const chipOf = (kind, name, narrow) => {
  const count = document.createTextNode("");
  const button = el(
    "button",
    { type: "button", class: "app-search__kind", "data-kind": kind, onclick: () => narrow(kind) },
    `${name} `,
    el("span", { class: "app-search__count" }, count),
  );
  return { kind, button, count };
};

export class Kinds {
  // bar: their place; narrow(kind) is called when one is pressed, with "" for all.
  constructor(bar, narrow) {
    this.bar = bar;
    this.chips = [
      ["", "All"],
      ...Object.entries(KINDS).map(([kind, [, name]]) => [kind, name]),
    ].map(([kind, name]) => chipOf(kind, name, narrow));
    bar.replaceChildren(...this.chips.map(({ button }) => button));
  }

  // Show how many there are of each kind, by kind, and which is chosen ("" for all).
  draw(counts, chosen) {
    this.bar.hidden = Object.keys(counts).length < 2;
    const all = { ...counts, "": sum(Object.values(counts)) };
    for (const { kind, button, count } of this.chips) {
      const number = String(all[kind] ?? "");
      setText(count, number);
      if (button.hidden !== !number) button.hidden = !number;
      const pressed = String(kind === chosen);
      if (button.getAttribute("aria-pressed") === pressed) continue; // no style to work out again
      button.setAttribute("aria-pressed", pressed);
      button.tabIndex = kind === chosen ? 0 : -1;
    }
  }

  // The chips that are shown.
  get shown() {
    return this.chips.filter(({ button }) => !button.hidden).map(({ button }) => button);
  }
}
