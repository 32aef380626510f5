"""What falls due is listed with the place to change it."""

from __future__ import annotations

import datetime

from macros import reading, review
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
    found = review.due(site, datetime.date(2026, 11, 23), days=90)

    assert [(d.date, d.path, d.line, d.name) for d in found] == [
        ("2026-11-01", "data/changes.yml", 12, "gscc"),
        ("2026-12-20", "data/statistics.yml", 13, "stay-2006"),
        ("2026-12-20", "docs/snippets/stay.md", 8, "stay"),
    ]
