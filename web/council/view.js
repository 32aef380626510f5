// What the page shows of one council, as HTML; and the same for Word. No page: it runs in Node too.
import { escape, framed, lineChart, scaleTop, stripChart } from "../charts/charts.js";
import { print, printPlace, SHOWN, unit } from "./facts.js";
import { comparison, lineLabel, sceptic, stripLabel, table } from "./words.js";

const SHORT = 13; // letters of a name that stands at the end of a line
// have one scale, so that their charts can be compared
const ALIKE = ["vacancy_rate", "turnover_rate", "agency_rate"];

const short = (facts) => (facts.council.name.length > SHORT ? "This council" : facts.council.name);
const linesOf = (facts, measure) => {
  const { own, england, near } = facts.measures[measure].series;
  return [
    { name: short(facts), values: own },
    { name: "England", values: england },
    { name: "Neighbours", values: near },
  ];
};
// What a strip must hold; a rate of few people may lie beyond it, and is counted there.
const spreadOf = (facts, measure) => {
  const { all, england, near } = facts.measures[measure];
  return [...all.filter((one) => !one.few).map((one) => one.value), england, near];
};
const scale = (facts, measure, values) =>
  scaleTop((ALIKE.includes(measure) ? ALIKE : [measure]).flatMap((one) => values(facts, one)));

// The two charts of a measure, as SVG; the scale of each begins at nought and holds all that it
// shows.
export const charts = (facts, measure) => {
  const { value, england, all, series } = facts.measures[measure];
  const nearest = new Set(facts.near);
  const kind = (council) =>
    council === facts.council ? "own" : nearest.has(council) ? "near" : "other";
  const printed = {
    number: (figure) => print(figure, measure),
    tick: (figure) => `${figure}${unit(measure)}`,
  };
  const missing = facts.years
    .map((year, n) => (series.own[n] === null && year >= (facts.begins ?? 0) ? n : -1))
    .filter((n) => n >= 0);
  return {
    line: lineChart({
      ...printed,
      years: facts.years,
      lines: linesOf(facts, measure),
      begins: facts.begins,
      missing,
      label: lineLabel(facts, measure),
      ...scale(facts, measure, (of, one) => linesOf(of, one).flatMap(({ values }) => values)),
    }),
    strip: stripChart({
      ...printed,
      all: all.map((one) => ({ value: one.value, kind: kind(one.council) })),
      own: { name: short(facts), value },
      mark: { name: "England", value: england },
      label: stripLabel(facts, measure),
      ...scale(facts, measure, spreadOf),
    }),
  };
};

// Of each chart: what it is, how to read it, and where it is from.
export const captions = (facts, measure, label) => {
  const { labels, council, years, latest, when, begins } = facts;
  const own = facts.measures[measure].series.own;
  const gone = years.some((year, n) => own[n] === null && year >= (begins ?? 0))
    ? " ×: no figure published."
    : "";
  const what = `${labels[measure]}${measure === "caseload" ? " in cases" : ""}`;
  const day = ["turnover_rate", "absence_rate"].includes(measure)
    ? "year to 30 September"
    : "30 September";
  const made = begins ? ` ${council.name} is counted from ${begins}.` : "";
  return {
    line: {
      title: `${what}: ${council.name}, its neighbours and England, ${years[0]} to ${latest}`,
      source: `${capital(day)} of each year. Neighbours: their median.${made}${gone} Source: ${label}.`,
    },
    strip: {
      title: `${what}: where ${council.name} stands among councils, ${when}`,
      source: `${capital(day)} ${when}. ◆ ${council.name}, ○ its neighbours, ● other councils.${beyond(facts, measure)} Source: ${label}.`,
    },
  };
};
const beyond = (facts, measure) => {
  const { top } = scale(facts, measure, spreadOf);
  const over = facts.measures[measure].all.filter(({ value }) => value > top);
  return over.length
    ? ` Beyond the scale: ${over.map((one) => `${one.council.name}, ${print(one.value, measure)}`).join("; ")}.`
    : "";
};
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

