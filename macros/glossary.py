"""`data/glossary.yml`: the sector’s terms, what they mean, and the other words that people type for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from macros.citations import cite_silently
from macros.macro import Names, Use, macro
from macros.pages import Page
from macros.records import Record, described
from macros.site import Here, Kind, Site
from macros.templates import render


class Term(Record):
    """A term, and other words that people type for it."""

    id: str
    term: str = described("The short form")
    full: str = described("The full form")
    meaning: str
    also: list[str] | None = described("Other words that people type for it")
    then_only: bool | None = described("A thing of 2007 that is gone")
    change: str | None = described("An id of data/changes.yml", refers="changes")
    source: str | None = described("A key of references.bib", refers="sources")


def _says(here: Here, id: str, form: str = "short") -> list[dict[str, str]]:
    return [{"text": _words(here.site.glossary[id], form)}]


def _words(record: Term, form: str) -> str:
    return (
        f"{record['full']} ({record['term']})"
        if form == "full" and record.full != record.term
        else str(record.term)
    )


@macro(
    names={"id": Names(lambda site: site.glossary, "names the term", "data/glossary.yml")},
    says=_says,
)
def term(here: Here, id: str, form: str = "short") -> Markup:
    """A glossary term, linked to its meaning: `term("asye")` gives ASYE; `term("asye", "full")` gives the full form (ASYE)."""
    record = here.site.glossary[id]
    words = _words(record, form)
    return Markup('<a class="app-term" href="{}">{}</a>').format(
        here.href("glossary.md", id), words
    )


def _all_sources(site: Site, page: Page) -> Iterator[Use]:
    return (Use("cite", key) for record in site.glossary.values() for key in KIND.sources(record))


@macro(anchors=lambda site: site.glossary, uses=_all_sources)
def glossary(here: Here) -> Markup:
    """All terms, alphabetical."""
    records = sorted(here.site.glossary.values(), key=lambda r: str(r["term"]).lower())
    return render("glossary.html", here=here, records=records, cite=partial(cite_silently, here))


KIND = Kind(
    "glossary",
    "term",
    Term,
    page="glossary.md",
    title=lambda record: f"Glossary: {record.get('term')}",
)
