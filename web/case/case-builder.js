// <case-builder>: puts a case together below the headings of an outline or of the reader's own Word template.
// The case is plain data (model.js), every step can be undone (store.js); this file shows it and passes on what people do.
import { items as basketItems } from "../basket/kept.js";
import { loadArguments } from "../common/arguments.js";
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { Composer, HTML, TEXT, emptyGaps } from "../common/compose.js";
import { el } from "../common/dom.js";
import { origin, setValue, values } from "../common/gaps.js";
import { load } from "../common/load.js";
import { report } from "../common/report.js";
import { say } from "../common/say.js";
import * as model from "./model.js";
import { moneyView } from "./money-view.js";
import { headingsOf, OUTLINES } from "./outlines.js";
import { blocksFor, editable, flatOf, fromText, keysOf, paperOf } from "./paper.js";
import { noted, withTable, withUsual } from "./start.js";
import { Keeper, Store } from "./store.js";

const KEY = "pq-case";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const NOT_SAVED = {
  changed: "Another tab has changed this case. Reload to see it, or press “Keep mine”.",
  full: "This browser has no room left, so the case is not kept here. Download the draft.",
  forbidden: "This browser keeps nothing for this page. Download the draft before you close it.",
};
const quiet = "app-button app-button--quiet";

const today = () => new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

