import assert from "node:assert/strict";
import test from "node:test";

import { packLists, unpackList } from "./packed.js";

test("what is packed comes out again, its worth to one in a hundred", () => {
  const list = [
    [0, 0.3],
    [7, 4.6],
    [20_000, 70],
  ];
  const packed = packLists([[[3, 1]], list]);
  const { numbers, worth } = unpackList(packed.places.split("\n")[1], packed.worths.split("\n")[1]);

  assert.deepEqual(
    [...numbers],
    list.map(([number]) => number),
  );
  list.forEach(([, one], n) => assert.ok(Math.abs(worth[n] / one - 1) < 0.01));
});
