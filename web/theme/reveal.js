// A link into any fold of a page opens it, in browsers that do not do so themselves. A link to what
// has moved to another page leads there.
import { load } from "../common/load.js";

const named = (hash) => {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  } // no id that we made
};
const reveal = (hash) => {
  const target = named(hash);
  let opened = false;
  for (
    let fold = target?.closest(".md-content details");
    fold;
    fold = fold.parentElement.closest(".md-content details")
  ) {
    opened ||= !fold.open;
    fold.open = true;
  }
  if (opened) target.scrollIntoView();
  if (!target && /^#[\w-]+$/.test(hash))
    load(`${document.querySelector("site-search").dataset.root}/moved-anchors.js`);
};

window.addEventListener("hashchange", () => reveal(window.location.hash));
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href^='#']");
  if (link && link.hash === window.location.hash) reveal(link.hash); // no hashchange follows
});
reveal(window.location.hash);
