// The theme's menu and search buttons are labels, which a keyboard cannot reach. This makes them
// work like buttons.
const names = { __drawer: "Menu", __search: "Search" };

const start = () => {
  for (const label of document.querySelectorAll("label.md-header__button")) {
    label.tabIndex = 0;
    label.setAttribute("role", "button");
    if (names[label.htmlFor]) label.setAttribute("aria-label", names[label.htmlFor]);
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation(); // the theme clicks focused labels too: twice would undo it
      label.click();
      if (label.htmlFor === "__drawer") focusDrawer();
    });
  }
  keepClosedSearchQuiet();
  const drawer = document.getElementById("__drawer");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer?.checked) return;
    drawer.click();
    document.querySelector("label.md-header__button[for=__drawer]")?.focus();
  });
};

const focusDrawer = () =>
  window.setTimeout(() => {
    document
      .querySelector(".md-sidebar--primary a[href], .md-sidebar--primary label[tabindex]")
      ?.focus();
  }, 260); // after the drawer has slid in

// On a phone the closed search lies off the screen: Tab must not go there, while its button and "/"
// still may.
const keepClosedSearchQuiet = () => {
  const toggle = document.getElementById("__search");
  const input = document.querySelector(".md-search__input");
  if (!toggle || !input) return;
  const narrow = window.matchMedia("(max-width: 59.984375em)");
  const sync = () => {
    input.tabIndex = narrow.matches && !toggle.checked ? -1 : 0;
  };
  toggle.addEventListener("change", () => {
    sync();
    // the label that was pressed takes the focus first
    if (toggle.checked) window.setTimeout(() => input.focus(), 60);
  });
  input.addEventListener("focus", sync);
  narrow.addEventListener("change", sync);
  sync();
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
