// Prints what a text says (blocks, see macros/text.py) as HTML for Word, plain text and Markdown,
// with its references.
// One place for a single argument, the basket and a case, so that they cannot differ. No page: it
// runs in Node too.
//
// `works` are the works of the library by key: { label, year, before, after, place, check, name }.
// `filled` are the reader's own values by the name of their gap.

const escapeHtml = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const escapeMarkdown = (text) => text.replace(/([*_[\]`\\|<])/g, "\\$1");

// What stands before the words of a cell that a spreadsheet would take for a formula: an apostrophe
// makes it show what was typed. A number keeps its sign.
const FORMULA = /^[=+\-@]./;
const NUMBER = /^[+-]?\s*[£$€]?\s*\d[\d,. ]*%?$/;
export const guard = (words) => {
  const line = words.trim();
  return FORMULA.test(line) && !NUMBER.test(line) ? "'" : "";
};

// A cell as text between tabs, which a spreadsheet takes: on one line, and never a formula.
export const tabbedCell = (words) => guard(words) + words.replace(/\s+/g, " ").trim();

const tableHtml = (start, caption, [head, ...rows]) =>
  `${start}<caption>${caption}</caption><thead><tr>${head
    .map((cell) => `<th scope="col" align="left">${cell}</th>`)
    .join("")}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
    .join("")}</tbody></table>`;

// How a piece is written: text, emphasis, links, empty gaps, and how blocks follow each other.
export const PAGE = {
  text: escapeHtml,
  em: (inside) => `<em>${inside}</em>`,
  strong: (inside) => `<strong>${inside}</strong>`,
  link: (inside, address) => `<a href="${escapeHtml(address)}">${inside}</a>`,
  gap: (name) => `<mark>[${escapeHtml(name)}]</mark>`,
  paragraph: (inside) => `<p>${inside}</p>`,
  list: (items, ordered) =>
    `<${ordered ? "ol" : "ul"}>${items.map((item) => `<li>${item}</li>`).join("")}</${ordered ? "ol" : "ul"}>`,
  title: (inside, level) => `<h${level}>${inside}</h${level}>`,
  table: (caption, rows) => tableHtml("<table>", caption, rows),
  figure: (kind, caption, drawing, rest) =>
    `<figure data-chart="${kind}"><figcaption>${caption}</figcaption>${drawing}${rest.join("\n")}</figure>`,
  drawing: () => "", // the chart as a picture: for whoever prints on a page
  join: (blocks) => blocks.join("\n"),
};
// The same for a Word processor, which knows no stylesheet of ours; a page's policy forbids styles
// in attributes. (Marked as pure, so that a bundle without a use for it leaves it out.)
export const HTML = /* @__PURE__ */ Object.assign({}, PAGE, {
  guarded: true, // a spreadsheet takes its tables, too
  // Word keeps a background as shading
  gap: (name) => `<mark style="background:#ffe9a8">[${escapeHtml(name)}]</mark>`,
  table: (caption, rows) =>
    tableHtml('<table border="1" style="border-collapse:collapse">', caption, rows),
});
export const TEXT = {
  text: (text) => text,
  em: (inside) => inside,
  strong: (inside) => inside,
  link: (inside, address) => (inside.includes(address) ? inside : `${inside} (${address})`),
  gap: (name) => `[${name}]`,
  paragraph: (inside) => inside,
  list: (items, ordered) =>
    items.map((item, n) => `${ordered ? `${n + 1}.` : "•"} ${item}`).join("\n"),
  title: (inside) => inside,
  table: (caption, rows) =>
    [caption, ...rows.map((row) => row.map(tabbedCell).join("\t"))].join("\n"),
  figure: (kind, caption, drawing, rest) => rest.join("\n\n"), // its numbers say it
  drawing: () => "",
  join: (blocks) => blocks.join("\n\n"),
};
export const MARKDOWN = /* @__PURE__ */ Object.assign({}, TEXT, {
  text: escapeMarkdown,
  em: (inside) => `*${inside}*`,
  strong: (inside) => `**${inside}**`,
  link: (inside, address) => {
    const safe = address.replace(/\|/g, "%7C"); // in a table it would end the cell
    return inside.includes("://") ? `<${safe}>` : `[${inside}](${safe})`;
  },
  gap: (name) => `\\[${escapeMarkdown(name)}\\]`,
  list: (items, ordered) =>
    items.map((item, n) => `${ordered ? `${n + 1}.` : "-"} ${item}`).join("\n"),
  title: (inside, level) => `${"#".repeat(level)} ${inside}`,
  table: (caption, [head, ...rows]) => {
    // a row is one line: what stood on several is broken as HTML breaks it
    const line = (row) =>
      `| ${row.map((cell) => cell.trim().replace(/\s*\n\s*/g, "<br>")).join(" | ")} |`;
    return `${caption}\n\n${[head, head.map(() => "---"), ...rows].map(line).join("\n")}`;
  },
});

// A cell of a table as content: its gaps stand in square brackets.
export const cellContent = (text) =>
  String(text)
    .split(/(\[[^[\]]{1,80}\])/)
    .filter(Boolean)
    .map((part) => (/^\[.*\]$/.test(part) ? { gap: part.slice(1, -1) } : { text: part }));

// Whether a gap is filled anew in each place: not together with the others of its name.
export const isOwnGap = (name) => name.endsWith("…");

// A number of a chart with its unit, as a reader writes it.
export const withUnit = (value, unit = "") => {
  const number = String(value).replace(/^(-?\d+)/, (whole) =>
    whole.replace(/\B(?=(?:\d{3})+$)/g, ","),
  );
  return unit === "£" ? number.replace(/^-?/, "$&£") : number + unit;
};

const placesOf = (value) => Math.min(2, String(value).split(".")[1]?.length ?? 0);

// A number with at least so many decimals; it keeps its own where they are more, up to two.
export const withDecimals = (value, least) => value.toFixed(Math.max(least, placesOf(value)));

// A chart is { kind, chart: "line" | "bar", title, across?, categories, series: [{ name, values }],
// unit, decimals?, source?, note? }.
// `across` names what the categories are; `decimals` is how many each number has at least. The table of its numbers stands below it wherever it is
// printed; null is a value that nobody published.
export const acrossOf = ({ across, chart }) => across ?? (chart === "line" ? "Year" : "");
export const numbersOf = ({ title, series, categories, unit, source, note, ...chart }) => {
  // all with as many decimals
  const most = Math.max(
    chart.decimals ?? 0,
    ...series.flatMap(({ values }) => values.map(placesOf)),
  );
  return {
    kind: "table",
    caption: `${title}: the numbers`,
    columns: [acrossOf(chart), ...series.map(({ name }) => name)],
    rows: categories.map((name, at) => [
      name,
      ...series.map(({ values }) =>
        Number.isFinite(values[at]) ? withUnit(values[at].toFixed(most), unit) : "not published",
      ),
    ]),
    source,
    note,
  };
};

// What stands below a table or chart, as content: where it is from, and what to know of it.
const worded = (words) => (typeof words === "string" ? [{ text: words }] : words);
export const below = ({ source, note }) =>
  [
    ["Source: ", source],
    ["Note: ", note],
  ]
    .filter(([, words]) => words?.length)
    .map(([name, words]) => [{ text: name }, ...worded(words)]);

const flat = (content) =>
  content
    .map((piece) => piece.text ?? flat(piece.em ?? piece.strong ?? piece.content ?? []))
    .join("");

// The letter of each work in this paper: only where it holds two works of that author and year, in
// alphabetical order.
export const letters = (keys, works) => {
  const groups = new Map();
  for (const key of [...new Set(keys)]
    .filter((key) => works[key]?.year)
    .sort((a, b) => works[a].place - works[b].place)) {
    const name = `${flat(works[key].label)} ${works[key].year}`;
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return Object.fromEntries(
    [...groups.values()]
      .filter((group) => group.length > 1)
      .flatMap((group) => group.map((key, n) => [key, String.fromCharCode(97 + n)])),
  );
};

export class Composer {
  constructor(works, keys, filled = {}) {
    Object.assign(this, { works, keys: [...new Set(keys)].filter((key) => works[key]), filled });
    this.letters = letters(this.keys, works);
  }

  year(key) {
    const { year } = this.works[key];
    return year
      ? year +
          (year === "no date" && this.letters[key]
            ? ` ${this.letters[key]}`
            : (this.letters[key] ?? ""))
      : "";
  }

  // The works of a citation, each with what stands before it: [{ key, join, text }].
  worksOf({ cite, narrative }, style) {
    let before;
    return cite
      .filter(({ key }) => this.works[key])
      .map(({ key, locator }, n) => {
        const label = this.inline(this.works[key].label, style);
        const tail = [this.year(key), locator && style.text(locator)].filter(Boolean).join(", ");
        const same = !narrative && before === label && Boolean(this.year(key));
        const whole =
          narrative && tail ? `${label} (${tail})` : [label, tail].filter(Boolean).join(", ");
        const join = narrative ? " and " : same ? ", " : "; ";
        before = label;
        return { key, join: n ? join : "", text: same ? tail : whole };
      });
  }

  // (Doel and others, 2008; Department of Health, 2006a, 2006b, p. 3), or Doel (2008) as part of a
  // sentence.
  citation(piece, style) {
    const text = this.worksOf(piece, style)
      .map(({ join, text: one }) => join + one)
      .join("");
    return text && !piece.narrative ? `(${text})` : text;
  }

  inline(content, style) {
    return content.map((piece) => this.piece(piece, style)).join("");
  }

  piece(piece, style) {
    if (piece.gap)
      return this.filled[piece.gap]?.trim()
        ? style.text(this.filled[piece.gap].trim())
        : style.gap(piece.gap);
    if (piece.cite) return this.citation(piece, style);
    if (piece.since) return "";
    if (piece.em) return style.em(this.inline(piece.em, style));
    if (piece.strong) return style.strong(this.inline(piece.strong, style));
    if (piece.link) return style.link(this.inline(piece.content, style), piece.link);
    return style.text(piece.text ?? "");
  }

  line(content, style) {
    return this.inline(content, style)
      .replace(/[ \u00a0]{2,}/g, " ")
      .replace(/ ([.,;:])/g, "$1")
      .trim();
  }

  cell(content, style) {
    const inside = this.line(content, style);
    return style.guarded ? guard(this.line(content, TEXT)) + inside : inside;
  }

  block(block, style) {
    if (block.kind === "list")
      return style.list(
        block.items.map((item) => this.line(item, style)),
        block.ordered,
      );
    if (block.kind === "table") {
      const rows = [block.columns, ...block.rows].map((row) =>
        row.map((cell) => this.cell(cellContent(cell), style)),
      );
      const notes = below(block).map((content) => style.paragraph(this.line(content, style)));
      return style.join([
        style.table(this.line([{ text: block.caption ?? "" }], style), rows),
        ...notes,
      ]);
    }
    if (block.kind === "chart") {
      const numbers = this.block(numbersOf(block), style);
      return style.figure(
        block.chart === "line" ? "line" : "bar",
        style.text(block.title),
        style.drawing(block),
        [numbers],
      );
    }
    if (block.kind === "title")
      return style.title(this.line(block.content, style), block.level ?? 2);
    return style.paragraph(this.line(block.content, style));
  }

  reference(key, style) {
    const { before, after, year } = this.works[key];
    const when = year ? [{ text: `(${this.year(key)})` }] : [];
    return this.line([...before, ...when, ...after], style);
  }

  // Blocks, and below them the works that they cite, in the order of the alphabet.
  print(blocks, style, { references = true } = {}) {
    const out = blocks.map((block) => this.block(block, style));
    const listed = [...this.keys].sort((a, b) => this.works[a].place - this.works[b].place);
    if (references && listed.length) {
      out.push(
        style.paragraph(style.strong(style.text("References"))),
        ...listed.map((key) => style.paragraph(this.reference(key, style))),
      );
    }
    return style.join(out);
  }
}

const inside = (content) =>
  content.flatMap((piece) => [
    piece,
    ...inside(piece.em ?? piece.strong ?? piece.content ?? piece.since ?? []),
  ]);
export const pieces = (blocks) =>
  blocks.flatMap((block) => {
    const { content, items, rows } = block;
    const own = content ?? items?.flat() ?? rows?.flat().flatMap(cellContent) ?? [];
    return inside([...own, ...below(block).flat()]);
  });

// An argument as it is pasted: its text, and one short note at its end where a thing in it has
// gone.
export const pasted = ({ blocks }) => {
  const found = pieces(blocks)
    .filter(({ since }) => since)
    .map(({ since }) => [JSON.stringify(since), since]);
  const notes = [...new Map(found).values()]; // what is named twice is noted once
  if (!notes.length) return blocks;
  const joined = notes.flatMap((note, n) => [...(n ? [{ text: "; " }] : []), ...note]);
  return [
    ...blocks,
    { kind: "paragraph", content: [{ em: [{ text: "Since then: " }] }, ...joined, { text: "." }] },
  ];
};

// The keys that blocks cite, and those behind their figures, each once.
export const cited = (blocks, behind = []) => [
  ...new Set([
    ...pieces(blocks).flatMap(({ cite }) => (cite ?? []).map(({ key }) => key)),
    ...behind,
  ]),
];

// The names of gaps that nobody has filled, in order.
export const emptyGaps = (blocks, filled) => [
  ...new Set(
    pieces(blocks)
      .map(({ gap }) => gap)
      .filter((name) => name && !filled[name]?.trim()),
  ),
];
