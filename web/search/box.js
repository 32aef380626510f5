// Loads the search when its box is first used, and not before: engine and index together are heavier than a page.
// What is typed until then stays in the box and is asked as soon as the search is there.
const box = document.querySelector("site-search");
const KEYS = new Set(["f", "s", "/"]); // as in the theme

const load = () => {
  if (!box || box.dataset.loading) return;
  box.dataset.loading = "yes";
  const script = document.createElement("script");
  script.src = box.dataset.script;
  script.addEventListener("error", () => {
    delete box.dataset.loading;
    box.querySelector("[role=status]").textContent = "The search could not be loaded. Check the connection and try again, or use the menu.";
  });
  document.head.append(script);
};

if (box) {
  const input = box.querySelector("input");
  const toggle = document.getElementById("__search");
  input.addEventListener("focus", () => { toggle.checked = true; load(); });
  toggle.addEventListener("change", () => toggle.checked && window.setTimeout(() => input.focus(), 60)); // the label that was pressed takes the focus first
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.altKey || event.ctrlKey || event.metaKey || !KEYS.has(event.key)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked.slice(0, 200);
    input.focus();
  }
}
