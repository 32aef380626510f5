// Writes the papers that can be taken without the page: each purpose below each outline, with the
// usual arguments and tables, and the finished papers, whose draft is given as `state`; `foot`
// stands on every page of theirs. node web/case/make-files.mjs < {"site", "date", "papers":
// [{"name", "door", "outline"} or {"name", "state", "foot"}]} > {name: base64 of the file}
import { readFileSync } from "node:fs";

import { writeCase } from "../word/write.js";
import { add, empty } from "./model.js";
import { paperOf, unfolded } from "./paper.js";
import { withUsual } from "./start.js";

const { site: data, date, papers } = JSON.parse(readFileSync(0, "utf8"));
const site = unfolded(data);
const { works } = site;
const argument = (id) => site.arguments.find((one) => one.id === id);
const table = (id) => site.tables.find((one) => one.id === id);

// A heading of the outline with nothing below it holds a gap: a paper without its legal
// implications is not finished.
const withEveryHeading = (state) =>
  state.headings
    .filter(({ id }) => !state.parts.some(({ heading }) => heading === id))
    .reduce(
      (next, { id, text }) =>
        add(
          next,
          {
            kind: "text",
            blocks: [
              {
                kind: "paragraph",
                content: [{ gap: `${text.toLowerCase()}, still to be written` }],
              },
            ],
          },
          { heading: id },
        ),
      state,
    );

const usual = (door, outline) => {
  const { name, arguments: ids } = site.doors.find(({ id }) => id === door);
  const state = withUsual(
    empty(outline),
    ids.map(argument).filter(Boolean),
    site.start.map(table),
    `Business case: ${name}`,
  );
  return withEveryHeading(state);
};

const fileOf = ({ door, outline, state = usual(door, outline), foot }) => {
  const paper = paperOf(state, { works, filled: {}, today: date });
  return writeCase(null, paper, { draft: JSON.stringify(state), foot });
};

process.stdout.write(
  JSON.stringify(
    Object.fromEntries(
      papers.map((paper) => [paper.name, Buffer.from(fileOf(paper)).toString("base64")]),
    ),
  ),
);
