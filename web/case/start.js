// The usual start of a paper: what is asked, arguments and tables, each where it belongs. No page:
// runs in Node too.
import * as model from "./model.js";
import { headingsOf, placeFor } from "./outlines.js";
import { fromText } from "./paper.js";

const TABLE_PLACES = {
  economic: "economic",
  risks: "risks",
  equality: "equality",
  management: "management",
  commercial: "commercial",
  financial: "financial",
  summary: "summary",
};
const ASK =
  "[name of organisation] is asked to agree [number of places] places, at [total cost] in all from [budget line], " +
  "with cover while people study. A decision is needed by [date of decision].";

// An argument as a case takes it, with what its comment in Word says of it.
export const noted = (argument) => ({
  ...argument,
  note: `Kind of evidence: ${argument.strength}.`,
});

// A table of the site, below the heading asked for, or where it belongs.
export const withTable = (state, { id, title, columns, rows, note, holds }, heading) =>
  model.add(
    state,
    { kind: "table", table: id, title, columns, rows, note },
    heading ? { heading } : { holds: TABLE_PLACES[holds] ?? "management" },
  );

// A case that nothing stands in yet, for what is to be funded: a charity has trustees.
export const withDoor = (state, door) =>
  door === "charity" && state.outline === "five-case" && !state.parts.length
    ? model.useHeadings(state, headingsOf("trustees"), "trustees")
    : state;

// A case with these arguments and tables added: each once, and with tables a first paragraph that
// says what is asked.
export const withUsual = (state, args, tables, title = state.title) => {
  let next = title === state.title ? state : model.setTitle(state, title);
  for (const argument of args) next = model.addArgument(next, noted(argument));
  const summary = placeFor("summary", next.headings);
  if (tables.length && !next.parts.some(({ heading }) => heading === summary)) {
    next = model.add(next, { kind: "text", blocks: fromText(ASK, [], {}) }, { holds: "summary" });
  }
  for (const table of tables)
    if (!next.parts.some((part) => part.table === table.id)) next = withTable(next, table);
  return next;
};
