import assert from "node:assert/strict";
import { test } from "node:test";

import { add, addArgument, empty } from "./model.js";
import { editable, flatOf, fromText, keysOf, paperOf, sidesOf, unfolded } from "./paper.js";

const works = {
  a2020: {
    label: [{ text: "Able" }],
    year: "2020",
    before: [{ text: "Able." }],
    after: [],
    place: 1,
    check: "",
    name: "Able",
  },
};
const blocks = [
  {
    kind: "paragraph",
    content: [
      { text: "Costs of " },
      { gap: "name of organisation" },
      { text: " fell " },
      { cite: [{ key: "a2020" }] },
      { text: "." },
    ],
  },
];
const argument = {
  id: "x",
  title: "Costs fell",
  blocks,
  sources: ["a2020"],
  case: "financial",
  stands: "current",
};

test("an argument that nobody changed keeps its citation and gap through the editor", () => {
  assert.deepEqual(fromText(editable(blocks, works), blocks, works), blocks);
});

test("new words keep the citation, and lines with bullets become a list", () => {
  const made = fromText(
    "Costs fell a lot (Able, 2020).\n\n• One\n• Two [number of places]",
    blocks,
    works,
  );
  assert.deepEqual(made[0].content[1], { cite: [{ key: "a2020" }] });
  assert.deepEqual(made[1], {
    kind: "list",
    ordered: false,
    items: [[{ text: "One" }], [{ text: "Two " }, { gap: "number of places" }]],
  });
});

test("the comment on a dated argument says that it is", () => {
  const [dated, current] = ["dated", "current"].map((stands) => {
    const state = addArgument(empty(), { ...argument, stands });
    const { sections } = paperOf(state, { works, filled: {}, today: "24 November 2026" });
    return sections.find(({ parts }) => parts.length).parts[0].comment;
  });
  assert.match(dated, /It rests on evidence of 2007 or before\. Say so, or leave it out\./);
  assert.doesNotMatch(current, /2007/);
});

test("the paper stands in the order of its headings, each argument with a comment that says where it is from", () => {
  const state = addArgument(
    add(
      empty(),
      { kind: "text", blocks: [{ kind: "paragraph", content: [{ text: "First." }] }] },
      { holds: "summary" },
    ),
    argument,
  );
  const paper = paperOf(state, { works, filled: {}, today: "24 November 2026" });
  const full = paper.sections.filter(({ parts }) => parts.length);
  assert.deepEqual(
    full.map(({ title }) => title),
    ["Summary and recommendation", "Financial case"],
  );
  assert.match(full[1].parts[0].comment, /Costs fell.*24 November 2026/);
  assert.equal(full[0].parts[0].comment, undefined);
  assert.deepEqual(keysOf(state), ["a2020"]);
  assert.deepEqual(
    flatOf(state).map(({ kind }) => kind),
    ["title", "paragraph", "title", "paragraph"],
  );
});

// ---- how many sides ----

const LINE = "a".repeat(88); // of a side
const withText = (state, lines, count = 1) =>
  Array.from({ length: count }).reduce(
    (next) =>
      add(next, {
        kind: "text",
        blocks: [{ kind: "paragraph", content: [{ text: LINE.repeat(lines) }] }],
      }),
    state,
  );

test("nothing takes no side, and the least that can be said takes one", () => {
  assert.equal(sidesOf(empty()), 0);
  assert.equal(sidesOf(withText(empty(), 1)), 1);
});

test("a side holds title, heading and 19 paragraphs of a line; the twentieth is on the next", () => {
  assert.equal(sidesOf(withText(empty(), 1, 19)), 1); // 10 + 2.3 + 19 × 1.7 = 44.6 of 46 lines
  assert.equal(sidesOf(withText(empty(), 1, 20)), 2);
});

test("long paragraphs, tables, charts and references take what they take in Word", () => {
  const text = withText(empty(), 10, 12); // 12.3 + 12 × 10.7 = 140.7 lines
  assert.equal(sidesOf(text), 4);
  const rows = Array.from({ length: 30 }, () => ["a", "b"]);
  const table = add(text, { kind: "table", table: "t", title: "T", columns: ["x", "y"], rows });
  assert.equal(sidesOf(table), 4); // 0.78 × (2 + 31 × 1.3) = 33 lines more
  const chart = {
    kind: "chart",
    title: "C",
    categories: ["2024"],
    series: [{ name: "n", values: [1] }],
  };
  const figures = { kind: "figures", title: "F", blocks: [chart] };
  assert.equal(sidesOf(add(table, figures)), 5); // 29 and the table of its numbers
  const cited = {
    kind: "text",
    blocks: [],
    sources: Array.from({ length: 12 }, (_, n) => `k${n}`),
  };
  assert.equal(sidesOf(add(table, cited)), 5); // 12 × 2.5
});

test("terse data becomes what is printed: works have the place of their row", () => {
  const address = "https://example.org";
  const data = {
    arguments: [
      {
        id: "a",
        asked: ["why?"],
        blocks: [
          { kind: "list", items: [["One ", { em: ["two"] }, { cite: [{ key: "b" }] }]] },
          [{ link: address, content: ["there"] }],
        ],
      },
    ],
    works: { b: { label: ["B"], year: "1", after: [{ link: address }] }, a: { year: "2" } },
  };
  const text = (words) => ({ text: words });
  assert.deepEqual(unfolded(data), {
    arguments: [
      {
        id: "a",
        asked: ["why?"],
        blocks: [
          {
            kind: "list",
            items: [[text("One "), { em: [text("two")] }, { cite: [{ key: "b" }] }]],
          },
          { kind: "paragraph", content: [{ link: address, content: [text("there")] }] },
        ],
      },
    ],
    works: {
      b: {
        label: [text("B")],
        year: "1",
        after: [{ link: address, content: [text(address)] }],
        place: 0,
      },
      a: { year: "2", place: 1 },
    },
  });
});
