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
    if (note.contains(document.activeElement) || document.activeElement === document.body) opener.focus();
    opener = null;
  });
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
  close.addEventListener("click", () => note.hidePopover());
  note.replaceChildren(text, close);
};

const place = (link) => {
  const box = link.getBoundingClientRect();
  const width = Math.min(420, document.documentElement.clientWidth - 24);
  note.style.width = `${width}px`;
  note.style.left = `${Math.max(12, Math.min(box.left, document.documentElement.clientWidth - width - 12))}px`;
  const below = box.bottom + 8;
  const height = note.offsetHeight;
  note.style.top = `${below + height > window.innerHeight && box.top > height + 16 ? box.top - height - 8 : below}px`;
};

// An older browser follows the link.
if (HTMLElement.prototype.showPopover) document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.app-cite, a.app-stat");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target || link.pathname !== window.location.pathname) return;
  event.preventDefault();
  if (!note) build();
  if (opener === link) return note.hidePopover();
  if (note.matches(":popover-open")) note.hidePopover();
  fill(target);
  note.showPopover();
  place(link);
  opener = link;
  link.setAttribute("aria-expanded", "true");
  note.focus();
});
window.addEventListener("resize", () => note?.matches(":popover-open") && note.hidePopover());
