// A case as plain data, and everything that can be done to it. Each command takes a case and gives
// a new one; no page, no clock.
//
// A case: {
//   format: "pq-case", version, title, outline, headings: [{ id, text, level, guidance, holds? }],
//   template: null or the name of the reader's Word file that the paper is written into,
//   parts: [Part], figures: { gap: value }, figuresFrom: { gap: { source, as_at, value } },
//   money: plan of money.js, next
// }
// outline: a name of OUTLINES, or "template" where the headings are those of the reader's file.
// A part: { id, heading, kind, … }
//   argument  { argument, title, blocks, sources, note?, stands, edited? }   `blocks`: as it was when added
//   text      { blocks, sources? }                    the reader's own words
//   title     { text }                                a heading of the reader's own
//   table     { table, title, columns, rows, note? }  a cell is a text, with gaps as [name]
//   figures   { title, council, shows, blocks, sources, edited? }    a council's, as they were when added
//   money     {}                                      made from the plan when it is shown
// Blocks: see web/common/compose.js.
import { headingsOf, placeFor } from "./outlines.js";

export const FORMAT = "pq-case";
export const VERSION = 1;

export const empty = (outline = "five-case") => ({
  format: FORMAT,
  version: VERSION,
  title: "",
  outline,
  headings: headingsOf(outline),
  template: null,
  parts: [],
  figures: {},
  figuresFrom: {},
  next: 1,
  money: {
    people: null,
    years: null,
    turnover: null,
    rate: null,
    vat: null,
    lines: [],
    income: [],
    leaver: {},
    given: {},
  },
});

const indexOf = (state, id) => state.parts.findIndex((part) => part.id === id);
const withParts = (state, parts) => ({ ...state, parts });

// Parts in the order of the outline, those of one heading in their own order: the order of the
// paper.
export const inOrder = (state) =>
  state.headings.flatMap(({ id }) => state.parts.filter((part) => part.heading === id));

// Add a part, below the heading where it belongs (`holds`: see PLACES), at the end or behind
// another part.
export const add = (state, part, { heading, after, holds } = {}) => {
  const id = `p${state.next}`;
  const made = {
    ...part,
    id,
    heading:
      heading ??
      (after && state.parts[indexOf(state, after)]?.heading) ??
      placeFor(holds ?? "strategic", state.headings),
  };
  const at = after ? indexOf(state, after) + 1 : state.parts.length;
  return {
    ...withParts(state, [...state.parts.slice(0, at), made, ...state.parts.slice(at)]),
    next: state.next + 1,
  };
};

// Add an argument of the library once: a second time changes nothing.
export const addArgument = (state, argument, where = {}) => {
  if (state.parts.some((part) => part.kind === "argument" && part.argument === argument.id))
    return state;
  const { id, title, blocks, sources = [], note = "", stands = "", case: holds } = argument;
  return add(
    state,
    { kind: "argument", argument: id, title, blocks, sources, note, stands },
    { holds, ...where },
  );
};

export const remove = (state, id) =>
  withParts(
    state,
    state.parts.filter((part) => part.id !== id),
  );

// Change fields of a part. The words of an argument are kept beside what the reader makes of them,
// so that it can be put back.
export const change = (state, id, fields) =>
  withParts(
    state,
    state.parts.map((part) => (part.id === id ? { ...part, ...fields } : part)),
  );

// One step up (-1) or down (1), over the edge into the heading before or after. At the ends nothing
// changes.
export const step = (state, id, by) => {
  const part = state.parts[indexOf(state, id)];
  const mates = state.parts.filter(({ heading }) => heading === part.heading);
  const at = mates.indexOf(part);
  const neighbour = mates[at + by];
  if (neighbour) return place(state, id, part.heading, at + by);
  const heading = state.headings[state.headings.findIndex((h) => h.id === part.heading) + by];
  if (!heading) return state;
  return place(state, id, heading.id, by < 0 ? Infinity : 0);
};

// Put a part below a heading, as the n-th of its parts (from nought).
export const place = (state, id, heading, n = Infinity) => {
  const known = state.parts[indexOf(state, id)];
  const part = known.heading === heading ? known : { ...known, heading };
  const others = state.parts.filter((other) => other.id !== id);
  const mates = others.filter((other) => other.heading === heading);
  const before = mates[n];
  const at = before ? others.indexOf(before) : others.length;
  return withParts(state, [...others.slice(0, at), part, ...others.slice(at)]);
};

