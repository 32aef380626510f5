"""What old papers call the things that have changed: read alike by the check and by the page."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import ROOT, finds, prepare, reading, search
from macros.problems import Problem
from tests.unit import project

SAID = """  finds:
    weight: gone
    words: [GSCC, "star rating not: kitchen"]
    hits: [The GSCC requires it., Our star rating rose.]
    misses: [The kitchen has a star rating.]
"""
FINDS = project.CHANGES + SAID
SCRIPT = """
import { compile, findsIn } from "./web/old-paper/finds.js";
let text = ""; for await (const piece of process.stdin) text += piece;
const { rules, texts } = JSON.parse(text);
const compiled = compile(rules);
console.log(JSON.stringify(texts.map((one) => findsIn(one, compiled).map(({ id, start, end }) => [id, start, end]))));
"""


@pytest.fixture(scope="module")
def site():
    """The real rules."""
    return reading.load(ROOT)


def in_browser(site, texts: list[str]) -> list[list[list]]:
    """What the page's own code finds in each text."""
    rules = finds.advice(site)["rules"]
    done = subprocess.run(
        [prepare.node(ROOT), "--input-type=module", "-e", SCRIPT],
        input=json.dumps({"rules": rules, "texts": texts}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    return json.loads(done.stdout)


def test_page_and_check_find_the_same_in_every_example(site):
    """Each sentence that must hit or miss, and both in a row."""
    said = [one.said for one in finds.named(site)]
    texts = [s for one in said for s in [*one["hits"], *one.get("misses", [])]]
    texts.append(" ".join(texts))
    using = finds.rules(site)

    assert in_browser(site, texts) == [[list(h) for h in finds.found_in(t, using)] for t in texts]


PIECES = [
    "GSCC",
    "The star ratings",
    "kitchen",
    "PQ Award",
    "2007.",
    "Next",
    "post-qualifying awards",
    "CSCI’s",
    "e.g. A",
    "(PRTL)",
    "\n",
    "38% of",
    "stay",
    "EVERY CHILD MATTERS",
    "Health & Care Professions Council",
]


@settings(max_examples=3, deadline=None)  # each starts Node for all of its texts at once
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), min_size=40))
def test_page_and_check_find_the_same_in_any_order_of_words(site, texts):
    """Whatever stands beside what."""
    using = finds.rules(site)

    assert in_browser(site, texts) == [[list(h) for h in finds.found_in(t, using)] for t in texts]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("The GSCC requires it.", "It is required.", '"It is required." is not found by "gscc".'),
        (
            "The kitchen has a star rating.",
            "A star rating.",
            '"A star rating." is found by "gscc", and must not be.',
        ),
        ("[GSCC, ", '["meeting", ', '"meeting" is found in any text.'),
        ("[GSCC, ", '["GSCC without: x", ', '"GSCC without: x" cannot be read.'),
        (
            "    misses: [The kitchen has a star rating.]\n",
            "",
            "has a line with `not:` but no `misses`.",
        ),
        ("[GSCC, ", "[GSCC, GSCC, ", '"GSCC" is claimed by "gscc" too.'),
        ("weight: gone", "weight: lost", '"lost" is not accepted for `weight`.'),
    ],
)
def test_a_mistake_in_a_rule_is_a_sentence(tmp_path, was, now, expected):
    """Unknown words, a pattern that hits everything, examples that do not hold."""
    assert was in FINDS
    found = project.problems(tmp_path, {"data/changes.yml": FINDS.replace(was, now)})

    assert any(expected in line for line in found), found


def test_two_records_cannot_claim_the_same_words(tmp_path):
    """The reader would be told two things of one."""
    name = "- id: other\n  name: Other\n  words: [GSCC]\n  hits: [The GSCC requires it.]\n"
    found = project.problems(tmp_path, {"data/changes.yml": FINDS, "data/unchecked.yml": name})

    assert any('"GSCC" is claimed by "gscc" too.' in line for line in found)


