"""What there is: every kind of record, and, by importing them, every module whose macros pages may use."""

from __future__ import annotations

from macros import (
    case,
    changes,
    charts,
    citations,
    councils,
    example_pages,
    fields,
    finds,
    glossary,
    libraries,
    lists,
    money,
    news,
    snippets,
    statistics,
)

KINDS = (
    statistics.KIND,
    changes.KIND,
    glossary.KIND,
    charts.TIMELINE,
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
    lists,
    statistics,
    changes,
    charts,
    glossary,
    money,
    news,
    snippets,
    example_pages,
    fields,
    libraries,
)  # imported for their macros
