import assert from "node:assert/strict";
import test from "node:test";

import * as model from "./model.js";
import { placeFor } from "./outlines.js";
import { ARGUMENT, paragraph } from "./samples.js";
import { Keeper, Store } from "./store.js";

const texts = (state) => model.inOrder(state).map(model.plain);
const own = (state, text, heading = "h2") =>
  model.add(state, { kind: "text", blocks: [paragraph({ text })] }, { heading });

test("an argument lands below the heading of its case, and only once", () => {
  const state = model.addArgument(model.empty(), ARGUMENT);
  assert.equal(
    state.headings.find(({ id }) => id === state.parts[0].heading).text,
    "Financial case",
  );
  assert.equal(model.addArgument(state, ARGUMENT), state);
});

test("in a council’s own headings it lands by their words, and never below a list of background papers", () => {
  const headings = [
    "1. Purpose of report",
    "Background papers",
    "Background",
    "Finance comments",
    "Risk",
  ].map((text, n) => ({ id: `t${n}`, text, level: 1 }));
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

test("the reader’s own figure wins over the department’s, before and after", () => {
  const from = { source: "dfe2025", as_at: "2025-09-30" };
  let state = model.setFigure(model.empty(), "local turnover rate", "9.7%", from);
  assert.equal(state.figures["local turnover rate"], "9.7%");
  state = model.setFigure(state, "local turnover rate", "10%");
  state = model.setFigure(state, "local turnover rate", "9.7%", from);
  assert.equal(state.figures["local turnover rate"], "10%");
  assert.equal(state.figuresFrom["local turnover rate"], undefined);
});

test("another outline keeps every part", () => {
  let state = own(model.addArgument(model.empty(), ARGUMENT), "own words");
  state = model.useHeadings(state, model.empty("committee").headings, "committee");
  assert.equal(model.inOrder(state).length, 2);
  assert.equal(
    state.headings.find(({ id }) => id === state.parts[0].heading).text,
    "Financial implications",
  );
});

test("undo and redo lead back and forth; typing in one field is one step", () => {
  const store = new Store(model.empty());
  for (const title of ["A", "AB", "ABC"])
    store.do(model.setTitle(store.state, title), "Title", "title");
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
  const storage = () => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  });
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
  const failing = (name) => () => ({
    getItem: () => null,
    setItem: () => {
      throw Object.assign(new Error(name), { name });
    },
    removeItem() {},
  });
  assert.equal(new Keeper(failing("QuotaExceededError"), "k", "t").save({}), "full");
  assert.equal(new Keeper(failing("SecurityError"), "k", "t").save({}), "forbidden");
  const refused = () => {
    throw new Error("no storage at all");
  };
  assert.equal(new Keeper(refused, "k", "t").save({}), "forbidden");
});

test("200 parts and 20,000 words stay quick to change: the other parts are not copied", () => {
  let state = model.empty();
  for (let n = 0; n < 200; n += 1) state = own(state, "word ".repeat(100));
  const changed = model.change(state, "p7", { edited: [paragraph({ text: "new" })] });
  assert.equal(changed.parts.filter((part, n) => part !== state.parts[n]).length, 1);
  assert.equal(model.words(state), 20_000);
});

test("a case as text is the case", () => {
  const state = own(model.addArgument(model.empty(), ARGUMENT), "own “words” \\ 😀");
  assert.deepEqual(JSON.parse(model.asText(state)), state);
  assert.deepEqual(JSON.parse(model.asText(model.empty())), model.empty());
});
