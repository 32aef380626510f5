import assert from "node:assert/strict";
import test from "node:test";

import { beforeSending, gapsOf } from "./check.js";
import * as model from "./model.js";
import { ARGUMENT, paragraph } from "./samples.js";

const RISKS = {
  kind: "table",
  table: "risks",
  title: "Risks",
  columns: ["Risk", "Owner"],
  rows: [["Drop-out", "[name of owner]"]],
};

test("gaps are named once, in order, with the parts they stand in", () => {
  const state = model.add(model.addArgument(model.empty(), ARGUMENT), RISKS, {
    holds: "management",
  });
  assert.deepEqual(gapsOf(state), [
    { name: "name of organisation", parts: ["p1"] },
    { name: "local turnover rate", parts: ["p1"] },
    { name: "name of owner", parts: ["p2"] },
  ]);
});

test("cells that say something else in each row are no figure, and lead to their table", () => {
  const rows = [
    ["Drop-out", "[likelihood …]"],
    ["No cover", "[likelihood …]"],
  ];
  const state = model.add(model.empty(), { ...RISKS, rows });
  assert.deepEqual(gapsOf(state), []);
  const [line] = beforeSending(state).filter(({ kind }) => kind === "cells");
  assert.match(line.text, /“Risks” has cells that you still have to write: likelihood\./);
  assert.equal(line.part, "p1");
});

test("before it is sent: gaps, old arguments, doubtful sources, numbers without a source, empty headings, a missing option, no measure", () => {
  let state = model.addArgument(model.empty(), { ...ARGUMENT, stands: "dated" });
  state = model.add(
    model.setMoney(state, { people: 4 }),
    { kind: "money" },
    { holds: "financial" },
  );
  const kinds = beforeSending(state, { doubtful: { dfe2025: "Department (2025)" } }).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(
    [...new Set(kinds)],
    ["gap", "dated", "source", "assumption", "vat", "empty", "option", "measure"],
  );
});

test("who gave a number is no gap that all rows share: the costs ask for it line by line", () => {
  const line = { id: "m1", name: "Fee", basis: "person", means: "cash", amount: 100000 };
  const plan = { people: 4, years: 1, vat: "yes", lines: [line] };
  const state = model.add(model.setMoney(model.empty(), plan), { kind: "money" });
  assert.deepEqual(
    gapsOf(state).map(({ name }) => name),
    ["budget line"],
  );
});

test("each line says where it can be mended", () => {
  const state = model.addArgument(model.empty(), { ...ARGUMENT, stands: "historic" });
  const [gap, , old, source, empty] = beforeSending(state, { doubtful: { dfe2025: "DfE" } });
  assert.deepEqual(
    [gap.gap, gap.part, old.part, source.part, empty.heading],
    ["name of organisation", "p1", "p1", "p1", "h1"],
  );
});

test("what is filled, described and measured is not named", () => {
  const said = (text) => model.add(model.empty(), { kind: "text", blocks: [paragraph({ text })] });
  const kinds = (state, options) =>
    beforeSending(state, options)
      .map(({ kind }) => kind)
      .filter((kind) => kind !== "empty");
  assert.deepEqual(kinds(said("One option is doing nothing. We measure audits.")), []);
  assert.deepEqual(kinds(said("We pay [x]. Do nothing; a measure.")), []);
  const state = model.addArgument(model.empty(), ARGUMENT);
  assert.ok(
    !kinds(state, {
      filled: { "name of organisation": "A", "local turnover rate": "1%" },
    }).includes("gap"),
  );
});

test("of a council’s own template only headings that a paper has to fill are named", () => {
  const headings = ["Options considered", "Background papers", "Ward councillors"].map(
    (text, n) => ({ id: `t${n}`, text, level: 1 }),
  );
  const named = beforeSending(model.useHeadings(model.empty(), headings)).filter(
    ({ kind }) => kind === "empty",
  );
  assert.deepEqual(
    named.map(({ heading }) => heading),
    ["t0"],
  );
});
