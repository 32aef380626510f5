// A table wider than the screen scrolls inside itself: then the keyboard must reach it, and it
// needs a name.
const name = (wrap) => {
  let element = wrap;
  while (element && !/^H[1-6]$/.test(element.tagName)) element = element.previousElementSibling;
  return `Table: ${(element?.firstChild?.textContent ?? document.title).trim()}`;
};
const WRAPS = ".md-typeset__scrollwrap, .app-table-scroll";
const names = new WeakMap(); // as templates wrote them; a table that fits is no stop on the way
const mark = (wrap, scrolls) => {
  if (!names.has(wrap)) names.set(wrap, wrap.getAttribute("aria-label") ?? name(wrap));
  if (scrolls) {
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", names.get(wrap));
  } else for (const given of ["tabindex", "role", "aria-label"]) wrap.removeAttribute(given);
};
// Told after the browser has laid out, and all are read before one is written: nothing is laid out
// a second time for this.
const sizes = new ResizeObserver((changed) => {
  const wraps = new Set(changed.map(({ target }) => target.closest(WRAPS)));
  wraps.delete(null);
  const found = [...wraps].map((wrap) => [wrap, wrap.scrollWidth > wrap.clientWidth]);
  for (const [wrap, scrolls] of found) mark(wrap, scrolls);
});
// The theme wraps tables itself, a moment after the page is read; to watch one twice is to watch
// it once.
const watch = () => {
  for (const wrap of document.querySelectorAll(WRAPS))
    for (const element of [wrap, ...wrap.querySelectorAll("table")]) sizes.observe(element);
};
window.addEventListener("load", () => {
  watch();
  new MutationObserver(watch).observe(document.querySelector(".md-content") ?? document.body, {
    childList: true,
    subtree: true,
  });
});
