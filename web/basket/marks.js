// What a page shows of the basket before anybody presses anything: which of its arguments are in it,
// and beside its link how many.
import { items, KEY } from "./kept.js";

const syncButtons = (kept) => {
  for (const button of document.querySelectorAll("[data-basket]")) {
    const inside = kept.has(button.dataset.basket);
    button.setAttribute("aria-pressed", String(inside));
    button.firstChild.textContent = inside ? "In the basket" : "Add to basket";
  }
};

const syncCount = (number) => {
  for (const link of document.querySelectorAll("[data-basket-count]")) {
    link.hidden = number === 0;
    link.querySelector("span").textContent = String(number);
  }
};

export const sync = () => {
  const kept = items(); // read once: a list has a button for each of eighty arguments
  syncButtons(new Set(kept.map(({ argument }) => argument.id)));
  syncCount(kept.length);
};

window.addEventListener("storage", ({ key }) => key === KEY && sync());
sync();
