// What the page shows of one council, as HTML; and the same for Word. No page: it runs in Node too.
import { escape, lineChart, scaleTop, stripChart } from "../charts/charts.js";
import { print, printPlace, SHOWN } from "./facts.js";
import { comparison, lineLabel, sceptic, stripLabel, table } from "./words.js";

const SHORT = 10; // letters of a name that stands at the end of a line

const short = (facts) => (facts.council.name.length > SHORT ? "Council" : facts.council.name);

// The two charts of a measure, as SVG; the scale of each begins at nought and holds all that it shows.
export const charts = (facts, measure) => {
  const { value, near, england, all, series } = facts.measures[measure];
  const number = (figure) => print(figure, measure);
  const nearest = new Set(facts.near);
  const lines = [{ name: short(facts), values: series.own }, { name: "England", values: series.england }, { name: "Neighbours", values: series.near }];
  const kind = (council) => (council === facts.council ? "own" : nearest.has(council) ? "near" : "other");
  return {
    line: lineChart({ years: facts.years, lines, number, label: lineLabel(facts, measure), ...scaleTop(lines.flatMap(({ values }) => values)) }),
    strip: stripChart({
      all: all.map((one) => ({ value: one.value, kind: kind(one.council) })), own: { name: short(facts), value }, mark: { name: "England", value: england },
      number, label: stripLabel(facts, measure), ...scaleTop([...all.filter((one) => !one.few).map((one) => one.value), england, near]),
    }),
  };
};

export const captions = (facts, measure, label) => ({
  line: `${facts.labels[measure]}, ${facts.council.name}, England and the median of its neighbours, ${facts.years[0]} to ${facts.latest}, 30 September. Source: ${label}.`,
  strip: `${facts.labels[measure]} of each council, 30 September ${facts.when}: ◆ ${facts.council.name}, ○ its neighbours, ● others. Source: ${label}.`,
});

export const htmlTable = (rows) => {
  const [header, ...body] = rows;
  const heading = (cell, scope) => `<th scope="${scope}">${escape(cell)}</th>`;
  const line = ([first, ...others]) => `<tr>${heading(first, "row")}${others.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`;
  return `<table><thead><tr>${header.map((cell) => heading(cell, "col")).join("")}</tr></thead><tbody>${body.map(line).join("")}</tbody></table>`;
};

// The years of a measure as rows: the council, the median of its neighbours, its England.
export const yearTable = (facts, measure) => {
  const { own, near, england } = facts.measures[measure].series;
  return [["30 September", facts.council.name, "Neighbours, median", "England"],
    ...facts.years.map((year, n) => [String(year), ...[own[n], near[n], england[n]].map((value) => print(value, measure) || "no figure")])];
};

const measurePart = (facts, measure, label) => {
  const { value, words, place } = facts.measures[measure];
  const said = value === null ? `There is no figure: ${words}.` : `${print(value, measure)}: ${printPlace(place)} councils, ${comparison(facts, measure)}.`;
  const drawn = charts(facts, measure);
  const caption = captions(facts, measure, label);
  const figure = (kind) => `<figure class="app-council__chart" data-chart="${measure}-${kind}">${drawn[kind]}<figcaption>${escape(caption[kind])} <button type="button" class="app-council__save" data-save="${measure}-${kind}" aria-label="Save picture: ${escape(facts.labels[measure])}, ${kind === "line" ? "the years" : "all councils"}">Save picture</button></figcaption></figure>`;
  return `<section class="app-council__measure" aria-labelledby="council-${measure}"><h3 id="council-${measure}">${escape(facts.labels[measure])}</h3><p>${escape(said)}</p>
<div class="app-council__charts">${figure("line")}${figure("strip")}</div>
<details><summary>The years as a table<span class="app-hidden">: ${escape(facts.labels[measure])}</span></summary>${htmlTable(yearTable(facts, measure))}</details></section>`;
};

const before = ({ council }) => council.made.map((name) => (name === council.name ? `the earlier ${name}` : name)).join(" and ");

