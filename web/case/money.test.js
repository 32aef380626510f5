import assert from "node:assert/strict";
import test from "node:test";

import {
  ceiling,
  furtherGaps,
  gapsOf,
  leaverTime,
  perLeaver,
  pounds,
  presentValue,
  readMoney,
  readNumber,
  result,
  switching,
  twoWay,
  wouldHaveToBeTrue,
} from "./money.js";

const line = (name, basis, amount, means = "cash") => ({ id: name, name, basis, means, amount });
const TWELVE = {
  people: 12,
  years: 1,
  turnover: 11.8,
  lines: [
    line("Fee", "person", 113_000),
    line("Cover", "person", { days: 6, covered: 50, dayCost: 20_000 }),
    line("Mentors", "person", { hours: 10, hourCost: 3_210 }, "time"),
    line("Evaluation", "once", 150_000),
  ],
  income: [{ id: "grant", name: "Grant", basis: "once", amount: 500_000 }],
  leaver: {
    advert: 150_000,
    coverWeeks: 20,
    agencyWeek: 180_000,
    postWeek: 120_000,
    emptyWeeks: 4,
  },
};

test("money is read as people type it", () => {
  for (const [typed, pence] of [
    ["£2,500", 250_000],
    ["2500", 250_000],
    ["2,500.00", 250_000],
    ["0", 0],
    ["£ 12.5", 1_250],
    ["0.07", 7],
  ]) {
    assert.deepEqual(readMoney(typed), { pence }, typed);
  }
  assert.deepEqual(readMoney("  "), {});
});

test("a sum that cannot be meant gets a sentence and no number", () => {
  for (const typed of ["-5", "(200)", "about 2,000", "2,50", "1e9", "99999999999", "£", "12.345"]) {
    const read = readMoney(typed);
    assert.ok(read.wrong?.endsWith("."), typed);
    assert.equal(read.pence, undefined);
  }
});

test("numbers are read with per cent signs and commas, and refused in words", () => {
  assert.deepEqual(readNumber("11.8%"), { number: 11.8 });
  assert.deepEqual(readNumber("1,200"), { number: 1200 });
  assert.match(
    readNumber("140", { what: "turnover rate", most: 100 }).wrong,
    /turnover rate is more than 100/,
  );
  assert.match(readNumber("2.5", { what: "number of people", whole: true }).wrong, /whole number/);
  assert.match(readNumber("twelve").wrong, /in figures/);
});

test("a case worked by hand gives the same sums", () => {
  const found = result(TWELVE);
  // cash: 12 × £1,130 + 12 × 6 × 50% × £200 + £1,500 = £13,560 + £7,200 + £1,500
  assert.equal(found.cash, 2_226_000);
  assert.equal(found.time, 12 * 10 * 3_210);
  assert.equal(found.income, 500_000);
  assert.equal(found.net, 1_726_000);
  assert.equal(found.perPerson.net, 143_833);
  // leaver: £1,500 + 20 × (£1,800 − £1,200) − 4 × £1,200 = £8,700
  assert.equal(found.leaver, 870_000);
  assert.equal(found.switching, 2);
  assert.equal(Math.round(found.ceiling * 100), 142);
  assert.match(
    found.verdict,
    /2 people of the 12 .* 11\.8% about 1\.4 .* retention alone cannot pay/,
  );
});

test("costs once fall in the first year, costs a year in each", () => {
  const plan = {
    people: 2,
    years: 3,
    turnover: 10,
    income: [],
    leaver: {},
    lines: [line("Start", "once", 100), line("Yearly", "year", 10), line("Each", "person", 1)],
  };
  assert.deepEqual(
    result(plan).years.map(({ cash }) => cash),
    [112, 12, 12],
  );
});

test("thirty people at a turnover of 11.8% for three years: about 9.4 would be expected to leave", () => {
  assert.equal(Math.round(ceiling({ people: 10, years: 3, turnover: 11.8 }) * 10) / 10, 9.4);
});

test("what is missing is named, and the sums that rest on it are not shown", () => {
  const plan = { ...TWELVE, lines: [line("Fee", "person", null), line("Evaluation", "once", 100)] };
  const found = result(plan);
  assert.equal(found.cash, null);
  assert.equal(found.switching, null);
  assert.equal(found.verdict, "");
  assert.deepEqual(gapsOf(plan), ["cost of “Fee”"]);
  assert.equal(pounds(found.cash), "not known");
});

