import assert from "node:assert/strict";
import { test } from "node:test";

import { empty, inOrder } from "./model.js";
import { withUsual } from "./start.js";

const ARGUMENT = {
  id: "a",
  title: "Why now",
  case: "strategic",
  strength: "survey",
  stands: "current",
  blocks: [],
  sources: [],
};
const TABLE = {
  id: "risk-register",
  title: "Risks",
  columns: ["Risk"],
  rows: [["[number of places] not filled"]],
  note: "",
  holds: "risks",
};

test("a start says first what is asked, and puts arguments and tables below their headings", () => {
  const state = withUsual(empty("committee"), [ARGUMENT], [TABLE], "Business case");
  const under = Object.fromEntries(
    state.headings.map(({ id, text }) => [
      text,
      state.parts.filter(({ heading }) => heading === id).map(({ kind }) => kind),
    ]),
  );

  assert.equal(state.title, "Business case");
  assert.equal(inOrder(state)[0].kind, "text");
  assert.deepEqual(under.Recommendations, ["text"]);
  assert.deepEqual(under.Background, ["argument"]);
  assert.deepEqual(under["Risks and how they are managed"], ["table"]);
});

test("starting twice adds nothing twice", () => {
  const once = withUsual(empty(), [ARGUMENT], [TABLE]);
  assert.deepEqual(withUsual(once, [ARGUMENT], [TABLE]), once);
});
