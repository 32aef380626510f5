"""`data/authorities.csv`: children's social workers in England, its regions and councils, a row an area and year.

The department's yearly census, in our own columns; what each measure is stands in `data/measures.yml`. Figures of
England and London are made from both, so that a new year brings every page up to date. A symbol in place of a number
(few people, nothing sent, …) stays a symbol and is said in words, never as nought.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from macros.macro import Use, macro
from macros.pages import Page
from macros.problems import Problem, listed, shortened
from macros.records import Field, Mapping
from macros.site import Here, Kind, Records, Site
from macros.templates import render

FILE = "data/authorities.csv"
NEIGHBOURS = "data/neighbours.csv"
SOURCE = "dfe-cs2025"
NEXT_RELEASE = "2027-03-31"
CHECKED = "2026-11-24"
ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
LEVELS = ("country", "region", "authority")
KEYS = ("year", "level", "code", "name", "region")
MEASURES = ("in_post", "vacancies", "vacancy_rate", "starters", "leavers", "turnover_rate", "agency", "agency_rate", "caseload", "absence_rate")
RATES = ("vacancy_rate", "turnover_rate", "agency_rate", "absence_rate")
SYMBOLS = {
    "z": "not applicable",
    "x": "not available, because the council sent no figure",
    "c": "not published, because few people are meant",
    "low": "rounds to nought, but is not nought",
    "u": "not published, because it is not reliable",
}
ENGLAND = "E92000001"
TWO_COUNCILS = "For two councils that sent nothing in 2025, Kensington and Chelsea and Westminster, their figures of 2024 stand in the total."

FIELDS = (
    Field("id", hint="How its figures are called: children-ID-2025"),
    Field("column", accepted=MEASURES, hint="Its column in data/authorities.csv"),
    Field("name", hint="What it is called on the page of councils"),
    Field("unit", required=False, hint="% or nothing"),
    Field("decimals", "number"),
    Field("counts", hint="What is counted"),
    Field("of", hint="Of whom"),
    Field("beware", hint="What to beware of"),
    Field("not_comparable_with", "list", required=False, refers="statistics"),
)


@dataclass
class Councils:
    """All areas by code, each with its rows by year. A value is a number or one of SYMBOLS."""

    rows: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    neighbours: dict[str, list[str]] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        """The years that there are, oldest first."""
        return sorted({year for by_year in self.rows.values() for year in by_year})

    def latest(self, code: str) -> dict[str, Any]:
        """The newest row of an area."""
        return self.rows[code][max(self.rows[code])]


def read(text: str, path: str = FILE) -> tuple[Councils, list[Problem]]:
    """Read our own file. Returns the areas and everything wrong with the file."""
    found, problems = Councils(), []
    lines = csv.DictReader(io.StringIO(text))
    missing = [c for c in (*KEYS, *MEASURES) if c not in (lines.fieldnames or [])]
    if missing:
        return found, [Problem(path, 1, f"The file has no column {listed(missing)}. Write it with `make figures FILE=…` from the department's own file.")]
    for number, line in enumerate(lines, 2):
        row, wrong = _row(line)
        problems += [Problem(path, number, message) for message in wrong]
        if not wrong:
            by_year = found.rows.setdefault(row["code"], {})
            if row["year"] in by_year:
                problems.append(Problem(path, number, f"{row['name']} stands twice for {row['year']}. Remove one of the rows."))
            by_year[row["year"]] = row
    return found, problems


def _row(line: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    wrong = []
    if not re.fullmatch(r"20\d\d", line["year"] or ""):
        wrong.append(f'"{shortened(line["year"])}" is not a year. Write four digits.')
    if line["level"] not in LEVELS:
        wrong.append(f'"{shortened(line["level"])}" is not a level. Use one of: {listed(LEVELS)}.')
    row: dict[str, Any] = {name: line[name] for name in KEYS}
    for measure in MEASURES:
        value = number_of(line[measure] or "")
        if value is None:
            wrong.append(f'`{measure}` is "{shortened(line[measure])}". Write a number, or one of the symbols {listed(SYMBOLS)}.')
        elif isinstance(value, float) and measure in RATES and not 0 <= value <= 100:
            wrong.append(f"`{measure}` is {value}, which is no rate. Rates lie between 0 and 100.")
        row[measure] = value
    if not wrong:
        row["year"] = int(row["year"])
    return row, wrong


def number_of(text: str) -> float | str | None:
    """A value of the file: a number that is not negative, a symbol, or nothing where it is neither.

    >>> number_of("14.2"), number_of("c"), number_of("-1"), number_of("")
    (14.2, 'c', None, None)
    """
    if text in SYMBOLS:
        return text
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def read_neighbours(text: str) -> dict[str, list[str]]:
    """The ten statistical neighbours of each council, by code, nearest first."""
    lines = csv.DictReader(io.StringIO(text))
    return {line["code"]: [line[f"neighbour_{n}"] for n in range(1, 11) if line.get(f"neighbour_{n}")] for line in lines}


# ---- figures ----------------------------------------------------------------------------------------------------

# Whose figures pages may print: the beginning of their ids, the area, and the years (all of them where there are none).
AREAS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("children", "England", ()), ("london", "London", (2017, 2023, 2024, 2025)),
    ("inner-london", "Inner London", (2025,)), ("outer-london", "Outer London", (2025,)),
)


def figures(councils: Councils, measures: Records) -> Records:
    """The figures of England and London as statistics, with ids such as children-vacancy-rate-2025."""
    codes = {row["name"]: code for code, by_year in councils.rows.items() for row in by_year.values() if row["level"] != "authority"}
    made: Records = {}
    for measure in measures.values():
        for prefix, area, years in AREAS:
            for year, row in sorted(councils.rows.get(codes.get(area, ""), {}).items()):
                if (not years or year in years) and isinstance(row[str(measure["column"])], float):
                    record = _figure(measure, prefix, area, year, row[str(measure["column"])])
                    made[record["id"]] = record
    return made


def _figure(measure: Mapping, prefix: str, area: str, year: int, value: float) -> Mapping:
    record = Mapping(measure.line)
    number: float | int = round(value, int(measure["decimals"])) if measure["decimals"] else round(value)
    beware = f"{measure['beware']} {TWO_COUNCILS}" if year == 2025 else str(measure["beware"])
    record.update({
        "id": f"{prefix}-{measure['id']}-{year}", "value": number, "unit": measure.get("unit") or "", "counts": measure["counts"],
        "of": measure["of"], "where": area, "as_at": f"{year}-09-30", "source": SOURCE, "obtained": "census", "beware": beware,
        "confidence": "high", "reviewed": CHECKED, "review_by": NEXT_RELEASE, "made": True,
    })
    if measure.get("not_comparable_with"):
        record["not_comparable_with"] = measure["not_comparable_with"]
    if prefix == "children":
        record["series"] = f"children-{measure['id']}"
    return record


# ---- the page -----------------------------------------------------------------------------------------------------

# Other names that people type, and names as they say them.
SAID = {"Kingston upon Hull, City of": "Hull", "Bristol, City of": "Bristol", "Herefordshire, County of": "Herefordshire"}
JOINT = {"314/318": ("Kingston upon Thames", "Richmond upon Thames"), "940/941": ("North Northamptonshire", "West Northamptonshire")}
BREAKS = {  # councils that were made of others: from when, and of which
    "940/941": (2021, "Northamptonshire was divided in April 2021"), "942": (2023, "Cumbria was divided in April 2023"),
    "943": (2023, "Cumbria was divided in April 2023"), "839": (2019, "made of Bournemouth, Poole and Christchurch in April 2019"),
    "838": (2019, "its borders changed in April 2019"),
}


def name_of(row: dict[str, Any]) -> str:
    """A council's name as people say it: Hull, Bristol, St. Helens."""
    return SAID.get(row["name"], row["name"])


