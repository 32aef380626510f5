// The outlines that a case can start from, and where a thing lands in an outline: by words of its
// headings, whole words only.

// What each heading is for: `holds` names the parts of a case that land there (see PLACES).
export const OUTLINES = {
  "five-case": {
    name: "Five Case Model (HM Treasury)",
    headings: [
      [
        "Summary and recommendation",
        "Say what you ask for, what it costs and what will change, in one paragraph.",
        "summary",
      ],
      [
        "Strategic case",
        "Why this is needed now, and how it fits the organisation’s priorities and duties.",
        "strategic",
      ],
      [
        "Economic case",
        "The options, with doing nothing among them, and what each would bring.",
        "economic",
      ],
      ["Commercial case", "What will be bought, from whom, and how.", "commercial"],
      [
        "Financial case",
        "What it costs, year by year, who pays, and from which budget.",
        "financial",
      ],
      [
        "Management case",
        "Who does what by when, the risks, and how results will be measured.",
        "management",
      ],
    ],
  },
  committee: {
    name: "Committee report",
    headings: [
      ["Recommendations", "What the committee is asked to decide, as numbered points.", "summary"],
      ["Background", "Why this is needed now.", "strategic"],
      [
        "Options considered",
        "Each option with its cost and effect; doing nothing is one.",
        "economic",
      ],
      [
        "Financial implications",
        "Cost by year, source of funding, and the finance officer’s comment.",
        "financial",
      ],
      ["Legal implications", "The duties that the proposal meets.", "duties"],
      ["Procurement", "What will be bought and by which route.", "commercial"],
      [
        "Equality implications",
        "Who may gain or lose, and what will be done about it.",
        "equality",
      ],
      ["Risks and how they are managed", "The main risks, each with an owner.", "risks"],
      [
        "Timetable and measures",
        "Who does what by when, and what will be reported back.",
        "management",
      ],
    ],
  },
  trustees: {
    name: "Trustees’ paper (charity)",
    headings: [
      ["Decision asked for", "What trustees are asked to agree, and by when.", "summary"],
      ["Why now", "The need, and how it serves the charity’s purposes.", "strategic"],
      ["Options", "Each option with its cost and effect; doing nothing is one.", "economic"],
      [
        "Money",
        "Cost, restricted or unrestricted funds, VAT that cannot be reclaimed, contracts that may pay.",
        "financial",
      ],
      ["What we would buy", "Course, provider and terms.", "commercial"],
      [
        "Risks, fairness and measures",
        "Risks with owners, who may miss out, and how we shall know that it worked.",
        "management",
      ],
    ],
  },
};

// Words of a template's own headings by what belongs below them. The first place of a list that an
// outline has is taken.
export const PLACES = {
  summary: ["recommendation", "summary", "decision", "purpose", "proposal"],
  strategic: ["strategic", "background", "context", "introduction", "need", "why", "reasons"],
  economic: ["economic", "options", "option", "alternatives", "value"],
  commercial: ["commercial", "procurement", "procure", "buy", "contract"],
  financial: ["financial", "finance", "cost", "money", "resources", "resource", "budget"],
  management: [
    "management",
    "delivery",
    "timetable",
    "implementation",
    "measures",
    "monitoring",
    "next",
  ],
  duties: ["legal", "law", "statutory", "duties", "duty"],
  equality: ["equality", "equalities", "fairness", "diversity"],
  risks: ["risk", "risks"],
};
const INSTEAD = {
  duties: ["strategic"],
  equality: ["management"],
  risks: ["management"],
  commercial: ["financial"],
  economic: ["strategic"],
  management: ["summary"],
};

const words = (text) => text.toLowerCase().match(/[a-z]+/g) ?? [];
// "Background papers" and "Appendices" list documents; nothing of a case belongs there.
const LISTS =
  /\bbackground (?:papers|documents)\b|\bappendi|\breferences\b|\bcontents\b|\bsign.?off\b/i;

// The id of the heading below which a part of this kind belongs, or of the first heading; null
// where there is none.
export const placeFor = (kind, headings) => {
  const usable = headings.filter(({ text }) => !LISTS.test(text));
  for (const place of [kind, ...(INSTEAD[kind] ?? []), "strategic"]) {
    const marked = usable.find(({ holds }) => holds === place);
    if (marked) return marked.id;
    for (const word of PLACES[place] ?? []) {
      const found = usable.find(({ text }) => words(text).includes(word));
      if (found) return found.id;
    }
  }
  return (usable[0] ?? headings[0])?.id ?? null;
};

// Whether a paper is expected to say something below a heading: ours all, of a template those whose
// words we know.
export const isExpected = ({ text, holds }) =>
  Boolean(holds) ||
  (!LISTS.test(text) &&
    Object.values(PLACES)
      .flat()
      .some((word) => words(text).includes(word)));

// The headings of one of OUTLINES, as the model keeps them.
export const headingsOf = (name) =>
  OUTLINES[name].headings.map(([text, help, holds], n) => ({
    id: `h${n + 1}`,
    text,
    level: 1,
    guidance: [help],
    holds,
  }));
