"""What the search is made of: one document a thing, in words that a reader may see."""

from __future__ import annotations

import pytest

from macros import reading, search
from tests.unit import project

TABLE = """
## Costs {: #costs }

!!! brief "In brief"

    It was {{ stat("stay-2006") }} in {{ as_at("stay-2006") }} {{ cite("rowland2006") }}.

[Start](index.md){ .app-button }

| What | Figure | Note |
| --- | ---: | --- |
| **Fee** | £260 | [Its page](index.md) |
| Travel | | none |
"""


@pytest.fixture
def found(tmp_path):
    """The documents of a small project, by their id."""
    root = project.make(tmp_path, {"docs/index.md": project.PAGE + TABLE})
    return {d["id"]: d for d in search.documents(reading.load(root))}


def test_a_section_is_found_at_its_anchor_with_the_page_around_it(found):
    """Its heading is the title; the title of the page counts as well."""
    section = found["page:index.html#costs"]

    assert (section["title"], section["where"]) == ("Costs", "Home")
    assert "Home" in section["around"]


def test_a_table_is_read_as_sentences_and_no_sign_of_markdown_is_shown(found):
    """Cells in a row, without bars, rulers, stars and links."""
    text = found["page:index.html#costs"]["text"]

    assert text.startswith("In brief. It was 38% in 2006")
    assert "What; Figure; Note. Fee; £260; Its page. Travel; none." in text
    assert not set("|*[]{}") & set(text) and " ." not in text


def test_an_argument_is_found_by_whom_it_cites(found):
    """Author and year stand in what is searched."""
    argument = next(d for d in found.values() if d["kind"] == "argument")

    assert "Sources: Rowland (2006)." in argument["text"]


def test_a_figure_is_found_by_its_value_which_is_shown_once(found):
    """As its value, not in its sentence too."""
    figure = next(d for d in found.values() if d["kind"] == "figure")

    assert figure["asked"] == [figure["value"]]
    assert figure["value"] not in figure["text"]
