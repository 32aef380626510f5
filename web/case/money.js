// What a case costs, and what would have to be true for it to pay: whole pence, no page. Runs in a
// browser and in Node.
//
// A plan: {
//   people, years    people in each year, and for how many years
//   turnover         per cent of staff that leave in a year, such as 11.8
//   rate             per cent a year by which later money counts for less, or null
//   vat              "yes" (it is reclaimed), "part", "no", or null where nobody has said
//   lines:  [{ id, name, basis, means, amount, runs, payer }]
//                    amount: pence, or { days, covered, dayCost }, or { hours, hourCost }
//   income: [{ id, name, basis, amount }]    one for each pot; amount: pence
//   leaver: { advert, checks, welcome, induction, coverWeeks, agencyWeek, postWeek, emptyWeeks,
//             panelHours, panelCost, slowWeeks, slowShare }    pence, weeks, hours, per cent
//   given:  { key: { source, who, when } }   who stands behind a number; keys: see register
// }
// basis: "person" (each person once), "year" (each year) or "once" (in the first year).
// means: "cash" or "time". runs: "one-off", "recurring", "base" (already in the base budget) or
// null.
// A field that nobody filled in is null. Nothing has a default: a sum that rests on a missing field
// is missing too.

// pence: ten million pounds for one line is a slip of the keyboard
export const MOST = 1_000_000_000;
export const BASES = ["person", "year", "once"];

const MONEY = /^£?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

