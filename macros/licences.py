"""Whose work travels with the site, and under which licence: read from the packages’ own metadata, never typed.

Scripts: `web/build.mjs` writes what it put into our bundles into build/licences.json. The theme: from its Python package.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from macros.macro import macro
from macros.site import Here
from macros.templates import render

THEME = "mkdocs-material"
# The theme's package says of these only that they are in its script: their licences are those that their authors give.
IN_THE_THEME = {
    "clipboard": "MIT",
    "escape-html": "MIT",
    "focus-visible": "W3C-20150513",
    "rxjs": "Apache-2.0",
    "tslib": "0BSD",
}
ICONS = {"Material Design Icons, in the theme": "material/LICENSE"}


@dataclass(frozen=True)
class Work:
    """Something that others made and the site sends to its readers."""

    name: str
    version: str
    licence: str  # as SPDX names it
    text: str = ""  # of the licence, where the package carries it


def shipped(root: Path) -> list[Work]:
    """Every such work, by name."""
    return sorted([*_scripts(root), *_theme()], key=lambda work: work.name.lower())


def _scripts(root: Path) -> Iterator[Work]:
    file = root / "build/licences.json"
    for record in json.loads(file.read_text(encoding="utf-8")) if file.is_file() else ():
        yield Work(record["name"], record["version"], record["licence"], record["text"])


@functools.cache
def _theme() -> tuple[Work, ...]:
    found = importlib.metadata.distribution(THEME)
    folder = Path(str(found.locate_file("material/templates")))
    texts = [found.read_text(name) or "" for name in ("licenses/LICENSE", "LICENSE")]
    works = [
        Work(
            "Material for MkDocs, the theme",
            found.version,
            licence_of(THEME),
            next((t.strip() for t in texts if t), ""),
        )
    ]
    for name, file in ICONS.items():
        text = (folder / ".icons" / file).read_text(encoding="utf-8").strip()
        works.append(
            Work(name, found.version, text.split("\n")[0].strip(), text)
        )  # the text starts with its name
    works += [
        Work(f"{name}, in the theme", "", IN_THE_THEME.get(name, ""))
        for name in in_the_theme(folder)
    ]
    return tuple(works)


def in_the_theme(folder: Path) -> list[str]:
    """The packages of which something is in the theme’s script, by its own source map."""
    for file in sorted((folder / "assets/javascripts").glob("bundle.*.map")):
        sources = json.loads(file.read_text(encoding="utf-8"))["sources"]
        return sorted(
            {
                m[1]
                for source in sources
                if (m := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/", source))
            }
        )
    return []


def licence_of(package: str) -> str:
    """The licence of an installed Python package as its metadata gives it; empty where it gives none."""
    about = importlib.metadata.metadata(package)
    words = next(
        (str(about[name]) for name in ("License-Expression", "License") if name in about), ""
    )
    named = [
        c.rpartition("::")[2].strip()
        for c in about.get_all("Classifier") or []
        if c.startswith("License ::")
    ]
    return words if words and "\n" not in words and len(words) < 60 else next(iter(named), "")


@macro()
def licences(here: Here) -> Markup:
    """The works of others that travel with the site, each with its licence, and the way to the texts."""
    return render("licences.html", here=here, works=shipped(here.site.root))


def as_text(root: Path) -> str:
    """The texts of all those licences, for the file that is published beside the pages."""
    parts = ["This site sends its readers, beside our own words and code, these works of others.\n"]
    for work in shipped(root):
        head = " ".join(part for part in (work.name, work.version) if part)
        parts.append(
            f"{'-' * 78}\n{head}\nLicence: {work.licence or 'see below'}\n\n{work.text}".rstrip()
            + "\n"
        )
    return "\n".join(parts)