// Another outline: each part goes where it belongs in it; one whose heading has the same words
// stays below that.
export const useHeadings = (state, headings, outline = "template") => {
  const before = new Map(state.headings.map((heading) => [heading.id, heading]));
  const parts = state.parts.map((part) => {
    const old = before.get(part.heading);
    const same = headings.find(
      ({ text }) => text.trim().toLowerCase() === old?.text.trim().toLowerCase(),
    );
    return { ...part, heading: same?.id ?? placeFor(old?.holds ?? "strategic", headings) };
  });
  return { ...state, outline, headings, parts };
};

// The name of the reader's Word file that the paper is written into, or null for ours.
export const setTemplate = (state, template) => ({ ...state, template });

// The reader's own figure; an empty one goes. What came from official figures gives way to it, and
// never comes back over it.
export const setFigure = (state, name, value, from) => {
  const own = Object.hasOwn(state.figures, name) && !state.figuresFrom[name];
  if (from && own) return state;
  const { [name]: _, ...figures } = state.figures;
  const { [name]: __, ...figuresFrom } = state.figuresFrom;
  if (value.trim()) figures[name] = value.trim();
  if (from && value.trim()) figuresFrom[name] = from;
  return { ...state, figures, figuresFrom };
};

export const setTitle = (state, title) => ({ ...state, title });
export const setMoney = (state, money) => ({ ...state, money: { ...state.money, ...money } });

// Who stands behind a number of the costs: `key` as in register (money.js), fields { source, who,
// when }.
export const setGiven = (state, key, fields) => {
  const given = { ...state.money.given, [key]: { ...state.money.given?.[key], ...fields } };
  return setMoney(state, { given });
};

// The words of the library as they are now, in place of those that were taken; the reader's own
// stay.
export const renew = (state, id, argument) =>
  change(state, id, {
    title: argument.title,
    blocks: argument.blocks,
    sources: argument.sources,
    stands: argument.stands,
  });

// What is to be said of an argument that is not current.
export const AGED = {
  dated: "rests on evidence of 2007 or before. Say so, or leave it out.",
  historic: "describes 2007 and no longer applies.",
};

// What stands in a part: its own words, or those of the library.
export const blocksOf = (part) => part.edited ?? part.blocks ?? [];

// A function of a part, reckoned once for each: parts never change, they are replaced.
export const remembered = (make) => {
  const known = new WeakMap();
  return (part) => {
    if (!known.has(part)) known.set(part, make(part));
    return known.get(part);
  };
};

const inlines = (content) =>
  content.flatMap((piece) => [piece, ...inlines(piece.em ?? piece.strong ?? piece.content ?? [])]);
const contents = (blocks) =>
  blocks.flatMap(({ content, items }) => content ?? (items ?? []).flat());
const cells = (part) =>
  [part, ...blocksOf(part)]
    .flatMap(({ columns, rows }) => (rows ? [...(columns ?? []), ...rows.flat()] : []))
    .map(String);

// Keys of the sources of a part: those that it cites, and those behind its figures.
export const sourcesOf = remembered((part) => [
  ...inlines(contents(blocksOf(part))).flatMap(({ cite }) =>
    (cite ?? []).map((one) => one.key ?? one),
  ),
  ...(part.sources ?? []),
]);

// Keys of the sources that the case uses, in order of appearance, each once.
export const sources = (state) => [...new Set(inOrder(state).flatMap(sourcesOf))];

const textOf = (content) =>
  content
    .map(
      (piece) =>
        piece.text ??
        (piece.gap ? `[${piece.gap}]` : textOf(piece.em ?? piece.strong ?? piece.content ?? [])),
    )
    .join("");

// The words of a part as plain text, for counting and for looking for old things.
export const plain = remembered((part) =>
  [
    part.text ?? "",
    ...blocksOf(part).flatMap(({ content, items }) =>
      content ? [textOf(content)] : (items ?? []).map(textOf),
    ),
    ...cells(part),
  ]
    .filter(Boolean)
    .join("\n"),
);

const wordsOf = remembered((part) => (plain(part).match(/\S+/g) ?? []).length);

export const words = (state) => inOrder(state).reduce((total, part) => total + wordsOf(part), 0);

// What the paper is called.
export const titleOf = ({ title }) => title || "Business case";

// What a part is called in lists and buttons.
export const nameOf = (part) =>
  part.title ?? part.text ?? (part.kind === "money" ? "Costs" : shortened(plain(part), 60));
export const shortened = (text, most) =>
  text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, "")} …` : text;

const partText = remembered((part) => JSON.stringify(part));

// A case as JSON; a part that did not change is not written out again.
export const asText = ({ parts, ...rest }) =>
  `${JSON.stringify(rest).slice(0, -1)},"parts":[${parts.map(partText).join()}]}`;
