// <council-figures>: choose a council and see its figures. The data is window.pqCouncils, made by
// macros/councils.py.
// Without scripts the table of all councils below it is the page.
import accessibleAutocomplete from "accessible-autocomplete";

import { copyPicture, picture, save } from "../charts/picture.js";
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { Composer, HTML, TEXT } from "../common/compose.js";
import { offer, origin } from "../common/gaps.js";
import { say } from "../common/say.js";
import { store } from "../common/store.js";
import { Figures, find, rows, SHOWN } from "./facts.js";
import {
  captions,
  charts,
  fill,
  forPicture,
  forText,
  forWord,
  measures,
  view,
  whole,
  yearTable,
} from "./view.js";
import { gaps, lineLabel, listed, stripLabel, table, text } from "./words.js";

const KEY = "pq-council";
const CHARTS = SHOWN.flatMap((measure) => ["line", "strip"].map((kind) => [measure, kind]));

class CouncilFigures extends HTMLElement {
  connectedCallback() {
    this.shown = this.querySelector("[data-shown]");
    const box = this.querySelector("[data-choose]");
    this.pattern = this.querySelector("[data-table]")?.content.querySelector("table");
    if (!this.shown || !box || !this.pattern)
      throw new Error(
        "<council-figures>: no [data-choose], [data-table] or [data-shown] inside. See macros/templates/council.html.",
      );
    // the script with the data did not load: the table below still stands
    if (!window.pqCouncils) return;
    this.figures = new Figures(window.pqCouncils);
    this.composer = new Composer(this.figures.works, [this.figures.source]);
    this.label = this.composer.citation(
      { cite: [{ key: this.figures.source }], narrative: true },
      TEXT,
    );
    box.hidden = false;
    // Without scripts a council's address leads to its row; now it leads to what is shown here.
    for (const row of document.querySelectorAll(".app-council__region tr[id]"))
      row.removeAttribute("id");
    this.addBox(box.querySelector("[data-box]"));
    this.addEventListener("click", ({ target }) => this.press(target.closest("button")));
    this.follow = () =>
      this.show(this.figures.byAnchor(decodeURIComponent(window.location.hash.slice(1))), true);
    window.addEventListener("hashchange", this.follow);
    const named = window.location.hash.slice(1);
    if (named && this.figures.byAnchor(named)) this.follow();
    else this.show(this.figures.byAnchor(store.get(KEY) ?? ""), false);
    window.setTimeout(() => this.facts ?? this.warm());
  }

  disconnectedCallback() {
    window.removeEventListener("hashchange", this.follow);
  }

  addBox(element) {
    accessibleAutocomplete({
      element,
      id: "council-choice",
      minLength: 2,
      autoselect: true,
      confirmOnBlur: false,
      showNoOptionsFound: true,
      source: (typed, done) => done(find(this.figures, typed)),
      templates: {
        inputValue: (one) => one?.council.name ?? "",
        suggestion: ({ council, by }) =>
          `${HTML.text(council.name)}${by ? ` <span class="app-quiet">(${HTML.text(by)})</span>` : ""}`,
      },
      onConfirm: (one) => one && this.choose(one.council),
      tNoResults: () => "No council has such a name",
    });
  }

  // The address says which, so that it can be sent; the back button returns to the one before.
  choose(council) {
    if (window.location.hash.slice(1) === council.anchor) this.show(council, true);
    else window.location.hash = council.anchor;
  }

  show(council, move) {
    if (!council) return;
    store.set(KEY, council.anchor);
    this.facts = this.figures.of(council);
    this.pictures = null;
    this.words = this.worded(this.facts);
    this.put(this.shown, this.facts, this.words.html);
    const title = this.shown.querySelector("h2");
    if (move) {
      title.focus({ preventScroll: true });
      title.scrollIntoView();
    }
    const { facts } = this;
    window.requestAnimationFrame(() => window.setTimeout(() => this.showRest(facts)));
  }

  put(place, facts, words) {
    // every text in it is escaped
    place.innerHTML = view(facts, words, this.about);
    place.querySelector(".app-council__table").append(fill(this.pattern, table(facts)));
  }

