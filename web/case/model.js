// A case as plain data, and everything that can be done to it. Each command takes a case and gives a new one; no page, no clock.
//
// A case: {
//   format: "pq-case", version, title, outline, headings: [{ id, text, level, guidance, holds? }],
//   parts: [Part], figures: { gap: value }, figuresFrom: { gap: { source, as_at } }, money: plan of money.js, next
// }
// A part: { id, heading, kind, … }
//   argument  { argument, blocks, sources, note?, stands, edited? }   `blocks` is the text as it was when it was added
//   text      { blocks, sources? }                                    the reader's own words
//   title     { text }                                                a heading of the reader's own
//   table     { table, rows }                                         rows of cells; a cell is a text, with gaps as [name]
//   money, council                                                    made from the figures when it is shown
// Blocks: see the library of arguments; a paragraph is { kind: "paragraph", content: [{ text }, { gap }, { cite, text }, …] }.
import { headingsOf, placeFor } from "./outlines.js";

export const FORMAT = "pq-case";
export const VERSION = 1;

export const empty = (outline = "five-case") => ({
  format: FORMAT, version: VERSION, title: "", outline, headings: headingsOf(outline), parts: [], figures: {}, figuresFrom: {},
  money: { people: null, years: null, turnover: null, lines: [], income: [], leaver: {} }, next: 1,
});

const indexOf = (state, id) => state.parts.findIndex((part) => part.id === id);
const withParts = (state, parts) => ({ ...state, parts });

// Parts in the order of the outline, those of one heading in their own order: the order of the paper.
export const inOrder = (state) => state.headings.flatMap(({ id }) => state.parts.filter((part) => part.heading === id));

// Add a part, below the heading where it belongs (`holds`: see PLACES), at the end or behind another part.
export const add = (state, part, { heading, after, holds } = {}) => {
  const id = `p${state.next}`;
  const made = { ...part, id, heading: heading ?? (after && state.parts[indexOf(state, after)]?.heading) ?? placeFor(holds ?? "strategic", state.headings) };
  const at = after ? indexOf(state, after) + 1 : state.parts.length;
  return { ...withParts(state, [...state.parts.slice(0, at), made, ...state.parts.slice(at)]), next: state.next + 1 };
};

// Add an argument of the library once: a second time changes nothing.
export const addArgument = (state, argument, where = {}) => {
  if (state.parts.some((part) => part.kind === "argument" && part.argument === argument.id)) return state;
  const { id, title, blocks, sources = [], note = "", stands = "", case: holds } = argument;
  return add(state, { kind: "argument", argument: id, title, blocks, sources, note, stands }, { holds, ...where });
};

export const remove = (state, id) => withParts(state, state.parts.filter((part) => part.id !== id));

// Change fields of a part. The words of an argument are kept beside what the reader makes of them, so that it can be put back.
export const change = (state, id, fields) => withParts(state, state.parts.map((part) => (part.id === id ? { ...part, ...fields } : part)));

// One step up (-1) or down (1), over the edge into the heading before or after. At the ends nothing changes.
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
  const part = { ...state.parts[indexOf(state, id)], heading };
  const others = state.parts.filter((other) => other.id !== id);
  const mates = others.filter((other) => other.heading === heading);
  const before = mates[n];
  const at = before ? others.indexOf(before) : others.length;
  return withParts(state, [...others.slice(0, at), part, ...others.slice(at)]);
};

// Another outline: each part goes where it belongs in it; one whose heading has the same words stays below that.
export const useHeadings = (state, headings, outline = "template") => {
  const before = new Map(state.headings.map((heading) => [heading.id, heading]));
  const parts = state.parts.map((part) => {
    const old = before.get(part.heading);
    const same = headings.find(({ text }) => text.trim().toLowerCase() === old?.text.trim().toLowerCase());
    return { ...part, heading: same?.id ?? placeFor(old?.holds ?? "strategic", headings) };
  });
  return { ...state, outline, headings, parts };
};

// The reader's own figure; an empty one goes. What came from official figures gives way to it, and never comes back over it.
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

// What stands in a part: its own words, or those of the library.
export const blocksOf = (part) => part.edited ?? part.blocks ?? [];

