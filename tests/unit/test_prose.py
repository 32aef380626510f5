"""The prose is read during `make check`: slips and clichés are named with their line, and quotations are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import ROOT, reading, rules
from tests.unit import project
from tests.unit.project import PAGE, STATISTICS


def test_the_prose_of_this_site_is_quiet():
    """Nothing of ours holds a habit that was given up, or a cliché."""
    assert not [str(problem) for problem in rules.check_prose(reading.load(ROOT))]


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("That is likelier to stay.", "“likelier”: Write “more likely”"),
        ("The survey is of 2006 and small.", "“is of 2006”: Write “dates from” that year"),
        ("The page was not seen.", "“was not seen”: The reader does not care"),
        ("At the end of the day it helps.", "“At the end of the day”"),
        ("It helps the the team.", "“the the”: Said twice"),
        ("It helps Every team every team.", "“Every team every team”: Said twice"),
    ],
)
def test_words_that_readers_trip_over_are_named_with_their_line(
    words: str, advice: str, tmp_path: Path
):
    """In a page, below its front matter, whatever calls stand before them."""
    page = PAGE.replace("See [below](#below).", f"See [below](#below).\n{words}")
    found = project.problems(tmp_path, {"docs/index.md": page})

    assert [p for p in found if p.startswith("docs/index.md:10: ") and advice in p], found


def test_the_words_of_data_are_read_too(tmp_path: Path):
    """A reader meets them on a page, and does not ask which file they come from."""
    changed = STATISTICS.replace("beware: Unpublished.", "beware: It was not seen.")
    found = project.problems(tmp_path, {"data/statistics.yml": changed})

    assert [p for p in found if p.startswith("data/statistics.yml:10: ") and "was not seen" in p]


def test_what_is_quoted_or_no_prose_is_left_alone():
    """A quotation keeps its words; an address, an id and code are nobody's style."""
    text = 'They said “likelier” and "prior to". See [it](going-forward.html), `likelier` {{ cite("beside") }}.'

    assert not list(rules.findings(text))


def test_two_texts_that_meet_are_no_repetition(tmp_path: Path):
    """A heading and the sentence below it, or a field and the next, may begin and end alike."""
    page = PAGE.replace("# Home", "# The team\n\nThe team")
    assert not [p for p in project.problems(tmp_path, {"docs/index.md": page}) if "twice" in p]
