"""The department's count of children's social workers: taken whole or not at all, and found by any of its names."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as some

from macros import ROOT, census, councils, reading
from macros.pages import MACROS
from macros.site import Here

SITE = reading.load(ROOT)
TABLE = SITE.authorities
NEWEST = census.years(TABLE)[-1]
# The heading of the department's file of 2025, in its order. Most of its columns are not taken.
HEADING = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,inpost_fte,inpost_headcount,starters_fte,starters_headcount,"
    "leavers_fte,leavers_headcount,turnover_rate_fte,turnover_rate_headcount,agency_fte,"
    "agency_headcount,agency_rate_fte,agency_rate_headcount,agency_cover_fte,agency_cover_rate_fte,"
    "vacancy_fte,vacancy_rate_fte,vacancy_agency_cover_rate_fte,case_holders_fte,cases,caseload_fte,"
    "working_days_lost_fte,absence_rate_fte"
).split(",")
COLUMNS = {m.published for m in census.MEASURES}
WORDS = {level: published for published, level in census.PUBLISHED_LEVELS.items()}


def published_row(row: census.Row) -> dict[str, str]:
    """A row as the department writes it."""
    region = row.region or (row.name if row.level == "region" else "")
    cells = {m.published: census.print_cell(row.cells[m.name]) for m in census.MEASURES}
    return {
        "time_period": str(row.year),
        "geographic_level": WORDS[row.level],
        "country_code": census.ENGLAND,
        "country_name": "England",
        "region_code": row.code if row.level == "region" else "",
        "region_name": region,
        "old_la_code": row.code.replace("/", " / ") if row.level == "authority" else "",
        "la_name": row.name if row.level == "authority" else "",
        **cells,
    }


def published(rows: list[dict[str, str]]) -> str:
    """Rows as the department's file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [h for h in HEADING if h not in COLUMNS or h in rows[0]], "x")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture
def rows():
    """The department's file with a year more, made of the newest."""
    all_rows = [published_row(row) for row in TABLE.values()]
    newest = [
        r | {"time_period": str(NEWEST + 1)} for r in all_rows if r["time_period"] == str(NEWEST)
    ]
    return all_rows + newest


@pytest.fixture
def take(tmp_path):
    """Take such a file into a copy of ours: what was said, what was wrong, and ours as it is then."""

    def taken(rows_or_text):
        ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
        ours.write_text(census.write(TABLE), encoding="utf-8")
        theirs.write_text(
            rows_or_text if isinstance(rows_or_text, str) else published(rows_or_text),
            encoding="utf-8",
        )
        said, problems = census.take(theirs, ours)
        return "\n".join(said), "\n".join(map(str, problems)), ours.read_text(encoding="utf-8")

    return taken


def row_of(rows, name, year):
    """The row of a council, to be changed."""
    return next(r for r in rows if r["la_name"] == name and r["time_period"] == str(year))


def test_our_file_reads_and_writes_the_same():
    """Nothing is lost or rounded on the way."""
    text = (ROOT / census.FILE).read_text(encoding="utf-8")
    assert census.write(census.read(text)[0]) == text


def test_a_new_year_is_taken_and_what_is_new_is_said(take, rows):
    """A year more: revised figures with the largest first, renamed and new areas, what went."""
    row_of(rows, "Leeds", 2024)["vacancy_fte"] = "999"
    row_of(rows, "Kent", 2023)["turnover_rate_fte"] = "14.9"
    row_of(
        rows,
        "Durham" if any(r["la_name"] == "Durham" for r in rows) else "County Durham",
        NEWEST + 1,
    )["la_name"] = "Durham County"
    surrey = row_of(rows, "Surrey", NEWEST + 1)
    rows.append(surrey | {"la_name": "East Surrey", "old_la_code": "990"})
    surrey |= {"la_name": "West Surrey", "old_la_code": "991"}

    said, problems, ours = take(rows)

    assert problems == ""
    assert f"2017 to {NEWEST + 1}." in said
    assert (
        "New areas: West Surrey; East Surrey." in said
        and "Areas that are gone: Surrey." in said
        and "is now Durham County" in said
    )
    assert (
        "revised: 2. The largest:\n- Leeds, 2024, vacancies: " in said
        and "999.0 now\n- Kent, 2023, turnover rate: " in said
    )
    table, none = census.read(ours)
    assert (
        not none
        and census.years(table)[-1] == NEWEST + 1
        and table["314/318", NEWEST + 1].name.startswith("Kingston")
    )


