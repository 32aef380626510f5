// From a case to the paper: what is shown, copied, printed and written into Word. No page: runs in
// Node too.
import { Composer, TEXT, cellContent, cited, pasted } from "../common/compose.js";
import { AGED, blocksOf, inOrder, plain, remembered, sources, titleOf } from "./model.js";
import { moneyBlocks } from "./money-paper.js";

// What a part says, as blocks.
export const blocksFor = (part, state) => {
  if (part.kind === "money") return moneyBlocks(state.money);
  if (part.kind === "table") {
    const note = part.note ? [{ kind: "paragraph", content: [{ text: part.note }] }] : [];
    return [
      { kind: "table", caption: part.title, columns: part.columns, rows: part.rows },
      ...note,
    ];
  }
  if (part.kind === "title") return [{ kind: "title", level: 3, content: [{ text: part.text }] }];
  return part.edited ? part.edited : pasted({ blocks: blocksOf(part) });
};

// What stands in Word beside an argument, until somebody deletes it.
const commentOn = ({ title, note, stands }, today) =>
  [
    `From the library: “${title}”.`,
    AGED[stands] && `It ${AGED[stands]}`,
    note,
    `Taken on ${today}.`,
  ]
    .filter(Boolean)
    .join(" ");

// The paper as web/word writes it. `template`: whether the headings are those of the reader's own
// file.
export const paperOf = (state, { works, filled, template = false, today = "" }) => ({
  title: titleOf(state),
  sections: state.headings.map(({ id, text, level }) => ({
    heading: template ? id : null,
    title: text,
    level,
    parts: inOrder(state)
      .filter(({ heading }) => heading === id)
      .map((part) => ({
        blocks: blocksFor(part, state),
        comment: part.kind === "argument" ? commentOn(part, today) : undefined,
      })),
  })),
  works,
  filled,
  keys: keysOf(state),
});

const WORDED = ["content", "items", "em", "strong", "since", "label", "before", "after"];
const whole = (value, isWords) => {
  if (typeof value === "string") return isWords ? { text: value } : value;
  if (Array.isArray(value)) return value.map((one) => whole(one, isWords));
  if (!value || typeof value !== "object") return value;
  const fields = Object.entries(
    value.link ? { ...value, content: value.content ?? [value.link] } : value,
  );
  return Object.fromEntries(fields.map(([key, one]) => [key, whole(one, WORDED.includes(key))]));
};

const blockOf = (block) =>
  Array.isArray(block) ? { kind: "paragraph", content: whole(block, true) } : whole(block);

// The data of the page as it is used. There (macros/case.py) a text is its words alone, a paragraph
// its content alone, an address that is printed stands once, and works have the order of
// references, which becomes their place.
export const unfolded = (data) => ({
  ...data,
  arguments: data.arguments.map((one) => ({ ...one, blocks: one.blocks.map(blockOf) })),
  works: Object.fromEntries(
    Object.entries(data.works).map(([key, work], place) => [key, { ...whole(work), place }]),
  ),
});

const citedIn = remembered((part) => cited(blocksFor(part, {})));

// Keys of all sources of the case, those behind its figures too. Costs cite nothing.
export const keysOf = (state) => [
  ...new Set([
    ...inOrder(state)
      .filter(({ kind }) => kind !== "money")
      .flatMap(citedIn),
    ...sources(state),
  ]),
];

// ---- how long it is ----

// In lines of 11-point text on A4, set so that files of 1 to 28 sides made by this page have as many
// in LibreOffice; tests/word/bench.mjs compares them.
const LINE = 88; // characters of a line
const SIDE = 46; // lines on a side
const GAP = 0.7; // between paragraphs
const TITLE = 10; // the paper's title, and what is left empty at the feet of sides
const HEADING = 2.3;
const REFERENCE = 2.5;
const TABLE = 0.78; // a line in a table, which is set smaller
const CHART = 29; // a chart with its title, source and what is left empty above it

