import assert from "node:assert/strict";
import { test } from "node:test";

import { Keeper, Store } from "./store.js";

const memory = (fail) => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, removeItem: (key) => kept.delete(key),
    setItem: (key, value) => { if (fail) throw Object.assign(new Error(fail), { name: fail }); kept.set(key, value); } };
};

test("typing in one field is one step back, another field is another", () => {
  const store = new Store("");
  store.do("a", "Title changed", "title");
  store.do("ab", "Title changed", "title");
  store.do("ab!", "Figure filled in", "figure");
  store.undo();
  assert.equal(store.state, "ab");
  store.undo();
  assert.equal(store.state, "");
  assert.equal(store.canUndo, null);
});

test("a new step after an undo leaves nothing to do again", () => {
  const store = new Store(0);
  store.do(1, "one");
  store.undo();
  store.do(2, "two");
  store.redo();
  assert.equal(store.state, 2);
});

test("each step is announced with what it was", () => {
  const store = new Store(0);
  const said = [];
  store.addEventListener("change", ({ what }) => said.push(what));
  store.do(1, "Moved up");
  store.undo();
  store.redo();
  assert.deepEqual(said, ["Moved up", "Undone: Moved up", "Done again: Moved up"]);
});

test("what another tab saved meanwhile is not written over, until the reader insists", () => {
  const storage = memory();
  const [here, there] = [new Keeper(storage, "k", "here"), new Keeper(storage, "k", "there")];
  assert.equal(here.save({ mine: 1 }), "saved");
  there.load();
  assert.equal(there.save({ theirs: 1 }), "saved");
  assert.equal(here.save({ mine: 2 }), "changed");
  assert.deepEqual(there.load(), { theirs: 1 });
  here.insist();
  assert.equal(here.save({ mine: 2 }), "saved");
  assert.equal(there.save({ theirs: 2 }), "changed");
});

test("a full and a forbidden browser are told apart", () => {
  assert.equal(new Keeper(memory("QuotaExceededError"), "k", "t").save({}), "full");
  assert.equal(new Keeper(memory("SecurityError"), "k", "t").save({}), "forbidden");
});

test("a copy that cannot be read is nobody's, and does not stop saving", () => {
  const storage = memory();
  storage.setItem("k", "{half");
  const keeper = new Keeper(storage, "k", "t");
  assert.equal(keeper.load(), null);
  assert.equal(keeper.save({ a: 1 }), "saved");
});