def column_gone(rows):
    return [{k: v for k, v in r.items() if k != "caseload_fte"} for r in rows]


def changed(column, value):
    def change(rows):
        row_of(rows, "Leeds", NEWEST)[column] = value
        return rows

    return change


def without(name, *years):
    return lambda rows: [
        r for r in rows if not (r["la_name"] == name and int(r["time_period"]) in years)
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda rows: "name,age\nx,1\n", "is not the department’s file"),
        (lambda rows: "", "is not the department’s file"),
        (column_gone, "The columns caseload_fte are missing"),
        (changed("vacancy_rate_fte", "~"), '"~" is neither a number nor a symbol'),
        (changed("vacancy_rate_fte", ""), '"" is neither a number nor a symbol'),
        (changed("vacancy_rate_fte", "100.1"), "does not lie between 0 and 100"),
        (changed("agency_rate_fte", "-1"), "does not lie between 0 and 100"),
        (changed("absence_rate_fte", "nan"), "does not lie between 0 and 100"),
        (changed("geographic_level", "Ward"), "is not a level and a year"),
        (changed("time_period", "202526"), "is not a level and a year"),
        (lambda rows: [*rows, rows[-1]], "stands twice for"),
        (without("Leeds", NEWEST), f"Leeds has no row for {NEWEST}, and had one"),
        (
            without("Leeds", NEWEST + 1),
            f"Leeds has no row for {NEWEST + 1}, and no new area of Yorkshire and The Humber took its place",
        ),
        (lambda rows: [r for r in rows if r["time_period"] != "2018"], "The year 2018 is missing"),
        (
            lambda rows: [r for r in rows if r["geographic_level"] != "National"],
            "England has no row for",
        ),
        (lambda rows: published(rows).replace("\n", ",1\n", 3), "cells and the heading"),
    ],
)
def test_what_is_wrong_is_refused_in_words_and_nothing_is_written(take, rows, change, expected):
    """A wrong file, column, symbol or rate, an area twice or missing."""
    said, problems, ours = take(change(rows))

    assert expected in problems and said == ""
    assert ours == census.write(TABLE)


def test_the_departments_own_form_gives_our_file(take):
    """Newest first, as a spreadsheet saved it, with columns that are not taken: the same rows in the same order."""
    newest_first = sorted(map(published_row, TABLE.values()), key=lambda r: -int(r["time_period"]))
    said, problems, ours = take("\ufeff" + published(newest_first).replace("\n", "\r\n"))

    assert problems == ""
    assert "starters_fte as starters, leavers_fte as leavers" in said
    assert "New areas: none." in said and "were revised: 0." in said
    assert ours == (ROOT / census.FILE).read_text(encoding="utf-8")


FEW_AREAS = {census.ENGLAND, "E12000003", "383", "815", "370"}
FEW_ROWS = {key: row for key, row in TABLE.items() if row.code in FEW_AREAS}
SOUND = some.one_of(
    some.floats(0, 100).map(lambda n: f"{n:.1f}"), some.sampled_from(sorted(census.SYMBOLS))
)
FAULTY = ("", "-", "n/a", "-0.1", "1e9", "inf", "12%", "C")


