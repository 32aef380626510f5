import assert from "node:assert/strict";
import test from "node:test";

import { packLists, unpackList } from "./packed.js";

test("what is packed comes out again, its worth to one in a hundred", () => {
  const list = { numbers: [0, 7, 20_000], worth: [0.3, 4.6, 70] };
  const packed = packLists([{ numbers: [3], worth: [1] }, list]);
  const { numbers, worth } = unpackList(packed.places.split("\n")[1], packed.worths.split("\n")[1]);

  assert.deepEqual([...numbers], list.numbers);
  list.worth.forEach((one, n) => assert.ok(Math.abs(worth[n] / one - 1) < 0.01));
});
