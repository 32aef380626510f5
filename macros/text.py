"""What a text says, as plain blocks: made here once; page, copies, Word, builder and search carry it from here.

A block is {"kind": "paragraph", "content": [Inline]} or {"kind": "list", "ordered": bool, "items": [[Inline]]}.
An Inline is one of
    {"text": str}, {"em": [Inline]}, {"strong": [Inline]}, {"link": address, "content": [Inline]},
    {"gap": name}                                   the reader’s own figure or name
    {"figure": id, "text": "11.8%"}                 a figure of data/statistics.yml
    {"cite": [{"key", "locator"}], "narrative": b}  set by whoever prints it, because letters belong to a paper
    {"since": [Inline]}                             what became of a thing in the text: a note at the end of a copy
So nothing here depends on how it will be printed. The browser’s twin, which prints them, is web/common/compose.js.

Records are facts, not pages, so their words call no macros. Two marks and gaps in square brackets are enough:
`It costs {stat pe2-fee-2026} {cite birmingham-pe2026}.`
"""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import lxml.html
from markupsafe import Markup, escape

from macros.markup import is_block, to_html
from macros.pages import MACROS, Call, Page, Use
from macros.problems import Problem, suggestion
from macros.records import Field, Mapping, print_date, texts
from macros.site import Here, Site

if TYPE_CHECKING:
    from macros.statistics import Statistic

Inline = dict[str, Any]
Block = dict[str, Any]
Parts = list[str | Call]

# What stands for a call while Markdown is read, in letters that nobody types.
_MARKS = re.compile("\ue000(\\d+)\ue001")
_ALONE = re.compile(f"<p>{_MARKS.pattern}</p>")
PAIR = re.compile(r"^##[ \t]+They may say:[ \t]*(.+?)[ \t#]*$")


def sections(page: Page) -> list[tuple[str, Parts]]:
    """The text of an argument and what follows it: ("", the text), then each heading with what stands below it."""
    found: list[tuple[str, Parts]] = [("", [])]
    for part in page.parts:
        if isinstance(part, Call):
            found[-1][1].append(part)
            continue
        pieces = re.split(r"(?m)^(##[ \t].*)$", part)
        found[-1][1].append(pieces[0])
        for heading, below in zip(pieces[1::2], pieces[2::2], strict=True):
            found.append((heading, [below]))
    return found


def blocks(here: Here, parts: Parts, html: Callable[[str], str] = to_html) -> list[Block]:
    """The blocks of a text with its macro calls; `html` reads its Markdown.

    A text that is a whole paper has two kinds more, {"kind": "title", "level", "id", "content"} and
    {"kind": "table", "columns": [[Inline]], "rows": [[[Inline]]]}.
    """
    said = [said_by(here, call) for call in parts if isinstance(call, Call)]
    root = lxml.html.fragment_fromstring(html(_marked(parts)), create_parent="div")
    return [dated(block, here) for block in _blocks(root, said)]


def html_of(here: Here, parts: Parts) -> Markup:
    """The same text as it stands on the page of `here`, with the links and anchors of its macros."""
    shown = [str(MACROS[p.name](here, *p.args, **p.kwargs)) for p in parts if isinstance(p, Call)]

    def block(alone: re.Match[str]) -> str:
        return shown[int(alone[1])] if is_block(shown[int(alone[1])]) else alone[0]

    html = _ALONE.sub(block, to_html(_marked(parts)))  # a chart stands in no paragraph
    return Markup(_MARKS.sub(lambda mark: shown[int(mark[1])], html))


def _marked(parts: Parts) -> str:
    """The text with a number for each call, so that page and blocks are made of one reading."""
    numbers = itertools.count()
    return "".join(p if isinstance(p, str) else f"\ue000{next(numbers)}\ue001" for p in parts)


def said_by(here: Here, call: Call) -> list[Inline]:
    """What one call says; a macro that says nothing of its own says what it shows, as text."""
    macro = MACROS[call.name]
    if macro.says:
        return macro.says(here, **macro.arguments(call))
    return from_html(str(macro(here, *call.args, **call.kwargs)))