def anchor(name: str) -> str:
    """The address of a council on the page: `council.html#tower-hamlets`.

    >>> anchor("Kingston upon Thames / Richmond upon Thames")
    'kingston-upon-thames-richmond-upon-thames'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def current(councils: Councils) -> dict[str, dict[str, Any]]:
    """Councils that exist in the newest year, by code: their newest row."""
    last = max(councils.years, default=0)
    return {code: councils.latest(code) for code, by_year in councils.rows.items()
            if last in by_year and by_year[last]["level"] == "authority"}


def as_data(site: Site) -> str:
    """All areas for the browser, small: {years, measures, areas: [[code, name, region, level, first year, rows]], neighbours}."""
    councils = site.councils
    measures = [str(m["column"]) for m in site.records.get("measures", {}).values()]
    counts = ["starters", "leavers"]
    columns = [*measures, *counts]
    areas = []
    for code, by_year in councils.rows.items():
        row = councils.latest(code)
        values = [[by_year[y][c] if y in by_year else None for c in columns] for y in councils.years]
        also = list(JOINT.get(code, ())) + ([row["name"]] if row["name"] in SAID else [])
        areas.append([code, name_of(row), row["region"], row["level"], anchor(name_of(row)), also, values, list(BREAKS.get(code, ()))])
    joint = {part: code for code in councils.rows if "/" in code for part in code.split("/")}
    near = {joint.get(code, code): [joint.get(n, n) for n in ns] for code, ns in councils.neighbours.items() if joint.get(code, code) in councils.rows}
    about = {str(m["column"]): {"name": m["name"], "unit": m.get("unit") or "", "decimals": m["decimals"], "of": m["of"], "beware": m["beware"]}
             for m in site.records.get("measures", {}).values()}
    data = {"years": councils.years, "columns": columns, "measures": about, "areas": areas, "neighbours": near, "symbols": SYMBOLS,
            "attribution": ATTRIBUTION, "note2025": TWO_COUNCILS}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def check(site: Site) -> Iterator[Problem]:
    """Every council has its neighbours, and they exist."""
    codes = {part for code in site.councils.rows for part in code.split("/")}
    for code in current(site.councils):
        for part in code.split("/"):
            near = site.councils.neighbours.get(part)
            if not near:
                yield Problem(NEIGHBOURS, 1, f'{site.councils.latest(code)["name"]} ({part}) has no neighbours. Add its row from the department\'s list.')
            for other in near or ():
                if other not in codes:
                    yield Problem(NEIGHBOURS, 1, f"{part} has the neighbour {other}, which is not in {FILE}. Correct the code.")


def _source(site: Site, page: Page) -> Iterator[Use]:
    yield Use("cite", SOURCE)


KIND = Kind("measures", "measure", FIELDS, optional=True, check=check)


@macro(uses=_source, anchors=lambda site: (anchor(name_of(row)) for row in current(site.councils).values()))
def council_figures(here: Here) -> Markup:
    """The page of councils: a box to choose one, and without scripts a table of all by region."""
    councils = here.site.councils
    found = sorted(current(councils).values(), key=lambda r: (r["region"], name_of(r)))
    measures = [m for m in here.site.records.get("measures", {}).values() if m["column"] in ("vacancy_rate", "turnover_rate", "agency_rate", "caseload", "absence_rate")]
    regions: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        regions.setdefault(str(row["region"]), []).append(row)
    last = max(councils.years, default=0)
    above = [councils.rows[c][last] for c, by_year in councils.rows.items() if last in by_year and by_year[last]["level"] != "authority"]
    return render("council.html", here=here, regions=regions, above=above, measures=measures, year=last, name_of=name_of, anchor=anchor,
                  symbols=SYMBOLS, attribution=ATTRIBUTION, note=TWO_COUNCILS, script=here.asset("council"))


def years_of(site: Site) -> list[int]:
    """The years of which there are figures."""
    return site.councils.years if site.councils else []
