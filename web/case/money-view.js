// The form of costs: what people type is checked at once, and nothing is reckoned from a field that is empty or wrong.
import { el } from "../shared/dom.js";
import { BASES, pounds, readMoney, readNumber, result } from "./money.js";

const BASIS_NAMES = { person: "for each person", year: "each year", once: "once" };
const STARTERS = [
  ["Course fee", "person", "cash"], ["Travel and books", "person", "cash"], ["Cover for the team, paid", "person", "cash", "days"],
  ["Study days of people in post", "person", "time", "days"], ["Mentor’s or supervisor’s hours", "person", "time", "hours"],
];
// How the amount of a line is made: its parts in the order of the form, each with its unit.
const MADE = {
  sum: { name: "as one sum" },
  days: { name: "days × share covered × cost of a day", parts: [["days", "Study days", 366], ["covered", "Share really covered, %", 100], ["dayCost", "Cost of a day of cover, £"]] },
  hours: { name: "hours × cost of an hour", parts: [["hours", "Hours", 2000], ["hourCost", "Cost of an hour with on-costs, £"]] },
};
const LEAVER = [["advert", "Advert"], ["checks", "Checks"], ["welcome", "Welcome payment"], ["induction", "Induction"]];
const WEEKS = [["coverWeeks", "Weeks of agency cover"], ["emptyWeeks", "Weeks with nobody in post"]];
const PAY = [["agencyWeek", "Agency worker, a week"], ["postWeek", "The post’s pay and on-costs, a week"]];

const shownMoney = (pence) => (pence === null || pence === undefined ? "" : pounds(pence).replace("£", ""));

// A field with its fault beside it. `read` gives {pence|number} or {wrong}; `keep` gets the value, or null.
const field = (key, name, value, read, keep) => {
  const id = `case-money-${key}`;
  const fault = el("span", { class: "app-case__fault", id: `${id}-fault` });
  const input = el("input", { id, "data-focus": id, inputmode: "decimal", autocomplete: "off", "aria-describedby": fault.id, value: value ?? "",
    onchange: () => {
      const found = read(input.value);
      fault.textContent = found.wrong ?? "";
      input.setAttribute("aria-invalid", String(Boolean(found.wrong)));
      if (!found.wrong) keep(found.pence ?? found.number ?? null);
    } });
  return el("p", { class: "app-case__field" }, el("label", { for: id }, name), input, fault);
};

const pick = (key, name, options, value, keep) => {
  const id = `case-money-${key}`;
  const select = el("select", { id, "data-focus": id, onchange: () => keep(select.value) },
    options.map(([word, text]) => el("option", { value: word, selected: word === value }, text)));
  return el("p", { class: "app-case__field" }, el("label", { for: id }, name), select);
};

const madeOf = (amount) => (amount !== null && typeof amount === "object" ? ("days" in amount ? "days" : "hours") : "sum");

const emptyAmount = (made) => (made === "sum" ? null : Object.fromEntries(MADE[made].parts.map(([part]) => [part, null])));

const amountFields = (line, change) => {
  const made = madeOf(line.amount);
  if (made === "sum") return field(`${line.id}-amount`, "Amount, £", shownMoney(line.amount), readMoney, (amount) => change({ ...line, amount }));
  return MADE[made].parts.map(([part, name, most]) => {
    const value = line.amount[part];
    const read = most ? (text) => readNumber(text, { what: name.replace(", %", "").toLowerCase(), most }) : readMoney;
    return field(`${line.id}-${part}`, name, most ? value : shownMoney(value), read, (found) => change({ ...line, amount: { ...line.amount, [part]: found } }));
  });
};

