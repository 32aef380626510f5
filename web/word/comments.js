// Word comments that we add: ordinary ones, which Word deletes all at once.
import { withInside } from "./package.js";
import { element, escape } from "./xml.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const AUTHOR = { "w:author": "The case for post-qualifying learning", "w:initials": "PQ" };

export class Comments {
  constructor(file) {
    this.file = file;
    const ids = (file.relatedText("comments") ?? "").matchAll(/<w:comment\s[^>]*w:id=["'](\d+)/g);
    this.last = Math.max(-1, ...[...ids].map(([, id]) => Number(id)));
    this.made = [];
  }

  // A new comment of these words, a paragraph a line; gives its id.
  add(words) {
    this.last += 1;
    const paragraphs = String(words)
      .split(/\r?\n/)
      .map((line) =>
        element(
          "w:p",
          {},
          line ? element("w:r", {}, element("w:t", { "xml:space": "preserve" }, escape(line))) : "",
        ),
      );
    this.made.push(element("w:comment", { "w:id": this.last, ...AUTHOR }, paragraphs));
    return this.last;
  }

  // Runs with a comment on them.
  around(runs, words) {
    const id = this.add(words);
    return this.start(id) + runs + this.end(id);
  }

  start(id) {
    return element("w:commentRangeStart", { "w:id": id });
  }

  end(id) {
    return element("w:commentRangeEnd", { "w:id": id }) + this.reference(id);
  }

  reference(id) {
    return element("w:r", {}, element("w:commentReference", { "w:id": id }));
  }

  save() {
    if (!this.made.length) return;
    const part = this.file.partOf(
      "comments",
      "word/comments.xml",
      TYPE,
      `<w:comments xmlns:w="${W}"/>`,
    );
    this.file.put(part, withInside(this.file.text(part), "w:comments", this.made.join("")));
  }
}