// A sum as people type it ("£2,500", "2500", "2,500.00"): { pence }, or { wrong } with a sentence,
// or {} where nothing stands.
export const readMoney = (text) => {
  const typed = String(text ?? "").trim();
  if (!typed) return {};
  if (/^[-–−(]/.test(typed))
    return { wrong: "A sum cannot be less than nought. Put money that comes in under Income." };
  const found = MONEY.exec(typed);
  if (!found) return { wrong: "Enter an amount in pounds, such as 2,500 or 2500.50." };
  const pence =
    Number(found[1].replace(/,/g, "")) * 100 + Number((found[2] ?? "").padEnd(2, "0") || 0);
  if (pence > MOST)
    return { wrong: "This is more than ten million pounds. Check the number of noughts." };
  return { pence };
};

// A number as people type it ("12", "11.8%", "1,200"): { number }, { wrong } or {}. `most` and
// `whole` bound it; `what` names it.
export const readNumber = (text, { what = "number", most = 100_000, whole = false } = {}) => {
  const typed = String(text ?? "")
    .trim()
    .replace(/\s?%$/, "");
  if (!typed) return {};
  if (/^[-–−]/.test(typed)) return { wrong: `The ${what} cannot be less than nought.` };
  if (!/^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(typed))
    return { wrong: `Enter the ${what} in figures, such as ${whole ? "12" : "11.8"}.` };
  const number = Number(typed.replace(/,/g, ""));
  if (number > most)
    return { wrong: `The ${what} is more than ${most.toLocaleString("en-GB")}. Check it.` };
  if (whole && !Number.isInteger(number)) return { wrong: `Enter the ${what} as a whole number.` };
  return { number };
};

// Pounds as a paper prints them: whole pounds where there are no pence.
export const pounds = (pence) => {
  if (pence === null || pence === undefined) return "not known";
  const sign = pence < 0 ? "−" : "";
  const shown = (Math.abs(pence) / 100).toLocaleString("en-GB", {
    minimumFractionDigits: pence % 100 ? 2 : 0,
    maximumFractionDigits: 2,
  });
  return `${sign}£${shown}`;
};

const missing = (value) => value === null || value === undefined || Number.isNaN(value);
// Half a penny goes up; a result that is nearly nought is nought and never -0.
const toPence = (value) => Math.round(value + 1e-9) + 0;
const sum = (values) =>
  values.some(missing) ? null : values.reduce((total, value) => total + value, 0);
const times = (...values) =>
  values.some(missing) ? null : toPence(values.reduce((product, value) => product * value, 1));

// One unit of a line in pence: its amount, or days × share really covered × day cost, or hours ×
// hourly cost with on-costs.
export const unitOf = ({ amount }) => {
  if (amount === null || typeof amount !== "object") return amount ?? null;
  if ("days" in amount)
    return missing(amount.covered)
      ? null
      : times(amount.days, amount.covered / 100, amount.dayCost);
  return times(amount.hours, amount.hourCost);
};

// A line in each year, in pence: [first, second, …]; a year is null where something is missing.
export const byYear = (line, { people, years }) => {
  const unit = unitOf(line);
  return Array.from({ length: years || 0 }, (_, year) => {
    if (line.basis === "person") return times(people, unit);
    return line.basis === "year" || year === 0 ? unit : 0;
  });
};

const totals = (lines, plan) =>
  Array.from({ length: plan.years || 0 }, (_, year) =>
    sum(lines.map((line) => byYear(line, plan)[year])),
  );

// What one leaver costs in cash: the parts that the reader filled in. Pay of the empty post is
// saved, and is taken off.
export const perLeaver = (leaver = {}) => {
  const { coverWeeks, agencyWeek, postWeek, emptyWeeks } = leaver;
  const cover =
    missing(coverWeeks) && missing(agencyWeek)
      ? 0
      : times(
          coverWeeks,
          missing(agencyWeek) || missing(postWeek) ? null : Math.max(0, agencyWeek - postWeek),
        );
  const saved = missing(emptyWeeks) ? 0 : times(emptyWeeks, postWeek);
  const single = ["advert", "checks", "welcome", "induction"]
    .map((part) => leaver[part])
    .filter((part) => !missing(part));
  const nothing = !single.length && missing(coverWeeks) && missing(agencyWeek);
  return nothing || missing(cover) || missing(saved) ? null : sum([...single, cover]) - saved;
};

// What one leaver takes of time that is paid for anyway: the panel's hours, and the slower start.
export const leaverTime = (leaver = {}) => {
  const { panelHours, panelCost, slowWeeks, slowShare, postWeek } = leaver;
  const panel = missing(panelHours) ? null : times(panelHours, panelCost);
  const share = missing(slowShare) ? null : slowShare / 100;
  const slow = missing(slowWeeks) ? null : times(slowWeeks, share, postWeek);
  return missing(panel) && missing(slow) ? null : (panel ?? 0) + (slow ?? 0);
};

// How many of the people on the plan would be expected to leave anyway: people × (1 − (1 −
// turnover)^years). Not rounded.
export const ceiling = ({ people, years, turnover }) =>
  missing(people) || missing(years) || missing(turnover)
    ? null
    : people * years * (1 - (1 - turnover / 100) ** years);

// The number of leavers that must be avoided for the case to pay: net cash ÷ cash of one leaver,
// rounded up. 0 where it costs nothing.
export const switching = (netCash, leaverCash) => {
  if (missing(netCash) || missing(leaverCash)) return null;
  if (netCash <= 0) return 0;
  return leaverCash > 0 ? Math.ceil(netCash / leaverCash) : Infinity;
};

// What is still needed, in words that name the field: a sum that rests on it is not shown.
export const gapsOf = (plan) => {
  const gaps = [];
  if (missing(plan.people)) gaps.push("number of people a year");
  if (missing(plan.years)) gaps.push("number of years");
  for (const line of plan.lines ?? [])
    if (missing(unitOf(line))) gaps.push(`cost of “${line.name}”`);
  for (const line of plan.income ?? [])
    if (missing(unitOf(line))) gaps.push(`amount of “${line.name}”`);
  return gaps;
};

// What is needed besides, to say what retention could pay for.
export const furtherGaps = ({ turnover, leaver = {} }) => {
  const { coverWeeks, agencyWeek, postWeek, emptyWeeks } = leaver;
  const gaps = missing(turnover) ? ["turnover"] : [];
  if (missing(coverWeeks) !== missing(agencyWeek))
    gaps.push(missing(agencyWeek) ? "what an agency worker costs a week" : "weeks of agency cover");
  if (missing(postWeek) && !(missing(coverWeeks) && missing(agencyWeek) && missing(emptyWeeks)))
    gaps.push("the post’s pay a week");
  return missing(perLeaver(leaver)) && gaps.every((gap) => gap === "turnover")
    ? [...gaps, "what one leaver costs"]
    : gaps;
};

// All results: { years: [{ cash, time, income, net }], cash, time, income, net, places,
//   perPerson: { cash, time, net }, leaver, leaverTime, ceiling, switching, present, verdict, gaps, further }.
// Sums in pence, null where something is missing.
export const result = (plan) => {
  const cash = totals(
    (plan.lines ?? []).filter(({ means }) => means === "cash"),
    plan,
  );
  const time = totals(
    (plan.lines ?? []).filter(({ means }) => means === "time"),
    plan,
  );
  const income = totals(plan.income ?? [], plan);
  const net = cash.map((value, year) =>
    missing(value) || missing(income[year]) ? null : value - income[year],
  );
  const all = { cash: sum(cash), time: sum(time), income: sum(income), net: sum(net) };
  const places = missing(plan.people) || missing(plan.years) ? null : plan.people * plan.years;
  const each = (value) => (missing(value) || !places ? null : toPence(value / places));
  const leaver = perLeaver(plan.leaver);
  const rate = missing(plan.rate) ? null : plan.rate;
  const found = {
    years: cash.map((value, year) => ({
      cash: value,
      time: time[year],
      income: income[year],
      net: net[year],
    })),
    ...all,
    places,
    perPerson: { cash: each(all.cash), time: each(all.time), net: each(all.net) },
    leaver,
    ceiling: ceiling(plan),
    switching: switching(all.net, leaver),
    gaps: gapsOf(plan),
    further: furtherGaps(plan),
    leaverTime: leaverTime(plan.leaver),
    present: rate === null ? null : presentValue(net, rate),
  };
  return { ...found, verdict: verdict(found, plan) };
};

const about = (number) => (Math.round(number * 10) / 10).toLocaleString("en-GB");
const people = (number) =>
  `${number.toLocaleString("en-GB")} ${number === 1 ? "person" : "people"}`;

// The sentence that says what retention can and cannot pay for; empty where something is missing.
export const verdict = (
  { switching: needed, ceiling: most, places, leaver, net },
  { turnover, years },
) => {
  if ([needed, most, places, leaver, net].some(missing)) return "";
  if (net <= 0)
    return "The income covers the cash cost, so the case does not depend on keeping anybody who would have left.";
  if (needed === Infinity)
    return "On these figures a leaver costs nothing in cash, so retention cannot pay for this. The case rests on duty and quality.";
  if (needed > places) {
    return (
      `To pay for itself it would have to keep ${people(needed)} who would have left, and only ${count(places)} take part: ` +
      "retention alone cannot pay for it, so the case rests on duty and quality as well."
    );
  }
  const first = `It pays for itself if ${people(needed)} of the ${places.toLocaleString("en-GB")} stay who would have left.`;
  const second = `At a turnover of ${about(turnover)}% about ${about(most)} of them would be expected to leave within ${years === 1 ? "a year" : `${years} years`}`;
  return needed > most
    ? `${first} ${second}, so retention alone cannot pay for it: the case rests on duty and quality as well.`
    : `${first} ${second}, so that is possible; whether learning keeps them has to be measured.`;
};

// Cost of a leaver × cost of the programme: rows of { leaver, cells: [{ share, net, needed, beyond
// }] } at 90, 100, 110 and 125 per cent.
export const twoWay = (found, { leavers = [0.75, 1, 1.25], shares = [90, 100, 110, 125] } = {}) => {
  if (missing(found.net) || missing(found.leaver) || missing(found.ceiling)) return [];
  return leavers.map((factor) => {
    const leaver = toPence(found.leaver * factor);
    const cells = shares.map((share) => {
      const net = toPence((found.cash * share) / 100) - found.income;
      const needed = switching(net, leaver);
      return { share, net, needed, beyond: needed > found.ceiling };
    });
    return { leaver, cells };
  });
};

// The same sum when it is paid later is worth less: present value at `rate` per cent a year, the
// first year not discounted.
export const presentValue = (yearly, rate) =>
  yearly.some(missing)
    ? null
    : toPence(yearly.reduce((total, value, year) => total + value / (1 + rate / 100) ** year, 0));

// What would have to be true for the cash to come back, one thing at a time:
// [{ name, entered, needed }], in words; [] where something is missing or nothing has to come back.
export const wouldHaveToBeTrue = (found, plan) => {
  if ([found.net, found.leaver, found.ceiling, found.places].some(missing) || found.net <= 0)
    return [];
  const whole = Math.floor(found.ceiling);
  const none = "nothing would do: fewer than one person would be expected to leave";
  const costs =
    found.leaver > 0
      ? `at most ${pounds(found.leaver * whole)}`
      : "nothing: a leaver costs no cash";
  return [
    {
      name: "People who stay and would have left",
      entered: `about ${about(found.ceiling)} would be expected to leave`,
      needed:
        found.switching === Infinity
          ? "no number would do"
          : `${people(found.switching)} of ${count(found.places)}`,
    },
    {
      name: "Turnover a year",
      entered: `${about(plan.turnover)}%`,
      needed: turnoverNeeded(found, plan),
    },
    {
      name: "Cash cost of one leaver",
      entered: pounds(found.leaver),
      needed: whole ? `at least ${pounds(Math.ceil(found.net / whole))}` : none,
    },
    {
      name: "Net cash cost of the programme",
      entered: pounds(found.net),
      needed: whole ? costs : none,
    },
  ];
};

// The rate at which as many would be expected to leave as would have to stay, rounded up.
const turnoverNeeded = ({ switching: needed, places }, { years }) => {
  if (needed === Infinity || needed > places)
    return "no rate would do: it takes more people than there are";
  const rate = 100 * (1 - (1 - needed / places) ** (1 / years));
  return `at least ${about(Math.ceil(rate * 10 - 1e-9) / 10)}%`;
};

const BASES_IN_WORDS = { person: "people", year: "years" };
const count = (number) => number.toLocaleString("en-GB");

// A line with its numbers: "£1,000 × 4 people × 2 years".
export const formulaOf = (line, plan) => {
  const { amount } = line;
  const of = (value, unit) => `${missing(value) ? "?" : count(value)} ${unit}`;
  let unit = pounds(amount);
  if (amount !== null && typeof amount === "object") {
    unit =
      "days" in amount
        ? `${of(amount.days, "days")} × ${amount.covered ?? "?"}% covered × ${pounds(amount.dayCost)}`
        : `${of(amount.hours, "hours")} × ${pounds(amount.hourCost)}`;
  }
  if (line.basis === "once") return unit;
  const years = of(plan.years, plan.years === 1 ? "year" : BASES_IN_WORDS.year);
  return line.basis === "year"
    ? `${unit} × ${years}`
    : `${unit} × ${of(plan.people, BASES_IN_WORDS.person)} × ${years}`;
};

// Each result with its numbers, for the reader who checks: [{ name, formula, value }]. Lines: see
// formulaOf.
export const formulas = (plan, found) => {
  const rows = [
    {
      name: "Net cash",
      value: pounds(found.net),
      formula: `${pounds(found.cash)} cash − ${pounds(found.income)} income`,
    },
  ];
  if (found.places) {
    rows.push({
      name: "Net cash for each person",
      value: pounds(found.perPerson.net),
      formula: `${pounds(found.net)} ÷ ${count(found.places)} people`,
    });
  }
  if (!missing(found.present)) {
    rows.push({
      name: `Net cash in today’s money, at ${plan.rate}% a year`,
      value: pounds(found.present),
      formula: found.years
        .map(({ net }, year) =>
          year
            ? `${pounds(net)} ÷ ${1 + plan.rate / 100}${year > 1 ? `^${year}` : ""}`
            : pounds(net),
        )
        .join(" + "),
    });
  }
  if (!missing(found.leaver))
    rows.push({
      name: "Cash cost of one leaver",
      formula: leaverFormula(plan.leaver),
      value: pounds(found.leaver),
    });
  if (!missing(found.leaverTime))
    rows.push({
      name: "Time that one leaver takes (not cash)",
      formula: leaverTimeFormula(plan.leaver),
      value: pounds(found.leaverTime),
    });
  if (!missing(found.ceiling)) {
    rows.push({
      name: "Ceiling: people who would be expected to leave",
      value: about(found.ceiling),
      formula: `${count(found.places)} people × (1 − (1 − ${plan.turnover}%)^${plan.years})`,
    });
  }
  if (!missing(found.switching) && found.switching !== Infinity && found.net > 0) {
    rows.push({
      name: "Switching value",
      value: people(found.switching),
      formula: `${pounds(found.net)} ÷ ${pounds(found.leaver)}, rounded up`,
    });
  }
  return rows;
};

const leaverFormula = (leaver) => {
  const parts = ["advert", "checks", "welcome", "induction"]
    .filter((part) => !missing(leaver[part]))
    .map((part) => `${part} ${pounds(leaver[part])}`);
  if (!missing(leaver.coverWeeks)) {
    const dearer = leaver.agencyWeek > leaver.postWeek;
    parts.push(
      dearer
        ? `${leaver.coverWeeks} weeks × (${pounds(leaver.agencyWeek)} − ${pounds(leaver.postWeek)})`
        : "agency cover £0, because it costs no more than the post",
    );
  }
  return (
    parts.join(" + ") +
    (missing(leaver.emptyWeeks)
      ? ""
      : ` − ${leaver.emptyWeeks} empty weeks × ${pounds(leaver.postWeek)}`)
  );
};

const leaverTimeFormula = ({ panelHours, panelCost, slowWeeks, slowShare, postWeek }) =>
  [
    missing(panelHours) ? "" : `${panelHours} panel hours × ${pounds(panelCost)}`,
    missing(slowWeeks) ? "" : `${slowWeeks} weeks × ${slowShare ?? "?"}% × ${pounds(postWeek)}`,
  ]
    .filter(Boolean)
    .join(" + ");

// ---- who stands behind a number ----

export const LEAVER_NAMES = {
  advert: ["Advert", pounds],
  checks: ["Checks", pounds],
  welcome: ["Welcome payment", pounds],
  induction: ["Induction", pounds],
  coverWeeks: ["Weeks of agency cover", String],
  agencyWeek: ["Agency worker, a week", pounds],
  postWeek: ["The post’s pay and on-costs, a week", pounds],
  emptyWeeks: ["Weeks with nobody in post", String],
  panelHours: ["Hours of the interview panel", String],
  panelCost: ["Cost of a panel hour", pounds],
  slowWeeks: ["Weeks with fewer cases", String],
  slowShare: ["Share of the work not done in them", (value) => `${value}%`],
};
const VAT = {
  yes: "reclaimed in full, so amounts are without VAT",
  part: "reclaimed in part, so amounts hold what is not",
  no: "not reclaimed, so amounts are with VAT",
};

// Every number that somebody entered: [{ key, name, value, source, who, when }], in the order of
// the form.
export const register = (plan) => {
  const rows = [
    ["people", "People each year", plan.people],
    ["years", "Years", plan.years],
  ]
    .filter(([, , value]) => !missing(value))
    .map(([key, name, value]) => ({ key, name, value: count(value) }));
  if (!missing(plan.turnover))
    rows.push({ key: "turnover", name: "Turnover a year", value: `${plan.turnover}%` });
  if (!missing(plan.rate))
    rows.push({ key: "rate", name: "Discount rate", value: `${plan.rate}% a year` });
  if (plan.vat) rows.push({ key: "vat", name: "VAT", value: VAT[plan.vat] });
  for (const line of [...(plan.lines ?? []), ...(plan.income ?? [])]) {
    if (!missing(unitOf(line)))
      rows.push({
        key: line.id,
        name: line.name,
        value: formulaOf({ ...line, basis: "once" }, plan),
      });
  }
  for (const [part, [name, print]] of Object.entries(LEAVER_NAMES)) {
    const value = plan.leaver?.[part];
    if (!missing(value))
      rows.push({
        key: `leaver-${part}`,
        name: `A leaver: ${name.toLowerCase()}`,
        value: print(value),
      });
  }
  return rows.map((row) => ({ ...row, source: "", who: "", when: "", ...plan.given?.[row.key] }));
};
