// Leads from a place that stood on this page once to the page on which it stands now. The list follows
// when the site is made (moved_anchors in macros/prepare.py); web/theme/reveal.js asks for it where
// an address names nothing on its page.
const leadOn = (pages) => {
  const top = new URL(`${document.querySelector("site-search").dataset.root}/`, location.href);
  const [page, place] = location.href.slice(top.href.length).split("#");
  const now = Object.entries(pages[page] ?? {}).find(([, places]) => places.includes(place));
  if (now) location.replace(`${top}${now[0]}#${place}`);
};
