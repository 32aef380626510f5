// How well old papers are read: the papers and sentences of this folder, in which [[words|record]]
// marks what must be found (by one of the records named; "unchecked" is any of data/unchecked.yml),
// against what the page's own engine finds in them.
//   node tests/old_papers/measure.mjs < RULES.json     prints {"papers": {"precision", "recall", "hits", "marks", "missed", "wrong"}, "sentences": …}
import { readdirSync, readFileSync } from "node:fs";

import { compile, findsIn, sentences } from "../../web/old-paper/finds.js";

const FOLDER = new URL(".", import.meta.url);
const { rules, newest, unchecked } = JSON.parse(readFileSync(0, "utf8"));
const compiled = compile(rules);
const known = (id) => (unchecked.includes(id) ? "unchecked" : id);

// A marked text as { text, marks: [{ start, end, accepted: [record] }] }.
const read = (marked) => {
  const marks = [];
  let text = "";
  let at = 0;
  for (const found of marked.matchAll(/\[\[([^\]|]+)\|([^\]]+)\]\]/g)) {
    text += marked.slice(at, found.index);
    marks.push({
      start: text.length,
      end: text.length + found[1].length,
      accepted: found[2].split("/"),
    });
    text += found[1];
    at = found.index + found[0].length;
  }
  return { text: text + marked.slice(at), marks };
};

// What is found where nothing is marked, and what is marked and not found, a sentence at a time.
const compare = (name) => {
  const { text, marks } = read(readFileSync(new URL(name, FOLDER), "utf8"));
  const hits = findsIn(text, compiled, newest).map((hit) => ({ ...hit, id: known(hit.id) }));
  const within = (one, { start, end }) => one.start < end && one.end > start;
  const of = (sentence) => [
    marks.filter((mark) => within(mark, sentence)),
    hits.filter((hit) => within(hit, sentence)),
  ];
  const shown = (one, id, sentence) =>
    `${text.slice(one.start, one.end)} (${id}) in: ${text.slice(sentence.start, sentence.end)}`;
  return sentences(text)
    .map((sentence) => [sentence, ...of(sentence)])
    .map(([sentence, wanted, found]) => ({
      hits: found.length,
      marks: wanted.length,
      missed: wanted
        .filter(({ accepted }) => !found.some(({ id }) => accepted.includes(id)))
        .map((mark) => shown(mark, mark.accepted.join("/"), sentence)),
      wrong: found
        .filter(({ id }) => !wanted.some(({ accepted }) => accepted.includes(id)))
        .map((hit) => shown(hit, hit.id, sentence)),
    }));
};

const sum = (list) => list.reduce((total, one) => total + one, 0);
const measure = (names) => {
  const all = names.flatMap(compare);
  const [hits, marks] = [sum(all.map((one) => one.hits)), sum(all.map((one) => one.marks))];
  const [missed, wrong] = [all.flatMap((one) => one.missed), all.flatMap((one) => one.wrong)];
  return {
    precision: 1 - wrong.length / hits,
    recall: 1 - missed.length / marks,
    hits,
    marks,
    missed,
    wrong,
  };
};

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".txt"))
  .sort();
const kinds = { papers: /^paper/, sentences: /^sentences/ };
console.log(
  JSON.stringify(
    Object.fromEntries(
      Object.entries(kinds).map(([kind, pattern]) => [
        kind,
        measure(files.filter((name) => pattern.test(name))),
      ]),
    ),
  ),
);
