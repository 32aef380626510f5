// A citation or a figure opens its full reference beside it, without leaving the place in the text.
// The reference is the one in the page's own list; without this script the link goes there.
let note, opener;

const build = () => {
  note = document.createElement("div");
  note.className = "app-note";
  note.id = "app-note";
  note.popover = "auto"; // closes with Esc and with a click elsewhere
  note.tabIndex = -1;
  note.setAttribute("role", "dialog");
  note.setAttribute("aria-label", "Source");
  note.addEventListener("toggle", (event) => {
    if (event.newState !== "closed" || !opener) return;
    opener.removeAttribute("aria-expanded");
    // Focus goes back to the citation unless the reader has already moved on.
    if (note.contains(document.activeElement) || document.activeElement === document.body)
      opener.focus();
    opener = null;
  });
  note.addEventListener("keydown", leave);
  document.body.append(note);
};

const fill = (target) => {
  const copy = target.cloneNode(true);
  copy.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
  copy.querySelectorAll(".app-reference__ways a[href^='#']").forEach((link) => link.remove());
  const text = document.createElement("div");
  text.className = "app-note__text";
  text.append(...copy.childNodes);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "app-note__close";
  close.textContent = "Close";
  close.addEventListener("click", () => {
    const link = opener;
    note.hidePopover();
    link?.focus({ preventScroll: true });
  });
  const foot = document.createElement("div"); // as wide as the note: no line shows next to the button
  foot.className = "app-note__foot";
  foot.append(close);
  note.replaceChildren(text, foot);
};

// kept free between the note and the edge of the screen, and between the note and the link
const EDGE = 8;
const LEAST = 180; // a note that is lower than this cannot be read: then it covers the link

// Below the link or above it, where there is more room; never off the screen, where nobody could
// scroll to it.
const place = (link) => {
  const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const width = Math.min(420, screen.width - 3 * EDGE);
  const left = Math.max(1.5 * EDGE, Math.min(box.left, screen.width - width - 1.5 * EDGE));
  Object.assign(note.style, { width: `${width}px`, left: `${left}px`, maxHeight: "none" });
  const room = { above: box.top - 2 * EDGE, below: screen.height - box.bottom - 2 * EDGE };
  const wanted = note.offsetHeight;
  const side = wanted <= room.below || room.below >= room.above ? "below" : "above";
  const height = Math.min(wanted, Math.max(room[side], Math.min(LEAST, screen.height - 2 * EDGE)));
  const top = side === "below" ? box.bottom + EDGE : box.top - EDGE - height;
  note.style.maxHeight = `${height}px`;
  note.style.top = `${Math.max(EDGE, Math.min(top, screen.height - EDGE - height))}px`;
};

// Tab past the end of the note closes it and goes on from the link; back past its beginning leads
// to the link.
const leave = (event) => {
  if (event.key !== "Tab" || !opener) return;
  const stops = [...note.querySelectorAll("a[href], button")];
  const atEnd = event.shiftKey
    ? [note, stops[0]].includes(document.activeElement)
    : document.activeElement === stops.at(-1);
  if (!atEnd) return;
  const link = opener;
  if (event.shiftKey) event.preventDefault();
  note.hidePopover();
  link.focus({ preventScroll: true });
};

// An older browser follows the link.
if (HTMLElement.prototype.showPopover)
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.app-cite, a.app-stat");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button)
      return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target || link.pathname !== window.location.pathname) return;
    event.preventDefault();
    if (!note) build();
    // A press may come before the news that the note was closed: what counts is what stands there.
    const open = note.matches(":popover-open");
    if (open) note.hidePopover();
    if (open && opener === link) return;
    fill(target);
    note.showPopover();
    place(link);
    opener?.removeAttribute("aria-expanded");
    opener = link;
    link.setAttribute("aria-expanded", "true");
    note.focus();
  });
window.addEventListener("resize", () => note?.matches(":popover-open") && note.hidePopover());