def test_a_figure_that_papers_quote_is_found(tmp_path):
    """By its number, with what it is said of."""
    said = '  finds:\n    words: ["38% near: award"]\n    hits: [38% stayed after the award.]\n'
    root = project.make(tmp_path, {"data/statistics.yml": project.STATISTICS + said})
    told = finds.advice(reading.load(root))["told"]

    assert told["stay-2006"]["weight"] == "figure"
    assert told["stay-2006"]["title"].startswith("38%: Award holders")


def test_a_name_without_facts_is_left_to_the_reader(tmp_path):
    """And the page says so, with what holds today where a change says that."""
    name = "- id: board\n  name: The Board\n  see: gscc\n  words: [The Board]\n  hits: [The Board met.]\n"
    root = project.make(tmp_path, {"data/unchecked.yml": name})
    told = finds.advice(reading.load(root))["told"]["board"]

    assert told["weight"] == "check" and told["source"] == ""
    assert told["became"] == "This site has not looked up what became of it."
    assert told["now"] == "Social Work England."


def test_an_example_of_a_later_year_that_names_a_thing_that_has_gone_is_a_warning(tmp_path):
    """One of the thing's own time may name it."""
    template = (ROOT / "docs/examples/sutton-reward.md").read_text(encoding="utf-8")
    late, early = (
        re.sub(r'period: ".*?"', f'period: "{period}"', template, count=1)
        + "\nThe GSCC requires it.\n"
        for period in ("2024 to 2025", "2007")
    )
    found = project.problems(
        tmp_path,
        {
            "data/changes.yml": FINDS,
            "docs/examples/late.md": late,
            "docs/examples/early.md": early,
        },
    )
    warned = [line for line in found if "is a thing that has gone" in line]

    assert len(warned) == 1
    assert warned[0].startswith(
        f"docs/examples/late.md:{late.rstrip().count(chr(10)) + 1}: warning: "
    )


def test_guidance_that_names_a_thing_that_has_gone_is_a_warning(tmp_path):
    """With its line, and where to look."""
    page = "---\ntitle: Impact\n---\n\n# Impact\n\nThe GSCC requires it.\n"
    nav = "site_name: Test\nnav:\n  - Home: index.md\n  - guidance/impact.md\nnot_in_nav: |\n  /snippets/*.md\n"
    found = project.problems(
        tmp_path, {"data/changes.yml": FINDS, "docs/guidance/impact.md": page, "mkdocs.yml": nav}
    )

    assert found == [
        str(
            Problem(
                "docs/guidance/impact.md",
                7,
                '"GSCC" is a thing that has gone. Say when it was, or what holds today (see "gscc" in data/changes.yml).',
                True,
            )
        )
    ]


def test_the_search_knows_what_old_papers_call_a_thing(site):
    """People ask it by old names too."""
    [inspection] = [d for d in search.of_changes(site) if d["id"] == "change:ilacs"]

    assert "single inspection framework, SIF" in inspection["text"]


def test_a_change_may_have_a_name_of_its_own_in_the_list_on_the_page(site):
    """`then` says what the guide of 2007 had, which a reader of a paper of 2018 did not ask for."""
    told = finds.advice(site)["told"]
    assert told["ilacs"]["title"].startswith("Ofsted’s single inspection framework")
    assert told["caa"]["title"] == "Comprehensive Area Assessment (CAA)"


def test_a_rule_of_another_time_is_left_out_and_a_figure_is_replaced(site):
    """There is no newer figure for the days that a rule once asked for."""
    told = finds.advice(site)["told"]
    assert told["prtl-days"]["say"].startswith("Leave it out")
    assert told["stay-after-award-2006"]["say"].startswith("Use a newer figure")


def test_what_to_use_instead_is_about_the_thing(site):
    """Not what an argument on something else offers because it names the thing on its way."""
    told = finds.advice(site)["told"]
    assert "capabilities-framework" in json.dumps(told["pq-awards"])
    assert "amhp-standards" not in json.dumps(told["pq-awards"])
    assert "amhp-standards" in json.dumps(told["asw"])