const inlines = (content) => content.flatMap((piece) => [piece, ...inlines(piece.em ?? piece.strong ?? piece.content ?? [])]);
const contents = (blocks) => blocks.flatMap(({ content, items }) => content ?? (items ?? []).flat());
const cells = (part) => (part.rows ?? []).flat().map(String);

// The names of the gaps of a case that nobody has filled, each with the parts it stands in: [{ name, parts: [id] }].
export const gaps = (state) => {
  const found = new Map();
  for (const part of inOrder(state)) {
    const names = [...inlines(contents(blocksOf(part))).filter(({ gap }) => gap).map(({ gap }) => gap),
      ...cells(part).flatMap((cell) => [...cell.matchAll(/\[([^[\]]{1,80})\]/g)].map(([, name]) => name))];
    for (const name of new Set(names)) {
      if (!state.figures[name]) found.set(name, [...(found.get(name) ?? []), part.id]);
    }
  }
  return [...found].map(([name, parts]) => ({ name, parts }));
};

// Keys of the sources that the case uses, in order of appearance, each once.
export const sources = (state) => [...new Set(inOrder(state).flatMap((part) => [
  ...inlines(contents(blocksOf(part))).flatMap(({ cite }) => (cite ?? []).map((one) => one.key ?? one)), ...(part.sources ?? [])]))];

const textOf = (content) => content.map((piece) => piece.text ?? (piece.gap ? `[${piece.gap}]` : textOf(piece.em ?? piece.strong ?? piece.content ?? []))).join("");

// The words of a part as plain text, for counting and for looking for old things.
export const plain = (part) => [part.text ?? "", ...blocksOf(part).flatMap(({ content, items }) => (content ? [textOf(content)] : items.map(textOf))), ...cells(part)]
  .filter(Boolean).join("\n");

export const words = (state) => inOrder(state).reduce((total, part) => total + (plain(part).match(/\S+/g) ?? []).length, 0);

// What to look at before it is sent: [{ kind, text, part? }]. It names and never blocks.
export const beforeSending = (state, { doubtful = {}, expects = ["option", "measure"] } = {}) => {
  const found = gaps(state).map(({ name, parts }) => ({ kind: "gap", text: `“${name}” is still empty.`, part: parts[0] }));
  for (const part of inOrder(state)) {
    if (part.kind === "argument" && part.stands === "dated") found.push({ kind: "dated", text: `“${part.title}” rests on evidence of 2007 or before. Say so, or leave it out.`, part: part.id });
    if (part.kind === "argument" && part.stands === "historic") found.push({ kind: "historic", text: `“${part.title}” describes 2007 and no longer applies.`, part: part.id });
  }
  for (const key of sources(state)) if (doubtful[key]) found.push({ kind: "source", text: `Check this source before you send it: ${doubtful[key]}.` });
  for (const heading of state.headings) {
    if (heading.holds && !state.parts.some((part) => part.heading === heading.id)) found.push({ kind: "empty", text: `Nothing stands below “${heading.text}” yet.` });
  }
  const all = inOrder(state).map(plain).join("\n").toLowerCase();
  if (expects.includes("option") && !/do(?:ing)? nothing/.test(all)) found.push({ kind: "option", text: "No option “do nothing” is described. Finance will ask what happens then." });
  if (expects.includes("measure") && !/measur/.test(all)) found.push({ kind: "measure", text: "Nothing says how you will know whether it worked." });
  return found;
};

// ---- drafts ----

const isText = (value) => typeof value === "string";
const orNone = (is) => (value) => value === undefined || value === null || is(value);
const listOf = (is) => (value) => Array.isArray(value) && value.every(is);
const isRecord = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isNumber = (value) => Number.isFinite(value) && value >= 0;

