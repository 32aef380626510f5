// Charts as SVG, made as text: a line over the years, and a row of dots that shows where one stands among many.
// No page: it runs in Node too. Colours are attributes, so that a picture made of a chart keeps them; on the page
// classes (charts.css) win, so that light and dark follow. Scales begin at nought. Nothing is told by colour alone.
//
// Both expect `number` to print a figure, and `top`, the end of the scale; see scaleTop.

const WIDTH = 380;
const SIZE = 12; // of letters
const INK = "#1c2b28";
const QUIET = "#55635f";
const LINE = "#d9d8cf";

export const escape = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const at = (number) => Math.round(number * 10) / 10;
const known = (values) => values.filter((value) => value !== null && value !== undefined);

// The end of a scale that holds all values, in steps that people count in, and those steps.
export const scaleTop = (values) => {
  const most = Math.max(1, ...known(values));
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find((size) => most / size <= 5) ?? 5000;
  return { top: Math.ceil(most / step) * step, step };
};

const text = (x, y, words, { anchor = "start", quiet = false, bold = false, className = "" } = {}) => `<text x="${at(x)}" y="${at(y)}" font-size="${SIZE}" font-family="Segoe UI, Arial, sans-serif" fill="${quiet ? QUIET : INK}" text-anchor="${anchor}"${bold ? ' font-weight="700"' : ""} class="app-draw__text${quiet ? " app-draw__text--quiet" : ""}${className}">${escape(words)}</text>`;
const rule = (x1, y1, x2, y2, name = "grid") => `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${name === "grid" ? LINE : INK}" stroke-width="${name === "grid" ? 1 : 1.5}" class="app-draw__${name}"/>`;

const drawing = (height, label, inside) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(label)}" class="app-draw" focusable="false">${inside}</svg>`;

// Labels at the end of lines, moved apart where they would lie on each other; they stay in the order of their values.
export const spread = (places, gap, top, bottom) => {
  const order = places.map((y, n) => ({ y, n })).sort((a, b) => a.y - b.y);
  order.forEach((one, n) => { one.y = Math.max(one.y, n ? order[n - 1].y + gap : top); });
  order.reverse().forEach((one, n) => { one.y = Math.min(one.y, n ? order[n - 1].y - gap : bottom); });
  return order.sort((a, b) => a.n - b.n).map(({ y }) => y);
};

// Stretches of a line between years without a figure: lists of [place, value].
export const stretches = (values) => values.reduce((found, value, n) => {
  if (value === null || value === undefined) return [...found, []];
  found[found.length - 1].push([n, value]);
  return found;
}, [[]]).filter((stretch) => stretch.length);

const STROKES = [
  { width: 2.5, dash: "", dots: true, name: "own" },
  { width: 1.8, dash: "6 3", dots: false, name: "other" },
  { width: 1.8, dash: "1.5 3", dots: false, name: "other" },
];

// `lines`: [{ name, values }], the first is the one that matters. `years` are as many as the values of each line.
export const lineChart = ({ years, lines, number, label, top, step }) => {
  const box = { left: 34, right: WIDTH - 132, top: 12, bottom: 168 };
  const x = (n) => box.left + ((box.right - box.left) * n) / Math.max(1, years.length - 1);
  const y = (value) => box.bottom - ((box.bottom - box.top) * value) / top;
  const steps = Array.from({ length: Math.round(top / step) + 1 }, (_, n) => n * step);
  const grid = steps.map((value) => rule(box.left, y(value), box.right, y(value)) + text(box.left - 5, y(value) + 4, value, { anchor: "end", quiet: true })).join("");
  const below = years.map((year, n) => (n % 2 && years.length > 6 ? "" : text(x(n), box.bottom + 16, year, { anchor: "middle", quiet: true }))).join("");
  const drawn = lines.map(({ values }, place) => ({ place, last: known(values).at(-1), values })).filter(({ last }) => last !== undefined);
  const paths = [...drawn].reverse().map(({ values, place }) => stroke(stretches(values), STROKES[place], x, y)).join("");
  const rows = spread(drawn.map(({ last }) => y(last) + 4), SIZE + 3, box.top + 4, box.bottom);
  const names = drawn.map(({ last, place }, n) => text(box.right + 8, rows[n], `${lines[place].name} ${number(last)}`, { bold: place === 0 })).join("");
  return drawing(190, label, grid + below + paths + names);
};

