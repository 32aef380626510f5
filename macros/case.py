"""The page where a case is put together: its frame, and what the browser needs beside the arguments."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from macros import money, papers
from macros.macro import macro
from macros.pages import Page
from macros.records import print_date, texts
from macros.site import Here, Site
from macros.snippets import CASES, FUNDS, arguments_json
from macros.templates import render

FROM_EACH_CASE = 2  # arguments of each of the five cases that a start offers: enough for three sides, few enough to read
FOR_ALL = (
    "no-proof-of-value-for-money",
    "measure-before-and-after",
    "options-include-doing-nothing",
    "cash-and-time",
    "contingency-plan",
)
GAP = re.compile(r'your\("([^"]+)"\)')
FILLED = {  # by web/council/words.js or web/case/money-paper.js
    "name of organisation",
    "local vacancy rate",
    "local turnover rate",
    "local agency rate",
    "local average caseload",
    "number of social workers",
    "number of places",
    "places needed each year",
    "total cost",
    "budget line",
    "cost of fees",
    "cost of time",
    "one-off or recurring",
    "days out of practice",
    "share covered",
    "day cost of cover",
}
FILES = "word"  # the folder of the Word files beside the pages
OUTLINES = {
    "five-case": "Five Case Model",
    "committee": "committee report",
    "trustees": "trustees’ paper",
}
SHOWN = (  # of an argument, on the page of cases
    "id",
    "title",
    "case",
    "stands",
    "strength",
    "fund",
    "asked",
    "blocks",
    "sources",
)
RATE = "discount-rate-2026"  # of data/statistics.yml
TABLES = ("options", "risk-register", "equality", "measures", "decision-path")


def _asks(argument: Page) -> int:
    """How much an argument asks of the reader that neither a council’s figures nor the costs fill."""
    own, *_ = argument.body.partition("## They may say")
    return len(set(GAP.findall(own)) - FILLED)


def _starters(site: Site, fund: str) -> list[str]:
    """The arguments that a paper for this purpose starts with.

    Current ones of its own first, those that ask the reader for least before others; then those that
    every paper needs.
    """
    current = {id: a for id, a in site.snippets.items() if a.meta.get("stands") == "current"}
    own = [id for id, a in current.items() if fund in texts(a.meta.get("fund"))]
    own.sort(key=lambda id: _asks(current[id]))
    chosen: list[str] = []
    for case in CASES:
        # the second only where it asks for one thing more at most: few gaps are left when council and costs are in
        fitting = [id for id in own if current[id].meta.get("case") == case]
        chosen += fitting[:1]
        chosen += [id for id in fitting[1:FROM_EACH_CASE] if _asks(current[id]) <= 1]
    return [*chosen, *(id for id in FOR_ALL if id in current and id not in chosen)]


def _source_name(site: Site, key: str) -> str:
    """Author and year of a work, as words."""
    source = site.library[key]
    return f"{source.label.striptags()} {source.plain_year}".strip()


def _small(words: str) -> str:
    """The words with a small letter in front, as the rest of a line."""
    return words[:1].lower() + words[1:]


def _course_days(site: Site) -> list[dict[str, Any]]:
    """Days that the course cards name, each with its source: [{"name", "days", "of", "source", "as_at"}]."""
    return [
        {
            "name": str(course.get("short") or course["name"]),
            "days": figure["value"],
            "of": f"{_small(str(figure['counts']))}, {figure['where']}",
            "source": _source_name(site, str(figure["source"])),
            "as_at": print_date(str(figure["as_at"])),
        }
        for course in site.records.get("courses", {}).values()
        for figure in (site.statistics[id] for id in texts(course.get("figures")))
        if figure["unit"] == "days"
    ]


def _rate(site: Site) -> dict[str, Any] | None:
    """The discount rate with its source, and when to look again; none where the figures have none."""
    figure = site.statistics.get(RATE)
    if figure is None:
        return None
    return {
        "value": figure["value"],
        "name": str(figure["counts"]),
        "source": _source_name(site, str(figure["source"])),
        "as_at": print_date(str(figure["as_at"])),
        "review": print_date(str(figure["review_by"])),
    }


def _terse(value: Any) -> Any:
    """The value as short as can be, because the page has to load it all: `unfolded` of web/case/paper.js reads it.

    Fields that say nothing go, a text is its words alone, a paragraph its content alone, an address
    that is printed stands once.
    """
    if isinstance(value, list):
        return [_terse(v) for v in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"text"}:
        return value["text"]
    if set(value) == {"kind", "content"} and value["kind"] == "paragraph":
        return _terse(value["content"])
    if value.get("content") == [{"text": value.get("link")}]:
        return {"link": value["link"]}
    return {k: _terse(v) for k, v in value.items() if v not in ("", None, False)}


def _shown(argument: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of an argument; of its sources those behind its figures, for what it cites stands in its words."""
    kept = {name: argument[name] for name in SHOWN}
    cited = set(re.findall(r'"key": "([^"]+)"', json.dumps(argument["blocks"])))
    kept["sources"] = [key for key in argument["sources"] if key not in cited] or None
    return dict(_terse(kept))


