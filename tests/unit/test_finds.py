"""What old papers call the things that have changed: read alike by the check and by the page."""

from __future__ import annotations

import json
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import ROOT, finds, prepare, reading
from macros.problems import Problem
from tests.unit import project

FINDS = """- id: gscc
  change: gscc
  weight: gone
  finds: [GSCC, "star rating not: kitchen"]
  hits: [The GSCC requires it., Our star rating rose.]
  misses: [The kitchen has a star rating.]
"""
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
    rules = [{"id": id, "finds": r["finds"]} for id, r in site.records["finds"].items()]
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
    texts = [s for r in site.records["finds"].values() for s in [*r["hits"], *r.get("misses", [])]]
    texts.append(" ".join(texts))
    using = finds.rules(site)

    assert in_browser(site, texts) == [[list(h) for h in finds.found_in(t, using)] for t in texts]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "GSCC",
                "The star ratings",
                "kitchen",
                "PQ award",
                "2007.",
                "Next",
                "post-qualifying awards",
                "CSCI’s",
                "e.g. A",
                "(PRTL)",
                "\n",
                "38% of",
                "stay",
            ]
        ),
        max_size=30,
    )
)
def test_page_and_check_find_the_same_in_any_order_of_words(site, words):
    """Whatever stands beside what."""
    text = " ".join(words)

    assert in_browser(site, [text]) == [[list(h) for h in finds.found_in(text, finds.rules(site))]]


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
            "  misses: [The kitchen has a star rating.]\n",
            "",
            "has a line with `not:` but no `misses`.",
        ),
        ("  change: gscc\n", "", '"gscc" names neither a change nor a figure.'),
    ],
)
def test_a_mistake_in_a_rule_is_a_sentence(tmp_path, was, now, expected):
    """Unknown words, a pattern that hits everything, examples that do not hold."""
    assert was in FINDS
    found = project.problems(tmp_path, {"data/finds.yml": FINDS.replace(was, now)})

    assert any(expected in line for line in found), found


def test_two_records_cannot_claim_the_same_words(tmp_path):
    """The reader would be told two things of one."""
    found = project.problems(
        tmp_path, {"data/finds.yml": FINDS + FINDS.replace("id: gscc", "id: other")}
    )

    assert any('"GSCC" is claimed by "gscc" too.' in line for line in found)


def test_guidance_that_names_a_thing_that_has_gone_is_a_warning(tmp_path):
    """With its line, and where to look."""
    page = "---\ntitle: Impact\n---\n\n# Impact\n\nThe GSCC requires it.\n"
    nav = "site_name: Test\nnav:\n  - Home: index.md\n  - guidance/impact.md\nnot_in_nav: |\n  /snippets/*.md\n"
    found = project.problems(
        tmp_path, {"data/finds.yml": FINDS, "docs/guidance/impact.md": page, "mkdocs.yml": nav}
    )

    assert found == [
        str(
            Problem(
                "docs/guidance/impact.md",
                7,
                '"GSCC" is a thing that has gone. Say when it was, or what holds today (see "gscc" in data/finds.yml).',
                True,
            )
        )
    ]