def _blocks(root: Any, said: list[list[Inline]]) -> Iterator[Block]:
    for element in root:
        if element.tag in ("ul", "ol"):
            items = [_inline(item, said) for item in element if item.tag == "li"]
            yield {"kind": "list", "ordered": element.tag == "ol", "items": items}
        elif element.tag in ("h1", "h2", "h3"):
            content, level = _inline(element, said), int(element.tag[1])
            yield {"kind": "title", "level": level, "id": element.get("id"), "content": content}
        elif element.tag == "table":
            head, *rows = [[_inline(cell, said) for cell in row] for row in element.iter("tr")]
            yield {"kind": "table", "columns": head, "rows": rows}
        else:
            yield {"kind": "paragraph", "content": _inline(element, said)}


def from_html(html: str) -> list[Inline]:
    """Emphasis and links of a piece of HTML, the rest as text.

    >>> from_html("Lee <em>et al.</em>")
    [{'text': 'Lee '}, {'em': [{'text': 'et al.'}]}]
    """
    return _inline(
        lxml.html.fragment_fromstring(f"<div>{html}</div>"), []
    )  # a parent made by lxml would lose a first blank


def _inline(element: Any, said: list[list[Inline]]) -> list[Inline]:
    found = list(_texts(element.text, said))
    for child in element:
        inside = _inline(child, said)
        address = child.get("href", "") if child.tag == "a" else ""
        if child.tag in ("em", "strong"):
            found.append({child.tag: inside})
        elif re.match(r"https?://", address):
            found.append({"link": address, "content": inside})
        else:
            found += inside
        found += _texts(child.tail, said)
    return found


def _texts(text: str | None, said: list[list[Inline]]) -> Iterator[Inline]:
    pieces = _MARKS.split(re.sub(r"\s+", " ", text or ""))
    for n, piece in enumerate(pieces):
        if n % 2:
            yield from said[int(piece)]
        elif piece:
            yield {"text": piece}


def dated(block: Block, here: Here) -> Block:
    """The block with the date of each figure, where its paragraph or item does not say the year."""
    if block["kind"] == "list":
        return {**block, "items": [_with_dates(item, here) for item in block["items"]]}
    if block["kind"] != "paragraph":
        return block  # a title has no figures; the cells of a table have their source beside them
    return {**block, "content": _with_dates(block["content"], here)}


def _with_dates(content: list[Inline], here: Here) -> list[Inline]:
    said = plain(content)
    out: list[Inline] = []
    for inline in content:
        out.append(inline)
        if "figure" in inline:
            record = here.site.statistics[inline["figure"]]
            as_at = str(record["as_at"])
            if (
                as_at[:4] not in said and record.get("obtained") != "rule or standard"
            ):  # what a rule says holds until it changes
                out.append({"text": f" (as at {print_date(as_at)})"})
    return out


# What a figure says of how exact it is, by the field that asks for it.
QUALIFIED = {"approximate": "about", "at_least": "at least", "over": "over"}


def format_value(record: Statistic, unit: bool = True) -> str:
    """The figure as printed: 78,749; 17.5%; 15 days; 1 year; £2,000; 10–12%; at least 55%."""
    value, top = record.value, record.to
    number = f"{value:,}" + (f"–{top:,}" if top is not None else "")
    kind = (record.unit or "") if unit else ""
    if kind.startswith("£"):
        number = "£" + number + kind[1:]
    elif kind == "%":
        number += "%"
    elif kind:
        number += " " + (kind.removesuffix("s") if value == 1 and top is None else kind)
    said = (words for flag, words in QUALIFIED.items() if record.get(flag))
    return " ".join([*said, number])


# ---- reading blocks ----------------------------------------------------------------------------------------------


def inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, those inside others too."""
    for inline in content:
        yield inline
        for inner in ("em", "strong", "content", "since"):
            yield from inlines(inline.get(inner, ()))


def all_inlines(found: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of some blocks."""
    for block in found:
        for content in block.get("items", [block.get("content", [])]):
            yield from inlines(content)


