"""What falls due is listed with the place to change it."""

from __future__ import annotations

import datetime

from macros import news, reading
from tests.unit import project


def test_lists_what_falls_due_soonest_first(tmp_path):
    """Overdue and within the span, with file and line, and the argument that rests on it; what is due later is left out."""
    site = reading.load(
        project.make(
            tmp_path,
            {
                "data/statistics.yml": project.STATISTICS.replace("2999-01-01", "2026-12-20"),
                "data/changes.yml": project.CHANGES.replace("2999-01-01", "2026-11-01"),
            },
        )
    )
    found = news.due(site, datetime.date(2026, 11, 23), days=90)

    assert [(d.date, d.path, d.line, d.name) for d in found] == [
        ("2026-11-01", "data/changes.yml", 12, "gscc"),
        ("2026-12-20", "data/statistics.yml", 13, "stay-2006"),
        ("2026-12-20", "docs/snippets/stay.md", 8, "stay"),
    ]


def test_a_page_is_as_fresh_as_the_oldest_fact_on_it(tmp_path):
    """Figures, sources and changes are looked at; what was added last does not make the rest new."""
    older = project.STATISTICS.replace('reviewed: "2026-01-01"', 'reviewed: "2025-11-30"')
    bib = project.BIB.replace("{2014}\n}", "{2014},\n  urldate = {2026-02-01}\n}")
    site = reading.load(
        project.make(tmp_path, {"data/statistics.yml": older, "references.bib": bib})
    )

    assert news.last_checked(site)["index.md"] == "30 November 2025"


def test_a_page_that_rests_on_nothing_says_itself_when_it_was_read(tmp_path):
    """Or says nothing."""
    page = "---\ntitle: Help\nreviewed: 2026-03-04\n---\n\n# Help\n\nWords.\n"
    silent = page.replace("reviewed: 2026-03-04\n", "").replace("Help", "More")
    site = reading.load(project.make(tmp_path, {"docs/help.md": page, "docs/more.md": silent}))

    assert news.last_checked(site)["help.md"] == "4 March 2026"
    assert "more.md" not in news.last_checked(site)
