"""`data/glossary.yml`: the sector's terms, what they mean, and the other words that people type for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from macros.citations import cite_silently
from macros.macro import Names, Use, macro
from macros.pages import Page
from macros.records import Field, Mapping, texts
from macros.site import Here, Kind, Site
from macros.templates import render

FIELDS = (
    Field("id"),
    Field("term", hint="The short form"),
    Field("full", hint="The full form"),
    Field("meaning"),
    Field("also", "list", required=False, hint="Other words that people type for it"),
    Field("then_only", "flag", required=False, hint="A thing of 2007 that is gone"),
    Field("change", required=False, hint="An id of data/changes.yml", refers="changes"),
    Field("source", required=False, hint="A key of references.bib", refers="sources"),
)


@macro(names={"id": Names(lambda site: site.glossary, "names the term", "data/glossary.yml")})
def term(here: Here, id: str, form: str = "short") -> Markup:
    """A glossary term, linked to its meaning: `term("asye")` gives ASYE; `term("asye", "full")` gives the full form (ASYE)."""
    record = here.site.glossary[id]
    words = f"{record['full']} ({record['term']})" if form == "full" and record["full"] != record["term"] else record["term"]
    return Markup('<a class="app-term" href="{}">{}</a>').format(here.href("glossary.md", id), words)


def _all_sources(site: Site, page: Page) -> Iterator[Use]:
    return (Use("cite", key) for record in site.glossary.values() for key in KIND.sources(record))


@macro(anchors=lambda site: site.glossary, uses=_all_sources)
def glossary(here: Here) -> Markup:
    """All terms, alphabetical."""
    records = sorted(here.site.glossary.values(), key=lambda r: str(r["term"]).lower())
    return render("glossary.html", here=here, records=records, cite=partial(cite_silently, here))


def search_words(records: dict[str, Mapping]) -> str:
    """The script that tells search which words mean the same: for each term, all that people type, and what to look for."""
    def plain(words: object) -> str:
        return " ".join(re.findall(r"[\w.,'’&]+", str(words).lower()))

    words = []
    for record in records.values():
        term, full = record["term"], record.get("full") or record["term"]
        means = plain(f"{term} {full}").split()
        words.append({
            "label": full if term.lower() in full.lower() else f"{term} ({full})",
            "names": [plain(name) for name in (term, full, *texts(record.get("also")))],
            "means": [word for word in dict.fromkeys(means) if word not in ("and", "of", "the", "in", "for")],
        })
    return f"window.pqWords = {json.dumps(words, ensure_ascii=False)};\n"


KIND = Kind("glossary", "term", FIELDS, page="glossary.md", title=lambda record: f"Glossary: {record.get('term')}")
