// What to look at before a case is sent, in the order in which a reader of the paper would stumble
// over it.
// It names and never blocks. No page: runs in Node too.
import { isOwnGap, pieces } from "../common/compose.js";
import { AGED, inOrder, nameOf, plain, remembered, sources, sourcesOf } from "./model.js";
import { register } from "./money.js";
import { isExpected } from "./outlines.js";
import { blocksFor } from "./paper.js";

const namesIn = (blocks) => [
  ...new Set(
    pieces(blocks)
      .map(({ gap }) => gap)
      .filter(Boolean),
  ),
];
const ownNames = remembered((part) => namesIn(blocksFor(part, {})));

// The gaps of a case, filled or not, in order, each with the parts it stands in: [{ name, parts:
// [id] }]. Those that say something else in each place are not among them.
export const gapsOf = (state) => {
  const found = new Map();
  for (const part of inOrder(state)) {
    const names = part.kind === "money" ? namesIn(blocksFor(part, state)) : ownNames(part);
    for (const name of names.filter((one) => !isOwnGap(one)))
      found.set(name, [...(found.get(name) ?? []), part.id]);
  }
  return [...found].map(([name, parts]) => ({ name, parts }));
};

// Parts with gaps that are filled in the part itself.
const unwritten = (state) =>
  inOrder(state)
    .filter((part) => part.kind !== "money" && ownNames(part).some(isOwnGap))
    .map((part) => ({
      kind: "cells",
      text: `“${nameOf(part)}” has cells that you still have to write: ${ownNames(part)
        .filter(isOwnGap)
        .map((name) => name.replace(/\s*…$/, ""))
        .join(", ")}.`,
      part: part.id,
    }));

const aged = (state) =>
  inOrder(state)
    .filter(({ stands }) => AGED[stands])
    .map((part) => ({
      kind: part.stands,
      text: `“${nameOf(part)}” ${AGED[part.stands]}`,
      part: part.id,
    }));

const unsourced = (state) => {
  if (!state.parts.some(({ kind }) => kind === "money")) return [];
  const names = register(state.money)
    .filter(({ source, who }) => !source || !who)
    .map(({ name }) => name);
  const vat = state.money.vat
    ? []
    : [{ kind: "vat", text: "The costs do not say whether VAT is reclaimed.", money: "vat" }];
  if (!names.length) return vat;
  return [
    {
      kind: "assumption",
      text: `Say where these numbers of the costs come from, and who gave them: ${names.join("; ")}.`,
      money: "register",
    },
    ...vat,
  ];
};

const says = (words) => remembered((part) => words.test(plain(part)));
const saysNothingDone = says(/\bdo(?:ing)? nothing\b/i);
const saysMeasured = says(/\bmeasur/i);

const missingOf = ({ parts }) => {
  const found = [];
  if (!parts.some(saysNothingDone))
    found.push({
      kind: "option",
      text: "No option “do nothing” is described. Finance will ask what happens then.",
    });
  if (!parts.some(saysMeasured))
    found.push({ kind: "measure", text: "Nothing says how you will know whether it worked." });
  return found;
};

// [{ kind, text, part?, gap?, money?, heading? }]: the last four say where it can be mended.
// `filled`: values of gaps. `doubtful`: { key: name } of the sources that are still to be checked.
export const beforeSending = (state, { filled = state.figures, doubtful = {} } = {}) => {
  const used = new Set(state.parts.map(({ heading }) => heading));
  return [
    ...gapsOf(state)
      .filter(({ name }) => !filled[name]?.trim())
      .map(({ name, parts }) => ({
        kind: "gap",
        text: `“${name}” is still empty.`,
        gap: name,
        part: parts[0],
      })),
    ...unwritten(state),
    ...aged(state),
    ...sources(state)
      .filter((key) => doubtful[key])
      .map((key) => ({
        kind: "source",
        text: `Check this source before you send it: ${doubtful[key]}.`,
        part: inOrder(state).find((part) => sourcesOf(part).includes(key)).id,
      })),
    ...unsourced(state),
    ...state.headings
      .filter((heading) => isExpected(heading) && !used.has(heading.id))
      .map(({ id, text }) => ({
        kind: "empty",
        text: `Nothing stands below “${text}” yet.`,
        heading: id,
      })),
    ...missingOf(state),
  ];
};
