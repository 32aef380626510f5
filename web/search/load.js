// Loads the search once, when something first needs it: the engine, its style, and its index, which
// is a script too, because a folder knows no fetch. All or nothing: nothing is answered with half
// of what it needs.
import { load } from "../common/load.js";

// The search, ready to be asked: { ask(text, options), matching(text) }, see engine.js. Should it
// fail, the next call tries again. The box remembers it, because two scripts of a page may ask.
export const loadSearch = () => {
  const box = document.querySelector("site-search");
  const { script: engine, index, style } = box.dataset;
  globalThis.pqSearchIndex ??= (made) => {
    box.made = made;
  };
  box.loading ??= Promise.all([engine, index, style].map(load)).then(
    () => globalThis.pqSearch(box.made),
    (error) => {
      box.loading = undefined;
      throw error;
    },
  );
  return box.loading;
};
