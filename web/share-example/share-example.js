// <share-example>: turns answers into the file of an example. Nothing is sent: the reader opens
// GitHub, downloads or copies.
import MarkdownIt from "markdown-it";

import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { say } from "../common/say.js";
import { store } from "../common/store.js";
import { today } from "../common/today.js";

// Fields, labels, hints and what is refused come from the page, which has them from
// macros/examples.py.
// Attributes: data-repo, address of the repository; data-contact, e-mail address or page of the
// publisher; data-rules, see form_rules there.
const LONGEST = 7500; // characters of an address that browsers and GitHub take
const LONGEST_MAIL = 1900; // of one that mail programs on Windows take
const DRAFT = "pq-example";

// ---- the file ----

const quoted = (text) =>
  `"${text.replace(/\s+/g, " ").trim().replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`;

const fieldLines = (name, value) => {
  if (Array.isArray(value))
    return value.length
      ? [`${name}:`, ...value.map((item) => `  - ${quoted(item)}`)]
      : name === "sources"
        ? [`${name}: []`]
        : [];
  if (value === true) return [`${name}: yes`];
  if (value && typeof value === "object") {
    const parts = Object.entries(value).filter(([, text]) => text);
    return parts.length
      ? [`${name}:`, ...parts.map(([part, text]) => `  ${part}: ${quoted(text)}`)]
      : [];
  }
  return value ? [`${name}: ${quoted(value)}`] : [];
};

const bodyOf = (parts) =>
  Object.entries(parts)
    .map(([heading, text]) => `## ${heading}\n\n${text.trim()}\n`)
    .join("\n");

const toFile = ({ fields, parts }) => {
  const lines = Object.entries(fields).flatMap(([name, value]) => fieldLines(name, value));
  return `---\n${lines.join("\n")}\nadded: ${today()}\n---\n\n${bodyOf(parts)}`;
};

// Whether anything of a text is seen: a line drawn across, or where a link leads, is not. As in
// macros/examples.py.
const READER = new MarkdownIt("commonmark").enable("table");
const hasHeading = (text) =>
  READER.parse(text.trim(), {}).some(({ type, tag }) => type === "heading_open" && tag === "h2");
// Whether the heading of the part below would be taken for code: its fence is still open.
const hidesNext = (text) => !hasHeading(`${text.trim()}\n\n## x`);
const saysSomething = (text) => READER.parse(text.trim(), {}).some(({ content }) => content.trim());

const oneOf = (box, name) => box.querySelector(name)?.textContent.trim();
const questionOf = (box) => oneOf(box, "legend, .app-share__question, label");

const save = (text, type, name) => {
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(new Blob([text], { type })),
    download: name,
  });
  link.click();
};

const fileName = (title, taken) => {
  const stem =
    title
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 60)
      .replace(/^-+|-+$/g, "") || "my-example";
  let name = stem;
  for (let n = 2; taken.includes(name); n += 1) name = `${stem}-${n}`;
  return `${name}.md`;
};

