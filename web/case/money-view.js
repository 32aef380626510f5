// 4. What it costs: the form. What people type is checked at once, and nothing is reckoned from a
// field that is empty or wrong; wrong words stay in their field until they are mended.
import { PAGE } from "../common/compose.js";
import { el } from "../common/dom.js";
import { sources } from "../common/gaps.js";
import { button, choices, field, quiet } from "./form.js";
import * as model from "./model.js";
import { BASES, LEAVER_NAMES, pounds, readMoney, readNumber, register, result } from "./money.js";
import { moneyBlocks } from "./money-paper.js";

const BASIS_NAMES = { person: "for each person", year: "each year", once: "once" };
const MEANS = [
  ["cash", "cash that leaves the budget"],
  ["time", "time already paid for"],
];
const RUNS = [
  ["", "not said yet"],
  ["one-off", "one-off"],
  ["recurring", "recurring"],
  ["base", "already in the base budget"],
];
const VAT = [
  ["", "not asked yet"],
  ["yes", "yes: enter amounts without VAT"],
  ["part", "in part: add what you cannot reclaim"],
  ["no", "no: enter amounts with VAT"],
];
const STARTERS = [
  ["Course fee", "person", "cash"],
  ["Cover for the team, paid", "person", "cash", "days"],
  ["Study days of people in post", "person", "time", "days"],
  ["Mentor’s or assessor’s hours", "person", "time", "hours"],
  ["Honorarium", "person", "cash"],
  ["Travel and books", "person", "cash"],
  ["Administration", "year", "cash"],
  ["Evaluation", "once", "cash"],
];
// How the amount of a line is made: its parts in the order of the form, each with its unit.
const MADE = {
  sum: { name: "as one sum" },
  days: {
    name: "days × share × cost of a day",
    parts: [
      ["days", "Study days", 366],
      ["covered", "Share really covered, %", 100],
      ["dayCost", "Cost of a day of cover, £"],
    ],
  },
  hours: {
    name: "hours × cost of an hour",
    parts: [
      ["hours", "Hours", 2000],
      ["hourCost", "Cost of an hour with on-costs, £"],
    ],
  },
};
const LEAVER_MOST = {
  coverWeeks: 104,
  emptyWeeks: 104,
  panelHours: 500,
  slowWeeks: 104,
  slowShare: 100,
};

const shownMoney = (pence) =>
  pence === null || pence === undefined ? "" : pounds(pence).replace("£", "");

// What was typed and cannot be meant, by field: it stays there with its sentence, and no number is
// kept.
const faults = new Map();

// A field with its fault beside it. `read` gives {pence|number} or {wrong}; `keep` gets the value,
// or null.
const checked = (key, name, value, read, keep) => {
  const id = `case-money-${key}`;
  const shown = String(value ?? "");
  if (shown) faults.delete(key);
  const { text = shown, wrong = "" } = faults.get(key) ?? {};
  const fault = el("span", { class: "app-case__fault", id: `${id}-fault`, role: "alert" }, wrong);
  const input = el("input", {
    id,
    "data-focus": `money ${key}`,
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": fault.id,
    "aria-invalid": wrong ? "true" : false,
    value: text,
    onchange: () => {
      const found = read(input.value);
      if (found.wrong) faults.set(key, { text: input.value, wrong: found.wrong });
      else faults.delete(key);
      fault.textContent = found.wrong ?? "";
      input.setAttribute("aria-invalid", String(Boolean(found.wrong)));
      if (!found.wrong || shown) keep(found.wrong ? null : (found.pence ?? found.number ?? null));
    },
  });
  const made = field(id, name, input);
  made.append(fault);
  return made;
};

const pick = (key, name, options, value, keep) => {
  const id = `case-money-${key}`;
  const select = el(
    "select",
    { id, "data-focus": `money ${key}`, onchange: () => keep(select.value || null) },
    choices(value ?? "", options),
  );
  return field(id, name, select);
};

const typed = (key, name, value, keep, props = {}) => {
  const id = `case-money-${key}`;
  const input = el("input", {
    id,
    "data-focus": `money ${key}`,
    autocomplete: "off",
    value: value ?? "",
    onchange: () => keep(input.value.trim()),
    ...props,
  });
  return field(id, name, input);
};

// ---- a line ----

const madeOf = (amount) =>
  amount !== null && typeof amount === "object" ? ("days" in amount ? "days" : "hours") : "sum";

