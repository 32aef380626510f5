// One button for light and dark. The theme's bundle keeps the choice: this clicks the input that is
// not chosen.
// The button's name says what it will do, so it follows the colours that the page now has.
const button = document.querySelector(".app-colours");

if (button) {
  const names = Object.fromEntries(
    button.dataset.names
      .split(";")
      .filter(Boolean)
      .map((pair) => pair.split("=")),
  );
  const sync = () => {
    const name = names[document.body.dataset.mdColorScheme];
    button.title = name;
    button.setAttribute("aria-label", name);
  };
  new MutationObserver(sync).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  button.addEventListener("click", () => {
    const inputs = [...document.querySelectorAll("input[name=__palette]")];
    inputs
      .find((input) => input.dataset.mdColorScheme !== document.body.dataset.mdColorScheme)
      ?.click();
  });
  sync();
  button.hidden = false;
}
