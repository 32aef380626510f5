// 2. Your paper: its headings, the parts below each, and what can be done to a part. A part that
// did not change is not made again, and its words are written when it is opened: so a long paper
// stays quick.
import { el } from "../common/dom.js";
import { load } from "../common/load.js";
import { addView } from "./add-view.js";
import { button, choices, unfold } from "./form.js";
import { makeDraggable, receiveDrops } from "./drag.js";
import { editor } from "./edit-view.js";
import * as model from "./model.js";
import { blocksFor } from "./paper.js";

const FEW_NOTES = 2; // of a template, that stand open
const [HEADING_REM, PART_REM] = [5, 2.6]; // heights before they are known, in rem of the theme

const notesOf = ({ id, guidance = [] }) => {
  const lines = guidance.map((words) => el("p", { class: "app-quiet" }, words));
  if (lines.length <= FEW_NOTES) return lines;
  return [
    el(
      "details",
      { class: "app-fold app-fold--small", "data-fold": `notes ${id}` },
      el("summary", {}, `Notes of your template (${lines.length})`),
      lines,
    ),
  ];
};

// Where a part can go: every heading, with the one it stands below chosen.
export const moveTo = (app, part, focus) => {
  const { headings } = app.state;
  const select = el(
    "select",
    {
      "aria-label": `Move to…: ${model.nameOf(part)}`,
      "data-focus": focus,
      onchange: () => {
        const { text } = headings.find(({ id }) => id === select.value);
        app.do(
          model.place(app.state, part.id, select.value),
          `Moved below “${text}”: ${model.nameOf(part)}`,
        );
      },
    },
    choices(
      part.heading,
      headings.map(({ id, text }) => [id, text]),
    ),
  );
  return select;
};

const actions = (app, part, { first, last }) => {
  const name = model.nameOf(part);
  const act = (word, label, run, can = true) =>
    button(word, () => can && run(), {
      "data-focus": `${part.id} ${word}`,
      "aria-label": `${label}: ${name}`,
      "aria-disabled": String(!can),
    });
  const step = (by) =>
    app.do(model.step(app.state, part.id, by), `${by < 0 ? "Moved up" : "Moved down"}: ${name}`);
  const remove = () => {
    app.field("Undo").focus({ preventScroll: true }); // sooner than when the part is gone
    app.do(model.remove(app.state, part.id), `Removed: ${name}. Undo brings it back`);
  };
  return el(
    "span",
    { class: "app-case__moves" },
    part.kind === "money" ? null : act("Edit", "Edit", () => app.edit(part.id)),
    act("Up", "Move up", () => step(-1), !first),
    act("Down", "Move down", () => step(1), !last),
    act("Remove", "Remove", remove),
  );
};

// The words of a part, and what is seldom needed: another heading, the words of the library again.
const inside = (app, part) => {
  const words = el("div", { class: "app-case__words" });
  words.innerHTML = app
    .composer()
    .print(blocksFor(part, app.state), app.style, { references: false }); // escaped by the composer
  const back = part.edited
    ? button(
        "Put back",
        () =>
          app.do(
            model.change(app.state, part.id, { edited: undefined }),
            `Put back: ${model.nameOf(part)}`,
          ),
        {
          "data-focus": `${part.id} back`,
          "aria-label": `Put back the words of the library: ${model.nameOf(part)}`,
        },
      )
    : null;
  return [
    words,
    el(
      "p",
      { class: "app-case__tools" },
      el("span", { "aria-hidden": "true" }, "Move to"),
      moveTo(app, part, `${part.id} move`),
      back,
    ),
  ];
};

// A quiet note on words of the reader's own that name what has gone; its script comes with the
// first such words.
const noteOn = (app, part) => {
  const note = el("old-words", { "data-data": "old-paper-data.js", "data-root": "index.html" });
  note.words = model.plain(part);
  load(app.dataset.oldWords).catch(() => {}); // a note that cannot be made stops nobody
  return note;
};

