import assert from "node:assert/strict";
import test from "node:test";

import { gapsFromMoney, moneyBlocks } from "./money-paper.js";

const fee = {
  id: "l1",
  name: "Fee",
  basis: "person",
  means: "cash",
  amount: 1000_00,
  runs: "one-off",
  payer: "Training budget, Head of Service",
};
const days = { id: "l2", name: "Study days", basis: "person", means: "time", amount: 200_00 };
const plan = {
  people: 4,
  years: 2,
  turnover: 10,
  rate: 3.5,
  vat: "yes",
  lines: [fee, days],
  income: [{ id: "l3", name: "Grant", basis: "year", amount: 500_00 }],
  leaver: { advert: 500_00 },
  given: { l1: { source: "Quotation", who: "A. Reader", when: "3 November 2026" } },
};
const captioned = (start, blocks = moneyBlocks(plan)) =>
  blocks.find(({ caption }) => caption?.startsWith(start));
const words = moneyBlocks(plan)
  .filter(({ kind }) => kind === "paragraph")
  .map(({ content }) => content[0].text)
  .join("\n");

test("each cost shows its sum, whether it is cash or time, one-off or recurring, and who pays", () => {
  assert.deepEqual(captioned("Each cost").rows, [
    [
      "Fee",
      "£1,000 × 4 people × 2 years",
      "Cash, one-off",
      "Training budget, Head of Service",
      "£8,000",
    ],
    ["Study days", "£200 × 4 people × 2 years", "Time", "–", "£1,600"],
  ]);
});

test("income stands by where it comes from", () => {
  assert.deepEqual(captioned("Income").rows, [["Grant", "£500 × 2 years", "£1,000"]]);
});

test("cash and time are shown apart, by year and so far", () => {
  const { rows } = captioned("Cost by year");
  assert.deepEqual(rows[0], ["Cash", "£4,000", "£4,000", "£8,000"]);
  assert.deepEqual(rows[2], ["Net cash", "£3,500", "£3,500", "£7,000"]);
  assert.deepEqual(rows[3], ["Net cash so far", "£3,500", "£7,000", "£7,000"]);
  assert.deepEqual(rows[4], ["Time already paid for (not cash)", "£800", "£800", "£1,600"]);
});

test("the sentences give the cost of a person, today’s money, and what retention can pay", () => {
  // £3,500 + £3,500 ÷ 1.035 = £3,500 + £3,381.64
  assert.match(words, /each person: £875\./);
  assert.match(words, /discount rate of 3\.5% a year the net cash is worth £6,881\.64 today/);
  // £7,000 ÷ £500 = 14 people, of 8
  assert.match(
    words,
    /keep 14 people who would have left, and only 8 take part: retention alone cannot pay for it/,
  );
});

test("what would have to be true stands beside what was entered", () => {
  // 8 × (1 − 0.9²) = 1.52 would be expected to leave: one whole person, so a leaver would have to
  // cost £7,000
  assert.deepEqual(captioned("What would have").rows, [
    [
      "People who stay and would have left",
      "about 1.5 would be expected to leave",
      "14 people of 8",
    ],
    ["Turnover a year", "10%", "no rate would do: it takes more people than there are"],
    ["Cash cost of one leaver", "£500", "at least £7,000"],
    ["Net cash cost of the programme", "£7,000", "at most £500"],
  ]);
  assert.equal(captioned("How many must stay").rows[1][2], "14 (more than would leave)");
});

test("every result shows its formula with its numbers", () => {
  const rows = Object.fromEntries(
    captioned("How each result").rows.map(([name, sum, value]) => [name, `${sum} = ${value}`]),
  );
  assert.equal(rows["Net cash"], "£8,000 cash − £1,000 income = £7,000");
  assert.equal(rows["Switching value"], "£7,000 ÷ £500, rounded up = 14 people");
  assert.equal(
    rows["Ceiling: people who would be expected to leave"],
    "8 people × (1 − (1 − 10%)^2) = 1.5",
  );
});

test("the register names source, person and date of each number, or leaves a gap for them", () => {
  const rows = captioned("Assumptions").rows;
  assert.deepEqual(
    rows.find(([name]) => name === "Fee"),
    ["Fee", "£1,000", "Quotation", "A. Reader, 3 November 2026"],
  );
  assert.deepEqual(
    rows.find(([name]) => name === "Turnover a year"),
    ["Turnover a year", "10%", "[source …]", "[who gave it …]"],
  );
  assert.ok(rows.some(([name, value]) => name === "VAT" && value.startsWith("reclaimed in full")));
  assert.ok(rows.some(([name, value]) => name === "A leaver: advert" && value === "£500"));
});

test("where something is missing no sum is shown, and what is missing is named", () => {
  const [only, ...rest] = moneyBlocks({ ...plan, people: null });
  assert.match(only.content[0].text, /number of people a year/);
  assert.equal(rest.length, 0);
  assert.deepEqual(gapsFromMoney({ ...plan, people: null }), {});
});

test("the gaps of arguments and tables take what the costs say", () => {
  assert.deepEqual(gapsFromMoney(plan), {
    "number of places": "8",
    "places needed each year": "4",
    "local turnover rate": "10%",
    "budget line": "Training budget, Head of Service",
    "one-off or recurring": "one-off",
    "total cost": "£8,000",
    "cost per place": "£1,000",
    "cost of fees": "£8,000",
    "cost of time": "£1,600",
    "total time": "£1,600",
    income: "£1,000",
    "cash cost of one leaver": "£500",
    "leavers to avoid": "14",
  });
});

test("two payers or two kinds of cover fill no gap that names one", () => {
  const cover = (id, dayCost) => ({
    ...fee,
    id,
    name: "Cover",
    payer: "Reserve",
    runs: "recurring",
    amount: { days: 6, covered: 50, dayCost },
  });
  const one = gapsFromMoney({ ...plan, lines: [fee, cover("l4", 200_00)] });
  assert.equal(one["day cost of cover"], "£200");
  assert.equal(one["days out of practice"], "6");
  assert.equal(one["share covered"], "50%");
  assert.equal(one["budget line"], undefined);
  assert.equal(one["one-off or recurring"], undefined);
  const two = gapsFromMoney({ ...plan, lines: [cover("l4", 200_00), cover("l5", 300_00)] });
  assert.equal(two["day cost of cover"], undefined);
  assert.equal(two["budget line"], "Reserve");
});

test("a programme that costs nothing, and one without people, show no absurd table", () => {
  const free = moneyBlocks({ ...plan, lines: [], income: [] });
  assert.equal(captioned("What would have", free), undefined);
  assert.match(
    free.map(({ content }) => content?.[0].text ?? "").join(" "),
    /does not depend on keeping anybody/,
  );
  assert.ok(
    !JSON.stringify(moneyBlocks({ ...plan, people: 0 })).match(/NaN|Infinity|undefined|null%/),
  );
});
