import assert from "node:assert/strict";
import test from "node:test";

import { compile } from "./finds.js";
import { fromText, grouped, hitsIn, listAsText } from "./report.js";

const figure = { value: "1", date: "30 September 2025", source: "A census.", checked: "today" };
const data = {
  compiled: compile([{ id: "gscc", finds: ["GSCC", "general social care council"] }]),
  newest: 2025,
  england: { "vacancy-rate": figure, turnover: figure, "agency-rate": figure, caseload: figure },
  told: { gscc: { title: "The council", weight: "gone", became: "It went.", say: "Look again." } },
};
const things = (text) => grouped(hitsIn(fromText(text), data), data, null);
const filler = "We agreed to look at the training of social workers again. ".repeat(20);

test("a sentence that names a thing twice is quoted once, and 's is no other word", () => {
  const [thing] = things(
    "The General Social Care Council (GSCC) and the GSCC’s code. The GSCC asks.",
  );
  assert.deepEqual(thing.words, ["General Social Care Council", "GSCC"]);
  assert.equal(thing.places.length, 4);
  assert.equal(thing.sentences.length, 2);
});

test("a cell of a table is quoted with what its row and column say", () => {
  const list = listAsText(things("Team\tVacancy rate 2010\tTarget 2015\nAssessment\t15%\t5%"));
  assert.match(list, /“Assessment, Vacancy rate 2010: 15%” \(in a table\)/);
});

test("a rate without a year is said to be of the time of the paper", () => {
  const [thing] = things(`Report of March 2007\n${filler}\nTurnover is 14%. It was 12% in 2005.`);
  assert.equal(thing.title, "Turnover of 2005 and the time of this paper");
});
