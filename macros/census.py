"""The department’s yearly count of children’s social workers: rows and symbols, and the department’s file to ours.

`data/authorities.csv` has one row an area and year. A cell is a number or one of the department’s symbols, which is never a nought.
The department’s own file of March becomes ours by `make figures FILE=…`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.problems import Problem, listed
from macros.records import text_of

if TYPE_CHECKING:
    from macros.site import Site


FILE = "data/authorities.csv"
ENGLAND = "E92000001"
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
KEYS = ("year", "level", "code", "name", "region")
LEVELS = ("country", "region", "authority")
SYMBOLS = {
    "z": "not applicable",
    "x": "not available",
    "c": "not published, because few people are meant",
    "low": "less than 0.05, but not nought",
    "u": "not published, because the figure is unreliable",
}
Cell = float | str  # a number, or a key of SYMBOLS


# In an id that a page or record names: the newest year, or the first, second … before it.
_NEWEST = re.compile(r"-newest(?:-(\d))?(?![\w-])")


@dataclass(frozen=True)
class Measure:
    """What a column counts. `unit` is "%" for rates, which lie between 0 and 100, "FTE" or "cases"."""

    name: str
    unit: str
    published: str  # the department's column

    @property
    def words(self) -> str:
        """Its name in a sentence; what it counts stands in data/measures.yml."""
        return self.name.replace("_", " ")

    @property
    def is_rate(self) -> bool:
        """Whether it is a share."""
        return self.unit == "%"


# The department's columns are those of its files of 2024 and 2025, csww_indicators_2017_to_….csv.
MEASURES = (
    Measure("in_post", "FTE", "inpost_fte"),
    Measure("vacancies", "FTE", "vacancy_fte"),
    Measure("vacancy_rate", "%", "vacancy_rate_fte"),
    Measure("starters", "FTE", "starters_fte"),
    Measure("leavers", "FTE", "leavers_fte"),
    Measure("turnover_rate", "%", "turnover_rate_fte"),
    Measure("agency", "FTE", "agency_fte"),
    Measure("agency_rate", "%", "agency_rate_fte"),
    Measure("caseload", "cases", "caseload_fte"),
    Measure("absence_rate", "%", "absence_rate_fte"),
)
NAMES = {m.name: m for m in MEASURES}
HEADER = [*KEYS, *NAMES]


@dataclass(frozen=True)
class Row:
    """One area in one year, to 30 September. `region` is empty for regions and England."""

    year: int
    level: str
    code: str
    name: str
    region: str
    cells: dict[str, Cell]

    def number(self, measure: str) -> float | None:
        """The figure, or nothing where a symbol stands instead."""
        cell = self.cells[measure]
        return None if isinstance(cell, str) else cell


Table = dict[tuple[str, int], Row]  # by code and year


def parse_cell(text: str, measure: Measure) -> Cell:
    """A published cell as number or symbol. Raises ValueError with what is wrong, in words."""
    text = text.strip()
    if text in SYMBOLS:
        return text
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(
            f'"{text[:20]}" is neither a number nor a symbol of the department ({listed(SYMBOLS)})'
        ) from None
    if not 0 <= number < 1e6 or measure.is_rate and number > 100:  # "nan" fails too
        raise ValueError(
            f'"{text[:20]}" does not lie between 0 and {100 if measure.is_rate else "a million"}'
        )
    return number


def print_cell(cell: Cell) -> str:
    """A cell as the file holds it: whole numbers without a point."""
    return cell if isinstance(cell, str) else f"{cell:.10g}"


def in_words(cell: Cell, measure: str) -> str:
    """A cell for readers: 14.2%, 1,478.1, or why there is no figure."""
    if isinstance(cell, str):
        return SYMBOLS[cell]
    return f"{cell:,.1f}" + ("%" if NAMES[measure].is_rate else "")


def read(text: str, path: str = FILE) -> tuple[Table, list[Problem]]:
    """Our file as rows by code and year, and every problem in it."""
    lines = csv.reader(io.StringIO(text))
    if next(lines, []) != HEADER:
        return {}, [
            Problem(
                path,
                1,
                f"The first line names other columns than these: {listed(HEADER)}. Write the file with `make figures FILE=…`.",
            )
        ]
    table: Table = {}
    problems: list[Problem] = []
    for number, values in enumerate(lines, start=2):
        try:
            row = _row(values)
            if (row.code, row.year) in table:
                raise ValueError(f"{row.name} stands twice for {row.year}")
            table[row.code, row.year] = row
        except ValueError as error:
            problems.append(
                Problem(path, number, f"{error}. Write the file again with `make figures FILE=…`.")
            )
    return table, problems


def _row(values: list[str]) -> Row:
    if len(values) != len(HEADER):
        raise ValueError(f"The line has {len(values)} cells, not {len(HEADER)}")
    year, level, code, name, region = values[: len(KEYS)]
    if not year.isdecimal() or level not in LEVELS:
        raise ValueError(
            f'"{year[:20]}" and "{level[:20]}" are not a year and a level ({listed(LEVELS)})'
        )
    cells = {m.name: parse_cell(v, m) for m, v in zip(MEASURES, values[len(KEYS) :], strict=True)}
    return Row(int(year), level, code, name, region, cells)


def write(table: Table) -> str:
    """The rows as our file: England, regions, councils by name, each oldest first, so that a new year shows in a diff."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for row in sorted(table.values(), key=lambda r: (LEVELS.index(r.level), r.name, r.year)):
        writer.writerow(
            [
                row.year,
                row.level,
                row.code,
                row.name,
                row.region,
                *(print_cell(row.cells[m]) for m in NAMES),
            ]
        )
    return out.getvalue()


