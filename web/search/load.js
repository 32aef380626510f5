// Loads the search once, when something first needs it: the engine, and its index, which is a
// script too, because a folder knows no fetch. Both or neither: nothing is answered with half of
// what it needs.
import { el } from "../common/dom.js";

const script = (address) =>
  new Promise((resolve, reject) => {
    document.head.append(
      el("script", {
        src: address,
        onload: resolve,
        onerror: () => reject(new Error(`${address} could not be loaded.`)),
      }),
    );
  });

// The search, ready to be asked: { ask(text, options), matching(text) }, see engine.js. Should it
// fail, the next call tries again. The box remembers it, because two scripts of a page may ask.
export const loadSearch = () => {
  const box = document.querySelector("site-search");
  const { script: engine, index } = box.dataset;
  globalThis.pqSearchIndex ??= (made) => {
    box.made = made;
  };
  box.loading ??= Promise.all([script(engine), script(index)]).then(
    () => globalThis.pqSearch(box.made),
    (error) => {
      box.loading = undefined;
      throw error;
    },
  );
  return box.loading;
};
