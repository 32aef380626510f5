import assert from "node:assert/strict";
import test from "node:test";

import { ask, matching, open, readier } from "./engine.js";
import { build } from "./index.js";

const thing = (id, title, text = "", more = {}) => ({
  id,
  kind: "page",
  title,
  text,
  url: `${id}.html`,
  where: "",
  ...more,
});

// A search over some things, gone through JSON as in a browser.
const searchOver = (things, others = []) => open(JSON.parse(JSON.stringify(build(things, others))));

const idsFor = (search, question, options) =>
  ask(search, question, options).hits.map((number) => search.things[number].id);

test("brackets, slashes, colons and quotation marks end a word", () => {
  const search = searchOver([
    thing("a", "Post-registration training (PRTL): what became of it"),
    thing("b", "“NAAS”/accreditation"),
  ]);

  assert.deepEqual(idsFor(search, "prtl"), ["a"]);
  assert.deepEqual(idsFor(search, "naas"), ["b"]);
  assert.deepEqual(idsFor(search, "(accreditation)"), ["b"]);
});

test("hyphen, space and nothing are the same", () => {
  const search = searchOver([
    thing("a", "Post-qualifying learning"),
    thing("b", "Postqualifying awards"),
    thing("c", "Other"),
  ]);

  for (const typed of ["post-qualifying", "postqualifying", "post‑qualifying", "post qualifying"]) {
    assert.deepEqual(idsFor(search, typed).sort(), ["a", "b"], typed);
  }
});

test("figures are found as they are written", () => {
  const search = searchOver([
    thing("a", "Vacancies", "It was 17.5% in London."),
    thing("b", "Register", "There were 78,749 of them."),
    thing("c", "Money", "£1,200 a place"),
  ]);

  assert.deepEqual(idsFor(search, "17.5%"), ["a"]);
  assert.deepEqual(idsFor(search, "78,749"), ["b"]);
  assert.deepEqual(idsFor(search, "78749"), ["b"]);
  assert.deepEqual(idsFor(search, "£1,200"), ["c"]);
});

test("capitals, accents and forms of a word do not matter, and the form that was typed stands first", () => {
  const search = searchOver([
    thing("a", "Placing students"),
    thing("b", "Placements of students"),
    thing("c", "Café"),
  ]);

  assert.deepEqual(idsFor(search, "PLACEMENTS", { typing: false }), ["b", "a"]);
  assert.deepEqual(idsFor(search, "cafe"), ["c"]);
});

test("letters may be wrong only where the word is not known", () => {
  const search = searchOver([thing("a", "Retention"), thing("b", "Retentive")]);

  assert.deepEqual(idsFor(search, "retension", { typing: false })[0], "a");
  assert.deepEqual(ask(search, "retension").corrected, [
    { typed: "retension", meant: "retention" },
  ]);
  assert.deepEqual(ask(search, "retention").corrected, []);
  assert.deepEqual(idsFor(search, "cat"), []);
});

test("what holds the words stands above what holds other words for them", () => {
  const others = [{ label: "Turnover", names: ["turnover", "turnover", "attrition"] }];
  const search = searchOver(
    [thing("a", "Turnover turnover turnover"), thing("b", "Rules", "One line names attrition.")],
    others,
  );

  assert.deepEqual(idsFor(search, "attrition"), ["b", "a"]);
  assert.deepEqual(ask(search, "attrition").also, ["Turnover"]);
});

test("a name of several words is found by its letters, as that name", () => {
  const others = [
    { label: "Social Work England", names: ["Social Work England", "Social Work England", "SWE"] },
  ];
  const search = searchOver(
    [
      thing("a", "Figures of England for social care work"),
      thing("b", "A rule of Social Work England"),
    ],
    others,
  );

  assert.deepEqual(idsFor(search, "swe"), ["b"]);
});

test("a misspelling that is only searched is never offered to a reader", () => {
  const others = [{ label: "Retention", names: ["Retention", "Retention", "retenshun"] }];
  const search = searchOver(
    [thing("a", "Retention"), thing("b", "Rules", "", { asked: ["suprevision"] })],
    others,
  );

  assert.deepEqual(ask(search, "retenshum").corrected, [
    { typed: "retenshum", meant: "Retention" },
  ]);
  assert.deepEqual(ask(search, "suprevisiom", { typing: false }).corrected, []);
  const shown = JSON.stringify(
    ask(search, "retenshun")
      .hits.map(ask(search, "retenshun").show)
      .map(({ title, sentence }) => [title, sentence]),
  );
  assert.ok(!shown.includes("retenshun"));
});

test("questions that a thing answers find it", () => {
  const search = searchOver([
    thing(
      "a",
      "Does learning keep social workers?",
      "Training and staff, much of both. Training keeps staff busy.",
    ),
    thing("b", "The evidence", "Nothing of that kind.", { asked: ["does training keep staff?"] }),
  ]);

  assert.equal(idsFor(search, "does training keep staff?")[0], "b");
});

test("of a page the best section is a result, of a register every thing", () => {
  const search = searchOver([
    thing("p1", "Levy", "levy", { url: "a.html" }),
    thing("p2", "More on the levy", "", { url: "a.html#more" }),
    thing("f1", "Levy of one kind", "", { kind: "funding", url: "b.html#one" }),
    thing("f2", "Levy of another", "", { kind: "funding", url: "b.html#two" }),
  ]);
  const found = ask(search, "levy");

  assert.deepEqual(found.counts, { page: 1, funding: 2 });
  assert.deepEqual(idsFor(search, "levy", { kind: "funding" }).sort(), ["f1", "f2"]);
});

