"""The finished papers of invented organisations: pages here, and the same as drafts and Word files of the case builder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import markdown
from markupsafe import Markup

from macros import text
from macros.macro import macro
from macros.pages import Call, Page
from macros.site import Here, Site
from macros.templates import render

FOLDER = "papers/"
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
TABLES = {
    "options": "options",
    "money": "cost-lines",
    "risks": "risk-register",
    "equality": "equality",
    "measures": "measures",
    "decision": "decision-path",
}
_MARKDOWN = markdown.Markdown(extensions=["tables", "sane_lists", "attr_list", "admonition"])


def worked(site: Site) -> dict[str, Page]:
    """The pages of finished papers, by id."""
    return {
        page.id: page
        for page in site.pages.values()
        if page.path.startswith(FOLDER) and page.id != "index"
    }


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
    return str(tables[TABLES[heading]]["title"]) if TABLES.get(heading) in tables else ""


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
        "table": TABLES.get(heading, heading),
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
    id = here.path.removeprefix(FOLDER).removesuffix(".md")
    return render("paper-file.html", here=here, file=here.href(f"word/{file_of(id)}"))


@macro()
def paper_files(here: Here) -> Markup:
    """The finished papers, each as a page and as a Word file: `paper_files()`."""
    rows = [(page, here.href(f"word/{file_of(id)}")) for id, page in worked(here.site).items()]
    return render("paper-files.html", here=here, rows=rows)