test("nought, a free programme and a leaver that costs nothing give no absurd numbers", () => {
  assert.equal(switching(0, 100), 0);
  assert.equal(Object.is(switching(-1, 100), 0), true);
  assert.equal(switching(100, 0), Infinity);
  assert.equal(switching(100, -50), Infinity);
  assert.equal(perLeaver({}), null);
  assert.equal(
    perLeaver({ coverWeeks: 2, agencyWeek: 100, postWeek: 300 }),
    0,
    "agency pay below the post’s adds nothing",
  );
  const free = result({
    people: 0,
    years: 0,
    turnover: 0,
    lines: [],
    income: [],
    leaver: { advert: 1 },
  });
  assert.equal(free.cash, 0);
  assert.equal(free.perPerson.cash, null);
});

test("each line is rounded to whole pence", () => {
  const plan = {
    people: 3,
    years: 1,
    turnover: 1,
    income: [],
    leaver: {},
    lines: [line("Third", "person", { days: 1, covered: 33.333, dayCost: 100 })],
  };
  assert.equal(result(plan).cash, 99);
});

test("the two-way table marks what is beyond the most that could be avoided", () => {
  const table = twoWay(result(TWELVE));
  assert.equal(table.length, 3);
  assert.deepEqual(
    table[1].cells.map(({ share }) => share),
    [90, 100, 110, 125],
  );
  assert.ok(
    table.every(({ cells }) =>
      cells.every(({ needed, beyond }) => beyond === needed > result(TWELVE).ceiling),
    ),
  );
});

test("a hundred pounds a year for three years is worth 289.97 at 3.5 per cent", () => {
  assert.equal(presentValue([10_000, 10_000, 10_000], 3.5), 28_997);
});

test("what would have to be true, worked by hand", () => {
  // 30 people, turnover 20%, three years: 30 × (1 − 0.8³) = 14.64, so 14 whole people could be kept
  // at most.
  const plan = {
    people: 10,
    years: 3,
    turnover: 20,
    lines: [line("Fee", "person", 100_000)],
    income: [],
    leaver: { advert: 500_000 },
  };
  const needed = wouldHaveToBeTrue(result(plan), plan).map((row) => row.needed);
  // £30,000 ÷ £5,000 = 6 people; 1 − (24 ÷ 30)^(1/3) = 7.17%; £30,000 ÷ 14 = £2,142.86; 14 × £5,000
  // = £70,000
  assert.deepEqual(needed, [
    "6 people of 30",
    "at least 7.2%",
    "at least £2,142.86",
    "at most £70,000",
  ]);
});

test("where fewer than one person would leave, nothing would do, and it says so", () => {
  const plan = {
    people: 2,
    years: 1,
    turnover: 5,
    lines: [line("Fee", "person", 100_000)],
    income: [],
    leaver: { advert: 500_000 },
  };
  assert.match(wouldHaveToBeTrue(result(plan), plan)[2].needed, /fewer than one person/);
});

test("nothing has to be true where the income covers the cost", () => {
  const plan = {
    ...TWELVE,
    income: [{ id: "g", name: "Grant", basis: "once", amount: 90_000_000 }],
  };
  assert.deepEqual(wouldHaveToBeTrue(result(plan), plan), []);
});

test("what is missing for the ceiling is named apart from what is missing for the costs", () => {
  assert.deepEqual(furtherGaps({ turnover: null, leaver: {} }), [
    "turnover",
    "what one leaver costs",
  ]);
  assert.deepEqual(furtherGaps({ turnover: 10, leaver: { coverWeeks: 4 } }), [
    "what an agency worker costs a week",
    "the post’s pay a week",
  ]);
  assert.deepEqual(furtherGaps({ turnover: 10, leaver: { advert: 1 } }), []);
});

test("time that a leaver takes stays apart from the cash", () => {
  // 12 hours × £40 + 10 weeks × 50% × £1,200
  assert.equal(
    leaverTime({
      panelHours: 12,
      panelCost: 4_000,
      slowWeeks: 10,
      slowShare: 50,
      postWeek: 120_000,
    }),
    648_000,
  );
  assert.equal(leaverTime({}), null);
  assert.equal(perLeaver({ panelHours: 12, panelCost: 4_000 }), null);
});

test("huge programmes keep whole pence", () => {
  const plan = {
    people: 2000,
    years: 5,
    turnover: 0,
    income: [],
    leaver: { advert: 1 },
    lines: [line("Fee", "person", 1_000_000_000)],
  };
  const found = result(plan);
  assert.equal(found.cash, 10_000 * 1_000_000_000);
  assert.ok(Number.isSafeInteger(found.cash) && Number.isSafeInteger(found.switching));
  assert.equal(pounds(found.cash), "£100,000,000,000");
});
