"""Courses, pots, duties, costs, questions and tables: what the check refuses, and what follows from their fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from macros import ROOT, money, reading, text
from macros.site import Here, Site
from macros.text import format_value
from tests.unit.project import problems

CHECKED = """  sources: [moriarty2014]
  confidence: high
  as_at: "2026-11"
  reviewed: "2026-01-01"
  review_by: "2999-01-01"
"""
POT = (
    """- id: own-budget
  name: Own training budget
  short: Own budget
  employers: [charity]
  buys: Whatever you decide.
  answer: 'yes'
  why: The employer decides.
  until: Each year.
"""
    + CHECKED
)
COURSE = (
    """- id: module
  name: A module
  short: Module
  who: Experienced staff.
  employers: [charity]
  leads_to: Credits.
  approver: The university.
  entry: Ask.
  taught: Ask.
  placement: None.
  study: Ask.
  length: One term.
  fees: Ask two providers.
  needed_for: Local roles.
  pays:
  - {pot: own-budget, answer: 'yes', why: The usual answer.}
  team: A few days.
  ask: [What does it cost?]
  fund: [charity]
"""
    + CHECKED
)
QUESTION = (
    """- id: why
  question: Why?
  answer: [One., Two., Three.]
  beside: [money]
"""
    + CHECKED
)
DUTY = (
    """- id: act
  name: An Act
  force: must
  areas: [adults]
  says: It says so.
  lets: We have to.
  not: How much.
"""
    + CHECKED
)
COST = (
    """- id: hour
  name: An hour
  figure: stay-2006
  use: Sums.
  not: Savings.
"""
    + CHECKED
)
TABLE = """- id: options
  title: Options
  for: What you choose between.
  columns: [Option, Cost]
  rows:
  - [Do nothing, '[cost of doing nothing]']
  holds: economic
