"""Pages as they stand in the file: front matter, text, every macro call with its true line; and what a macro is."""

from __future__ import annotations

import functools
import inspect
import itertools
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import jinja2
from jinja2 import nodes
from markdown.extensions.toc import slugify

from macros import unsafe
from macros.problems import Problem, listed, suggestion
from macros.records import (
    Day,
    Mapping,
    Record,
    check_fields,
    described,
    keep_typed,
    read_yaml,
    text_of,
    texts,
)

if TYPE_CHECKING:
    from macros.site import Site


class SearchMatter(Record):
    """How search treats a page."""

    boost: float = described("Less than 1 puts the page lower in results")


class FrontMatter(Record):
    """What a page says of itself before its text."""

    title: str = described("The title of the page")
    description: str | None = described("One sentence for search engines")
    section: float | None = described("The section of the 2007 guide")
    hide: list[str] | None = described(accepted=("navigation", "toc", "path"))
    search: SearchMatter | None
    asked: list[str] | None = described(
        "Questions that the page answers, in readers’ words, each with #anchor at its end where a section does; searched, never shown"
    )
    was: list[str] | None = described(
        "Old addresses that lead here, such as guidance/introduction.md"
    )
    reviewed: Day | None = described(
        "When it was last read through; needed where the page rests on no source or figure",
        past=True,
    )
    edition: str | None = described(
        "Given for pages of the guide of 2007, which look different", accepted=("2007",)
    )


# What a page may use besides our macros: variables and functions of mkdocs-macros and Jinja.
VARIABLES = {
    "page",
    "config",
    "environment",
    "plugin",
    "git",
    "files",
    "navigation",
    "macros",
    "filters",
    "extra",
    "loop",
}
FUNCTIONS = {
    "range",
    "dict",
    "lipsum",
    "cycler",
    "joiner",
    "namespace",
    "now",
    "macros_info",
    "context",
    "fix_url",
    "super",
    "caller",
}
# Addresses of 2007 that are dead: a link to one leads nowhere, or to whoever has the name now.
DEAD_HOSTS = (
    "skillsforcarelondon.org.uk",
    "practicelearning.org.uk",
    "dhsspsni.gov.uk",
    "southwestpq.com",
    "csci.org.uk",
    "gscc.org.uk",
    "everychildmatters.gov.uk",
    "cwdcouncil.org.uk",
)
_ALONE = re.compile(r"\s*\{% (?:if [^%{}]*|elif [^%{}]*|else|endif) %\}\s*$")
# None of these can make much of little: a page with `replace` twenty times in a row would fill the memory.
FILTERS = ("capitalize", "lower", "title", "trim", "upper")
_JINJA = jinja2.Environment(keep_trailing_newline=True)


@dataclass(frozen=True)
class Call:
    """A macro call in a page: `{{ cite("gscc2002") }}`."""

    name: str
    args: tuple
    kwargs: dict[str, Any] = field(hash=False)
    line: int = 0


class Readable(Protocol):
    """A page, or an example: a text that starts on a line of its file."""

    body: str
    body_line: int


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
    plain: bool = True  # whether `parts` say all: nothing but text and plain calls
    refused: list[int] = field(default_factory=list)  # lines with more of Jinja than a page may use

    @functools.cached_property
    def calls(self) -> list[Call]:
        """The macro calls of the page, in order."""
        return [part for part in self.parts if isinstance(part, Call)]

    @functools.cached_property
    def id(self) -> str:
        """The name of its file."""
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
        body, body_line = text[match.end() :], text.count("\n", 0, match.end()) + 1
    problems += [Problem(name, line, message) for line, message in unsafe.file_text(text)]
    heaps = list(unsafe.stalls(body))
    problems += [Problem(name, body_line + line - 1, message) for line, message in heaps]
    body = "" if heaps else body  # nothing else reads a text that would keep it waiting
    page = Page(
        file.relative_to(root / "docs").as_posix(), name, meta, body, body_line, problems=problems
    )
    _scan(page)
    return page


