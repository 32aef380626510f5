"""One list of fields says what the check accepts, what the page for writers prints, and what an editor completes."""

from __future__ import annotations

import pytest

from macros import ROOT, catalogue, fields, pages, snippets
from macros.problems import Problem
from macros.records import Field, check_fields, keep_typed
from macros.site import Here, Site

SITE = Site(ROOT, catalogue.KINDS)
FIELDS = (
    Field("id"),
    Field("colour", accepted=("red", "blue"), longest=9),
    Field("parts", "maps", required=False, fields=(Field("size", "number"),)),
)


@pytest.mark.parametrize("name", fields.all_fields(SITE))
def test_the_table_for_writers_holds_every_field_and_every_accepted_value(name):
    """So a writer never has to guess what the check will say."""
    table = (
        str(fields.fields(Here(SITE, "contribute/writing.md"), name))
        .replace("&#39;", "'")
        .replace("&amp;", "&")
    )
    for field in fields.all_fields(SITE)[name]:
        assert f"<code>{field.name}</code>" in table
        assert all(value in table for value in field.accepted)


def test_the_schema_asks_for_what_the_check_asks_for():
    """Names, what may be left out, accepted values and parts."""
    made = fields.schema(FIELDS)

    assert made["required"] == ["id", "colour"] and made["additionalProperties"] is False
    assert made["properties"]["colour"] == {"enum": ["red", "blue"], "maxLength": 9}
    assert made["properties"]["parts"]["items"]["properties"] == {"size": {"type": "number"}}


def test_the_template_of_an_argument_passes_the_check():
    """Who fills it in starts from something that is right."""
    page = pages.read(ROOT / "docs/snippets/_template.md", ROOT)
    keep_typed(page.meta, snippets.FIELDS)
    found: list[Problem] = [
        *page.problems,
        *check_fields(page.meta, snippets.FIELDS, page.file, "the argument"),
    ]

    assert found == [] and len(list(snippets.answers(page))) == 1