const emptyAmount = (made) =>
  made === "sum" ? null : Object.fromEntries(MADE[made].parts.map(([part]) => [part, null]));

const amountFields = (line, change) => {
  const made = madeOf(line.amount);
  if (made === "sum")
    return checked(`${line.id}-amount`, "Amount, £", shownMoney(line.amount), readMoney, (amount) =>
      change(() => ({ amount })),
    );
  return MADE[made].parts.map(([part, name, most]) => {
    const value = line.amount[part];
    const read = most
      ? (text) => readNumber(text, { what: name.replace(", %", "").toLowerCase(), most })
      : readMoney;
    return checked(`${line.id}-${part}`, name, most ? value : shownMoney(value), read, (found) =>
      change((now) => ({ amount: { ...now.amount, [part]: found } })),
    );
  });
};

// Days as a course card has them; where they are from goes into the register.
const courseDays = (form, line) => {
  if (madeOf(line.amount) !== "days" || !form.courses.length) return null;
  const names = form.courses.map(({ name, days, of }, n) => [
    String(n),
    `${name}: ${days} days (${of})`,
  ]);
  return pick(
    `${line.id}-course`,
    "Take the days from a course",
    [["", "Choose …"], ...names],
    "",
    (n) => {
      if (n === null) return;
      const { days, source, as_at: when } = form.courses[Number(n)];
      const lines = form.plan.lines.map((one) =>
        one.id === line.id ? { ...one, amount: { ...one.amount, days } } : one,
      );
      form.set(
        {
          lines,
          given: { ...form.plan.given, [line.id]: { ...form.plan.given?.[line.id], source, when } },
        },
        `Days of the course taken: ${days}`,
      );
    },
  );
};

const lineRow = (form, line, name, income) => {
  const change = (fields) =>
    form.set(
      {
        [name]: form.plan[name].map((one) =>
          one.id === line.id ? { ...one, ...fields(one) } : one,
        ),
      },
      `Changed ${line.name}`,
    );
  const remove = () =>
    form.set(
      { [name]: form.plan[name].filter((one) => one.id !== line.id) },
      `Removed ${line.name}. Undo brings it back`,
    );
  const own = income
    ? []
    : [
        pick(
          `${line.id}-made`,
          "Worked out",
          Object.entries(MADE).map(([made, { name: words }]) => [made, words]),
          madeOf(line.amount),
          (made) => change(() => ({ amount: emptyAmount(made) })),
        ),
        courseDays(form, line),
      ];
  const after = income
    ? []
    : [
        pick(`${line.id}-means`, "Is it", MEANS, line.means, (means) => change(() => ({ means }))),
        pick(`${line.id}-runs`, "One-off or recurring", RUNS, line.runs, (runs) =>
          change(() => ({ runs })),
        ),
        typed(`${line.id}-payer`, "Who pays: budget and its holder", line.payer, (payer) =>
          change(() => ({ payer })),
        ),
      ];
  return el(
    "fieldset",
    { class: "app-case__line" },
    el("legend", {}, line.name),
    own,
    amountFields(line, change),
    pick(
      `${line.id}-basis`,
      "Counted",
      BASES.map((basis) => [basis, BASIS_NAMES[basis]]),
      line.basis,
      (basis) => change(() => ({ basis })),
    ),
    after,
    button("Remove", remove, {
      "aria-label": `Remove ${line.name}`,
      "data-focus": `money ${line.id}-remove`,
    }),
  );
};

const adder = (label, help, names, add) => {
  const id = `case-add-${label.replace(/\W+/g, "-")}`;
  const input = el("input", {
    id,
    list: `${id}-list`,
    autocomplete: "off",
    "data-focus": `money ${id}`,
    "aria-describedby": `${id}-help`,
  });
  const submit = (event) => {
    event.preventDefault();
    if (input.value.trim()) add(input.value.trim());
  };
  return el(
    "form",
    { class: "app-case__adder", onsubmit: submit },
    el("label", { for: id }, label),
    input,
    el(
      "datalist",
      { id: `${id}-list` },
      names.map((name) => el("option", { value: name })),
    ),
    button("Add", null, { type: "submit", "aria-label": label }),
    el("span", { class: "app-quiet", id: `${id}-help` }, help),
  );
};

const linesOf = (form, name, income) =>
  form.plan[name].map((line) => lineRow(form, line, name, income));

