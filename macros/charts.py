"""Charts and diagrams: inline SVG made at build time, each with the same facts as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from macros.citations import cite_silently
from macros.macro import Names, Use, macro
from macros.pages import Page
from macros.problems import Problem
from macros.records import Field, Mapping, parse_date, texts
from macros.site import Here, Kind, Site
from macros.statistics import format_value
from macros.templates import render

TIMELINE_FIELDS = (
    Field("id"),
    Field("lane", hint="What the stretch is about, the same for all of a row"),
    Field("name", hint="The short name drawn in the bar"),
    Field("long", hint="The full name"),
    Field("from", "date", required=False, hint="Left out where it began before the timeline"),
    Field("to", "date", required=False, hint="Left out where it still lasts"),
    Field("change", hint="An id of data/changes.yml", refers="changes"),
)
FIRST, LAST = 2004, 2028  # years drawn
WIDTH = 360  # of the drawing; small, so that its text stays legible on a phone


def _all_series(site: Site) -> dict[str, None]:
    return {
        name: None for record in site.statistics.values() for name in texts(record.get("series"))
    }


def of_series(site: Site, series: str) -> list[Mapping]:
    """The figures of a series, oldest first."""
    found = [r for r in site.statistics.values() if r.get("series") == series]
    return sorted(found, key=lambda r: str(r.get("as_at")))


def _drawn(site: Site, page: Page, series: str) -> Iterator[Use]:
    return (Use("stat", record["id"], f"chart-{series}") for record in of_series(site, series))


def _top(site: Site, records: list[Mapping]) -> float:
    """The end of the scale: the same for all shares of the census, so that charts below each other can be compared."""
    alike = [
        r
        for r in site.statistics.values()
        if r.get("made") and r.get("series") and r.get("unit") == "%"
    ]
    shares = alike if records and records[0].get("made") and records[0].get("unit") == "%" else []
    return (
        max((r["value"] for r in [*records, *shares]), default=0) or 1
    )  # a series of noughts has bars too


@macro(names={"series": Names(_all_series, "draws the series", "data/statistics.yml")}, uses=_drawn)
def chart(here: Here, series: str) -> Markup:
    """Draw the figures of a series as bars: `chart("children-vacancy-rate")`."""
    records = of_series(here.site, series)
    top = _top(here.site, records)
    bars = [
        {
            "record": r,
            "text": format_value(r),
            "length": round(180 * r["value"] / top, 1),
            "y": 4 + 30 * n,
        }
        for n, r in enumerate(records)
    ]
    return render(
        "chart.html",
        here=here,
        series=series,
        bars=bars,
        height=30 * len(bars) + 4,
        width=WIDTH,
        source=cite_silently(here, records[-1]["source"]),
    )


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
        groupby(here.site.records["timeline"].values(), key=lambda r: r["lane"])
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


TIMELINE = Kind("timeline", "stretch of time", TIMELINE_FIELDS, check=check_timeline)
