"""What is to be checked again, and when: records carry the date themselves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from macros.records import parse_date
from macros.site import Site
from macros.snippets import review_by


@dataclass(frozen=True, order=True)
class Due:
    """Something whose next check falls in a span of time, and the line on which its date stands."""

    date: str
    path: str
    line: int
    name: str
    advice: str


def due(site: Site, today: datetime.date, days: int) -> list[Due]:
    """Everything overdue or due within `days` of `today`, soonest first."""
    last = (today + datetime.timedelta(days=days)).isoformat()
    found = []
    for kind in site.kinds:
        for id, record in site.records.get(kind.name, {}).items():
            date = str(record.get(kind.due.name)) if kind.due else ""
            if kind.due and parse_date(date) and date <= last:
                advice = f"check it against its source, then change `{kind.due.after}` and `{kind.due.name}`"
                found.append(Due(date, kind.file, record.line_of(kind.due.name), id, advice))
    for snippet in site.snippets.values():
        date = review_by(site, snippet)
        if date <= last:
            advice = "read it against its sources, then change `reviewed`"
            found.append(
                Due(date, snippet.file, snippet.meta.line_of("reviewed"), snippet.id, advice)
            )
    return sorted(found)
