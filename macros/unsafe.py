"""What no text of the site may hold, whoever wrote it, and what may not stand in the project’s folders.

Examples that others contribute have stricter rules of their own in macros/examples.py. What a page looks like once it is
rendered is judged again in macros/building.py, so that a form of writing which nobody thought of here is stopped there.
"""

from __future__ import annotations

import csv
import functools
import html
import os
import re
import stat
import subprocess
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown_it import MarkdownIt
from markdown_it.token import Token

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

# Controls, soft hyphens, fillers, blanks of Braille, marks of direction, zero-width signs, selectors of variants, private
# letters, tags, noncharacters, as ranges of a regular expression that Python and JavaScript (flag "u") read alike.
HIDDEN_SIGNS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff"
    "\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0\ufff9-\uffff\U000110bd\U000110cd\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
)
# Zero-width signs that join letters are needed in Persian or Hindi and in emoji, but not beside Latin letters.
HIDDEN_PATTERN = f"[{HIDDEN_SIGNS}]|[!-~\u00c0-\u024f][\u200c\u200d]|[\u200c\u200d][!-~\u00c0-\u024f]|[A-Za-z\u00c0-\u024f]\ufe0f"
_HIDDEN = re.compile(f"{HIDDEN_PATTERN}|[\ud800-\udfff]")
_ALWAYS_HIDDEN = re.compile(f"[{HIDDEN_SIGNS}\ud800-\udfff]")  # read in a quarter of the time
HIDDEN = "There is a character here that cannot be seen (U+{code:04X}); it can come with pasted text. Type these words again."
CONFLICT = "This line was left by Git where two changes met. Keep one of the two, and remove the three marks."
_CONFLICT = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$(?=(?:.|\n)*^>{7})")
_SCHEME = re.compile(r"(?i)^([a-z][a-z0-9+.-]*):")
_ATTRIBUTE_LIST = re.compile(r"\{:?([^{}\n]{0,300})\}")
_SHORT_LIST = re.compile(
    r"\{:?[^\n]*=[^\n]*\}|\{:[^\n]*\}"
)  # whatever a reader of lists might take for one
_MACRO = re.compile(r"\{\{[^\n]*?\}\}|\{%[^\n]*?%\}")
_PIECES = re.compile(  # of an attribute list: names, classes that are not the theme's, the size of a picture
    r"(?:\s*(?:#[a-z0-9][a-z0-9-]{0,80}|\.(?!md-)[a-z][a-z0-9-]{0,80}|(?:width|height)=[0-9]{1,4}|loading=lazy))*\s*"
)
_NAME = re.compile(r"(?!md-)[a-z0-9][a-z0-9-]*")
_PUBLIC_HOST = re.compile(
    r"(?i)https?://(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--)[a-z]{2,24}(?=[/?#]|$)"
)
_MARKDOWN = MarkdownIt("commonmark").enable("table").disable("code")


def characters(text: str, one_line: bool = False) -> Iterator[tuple[int, str]]:
    """Characters that steer or hide: each with its line (from 1) and what to do. Line breaks too in a value of one line."""
    if text.isascii() and text.isprintable():
        return
    joins = any(sign in text for sign in "\u200c\u200d\ufe0f")
    hidden = joins or _ALWAYS_HIDDEN.search(text)
    for number, line in enumerate(text.split("\n") if hidden else (), 1):
        found = _HIDDEN.search(line)
        if found:
            sign = next(c for c in found[0] if c in "\u200c\u200d\ufe0f" or _HIDDEN.fullmatch(c))
            yield number, HIDDEN.format(code=ord(sign))
    if one_line and "\n" in text:
        yield 1, "The value holds a line break. Write it on one line."


def conflicts(text: str) -> Iterator[tuple[int, str]]:
    """Marks of Git’s that nobody removed."""
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
        for sign in "[](){}<>*_`!&~\\\"'" if len(paragraph) > MOST_SIGNS else "":
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
    plain = _as_a_browser(target)
    scheme = _SCHEME.match(plain)
    if plain.startswith("//"):
        return "leads to another host without saying how"
    if picture and scheme:
        return "comes from elsewhere"
    if scheme and scheme[1].lower() not in ("https", "http", "mailto"):
        return "leads to a script or a kind of address that is not used here"
    return ""


