"""The money part as a reader meets it: a way through for three cases, amounts with their sources, sums that add up."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from macros import ROOT, reading

PARTS = ("money", "fund", "papers")
SOURCED = {
    "app-stat",
    "app-invented",
    "app-lists",
    "app-figures",
    "app-references",
}
AMOUNT = re.compile(r"£\s?\d")
PAPERS = {
    "practice-educators": "Norbury Borough Council",
    "amhps": "Westmere County Council",
    "charity": "Harbour Families",
}
# The three readers of the review: what they click from the home page, and the words they need on the way.
WAYS = {
    "a council and twelve practice educators": (
        [
            "fund/practice-educators.html",
            "money/courses.html",
            "money/who-pays.html",
            "money/index.html",
            "money/questions.html",
            "papers/practice-educators.html",
            "money/tables.html",
        ],
        [
            "Stage 2",
            "a student on placement",
            "backfill",
            "levy",
            "Placement grant",
            "risk register",
            "equality",
            "procurement",
        ],
    ),
    "a council and four AMHPs": (
        [
            "fund/amhp-bia.html",
            "money/courses.html",
            "money/duties.html",
            "money/who-pays.html",
            "papers/amhps.html",
            "money/tables.html",
        ],
        ["98.5 days", "ask two providers", "at least 18 hours", "LDSS", "full council", "cover"],
    ),
    "a charity with nine social workers": (
        [
            "fund/charity.html",
            "money/courses.html",
            "money/who-pays.html",
            "papers/charity.html",
            "money/tables.html",
        ],
        ["trustees", "VAT", "restricted", "Regulation 18", "Levy transfer", "one dated account"],
    ),
}
# What people type, and which answer must stand among the first.
ASKED = {
    "backfill": "money/",
    "levy": "money/who-pays.html",
    "AMHP cost": "money/courses.html#amhp",
    "who pays for practice educators": "money/who-pays.html",
    "risk register": "money/tables.html#risk-register",
}


@cache
def read(path: Path) -> Any:
    """The article of one built page."""
    return lxml.html.fromstring(path.read_text(encoding="utf-8")).find_class("md-content")[0]


def article(site_dir: Path, path: str) -> Any:
    """The article of a page, by its address below the site."""
    return read(site_dir / path)


def pages(site_dir: Path) -> Iterator[tuple[str, Any]]:
    """Every page about money with its article."""
    for part in PARTS:
        for path in sorted((site_dir / part).glob("*.html")):
            yield f"{part}/{path.name}", read(path)


def links(path: str, found: Any) -> set[str]:
    """The pages of the site to which an article leads."""
    targets = (a.get("href", "").partition("#")[0] for a in found.iter("a"))
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(path), t))
        for t in targets
        if t and "://" not in t
    }


def words(found: Any) -> str:
    """The words of an article, with single blanks."""
    return re.sub(r"\s+", " ", found.text_content())


@pytest.mark.parametrize("case", WAYS)
def test_each_case_can_be_followed_by_links_from_the_home_page_to_the_last_table(site_dir, case):
    """And the words that its reader got stuck on stand on the way."""
    way, needed = WAYS[case]
    reached = links("index.html", article(site_dir, "index.html"))
    said = ""
    for path in way:
        assert path in reached, f"nothing read so far leads to {path}"
        found = article(site_dir, path)
        reached |= links(path, found)
        said += words(found).lower()
    assert [word for word in needed if word.lower() not in said] == []


def amounts(found: Any) -> Iterator[tuple[str, set[str]]]:
    """Each text with an amount in pounds, and the classes of all that it stands in."""
    for element in found.iter():
        if not isinstance(element.tag, str) or element.tag == "code":
            continue
        for text in (element.text, *(child.tail for child in element)):
            if AMOUNT.search(text or ""):
                inside = (element, *element.iterancestors())
                yield text, {c for e in inside for c in (e.get("class") or "").split()}


def test_no_amount_stands_on_a_page_about_money_without_its_source_and_date(site_dir):
    """Each is a figure that leads to its note, invented and marked so, or part of a note or a reference."""
    found = [(path, text, around) for path, e in pages(site_dir) for text, around in amounts(e)]

    assert [f"{path}: {text}" for path, text, around in found if not around & SOURCED] == []
    assert len(found) > 50


def test_every_figure_on_a_page_about_money_leads_to_a_note_with_its_date(site_dir):
    for path, found in pages(site_dir):
        ids = {e.get("id") for e in found.iter() if isinstance(e.tag, str)}
        for figure in found.find_class("app-stat"):
            assert figure.get("data-as-at"), path
            assert figure.get("href", "").lstrip("#") in ids, f"{path}: {figure.text_content()}"


def test_no_other_page_prints_an_amount_without_its_source(site_dir):
    """The lists of all figures and all sources apart, which are what an amount leads to."""
    bare = [
        f"{path.relative_to(site_dir)}: {text.strip()}"
        for path in sorted(site_dir.rglob("*.html"))
        if path.name not in ("statistics.html", "references.html")
        for found in lxml.html.parse(path).getroot().find_class("md-content")
        for text, around in amounts(found)
        if not around & {*SOURCED, "app-share__sources"}
    ]

    assert bare == []


def test_who_pays_says_of_each_course_what_its_card_says(site_dir):
    """Pot by pot and answer by answer: those that pay in the columns of employers, those that do not in the last."""
    cards = article(site_dir, "money/courses.html").find_class("app-course")
    table = article(site_dir, "money/who-pays.html").find_class("app-data")[0]
    rows = {
        row.find("th//a").get("href").rpartition("#")[2]: row
        for row in table.iter("tr")
        if row.find("td") is not None
    }

    for card in cards:
        pays = [dd for dd in card.iter("dd") if dd.getprevious().text_content() == "Who pays"]
        said = {
            (li.find("a").get("href").rpartition("#")[2], li.find("strong").text_content())
            for li in pays[0].iter("li")
        }
        shown = {
            (a.get("href").rpartition("#")[2], answer.text_content())
            for answer in rows[card.get("id")].find_class("app-answer")
            for a in [answer.getnext()]
        } | {
            (a.get("href").rpartition("#")[2], "No")
            for a in rows[card.get("id")].findall("td")[-1].iter("a")
        }
        assert said == shown, card.get("id")


def asked(found: Any) -> set[str]:
    """The questions of finance that an element shows or leads to."""
    shown = {words(e).strip(" “”") for e in found.find_class("app-pair__say")}
    led = {words(a).strip(" “”") for a in found.iter("a") if "questions.html#" in a.get("href", "")}
    return shown | led | {words(s).strip() for s in found.iter("summary")}


@pytest.mark.parametrize("id", reading.load(ROOT).records["questions"])
def test_a_question_of_finance_stands_beside_its_section_courses_arguments_and_figures(
    site_dir, id
):
    site = reading.load(ROOT)
    record = site.records["questions"][id]
    question = str(record["question"])
    pages = {"money": "money/index.html", "council": "council.html"}

    for section in record["beside"]:
        assert question in asked(article(site_dir, pages.get(section, f"guidance/{section}.html")))
    for argument in record["arguments"]:
        assert question in asked(article(site_dir, f"snippets/{argument}.html")), argument
    for course in record["courses"]:
        card = article(site_dir, "money/courses.html").get_element_by_id(course)
        assert question in asked(card), course
    for figure in record.get("figures", ()):
        row = article(site_dir, "statistics.html").get_element_by_id(figure)
        assert question in asked(row), figure


# ---- the finished papers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
def test_a_finished_paper_says_at_its_top_and_at_its_end_that_the_organisation_is_invented(
    site_dir, paper
):
    said = words(article(site_dir, f"papers/{paper}.html"))
    name = PAPERS[paper]

    assert f"{name} does not exist" in said[:600]
    assert said.find(f"{name} is invented") > said.rfind("Decision path")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_finished_paper_holds_every_part_that_a_decision_needs(site_dir, paper):
    ids = {
        e.get("id")
        for e in article(site_dir, f"papers/{paper}.html").iter()
        if isinstance(e.tag, str)
    }

    assert {
        "recommendation",
        "why",
        "options",
        "money",
        "evidence",
        "buying",
        "risks",
        "equality",
        "measures",
        "decision",
    } <= ids


def pounds(cell: Any) -> int:
    """The amount of a cell, nothing where it is empty."""
    found = re.search(r"([−-]?)£([\d,]+)", cell.text_content())
    return int(found[2].replace(",", "")) * (-1 if found[1] else 1) if found else 0


@pytest.mark.parametrize("paper", PAPERS)
def test_the_lines_of_a_finished_paper_add_up_and_the_total_is_what_is_asked_for(site_dir, paper):
    found = article(site_dir, f"papers/{paper}.html")
    asked = re.search(r"cash cost of £([\d,]+)", words(found))
    totals = []
    for table in found.iter("table"):
        rows = [list(row) for row in table.iter("tr") if row.findall("td")]
        if rows[-1][0].text_content().strip() != "Total":
            continue
        for column in range(1, len(rows[-1])):
            if total := pounds(rows[-1][column]):
                assert sum(pounds(row[column]) for row in rows[:-1]) == total
                totals.append(total)
    assert asked and int(asked[1].replace(",", "")) == totals[0]


# ---- found by search --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answers(site_dir):
    """The first five answers to each question, by the very engine of the page."""
    index = next(site_dir.rglob("search-index.js"))
    script = (
        "import { readFileSync } from 'node:fs';"
        f"import {{ ask, open }} from '{(ROOT / 'web/search/engine.js').as_uri()}';"
        "let data; globalThis.pqSearchIndex = (d) => { data = d; };"
        f"(0, eval)(readFileSync({json.dumps(str(index))}, 'utf8'));"
        "const index = open(data);"
        "const five = (typed) => ask(index, typed).hits.slice(0, 5).map((n) => index.things[n].url);"
        f"console.log(JSON.stringify({json.dumps(list(ASKED))}.map((typed) => [typed, five(typed)])));"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("typed", ASKED)
def test_search_finds_what_a_bid_writer_types(answers, typed):
    assert any(ASKED[typed] in url for url in answers[typed]), answers[typed]