const stroke = (parts, { width, dash, dots, name }, x, y) => {
  const line = parts.map((part) => `M${part.map(([n, value]) => `${at(x(n))} ${at(y(value))}`).join("L")}`).join("");
  const marked = dots ? parts.flat() : parts.filter((part) => part.length === 1).flat(); // one year alone has no line
  return `<path d="${line}" fill="none" stroke="${INK}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}"` : ""} stroke-linejoin="round" class="app-draw__line app-draw__line--${name}"/>`
    + marked.map(([n, value]) => `<circle cx="${at(x(n))}" cy="${at(y(value))}" r="${dots ? 3 : 2}" fill="${INK}" class="app-draw__dot"/>`).join("");
};

const circles = (dots, r) => dots.map(([x, y]) => `M${at(x - r)} ${at(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`).join("");

// `all`: every value, each { value, kind: "own" | "near" | "other" }; `mark`: { name, value }, a line across.
// What lies beyond `top` stands at the right end, and is counted there in words.
export const stripChart = ({ all, mark, own, number, label, top, step }) => {
  const box = { left: 14, right: WIDTH - 24 };
  const x = (value) => box.left + ((box.right - box.left) * Math.min(value, top)) / top;
  const beyond = all.filter(({ value }) => value > top).map(({ value }) => value);
  const { dots, highest } = stacked(all, x);
  const bottom = 44 + highest * 5.5;
  const place = (kind) => dots.filter((dot) => dot.kind === kind).map(({ x: across, level }) => [across, bottom - 6 - level * 5.5]);
  const ownDots = place("own");
  const steps = Array.from({ length: Math.round(top / step) + 1 }, (_, n) => n * step);
  const axis = rule(box.left, bottom, box.right, bottom) + steps.map((value) => rule(x(value), bottom, x(value), bottom + 4) + text(x(value), bottom + 17, value, { anchor: "middle", quiet: true })).join("");
  const end = (value) => (x(value) > WIDTH * 0.6 ? "end" : x(value) < WIDTH * 0.25 ? "start" : "middle");
  const parts = [axis,
    `<path d="${circles(place("other"), 2.3)}" fill="#b9c2be" stroke="none" class="app-draw__many"/>`,
    `<path d="${circles(place("near"), 2.5)}" fill="#ffffff" stroke="${INK}" stroke-width="1.3" class="app-draw__near"/>`];
  if (mark?.value !== null && mark?.value !== undefined) {
    const away = own.value !== null && own.value >= mark.value ? "end" : "start"; // from the line of its own value
    const room = away === "end" ? x(mark.value) > 100 : x(mark.value) < WIDTH - 110;
    parts.push(rule(x(mark.value), 32, x(mark.value), bottom, "mark"), text(x(mark.value), 28, `${mark.name} ${number(mark.value)}`, { anchor: room ? away : away === "end" ? "start" : "end", quiet: true }));
  }
  if (beyond.length) parts.push(text(WIDTH - 4, bottom - 22, `${beyond.length} beyond, up to ${number(Math.max(...beyond))} →`, { anchor: "end", quiet: true }));
  for (const [across, up] of ownDots) {
    parts.push(`<path d="M${at(across)} ${at(up - 6)}l6 6l-6 6l-6 -6z" fill="${INK}" stroke="#ffffff" stroke-width="1" class="app-draw__own"/>`);
    parts.push(text(across, 12, `◆ ${own.name} ${number(own.value)}`, { anchor: end(own.value), bold: true }));
    parts.push(`<line x1="${at(across)}" y1="16" x2="${at(across)}" y2="${at(up - 7)}" stroke="${INK}" stroke-width="0.8" stroke-dasharray="2 2" class="app-draw__mark"/>`);
  }
  return drawing(bottom + 24, label, parts.join(""));
};

// Dots beside each other in steps of their size, on top of each other where they are alike.
const stacked = (all, x) => {
  const heights = new Map();
  const order = { own: 0, near: 1, other: 2 };
  const dots = [...all].sort((a, b) => order[a.kind] - order[b.kind]).map(({ value, kind }) => {
    const column = Math.round(x(value) / 5.5);
    const level = heights.get(column) ?? 0;
    heights.set(column, level + 1);
    return { kind, level, x: column * 5.5 };
  });
  return { dots, highest: Math.max(1, ...heights.values()) };
};