const saveFile = (content, name, type) => {
  const link = el("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

class CaseBuilder extends HTMLElement {
  async connectedCallback() {
    this.status = el("p", { class: "app-case__status", role: "status" });
    this.body = el("div", {});
    this.append(this.status, this.body);
    try {
      const [library] = await Promise.all([loadArguments(this.dataset.arguments), load(this.dataset.case)]);
      Object.assign(this, { library, site: window.pqCase });
    } catch (error) {
      this.status.textContent = error.message;
      return;
    }
    this.byId = Object.fromEntries(this.library.arguments.map((argument) => [argument.id, argument]));
    this.begin();
  }

  begin() {
    this.keeper = new Keeper(window.localStorage, KEY, `${Date.now()}-${Math.random()}`);
    let kept = null;
    try { kept = this.keeper.load(); } catch { this.status.textContent = NOT_SAVED.forbidden; }
    const read = kept && model.read(JSON.stringify(kept));
    this.store = new Store(read?.state ?? model.empty());
    this.door = /^#fund-(.+)$/.exec(window.location.hash)?.[1] ?? "";
    this.store.addEventListener("change", ({ what }) => this.changed(what));
    document.addEventListener("pq-your", () => this.refresh());
    document.addEventListener("pq-basket", () => this.draw());
    this.frame();
    this.draw();
    if (read?.state?.parts.length) say(this.status, "Your case is as you left it.");
  }

  get state() { return this.store.state; }

  get filled() { return { ...this.state.figures, ...Object.fromEntries(Object.entries(values()).filter(([, value]) => value.trim())) }; }

  changed(what) {
    this.refresh();
    this.save(what);
  }

  save(what) {
    const done = this.keeper.save(this.state);
    this.insist.hidden = done !== "changed";
    say(this.status, done === "saved" ? `${what}.` : `${what}. ${NOT_SAVED[done]}`);
  }

  // A redraw that keeps the place: what has the focus keeps it, folds stay as they are.
  refresh() {
    const focus = document.activeElement?.dataset?.focus;
    const [from, to] = [document.activeElement?.selectionStart, document.activeElement?.selectionEnd];
    this.draw();
    const again = focus && this.querySelector(`[data-focus="${CSS.escape(focus)}"]`);
    if (!again) return;
    again.focus({ preventScroll: true });
    try { if (from !== null && from !== undefined) again.setSelectionRange(from, to); } catch { /* a field without a place for the caret */ }
  }

  // ---- the frame: parts that are drawn again on their own ----

  frame() {
    const section = (id, title, ...content) => el("section", { class: "app-case__section", "aria-labelledby": `case-${id}` }, el("h2", { id: `case-${id}` }, title), ...content);
    for (const name of ["start", "paper", "figures", "money", "check", "preview", "tools"]) this[`${name}Box`] = el("div", {});
    this.insist = el("button", { type: "button", class: quiet, hidden: true, onclick: () => { this.keeper.insist(); this.save("Kept"); } }, "Keep mine");
    this.manual = el("div", { class: "app-snippet__manual", hidden: true, tabindex: "-1" });
    this.body.append(this.insist,
      section("start", "1. Start", this.startBox),
      section("paper", "2. Your paper", this.toolsBox, this.paperBox),
      section("figures", "3. Your figures", this.figuresBox),
      section("money", "4. What it costs", this.moneyBox),
      section("check", "5. Before you send it", this.checkBox),
      section("take", "6. Take it away", this.takeButtons(), this.manual,
        el("details", { class: "app-fold", "data-fold": "preview" }, el("summary", {}, "Preview of the whole paper"), this.previewBox)));
  }

  draw() {
    const open = new Set([...this.querySelectorAll("details[data-fold][open]")].map(({ dataset }) => dataset.fold));
    const typed = new Map([...this.querySelectorAll("[data-keep]")].map((input) => [input.dataset.keep, input.value]));
    const fill = (box, ...content) => box.replaceChildren(...content.flat().filter(Boolean));
    fill(this.startBox, this.startView());
    fill(this.toolsBox, this.toolsView());
    fill(this.paperBox, this.state.headings.map((heading) => this.headingView(heading)));
    fill(this.figuresBox, this.figuresView());
    fill(this.moneyBox, this.moneySection());
    fill(this.checkBox, this.checkView());
    const composer = this.composer();
    this.previewBox.innerHTML = `<div class="app-case__preview">${composer.print(flatOf(this.state), HTML)}</div>`; // our own composition, in which every text is escaped
    for (const fold of this.querySelectorAll("details[data-fold]")) if (open.has(fold.dataset.fold)) fold.open = true;
    for (const input of this.querySelectorAll("[data-keep]")) input.value = typed.get(input.dataset.keep) || input.value;
  }

  composer() { return new Composer(this.library.works, keysOf(this.state), this.filled); }

  // ---- 1. start ----

  startView() {
    const door = el("select", { id: "case-door", "data-focus": "door", onchange: () => { this.door = door.value; this.refresh(); } },
      el("option", { value: "" }, "Choose …"), this.site.doors.map(({ id, name }) => el("option", { value: id, selected: id === this.door }, name)));
    const outline = el("select", { id: "case-outline", "data-focus": "outline", onchange: () => this.useOutline(outline.value) },
      Object.entries(OUTLINES).map(([id, { name }]) => el("option", { value: id, selected: id === this.state.outline }, name)),
      this.state.outline === "template" ? el("option", { value: "template", selected: true }, "Your own template") : null);
    const title = el("input", { id: "case-title", "data-focus": "title", value: this.state.title, onchange: () => this.store.do(model.setTitle(this.state, title.value), "Title changed", "title") });
    const file = el("input", { id: "case-template", type: "file", accept: ".docx,.dotx,.docm,.dotm", onchange: () => file.files[0] && this.openTemplate(file.files[0]) });
    const draft = el("input", { id: "case-open", type: "file", accept: ".pqcase,.docx", onchange: () => draft.files[0] && this.openDraft(draft.files[0]) });
    const field = (id, name, input, help) => el("p", { class: "app-case__field" }, el("label", { for: id }, name), input, help ? el("span", { class: "app-quiet" }, help) : null);
    const chosen = this.site.doors.find(({ id }) => id === this.door);
    return [
      el("div", { class: "app-case__fields" }, field("case-door", "What do you want to fund?", door), field("case-outline", "Headings", outline), field("case-title", "Title of the paper", title),
        field("case-template", "Or your own Word template", file, this.template ? `${this.template.name}: ${this.state.headings.length} headings.` : "Its headings and styles are used as they are."),
        field("case-open", "Or go on with a draft", draft, "A .pqcase file, or a Word file that this page made.")),
      el("p", {}, el("button", { type: "button", class: "app-button", "data-focus": "start", disabled: !chosen, onclick: () => this.addStart(chosen) }, chosen ? `Add the usual arguments and tables (${chosen.arguments.length + this.site.start.length})` : "Add the usual arguments and tables")),
      basketItems().length ? el("p", {}, el("button", { type: "button", class: quiet, "data-focus": "basket", onclick: () => this.addAll(basketItems().map(({ argument }) => argument.id), [], "Added what is in the basket") }, `Add what is in the basket (${basketItems().length})`)) : null,
    ];
  }

  useOutline(name) {
    if (name !== "template") this.store.do(model.useHeadings(this.state, headingsOf(name), name), `Headings of the ${OUTLINES[name].name}`);
  }

  addStart(door) {
    this.addAll(door.arguments, this.site.start, "Added the usual arguments and tables", this.state.title || `Business case: ${door.name}`);
  }

  addAll(ids, tables, what, title = this.state.title) {
    const state = withUsual(this.state, ids.map((id) => this.byId[id]).filter(Boolean), tables.map((id) => this.table(id)), title);
    this.store.do(state, what);
  }

  table(id) { return this.site.tables.find((one) => one.id === id); }

  async openTemplate(file) {
    try {
      await load(this.dataset.word);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const read = window.pqWord.readTemplate(bytes);
      if (!read.headings.length) throw new window.pqWord.WordError("No headings were found in this template. Open it in Word, give its headings a heading style, and save it.");
      this.template = { name: file.name, bytes };
      this.store.do(model.useHeadings(this.state, read.headings.map(({ id, text, level, guidance }) => ({ id, text, level, guidance })), "template"), `Using ${file.name}. ${read.notes?.join(" ") ?? ""}`.trim());
    } catch (error) {
      say(this.status, error.message);
    }
  }

  async openDraft(file) {
    let text;
    try {
      if (/\.docx$/i.test(file.name)) {
        await load(this.dataset.word);
        text = window.pqWord.readDraft(new Uint8Array(await file.arrayBuffer())) ?? "";
        if (!text) { say(this.status, "This Word file was not made by this page, so there is no draft in it."); return; }
      } else text = await file.text();
    } catch (error) {
      say(this.status, error.message);
      return;
    }
    const { state, wrong } = model.read(text);
    if (wrong) { say(this.status, wrong); return; }
    for (const [name, value] of Object.entries(state.figures)) if (!values()[name]?.trim()) setValue(name, value);
    const changes = model.since(state, this.byId);
    this.store.replace(state, changes.length ? `Opened ${file.name}. The library has changed since: ${changes.map(({ title }) => title).join("; ")}` : `Opened ${file.name}`);
  }

  // ---- 2. the paper ----

  toolsView() {
    const step = (name, can, act) => el("button", { type: "button", class: quiet, "data-focus": name, "aria-disabled": String(!can), title: can ?? false, onclick: () => can && act() }, name);
    return el("p", { class: "app-case__tools" }, step("Undo", this.store.canUndo, () => this.store.undo()), step("Redo", this.store.canRedo, () => this.store.redo()),
      el("span", { class: "app-quiet" }, ` ${model.words(this.state).toLocaleString("en-GB")} words`));
  }

  headingView(heading) {
    const parts = this.state.parts.filter((part) => part.heading === heading.id);
    return el("div", { class: "app-case__heading" },
      el("h3", {}, heading.text),
      (heading.guidance ?? []).map((words) => el("p", { class: "app-quiet" }, words)),
      parts.length ? el("ol", { class: "app-case__parts" }, parts.map((part, n) => this.partView(part, n, parts.length))) : null,
      this.addView(heading));
  }

  partView(part, n, count) {
    const name = part.title ?? part.text ?? (part.kind === "money" ? "Costs" : model.plain(part).slice(0, 60));
    const act = (word, label, run, can = true) => el("button", { type: "button", class: quiet, "data-focus": `${part.id} ${word}`, "aria-label": `${label ?? word}: ${name}`, "aria-disabled": String(!can), onclick: () => can && run() }, word);
    const first = this.state.headings[0]?.id === part.heading && n === 0;
    const last = this.state.headings.at(-1)?.id === part.heading && n === count - 1;
    const move = el("select", { "aria-label": `Move to another heading: ${name}`, "data-focus": `${part.id} move`, onchange: () => this.store.do(model.place(this.state, part.id, move.value), `Moved below ${this.state.headings.find(({ id }) => id === move.value).text}`) },
      this.state.headings.map(({ id, text }) => el("option", { value: id, selected: id === part.heading }, text)));
    const step = (by) => this.store.do(model.step(this.state, part.id, by), by < 0 ? `Moved up: ${name}` : `Moved down: ${name}`);
    const words = el("div", { class: "app-case__words" });
    const read = el("details", { "data-fold": `${part.id} words` }, el("summary", { "aria-label": `Read: ${name}` }, "Read"), words);
    words.innerHTML = this.composer().print(blocksFor(part, this.state), HTML, { references: false }); // escaped by the composer
    return el("li", { class: "app-case__part" },
      el("p", { class: "app-case__part-title" }, el("strong", {}, name), part.stands && part.stands !== "current" ? el("span", { class: "app-tag" }, part.stands) : null, part.edited ? el("span", { class: "app-tag" }, "changed by you") : null),
      this.editing === part.id ? this.editor(part) : read,
      el("p", { class: "app-case__tools" },
        part.kind === "money" ? null : act("Edit", null, () => { this.editing = part.id; this.refresh(); this.querySelector(`[data-focus="${part.id} words"]`)?.focus(); }),
        act("Up", "Move up", () => step(-1), !first), act("Down", "Move down", () => step(1), !last), move,
        part.edited ? act("Put back", "Put back the words of the library", () => this.store.do(model.change(this.state, part.id, { edited: undefined }), `Put back: ${name}`)) : null,
        act("Remove", null, () => { this.store.do(model.remove(this.state, part.id), `Removed: ${name}. Undo brings it back`); this.querySelector("[data-focus=Undo]")?.focus(); })));
  }

  editor(part) {
    const isTable = part.kind === "table";
    const text = isTable ? part.rows.map((row) => row.join(" | ")).join("\n") : part.kind === "title" ? part.text : editable(blocksFor(part, this.state), this.library.works);
    const area = el("textarea", { rows: Math.min(16, Math.max(5, Math.ceil(text.length / 70))), "data-focus": `${part.id} words`, "aria-label": isTable ? "Rows, one a line, cells between | signs" : "Words; an empty line begins a new paragraph", value: text });
    const keep = () => {
      this.editing = null;
      const fields = isTable ? { rows: area.value.split("\n").filter((line) => line.trim()).map((line) => { const cells = line.split("|").map((cell) => cell.trim()); return part.columns.map((_, n) => cells[n] ?? ""); }) }
        : part.kind === "title" ? { text: area.value.trim() || part.text } : { edited: fromText(area.value, blocksFor(part, this.state), this.library.works) };
      if (area.value === text) this.refresh(); else this.store.do(model.change(this.state, part.id, fields), "Changed");
      this.querySelector(`[data-focus="${part.id} Edit"]`)?.focus();
    };
    return el("div", {}, area, isTable ? el("p", { class: "app-quiet" }, `One row a line, cells between | signs: ${part.columns.join(" | ")}`) : null,
      el("p", { class: "app-case__tools" }, el("button", { type: "button", class: "app-button", onclick: keep }, "Keep"),
        el("button", { type: "button", class: quiet, onclick: () => { this.editing = null; this.refresh(); this.querySelector(`[data-focus="${part.id} Edit"]`)?.focus(); } }, "Leave it as it was")));
  }

  addView(heading) {
    const key = `add-${heading.id}`;
    const filter = el("input", { id: `${key}-filter`, type: "search", "data-keep": `${key}-filter`, "data-focus": `${key}-filter`, oninput: () => show() });
    const found = el("ul", { class: "app-case__found" });
    const used = new Set(this.state.parts.map(({ argument }) => argument));
    const show = () => {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      const all = this.library.arguments.filter(({ id }) => !used.has(id)).filter((argument) => {
        const text = `${argument.title} ${JSON.stringify(argument.blocks)} ${argument.asked.join(" ")}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }).sort((a, b) => (b.case === heading.holds) - (a.case === heading.holds) || (b.stands === "current") - (a.stands === "current"));
      found.replaceChildren(...all.slice(0, 8).map((argument) => el("li", {}, el("button", { type: "button", class: quiet, "aria-label": `Add: ${argument.title}`, onclick: () => this.store.do(model.addArgument(this.state, noted(argument), { heading: heading.id }), `Added: ${argument.title}`) }, "Add"),
        ` ${argument.title} `, el("span", { class: "app-quiet" }, `${argument.stands}, ${argument.strength}`))),
      ...(all.length > 8 ? [el("li", { class: "app-quiet" }, `${all.length - 8} more: type words to narrow.`)] : []), ...(all.length ? [] : [el("li", { class: "app-quiet" }, "No argument has these words.")]));
    };
    const own = el("textarea", { id: `${key}-own`, rows: 3, "data-keep": `${key}-own` });
    const table = el("select", { id: `${key}-table` }, this.site.tables.map(({ id, title }) => el("option", { value: id }, title)));
    const title = el("input", { id: `${key}-title`, "data-keep": `${key}-title` });
    const add = (part, what) => { own.value = ""; title.value = ""; this.store.do(model.add(this.state, part, { heading: heading.id }), what); };
    const row = (id, label, input, run) => el("p", { class: "app-case__field" }, el("label", { for: id }, label), input, el("button", { type: "button", class: quiet, onclick: run }, "Add"));
    const fold = el("details", { class: "app-fold", "data-fold": key, ontoggle: () => fold.open && !found.children.length && show() },
      el("summary", {}, `Add below “${heading.text}”`),
      el("p", { class: "app-case__field" }, el("label", { for: `${key}-filter` }, "Find an argument"), filter), found,
      row(`${key}-own`, "Your own words", own, () => own.value.trim() && add({ kind: "text", blocks: fromText(own.value, [], this.library.works) }, "Added your own words")),
      row(`${key}-title`, "A heading of your own", title, () => title.value.trim() && add({ kind: "title", text: title.value.trim() }, "Added a heading")),
      row(`${key}-table`, "A table", table, () => this.store.do(withTable(this.state, this.table(table.value), heading.id), "Added a table")));
    return fold;
  }

  // ---- 3. figures, 4. money, 5. check ----

  figuresView() {
    const names = [...new Set(emptyGaps(flatOf(this.state), {}))];
    if (!names.length) return el("p", { class: "app-quiet" }, "Nothing has to be filled in yet.");
    const filled = this.filled;
    return [el("p", {}, "Filled once, everywhere the same. ", el("a", { href: "council.html" }, "Your council in figures"), " fills in the rates."),
      el("div", { class: "app-case__fields" }, names.map((name, n) => {
        const id = `case-figure-${n}`;
        const input = el("input", { id, "data-focus": `figure ${name}`, value: filled[name] ?? "", onchange: () => { this.store.do(model.setFigure(this.state, name, input.value), `${name} filled in`, `figure ${name}`); setValue(name, input.value); } });
        return el("p", { class: "app-case__field" }, el("label", { for: id }, name), input, el("span", { class: "app-quiet", "data-your-from": name }, origin(name)));
      }))];
  }

  moneySection() {
    const inside = this.state.parts.find(({ kind }) => kind === "money");
    const put = () => this.store.do(inside ? model.remove(this.state, inside.id) : model.add(this.state, { kind: "money" }, { holds: "financial" }), inside ? "Costs taken out of the paper" : "Costs put into the paper");
    return [moneyView(this.state.money, (fields, what) => this.store.do(model.setMoney(this.state, fields), what)),
      el("p", {}, el("button", { type: "button", class: "app-button", "data-focus": "money-in", onclick: put }, inside ? "Take the costs out of the paper" : "Put the costs into the paper"))];
  }

  checkView() {
    const doubtful = Object.fromEntries(Object.entries(this.library.works).filter(([, work]) => work.check).map(([key, work]) => [key, work.name]));
    const filled = this.filled;
    const all = model.beforeSending({ ...this.state, figures: filled }, { doubtful });
    if (!this.state.parts.length) return el("p", { class: "app-quiet" }, "Nothing is in the paper yet.");
    const empty = all.filter(({ kind }) => kind === "gap").length;
    const others = all.filter(({ kind }) => kind !== "gap").map(({ text }) => text);
    const lines = empty ? [`${empty} ${empty === 1 ? "gap is" : "gaps are"} still empty: see “Your figures” above. In Word they are marked in yellow.`, ...others] : others;
    return lines.length ? el("ul", {}, lines.map((text) => el("li", {}, text))) : el("p", {}, "Nothing is left to look at.");
  }

  // ---- 6. take it away ----

  takeButtons() {
    const button = (words, act, main = false) => el("button", { type: "button", class: main ? "app-button" : quiet, onclick: act }, words);
    return el("p", { class: "app-case__tools" }, button("Download for Word", () => this.word(), true), button("Copy for Word", () => this.copy(), true), button("Print", () => this.print()),
      button("Download draft", () => saveFile(JSON.stringify(this.state), `${this.fileName()}.pqcase`, "application/json")), button("Clear everything", () => this.clear()));
  }

  fileName() { return (this.state.title || "business case").replace(/[^\p{L}\p{N} -]+/gu, "").trim().slice(0, 80) || "business case"; }

  async word() {
    if (this.state.outline === "template" && !this.template) { say(this.status, "Choose your template again first: this page does not keep files."); return; }
    try {
      await load(this.dataset.word);
      const template = this.state.outline === "template";
      const paper = paperOf(this.state, { works: this.library.works, filled: this.filled, template, today: today() });
      const bytes = window.pqWord.writeCase(template ? this.template.bytes : null, paper, { draft: JSON.stringify(this.state) });
      saveFile(bytes, `${this.fileName()}.docx`, WORD);
      say(this.status, `Downloaded ${this.fileName()}.docx. Empty gaps are marked in yellow; each argument has a comment that says where it is from.`);
    } catch (error) {
      say(this.status, error.message);
    }
  }

  async copy() {
    const blocks = flatOf(this.state);
    const composer = this.composer();
    const done = await copyOrSelect(composer.print(blocks, TEXT), composer.print(blocks, HTML), this.manual);
    say(this.status, done ? report("Copied with one list of references. Paste it into your document.", blocks, keysOf(this.state), this.library.works, this.filled) : SELECTED);
  }

  print() {
    this.querySelector("[data-fold=preview]").open = true;
    document.documentElement.classList.add("app-case-printing");
    window.addEventListener("afterprint", () => document.documentElement.classList.remove("app-case-printing"), { once: true });
    window.print();
  }

  clear() {
    if (!window.confirm("Remove this case from this computer? Download the draft first if you want to keep it.")) return;
    this.template = null;
    this.store.replace(model.empty(), "Everything is cleared");
    try { this.keeper.clear(); } catch { /* nothing was kept */ }
  }
}
customElements.define("case-builder", CaseBuilder);