  putRest(place, facts) {
    place.insertAdjacentHTML("beforeend", measures(facts, this.about));
    for (const box of place.querySelectorAll("[data-years]")) {
      const years = fill(this.pattern, yearTable(facts, box.dataset.years));
      years.classList.add("app-data--grid");
      box.append(years);
    }
  }

  // What stands below the window comes a moment after what is in it.
  showRest(facts) {
    if (facts !== this.facts) return;
    this.putRest(this.shown, facts);
    window.setTimeout(() => this.draw(facts)); // pictures are ready before they are asked for
  }

  // The text to paste, for the page and for Word.
  worded(facts) {
    const blocks = text(facts, this.figures.source);
    const heading = HTML.paragraph(HTML.strong("References"));
    return {
      html: this.composer.print(blocks, HTML, { references: false }),
      text: this.composer.print(blocks, TEXT),
      references: `${heading}${HTML.paragraph(this.composer.reference(this.figures.source, HTML))}`,
    };
  }

  // Everything once while the reader types, laid out where nobody sees it and gone before the next
  // picture, so that the first council is drawn as fast as those after it.
  warm() {
    const facts = this.figures.of(this.figures.councils[0]);
    const place = document.createElement("div");
    this.put(place, facts, this.worded(facts).html);
    this.putRest(place, facts);
    this.shown.append(place);
    place.getBoundingClientRect();
    place.remove();
  }

  get about() {
    return { label: this.label, licence: this.figures.licence };
  }

  // One after the other, so that the page stays free for the reader in between.
  async draw(facts) {
    const made = [];
    for (const [measure, kind] of CHARTS) {
      made.push({
        ...(await picture(charts(facts, measure)[kind])),
        name: `${measure}-${kind}`,
        alt: (kind === "line" ? lineLabel : stripLabel)(facts, measure),
        caption: captions(facts, measure, this.label)[kind],
      });
      if (facts !== this.facts) return made;
    }
    this.pictures = made;
    return made;
  }

  async press(button) {
    if (!button || !this.shown.contains(button)) return;
    const { dataset } = button;
    if ("copy" in dataset) await this.copy();
    if ("use" in dataset) this.use();
    if ("rows" in dataset)
      save(
        `${this.facts.council.anchor}.csv`,
        `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${rows(this.figures, this.facts.council, `${this.label}. ${this.figures.licence}`)}`)}`,
      );
    if (dataset.save)
      save(
        `${this.facts.council.anchor}-${dataset.save}.png`,
        (await this.whole(dataset.save)).address,
      );
    if (dataset.picture) await this.copyPicture(dataset.picture, button.parentElement);
  }

  // A chart with its title and source in it. `name` is measure and kind: "vacancy_rate-line".
  whole(name) {
    const [measure, kind] = name.split("-");
    return picture(whole(this.facts, measure, kind, this.about));
  }

  async copyPicture(name, place) {
    const status = place.querySelector("[role=status]");
    if (await copyPicture(this.whole(name))) return say(status, "Copied, with its source.");
    const [one] = (this.pictures ?? (await this.draw(this.facts))).filter(
      (made) => made.name === name,
    );
    const done = await copyOrSelect(
      one.alt,
      forPicture(one, this.about),
      this.shown.querySelector("[data-fallback]"),
    );
    return say(status, done ? "Copied, with its source." : SELECTED);
  }

  async copy() {
    const pictures = this.pictures ?? (await this.draw(this.facts));
    const html = forWord(this.facts, this.words, pictures, this.about);
    const done = await copyOrSelect(
      forText(this.facts, this.words, this.about),
      html,
      this.shown.querySelector("[data-fallback]"),
    );
    this.say(
      done ? "Copied: text, table, charts and reference. Paste it into your document." : SELECTED,
    );
  }

  use() {
    const found = gaps(this.facts);
    offer(found, {
      source: this.figures.source,
      as_at: `${this.facts.when}-09-30`,
      words: `Department for Education, 30 September ${this.facts.when}`,
    });
    const names = Object.keys(found).filter((name) => found[name] !== null);
    const own = names.filter((name) => !origin(name));
    this.say(
      `Filled in every argument and your case: ${listed(names.filter((name) => origin(name)))}.${own.length ? ` Kept as you wrote it: ${listed(own)}.` : ""}`,
    );
  }

  say(words) {
    say(this.shown.querySelector("[role=status]"), words);
  }
}
customElements.define("council-figures", CouncilFigures);
