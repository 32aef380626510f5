"""`data/glossary.yml`: the sector's terms, what they mean, and the other words that people type for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from markupsafe import Markup

from macros import citations
from macros.problems import Problem, suggestion
from macros.records import Field, Mapping, texts
from macros.statistics import check_source
from macros.templates import render

FIELDS = (
    Field("id"),
    Field("term", hint="The short form"),
    Field("full", hint="The full form"),
    Field("meaning"),
    Field("also", "list", required=False, hint="Other words that people type for it"),
    Field("then_only", "flag", required=False, hint="A thing of 2007 that is gone"),
    Field("change", required=False, hint="An id of data/changes.yml"),
    Field("source", required=False, hint="A key of references.bib"),
)


def check(records: dict[str, Mapping], changes: dict, library: dict, path: str) -> Iterator[Problem]:
    """Links to changes and sources that do not exist."""
    for record in records.values():
        name = f'term "{record["id"]}"'
        for change in texts(record.get("change")):
            if change in changes:
                continue
            yield Problem(path, record.line_of("change"), f'{name} points to the change "{change}", which is not in data/changes.yml. {suggestion(change, changes)}')
        yield from check_source(record, "source", texts(record.get("source")), library, path, name)


def term(here, id, form="short") -> Markup:
    """A glossary term, linked to its meaning: `term("asye")` gives ASYE; `term("asye", "full")` gives the full form (ASYE)."""
    record = here.site.glossary[id]
    words = f"{record['full']} ({record['term']})" if form == "full" and record["full"] != record["term"] else record["term"]
    return Markup('<a class="app-term" href="{}">{}</a>').format(here.href("glossary.md", id), words)


def glossary(here) -> Markup:
    """All terms, alphabetical."""
    records = sorted(here.site.glossary.values(), key=lambda r: str(r["term"]).lower())
    return render("glossary.html", here=here, records=records, cite=lambda key: citations.cite(here.silent(), key))


def search_words(records: dict[str, Mapping]) -> str:
    """The script that tells search which words mean the same: for each term, all that people type, and what to look for."""
    def plain(words) -> str:
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
