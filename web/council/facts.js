// What is known of one council, from the data that macros/councils.py made: its figures beside its
// neighbours, region and England, its place among all that reported, and the years. No page: it
// runs in Node too.

export const SHOWN = ["vacancy_rate", "turnover_rate", "agency_rate", "caseload", "absence_rate"];
// full-time equivalents; a rate that rests on fewer needs its numbers beside it
export const FEW = 50;
const RATES = new Set(["vacancy_rate", "turnover_rate", "agency_rate", "absence_rate"]);

const ONE_DECIMAL = new Intl.NumberFormat("en-GB", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const unit = (measure) => (RATES.has(measure) ? "%" : "");

// 14.2%, 1,478.1; nothing for no figure.
export const print = (value, measure) =>
  value === null || value === undefined ? "" : ONE_DECIMAL.format(value) + unit(measure);

export const median = (values) => {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (!sorted.length) return null;
  const middle = sorted.length / 2;
  // One decimal, as all figures have; the smallest amount keeps halves from falling below by the
  // way numbers are stored.
  return sorted.length % 2
    ? sorted[Math.floor(middle)]
    : Math.round((sorted[middle - 1] + sorted[middle]) * 5 + 1e-9) / 10;
};

// "12th highest of 149", "joint highest of 149": how many have more, and how many have the same.
export const place = (value, all) => {
  const known = all.filter((one) => one !== null);
  if (value === null) return null;
  return {
    rank: 1 + known.filter((one) => one > value).length,
    ties: known.filter((one) => one === value).length,
    of: known.length,
  };
};

export const ordinal = (number) => {
  const tail =
    number % 100 > 10 && number % 100 < 14
      ? "th"
      : ({ 1: "st", 2: "nd", 3: "rd" }[number % 10] ?? "th");
  return `${number}${tail}`;
};

// Counted from the nearer end.
export const printPlace = (found) => {
  if (!found) return "";
  const { rank, ties, of } = found;
  const fromBelow = of - rank - ties + 2;
  const [nth, end] = rank > (of + 1) / 2 ? [fromBelow, "lowest"] : [rank, "highest"];
  return `${ties > 1 ? "joint " : ""}${nth === 1 ? "" : `${ordinal(nth)} `}${end} of ${of}`;
};

// The data with ways to ask it.
export class Figures {
  constructor(data) {
    Object.assign(this, data);
    this.england = this.areas.find(({ name }) => name === "England");
  }

  // A cell as published, in words where it is a symbol; null where the area had no row in that
  // year.
  cell(area, measure, year) {
    return area.cells[this.measures.indexOf(measure)][year];
  }

  value(area, measure, year) {
    const cell = this.cell(area, measure, year);
    return typeof cell === "number" ? cell / 10 : null;
  }

  inWords(area, measure, year) {
    const cell = this.cell(area, measure, year);
    return typeof cell === "string"
      ? this.symbols[cell]
      : print(this.value(area, measure, year), measure) || "no figures";
  }

  byAnchor(anchor) {
    return this.councils.find((council) => council.anchor === anchor);
  }

  // The last year in which the council gave any of the figures that are shown; the newest of all
  // where it gave none.
  lastYear(council) {
    for (let year = this.years.length - 1; year >= 0; year -= 1) {
      if (SHOWN.some((measure) => this.value(council, measure, year) !== null)) return year;
    }
    return this.years.length - 1;
  }

  // The year in which it was first counted, where that is not the first of all.
  begins(council) {
    const first = this.years.findIndex((_, year) => this.cell(council, "in_post", year) !== null);
    return first > 0 ? this.years[first] : null;
  }

  of(council) {
    const year = this.lastYear(council);
    const near = council.near.map((index) => this.councils[index]);
    const region = this.areas[council.region];
    const count = (measure) => this.value(council, measure, year);
    return {
      council,
      near,
      region,
      year,
      labels: this.labels,
      years: this.years,
      latest: this.years.at(-1),
      when: this.years[year],
      newest: year === this.years.length - 1,
      standsIn: this.standsIn?.[this.years[year]] ?? "", // of councils that sent nothing that year
      begins: this.begins(council),
      counts: Object.fromEntries(
        ["in_post", "vacancies", "leavers", "starters", "agency"].map((name) => [
          name,
          count(name),
        ]),
      ),
      small: count("in_post") !== null && count("in_post") < FEW,
      measures: Object.fromEntries(
        SHOWN.map((measure) => [measure, this.compared(council, near, region, measure, year)]),
      ),
    };
  }

  compared(council, near, region, measure, year) {
    const every = (n) => near.map((one) => this.value(one, measure, n));
    const value = this.value(council, measure, year);
    const all = this.councils
      .map((one) => ({
        council: one,
        value: this.value(one, measure, year),
        few: this.value(one, "in_post", year) < FEW && one !== council,
      }))
      .filter((one) => one.value !== null);
    const series = (area) => this.years.map((_, n) => this.value(area, measure, n));
    return {
      value,
      words: this.inWords(council, measure, year),
      region: this.value(region, measure, year),
      england: this.value(this.england, measure, year),
      near: median(every(year)),
      reported: every(year).filter((one) => one !== null).length,
      before: year ? this.value(council, measure, year - 1) : null,
      place: place(
        value,
        all.map((one) => one.value),
      ),
      all,
      said: this.years.map((_, n) =>
        this.cell(council, measure, n) === null
          ? "not yet counted"
          : this.inWords(council, measure, n),
      ),
      series: {
        own: series(council),
        england: series(this.england),
        near: this.years.map((_, n) => median(every(n))),
      },
    };
  }
}

// The council's own rows, as the department published them, for a spreadsheet. Each ends with
// `source`, who published it.
export const rows = (figures, council, source) => {
  const cell = (value) => (/[",\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);
  const header = ["year", "code", "name", ...figures.measures, "source"].join(",");
  const lines = figures.years.map((year, n) =>
    figures.cell(council, "in_post", n) === null
      ? ""
      : [
          year,
          council.code,
          council.published,
          ...figures.measures.map((measure) => {
            const found = figures.cell(council, measure, n);
            return typeof found === "number" ? String(found / 10) : found;
          }),
          source,
        ]
          .map((value) => cell(String(value)))
          .join(","),
  );
  return `${[header, ...lines.filter(Boolean)].join("\r\n")}\r\n`;
};

// ---- choosing by part of a name ----

const plain = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f.'’]/g, "")
    .replace(/&/g, " and ")
    .replace(/\bsaint\b/g, "st")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

// Councils whose name, or another of their names, holds what was typed at the beginning of its
// words; the best first.
export const find = (figures, typed, most = 12) => {
  const wanted = plain(typed);
  if (!wanted) return [];
  return figures.councils
    .map((council) => {
      const named = [council.name, ...council.other].map((name) => ({
        name,
        rank: rank(plain(name), wanted),
      }));
      const best = named.reduce((a, b) => (b.rank < a.rank ? b : a));
      return { council, rank: best.rank, by: best.name === council.name ? "" : best.name };
    })
    .filter((one) => one.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.council.name.localeCompare(b.council.name, "en-GB"))
    .slice(0, most);
};

const rank = (name, wanted) => {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (` ${name}`.includes(` ${wanted}`)) return 2;
  return wanted.split(" ").every((word) => ` ${name}`.includes(` ${word}`)) ? 3 : 9;
};
