import assert from "node:assert/strict";
import test from "node:test";

import { inWords, read, since } from "./draft.js";
import * as model from "./model.js";
import { ARGUMENT, paragraph } from "./samples.js";

test("a draft comes back as it was; what is no draft is refused in a sentence", () => {
  const state = model.setFigure(
    model.addArgument(model.empty(), ARGUMENT),
    "local turnover rate",
    "9.7% “so” <b> ]]> 😀",
  );
  assert.deepEqual(read(JSON.stringify(state)).state, state);
  for (const wrong of [
    "",
    "{",
    "null",
    "[]",
    '"pq-case"',
    '{"format":"other"}',
    '{"format":"pq-case","version":99}',
    '{"format":"pq-case","version":1,"parts":[{}],"headings":[],"figures":{}}',
  ]) {
    assert.match(read(wrong).wrong, /\.$/, wrong);
  }
});

test("a draft that somebody has damaged or made up is refused before anything is shown of it", () => {
  const state = model.setMoney(model.addArgument(model.empty(), ARGUMENT), {
    people: 2,
    years: 1,
    lines: [{ id: "m1", name: "Fee", basis: "person", means: "cash", amount: 100 }],
  });
  const part = (fields) => ({ ...state, parts: [{ ...state.parts[0], ...fields }] });
  const words = (content) => part({ edited: [{ kind: "paragraph", content }] });
  for (const [what, wrong] of Object.entries({
    "a link that runs something": words([
      { link: "javascript:alert(1)", content: [{ text: "click" }] },
    ]),
    "words that are no text": words([{ text: 7 }]),
    "a paragraph of nothing": part({ blocks: [{ kind: "paragraph" }] }),
    "a kind that nobody knows": part({ kind: "macro" }),
    "a table without columns": part({ kind: "table", title: "T", rows: [["a"]] }),
    "a cost below nought": {
      ...state,
      money: { ...state.money, lines: [{ ...state.money.lines[0], amount: -1 }] },
    },
    "a number that nobody has in the form": {
      ...state,
      money: { ...state.money, leaver: { __proto__x: 1 } },
    },
    "a source that is no text": {
      ...state,
      money: { ...state.money, given: { people: { who: 7 } } },
    },
    "a chart without numbers": part({
      blocks: [
        { kind: "chart", title: "T", categories: ["2025"], series: [{ name: "a", values: ["x"] }] },
      ],
    }),
    "costs of a million years": { ...state, money: { ...state.money, years: 1e6 } },
    "lines that are no list": { ...state, money: { ...state.money, lines: {} } },
    "no headings": { ...state, headings: [] },
    "figures that are no text": { ...state, figures: { "total cost": { toString: 1 } } },
  }))
    assert.match(read(JSON.stringify(wrong)).wrong ?? "", /damaged/, what);
  assert.deepEqual(read(JSON.stringify(state)).state, state);
});

test("an opened draft says which arguments are gone, and which have other words or other figures", () => {
  const stat = (text) => ({ ...ARGUMENT, blocks: [paragraph({ text })] });
  let state = model.addArgument(model.empty(), {
    ...stat("Turnover was 12.9% in 2024."),
    id: "figure",
    title: "Rates",
  });
  state = model.addArgument(model.addArgument(state, ARGUMENT), {
    ...ARGUMENT,
    id: "gone",
    title: "Gone",
  });
  state = model.addArgument(state, { ...ARGUMENT, id: "old", title: "Old" });
  const now = {
    turnover: stat("New words"),
    figure: stat("Turnover was 11.8% in 2025."),
    old: { ...ARGUMENT, stands: "dated" },
  };
  assert.deepEqual(since(state, now).map(inWords), [
    "“Rates” has new figures: 12.9%, 2024 before, 11.8%, 2025 now.",
    "“Turnover costs us” has new words.",
    "“Gone” is no longer in the library. Its words stay in your case; look at them again.",
    "“Old” was current and is now dated.",
  ]);
  assert.deepEqual(
    since(
      state,
      Object.fromEntries(
        ["turnover", "gone", "old"]
          .map((id) => [id, ARGUMENT])
          .concat([["figure", stat("Turnover was 12.9% in 2024.")]]),
      ),
    ),
    [],
  );
  assert.equal(
    model.plain(state.parts.find(({ title }) => title === "Gone")),
    "In [name of organisation] turnover was [local turnover rate]",
  );
});

test("a council’s figures are compared with today’s, where somebody has looked", () => {
  const blocks = (rate) => [
    { kind: "table", caption: "Rates", columns: ["", "Anytown"], rows: [["Turnover", rate]] },
  ];
  const state = model.add(model.empty(), {
    kind: "figures",
    title: "Anytown in figures",
    council: "anytown",
    shows: "text",
    blocks: blocks("12.9%"),
    sources: [],
  });
  assert.deepEqual(since(state, {}), []);
  assert.deepEqual(
    since(state, {}, () => blocks("12.9%")),
    [],
  );
  assert.deepEqual(since(state, {}, () => blocks("11.8%")).map(inWords), [
    "“Anytown in figures” has new figures: 12.9% before, 11.8% now.",
  ]);
});

test("the library’s new words can be taken, and the reader’s own stay", () => {
  const state = model.change(model.addArgument(model.empty(), ARGUMENT), "p1", {
    edited: [paragraph({ text: "Mine" })],
  });
  const now = { ...ARGUMENT, blocks: [paragraph({ text: "New" })] };
  const renewed = model.renew(state, "p1", now);
  assert.deepEqual(since(renewed, { turnover: now }), []);
  assert.equal(model.plain(renewed.parts[0]), "Mine");
});
