// 1. Start: what to fund, the headings (an outline, or the reader's own template), the title, or a
// draft to go on with.
import { items as basketItems } from "../basket/kept.js";
import { el } from "../common/dom.js";
import { inWords, read } from "./draft.js";
import { lookAtFigures } from "./figures-view.js";
import { button, choices, field } from "./form.js";
import { forgetTemplate, isWord, keepTemplate, readDraft, readTemplate } from "./files.js";
import * as model from "./model.js";
import { headingsOf, OUTLINES } from "./outlines.js";
import { withDoor, withUsual } from "./start.js";

// ---- what the fields do ----

const addAll = (app, ids, tables, what, title = app.state.title) =>
  app.do(
    withUsual(
      app.state,
      ids.map((id) => app.byId[id]).filter(Boolean),
      tables.map((id) => app.site.tables.find((one) => one.id === id)),
      title,
    ),
    what,
  );

export const chooseDoor = (app, door) => {
  app.door = door;
  app.do(withDoor(app.state, door), "Headings of the trustees’ paper");
  app.soon();
};

// The reader's file is put aside when its headings are: a file without headings can take any
// outline.
const useOutline = (app, name) => {
  if (name === "template") return;
  const keeps = app.state.outline !== "template";
  const state = model.useHeadings(app.state, headingsOf(name), name);
  app.do(keeps ? state : model.setTemplate(state, null), `Headings of the ${OUTLINES[name].name}`);
};

// A template's headings become the outline; one without headings takes those that are chosen, at
// its end.
const openTemplate = async (app, file) => {
  try {
    const template = await readTemplate(file, app.dataset.word);
    app.file = template;
    await keepTemplate(template);
    const headings = template.headings.map(({ id, text, level, guidance }) => ({
      id,
      text,
      level,
      guidance,
    }));
    const state = headings.length ? model.useHeadings(app.state, headings, "template") : app.state;
    const said = headings.length
      ? `Using ${file.name}: ${headings.length} headings`
      : `Using ${file.name}. It has no headings, so the headings chosen here stand at its end, in its styles`;
    app.do(
      model.setTemplate(state, file.name),
      [said, ...template.notes].join(". ").replace(/\.{2,}/g, "."),
    );
  } catch (error) {
    app.say(error.message);
  }
};

const dropTemplate = async (app) => {
  const name = app.state.outline === "template" ? "five-case" : app.state.outline;
  await forgetTemplate();
  app.do(
    model.setTemplate(model.useHeadings(app.state, headingsOf(name), name), null),
    "Your template is taken out",
  );
};

const openDraft = async (app, file) => {
  let text;
  try {
    text = await readDraft(file, app.dataset.word);
  } catch (error) {
    app.say(error.message);
    return;
  }
  const { state, wrong } = read(text);
  if (wrong) {
    app.say(`${wrong} Your case is as it was.`);
    return;
  }
  app.open(state, `Opened ${file.name}`);
  app.tellChanges(await lookAtFigures(app));
};

// A file that is dropped on the page: a draft, or else a template.
export const takeFile = async (app, file) => {
  const isDraft = await readDraft(file, app.dataset.word).then(Boolean, () => !isWord(file));
  await (isDraft ? openDraft : openTemplate)(app, file);
};

// ---- how they look ----

const templateHelp = ({ template, state }) => {
  if (!state.template)
    return "Its headings and styles are used as they are. It stays on this computer.";
  if (!template)
    return `${state.template} is not on this computer. Choose it again before you download.`;
  return `${state.template} is used.`;
};

// It is emptied at once, because a file that was mended and is chosen again would be no change to it.
const fileInput = (id, name, accept, take) => {
  const input = el("input", {
    id,
    type: "file",
    accept,
    "data-focus": name,
    "aria-describedby": `${id}-help`,
    onchange: () => {
      const [file] = input.files;
      input.value = "";
      if (file) take(file);
    },
  });
  return input;
};