def _scan(page: Page) -> None:
    """Find the macro calls of a page. What Jinja cannot read, or what we could not follow, becomes a problem.

    Pages may use the filters of FILTERS, conditions and `raw`; the calls inside are found too.
    """
    if "{" not in page.body:
        page.parts = [page.body]
        return
    first = page.body_line - 1
    unclosed = _unclosed(page.body)
    if unclosed:
        message = 'A {{ is not closed on its line. End the macro with }}, such as {{ cite("rowland2006") }}.'
        page.problems.append(Problem(page.file, first + unclosed, message))
        return
    # Alone on its line, so that no condition can put a tag or an address together out of halves.
    for number, line in enumerate(_without_raw(page.body).split("\n"), first + 1):
        if "{%" in line and not _ALONE.match(line):
            page.refused.append(number)
    plain = plain_parts(page.body, first)
    if plain is not None:
        page.parts = plain
        return
    try:
        tree = _JINJA.parse(page.body)
        page.parts = list(_parts(tree.body, page, first))
    except RecursionError:
        message = (
            'Macros stand within each other too deep to be read. Write each as {{ name("value") }}.'
        )
        page.problems.append(Problem(page.file, page.body_line, message))
        page.parts = []
    except jinja2.TemplateSyntaxError as error:
        page.problems.append(Problem(page.file, first + error.lineno, _unread(error)))
    else:
        page.problems += _no_calls(tree, page, first)


# The macro calls of most pages are plain: a name, and words, whole numbers, true or false. These are read here, because
# Jinja takes ten times as long, and the plugin asks it once more for each page; all else is left to Jinja.
_VALUE = r'(?:"[^"\\\n]*"|0|[1-9][0-9]{0,8}|true|false)'
_PLAIN_CALL = re.compile(
    rf"(?<!\{{)\{{\{{ ?([a-z_]+)\(((?:{_VALUE}(?:, ?|(?=\))))*(?:[a-z_]+ ?= ?{_VALUE}(?:, ?|(?=\))))*)\) ?\}}\}}"
)
_PLAIN_VALUE = re.compile(rf"(?:([a-z_]+) ?= ?)?({_VALUE})")


def plain_parts(body: str, first: int) -> list[str | Call] | None:
    """Text and calls of a page that holds plain calls alone; None for any other."""
    parts: list[str | Call] = []
    end = 0
    line = first + 1
    for match in _PLAIN_CALL.finditer(body):
        between = body[end : match.start()]
        if match[1] in FUNCTIONS:
            return None
        line += between.count("\n")
        parts += [between] if between else []
        values = [(name, _value(said)) for name, said in _PLAIN_VALUE.findall(match[2])]
        args = tuple(value for name, value in values if not name)
        named = {name: value for name, value in values if name}
        if len(args) + len(named) < len(values):
            return None  # a name is given twice
        parts.append(Call(match[1], args, named, line))
        end = match.end()
    parts += [body[end:]] if body[end:] else []
    left = (part for part in parts if isinstance(part, str))
    return None if any(sign in text for text in left for sign in ("{{", "{%", "{#")) else parts


def _value(said: str) -> str | int | bool:
    return said[1:-1] if said[0] == '"' else said == "true" if said.isalpha() else int(said)


def _unread(error: jinja2.TemplateSyntaxError) -> str:
    """What Jinja could not read, and what is meant most often."""
    hint = (
        "A heading’s own anchor is written {: #name }."
        if "comment" in str(error.message)
        else 'A macro is written {{ name("value") }}.'
    )
    return f"This macro cannot be read: {str(error.message).rstrip('.')}. {hint}"


def _no_calls(tree: nodes.Template, page: Page, first: int) -> Iterator[Problem]:
    """Names between {{ and }} that are neither calls nor known."""
    stored = {n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param")} | VARIABLES
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.Name) and node.name not in stored:
                message = f'"{node.name}" is not a macro call. Write {{{{ name("value") }}}}, such as {{{{ cite("rowland2006") }}}}.'
                yield Problem(page.file, first + node.lineno, message)


def _parts(body: Iterable[nodes.Node], page: Page, first: int) -> Iterator[str | Call]:
    """Text and calls in order, those of conditions and below filters too. What else there is becomes `page.refused`."""
    for part in body:
        if isinstance(part, nodes.If) and _is_test(part.test):
            page.plain = False
            yield from _calls(part.test, page, first)
            for branch in (part.body, part.elif_, part.else_):
                yield from _parts(branch, page, first)
            continue
        inside: Iterable[nodes.Node] = part.nodes if isinstance(part, nodes.Output) else (part,)
        for node in inside:
            if isinstance(node, nodes.TemplateData):
                yield node.data
                continue
            page.plain = page.plain and _is_macro(node)
            if not _is_macro(_without_filters(node)):
                page.refused.append(first + (node.lineno or 1))
            yield from _calls(node, page, first)


