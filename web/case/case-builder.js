// <case-builder>: puts a case together below the headings of an outline or of the reader's own Word
// template.
// The case is plain data (model.js), every step can be undone (store.js). This file keeps the two
// and draws again what changed; what is drawn stands in the views beside it, each of which gets
// this element.
import { items as basketItems } from "../basket/kept.js";
import { Composer, PAGE, TEXT } from "../common/compose.js";
import { el } from "../common/dom.js";
import { setValue, sources, values } from "../common/gaps.js";
import { load } from "../common/load.js";
import { say } from "../common/say.js";
import { barView, stepsView, tabsView, unkeptView } from "./bar-view.js";
import { checkView, leftOf } from "./check-view.js";
import * as draft from "./draft.js";
import { figuresView, lookAtFigures, needsDrawing, prepareDrawing, today } from "./figures-view.js";
import { keptTemplate } from "./files.js";
import { unfold } from "./form.js";
import * as model from "./model.js";
import { gapsFromMoney } from "./money-paper.js";
import { moneySection } from "./money-view.js";
import { flatOf, keysOf, unfolded } from "./paper.js";
import { Paper } from "./parts-view.js";
import { EDITOR } from "./edit-view.js";
import { SECTIONS } from "./sections.js";
import { withDoor, withUsual } from "./start.js";
import { changesView, chooseDoor, startView, takeFile } from "./start-view.js";
import { Keeper, Store } from "./store.js";
import { mappingView, takeView } from "./take-view.js";

const KEY = "pq-case";
const AT_ONCE = ["notice", "bar", "paper"]; // boxes that answer each step before all others
const NOT_SAVED = {
  changed: "Another tab has changed this case. Say below which one to keep.",
  full: "This browser has no room left, so the case is not kept here. Download the draft.",
  forbidden: "This browser keeps nothing for this page. Download the draft before you close it.",
};
const MOST_IDLE = 500; // milliseconds
const later = (run) =>
  window.requestIdleCallback?.(run, { timeout: MOST_IDLE }) ?? window.setTimeout(run);
// What an address such as case.html#fund-charity asks for.
const doorOf = (hash) => /^#fund-(.+)$/.exec(hash)?.[1] ?? "";
const argumentOf = (hash) => /^#use-([\w-]+)$/.exec(hash)?.[1] ?? ""; // from the page of old papers

// How to find what has the focus again, when it has been drawn anew.
const selectorOf = ({ dataset, id, tagName, parentElement, ariaLabel }) => {
  if (dataset.focus) return `[data-focus="${CSS.escape(dataset.focus)}"]`;
  if (id) return `#${CSS.escape(id)}`;
  if (tagName === "SUMMARY")
    return `[data-fold="${CSS.escape(parentElement.dataset.fold ?? "")}"] > summary`;
  return ariaLabel ? `${tagName}[aria-label="${CSS.escape(ariaLabel)}"]` : "";
};

class CaseBuilder extends HTMLElement {
  async connectedCallback() {
    this.status = el("p", { class: "app-case__status", role: "status" });
    this.append(this.status);
    try {
      await load(this.dataset.case);
    } catch (error) {
      this.status.textContent = error.message;
      return;
    }
    this.site = unfolded(window.pqCase);
    const { works } = this.site;
    const composer = new Composer(works, []);
    for (const work of Object.values(works))
      work.name = `${composer.inline(work.label, TEXT)} ${work.year ?? ""}`.trim();
    this.byId = Object.fromEntries(this.site.arguments.map((argument) => [argument.id, argument]));
    await this.begin();
  }

  async begin() {
    this.keeper = new Keeper(
      () => window.localStorage, // to ask for it may already be forbidden
      KEY,
      `${Date.now()}-${Math.random()}`,
      model.asText,
    );
    let kept = null;
    try {
      kept = this.keeper.load();
    } catch {
      this.unkept = "forbidden";
    }
    const read = kept && draft.read(JSON.stringify(kept));
    this.store = new Store(read?.state ?? model.empty());
    this.file = this.state.template ? await keptTemplate() : null;
    this.door = doorOf(window.location.hash);
    if (!read?.state) this.store.state = withDoor(this.state, this.door);
    this.changes = [];
    this.typing = new Map(); // functions that put into a case what is being typed
    this.seen = values();
    this.frame();
    this.listen();
    this.draw();
    if (this.unkept) this.say(NOT_SAVED.forbidden);
    else if (read?.state?.parts.length) this.say("Your case is as you left it.");
    if (read?.state) lookAtFigures(this).then((figures) => this.tellChanges(figures));
    this.useArgument();
  }

