// Texts to take into other programs (Harvard, BibTeX, RIS) get a button each, made when their list
// is opened.
// [data-copy-html] beside them holds the same reference with its italics, which Word keeps.
import { copy, select } from "../common/clipboard.js";
import { say } from "../common/say.js";

const addButtons = (details) => {
  for (const text of details.querySelectorAll(".app-copy-texts pre")) {
    if (text.nextElementSibling?.matches(".app-copy-one")) continue;
    const name = text.previousElementSibling.textContent;
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "app-button app-button--quiet",
      textContent: `Copy ${name}`,
    });
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    const html =
      name === "Harvard"
        ? details.closest(".app-library__entry")?.querySelector("[data-copy-html]")?.innerHTML
        : null;
    button.addEventListener("click", async () => {
      const done = await copy(text.textContent, html && `<p>${html}</p>`);
      if (!done) select(text);
      say(status, done ? "Copied." : "Selected: press Ctrl+C.");
    });
    const line = document.createElement("p");
    line.className = "app-copy-one";
    line.append(button, " ", status);
    text.after(line);
  }
};
document.addEventListener(
  "toggle",
  ({ target }) => target.matches?.("details") && target.open && addButtons(target),
  true,
);
