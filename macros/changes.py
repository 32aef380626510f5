"""`data/changes.yml`: what became of each thing of 2007, and what applies today."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from macros import citations
from macros.problems import Problem
from macros.records import Field, Mapping, texts
from macros.statistics import check_review, check_source
from macros.templates import render

TOPICS = ("Regulator and codes", "Registration and CPD", "Inspection and performance", "Awards and pathways", "Mental health and capacity",
          "Bodies and departments", "Investors in People", "Practice learning", "Policy drivers", "Figures and evidence", "Making the case")
FIELDS = (
    Field("id"),
    Field("topic", accepted=TOPICS),
    Field("then", hint="The 2007 thing, as readers know it"),
    Field("became", hint="What became of it"),
    Field("when", "date", required=False, hint="When it changed"),
    Field("now", hint="What applies today"),
    Field("note", hint="The few words shown beside the 2007 statement"),
    Field("means", hint="What that means for a business case"),
    Field("sources", "list", hint="Keys of references.bib"),
    Field("unverified", "flag", required=False),
    Field("confidence", accepted=("high", "medium")),
    Field("caveat", required=False),
    Field("checked", "day"),
    Field("check_by", "day"),
)


def check(records: dict[str, Mapping], library: dict, path: str) -> Iterator[Problem]:
    """What applies today needs a source newer than the guide; doubts are said; dates can be."""
    for record in records.values():
        name = f'change "{record["id"]}"'
        sources = texts(record.get("sources"))
        yield from check_source(record, "sources", sources, library, path, name)
        if not record.get("unverified") and not any(library[k].newer_than_guide for k in sources if k in library):
            yield Problem(path, record.line_of("sources"), f"{name} says what applies today without a source newer than 2007. Add one to `sources`, or write `unverified: yes` and say so in `now`.")
        if record.get("confidence") == "medium" and not record.get("caveat"):
            yield Problem(path, record.line_of("confidence"), f"{name} is of medium confidence but has no `caveat`. Add a line `caveat: …` that says what is uncertain.")
        yield from check_review(record, "checked", "check_by", path, name)


def changed(here, id) -> Markup:
    """A short note beside a 2007 statement: `changed("prtl")` gives (Now: …), linked to the whole story."""
    record = here.site.changes[id]
    sources = Markup(" ") + citations.cite(here.silent(), *record["sources"][:1]) if here.embedded else ""
    return Markup('<span class="app-now">(<a class="app-now__link" href="{}">Now:</a> {}{})</span>').format(
        here.href("today/index.md", id), record["note"].rstrip("."), sources)


def changes_table(here) -> str:
    """Every change by topic: then and now, when, what it means, sources, last checked."""
    records = sorted(here.site.changes.values(), key=lambda r: TOPICS.index(r["topic"]))
    out = []
    for topic, group in groupby(records, key=lambda r: r["topic"]):
        anchor = topic.lower().replace(" ", "-")
        out.append(f"## {topic} {{: #{anchor} }}\n")
        out.append(render("changes.html", here=here, records=list(group), topic=topic,
                          cite=lambda keys: citations.cite(here.silent(), *keys)) + "\n")
    return "\n".join(str(o) for o in out)
