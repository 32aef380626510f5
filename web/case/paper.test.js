import assert from "node:assert/strict";
import { test } from "node:test";

import { add, addArgument, empty, setMoney } from "./model.js";
import { editable, flatOf, fromText, keysOf, moneyBlocks, paperOf } from "./paper.js";

const works = { a2020: { label: [{ text: "Able" }], year: "2020", before: [{ text: "Able." }], after: [], place: 1, check: "", name: "Able" } };
const blocks = [{ kind: "paragraph", content: [{ text: "Costs of " }, { gap: "name of organisation" }, { text: " fell " }, { cite: [{ key: "a2020" }] }, { text: "." }] }];
const argument = { id: "x", title: "Costs fell", blocks, sources: ["a2020"], case: "financial", stands: "current" };
const plan = { people: 4, years: 2, turnover: 10, income: [], leaver: { advert: 500_00 },
  lines: [{ id: "l1", name: "Fee", basis: "person", means: "cash", amount: 1000_00 }, { id: "l2", name: "Study days", basis: "person", means: "time", amount: 200_00 }] };

test("an argument that nobody changed keeps its citation and gap through the editor", () => {
  assert.deepEqual(fromText(editable(blocks, works), blocks, works), blocks);
});

test("new words keep the citation, and lines with bullets become a list", () => {
  const made = fromText("Costs fell a lot (Able, 2020).\n\n• One\n• Two [number of places]", blocks, works);
  assert.deepEqual(made[0].content[1], { cite: [{ key: "a2020" }] });
  assert.deepEqual(made[1], { kind: "list", ordered: false, items: [[{ text: "One" }], [{ text: "Two " }, { gap: "number of places" }]] });
});

test("the paper stands in the order of its headings, each argument with a comment that says where it is from", () => {
  const state = addArgument(add(empty(), { kind: "text", blocks: [{ kind: "paragraph", content: [{ text: "First." }] }] }, { holds: "summary" }), argument);
  const paper = paperOf(state, { works, filled: {}, today: "24 November 2026" });
  const full = paper.sections.filter(({ parts }) => parts.length);
  assert.deepEqual(full.map(({ title }) => title), ["Summary and recommendation", "Financial case"]);
  assert.match(full[1].parts[0].comment, /Costs fell.*24 November 2026/);
  assert.equal(full[0].parts[0].comment, undefined);
  assert.deepEqual(keysOf(state), ["a2020"]);
  assert.deepEqual(flatOf(state).map(({ kind }) => kind), ["title", "paragraph", "title", "paragraph"]);
});

test("cash and time are shown apart, by year, with the sums behind them", () => {
  const [costs, each, verdict, steps, sums] = moneyBlocks(plan);
  assert.deepEqual(costs.rows[0], ["Cash", "£4,000", "£4,000", "£8,000"]);
  assert.deepEqual(costs.rows[3], ["Time already paid for (not cash)", "£800", "£800", "£1,600"]);
  assert.match(each.content[0].text, /£1,000/);
  assert.match(verdict.content[0].text, /16 people of the 8/);
  assert.equal(steps.rows[1][2], "16 (more than would leave)");
  assert.ok(sums.rows.some(([name, sum]) => name === "Fee" && sum === "£1,000 × 4 people × 2 years"));
});

test("where something is missing no sum is shown, and what is missing is named", () => {
  const [only, ...rest] = moneyBlocks(setMoney(empty(), { ...plan, people: null }).money);
  assert.match(only.content[0].text, /number of people a year/);
  assert.equal(rest.length, 0);
});
