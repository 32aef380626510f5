// What stays in sight while the page is scrolled: the steps, undo and redo, and the question of two
// tabs.
import { el } from "../common/dom.js";
import { read } from "./draft.js";
import { fileName, saveFile } from "./files.js";
import { button } from "./form.js";
import { SECTIONS } from "./sections.js";

// Links to the sections, with how much is left to do there: { id: number }.
export const stepsView = (left) => [
  el(
    "nav",
    { class: "app-case__steps", "aria-label": "Steps of this page" },
    SECTIONS.map(([id, , name], n) =>
      el(
        "a",
        { href: `#case-${id}` },
        `${n + 1}\u00a0${name.replace(" ", "\u00a0")}`,
        left[id]
          ? el(
              "span",
              { class: "app-case__left" },
              el("span", { class: "app-hidden" }, ", "),
              left[id],
              el("span", { class: "app-hidden" }, " to do"),
            )
          : null,
      ),
    ),
  ),
];

export const barView = (app) => {
  const step = (name, can, act) =>
    button(name, () => can && act(), {
      "data-focus": name,
      "aria-disabled": String(!can),
      title: can ?? false,
    });
  return [
    step("Undo", app.store.canUndo, () => app.store.undo()),
    step("Redo", app.store.canRedo, () => app.store.redo()),
  ];
};

// Another tab has changed the case: which one is kept is for the reader to say.
export const tabsView = (app) => {
  if (!app.held) return [];
  const settle = (what) => {
    app.held = false;
    app.draw();
    app.say(what);
  };
  const loadOther = (what) => {
    const { state, wrong } = read(JSON.stringify(app.keeper.load()));
    if (wrong) {
      app.say(wrong);
      return;
    }
    app.held = false;
    app.store.replace(state, what);
  };
  const copy = () => {
    saveFile(app.draft(), `${fileName(app.state)} (copy).pqcase`, "application/json");
    loadOther("Your copy is downloaded, and the other tab’s case is loaded");
  };
  return [
    el(
      "p",
      { class: "app-case__notice" },
      el("strong", {}, "Another tab has changed this case. "),
      button("Load that one", () => loadOther("The other tab’s case is loaded")),
      " ",
      button("Keep this as a copy", copy),
      " ",
      button("Keep mine", () => {
        app.keeper.insist();
        app.save("Kept");
        settle("Kept: this tab’s case replaces the other.");
      }),
    ),
  ];
};
