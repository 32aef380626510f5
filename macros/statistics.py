"""`data/statistics.yml` to figures in the text, each with what it counts, where, as at when, and its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from markupsafe import Markup

from macros import citations
from macros.problems import Problem, suggestion
from macros.records import Field, Mapping, parse_date, print_date, texts
from macros.templates import render

OBTAINED = ("register", "survey", "census", "correspondence", "administrative data", "research", "rule or standard", "official statement", "press report")
FIELDS = (
    Field("id"),
    Field("value", "number"),
    Field("to", "number", required=False, hint="The top of a range"),
    Field("approximate", "flag", required=False, hint="Prints “about”"),
    Field("at_least", "flag", required=False, hint="Prints “over”"),
    Field("unit", required=False, hint="%, £, £m, percentage points, a plural noun such as days, or nothing"),
    Field("counts", hint="What is counted"),
    Field("of", hint="Of whom"),
    Field("where"),
    Field("as_at", "date", hint="The date that the figure speaks of"),
    Field("source", hint="A key of references.bib"),
    Field("locator", required=False),
    Field("obtained", accepted=OBTAINED, hint="How the figure was obtained"),
    Field("beware", hint="What to beware of"),
    Field("confidence", accepted=("high", "medium", "unverified")),
    Field("reviewed", "day"),
    Field("review_by", "day"),
    Field("not_comparable_with", "list", required=False),
    Field("series", required=False, hint="The same name for figures that may be drawn as one line in time"),
)


def check(records: dict[str, Mapping], library: dict, path: str) -> Iterator[Problem]:
    """Sources and other figures that do not exist, and dates that cannot be."""
    for record in records.values():
        name = f'statistic "{record["id"]}"'
        yield from check_source(record, "source", texts(record.get("source")), library, path, name)
        for other in texts(record.get("not_comparable_with")):
            if other not in records:
                yield Problem(path, record.line_of("not_comparable_with"), f'{name} must not be compared with "{other}", which is not in this file. {suggestion(other, records)}')
        yield from check_review(record, "reviewed", "review_by", path, name)


def check_source(record: Mapping, field: str, keys: list, library: dict, path: str, name: str) -> Iterator[Problem]:
    """Each key must be in references.bib."""
    for key in keys:
        if key not in library:
            yield Problem(path, record.line_of(field), f'{name} has the source "{key}", which is not in references.bib. {suggestion(key, library)}')


def check_review(record: Mapping, checked: str, due: str, path: str, name: str) -> Iterator[Problem]:
    """A check cannot lie in the future, nor the next one before the last; a past one is due."""
    today = datetime.date.today().isoformat()
    last, next_ = str(record.get(checked, "")), str(record.get(due, ""))
    if parse_date(last) and last > today:
        yield Problem(path, record.line_of(checked), f"{name} was last checked on {last}, which is in the future. Write the day on which you checked it.")
    if parse_date(last) and parse_date(next_):
        if next_ < last:
            yield Problem(path, record.line_of(due), f"{name} is to be checked by {next_}, before it was last checked ({last}). Write a later day.")
        elif next_ < today:
            yield Problem(path, record.line_of(due), f"{name} was due for review on {next_}. Check it against its source, then change `{checked}` and `{due}`.", warning=True)


def format_value(record: Mapping, unit: bool = True) -> str:
    """The figure as printed: 78,749; 17.5%; 15 days; 1 year; £2,000; 10–12%; over £500m."""
    value, top = record["value"], record.get("to")
    number = f"{value:,}" + (f"–{top:,}" if top is not None else "")
    kind = (record.get("unit") or "") if unit else ""
    if kind.startswith("£"):
        number = "£" + number + kind[1:]
    elif kind == "%":
        number += "%"
    elif kind:
        number += " " + (kind.removesuffix("s") if value == 1 and top is None else kind)
    return ("about " if record.get("approximate") else "over " if record.get("at_least") else "") + number


def stat(here, id, bare=False) -> Markup:
    """Print a figure: `stat("stay-after-award-2006")` gives 38%, linked to where it comes from. `bare=true` leaves the unit out."""
    record = here.site.statistics[id]
    ident = here.mark("stat", id)
    return Markup('<a class="app-stat" href="#figure-{}"{} data-as-at="{}">{}</a>').format(
        id, Markup(' id="{}"').format(ident) if ident else "", print_date(record["as_at"]), format_value(record, unit=not bare))


def list_figures(here, ids: list[str]) -> Markup:
    """The figures that a page prints, each with its provenance."""
    site = here.site
    return render("figures.html", here=here, records=[site.statistics[i] for i in ids], value=format_value,
                  places={i: site.marks(here.path, "stat", i) for i in ids}, cite=lambda key: citations.cite(here.silent(), key))


def statistics_table(here) -> Markup:
    """Every figure of the site, with its source and the pages that use it."""
    site = here.site
    return render("statistics.html", here=here, records=site.statistics.values(), value=format_value,
                  used={i: site.places("stat", i) for i in site.statistics}, cite=lambda key: citations.cite(here.silent(), key))
