"""Words of a record that name figures and sources: `It costs {stat pe2-fee-2026} {cite birmingham-pe2026}.`

Records are facts, not pages, so their words call no macros; these two marks and gaps in square brackets are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from macros import text
from macros.macro import MACROS, Use
from macros.problems import Problem, suggestion
from macros.records import Field, Mapping
from macros.site import Here, Site

MARK = re.compile(r"\{(stat|cite) ([\w-]+)\}")
RUN = re.compile(
    r"\{stat [\w-]+\}|\{cite [\w-]+\}(?:\s*\{cite [\w-]+\})*"
)  # works named in a row are one citation
GAP = re.compile(r"\[([^\[\]]{1,80})\]")
CITED = re.compile(r"\s*\{cite [\w-]+\}")
AMOUNT = re.compile(r"£\s?\d[\d,.]*|\d[\d,.]*\s?%|\d[\d,.]*\s(?:days?|hours?)\b")
CHECK = Markup(' <span class="app-tag app-tag--dated">To be checked</span>')


def html(here: Here, words: object, cited: bool = True) -> Markup:
    """The words with figures, citations and gaps as they stand on a page, without anchors of their own.

    `cited=False` leaves citations out, for a table whose rows lead to where they stand.
    """
    out, at = Markup(), 0
    said = str(words) if cited else CITED.sub("", str(words))
    for found in RUN.finditer(said):
        kind, names = _named(found[0])
        out += _gaps(said[at : found.start()]) + Markup(MACROS[kind](here.silent(), *names))
        if kind == "stat" and here.site.statistics[names[0]].get("confidence") != "high":
            out += CHECK
        at = found.end()
    return out + _gaps(said[at:])


def blocks(here: Here, lines: list[str]) -> list[text.Block]:
    """Each line as a paragraph that can be copied or put into a paper: figures with dates, citations, gaps."""
    return [text.dated(text.paragraph(*_inlines(here, line)), here) for line in lines]


def _inlines(here: Here, line: str) -> Iterator[text.Inline]:
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


def _pieces(words: str) -> Iterator[text.Inline]:
    """Text, and gaps by name: what stands between brackets falls on odd places.

    >>> list(_pieces("It is [local turnover rate]."))
    [{'text': 'It is '}, {'gap': 'local turnover rate'}, {'text': '.'}]
    """
    for n, part in enumerate(GAP.split(words)):
        if part:
            yield {"gap": part} if n % 2 else {"text": part}


def _gaps(words: str) -> Markup:
    return Markup(GAP.sub(r'<span class="app-your" data-your="\1">[\1]</span>', str(escape(words))))


def plain(site: Site, words: object) -> str:
    """The words as text: figures as values, citations left out, gaps in brackets."""
    from macros.statistics import format_value

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


def uses(record: Mapping) -> Iterator[Use]:
    """The sources and figures that a record’s words name."""
    return (Use(kind, name) for kind, name in marks(record))


def check(
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
