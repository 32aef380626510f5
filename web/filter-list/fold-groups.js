// Groups of a long list that are folded, <details data-group> in a <filter-list> or <sort-table>:
// they open while the list is narrowed, and close again when all is shown. A link into any fold of
// a page opens it, in browsers that do not do so themselves.
const LISTS = "filter-list, sort-table";

const isNarrowed = (list) =>
  [...list.querySelectorAll("input[type=search], select")].some(({ value }) => value.trim());
const follow = (list) => {
  const open = isNarrowed(list);
  for (const fold of list.querySelectorAll("details[data-group]")) fold.open = open;
};

for (const type of ["input", "reset"]) {
  document.addEventListener(type, ({ target }) => {
    const list = target.closest?.(LISTS);
    // a reset empties the fields after this
    if (list?.querySelector("details[data-group]")) window.setTimeout(() => follow(list));
  });
}

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
};

window.addEventListener("hashchange", () => reveal(window.location.hash));
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href^='#']");
  if (link && link.hash === window.location.hash) reveal(link.hash); // no hashchange follows
});
for (const list of document.querySelectorAll(LISTS))
  if (list.querySelector("details[data-group]") && isNarrowed(list)) follow(list);
reveal(window.location.hash);
