"""A macro is one object: added in one place, it gets links, lists, used-on and messages."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from macros import reading, rules, statistics, text
from macros.pages import MACROS, NUMBERED, Call, Names, Use, macro
from macros.site import Here
from macros.statistics import stat
from tests.unit import project

SECOND = project.STATISTICS + project.STATISTICS.replace("stay-2006", "leave-2006").replace(
    "more likely to stay", "who left"
)
PAGE = project.PAGE.replace("A review", '{{ pair("stay-2006", "leave-2006") }} A review')


@pytest.fixture
def pair():
    """A macro that prints two figures, as somebody would add it."""
    names = Names(lambda site: site.statistics, "compares the statistic", "data/statistics.yml")

    def both(site, page, first, second):
        return (Use("stat", id, NUMBERED) for id in (first, second))

    @macro(names={"first": names, "second": names}, uses=both)
    def pair(here: Here, first: str, second: str) -> Markup:
        """Two figures side by side."""
        return stat(here, first) + Markup(" and ") + stat(here, second)

    yield pair
    del MACROS["pair"]


def load(tmp_path, page):
    """A project with two figures and this page."""
    return reading.load(
        project.make(tmp_path, {"data/statistics.yml": SECOND, "docs/index.md": page})
    )


def test_a_new_macro_is_checked_and_listed_without_another_change(pair, tmp_path):
    """Its figures stand in the page's list, its sources too, and each list leads back to the place."""
    site = load(tmp_path, PAGE)
    listed = statistics.references(Here(site, "index.md"))

    assert rules.check(site) == []
    assert site.used_on("index.md")[1] == ["stay-2006", "leave-2006"]
    assert 'id="figure-leave-2006"' in listed and 'href="#stat-leave-2006-1"' in listed
    assert [p.anchor for p in site.places("stat", "stay-2006") if p.path == "index.md"] == [
        "stat-stay-2006-1",
        "stat-stay-2006-2",
    ]
    assert 'id="stat-leave-2006-1"' in pair(Here(site, "index.md"), "stay-2006", "leave-2006")


def test_a_mistyped_name_in_a_new_macro_is_a_sentence(pair, tmp_path):
    """With its place and the nearest name, however it was given."""
    for call in ('pair("stay-2006", "leave-2007")', 'pair("stay-2006", second="leave-2007")'):
        site = load(tmp_path, PAGE.replace('pair("stay-2006", "leave-2006")', call))
        found = [str(p) for p in rules.check(site) if not p.warning]

        assert found == [
            'docs/index.md:8: compares the statistic "leave-2007", which is not in data/statistics.yml. Did you mean "leave-2006"?'
        ]


def test_a_block_in_an_argument_stands_in_no_paragraph(tmp_path):
    """A list of figures that a macro shows on a line of its own; what it prints in a sentence stays there."""

    @macro()
    def shown(here: Here) -> Markup:
        """A block."""
        return Markup("<div>Shown.</div>")

    try:
        site = load(tmp_path, project.PAGE)
        argument = site.snippets["stay"]
        argument.parts[:] = ["One ", Call("shown", (), {}), ".\n\n", Call("shown", (), {}), "\n"]
        html = text.html_of(Here(site, argument.path), argument.parts)
    finally:
        del MACROS["shown"]

    assert html == "<p>One <div>Shown.</div>.</p>\n<div>Shown.</div>"
