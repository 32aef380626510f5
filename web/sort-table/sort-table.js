// <sort-table>: a table whose column headings sort it and whose rows can be narrowed by words and by a choice.
import { say } from "../common/say.js";
// Without scripts the table is complete, in the order of the file. Columns that sort carry data-sort="text|number".
class SortTable extends HTMLElement {
  connectedCallback() {
    this.body = this.querySelector("tbody");
    if (!this.body) throw new Error("<sort-table>: no table inside. See macros/templates/statistics.html.");
    this.rows = [...this.body.rows];
    this.querySelectorAll("th[data-sort]").forEach((heading) => this.addButton(heading));
    this.words = this.querySelector("input[type=search]");
    this.time = this.querySelector("select");
    for (const field of [this.words, this.time].filter(Boolean)) {
      field.addEventListener("input", () => this.filter());
    }
    if (this.words?.value || this.time?.value) this.filter(); // the browser keeps what was chosen when a reader comes back
  }

  addButton(heading) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-sort";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => this.sort(heading));
    heading.append(button);
    heading.setAttribute("aria-sort", "none");
  }

  sort(heading) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    this.querySelectorAll("th[aria-sort]").forEach((other) => other.setAttribute("aria-sort", "none"));
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const column = heading.cellIndex;
    const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    const compare = heading.dataset.sort === "number"
      ? (a, b) => Number(value(a)) - Number(value(b))
      : (a, b) => value(a).localeCompare(value(b), "en-GB", { numeric: true });
    this.rows.sort((a, b) => (down ? -1 : 1) * compare(a, b));
    this.body.append(...this.rows);
  }

  // Rows that hold every word, and are of the chosen time: data-time of a row, where the table has a choice of it.
  filter() {
    const wanted = (this.words?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const time = this.time?.value ?? "";
    let shown = 0;
    for (const row of this.rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !(wanted.every((word) => text.includes(word)) && (!time || row.dataset.time === time));
      shown += row.hidden ? 0 : 1;
    }
    const status = this.querySelector("[role=status]");
    if (status) say(status, shown ? `${shown} of ${this.rows.length} shown` : "None match. Choose any time and clear the box to see all.");
  }
}
customElements.define("sort-table", SortTable);