def _as_a_browser(target: str) -> str:
    """An address without what a browser passes over, its codes undone."""
    plain = re.sub(
        r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]",
        "",
        html.unescape(html.unescape(target)),
    )
    return unicodedata.normalize("NFKC", plain).replace("\\", "/")


def link(target: str, picture: bool = False) -> str:
    """What is wrong with an address that people wrote, or nothing: it leads to a host that everybody can reach and read.

    >>> link("https://example.org@evil.example/")
    'names no public host: no name or password, no number in place of a name, no port, no letters but a to z'
    """
    wrong = address(target, picture)
    if not wrong and re.match(r"(?i)https?:", plain := _as_a_browser(target)):
        if not _PUBLIC_HOST.match(plain):
            return "names no public host: no name or password, no number in place of a name, no port, no letters but a to z"
        if re.search(r"[\"'<>`{}|^]", target):
            return "holds a sign that an address does not have"
    return wrong


CONTAINERS = {"div", "span", "ul", "ol", "details", "summary", "figure", "figcaption", "app-basket"}


class _Elements(HTMLParser):
    """Raw HTML of a page that is not on the list, or that ends what it did not begin."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self.open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.startswith(("http", "mailto")) or tag in ("https:", "http:"):
            return  # an address in angle brackets
        if tag not in ELEMENTS:
            self._say(
                f"<{shortened(tag, 30)}> cannot be used in a page. Write Markdown, or add the element to the list in macros/unsafe.py."
            )
            return
        if tag in CONTAINERS:
            self.open.append((tag, self.getpos()[0]))
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self._say(
                    f'"{shortened(name, 30)}" cannot be an attribute in a page. It accepts: {", ".join(sorted(ATTRIBUTES))}.'
                )
            elif name in ("class", "id") and not all(
                map(_NAME.fullmatch, str(value or "").split())
            ):
                self._say(
                    f'"{shortened(value, 30)}" cannot be a name in a page. Use lower-case letters, digits and hyphens; names of the theme, which start with _ or md-, are its own.'
                )

    def handle_endtag(self, tag: str) -> None:
        if tag not in ELEMENTS:
            self._say(f"</{shortened(tag, 30)}> cannot be used in a page. Write Markdown.")
        elif tag in CONTAINERS:
            if not self.open or self.open[-1][0] != tag:
                self._say(f"</{tag}> closes what is not open. Remove it, or open it first.")
            else:
                self.open.pop()

    def close(self) -> None:
        super().close()
        for tag, line in self.open:
            self.found.append((line, f"<{tag}> is not closed. Add </{tag}>."))

    def _say(self, message: str) -> None:
        self.found.append((self.getpos()[0], message))

    def handle_decl(self, decl: str) -> None:
        self._say("<! cannot be used in a page. Write Markdown.")

    def handle_pi(self, data: str) -> None:
        self._say("<? cannot be used in a page. Write Markdown.")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)


_FENCE = (
    FencedBlockPreprocessor.FENCED_BLOCK_RE
)  # what the reader of pages takes for code, and nothing else
_CODE = re.compile(r"(?<!`)(`{1,9})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)")


def without_code(text: str, fences: bool = True) -> str:
    """The text with code left out, on as many lines; the first line of a fence stays, because it can hold attributes.

    `fences` is False where the reader of a text knows no fences, as that of arguments.
    """

    def blank(fence: re.Match[str]) -> str:
        first = fence[0].split("\n", 1)[0].lstrip("`~")
        return first + "\n" * fence[0].count("\n")

    return _CODE.sub("", _FENCE.sub(blank, text) if fences else text)


@functools.lru_cache(maxsize=4096)  # `make serve` checks every page at each change of one
def page_text(body: str, fences: bool = True) -> tuple[tuple[int, str], ...]:
    """What the Markdown of a page may not hold: each with its line (from 1) and what to do about it.

    `fences` is False for an argument, whose reader knows no code in fences and would show what stands there.
    """
    return tuple(_page_text(body, fences))


def _page_text(body: str, fences: bool) -> Iterator[tuple[int, str]]:
    heaps = list(stalls(body))
    yield from heaps
    if heaps:
        return  # nothing below reads such a text
    if re.search(r"<[a-zA-Z/!?]", body):
        yield from _elements(without_code(body, fences))
    if "{" in body:
        yield from _attribute_lists(without_code(body, fences))
    if "](" in body or "]:" in body or "<" in body:
        yield from _addresses(body)


def _elements(text: str) -> Iterator[tuple[int, str]]:
    parser = _Elements()
    parser.feed(text)
    parser.close()
    yield from parser.found
    if not parser.found and re.search(
        r"(?i)<(?:script|style|iframe|object|embed|svg|math|base|meta|link|form|template|plaintext|xmp)[\s/>]",
        text,
    ):
        yield 1, "There is raw HTML here that cannot be used in a page. Write Markdown."


def _attribute_lists(text: str) -> Iterator[tuple[int, str]]:
    """Lists of attributes that give more than a name, a class or a size; each line is read as generously as can be."""
    for number, line in enumerate(text.split("\n"), 1):
        plain = html.unescape(_MACRO.sub("", line))
        rest = _ATTRIBUTE_LIST.sub(
            lambda found: "" if _PIECES.fullmatch(found[1]) else found[0], plain
        )
        if _SHORT_LIST.search(rest):
            yield (
                number,
                "Words in { } can give a name (#name), a class (.name) or the size of a picture (width=300), and nothing else. Leave the rest out.",
            )


@functools.lru_cache(
    maxsize=4096
)  # asked here, for links, for anchors and for code; and at each change
def tokens(body: str) -> tuple[Token, ...]:
    """A page as the theme’s Markdown reads it, as far as links and headings go: text set in for a box is no code."""
    return tuple(_MARKDOWN.parse(body))


def _addresses(body: str) -> Iterator[tuple[int, str]]:
    for token in tokens(body):
        line = 1 + (token.map[0] if token.map else 0)
        for child in token.children or []:
            picture = child.type == "image"
            target = (
                str(child.attrGet("src" if picture else "href") or "")
                if child.type in ("image", "link_open")
                else ""
            )
            wrong = link(target, picture)
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
        before = body[body.rfind("\n", 0, match.start()) + 1 : match.start()]
        wrong = address(match[1] or match[2] or "", picture="![" in before[before.rfind("[") - 1 :])
        if wrong:
            yield (
                body.count("\n", 0, match.start()) + 1,
                f'"{shortened(match[1] or match[2])}" {wrong}. Use https://, or a page or picture of this site.',
            )


def values(record: Any, path: str, line: int = 1) -> Iterator[Problem]:
    """What the values of a record may not hold, judged as they are after reading: escapes are undone by then."""
    if isinstance(record, Mapping):
        for key, value in record.items():
            for message in _one_value(key):
                yield Problem(path, record.line_of(key), f"The name of a field: {message}")
            yield from values(value, path, record.line_of(key))
    elif isinstance(record, list):
        for value in record:
            yield from values(value, path, value.line if isinstance(value, Mapping) else line)
    elif isinstance(record, str):
        yield from (Problem(path, line, message) for message in one_value(record))


def one_value(text: str) -> tuple[str, ...]:
    """What is wrong with one text that was read from YAML or BibTeX."""
    return _one_value(text.rstrip("\n"))


@functools.lru_cache(maxsize=32768)  # as above
def _one_value(text: str) -> tuple[str, ...]:
    found = (*characters(text, one_line=True), *_markup(text))
    return tuple(message for _, message in found)


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
    if ":" not in plain:
        return  # no address of any kind
    if re.fullmatch(r"(?i)https?:\S*", plain) and (wrong := link(plain)):
        yield 1, f'"{shortened(plain)}" {wrong}. Write the address as the browser shows it.'
    if re.match(
        r"(?i)\s*(?:javascript|vbscript|data|file|blob):\S", re.sub(r"[\t\n\r\x00]", "", plain)
    ):
        yield (
            1,
            f'"{shortened(plain)}" leads to a script or a kind of address that is not used here. Use https://.',
        )


# ---- what may stand in the project’s folders ----

# Plain files only, and in docs/ only kinds that are on a list. Everything else is refused by name before anything is
# read, because a build would publish it: a symbolic link copies whatever it leads to, a pipe keeps the reader waiting,
# an HTML file runs in the site’s own name.

FOLDERS = ("docs", "data", "overrides", "macros", "web")
ENDINGS = {  # by folder: the endings of names that may stand there
    "docs": {".md", ".png", ".jpg", ".jpeg", ".webp", ".pdf", ".docx", ".csv"},
    "data": {".yml", ".csv", ".json"},
    "overrides": {".html", ".css", ".js", ".txt"},
    "macros": {".py", ".html", ".xml", ".md", ".json", ".css", ".js"},
    "web": {".js", ".mjs", ".css", ".html", ".md", ".json", ".ttf", ".woff2"},
}
STARTS = {  # what a file of a kind starts with, so that nothing else hides behind its name
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".webp": b"RIFF????WEBP",  # ? is any byte
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
}
MADE = ("build", "site", ".cache", "overrides/assets", ".venv", "node_modules")  # by our commands
LARGEST_FILE = 20_000_000  # bytes of one file
PASSED_OVER = {"__pycache__", "node_modules", ".DS_Store"}
_FILE_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_DEVICES = re.compile(
    r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$"
)  # names that Windows keeps for itself
_ALONE = ("references.bib", "mkdocs.yml")


def check_folders(root: Path) -> list[Problem]:
    """Everything that may not stand in the project’s folders."""
    found = [
        p
        for name in _ALONE
        if (root / name).is_symlink() or (root / name).exists()
        for p in _not_plain(root / name, name, folder=False)
    ]
    found += _kept_in_git(root)
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            found.append(Problem(folder, 1, LINK))
        elif (root / folder).is_dir():
            found += _below(root / folder, folder, folder)
    return found


LINK = "This is a link to something else, and a build would publish what it leads to. Put the file itself here, or remove the link."
NO_FILE = "This is neither a file nor a folder. Remove it."
NO_FOLDER = (
    "This is a folder where a file should be. Bring the file back from the project’s history."
)
SECOND_NAME = "This file is a second name of another file (a hard link). Put a copy of it here."
NOT_READ = (
    LINK,
    NO_FILE,
    NO_FOLDER,
    SECOND_NAME,
)  # nothing reads a path of which one of these is said, or
UNREADABLE = "It cannot be read"  # of which the message starts with this


def _below(folder: Path, name: str, top: str) -> Iterator[Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield Problem(
            name,
            1,
            f"{UNREADABLE}: {error.strerror}. Give yourself the right to read it, or remove it.",
        )
        return
    for entry in entries:
        if entry.name in PASSED_OVER or (top == "overrides" and entry.name == "assets"):
            continue  # what tools and our own build leave there
        path = f"{name}/{entry.name}"
        if left_by_an_editor(Path(entry.path)):
            continue
        wrong = list(_not_plain(Path(entry.path), path, folder=entry.is_dir(follow_symlinks=False)))
        yield from wrong or _named(entry.name, path)
        if wrong:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), path, top)
        else:
            yield from _kind(Path(entry.path), path, top)


def left_by_an_editor(file: Path) -> bool:
    """Whether it is what an editor leaves there while a file is open. Such a file is never published.

    Emacs marks an open file by a link to nothing.
    """
    if file.is_symlink():
        return file.name.startswith(".#") and not file.exists()
    return file.is_file() and bool(
        re.fullmatch(r"\..*\.sw[a-z]|.*~|#.*#|4913|\.goutputstream-\w+", file.name)
    )


def _not_plain(file: Path, name: str, folder: bool) -> Iterator[Problem]:
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        yield Problem(name, 1, LINK)
    elif not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        yield Problem(name, 1, NO_FILE)
    elif stat.S_ISDIR(mode) and not folder:
        yield Problem(name, 1, NO_FOLDER)
    elif folder and re.search(r"(?i)\.(?:md|html?|yml|py|js|css)$", file.name):
        yield Problem(name, 1, "This folder has the name of a file. Rename it without the ending.")
    elif not folder and file.lstat().st_nlink > 1:
        yield Problem(name, 1, SECOND_NAME)
    elif not os.access(file, os.R_OK):
        yield Problem(name, 1, f"{UNREADABLE}. Give yourself the right to read it, or remove it.")


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for itself, with any ending.

    >>> is_device("con.md")
    True
    """
    return bool(_DEVICES.match(name))