test("a word that few things have tells more, and so does one that stands among few others", () => {
  const search = searchOver([
    thing("many", "Notes", "council council council"),
    thing("few", "Notes", "moratorium"),
    thing("other", "Notes", "council"),
    thing(
      "long",
      "Notes",
      `budget ${"savings pension income debt reserve ".repeat(9)} ${"abcdefgh"
        .split("")
        .map((sign) => sign.repeat(5))
        .join(" ")}`,
    ),
    thing("short", "Notes", "budget"),
  ]);

  assert.equal(idsFor(search, "council moratorium")[0], "few");
  assert.deepEqual(idsFor(search, "budget"), ["short", "long"]);
});

test("today stands above 2007 where they match equally well", () => {
  const search = searchOver([
    thing("old", "Vacancies", "", { then: true }),
    thing("new", "Vacancies"),
  ]);

  assert.deepEqual(idsFor(search, "vacancies"), ["new", "old"]);
});

test("of a series of figures the newest stands first, unless a year is asked for", () => {
  const figure = (year, boost) =>
    thing(`f${year}`, "Absence, England", `Counted in ${year}.`, {
      kind: "figure",
      url: `s.html#${year}`,
      boost,
    });
  const search = searchOver([
    figure(2017, 0.7),
    figure(2019, 0.8),
    figure(2025, 1),
    thing("p", "A page on absence"),
  ]);

  assert.equal(
    idsFor(search, "absence").find((id) => id.startsWith("f")),
    "f2025",
  );
  assert.equal(idsFor(search, "absence 2019")[0], "f2019");
});

test("the sentence that answers is shown, with the words marked", () => {
  const search = searchOver([
    thing("a", "Rules", "First there is this. Then the levy pays. At last there is that."),
  ]);
  const found = ask(search, "levy pays");

  assert.deepEqual(found.show(found.hits[0]).sentence, [
    { text: "Then the ", marked: false },
    { text: "levy", marked: true },
    { text: " ", marked: false },
    { text: "pays", marked: true },
    { text: ".", marked: false },
  ]);
});

test("a sentence with a gap to fill is shown only where no other answers", () => {
  const text = "[Name] pays the levy for [number] posts. The levy pays. [Name] pays for posts.";
  const search = searchOver([thing("a", "Rules", text)]);
  const shown = (question) => {
    const found = ask(search, question);
    return found
      .show(found.hits[0])
      .sentence.map(({ text }) => text)
      .join("");
  };

  assert.equal(shown("levy"), "The levy pays.");
  assert.equal(shown("posts"), "[Name] pays the levy for [number] posts.");
});

test("where nothing is found, words are offered that find something", () => {
  const search = searchOver([thing("a", "Supervision")]);
  const found = ask(search, "sopervisiun zzzz", { typing: false });
  const other = ask(search, "supavishon", { typing: false });

  assert.deepEqual(found.hits.length ? found.corrected.map(({ meant }) => meant) : found.near, [
    "supervision",
  ]);
  assert.deepEqual(other.hits.length ? other.corrected.map(({ meant }) => meant) : other.near, [
    "supervision",
  ]);
});

test("a list is narrowed to what holds every word, or another word for it", () => {
  const others = [
    { label: "Practice educator", names: ["Practice educator", "Practice educator", "mentor"] },
  ];
  const search = searchOver(
    [
      thing("a", "Practice educators in teams"),
      thing("b", "Teams"),
      thing("c", "Mentors of teams"),
    ],
    others,
  );

  assert.deepEqual([...matching(search, "mentor teams").ids].sort(), ["a", "c"]);
  assert.deepEqual([...matching(search, "mentor zebra").ids], []);
});

test("however much is typed, only the first words are looked for", () => {
  const search = searchOver([thing("a", "Supervision"), thing("b", "x")]);
  const long = `supervision ${"abcdefghij".repeat(200)} ${"ever so much of it ".repeat(4000)}`;

  assert.deepEqual(idsFor(search, long), ["a"]);
  assert.equal(ask(search, "one word after another ".repeat(2000)).words.length, 24);
  for (const odd of [
    "x~99999",
    "~",
    "=",
    "*",
    '"',
    "constructor",
    "__proto__",
    "😀",
    "%",
    "-",
    "'",
    "£",
  ])
    ask(search, odd);
});

test("a long sentence is cut between words, around what was looked for", () => {
  const long = `${"organisations ".repeat(30)}supervision ${"matters ".repeat(30)}`.trim();
  const search = searchOver([thing("a", "A", long)]);
  const found = ask(search, "supervision");
  const words = found
    .show(found.hits[0])
    .sentence.map(({ text }) => text)
    .join("");

  assert.match(words, /^… (organisations )+supervision (matters )+…$/);
});

test("where the name of a term is typed, it is its other words that are looked for too", () => {
  const search = searchOver(
    [thing("a", "Staying")],
    [{ label: "Retention", names: ["Retention", "Retention", "staying"] }],
  );

  assert.deepEqual(ask(search, "retention").also, ["other words for “Retention”"]);
  assert.deepEqual(ask(search, "staying").also, ["Retention"]);
});

test("being made ready comes to an end and changes no answer", () => {
  const things = Array.from({ length: 100 }, (_, n) =>
    thing(`t${n}`, `Levy ${n}`, "The levy pays."),
  );
  const [search, other] = [searchOver(things), searchOver(things)];
  const step = readier(search);
  let steps = 0;
  while (step()) steps += 1;

  assert.ok(steps < 2 * things.length);
  assert.deepEqual(idsFor(search, "levy 42"), idsFor(other, "levy 42"));
});

test("forms of a word meet that share no ending that rules could take away", () => {
  const search = searchOver([thing("a", "Retention"), thing("b", "What was lost")]);

  assert.deepEqual(idsFor(search, "retaining people"), ["a"]);
  assert.deepEqual(idsFor(search, "losses", { typing: false }), ["b"]);
});