def _in_place(works: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The works in the order of references, without what the page makes of that order and of label and year."""
    return {
        key: {name: value for name, value in work.items() if name not in ("name", "place")}
        for key, work in sorted(works.items(), key=lambda item: int(item[1]["place"]))
    }


def data(site: Site) -> dict[str, Any]:
    """What the page needs.

    arguments and works as arguments_json, terse and without what only other pages show, works in
    the order of references; doors
    [{"id", "name", "arguments": [id]}]; tables as money.table_json; start [ids of tables];
    courses as _course_days; pots [names of funding]; rate as _rate.
    """
    tables = [
        json.loads(money.table_json(site, record))
        for record in site.records.get("tables", {}).values()
    ]
    doors = [
        {"id": id, "name": name, "arguments": _starters(site, id)} for id, name in FUNDS.items()
    ]
    library = json.loads(arguments_json(site))
    return {
        "arguments": [_shown(argument) for argument in library["arguments"]],
        "works": _terse(_in_place(library["works"])),
        "doors": doors,
        "tables": tables,
        "start": [id for id in TABLES if any(t["id"] == id for t in tables)],
        "courses": _course_days(site),
        "pots": [str(pot["name"]) for pot in site.records.get("funding", {}).values()],
        "rate": _rate(site),
    }


def as_script(site: Site) -> str:
    """The data as a script, because a folder knows no fetch."""
    written = json.dumps(data(site), ensure_ascii=False, separators=(",", ":"))
    return f"window.pqCase = {written};\n"


def ready_made(fund: str) -> dict[str, str]:
    """The Word files of a purpose: {outline of web/case/outlines.js: file name}."""
    return {
        outline: f"{fund}-{outline}.docx"
        for outline in OUTLINES
        if (outline == "trustees") == (fund == "charity")
    }


def files_wanted(site: Site) -> str:
    """What web/case/make-files.mjs reads, as JSON. Its date is that of the argument read last, so that a build can be repeated."""
    day = max((str(a.meta.get("reviewed", "")) for a in site.snippets.values()), default="")
    wanted: list[dict[str, Any]] = [
        {"name": name, "door": fund, "outline": outline}
        for fund in FUNDS
        for outline, name in ready_made(fund).items()
    ]
    for id, page in papers.worked(site).items():
        wanted.append(
            {
                "name": papers.file_of(id),
                "state": papers.draft(site, page),
                "foot": papers.foot(site, page),
            }
        )
    return json.dumps(
        {
            "site": data(site),
            "date": print_date(day),
            "papers": wanted,
        },
        ensure_ascii=False,
    )


@macro()
def ready_papers(here: Here) -> Markup:
    """Word files with the usual arguments and tables, for people who only want the document: `ready_papers()`."""
    rows = [
        (
            name,
            [
                (OUTLINES[outline], here.href(f"{FILES}/{file}"))
                for outline, file in ready_made(fund).items()
            ],
        )
        for fund, name in FUNDS.items()
    ]
    return render("ready-papers.html", rows=rows)


@macro(anchors=lambda site: [f"fund-{id}" for id in FUNDS])
def case_builder(here: Here) -> Markup:
    """The page where a case is put together, on a line of its own: `case_builder()`."""
    return render(
        "case.html",
        here=here,
        funds=FUNDS,
        **{name: here.asset(name) for name in ("case", "word", "case_council", "old_words")},
    )