const templateField = (app) => {
  const input = fileInput("case-template", "template", ".docx,.dotx,.docm,.dotm", (file) =>
    openTemplate(app, file),
  );
  const made = field("case-template", "Or your own Word template", input, templateHelp(app));
  if (app.state.template) made.append(button("Take it out", () => dropTemplate(app)));
  return made;
};

const draftField = (app) =>
  field(
    "case-open",
    "Or go on with a draft",
    fileInput("case-open", "open", ".pqcase,.docx,.docm", (file) => openDraft(app, file)),
    "A .pqcase file, or a Word file that this page made, as it left here: changes made in Word are not read.",
  );

const addUsual = (app, door) =>
  addAll(
    app,
    door.arguments,
    app.site.start,
    "Added the usual arguments and tables",
    app.state.title || `Business case: ${door.name}`,
  );

const askDoor = (app) => {
  app.say("First choose what you want to fund.");
  app.field("door").focus();
};

const starters = (app, chosen) => {
  const basket = basketItems().map(({ argument }) => argument.id);
  const usual = "Add the usual arguments and tables";
  return el(
    "p",
    { class: "app-case__tools" },
    el(
      "button",
      {
        type: "button",
        class: "app-button",
        "data-focus": "start",
        onclick: () => (chosen ? addUsual(app, chosen) : askDoor(app)),
      },
      chosen ? `${usual} (${chosen.arguments.length + app.site.start.length})` : usual,
    ),
    basket.length
      ? button(
          `Add what is in the basket (${basket.length})`,
          () => addAll(app, basket, [], "Added what is in the basket"),
          { "data-focus": "basket" },
        )
      : null,
  );
};

export const startView = (app) => {
  const { state } = app;
  const door = el(
    "select",
    { id: "case-door", "data-focus": "door", onchange: () => chooseDoor(app, door.value) },
    choices(app.door, [["", "Choose …"], ...app.site.doors.map(({ id, name }) => [id, name])]),
  );
  const outline = el(
    "select",
    { id: "case-outline", "data-focus": "outline", onchange: () => useOutline(app, outline.value) },
    choices(state.outline, [
      ...Object.entries(OUTLINES).map(([id, { name }]) => [id, name]),
      ...(state.outline === "template" ? [["template", "Those of your own template"]] : []),
    ]),
  );
  const title = el("input", {
    id: "case-title",
    "data-focus": "title",
    value: state.title,
    onchange: () => app.do(model.setTitle(app.state, title.value), "Title changed", "title"),
  });
  return [
    el(
      "div",
      { class: "app-case__fields" },
      field("case-door", "What do you want to fund?", door),
      field("case-outline", "Headings", outline),
      field("case-title", "Title of the paper", title),
      templateField(app),
      draftField(app),
    ),
    starters(
      app,
      app.site.doors.find(({ id }) => id === app.door),
    ),
  ];
};

// What has changed since the case was made, with a way to take the new words.
export const changesView = (app) => {
  const open = app.changes.filter(({ part }) => app.state.parts.some(({ id }) => id === part));
  if (!open.length) return [];
  const take = (change) => () => {
    app.changes = app.changes.filter((one) => one !== change);
    app.do(
      model.renew(app.state, change.part, app.today(change.part)),
      `New words taken: ${change.title}`,
    );
  };
  return [
    el(
      "div",
      { class: "app-case__notice" },
      el("h3", { "data-focus": "changes", tabindex: "-1" }, "Changed since this case was made"),
      el(
        "ul",
        {},
        open.map((change) =>
          el(
            "li",
            {},
            inWords(change),
            " ",
            button("Show", () => app.lead(`${change.part} read`), {
              "aria-label": `Show: ${change.title}`,
            }),
            " ",
            change.change === "gone"
              ? null
              : button("Take the new words", take(change), {
                  "aria-label": `Take the new words: ${change.title}`,
                }),
          ),
        ),
      ),
    ),
  ];
};
