// The lists of a Word file: how they are numbered, and new ones, each of which starts at 1.
import { withInside } from "./package.js";
import { all, attribute, element, parts, tags } from "./xml.js";
import { valueOf } from "./styles.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";
const val = (name, value) => element(`w:${name}`, { "w:val": value });
const headOf = (xml) => tags(xml).next().value.attributes;

const abstractOf = (xml, number) => {
  const num = all(xml, "w:num").find((one) => attribute(headOf(one.xml), "w:numId") === number);
  return num ? valueOf(parts(num.xml), "w:abstractNumId") : undefined;
};

// The kind of numbers of a list at a level, such as "decimal" or "bullet"; undefined where unknown.
export const formatOf = (xml, { id, level }) => {
  const wanted = abstractOf(xml ?? "", id);
  const abstract = all(xml ?? "", "w:abstractNum").find(
    (one) => attribute(headOf(one.xml), "w:abstractNumId") === wanted,
  );
  const found =
    abstract &&
    parts(abstract.xml).find(
      (one) => one.name === "w:lvl" && Number(attribute(one.attributes, "w:ilvl")) === level,
    );
  return found ? valueOf(parts(found.xml), "w:numFmt") : undefined;
};

// Nine levels, because Word expects them.
const levels = (ordered) =>
  Array.from({ length: 9 }, (_, n) =>
    element(
      "w:lvl",
      { "w:ilvl": n },
      val("start", 1),
      val("numFmt", ordered ? "decimal" : "bullet"),
      val("lvlText", ordered ? `%${n + 1}.` : "•"),
      val("lvlJc", "left"),
      element("w:pPr", {}, element("w:ind", { "w:left": 360 + n * 360, "w:hanging": 360 })),
    ),
  );

export class Numbering {
  constructor(file) {
    this.file = file;
  }

  get part() {
    return this.file.partOf(
      "numbering",
      "word/numbering.xml",
      TYPE,
      `<w:numbering xmlns:w="${W}"/>`,
    );
  }

  // All abstract lists come before the first list, and lists before what Word keeps at the end.
  put(xml, abstract, list) {
    const first = /<w:(?:num|numIdMacAtCleanup)[\s>]/.exec(xml)?.index;
    const text =
      first === undefined
        ? withInside(xml, "w:numbering", abstract)
        : xml.slice(0, first) + abstract + xml.slice(first);
    const last = /<w:numIdMacAtCleanup[\s>]/.exec(text)?.index;
    this.file.put(
      this.part,
      last === undefined
        ? withInside(text, "w:numbering", list)
        : text.slice(0, last) + list + text.slice(last),
    );
  }

  // The id of a new list: one of `like` (the id of a list) that starts again, or one of our own.
  add(ordered, like) {
    const xml = this.file.text(this.part);
    const taken = [...xml.matchAll(/w:(?:abstractNumId|numId)=["'](\d+)["']/g)].map(([, id]) =>
      Number(id),
    );
    const id = Math.max(0, ...taken) + 1;
    const own = like === undefined ? undefined : abstractOf(xml, like);
    const again = element("w:lvlOverride", { "w:ilvl": 0 }, val("startOverride", 1));
    const abstract =
      own !== undefined
        ? ""
        : element(
            "w:abstractNum",
            { "w:abstractNumId": id },
            val("multiLevelType", "hybridMultilevel"),
            levels(ordered),
          );
    const list = element(
      "w:num",
      { "w:numId": id },
      val("abstractNumId", own ?? id),
      ordered ? again : "",
    );
    this.put(xml, abstract, list);
    return id;
  }
}
