"""What is new on the site, as a page and an Atom feed from `data/news.yml`; and what is to be checked again, and when it last was."""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import dataclass

from markupsafe import Markup

from macros import changes
from macros.pages import macro
from macros.records import Day, Record, described, parse_date, print_date
from macros.site import Here, Kind, Site
from macros.snippets import review_by
from macros.templates import render


class News(Record):
    """Something new on the site."""

    id: str
    date: Day = described(past=True)
    title: str
    text: str = described("What changed, in one or two sentences")
    page: str = described(
        "The page of docs/ that it is about, such as today/index.md", refers="pages"
    )


def newest_first(site: Site) -> list[News]:
    """All news, newest first."""
    return sorted(site.of(News).values(), key=lambda r: str(r.date), reverse=True)


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@macro(anchors=lambda site: site.records["news"])
def whats_new(here: Here) -> Markup:
    """The dated list of changes to the content."""
    return render("news.html", here=here, records=newest_first(here.site))


def feed(site: Site) -> str:
    """The same as an Atom feed (RFC 4287). Ids do not depend on where the site is published; links stand only where an address is set."""
    records = newest_first(site)
    updated = records[0]["date"] if records else "2007-12-01"
    text = str(render("feed.xml", site=site, records=records, updated=updated, ident=_ident))
    return _NOT_IN_XML.sub("", text) + "\n"


def _ident(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'pq-business-case/' + name)}"


KIND = Kind("news", "piece of news", News)


# ---- what is to be checked again ----


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