def years(table: Table) -> list[int]:
    """The years, oldest first."""
    return sorted({year for _, year in table})


def written_out(names: str, newest: int) -> str:
    """Ids with the year that they mean, so that a new count brings what names them up to date.

    >>> written_out("children-turnover-newest, children-turnover-newest-1", 2025)
    'children-turnover-2025, children-turnover-2024'
    """
    return _NEWEST.sub(lambda found: f"-{newest - int(found[1] or 0)}", names)


def of_year(table: Table, year: int) -> Iterator[Row]:
    """The rows of one year."""
    return (row for row in table.values() if row.year == year)


# ---- the department’s file of March to ours ----

# Says what it found, and writes nothing where anything is wrong. The department revises earlier years with each
# release, so the whole file is taken, never a year of it.

PUBLISHED_LEVELS = {"National": "country", "Regional": "region", "Local authority": "authority"}
CODES = {"country": "country_code", "region": "region_code", "authority": "old_la_code"}
PLACES = (
    "time_period",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "la_name",
)
LARGEST = 5  # revisions that are printed


@dataclass(frozen=True)
class Revision:
    """A figure of an earlier year that the new file gives otherwise."""

    row: Row
    measure: str
    before: Cell

    @property
    def size(self) -> float:
        """How much it changed, as a share of what it was; most where a figure came or went."""
        after = self.row.cells[self.measure]
        if isinstance(after, str) or isinstance(self.before, str):
            return float("inf")
        return abs(after - self.before) / max(self.before, 1)

    def __str__(self) -> str:
        before, after = (
            in_words(c, self.measure) for c in (self.before, self.row.cells[self.measure])
        )
        return f"{self.row.name}, {self.row.year}, {NAMES[self.measure].words}: {before} before, {after} now"


