// <copy-snippet>: copies an argument for Word with exactly its references, as clean HTML and as
// well-set text.
// What it says comes with the page in data-said, made by macros/snippets.py. Without scripts the
// text stands to be selected.
import { Composer, HTML, MARKDOWN, TEXT, cited, pasted } from "../common/compose.js";
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { fillGaps, origin, setValue, values } from "../common/gaps.js";
import { report } from "../common/report.js";
import { say } from "../common/say.js";

const WHAT = {
  word: "Copied with its references. Paste it into your document.",
  "with-title": "Copied with its title and references. Paste it into your document.",
  "without-references": "Copied without references. Paste it into your document.",
  text: "Copied as plain text, with its references.",
  markdown: "Copied as Markdown, with its references.",
  notes: "Speaking notes copied: what they may say, and your answer.",
};

class CopySnippet extends HTMLElement {
  connectedCallback() {
    this.tools = this.querySelector(".app-snippet__tools");
    if (!this.tools || !this.dataset.said)
      throw new Error("<copy-snippet>: no text or no buttons. See macros/templates/snippet.html.");
    const { argument, works } = JSON.parse(this.dataset.said);
    Object.assign(this, {
      argument,
      works,
      status: this.tools.querySelector("[role=status]"),
      menu: this.tools.querySelector("details"),
    });
    for (const button of this.tools.querySelectorAll("button[data-copy]")) {
      button.addEventListener("click", () => this.copy(button.dataset.copy));
      if (button.dataset.copy === "link" && !this.address) button.hidden = true;
    }
    this.closeMenuWithEscapeAndOutside();
    this.addGaps();
    fillGaps(this);
  }

  // A public address or none: never somebody's disk.
  get address() {
    if (this.argument.address) return this.argument.address;
    const shown = this.querySelector(".app-snippet__title a")?.href ?? window.location.href;
    return /^https?:/.test(shown) ? shown.split("#")[0] : "";
  }

  closeMenuWithEscapeAndOutside() {
    this.menu?.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.menu.open) return;
      this.menu.open = false;
      this.menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (this.menu?.open && !this.menu.contains(event.target)) this.menu.open = false;
    });
  }

  addGaps() {
    const names = [
      ...new Set(
        [...this.querySelectorAll(".app-snippet__body .app-your")].map((gap) => gap.dataset.your),
      ),
    ];
    const place = this.querySelector(".app-snippet__gaps");
    if (!names.length || !place) return;
    place.hidden = false;
    const known = values();
    for (const name of names) {
      const input = Object.assign(document.createElement("input"), {
        type: "text",
        autocomplete: "off",
        value: known[name] ?? "",
      });
      input.dataset.yourInput = name;
      input.addEventListener("input", () => setValue(name, input.value));
      const label = document.createElement("label");
      const from = Object.assign(document.createElement("span"), {
        className: "app-quiet",
        textContent: origin(name),
      });
      from.dataset.yourFrom = name;
      label.append(name[0].toUpperCase() + name.slice(1), input, from);
      place.append(label);
    }
  }

  // The blocks of one way of copying, and whether the works follow.
  compose(kind) {
    const { argument } = this;
    if (kind === "notes") {
      return argument.pairs.flatMap(({ say: words, blocks }) => [
        { kind: "paragraph", content: [{ strong: [{ text: `They may say: ${words}` }] }] },
        ...blocks,
      ]);
    }
    const title = { kind: "title", level: 3, content: [{ text: argument.title }] };
    return kind === "with-title" ? [title, ...pasted(argument)] : pasted(argument);
  }

  async copy(kind) {
    if (this.menu) this.menu.open = false;
    const place = this.querySelector(".app-snippet__manual");
    if (kind === "link") {
      const done = await copyOrSelect(this.address, null, place);
      return say(this.status, done ? "Link copied." : SELECTED);
    }
    const blocks = this.compose(kind);
    const keys = cited(
      blocks,
      kind === "notes"
        ? this.argument.pairs.flatMap(({ sources }) => sources)
        : this.argument.sources,
    );
    const composer = new Composer(this.works, keys, values());
    const references = kind !== "without-references";
    const text = composer.print(blocks, kind === "markdown" ? MARKDOWN : TEXT, { references });
    const html =
      kind === "text" || kind === "markdown" ? null : composer.print(blocks, HTML, { references });
    const done = await copyOrSelect(text, html, place);
    return say(
      this.status,
      done ? report(WHAT[kind], blocks, keys, this.works, values()) : SELECTED,
    );
  }
}
customElements.define("copy-snippet", CopySnippet);
