"""Pages as they stand in the file: front matter, text, and every macro call with its true line."""

from __future__ import annotations

import functools
import inspect
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from markdown.extensions.toc import slugify

from macros.problems import Problem, listed, suggestion
from macros.records import Field, Mapping, check_fields, read_yaml, text_of

FIELDS = (
    Field("title", hint="The title of the page"),
    Field("description", required=False, hint="One sentence for search engines"),
    Field("section", "number", required=False, hint="The section of the 2007 guide"),
    Field("hide", "list", required=False, accepted=("navigation", "toc", "path")),
    Field("search", "map", required=False, fields=(Field("boost", "number", hint="Less than 1 puts the page lower in results"),)),
)
# Addresses of 2007 that are dead: a link to one leads nowhere, or to whoever has the name now.
DEAD_HOSTS = ("skillsforcarelondon.org.uk", "practicelearning.org.uk", "dhsspsni.gov.uk", "southwestpq.com", "csci.org.uk", "gscc.org.uk", "everychildmatters.gov.uk", "cwdcouncil.org.uk")
_JINJA = jinja2.Environment(keep_trailing_newline=True)


@dataclass(frozen=True)
class Call:
    """A macro call in a page: `{{ cite("gscc2002") }}`."""

    name: str
    args: tuple
    kwargs: dict[str, Any] = field(hash=False)
    line: int = 0


@dataclass
class Page:
    """A Markdown file below `docs/`."""

    path: str  # below docs/, such as "guidance/impact.md"
    file: str  # below the root, as problems name it
    meta: Mapping
    body: str
    body_line: int
    parts: list[str | Call] = field(default_factory=list)  # the body, text and macro calls in turn
    problems: list[Problem] = field(default_factory=list)

    @functools.cached_property
    def calls(self) -> list[Call]:
        """The macro calls of the page, in order."""
        return [part for part in self.parts if isinstance(part, Call)]

    @property
    def id(self) -> str:
        return posixpath.splitext(posixpath.basename(self.path))[0]

    @property
    def title(self) -> str:
        return str(self.meta.get("title") or self.id)


def read(file: Path, root: Path) -> Page:
    """Read a page and scan it for macros. Everything wrong with it is in `problems`."""
    name = file.relative_to(root).as_posix()
    text, problems = text_of(file)
    problems = [Problem(name, p.line, p.message) for p in problems]
    meta, body, body_line = Mapping(1), text, 1
    match = re.match(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", text, re.S)
    if match:
        value, found = read_yaml(match[1] or "", name, first_line=2)
        problems += found
        if isinstance(value, Mapping):
            meta = value
        body, body_line = text[match.end():], text.count("\n", 0, match.end()) + 1
    page = Page(file.relative_to(root / "docs").as_posix(), name, meta, body, body_line, problems=problems)
    page.parts = list(_scan(page))
    return page


def _scan(page: Page) -> Iterator[str | Call]:
    """Text and macro calls in order. What Jinja cannot read, or what is not a plain call, becomes a problem."""
    if "{" not in page.body:
        yield page.body
        return
    first = page.body_line - 1
    unclosed = _unclosed(page.body)
    if unclosed:
        page.problems.append(Problem(page.file, first + unclosed, 'A {{ is not closed on its line. End the macro with }}, such as {{ cite("rowland2006") }}.'))
        return
    try:
        tree = _JINJA.parse(page.body)
    except jinja2.TemplateSyntaxError as error:
        hint = " A heading's own anchor is written {: #name }." if "comment" in str(error.message) else ' A macro is written {{ name("value") }}.'
        page.problems.append(Problem(page.file, first + error.lineno, f"This macro cannot be read: {error.message.rstrip('.')}.{hint}"))
        return
    for output in tree.body:
        if not isinstance(output, nodes.Output):
            page.problems.append(Problem(page.file, first + output.lineno, 'Pages use no {% … %} other than {% raw %}. Use a macro, such as {{ cite("rowland2006") }}.'))
            continue
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                yield node.data
                continue
            line = first + node.lineno
            if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)) or node.dyn_args or node.dyn_kwargs:
                what = f'"{node.name}"' if isinstance(node, nodes.Name) else "This"
                page.problems.append(Problem(page.file, line, f'{what} is not a macro call. Write {{{{ name("value") }}}}, such as {{{{ cite("rowland2006") }}}}.'))
                continue
            try:
                args = tuple(a.as_const() for a in node.args)
                kwargs = {k.key: k.value.as_const() for k in node.kwargs}
            except nodes.Impossible:
                page.problems.append(Problem(page.file, line, f'A value given to {node.node.name} is not in quotation marks. Write {{{{ {node.node.name}("value") }}}}.'))
                continue
            yield Call(node.node.name, args, kwargs, line)