def read_published(text: str, path: str) -> tuple[Table, list[Problem]]:
    """The department’s file as rows, and every problem in it. Lines are counted from 1, the heading’s."""
    lines = csv.reader(io.StringIO(text))
    header = [h.strip() for h in next(lines, [])]
    problems = _missing(header, path)
    table: Table = {}
    for number, values in enumerate(lines, start=2) if not problems else ():
        if not any(v.strip() for v in values):
            continue
        if len(values) != len(header):
            problems.append(
                Problem(
                    path,
                    number,
                    f"The line has {len(values)} cells and the heading {len(header)}. Download the file again; do not save it from a spreadsheet.",
                )
            )
            continue
        row, found = _published_row(dict(zip(header, values, strict=True)), path, number)
        problems += found
        if row and (row.code, row.year) in table:
            problems.append(
                Problem(
                    path,
                    number,
                    f"{row.name} stands twice for {row.year}. Download the file again.",
                )
            )
        elif row:
            table[row.code, row.year] = row
    return table, problems


def _missing(header: list[str], path: str) -> list[Problem]:
    """What the heading lacks of the columns that are taken. Its others, such as headcounts, are left alone."""
    missing = [name for name in (*PLACES, *(m.published for m in MEASURES)) if name not in header]
    if not missing:
        return []
    if "time_period" not in header or len(missing) > len(MEASURES):
        words = "This is not the department’s file of indicators. Download csww_indicators_2017_to_….csv of Children’s social work workforce as CSV."
    else:
        words = f"The columns {listed(missing)} are missing. If the department renamed them, change MEASURES in macros/census.py."
    return [Problem(path, 1, words)]


def _published_row(cells: dict[str, str], path: str, line: int) -> tuple[Row | None, list[Problem]]:
    level, year = (
        PUBLISHED_LEVELS.get(cells["geographic_level"].strip()),
        cells["time_period"].strip(),
    )
    if not level or not (year.isdecimal() and len(year) == 4):
        return None, [
            Problem(
                path,
                line,
                f'"{cells["geographic_level"][:30]}" in "{year[:12]}" is not a level and a year. Levels are: {listed(PUBLISHED_LEVELS)}.',
            )
        ]
    code = cells[CODES[level]].replace(" ", "")
    region = " ".join(cells["region_name"].split())
    name = {"country": cells["country_name"], "region": region, "authority": cells["la_name"]}[
        level
    ]
    if not code or not name.strip():
        return None, [
            Problem(
                path,
                line,
                f"The area has no {'name' if code else 'code'}. Download the file again.",
            )
        ]
    values, wrong = _values(cells)
    problems = [Problem(path, line, f"{name}, {year}, {message}") for message in wrong]
    named = " ".join(name.split())
    row = Row(int(year), level, code, named, region if level == "authority" else "", values)
    return (None if problems else row), problems


def _values(cells: dict[str, str]) -> tuple[dict[str, Cell], list[str]]:
    """The cell of each measure, and what is wrong with those that cannot be read."""
    values: dict[str, Cell] = {}
    wrong = []
    for measure in MEASURES:
        try:
            values[measure.name] = parse_cell(cells[measure.published], measure)
        except ValueError as error:
            wrong.append(
                f"{measure.published}: {error}. Ask the department, or wait for its correction."
            )
    return values, wrong


def check(table: Table, ours: Table, path: str) -> Iterator[Problem]:
    """The file holds every year and area that ours holds; what went must have been followed by something."""
    theirs, kept = set(years(table)), years(ours)
    for year in sorted(set(kept) - theirs):
        yield Problem(
            path, 1, f"The year {year} is missing. Take the file that holds the whole series."
        )
    if theirs and sorted(theirs) != list(range(min(theirs), max(theirs) + 1)):
        yield Problem(
            path,
            1,
            f"The years {listed(map(str, sorted(theirs)))} do not follow each other. Take the file that holds the whole series.",
        )
    for (code, year), row in ours.items():
        if year in theirs and (code, year) not in table:
            yield Problem(
                path,
                1,
                f"{row.name} has no row for {year}, and had one. Download the file again, or ask the department.",
            )
    newest = max(theirs, default=0)
    if kept and newest > kept[-1]:
        yield from _unfollowed(table, ours, newest, kept[-1], path)


