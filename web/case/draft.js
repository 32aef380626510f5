// Reads the draft of a case, which may come from anybody, and says what has changed since it was
// made.
// No page: runs in Node too.
import { empty, FORMAT, inOrder, plain, VERSION } from "./model.js";
import { LEAVER_NAMES } from "./money.js";

const MOST_YEARS = 50; // a sum is made for each

const isText = (value) => typeof value === "string";
const orNone = (is) => (value) => value === undefined || value === null || is(value);
const listOf = (is) => (value) => Array.isArray(value) && value.every(is);
const isRecord = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isNumber = (value) => Number.isFinite(value) && value >= 0;
const valuesOf = (is) => (value) => isRecord(value) && Object.values(value).every(is);

// A piece of text as the composer prints it. A link leads to the web and nowhere else.
const isInline = (piece) =>
  isRecord(piece) &&
  orNone(isText)(piece.text) &&
  orNone(isText)(piece.gap) &&
  orNone(listOf((one) => isText(one) || isText(one?.key)))(piece.cite) &&
  (piece.link === undefined ||
    (/^https?:\/\//i.test(piece.link) && Array.isArray(piece.content))) &&
  [piece.em, piece.strong, piece.content, piece.since].every(orNone(listOf(isInline))) &&
  ["text", "gap", "cite", "since", "em", "strong", "content"].some(
    (name) => piece[name] !== undefined,
  );

const isCell = (cell) => isText(cell) || Number.isFinite(cell);
const isContent = (value) => isText(value) || listOf(isInline)(value);
const isRows = ({ columns, rows }) => listOf(isCell)(columns) && listOf(listOf(isCell))(rows);
const isSeries = ({ name, values }) =>
  isText(name) && listOf((one) => one === null || Number.isFinite(one))(values);
const BLOCKS = {
  list: ({ items }) => listOf(listOf(isInline))(items),
  paragraph: ({ content }) => listOf(isInline)(content),
  title: ({ content }) => listOf(isInline)(content),
  table: (block) => isRows(block) && orNone(isText)(block.caption),
  chart: ({ title, categories, series }) =>
    isText(title) && listOf(isCell)(categories) && listOf(isSeries)(series),
};
const isBlock = (block) =>
  isRecord(block) &&
  Boolean(BLOCKS[block.kind]?.(block)) &&
  [block.note, block.source].every(orNone(isContent));
const isBlocks = orNone(listOf(isBlock));

// What each kind of part cannot do without.
const KINDS = {
  argument: (part) => isText(part.argument) && isText(part.title) && Array.isArray(part.blocks),
  text: (part) => Array.isArray(part.blocks),
  title: (part) => isText(part.text),
  table: (part) => isText(part.title) && isRows(part) && orNone(isText)(part.note),
  figures: (part) =>
    isText(part.title) && isText(part.council) && isText(part.shows) && Array.isArray(part.blocks),
  money: () => true,
};
const isPart = (part) =>
  isRecord(part) &&
  isText(part.id) &&
  isText(part.heading) &&
  Boolean(KINDS[part.kind]?.(part)) &&
  isBlocks(part.blocks) &&
  isBlocks(part.edited) &&
  orNone(listOf(isText))(part.sources);

const isAmount = orNone((amount) => isNumber(amount) || valuesOf(orNone(isNumber))(amount));
const isLine = (line) =>
  isRecord(line) &&
  isText(line.id) &&
  isText(line.name) &&
  isText(line.basis) &&
  isAmount(line.amount) &&
  [line.runs, line.payer, line.means].every(orNone(isText));
const isMoney = orNone(
  (plan) =>
    isRecord(plan) &&
    [plan.people, plan.years, plan.turnover, plan.rate].every(orNone(isNumber)) &&
    !(plan.years > MOST_YEARS) &&
    orNone(isText)(plan.vat) &&
    orNone(listOf(isLine))(plan.lines) &&
    orNone(listOf(isLine))(plan.income) &&
    orNone(valuesOf(orNone(isNumber)))(plan.leaver) &&
    Object.keys(plan.leaver ?? {}).every((part) => LEAVER_NAMES[part]) &&
    orNone(valuesOf(valuesOf(orNone(isText))))(plan.given),
);

const isHeading = (heading) =>
  isText(heading?.id) &&
  isText(heading.text) &&
  orNone(isNumber)(heading.level) &&
  orNone(listOf(isText))(heading.guidance);
const isWhole = (draft) =>
  listOf(isPart)(draft.parts) &&
  listOf(isHeading)(draft.headings) &&
  draft.headings.length > 0 &&
  isMoney(draft.money) &&
  [draft.title, draft.outline, draft.template].every(orNone(isText)) &&
  valuesOf(isText)(draft.figures) &&
  orNone(valuesOf(isRecord))(draft.figuresFrom);

const SAVED =
  "Open a file that this page saved: its name ends in .pqcase, or it is a Word file made here.";

// A case from the text of a draft: { state }, or { wrong } with a sentence. Nothing of another kind
// gets through.
export const read = (text) => {
  let draft;
  try {
    draft = JSON.parse(text);
  } catch {
    return { wrong: `This file is not a draft of a case, or it is damaged. ${SAVED}` };
  }
  if (draft?.format !== FORMAT) return { wrong: `This file is not a draft of a case. ${SAVED}` };
  if (!(draft.version <= VERSION))
    return {
      wrong:
        "This draft was made by a newer edition of this page. Open it there, or in an up-to-date copy of the site.",
    };
  if (!isWhole(draft))
    return {
      wrong: "This draft is damaged: part of it is missing. Open an earlier copy, if you have one.",
    };
  const start = empty();
  const kept = Object.fromEntries(
    Object.keys(start)
      .filter((key) => draft[key] !== undefined)
      .map((key) => [key, draft[key]]),
  );
  const most = Math.max(0, ...draft.parts.map(({ id }) => Number(/^p(\d+)$/.exec(id)?.[1] ?? 0)));
  return {
    state: {
      ...start,
      ...kept,
      money: { ...start.money, ...kept.money },
      next: Math.max(kept.next ?? 1, most + 1),
    },
  };
};

// ---- what has changed since ----

// Numbers of a text as they are printed: "14.2%", "£1,500", "2025".
const numbers = (blocks) => plain({ blocks }).match(/£?\d[\d,]*(?:\.\d+)?%?/g) ?? [];
const less = (one, other) => one.filter((number) => !other.includes(number));

// How the words of a part differ from those of today: null, or { change, from?, to? }; `from` and
// `to` are the figures that only the old words, or only the new, have.
const difference = (then, now) => {
  if (JSON.stringify(then) === JSON.stringify(now)) return null;
  const [from, to] = [less(numbers(then), numbers(now)), less(numbers(now), numbers(then))];
  return from.length || to.length ? { change: "figures", from, to } : { change: "words" };
};

const ofArgument = (part, now) => {
  if (!now) return { change: "gone" };
  return (
    difference(part.blocks, now.blocks) ??
    (now.stands === part.stands
      ? null
      : { change: "standing", from: [part.stands], to: [now.stands] })
  );
};

// What the library, and a council's figures, say otherwise than when parts were added:
// [{ part, title, change: "gone" | "words" | "figures" | "standing", from?, to? }].
// `library`: arguments by id. `figures`: a part of figures → its blocks of today, null where there
// are none, or undefined where nobody has looked.
export const since = (state, library, figures = () => undefined) =>
  inOrder(state).flatMap((part) => {
    let found = null;
    if (part.kind === "argument") found = ofArgument(part, library[part.argument]);
    if (part.kind === "figures") {
      const now = figures(part);
      if (now !== undefined) found = now ? difference(part.blocks, now) : { change: "gone" };
    }
    return found ? [{ part: part.id, title: part.title, ...found }] : [];
  });

// A change in a sentence.
export const inWords = ({ title, change, from = [], to = [] }) =>
  ({
    gone: `“${title}” is no longer in the library. Its words stay in your case; look at them again.`,
    words: `“${title}” has new words.`,
    figures: `“${title}” has new figures: ${[...new Set(from)].join(", ") || "nothing"} before, ${[...new Set(to)].join(", ") || "nothing"} now.`,
    standing: `“${title}” was ${from[0] || "not judged"} and is now ${to[0] || "not judged"}.`,
  })[change];
