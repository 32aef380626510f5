// The box of the search: it opens by key, press or address, and has the search loaded then and not
// before, because engine and index together are heavier than a page. What is typed meanwhile stays
// and is asked as soon as they are there.
import { loadSearch } from "./load.js";

const box = document.querySelector("site-search");
const KEYS = new Set(["f", "s", "/"]); // as in the theme
const LONGEST = 200; // of a question in an address

const say = (words) => {
  box.querySelector("[role=status]").textContent = words;
};

const begin = async () => {
  if (box.search) return;
  say("The search is being loaded …");
  try {
    const search = await loadSearch();
    box.use(search); // an element of its own only since the search was loaded
  } catch {
    say("The search could not be loaded. Check the connection and try again, or use the menu.");
  }
};

const openByKey = (event, input) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || event.altKey || event.ctrlKey || event.metaKey || !KEYS.has(event.key)) return;
  event.preventDefault();
  input.focus();
  input.select();
};

if (box) {
  const input = box.querySelector("input");
  const toggle = document.getElementById("__search");
  input.addEventListener("focus", () => {
    toggle.checked = true;
    begin();
  });
  // who goes on before the search has come is not left behind its panel either
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) toggle.checked = false;
  });
  toggle.addEventListener(
    "change",
    () => toggle.checked && window.setTimeout(() => input.focus(), 60),
  ); // the label that was pressed takes the focus first
  document.addEventListener("keydown", (event) => openByKey(event, input));
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked.slice(0, LONGEST);
    input.focus();
  }
}