def _unfollowed(
    table: Table, ours: Table, newest: int, before: int, path: str
) -> Iterator[Problem]:
    added = {row.region for row in _added(table, ours)}
    for row in of_year(ours, before):
        if (row.code, newest) not in table and row.region not in added:
            where = row.region or "England"
            yield Problem(
                path,
                1,
                f"{row.name} has no row for {newest}, and no new area of {where} took its place. Download the file again, or ask the department.",
            )


def _added(table: Table, ours: Table) -> list[Row]:
    newest, before = years(table)[-1], years(ours)[-1]
    return [row for row in of_year(table, newest) if (row.code, before) not in ours]


def revisions(table: Table, ours: Table) -> list[Revision]:
    """Every figure of a year that we hold which the new file gives otherwise, the largest change first."""
    found = [
        Revision(table[key], m, row.cells[m])
        for key, row in ours.items()
        if key in table
        for m in NAMES
        if table[key].cells[m] != row.cells[m]
    ]
    return sorted(found, key=lambda r: -r.size)


def report(table: Table, ours: Table) -> Iterator[str]:
    """What the file holds that ours did not, in words."""
    theirs = years(table)
    yield f"{len(table):,} rows, {theirs[0]} to {theirs[-1]}."
    yield f"Columns taken: {', '.join(f'{m.published} as {m.name}' for m in MEASURES)}."
    if not ours:
        return
    newest, before = theirs[-1], years(ours)[-1]
    gone = [r.name for r in of_year(ours, before) if (r.code, newest) not in table]
    renamed = [
        f"{ours[r.code, before].name} is now {r.name}"
        for r in of_year(table, newest)
        if (r.code, before) in ours and ours[r.code, before].name != r.name
    ]
    for words, names in (
        ("New areas", [r.name for r in _added(table, ours)]),
        ("Areas that are gone", gone),
        ("Renamed", renamed),
    ):
        yield f"{words}: {'; '.join(names) or 'none'}."
    revised = revisions(table, ours)
    yield f"Figures of earlier years that were revised: {len(revised):,}." + (
        " The largest:" if revised else ""
    )
    yield from (f"- {r}" for r in revised[:LARGEST])
    if newest > before:
        yield "Now add neighbours of new councils to data/neighbours.csv, name the release in references.bib, and see SOURCE, AREAS and STANDS_IN in macros/councils.py."


def take(published: Path, ours: Path) -> tuple[list[str], list[Problem]]:
    """Replace our file by the department’s. Returns what was found, or, with nothing written, what is wrong."""
    path = published.as_posix()
    try:
        text, problems = text_of(published)
    except OSError as error:
        return [], [
            Problem(
                path,
                1,
                f"The file cannot be read: {error.strerror}. Write FILE=… with the name of the file that you downloaded.",
            )
        ]
    kept, damaged = read(ours.read_text(encoding="utf-8")) if ours.is_file() else ({}, [])
    try:
        table, found = read_published(text, path) if not problems else ({}, [])
    except csv.Error as error:
        table, found = (
            {},
            [Problem(path, 1, f"This is not a CSV file: {error}. Download it again.")],
        )
    problems += found + damaged
    if not table and not problems:
        problems = [Problem(path, 2, "The file has a heading and no rows. Download it again.")]
    problems += [] if problems else list(check(table, kept, path))
    if problems:
        return [], problems
    said = list(report(table, kept))
    ours.write_text(write(table), encoding="utf-8", newline="")
    return said, []


def to_read_again(site: Site) -> list[str]:
    """The files whose sentences print the newest figures, or name a year of the count."""
    made = [id for id, record in site.statistics.items() if record.get("made")]
    named = re.compile(rf"-newest\b|{'|'.join(map(re.escape, made)) or '-newest'}")
    return [
        page.file
        for page in site.pages.values()
        if any(named.search(str(name)) for call in page.calls for name in call.args)
    ]
