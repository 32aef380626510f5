"""Tables on a narrow screen: rows that stand as cards, each cell with the name of its column, instead of a scroll bar.

What stacks carries the class `app-data--stacks` (web/styles/components.css): our templates write it themselves, tables
that people write in Markdown get it here, unless they hold short figures only, which fit side by side.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

SHORT = 14  # signs of a figure with its unit
_STASHED = re.compile("\x02.*?\x03")  # stands for a tag while Markdown is read
_STACKING = re.compile(r'<table class="[^"]*app-data--stacks.*?</table>', re.DOTALL)
_TAGS = re.compile(r'<(?:(table|thead|tbody|tr|td)\b|th scope="(col|row)")')
_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "td": "cell",
    "col": "columnheader",
    "row": "rowheader",
}


class NarrowTables(Extension):
    """Names the cells of tables, and says of each part of one what it is."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Stand after inline patterns have read the cells, and after raw HTML has come back."""
        md.treeprocessors.register(_Label(), "app_table_labels", 14)
        md.postprocessors.register(_Roles(), "app_table_roles", -11)


class _Label(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for table in root.iter("table"):
            if not table.get("class"):
                _label(table)


def _label(table: etree.Element) -> None:
    head, *rows = [list(row) for row in table.iter("tr")]
    names = [_words(cell) for cell in head]
    for cell in head:
        cell.set("scope", "col")
    for first, *others in rows:
        first.tag = "th"
        first.set("scope", "row")
        for cell, name in zip(others, names[1:], strict=False):
            cell.set("data-label", name)
    short = all(len(_words(cell)) <= SHORT for row in [head, *rows] for cell in row[1:])
    stacks = len(head) > 2 and not (short and len(head) <= 4)
    table.set("class", f"app-data app-data--{'stacks' if stacks else 'fits'}")


def _words(cell: etree.Element) -> str:
    return " ".join(_STASHED.sub("", "".join(cell.itertext())).split())


class _Roles(Postprocessor):
    """A browser may forget what a table is where its rows stand as blocks: it is said once more, in words."""

    def run(self, text: str) -> str:
        return _STACKING.sub(
            lambda table: _TAGS.sub(
                lambda tag: f'{tag[0]} role="{_ROLES[tag[1] or tag[2]]}"', table[0]
            ),
            text,
        )
