// The panel that adds something: arguments found by words and filters, own paragraphs, headings and
// tables. One stands above the paper, whose arguments land where they fit; one below each heading.
import { items as basketItems } from "../basket/kept.js";
import { el } from "../common/dom.js";
import { button, field } from "./form.js";
import * as model from "./model.js";
import { fromText } from "./paper.js";
import { noted, withTable } from "./start.js";

const MOST = 8; // arguments shown at once
const CASES = [
  ["strategic", "Strategic"],
  ["economic", "Economic"],
  ["commercial", "Commercial"],
  ["financial", "Financial"],
  ["management", "Management"],
];

const textOf = model.remembered((argument) =>
  `${argument.title} ${JSON.stringify(argument.blocks)} ${argument.asked.join(" ")}`.toLowerCase(),
);

// Arguments that are not in the case yet and fit what was asked: those of the basket first, then
// those of the heading.
const search = (app, { words, part, fund, current }, heading, basket) => {
  const used = new Set(app.state.parts.map(({ argument }) => argument));
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (one) =>
    4 * basket.has(one.id) + 2 * (one.case === heading?.holds) + (one.stands === "current");
  return app.site.arguments
    .filter(
      (one) =>
        !used.has(one.id) &&
        (!part || one.case === part) &&
        (!current || one.stands === "current") &&
        (!fund || (one.fund ?? []).includes(fund)) &&
        asked.every((word) => textOf(one).includes(word)),
    )
    .sort((a, b) => rank(b) - rank(a));
};

const addArgument = (app, argument, heading) => {
  const state = model.addArgument(
    app.state,
    noted(argument),
    heading ? { heading: heading.id } : {},
  );
  const below = state.headings.find(({ id }) => id === state.parts.at(-1).heading);
  app.do(state, `Added below “${below.text}”: ${argument.title}`);
};

// The part of the panel that finds arguments: { node, show }.
const finder = (app, key, heading) => {
  const words = el("input", {
    id: `${key}-words`,
    type: "search",
    "data-focus": `${key} words`,
    oninput: () => show(),
  });
  const select = (name, first, options) =>
    el(
      "select",
      { id: `${key}-${name}`, onchange: () => show() },
      [["", first], ...options].map(([id, text]) => el("option", { value: id }, text)),
    );
  const part = select("case", "Any", CASES);
  const fund = select(
    "fund",
    "Anything",
    app.site.doors.map(({ id, name }) => [id, name]),
  );
  const current = el("input", { type: "checkbox", checked: true, onchange: () => show() });
  const found = el("ul", { class: "app-case__found" });
  const row = (argument, n, basket) =>
    el(
      "li",
      {},
      button("Add", () => addArgument(app, argument, heading), {
        "aria-label": `Add: ${argument.title}`,
        "data-focus": `${key} add ${n}`,
      }),
      el(
        "span",
        {},
        argument.title,
        " ",
        el(
          "span",
          { class: "app-quiet" },
          [basket.has(argument.id) ? "in your basket" : "", argument.stands, argument.strength]
            .filter(Boolean)
            .join(", "),
        ),
      ),
    );
  const show = () => {
    const basket = new Set(basketItems().map((one) => one.argument.id));
    const all = search(
      app,
      { words: words.value, part: part.value, fund: fund.value, current: current.checked },
      heading,
      basket,
    );
    const rest =
      all.length > MOST ? `${all.length - MOST} more: type words, or choose, to narrow.` : "";
    found.replaceChildren(
      ...all.slice(0, MOST).map((argument, n) => row(argument, n, basket)),
      ...(rest || !all.length
        ? [el("li", { class: "app-quiet" }, rest || "No other argument fits.")]
        : []),
    );
  };
  const node = [
    el(
      "div",
      { class: "app-case__fields" },
      field(`${key}-words`, "Find an argument", words),
      field(`${key}-case`, "Case", part),
      field(`${key}-fund`, "For", fund),
      el("p", { class: "app-case__field" }, el("label", {}, current, " Only current ones")),
    ),
    found,
  ];
  return { node, show };
};

// Own things: words, a heading, a table of the site.
const ownThings = (app, key, heading) => {
  const own = el("textarea", { id: `${key}-own`, rows: 3 });
  const written = (text) => ({ kind: "text", blocks: fromText(text, [], app.site.works) });
  app.typing.set(key, (state) =>
    own.value.trim() && state.headings.some(({ id }) => id === heading.id)
      ? model.add(state, written(own.value), { heading: heading.id })
      : state,
  );
  const title = el("input", { id: `${key}-title` });
  const table = el(
    "select",
    { id: `${key}-table` },
    app.site.tables.map(({ id, title: name }) => el("option", { value: id }, name)),
  );
  const row = (id, label, input, run) =>
    el(
      "p",
      { class: "app-case__field app-case__field--add" },
      el("label", { for: id }, label),
      input,
      button("Add", run, { "aria-label": `Add: ${label.toLowerCase()}` }),
    );
  const add = (input, part, what) => {
    if (!input.value.trim()) return;
    const made = part(input.value.trim());
    input.value = "";
    app.do(model.add(app.state, made, { heading: heading.id }), what);
  };
  return [
    row(`${key}-own`, "Your own words", own, () => add(own, written, "Added your own words")),
    row(`${key}-title`, "A heading of your own", title, () =>
      add(title, (text) => ({ kind: "title", text }), "Added a heading"),
    ),
    row(`${key}-table`, "A table", table, () =>
      app.do(
        withTable(
          app.state,
          app.site.tables.find(({ id }) => id === table.value),
          heading.id,
        ),
        "Added a table",
      ),
    ),
  ];
};

// The panel: { node, refresh(sign) }. What it holds is made when it is first opened; `sign` changes
// when arguments do.
export const addView = (app, heading) => {
  const key = `add-${heading?.id ?? "all"}`;
  let found = null;
  let shown = null;
  let sign = "";
  const open = () => {
    if (!found) {
      found = finder(app, key, heading);
      node.append(el("div", {}, found.node, heading ? ownThings(app, key, heading) : null));
    }
    if (shown !== sign) found.show();
    shown = sign;
  };
  const node = el(
    "details",
    { class: "app-fold", "data-fold": key, ontoggle: () => node.open && open() },
    el(
      "summary",
      { "data-focus": `add ${heading?.id ?? "all"}` },
      heading ? `Add below “${heading.text}”` : "Find arguments: each lands where it fits",
    ),
  );
  const refresh = (now) => {
    sign = now;
    if (node.open) open();
  };
  return { node, refresh };
};