def _unclosed(body: str) -> int:
    """The line (from 1) of the first `{{` that no `}}` follows on its line; 0 where there is none. Raw blocks are skipped."""
    body = re.sub(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", lambda m: "\n" * m[0].count("\n"), body, flags=re.S)
    for number, line in enumerate(body.split("\n"), 1):
        for part in line.split("{{")[1:]:
            if "}}" not in part:
                return number
    return 0


_signature = functools.lru_cache(maxsize=None)(inspect.signature)


def check_calls(page: Page, macros: dict[str, Callable]) -> Iterator[Problem]:
    """Macros that do not exist, and arguments that they do not take."""
    for call in page.calls:
        if call.name not in macros:
            yield Problem(page.file, call.line, f'"{call.name}" is not a macro. {suggestion(call.name, macros)}')
            continue
        signature = _signature(macros[call.name])
        names = list(signature.parameters)[1:]  # the first is where the macro stands
        unknown = [k for k in call.kwargs if k not in names]
        if unknown:
            yield Problem(page.file, call.line, f'{call.name} has no argument "{unknown[0]}". It accepts: {listed(names) or "nothing"}. {suggestion(unknown[0], names) if names else "Remove it."}')
            continue
        try:
            signature.bind(None, *call.args, **call.kwargs)
        except TypeError as error:
            yield Problem(page.file, call.line, f"{call.name} cannot be called like this: {error}. It accepts: {listed(names) or 'nothing'}.")
        if any(not isinstance(a, str) for a in call.args):
            yield Problem(page.file, call.line, f'A value given to {call.name} is not in quotation marks. Write {{{{ {call.name}("value") }}}}.')


def check_front_matter(page: Page) -> Iterator[Problem]:
    """Only fields that we know: any other would reach the macros as a variable, or switch something off."""
    if not page.meta:
        yield Problem(page.file, 1, "The page has no front matter. Start the file with ---, a line `title: …`, and ---.")
    else:
        yield from check_fields(page.meta, FIELDS, page.file, "the page")


def is_dead(address: str) -> bool:
    """Whether a web address is one of 2007 that no longer leads where it did."""
    host = re.sub(r"^https?://(www\.)?", "", address.lower()).split("/")[0]
    return any(host == dead or host.endswith("." + dead) for dead in DEAD_HOSTS)


_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]{0,200}\]){0,300}\]\(\s{0,9}<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")  # limits, because examples are read too
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.S)  # a whole run ends it: halves of runs would be tried without end


def links(page: Page) -> Iterator[tuple[int, str]]:
    """Each Markdown link of a page, or of an example, which has a `body` too: its line and its target."""
    body = _without_code(page.body)
    for match in _LINK.finditer(body):
        yield page.body_line + body.count("\n", 0, match.start()), match[1]


def _without_code(body: str) -> str:
    body = re.sub(r"(?ms)^(```|~~~).*?^\1", lambda m: "\n" * m[0].count("\n"), body)
    return _CODE.sub(lambda m: "\n" * m[0].count("\n"), body)


def anchors(page: Page) -> set[str]:
    """The ids that headings and attribute lists of the text give."""
    found = set(re.findall(r"\{:[^}]*#([\w-]+)[^}]*\}", page.body))
    for heading in re.findall(r"(?m)^#{1,6}\s+(.*?)\s*#*$", _without_code(page.body)):
        if "{:" not in heading:
            found.add(slugify(re.sub(r"[*_`]", "", heading), "-"))
    return found


_BY_HAND = re.compile(r"£\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:%|per cent\b|percentage points\b)|\b\d{1,3}(?:,\d{3})+\b")
_NUMBER = re.compile(r"(?<![\w£.,–-])\d[\d,.]*\d|(?<![\w£.,–-])\d\b")
_NAMED = re.compile(r"(?i)\b(?:standards?|regulations?|parts?|sections?|stages?|points?|indicators?|acts?|chapters?|cm|s\.|sch(?:edule)?\.?|wave|waves|priority|theme|volume|rule|article|grade|level|quality statement)\s+(?:\d+\w*(?:\s?(?:,|and|to|–|or)\s?)?)+")
_DATE = re.compile(r"\b(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?\b|\b(?:19|20)\d{2}(?:[–/-](?:\d{4}|\d{2}))?\b")


def figures_by_hand(page: Page, strict: bool = False) -> Iterator[tuple[int, str]]:
    """Figures typed into the text: percentages, money, thousands; with `strict` any number but years, dates and names."""
    body = re.sub(r"\{%\s*raw.*?endraw\s*%\}|\{\{.*?\}\}|\{:.*?\}", lambda m: "\n" * m[0].count("\n"), _without_code(page.body), flags=re.S)
    body = re.sub(r"\]\([^)]*\)", "]", body)
    found = _BY_HAND
    if strict:
        body = _DATE.sub("", _NAMED.sub("", re.sub(r"(?m)^\s*\d+\.\s", "", body)))
        found = re.compile(_BY_HAND.pattern + "|" + _NUMBER.pattern)
    for match in found.finditer(body):
        yield page.body_line + body.count("\n", 0, match.start()), match[0].strip()
