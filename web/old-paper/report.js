// What is said of an old paper's finds, and how a paper is read. No page.
import { findsInAll } from "./finds.js";

export const NAMES = { gone: "Gone", figure: "Dated figure", check: "Check" };
const WEIGHTS = Object.keys(NAMES);
const MEASURES = {
  vacancy: { figure: "vacancy-rate", column: "vacancy_rate", name: "vacancy rate" },
  turnover: { figure: "turnover", column: "turnover_rate", name: "turnover" },
  agency: {
    figure: "agency-rate",
    column: "agency_rate",
    name: "share of agency workers",
    among: "share of agency workers among",
  },
  caseload: { figure: "caseload", column: "caseload", name: "average caseload" },
};

const listed = (words) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
const once = (list) => [...new Set(list)];
// Years of rates; some have only the time of the whole paper, which names none of today.
const times = (years) => {
  const known = once(years.filter((year) => year !== null)).sort();
  const others = years.includes(null) ? ["the time of this paper"] : [];
  return listed([...known, ...others]);
};
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Everything in the paragraphs of a paper that no longer holds: [{ id, start, end, sentence,
// paragraph, text, where, … }].
//   paragraphs  [{ text, where, cell? }], where "" in the body, else header, footer, footnote or
//               endnote, and `cell` is { table, row, column, span } in a Word table
//   data        what macros/finds.py made, with its rules `compiled`
//   year        the time of the paper, where it is known and need not be read from its words
export const hitsIn = (paragraphs, { compiled, newest }, year) => {
  const years = Object.fromEntries(Object.keys(MEASURES).map((measure) => [measure, newest]));
  return findsInAll(paragraphs, compiled, years, year).map((hit) => {
    const { text, where } = paragraphs[hit.paragraph];
    return { ...hit, text, where };
  });
};

// The advice on rates of old years: the newest for England, and for the reader's council where one
// was chosen.
//   council  { name, year, words(column) } or null
const datedAdvice = (measure, years, { england, newest }, council) => {
  const { figure, column, name, among = `${name} of` } = MEASURES[measure];
  const known = england[figure];
  const own = council?.words(column);
  return {
    weight: "figure",
    title: `${upper(name)} of ${times(years)}`,
    became: "The government counts this anew each year, in children’s services.",
    now: known
      ? `In England the ${among} children’s social workers was ${known.value} on ${known.date}.${own ? ` In ${council.name} it was ${own} in ${council.year}.` : ""}`
      : "",
    say: `Use the figure of ${newest}, or write the year into the sentence. Compare only what was counted in the same way.`,
    url: "council.html",
    link: council ? `${council.name} in figures` : "Choose your council for its own figure",
    checked: known?.checked ?? "",
    source: known?.source ?? "",
    argument: "",
    argumentTitle: "",
  };
};

// Places by the sentence or cell in which they stand, so that none is quoted twice: [[place]].
const bySentence = (places) => {
  const found = new Map();
  for (const place of places) {
    const key = `${place.paragraph} ${place.of === undefined ? place.sentence.start : `at ${place.start}`}`;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(place);
  }
  return [...found.values()];
};

// Finds by thing, weightiest first, each with its places in order: [{ ...advice, ids, words, places,
// sentences }].
export const grouped = (hits, data, council) => {
  const things = new Map();
  for (const hit of hits) {
    const key = hit.measure ? hit.id : data.told[hit.id].title;
    if (!things.has(key)) things.set(key, { id: hit.id, ids: new Set(), places: [] });
    things.get(key).ids.add(hit.id);
    things.get(key).places.push(hit);
  }
  return [...things.values()]
    .map((thing) => {
      const [{ measure, id }] = thing.places;
      const advice = measure
        ? datedAdvice(
            measure,
            thing.places.map(({ year }) => year),
            data,
            council,
          )
        : data.told[id];
      return {
        ...advice,
        ...thing,
        words: once(
          thing.places.map(({ text, start, end }) => text.slice(start, end).replace(/['’]s?$/, "")),
        ),
        sentences: bySentence(thing.places),
      };
    })
    .sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
};

// The sentence of places in it, cut at their words: [[text, whether it is one of them]]. A cell of
// a table is shown by its row and column.
export const piecesOf = (places) => {
  const [{ text, sentence, of }] = places;
  const out = of ? [[`${of}: `, false]] : [];
  let at = of === undefined ? sentence.start : places[0].start;
  for (const { start, end } of places) {
    out.push([text.slice(at, start), false], [text.slice(start, end), true]);
    at = end;
  }
  if (of === undefined) out.push([text.slice(at, sentence.end), false]);
  return out.filter(([piece]) => piece);
};
// The same as it stands.
export const sentenceOf = (places) =>
  piecesOf(places)
    .map(([piece]) => piece)
    .join("");
// Where it stands, when not in a paragraph of the body.
export const whereOf = ({ where, of }) => where || (of === undefined ? "" : "table");

// What stands in the margin beside the first mention of a thing; `where` where Word allows no
// comment there.
export const commentOf = (
  { weight, became, now, doubt, say, checked, source },
  { where, text, start, end } = {},
) =>
  [
    where && `In a ${where}: “${text.slice(start, end)}”.`,
    `${NAMES[weight]}. ${became}`,
    now && `Today: ${now}`,
    doubt && `To be checked: ${doubt}`,
    say && `In your paper: ${say}`,
    source && `Source: ${source}`,
    checked && `Last checked ${checked}.`,
  ]
    .filter(Boolean)
    .join("\n");

// The whole list as plain text, to be pasted into an e-mail or a task.
export const listAsText = (things) =>
  things
    .map((thing) =>
      [
        `${NAMES[thing.weight]}: ${thing.words.join(", ")} (${thing.title})`,
        ...thing.sentences.map((places) => {
          const where = whereOf(places[0]);
          return `“${sentenceOf(places)}”${where ? ` (in a ${where})` : ""}`;
        }),
        commentOf(thing),
      ].join("\n"),
    )
    .join("\n\n");

const begins = (bytes, text) => [...text].every((sign, n) => bytes[n] === sign.charCodeAt(0));
const inBody = (texts) => texts.map((text) => ({ text, where: "" }));

// The paragraphs of a text.
export const fromText = (text) => inBody(text.split(/\r?\n+/).filter((line) => line.trim()));

// The paragraphs of a file: { paragraphs, word }. `word` and `pdf` bring what reads those kinds,
// when it is needed.
export const read = async (bytes, { word, pdf }) => {
  if (begins(bytes, "%PDF")) {
    const pages = await (await pdf())(bytes);
    if (!pages.some((text) => text.trim()))
      throw new Error(
        "This PDF holds pictures of pages and no text. Ask for the Word file, or paste the words.",
      );
    return { paragraphs: inBody(pages), word: false };
  }
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const binary =
    begins(bytes, "PK") ||
    (bytes[0] === 0xd0 && bytes[1] === 0xcf) ||
    begins(bytes, "{\\rtf") ||
    bytes.subarray(0, 4096).includes(0);
  if ((binary && !wide) || !bytes.length)
    return { paragraphs: (await word()).paperOf(bytes), word: true };
  return { paragraphs: fromText(decode(bytes)), word: false };
};

// Plain text as Windows and others save it.
const decode = (bytes) => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
};
