"""mkdocs.yml, held to the settings that this project uses.

A setting can do more than any page: a hook or a tag of YAML runs code, `INHERIT` and extensions read other files,
`extra_javascript` loads from elsewhere. So what may stand there is a list, and what a build relies on stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from macros import unsafe
from macros.problems import Problem, listed, shortened, suggestion
from macros.records import Mapping

FILE = "mkdocs.yml"
TAGS = (
    "!ENV",
)  # the one tag that is read: a value from the environment, which macros/settings.py judges
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


def check(config: Mapping) -> Iterator[Problem]:
    """Every setting that is not used here, is of the wrong kind, or undoes what a build relies on."""
    known = (*TEXTS, *GIVEN, *FIXED, *RULES)
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
            found = RULES[name](value, line)
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
        if isinstance(item, Mapping):
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
    if not isinstance(value, Mapping):
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
        for name in item if isinstance(item, Mapping) else [item]:
            if name not in accepted:
                yield (
                    item.line if isinstance(item, Mapping) else line,
                    f'`{of}` holds "{shortened(name, 40)}", which is not used here. It accepts: {listed(accepted)}.',
                )


def _plugins(value: Any, line: int) -> Found:
    yield from _named("plugins", value, PLUGINS, line)
    for item in value if isinstance(value, list) else ():
        options = item.get("macros") if isinstance(item, Mapping) else None
        if isinstance(options, Mapping):
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
        if not isinstance(value, Mapping):
            yield line, f"`{name}` has no parts. Write each as `name: value` below it, indented."

    return rule


def _extra(value: Any, line: int) -> Found:
    yield from _parts("extra")(value, line)
    if isinstance(value, Mapping):
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


RULES: dict[str, Callable[[Any, int], Found]] = {
    "nav": _nav,
    "theme": _theme,
    "plugins": _plugins,
    "markdown_extensions": _extensions,
    "validation": _parts("validation"),
    "extra": _extra,
    "watch": _watch,
}