// A chart as it is saved: with its title and source in it.
export const whole = (facts, measure, kind, { label, licence }) => {
  const { title, source } = captions(facts, measure, label)[kind];
  return framed(charts(facts, measure)[kind], { title, source: `${source} ${licence}` });
};

export const htmlTable = (rows) => {
  const [header, ...body] = rows;
  const heading = (cell, scope) => `<th scope="${scope}">${escape(cell)}</th>`;
  const line = ([first, ...others]) =>
    `<tr>${heading(first, "row")}${others.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`;
  return `<table><thead><tr>${header.map((cell) => heading(cell, "col")).join("")}</tr></thead><tbody>${body.map(line).join("")}</tbody></table>`;
};

// The same for the page: the table that Python made, as it makes all whose rows stand as cards on a
// narrow screen (macros/markup.py), with a row of one cell to copy. Each cell has the name of
// its column.
export const fill = (pattern, [header, ...rows]) => {
  const table = pattern.cloneNode(true);
  const { rows: headings } = table.tHead;
  const [body] = table.tBodies;
  const copies = (cells, words) =>
    words.map((word, n) => {
      const cell = cells[Math.min(n, cells.length - 1)].cloneNode();
      cell.textContent = word;
      if (n && cell.tagName === "TD") cell.dataset.label = header[n];
      return cell;
    });
  const [line] = body.rows;
  body.replaceChildren(
    ...rows.map((words) => {
      const row = line.cloneNode();
      row.append(...copies(line.cells, words));
      return row;
    }),
  );
  headings[0].replaceChildren(...copies(headings[0].cells, header));
  return table;
};

// The years of a measure as rows: the council, the median of its neighbours, its England.
export const yearTable = (facts, measure) => {
  const {
    said,
    series: { near, england },
  } = facts.measures[measure];
  return [
    ["30 September", facts.council.name, "Neighbours, median", "England"],
    ...facts.years.map((year, n) => [
      String(year),
      said[n],
      ...[near[n], england[n]].map((value) => print(value, measure) || "no figure"),
    ]),
  ];
};

const measurePart = (facts, measure, label) => {
  const { value, words, place } = facts.measures[measure];
  const said =
    value === null
      ? `There is no figure: ${words}.`
      : `${print(value, measure)}: ${printPlace(place)} councils, ${comparison(facts, measure)}.`;
  const drawn = charts(facts, measure);
  const caption = captions(facts, measure, label);
  const named = { line: "the years", strip: "all councils" };
  const button = (kind, what, words) =>
    `<button type="button" class="app-draw__save" data-${what}="${measure}-${kind}" aria-label="${words}: ${escape(facts.labels[measure])}, ${named[kind]}">${words}</button>`;
  const figure = (kind) =>
    `<figure class="app-council__chart" data-chart="${measure}-${kind}"><figcaption><strong>${escape(caption[kind].title)}</strong></figcaption>${drawn[kind]}<p class="app-council__source">${escape(caption[kind].source)} ${button(kind, "picture", "Copy picture")} ${button(kind, "save", "Save picture")} <span role="status"></span></p></figure>`;
  return `<section class="app-council__measure" aria-labelledby="council-${measure}"><h3 id="council-${measure}">${escape(facts.labels[measure])}</h3><p>${escape(said)}</p>
<div class="app-council__charts">${figure("line")}${figure("strip")}</div>
<details><summary>The years as a table<span class="app-hidden">: ${escape(facts.labels[measure])}</span></summary><div data-years="${measure}"></div></details></section>`;
};

const before = ({ council }) =>
  council.made.map((name) => (name === council.name ? `the earlier ${name}` : name)).join(" and ");

