// Charts as SVG, made as text: a line over the years, and a row of dots that shows where one stands
// among many.
// No page: it runs in Node too. Colours are attributes, so that a picture made of a chart keeps
// them; on the page classes (charts.css) win, so that light and dark follow. Scales begin at
// nought. Nothing is told by colour alone.
//
// Both expect `number` to print a figure, `tick` to print a step of the scale with its unit, and
// `top` and `step`, the scale's end and steps; see scaleTop. macros/statistics.py draws in the same way
// for pages without scripts.

const WIDTH = 340;
const SIZE = 12; // of letters
const LETTER = 7.4; // how wide one is, on the safe side; a bold one is wider
const BOLD = 8.3;
const INK = "#1c2b28";
const QUIET = "#55635f";
const LINE = "#d9d8cf";

export const escape = (text) =>
  String(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
const at = (number) => Math.round(number * 10) / 10;
const known = (values) => values.filter((value) => value !== null && value !== undefined);

// The end of a scale that holds all values, in steps that people count in, and those steps.
export const scaleTop = (values) => {
  const most = Math.max(1, ...known(values));
  const step =
    [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find((size) => most / size <= 5) ?? 5000;
  return { top: Math.ceil(most / step) * step, step };
};

const text = (
  x,
  y,
  words,
  { anchor = "start", quiet = false, bold = false, className = "" } = {},
) =>
  `<text x="${at(x)}" y="${at(y)}" fill="${quiet ? QUIET : INK}" text-anchor="${anchor}"${bold ? ' font-weight="700"' : ""} class="app-draw__text${quiet ? " app-draw__text--quiet" : ""}${className}">${escape(words)}</text>`;
const RULES = { grid: [LINE, 1], axis: [QUIET, 1], mark: [INK, 1.5] };
const rule = (x1, y1, x2, y2, name = "grid") =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${RULES[name][0]}" stroke-width="${RULES[name][1]}" class="app-draw__${name}"/>`;

const drawing = (height, label, inside) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(label)}" class="app-draw" focusable="false" font-size="${SIZE}" font-family="Segoe UI, Arial, sans-serif">${inside}</svg>`;
const steps = (top, step) => Array.from({ length: Math.round(top / step) + 1 }, (_, n) => n * step);

// Labels at the end of lines, moved apart where they would lie on each other; they stay in the
// order of their values.
export const spread = (places, gap, top, bottom) => {
  const order = places.map((y, n) => ({ y, n })).sort((a, b) => a.y - b.y);
  order.forEach((one, n) => {
    one.y = Math.max(one.y, n ? order[n - 1].y + gap : top);
  });
  order.reverse().forEach((one, n) => {
    one.y = Math.min(one.y, n ? order[n - 1].y - gap : bottom);
  });
  return order.sort((a, b) => a.n - b.n).map(({ y }) => y);
};

// Stretches of a line between years without a figure: lists of [place, value].
export const stretches = (values) =>
  values
    .reduce(
      (found, value, n) => {
        if (value === null || value === undefined) return [...found, []];
        found[found.length - 1].push([n, value]);
        return found;
      },
      [[]],
    )
    .filter((stretch) => stretch.length);

const STROKES = [
  { width: 2.5, dash: "", dots: true, name: "own" },
  { width: 1.8, dash: "6 3", dots: false, name: "other" },
  { width: 1.8, dash: "1.5 3", dots: false, name: "other" },
];

// `lines`: [{ name, values }], the first is the one that matters. `years` are as many as the values
// of each line.
// `begins`: the year in which the first line's area was made, or nothing. `missing`: years for
// which it gave no figure.
export const lineChart = ({
  years,
  lines,
  number,
  tick,
  label,
  top,
  step,
  begins,
  missing = [],
}) => {
  const drawn = lines
    .map((line, place) => ({
      ...line,
      place,
      last: line.values.findLastIndex((value) => value !== null && value !== undefined),
    }))
    .filter(({ last }) => last >= 0);
  const names = drawn.map(
    ({ name, values, last }) =>
      `${name} ${last < years.length - 1 ? `${years[last]}: ` : ""}${number(values[last])}`,
  );
  const margin = 10 + tick(top).length * LETTER;
  const box = {
    left: margin,
    right:
      WIDTH -
      10 -
      Math.max(...names.map(({ length }, n) => length * (drawn[n].place ? LETTER : BOLD))),
    top: 20,
    bottom: 172,
  };
  const x = (n) => box.left + ((box.right - box.left) * n) / Math.max(1, years.length - 1);
  const y = (value) => box.bottom - ((box.bottom - box.top) * value) / top;
  const grid = steps(top, step)
    .map(
      (value) =>
        rule(box.left, y(value), box.right, y(value), value ? "grid" : "axis") +
        text(box.left - 5, y(value) + 4, tick(value), { anchor: "end", quiet: true }),
    )
    .join("");
  const below = years
    .map((year, n) =>
      (years.length - 1 - n) % Math.ceil(36 / (x(1) - x(0)))
        ? ""
        : text(x(n), box.bottom + 18, year, { anchor: "middle", quiet: true }),
    )
    .join("");
  const paths = [...drawn]
    .reverse()
    .map(({ values, place }) => stroke(stretches(values), STROKES[place], x, y))
    .join("");
  const rows = spread(
    drawn.map(({ values, last }) => y(values[last]) + 4),
    SIZE + 3,
    box.top + 4,
    box.bottom,
  );
  const ends = drawn
    .map(({ place }, n) => text(box.right + 8, rows[n], names[n], { bold: place === 0 }))
    .join("");
  const marks =
    missing.map((n) => text(x(n), box.bottom - 4, "×", { anchor: "middle", bold: true })).join("") +
    seam(years, begins, x, box);
  return drawing(200, label, grid + below + marks + paths + ends);
};

// Where the area was made of others: what was counted before is another area's.
const seam = (years, begins, x, box) => {
  const n = years.indexOf(begins);
  if (n < 1) return "";
  const at = x(n - 0.5);
  const late = at > (box.left + box.right) / 2;
  return (
    `<line x1="${at}" y1="6" x2="${at}" y2="${box.bottom}" stroke="${INK}" stroke-width="1" stroke-dasharray="2 2" class="app-draw__mark"/>` +
    text(at + (late ? -5 : 5), 13, `new in ${begins}`, {
      anchor: late ? "end" : "start",
      quiet: true,
    })
  );
};

const stroke = (parts, { width, dash, dots, name }, x, y) => {
  const line = parts
    .map((part) => `M${part.map(([n, value]) => `${at(x(n))} ${at(y(value))}`).join("L")}`)
    .join("");
  // one year alone has no line
  const marked = dots ? parts.flat() : parts.filter((part) => part.length === 1).flat();
  return (
    `<path d="${line}" fill="none" stroke="${INK}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}"` : ""} stroke-linejoin="round" class="app-draw__line app-draw__line--${name}"/>` +
    marked
      .map(
        ([n, value]) =>
          `<circle cx="${at(x(n))}" cy="${at(y(value))}" r="${dots ? 3 : 2}" fill="${INK}" class="app-draw__dot"/>`,
      )
      .join("")
  );
};

// `all`: every value, each { value, kind: "own" | "near" | "other" }; `mark`: { name, value }, a
// line across.
// What lies beyond `top` stands at the right end, with an arrow; the caption says what it is.
const DOT = 6.2; // how far dots lie apart

export const stripChart = ({ all, mark, own, number, tick, label, top, step }) => {
  const box = { left: 12, right: WIDTH - 22 };
  const x = (value) => box.left + ((box.right - box.left) * Math.min(value, top)) / top;
  const { dots, highest } = stacked(all, x);
  const bottom = Math.max(172, 50 + highest * DOT);
  const place = (kind) =>
    dots
      .filter((dot) => dot.kind === kind)
      .map(({ x: across, level }) => [across, bottom - 5 - level * DOT]);
  const axis =
    rule(box.left, bottom, box.right, bottom, "axis") +
    steps(top, step)
      .map(
        (value) =>
          rule(x(value), bottom, x(value), bottom + 4, "axis") +
          text(x(value), bottom + 18, tick(value), { anchor: "middle", quiet: true }),
      )
      .join("");
  const parts = [
    axis,
    all.some(({ value }) => value > top) ? text(WIDTH - 3, bottom - 2, "→", { anchor: "end" }) : "",
    points(place("other"), 5.2, "#85918c", "many"),
    points(place("near"), 6.6, INK, "near"),
    points(place("near"), 4, "#ffffff", "hollow"),
    average(mark, own, number, x, bottom),
    ...place("own").map(([across, up]) => diamond(across, up, own, number)),
  ];
  return drawing(bottom + 26, label, parts.join(""));
};

// The line of England, and its name on the side away from the value of the area's own.
const average = (mark, own, number, x, bottom) => {
  if (mark.value === null) return "";
  const words = `${mark.name} ${number(mark.value)}`;
  const left = own.value !== null && own.value >= mark.value;
  const length = words.length * LETTER;
  const start = left
    ? Math.max(4, x(mark.value) - length)
    : Math.min(x(mark.value), WIDTH - 4 - length);
  return (
    rule(x(mark.value), 36, x(mark.value), bottom, "mark") +
    text(left ? start + length : start, 31, words, { anchor: left ? "end" : "start", quiet: true })
  );
};

const diamond = (across, up, own, number) => {
  const words = `◆ ${own.name} ${number(own.value)}`;
  const half = (words.length * BOLD) / 2;
  const middle = Math.min(Math.max(across, half), WIDTH - half);
  return (
    `<line x1="${at(across)}" y1="18" x2="${at(across)}" y2="${at(up - 7)}" stroke="${INK}" stroke-width="0.8" stroke-dasharray="2 2" class="app-draw__mark"/>` +
    `<path d="M${at(across)} ${at(up - 6)}l6 6l-6 6l-6 -6z" fill="${INK}" stroke="#ffffff" stroke-width="1" class="app-draw__own"/>` +
    text(middle, 13, words, { anchor: "middle", bold: true })
  );
};

// Points as lines of no length with round ends: a few letters for each.
const points = (places, width, colour, name) =>
  `<path d="${places.map(([x, y]) => `M${at(x)} ${at(y)}h0`).join("")}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" class="app-draw__${name}"/>`;

// Dots beside each other in steps of their size, on top of each other where they are alike.
const stacked = (all, x) => {
  const heights = new Map();
  const order = { own: 0, near: 1, other: 2 };
  const dots = [...all]
    .sort((a, b) => order[a.kind] - order[b.kind])
    .map(({ value, kind }) => {
      const column = Math.round(x(value) / DOT);
      const level = heights.get(column) ?? 0;
      heights.set(column, level + 1);
      return { kind, level, x: column * DOT };
    });
  return { dots, highest: Math.max(1, ...heights.values()) };
};

// A chart with its title above and its source below, to be saved as a picture that stands alone.
export const framed = (svg, { title, source }) => {
  const [inner, height] = [
    svg.replace(/^<svg[^>]*>|<\/svg>$/g, ""),
    Number(/ height="(\d+)/.exec(svg)[1]),
  ];
  const lines = (words, size) => wrapped(words, Math.floor((WIDTH - 8) / (size * 0.52)));
  const [above, below] = [lines(title, SIZE), lines(source, 10)];
  const start = 8 + above.length * 17;
  const line = (words, y, size, bold) =>
    `<text x="4" y="${y}" font-size="${size}" fill="${bold ? INK : QUIET}"${bold ? ' font-weight="700"' : ""}>${escape(words)}</text>`;
  return drawing(
    start + height + below.length * 13 + 6,
    title,
    above.map((words, n) => line(words, 16 + n * 17, SIZE, true)).join("") +
      `<g transform="translate(0 ${start})">${inner}</g>` +
      below.map((words, n) => line(words, start + height + 10 + n * 13, 10, false)).join(""),
  );
};

const wrapped = (words, most) =>
  words.split(" ").reduce((lines, word) => {
    const last = lines.at(-1);
    return last && last.length + word.length < most
      ? [...lines.slice(0, -1), `${last} ${word}`]
      : [...lines, word];
  }, []);
