"""Markdown to HTML: our own, that of others made safe, and what Python-Markdown does on our pages beyond its own."""

from __future__ import annotations

import functools
import posixpath
import re
import xml.etree.ElementTree as etree
from typing import TYPE_CHECKING

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown_it import MarkdownIt
from markupsafe import Markup

if TYPE_CHECKING:
    from macros.site import Here

_MARKDOWN = Markdown(
    extensions=["tables", "sane_lists"], output_format="html"
)  # once: making one costs a third of a text


@functools.lru_cache(maxsize=1024)
def to_html(text: str) -> Markup:
    """Our own Markdown, with tables and sane lists, to HTML. Raw HTML passes through: see `to_safe_html` for others’."""
    return Markup(_MARKDOWN.reset().convert(text))


def is_block(html: str) -> bool:
    """Whether HTML begins with what stands on its own, in no paragraph.

    >>> is_block("<figure>…</figure>"), is_block("<span>…</span>")
    (True, False)
    """
    tag = re.match(r"<(\w+)", html)
    return tag is not None and _MARKDOWN.is_block_level(tag[1])


TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "s",
    "ul",
    "ol",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "blockquote",
    "code",
    "pre",
    "hr",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
# As in the form's preview, which so tells the truth.
_MARKDOWN_OF_OTHERS = MarkdownIt("js-default", {"html": False, "typographer": True}).disable(
    ["image", "replacements"]
)


def to_safe_html(here: Here, text: str, deeper: int = 0) -> Markup:
    """Text of an example as HTML of an allow-list, for the page of `here`, with headings `deeper` levels down.

    Braces become character codes, so that no macro could ever run in it.
    """

    def address(tag: str, name: str, value: str) -> str | None:
        internal = re.fullmatch(r"((?:\.\./)?[a-z0-9/-]+\.md)(?:#([a-z0-9-]+))?", value)
        if internal and not value.startswith("/"):
            return here.href(
                posixpath.normpath(posixpath.join("examples", internal[1])), internal[2] or ""
            )
        return value if value.startswith("https://") else None

    rendered = nh3.clean(
        _MARKDOWN_OF_OTHERS.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=address,
        url_schemes={"https"},
        link_rel="noopener",
    )
    rendered = re.sub(
        r"<(/?)h([2-5])>", lambda m: f"<{m[1]}h{min(6, int(m[2]) + deeper)}>", rendered
    )
    return Markup(neutral(rendered))


def neutral(text: object) -> str:
    """Text in which no macro could run: its braces are character codes."""
    return str(text).replace("{", "&#123;").replace("}", "&#125;")


# ---- Python-Markdown on our pages: finished blocks go past it whole, tables fit a narrow screen ----

# Nine tenths of the text of our pages are HTML blocks that our macros made. Python-Markdown and MkDocs each read them tag
# by tag, to find out where they end and what anchors they hold, which took a quarter of a build. What comes out is the
# same, byte for byte.
#
# On a narrow screen, rows of a table stand as cards, each cell with the name of its column, instead of a scroll bar. What
# stacks carries the class `app-data--stacks` (web/styles/components.css): our templates write it themselves, tables that
# people write in Markdown get it here, unless they hold short figures only, which fit side by side.

_EDGE = re.compile(r"<(/?)div[\s>]")
_ANCHOR = re.compile(r'\s(?:id|name)="([^"]+)"')
# What would be read in another way: comments and styles; Markdown inside HTML, and scripts that hold something. The
# pattern is asked only where its words stand: it would take longer than all else here.
_RAW = ("<!", "<?", "<style")
_PERHAPS = ("markdown", "<script")
_OTHERWISE = re.compile(r"\smarkdown[\s=>]|<script[^>]*>(?!</script>)")


class Finished(Extension):
    """Takes finished blocks out before anything reads them, as Python-Markdown itself would after reading them."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Stand after fences, which may show HTML, and before all that reads HTML; name anchors when MkDocs asks."""
        anchors: list[str] = []
        md.preprocessors.register(_TakeOut(md, anchors), "app_finished", 24)
        md.treeprocessors.register(_NameAnchors(anchors), "app_anchors", 5)
        md.treeprocessors.register(_ForgetAnchors(), "app_anchors_gone", 4.5)


class _TakeOut(Preprocessor):
    def __init__(self, md: Markdown, anchors: list[str]) -> None:
        super().__init__(md)
        self.anchors = anchors

    def run(self, lines: list[str]) -> list[str]:
        # Our templates print no empty lines, so that a block reaches to the next.
        parts = "\n".join(lines).split("\n\n")
        open_ = 0  # elements around, which are read in their own way
        for number, part in enumerate(parts):
            block = part.rstrip("\n")
            if not open_ and part.startswith("<div") and is_whole(block):
                self.anchors += _ANCHOR.findall(block)
                parts[number] = self.md.htmlStash.store(block + "\n")
            else:
                open_ += sum(-1 if edge[1] else 1 for edge in _EDGE.finditer(part))
        return "\n\n".join(parts).split("\n")


def is_whole(block: str) -> bool:
    """Whether a text is one <div> from its first sign to its last, and nothing in it is read in another way.

    >>> is_whole('<div class="app-x"><div>One</div></div>'), is_whole("<div>One</div> *two* <div>Three</div>")
    (True, False)
    """
    if any(sign in block for sign in _RAW):
        return False
    if any(word in block for word in _PERHAPS) and _OTHERWISE.search(block):
        return False
    depth = 0
    for edge in _EDGE.finditer(block):
        depth += -1 if edge[1] else 1
        if depth == 0:
            return edge.end() == len(block)
    return False


_CARRIER = "app-anchors"


class _NameAnchors(Treeprocessor):
    """Shows MkDocs the anchors of what was taken out, by which it checks links; after the list of contents is made."""

    def __init__(self, anchors: list[str]) -> None:
        self.anchors = anchors

    def run(self, root: etree.Element) -> None:
        carrier = etree.SubElement(root, _CARRIER)
        for anchor in self.anchors:
            etree.SubElement(carrier, "a", id=anchor)


class _ForgetAnchors(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for carrier in root.findall(_CARRIER):
            root.remove(carrier)


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
