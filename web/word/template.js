// Reads a Word template: its headings, which become the outline of a case, the notes below them, and the styles to write in.
import { Package } from "./package.js";
import { all, attribute, children, inside, tags, textOf } from "./xml.js";

const LONGEST_LOOK_ALIKE = 90; // characters: a bold line above this is a sentence

const value = (xml, name, key = "w:val") => {
  const found = new RegExp(`<${name}(\\s[^>]*)?/?>`).exec(xml);
  return found ? attribute(found[1] ?? "", key) ?? "" : undefined;
};

// The styles of a file: by id { id, name, type, basedOn, level, numbered }. Names are English in files of any language.
export const readStyles = (xml) => {
  const styles = new Map();
  for (const { xml: style } of all(xml ?? "", "w:style")) {
    const head = /<w:style(\s[^>]*)>/.exec(style)?.[1];
    const id = attribute(head, "w:styleId");
    if (!id) continue;
    const name = value(style, "w:name") ?? id;
    const outline = value(style, "w:outlineLvl");
    styles.set(id, {
      id, name, type: attribute(head, "w:type") ?? "paragraph", basedOn: value(style, "w:basedOn"),
      level: /^heading [1-9]$/i.test(name) ? Number(name.slice(-1)) : outline !== undefined ? Number(outline) + 1 : undefined,
      numbered: /<w:numPr>/.test(style), isDefault: attribute(head, "w:default") === "1",
    });
  }
  return styles;
};

const inherited = (styles, id, key) => {
  for (let n = 0, style = styles.get(id); style && n < 12; n += 1, style = styles.get(style.basedOn)) {
    if (style[key] !== undefined && style[key] !== false) return style[key];
  }
  return undefined;
};

const isBold = (paragraph) => {
  const runs = all(paragraph, "w:r").filter(({ xml }) => textOf(xml).trim());
  const whole = /<w:pPr>[\s\S]*?<w:rPr>[\s\S]*?<w:b\/>/.test(paragraph);
  return runs.length > 0 && runs.every(({ xml }) => /<w:b(?:\s+w:val="(?:1|true|on)")?\/>/.test(xml) || (whole && !/<w:b w:val="(?:0|false)"/.test(xml)));
};

// One paragraph of the body: what it says and how it stands.
const paragraph = (xml, styles) => {
  const style = value(xml, "w:pStyle");
  const text = textOf(xml).replace(/\s+/g, " ").trim();
  const outline = value(/<w:pPr>[\s\S]*?<\/w:pPr>/.exec(xml)?.[0] ?? "", "w:outlineLvl");
  const level = outline !== undefined && Number(outline) < 9 ? Number(outline) + 1 : inherited(styles, style, "level");
  return { style, text, level: text && level && level < 10 ? level : undefined, numbered: /<w:numPr>/.test(xml) || Boolean(inherited(styles, style, "numbered")) };
};

const looksLikeHeading = (xml, { text }) => text.length > 2 && text.length <= LONGEST_LOOK_ALIKE && !/[.:;,]$/.test(text) && isBold(xml);

// The elements of the body, in order, with what is known of each.
export const readBody = (xml, styles) => {
  const body = inside(xml, "w:body");
  return children(xml, body.start, body.end).map((element) => {
    const part = xml.slice(element.start, element.end);
    const found = element.name === "w:p" ? paragraph(part, styles) : {};
    return { ...element, ...found, breaks: /<w:sectPr/.test(part), xml: part };
  });
};

const commentsOf = (file) => {
  const comments = new Map();
  const part = file.related("comments");
  for (const { xml } of all(file.text(part) ?? "", "w:comment")) comments.set(attribute(/<w:comment(\s[^>]*)>/.exec(xml)[1], "w:id"), textOf(xml).trim());
  return comments;
};

const headingsIn = (elements, comments) => {
  const real = elements.some(({ level }) => level);
  const headings = [];
  elements.forEach((element, n) => {
    const lookAlike = !real && element.name === "w:p" && looksLikeHeading(element.xml, element);
    if (element.level || lookAlike) {
      headings.push({ id: `t${headings.length + 1}`, text: element.text.replace(/^[\d.]+\s+/, "") || element.text, level: element.level ?? 1, guidance: [], element: n, numbered: element.numbered, lookAlike });
      return;
    }
    const heading = headings.at(-1);
    if (!heading || element.name !== "w:p") return;
    if (element.text) heading.guidance.push(element.text);
    else heading.bodyStyle ??= { style: element.style, numbered: element.numbered, pPr: /<w:pPr>[\s\S]*?<\/w:pPr>/.exec(element.xml)?.[0] };
    for (const { attributes, name } of tags(element.xml)) {
      if (name === "w:commentReference") heading.guidance.push(comments.get(attribute(attributes, "w:id")) ?? "");
    }
  });
  for (const heading of headings) heading.guidance = heading.guidance.filter(Boolean).slice(0, 12);
  return headings;
};

// A template: { kind, notes, headings: [{ id, text, level, guidance, bodyStyle?, numbered, lookAlike }], styles, language }.
export const readTemplate = (bytes) => {
  const file = Package.open(bytes);
  const styles = readStyles(file.text(file.related("styles")));
  const elements = readBody(file.text(file.main), styles);
  const headings = headingsIn(elements, commentsOf(file));
  const notes = file.kind === "macros" ? ["The template holds macros. They will be left out of the finished file."] : [];
  const settings = file.text(file.related("settings")) ?? "";
  if (/<w:documentProtection[^>]*w:enforcement="(?:1|true|on)"/.test(settings)) notes.push("The template is protected. What you add can be changed once the protection is taken off in Word.");
  if (!headings.length) notes.push("No headings were found, so your case stands at the end of the template under headings of its own.");
  else if (headings[0].lookAlike) notes.push("The template has no real headings; bold lines were taken for them. Check the list below.");
  const language = value(file.text(file.related("styles")) ?? "", "w:lang");
  if (language && language !== "en-GB") notes.push(`The template’s language is ${language}, so Word will check spelling in that language.`);
  return { kind: file.kind, notes, headings, styles: [...styles.values()], language };
};
