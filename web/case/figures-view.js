// 3. Your figures: a council's figures as parts of the paper, and the gaps, each filled once.
import { el } from "../common/dom.js";
import { offer, origin, setValue, sources } from "../common/gaps.js";
import { load } from "../common/load.js";
import { store } from "../common/store.js";
import { gapsOf } from "./check.js";
import { button, choices, field } from "./form.js";
import * as model from "./model.js";
import { flatOf } from "./paper.js";

const CHOSEN = "pq-council"; // also of the page “Your council in figures”
const FIRST = 9; // gaps that stand open

// ---- the data, loaded when it is needed ----

const loadFigures = async (app) => {
  if (app.councils) return app.councils;
  await Promise.all([load(app.dataset.councils), load(app.dataset.council)]);
  const { Figures, drawing } = window.pqCaseCouncil;
  app.councils = new Figures(window.pqCouncils);
  app.drawing = drawing;
  return app.councils;
};

const partOf = (figures, { council, shows }) => {
  const found = figures.byAnchor(council);
  return found
    ? window.pqCaseCouncil.partsOf(figures, found).find((one) => one.shows === shows)
    : undefined;
};

// A part of figures → its blocks of today; nothing is loaded for a case without such parts.
export const lookAtFigures = async (app) => {
  if (!app.state.parts.some(({ kind }) => kind === "figures")) return undefined;
  try {
    const figures = await loadFigures(app);
    return (part) => partOf(figures, part)?.blocks ?? null;
  } catch {
    return undefined; // without the data nothing is said of it
  }
};

// What the library or a council has to say of a part today, as the fields of the part.
export const today = (app, part) =>
  part.kind === "figures" ? partOf(app.councils, part) : app.byId[part.argument];

// ---- choosing a council ----

const choose = (app, anchor) => {
  const council = app.councils.byAnchor(anchor);
  app.council = council ?? null;
  if (!council) {
    app.refresh();
    return;
  }
  store.set(CHOSEN, anchor);
  const facts = app.councils.of(council);
  offer(window.pqCaseCouncil.gaps(facts), {
    source: app.councils.source,
    as_at: `${facts.when}-09-30`,
    words: `Department for Education, 30 September ${facts.when}`,
  });
  app.refresh();
  app.say(
    `${council.name}: its name and figures fill the gaps that were empty. Add text, table or charts below.`,
  );
};

const begin = async (app) => {
  app.say("Loading the figures of all councils …");
  try {
    await loadFigures(app);
  } catch (error) {
    app.say(error.message);
    return;
  }
  app.council = app.councils.byAnchor(store.get(CHOSEN) ?? "") ?? null;
  app.draw();
  app.say("Choose your council.");
  app.field("council")?.focus();
};

const addFigures = (app, { shows, title, blocks }) => {
  const part = {
    kind: "figures",
    title,
    council: app.council.anchor,
    shows,
    blocks,
    sources: [app.councils.source],
  };
  const state = model.add(app.state, part, { holds: "strategic" });
  app.do(
    state,
    `Added below “${state.headings.find(({ id }) => id === state.parts.at(-1).heading).text}”: ${title}`,
  );
};

const councilView = (app) => {
  if (!app.councils)
    return [
      el(
        "p",
        { class: "app-case__field" },
        button("Choose your council", () => begin(app), { "data-focus": "council-begin" }),
        el(
          "span",
          { class: "app-quiet" },
          "Children’s services: its published figures fill gaps, and stand in the paper as text, table and chart.",
        ),
      ),
    ];
  const names = [...app.councils.councils]
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB"))
    .map(({ anchor, name }) => [anchor, name]);
  const select = el(
    "select",
    { id: "case-council", "data-focus": "council", onchange: () => choose(app, select.value) },
    choices(app.council?.anchor ?? "", [["", "Choose …"], ...names]),
  );
  const made = app.council ? window.pqCaseCouncil.partsOf(app.councils, app.council) : [];
  const used = new Set(
    app.state.parts
      .filter(({ kind, council }) => kind === "figures" && council === app.council?.anchor)
      .map(({ shows }) => shows),
  );
  return [
    el("div", { class: "app-case__fields" }, field("case-council", "Your council", select)),
    made.length
      ? el(
          "p",
          { class: "app-case__tools" },
          made.map((one) => {
            const there = used.has(one.shows);
            return button(
              there ? `${one.name} ✓` : one.name,
              () => !there && addFigures(app, one),
              { "data-focus": `figures ${one.shows}`, "aria-disabled": String(there) },
            );
          }),
        )
      : null,
  ];
};

