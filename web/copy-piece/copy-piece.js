// <copy-piece>: copies one thing (a figure, a change, what may be claimed) as a sentence with its
// references.
// What it says comes with the page in data-said, made by text.piece in macros/text.py. Without
// scripts there is no button.
import { Composer, HTML, TEXT, cited } from "../common/compose.js";
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { values } from "../common/gaps.js";
import { report } from "../common/report.js";
import { say } from "../common/say.js";

class CopyPiece extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const status = this.querySelector("[role=status]");
    if (!button || !status || !this.dataset.said)
      throw new Error("<copy-piece>: no text or no button. See macros/templates/copy-piece.html.");
    button.addEventListener("click", async () => {
      const { blocks, works } = JSON.parse(this.dataset.said);
      const keys = cited(blocks);
      const composer = new Composer(works, keys, values());
      const done = await copyOrSelect(
        composer.print(blocks, TEXT),
        composer.print(blocks, HTML),
        this.place,
      );
      say(
        status,
        done ? report("Copied with its reference.", blocks, keys, works, values()) : SELECTED,
      );
    });
  }

  // Where the text stands to be selected, if the browser allows no copying; made when it is needed.
  get place() {
    const made = this.querySelector(".app-snippet__manual");
    if (made) return made;
    const place = Object.assign(document.createElement("div"), {
      className: "app-snippet__manual",
      hidden: true,
      tabIndex: -1,
    });
    this.append(place);
    return place;
  }
}
customElements.define("copy-piece", CopyPiece);
