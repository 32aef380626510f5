// Where text that we add stands in a template: below its headings, before the next one and before a
// break of sections, so that a landscape appendix stays one.
import { all, attribute, properties } from "./xml.js";

const NUMBER = /^\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]{1,2})[.)]?$/i; // a cell that only counts
const PAGE_BREAK = /<w:br\s[^>]*w:type=["']page/;
const REFERENCES = /^(?:references|bibliography|sources)$/i;

const isWide = (xml) => {
  const size = /<w:pgSz(\s[^>]*)\/>/.exec(xml)?.[1];
  if (!size) return false;
  return (
    attribute(size, "w:orient") === "landscape" ||
    Number(attribute(size, "w:w")) > Number(attribute(size, "w:h"))
  );
};

const A4 = { wide: 11906, margin: 1440 }; // what Word takes where nothing is said
const CELL_MARGINS = 216;

// A number in an element of the properties of a section, or undefined.
const sizeIn = (xml, name, key) => {
  const size = Number(attribute(new RegExp(`<w:${name}(\\s[^>]*)/?>`).exec(xml)?.[1], `w:${key}`));
  return Number.isFinite(size) ? size : undefined;
};

// The room between the margins of a section, in one of its columns.
const roomOf = (section) => {
  const margins = ["left", "right"].map((side) => sizeIn(section, "pgMar", side) ?? A4.margin);
  const room = (sizeIn(section, "pgSz", "w") ?? A4.wide) - margins[0] - margins[1];
  const columns = sizeIn(section, "cols", "num") ?? 1;
  return (room - (columns - 1) * (sizeIn(section, "cols", "space") ?? 720)) / columns;
};

const holdsNothing = ({ name, text, xml, breaks }) =>
  name === "w:p" &&
  !text &&
  !breaks &&
  !/<w:(?:drawing|pict|object|sdt|br|bookmarkStart|commentReference|lastRenderedPageBreak)[\s/>]/.test(
    xml,
  );

// The places of a template: `elements` of its body (see readBody), its `headings`, and where it
// ends.
export class Places {
  constructor(elements, headings, bodyEnd) {
    Object.assign(this, { elements, headings, bodyEnd });
  }

  // After the element before this number: outside of content controls around others, but in its
  // cell.
  offset(n) {
    const [before, element] = [this.elements[n - 1], this.elements[n]];
    if (!before) return element?.top.start ?? this.bodyEnd;
    return before.top === element?.top ? element.start : before.top.end;
  }

  endOfBody() {
    return this.elements.length - (this.elements.at(-1)?.name === "w:sectPr" ? 1 : 0);
  }

  // The room for text at a place, in twentieths of a point. `xml` is the document.
  room(at, xml) {
    const room = roomOf(this.elements.find(({ breaks }, n) => n >= at && breaks)?.xml ?? "");
    const { cell } = this.elements[at - 1] ?? {};
    if (cell === undefined) return room;
    const looks = properties(all(xml.slice(cell), "w:tc", 1)[0].xml, "w:tcPr")
      .map((one) => one.xml)
      .join("");
    const dxa = /w:type=["']dxa/.test(looks) ? sizeIn(looks, "tcW", "w") : undefined;
    return (dxa ?? room / 2) - CELL_MARGINS;
  }

  // Where headings of our own stand: at the end, but before an appendix in landscape.
  end() {
    const end = this.endOfBody();
    if (!this.elements[end] || !isWide(this.elements[end].xml)) return end;
    const upright = this.elements.findLastIndex(
      ({ breaks, xml }, n) => n < end && breaks && !isWide(xml),
    );
    return upright >= 0 && !this.elements[upright].text ? upright : end;
  }

  below(heading) {
    const next =
      this.headings.find(({ element }) => element > heading.element)?.element ?? this.endOfBody();
    const { table } = this.elements[heading.element];
    if (table !== undefined) {
      const cell = this.cellFor(heading, next);
      if (cell !== undefined) return cell;
    }
    for (let n = heading.element + 1; n < next; n += 1) if (this.elements[n].breaks) return n;
    return this.beforePageBreak(heading.element, next);
  }

  // The page that the template begins after a section begins after our text.
  beforePageBreak(from, to) {
    let at = to;
    for (let n = to - 1; n > from && this.elements[n].name === "w:p"; n -= 1) {
      const { text, xml } = this.elements[n];
      if (text) break;
      if (PAGE_BREAK.test(xml)) at = n;
    }
    return at;
  }

  // The place in a form: the end of the cell that waits for text below a heading or next to it, or
  // holds its notes. A heading that fills a table of its own has its text below the table:
  // undefined.
  cellFor({ element: at }, next) {
    const { table } = this.elements[at];
    const inTable = this.elements.slice(at + 1, next).filter((one) => one.table === table);
    const cell = (
      inTable.find(({ waits }) => waits) ??
      inTable.findLast(({ text }) => text && !NUMBER.test(text))
    )?.cell;
    const follows = this.elements[at + inTable.length + 1];
    const outside =
      follows && follows.table === undefined && at + inTable.length + 1 < next && !follows.breaks;
    if (cell === undefined) return outside ? undefined : at + 1;
    return this.elements.findLastIndex((one, n) => n > at && n < next && one.cell === cell) + 1;
  }

  // Empty paragraphs that wait for text before this place, and give way to it. Where the template
  // has no styles for headings, the last one is the space before the next heading, and stays.
  waiting(at, heading) {
    let from = at;
    while (from - 1 > heading.element && holdsNothing(this.elements[from - 1])) from -= 1;
    const { cell } = this.elements[at - 1];
    const found = this.elements
      .slice(from, at)
      .filter((element) => element.top.start === element.start && element.cell === cell);
    return heading.lookAlike ? found.slice(0, -1) : found;
  }

  heading(id) {
    return this.headings.find((heading) => heading.id === id);
  }

  get references() {
    return this.headings.find(({ text }) => REFERENCES.test(text));
  }
}
