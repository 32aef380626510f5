// The basket: arguments that were ticked, kept in this browser, to be copied as one document with
// one list of references.
// Buttons [data-basket] stand in arguments and in lists; <app-basket> is the panel that shows what
// is in it.
import { loadArguments, withWorks } from "../common/arguments.js";
import { Composer, HTML, TEXT, cited, emptyGaps, pasted } from "../common/compose.js";
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { values } from "../common/gaps.js";
import { report } from "../common/report.js";
import { say } from "../common/say.js";
import { store } from "../common/store.js";
import { has, items, KEY } from "./kept.js";
import { sync } from "./marks.js";

const keep = (list) => {
  store.set(KEY, list);
  document.dispatchEvent(new Event("pq-basket"));
};

export const add = (item) => has(item.argument.id) || keep([...items(), item]);
export const remove = (id) => keep(items().filter(({ argument }) => argument.id !== id));
export const clear = () => keep([]);

// One place up (-1) or down (1).
export const move = (id, by) => {
  const list = items();
  const from = list.findIndex(({ argument }) => argument.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return;
  list.splice(to, 0, ...list.splice(from, 1));
  keep(list);
};

// All of it as blocks with a title each, the works of all, and the keys that are cited.
export const document_ = (list) => {
  const blocks = list.flatMap(({ argument }) => [
    { kind: "title", level: 3, content: [{ text: argument.title }] },
    ...pasted(argument),
  ]);
  const works = Object.assign({}, ...list.map((item) => item.works));
  return {
    blocks,
    works,
    keys: cited(
      blocks,
      list.flatMap(({ argument }) => argument.sources),
    ),
  };
};

// ---- the buttons of arguments, and of lists of them ----

// An argument on the page carries what it says; of one in a list that is loaded first.
const itemOf = async (button) => {
  const snippet = button.closest("copy-snippet");
  if (snippet) return JSON.parse(snippet.dataset.said);
  return withWorks(
    await loadArguments(button.closest("[data-arguments]").dataset.arguments),
    button.dataset.basket,
  );
};

const toggle = async (button) => {
  const status = button.closest("copy-snippet, [data-basket-row]").querySelector("[role=status]");
  const id = button.dataset.basket;
  try {
    if (has(id)) remove(id);
    else add(await itemOf(button));
  } catch {
    return say(status, "The arguments could not be loaded. Check the connection and try again.");
  }
  const number = items().length;
  return say(status, `${number} ${number === 1 ? "argument" : "arguments"} in the basket.`);
};

document.addEventListener("click", ({ target }) => {
  const pressed = target.closest?.("[data-basket]");
  if (pressed) toggle(pressed);
});

// ---- the panel ----

const button = (text, name, act) => {
  const made = Object.assign(document.createElement("button"), {
    type: "button",
    className: "app-button app-button--quiet",
    textContent: text,
  });
  if (name) made.setAttribute("aria-label", `${text}: ${name}`);
  made.addEventListener("click", act);
  return made;
};

class AppBasket extends HTMLElement {
  connectedCallback() {
    this.list = document.createElement("ol");
    this.tools = document.createElement("p");
    this.tools.className = "app-basket__tools";
    this.status = Object.assign(document.createElement("p"), { className: "app-basket__status" });
    this.status.setAttribute("role", "status");
    this.manual = Object.assign(document.createElement("div"), {
      className: "app-snippet__manual",
      hidden: true,
      tabIndex: -1,
    });
    this.replaceChildren(this.list, this.tools, this.status, this.manual);
    document.addEventListener("pq-basket", this.draw);
    document.addEventListener("pq-your", this.draw);
    this.draw();
  }

  draw = () => {
    const list = items();
    const focused = document.activeElement?.dataset?.of;
    this.list.replaceChildren(...list.map((item, n) => this.row(item, n, list.length)));
    this.tools.replaceChildren(
      ...(list.length
        ? [
            Object.assign(
              button("Copy all for Word", "", () => this.copy()),
              { className: "app-button" },
            ),
            button("Empty the basket", "", () => {
              clear();
              say(this.status, "The basket is empty.");
            }),
          ]
        : []),
    );
    if (!list.length && !this.status.textContent)
      this.status.textContent =
        "The basket is empty. Press “Add to basket” on an argument, and it stands here.";
    if (focused)
      (this.querySelector(`[data-of="${focused}"]`) ?? this.querySelector("button"))?.focus();
  };

  row({ argument }, n, count) {
    const row = document.createElement("li");
    const link = Object.assign(document.createElement("a"), {
      href: `snippets/${argument.id}.html`,
      textContent: argument.title,
    });
    const tools = document.createElement("span");
    tools.className = "app-basket__row-tools";
    const steps = [
      ["Up", -1, n > 0],
      ["Down", 1, n < count - 1],
    ].map(([word, by, possible]) => {
      const made = button(word, argument.title, () => {
        move(argument.id, by);
        say(this.status, `Moved to place ${n + 1 + (possible ? by : 0)} of ${count}.`);
      });
      made.setAttribute("aria-disabled", String(!possible));
      made.dataset.of = `${argument.id} ${word}`;
      return made;
    });
    const away = button("Remove", argument.title, () => {
      remove(argument.id);
      say(this.status, `Removed: ${argument.title}.`);
    });
    tools.append(...steps, away);
    const gaps = emptyGaps(pasted(argument), values()).length;
    const about = Object.assign(document.createElement("span"), {
      className: "app-quiet",
      textContent: gaps ? `${gaps} ${gaps === 1 ? "gap" : "gaps"} still empty` : "",
    });
    row.append(link, about, tools);
    return row;
  }

  async copy() {
    const { blocks, works, keys } = document_(items());
    const composer = new Composer(works, keys, values());
    const done = await copyOrSelect(
      composer.print(blocks, TEXT),
      composer.print(blocks, HTML),
      this.manual,
    );
    say(
      this.status,
      done
        ? report(
            "Copied with one list of references. Paste it into your document.",
            blocks,
            keys,
            works,
            values(),
          )
        : SELECTED,
    );
  }
}
customElements.define("app-basket", AppBasket);

document.addEventListener("pq-basket", sync);
window.addEventListener(
  "storage",
  ({ key }) => key === KEY && document.dispatchEvent(new Event("pq-basket")),
);
