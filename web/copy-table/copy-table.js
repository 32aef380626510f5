// <copy-table>: copies its table into Word as a table, with the reader's own figures in its gaps.
// What it copies comes with the page in data-table, made by money.table_json. Without scripts there
// is no button.
import { copyOrSelect, SELECTED } from "../common/clipboard.js";
import { values } from "../common/gaps.js";
import { report } from "../common/report.js";
import { say } from "../common/say.js";
import { tableGaps, tableHtml, tableText } from "./table.js";

class CopyTable extends HTMLElement {
  connectedCallback() {
    const [tools, button, status, place] = [
      ".app-copy-table__tools",
      "[data-copy]",
      "[role=status]",
      ".app-snippet__manual",
    ].map((selector) => this.querySelector(selector));
    if (!tools || !button || !status || !place || !this.dataset.table) {
      throw new Error(
        "<copy-table>: no table to copy or no button. See macros/templates/table-to-copy.html.",
      );
    }
    button.addEventListener("click", async () => {
      const table = JSON.parse(this.dataset.table);
      const filled = values();
      const done = await copyOrSelect(tableText(table, filled), tableHtml(table, filled), place);
      say(
        status,
        done
          ? report(
              "Table copied.",
              [{ content: tableGaps(table, filled).map((gap) => ({ gap })) }],
              [],
              {},
              filled,
            )
          : SELECTED,
      );
    });
  }
}
customElements.define("copy-table", CopyTable);
