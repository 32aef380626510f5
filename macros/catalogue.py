"""Every macro that a page may use, by the word that a writer types."""

from __future__ import annotations

from macros import changes, charts, citations, examples, glossary, news, snippets, statistics

MACROS = {
    "cite": citations.cite,
    "references": citations.references,
    "reference_list": citations.reference_list,
    "stat": statistics.stat,
    "statistics_table": statistics.statistics_table,
    "changed": changes.changed,
    "changes_table": changes.changes_table,
    "timeline": charts.timeline,
    "chart": charts.chart,
    "awards_diagram": charts.awards_diagram,
    "term": glossary.term,
    "glossary": glossary.glossary,
    "your": snippets.your,
    "snippet": snippets.snippet,
    "snippets": snippets.snippets,
    "snippet_library": snippets.snippet_library,
    "example": examples.example,
    "examples": examples.examples,
    "example_fields": examples.example_fields,
    "example_form": examples.example_form,
    "whats_new": news.whats_new,
}
