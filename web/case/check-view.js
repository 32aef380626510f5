// 5. Before you send it: the length, and what to look at, each line with a way to where it can be
// mended.
import { el } from "../common/dom.js";
import { button } from "./form.js";
import { beforeSending } from "./check.js";
import { words } from "./model.js";
import { sidesOf } from "./paper.js";

const placeOf = ({ gap, part, money, heading }) => {
  if (gap) return `figure ${gap}`;
  if (part) return `${part} read`;
  if (money) return `money ${money}`;
  return heading ? `add ${heading}` : null;
};

const lineOf = (app, found) => {
  const place = placeOf(found);
  return el(
    "li",
    {},
    found.text,
    place
      ? [
          " ",
          button("Go there", () => app.lead(place), {
            class: "app-case__link",
            "aria-label": `Go there: ${found.text}`,
          }),
        ]
      : null,
  );
};

// Many gaps are one line that opens.
const gapsOf = (app, gaps) =>
  el(
    "li",
    {},
    el(
      "details",
      { class: "app-fold app-fold--small", "data-fold": "gaps" },
      el(
        "summary",
        {},
        `${gaps.length} ${gaps.length === 1 ? "gap is" : "gaps are"} still empty. In Word they are marked in yellow.`,
      ),
      el(
        "ul",
        {},
        gaps.map((found) => lineOf(app, found)),
      ),
    ),
  );

export const lengthOf = (state) => {
  const sides = sidesOf(state);
  return `${words(state).toLocaleString("en-GB")} words, about ${sides} ${sides === 1 ? "side" : "sides"} of A4`;
};

export const checkView = (app, all) => {
  if (!app.state.parts.length)
    return [el("p", { class: "app-quiet" }, "Nothing is in the paper yet.")];
  const gaps = all.filter(({ kind }) => kind === "gap");
  const others = all.filter(({ kind }) => kind !== "gap");
  return [
    el("p", {}, `${lengthOf(app.state)}.`),
    all.length
      ? el(
          "ul",
          { class: "app-case__check" },
          gaps.length ? gapsOf(app, gaps) : null,
          others.map((found) => lineOf(app, found)),
        )
      : el("p", {}, "Nothing is left to look at."),
  ];
};

export const leftOf = (app, filled) => {
  const doubtful = Object.fromEntries(
    Object.entries(app.site.works)
      .filter(([, work]) => work.check)
      .map(([key, work]) => [key, work.name]),
  );
  return app.state.parts.length ? beforeSending(app.state, { filled, doubtful }) : [];
};