def plain(content: Iterable[Inline], cite: Callable[[Inline], str] = lambda inline: "") -> str:
    """The words of some inlines; gaps in brackets, citations as `cite` says."""
    out = ""
    for inline in content:
        if "gap" in inline:
            out += f"[{inline['gap']}]"
        elif "cite" in inline:
            out += cite(inline)
        elif "since" not in inline:
            inner = inline.get("em") or inline.get("strong") or inline.get("content")
            out += plain(inner, cite) if inner else inline.get("text", "")
    return out


def paragraph(*content: Inline) -> Block:
    """A block of some inlines.

    >>> paragraph({"text": "Turnover fell."})
    {'kind': 'paragraph', 'content': [{'text': 'Turnover fell.'}]}
    """
    return {"kind": "paragraph", "content": list(content)}


def citation(*keys: str, locator: str = "") -> Inline:
    """A citation of some works in brackets; `locator` belongs to the last."""
    last = len(keys) - 1
    return {
        "cite": [{"key": k, "locator": locator if n == last else ""} for n, k in enumerate(keys)],
        "narrative": False,
    }


def gaps(found: Iterable[Block]) -> list[str]:
    """The names of the gaps, each once, in order."""
    return list(dict.fromkeys(i["gap"] for i in all_inlines(found) if "gap" in i))


def figures(found: Iterable[Block]) -> list[str]:
    """The ids of the figures, each once, in order."""
    return list(dict.fromkeys(i["figure"] for i in all_inlines(found) if "figure" in i))


def sources(site: Site, found: Iterable[Block]) -> list[str]:
    """The keys of the works that some blocks cite and of those behind their figures, each once."""
    found = list(found)
    cited = [c["key"] for i in all_inlines(found) for c in i.get("cite", ())]
    behind = [key for f in figures(found) for key in texts(site.statistics[f].get("source"))]
    return list(dict.fromkeys([*cited, *behind]))


def words(found: Iterable[Block]) -> str:
    """The words of some blocks, a line each, for search and for counting."""
    lines = [
        content for block in found for content in block.get("items", [block.get("content", [])])
    ]
    return "\n".join(re.sub(r"\s+", " ", plain(line)).strip() for line in lines)


# ---- what travels to the browser -----------------------------------------------------------------------------------


