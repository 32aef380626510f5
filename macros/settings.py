"""What whoever publishes or builds may set: the addresses in the environment, and mkdocs.yml. Checked before anything uses them.

SITE_URL, REPO_URL, CONTACT and ASK reach every page, the feed and the map of the site. A value that passes holds no
blank, quotation mark, bracket or code, so that none can leave the attribute it stands in.

A setting of mkdocs.yml can do more than any page: a hook or a tag of YAML runs code, `INHERIT` and extensions read other
files, `extra_javascript` loads from elsewhere. So what may stand there is a list, and what a build relies on stays as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from macros import records, unsafe
from macros.problems import Problem, listed, shortened, suggestion

NAMES = ("SITE_URL", "REPO_URL", "CONTACT", "ASK")
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/%@+,=&?]+")
_HOST = re.compile(
    r"(?i)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_OWN_COMPUTER = ("localhost", "127.0.0.1")
_EXAMPLES = {
    "SITE_URL": "https://example.org/pq/",
    "REPO_URL": "https://github.com/owner/name",
    "CONTACT": "learning@example.org or https://example.org/contact",
    "ASK": "https://example.org/ask",
}


def read(environment: Mapping[str, str] | None = None) -> tuple[dict[str, str], list[Problem]]:
    """Each setting by its name, empty where it is missing or refused, and what is wrong with those refused.

    SITE_URL comes back with a slash at its end, REPO_URL without one.
    """
    given = os.environ if environment is None else environment
    values, problems = {}, []
    for name in NAMES:
        value = given.get(name, "")
        wrong = _wrong(name, value) if value else ""
        if wrong:
            problems.append(
                Problem(
                    name,
                    1,
                    f'{name} is "{shortened(value)}": {wrong}. Set it to an address such as {_EXAMPLES[name]}, or leave it out.',
                )
            )
        values[name] = "" if wrong else _with_slash(name, value)
    return values, problems


def nowhere_to_send(environment: Mapping[str, str] | None = None) -> str:
    """What to tell whoever publishes a site whose readers could send nothing, or nothing.

    >>> nowhere_to_send({"CONTACT": "learning@example.org"})
    ''
    """
    values, _ = read(environment)
    if values["REPO_URL"] or values["CONTACT"]:
        return ""
    return (
        "To publish: set CONTACT to an e-mail address or a page, or REPO_URL to the project. "
        "Without either, readers cannot send an example, and the form says so."
    )


def _with_slash(name: str, value: str) -> str:
    if name == "SITE_URL" and value:
        return value.rstrip("/") + "/"
    return value.rstrip("/") if name == "REPO_URL" else value


def _wrong(name: str, value: str) -> str:
    """What is wrong with a value, or nothing."""
    if not _PLAIN.fullmatch(value):
        return "it holds a blank, a quotation mark or another sign that an address does not have"
    if len(value) > 300:
        return "it is longer than 300 characters"
    if name == "CONTACT" and "@" in value and ":" not in value:
        return "" if _MAIL.fullmatch(value) else "it is no e-mail address"
    return _wrong_address(name, value)


def _wrong_address(name: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "it is no web address"
    allowed = {"https", "http"} if name == "SITE_URL" and host in _OWN_COMPUTER else {"https"}
    if parts.scheme not in allowed:
        return "it does not start with https://"
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return "it names no host, or a user with it"
    if "//" in parts.path or any(part in (".", "..") for part in parts.path.split("/")):
        return "its path holds // or .."
    if name in ("SITE_URL", "REPO_URL") and (parts.query or "?" in value):
        return "it holds a question mark"
    if name == "REPO_URL" and len([part for part in parts.path.split("/") if part]) < 2:
        return "it names no project, which is an owner and a name"
    return ""


# ---- mkdocs.yml ----

FILE = "mkdocs.yml"
TAGS = ("!ENV",)  # the one tag that is read: a value from the environment, which `read` judges
TEXTS = ("site_name", "site_description", "copyright", "not_in_nav", "exclude_docs")
GIVEN = ("site_url", "repo_url", "edit_uri", "docs_dir")  # by the environment, and by nothing else
FIXED = {"strict": True, "use_directory_urls": False}
THEME = {"name": "material", "custom_dir": "overrides", "font": False}
PLUGINS = ("macros",)
OF_MACROS = ("module_name", "on_undefined", "on_error_fail")
EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
)

Found = Iterator[tuple[int, str]]


def check_file(config: records.Mapping) -> Iterator[Problem]:
    """Every setting that is not used here, is of the wrong kind, or undoes what a build relies on."""
    known = (*TEXTS, *GIVEN, *FIXED, *KEYS)
    for name, value in config.items():
        line = config.line_of(name)
        if name not in known:
            found: Found = iter(
                [
                    (
                        line,
                        f'"{shortened(name, 40)}" is not a setting that this project uses. {suggestion(name, known)}',
                    )
                ]
            )
        elif name in TEXTS:
            found = _text(name, value, line)
        elif name in GIVEN:
            found = _given(name, value, line)
        elif name in FIXED:
            found = _fixed(name, value, FIXED[name], line)
        else:
            found = KEYS[name](value, line)
        yield from (Problem(FILE, at, message) for at, message in found)


def _text(name: str, value: Any, line: int) -> Found:
    if not isinstance(value, str) or not value.strip():
        yield (
            line,
            f"`{name}` is no text. Write some words, in quotation marks where they hold a colon.",
        )
        return
    for one in value.split("\n"):
        yield from ((line, f"`{name}`: {message}") for message in unsafe.one_value(one))


def _given(name: str, value: Any, line: int) -> Found:
    if value is not None:
        yield (
            line,
            f'`{name}` is given by whoever publishes. Write it as `{name}: !ENV [{name.upper()}, ""]`.',
        )


def _fixed(name: str, value: Any, kept: Any, line: int) -> Found:
    if value != kept or isinstance(value, bool) != isinstance(kept, bool):
        yield (
            line,
            f"`{name}` must stay `{str(kept).lower()}`: a build relies on it. Change it back.",
        )


def _nav(value: Any, line: int) -> Found:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, records.Mapping):
            for title, inside in item.items():
                at = item.line_of(title)
                yield from ((at, f"A title of `nav`: {m}") for m in unsafe.one_value(title))
                yield from _nav(inside, at)
        elif not isinstance(item, str):
            yield (
                line,
                f'`nav` holds "{shortened(item)}", which is no page. Write `- Title: page.md`.',
            )


def _theme(value: Any, line: int) -> Found:
    if not isinstance(value, records.Mapping):
        yield line, "`theme` has no parts. Write `name: material` below it, indented."
        return
    for name, kept in THEME.items():
        if name in value:
            yield from _fixed(name, value[name], kept, value.line_of(name))


def _named(of: str, value: Any, accepted: tuple[str, ...], line: int) -> Found:
    """The names of a list whose items are names, or names with options below them."""
    if not isinstance(value, list):
        yield line, f"`{of}` is no list. Write each on a line of its own after a hyphen."
        return
    for item in value:
        for name in item if isinstance(item, records.Mapping) else [item]:
            if name not in accepted:
                yield (
                    item.line if isinstance(item, records.Mapping) else line,
                    f'`{of}` holds "{shortened(name, 40)}", which is not used here. It accepts: {listed(accepted)}.',
                )


def _plugins(value: Any, line: int) -> Found:
    yield from _named("plugins", value, PLUGINS, line)
    for item in value if isinstance(value, list) else ():
        options = item.get("macros") if isinstance(item, records.Mapping) else None
        if isinstance(options, records.Mapping):
            for name in options:
                if name not in OF_MACROS:
                    yield (
                        options.line_of(name),
                        f'"{shortened(name, 40)}" is not an option of macros that is used here. It accepts: {listed(OF_MACROS)}.',
                    )
            yield from _fixed(
                "module_name", options.get("module_name", "macros"), "macros", options.line
            )


def _extensions(value: Any, line: int) -> Found:
    yield from _named("markdown_extensions", value, EXTENSIONS, line)


def _parts(name: str) -> Callable[[Any, int], Found]:
    def rule(value: Any, line: int) -> Found:
        if not isinstance(value, records.Mapping):
            yield line, f"`{name}` has no parts. Write each as `name: value` below it, indented."

    return rule


def _extra(value: Any, line: int) -> Found:
    yield from _parts("extra")(value, line)
    if isinstance(value, records.Mapping):
        for name in value:
            if name not in ("generator", "contact"):
                yield (
                    value.line_of(name),
                    f'"{shortened(name, 40)}" is not used below `extra`. Remove it.',
                )
        yield from _given("contact", value.get("contact"), value.line_of("contact"))


def _watch(value: Any, line: int) -> Found:
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, str) or item.startswith(("/", ".", "~")) or ".." in item:
            yield (
                line,
                f'`watch` holds "{shortened(item)}". Name files and folders of this project.',
            )


KEYS: dict[str, Callable[[Any, int], Found]] = {
    "nav": _nav,
    "theme": _theme,
    "plugins": _plugins,
    "markdown_extensions": _extensions,
    "validation": _parts("validation"),
    "extra": _extra,
    "watch": _watch,
}