@given(
    some.dictionaries(
        some.tuples(some.integers(0, len(FEW_ROWS) - 1), some.sampled_from(sorted(COLUMNS))),
        some.one_of(SOUND, SOUND.map(lambda cell: f" {cell} "), some.sampled_from(FAULTY)),
        max_size=6,
    )
)
def test_whatever_cells_are_changed_the_year_is_taken_or_refused(tmp_path_factory, changes):
    """Every changed cell stands in our file as it was given, or the file is as it was and each fault is named."""
    rows = [published_row(row) for row in FEW_ROWS.values()]
    rows += [r | {"time_period": str(NEWEST + 1)} for r in rows if r["time_period"] == str(NEWEST)]
    for (n, column), cell in changes.items():
        rows[n][column] = cell
    folder = tmp_path_factory.mktemp("any")
    theirs, ours = folder / "theirs.csv", folder / "ours.csv"
    theirs.write_text(published(rows), encoding="utf-8")
    ours.write_text(census.write(FEW_ROWS), encoding="utf-8")

    said, problems = census.take(theirs, ours)

    bad = [cell for cell in changes.values() if cell in FAULTY]
    assert len(problems) == len(bad) and bool(said) is not bool(bad)
    table, none = census.read(ours.read_text(encoding="utf-8"))
    assert not none and census.years(table)[-1] == NEWEST + (not bad)
    names = {m.published: m.name for m in census.MEASURES}
    for (n, column), cell in changes.items() if not bad else ():
        taken = table[list(FEW_ROWS)[n]].cells[names[column]]
        assert taken == (cell.strip() if isinstance(taken, str) else float(cell))


@given(some.text())
def test_any_text_is_refused_without_a_traceback(text):
    """Whatever is given as the department's file or as ours is answered in words."""
    for read in (lambda: census.read_published(text, "file.csv"), lambda: census.read(text)):
        try:
            table, problems = read()
        except csv.Error:
            continue  # said by `take`
        assert not table and problems


@given(
    some.one_of(
        some.text(max_size=12),
        some.floats().map(str),
        some.integers().map(str),
        some.sampled_from(sorted(census.SYMBOLS)),
    )
)
def test_a_cell_is_a_sound_number_or_a_symbol_or_refused(text):
    """No rate outside 0 to 100, no nought for a symbol."""
    rate = census.NAMES["vacancy_rate"]
    try:
        cell = census.parse_cell(text, rate)
    except ValueError as error:
        assert str(error)
    else:
        assert cell in census.SYMBOLS if isinstance(cell, str) else 0 <= cell <= 100


# Totals whose published rate differs from their counts by more than rounding, as the department's file has them:
# in each a council's leavers or agency workers are unreliable or missing.
APART = {
    ("England", 2024, "agency_rate"),
    ("England", 2024, "turnover_rate"),
    ("London", 2023, "agency_rate"),
    ("North East", 2022, "turnover_rate"),
    ("North East", 2024, "turnover_rate"),
    ("Outer London", 2023, "agency_rate"),
    ("West Midlands", 2024, "agency_rate"),
}
SHARES = (
    ("vacancies", True, "vacancy_rate"),
    ("agency", True, "agency_rate"),
    ("leavers", False, "turnover_rate"),
)


def test_rates_agree_with_their_counts():
    """Recomputed from counts of one decimal, every council's rate is the published one within rounding; seven totals are not."""
    wrong = []
    for row in TABLE.values():
        for part, of_both, rate in SHARES:
            counted, in_post, published_rate = (
                row.number(part),
                row.number("in_post"),
                row.number(rate),
            )
            if counted is None or not in_post or published_rate is None:
                continue
            whole = in_post + (counted if of_both else 0)
            rounding = 0.1 + 5 * (whole + counted) / whole**2
            if abs(100 * counted / whole - published_rate) > rounding:
                wrong.append((row.name, row.year, rate))
    assert set(wrong) == APART


def test_england_and_london_on_the_site_are_those_of_the_file():
    """The figures that pages print are the file's, typed nowhere else; those of 2025 say whose figures are older."""
    printed = SITE.statistics
    assert (
        printed["children-agency-rate-2023"]["value"] == 17.9
        and printed["children-agency-2023"]["value"] == 7178.5
    )
    assert (
        printed["london-vacancy-rate-2025"]["value"]
        == TABLE["E12000007", 2025].cells["vacancy_rate"]
        == 19.4
    )
    assert [id for id in printed if id.startswith("children-turnover-")] == [
        f"children-turnover-{year}" for year in census.years(TABLE)
    ]
    for id, record in printed.items():
        if record.get("made") and id.endswith("-2025"):
            assert ("Westminster" in record["beware"]) is not id.startswith("outer-london")
    assert "id: children-vacancy-rate" not in (ROOT / "data/statistics.yml").read_text(
        encoding="utf-8"
    )


