// Small things of a form that the views share.
import { el } from "../common/dom.js";

export const quiet = "app-button app-button--quiet";

export const button = (words, act, props = {}) =>
  el("button", { type: "button", class: quiet, onclick: act, ...props }, words);

// A field with its label, and what helps to fill it in.
export const field = (id, name, input, help) =>
  el(
    "p",
    { class: "app-case__field" },
    el("label", { for: id }, name),
    input,
    help ? el("span", { class: "app-quiet", id: `${id}-help` }, help) : null,
  );

export const choices = (chosen, pairs) =>
  pairs.map(([id, name]) => el("option", { value: id, selected: id === chosen }, name));

// Open a fold, and have it filled at once: the browser would do so only later.
export const unfold = (fold) => {
  fold.open = true;
  fold.dispatchEvent(new Event("toggle"));
};
