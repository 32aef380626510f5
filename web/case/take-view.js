// 6. Take it away: where each part goes, and the ways out: Word, copy, print, draft.
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { HTML, TEXT } from "../common/compose.js";
import { el } from "../common/dom.js";
import { load } from "../common/load.js";
import { report } from "../common/report.js";
import { saveDraft } from "./bar-view.js";
import { chartPictures } from "./figures-view.js";
import { fileName, forgetTemplate, saveFile } from "./files.js";
import { button, quiet } from "./form.js";
import * as model from "./model.js";
import { flatOf, keysOf, paperOf } from "./paper.js";
import { moveTo } from "./parts-view.js";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const today = () =>
  new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

// ---- where each part goes ----

// A table of selects, made when it is opened.
export const mappingView = (app) => {
  const { state } = app;
  if (!state.parts.length) return [];
  const rows = () =>
    model
      .inOrder(state)
      .map((part) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, model.nameOf(part)),
          el("td", {}, moveTo(app, part, `map ${part.id}`)),
        ),
      );
  const table = () =>
    el(
      "table",
      { class: "app-case__map" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, "Your part"),
          el(
            "th",
            { scope: "col" },
            state.outline === "template" ? "Heading of your template" : "Heading",
          ),
        ),
      ),
      el("tbody", {}, rows()),
    );
  const used = new Set(state.parts.map(({ heading }) => heading)).size;
  const fill = () => {
    if (fold.open && fold.childElementCount === 1) fold.append(el("div", {}, table()));
  };
  const fold = el(
    "details",
    { class: "app-fold app-case__wide", "data-fold": "mapping", ontoggle: fill },
    el(
      "summary",
      { "data-focus": "mapping" },
      `Where each part goes: ${state.parts.length} ${state.parts.length === 1 ? "part" : "parts"} below ${used} of ${state.headings.length} headings`,
    ),
  );
  return [fold];
};

// ---- the ways out ----

const word = async (app) => {
  app.keepTyped();
  const { state, template } = app;
  if (state.template && !template) {
    app.say(`Choose ${state.template} again first, under Start: it is not on this computer.`);
    return;
  }
  const withDraft = app.querySelector("#case-with-draft").checked;
  try {
    await load(app.dataset.word);
    const paper = paperOf(state, {
      works: app.site.works,
      filled: app.filled,
      template: state.outline === "template",
      today: today(),
    });
    const bytes = window.pqWord.writeCase(
      template?.bytes ?? null,
      paper,
      withDraft ? { draft: app.draft() } : {},
    );
    saveFile(bytes, `${fileName(state)}.docx`, WORD);
    app.say(
      `Downloaded ${fileName(state)}.docx. Empty gaps are marked in yellow; each argument has a comment that says where it is from.`,
    );
  } catch (error) {
    app.say(error.message);
  }
};

const copy = async (app) => {
  app.keepTyped();
  const drawing = await chartPictures(app);
  const blocks = flatOf(app.state);
  const composer = app.composer();
  const done = await copyOrSelect(
    composer.print(blocks, TEXT),
    composer.print(blocks, { ...HTML, drawing }),
    app.querySelector("[data-manual]"),
  );
  app.say(
    done
      ? report(
          "Copied with one list of references. Paste it into your document.",
          blocks,
          keysOf(app.state),
          app.site.works,
          app.filled,
        )
      : SELECTED,
  );
};

const print = async (app) => {
  app.keepTyped();
  app.preview.open = true;
  await app.drawPreview();
  const { classList } = document.documentElement;
  classList.add("app-case-printing");
  window.addEventListener("afterprint", () => classList.remove("app-case-printing"), {
    once: true,
  });
  window.print();
};

const clear = async (app) => {
  if (
    !window.confirm(
      "Remove this case from this computer? Download the draft first if you want to keep it.",
    )
  )
    return;
  app.changes = [];
  app.closeEditor();
  await forgetTemplate();
  app.store.replace(
    model.empty(),
    "Everything is cleared. Undo brings it back until you leave this page",
  );
  app.unsaved = null;
  app.keeper.forget();
};

export const takeView = (app) => [
  app.state.template ? el("p", {}, `The Word file is made in ${app.state.template}.`) : null,
  el(
    "p",
    { class: "app-case__tools" },
    el(
      "button",
      { type: "button", class: "app-button", "data-focus": "word", onclick: () => word(app) },
      "Download for Word",
    ),
    el(
      "button",
      {
        type: "button",
        class: quiet,
        onclick: () => copy(app),
        onpointerenter: () => chartPictures(app), // ready before the click, which soon goes stale
        onfocus: () => chartPictures(app),
      },
      "Copy for Word",
    ),
    button("Print", () => print(app)),
    button("Download draft", () => saveDraft(app)),
    button("Clear everything", () => clear(app)),
  ),
  el(
    "p",
    { class: "app-case__tick" },
    el(
      "label",
      { for: "case-with-draft" },
      el("input", { type: "checkbox", id: "case-with-draft", checked: true }),
      " Keep the draft inside the Word file",
    ),
    " ",
    el(
      "span",
      { class: "app-quiet" },
      "Then the file opens here again. Everything that you typed is inside; switch it off before you send the file to people who should not see that.",
    ),
  ),
  el("div", { class: "app-snippet__manual", hidden: true, tabindex: "-1", "data-manual": true }),
];