def _is_macro(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name not in FUNCTIONS
    )


def _without_filters(node: nodes.Node) -> nodes.Node:
    """What stands before filters of the list: `{{ stat("x") | upper }}` is `stat("x")`."""
    while isinstance(node, nodes.Filter) and node.name in FILTERS and node.node and not node.args:
        node = node.node
    return node


def _is_test(node: nodes.Node) -> bool:
    """Whether a condition holds macros, constants and comparisons, and nothing that could run long or lead elsewhere."""
    below = list(node.iter_child_nodes())
    if isinstance(node, (nodes.Filter, nodes.Call)):
        return _is_macro(_without_filters(node))
    simple = (nodes.Const, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand)
    return isinstance(node, simple) and all(map(_is_test, below))


def _constant(node: nodes.Expr) -> Any:
    """The value that stands there. A sum is not worked out: it could take for ever."""
    items = node.items if isinstance(node, (nodes.List, nodes.Tuple)) else [node]
    if not all(isinstance(item, nodes.Const) for item in items):
        raise nodes.Impossible
    return node.as_const()


def _calls(node: nodes.Node, page: Page, first: int) -> Iterator[Call]:
    found = ([node] if isinstance(node, nodes.Call) else []) + list(node.find_all(nodes.Call))
    for call in found:
        if not isinstance(call.node, nodes.Name) or call.node.name in FUNCTIONS:
            continue
        name, line = call.node.name, first + call.lineno
        given = [k.key for k in call.kwargs]
        if twice := next((key for key in given if given.count(key) > 1), ""):
            message = f"{name} is given {twice} twice. Leave one of them out."
            page.problems.append(Problem(page.file, line, message))
        try:
            if call.dyn_args or call.dyn_kwargs:
                raise nodes.Impossible
            yield Call(
                name,
                tuple(_constant(a) for a in call.args),
                {k.key: _constant(k.value) for k in call.kwargs},
                line,
            )
        except nodes.Impossible:
            page.problems.append(
                Problem(
                    page.file,
                    line,
                    f'A value given to {name} is not in quotation marks. Write {{{{ {name}("value") }}}}.',
                )
            )


_RAW = re.compile(r"(?ms)^\s*\{% raw %\}[ \t]*$.*?^\s*\{% endraw %\}[ \t]*$")


def _without_raw(body: str) -> str:
    """The text with raw blocks, whose marks stand alone on their lines, left out, in lines of the same number."""
    return _RAW.sub(lambda m: "\n" * m[0].count("\n"), body)


def _unclosed(body: str) -> int:
    """The line (from 1) of the first `{{` that no `}}` follows on its line; 0 where there is none. Raw blocks are skipped."""
    for number, line in enumerate(_without_raw(body).split("\n"), 1):
        for part in line.split("{{")[1:]:
            if "}}" not in part:
                return number
    return 0


def check_front_matter(page: Page) -> Iterator[Problem]:
    """Only fields that we know: any other would reach the macros as a variable, or switch something off."""
    if not page.meta:
        yield Problem(
            page.file,
            1,
            "The page has no front matter. Start the file with ---, a line `title: …`, and ---.",
        )
    else:
        keep_typed(page.meta, FrontMatter.fields)
        yield from check_fields(page.meta, FrontMatter.fields, page.file, "the page")


def asked_at(page: Page) -> dict[str, list[str]]:
    """The questions that the page answers, by the anchor of the section that does; "" for the page itself."""
    found: dict[str, list[str]] = {}
    for question in texts(page.meta.get("asked")):
        said, _, anchor = question.partition(" #")
        found.setdefault(anchor, []).append(said)
    return found


def is_dead(address: str) -> bool:
    """Whether a web address is one of 2007 that no longer leads where it did.

    >>> is_dead("https://www.gscc.org.uk/codes")
    True
    """
    host = re.sub(r"^https?://(www\.)?", "", address.lower()).split("/")[0]
    return any(host == dead or host.endswith("." + dead) for dead in DEAD_HOSTS)


_ANCHOR = re.compile(r"\{:[^}]*#([\w-]+)[^}]*\}")


def links(page: Readable) -> Iterator[tuple[int, str]]:
    """Each link and picture of a page, or of an example, which has a `body` too: its line and its target."""
    if "](" not in page.body and "]:" not in page.body and "<" not in page.body:
        return  # most pages of a list hold no link: to read them all again would take a third of a check
    for token in unsafe.tokens(page.body):
        line = page.body_line + (token.map[0] if token.map else 0)
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type in ("link_open", "image"):
                yield line, str(child.attrGet("href") or child.attrGet("src") or "")


