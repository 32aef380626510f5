// Finds in a text what no longer holds: bodies, rules and awards that have gone, and figures that
// have a newer one. No page.
//
// A rule: { id, finds: ["GSCC", "star rating not: kitchen, food", "38% near: award, stay"] }. What
// is found is written as papers write it:
//   a word with capitals is matched as written, one such as Laming also wholly in capitals; a lower-case word in any case
//   hyphen, space and nothing are the same; straight and curly apostrophes too, and & for and; a final s is optional
//   near: one of these begins a word of the same sentence; not: none of them does
// macros/finding.py reads the same rules with the same meaning; a test holds the two together.

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
// of the languages of these islands: all letters of the world make each pattern slow
const LETTER = "[0-9A-Za-z\\u00c0-\\u024f]";
const BEFORE = `(?<!${LETTER})`;
const AFTER = `(?!${LETTER})`;
const GAP = "[\\s\\u00ad\\u2010-\\u2013-]{0,2}";

const isLower = (text) => text === text.toLowerCase();
const anyCase = (word) =>
  [...word]
    .map((sign) => (sign.toUpperCase() === sign ? escaped(sign) : `[${sign}${sign.toUpperCase()}]`))
    .join("");

// A word as papers may write it: PQ as it is, Laming or LAMING, award in any case.
const wordOf = (word, alone) => {
  let out = escaped(word);
  if (word === "and") out = "(?:[aA][nN][dD]|&)";
  else if (isLower(word)) out = alone ? out : anyCase(word);
  else if (isLower(word.slice(1))) out = `(?:${out}|${escaped(word.toUpperCase())})`;
  return out.replace(/['’]/g, "['’]");
};
const body = (phrase) =>
  phrase
    .trim()
    .split(/[\s-]+/)
    .map((word) => wordOf(word, isLower(phrase)))
    .join(GAP);
const flags = (phrase) => (isLower(phrase) ? "gi" : "g");
const plural = (phrase) => (/[\p{L}]$/u.test(phrase) ? "(?:['’]?[sS])?" : "");

const whole = (phrase) =>
  new RegExp(`${BEFORE}${body(phrase)}${plural(phrase)}${AFTER}`, flags(phrase));
// The same few words stand near many things; each is made ready when a sentence first asks for it.
const made = new Map();
const beginning = (phrase) => {
  if (!made.has(phrase))
    made.set(phrase, new RegExp(`${BEFORE}${body(phrase)}`, flags(phrase).replace("g", "")));
  return made.get(phrase);
};

const list = (words) =>
  (words ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);

// One line of `finds`, ready to be used: { phrase, pattern, near: [word], not: [word] }.
export const parse = (line) => {
  const [, phrase, near, not] = /^(.*?)(?:\s+near:\s*(.*?))?(?:\s+not:\s*(.*))?$/s.exec(
    line.trim(),
  );
  return { phrase, pattern: whole(phrase), near: list(near), not: list(not) };
};

// All rules, ready to be used, by how their first word begins: a paper of many pages is asked few
// of them a sentence.
export const compile = (rules) => {
  const byStart = new Map();
  for (const { id, finds } of rules) {
    for (const rule of finds.map((line) => ({ id, ...parse(line) }))) {
      const start = startOf(rule.phrase.toLowerCase().match(WORD)?.[0] ?? "");
      byStart.set(start, [...(byStart.get(start) ?? []), rule]);
    }
  }
  return byStart;
};

const WORD = /[\p{L}\p{N}]+/gu;
const LONGEST_START = 3;
const startOf = (word) => word.slice(0, LONGEST_START);

// The rules that may apply to a sentence. Words may be joined in it (postqualifying), so a start
// may be any shorter one.
const rulesFor = (sentence, byStart) => {
  const starts = new Set();
  for (const [word] of sentence.toLowerCase().matchAll(WORD)) {
    for (let length = 1; length <= LONGEST_START; length += 1) starts.add(word.slice(0, length));
  }
  return [...starts].flatMap((start) => byStart.get(start) ?? []);
};

// Where the sentences of a text stand: [{ start, end }]. A line of its own is a sentence; "e.g.
// Acts" and "No. 7" are not two.
export const sentences = (text) => {
  const out = [];
  let start = 0;
  for (const found of text.matchAll(
    /(?<!\b(?:e\.g|i\.e|etc|cf|No|Nos|para|paras|Dr|Mr|Mrs|Ms|St|vol|pp?))[.!?]["”’)\]]*\s+(?=["“‘([]?[\p{Lu}\d])|\n+/gu,
  )) {
    const end = found.index + found[0].trimEnd().length;
    if (text.slice(start, end).trim()) out.push({ start, end });
    start = found.index + found[0].length;
  }
  if (text.slice(start).trim()) out.push({ start, end: text.length });
  return out;
};

// Rates that the government counts every year: the words for each, and words of things that are
// counted elsewhere.
const STAFF =
  /\b(?:staff|workers?|workforce|posts?|rates?|social work\w*|locums?|establishment|teams?|use|usage|spend|cover|reliance|dependency)\b/i;
const MEASURES = [
  {
    measure: "vacancy",
    named: /\bvacan(?:cy|cies|t)\b/i,
    not: /\b(?:shops?|retail|housing|homes|void|premises|high street|governors?|offices|beds?|allotments?|properties|council seats?)\b/i,
  },
  {
    measure: "turnover",
    named: /\b(?:turnover|leavers|left the (?:council|authority|service))\b/i,
    not: /£|\b(?:company|trading|sales|businesses|tenan\w+|traders?)\b/i,
  },
  {
    measure: "agency",
    named: /\b(?:agency|agencies|locums?)\b/i,
    near: STAFF,
    not: /\b(?:letting|lettings|estate|travel|housing benefit)\b/i,
  },
  {
    measure: "caseload",
    named: /\bcase[\s-]?loads?\b|\bcases (?:each|per|for each)\b/i,
    not: /\b(?:debt|legal|planning|benefits?)\b/i,
  },
];
const TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const ONES = "one|two|three|four|five|six|seven|eight|nine";
const TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const RATES = [
  /(?<![\p{L}\p{N}.,])\d{1,2}(?:\.\d{1,2})?\s?(?:%|per cent\b|percent\b)/giu,
  new RegExp(
    `\\b(?:${TEENS}|${ONES}|(?:${TENS})(?:[ -](?:${ONES}))?) (?:per cent|percent)\\b`,
    "gi",
  ),
  /\b(?:one|two|three) in (?:every )?(?:three|four|five|six|seven|eight|nine|ten)\b|\b[1-3] in (?:[3-9]|10)\b/gi,
  /(?<!\b(?:last|first|second|third|fourth|this|each|per)\s)\b(?:half|a third|a quarter|a fifth|two thirds|three quarters)(?= of\b)/gi,
];
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const CASES = new RegExp(
  `(?<![\\p{L}\\p{N}.,£/])\\d{1,2}(?:\\.\\d)?(?![\\d,.%/]*\\d|\\s?(?:%|per cent|percent)|\\p{L}|\\s+(?:${MONTH}|teams?|councils?|authorities|months?|weeks?|years?|days?|staff|social workers?|workers?|people|posts?|boroughs))`,
  "giu",
);
const YEAR = /(?<!\d)(?:19[89]|20[0-4])\d(?!\d)/g;
const SHORT_DATE = /\b\d{1,2}[./]\d{1,2}[./](\d\d)\b/g;

const yearsIn = (sentence) => [
  ...[...sentence.matchAll(YEAR)].map(([year]) => Number(year)),
  ...[...sentence.matchAll(SHORT_DATE)].map(([, year]) => 2000 + Number(year)),
];

// Rates of vacancies, turnover, agency staff or caseloads in a sentence whose newest year is two or
// more before the newest that we have.
const datedFigures = (sentence, newest) => {
  const years = yearsIn(sentence);
  if (!years.length) return [];
  const latest = Math.max(...years);
  return MEASURES.filter(
    ({ measure, named, near, not }) =>
      latest <= (newest[measure] ?? 0) - 2 &&
      named.test(sentence) &&
      (!near || near.test(sentence)) &&
      !not.test(sentence),
  )
    .slice(0, 1)
    .flatMap(({ measure }) =>
      (measure === "caseload" ? [CASES] : RATES)
        .flatMap((pattern) => [...sentence.matchAll(pattern)])
        .map((found) => ({
          id: `dated-${measure}`,
          measure,
          year: latest,
          start: found.index,
          end: found.index + found[0].length,
        })),
    );
};

// Every place of a pattern; matchAll would copy the pattern each time.
const placesOf = (pattern, text) => {
  const out = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text))
    out.push({ start: found.index, end: found.index + found[0].length });
  return out;
};

