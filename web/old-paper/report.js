// What is said of an old paper's finds, and how a paper is read. No page.

const WEIGHTS = ["gone", "figure", "check"];
const MEASURES = { vacancy: ["vacancy-rate", "vacancy rate"], turnover: ["turnover", "turnover"], agency: ["agency-rate", "agency rate"], caseload: ["caseload", "average caseload"] };

// The advice on a rate of an old year: the newest for England, and for the reader's council where one was chosen.
const datedAdvice = (measure, year, { figures, newest }, council) => {
  const [key, name] = MEASURES[measure];
  const own = council?.figures?.[key];
  return {
    weight: "figure", title: `A ${name} of ${year}`, became: "Figures of this kind change every year.",
    now: figures[key] ? `In England the ${name} of children's social workers was ${figures[key]} on 30 September ${newest}.${own ? ` In ${council.name} it was ${own}.` : ""}` : "",
    say: "Use the newest figure of the same kind, or say in the sentence that this one is of another year.", url: "council.html", checked: "", source: "", argument: "", argumentTitle: "",
  };
};

// Finds by thing, weightiest first, each with its places in order: [{ ...advice, ids, places }].
export const grouped = (hits, data, council) => {
  const things = new Map();
  for (const hit of hits) {
    const key = hit.measure ? hit.id : data.told[hit.id]?.title ?? hit.id;
    if (!things.has(key)) things.set(key, { ...(hit.measure ? datedAdvice(hit.measure, hit.year, data, council) : data.told[hit.id]), id: hit.id, ids: new Set(), places: [] });
    things.get(key).ids.add(hit.id);
    things.get(key).places.push(hit);
  }
  return [...things.values()].sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
};

// What stands in the margin beside the first mention of a thing.
export const commentOf = ({ became, now, say, checked, source }) => [became, now && `Today: ${now}`, say && `In your paper: ${say}`, source && `Source: ${source}`, checked && `Last checked ${checked}.`].filter(Boolean).join("\n");

const begins = (bytes, text) => [...text].every((sign, n) => bytes[n] === sign.charCodeAt(0));

// The paragraphs of a file: { paragraphs, word }. `word` and `pdf` bring what reads those kinds, when it is needed.
export const read = async (bytes, { word, pdf }) => {
  if (begins(bytes, "%PDF")) {
    const paragraphs = await (await pdf())(bytes);
    if (!paragraphs.some((text) => text.trim())) throw new Error("This PDF holds pictures of pages and no text. Ask for the Word file, or paste the words.");
    return { paragraphs, word: false };
  }
  const binary = begins(bytes, "PK") || (bytes[0] === 0xd0 && bytes[1] === 0xcf) || begins(bytes, "{\\rtf") || bytes.subarray(0, 4096).includes(0);
  if (binary || !bytes.length) return { paragraphs: (await word()).paragraphsOf(bytes), word: true };
  return { paragraphs: new TextDecoder("utf-8").decode(bytes).split(/\r?\n+/).filter((line) => line.trim()), word: false };
};
