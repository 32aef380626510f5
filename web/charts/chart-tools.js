// <chart-tools>: copies or saves the chart above it as a picture that holds its title and source.
// Without scripts there are no buttons. The chart is drawn by macros/statistics.py.
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { say } from "../common/say.js";
import { escape, framed } from "./charts.js";
import { copyPicture, picture, save } from "./picture.js";

const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

class ChartTools extends HTMLElement {
  connectedCallback() {
    const figure = this.closest("figure");
    const [drawing, title] = ["svg", "figcaption"].map((selector) =>
      figure?.querySelector(selector),
    );
    if (!drawing || !title || !this.dataset.source)
      throw new Error(
        "<chart-tools>: no drawing, title or source in its figure. See macros/templates/chart.html.",
      );
    const [status, place] = ["[role=status]", "[data-fallback]"].map((selector) =>
      this.querySelector(selector),
    );
    const told = { title: words(title), source: this.dataset.source };
    const drawn = () => picture(framed(drawing.outerHTML, told));
    this.hidden = false;
    this.addEventListener("click", async ({ target }) => {
      if (target.matches("[data-save]")) save(`${figure.id}.png`, (await drawn()).address);
      if (target.matches("[data-copy]"))
        say(
          status,
          (await this.copied(drawn(), told, drawing, place))
            ? "Copied, with its source."
            : SELECTED,
        );
    });
  }

  async copied(drawn, { title, source }, drawing, place) {
    if (await copyPicture(drawn)) return true;
    const { address, width, height } = await drawn;
    const label = drawing.getAttribute("aria-label");
    return copyOrSelect(
      `${title}\n${label}\n${source}`,
      `<p><img src="${address}" width="${width}" height="${height}" alt="${escape(label)}"></p>`,
      place,
    );
  }
}
// a page may load this once for each chart
if (!customElements.get("chart-tools")) customElements.define("chart-tools", ChartTools);
