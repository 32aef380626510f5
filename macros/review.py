"""What is to be checked again, and when it was last checked: records carry the dates themselves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from macros import changes
from macros.records import parse_date, print_date
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


def last_checked(site: Site) -> dict[str, str]:
    """For each page, the day since which all that it rests on was checked, in words; for its footer.

    It is the earliest day among its figures, its sources and its changes: a page is as fresh as its oldest
    fact. A page that rests on none of them says in `reviewed` when it was last read through.
    """
    days = {path: _days(site, path) for path in site.pages}
    days |= {e.path: [str(e.meta.get("added") or "")] for e in site.examples.values()}
    for topic in changes.TOPICS:
        records = changes.of_topic(site, topic)
        days[changes.page_of(topic)] = [str(r.get("checked") or "") for r in records]
    found = {path: min(filter(parse_date, of_page), default="") for path, of_page in days.items()}
    return {path: print_date(day) for path, day in found.items() if day}


def _days(site: Site, path: str) -> list[str]:
    page = site.pages[path]
    keys, figures = site.used_on(path)
    named = [c.args[0] for c in page.calls if c.name == "changed" and c.args]
    return [
        str(page.meta.get("reviewed") or ""),
        *(str(site.library[k].fields.get("urldate") or "") for k in keys),
        *(str(site.statistics[f].get("reviewed") or "") for f in figures),
        *(str(site.changes[id].get("checked") or "") for id in named if id in site.changes),
    ]
