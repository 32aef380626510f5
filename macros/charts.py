"""Charts and diagrams: inline SVG made at build time, each with the same facts as text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from markupsafe import Markup

from macros import census
from macros.citations import cite
from macros.macro import Names, Use, macro
from macros.pages import Page
from macros.problems import Problem, listed
from macros.records import Date, Record, described, parse_date, texts
from macros.site import Here, Kind, Site
from macros.statistics import Statistic, format_value, of_series
from macros.templates import render


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