const linesOf = (text, width = LINE) => Math.max(1, Math.ceil(text.length / width));

const tableLines = ({ columns, rows }) =>
  TABLE *
  [columns, ...rows].reduce(
    (sum, row) =>
      sum +
      0.3 +
      Math.max(
        ...row.map((cell) =>
          linesOf(String(cell), Math.max(8, Math.floor(LINE / columns.length) - 3)),
        ),
      ),
    2,
  );

const BLOCK_LINES = {
  table: (block) => (block.columns.length ? tableLines(block) : 0),
  chart: ({ categories, series }) =>
    CHART + tableLines({ columns: series, rows: categories.map((name) => [name]) }),
  list: ({ items }) =>
    items.reduce(
      (sum, item) => sum + linesOf(plain({ blocks: [{ kind: "paragraph", content: item }] })) + 0.2,
      GAP,
    ),
};

const partLines = (blocks) =>
  blocks.reduce(
    (sum, block) =>
      sum + (BLOCK_LINES[block.kind]?.(block) ?? linesOf(plain({ blocks: [block] })) + GAP),
    0,
  );
const ownLines = remembered((part) => partLines(blocksFor(part, {})));

// About how many sides of A4 the paper takes in Word, with its references: an estimate, in whole
// sides.
export const sidesOf = (state) => {
  const parts = inOrder(state);
  if (!parts.length) return 0;
  const text = parts.reduce(
    (sum, part) =>
      sum + (part.kind === "money" ? partLines(blocksFor(part, state)) : ownLines(part)),
    0,
  );
  const headings = new Set(parts.map(({ heading }) => heading)).size;
  const lines = TITLE + text + HEADING * headings + REFERENCE * keysOf(state).length;
  return Math.ceil(lines / SIDE);
};

// The paper as blocks in one row, with a title for each heading that holds something.
export const flatOf = (state) =>
  state.headings.flatMap(({ id, text, level = 1 }) => {
    const parts = inOrder(state).filter(({ heading }) => heading === id);
    return parts.length
      ? [
          { kind: "title", level: Math.min(6, level + 1), content: [{ text }] },
          ...parts.flatMap((part) => blocksFor(part, state)),
        ]
      : [];
  });

// ---- words as people edit them: a paragraph a line, gaps in brackets, citations as they are
// printed ----

export const editable = (blocks, works) => {
  const composer = new Composer(works, cited(blocks));
  return blocks.map((block) => composer.block(block, TEXT)).join("\n\n");
};

// Blocks of what was typed. Citations that still stand as they were stay citations, so that the
// references follow them.
export const fromText = (text, blocks, works) => {
  const composer = new Composer(works, cited(blocks));
  const marks = new Map();
  const collect = (content) =>
    content.forEach((piece) => {
      if (piece.cite) marks.set(composer.citation(piece, TEXT), piece);
      collect(piece.em ?? piece.strong ?? piece.content ?? []);
    });
  for (const { content, items } of blocks) collect(content ?? (items ?? []).flat());
  const content = (line) => {
    let parts = cellContent(line);
    for (const [printed, piece] of marks) {
      parts = parts.flatMap((part) =>
        part.text === undefined || !printed
          ? [part]
          : part.text
              .split(printed)
              .flatMap((words, n) => [...(n ? [piece] : []), ...(words ? [{ text: words }] : [])]),
      );
    }
    return parts;
  };
  return text
    .split(/\n\s*\n/)
    .map((piece) => piece.trim())
    .filter(Boolean)
    .map((piece) => {
      const lines = piece.split("\n");
      const item = /^(?:•|-|\d+\.)\s+/;
      if (lines.every((line) => item.test(line))) {
        return {
          kind: "list",
          ordered: /^\d/.test(lines[0]),
          items: lines.map((line) => content(line.replace(item, ""))),
        };
      }
      return { kind: "paragraph", content: content(lines.join(" ")) };
    });
};
