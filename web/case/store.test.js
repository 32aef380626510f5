import assert from "node:assert/strict";
import { test } from "node:test";

import { Keeper, Store } from "./store.js";

const memory = () => {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
};

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

test("a copy that cannot be read is nobody’s, and does not stop saving", () => {
  const storage = memory();
  storage.setItem("k", "{half");
  const keeper = new Keeper(() => storage, "k", "t");
  assert.equal(keeper.load(), null);
  assert.equal(keeper.save({ a: 1 }), "saved");
});
