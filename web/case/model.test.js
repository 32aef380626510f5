import assert from "node:assert/strict";
import test from "node:test";

import * as model from "./model.js";
import { placeFor } from "./outlines.js";
import { Keeper, Store } from "./store.js";

const paragraph = (...content) => ({ kind: "paragraph", content });
const ARGUMENT = {
  id: "turnover", title: "Turnover costs us", case: "financial", stands: "current", sources: ["dfe2025"],
  blocks: [paragraph({ text: "In " }, { gap: "name of organisation" }, { text: " turnover was " }, { gap: "local turnover rate" }, { cite: ["dfe2025"], text: " (DfE, 2026)" })],
};
const texts = (state) => model.inOrder(state).map(model.plain);
const own = (state, text, heading = "h2") => model.add(state, { kind: "text", blocks: [paragraph({ text })] }, { heading });

test("an argument lands below the heading of its case, and only once", () => {
  const state = model.addArgument(model.empty(), ARGUMENT);
  assert.equal(state.headings.find(({ id }) => id === state.parts[0].heading).text, "Financial case");
  assert.equal(model.addArgument(state, ARGUMENT), state);
});

test("in a council's own headings it lands by their words, and never below a list of background papers", () => {
  const headings = ["1. Purpose of report", "Background papers", "Background", "Finance comments", "Risk"].map((text, n) => ({ id: `t${n}`, text, level: 1 }));
  assert.equal(placeFor("strategic", headings), "t2");
  assert.equal(placeFor("financial", headings), "t3");
  assert.equal(placeFor("risks", headings), "t4");
  assert.equal(placeFor("equality", headings), "t2", "nothing fits: it stands with the reasons");
});

test("a step down at the end of a heading goes to the next heading, and up again brings it back", () => {
  let state = own(own(model.empty(), "one"), "two");
  state = model.step(state, "p2", -1);
  assert.deepEqual(texts(state), ["two", "one"]);
  state = model.step(model.step(state, "p1", 1), "p1", -1);
  assert.deepEqual(texts(state), ["two", "one"]);
  assert.equal(state.parts.find(({ id }) => id === "p1").heading, "h2");
  assert.equal(model.step(own(model.empty(), "last", "h6"), "p1", 1).parts[0].heading, "h6");
});

test("the reader's own figure wins over the department's, before and after", () => {
  const from = { source: "dfe2025", as_at: "2025-09-30" };
  let state = model.setFigure(model.empty(), "local turnover rate", "9.7%", from);
  assert.equal(state.figures["local turnover rate"], "9.7%");
  state = model.setFigure(state, "local turnover rate", "10%");
  state = model.setFigure(state, "local turnover rate", "9.7%", from);
  assert.equal(state.figures["local turnover rate"], "10%");
  assert.equal(state.figuresFrom["local turnover rate"], undefined);
});

test("gaps are named once, with the parts they stand in, until they are filled", () => {
  let state = model.addArgument(model.empty(), ARGUMENT);
  state = model.add(state, { kind: "table", table: "risks", rows: [["Risk", "Owner"], ["Drop-out", "[name of owner]"]] }, { holds: "management" });
  assert.deepEqual(model.gaps(state).map(({ name }) => name), ["name of organisation", "local turnover rate", "name of owner"]);
  assert.deepEqual(model.gaps(model.setFigure(state, "name of owner", "A. Ali")).map(({ name }) => name), ["name of organisation", "local turnover rate"]);
});

test("another outline keeps every part", () => {
  let state = own(model.addArgument(model.empty(), ARGUMENT), "own words");
  state = model.useHeadings(state, model.empty("committee").headings, "committee");
  assert.equal(model.inOrder(state).length, 2);
  assert.equal(state.headings.find(({ id }) => id === state.parts[0].heading).text, "Financial implications");
});

test("before it is sent, gaps, dated arguments, empty headings and a missing option are named", () => {
  const state = model.addArgument(model.empty(), { ...ARGUMENT, stands: "dated" });
  const kinds = model.beforeSending(state, { doubtful: { dfe2025: "Department (2025)" } }).map(({ kind }) => kind);
  assert.deepEqual([...new Set(kinds)], ["gap", "dated", "source", "empty", "option", "measure"]);
});