const partView = (app, part, ends) => {
  const tag = (words) => el("span", { class: "app-tag" }, words);
  let shown = null;
  const fold = el(
    "details",
    {
      class: "app-case__fold",
      "data-fold": `${part.id} words`,
      ontoggle: () => {
        if (!fold.open || shown === app.filledKey) return;
        shown = app.filledKey;
        const now = app.state.parts.find(({ id }) => id === part.id); // perhaps elsewhere
        fold.replaceChildren(fold.firstElementChild, ...inside(app, now));
      },
    },
    el(
      "summary",
      { "data-focus": `${part.id} read` },
      el("strong", {}, model.nameOf(part)),
      part.stands && part.stands !== "current" ? tag(part.stands) : null,
      part.edited ? tag("changed by you") : null,
    ),
  );
  const item = el(
    "li",
    { class: "app-case__part", "data-part": part.id },
    el("span", { class: "app-case__handle", "aria-hidden": "true", title: "Drag to move" }, "⠿"),
  );
  item.append(app.editing === part.id ? editor(app, part) : fold, actions(app, part, ends));
  if (part.kind === "text" || part.edited) item.append(noteOn(app, part));
  makeDraggable(item);
  return item;
};

// Put an item before another. Where the browser can, it is moved as it is: it keeps its focus, and
// is not styled anew.
const putBefore = (list, item, next) => {
  if (list.moveBefore && item.isConnected) list.moveBefore(item, next);
  else list.insertBefore(item, next);
};

// Put the items of a list in order, and move only those that stand elsewhere. What does not belong
// here is on its way to another list.
const arrange = (list, items) => {
  const wanted = new Set(items);
  let next = list.firstElementChild;
  for (const item of items) {
    while (next && !wanted.has(next)) next = next.nextElementSibling;
    if (item === next) next = next.nextElementSibling;
    else putBefore(list, item, next);
  }
};

export class Paper {
  constructor(app, box) {
    Object.assign(this, { app, box, items: new Map(), below: new Map() });
    this.all = addView(app, null);
    this.sheet = el("div", {});
    box.append(this.all.node, this.sheet);
    receiveDrops(this.sheet, (part, heading, n) => {
      const state = model.place(app.state, part, heading, n);
      app.do(state, `Moved: ${model.nameOf(state.parts.find(({ id }) => id === part))}`);
    });
  }

  draw(basket) {
    const { headings, parts } = this.app.state;
    if (headings !== this.headings) this.drawHeadings(headings);
    const known = new Set(parts.map(({ id }) => id));
    for (const [id, { item }] of this.items) {
      if (known.has(id)) continue;
      item.remove();
      this.items.delete(id);
    }
    const used = parts.map(({ argument }) => argument ?? "").join();
    for (const [n, { id }] of headings.entries()) {
      const { list, add, node } = this.below.get(id);
      const here = parts.filter(({ heading }) => heading === id);
      const made = here.map((part, at) =>
        this.item(part, {
          first: n === 0 && at === 0,
          last: n === headings.length - 1 && at === here.length - 1,
        }),
      );
      arrange(list, made);
      list.hidden = !made.length;
      node.style.containIntrinsicBlockSize = `auto ${HEADING_REM + PART_REM * made.length}rem`;
      add.refresh(used + basket);
    }
    this.all.refresh(used + basket);
  }

  drawHeadings(headings) {
    this.headings = headings;
    this.below.clear();
    // what is being typed is never thrown away
    for (const id of this.items.keys()) if (id !== this.app.editing) this.items.delete(id);
    this.sheet.replaceChildren(
      ...headings.map((heading) => {
        const list = el("ol", { class: "app-case__parts" });
        const add = addView(this.app, heading);
        const node = el(
          "div",
          { class: "app-case__heading", "data-heading": heading.id },
          el("h3", {}, heading.text),
          notesOf(heading),
          list,
          add.node,
        );
        this.below.set(heading.id, { list, add, node });
        return node;
      }),
    );
  }

  // The item of a part: made again only where something that it shows has changed.
  item(part, ends) {
    const { app } = this;
    const known = this.items.get(part.id);
    const open = known?.item.querySelector(":scope > details")?.open;
    const { heading, ...fields } = part;
    const shown = [
      ...Object.values(fields),
      open ? heading : null,
      ends.first,
      ends.last,
      app.editing === part.id,
      open ? app.filledKey : null,
      part.kind === "money" ? app.state.money : null,
      app.drawing,
    ];
    if (known && shown.every((one, n) => one === known.shown[n])) return known.item;
    // what is being typed is never thrown away
    if (known?.edited && app.editing === part.id) return known.item;
    const item = partView(app, part, ends);
    const fold = item.querySelector(":scope > details");
    if (open && fold) unfold(fold);
    known?.item.replaceWith(item);
    this.items.set(part.id, { item, shown, edited: app.editing === part.id });
    return item;
  }
}