def _named(base: str, path: str) -> Iterator[Problem]:
    if not _FILE_NAME.fullmatch(base):
        yield Problem(
            path,
            1,
            f'The name "{shortened(base)}" cannot be used. Use letters, digits, hyphens, dots and underscores.',
        )
    elif base.startswith(".") or base.endswith("."):
        yield Problem(
            path,
            1,
            "A name that starts or ends with a dot is hidden or lost on some computers. Rename it, or remove it.",
        )
    elif is_device(base):
        yield Problem(
            path, 1, f'"{base}" is a name that Windows keeps for a device. Give it another.'
        )


def _kind(file: Path, path: str, top: str) -> Iterator[Problem]:
    ending, size = file.suffix, file.stat().st_size
    if ending not in ENDINGS[top]:
        yield Problem(
            path,
            1,
            f'A file that ends in "{shortened(ending or file.name, 20)}" cannot stand in {top}/. It accepts: {", ".join(sorted(ENDINGS[top]))}. Remove it, or rename it.',
        )
    elif size > LARGEST_FILE:
        yield Problem(
            path, 1, f"The file has {size:,} bytes. Make it smaller than {LARGEST_FILE:,}."
        )
    else:
        yield from (Problem(path, 1, message) for message in _inside(file, ending))


def _inside(file: Path, ending: str) -> Iterator[str]:
    """What is wrong with the inside of a file that is no text of ours."""
    with file.open("rb") as opened:
        start = opened.read(16)
    wanted = STARTS.get(ending, b"")
    if len(start) < len(wanted) or any(
        found != sign for found, sign in zip(start, wanted, strict=False) if sign != ord("?")
    ):
        yield f"The name ends in {ending}, and what is inside is something else. Save it again in that format, or remove it."
    elif ending == ".pdf" and re.search(
        rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b", file.read_bytes()
    ):
        yield "This PDF holds a script, a file or a command. Save it again as plain pages, or remove it."
    elif ending == ".docx":
        yield from _inside_word(file)
    elif ending == ".csv":
        yield from _inside_table(file)