const hitsIn = (sentence, rules) =>
  rulesFor(sentence, rules).flatMap(({ id, pattern, near, not }) => {
    const found = placesOf(pattern, sentence);
    if (!found.length) return [];
    if (near.length && !near.some((word) => beginning(word).test(sentence))) return [];
    if (not.some((word) => beginning(word).test(sentence))) return [];
    return found.map((place) => ({ id, ...place }));
  });

// Of hits that overlap, the longest; of the same length, the one that begins first, and of those
// the first rule's.
const apart = (hits) => {
  const kept = [];
  for (const hit of [...hits].sort(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
  )) {
    if (kept.every((other) => hit.end <= other.start || hit.start >= other.end)) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
};

// Everything in a text that no longer holds, in order: [{ id, start, end, sentence: { start, end },
// measure?, year? }].
//   rules    what `compile` made
//   newest   the newest year that we have, by measure: { vacancy: 2025, turnover: 2025, agency: 2025, caseload: 2025 }
export const findsIn = (text, rules, newest = {}) =>
  sentences(text).flatMap((sentence) => {
    const words = text.slice(sentence.start, sentence.end);
    return apart([...hitsIn(words, rules), ...datedFigures(words, newest)]).map((hit) => ({
      ...hit,
      start: hit.start + sentence.start,
      end: hit.end + sentence.start,
      sentence,
    }));
  });
