"""The department’s file of March to ours: `python -m macros.census_import FILE`, or `make figures FILE=…`.

Says what it found, and writes nothing where anything is wrong. The department revises earlier years with each release,
so the whole file is taken, never a year of it.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros import ROOT, census, reading
from macros.census import MEASURES, NAMES, Row, Table
from macros.problems import Problem, listed, shown
from macros.records import text_of
from macros.site import Site

LEVELS = {"National": "country", "Regional": "region", "Local authority": "authority"}
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
    before: census.Cell

    @property
    def size(self) -> float:
        """How much it changed, as a share of what it was; most where a figure came or went."""
        after = self.row.cells[self.measure]
        if isinstance(after, str) or isinstance(self.before, str):
            return float("inf")
        return abs(after - self.before) / max(self.before, 1)

    def __str__(self) -> str:
        before, after = (
            census.in_words(c, self.measure) for c in (self.before, self.row.cells[self.measure])
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
        row, found = _row(dict(zip(header, values, strict=True)), path, number)
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


def _row(cells: dict[str, str], path: str, line: int) -> tuple[Row | None, list[Problem]]:
    level, year = LEVELS.get(cells["geographic_level"].strip()), cells["time_period"].strip()
    if not level or not (year.isdecimal() and len(year) == 4):
        return None, [
            Problem(
                path,
                line,
                f'"{cells["geographic_level"][:30]}" in "{year[:12]}" is not a level and a year. Levels are: {listed(LEVELS)}.',
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


def _values(cells: dict[str, str]) -> tuple[dict[str, census.Cell], list[str]]:
    """The cell of each measure, and what is wrong with those that cannot be read."""
    values: dict[str, census.Cell] = {}
    wrong = []
    for measure in MEASURES:
        try:
            values[measure.name] = census.parse_cell(cells[measure.published], measure)
        except ValueError as error:
            wrong.append(
                f"{measure.published}: {error}. Ask the department, or wait for its correction."
            )
    return values, wrong


def check(table: Table, ours: Table, path: str) -> Iterator[Problem]:
    """The file holds every year and area that ours holds; what went must have been followed by something."""
    theirs, years = set(census.years(table)), census.years(ours)
    for year in sorted(set(years) - theirs):
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
    if years and newest > years[-1]:
        yield from _unfollowed(table, ours, newest, years[-1], path)


def _unfollowed(
    table: Table, ours: Table, newest: int, before: int, path: str
) -> Iterator[Problem]:
    added = {row.region for row in _added(table, ours)}
    for row in census.of_year(ours, before):
        if (row.code, newest) not in table and row.region not in added:
            where = row.region or "England"
            yield Problem(
                path,
                1,
                f"{row.name} has no row for {newest}, and no new area of {where} took its place. Download the file again, or ask the department.",
            )


def _added(table: Table, ours: Table) -> list[Row]:
    newest, before = census.years(table)[-1], census.years(ours)[-1]
    return [row for row in census.of_year(table, newest) if (row.code, before) not in ours]


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
    years = census.years(table)
    yield f"{len(table):,} rows, {years[0]} to {years[-1]}."
    yield f"Columns taken: {', '.join(f'{m.published} as {m.name}' for m in MEASURES)}."
    if not ours:
        return
    newest, before = years[-1], census.years(ours)[-1]
    gone = [r.name for r in census.of_year(ours, before) if (r.code, newest) not in table]
    renamed = [
        f"{ours[r.code, before].name} is now {r.name}"
        for r in census.of_year(table, newest)
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
    kept, damaged = census.read(ours.read_text(encoding="utf-8")) if ours.is_file() else ({}, [])
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
    ours.write_text(census.write(table), encoding="utf-8", newline="")
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


def main(arguments: list[str]) -> int:
    """Take the file that was named. Prints what was found, or every problem and that nothing was written."""
    if len(arguments) != 1 or not arguments[0]:
        print("Name the department’s file: make figures FILE=csww_indicators_2017_to_2026.csv")
        return 1
    said, problems = take(Path(arguments[0]), ROOT / census.FILE)
    if problems:
        print("\n".join([*shown(sorted(problems)), f"Nothing was written to {census.FILE}."]))
        return 1
    again = to_read_again(reading.load(ROOT))
    print("\n".join([*said, f"Written to {census.FILE}."]))
    print("Run make check, and read again what prints these figures:")
    print("\n".join(f"- {file}" for file in again))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
