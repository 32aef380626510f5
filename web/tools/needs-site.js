// Where the script of every page did not run, the page is whole without any: nothing is narrowed or
// filled in by halves.
if (!document.documentElement.classList.contains("app-runs"))
  throw new Error("The script of every page did not run.");