const notes = (facts) => [
  !facts.newest && `${facts.council.name} has no figures for ${facts.latest}. What stands here is of ${facts.when}, and is compared with ${facts.when}.`,
  facts.council.made.length && `${facts.council.name} is counted from ${facts.years[facts.measures.vacancy_rate.series.own.findIndex((value) => value !== null)]}. What was counted before, under ${before(facts)}, cannot be joined to it.`,
  / and .*(?:Thames|Northamptonshire)$/.test(facts.council.name) && "The two councils make one return, which cannot be divided.",
  facts.small && "Fewer than 50 full-time equivalents: one or two people change a rate much. Give the numbers with it.",
].filter(Boolean).map((note) => `<p class="app-council__note">${escape(note)}</p>`).join("");

const numbers = (facts) => {
  const { in_post, vacancies, leavers, starters, agency } = facts.counts;
  const said = [[in_post, "in post"], [vacancies, "vacancies"], [starters, "started in the year"], [leavers, "left in the year"], [agency, "agency workers"]]
    .filter(([value]) => value !== null).map(([value, words]) => `${print(value)} ${words}`);
  return said.length ? `<p>Full-time equivalents: ${escape(said.join(", "))}.</p>` : "";
};

const reported = (facts) => {
  const fewest = Math.min(...SHOWN.map((measure) => facts.measures[measure].reported));
  return fewest < facts.near.length ? `, ${fewest} or more of ${facts.near.length}` : ", all of them";
};

// All of one council. `words` is its text as HTML, made by web/common/compose.js.
export const view = (facts, words, { label, licence }) => `<h2 id="council-name" tabindex="-1">${escape(facts.council.name)}</h2>
${notes(facts)}
<div class="app-council__table">${htmlTable(table(facts))}</div>
${numbers(facts)}
<p class="app-quiet">30 September ${facts.when}; turnover and sickness in the year to that day. ${facts.when === 2025 ? "Kensington and Chelsea, and Westminster, sent nothing for 2025: their figures of 2024 stand in the totals. " : ""}Source: ${escape(label)}. ${escape(licence)}</p>
<p class="app-quiet">Statistical neighbours, by the department’s model: ${escape(facts.near.map(({ name }) => name).join("; "))}. Each median is of those that gave a figure${reported(facts)}.</p>
<h3>Text to paste</h3>
<div class="app-council__text">${words}</div>
<div class="app-council__tools"><button type="button" class="app-button" data-copy>Copy for Word</button>
<button type="button" class="app-button app-button--quiet" data-use>Use these figures</button>
<button type="button" class="app-button app-button--quiet" data-rows>Download the rows (CSV)</button>
<span role="status"></span></div><div class="app-council__fallback" data-fallback tabindex="-1" hidden></div>
<h3>They may say</h3>
<dl class="app-council__sceptic">${sceptic(facts).map(({ say, answer }) => `<dt>“${escape(say)}”</dt><dd>${escape(answer)}</dd>`).join("")}</dl>
${SHOWN.map((measure) => measurePart(facts, measure, label)).join("\n")}`;

// For Word: text with its reference, table, pictures. `pictures`: [{ address, width, height, alt, caption }].
export const forWord = (facts, words, pictures, { label, licence }) => [words.html, htmlTable(table(facts)).replace("<table>", '<table border="1" cellspacing="0" cellpadding="4">'),
  `<p>30 September ${facts.when}. Source: ${escape(label)}. ${escape(licence)}</p>`,
  ...pictures.map(({ address, width, height, alt, caption }) => `<p><img src="${address}" width="${width}" height="${height}" alt="${escape(alt)}"></p><p>${escape(caption)} ${escape(licence)}</p>`),
  words.references].join("\n");

export const forText = (facts, words, { label, licence }) => [words.text, table(facts).map((row) => row.join("\t")).join("\n"), `30 September ${facts.when}. Source: ${label}. ${licence}`].join("\n\n");
