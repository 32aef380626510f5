"""The built site as files: every link lands, nothing is left unfilled, every page says what it is and in which language."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

LINKS = {"href", "src", "poster", "data"}


class Reader(HTMLParser):
    """Reads one page: its links, its ids, its headings and the words that stand outside code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.count = {"h1": 0, "title": 0, "main": 0}
        self.lang = self.title = self.words = ""
        self._silent: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.lang = named.get("lang") or self.lang if tag == "html" else self.lang
        self.count[tag] = self.count.get(tag, 0) + 1
        self.ids += [
            named[key] for key in ("id", "name") if named.get(key) and (key == "id" or tag == "a")
        ]
        self.links += [
            (self.getpos()[0], value) for key, value in attrs if key in LINKS and value is not None
        ]
        self._in_title = tag == "title" and self.count["title"] == 1
        if tag in ("code", "pre", "script", "style"):
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if not self._silent:
            self.words += data


@cache
def read(path: Path) -> Reader:
    """One page, read once."""
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


@pytest.fixture(scope="module")
def pages(site_dir: Path) -> dict[str, Path]:
    """Every page of the built site, by its path."""
    return {p.relative_to(site_dir).as_posix(): p for p in sorted(site_dir.rglob("*.html"))}


def broken(site_dir: Path, path: Path, link: str) -> str | None:
    """Why a link of a page does not land, or nothing where it does or leaves the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        # The page for addresses that are not found is served at any depth, so its own links start at the top.
        return (
            None
            if path.name == "404.html"
            else "starts at the top of the host, so it breaks under a sub-path and in a folder"
        )
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    target = target / "index.html" if target.is_dir() else target
    if not target.is_relative_to(site_dir):
        return "leads out of the site"
    if not target.is_file():
        return "leads to no file"
    anchor = unquote(parts.fragment)
    if (
        anchor
        and target.suffix == ".html"
        and not anchor.startswith(":~:")
        and anchor not in read(target).ids
    ):
        return "leads to no place on that page"
    return None


def test_every_link_lands(site_dir: Path, pages: dict[str, Path]) -> None:
    """Every address of the site's own in a page leads to a file that exists, and to an id on it."""
    faults = [
        f'{name}:{line}: "{link}" {why}'
        for name, path in pages.items()
        for line, link in read(path).links
        if (why := broken(site_dir, path, link))
    ]
    assert not faults, "\n".join(faults[:60])


def test_links_of_the_not_found_page_land_from_the_top(site_dir: Path) -> None:
    """The page for addresses that are not found names files that exist."""
    faults = [
        link
        for _, link in read(site_dir / "404.html").links
        if (parts := urlsplit(link)).path.startswith("/")
        and not parts.netloc
        and not (
            (target := site_dir / unquote(parts.path).lstrip("/")).is_file()
            or (target / "index.html").is_file()
        )
    ]
    assert not faults, "\n".join(faults)


def test_no_page_shows_a_macro_that_nothing_filled_in(pages: dict[str, Path]) -> None:
    """Outside code, no reader sees the marks of a template."""
    faults = [
        f"{name}: {mark}"
        for name, path in pages.items()
        for mark in ("{{", "}}", "{%", "%}")
        if mark in read(path).words
    ]
    assert not faults, "\n".join(faults)


def test_apostrophes_and_quotation_marks_are_curly_on_every_page_and_in_what_is_copied(
    pages: dict[str, Path], site_dir: Path
) -> None:
    """One way for all, whoever wrote it; code is as it is."""
    faults = [
        f"{name}: {found[0]}"
        for name, path in pages.items()
        for found in re.finditer(r".{0,30}['\"].{0,20}", read(path).words)
    ]
    for name in ("arguments-data.js", "case-data.js", "council-data.js"):
        said = (site_dir / name).read_text(encoding="utf-8")
        faults += [f"{name}: {found[0]}" for found in re.finditer(r".{20}[a-z]'[a-z ].{20}", said)]
    assert not faults, "\n".join(faults[:40])


def test_every_page_says_its_language_its_name_and_its_one_main_heading(
    pages: dict[str, Path],
) -> None:
    """A screen reader knows how to pronounce the page, what it is, and where it begins."""
    faults = []
    for name, path in pages.items():
        page = read(path)
        faults += (
            [f'{name}: its language is "{page.lang}", not en-GB'] if page.lang != "en-GB" else []
        )
        faults += (
            [f"{name}: it has {page.count['h1']} main headings, not one"]
            if page.count["h1"] != 1
            else []
        )
        faults += [f"{name}: it has no title"] if not page.title.strip() else []
    assert not faults, "\n".join(faults)


MOVED = "This page has moved"  # what stands at old addresses leads on at once, so that nobody has two of them open


def test_every_page_has_a_title_of_its_own(pages: dict[str, Path]) -> None:
    """Two tabs of a browser can be told apart."""
    names: dict[str, list[str]] = {}
    for name, path in pages.items():
        names.setdefault(read(path).title.strip(), []).append(name)
    faults = [
        f'"{title}": {", ".join(same)}'
        for title, same in names.items()
        if len(same) > 1 and same != ["404.html", "index.html"] and title != MOVED
    ]
    assert not faults, "\n".join(faults)


def test_no_id_stands_twice_on_a_page(pages: dict[str, Path]) -> None:
    """A link to a place on a page lands on the right one."""
    faults = []
    for name, path in pages.items():
        ids = read(path).ids
        faults += [
            f'{name}: the id "{i}" stands {ids.count(i)} times'
            for i in sorted(set(ids))
            if ids.count(i) > 1
        ]
    assert not faults, "\n".join(faults[:60])


def test_the_foot_of_every_page_says_how_fresh_it_is_and_where_to_turn(
    pages: dict[str, Path],
) -> None:
    """When it was last checked, a way to say what is wrong, and the small print."""
    wanted = ("Say what is wrong on this page", "Privacy", "Accessibility", "Licence")
    faults = [
        f"{name}: no “{words}”"
        for name, path in pages.items()
        if read(path).title.strip() != MOVED
        for words in (*wanted, *(("Last checked",) if name != "404.html" else ()))
        if words not in read(path).words[-600:]
    ]
    assert not faults, "\n".join(faults[:60])


def test_what_moved_to_another_page_stands_there(site_dir: Path):
    """Each place to which an old link with a place on its page is led, and none that its own page still has."""
    text = (site_dir / "moved-anchors.js").read_text(encoding="utf-8")
    pages = json.loads(text[text.rindex("leadOn(") + len("leadOn(") : text.rindex(");")])
    lost = []
    for page, targets in pages.items():
        for target, places in targets.items():
            there, here = read(site_dir / target).ids, read(site_dir / page).ids
            lost += [f"{target}#{place}" for place in places if place not in there]
            lost += [f"{page}#{place} is still there" for place in places if place in here]
    assert sum(map(len, pages["today/index.html"].values())) > 100
    assert not lost
