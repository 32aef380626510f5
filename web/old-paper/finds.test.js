import assert from "node:assert/strict";
import test from "node:test";

import { compile, findsIn, sentences } from "./finds.js";

const NEWEST = { vacancy: 2025, turnover: 2025, agency: 2025, caseload: 2025 };
const found = (finds, text) =>
  findsIn(text, compile([{ id: "it", finds }]), NEWEST).map(({ start, end }) =>
    text.slice(start, end),
  );

test("capitals are matched as written, lower case in any case", () => {
  assert.deepEqual(found(["GSCC"], "The GSCC, not gscc or GSCCX."), ["GSCC"]);
  assert.deepEqual(found(["star rating"], "Star ratings and STAR-RATING."), [
    "Star ratings",
    "STAR-RATING",
  ]);
});

test("hyphen, space and nothing are the same, and so are apostrophes and plurals", () => {
  assert.deepEqual(
    found(
      ["post qualifying award"],
      "post-qualifying awards, postqualifying award, post qualifying award",
    ),
    ["post-qualifying awards", "postqualifying award", "post qualifying award"],
  );
  assert.deepEqual(
    found(
      ["children’s workforce development council"],
      "the Children’s Workforce Development Council",
    ),
    ["Children’s Workforce Development Council"],
  );
  assert.deepEqual(found(["GSCC"], "the GSCC’s code"), ["GSCC’s"]);
});

test("near and not look in the same sentence only", () => {
  assert.deepEqual(
    found(["38% near: award, stay"], "38% of award holders. But 38% of libraries closed."),
    ["38%"],
  );
  assert.deepEqual(
    found(
      ["star rating not: kitchen"],
      "Our star rating is two. The kitchen’s star rating is five.",
    ),
    ["star rating"],
  );
  assert.deepEqual(
    found(["ASW near: mental health not: bus"], "The ASW bus. A mental health ASW."),
    ["ASW"],
  );
});

test("sentences end where people end them", () => {
  const text = "See e.g. Acts and No. 7 of it. Next one! (Third.)\nA line";
  assert.deepEqual(
    sentences(text).map(({ start, end }) => text.slice(start, end)),
    ["See e.g. Acts and No. 7 of it.", "Next one!", "(Third.)", "A line"],
  );
});

test("a rate with an old year is a dated figure, whoever’s it is; VAT, new years and sentences without a year are not", () => {
  assert.deepEqual(
    found([], "In March 2016 our vacancy rate was 22%, against 25 per cent in London."),
    ["22%", "25 per cent"],
  );
  assert.deepEqual(
    found([], "VAT was 17.5% in 2010. Turnover was 11.8% in 2025. Turnover is 14%."),
    [],
  );
  assert.deepEqual(found([], "The average caseload was 17.7 in 2017 for 12,000 children."), [
    "17.7",
  ]);
});

test("a rate may be written in words, and other rates of a council are left alone", () => {
  assert.deepEqual(
    found([], "Seventeen percent of posts were vacant in 2015, one in four in some teams."),
    ["Seventeen percent", "one in four"],
  );
  assert.deepEqual(
    found([], "In 2015 half of the agency staff left in the last quarter of the year."),
    ["half"],
  );
  assert.deepEqual(
    found([], "Shop vacancy rates stood at 12% in 2016. The letting agency charged 10% in 2012."),
    [],
  );
  assert.deepEqual(found([], "At 30 September 2018 the 12 teams had caseloads of 19."), ["19"]);
});

test("a paper of today may tell the history of a thing; in an old one it is commented", () => {
  const filler = "We agreed to look at the training of social workers again. ".repeat(20);
  const history = "The HCPC replaced the GSCC in 2012.";
  assert.deepEqual(found(["GSCC"], `March 2026\n${filler}\n${history} The GSCC approves.`), [
    "GSCC",
  ]);
  assert.deepEqual(found(["GSCC"], `March 2013\n${filler}\n${history}`), ["GSCC"]);
  assert.deepEqual(found(["GSCC"], history), ["GSCC"]);
});

test("what overlaps is found once, at its longest", () => {
  const rules = compile([
    { id: "asye", finds: ["ASYE"] },
    {
      id: "year",
      finds: ["assessed and supported year", "assessed and supported year in employment"],
    },
  ]);
  assert.deepEqual(
    findsIn("The assessed and supported year in employment (ASYE).", rules).map(({ id }) => id),
    ["year", "asye"],
  );
});

test("no text stalls it", () => {
  const rules = compile([{ id: "a", finds: ["a b c d e f", "x near: y not: z"] }]);
  findsIn("a b c d e ".repeat(20_000), rules, NEWEST);
  findsIn("(".repeat(50_000) + "9".repeat(50_000), rules, NEWEST);
});
