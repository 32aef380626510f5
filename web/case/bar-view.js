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

// Undo and redo, put into the box once; the function that is given back shows what they would do.
export const barView = (app, box) => {
  const undo = button("Undo", () => app.store.undo(), { "data-focus": "Undo" });
  const redo = button("Redo", () => app.store.redo(), { "data-focus": "Redo" });
  box.append(undo, redo);
  const show = (made, can) => {
    made.setAttribute("aria-disabled", !can);
    made.title = can ?? "";
  };
  return () => {
    show(undo, app.store.canUndo);
    show(redo, app.store.canRedo);
  };
};

// The draft as a file; `mark` stands behind its name.
export const saveDraft = (app, mark = "") =>
  saveFile(app.draft(), `${fileName(app.state)}${mark}.pqcase`, "application/json");

// Where this browser keeps nothing, the draft is offered as a file.
export const unkeptView = (app) =>
  app.unkept
    ? [
        el(
          "p",
          { class: "app-case__notice" },
          "This case is not kept in this browser. ",
          button("Download the draft", () => saveDraft(app)),
        ),
      ]
    : [];

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
    saveDraft(app, " (copy)");
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
        app.save();
        settle("Kept: this tab’s case replaces the other.");
      }),
    ),
  ];
};