const addTo = (form, name) => (words) => {
  const { lines, income } = form.plan;
  const next =
    1 + Math.max(0, ...[...lines, ...income].map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0)));
  const [, basis, means, made = "sum"] = STARTERS.find(([known]) => known === words) ?? [
    words,
    name === "income" ? "once" : "person",
    "cash",
  ];
  form.set(
    {
      [name]: [
        ...form.plan[name],
        {
          id: `m${next}`,
          name: words,
          basis,
          means,
          amount: emptyAmount(made),
          runs: null,
          payer: "",
        },
      ],
    },
    `Added ${words}`,
  );
  form.lead([`m${next}-made`, `m${next}-amount`]);
};

// ---- the rest of the form ----

const number = (form, key, name, options) =>
  checked(
    key,
    name,
    form.plan[key],
    (text) => readNumber(text, { what: name.replace(/,.*/, "").toLowerCase(), ...options }),
    (value) => form.set({ [key]: value }, `Changed ${name}`),
  );

// The council's own turnover, where it is known and nobody has entered another.
const turnoverOffer = (form, known) => {
  const rate = Number.parseFloat(known);
  if (!known || !Number.isFinite(rate) || form.plan.turnover !== null) return null;
  const { "local turnover rate": from } = sources();
  const source = form.works[from?.source]?.name ?? "Your figures";
  return button(
    `Use ${known} from your figures`,
    () =>
      form.set(
        {
          turnover: rate,
          given: { ...form.plan.given, turnover: { source, when: from?.as_at ?? "" } },
        },
        `Turnover of ${known} taken`,
      ),
    { "data-focus": "money turnover-offer" },
  );
};

const rateOffer = (form) => {
  if (!form.rate || form.plan.rate !== null) return null;
  const { value, name, source, review } = form.rate;
  return el(
    "p",
    { class: "app-quiet app-case__offer" },
    `${name}: ${value}%. Source: ${source}. To be checked again by ${review}. `,
    button(
      `Use ${value}%`,
      () =>
        form.set(
          {
            rate: value,
            given: { ...form.plan.given, rate: { source, who: "", when: form.rate.as_at } },
          },
          "Discount rate taken",
        ),
      { "data-focus": "money rate-offer" },
    ),
  );
};

const leaverFold = (form) => {
  const { leaver } = form.plan;
  const one = ([key, [name, print]]) => {
    const keep = (value) =>
      form.set({ leaver: { ...form.plan.leaver, [key]: value } }, `Changed ${name}`);
    if (print === pounds)
      return checked(`leaver-${key}`, `${name}, £`, shownMoney(leaver[key]), readMoney, keep);
    return checked(
      `leaver-${key}`,
      key === "slowShare" ? `${name}, %` : name,
      leaver[key],
      (text) => readNumber(text, { what: name.toLowerCase(), most: LEAVER_MOST[key] }),
      keep,
    );
  };
  const isTime = ([key]) => /^(?:panel|slow)/.test(key);
  const all = Object.entries(LEAVER_NAMES);
  return el(
    "details",
    { class: "app-fold app-case__wide", "data-fold": "leaver" },
    el("summary", { "data-focus": "money leaver" }, "What one leaver costs you"),
    el(
      "p",
      { class: "app-quiet" },
      "Fill in only what you can show from your own accounts. Nothing is assumed. Pay of an empty post is saved, and is taken off.",
    ),
    el("div", { class: "app-case__fields" }, all.filter((part) => !isTime(part)).map(one)),
    el(
      "p",
      { class: "app-quiet" },
      "Time that is paid for anyway. It is shown apart, and never counted as money saved.",
    ),
    el("div", { class: "app-case__fields" }, all.filter(isTime).map(one)),
  );
};

// Who stands behind each number: a table in the paper.
const registerFold = (form) => {
  const rows = register(form.plan);
  const left = rows.filter(({ source, who }) => !source || !who).length;
  const cell = (row, part, name) =>
    typed(
      `given-${row.key}-${part}`,
      name,
      row[part],
      (value) => form.give(row.key, { [part]: value }),
      { "aria-label": `${name}: ${row.name}` },
    );
  const fill = () => {
    if (!fold.open || fold.childElementCount > 1) return;
    fold.append(
      el(
        "p",
        { class: "app-quiet" },
        "Finance asks of every number where it is from. What stands here becomes a table in the paper.",
      ),
      ...rows.map((row) =>
        el(
          "div",
          { class: "app-case__given" },
          el("p", {}, el("strong", {}, row.name), `: ${row.value}`),
          cell(row, "source", "Source"),
          cell(row, "who", "Who gave it"),
          cell(row, "when", "When"),
        ),
      ),
    );
  };
  const fold = el(
    "details",
    { class: "app-fold app-case__wide", "data-fold": "register", ontoggle: fill },
    el(
      "summary",
      { "data-focus": "money register" },
      rows.length
        ? `Where these ${rows.length} numbers come from (${left ? `${left} without source or name` : "all named"})`
        : "Where the numbers come from",
    ),
  );
  return fold;
};

