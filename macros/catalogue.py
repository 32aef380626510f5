"""What there is: every kind of record, and, by importing them, every module whose macros pages may use."""

from __future__ import annotations

from macros import changes, charts, citations, councils, example_pages, glossary, lists, news, snippets, statistics

KINDS = (statistics.KIND, changes.KIND, glossary.KIND, charts.TIMELINE, news.KIND)
MODULES = (citations, lists, statistics, changes, charts, glossary, news, snippets, example_pages, councils)  # imported for their macros
