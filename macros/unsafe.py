"""What no text of the site may hold, whoever wrote it: pages, arguments, data, sources.

Examples that others contribute have stricter rules of their own in macros/examples.py. What a page looks like once it is
rendered is judged again in macros/output.py, so that a form of writing which nobody thought of here is stopped there.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt

from macros.problems import Problem, shortened
from macros.records import Mapping

# The HTML that our own pages may use: elements, and the attributes that these may have.
ELEMENTS = {
    "div",
    "p",
    "span",
    "ul",
    "ol",
    "li",
    "br",
    "app-basket",
    "details",
    "summary",
    "figure",
    "figcaption",
    "abbr",
    "sup",
    "sub",
}
ATTRIBUTES = {"class", "id", "markdown", "title", "lang", "hidden", "data-label"}

MOST_SIGNS = (
    500  # of one sign in a paragraph: a reader of Markdown compares each with all that follow
)
MOST_DEEP = 12  # quotes and lists within each other
LARGEST = 2_000_000  # characters of a file; the largest of ours has a tenth of that

HIDDEN = "There is a character here that cannot be seen (U+{code:04X}); it can come with pasted text. Type these words again."
CONFLICT = "This line was left by Git where two changes met. Keep one of the two, and remove the three marks."
_CONFLICT = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$(?=(?:.|\n)*^>{7})")
_SCHEME = re.compile(r"(?i)^([a-z][a-z0-9+.-]*):")
_JOINERS = "\u200c\u200d"
_ATTRIBUTE_LIST = re.compile(r"\{:?([^{}\n]{0,300})\}")
_EVENT = re.compile(
    r"(?i)(?<![\w-])(?:on[a-z]{3,30}|style|srcdoc|formaction|href|src|action|xlink:href|srcset|target|ping|http-equiv)\s*="
)
_MARKDOWN = MarkdownIt("commonmark").enable("table").disable("code")


def characters(text: str, one_line: bool = False) -> Iterator[tuple[int, str]]:
    """Characters that steer or hide: each with its line (from 1) and what to do. Line breaks too in a value of one line."""
    if text.isascii() and text.isprintable():
        return
    hidden = {c for c in set(text) - {"\n"} if _hides(c)}
    for number, line in enumerate(text.split("\n") if hidden else (), 1):
        found = next((c for c in line if c in hidden), None)
        if found:
            yield number, HIDDEN.format(code=ord(found))
    if one_line and "\n" in text:
        yield 1, "The value holds a line break. Write it on one line."


def _hides(character: str) -> bool:
    if character in "\t" + _JOINERS:
        return False
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF:
        return True  # noncharacters, tags, and the supplement of variation selectors
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co") or code in (
        0x115F,
        0x1160,
        0x3164,
        0xFFA0,
        0x034F,
    )


def conflicts(text: str) -> Iterator[tuple[int, str]]:
    """Marks of Git's that nobody removed."""
    if "<<<<<<<" in text or ">>>>>>>" in text:
        for match in _CONFLICT.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, CONFLICT


def file_text(text: str) -> Iterator[tuple[int, str]]:
    """What is wrong with the raw text of any file."""
    if len(text) > LARGEST:
        yield (
            1,
            f"The file has more than {LARGEST:,} characters. Divide it, or remove what does not belong here.",
        )
        return
    yield from characters(text)
    yield from conflicts(text)


def stalls(text: str) -> Iterator[tuple[int, str]]:
    """What would keep a reader of Markdown waiting: one sign in heaps, or text set in very deep."""
    line = 1
    for paragraph in text.split("\n\n"):
        for sign in "[](){}<>*_`!&~\\\"'":
            if paragraph.count(sign) > MOST_SIGNS:
                yield (
                    line,
                    f"There are more than {MOST_SIGNS} signs {sign} in this paragraph. Write plain words, and fewer of them.",
                )
                break
        line += paragraph.count("\n") + 2
    for number, one in enumerate(text.split("\n"), 1):
        start = one[:400]
        deep = re.match(r"(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))*[ \t]*", start)
        if deep and (
            len(re.findall(r"[>*+]|-(?=\s)|\d[.)]", deep[0])) > MOST_DEEP
            or deep[0].expandtabs(4).count(" ") > 8 * MOST_DEEP
        ):
            yield (
                number,
                "This line is set in very deep. Start it further to the left, with at most two levels of list.",
            )


