// What a page shows of the basket before anybody presses anything: which of its arguments are in it,
// and beside its link how many.
import { has, items, KEY } from "./kept.js";

const syncButtons = () => {
  for (const button of document.querySelectorAll("[data-basket]")) {
    const inside = has(button.dataset.basket);
    button.setAttribute("aria-pressed", String(inside));
    button.firstChild.textContent = inside ? "In the basket" : "Add to basket";
  }
};

const syncCount = () => {
  const number = items().length;
  for (const link of document.querySelectorAll("[data-basket-count]")) {
    link.hidden = number === 0;
    link.querySelector("span").textContent = String(number);
  }
};

export const sync = () => {
  syncButtons();
  syncCount();
};

window.addEventListener("storage", ({ key }) => key === KEY && sync());
sync();