test("a draft comes back as it was; what is no draft is refused in a sentence", () => {
  const state = model.setFigure(model.addArgument(model.empty(), ARGUMENT), "local turnover rate", "9.7% “so” <b> ]]> 😀");
  assert.deepEqual(model.read(JSON.stringify(state)).state, state);
  for (const wrong of ["", "{", "null", "[]", '"pq-case"', '{"format":"other"}', '{"format":"pq-case","version":99}', '{"format":"pq-case","version":1,"parts":[{}],"headings":[],"figures":{}}']) {
    assert.match(model.read(wrong).wrong, /\.$/, wrong);
  }
});

test("a draft that somebody has damaged or made up is refused before anything is shown of it", () => {
  const state = model.setMoney(model.addArgument(model.empty(), ARGUMENT), { people: 2, years: 1, lines: [{ id: "m1", name: "Fee", basis: "person", means: "cash", amount: 100 }] });
  const part = (fields) => ({ ...state, parts: [{ ...state.parts[0], ...fields }] });
  const words = (content) => part({ edited: [{ kind: "paragraph", content }] });
  for (const [what, wrong] of Object.entries({
    "a link that runs something": words([{ link: "javascript:alert(1)", content: [{ text: "click" }] }]),
    "words that are no text": words([{ text: 7 }]),
    "a paragraph of nothing": part({ blocks: [{ kind: "paragraph" }] }),
    "a kind that nobody knows": part({ kind: "macro" }),
    "a table without columns": part({ kind: "table", title: "T", rows: [["a"]] }),
    "a cost below nought": { ...state, money: { ...state.money, lines: [{ ...state.money.lines[0], amount: -1 }] } },
    "costs of a million years": { ...state, money: { ...state.money, years: 1e6 } },
    "lines that are no list": { ...state, money: { ...state.money, lines: {} } },
    "no headings": { ...state, headings: [] },
    "figures that are no text": { ...state, figures: { "total cost": { toString: 1 } } },
  })) assert.match(model.read(JSON.stringify(wrong)).wrong ?? "", /damaged/, what);
  assert.deepEqual(model.read(JSON.stringify(state)).state, state);
});

test("an opened draft says which arguments are gone, have other words or stand otherwise", () => {
  const state = model.addArgument(model.addArgument(model.empty(), ARGUMENT), { ...ARGUMENT, id: "gone", title: "Gone" });
  const now = { turnover: { ...ARGUMENT, blocks: [paragraph({ text: "New words" })] } };
  assert.deepEqual(model.since(state, now).map(({ title, change }) => [title, change]), [["Turnover costs us", "words"], ["Gone", "gone"]]);
  assert.deepEqual(model.since(state, { turnover: ARGUMENT, gone: ARGUMENT }), []);
});

test("undo and redo lead back and forth; typing in one field is one step", () => {
  const store = new Store(model.empty());
  for (const title of ["A", "AB", "ABC"]) store.do(model.setTitle(store.state, title), "Title", "title");
  store.do(own(store.state, "text"), "Added");
  store.undo();
  assert.equal(store.state.title, "ABC");
  store.undo();
  assert.equal(store.state.title, "");
  assert.equal(store.canUndo, null);
  store.redo();
  store.redo();
  assert.deepEqual(texts(store.state), ["text"]);
});

test("two tabs do not overwrite each other", () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  const [one, two] = [new Keeper(storage, "pq-case", "one"), new Keeper(storage, "pq-case", "two")];
  assert.equal(one.load(), null);
  assert.equal(one.save({ n: 1 }), "saved");
  assert.deepEqual(two.load(), { n: 1 });
  assert.equal(two.save({ n: 2 }), "saved");
  assert.equal(one.save({ n: 3 }), "changed");
  assert.deepEqual(two.load(), { n: 2 });
  one.insist();
  assert.equal(one.save({ n: 3 }), "saved");
});

test("full and forbidden storage are told apart", () => {
  const failing = (name) => ({ getItem: () => null, setItem: () => { throw Object.assign(new Error(name), { name }); }, removeItem() {} });
  assert.equal(new Keeper(failing("QuotaExceededError"), "k", "t").save({}), "full");
  assert.equal(new Keeper(failing("SecurityError"), "k", "t").save({}), "forbidden");
});

test("200 parts and 20,000 words stay quick to change: the other parts are not copied", () => {
  let state = model.empty();
  for (let n = 0; n < 200; n += 1) state = own(state, "word ".repeat(100));
  const changed = model.change(state, "p7", { edited: [paragraph({ text: "new" })] });
  assert.equal(changed.parts.filter((part, n) => part !== state.parts[n]).length, 1);
  assert.equal(model.words(state), 20_000);
});
