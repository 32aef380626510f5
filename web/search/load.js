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

let data;
let loading;

globalThis.pqSearchIndex = (made) => {
  data = made;
};

// The search, ready to be asked: { ask(text, options), matching(text) }, see engine.js. Should it
// fail, the next call tries again.
export const loadSearch = () => {
  const { script: engine, index } = document.querySelector("site-search").dataset;
  loading ??= Promise.all([script(engine), script(index)]).then(
    () => globalThis.pqSearch(data),
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
};
