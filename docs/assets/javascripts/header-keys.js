// The theme's menu, search and colour buttons are labels, which a keyboard cannot reach. This makes them work like buttons.
(() => {
  const names = { __drawer: "Menu", __search: "Search" };

  const start = () => {
    for (const label of document.querySelectorAll("label.md-header__button")) {
      label.tabIndex = 0;
      label.setAttribute("role", "button");
      if (names[label.htmlFor]) label.setAttribute("aria-label", names[label.htmlFor]);
      else if (label.title) label.setAttribute("aria-label", label.title);
      label.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation(); // the theme clicks focused labels too: twice would undo it
        label.click();
        if (label.htmlFor === "__drawer") focusDrawer();
        if (label.htmlFor.startsWith("__palette")) document.querySelector(".md-header__option label:not([hidden])")?.focus();
      });
    }
    // The closed search is hidden, so that it takes no focus; the theme tries to focus it a moment too early.
    document.getElementById("__search")?.addEventListener("change", (event) => {
      if (event.target.checked) window.setTimeout(() => document.querySelector(".md-search__input")?.focus(), 60);
    });
    const drawer = document.getElementById("__drawer");
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer?.checked) return;
      drawer.click();
      document.querySelector("label.md-header__button[for=__drawer]")?.focus();
    });
    labelResults();
  };

  const focusDrawer = () => window.setTimeout(() => {
    document.querySelector(".md-sidebar--primary a[href], .md-sidebar--primary label[tabindex]")?.focus();
  }, 260); // after the drawer has slid in

  // The number of results is said aloud, not only shown.
  const labelResults = () => {
    document.querySelector(".md-search-result__meta")?.setAttribute("role", "status");
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
