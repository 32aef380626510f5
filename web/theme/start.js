// The theme's three inline scripts as a file, so that a policy can forbid all that stand in a page.
// Runs before the page is drawn: it sets what the theme's bundle expects, and the colours that were
// chosen.
// The names of functions are the theme's. data-base: the address of the site's top from this page.
const script = document.currentScript;
const scope = new URL(script.dataset.base, location);

Object.assign(globalThis, {
  __md_scope: scope,
  __md_hash: (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0),
  __md_get: (key, storage = localStorage, from = scope) =>
    JSON.parse(storage.getItem(`${from.pathname}.${key}`)),
  __md_set: (key, value, storage = localStorage, from = scope) => {
    try {
      storage.setItem(`${from.pathname}.${key}`, JSON.stringify(value));
    } catch {
      /* not kept */
    }
  },
});

const paint = () => {
  let color = matchMedia("(prefers-color-scheme: dark)").matches ? { scheme: "slate" } : {};
  try {
    color = globalThis.__md_get("__palette")?.color ?? color;
  } catch {
    /* nothing is kept here: the reader's system decides */
  }
  for (const name of ["media", "scheme", "primary", "accent"]) {
    if (typeof color[name] === "string")
      document.body.setAttribute(`data-md-color-${name}`, color[name]);
  }
};
// The body is there as soon as the first of its elements is.
new MutationObserver((_, observer) => {
  if (!document.body) return;
  observer.disconnect();
  paint();
}).observe(document.documentElement, { childList: true });
const page = document.documentElement.classList;
page.replace("no-js", "js");
// A list that was sent narrowed (#q=words) keeps its place and shows nothing until web/filter-list
// has narrowed it, so that nothing jumps.
if (/^#\w+=/.test(location.hash)) page.add("app-view-sent");

// Where the site's script fails, the page is as it is without scripts: whole. Where it fails later,
// or does not come, at least every list is.
const LONGEST_WAIT = 5000; // milliseconds
const showLists = () => page.remove("app-view-sent");
const narrows = () => !document.querySelector("filter-list") || customElements.get("filter-list");
const showAll = () => {
  if (page.contains("app-runs") && narrows()) return;
  page.replace("js", "no-js");
  showLists();
};
addEventListener("error", ({ target }) => (target === window ? showLists() : showAll()), true);
document.addEventListener("DOMContentLoaded", showAll); // before it the script has run
setTimeout(() => customElements.get("filter-list") || showLists(), LONGEST_WAIT);
