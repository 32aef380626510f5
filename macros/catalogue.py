"""What there is: every kind of record with its fields, and, by importing them, every module whose macros pages may use.

The fields are printed as a table for writers and as a JSON Schema for editors. Both come from the lists that the check
uses, so that none can say what another refuses.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from macros import (
    case,
    changes,
    citations,
    councils,
    examples,
    finds,
    libraries,
    money,
    news,
    pages,
    snippets,
    statistics,
)
from macros.pages import Names, macro
from macros.records import WHERE, Field
from macros.site import Here, Site
from macros.templates import render

KINDS = (
    statistics.KIND,
    changes.KIND,
    changes.TERMS,
    changes.TIMELINE,
    news.KIND,
    councils.KIND,
    *money.KINDS,
    finds.KIND,
)
MODULES = (
    case,
    finds,
    citations,
    councils,
    statistics,
    changes,
    money,
    news,
    snippets,
    examples,
    libraries,
)  # imported for their macros


# ---- the fields of each kind, as a table for writers ----

FRONT_MATTER = {
    "pages": pages.FrontMatter.fields,
    "arguments": snippets.ArgumentMatter.fields,
    "examples": (*examples.ExampleMatter.fields, examples.PUBLISHED),
}
FORMS = {
    "text": "text",
    "number": "a number",
    "flag": "yes or no",
    "list": "a list",
    "rows": "rows of texts",
    "date": "a date: year, year-month or year-month-day",
    "day": "a day: year-month-day",
    "map": "parts, indented below it",
    "maps": "a list of parts",
}


def all_fields(site: Site) -> dict[str, tuple[Field, ...]]:
    """Every list of fields by the name of what has them."""
    return {**{kind.name: kind.fields for kind in site.kinds}, **FRONT_MATTER}


@macro(names={"name": Names(all_fields, "prints the fields of", "macros/catalogue.py")})
def fields(here: Here, name: str) -> Markup:
    """What each field of a record means and accepts: `fields("statistics")`."""
    return render("fields.html", **table(name, all_fields(here.site)[name]))


@macro()
def example_fields(here: Here) -> Markup:
    """The table of fields, for the instructions."""
    of_example = table("an example", examples.ExampleMatter.fields)
    return render("example-fields.html", **of_example, parts=examples.PARTS)


def table(name: str, found: tuple[Field, ...]) -> dict[str, Any]:
    """What the template of the table needs."""
    return {"of": name, "rows": _rows(found), "where": WHERE, "forms": FORMS}


def _rows(found: tuple[Field, ...], above: str = "") -> list[tuple[str, Field]]:
    """Each field with its name in full; parts of a field stand below it."""
    rows = []
    for field in found:
        rows.append((f"{above}{field.name}", field))
        rows += _rows(field.fields, f"{above}{field.name}: ")
    return rows


# ---- the same as a JSON Schema for editors ----


def schema(found: tuple[Field, ...]) -> dict[str, Any]:
    """One record as a JSON Schema (2020-12), by which an editor completes names and marks mistakes."""
    return {
        "type": "object",
        "properties": {field.name: _schema_of(field) for field in found},
        "required": [field.name for field in found if field.required],
        "additionalProperties": False,
    }


def _schema_of(field: Field) -> dict[str, Any]:
    said = {"description": field.hint} if field.hint else {}
    one: dict[str, Any] = {"enum": list(field.accepted)} if field.accepted else {"type": "string"}
    if field.longest:
        one["maxLength"] = field.longest
    # An editor reads NO, 1.10 or 2025 as YAML does; the check takes what was typed as text.
    plain = {"type": ["string", "number", "boolean"]} if one == {"type": "string"} else one
    shapes: dict[str, dict[str, Any]] = {
        "number": {"type": "number"},
        "flag": {"type": "boolean"},
        "list": {"type": "array", "items": plain},
        "map": schema(field.fields),
        "maps": {"type": "array", "items": schema(field.fields)},
        "rows": {"type": "array", "items": {"type": "array", "items": plain}},
    }
    return {**said, **shapes.get(field.kind, plain)}


def write_schemas(site: Site) -> list[Path]:
    """Write a schema for each file of data/ into build/schemas. Returns the files."""
    folder = site.root / "build/schemas"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in site.kinds:
        file = folder / f"{kind.name}.json"
        whole = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": kind.file,
            "type": "array",
            "items": schema(kind.fields),
        }
        file.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(file)
    return written