def address(target: str, picture: bool = False) -> str:
    """What is wrong with an address that a page links to or shows, or nothing.

    >>> address("java\\tscript:alert(1)")
    'leads to a script or a kind of address that is not used here'
    """
    plain = re.sub(
        r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]",
        "",
        html.unescape(html.unescape(target)),
    )
    plain = unicodedata.normalize("NFKC", plain).replace("\\", "/")
    scheme = _SCHEME.match(plain)
    if plain.startswith("//"):
        return "leads to another host without saying how"
    if picture and scheme:
        return "comes from elsewhere"
    if scheme and scheme[1].lower() not in ("https", "http", "mailto"):
        return "leads to a script or a kind of address that is not used here"
    return ""


class _Elements(HTMLParser):
    """Raw HTML of a page that is not on the list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.startswith(("http", "mailto")) or tag in ("https:", "http:"):
            return  # an address in angle brackets
        if tag not in ELEMENTS:
            self.found.append(
                (
                    self.getpos()[0],
                    f"<{shortened(tag, 30)}> cannot be used in a page. Write Markdown, or add the element to the list in macros/unsafe.py.",
                )
            )
            return
        for name, _ in attrs:
            if name not in ATTRIBUTES:
                self.found.append(
                    (
                        self.getpos()[0],
                        f'"{shortened(name, 30)}" cannot be an attribute in a page. It accepts: {", ".join(sorted(ATTRIBUTES))}.',
                    )
                )

    def handle_decl(self, decl: str) -> None:
        self.found.append((self.getpos()[0], "<! cannot be used in a page. Write Markdown."))

    def handle_pi(self, data: str) -> None:
        self.found.append((self.getpos()[0], "<? cannot be used in a page. Write Markdown."))

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)


_OUTSIDE = re.compile(
    r"(?s)(?:^|(?<=\n))(```|~~~).*?(?:\n\1|\Z)|(?<!`)(`{1,9})(?!`)[^\n]{1,500}?(?<!`)\2(?!`)"
)


def without_code(text: str) -> str:
    """The text with code left out, on as many lines."""
    return _OUTSIDE.sub(lambda m: "\n" * m[0].count("\n"), text)


@functools.lru_cache(maxsize=4096)  # `make serve` checks every page at each change of one
def page_text(body: str) -> tuple[tuple[int, str], ...]:
    """What the Markdown of a page may not hold: each with its line (from 1) and what to do about it."""
    return tuple(_page_text(body))


def _page_text(body: str) -> Iterator[tuple[int, str]]:
    heaps = list(stalls(body))
    yield from heaps
    if heaps:
        return  # nothing below reads such a text
    if re.search(r"<[a-zA-Z/!?]", body):
        yield from _elements(body)
    if "{" in body:
        yield from _attribute_lists(body)
    if "](" in body or "]:" in body or "<" in body:
        yield from _addresses(body)


def _elements(body: str) -> Iterator[tuple[int, str]]:
    for text in dict.fromkeys((without_code(body), _fences_left_open(body))):
        parser = _Elements()
        parser.feed(text)
        parser.close()
        yield from parser.found
        if (
            re.search(
                r"(?i)<(?:script|style|iframe|object|embed|svg|math|base|meta|link|form|template|plaintext|xmp)[\s/>]",
                text,
            )
            and not parser.found
        ):
            yield 1, "There is raw HTML here that cannot be used in a page. Write Markdown."


def _fences_left_open(body: str) -> str:
    """The same where a fence that nothing closes is no fence, as one reader of Markdown has it."""
    closed = re.sub(
        r"(?ms)^(```|~~~)[^\n]*\n.*?^\1[^\n]*$", lambda m: "\n" * m[0].count("\n"), body
    )
    return re.sub(r"(?<!`)(`{1,9})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)", "", closed)


def _attribute_lists(body: str) -> Iterator[tuple[int, str]]:
    for match in _ATTRIBUTE_LIST.finditer(without_code(body)):
        if _EVENT.search(html.unescape(match[1])):
            yield (
                body.count("\n", 0, match.start()) + 1,
                "Words in { } can give a name (#name) or a class (.name), and nothing that runs, looks or leads elsewhere. Leave the rest out.",
            )


def _addresses(body: str) -> Iterator[tuple[int, str]]:
    for token in _MARKDOWN.parse(body):
        line = 1 + (token.map[0] if token.map else 0)
        for child in token.children or []:
            picture = child.type == "image"
            target = (
                str(child.attrGet("src" if picture else "href") or "")
                if child.type in ("image", "link_open")
                else ""
            )
            wrong = address(target, picture)
            if wrong:
                yield (
                    line,
                    f'"{shortened(target)}" {wrong}. Use https://, or a page or picture of this site.',
                )
    # Addresses that this reader does not take for one, and another might.
    for match in re.finditer(
        r"\]\(\s*<?([^)\n]{1,300})|^ {0,3}\[[^\]\n]{1,200}\]:\s*<?(\S{1,300})",
        without_code(body),
        re.M,
    ):
        wrong = address(match[1] or match[2] or "", picture=body[: match.start()].endswith("]"))
        if wrong:
            yield (
                body.count("\n", 0, match.start()) + 1,
                f'"{shortened(match[1] or match[2])}" {wrong}. Use https://, or a page or picture of this site.',
            )


def values(record: Any, path: str, line: int = 1) -> Iterator[Problem]:
    """What the values of a record may not hold, judged as they are after reading: escapes are undone by then."""
    if isinstance(record, Mapping):
        for key, value in record.items():
            for _, message in (*characters(key, one_line=True), *_markup(key)):
                yield Problem(path, record.line_of(key), f"The name of a field: {message}")
            yield from values(value, path, record.line_of(key))
    elif isinstance(record, list):
        for value in record:
            yield from values(value, path, value.line if isinstance(value, Mapping) else line)
    elif isinstance(record, str):
        yield from (Problem(path, line, message) for message in one_value(record))


def one_value(text: str) -> Iterator[str]:
    """What is wrong with one text that was read from YAML or BibTeX."""
    text = text.rstrip("\n")
    for _, message in characters(text, one_line=True):
        yield message
    yield from (message for _, message in _markup(text))


def _markup(text: str) -> Iterator[tuple[int, str]]:
    plain = (
        unicodedata.normalize("NFKC", html.unescape(text))
        if not text.isascii() or "&" in text
        else text
    )
    if re.search(r"<[a-zA-Z/!?]", plain):
        yield (
            1,
            "A < straight before a word is read as HTML, which cannot be used here. Write “less than”, or leave it out.",
        )
    if any(sign in plain for sign in ("{{", "{%", "{#")):
        yield (
            1,
            "Two curly brackets together, or one beside % or #, have a special meaning. Write the words without them.",
        )
    if "[" in plain and len(plain) < 20_000 and plain.count("[") < 200:
        yield from (found for found in _addresses(plain))
    elif plain.count("[") >= 200:
        yield 1, "There are 200 square brackets or more in this value. Write plain words."
    if re.match(
        r"(?i)\s*(?:javascript|vbscript|data|file|blob):\S", re.sub(r"[\t\n\r\x00]", "", plain)
    ):
        yield (
            1,
            f'"{shortened(plain)}" leads to a script or a kind of address that is not used here. Use https://.',
        )
