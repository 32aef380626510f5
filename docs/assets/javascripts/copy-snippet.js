// <copy-snippet>: copies an argument for Word with exactly its references, as clean HTML and as well-set text.
// What is copied is made from the text on the page, so the two can never differ.
// Without scripts the text and its references stand on the page to be selected.
(() => {
  const KEPT = new Set(["P", "UL", "OL", "LI", "EM", "STRONG"]);
  const app = window.app;

  // ---- making: from the page's elements to plain nodes, HTML, text, Markdown ----

  // A copy of `element` with only paragraphs, lists, emphasis and public links, without any attribute of the site.
  const clean = (element) => {
    const out = document.createElement("div");
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) out.append(node.textContent.replace(/\s+/g, " "));
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const inner = clean(node);
      if (KEPT.has(node.tagName)) {
        const kept = document.createElement(node.tagName);
        kept.append(...inner.childNodes);
        out.append(kept);
      } else if (node.matches("a[href^='http']") && !node.matches(".app-cite, .app-stat, .app-now__link, .app-term")) {
        const link = document.createElement("a");
        link.href = node.getAttribute("href");
        link.append(...inner.childNodes);
        out.append(link);
      } else if (node.matches(".app-now")) {
        out.append(`[${inner.textContent.replace(/^\(|\)$/g, "").trim()}]`);
      } else {
        out.append(...inner.childNodes);
      }
    }
    return out;
  };

  // The date of a figure, where neither its paragraph nor its list item says the year.
  const addDates = (body) => {
    for (const figure of body.querySelectorAll(".app-stat[data-as-at]")) {
      const year = figure.dataset.asAt.slice(-4);
      const around = figure.closest("li, p") ?? body;
      if (!around.textContent.includes(year)) figure.append(` (as at ${figure.dataset.asAt})`);
    }
  };

  const blocks = (root) => [...root.children].flatMap((e) => (e.tagName === "UL" || e.tagName === "OL" ? [...e.children] : [e]));

  const inline = (node, markdown) => [...node.childNodes].map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return markdown ? child.textContent.replace(/([*_[\]`\\])/g, "\\$1") : child.textContent;
    const inner = inline(child, markdown);
    if (!markdown) return inner;
    if (child.tagName === "EM") return `*${inner}*`;
    if (child.tagName === "STRONG") return `**${inner}**`;
    if (child.tagName === "A") return inner.includes("://") ? `<${child.getAttribute("href")}>` : `[${inner}](${child.getAttribute("href")})`;
    return inner;
  }).join("");

  const toText = (root, markdown) => {
    let out = "";
    let before = "";
    for (const block of blocks(root)) {
      const list = block.tagName === "LI";
      const ordered = list && block.parentElement.tagName === "OL";
      const mark = !list ? "" : ordered ? `${[...block.parentElement.children].indexOf(block) + 1}. ` : markdown ? "- " : "• ";
      const gap = out === "" ? "" : list && before === "LI" ? "\n" : "\n\n";
      out += gap + mark + inline(block, markdown).trim();
      before = block.tagName;
    }
    return out;
  };

  // ---- the reader's own figures, shared by everything on the site ----

  const values = () => app.store.get("pq-your") ?? {};
  const fillGaps = (root) => {
    const known = values();
    for (const gap of root.querySelectorAll(".app-your[data-your]")) {
      const value = (known[gap.dataset.your] ?? "").trim();
      gap.textContent = value || `[${gap.dataset.your}]`;
      gap.classList.toggle("app-your--filled", Boolean(value));
    }
  };
  app.your = { values, fillGaps };

  const fillEverywhere = () => {
    fillGaps(document);
    for (const input of document.querySelectorAll("input[data-your-input]")) {
      if (input !== document.activeElement) input.value = values()[input.dataset.yourInput] ?? "";
    }
  };

  class CopySnippet extends HTMLElement {
    connectedCallback() {
      this.body = this.querySelector(".app-snippet__body");
      const tools = this.querySelector(".app-snippet__tools");
      if (!this.body || !tools) throw new Error("<copy-snippet>: no text or no buttons inside. See macros/templates/snippet.html.");
      this.status = tools.querySelector("[role=status]");
      this.menu = tools.querySelector("details");
      tools.hidden = false;
      for (const button of tools.querySelectorAll("button[data-copy]")) {
        button.addEventListener("click", () => this.copy(button.dataset.copy));
      }
      const link = tools.querySelector("[data-copy=link]");
      if (link && !this.address) link.hidden = true;
      this.menu?.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !this.menu.open) return;
        this.menu.open = false;
        this.menu.querySelector("summary").focus();
      });
      this.addGaps();
      fillGaps(this);
    }

    // A public address or none: never somebody's disk.
    get address() {
      if (this.dataset.address) return this.dataset.address;
      const shown = this.querySelector(".app-snippet__title a")?.href ?? window.location.href;
      return /^https?:/.test(shown) ? shown.split("#")[0] : "";
    }

    addGaps() {
      const names = [...new Set([...this.body.querySelectorAll(".app-your")].map((gap) => gap.dataset.your))];
      const place = this.querySelector(".app-snippet__gaps");
      if (!names.length || !place) return;
      place.hidden = false;
      for (const name of names) {
        const label = document.createElement("label");
        const input = document.createElement("input");
        input.type = "text";
        input.autocomplete = "off";
        input.dataset.yourInput = name;
        input.value = values()[name] ?? "";
        input.addEventListener("input", () => {
          app.store.set("pq-your", { ...values(), [name]: input.value });
          fillEverywhere();
        });
        label.append(name[0].toUpperCase() + name.slice(1), input);
        place.append(label);
      }
    }

    // The text as plain nodes: body, note on its age, and the references used.
    content(withReferences) {
      const copy = this.body.cloneNode(true);
      fillGaps(copy);
      addDates(copy);
      const out = clean(copy);
      const add = (html) => {
        const p = document.createElement("p");
        if (typeof html === "string") p.textContent = html;
        else p.append(...html.childNodes);
        out.append(p);
      };
      if (this.dataset.note) add(`[${this.dataset.note}]`);
      const references = this.querySelector("template.app-snippet__references");
      if (withReferences && references) {
        const heading = document.createElement("p");
        const strong = document.createElement("strong");
        strong.textContent = "References";
        heading.append(strong);
        out.append(heading);
        for (const reference of references.content.querySelectorAll("p")) add(clean(reference));
      }
      for (const child of [...out.childNodes]) if (child.nodeType === Node.TEXT_NODE && !child.textContent.trim()) child.remove();
      return out;
    }

    async copy(kind) {
      const content = this.content(kind !== "without-references");
      let done, what;
      if (kind === "link") {
        done = await app.copy(this.address);
        what = "Link copied.";
      } else if (kind === "text" || kind === "markdown") {
        done = await app.copy(toText(content, kind === "markdown"));
        what = kind === "text" ? "Copied as plain text, with its references." : "Copied as Markdown, with its references.";
      } else {
        done = await app.copy(toText(content, false), content.innerHTML);
        what = kind === "word" ? "Copied with its references. Paste it into your document." : "Copied without references. Paste it into your document.";
      }
      if (this.menu) this.menu.open = false;
      if (done) this.showManual(null);
      else this.showManual(kind === "link" ? null : content, kind);
      app.say(this.status, done ? what : "Your browser did not allow copying. The text below is selected: press Ctrl+C.");
    }

    showManual(content, kind) {
      const manual = this.querySelector(".app-snippet__manual");
      manual.hidden = !content;
      manual.replaceChildren();
      if (!content) return;
      if (kind === "text" || kind === "markdown") {
        const pre = document.createElement("pre");
        pre.textContent = toText(content, kind === "markdown");
        manual.append(pre);
      } else {
        manual.append(...content.childNodes);
      }
      manual.focus();
      app.select(manual);
    }
  }

  customElements.define("copy-snippet", CopySnippet);
  window.addEventListener("storage", (event) => event.key === "pq-your" && fillEverywhere());
  document.addEventListener("DOMContentLoaded", () => fillGaps(document));
})();
