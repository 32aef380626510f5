// A table wider than the screen scrolls inside itself: then the keyboard must reach it, and it
// needs a name.
const name = (wrap) => {
  let element = wrap;
  while (element && !/^H[1-6]$/.test(element.tagName)) element = element.previousElementSibling;
  return `Table: ${(element?.firstChild?.textContent ?? document.title).trim()}`;
};
const sync = () => {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (wrap.scrollWidth > wrap.clientWidth) {
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "region");
      wrap.setAttribute("aria-label", name(wrap));
    } else {
      wrap.removeAttribute("tabindex");
      wrap.removeAttribute("role");
      wrap.removeAttribute("aria-label");
    }
  }
};
// The theme wraps tables itself, a moment after the page is read.
window.addEventListener("load", () => {
  sync();
  new ResizeObserver(sync).observe(document.body);
  new MutationObserver(sync).observe(document.querySelector(".md-content") ?? document.body, {
    childList: true,
    subtree: true,
  });
});
