"""What is to be checked again, and when: figures, changes and snippets carry the date themselves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from macros.records import parse_date


@dataclass(frozen=True, order=True)
class Due:
    """Something whose next check falls in a span of time, and the line on which its date stands."""

    date: str
    path: str
    line: int
    name: str
    advice: str


def due(site, today: datetime.date, days: int) -> list[Due]:
    """Everything overdue or due within `days` of `today`, soonest first."""
    last = (today + datetime.timedelta(days=days)).isoformat()
    sources = [("data/statistics.yml", r, r["id"], "review_by", "reviewed") for r in site.statistics.values()]
    sources += [("data/changes.yml", r, r["id"], "check_by", "checked") for r in site.changes.values()]
    sources += [(s.file, s.meta, s.id, "review_by", "reviewed") for s in site.snippets.values()]
    found = []
    for path, record, name, field, checked in sources:
        date = str(record.get(field))
        if parse_date(date) and date <= last:
            found.append(Due(date, path, record.line_of(field), name, f"check it against its source, then change `{checked}` and `{field}`"))
    return sorted(found)