"""


def found(tmp_path: Path, **files: str) -> list[str]:
    """What the check says of these files of data/ beside a course and a pot that are right."""
    data = {"funding": POT, "courses": COURSE, **files}
    made = problems(tmp_path, {f"data/{name}.yml": text for name, text in data.items()})
    return [p for p in made if p.startswith("data/") and "warning" not in p]


@pytest.fixture(scope="module")
def site() -> Site:
    """The content of this site."""
    return reading.load(ROOT)


# ---- what is refused ------------------------------------------------------------------------------------------------


def test_records_that_are_right_pass(tmp_path):
    assert found(tmp_path, questions=QUESTION, tables=TABLE) == []


def test_a_course_that_contradicts_its_pot_is_refused(tmp_path):
    said = found(tmp_path, funding=POT.replace("answer: 'yes'", "answer: 'no'"))

    assert len(said) == 1
    assert 'course "module" answers "yes" for the pot "own-budget", which says "no"' in said[0]
    assert said[0].startswith("data/courses.yml:16")


def test_a_course_that_no_pot_pays_for_at_all_is_refused(tmp_path):
    text = COURSE.replace("answer: 'yes', why: The usual", "answer: 'no', why: The usual")

    assert any('has no pot that answers "yes"' in p for p in found(tmp_path, courses=text))


def test_a_pot_that_no_employer_of_the_course_may_use_is_refused(tmp_path):
    assert any(
        "no employer of the course may use it" in p
        for p in found(tmp_path, funding=POT.replace("[charity]", "[NHS]"))
    )


def test_a_pot_that_stands_twice_in_a_course_is_refused(tmp_path):
    line = "  - {pot: own-budget, answer: 'yes', why: The usual answer.}\n"

    assert any(
        'names the pot "own-budget" twice' in p
        for p in found(tmp_path, courses=COURSE.replace(line, line + line))
    )


def test_a_pot_duty_or_source_that_does_not_exist_is_refused(tmp_path):
    text = COURSE.replace("pot: own-budget", "pot: own-buget").replace(
        "  ask:", "  duties: [no-such-duty]\n  ask:"
    )
    said = " ".join(found(tmp_path, courses=text.replace("[moriarty2014]", "[nobody2014]")))

    assert "own-buget" in said and "no-such-duty" in said and "nobody2014" in said


@pytest.mark.parametrize(
    "amount", ["£1,130 a person", "25% of the price", "30 days of teaching", "18 hours a year"]
)
def test_an_amount_typed_by_hand_is_refused_so_that_each_has_a_source_and_a_date(tmp_path, amount):
    said = found(tmp_path, courses=COURSE.replace("fees: Ask two providers.", f"fees: {amount}."))

    assert len(said) == 1 and "typed by hand" in said[0] and "{stat …}" in said[0]


def test_a_mark_in_the_words_that_names_nothing_is_refused(tmp_path):
    text = COURSE.replace(
        "team: A few days.", "team: 'A few days {cite nobody2001} of {stat no-figure}.'"
    )

    assert len(found(tmp_path, courses=text)) == 2


def test_a_check_that_is_due_before_it_was_made_is_refused(tmp_path):
    assert any(
        "review_by" in p for p in found(tmp_path, funding=POT.replace("2999-01-01", "2025-01-01"))
    )


RIGHT = {
    "funding": POT,
    "courses": COURSE,
    "questions": QUESTION,
    "duties": DUTY,
    "costs": COST,
}


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "named"),
    [
        ("funding", "answer: 'yes'", "answer: perhaps", "perhaps"),
        ("funding", "employers: [charity]", "employers: [school]", "school"),
        ("courses", "fund: [charity]", "fund: [holidays]", "holidays"),
        ("courses", "answer: 'yes'", "answer: perhaps", "perhaps"),
        ("questions", "beside: [money]", "beside: [weather]", "weather"),
        ("questions", "confidence: high", "confidence: certain", "certain"),
        ("questions", 'as_at: "2026-11"', "as_at: last autumn", "last autumn"),
        ("questions", "  beside:", "  arguments: [no-argument]\n  beside:", "no-argument"),
        ("questions", "  beside:", "  figures: [no-figure]\n  beside:", "no-figure"),
        ("questions", "  beside:", "  courses: [no-course]\n  beside:", "no-course"),
        ("duties", "force: must", "force: ought", "ought"),
        ("duties", "areas: [adults]", "areas: [everybody]", "everybody"),
        ("costs", "figure: stay-2006", "figure: no-figure", "no-figure"),
    ],
)
def test_a_value_that_is_not_accepted_or_names_nothing_is_refused(
    tmp_path, kind, right, wrong, named
):
    text = RIGHT[kind]
    assert right in text and not any(kind in p for p in found(tmp_path, **{kind: text}))

    said = found(tmp_path, **{kind: text.replace(right, wrong, 1)})
    assert any(f"data/{kind}.yml" in p and named in p for p in said), said


def test_an_answer_to_finance_has_three_lines(tmp_path):
    assert any(
        "has 2 lines of answer. Write three." in p
        for p in found(tmp_path, questions=QUESTION.replace("[One., Two., Three.]", "[One., Two.]"))
    )


def test_a_row_of_a_table_to_copy_has_a_cell_for_each_column(tmp_path):
    text = TABLE.replace("[Do nothing, '[cost of doing nothing]']", "[Do nothing]")

    assert any('row "Do nothing" has 1 cells' in p for p in found(tmp_path, tables=text))


def test_a_list_on_a_page_that_would_be_empty_is_refused(tmp_path):
    page = '---\ntitle: Money\n---\n\n# Money\n\n{{ questions(fund="amhp-bia") }}\n'
    said = problems(
        tmp_path,
        {
            "data/questions.yml": QUESTION,
            "data/funding.yml": POT,
            "data/courses.yml": COURSE,
            "docs/index.md": page,
        },
    )

    assert any('questions(fund="amhp-bia") finds nothing to show' in p for p in said)


# ---- what this site says ---------------------------------------------------------------------------------------------


def records(site: Site) -> Iterator[tuple[str, str, dict]]:
    """Every record of money with its kind and id."""
    for kind in money.KINDS:
        for id, record in site.records[kind.name].items():
            yield kind.name, id, record


def test_who_pays_is_what_the_courses_say(site):
    """For each employer exactly the pots that it may use and the course does not rule out."""
    pots = site.records["funding"]
    for course in site.records["courses"].values():
        for employer in money.EMPLOYERS:
            shown = money.paying(site, course, employer)
            if employer not in course["employers"]:
                assert shown is None
                continue
            assert [p["pot"] for p in shown] == [
                p["pot"]
                for p in course["pays"]
                if p["answer"] != "no" and employer in pots[p["pot"]]["employers"]
            ]
            assert "own-budget" in [p["pot"] for p in shown]


def test_neither_the_levy_nor_the_support_scheme_pays_for_a_course_of_practising_social_workers(
    site,
):
    """The mistake that a bid is most easily refused for."""
    for course in site.records["courses"].values():
        answers = {p["pot"]: p["answer"] for p in course["pays"]}
        assert all(
            answers.get(pot, "no") == "no"
            for pot in ("levy-level-7", "levy-management", "levy-transfer", "ldss")
        )


def test_every_fact_that_is_less_than_sure_is_marked_where_it_stands(site):
    """A figure of medium confidence carries its mark in every sentence of a record."""
    here = Here(site, "money/courses.md")
    doubtful = {id for id, record in site.statistics.items() if record["confidence"] != "high"}
    seen = 0
    for _, _, record in records(site):
        for value in record.values():
            for line in value if isinstance(value, list) else [value]:
                marks = [
                    name
                    for kind, name in text.MARK.findall(str(line))
                    if kind == "stat" and name in doubtful
                ]
                seen += len(marks)
                assert isinstance(line, dict) or str(text.marked_html(here, line)).count(
                    "To be checked"
                ) == len(marks)
    assert seen > 3


def test_no_cost_of_a_leaver_is_printed_and_the_site_says_why(site):
    assert not [c for c in site.records["costs"].values() if "leaver" in str(c["name"]).lower()]
    assert "leaver-price" in site.records["avoid"]


def test_duties_stand_with_the_strongest_first(site):
    shown = str(money.duties(Here(site, "money/duties.md")))
    places = [shown.find(words) for words in money.FORCE_WORDS.values()]

    assert places == sorted(places) and -1 not in places


def test_a_purpose_shows_the_duties_of_its_own_courses_alone(site):
    shown = str(money.duties(Here(site, "fund/amhp-bia.md"), fund="amhp-bia"))

    assert 'id="amhp-role"' in shown and 'id="dols"' in shown and 'id="ecs"' not in shown


def test_the_twelve_questions_are_twelve_and_each_purpose_has_three_to_eight(site):
    assert len(site.records["questions"]) == 12
    for fund in money.FUNDS:
        shown = str(money.questions(Here(site, f"fund/{fund}.md"), fund=fund))
        assert 3 <= shown.count("app-pair__say") <= 8, fund


def test_an_answer_is_copied_with_its_figure_dated_its_source_and_its_gap(site):
    made = text.marked_blocks(
        Here(site, "money/questions.md"),
        [
            "It was {stat children-turnover-2025} {cite dfe-cs2025} {cite webb2012}; ours is [local turnover rate]."
        ],
    )
    cited = [i["cite"] for i in made[0]["content"] if "cite" in i]

    assert {
        "figure": "children-turnover-2025",
        "text": format_value(site.statistics["children-turnover-2025"]),
    } in made[0]["content"]
    assert {"gap": "local turnover rate"} in made[0]["content"]
    assert any("as at 30 September 2025" in i.get("text", "") for i in made[0]["content"])
    assert [[one["key"] for one in works] for works in cited] == [["dfe-cs2025", "webb2012"]]


def test_the_parts_of_an_amhps_days_add_up_to_the_sum_that_is_printed(site):
    parts = (
        "amhp-taught-cheshire",
        "amhp-placement-cheshire",
        "amhp-study-cheshire",
        "amhp-portfolio-cheshire",
    )

    assert (
        sum(site.statistics[p]["value"] for p in parts)
        == site.statistics["amhp-days-total"]["value"]
    )


def test_a_charity_sees_its_own_pots_and_duties_alone(site):
    here = Here(site, "fund/charity.md")
    pots = str(money.who_pays(here, fund="charity", employer="charity"))
    binding = str(money.duties(here, fund="charity", area="charity"))

    assert "Council" not in pots and "NHS" not in pots
    assert 'id="reg-18"' in binding and 'id="cqc"' not in binding


def test_the_table_side_by_side_keeps_figures_and_leaves_sources_to_the_cards(site):
    shown = str(money.courses_table(Here(site, "money/courses.md")))

    assert "£1,130" in shown and 'href="#figure-pe2-fee-2026"' in shown and "app-cite" not in shown
    assert "(" not in str(
        text.marked_html(Here(site, "money/courses.md"), "Six days {cite swe2024b}.", cited=False)
    )
