// What is worked out of a council, from a few made-up ones: medians, places, words at every value,
// names.
import assert from "node:assert/strict";
import { test } from "node:test";

import { scaleTop, spread, stretches } from "../charts/charts.js";
import { Figures, find, median, place, printPlace, rows } from "./facts.js";
import { captions, charts, measures, view, whole, yearTable } from "./view.js";
import { comparison, gaps, lineLabel, sceptic, text } from "./words.js";

const MEASURES = [
  "in_post",
  "vacancies",
  "vacancy_rate",
  "starters",
  "leavers",
  "turnover_rate",
  "agency",
  "agency_rate",
  "caseload",
  "absence_rate",
];
// A line of cells for each measure, for three years: the same figure each year unless a list is
// given.
const cells = (given) =>
  MEASURES.map((name) =>
    [].concat(given[name] ?? 100).length === 3 ? given[name] : [100, 100, given[name] ?? 100],
  );
const council = (name, given, more = {}) => ({
  name,
  published: name,
  code: "1",
  other: [],
  anchor: name.toLowerCase().replace(/\W+/g, "-"),
  region: 1,
  near: [1, 2],
  made: [],
  cells: cells({ in_post: 2000, ...given }),
  ...more,
});
const data = (first) => ({
  years: [2023, 2024, 2025],
  measures: MEASURES,
  symbols: { x: "not available", c: "not published, because few people are meant" },
  labels: {
    vacancy_rate: "Vacancy rate",
    turnover_rate: "Turnover",
    agency_rate: "Agency rate",
    caseload: "Average caseload",
    absence_rate: "Sickness absence",
  },
  source: "dfe",
  licence: "OGL",
  areas: [
    { name: "England", cells: cells({ vacancy_rate: 142, turnover_rate: [172, 139, 118] }) },
    { name: "South East", cells: cells({ vacancy_rate: 150 }) },
  ],
  councils: [
    first,
    council("Alpha", { vacancy_rate: 100 }),
    council("Beta", { vacancy_rate: 201 }),
    council("Gamma", { vacancy_rate: "c" }),
  ],
});
const facts = (given, more) => {
  const figures = new Figures(data(council("Here", given, more)));
  return figures.of(figures.councils[0]);
};
const said = (one) =>
  text(one, "dfe")
    .map(({ content }) => content.map((piece) => piece.text ?? "()").join(""))
    .join("\n");

test("the median of an even number is between the middle two, to one decimal", () => {
  assert.equal(median([10, null, 20.1]), 15.1);
  assert.equal(median([]), null);
});

test("places are counted among those that gave a figure, and ties are said", () => {
  assert.equal(printPlace(place(5, [5, 9, null, 1])), "2nd highest of 3");
  assert.equal(printPlace(place(9, [9, 9, 1])), "joint highest of 3");
  assert.equal(printPlace(place(1, [9, 9, 1])), "lowest of 3");
  assert.equal(printPlace(place(3, [9, 8, 7, 3, 3, 1])), "joint 2nd lowest of 6");
  assert.equal(printPlace(place(null, [9])), "");
});

test("lower than England is said as plainly as higher, and the same as the same", () => {
  assert.match(
    comparison(facts({ vacancy_rate: 300 }), "vacancy_rate"),
    /^higher than the median of its statistical neighbours \(15.1%\), the South East \(15.0%\) and England \(14.2%\)$/,
  );
  assert.match(
    comparison(facts({ vacancy_rate: 10 }), "vacancy_rate"),
    /^lower than .* and England \(14.2%\)$/,
  );
  assert.match(
    comparison(facts({ vacancy_rate: 142 }), "vacancy_rate"),
    /^the same as England \(14.2%\) and lower than/,
  );
});

test("no vacancies, no leavers and a rate that is not published are said in words", () => {
  assert.match(
    said(facts({ vacancies: 0, vacancy_rate: 0, leavers: 0, turnover_rate: 0 })),
    /and no vacancies\. The vacancy rate was 0\.0%.*\n.*\n.*turnover was 0\.0%: nobody left/,
  );
  assert.match(
    said(facts({ turnover_rate: "c" })),
    /Turnover is not published, because few people are meant\./,
  );
});

test("fewer than fifty full-time equivalents is said in the text and beside it", () => {
  assert.match(said(facts({ in_post: 499 })), /fewer than 50 full-time equivalents/);
  assert.doesNotMatch(said(facts({ in_post: 500 })), /fewer than 50/);
  assert.ok(sceptic(facts({ in_post: 499 })).some(({ say }) => say.includes("so few people")));
});

test("a covered vacancy is said to count, and no cause is claimed", () => {
  assert.match(said(facts({})), /A vacancy that an agency worker covers is counted as a vacancy/);
  assert.match(said(facts({})), /The count gives no reasons/);
  assert.doesNotMatch(said(facts({})), /because|due to|led to/);
});

test("the sceptic’s first point is answered by where the council stands", () => {
  const answer = (rate) =>
    sceptic(facts({ turnover_rate: rate })).find(({ say }) =>
      say.includes("lowest since at least 2023"),
    ).answer;
  assert.match(answer(200), /20\.0%, higher than in England/);
  assert.match(answer(50), /5\.0%, lower than in England\. So do not speak/);
  assert.match(answer("x"), /no figure for 2025/);
});

test("a council without figures this year is shown with those of its last", () => {
  const one = facts(Object.fromEntries(MEASURES.map((name) => [name, [100, 110, "x"]])));
  assert.equal(one.when, 2024);
  assert.match(said(one), /^Here has no figures for 2025; the latest are those of 2024\./);
  assert.match(view(one, "", { label: "", licence: "" }), /is compared with 2024/);
  assert.match(lineLabel(one, "caseload"), /Here: 2023 10\.0, 2024 11\.0\. England/);
});

