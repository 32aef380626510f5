// Groups of a long list that are folded, <details data-group> in a <filter-list> or <sort-table>:
// they open while the list is narrowed, and close again when all is shown.
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

for (const list of document.querySelectorAll(LISTS))
  if (list.querySelector("details[data-group]") && isNarrowed(list)) follow(list);
