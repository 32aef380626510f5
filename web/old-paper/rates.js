// Rates of vacancies, turnover, agency staff and caseloads of an old year: in sentences, in the
// sentences that go on from them, and in tables. No page.
import { sentences } from "./sentences.js";

// Rates that the government counts every year: the words for each, and words of things that are
// counted elsewhere.
const STAFF =
  /\b(?:staff|workers?|workforce|posts?|rates?|social work\w*|locums?|establishment|teams?|use|usage|spend|cover|reliance|dependency)\b/i;
const MEASURES = [
  {
    measure: "vacancy",
    named: /\bvacan(?:cy|cies|t)\b|\bunfilled posts?\b/i,
    not: /\b(?:shops?|retail|housing|homes|void|premises|high street|governors?|offices|beds?|allotments?|properties|council seats?)\b/i,
  },
  {
    measure: "turnover",
    named: /\b(?:turnover|leavers|left the (?:council|authority|service))\b/i,
    not: /£|\b(?:company|trading|sales|businesses|tenan\w+|traders?)\b|\bof (?:the |all |those |our )?(?:\d+ )?leavers\b/i,
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
    not: /£|\b(?:debt|legal|planning|benefits?|(?:protected|reduced) case\w*)\b/i,
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
  /(?<!\b(?:last|first|second|third|fourth|this|each|per)\s)\b(?:half|a third|a quarter|a fifth|two thirds|three quarters)(?= of (?:\p{L}+ ){0,3}(?:posts?|staff|workers?|teams?|workforce|establishment)\b)/giu,
];
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const CASES = new RegExp(
  `(?<![\\p{L}\\p{N}.,£/])\\d{1,2}(?:\\.\\d)?(?![\\d,.%/]*\\d|\\s?(?:%|per cent|percent)|\\p{L}|\\s+(?:${MONTH}|(?:(?!(?:in|for|per|at|and|to|across|among|by|against|cases|each)\\b)\\p{L}+\\s+){0,3}(?:teams?|councils?|authorities|months?|weeks?|years?|days?|staff|social workers?|workers?|people|posts?|boroughs)))`,
  "giu",
);

// What was meant to be is no figure of any year.
const TARGET =
  /\b(?:targets?|aims?|goals?|ambitions?)\b[^%.;]{0,30}$|\b(?:will|should|must|would|shall)\b[^%.;]{0,40}$|\bto (?:below|under|less than|no more than|at most) $/i;
const IF = /\b(?:if|once|when) [^%.;]{0,40}\b(?:falls?|rises?|drops?|reach(?:es)?) [^%.;]{0,12}$/i;
const BY_THEN = /^\s*by (?:\p{L}+ )?20\d\d/iu;
const NOW = /\b(?:now|currently|today|at present)\b[^%.;]{0,30}$/i;
const IS = /\b(?:is|are|stands at) [^%.;]{0,20}$/i;

const YEAR = /(?<!\d)((?:19[89]|20[0-4])\d)(?:\s?[/\u2010-\u2013-]\s?(\d\d))?(?!\d)/g;
const SHORT_YEARS = /^(\d\d)\/(\d\d)$/;
const SHORT_DATE = /\b\d{1,2}[./]\d{1,2}[./](\d\d)\b/g;
// The year of a law or of a book says nothing of when staff were counted.
const OF_A_WORK = /\b(?:Act|Acts|Regulations|Order|Rules|Bill)\s*$|\([^()]*\p{L},?\s*$/u;
const SINCE = /\bsince (?:\p{L}+ )?$/iu;
const PRESENT = /\b(?:is|are|now|currently|today|has|have)\b/i;

// What stands just before a place: all that is before it would be read once for each place.
const NEAR = 80;
const justBefore = (text, index) => text.slice(Math.max(0, index - NEAR), index);

const followed = (first, second) => Number(second) === (Number(first) + 1) % 100;

// The years named in a text: of 2014/15 the second.
const yearsIn = (text) => [
  ...[...text.matchAll(YEAR)]
    .filter(({ index }) => {
      const before = justBefore(text, index);
      return !OF_A_WORK.test(before) && !(SINCE.test(before) && PRESENT.test(text));
    })
    .map(([, year, second]) => Number(year) + (second && followed(year, second) ? 1 : 0)),
  ...[...text.matchAll(SHORT_DATE)].map(([, year]) => 2000 + Number(year)),
  ...[SHORT_YEARS.exec(text.trim())]
    .filter((found) => found && followed(found[1], found[2]))
    .map((found) => 2000 + Number(found[2])),
];
const latest = (years) => (years.length ? Math.max(...years) : null);

// The newest year that a whole paper names, leaving out until when it plans; null of a text too
// short to be a paper. A rate with no year in a paper of 2012 is not of today.
const PLANNED =
  /\b(?:by|until|before|to|for|target)\s+(?:the end of )?(?:\d{1,2} )?(?:[A-Z]\p{L}+ )?$|\d\s?[\u2010-\u2013/-]\s?$/u;
const LEAST_WORDS = 150;
export const yearOfPaper = (paragraphs) => {
  const text = paragraphs.map((paragraph) => paragraph.text).join("\n");
  if (text.split(/\s+/, LEAST_WORDS).length < LEAST_WORDS) return null;
  const kept = text.replace(YEAR, (found, ...rest) =>
    PLANNED.test(justBefore(text, rest.at(-2))) ? "" : found,
  );
  return latest(yearsIn(kept));
};

// Most sentences name none: one look for all saves four.
const ANY = /vacan|unfilled|turnover|leavers|left the|agenc|locum|case/i;
const measuresIn = (text, alone = false) =>
  (ANY.test(text) ? MEASURES : []).filter(
    ({ named, near }) => named.test(text) && (alone || !near || near.test(text)),
  );

const isOld = (measure, year, newest) => year !== null && year <= (newest[measure] ?? 0) - 2;

// ---- sentences ---------------------------------------------------------------------------------

const ALIKE =
  /\b(?:previous|preceding|prior) (?:financial )?year\b|\b(?:a|the|that|one) year (?:before|earlier|previously)\b|\byear before\b|\bsame (?:year|period|date|time|day|month)\b|\btwelve months (?:earlier|before)\b|\bat that (?:time|date|point)\b/i;
const AFTER = /\b(?:following|next) year\b|\byear (?:that followed|after|later)\b/i;
const GOES_ON =
  /^[\d.()\s]*(?:it|this|that|these)\b|\b(?:the|our|this|that|a) (?:\p{L}+ ){0,2}(?:figure|rate|level|proportion|share|average|percentage)\b|\byear (?:before|earlier)\b/iu;
const COUNTED_ELSEWHERE =
  /\b(?:sickness|absence|absences|attendance|satisfaction|training|students?|qualified|awards?|budgets?|inflation|ethnic|women|men|disab\w+|respon\w+|council tax|assessments?|reviews?|savings?|pay|salar\w+|precept|pass)\b/i;
const PAST = /\b(?:was|were|had|stood|reached|fell|rose|made up|averaged|showed|reported|left)\b/i;

// A sentence goes on from one before: [from which year, at most how many sentences on].
const inherited = (text, place, before) => {
  if (before.year === null || place.index - before.at > 2) return null;
  if (AFTER.test(text)) return before.year + 1;
  if (ALIKE.test(text)) return before.year;
  const next = before.line === place.line && place.index - before.at === 1;
  return next && PAST.test(text) && !PRESENT.test(text) ? before.year : null;
};

// Whether a rate is one that was counted: no number of a paragraph, nothing hoped for and, in what
// may be written today, nothing that is said of today.
const isCounted = (text, { index, 0: rate }, time) => {
  const before = justBefore(text, index);
  if (index === 0 && /^\d+(?:\.\d+)*\.?\s+\p{Lu}/u.test(text)) return false;
  if (TARGET.test(before) || IF.test(before)) return false;
  if (BY_THEN.test(text.slice(index + rate.length, index + rate.length + NEAR))) return false;
  return time === "old" || !(NOW.test(before) || (time === "today" && IS.test(before)));
};

const ratesOf = (text, measure, time) =>
  (measure === "caseload" ? [CASES] : RATES)
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .filter((found) => isCounted(text, found, time))
    .map((found) => ({ start: found.index, end: found.index + found[0].length }));

// Which measure a sentence is about: the one it names, or the one that a sentence before named
// where it only says "it" or "the figure".
const aboutOf = (text, place, before) => {
  const [own] = measuresIn(text);
  if (own) return own.not.test(text) ? null : own;
  const near = before.measure && place.index - before.measureAt <= 1;
  return near && GOES_ON.test(text) && !COUNTED_ELSEWHERE.test(text) ? before.measure : null;
};

// Every sentence of the lines with what it is about and its year: of its own, of a sentence before,
// or null where only the paper's own time is known.
const inSentences = (lines, paperYear, newest) => {
  const out = [];
  const before = { year: null, at: -9, line: null, measure: null, measureAt: -9 };
  let index = 0;
  for (const line of lines) {
    for (const { start, end } of sentences(line.text)) {
      const text = line.text.slice(start, end);
      index += 1;
      const place = { index, line };
      const about = aboutOf(text, place, before);
      const year = latest(yearsIn(text)) ?? inherited(text, place, before);
      if (about && isOld(about.measure, year ?? paperYear, newest)) {
        const old = isOld(about.measure, paperYear, newest);
        const time = old ? "old" : paperYear === null ? "" : "today";
        for (const rate of ratesOf(text, about.measure, time))
          out.push(figure(line, start + rate.start, start + rate.end, about.measure, year));
      }
      if (year !== null) Object.assign(before, { year, at: index, line });
      if (about) Object.assign(before, { measure: about, measureAt: index });
    }
  }
  return out;
};

// ---- tables ------------------------------------------------------------------------------------

// Cells of a line of text: set apart by tabs, by wide gaps or by strokes.
const BETWEEN = /\t| *\| *| {2,}/g;
const VALUE = /^[<>~c. ]*\d{1,3}(?:\.\d{1,2})?\s?(?:%|per cent)?\*?$/;
const PER_CENT = /%|\bper ?cent|\brates?\b/i;
const NOT_YET = /\b(?:targets?|planned|forecast|projected|aims?|goals?|ambition)\b/i;
const LONGEST_TITLE = 160;

const cellsOf = (line) => {
  if (!/\t|\||  /.test(line.text)) return [];
  const out = [];
  let from = 0;
  for (const found of [...line.text.matchAll(BETWEEN), { index: line.text.length, 0: "" }]) {
    out.push({ line, start: from, end: found.index, text: line.text.slice(from, found.index) });
    from = found.index + found[0].length;
  }
  return out.map((cell, column) => ({ ...cell, column, span: 1 }));
};

const rowOf = (cells) => ({ cells, width: cells.length });

// What stands above a table, if it is a title and no sentence. A page of a PDF runs on, and its
// last words are the title.
const titleOf = (text) => {
  const last = text
    .slice(-2 * LONGEST_TITLE)
    .split(/[.!?:]\s+(?=\p{Lu})/u)
    .at(-1)
    .trim();
  return last.length <= LONGEST_TITLE && !/[.!?]$/.test(last) ? last : "";
};

// The tables of a paper: [{ title, rows: [{ width, row?, cells }] }], where a cell is
// { line, start, end, text, column, span }.
const tablesOf = (lines) => {
  const out = [];
  let title = "";
  let open = null;
  for (const line of lines) {
    const { cell } = line;
    const cells = cell
      ? [{ line, start: 0, end: line.text.length, text: line.text, ...cell }]
      : cellsOf(line);
    if (!cell && cells.filter(({ text }) => text.trim()).length < 2) {
      if (line.text.trim()) title = titleOf(line.text);
      open = null;
      continue;
    }
    const kind = cell ? cell.table : "text";
    if (open?.kind !== kind) out.push((open = { kind, title, rows: [] }));
    const last = open.rows.at(-1);
    if (cell && last?.row === cell.row) last.cells.push(...cells);
    else open.rows.push({ ...rowOf(cells), row: cell?.row });
  }
  return out;
};

const textOfCells = (cells) =>
  cells
    .map(({ text }) => text.trim())
    .filter(Boolean)
    .join(" ");

// What the header says of a column. Rows of text with a cell fewer than the header are set right.
const headOf = (heads, { column }, row) =>
  heads
    .flatMap((head) => {
      const at = column + (row.row === undefined ? head.width - row.width : 0);
      return head.cells.filter((cell) => cell.column <= at && at < cell.column + cell.span);
    })
    .map(({ text }) => text.trim())
    .join(" ");

// The measure and year of a cell: said by its row, else by its column, else by the title.
const measureOfCell = (label, head, title) => {
  const [found] = [label, head].flatMap((text) => measuresIn(text, true));
  if (found) return found;
  if (COUNTED_ELSEWHERE.test(label)) return null;
  const named = measuresIn(title, true);
  return named.length === 1 ? named[0] : null;
};
const yearOfCell = (label, head, title) =>
  latest(yearsIn(head)) ?? latest(yearsIn(label)) ?? latest(yearsIn(title));

// The place of the words of a cell, without the space around them.
const placeOf = ({ text, start }) => {
  const from = start + text.length - text.trimStart().length;
  return [from, from + text.trim().length];
};

// What the cells of one row hold that is old: { found, read }, where `read` says whether the row is
// about the workforce at all.
const inRow = (cells, row, { label, title, heads }, paperYear, newest) => {
  const found = [];
  let read = false;
  for (const cell of cells) {
    const head = headOf(heads, cell, row);
    const about = measureOfCell(label, head, title);
    if (!about) continue;
    read = true;
    const year = yearOfCell(label, head, title);
    const old = isOld(about.measure, year ?? paperYear, newest);
    if (!old || !counts(about, cell, `${textOfCells(row.cells)} ${head} ${title}`)) continue;
    const of = [label, head].filter(Boolean).join(", ");
    found.push({ ...figure(cell.line, ...placeOf(cell), about.measure, year), of });
  }
  return { found, read };
};

// What a table holds that is old: { found, read }, where `read` are the lines that need no second
// reading as sentences.
const inTable = ({ title, rows }, paperYear, newest) => {
  const out = { found: [], read: new Set() };
  let heads = [];
  let label = "";
  let inHead = false;
  for (const row of rows) {
    const values = row.cells.filter(({ text }) => VALUE.test(text.trim()));
    if (values.length) {
      const words = textOfCells(row.cells.filter((cell) => !values.includes(cell)));
      // a label may stand once for several rows
      label = row.cells[0].text.trim() ? words : `${label} ${words}`.trim();
      const { found, read } = inRow(values, row, { label, title, heads }, paperYear, newest);
      out.found.push(...found);
      if (read) for (const { line } of values) out.read.add(line);
    } else heads = inHead ? [...heads, row] : [row];
    inHead = !values.length;
  }
  return out;
};

// Whether a cell holds a rate and not a number of posts or what is hoped for.
const counts = ({ measure, not }, { text }, around) => {
  if (NOT_YET.test(around) || not.test(around)) return false;
  const share = /%|per cent/.test(text);
  return measure === "caseload" ? !share : share || PER_CENT.test(around);
};

// ---- both --------------------------------------------------------------------------------------

const figure = (line, start, end, measure, year) => ({
  id: `dated-${measure}`,
  measure,
  year,
  paragraph: line.paragraph,
  start: line.at + start,
  end: line.at + end,
});

const linesOf = (paragraphs) =>
  paragraphs.flatMap(({ text, cell }, paragraph) =>
    [...text.matchAll(/[^\n]+/g)].map((found) => ({
      text: found[0],
      paragraph,
      at: found.index,
      cell,
    })),
  );

// Every rate of an old year in the paragraphs of a paper: [{ id, measure, year, paragraph, start,
// end, of? }]; `year` is null where only the time of the whole paper is known, and `of` is what row
// and column of a table say.
//   paragraphs  [{ text, cell? }], where `cell` is { table, row, column, span } in a Word table
//   newest      the newest year that we have, by measure: { vacancy: 2025, … }
//   paperYear   the time of the paper
export const ratesIn = (paragraphs, newest, paperYear = yearOfPaper(paragraphs)) => {
  const lines = linesOf(paragraphs);
  const tables = tablesOf(lines).map((table) => inTable(table, paperYear, newest));
  const read = new Set(tables.flatMap((table) => [...table.read]));
  return [
    ...inSentences(
      lines.filter((line) => !read.has(line)),
      paperYear,
      newest,
    ),
    ...tables.flatMap(({ found }) => found),
  ];
};
