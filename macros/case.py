"""The page where a case is put together, what the browser needs beside the arguments, and the papers finished with it.

The papers of invented organisations are pages here, and the same as drafts and Word files of the case builder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import markdown
from markupsafe import Markup

from macros import money, text
from macros.pages import Call, Page, macro
from macros.records import print_date, texts
from macros.site import PAPERS, Here, Site
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
    for id, page in site.papers.items():
        wanted.append(
            {
                "name": file_of(id),
                "state": draft(site, page),
                "foot": foot(site, page),
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


# ---- finished papers: pages here, and the same as drafts and Word files ----

LEFT_OUT = ("references", "paper_file")  # calls that belong to the page, not to the paper
# What each part of a paper holds for the case builder, by its anchor: see web/case/outlines.js.
HOLDS = {
    "recommendation": "summary",
    "why": "strategic",
    "options": "economic",
    "money": "financial",
    "buying": "commercial",
    "risks": "risks",
    "equality": "equality",
    "measures": "management",
}
# The table to copy that a table of that part stands for, so that the builder adds it no second time.
STANDS_FOR = {
    "options": "options",
    "money": "cost-lines",
    "risks": "risk-register",
    "equality": "equality",
    "measures": "measures",
    "decision": "decision-path",
}
_MARKDOWN = markdown.Markdown(extensions=["tables", "sane_lists", "attr_list", "admonition"])


def file_of(id: str) -> str:
    """The name of a paper’s Word file."""
    return f"worked-{id}.docx"


def draft(site: Site, page: Page) -> dict[str, Any]:
    """A paper as a draft that the case builder opens: see web/case/model.js."""
    state: dict[str, Any] = {
        "format": "pq-case",
        "version": 1,
        "title": page.title.replace("Finished paper", "Business case"),
        "outline": "trustees" if page.id == "charity" else "committee",
        "headings": [],
        "parts": [],
        "figures": {},
        "figuresFrom": {},
        "money": {},
    }
    caption = ""
    for block in _blocks(site, page):
        if block["kind"] == "title" and block["level"] <= 2:
            _heading(state, block)
            caption = _caption(site, block["id"])
        elif block["kind"] == "title":
            caption = text.plain(block["content"])
        else:
            _add(site, state, block, caption)
    return {**state, "next": len(state["parts"]) + 1}


def foot(site: Site, page: Page) -> str:
    """What stands on every page of a paper’s Word file: that its organisation is invented."""
    first = next(b for b in _blocks(site, page) if b["kind"] == "paragraph")
    return text.plain(first["content"]).partition(". ")[0] + "."


def _blocks(site: Site, page: Page) -> Iterator[text.Block]:
    """The blocks of a paper from its first note on, without the note at its end and the title of the page."""
    parts = [p for p in page.parts if not (isinstance(p, Call) and p.name in LEFT_OUT)]
    found = text.blocks(Here(site, page.path).silent(), parts, _to_html)
    return (b for b in found if b["kind"] != "title" or b["level"] > 1)


def _to_html(words: str) -> Markup:
    """The first note becomes a heading and its text; the note at the end is for the page alone."""
    notes = re.compile(r'(?m)^!!! note "(.+)"\n\n((?:    .*\n?)+)')
    first = notes.sub(lambda m: f"## {m[1]} {{: #invented }}\n\n{m[2].strip()}\n", words, count=1)
    return Markup(_MARKDOWN.reset().convert(notes.sub("", first)))


def _caption(site: Site, heading: str) -> str:
    """What the first table below a heading is called: as the table to copy that it stands for."""
    tables = site.records.get("tables", {})
    return str(tables[STANDS_FOR[heading]]["title"]) if STANDS_FOR.get(heading) in tables else ""


def _heading(state: dict[str, Any], block: text.Block) -> None:
    """Add a heading to a draft."""
    words = re.sub(r"^\d+\.\s*", "", text.plain(block["content"]))
    heading = {"id": block["id"], "text": words, "level": 1, "guidance": []}
    if holds := HOLDS.get(block["id"]):
        heading["holds"] = holds
    state["headings"].append(heading)


def _add(site: Site, state: dict[str, Any], block: text.Block, caption: str) -> None:
    """Add a block to a draft below its last heading: a table as a part of its own, text to the text before it."""
    heading = state["headings"][-1]["id"]
    last = state["parts"][-1] if state["parts"] else {}
    if block["kind"] != "table" and last.get("heading") == heading and last["kind"] == "text":
        last["blocks"].append(block)
        last["sources"] = list(dict.fromkeys([*last["sources"], *text.sources(site, [block])]))
        return
    part = {"id": f"p{len(state['parts']) + 1}", "heading": heading}
    if block["kind"] == "table":
        part |= _table(site, block, heading, caption)
    else:
        part |= {"kind": "text", "blocks": [block], "sources": text.sources(site, [block])}
    state["parts"].append(part)


def _table(site: Site, block: text.Block, heading: str, caption: str) -> dict[str, Any]:
    cells = [text.paragraph(*cell) for row in block["rows"] for cell in row]
    return {
        "kind": "table",
        "table": STANDS_FOR.get(heading, heading),
        "title": caption,
        "columns": [_cell(site, cell) for cell in block["columns"]],
        "rows": [[_cell(site, cell) for cell in row] for row in block["rows"]],
        "sources": text.sources(site, cells),
    }


def _cell(site: Site, content: list[text.Inline]) -> str:
    """A cell as text: the builder keeps tables as text, so a citation is printed here."""

    def cited(inline: text.Inline) -> str:
        works = [site.library[one["key"]] for one in inline["cite"]]
        named = ("; ").join(f"{w.label.striptags()}, {w.plain_year}" for w in works)
        return f"({named})"

    return text.plain(content, cited).strip()


@macro()
def paper_file(here: Here) -> Markup:
    """The Word file of the finished paper on this page, on a line of its own: `paper_file()`."""
    id = here.path.removeprefix(PAPERS).removesuffix(".md")
    return render("paper-file.html", here=here, file=here.href(f"word/{file_of(id)}"))


@macro()
def paper_files(here: Here) -> Markup:
    """The finished papers, each as a page and as a Word file: `paper_files()`."""
    rows = [(page, here.href(f"word/{file_of(id)}")) for id, page in here.site.papers.items()]
    return render("paper-files.html", here=here, rows=rows)