// A piece of text as the composer prints it. A link leads to the web and nowhere else, because a draft may come from anybody.
const isInline = (piece) => isRecord(piece) && orNone(isText)(piece.text) && orNone(isText)(piece.gap)
  && orNone(listOf((one) => isText(one) || isText(one?.key)))(piece.cite)
  && (piece.link === undefined || (/^https?:\/\//i.test(piece.link) && Array.isArray(piece.content)))
  && [piece.em, piece.strong, piece.content, piece.since].every(orNone(listOf(isInline)))
  && ["text", "gap", "cite", "since", "em", "strong", "content"].some((name) => piece[name] !== undefined);
const isBlock = (block) => isRecord(block) && (block.kind === "list" ? listOf(listOf(isInline))(block.items)
  : ["paragraph", "title"].includes(block.kind) && listOf(isInline)(block.content));
const isBlocks = orNone(listOf(isBlock));
const isCell = (cell) => isText(cell) || Number.isFinite(cell);

// What each kind of part cannot do without.
const KINDS = {
  argument: (part) => isText(part.argument) && isText(part.title) && Array.isArray(part.blocks) && orNone(listOf(isText))(part.sources),
  text: (part) => Array.isArray(part.blocks),
  title: (part) => isText(part.text),
  table: (part) => isText(part.title) && listOf(isCell)(part.columns) && listOf(listOf(isCell))(part.rows),
  money: () => true,
};
const isPart = (part) => isRecord(part) && isText(part.id) && isText(part.heading) && Boolean(KINDS[part.kind]?.(part)) && isBlocks(part.blocks) && isBlocks(part.edited);

const isAmount = orNone((amount) => isNumber(amount) || (isRecord(amount) && Object.values(amount).every(orNone(isNumber))));
const isLine = (line) => isRecord(line) && isText(line.id) && isText(line.name) && isText(line.basis) && isAmount(line.amount);
// At most 50 years: a sum is made for each.
const isMoney = orNone((plan) => isRecord(plan) && [plan.people, plan.years, plan.turnover].every(orNone(isNumber)) && !(plan.years > 50)
  && orNone(listOf(isLine))(plan.lines) && orNone(listOf(isLine))(plan.income) && orNone(isRecord)(plan.leaver) && Object.values(plan.leaver ?? {}).every(orNone(isNumber)));

// A case from the text of a draft: { state } or { wrong } with a sentence. Nothing of another kind gets through.
export const read = (text) => {
  let draft;
  try {
    draft = JSON.parse(text);
  } catch {
    return { wrong: "This file is not a draft of a case, or it is damaged. Open a file that this page saved, whose name ends in .pqcase." };
  }
  if (draft?.format !== FORMAT) return { wrong: "This file is not a draft of a case. Open a file that this page saved, whose name ends in .pqcase." };
  if (!(draft.version <= VERSION)) return { wrong: "This draft was made by a newer edition of this page. Open it there, or in an up-to-date copy of the site." };
  const headings = listOf((heading) => isText(heading?.id) && isText(heading.text) && orNone(isNumber)(heading.level) && orNone(listOf(isText))(heading.guidance));
  const whole = listOf(isPart)(draft.parts) && headings(draft.headings) && draft.headings.length > 0 && isMoney(draft.money)
    && [draft.title, draft.outline].every(orNone(isText)) && isRecord(draft.figures) && Object.values(draft.figures).every(isText);
  if (!whole) return { wrong: "This draft is damaged: part of it is missing. Open an earlier copy, if you have one." };
  const start = empty();
  const kept = Object.fromEntries(Object.keys(start).filter((key) => draft[key] !== undefined).map((key) => [key, draft[key]]));
  const most = Math.max(0, ...draft.parts.map(({ id }) => Number(/^p(\d+)$/.exec(id)?.[1] ?? 0)));
  return { state: { ...start, ...kept, money: { ...start.money, ...kept.money }, next: Math.max(kept.next ?? 1, most + 1) } };
};

// What the library says otherwise than when the arguments were added: [{ part, title, change: "gone" | "words" | "standing" }].
export const since = (state, library) => inOrder(state).filter(({ kind }) => kind === "argument").flatMap((part) => {
  const now = library[part.argument];
  if (!now) return [{ part: part.id, title: part.title, change: "gone" }];
  if (JSON.stringify(now.blocks) !== JSON.stringify(part.blocks)) return [{ part: part.id, title: part.title, change: "words" }];
  return now.stands !== part.stands ? [{ part: part.id, title: part.title, change: "standing" }] : [];
});