const sums = (found) => {
  if (found.gaps.length) return `Still needed: ${found.gaps.join(", ")}.`;
  const first = `Net cash ${pounds(found.net)} in all, ${pounds(found.perPerson.net)} a person; time ${pounds(found.time)}.`;
  return `${first} ${found.verdict || (found.further.length && found.net > 0 ? `To say whether fewer leavers could pay for it, also needed: ${found.further.join(", ")}.` : "")}`.trim();
};

const resultsFold = (form) => {
  const shown = el("div", { class: "app-case__words" });
  const fold = el(
    "details",
    {
      class: "app-fold app-case__wide",
      "data-fold": "results",
      ontoggle: () => {
        if (fold.open && !shown.childElementCount)
          shown.innerHTML = form.print(moneyBlocks(form.plan)); // escaped by the composer
      },
    },
    el("summary", {}, "All results, with how each is worked out"),
    shown,
  );
  return fold;
};

// The form. `form`: { plan, set(fields, what), give(key, fields), lead(keys), courses, pots, rate, works,
// print(blocks) }.
const moneyForm = (form, turnover) => {
  const found = result(form.plan);
  const leaving = number(form, "turnover", "Turnover, % a year", { most: 100 });
  leaving.append(turnoverOffer(form, turnover) ?? "");
  return [
    el(
      "div",
      { class: "app-case__fields" },
      number(form, "people", "People each year", { most: 2000, whole: true }),
      number(form, "years", "Years", { most: 5, whole: true }),
      leaving,
      pick("vat", "Do you reclaim VAT?", VAT, form.plan.vat, (vat) =>
        form.set({ vat }, "Changed VAT"),
      ),
      number(form, "rate", "Discount rate, % a year", { most: 20 }),
    ),
    rateOffer(form),
    el("h3", {}, "Costs"),
    linesOf(form, "lines", false),
    adder(
      "Add a cost",
      "Choose from the list, or type your own: a fee, cover, a mentor’s hours, travel",
      STARTERS.map(([name]) => name),
      addTo(form, "lines"),
    ),
    el("h3", {}, "Income, by where it comes from"),
    linesOf(form, "income", true),
    adder(
      "Add income",
      "A grant, a contribution, a placement fee",
      form.pots,
      addTo(form, "income"),
    ),
    leaverFold(form),
    registerFold(form),
    el("p", { class: "app-case__sum", role: "status" }, sums(found)),
    found.gaps.length ? null : resultsFold(form),
  ];
};

export const moneySection = (app, turnover) => {
  const { site } = app;
  // at the press: other parts may have changed since
  const find = () => app.state.parts.find(({ kind }) => kind === "money");
  const inside = find();
  const put = () => {
    const there = find();
    if (there) app.do(model.remove(app.state, there.id), "Costs taken out of the paper");
    else
      app.do(
        model.add(app.state, { kind: "money" }, { holds: "financial" }),
        "Costs put into the paper",
      );
  };
  const form = {
    // as it is at the time: another field may have changed since the form was drawn
    get plan() {
      return app.state.money;
    },
    courses: site.courses,
    pots: site.pots,
    rate: site.rate,
    works: site.works,
    set: (fields, what) => app.do(model.setMoney(app.state, fields), what),
    // to the first of these fields that is there
    lead: (keys) => {
      app.draw();
      app.lead(keys.map((key) => `money ${key}`).find((name) => app.field(name)));
    },
    give: (key, fields) => app.do(model.setGiven(app.state, key, fields), "Noted"),
    print: (blocks) => app.composer().print(blocks, PAGE, { references: false }),
  };
  return [
    ...moneyForm(form, turnover),
    el(
      "p",
      {},
      el(
        "button",
        {
          type: "button",
          class: inside ? quiet : "app-button",
          "data-focus": "money-in",
          onclick: put,
        },
        inside ? "Take the costs out of the paper" : "Put the costs into the paper",
      ),
    ),
  ];
};