def anchors(page: Page) -> set[str]:
    """The ids that headings and attribute lists of the text give."""
    found = set(_ANCHOR.findall(page.body))
    for opening, inside in itertools.pairwise(unsafe.tokens(page.body)):
        if opening.type == "heading_open" and "{:" not in inside.content:
            found.add(slugify(re.sub(r"[*_`]", "", inside.content), "-"))
    return found


def _without_code(body: str) -> str:
    """The text with code left out, in lines of the same number."""
    lines = body.split("\n")
    fenced = "```" in body or "~~~" in body
    for token in unsafe.tokens(body) if fenced else ():
        if token.type == "fence" and token.map:
            lines[token.map[0] : token.map[1]] = [""] * (token.map[1] - token.map[0])
    return re.sub(r"(?<!`)(`+)(?!`)[^`\n]{0,500}\1(?!`)", "", "\n".join(lines))


_BY_HAND = re.compile(
    r"£\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:%|per cent\b|percentage points\b)|\b\d{1,3}(?:,\d{3})+\b"
)
_NUMBER = re.compile(r"(?<![\w£.,–-])\d[\d,.]*\d|(?<![\w£.,–-])\d\b")
_NAMED = re.compile(
    r"(?i)\b(?:standards?|regulations?|parts?|sections?|stages?|points?|indicators?|acts?|chapters?|cm|s\.|sch(?:edule)?\.?|wave|waves|priority|theme|volume|rule|article|grade|level|quality statement)\s+(?:\d+\w*(?:\s?(?:,|and|to|–|or)\s?)?)+"
)
_DATE = re.compile(
    r"\b(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?\b|\b(?:19|20)\d{2}(?:[–/-](?:\d{4}|\d{2}))?\b"
)


def figures_by_hand(page: Page, strict: bool = False) -> Iterator[tuple[int, str]]:
    """Figures typed into the text: percentages, money, thousands; with `strict` any number but years, dates and names."""
    body = re.sub(
        r"\{%\s*raw.*?endraw\s*%\}|\{\{.*?\}\}|\{:.*?\}",
        lambda m: "\n" * m[0].count("\n"),
        _without_code(page.body),
        flags=re.S,
    )
    body = re.sub(r"\]\([^)]*\)", "]", body)
    found = _BY_HAND
    if strict:
        body = _DATE.sub("", _NAMED.sub("", re.sub(r"(?m)^\s*\d+\.\s", "", body)))
        found = re.compile(_BY_HAND.pattern + "|" + _NUMBER.pattern)
    for match in found.finditer(body):
        yield page.body_line + body.count("\n", 0, match.start()), match[0].strip()


# ---- what a macro is ----

# What it shows, which records it names, what it uses, and which anchors it makes, in one place. The module of a kind of
# thing puts `@macro(...)` before each function that pages may call. Everything else asks the macro: the check whether a
# call names what exists, the lists of references what a page uses, the links which anchors there are. Nothing else knows
# a macro by its name, so a new one is added in one place.


@dataclass(frozen=True)
class Use:
    """A source ("cite") or figure ("stat") that a macro shows.

    `anchor` is where a reader finds it: NUMBERED where the macro marks each use with `here.mark`, the anchor itself
    where it makes one of its own, or nothing where the use is listed below the page and nowhere else.
    """

    kind: str
    name: str
    anchor: str = ""


NUMBERED = "#"  # the anchor is KIND-NAME-1, KIND-NAME-2, … in the order of the page


@dataclass(frozen=True)
class Names:
    """What an argument of a macro must name: the names that there are, and words for the message.

    `of` takes the site and gives the names; `does` says what the macro does with it ("prints the statistic");
    `where` says where such names stand ("data/statistics.yml"); `reads` gives the name that a writer’s means.
    """

    of: Callable[[Site], Iterable[str]]
    does: str
    where: str
    reads: Callable[[Site, str], str] = lambda site, name: name


def no_uses(site: Site, page: Page, **arguments: Any) -> Iterator[Use]:
    """A macro that shows neither sources nor figures."""
    return iter(())


