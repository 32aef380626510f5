// A council's figures as parts of a case: text and table, and a chart over the years. No page, but
// for the pictures: runs in Node too.
import { escape, lineChart, scaleTop } from "../charts/charts.js";
import { picture } from "../charts/picture.js";
import { withDecimals, withUnit } from "../common/compose.js";
import { print, SHOWN } from "../council/facts.js";
import { table, text } from "../council/words.js";

const paragraph = (...content) => ({ kind: "paragraph", content });

// What a case can show of a council: [{ shows, name, title, blocks }], text and table first, then a
// chart of each measure.
export const partsOf = (figures, council) => {
  const facts = figures.of(council);
  const { source, labels, licence } = figures;
  const [columns, ...rows] = table(facts);
  const from = [{ cite: [{ key: source }], narrative: true }, { text: `. ${licence}` }];
  const whole = {
    shows: "text",
    name: "Text and table",
    title: `${council.name} in figures`,
    blocks: [
      ...text(facts, source),
      {
        kind: "table",
        caption: `${council.name}, its neighbours, its region and England, 30 September ${facts.when}`,
        columns,
        rows,
      },
      paragraph({ text: "Source: " }, ...from),
    ],
  };
  return [
    whole,
    ...SHOWN.map((measure) => ({
      shows: measure,
      name: `Chart: ${labels[measure].toLowerCase()}`,
      title: `${labels[measure]} over the years`,
      blocks: [chartOf(facts, measure, labels[measure], from)],
    })),
  ];
};

const chartOf = (facts, measure, label, source) => {
  const { own, england, near } = facts.measures[measure].series;
  return {
    kind: "chart",
    chart: "line",
    title: `${label}, ${facts.council.name}, England and the median of its neighbours, 30 September ${facts.years[0]} to ${facts.latest}`,
    categories: facts.years.map(String),
    unit: print(1, measure).endsWith("%") ? "%" : "",
    decimals: 1, // as the department prints them
    source,
    series: [
      { name: facts.council.name, values: own },
      { name: "England", values: england },
      { name: "Neighbours", values: near },
    ],
  };
};

// A chart block as SVG, for the preview.
export const drawing = ({ title, categories, series, unit = "", decimals = 0 }) => {
  const values = series.flatMap((one) => one.values);
  return lineChart({
    years: categories,
    lines: series,
    number: (value) => withUnit(withDecimals(value, decimals), unit),
    tick: (value) => `${value}${unit}`,
    label: title,
    ...scaleTop(values),
  });
};

const pictures = new WeakMap(); // of chart blocks, which never change

// Pictures of chart blocks for Word, in print quality: a function of a block that gives its HTML.
export const picturesOf = async (charts) => {
  for (const chart of charts) {
    if (pictures.has(chart)) continue;
    const { address, width, height } = await picture(drawing(chart));
    const alternative = escape(`Chart: ${chart.title}. Its numbers are in the table below it.`);
    pictures.set(
      chart,
      `<p><img src="${address}" width="${width}" height="${height}" alt="${alternative}"></p>`,
    );
  }
  return (chart) => pictures.get(chart) ?? "";
};
