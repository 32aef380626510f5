import assert from "node:assert/strict";
import { test } from "node:test";

import { withWorks } from "./arguments.js";

const DATA = {
  arguments: [
    { id: "stay", sources: ["a"], pairs: [{ sources: ["b"] }] },
    { id: "go", sources: ["c"], pairs: [] },
  ],
  works: { a: { place: 1 }, b: { place: 2 }, c: { place: 3 } },
};

test("an argument comes with the works that it and its answers cite, and no others", () => {
  assert.deepEqual(Object.keys(withWorks(DATA, "stay").works), ["a", "b"]);
});

test("an argument that is not there is nothing", () => {
  assert.equal(withWorks(DATA, "gone"), null);
});