// ---- gaps ----

const fromWhere = (app, name) => {
  const { [name]: from } = sources();
  if (app.state.figures[name] || !from) return "";
  if (origin(name)) return `${origin(name)}.`;
  const work = app.site.works[from.source];
  return work ? `From ${work.name}.` : "From published figures.";
};

const gapField = (app, { name, parts }, n, filled, money) => {
  const id = `case-figure-${n}`;
  const input = el("input", {
    id,
    "data-focus": `figure ${name}`,
    value: filled[name] ?? "",
    autocomplete: "off",
    onchange: () => {
      const step = model.setFigure(app.state, name, input.value);
      // emptied what came from elsewhere
      if (step.figures[name] === app.state.figures[name]) setValue(name, input.value);
      app.do(step, `${name} ${input.value.trim() ? "filled in" : "emptied"}`, `figure ${name}`);
    },
  });
  const where = app.state.parts.find((part) => part.id === parts[0]);
  const help = money ? "From your costs." : fromWhere(app, name);
  const made = field(id, name, input, help);
  const place = `in “${model.shortened(model.nameOf(where), 40)}”${parts.length > 1 ? ` and ${parts.length - 1} more` : ""}`;
  made.append(
    button(place, () => app.lead(`${where.id} read`), {
      class: "app-case__link",
      "aria-label": `${place}: show where ${name} stands`,
    }),
  );
  return made;
};

export const figuresView = (app, filled, fromMoney) => {
  const gaps = gapsOf(app.state).sort((a, b) => b.parts.length - a.parts.length);
  const empty = gaps.filter(({ name }) => !filled[name]);
  const fields = gaps.map((gap, n) =>
    gapField(
      app,
      gap,
      n,
      filled,
      filled[gap.name] === fromMoney[gap.name] &&
        !app.state.figures[gap.name] &&
        gap.name in fromMoney,
    ),
  );
  const some = (list) => el("div", { class: "app-case__fields" }, list);
  return [
    el("h3", {}, "Your council in figures"),
    councilView(app),
    el("h3", {}, "Gaps"),
    gaps.length
      ? el(
          "p",
          {},
          `Filled once, everywhere the same. ${gaps.length - empty.length} of ${gaps.length} are filled.`,
        )
      : el("p", { class: "app-quiet" }, "Nothing has to be filled in yet."),
    some(fields.slice(0, FIRST)),
    fields.length > FIRST
      ? el(
          "details",
          { class: "app-fold app-case__wide", "data-fold": "more-gaps" },
          el("summary", {}, `The other ${fields.length - FIRST}`),
          some(fields.slice(FIRST)),
        )
      : null,
  ];
};

// The charts of a case as pictures for Word: a function of their blocks. Nothing is loaded where
// there are none, and a chart that cannot be drawn stays a table.
export const chartPictures = async (app) => {
  const charts = flatOf(app.state).filter(({ kind }) => kind === "chart");
  if (!charts.length) return () => "";
  try {
    await loadFigures(app);
    return await window.pqCaseCouncil.picturesOf(charts);
  } catch {
    return () => "";
  }
};

export const needsDrawing = (app) =>
  !app.drawing && flatOf(app.state).some(({ kind }) => kind === "chart");
export const prepareDrawing = (app) =>
  loadFigures(app).then(
    () => app.draw(),
    () => null,
  );
