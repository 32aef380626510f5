"""One list of fields says what the check accepts, what the page for writers prints, and what an editor completes."""

from __future__ import annotations

import pytest

from macros import ROOT, catalogue, pages, snippets
from macros.problems import Problem
from macros.records import Mapping, Record, check_fields, described, keep_typed, read_records
from macros.site import Here, Site

SITE = Site(ROOT, catalogue.KINDS)


class Piece(Record):
    """A part of a record."""

    size: float


class Thing(Record):
    """A record."""

    id: str
    colour: str = described(accepted=("red", "blue"), longest=9)
    parts: list[Piece] | None
    not_: str | None


@pytest.mark.parametrize("name", catalogue.all_fields(SITE))
def test_the_table_for_writers_holds_every_field_and_every_accepted_value(name):
    """So a writer never has to guess what the check will say."""
    table = (
        str(catalogue.fields(Here(SITE, "contribute/writing.md"), name))
        .replace("&#39;", "'")
        .replace("&amp;", "&")
    )
    for field in catalogue.all_fields(SITE)[name]:
        assert f"<code>{field.name}</code>" in table
        assert all(value in table for value in field.accepted)


def test_the_schema_asks_for_what_the_check_asks_for():
    """Names, what may be left out, accepted values and parts."""
    made = catalogue.schema(Thing.fields)

    assert made["required"] == ["id", "colour"] and made["additionalProperties"] is False
    assert made["properties"]["colour"] == {"enum": ["red", "blue"], "maxLength": 9}
    assert made["properties"]["parts"]["items"]["properties"] == {"size": {"type": "number"}}


def test_a_record_has_each_field_as_an_attribute_of_its_type():
    """Read once from the file; a part is a record of its own; what is left out is None."""
    text = "- {id: one, colour: red, not: 007, parts: [{size: 2}]}\n- {id: two, colour: blue}\n"
    records, problems = read_records(text, Thing, "data/x.yml", "thing")

    one, two = records["one"], records["two"]
    assert problems == []
    assert (one.colour, one.not_, one.parts and one.parts[0].size) == ("red", "007", 2)
    assert (two.not_, two.parts, two.line) == (None, None, 2)


def test_a_record_has_no_attribute_that_is_no_field():
    """A mistyped name in our code ends at once, and not as a None that reaches a page."""
    with pytest.raises(AttributeError):
        Thing.from_mapping(Mapping(1)).color  # noqa: B018


def test_the_template_of_an_argument_passes_the_check():
    """Who fills it in starts from something that is right."""
    page = pages.read(ROOT / "docs/snippets/_template.md", ROOT)
    keep_typed(page.meta, snippets.ArgumentMatter.fields)
    found: list[Problem] = [
        *page.problems,
        *check_fields(page.meta, snippets.ArgumentMatter.fields, page.file, "the argument"),
    ]

    assert found == [] and len(list(snippets.answers(page))) == 1
