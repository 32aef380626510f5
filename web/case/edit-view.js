// Changing the words of a part: a text as paragraphs, a table cell by cell.
import { el } from "../common/dom.js";
import { button } from "./form.js";
import * as model from "./model.js";
import { blocksFor, editable, fromText } from "./paper.js";

export const EDITOR = "edit"; // what its words are called among those being typed
const FIRST = "edit"; // the field that has the focus when it opens

const linesFor = (text, width) => Math.min(16, Math.max(2, Math.ceil(text.length / width)));

// Each form is { node, read }: `read` gives the fields of the part, or null where nothing was
// changed.
const textForm = (app, part) => {
  const isTitle = part.kind === "title";
  const text = isTitle ? part.text : editable(blocksFor(part, app.state), app.site.works);
  const area = el("textarea", {
    rows: Math.max(3, linesFor(text, 70)),
    "data-focus": `${part.id} ${FIRST}`,
    value: text,
    "aria-label": isTitle ? "Heading" : "Words; an empty line begins a new paragraph",
  });
  const read = () => {
    if (area.value === text) return null;
    return isTitle
      ? { text: area.value.trim() || part.text }
      : { edited: fromText(area.value, blocksFor(part, app.state), app.site.works) };
  };
  return { node: area, read };
};

const rowForm = (part, row, n, remove) => {
  const fields = part.columns.map((column, at) => {
    const value = String(row[at] ?? "");
    return el("textarea", {
      rows: linesFor(value, 22),
      value,
      "aria-label": `${column || "First column"}, row ${n + 1}`,
      "data-focus": n === 0 && at === 0 ? `${part.id} ${FIRST}` : false,
    });
  });
  const node = el(
    "div",
    { class: "app-case__cells", role: "group", "aria-label": `Row ${n + 1}` },
    fields.map((field, at) =>
      el(
        "div",
        {},
        el("span", { class: "app-quiet", "aria-hidden": "true" }, part.columns[at]),
        field,
      ),
    ),
    button("Remove row", () => remove(node), { "aria-label": `Remove row ${n + 1}` }),
  );
  return { node, read: () => fields.map(({ value }) => value.trim()) };
};

const tableForm = (part) => {
  const rows = new Map();
  const box = el("div", {});
  const remove = (node) => {
    const next = node.nextElementSibling ?? node.previousElementSibling;
    rows.delete(node);
    node.remove();
    (next?.querySelector("textarea") ?? more).focus();
  };
  const add = (row) => {
    const made = rowForm(part, row, rows.size, remove);
    rows.set(made.node, made.read);
    box.append(made.node);
    return made.node;
  };
  const more = button("Add a row", () => add([]).querySelector("textarea").focus());
  part.rows.forEach(add);
  const read = () => {
    const found = [...rows.values()].map((one) => one()).filter((row) => row.some(Boolean));
    return JSON.stringify(found) ===
      JSON.stringify(part.rows.map((row) => row.map((cell) => String(cell).trim())))
      ? null
      : { rows: found };
  };
  return { node: el("div", {}, box, more), read };
};

export const editor = (app, part) => {
  const { node, read } = part.kind === "table" ? tableForm(part) : textForm(app, part);
  app.typing.set(EDITOR, (state) => {
    const fields = read();
    return fields ? model.change(state, part.id, fields) : state;
  });
  const closing = (close) => () => {
    close();
    app.refresh();
    app.field(`${part.id} Edit`)?.focus();
  };
  return el(
    "div",
    { class: "app-case__editor" },
    el("p", {}, el("strong", {}, model.nameOf(part))),
    node,
    el("p", { class: "app-quiet" }, "Words in square brackets are gaps: [name of organisation]."),
    el(
      "p",
      { class: "app-case__tools" },
      el(
        "button",
        { type: "button", class: "app-button", onclick: closing(() => app.keepTyped()) },
        "Keep",
      ),
      button(
        "Leave it as it was",
        closing(() => app.closeEditor()),
      ),
    ),
  );
};