def test_a_new_year_makes_records_for_england_and_london_alike():
    """After the import of 2026 pages may print its figures, and nobody writes a record."""
    newest = [r for r in TABLE.values() if r.year == NEWEST]
    more = {(r.code, NEWEST + 1): dataclasses.replace(r, year=NEWEST + 1) for r in newest}
    made = councils.figures(TABLE | more, SITE.records["measures"])
    for area in ("children", "london", "inner-london", "outer-london"):
        assert f"{area}-vacancy-rate-{NEWEST + 1}" in made
    later = made[f"children-turnover-{NEWEST + 1}"]
    assert later.as_at == f"{NEWEST + 1}-09-30" and "Westminster" not in later.beware


@pytest.fixture
def next_year(tmp_path):
    """Reads the project with a year more, whose figures are those of the newest but for England's turnover."""

    def read(turnover):
        more = {}
        for row in TABLE.values():
            if row.year == NEWEST:
                cells = row.cells
                if row.code == census.ENGLAND:
                    cells = {**cells, "turnover_rate": turnover}
                more[row.code, NEWEST + 1] = dataclasses.replace(row, year=NEWEST + 1, cells=cells)
        for name in ("data", "docs"):
            shutil.copytree(ROOT / name, tmp_path / name)
        shutil.copy(ROOT / "references.bib", tmp_path)
        (tmp_path / census.FILE).write_text(census.write(TABLE | more), encoding="utf-8")
        return reading.load(tmp_path)

    return read


def test_a_new_year_brings_sentences_tables_and_answers_up_to_date(next_year):
    """Pages name no year where they mean the newest: figure, date and direction follow the import."""
    site = next_year(12.5)
    path = "guidance/recruitment-retention.md"
    shown = site.render(site.pages[path], Here(site, path))
    assert f"30 September {NEWEST + 1}" in shown and f"England {NEWEST + 1}" in shown
    assert f"figure-children-turnover-{NEWEST + 1}" in shown
    fund = "fund/practice-educators.md"
    text = re.sub(r"<[^>]+>", "", site.render(site.pages[fund], Here(site, fund)))
    assert "was 12.5% in the year to" in text and "up from 11.8%" in text
    why = site.records["questions"]["why-now"]
    assert f"children-turnover-{NEWEST + 1}" in why["answer"][0] and why["figures"][0].endswith(
        str(NEWEST + 1)
    )


@pytest.mark.parametrize(("turnover", "refused"), [(11.0, False), (12.5, True)])
def test_a_claim_that_a_new_year_makes_untrue_is_refused_where_it_stands(
    next_year, turnover, refused
):
    """“The lowest since 2017” is a problem with page, line and figure, once it no longer is so."""
    site = next_year(turnover)
    page = site.pages["snippets/children-turnover-2025.md"]
    found = [p for call in page.calls for p in MACROS[call.name].problems(site, page, call)]
    said = [f"children-turnover-{NEWEST + 1}, 12.5%, is the lowest" in p.message for p in found]
    assert said == [True] * refused


def test_councils_are_named_as_people_say():
    """No inverted names, and an address each."""
    names = {councils.title(r.name): councils.anchor(r.name) for r in councils.councils(TABLE)}
    assert (
        names["Bristol"] == "bristol"
        and names["St Helens"] == "st-helens"
        and "Kingston upon Hull" in names
        and "Herefordshire" in names
    )
    assert len(set(names.values())) == len(names)


def test_neighbours_of_a_joint_return_are_those_of_both_parts():
    """Ten of them, by turns, never itself."""
    now = councils.councils(TABLE)
    found = councils.neighbours(now, SITE.neighbours)
    near = found["314/318"]
    assert len(near) == 10 and "314/318" not in near and near[0] == SITE.neighbours["314"][0]
    assert all(len(found[row.code]) >= 9 for row in now)
    assert "314/318" in found["800"]  # a neighbour that reports jointly


def test_search_is_given_each_council_with_its_other_names():
    """A joint return by either name; a council by what it was made of."""
    by = {t["name"]: t for t in councils.things(SITE)}
    joint = by["Kingston upon Thames and Richmond upon Thames"]
    assert "Richmond upon Thames" in joint["other"] and joint["path"] == "council.md"
    assert (
        "Cumbria" in by["Cumberland"]["other"]
        and "Cumbria" in by["Westmorland and Furness"]["other"]
    )