def works(site: Site, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Works as data, for lists of references that a paper letters by itself.

    Of each: `label` and the entry `before` and `after` its `year` as inlines; `place` in the alphabet; `check`, why it
    should be checked before it is sent, if it should; `name`, what to call it then.
    """
    return {
        key: site.once(("work", key), functools.partial(_work, site, key))
        for key in keys
        if key in site.library
    }


def _work(site: Site, key: str) -> dict[str, Any]:
    source = site.library[key]
    before, after = (from_html(str(part)) for part in source.parts)
    return {
        "label": from_html(str(source.label)),
        "year": source.plain_year,
        "before": before,
        "after": after,
        "place": source.place,
        "check": source.to_check,
        "name": f"{source.label.striptags()} {source.plain_year}".strip(),
    }


def piece(site: Site, name: str, *found: Block) -> dict[str, Any]:
    """A few blocks that can be copied on their own, for templates/copy-piece.html; `name` is what they are about."""
    said = {"blocks": list(found), "works": works(site, sources(site, found))}
    return {"name": name, "said": json.dumps(said, ensure_ascii=False)}


# ---- the words of a record, which name figures and sources ----

MARK = re.compile(r"\{(stat|cite) ([\w-]+)\}")
RUN = re.compile(
    r"\{stat [\w-]+\}|\{cite [\w-]+\}(?:\s*\{cite [\w-]+\})*"
)  # works named in a row are one citation
GAP = re.compile(r"\[([^\[\]]{1,80})\]")
CITED = re.compile(r"\s*\{cite [\w-]+\}")
AMOUNT = re.compile(r"£\s?\d[\d,.]*|\d[\d,.]*\s?%|\d[\d,.]*\s(?:days?|hours?)\b")
TO_BE_CHECKED = Markup(' <span class="app-tag app-tag--dated">To be checked</span>')


def marked_html(here: Here, words: object, cited: bool = True) -> Markup:
    """The words with figures, citations and gaps as they stand on a page, without anchors of their own.

    `cited=False` leaves citations out, for a table whose rows lead to where they stand.
    """
    out, at = Markup(), 0
    said = str(words) if cited else CITED.sub("", str(words))
    for found in RUN.finditer(said):
        kind, names = _named(found[0])
        out += _gaps(said[at : found.start()]) + Markup(MACROS[kind](here.silent(), *names))
        if kind == "stat" and here.site.statistics[names[0]].get("confidence") != "high":
            out += TO_BE_CHECKED
        at = found.end()
    return out + _gaps(said[at:])


def marked_blocks(here: Here, lines: list[str]) -> list[Block]:
    """Each line as a paragraph that can be copied or put into a paper: figures with dates, citations, gaps."""
    return [dated(paragraph(*_inlines(here, line)), here) for line in lines]


def _inlines(here: Here, line: str) -> Iterator[Inline]:
    at = 0
    for found in RUN.finditer(line):
        yield from _pieces(line[at : found.start()])
        kind, names = _named(found[0])
        says = MACROS[kind].says
        if says:
            yield from says(here, keys=tuple(names)) if kind == "cite" else says(here, *names)
        at = found.end()
    yield from _pieces(line[at:])


def _named(run: str) -> tuple[str, list[str]]:
    """The macro of a run of marks, and what it names.

    >>> _named("{cite webb2012} {cite turley2020}")
    ('cite', ['webb2012', 'turley2020'])
    """
    found = MARK.findall(run)
    return found[0][0], [name for _, name in found]


def _pieces(words: str) -> Iterator[Inline]:
    """Text, and gaps by name: what stands between brackets falls on odd places.

    >>> list(_pieces("It is [local turnover rate]."))
    [{'text': 'It is '}, {'gap': 'local turnover rate'}, {'text': '.'}]
    """
    for n, part in enumerate(GAP.split(words)):
        if part:
            yield {"gap": part} if n % 2 else {"text": part}


def _gaps(words: str) -> Markup:
    return Markup(GAP.sub(r'<span class="app-your" data-your="\1">[\1]</span>', str(escape(words))))


def marked_plain(site: Site, words: object) -> str:
    """The words as text: figures as values, citations left out, gaps in brackets."""

    def value(found: re.Match[str]) -> str:
        return (
            format_value(site.statistics[found[2]])
            if found[1] == "stat" and found[2] in site.statistics
            else ""
        )

    return re.sub(r"\s+([.,;])", r"\1", re.sub(r" {2,}", " ", MARK.sub(value, str(words)))).strip()


def marks(value: Any) -> Iterator[tuple[str, str]]:
    """Each mark of a value of a record, in lists and parts too: ("stat", id) or ("cite", key)."""
    if isinstance(value, str):
        yield from MARK.findall(value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from marks(part)
    elif isinstance(value, list):
        for part in value:
            yield from marks(part)


def marked_uses(record: Mapping) -> Iterator[Use]:
    """The sources and figures that a record’s words name."""
    return (Use(kind, name) for kind, name in marks(record))


def check_marks(
    site: Site, record: Mapping, fields: tuple[Field, ...], path: str, name: str
) -> Iterator[Problem]:
    """Marks that name what does not exist, amounts typed by hand, and braces that are no mark."""
    for field in fields:
        if field.kind in ("number", "flag", "day", "date"):
            continue
        line = record.line_of(field.name)
        for kind, target in marks(record.get(field.name)):
            known = site.statistics if kind == "stat" else site.library
            if target not in known:
                where = "data/statistics.yml" if kind == "stat" else "references.bib"
                yield Problem(
                    path,
                    line,
                    f'{name} names "{target}", which is not in {where}. {suggestion(target, known)}',
                )
        words = MARK.sub("", str(record.get(field.name) or ""))
        if amount := AMOUNT.search(words):
            yield Problem(
                path,
                line,
                f'{name} holds the amount "{amount[0]}" typed by hand. Print it from data/statistics.yml with {{stat …}}.',
            )
