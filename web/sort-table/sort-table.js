// <sort-table>: one table or several, whose column headings sort their own rows; all rows are
// narrowed by words and by a choice.
import { say } from "../common/say.js";
// Without scripts the tables are complete, in the order of the file. Columns that sort carry
// data-sort="text|number"; a [data-group] around a table is hidden when none of its rows is left.
class SortTable extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("tbody > tr")];
    if (!this.rows.length)
      throw new Error("<sort-table>: no table inside. See macros/templates/statistics.html.");
    this.querySelectorAll("th[data-sort]").forEach((heading) => this.addButton(heading));
    this.words = this.querySelector("input[type=search]");
    this.time = this.querySelector("select");
    for (const field of [this.words, this.time].filter(Boolean)) {
      field.addEventListener("input", () => this.filter());
    }
    // the browser keeps what was chosen when a reader comes back
    if (this.words?.value || this.time?.value) this.filter();
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
    const table = heading.closest("table");
    const down = heading.getAttribute("aria-sort") === "ascending";
    table
      .querySelectorAll("th[aria-sort]")
      .forEach((other) => other.setAttribute("aria-sort", "none"));
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const column = heading.cellIndex;
    const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    const compare =
      heading.dataset.sort === "number"
        ? (a, b) => Number(value(a)) - Number(value(b))
        : (a, b) => value(a).localeCompare(value(b), "en-GB", { numeric: true });
    const body = table.tBodies[0];
    body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b)));
  }

  // Rows that hold every word, and are of the chosen time: data-time of a row, where the table has
  // a choice of it.
  filter() {
    const wanted = (this.words?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const time = this.time?.value ?? "";
    let shown = 0;
    for (const row of this.rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !(
        wanted.every((word) => text.includes(word)) &&
        (!time || row.dataset.time === time)
      );
      shown += row.hidden ? 0 : 1;
    }
    for (const group of this.querySelectorAll("[data-group]"))
      group.hidden = !group.querySelector("tbody > tr:not([hidden])");
    const status = this.querySelector("[role=status]");
    if (status)
      say(
        status,
        shown
          ? `${shown} of ${this.rows.length} shown`
          : "None match. Choose any time and clear the box to see all.",
      );
  }
}
customElements.define("sort-table", SortTable);
