// The costs of a plan as a paper shows them: blocks of text and tables, no page.
import {
  byYear,
  formulaOf,
  formulas,
  pounds,
  register,
  result,
  twoWay,
  wouldHaveToBeTrue,
} from "./money.js";

const paragraph = (text) => ({ kind: "paragraph", content: [{ text }] });
const table = (caption, columns, rows) => ({ kind: "table", caption, columns, rows });
const RUNS = { "one-off": "one-off", recurring: "recurring", base: "already in the base budget" };
// filled anew in each row
const [SOURCE, NOBODY] = ["[source …]", "[who gave it …]"];

const totalOf = (line, plan) => byYear(line, plan).reduce((sum, value) => sum + value, 0);

const kindOf = ({ means, runs }) =>
  [means === "time" ? "Time" : "Cash", RUNS[runs]].filter(Boolean).join(", ");

const lines = (plan) =>
  table(
    "Each cost, and who pays",
    ["Cost", "How it is worked out", "Kind", "Who pays", "Total"],
    plan.lines.map((line) => [
      line.name,
      formulaOf(line, plan),
      kindOf(line),
      line.payer || (line.means === "time" ? "–" : "[budget line]"),
      pounds(totalOf(line, plan)),
    ]),
  );

const pots = (plan) =>
  table(
    "Income, by where it comes from",
    ["From", "How it is worked out", "Total"],
    plan.income.map((line) => [line.name, formulaOf(line, plan), pounds(totalOf(line, plan))]),
  );

const years = (found) => {
  const row = (name, field) => [
    name,
    ...found.years.map((year) => pounds(year[field])),
    pounds(found[field]),
  ];
  let sum = 0;
  const running = found.years.map(({ net }) => pounds((sum += net)));
  return table(
    "Cost by year",
    ["", ...found.years.map((_, n) => `Year ${n + 1}`), "Total"],
    [
      row("Cash", "cash"),
      row("Income", "income"),
      row("Net cash", "net"),
      ["Net cash so far", ...running, pounds(found.net)],
      row("Time already paid for (not cash)", "time"),
    ],
  );
};

const avoided = ({ needed, beyond }) => {
  if (needed === Infinity) return "no number would do";
  return `${needed.toLocaleString("en-GB")}${beyond ? " (more than would leave)" : ""}`;
};

const steps = (rows) =>
  table(
    "How many must stay, if the programme or a leaver costs more or less",
    [
      "Cash cost of one leaver",
      ...rows[0].cells.map(({ share }) => `Programme at ${share}% of its cash`),
    ],
    rows.map(({ leaver, cells }) => [pounds(leaver), ...cells.map(avoided)]),
  );

const assumptions = (plan) =>
  table(
    "Assumptions",
    ["Assumption", "Value", "Source", "Who gave it, and when"],
    register(plan).map(({ name, value, source, who, when }) => [
      name,
      value,
      source || SOURCE,
      [who || NOBODY, when].filter(Boolean).join(", "),
    ]),
  );

const retention = (found, plan) => {
  const blocks = found.verdict ? [paragraph(found.verdict)] : [];
  const true_ = wouldHaveToBeTrue(found, plan);
  if (true_.length) {
    blocks.push(
      table(
        "What would have to be true for the cash to come back",
        ["One thing at a time", "In this paper", "Needed"],
        true_.map(({ name, entered, needed }) => [name, entered, needed]),
      ),
    );
  }
  const rows = found.net > 0 ? twoWay(found) : [];
  return rows.length ? [...blocks, steps(rows)] : blocks;
};

// Cash and time apart by line and by year, income by pot, the switching value against the ceiling,
// what would have to be true, how each result was made, and the register of assumptions. What is
// missing is named instead of shown.
export const moneyBlocks = (plan) => {
  const found = result(plan);
  if (found.gaps.length || !found.years.length) {
    return [
      paragraph(
        `The costs are not complete yet. Still needed: ${found.gaps.join(", ") || "number of years"}.`,
      ),
    ];
  }
  const present =
    found.present === null
      ? ""
      : ` At a discount rate of ${plan.rate}% a year the net cash is worth ${pounds(found.present)} today.`;
  return [
    ...(plan.lines.length ? [lines(plan)] : []),
    ...(plan.income.length ? [pots(plan)] : []),
    years(found),
    paragraph(
      `Net cash for each person: ${pounds(found.perPerson.net)}. Time is shown apart, because it frees no money.${present}`,
    ),
    ...retention(found, plan),
    table(
      "How each result was made",
      ["Result", "Sum", "Value"],
      formulas(plan, found).map(({ name, formula, value }) => [name, formula, value]),
    ),
    assumptions(plan),
  ];
};

// What all of some values are, or nothing where they differ or are missing.
const only = (values) => (new Set(values).size === 1 ? values[0] : undefined);

// What single lines say: the days and price of cover, who pays, for how long.
const gapsFromLines = ({ lines, people, turnover }) => {
  const amounts = lines.map(({ amount }) => amount ?? {});
  const cover = only(amounts.filter(({ days }) => days));
  const cash = lines.filter(({ means }) => means !== "time");
  return {
    "places needed each year": people && people.toLocaleString("en-GB"),
    "local turnover rate": turnover && `${turnover}%`,
    "budget line": only(cash.map(({ payer }) => payer)),
    "one-off or recurring": only(cash.map(({ runs }) => runs !== "base" && RUNS[runs])),
    "days out of practice": cover?.days?.toLocaleString("en-GB"),
    "share covered": cover && `${cover.covered}%`,
    "day cost of cover": cover && pounds(cover.dayCost),
  };
};

// What the plan says to gaps of arguments and tables: { gap: value }, only of what is complete.
export const gapsFromMoney = (plan) => {
  const found = result(plan);
  if (found.gaps.length || !found.years.length || !plan.lines.length) return {};
  const fees = plan.lines.filter(({ name }) => /\bfees?\b/i.test(name));
  const known = {
    ...gapsFromLines(plan),
    "number of places": found.places.toLocaleString("en-GB"),
    "total cost": pounds(found.cash),
    "cost per place": found.places && pounds(Math.round(found.cash / found.places)),
    "cost of fees": fees.length && pounds(fees.reduce((sum, line) => sum + totalOf(line, plan), 0)),
    "cost of time": found.time && pounds(found.time),
    "total time": found.time && pounds(found.time),
    income: found.income && pounds(found.income),
    "cash cost of one leaver": found.leaver !== null && pounds(found.leaver),
    "leavers to avoid":
      found.switching && found.switching !== Infinity && found.switching.toLocaleString("en-GB"),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value));
};