def _inside_word(file: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(file) as parts:
            names = parts.namelist()
            settings = "word/_rels/settings.xml.rels"
            elsewhere = settings in names and b"External" in parts.read(settings)[:100_000]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        yield "This Word file cannot be opened. Save it again in Word, or remove it."
        return
    if elsewhere or any(re.search(r"(?i)vba|\.bin$|embeddings/|activex", name) for name in names):
        yield "This Word file holds macros, other files or a template from elsewhere. Save its text as a new .docx, or remove it."


def _inside_table(file: Path) -> Iterator[str]:
    """A spreadsheet takes a cell that starts with = + - or @ for a formula, and runs it."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.reader(opened):
                for cell in row:
                    if re.match(r"\s*(?:[=@]|[+-](?![0-9.]))", cell) and cell.strip() != "-":
                        yield f'The cell "{shortened(cell)}" would be run as a formula by a spreadsheet. Start it with a letter or a digit.'
                        return
    except (UnicodeDecodeError, csv.Error):
        yield "This is no table in UTF-8. Save it again as CSV with the encoding UTF-8."


def _kept_in_git(root: Path) -> Iterator[Problem]:
    """Files in folders that our commands make: they would be taken for what a command made, and so be published or run."""
    if not (root / ".git").exists():
        return
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--", *MADE],
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return  # no Git here, or not a copy of its own
    for name in sorted(filter(None, done.stdout.decode("utf-8", "replace").split("\0")))[:20]:
        yield Problem(
            name,
            1,
            f'This stands in a folder that our commands make, and is kept in Git. Remove it there: git rm -r --cached "{shortened(name)}".',
        )
