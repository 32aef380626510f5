"""`data/news.yml` to the page of what is new and its Atom feed."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from xml.sax.saxutils import escape

from macros.problems import Problem, suggestion
from macros.records import Field, Mapping, parse_date
from macros.templates import render

FIELDS = (
    Field("id"),
    Field("date", "day"),
    Field("title"),
    Field("text", hint="What changed, in one or two sentences"),
    Field("page", hint="The page of docs/ that it is about, such as today/index.md"),
)


def check(records: dict[str, Mapping], known: set[str], path: str) -> Iterator[Problem]:
    """News is about a page that exists, and has happened."""
    for record in records.values():
        page, date = str(record.get("page")), str(record.get("date"))
        if page not in known:
            yield Problem(path, record.line_of("page"), f'"{page}" is not a page below docs/. {suggestion(page, known)}')
        if parse_date(date) and date > datetime.date.today().isoformat():
            yield Problem(path, record.line_of("date"), f"{date} is in the future. Write the day on which the content changed.")


def newest_first(site) -> list[Mapping]:
    """All news, newest first."""
    return sorted(site.news.values(), key=lambda r: str(r["date"]), reverse=True)


def whats_new(here) -> str:
    """The dated list of changes to the content."""
    return render("news.html", here=here, records=newest_first(here.site))


def feed(site) -> str:
    """The same as an Atom feed (RFC 4287). Ids do not depend on where the site is published; links stand only where an address is set."""
    name = escape(str(site.config.get("site_name", "")))

    def ident(id: str) -> str:
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'pq-business-case/' + id)}"

    records = newest_first(site)
    updated = f"{records[0]['date']}T00:00:00Z" if records else "2007-12-01T00:00:00Z"
    entries = "".join(
        f"<entry><id>{ident(r['id'])}</id><title>{escape(r['title'])}</title><updated>{r['date']}T00:00:00Z</updated>"
        f"<content type=\"text\">{escape(r['text'])}</content>"
        + (f'<link href="{escape(site.address(r["page"]))}"/>' if site.site_url else "") + "</entry>\n" for r in records)
    own = f'<link rel="self" href="{escape(site.site_url)}feed.xml"/>' if site.site_url else ""
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><id>{ident("feed")}</id>'
            f"<title>{name}: what is new</title><author><name>{name}</name></author><updated>{updated}</updated>{own}\n{entries}</feed>\n")
