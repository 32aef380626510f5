"""Councils as readers choose them: names, addresses, neighbours; the table by region and the data of the page.

`data/measures.yml` says what each measure of the yearly census is. Figures of England and London are made from it and
`data/authorities.csv`, so that a new year brings every page up to date.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from markupsafe import Markup

from macros import census
from macros.census import ENGLAND, MEASURES, Row, Table, in_words
from macros.citations import cite_silently
from macros.pages import Page, Use, macro
from macros.problems import Problem
from macros.records import Record, described
from macros.site import Here, Kind, Records, Site
from macros.statistics import Statistic
from macros.templates import render
from macros.text import works

PAGE = "council.md"
NEIGHBOURS = "data/neighbours.csv"
NEXT_RELEASE = "2027-03-31"
CHECKED = "2026-11-24"
SOURCE = "dfe-cs2025"
NEAREST = 10  # neighbours
FEW = 50  # full-time equivalents
SHOWN = (
    "vacancy_rate",
    "turnover_rate",
    "agency_rate",
    "caseload",
    "absence_rate",
)  # in the table of all councils


class CouncilMeasure(Record):
    """A measure of the yearly count, from which figures are made."""

    id: str = described("How its figures are called: children-ID-2025")
    column: str = described("Its column in data/authorities.csv", accepted=tuple(census.NAMES))
    name: str = described("What it is called on the page of councils")
    unit: str | None = described("% or nothing")
    counts: str = described("What is counted")
    of: str = described("Of whom")
    beware: str = described("What to beware of")
    not_comparable_with: list[str] | None = described(refers="statistics")


# Councils that were made of others, whose rows end: the code and what it was made of. Their series begin anew.
MADE_OF = {
    "839": ("837", "836"),
    "838": ("835",),
    "940/941": ("928",),
    "942": ("909",),
    "943": ("909",),
}


def councils(table: Table) -> list[Row]:
    """The newest row of each council that there is now, by name."""
    newest = census.years(table)[-1] if table else 0
    return sorted(
        (r for r in census.of_year(table, newest) if r.level == "authority"),
        key=lambda r: plain_name(r.name),
    )


def plain_name(name: str) -> str:
    """A name as people say it: "Bristol, City of" is "City of Bristol"; "St. Helens" has no point."""
    head, comma, tail = name.partition(", ")
    said = f"{tail} {head}" if comma and tail.endswith(" of") else name
    return said.replace("St. ", "St ").replace(" / ", " and ")


def title(name: str) -> str:
    """A name for headings and sentences: "Bristol", "Kingston upon Hull", "St Helens"."""
    head, comma, tail = name.partition(", ")
    return plain_name(head if comma and tail.endswith(" of") else name)


def anchor(name: str) -> str:
    """The council’s address on the page: `hackney`, `kingston-upon-thames-and-richmond-upon-thames`."""
    return re.sub(r"[^a-z0-9]+", "-", title(name).lower()).strip("-")


def other_names(table: Table, row: Row) -> list[str]:
    """What else people may type: the parts of a joint return, the name with its rank, what it was made of."""
    parts = row.name.split(" / ") if " / " in row.name else []
    before = {
        r.name for code in MADE_OF.get(row.code, ()) for r in table.values() if r.code == code
    }
    names = [*parts, plain_name(row.name), *sorted(before)]
    return [n for n in dict.fromkeys(names) if n != title(row.name)]


def things(site: Site) -> Iterator[dict[str, Any]]:
    """For the search: each council’s name, other names, region and address."""
    for row in councils(site.authorities):
        yield {
            "name": title(row.name),
            "other": other_names(site.authorities, row),
            "region": row.region,
            "path": PAGE,
            "anchor": anchor(row.name),
        }


# ---- figures of England and London ----------------------------------------------------------------------------------

# Whose figures pages may print: the beginning of their ids, the area, and the first year.
AREAS = (
    ("children", ENGLAND, 2017),
    ("london", "E12000007", 2023),
    ("inner-london", "E13000001", 2025),
    ("outer-london", "E13000002", 2025),
)
WITH_THE_TWO = ("children", "london", "inner-london")  # both councils lie in Inner London
# Of each year in which councils sent nothing: what stands in the totals for them.
STANDS_IN = {
    2025: "For two councils that sent nothing in 2025, Kensington and Chelsea and Westminster, their 2024 figures are used in the total."
}


def figures(table: Table, measures: Records) -> dict[str, Statistic]:
    """The figures of England and London as statistics, with ids such as children-vacancy-rate-2025."""
    made: dict[str, Statistic] = {}
    for measure in measures.values():
        for prefix, code, first in AREAS:
            for row in table.values():
                value = (
                    row.number(str(measure["column"]))
                    if row.code == code and row.year >= first
                    else None
                )
                if value is not None:
                    record = _figure(measure, prefix, row, value)
                    made[record.id] = record
    return made


def _figure(measure: Record, prefix: str, row: Row, value: float) -> Statistic:
    record = Statistic(measure.line)
    beware = str(measure["beware"])
    if row.year in STANDS_IN and prefix in WITH_THE_TWO:
        beware += f" {STANDS_IN[row.year]}"
    record.update(
        {
            "id": f"{prefix}-{measure['id']}-{row.year}",
            "value": value,
            "unit": measure.get("unit") or "",
            "counts": measure["counts"],
            "of": measure["of"],
            "where": row.name,
            "as_at": f"{row.year}-09-30",
            "source": SOURCE,
            "obtained": "census",
            "beware": beware,
            "confidence": "high",
            "reviewed": CHECKED,
            "review_by": NEXT_RELEASE,
            "made": True,
        }
    )
    if measure.get("not_comparable_with"):
        record["not_comparable_with"] = measure["not_comparable_with"]
    if prefix == "children":
        record["series"] = f"children-{measure['id']}"
    return record


# ---- neighbours -------------------------------------------------------------------------------------------------


def read_neighbours(text: str) -> dict[str, list[str]]:
    """The codes of each council’s statistical neighbours, nearest first, as the department gives them."""
    return {
        row["code"]: [row[f"neighbour_{n}"] for n in range(1, NEAREST + 1)]
        for row in csv.DictReader(io.StringIO(text))
    }


def neighbours(now: list[Row], published: dict[str, list[str]]) -> dict[str, list[str]]:
    """The returns of each council’s neighbours, by its code; `now` are the councils that there are.

    A joint return takes those of both parts by turns, the nearest first.
    """
    returns = {part: row.code for row in now for part in row.code.split("/")}
    found = {}
    for code in (row.code for row in now):
        lists = [published.get(part, []) for part in code.split("/")]
        by_turns = [n for place in zip(*lists, strict=True) for n in place]
        near = dict.fromkeys(returns[n] for n in by_turns if n in returns and returns[n] != code)
        found[code] = list(near)[:NEAREST]
    return found


def check(site: Site) -> Iterator[Problem]:
    """Every council has neighbours, and two councils have two addresses."""
    if not site.authorities:
        return
    now = councils(site.authorities)
    near = neighbours(now, site.neighbours)
    seen: dict[str, str] = {}
    for row in now:
        if not near[row.code]:
            yield Problem(
                NEIGHBOURS,
                1,
                f"{row.name} ({row.code}) has no neighbours. Add its line from the department’s table.",
                warning=True,
            )
        if other := seen.get(anchor(row.name)):
            yield Problem(
                census.FILE,
                1,
                f"{row.name} and {other} have the same address. Change `anchor` in macros/councils.py.",
            )
        seen[anchor(row.name)] = row.name


# ---- the data of the page ---------------------------------------------------------------------------------------


def data(site: Site) -> dict[str, Any]:
    """All that the page needs, as small as it can be: per area one line of cells for each measure, a cell a year.

    A cell is ten times the figure, so that it is a whole number; a symbol; or null where the area has no row.
    """
    table = site.authorities
    years = census.years(table)
    now = councils(table)
    near = neighbours(now, site.neighbours)
    place = {row.code: n for n, row in enumerate(now)}
    areas = [r for r in census.of_year(table, years[-1]) if r.level != "authority"]
    regions = [r.name for r in areas]
    return {
        "years": years,
        "measures": [m.name for m in MEASURES],
        "symbols": census.SYMBOLS,
        "licence": census.LICENCE,
        "standsIn": STANDS_IN,
        "labels": {str(m["column"]): m["name"] for m in site.records.get("measures", {}).values()},
        "source": SOURCE,
        "works": works(site, [SOURCE]),
        "areas": [{"name": r.name, "cells": _cells(table, r.code, years)} for r in areas],
        "councils": [
            {
                **_named(table, r),
                "region": regions.index(r.region),
                "near": [place[c] for c in near[r.code]],
                "made": _made(table, r),
                "cells": _cells(table, r.code, years),
            }
            for r in now
        ],
    }


def _named(table: Table, row: Row) -> dict[str, Any]:
    """What a council is called, and where it stands on the page."""
    return {
        "name": title(row.name),
        "published": row.name,
        "code": row.code,
        "other": other_names(table, row),
        "anchor": anchor(row.name),
    }


def _made(table: Table, row: Row) -> list[str]:
    """Under which names its area was counted before, where its series begins after the first year."""
    return sorted(
        {r.name for code in MADE_OF.get(row.code, ()) for r in table.values() if r.code == code}
    )


def _cells(table: Table, code: str, years: list[int]) -> list[list[int | str | None]]:
    return [[_small(table.get((code, year)), m.name) for year in years] for m in MEASURES]


def _small(row: Row | None, measure: str) -> int | str | None:
    cell = row.cells[measure] if row else None
    return round(cell * 10) if isinstance(cell, float) else cell


def script(site: Site) -> Iterator[tuple[str, str]]:
    """The data as a script, which a page loads from a folder too."""
    if site.authorities and PAGE in site.pages:
        yield (
            "council-data.js",
            "window.pqCouncils="
            + json.dumps(data(site), ensure_ascii=False, separators=(",", ":"))
            + ";\n",
        )


# ---- the page ---------------------------------------------------------------------------------------------------


def _cited(site: Site, page: Page) -> Iterator[Use]:
    yield Use("cite", SOURCE, "councils")


KIND = Kind("measures", "measure", CouncilMeasure, optional=True, check=check)


def _is_small(row: Row) -> bool:
    """Whether its rates rest on so few people that they need their numbers beside them."""
    in_post = row.number("in_post")
    return in_post is not None and in_post < FEW


@macro(
    uses=_cited, anchors=lambda site: ["regions", "councils", *(t["anchor"] for t in things(site))]
)
def council_figures(here: Here) -> Markup:
    """Choose a council and see its figures; below, every council by region, which stands without scripts too."""
    table = here.site.authorities
    now = sorted(councils(table), key=lambda r: (r.region, title(r.name)))
    year = census.years(table)[-1]
    measures = {str(m["column"]): m for m in here.site.records.get("measures", {}).values()}
    shown = [measures[m] for m in SHOWN if m in measures]
    above = {r.name: r for r in census.of_year(table, year) if r.level != "authority"}
    regions = [
        {"row": above[name], "councils": list(rows)}
        for name, rows in groupby(now, key=lambda r: r.region)
    ]
    return render(
        "council.html",
        here=here,
        regions=regions,
        england=above["England"],
        above=sorted(above.values(), key=lambda r: (r.level, r.name)),
        year=year,
        shown=shown,
        words=in_words,
        title=title,
        data="council-data.js",
        anchor=anchor,
        licence=census.LICENCE,
        small=_is_small,
        cite=cite_silently(here, SOURCE),
    )
