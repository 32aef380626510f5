"""The department’s yearly count of children’s social workers, as `data/authorities.csv` keeps it: rows and symbols.

One row an area and year. A cell is a number or one of the department’s symbols, which is never a nought.
The department’s own file becomes ours in `macros/census_import.py`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.problems import Problem, listed

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