const lineRow = (line, change, remove, income) => el("fieldset", { class: "app-case__line" },
  el("legend", {}, line.name),
  income ? null : pick(`${line.id}-made`, "Worked out", Object.entries(MADE).map(([made, { name }]) => [made, name]), madeOf(line.amount), (made) => change({ ...line, amount: emptyAmount(made) })),
  amountFields(line, change),
  pick(`${line.id}-basis`, "Counted", BASES.map((basis) => [basis, BASIS_NAMES[basis]]), line.basis, (basis) => change({ ...line, basis })),
  income ? null : pick(`${line.id}-means`, "Is it", [["cash", "cash that leaves the budget"], ["time", "time already paid for"]], line.means, (means) => change({ ...line, means })),
  el("button", { type: "button", class: "app-button app-button--quiet", "aria-label": `Remove ${line.name}`, onclick: remove }, "Remove"));

const adder = (label, names, add) => {
  const id = `case-add-${label.replace(/\W+/g, "-")}`;
  const input = el("input", { id, list: `${id}-list`, autocomplete: "off" });
  const submit = (event) => { event.preventDefault(); if (input.value.trim()) add(input.value.trim()); };
  return el("form", { class: "app-case__adder", onsubmit: submit }, el("label", { for: id }, label), input,
    el("datalist", { id: `${id}-list` }, names.map((name) => el("option", { value: name }))),
    el("button", { type: "submit", class: "app-button app-button--quiet" }, "Add"));
};

// The whole form. `set(fields, what)` puts fields into the plan.
export const moneyView = (plan, set) => {
  const found = result(plan);
  let next = Math.max(0, ...[...plan.lines, ...plan.income].map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0)));
  const list = (name, income) => plan[name].map((line) => lineRow(line,
    (changed) => set({ [name]: plan[name].map((one) => (one.id === line.id ? changed : one)) }, `Changed ${line.name}`),
    () => set({ [name]: plan[name].filter((one) => one.id !== line.id) }, `Removed ${line.name}`), income));
  const addTo = (name) => (typed) => {
    const [, basis, means, made = "sum"] = STARTERS.find(([known]) => known === typed) ?? [typed, "person", "cash"];
    next += 1;
    set({ [name]: [...plan[name], { id: `m${next}`, name: typed, basis, means, amount: emptyAmount(made) }] }, `Added ${typed}`);
  };
  const leaver = (key, name, read) => field(`leaver-${key}`, name, read === readMoney ? shownMoney(plan.leaver[key]) : plan.leaver[key],
    read, (value) => set({ leaver: { ...plan.leaver, [key]: value } }, `Changed ${name}`));
  const number = (key, name, options) => field(key, name, plan[key], (text) => readNumber(text, { what: name.toLowerCase(), ...options }), (value) => set({ [key]: value }, `Changed ${name}`));
  return el("div", {},
    el("div", { class: "app-case__fields" }, number("people", "People each year", { most: 2000, whole: true }), number("years", "Years", { most: 5, whole: true }),
      number("turnover", "Turnover, % a year", { most: 100 })),
    el("h3", {}, "What it costs"), list("lines", false), adder("Add a cost", STARTERS.map(([name]) => name), addTo("lines")),
    el("h3", {}, "Income"), list("income", true), adder("Add income", ["Placement fees", "Grant"], addTo("income")),
    el("details", { "data-fold": "leaver", open: Object.values(plan.leaver).some((value) => value !== null) },
      el("summary", {}, "What one leaver costs you in cash"),
      el("p", { class: "app-quiet" }, "Fill in only what you can show from your own accounts. Nothing is assumed."),
      el("div", { class: "app-case__fields" }, LEAVER.map(([key, name]) => leaver(key, `${name}, £`, readMoney)),
        WEEKS.map(([key, name]) => leaver(key, name, (text) => readNumber(text, { what: name.toLowerCase(), most: 104 }))),
        PAY.map(([key, name]) => leaver(key, `${name}, £`, readMoney)))),
    el("p", { class: "app-case__sum", role: "status" }, found.gaps.length ? `Still needed: ${found.gaps.join(", ")}.`
      : `Net cash ${pounds(found.net)} in all, ${pounds(found.perPerson.net)} a person; time ${pounds(found.time)}. ${found.verdict}`));
};
