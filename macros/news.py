"""`data/news.yml` to the page of what is new and its Atom feed."""

from __future__ import annotations

import re
import uuid

from markupsafe import Markup

from macros.macro import macro
from macros.records import Day, Record, described
from macros.site import Here, Kind, Site
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


_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
