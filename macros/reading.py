"""Files to a Site: everything read once, and every problem of reading."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from macros import (
    census,
    councils,
    examples,
    pages,
    settings,
    sources,
    unsafe,
)
from macros.catalogue import KINDS
from macros.problems import Problem
from macros.records import Mapping, read_records, read_yaml, text_of
from macros.site import Kind, Records, Site, is_example
from macros.sources import Source


def load(root: Path) -> Site:
    """Read all content below `root`. Nothing is read twice while no file changes."""
    files = [
        root / "references.bib",
        root / "mkdocs.yml",
        *sorted((root / "data").glob("*")),
        *sorted((root / "docs").rglob("*.md")),
    ]
    stamp = tuple(_stamp(f) for f in files if f.exists() or f.is_symlink())
    values, wrong = settings.read()
    return _load(root, stamp, tuple(values.items()), (*wrong, *unsafe.check_folders(root)))


@functools.lru_cache(maxsize=2)
def _load(
    root: Path,
    stamp: tuple[Any, ...],
    values: tuple[tuple[str, str], ...],
    refused: tuple[Problem, ...],
) -> Site:
    given = dict(values)
    site = Site(
        root,
        KINDS,
        site_url=given["SITE_URL"],
        repo_url=given["REPO_URL"],
        contact=given["CONTACT"],
    )
    site.problems += refused
    site.config = _read_config(site)
    text = _read_text(site, "references.bib")
    if text is not None:
        site.library, found = _library(text, (root / ".cache/pandoc").resolve())
        site.problems += found
    _read_councils(site)
    for kind in KINDS:
        text = _read_text(site, kind.file, kind.optional)
        if text is not None:
            records, found = _records(census.written_out(text, site.newest), kind)
            site.records[kind.name] = dict(records)  # figures that are made join them
            site.problems += found
    _add_figures(site)
    if not _is_refused("docs/examples", site):
        site.examples, found = examples.read(root / "docs")
        site.problems += found
    for file in _in_reading_order(site):
        page = _page(file, root, _stamp(file))
        site.pages[page.path] = page
        site.problems += page.problems
    return site


def _stamp(file: Path) -> tuple[str, int, int]:
    """What tells that a file is as it was when it was read."""
    found = file.lstat()
    return file.as_posix(), found.st_mtime_ns, found.st_size


# A file that did not change is not read again: `make serve` shows a change of one word at once.
@functools.lru_cache(maxsize=4096)
def _page(file: Path, root: Path, stamp: tuple[str, int, int]) -> pages.Page:
    return pages.read(file, root)


@functools.lru_cache(maxsize=64)
def _records(text: str, kind: Kind) -> tuple[Records, list[Problem]]:
    return read_records(text, kind.record, kind.file, kind.noun)


@functools.lru_cache(maxsize=2)
def _library(text: str, cache: Path) -> tuple[dict[str, Source], list[Problem]]:
    return sources.read(text, "references.bib", cache)


@functools.lru_cache(maxsize=2)
def _authorities(text: str) -> tuple[census.Table, list[Problem]]:
    return census.read(text)


def _read_councils(site: Site) -> None:
    """The areas and their neighbours."""
    text, near = (
        _read_text(site, census.FILE, optional=True),
        _read_text(site, councils.NEIGHBOURS, optional=True),
    )
    if text is None:
        return
    site.authorities, found = _authorities(text)
    site.newest = max(census.years(site.authorities), default=0)
    site.neighbours = councils.read_neighbours(near or "")
    site.problems += found


def _add_figures(site: Site) -> None:
    """The figures of England and London among the other figures."""
    figures = councils.figures(site.authorities, site.records.get("measures", {}))
    for id in figures.keys() & site.statistics.keys():
        line = site.statistics[id].line
        site.problems.append(
            Problem(
                "data/statistics.yml", line, f'"{id}" is made from {census.FILE}. Remove it here.'
            )
        )
    site.records.setdefault("statistics", {}).update(figures)


def _read_text(site: Site, name: str, optional: bool = False) -> str | None:
    """The text of a file, or nothing where it cannot be read, which is then a problem."""
    if _is_refused(name, site):
        return None  # macros/unsafe.py said why
    try:
        text, found = text_of(site.root / name)
    except FileNotFoundError:
        if not optional:
            site.problems.append(
                Problem(name, 1, "The file is missing. Bring it back from the project’s history.")
            )
        return None
    except OSError as error:
        site.problems.append(
            Problem(
                name,
                1,
                f"The file cannot be read: {error.strerror}. Put a plain, readable file in its place.",
            )
        )
        return None
    site.problems += [Problem(name, p.line, p.message) for p in found]
    if not found:
        site.problems += [Problem(name, line, message) for line, message in unsafe.file_text(text)]
    return None if found else text


def _is_refused(path: str, site: Site) -> bool:
    """Whether a file, or a folder above it, is nothing that may be read."""
    above = {path, *(p.as_posix() for p in PurePosixPath(path).parents)}
    return any(
        p.path in above
        for p in site.problems
        if p.message in unsafe.NOT_READ or p.message.startswith(unsafe.UNREADABLE)
    )


def _in_reading_order(site: Site) -> list[Path]:
    docs = site.root / "docs"
    order = {path: n for n, path in enumerate(nav_paths(site.config.get("nav", [])))}
    below = {
        f: f.relative_to(docs).as_posix()
        for f in docs.rglob("*.md")
        if not _is_refused(f"docs/{f.relative_to(docs).as_posix()}", site) and f.is_file()
    }
    files = [f for f, path in below.items() if not is_example(path) and f.name != "_template.md"]
    return sorted(files, key=lambda f: (order.get(below[f], len(order)), f.as_posix()))


def _read_config(site: Site) -> Mapping:
    """The settings of mkdocs.yml. Its tags are not run."""
    text = _read_text(site, settings.FILE)
    if text is None:
        return Mapping(1)
    value, found = read_yaml(text, settings.FILE, tags=settings.TAGS)
    site.problems += found
    if isinstance(value, Mapping):
        site.problems += settings.check_file(value)
        return value
    if not found:
        site.problems.append(
            Problem(
                settings.FILE,
                1,
                "The file has no settings. Bring it back from the project’s history.",
            )
        )
    return Mapping(1)


def nav_paths(nav: Any) -> Iterator[str]:
    """The pages that a navigation names, in its order."""
    for item in nav if isinstance(nav, list) else [nav]:
        if isinstance(item, dict):
            for value in item.values():
                yield from nav_paths(value)
        elif isinstance(item, str):
            yield item