class ShareExample extends HTMLElement {
  connectedCallback() {
    this.rules = JSON.parse(this.dataset.rules);
    this.refused = this.rules.refused.map(([pattern, message, body]) => ({
      pattern: new RegExp(pattern, "iu"),
      message,
      body,
    }));
    this.form = this.querySelector("form");
    this.form.hidden = false;
    this.fill(store.get(DRAFT));
    this.form.addEventListener("input", (event) => {
      if (event.target.matches("[data-find]")) return this.find(event.target);
      store.set(DRAFT, this.typed);
      this.show();
      this.forgive(event.target);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.submitter?.dataset.send ?? "download");
    });
    this.querySelector("[data-find]").addEventListener(
      "keydown",
      (event) => event.key === "Enter" && event.preventDefault(),
    );
    this.querySelector("[data-clear]").addEventListener("click", () => this.clear());
    this.querySelector("[data-undo]").addEventListener("click", () => this.putBack());
    // as in macros/markup.py
    this.markdown = new MarkdownIt({ html: false, typographer: true }).disable([
      "image",
      "replacements",
    ]);
    this.show();
  }

  say(words) {
    say(this.querySelector("[role=status]"), words);
  }

  get controls() {
    return [...this.form.elements].filter((element) => element.name);
  }

  // ---- the draft ----

  get typed() {
    const typed = {};
    for (const c of this.controls) {
      if (c.type !== "checkbox") typed[c.name] = c.value;
      else if (c.checked) (typed[c.name] ??= []).push(c.value);
    }
    return typed;
  }

  fill(typed) {
    for (const c of this.controls) {
      const value = typed?.[c.name];
      if (c.type === "checkbox") c.checked = Array.isArray(value) && value.includes(c.value);
      else c.value = typeof value === "string" ? value : "";
    }
  }

  clear() {
    this.cleared = this.typed;
    this.fill(null);
    store.set(DRAFT, null);
    this.showProblems([]);
    this.show();
    this.querySelector("[data-undo]").hidden = false;
    this.say("The form is empty again.");
  }

  putBack() {
    this.fill(this.cleared);
    store.set(DRAFT, this.typed);
    this.show();
    this.querySelector("[data-undo]").hidden = true;
    this.querySelector("[data-clear]").focus();
    this.say("What you wrote is back.");
  }

  // ---- the answers ----

  get answers() {
    const read = {
      choices: (box) => [...box.querySelectorAll("input:checked")].map((c) => c.value),
      list: (box) =>
        box
          .querySelector("textarea")
          .value.split("\n")
          .map((line) => line.trim())
          .filter(Boolean),
      map: (box) =>
        Object.fromEntries(
          [...box.querySelectorAll("[data-part]")].map((part) => [
            part.dataset.part,
            part.querySelector("input").value.trim(),
          ]),
        ),
      flag: (box) => box.querySelector("input").checked,
      text: (box) => box.querySelector("input, select").value.trim(),
    };
    return {
      fields: Object.fromEntries(
        [...this.querySelectorAll("[data-field]")].map((box) => [
          box.dataset.field,
          read[box.dataset.kind](box),
        ]),
      ),
      parts: Object.fromEntries(
        [...this.querySelectorAll("[data-heading]")].map((box) => [
          box.dataset.heading,
          box.querySelector("textarea").value,
        ]),
      ),
    };
  }

  // What is to be changed: [control, what to do] for each.
  problems() {
    const found = [];
    const [last] = [...this.querySelectorAll("[data-heading]")].slice(-1);
    for (const box of this.querySelectorAll("[data-field], [data-heading]")) {
      const controls = [...box.querySelectorAll("input[name], select, textarea")];
      const empty = (c) => (c.type === "checkbox" ? !c.checked : !c.value.trim());
      if (box.dataset.missing && controls.every(empty))
        found.push([controls[0], box.dataset.missing]);
      if (box.dataset.kind === "map" && !controls.every(empty)) {
        for (const c of controls.filter(empty)) found.push([c, c.parentElement.dataset.missing]);
      }
      for (const control of controls.filter((c) => c.type !== "checkbox")) {
        const message = this.refusal(control.value, "heading" in box.dataset);
        if (message) found.push([control, message]);
        else if ("heading" in box.dataset && hasHeading(control.value))
          found.push([control, this.rules.otherHeading]);
        else if ("heading" in box.dataset && control.value.trim() && !saysSomething(control.value))
          found.push([control, this.rules.nothingBelow[box.dataset.heading]]);
        else if ("heading" in box.dataset && box !== last && hidesNext(control.value))
          found.push([control, this.rules.hiddenHeading]);
      }
    }
    const {
      rules,
      form: {
        elements: { title },
      },
    } = this;
    if (rules.titles.includes(title.value.trim().toLowerCase()))
      found.push([title, rules.titleTwice]);
    const text = toFile(this.answers);
    const story = this.querySelector("[data-heading] textarea");
    if (new Blob([text]).size > rules.largest) found.push([story, rules.tooLarge]);
    if (
      text.split("\n").length > rules.mostLines ||
      text.split("[").length - 1 > rules.mostBrackets
    )
      found.push([story, rules.tooMany]);
    return found;
  }

  // What the check would say of a text, first thing first; nothing where it would say nothing.
  refusal(text, isBody) {
    for (const line of text.split("\n")) {
      const plain = line.normalize("NFKC");
      const rule = this.refused.find((r) => (isBody || !r.body) && r.pattern.test(plain));
      if (rule) return rule.message;
    }
    return "";
  }

  showProblems(found) {
    const summary = this.querySelector(".app-share__errors");
    summary.hidden = !found.length;
    this.querySelectorAll("[aria-invalid]").forEach((control) => this.unmark(control));
    summary
      .querySelector("ul")
      .replaceChildren(...found.map(([control, words]) => this.showProblem(control, words)));
    document.title = document.title.replace(
      /^(Something to change: )?/,
      found.length ? "Something to change: " : "",
    );
    if (!found.length) return;
    summary.focus({ preventScroll: true }); // it would show the middle of a long summary
    summary.scrollIntoView();
  }

  // What is mended loses its mark at once; the summary waits for the next press of a button,
  // because it would read itself out.
  forgive(control) {
    const marked = control
      .closest("[data-field], [data-heading]")
      .querySelectorAll("[aria-invalid]");
    if (!marked.length) return;
    const wrong = this.problems().map(([c]) => c);
    marked.forEach((c) => wrong.includes(c) || this.unmark(c));
  }

  unmark(control) {
    this.querySelector(`#${control.id}-error`)?.remove();
    const hint = control.closest("[data-field], [data-heading]").querySelector(".app-quiet[id]");
    hint.hidden = false;
    control.removeAttribute("aria-invalid");
    control.setAttribute("aria-describedby", control.dataset.describedby);
  }

  // Puts the words beside the control, in place of a hint that says the same, and returns the line
  // of the summary that leads to it.
  showProblem(control, words) {
    control.id ||= `share-${control.name}-first`;
    const note = Object.assign(document.createElement("p"), {
      className: "app-share__error",
      id: `${control.id}-error`,
      textContent: words,
    });
    (control.closest("label") ?? control).before(note);
    control.dataset.describedby ??= control.getAttribute("aria-describedby") ?? "";
    const hint = control.closest("[data-field], [data-heading]").querySelector(".app-quiet[id]");
    hint.hidden = hint.textContent === words;
    control.setAttribute(
      "aria-describedby",
      hint.hidden ? note.id : `${control.dataset.describedby} ${note.id}`.trim(),
    );
    control.setAttribute("aria-invalid", "true");
    const field = questionOf(control.closest("[data-field], [data-heading]"));
    const link = Object.assign(document.createElement("a"), {
      href: `#${control.id}`,
      textContent: words.startsWith(field)
        ? words
        : `${field}${/[?]$/.test(field) ? "" : ":"} ${words}`,
    });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      control.focus();
    });
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  // ---- what is shown while people type ----

  show() {
    const answers = this.answers;
    const { fields } = answers;
    const kindAndRegion = [fields.kind, fields.region].filter(Boolean).join(", ");
    const chosen = [...this.querySelectorAll("[name=sources]:checked")];
    const shown = {
      title: fields.title || "Your title",
      who: `${fields.organisation}${kindAndRegion && ` (${kindAndRegion})`}`.trim(),
      period: fields.period,
      themes: fields.themes.join(", "),
      awards: fields.awards.join("; "),
      contributor: Object.values(fields.contributor).filter(Boolean).join(", "),
      changed: this.outcome(answers.parts["What changed"]),
      sources: chosen.map((c) => c.parentElement.textContent.trim()).join(" "),
    };
    for (const [name, text] of Object.entries(shown)) {
      const place = this.querySelector(`[data-show=${name}]`);
      place.textContent = text;
      if (place.matches("dd")) place.parentElement.hidden = !text;
    }
    const body = this.querySelector("[data-show=body]");
    this.render(body, bodyOf(answers.parts));
    for (const link of body.querySelectorAll("a")) {
      const target = link.getAttribute("href");
      Object.assign(link, {
        href: target.includes(":") ? target : target.replace(/\.md\b/, ".html"),
        target: "_blank",
        rel: "noopener",
      });
    }
    this.querySelector("[data-chosen]").textContent = chosen.length
      ? `(${chosen.length} chosen)`
      : "";
    const tooLong = this.querySelector("[data-too-long]");
    if (tooLong) {
      tooLong.hidden = this.address(answers).length <= LONGEST;
      this.querySelector("[data-send=github]").hidden = !tooLong.hidden;
    }
  }

  render(place, text) {
    if (this.markdown) place.innerHTML = this.markdown.render(text);
    else place.textContent = text;
  }

  // The beginning of “What changed” as plain text, as on the card of the page.
  outcome(text) {
    const place = document.createElement("div");
    this.render(place, text);
    const plain = place.textContent.replace(/\s+/g, " ").trim();
    const longest = this.rules.longestOutcome;
    return plain.length <= longest
      ? plain
      : `${plain.slice(0, longest - 1).replace(/ \S*$/, "")} …`;
  }

  find(box) {
    const words = box.value.toLowerCase().split(/\s+/);
    for (const label of box.closest("details").querySelectorAll(".app-share__choice")) {
      label.hidden = !words.every((word) => label.textContent.toLowerCase().includes(word));
    }
  }

  // ---- sending ----

  // The answers as a message in plain words, each below its question: what is empty is left out.
  get message() {
    const said = [];
    for (const box of this.querySelectorAll("[data-field], [data-heading]")) {
      const lines = [...box.querySelectorAll("input[name], select, textarea")]
        .filter((c) => (c.type === "checkbox" ? c.checked : c.value.trim()))
        .map((c) =>
          c.type === "checkbox"
            ? c.closest("label").textContent.replace(/\s+/g, " ").trim()
            : c.value.trim(),
        );
      if (lines.length) said.push(`${questionOf(box)}\n${lines.join("\n")}`);
    }
    return `${said.join("\n\n")}\n`;
  }

  // GitHub's page for a new file, with name and text filled in; people without access get a copy of
  // their own there.
  address(answers) {
    const query = new URLSearchParams({
      filename: fileName(answers.fields.title, this.rules.names),
      value: toFile(answers),
    });
    return `${this.dataset.repo}/new/main/docs/examples?${query}`;
  }

  async send(how) {
    const found = this.problems();
    this.showProblems(found);
    if (found.length) return undefined;
    const answers = this.answers;
    const text = toFile(answers);
    if (how === "github") {
      window.open(this.address(answers), "_blank", "noopener");
      return this.say(
        "GitHub opens in a new tab with the file filled in. Press “Propose new file” there.",
      );
    }
    if (how === "mail") return this.mail(answers.fields.title);
    if (how === "copy")
      return this.say(
        (await copyOrSelect(this.message, "", this.manual))
          ? "Copied. Paste it into an e-mail."
          : SELECTED,
      );
    const name = fileName(answers.fields.title, this.rules.names);
    if (how === "text") {
      const plain = name.replace(/md$/, "txt");
      save(`\ufeff${this.message.replace(/\n/g, "\r\n")}`, "text/plain", plain); // for Notepad
      return this.say(`Saved as ${plain}. Attach it to an e-mail.`);
    }
    save(text, "text/markdown", name);
    return this.say(`Downloaded as ${name}.`);
  }

  get manual() {
    return this.querySelector(".app-snippet__manual");
  }

  // Opens an e-mail with the message in it, or, where it is too long for an address, beside it.
  async mail(title) {
    const start = `mailto:${this.dataset.contact}?subject=${encodeURIComponent(`An example: ${title}`)}&body=`;
    const whole = start + encodeURIComponent(this.message.replace(/\n/g, "\r\n"));
    if (whole.length <= LONGEST_MAIL) {
      this.open(whole);
      return this.say("An e-mail opens with the message in it. Nothing is sent until you send it.");
    }
    const done = await copyOrSelect(this.message, "", this.manual);
    this.open(start + encodeURIComponent("Paste the message here (Ctrl+V)."));
    return this.say(
      done
        ? "The message is copied, because it is long, and an e-mail opens. Paste it there."
        : SELECTED,
    );
  }

  open(address) {
    const link = Object.assign(document.createElement("a"), { href: address });
    link.click();
  }
}
customElements.define("share-example", ShareExample);
