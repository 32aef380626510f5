import assert from "node:assert/strict";
import test from "node:test";

import { ratesIn } from "./rates.js";

const NEWEST = { vacancy: 2025, turnover: 2025, agency: 2025, caseload: 2025 };
const found = (text) => {
  const paragraphs = Array.isArray(text) ? text : [{ text }];
  return ratesIn(paragraphs, NEWEST).map(({ paragraph, start, end, measure, year }) => [
    paragraphs[paragraph].text.slice(start, end),
    measure,
    year,
  ]);
};
const words = (text) => found(text).map(([word]) => word);

test("a sentence without a year goes on from the one before it", () => {
  assert.deepEqual(
    found("Vacancies were 9% in September 2011. In the previous year turnover was 16%."),
    [
      ["9%", "vacancy", 2011],
      ["16%", "turnover", 2011],
    ],
  );
  assert.deepEqual(
    found("At 30 September 2011 we had 412 staff. The vacancy rate stood at 9.8%."),
    [["9.8%", "vacancy", 2011]],
  );
  assert.deepEqual(
    found("Turnover was 24% in 2014/15. It fell to 19% in the year that followed."),
    [
      ["24%", "turnover", 2015],
      ["19%", "turnover", 2016],
    ],
  );
  assert.deepEqual(words("Our use of agency staff is high. In 2015 the figure was 27%."), ["27%"]);
});

test("what is said of today does not go on from an old year, nor does a thing counted elsewhere", () => {
  assert.deepEqual(words("In 2019 we joined the partnership. Our vacancy rate is 12%."), []);
  assert.deepEqual(words("In 2019 we joined the partnership.\nThe vacancy rate was 12%."), []);
  assert.deepEqual(words("In 2012 turnover rose. In the same year sickness absence was 8%."), []);
  assert.deepEqual(words("Turnover was 18% in 2015 and is now 11%."), ["18%"]);
  assert.deepEqual(words("Since 2019 turnover has fallen to 11%."), []);
  assert.deepEqual(words("The Care Act 2014 needs staff, and 12% of posts are vacant."), []);
});

test("2023/24 ends in 2024, which is not old", () => {
  assert.deepEqual(words("Turnover was 12% in 2023/24 and 14% in 2022-23."), []);
  assert.deepEqual(words("Turnover was 14% in 2022-23."), ["14%"]);
});

test("what was hoped for is no figure", () => {
  assert.deepEqual(words("By March 2018 agency use will be below 10% of the workforce."), []);
  assert.deepEqual(words("In 2015 vacancies were 14% against a target of 8%."), ["14%"]);
});

test("words above a table that are no title say nothing of it", () => {
  const table = "Team\t2015\t2016\nTurnover\t18%\t17%";
  assert.deepEqual(words(`We spent £3m on it.\n${table}`), ["18%", "17%"]);
  assert.deepEqual(words("Vacancy is high in 2011.\nTeam\tShare\nNorth\t18%\nSouth\t12%"), []);
});

test("a caseload that is promised is none that was counted", () => {
  assert.deepEqual(words("Level\tLearning\tNumber 2015\n1\tA protected caseload\t5"), []);
  assert.deepEqual(words("In 2015 new staff had a reduced caseload of 10."), []);
});

test("what depends, and the number of people, are no rates", () => {
  assert.deepEqual(words("We save if agency use falls to 12% of staff by 2020."), []);
  assert.deepEqual(words("Agency staff: 12% by March 2020."), []);
  assert.deepEqual(words("Of 38 leavers in 2018, 41% had come in 2016."), []);
  assert.deepEqual(words("In 2018 the 30 newly qualified staff had a caseload of 14.2."), ["14.2"]);
});

test("in a paper of today, what is said to be so now is not old", () => {
  const paper = `Bid of March 2026\n${"We agreed to look at the training of staff again. ".repeat(20)}`;
  assert.deepEqual(words(`${paper}\nTurnover is 14%, down from 21% in 2022.`), ["21%"]);
  assert.deepEqual(words("At 30 September 2005 the vacancy rate is 17.5%."), ["17.5%"]);
});

test("a rate without a year is old where a whole paper names no year of today", () => {
  const filler = "We agreed to look at the training of social workers again. ".repeat(20);
  const rate = "Our vacancy rate is 14.6%.";
  assert.deepEqual(found(`Report of March 2007\n${filler}\n${rate}`), [["14.6%", "vacancy", null]]);
  assert.deepEqual(words(`Report of March 2026. In 2007 we began.\n${filler}\n${rate}`), []);
  assert.deepEqual(words(`Report of March 2007\n${rate}`), []);
  assert.deepEqual(words(`${filler}\n${rate}`), []);
});

test("the number of a paragraph is no caseload", () => {
  assert.deepEqual(words("5.4 Exit interviews of 2006 speak of heavy caseloads."), []);
});

test("in pasted tables the header gives the year and the row the measure", () => {
  const table = "Measure\t2014/15\t2023\t2024/25\nTurnover\t16%\t14%\t12%\nSickness\t4%\t5%\t6%";
  assert.deepEqual(found(table), [
    ["16%", "turnover", 2015],
    ["14%", "turnover", 2023],
  ]);
});

test("the column may give the measure, and the row the year", () => {
  assert.deepEqual(words("Team\tVacancy rate 2010\tTarget 2015\nAssessment\t15%\t5%"), ["15%"]);
  assert.deepEqual(found("Year\tVacancy rate\tCaseload\n2015\t17%\t16.9\n2025\t14%\t15.2"), [
    ["17%", "vacancy", 2015],
    ["16.9", "caseload", 2015],
  ]);
});

test("a title gives the measure where neither row nor column does", () => {
  assert.deepEqual(words("Table 2: Turnover by team\nTeam  2015  2016\nNorth  18%  17%"), [
    "18%",
    "17%",
  ]);
  assert.deepEqual(words("Table 2: Spend by road\nRoad  2015  2016\nNorth  18%  17%"), []);
});

test("numbers of posts and rates of other things are left alone", () => {
  assert.deepEqual(words("Measure\t2014\t2015\nVacancies\t12\t14\nVacancy rate\t11.8\t12.1"), [
    "11.8",
    "12.1",
  ]);
  assert.deepEqual(words("Rate\t2010\t2011\nVAT\t17.5%\t20%\nShop vacancies\t9%\t11%"), []);
});

test("cells of a Word table have their places, also where a header spans columns", () => {
  const cell = (text, row, column, span = 1) => ({ text, cell: { table: 1, row, column, span } });
  const table = [
    cell("", 0, 0),
    cell("Turnover", 0, 1, 2),
    cell("Team", 1, 0),
    cell("2015", 1, 1),
    cell("2025", 1, 2),
    cell("North", 2, 0),
    cell("18%", 2, 1),
    cell("12%", 2, 2),
  ];
  assert.deepEqual(found(table), [["18%", "turnover", 2015]]);
});

test("no text stalls it", () => {
  ratesIn([{ text: "turnover in 2014 was 9%, ".repeat(10_000) }], NEWEST);
  ratesIn([{ text: "\u00a0".repeat(50_000) + " |".repeat(50_000) }], NEWEST);
  ratesIn([{ text: `${"(a ".repeat(50_000)}2014` }], NEWEST);
  ratesIn([{ text: "Turnover\t2014\t9%\n".repeat(5_000) }], NEWEST);
});
