// How long a Word file of 20 pages takes, and how much script it needs. Part of `make bench`; fails
// above its aims.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { readTemplate } from "../../web/word/template.js";
import { writeCase } from "../../web/word/write.js";
import { TEMPLATES } from "./templates.mjs";

const AIM = { milliseconds: 1000, bytes: 30_000 };
const WORDS = 6000; // about 20 sides of A4 with their tables
const ROUNDS = 9;
const ASSETS = new URL("../../overrides/assets/", import.meta.url);

const content = (n) => [
  { text: "Social workers who learn in post stay with the council and take harder work, " },
  { gap: `figure ${n % 30}` },
  { text: " of them so far, as those who manage them say each year " },
  { cite: [{ key: `work${n % 40}` }] },
  { text: "." },
];
const text = (n) => ({
  kind: "paragraph",
  content: [...content(n), ...content(n + 1), ...content(n + 2)],
});
const table = {
  kind: "table",
  caption: "Costs by year",
  columns: ["Item", "Year 1", "Year 2", "Who pays"],
  rows: Array.from({ length: 12 }, (_, n) => [
    `Item ${n}`,
    "£12,500",
    "£13,000",
    "[name of owner]",
  ]),
};
const chart = {
  kind: "chart",
  chart: "line",
  title: "Turnover",
  categories: ["2023", "2024", "2025"],
  unit: "%",
  series: [
    { name: "Here", values: [15, 14, 13] },
    { name: "England", values: [16, 15, 12] },
  ],
};
const works = Object.fromEntries(
  Array.from({ length: 40 }, (_, n) => [
    `work${n}`,
    {
      label: [{ text: `Author ${n}` }],
      year: "2024",
      before: [{ text: `Author ${n} ` }],
      after: [{ text: ` Title of work ${n}.` }],
      place: n,
    },
  ]),
);

const paperFor = (headings) => {
  // three sentences of 28 words, six paragraphs a section
  const count = Math.ceil(WORDS / (3 * 28 * 6));
  const sections = Array.from({ length: count }, (_, n) => ({
    heading: headings[n % headings.length]?.id ?? null,
    title: `Part ${n}`,
    level: 1,
    parts: [
      {
        blocks: Array.from({ length: 6 }, (_row, at) => text(n * 6 + at)),
        comment: "Kind of evidence: research.",
      },
      { blocks: n % 3 ? [table] : [table, chart] },
    ],
  }));
  return { title: "A case of twenty pages", sections, works, keys: Object.keys(works) };
};

const measure = (bytes) => {
  const times = Array.from({ length: ROUNDS }, () => {
    const paper = paperFor(bytes ? readTemplate(bytes).headings : []);
    const draft = JSON.stringify(paper);
    const started = performance.now();
    writeCase(bytes, paper, { draft });
    return performance.now() - started;
  });
  return { first: times[0], median: [...times].sort((a, b) => a - b)[ROUNDS >> 1] };
};

const script = readdirSync(ASSETS).find((name) => /^word-\w+\.js$/.test(name));
const size = gzipSync(readFileSync(new URL(script, ASSETS)), { level: 9 }).length;
const rows = [
  ["our template", null],
  ["a council's", TEMPLATES["numbered paragraphs"].bytes],
].map(([name, bytes]) => [name, measure(bytes)]);
console.log(`Word file of 20 pages, ms (aim ${AIM.milliseconds}):`);
for (const [name, { first, median }] of rows)
  console.log(`${name.padStart(14)}  first ${first.toFixed(0)}  median ${median.toFixed(0)}`);
console.log(`Script for Word: ${size} bytes gzip (aim ${AIM.bytes})`);
if (size > AIM.bytes || rows.some(([, { median }]) => median > AIM.milliseconds))
  process.exitCode = 1;
