"""Figures: `data/statistics.yml` in the text, in lists and as charts, each with what it counts, where, as at when, and its source."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from macros import census, text
from macros.citations import cite, cite_silently, list_sources
from macros.finds import FINDS, Words
from macros.pages import NUMBERED, Call, Names, Page, Use, macro
from macros.problems import Problem, listed
from macros.records import ASKED, Date, Day, Record, described, print_date, texts
from macros.site import Here, Kind, Site
from macros.templates import render
from macros.text import format_value

OBTAINED = (
    "register",
    "survey",
    "census",
    "correspondence",
    "administrative data",
    "research",
    "rule or standard",
    "official statement",
    "press report",
)
# The parts of the page of all figures, in order; figures made from the census stand in the first.
ABOUT = (
    "Children’s social workers",
    "Adults’ social workers and care staff",
    "Registration and CPD",
    "Learning, support and staying",
    "Money and grants",
    "Courses and time away",
    "Students and placements",
    "Awards, rules and surveys of 2007",
    OTHER := "Other figures",
)


class Statistic(Record):
    """A figure, with what it counts and where it comes from."""

    id: str
    about: str | None = described(
        "The part of the statistics page in which it stands", accepted=ABOUT
    )
    value: float
    to: float | None = described("The top of a range")
    approximate: bool | None = described("Prints “about”")
    at_least: bool | None = described("Prints “at least”")
    over: bool | None = described("Prints “over”, where the source says so")
    unit: str | None = described(
        "%, £, £m, percentage points, a plural noun such as days, or nothing"
    )
    counts: str = described("What is counted")
    of: str = described("Of whom")
    where: str
    as_at: Date = described("The date that the figure speaks of")
    source: str = described("A key of references.bib", refers="sources")
    locator: str | None
    obtained: str = described("How the figure was obtained", accepted=OBTAINED)
    beware: str = described("What to beware of")
    confidence: str = described(accepted=("high", "medium", "unverified"))
    reviewed: Day = described(past=True)
    review_by: Day = described(after="reviewed")
    not_comparable_with: list[str] | None = described(refers="statistics")
    series: str | None = described(
        "The same name for figures that may be drawn as one line in time"
    )
    asked: list[str] | None = described(ASKED)
    finds: Words | None = described(FINDS)


def _read(site: Site, id: str) -> str:
    return census.written_out(id, site.newest)


def figure(site: Site, id: str) -> Statistic:
    """The figure of an id as writers write it: `children-turnover-newest` is that of the newest count."""
    return site.statistics[_read(site, id)]


def _named(does: str) -> Names:
    return Names(lambda site: site.statistics, does, "data/statistics.yml", _read)


def _is_printed(site: Site, page: Page, id: str, **_: object) -> Iterator[Use]:
    yield Use("stat", _read(site, id), NUMBERED)


def _says(here: Here, id: str, bare: bool = False) -> list[dict[str, str]]:
    record = figure(here.site, id)
    return [{"figure": record.id, "text": format_value(record, unit=not bare)}]


@macro(names={"id": _named("prints the statistic")}, uses=_is_printed, says=_says)
def stat(here: Here, id: str, bare: bool = False) -> Markup:
    """Print a figure: `stat("stay-after-award-2006")` gives 38%, linked to where it comes from. `bare=true` leaves the unit out."""
    record = figure(here.site, id)
    id = record.id
    ident = here.mark("stat", id)
    return Markup('<a class="app-stat" href="#figure-{}"{} data-as-at="{}">{}</a>').format(
        id,
        Markup(' id="{}"').format(ident) if ident else "",
        print_date(record.as_at),
        format_value(record, unit=not bare),
    )


@macro(names={"id": _named("prints the date of the statistic")})
def as_at(here: Here, id: str, year: bool = False) -> str:
    """Print the date of a figure: `as_at("children-turnover-newest")` gives 30 September 2025; `year=true` the year alone."""
    day = figure(here.site, id).as_at
    return day[:4] if year else print_date(day)


def _checked_move(site: Site, page: Page, call: Call) -> Iterator[Problem]:
    """A sentence says that figures are the lowest or highest: they must be, in their whole series."""
    for id in call.args:
        record = site.statistics.get(_read(site, id))
        if record and not _is_end(site, record, call.name):
            yield Problem(
                page.file,
                call.line,
                f"The sentence says that {record.id}, {format_value(record)}, is the {call.name} of its series, and it is not. Write the sentence again, and look at the title.",
            )


def _is_end(site: Site, record: Statistic, which: str) -> bool:
    end = min if which == "lowest" else max
    series = of_series(site, record.series) if record.series else []
    return bool(series) and record.value == end(r.value for r in series)


def of_series(site: Site, series: str) -> list[Statistic]:
    """The figures of a series, oldest first."""
    found = [r for r in site.statistics.values() if r.get("series") == series]
    return sorted(found, key=lambda r: str(r.as_at))


@macro(names={"ids": _named("calls the lowest")}, check=_checked_move)
def lowest(here: Here, *ids: str) -> str:
    """Print “the lowest since at least 2017” of figures of a series, and refuse it where that is not so: `lowest("children-turnover-newest")`."""
    return f"the lowest since at least {_first_year(here.site, ids)}"


def _first_year(site: Site, ids: tuple[str, ...]) -> str:
    return max(of_series(site, str(figure(site, id).series))[0].as_at[:4] for id in ids)


@macro(names={"id": _named("compares"), "before": _named("compares")})
def against(here: Here, id: str, before: str) -> str:
    """Print how a figure moved: `against("children-turnover-newest", "children-turnover-newest-1")` gives down from, up from, or the same as."""
    now, then = (figure(here.site, i).value for i in (id, before))
    return "the same as" if now == then else "down from" if now < then else "up from"


def to_copy(site: Site, id: str) -> dict[str, str]:
    """A figure as words that can be copied, with what it counts, where, when, of whom, and its source."""
    return site.once(("figure to copy", id), lambda: _to_copy(site, id))


def _to_copy(site: Site, id: str) -> dict[str, str]:
    record = site.statistics[id]
    counts, value = str(record.counts), format_value(record)
    sentence = text.paragraph(
        {"text": f"{counts}, {record['where']}, {print_date(record['as_at'])}: "},
        {"figure": id, "text": value},
        {"text": " "},
        text.citation(*texts(record.source), locator=str(record.locator or "")),
        {"text": f". Counts: {record['of'].rstrip('.')}."},
    )
    return text.piece(site, f"{value}, {counts}", sentence)


def list_figures(here: Here, ids: list[str]) -> Markup:
    """The figures that a page prints, each with its provenance."""
    site = here.site
    return render(
        "figures.html",
        here=here,
        records=[site.statistics[i] for i in ids],
        said=partial(_provenance, here),
        places={i: site.marks(here.path, "stat", i) for i in ids},
        copy=partial(to_copy, site),
    )


def _provenance(here: Here, record: Statistic) -> Markup:
    """What a figure counts and what to beware of: the same on all pages of a folder, so made once for each."""
    return here.site.once(
        ("provenance", posixpath.dirname(here.path), str(record.id)),
        lambda: render(
            "figure.html",
            here=here,
            record=record,
            value=format_value,
            cite=partial(cite_silently, here),
        ),
    )


def newest_first(site: Site) -> list[Statistic]:
    """All figures, the newest first; of one day in the order of the files."""
    return sorted(site.statistics.values(), key=lambda r: str(r.as_at), reverse=True)


def by_part(site: Site) -> list[tuple[str, list[Statistic]]]:
    """The figures of each part of the page, the newest first. A part without figures is left out."""
    parts: dict[str, list[Statistic]] = {part: [] for part in ABOUT}
    for record in newest_first(site):
        parts[ABOUT[0] if record.get("made") else record.about or OTHER].append(record)
    return [(part, records) for part, records in parts.items() if records]


def _all_sources(site: Site, page: Page) -> Iterator[Use]:
    return (Use("cite", key) for record in site.statistics.values() for key in KIND.sources(record))


@macro(anchors=lambda site: site.statistics, uses=_all_sources)
def statistics_table(here: Here) -> Markup:
    """Every figure of the site, with its source and the pages that use it."""
    site = here.site
    return render(
        "statistics.html",
        here=here,
        parts=by_part(site),
        value=format_value,
        used={i: site.places("stat", i) for i in site.statistics},
        copy=partial(to_copy, site),
        cite=partial(cite_silently, here),
    )


KIND = Kind(
    "statistics",
    "statistic",
    Statistic,
    page="statistics.md",
    title=lambda record: f"Statistics: {record.get('counts')}",
)


# ---- a series as a chart: inline SVG made at build time, with the same facts as text ----

BOX = {"left": 38, "right": 286, "top": 20, "bottom": 172}  # of a line over the years, 340 wide
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


def _all_series(site: Site) -> dict[str, None]:
    return {
        name: None for record in site.statistics.values() for name in texts(record.get("series"))
    }


def _drawn(site: Site, page: Page, series: str) -> Iterator[Use]:
    return (Use("stat", record["id"], f"chart-{series}") for record in of_series(site, series))


def _values(site: Site, records: list[Statistic]) -> list[float]:
    """All that the scale must hold: shares of the census have one scale, so that their charts can be compared."""
    alike = [
        r
        for r in site.statistics.values()
        if r.get("made") and r.get("series") and r.get("unit") == "%"
    ]
    shares = alike if records and records[0].get("made") and records[0].get("unit") == "%" else []
    return [r.value for r in [*records, *shares]]


def scale(values: list[float]) -> tuple[int, int]:
    """The end of a scale from nought that holds all values, and its steps, as people count; see web/charts/charts.js."""
    most = max(1, *values)
    step = next((s for s in STEPS if most / s <= 5), 5000)
    return math.ceil(most / step) * step, step


def line_of(records: list[Statistic], top: int, step: int) -> dict[str, Any]:
    """Where everything of a line over the years stands, in units of the drawing, and which years have no figure.

    A line is never drawn across a year that is missing. The first figure, the last, the highest and the lowest are
    printed; the table below the drawing has all.
    """
    found = {int(str(r.as_at)[:4]): r for r in records}
    years = range(min(found), max(found) + 1)
    width = (BOX["right"] - BOX["left"]) / max(1, len(years) - 1)

    def at(year: int, value: float) -> tuple[float, float]:
        height = (BOX["bottom"] - BOX["top"]) * value / top
        return round(BOX["left"] + width * (year - years[0]), 1), round(BOX["bottom"] - height, 1)

    points = {year: at(year, r.value) for year, r in found.items()}
    whole = [
        list(stretch) for has, stretch in groupby(years, key=lambda year: year in found) if has
    ]
    unit = "%" if records[0].get("unit") == "%" else ""
    return {
        "box": BOX,
        "points": list(points.values()),
        "paths": ["M" + "L".join("{} {}".format(*points[y]) for y in one) for one in whole],
        "labels": [_label(y, found, points) for y in _told(found)],
        "years": [(at(y, 0)[0], y) for y in years if (years[-1] - y) % 2 == 0 or len(years) < 7],
        "ticks": [(at(years[0], v)[1], f"{v:,}{unit}") for v in range(0, top + 1, step)],
        "missing": [(at(y, 0)[0], y) for y in years if y not in found],
    }


def _told(found: dict[int, Statistic]) -> list[int]:
    """The years whose figures are printed at the line: the first, the last, the highest and the lowest."""
    high, low = (pick(found, key=lambda y: found[y].value) for pick in (max, min))
    return sorted({min(found), max(found), high, low})


def _label(
    year: int, found: dict[int, Statistic], points: dict[int, tuple[float, float]]
) -> dict[str, Any]:
    """A figure at its point: the last to the right of it, others above, or below where the line rises from them."""
    x, y = points[year]
    words = format_value(found[year])
    if year == max(found):
        return {"x": x + 8, "y": y + 4, "anchor": "start", "text": words, "last": True}
    after = found.get(year + 1)
    below = after is not None and after.value > found[year].value
    anchor = "start" if year == min(found) else "middle"
    return {"x": x, "y": y + (18 if below else -8), "anchor": anchor, "text": words, "last": False}


def _said(records: list[Statistic], missing: list[int]) -> str:
    """What the drawing shows, in a sentence, for those who do not see it."""
    found = {int(str(r.as_at)[:4]): r for r in records}
    high, low = (pick(found, key=lambda y: found[y].value) for pick in (max, min))
    ends = {high: " (highest)", low: " (lowest)"} if high != low else {}
    told = [f"{format_value(found[y])} in {y}{ends.get(y, '')}" for y in _told(found)]
    none = f" No figure for {listed(map(str, missing))}." if missing else ""
    return f"{records[0]['counts']}, {records[0]['where']}: {', '.join(told)}.{none}"


@macro(names={"series": Names(_all_series, "draws the series", "data/statistics.yml")}, uses=_drawn)
def chart(here: Here, series: str) -> Markup:
    """Draw the figures of a series as a line over the years: `chart("children-vacancy-rate")`."""
    records = of_series(here.site, series)
    top, step = scale(_values(here.site, records))
    drawn = line_of(records, top, step)
    key = str(records[-1]["source"])
    work = here.site.library[key]
    return render(
        "chart.html",
        here=here,
        series=series,
        records=records,
        print=format_value,
        said=_said(records, [year for _, year in drawn["missing"]]),
        same_day=len({str(r.as_at)[4:] for r in records}) == 1,
        source=cite(here.silent(), key, narrative=True),
        # A picture leaves the page, and with it the letter that tells works of the same year apart.
        alone=f"{work.label.striptags()} ({work.fields.get('year', 'no date')})",
        licence=census.LICENCE,
        **drawn,
    )


# ---- the lists at the end of a page ----


@macro(anchors=lambda site: ("references", "figures"), lists=True)
def references(here: Here) -> Markup:
    """The page’s own lists, folded: every work it cites and every figure it prints, each with a way back to its place."""
    keys, figures = here.site.used_on(here.path)
    if not keys and not figures:
        return Markup()
    return render(
        "lists.html",
        works=len(keys),
        figures=len(figures),
        sources=list_sources(here, keys) if keys else "",
        notes=list_figures(here, figures) if figures else "",
    )


def list_works(here: Here, keys: list[str]) -> Markup:
    """The folded list of some works, for a page that is made of records."""
    known = [k for k in dict.fromkeys(keys) if k in here.site.library]
    return render(
        "lists.html", works=len(known), figures=0, sources=list_sources(here, known), notes=""
    )