test("gaps take what is published, and nothing where there is none", () => {
  const found = gaps(facts({ vacancy_rate: 255, turnover_rate: "c" }));
  assert.equal(found["local vacancy rate"], "25.5%");
  assert.equal(found["local turnover rate"], null);
  assert.equal(found["name of organisation"], "Here");
});

test("a council is found by part of its name, without its point, and by its other names", () => {
  const figures = new Figures(
    data(
      council(
        "Kingston upon Thames and Richmond upon Thames",
        {},
        { other: ["Richmond upon Thames"] },
      ),
    ),
  );
  figures.councils.push(
    council("St Helens", {}),
    council("Bristol", {}, { other: ["City of Bristol"] }),
    council("Kingston upon Hull", {}),
  );
  const names = (typed) => find(figures, typed).map((one) => one.council.name);
  assert.deepEqual(names("hull"), ["Kingston upon Hull"]);
  assert.deepEqual(names("kingston"), [
    "Kingston upon Hull",
    "Kingston upon Thames and Richmond upon Thames",
  ]);
  assert.deepEqual(names("Richmond"), ["Kingston upon Thames and Richmond upon Thames"]);
  for (const typed of ["St. Helens", "saint helens", "helens"])
    assert.deepEqual(names(typed), ["St Helens"]);
  assert.deepEqual(names("city of br"), ["Bristol"]);
  assert.deepEqual(names("<b>"), ["Beta", "Bristol"]);
});

test("a series that begins late or has a hole is drawn in pieces", () => {
  assert.deepEqual(stretches([null, 1, null, 2, 3]), [
    [[1, 1]],
    [
      [3, 2],
      [4, 3],
    ],
  ]);
  const drawn = charts(facts({ caseload: [null, 90, 100] }), "caseload").line;
  assert.equal(drawn.match(/class="app-draw__dot"/g).length, 2);
});

test("scales begin at nought and hold the highest; labels do not lie on each other", () => {
  assert.deepEqual(scaleTop([3, 19, null]), { top: 20, step: 5 });
  const rowsAt = spread([100, 101, 99], 15, 0, 150);
  const sorted = [...rowsAt].sort((a, b) => a - b);
  assert.ok(
    sorted[1] - sorted[0] >= 15 &&
      sorted[2] - sorted[1] >= 15 &&
      rowsAt[2] < rowsAt[0] &&
      rowsAt[0] < rowsAt[1],
  );
});

test("a name with signs of HTML is shown, not run", () => {
  const one = facts({}, { name: "<img src=x>" });
  const about = { label: "<b>", licence: "" };
  assert.doesNotMatch(view(one, "", about) + measures(one, about), /<img|<b>/);
});

test("the rows of a council keep symbols and leave out years in which it did not exist", () => {
  const figures = new Figures(
    data(council("A, B", { in_post: [null, 1000, 1100], vacancies: [null, "c", 5] })),
  );
  const lines = rows(figures, figures.councils[0], "DfE, OGL").trim().split("\r\n");
  assert.equal(lines.length, 3);
  assert.match(lines[1], /^2024,1,"A, B",100,c,.*,"DfE, OGL"$/);
});

test("where a council was made the line begins anew, and earlier years say that it was not yet counted", () => {
  const one = facts(Object.fromEntries(MEASURES.map((name) => [name, [null, 90, 100]])), {
    made: ["Old Shire"],
  });
  assert.equal(one.begins, 2024);
  assert.match(charts(one, "vacancy_rate").line, />new in 2024</);
  assert.deepEqual(yearTable(one, "vacancy_rate")[1].slice(0, 2), ["2023", "not yet counted"]);
  assert.doesNotMatch(charts(facts({}), "vacancy_rate").line, /new in/);
});

test("a year without a figure is a gap with a mark, and a line that ends early says when", () => {
  const one = facts({ turnover_rate: [110, "x", "x"] });
  const { line } = charts(one, "turnover_rate");
  assert.equal(line.match(/>×</g).length, 2);
  assert.match(line, />Here 2023: 11\.0%</);
  assert.match(
    captions(one, "turnover_rate", "DfE").line.source,
    /×: no figure published\. Source: DfE\.$/,
  );
});

test("the rates have one scale, with its unit; cases have another", () => {
  const one = facts({ vacancy_rate: 480, agency_rate: 20, turnover_rate: 100, caseload: 150 });
  for (const measure of ["vacancy_rate", "turnover_rate", "agency_rate"])
    assert.match(charts(one, measure).line, />50%</);
  assert.match(charts(one, "caseload").line, />15</);
});

test("what lies beyond the scale is named below the chart", () => {
  const figures = new Figures(data(council("Here", { vacancy_rate: 100 })));
  Object.assign(figures.councils[2], council("Beta", { vacancy_rate: 1000, in_post: 40 }));
  const one = figures.of(figures.councils[0]);
  assert.match(
    captions(one, "vacancy_rate", "DfE").strip.source,
    /Beyond the scale: Beta, 100\.0%\./,
  );
  assert.match(charts(one, "vacancy_rate").strip, />→</);
});

test("a chart that is saved holds its title, source and licence, and no name runs as HTML", () => {
  const one = facts({}, { name: "<b>" });
  const svg = whole(one, "vacancy_rate", "line", {
    label: "DfE",
    licence: "Open Government Licence",
  });
  assert.match(svg.replace(/<[^>]+>/g, " "), /Source:\s+DfE\./);
  assert.match(svg, /Government/);
  assert.doesNotMatch(svg, /<b>/);
});
