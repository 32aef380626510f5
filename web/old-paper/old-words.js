// <old-words data-data="old-paper-data.js" data-root="index.html">: a quiet note on words of the
// reader's own that name something that has gone. Set its `words`; where nothing is found, nothing
// stands there.
import { el } from "../common/dom.js";
import { loadData } from "./data.js";
import { fromText, grouped, hitsIn, NAMES } from "./report.js";

class OldWords extends HTMLElement {
  set words(text) {
    this.text = text;
    if (this.isConnected) this.look();
  }

  connectedCallback() {
    if (Object.hasOwn(this, "words")) {
      // set before this script had come
      this.text = this.words;
      delete this.words;
    }
    this.look();
  }

  async look() {
    const text = this.text ?? "";
    if (!text.trim()) {
      this.replaceChildren();
      return;
    }
    try {
      const data = await loadData(this.dataset.data);
      if (text !== this.text || !this.isConnected) return;
      const today = new Date().getFullYear(); // what is written here is written now
      const things = grouped(hitsIn(fromText(text), data, today), data, null);
      this.replaceChildren(...(things.length ? [this.note(things)] : []));
    } catch {
      this.replaceChildren(); // a note that cannot be made stops nobody
    }
  }

  note(things) {
    const at = (address) => new URL(address, new URL(this.dataset.root, window.location.href)).href;
    return el(
      "ul",
      { class: "app-old-words", "aria-label": "Words of another time" },
      things.map(({ weight, words, now, say, url, title, link }) =>
        el(
          "li",
          { class: "app-quiet" },
          el("strong", {}, `${NAMES[weight]}: ${words.slice(0, 3).join(", ")}. `),
          now || say,
          " ",
          url &&
            el(
              "a",
              { href: at(url) },
              link || "What has changed",
              !link && el("span", { class: "app-hidden" }, `: ${title}`),
            ),
        ),
      ),
    );
  }
}
customElements.define("old-words", OldWords);
