// <share-example>: turns answers into the file of an example. Nothing is sent: the reader opens GitHub, downloads or copies.
// Fields, labels and messages come from the page, which has them from FIELDS in macros/examples.py.
(() => {
  const app = window.app;
  const LONGEST = 7500; // characters of an address that browsers and GitHub take
  const DRAFT = "pq-example";

  // What the check refuses, in its own words, so that nobody waits for it to say so. See TEXT_RULES in macros/examples.py.
  const REFUSED = [
    [/\{\{|\}\}|\{%|%\}|\{#|#\}/, "The signs {{ and {% have a special meaning here and cannot be used"],
    [/<\s*\/?\s*[a-zA-Z!?]/, "Words in < > are read as HTML, which cannot be used here"],
    [/\{\s*[:.#][^}]*\}|\{\s*\w+\s*=/, "Words in { } set how something looks, which cannot be used here"],
    [/[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\s?(?:\.|\(dot\))\s?\w+/i, "This looks like an e-mail address, which we do not publish"],
    [/(?<![\w.])(?:\+\d{1,3}[\s().-]*|\(?0)\d(?:[\s().-]?\d){8,11}(?!\w)/, "This looks like a telephone number, which we do not publish"],
    [/!\[/, "Pictures cannot be shown in an example"],
    [/\]\(\s*(?!https:\/\/)/, "A link must start with https://"],
    [/\b(?:javascript|data|vbscript|file|ftp|http|mailto|tel)\s*:/i, "An address must start with https://"],
    [/[\u200b\u2060\ufeff\u00ad\u180e\u200e\u200f\u202a-\u202e\u2066-\u2069]/, "There is a character that cannot be seen. Type the words again"],
    [/^#\s/m, "Headings are already there: leave out lines that start with #"],
  ];

  // ---- making ----

  const quoted = (text) => `"${text.replace(/\s+/g, " ").trim().replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`;
  const listed = (values) => values.map((value) => `\n  - ${quoted(value)}`).join("");

  const toFile = (answers, headings, today) => {
    const lines = [];
    for (const [name, value] of Object.entries(answers.fields)) {
      if (Array.isArray(value)) { if (value.length) lines.push(`${name}:${listed(value)}`); }
      else if (value && typeof value === "object") {
        const parts = Object.entries(value).filter(([, text]) => text);
        if (parts.length) lines.push(`${name}:${parts.map(([part, text]) => `\n  ${part}: ${quoted(text)}`).join("")}`);
      } else if (value === true) lines.push(`${name}: yes`);
      else if (value) lines.push(`${name}: ${quoted(value)}`);
    }
    lines.push("sources: []", `added: ${today}`);
    const body = headings.map((heading, n) => `## ${heading}\n\n${answers.texts[n].trim()}\n`).join("\n");
    return `---\n${lines.join("\n")}\n---\n\n${body}`;
  };

  const fileName = (title) => `${title.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).replace(/-+$/, "") || "my-example"}.md`;

  class ShareExample extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.form.hidden = false;
      this.headings = this.dataset.headings.split("|");
      this.restore();
      this.form.addEventListener("input", () => { this.keep(); this.preview(); });
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.send(event.submitter?.dataset.send ?? "download");
      });
      this.form.querySelector("[data-clear]").addEventListener("click", () => {
        this.form.reset();
        app.store.set(DRAFT, null);
        this.preview();
        this.say("The form is empty again.");
      });
      this.preview();
    }

    say(words) { app.say(this.form.querySelector("[role=status]"), words); }

    controls() { return [...this.form.elements].filter((element) => element.name); }

    keep() {
      app.store.set(DRAFT, this.controls().map((c) => (c.type === "checkbox" ? c.checked : c.value)));
    }

    restore() {
      const kept = app.store.get(DRAFT);
      if (!Array.isArray(kept)) return;
      this.controls().forEach((c, n) => {
        if (c.type === "checkbox") c.checked = kept[n] === true;
        else if (typeof kept[n] === "string") c.value = kept[n];
      });
    }

    get answers() {
      const fields = {};
      for (const box of this.form.querySelectorAll("[data-field]")) {
        const { field, kind } = box.dataset;
        if (kind === "choices") fields[field] = [...box.querySelectorAll("input:checked")].map((c) => c.value);
        else if (kind === "list") fields[field] = box.querySelector("textarea").value.split("\n").map((l) => l.trim()).filter(Boolean);
        else if (kind === "map") fields[field] = Object.fromEntries([...box.querySelectorAll("[data-part]")].map((p) => [p.dataset.part, p.querySelector("input").value.trim()]));
        else if (kind === "flag") fields[field] = box.querySelector("input").checked;
        else fields[field] = box.querySelector("input, select").value.trim();
      }
      return { fields, texts: [...this.form.querySelectorAll("[data-heading] textarea")].map((t) => t.value) };
    }

    // What is to be changed: the control and a sentence for each.
    problems() {
      const found = [];
      for (const box of this.form.querySelectorAll("[data-field], [data-heading]")) {
        const controls = [...box.querySelectorAll("input, select, textarea")];
        const filled = controls.filter((c) => (c.type === "checkbox" ? c.checked : c.value.trim()));
        if (box.dataset.missing && !filled.length) found.push([controls[0], box.dataset.missing]);
        if (box.dataset.kind === "map" && filled.length && filled.length < controls.length) {
          const empty = controls.find((c) => !c.value.trim());
          found.push([empty, empty.dataset.missing]);
        }
        for (const control of controls.filter((c) => c.type !== "checkbox")) {
          const rule = REFUSED.find(([pattern]) => pattern.test(control.value));
          if (rule) found.push([control, rule[1]]);
        }
      }
      return found;
    }

    showProblems(found) {
      const summary = this.querySelector(".app-share__errors");
      summary.hidden = !found.length;
      this.form.querySelectorAll(".app-share__error").forEach((e) => e.remove());
      this.form.querySelectorAll("[aria-invalid]").forEach((e) => e.removeAttribute("aria-invalid"));
      const list = summary.querySelector("ul");
      list.replaceChildren();
      for (const [control, words] of found) {
        const link = document.createElement("a");
        const id = control.id || (control.id = `share-${control.name}-first`);
        link.href = `#${id}`;
        link.textContent = words;
        link.addEventListener("click", (event) => { event.preventDefault(); control.focus(); });
        const item = document.createElement("li");
        item.append(link);
        list.append(item);
        const note = document.createElement("p");
        note.className = "app-share__error";
        note.textContent = words;
        (control.closest("fieldset, [data-field], [data-heading]")).insertBefore(note, control.closest("label") ?? control);
        control.setAttribute("aria-invalid", "true");
      }
      if (found.length) summary.focus();
    }

    preview() {
      const place = this.querySelector(".app-share__preview");
      const { fields, texts } = this.answers;
      place.replaceChildren();
      const add = (tag, text, className) => {
        const element = document.createElement(tag);
        element.textContent = text;
        if (className) element.className = className;
        place.append(element);
        return element;
      };
      add("p", fields.title || "Your title", "app-example__title");
      add("p", [fields.organisation, fields.region, fields.period].filter(Boolean).join(" · "), "app-quiet");
      this.headings.forEach((heading, n) => {
        add("h4", heading);
        for (const block of texts[n].split(/\n\s*\n/).filter((b) => b.trim())) {
          const lines = block.trim().split("\n");
          if (lines.every((line) => /^[-*]\s/.test(line))) {
            const list = add("ul", "");
            for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line.slice(2) }));
          } else add("p", block.trim());
        }
      });
    }

    async send(how) {
      const found = this.problems();
      this.showProblems(found);
      if (found.length) return;
      const now = new Date();
      const today = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
      const answers = this.answers;
      const text = toFile(answers, this.headings, today);
      const name = fileName(answers.fields.title);
      if (how === "github") {
        const address = `${this.dataset.repo}/new/main/docs/examples?${new URLSearchParams({ filename: name, value: text })}`;
        if (address.length > LONGEST) return this.say("The text is too long for an address. Download the file and add it on GitHub, or copy it.");
        window.open(address, "_blank", "noopener");
        return this.say("GitHub opens in a new tab with the file filled in. Press “Propose new file” there.");
      }
      if (how === "copy") {
        const done = await app.copy(text);
        const manual = this.querySelector(".app-snippet__manual");
        manual.hidden = done;
        if (!done) {
          manual.replaceChildren(Object.assign(document.createElement("pre"), { textContent: text }));
          manual.focus();
          app.select(manual);
        }
        return this.say(done ? "Copied. Paste it into an e-mail." : "Your browser did not allow copying. The text is selected: press Ctrl+C.");
      }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
      link.download = name;
      link.click();
      this.say(`Downloaded as ${name}.`);
    }
  }
  customElements.define("share-example", ShareExample);
})();
