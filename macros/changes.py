"""What became of each thing of 2007, and what applies today, in words and as a timeline; and the sector’s terms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from macros import text
from macros.citations import cite_silently
from macros.finds import FINDS, FindsOfChange
from macros.pages import Names, Page, Use, macro
from macros.problems import Problem
from macros.records import ASKED, Date, Day, Record, described, parse_date, texts
from macros.site import Here, Kind, Site, is_snippet
from macros.templates import render

TOPICS = (
    "Regulator and codes",
    "Registration and CPD",
    "Inspection and performance",
    "Awards and pathways",
    "Mental health and capacity",
    "Bodies and departments",
    "Investors in People",
    "Practice learning",
    "Policy drivers",
    "Figures and evidence",
    "Making the case",
)
ADVICE = (
    "Figures and evidence",
    "Making the case",
)  # topics whose notes tell the writer what to use, not a paper's reader what happened


class Change(Record):
    """What became of a thing of 2007."""

    id: str
    topic: str = described(accepted=TOPICS)
    then: str = described("The 2007 thing, as readers know it")
    became: str = described("What became of it")
    when: Date | None = described("When it changed")
    now: str = described("What applies today")
    note: str = described("The few words shown beside the 2007 statement")
    means: str = described("What that means for a business case")
    paper: str | None = described("One or two sentences that a reader may paste")
    sources: list[str] = described("Keys of references.bib", refers="sources")
    unverified: bool | None
    confidence: str = described(accepted=("high", "medium"))
    caveat: str | None
    asked: list[str] | None = described(ASKED)
    checked: Day = described(past=True)
    check_by: Day = described(after="checked")
    finds: FindsOfChange | None = described(FINDS)


def check(site: Site) -> Iterator[Problem]:
    """What applies today needs a source newer than the guide; doubts are said."""
    for id, record in site.changes.items():
        name, sources = f'change "{id}"', texts(record.sources)
        if not record.unverified and not any(
            site.library[k].newer_than_guide for k in sources if k in site.library
        ):
            yield Problem(
                KIND.file,
                record.line_of("sources"),
                f"{name} says what applies today without a source newer than 2007. Add one to `sources`, or write `unverified: yes` and say so in `now`.",
            )
        if record.confidence == "medium" and not record.caveat:
            yield Problem(
                KIND.file,
                record.line_of("confidence"),
                f"{name} is of medium confidence but has no `caveat`. Add a line `caveat: …` that says what is uncertain.",
            )


def _first_source(site: Site, page: Page, id: str) -> Iterator[Use]:
    # In an argument the note is part of the text that is copied, and so is the work behind it.
    if is_snippet(page.path) and has_gone(site, id):
        yield from (Use("cite", key) for key in texts(site.changes[id].get("sources"))[:1])


def has_gone(site: Site, id: str) -> bool:
    """Whether a change says that a rule, body or award has gone, which a copy says too; advice is for the writer alone."""
    return site.changes[id]["topic"] not in ADVICE


def _says(here: Here, id: str) -> list[dict[str, Any]]:
    record = here.site.changes[id]
    if not has_gone(here.site, id):
        return []
    cited = {
        "cite": [{"key": key, "locator": ""} for key in record.sources[:1]],
        "narrative": False,
    }
    return [{"since": [{"text": record.note.rstrip(".") + " "}, cited]}]


@macro(
    names={"id": Names(lambda site: site.changes, "names the change", "data/changes.yml")},
    uses=_first_source,
    says=_says,
)
def changed(here: Here, id: str) -> Markup:
    """A short note beside a 2007 statement: `changed("prtl")` gives (Now: …), linked to the whole story; one of medium confidence says “to be checked”.

    In an argument only a mark stands in the sentence, as in its copy; the note itself closes the text, see `note`.
    """
    record = here.site.changes[id]
    address, words = here.change_href(id), record.note.rstrip(".")
    if here.embedded:
        return Markup(
            '<sup class="app-now"><a class="app-now__link" href="{}" title="Now: {}"><span class="app-hidden">What became of this: '
            "{}</span>now</a></sup>"
        ).format(address, words, words)
    now = "Now, to be checked:" if record.confidence == "medium" else "Now:"
    return Markup(
        '<span class="app-now">(<a class="app-now__link" href="{}">{}</a> {})</span>'
    ).format(address, now, words)


def note(here: Here, id: str) -> Markup:
    """The few words on a change with the work behind them, as they close an argument that names the thing."""
    record = here.site.changes[id]
    return Markup("{} {}").format(record.note.rstrip("."), cite_silently(here, *record.sources[:1]))


def to_copy(site: Site, id: str) -> dict[str, str]:
    """What became of a thing and what applies today, as a paragraph for a paper with its sources."""
    record = site.changes[id]
    words = record.paper or f"{record['became']} {record['now']}"
    said = text.paragraph(
        {"text": f"{str(words).rstrip('.')} "},
        text.citation(*texts(record.sources)),
        {"text": "."},
    )
    return text.piece(site, str(record.then), said)


def slug(topic: str) -> str:
    """The name of a topic in addresses.

    >>> slug("Regulator and codes")
    'regulator-and-codes'
    """
    return topic.lower().replace(" ", "-").replace(",", "")


def page_of(topic: object) -> str:
    """The page on which the changes of a topic stand."""
    return f"today/{slug(str(topic))}.md"


def of_topic(site: Site, topic: str) -> list[Change]:
    """The changes of one topic, in the order of the file."""
    return [r for r in site.changes.values() if r.topic == topic]


def topic_page(here: Here, topic: str) -> str:
    """The source of a topic’s page: every change of it, then its references."""
    entries = render(
        "changes.html",
        here=here,
        records=of_topic(here.site, topic),
        topic=topic,
        copy=partial(to_copy, here.site),
        cite=partial(cite_silently, here),
    )
    return f"[All topics](index.md)\n{{: .app-way-back }}\n\n# {topic}: what has changed\n\n{entries}\n\n{{references}}\n"


@macro()
def change_topics(here: Here) -> Markup:
    """The topics of what has changed, each with its page and what stands there."""
    return render(
        "topics.html", here=here, topics=[(t, page_of(t), of_topic(here.site, t)) for t in TOPICS]
    )


KIND = Kind(
    "changes",
    "change",
    Change,
    page_of=lambda record: page_of(record.topic),
    title=lambda record: f"What has changed: {record.get('then')}",
    check=check,
)


# ---- the timeline and the awards, as drawings ----


class Stretch(Record):
    """A stretch of time on the timeline."""

    id: str
    lane: str = described("What the stretch is about, the same for all of a row")
    name: str = described("The short name drawn in the bar")
    long: str = described("The full name")
    from_: Date | None = described("Left out where it began before the timeline")
    to: Date | None = described("Left out where it still lasts")
    change: str = described("An id of data/changes.yml", refers="changes")


FIRST, LAST = 2004, 2028  # years drawn
WIDTH = 360  # of the drawing; small, so that its text stays legible on a phone


def _x(value: object, default: float) -> float:
    parts = parse_date(value) if value else None
    if not parts:
        return default
    year = parts[0] + ((parts[1] - 1) / 12 if len(parts) > 1 else 0)
    return round(WIDTH * (year - FIRST) / (LAST - FIRST), 1)


@macro()
def timeline(here: Here) -> Markup:
    """The bodies and awards of 2007 and what followed them, as a drawing and as text."""
    lanes = []
    for n, (lane, group) in enumerate(
        groupby(here.site.records["timeline"].values(), key=lambda r: r.lane)
    ):
        stretches = []
        for record in group:
            start, end = _x(record.get("from"), 0.0), _x(record.get("to"), float(WIDTH))
            stretches.append(
                {
                    "record": record,
                    "x": start,
                    "width": round(end - start - 1.5, 1),
                    "last": not record.get("to"),
                }
            )
        lanes.append({"title": lane, "y": 22 + 46 * n, "stretches": stretches})
    guide = _x("2007-12", 0.0)
    return render(
        "timeline.html",
        here=here,
        lanes=lanes,
        height=30 + 46 * len(lanes),
        width=WIDTH,
        guide=guide,
        ticks=[{"year": y, "x": _x(str(y), 0.0)} for y in range(2008, LAST, 4)],
    )


@macro()
def awards_diagram(here: Here) -> Markup:
    """The three awards and five pathways of the framework of 2007, and what is there instead."""
    return render("awards.html", here=here, changes=here.site.changes)


def check_timeline(site: Site) -> Iterator[Problem]:
    """The dates of each stretch are in order."""
    for id, record in site.records.get("timeline", {}).items():
        if record.get("from") and record.get("to") and str(record["from"]) > str(record["to"]):
            yield Problem(
                TIMELINE.file,
                record.line_of("to"),
                f'"{id}" ends ({record["to"]}) before it begins ({record["from"]}). Put the dates in order.',
            )


TIMELINE = Kind("timeline", "stretch of time", Stretch, check=check_timeline)


# ---- terms ----


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


def _says_term(here: Here, id: str, form: str = "short") -> list[dict[str, str]]:
    return [{"text": _words_of_term(here.site.glossary[id], form)}]


def _words_of_term(record: Term, form: str) -> str:
    return (
        f"{record['full']} ({record['term']})"
        if form == "full" and record.full != record.term
        else str(record.term)
    )


@macro(
    names={"id": Names(lambda site: site.glossary, "names the term", "data/glossary.yml")},
    says=_says_term,
)
def term(here: Here, id: str, form: str = "short") -> Markup:
    """A glossary term, linked to its meaning: `term("asye")` gives ASYE; `term("asye", "full")` gives the full form (ASYE)."""
    record = here.site.glossary[id]
    words = _words_of_term(record, form)
    return Markup('<a class="app-term" href="{}">{}</a>').format(
        here.href("glossary.md", id), words
    )


def _sources_of_terms(site: Site, page: Page) -> Iterator[Use]:
    return (Use("cite", key) for record in site.glossary.values() for key in TERMS.sources(record))


@macro(anchors=lambda site: site.glossary, uses=_sources_of_terms)
def glossary(here: Here) -> Markup:
    """All terms, alphabetical."""
    records = sorted(here.site.glossary.values(), key=lambda r: str(r["term"]).lower())
    return render("glossary.html", here=here, records=records, cite=partial(cite_silently, here))


TERMS = Kind(
    "glossary",
    "term",
    Term,
    page="glossary.md",
    title=lambda record: f"Glossary: {record.get('term')}",
)
