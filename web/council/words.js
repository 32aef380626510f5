// The text that a manager pastes, and what a sceptic will say, made from the numbers by rules.
// Lower than England is said as plainly as higher; no cause is claimed; few people are said to be
// few.
import { FEW, print, printPlace, SHOWN } from "./facts.js";

export const listed = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const day = (facts) => `30 September ${facts.when}`;

export const comparators = (facts, measure) => {
  const { near, region, england } = facts.measures[measure];
  return [
    ["the median of its statistical neighbours", near],
    [
      facts.region.name === "East of England"
        ? "the East of England"
        : regionName(facts.region.name),
      region,
    ],
    ["England", england],
  ]
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({ name, value }));
};

const regionName = (name) =>
  /^(Inner|Outer) London$|^Yorkshire/.test(name) ? name : `the ${name}`;

// "higher than England (14.2%) and lower than Outer London (20.5%)"; nothing where there is no
// figure.
export const comparison = (facts, measure) => {
  const { value } = facts.measures[measure];
  const groups = { "higher than": [], "the same as": [], "lower than": [] };
  for (const one of comparators(facts, measure)) {
    groups[
      one.value < value ? "higher than" : one.value > value ? "lower than" : "the same as"
    ].push(`${one.name} (${print(one.value, measure)})`);
  }
  return listed(
    Object.entries(groups)
      .filter(([, names]) => names.length)
      .map(([words, names]) => `${words} ${listed(names)}`),
  );
};

const count = (number, noun) => (number === 0 ? `no ${noun}` : `${print(number)} ${noun}`);

const before = (facts, measure) => {
  const { value, before: was } = facts.measures[measure];
  if (was === null || value === null) return "";
  return was === value
    ? ` It was the same a year before.`
    : ` It was ${print(was, measure)} a year before.`;
};

const sentence = (facts, measure, opening) => {
  const { value, words } = facts.measures[measure];
  if (value === null) return `${capital(opening.name)} is ${words}.`;
  return `${opening.says(print(value, measure))}. That is ${comparison(facts, measure)}.${before(facts, measure)}`;
};

const vacancies = (facts) => {
  const { counts, council } = facts;
  const staff =
    counts.in_post === null
      ? ""
      : `On ${day(facts)}, ${council.name} had ${count(counts.in_post, "children’s social workers in post")} (full-time equivalent)`;
  const empty = counts.vacancies === null ? "" : ` and ${count(counts.vacancies, "vacancies")}`;
  const start = staff ? `${staff}${empty}. ` : "";
  return (
    start +
    sentence(facts, "vacancy_rate", {
      name: "the vacancy rate",
      says: (rate) => `The vacancy rate was ${rate}`,
    })
  );
};

const agency = (facts) => {
  const { agency: workers } = facts.counts;
  const said = sentence(facts, "agency_rate", {
    name: "the agency rate",
    says: (rate) =>
      `Agency workers made up ${rate} of the workforce${workers ? ` (${print(workers)} full-time equivalents)` : ""}`,
  });
  return facts.counts.vacancies
    ? `A vacancy that an agency worker covers is counted as a vacancy. ${said}`
    : said;
};

const turnover = (facts) => {
  const { leavers } = facts.counts;
  return sentence(facts, "turnover_rate", {
    name: "turnover",
    says: (rate) =>
      `In the year to ${day(facts)}, turnover was ${rate}${leavers === null ? "" : leavers === 0 ? ": nobody left" : `: ${print(leavers)} full-time equivalents left`}`,
  });
};

const caseload = (facts) =>
  sentence(facts, "caseload", {
    name: "the average caseload",
    says: (cases) => `The average caseload was ${cases}`,
  });
const sickness = (facts) =>
  sentence(facts, "absence_rate", {
    name: "the rate of sickness absence",
    says: (rate) => `Sickness took ${rate} of working days in the year`,
  });

// Blocks as macros/text.py has them, for one council. `source` is the key of the work that is
// cited.
export const text = (facts, source) => {
  const paragraph = (words, cite = false) => ({
    kind: "paragraph",
    content: cite
      ? [{ text: `${words.slice(0, -1)} ` }, { cite: [{ key: source }] }, { text: "." }]
      : [{ text: words }],
  });
  const out = [];
  if (!facts.newest)
    out.push(
      paragraph(
        `${facts.council.name} has no figures for ${facts.latest}; the latest are those of ${facts.when}.`,
      ),
    );
  out.push(
    paragraph(vacancies(facts), true),
    paragraph(agency(facts)),
    paragraph(turnover(facts)),
    paragraph(`${caseload(facts)} ${sickness(facts)}`),
  );
  const caution = facts.small
    ? `These rates rest on fewer than ${FEW} full-time equivalents, so one or two people change them much. `
    : "";
  out.push(paragraph(`${caution}The count gives no reasons for any of these figures.`));
  return out;
};

