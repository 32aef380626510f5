// The styles of a Word file. Built-in ones are found by their English name, which files of any
// language keep, or by an alias; one that is missing is added, based on the file's own Normal.
import { withInside } from "./package.js";
import { all, attribute, element, properties, parts, tags } from "./xml.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
const NORMAL = `<w:styles xmlns:w="${W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`;

// The value of a property in a list of them (see xml.js), or undefined where it does not stand
// there.
export const valueOf = (found, name, key = "w:val") => {
  const property = found.find((one) => one.name === name);
  return property ? (attribute(property.attributes, key) ?? "") : undefined;
};
// Whether a property is switched on; undefined where nothing is said.
export const isOn = (found, name) => {
  const value = valueOf(found, name);
  return value === undefined ? undefined : !["0", "false", "off", "none"].includes(value);
};
// The list of a paragraph or style: { id, level }, or undefined.
export const numberOf = (found) => {
  const property = found.find(({ name }) => name === "w:numPr");
  if (!property) return undefined;
  const inner = parts(property.xml);
  return { id: valueOf(inner, "w:numId"), level: Number(valueOf(inner, "w:ilvl") ?? 0) };
};

// The space around a paragraph that properties give it, in twentieths of a point; undefined where
// none is said.
const spaceOf = (found) => {
  const [before, after] = ["w:before", "w:after"].map((key) => valueOf(found, "w:spacing", key));
  return before === undefined && after === undefined
    ? undefined
    : Number(before ?? 0) + Number(after ?? 0);
};

const HEADING = /^heading ([1-9])$/i;
// Styles of a council's own, such as "Report Heading 2"; those for tables and lists head no text.
const OWN_HEADING = /^(?:.*[\s_-])?heading(?:[\s_-]*([1-9]))?$/i;
const OTHER_HEADING = /\b(?:toc|table|column|row|cell|figure|note|index|contents|box|panel)\b/i;
const ownLevel = (name, type) => {
  const found = type === "paragraph" && !OTHER_HEADING.test(name) && OWN_HEADING.exec(name);
  return found ? Number(found[1] ?? 1) : undefined;
};

const styleOf = (xml) => {
  const attributes = tags(xml).next().value.attributes;
  const id = attribute(attributes, "w:styleId");
  const found = parts(xml);
  const [paragraph, run] = [properties(xml, "w:pPr"), properties(xml, "w:rPr")];
  const name = valueOf(found, "w:name") ?? id;
  const aliases = (valueOf(found, "w:aliases") ?? "").split(",").map((alias) => alias.trim());
  const outline = valueOf(paragraph, "w:outlineLvl");
  const heading = [name, ...aliases].map((one) => HEADING.exec(one)?.[1]).find(Boolean);
  const type = attribute(attributes, "w:type") ?? "paragraph";
  return {
    id,
    name,
    aliases,
    type,
    basedOn: valueOf(found, "w:basedOn"),
    bold: isOn(run, "w:b"),
    number: numberOf(paragraph),
    space: spaceOf(paragraph),
    level: heading
      ? Number(heading)
      : outline === undefined
        ? ownLevel(name, type)
        : Number(outline) + 1,
    isDefault: /^(?:1|true|on)$/.test(attribute(attributes, "w:default") ?? ""),
  };
};

// The styles of a file by id: { id, name, aliases, type, basedOn, level, number, bold, space,
// isDefault }.
export const readStyles = (xml) =>
  new Map(
    all(xml ?? "", "w:style")
      .map(({ xml: style }) => styleOf(style))
      .filter(({ id }) => id)
      .map((style) => [style.id, style]),
  );

// What a style says of something, or the styles that it is based on.
export const inherited = (styles, id, key) => {
  let style = styles.get(id);
  for (let n = 0; style && n < 12; n += 1, style = styles.get(style.basedOn)) {
    if (style[key] !== undefined) return style[key];
  }
  return undefined;
};

const val = (name, value) => element(`w:${name}`, { "w:val": value });
const EDGES = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) =>
  element(`w:${side}`, { "w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto" }),
);

// How a style looks that we add: [paragraph, run, more].
const looksOf = (name) => {
  const level = HEADING.exec(name)?.[1];
  if (level) {
    const spacing = element("w:spacing", { "w:before": 240, "w:after": 80 });
    return [
      ["<w:keepNext/>", spacing, val("outlineLvl", level - 1)],
      ["<w:b/>", val("sz", [32, 28, 24][level - 1] ?? 22)],
    ];
  }
  if (name === "caption")
    return [
      ["<w:keepNext/>", element("w:spacing", { "w:before": 160, "w:after": 60 })],
      ["<w:b/>"],
    ];
  if (name === "Hyperlink") return [[], [val("color", "0563C1"), val("u", "single")]];
  if (name === "Table Grid")
    return [[], [], element("w:tblPr", {}, element("w:tblBorders", {}, EDGES))];
  return [[], []];
};

// What follows w:spacing among the properties of a paragraph: the schema has an order.
const AFTER_SPACING =
  /<w:(?:ind|contextualSpacing|mirrorIndents|suppressOverlap|jc|text\w+|outlineLvl|divId|cnfStyle|rPr|sectPr|pPrChange)[\s/>]/;

export class Styles {
  constructor(file) {
    this.file = file;
    this.part = file.partOf("styles", "word/styles.xml", TYPE, NORMAL);
    const xml = file.text(this.part);
    this.map = readStyles(xml);
    this.base = [...this.map.values()].find(
      ({ isDefault, type }) => isDefault && type === "paragraph",
    )?.id;
    const defaults = parts(all(xml, "w:docDefaults", 1)[0]?.xml ?? "").find(
      ({ name }) => name === "w:pPrDefault",
    );
    this.space = spaceOf(defaults ? properties(defaults.xml, "w:pPr") : []);
  }

  // Properties of a paragraph of a style, with space below it where the template gives none at all,
  // as those do that part paragraphs with empty ones: ours would run into each other.
  spaced(style, pPr = "", after = 120) {
    const given = inherited(this.map, style ?? this.base, "space") ?? this.space;
    if (given || pPr.includes("<w:spacing")) return pPr;
    const at = AFTER_SPACING.exec(pPr)?.index ?? pPr.length;
    return pPr.slice(0, at) + element("w:spacing", { "w:after": after }) + pPr.slice(at);
  }

  named(name) {
    const wanted = name.toLowerCase();
    const all = [...this.map.values()];
    return (
      all.find((style) => style.name.toLowerCase() === wanted) ??
      all.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === wanted))
    );
  }

  // The id of a built-in style by its English name. `run` are the looks of a heading that we add.
  id(name, run) {
    const found = this.named(name);
    if (found) return found.id;
    const id = `Pq${name.replace(/[^A-Za-z0-9]/g, "")}`;
    const type = { "Table Grid": "table", Hyperlink: "character" }[name] ?? "paragraph";
    const base = [...this.map.values()].find((style) => style.isDefault && style.type === type)?.id;
    const [paragraph, own, more = ""] = looksOf(name);
    const xml = element(
      "w:style",
      { "w:type": type, "w:styleId": id },
      val("name", name),
      base ? val("basedOn", base) : "",
      val("uiPriority", 9),
      "<w:qFormat/>",
      paragraph.length ? element("w:pPr", {}, paragraph) : "",
      run || own.length ? element("w:rPr", {}, run ?? own) : "",
      more,
    );
    this.file.put(this.part, withInside(this.file.text(this.part), "w:styles", xml));
    this.map.set(id, { id, name, type, aliases: [] });
    return id;
  }
}
