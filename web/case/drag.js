// Moving a part with the mouse, by the handle at its left. For everybody else there are Up, Down
// and Move to….
const ITEM = ".app-case__part";
const HEADING = ".app-case__heading";

let dragged = null;

export const makeDraggable = (item) => {
  const handle = item.querySelector(".app-case__handle");
  handle.draggable = true;
  handle.addEventListener("dragstart", (event) => {
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.dataset.part);
    event.dataTransfer.setDragImage(item, 10, 10);
  });
  handle.addEventListener("dragend", () => {
    dragged = null;
  });
};

// Where a part would land: the heading, and before which of its other parts.
const placeAt = (heading, y) => {
  const others = [...heading.querySelectorAll(ITEM)].filter((item) => item !== dragged);
  const n = others.findIndex((item) => {
    const { top, height } = item.getBoundingClientRect();
    return y < top + height / 2;
  });
  return { n: n < 0 ? others.length : n, before: n < 0 ? null : others[n], last: others.at(-1) };
};

const mark = (sheet, heading, place) => {
  for (const marked of sheet.querySelectorAll("[data-drop]")) marked.removeAttribute("data-drop");
  if (!place) return;
  (place.before ?? place.last ?? heading).setAttribute(
    "data-drop",
    place.before ? "before" : "after",
  );
};

// `move(part, heading, n)`: a part was dropped as the n-th below a heading.
export const receiveDrops = (sheet, move) => {
  sheet.addEventListener("dragover", (event) => {
    const heading = event.target.closest(HEADING);
    if (!dragged || !heading) return;
    event.preventDefault();
    mark(sheet, heading, placeAt(heading, event.clientY));
  });
  sheet.addEventListener("drop", (event) => {
    const heading = event.target.closest(HEADING);
    if (!dragged || !heading) return;
    event.preventDefault();
    const { n } = placeAt(heading, event.clientY);
    const { part } = dragged.dataset;
    dragged = null;
    mark(sheet);
    move(part, heading.dataset.heading, n);
  });
  sheet.addEventListener("dragend", () => mark(sheet));
};