@dataclass(frozen=True)
class Macro:
    """A macro that pages may call, by the name of its function."""

    shows: Callable[..., Any]
    names: dict[str, Names] = field(default_factory=dict)
    uses: Callable[..., Iterable[Use]] = no_uses
    anchors: Callable[[Site], Iterable[str]] = lambda site: ()
    lists: bool = False  # whether it lists what the page uses, so that no other list is needed
    check: Callable[[Site, Page, Call], Iterator[Problem]] | None = None
    says: Callable[..., list[dict[str, Any]]] | None = (
        None  # what it says in a text that is copied; see macros/text.py
    )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Show it where it stands: `cite(here, "rowland2006")`."""
        return self.shows(*args, **kwargs)

    @property
    def name(self) -> str:
        """The word that a writer types."""
        return self.shows.__name__

    @property
    def description(self) -> str:
        """What it shows, in its own words."""
        return inspect.getdoc(self.shows) or ""

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        """What it accepts; the first parameter, where the macro stands, is not for writers."""
        full = inspect.signature(self.shows, eval_str=True)
        return full.replace(parameters=list(full.parameters.values())[1:])

    def arguments(self, call: Call) -> dict[str, Any]:
        """The arguments of a call by name. Raises TypeError where it does not accept them."""
        bound = self.signature.bind(*call.args, **call.kwargs)
        return dict(bound.arguments)

    def used(self, site: Site, page: Page, call: Call) -> list[Use]:
        """What a call uses; nothing where the call itself is mistaken, which `problems` says."""
        try:
            return list(self.uses(site, page, **self.arguments(call)))
        except (TypeError, KeyError, AttributeError):
            return []

    def problems(self, site: Site, page: Page, call: Call) -> Iterator[Problem]:
        """What is wrong with a call: arguments that it does not take, and names that do not exist."""
        mistaken = self._mistaken(call)
        if mistaken:
            yield Problem(page.file, call.line, mistaken)
            return
        for parameter, value in self.arguments(call).items():
            names = self.names.get(parameter)
            for one in value if isinstance(value, tuple) else (value,):
                if names and one is not None:
                    yield from _unknown_name(site, page, call, names, one)
        if self.check:
            yield from self.check(site, page, call)

    def _mistaken(self, call: Call) -> str:
        accepted = list(self.signature.parameters)
        unknown = [k for k in call.kwargs if k not in accepted]
        if unknown:
            advice = suggestion(unknown[0], accepted) if accepted else "Remove it."
            return (
                f'{self.name} has no argument "{unknown[0]}". '
                f"It accepts: {listed(accepted) or 'nothing'}. {advice}"
            )
        try:
            arguments = self.arguments(call)
        except TypeError as error:
            return f"{self.name} cannot be called like this: {error}. It accepts: {listed(accepted) or 'nothing'}."
        for name, value in arguments.items():
            wanted = self.signature.parameters[name].annotation
            for one in value if isinstance(value, tuple) else (value,):
                if not _fits(one, wanted):
                    return _of_wrong_kind(self.name, name, wanted)
        return ""


def _unknown_name(site: Site, page: Page, call: Call, names: Names, name: str) -> Iterator[Problem]:
    read, known = names.reads(site, name), names.of(site)
    if read not in known:
        yield Problem(
            page.file,
            call.line,
            f'{names.does} "{read}", which is not in {names.where}. {suggestion(read, known)}',
        )


def _fits(value: Any, wanted: Any) -> bool:
    if wanted is bool:
        return isinstance(value, bool)
    if wanted is int or wanted == (int | None):
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    if wanted == (str | None):
        return value is None or isinstance(value, str)
    return isinstance(value, str)


def _of_wrong_kind(macro: str, name: str, wanted: Any) -> str:
    if wanted is bool:
        return f"`{name}` of {macro} is neither true nor false. Write {name}=true, or leave it out."
    if wanted in (int, int | None):
        return (
            f"`{name}` of {macro} is not a whole number. Write {name}=3, without quotation marks."
        )
    return f'A value given to {macro} is not in quotation marks. Write {{{{ {macro}("value") }}}}.'


MACROS: dict[str, Macro] = {}


def macro(**about: Any) -> Callable[[Callable], Macro]:
    """Make the function below a macro: `@macro(names={"id": …}, uses=…)`. See Macro for what may be said."""

    def register(shows: Callable) -> Macro:
        made = Macro(shows, **about)
        MACROS[made.name] = made
        return made

    return register


def unknown(page: Page, call: Call) -> Problem:
    """The problem of a call to a macro that does not exist."""
    return Problem(
        page.file, call.line, f'"{call.name}" is not a macro. {suggestion(call.name, MACROS)}'
    )