const notes = (facts) =>
  [
    !facts.newest &&
      `${facts.council.name} has no figures for ${facts.latest}. What stands here is of ${facts.when}, and is compared with ${facts.when}.`,
    facts.council.made.length &&
      `${facts.council.name} is counted from ${facts.begins}. What was counted before, under ${before(facts)}, cannot be joined to it.`,
    / and .*(?:Thames|Northamptonshire)$/.test(facts.council.name) &&
      "The two councils make one return, which cannot be divided.",
    facts.small &&
      "Fewer than 50 full-time equivalents: one or two people change a rate much. Give the numbers with it.",
  ]
    .filter(Boolean)
    .map((note) => `<p class="app-council__note">${escape(note)}</p>`)
    .join("");

const numbers = (facts) => {
  const { in_post, vacancies, leavers, starters, agency } = facts.counts;
  const said = [
    [in_post, "in post"],
    [vacancies, "vacancies"],
    [starters, "started in the year"],
    [leavers, "left in the year"],
    [agency, "agency workers"],
  ]
    .filter(([value]) => value !== null)
    .map(([value, words]) => `${print(value)} ${words}`);
  return said.length ? `<p>Full-time equivalents: ${escape(said.join(", "))}.</p>` : "";
};

const reported = (facts) => {
  const fewest = Math.min(...SHOWN.map((measure) => facts.measures[measure].reported));
  return fewest < facts.near.length
    ? `, ${fewest} or more of ${facts.near.length}`
    : ", all of them";
};

// Of one council what fills a window: a place for its figures (fill), the text, what will be said.
// `words` is its text as HTML, made by web/common/compose.js.
export const view = (
  facts,
  words,
  { label, licence },
) => `<h2 id="council-name" tabindex="-1">${escape(facts.council.name)}</h2>
${notes(facts)}
<div class="app-council__table"></div>
${numbers(facts)}
<p class="app-quiet">30 September ${facts.when}; turnover and sickness in the year to that day. ${facts.standsIn ? `${escape(facts.standsIn)} ` : ""}Source: ${escape(label)}. ${escape(licence)}</p>
<p class="app-quiet">Statistical neighbours, by the department’s model: ${escape(facts.near.map(({ name }) => name).join("; "))}. Each median is of those that gave a figure${reported(facts)}.</p>
<h3>Text to paste</h3>
<div class="app-council__text">${words}</div>
<div class="app-council__tools"><button type="button" class="app-button" data-copy>Copy for Word</button>
<button type="button" class="app-button app-button--quiet" data-use>Use these figures</button>
<button type="button" class="app-button app-button--quiet" data-rows>Download the rows (CSV)</button>
<span role="status"></span></div><div class="app-council__fallback" data-fallback tabindex="-1" hidden></div>
<h3>They may say</h3>
<dl class="app-council__sceptic">${sceptic(facts)
  .map(({ say, answer }) => `<dt>“${escape(say)}”</dt><dd>${escape(answer)}</dd>`)
  .join("")}</dl>`;

// What stands below it: each measure with its charts and a place for its years (fill).
export const measures = (facts, { label }) =>
  SHOWN.map((measure) => measurePart(facts, measure, label)).join("\n");

// For Word: a picture between its title and its source.
export const forPicture = (
  { address, width, height, alt, caption },
  { licence },
) => `<p style="page-break-after: avoid"><b>${escape(caption.title)}</b></p>
<p style="page-break-after: avoid"><img src="${address}" width="${width}" height="${height}" alt="${escape(alt)}"></p><p>${escape(caption.source)} ${escape(licence)}</p>`;

// For Word: text with its reference, table, pictures. `pictures`: [{ address, width, height, alt,
// caption }].
export const forWord = (facts, words, pictures, { label, licence }) =>
  [
    words.html,
    htmlTable(table(facts)).replace(
      "<table>",
      '<table border="1" cellspacing="0" cellpadding="4">',
    ),
    `<p>30 September ${facts.when}. Source: ${escape(label)}. ${escape(licence)}</p>`,
    ...pictures.map((one) => forPicture(one, { licence })),
    words.references,
  ].join("\n");

export const forText = (facts, words, { label, licence }) =>
  [
    words.text,
    table(facts)
      .map((row) => row.join("\t"))
      .join("\n"),
    `30 September ${facts.when}. Source: ${label}. ${licence}`,
  ].join("\n\n");