  // The argument that the address asks for, once: a reload does not add it again.
  useArgument() {
    const argument = this.byId[argumentOf(window.location.hash)];
    if (!argument) return;
    window.history.replaceState(null, "", window.location.href.split("#")[0]);
    this.do(withUsual(this.state, [argument], []), `Added: ${argument.title}`);
  }

  listen() {
    window.addEventListener("hashchange", () => {
      const door = doorOf(window.location.hash);
      if (door) chooseDoor(this, door);
      this.useArgument();
    });
    this.store.addEventListener("change", ({ what }) => this.changed(what));
    document.addEventListener("pq-your", () => this.adopt());
    document.addEventListener("pq-basket", () => this.draw());
    // A field gives up its value while the next button is already pressed. Drawn anew before it is
    // let go, that button would be another, and the press lost.
    // What is being typed in a field is not drawn over.
    this.addEventListener("input", ({ target }) => {
      this.written = target;
    });
    for (const name of ["change", "focusout"])
      this.addEventListener(name, () => {
        if (!this.written) return;
        this.written = null;
        this.soon();
      });
    this.addEventListener("pointerdown", ({ target }) => {
      this.pressed = Boolean(target.closest("button, summary"));
    });
    window.addEventListener("pagehide", () => {
      document.activeElement?.blur(); // a field gives up its value
      this.leave();
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    for (const name of ["pointerup", "pointercancel", "blur"])
      window.addEventListener(name, () => this.release());
    for (const name of ["dragover", "drop"])
      this.addEventListener(name, (event) => {
        const { types, files } = event.dataTransfer;
        if (!types.includes("Files") || event.target.type === "file") return;
        event.preventDefault();
        if (files.length) takeFile(this, files[0]);
      });
    window.addEventListener(
      "storage",
      ({ key }) => key === KEY && this.keeper.isBehind() && this.heldBack(),
    );
  }

  get state() {
    return this.store.state;
  }

  do(state, what, field) {
    this.store.do(state, what, field);
  }

  say(words) {
    say(this.status, words);
  }

  // ---- the reader's figures: the case's own first, then those of all pages, then what the costs
  // say ----

  get filled() {
    const { figures, figuresFrom, money } = this.state;
    const some = (pairs) => Object.fromEntries(pairs.filter(([, value]) => value.trim()));
    const [own, official] = [false, true].map((is) =>
      some(Object.entries(figures).filter(([name]) => is === Boolean(figuresFrom[name]))),
    );
    return { ...gapsFromMoney(money), ...official, ...some(Object.entries(values())), ...own };
  }

  // What another page filled in since counts for this case too.
  adopt() {
    const now = values();
    let { state } = this;
    for (const name of Object.keys(state.figures)) {
      if (
        now[name] !== this.seen[name] &&
        now[name] !== undefined &&
        now[name] !== state.figures[name]
      )
        state = model.setFigure(state, name, now[name]);
    }
    this.seen = now;
    if (state === this.state) this.soon();
    else this.do(state, "Figures of another page taken");
  }

  // Figures of the case that a step changed are the same on all pages, also when it is undone.
  share() {
    const [before, now] = [this.shared ?? this.state.figures, this.state.figures];
    this.shared = now;
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const value = now[name] ?? "";
      if ((before[name] ?? "") !== value && (values()[name] ?? "") !== value) {
        this.seen = { ...this.seen, [name]: value };
        setValue(name, value);
      }
    }
  }

  // The reader's file that the paper is written into, if it is here: undo may lead to another.
  get template() {
    return this.file?.name === this.state.template ? this.file : null;
  }

  // ---- saving ----

  // Drawn a moment later: a field says that it changed while the focus is on its way to the next,
  // which a redraw at once would take away. Saved when that is drawn.
  changed(what) {
    this.share();
    this.unsaved = what;
    this.say(`${what}.`);
    this.soon();
  }

  soon() {
    this.waiting ??= window.setTimeout(() => this.refresh());
  }

  save() {
    const what = this.unsaved;
    this.unsaved = null;
    const done = this.keeper.save(this.whole);
    if (done === "changed") this.heldBack();
    else this.unkept = done === "saved" ? null : done;
    if (done === "saved") return;
    this.say(`${what}. ${NOT_SAVED[done]}`);
    this.soon();
  }

  // The case with what is being typed and neither kept nor added yet.
  get whole() {
    return [...this.typing.values()].reduce((state, put) => put(state), this.state);
  }

  // The page goes out of sight, perhaps for good: what was done or typed is in the copy.
  leave() {
    if (this.whole !== this.state) this.unsaved ??= "Kept";
    if (this.unsaved) this.save();
  }

  // The words of an open editor become those of its part.
  keepTyped() {
    const put = this.typing.get(EDITOR);
    const part = this.state.parts.find(({ id }) => id === this.editing);
    this.closeEditor();
    if (part) this.do(put(this.state), `Changed: ${model.nameOf(part)}`);
  }

  closeEditor() {
    this.editing = null;
    this.typing.delete(EDITOR);
    this.unsaved ??= "Closed";
    this.soon();
  }

  heldBack() {
    this.held = true;
    this.draw();
    this.say(NOT_SAVED.changed);
  }

  // Another case in place of this one. Its figures fill what is empty on other pages, and change
  // nothing there.
  open(state, what) {
    for (const [name, value] of Object.entries(state.figures))
      if (!values()[name]?.trim()) setValue(name, value);
    this.seen = values();
    this.shared = state.figures;
    this.keepTyped();
    this.store.replace(state, what);
  }

  // A part, of which the words are to be changed.
  edit(id) {
    this.keepTyped();
    this.editing = id;
    this.draw();
    this.field(`${id} edit`)?.focus();
  }

  // The state as a draft: what other pages filled in goes along, with where it is from.
  draft() {
    const known = Object.fromEntries(Object.entries(values()).filter(([, value]) => value.trim()));
    return JSON.stringify({
      ...this.whole,
      figures: { ...known, ...this.state.figures },
      figuresFrom: { ...sources(), ...this.state.figuresFrom },
    });
  }

  // ---- what has changed since ----

  today(id) {
    return today(
      this,
      this.state.parts.find((part) => part.id === id),
    );
  }

  tellChanges(figures) {
    this.changes = draft.since(this.state, this.byId, figures);
    this.draw();
    if (this.changes.length)
      this.say(
        `${this.changes.length} ${this.changes.length === 1 ? "thing has" : "things have"} changed since this case was made: see “Changed since” under Start.`,
      );
  }

  // ---- drawing ----

  frame() {
    this.boxes = Object.fromEntries(
      ["notice", "bar", "steps", "changes", "mapping", ...SECTIONS.map(([id]) => id)].map((id) => [
        id,
        el("div", {}),
      ]),
    );
    this.previewBox = el("div", { class: "app-case__preview" });
    this.showSteps = barView(this, this.boxes.bar);
    this.paper = new Paper(this, this.boxes.paper);
    this.preview = el(
      "details",
      { class: "app-fold", "data-fold": "preview", ontoggle: () => this.drawPreview() },
      el("summary", {}, "Preview of the whole paper"),
      this.previewBox,
    );
    const inside = {
      start: [this.boxes.start, this.boxes.changes],
      take: [this.boxes.mapping, this.boxes.take, this.preview],
    };
    this.append(
      el(
        "div",
        { class: "app-case__bar" },
        el("div", { class: "app-case__top" }, this.boxes.steps, this.boxes.bar),
        this.status,
        this.boxes.notice,
      ),
      ...SECTIONS.map(([id, title]) =>
        el(
          "section",
          { class: "app-case__section", "aria-labelledby": `case-${id}` },
          el("h2", { id: `case-${id}` }, title),
          inside[id] ?? this.boxes[id],
        ),
      ),
    );
    this.drawn = new Map();
  }

  // Draw a box again if something that it shows has changed; folds in it stay as they are.
  fill(name, deps, make) {
    const known = this.drawn.get(name);
    const box = this.boxes[name];
    if (known && deps.every((one, n) => one === known[n])) return;
    if (this.written && box.contains(this.written)) return;
    this.drawn.set(name, deps);
    const folds = [...box.querySelectorAll("details[data-fold]")].map(({ dataset, open }) => [
      dataset.fold,
      open,
    ]);
    this.keepingFocus(box, () => {
      box.replaceChildren(...make().flat(3).filter(Boolean));
      const open = new Map(folds);
      for (const fold of box.querySelectorAll("details[data-fold]"))
        if (open.get(fold.dataset.fold)) unfold(fold);
    });
  }

  // What draws each box, in the order of the page: [name, draw].
  plan() {
    const { state, filled } = this;
    const { headings, parts, money } = state;
    this.filledKey = JSON.stringify(filled);
    const { filledKey } = this;
    const basket = basketItems()
      .map(({ argument }) => argument.id)
      .join();
    const turnover = filled["local turnover rate"];
    const box = (name, deps, make) => [name, () => this.fill(name, deps, make)];
    return [
      box("notice", [this.held, this.unkept], () => [...tabsView(this), ...unkeptView(this)]),
      ["bar", this.showSteps],
      box(
        "start",
        [headings, state.outline, state.title, state.template, this.template, this.door, basket],
        () => startView(this),
      ),
      box("changes", [this.changes, parts], () => changesView(this)),
      ["paper", () => this.keepingFocus(this.boxes.paper, () => this.paper.draw(basket))],
      box("figures", [parts, headings, money, filledKey, this.councils, this.council], () =>
        figuresView(this, filled, gapsFromMoney(money)),
      ),
      box("money", [money, parts.some(({ kind }) => kind === "money"), turnover], () =>
        moneySection(this, turnover),
      ),
      ["check", () => this.drawCheck(filled)],
      box("mapping", [parts, headings], () => mappingView(this)),
      box("take", [state.template], () => takeView(this)),
      ["preview", () => this.drawPreview()],
    ];
  }

  draw() {
    this.rest = [];
    for (const [, run] of this.plan()) run();
  }

  // A step answers at once where the reader is: undo, the paper, and the box that has the focus.
  // The rest follows after the next frame, each box in a task of its own, when there is time.
  refresh() {
    if (this.pressed) return; // again when it is let go
    window.clearTimeout(this.waiting);
    this.waiting = null;
    const atOnce = ([name]) =>
      AT_ONCE.includes(name) || this.boxes[name]?.contains(document.activeElement);
    const plan = this.plan();
    this.rest = plan.filter((one) => !atOnce(one));
    for (const [, run] of plan.filter(atOnce)) run();
    window.requestAnimationFrame(() => later(() => this.drawNext()));
  }

  release() {
    if (!this.pressed) return;
    this.pressed = false;
    window.setTimeout(() => (this.waiting ? this.refresh() : this.drawNext()));
  }

  drawNext() {
    if (this.pressed) return;
    if (this.unsaved) this.save();
    else this.rest.shift()?.[1]();
    if (this.rest.length) later(() => this.drawNext());
  }

  drawCheck(filled) {
    const { headings, parts, money } = this.state;
    this.fill("check", [parts, headings, money, this.filledKey], () => {
      const all = leftOf(this, filled);
      this.left = {
        figures: all.filter(({ kind }) => kind === "gap").length,
        check: all.filter(({ kind }) => kind !== "gap").length,
      };
      return checkView(this, all);
    });
    this.fill("steps", Object.values(this.left), () => stepsView(this.left));
  }

  // The preview is printed while it is open; the drawing of a chart comes with the first that is
  // shown.
  async drawPreview() {
    if (!this.preview.open) return;
    const shown = [this.state, this.filledKey, this.drawing];
    if (this.previewed?.every((one, n) => one === shown[n])) return;
    this.previewed = shown;
    // our own composition, in which every text is escaped
    this.previewBox.innerHTML = this.composer().print(flatOf(this.state), this.style);
    this.previewBox.prepend(el("p", { class: "app-case__name" }, model.titleOf(this.state)));
    if (needsDrawing(this)) await prepareDrawing(this);
  }

  // How a text is printed here: with charts drawn, once what draws them is loaded.
  get style() {
    return this.drawing ? { ...PAGE, drawing: this.drawing } : PAGE;
  }

  composer() {
    return new Composer(this.site.works, keysOf(this.state), this.filled);
  }

  // Draw in a box so that what has the focus keeps it, and the caret in it. Where it has gone with
  // its part, Undo has it.
  keepingFocus(box, run) {
    const { activeElement } = document;
    const again = box.contains(activeElement) ? selectorOf(activeElement) : "";
    const [from, to] = [activeElement?.selectionStart, activeElement?.selectionEnd];
    run();
    if (!again || document.activeElement === activeElement) return;
    const found = this.querySelector(again) ?? this.field("Undo");
    found.focus({ preventScroll: true });
    try {
      if (from !== null && from !== undefined) found.setSelectionRange(from, to);
    } catch {
      /* a field without a place for the caret */
    }
  }

  field(name) {
    return this.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  }

  // Lead to a field: what it stands in is opened, and it has the focus.
  lead(name) {
    for (const [, run] of this.rest.splice(0)) run();
    const field = this.field(name);
    if (!field) return;
    for (let at = field.closest("details"); at; at = at.parentElement.closest("details"))
      unfold(at);
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  }
}
customElements.define("case-builder", CaseBuilder);