// The same figures as rows of cells, the first row being the heading.
export const table = (facts) => [
  [
    "Measure",
    facts.council.name,
    "Neighbours, median",
    facts.region.name,
    "England",
    "Place among councils",
  ],
  ...SHOWN.map((measure) => {
    const { words, near, region, england, place } = facts.measures[measure];
    return [
      facts.labels[measure],
      words,
      ...[near, region, england].map((value) => print(value, measure) || "no figure"),
      place ? printPlace(place) : "none",
    ];
  }),
];

// What a chart shows, in a sentence or two, for those who do not see it.
export const lineLabel = (facts, measure) => {
  const { series } = facts.measures[measure];
  const years = facts.years
    .map((year, n) => (series.own[n] === null ? "" : `${year} ${print(series.own[n], measure)}`))
    .filter(Boolean);
  return `${facts.labels[measure]} over the years. ${facts.council.name}: ${years.join(", ") || "no figures"}. England: from ${print(series.england[0], measure)} in ${facts.years[0]} to ${print(series.england.at(-1), measure)} in ${facts.years.at(-1)}.`;
};
export const stripLabel = (facts, measure) => {
  const { value, place, all, england } = facts.measures[measure];
  const values = all.map((one) => one.value);
  const where =
    value === null
      ? `${facts.council.name} has no figure.`
      : `${facts.council.name}, ${print(value, measure)}, is the ${printPlace(place)}.`;
  return `${facts.labels[measure]} of ${values.length} councils in ${facts.when}, from ${print(Math.min(...values), measure)} to ${print(Math.max(...values), measure)}. ${where} England: ${print(england, measure)}.`;
};

// ---- what a sceptic will say: [{ say, answer }] ----

const lowest = (facts) => {
  const { own, england } = facts.measures.turnover_rate.series;
  const [now, then] = [england.at(-1), Math.max(...england)];
  if (now !== Math.min(...england)) return [];
  const value = own.at(-1);
  const mine =
    value === null
      ? `For ${facts.council.name} there is no figure for ${facts.latest}.`
      : value > now
        ? `In ${facts.council.name} it was ${print(value, "turnover_rate")}, higher than in England. The fall in England says nothing about why.`
        : `In ${facts.council.name} it was ${print(value, "turnover_rate")}, ${value < now ? "lower than" : "the same as"} in England. So do not speak of people leaving as a crisis: on turnover the case is about keeping a good position.`;
  return [
    {
      say: `Turnover in England is the lowest since at least ${facts.years[0]}.`,
      answer: `It is: ${print(now, "turnover_rate")}, from ${print(then, "turnover_rate")} in ${facts.years[england.indexOf(then)]}. ${mine}`,
    },
  ];
};

const better = (facts) => {
  const low = ["vacancy_rate", "agency_rate"].filter(
    (m) => facts.measures[m].value !== null && facts.measures[m].value < facts.measures[m].england,
  );
  if (!low.length) return [];
  const names = listed(
    low.map((m) => ({ vacancy_rate: "the vacancy rate", agency_rate: "the agency rate" })[m]),
  );
  return [
    {
      say: "We stand better than England, so there is nothing to mend.",
      answer: `That is true of ${names}. Say so first. The case then rests on what the learning is for, not on a shortage, and the figures do not show what keeps the rates low.`,
    },
  ];
};

const covered = (facts) =>
  facts.counts.vacancies && facts.counts.agency
    ? [
        {
          say: "Agency workers cover the vacancies.",
          answer: `Some may: there were ${print(facts.counts.agency)} agency workers and ${print(facts.counts.vacancies)} vacancies. Not every agency worker covers one. Take from your own accounts what the cover costs.`,
        },
      ]
    : [];

const moved = (facts) =>
  facts.counts.leavers
    ? [
        {
          say: "Many who left only moved to another council.",
          answer:
            "They may have: the count includes them, and does not say how many. Each left a post to be filled here. A move to another children’s post in the same council is not counted.",
        },
      ]
    : [];

const few = (facts) =>
  facts.small
    ? [
        {
          say: "With so few people these rates mean little.",
          answer:
            "They swing from year to year. Give the numbers of people, look at several years together, and let no argument rest on one rate.",
        },
      ]
    : [];

const cause = () => [
  {
    say: "You cannot show that learning changes these figures.",
    answer:
      "Not from these figures. They show where the council stands. What learning does must come from studies and from your own record.",
  },
];

export const sceptic = (facts) =>
  [lowest, better, covered, moved, few, cause].flatMap((rule) => rule(facts));

// The reader's gaps that these figures fill; null where there is no figure, so that nothing of
// another council stays.
export const gaps = (facts) => {
  const of = (measure) => print(facts.measures[measure].value, measure) || null;
  return {
    "name of organisation": facts.council.name,
    "local vacancy rate": of("vacancy_rate"),
    "local turnover rate": of("turnover_rate"),
    "local agency rate": of("agency_rate"),
    "local average caseload": of("caseload"),
    "number of social workers": print(facts.counts.in_post) || null,
  };
};
