import assert from "node:assert/strict";
import { test } from "node:test";

import { add, addArgument, empty } from "./model.js";
import { editable, flatOf, fromText, keysOf, paperOf } from "./paper.js";

const works = {
  a2020: {
    label: [{ text: "Able" }],
    year: "2020",
    before: [{ text: "Able." }],
    after: [],
    place: 1,
    check: "",
    name: "Able",
  },
};
const blocks = [
  {
    kind: "paragraph",
    content: [
      { text: "Costs of " },
      { gap: "name of organisation" },
      { text: " fell " },
      { cite: [{ key: "a2020" }] },
      { text: "." },
    ],
  },
];
const argument = {
  id: "x",
  title: "Costs fell",
  blocks,
  sources: ["a2020"],
  case: "financial",
  stands: "current",
};

test("an argument that nobody changed keeps its citation and gap through the editor", () => {
  assert.deepEqual(fromText(editable(blocks, works), blocks, works), blocks);
});

test("new words keep the citation, and lines with bullets become a list", () => {
  const made = fromText(
    "Costs fell a lot (Able, 2020).\n\n• One\n• Two [number of places]",
    blocks,
    works,
  );
  assert.deepEqual(made[0].content[1], { cite: [{ key: "a2020" }] });
  assert.deepEqual(made[1], {
    kind: "list",
    ordered: false,
    items: [[{ text: "One" }], [{ text: "Two " }, { gap: "number of places" }]],
  });
});

test("the paper stands in the order of its headings, each argument with a comment that says where it is from", () => {
  const state = addArgument(
    add(
      empty(),
      { kind: "text", blocks: [{ kind: "paragraph", content: [{ text: "First." }] }] },
      { holds: "summary" },
    ),
    argument,
  );
  const paper = paperOf(state, { works, filled: {}, today: "24 November 2026" });
  const full = paper.sections.filter(({ parts }) => parts.length);
  assert.deepEqual(
    full.map(({ title }) => title),
    ["Summary and recommendation", "Financial case"],
  );
  assert.match(full[1].parts[0].comment, /Costs fell.*24 November 2026/);
  assert.equal(full[0].parts[0].comment, undefined);
  assert.deepEqual(keysOf(state), ["a2020"]);
  assert.deepEqual(
    flatOf(state).map(({ kind }) => kind),
    ["title", "paragraph", "title", "paragraph"],
  );
});
