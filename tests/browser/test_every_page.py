"""Every page of the site, opened in a real browser: quiet, private, readable by everybody, and never wider than the screen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from macros import ROOT
from tests.browser.conftest import (
    COLOURS,
    SMALL,
    STILL,
    TABLES_THAT_SCROLL,
    TWO_FRAMES,
    UNFOLD,
    in_dark,
)
from tests.structure import one_of_each

NOT_FOUND = "404.html"


class Watched:
    """One page for all tests of this file, which notes what it complains of and whom it asks."""

    def __init__(self, page: Page, sites: list[str]) -> None:
        self.page, self.hosts = page, [urlsplit(site).netloc for site in sites]
        self.faults: list[str] = []
        page.on(
            "console",
            lambda m: (
                m.type in ("error", "warning") and self.faults.append(f"console {m.type}: {m.text}")
            ),
        )
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on(
            "requestfailed",
            lambda r: (
                self._left(r.failure) or self.faults.append(f"request failed: {r.url}: {r.failure}")
            ),
        )
        page.on(
            "request",
            lambda r: self._elsewhere(r.url) and self.faults.append(f"asks another host: {r.url}"),
        )
        page.on(
            "response", lambda r: r.status >= 400 and self.faults.append(f"{r.status}: {r.url}")
        )

    @staticmethod
    def _left(failure: str | None) -> bool:
        return (
            failure == "net::ERR_ABORTED"
        )  # the reader went on to the next page before this one had finished

    def _elsewhere(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in ("data", "blob", "about") and parts.netloc not in self.hosts


@pytest.fixture(scope="module")
def watched(
    browser: Browser, browser_context_args: dict, site: str, site_at_top: str
) -> Iterator[Watched]:
    """A page shared by all tests here, because a new one for each would take minutes."""
    context = browser.new_context(**{**browser_context_args, "reduced_motion": "reduce"})
    yield Watched(context.new_page(), [site, site_at_top])
    context.close()


@pytest.fixture(scope="module")
def address(site: str, site_at_top: str) -> Callable[[str], str]:
    """Where a page is opened: below a sub-path, but for the page for addresses that are not found.

    That one is shown at any depth, so its links start at SITE_URL, or at the top of the host where there is none.
    """
    return lambda path: (site_at_top if path == NOT_FOUND else site) + path


@pytest.fixture(scope="module")
def faults(
    watched: Watched, address: Callable[[str], str], site_dir: Path, axe: Callable[..., list[str]]
) -> dict[str, list[str]]:
    """What each of the tests here looks for, of one visit to every page: opening it costs more than most that is asked."""
    names = (ROOT / "overrides/assets/names.html").read_text(encoding="utf-8")
    only_in_more = json.loads(re.search(r"more_for = (\[.*?\]) %", names)[1])
    to_examine = [*one_of_each(site_dir), NOT_FOUND]
    others = {p.relative_to(site_dir).as_posix() for p in site_dir.rglob("*.html")}
    found: dict[str, list[str]] = {"phone": [], "axe": []}
    examined = ""
    for path in [*to_examine, *sorted(others.difference(to_examine))]:
        if is_way_on(site_dir / path):
            continue
        watched.faults.clear()
        watched.page.set_viewport_size({"width": 320, "height": 800})
        watched.page.goto(address(path), wait_until="load")
        found["phone"] += [f"{path}: {one}" for one in on_a_phone(watched, path, only_in_more)]
        if path in to_examine:
            watched.page.evaluate(OPEN_ALL)
            watched.page.evaluate(ONE_OF_EACH_IN_A_LIST)
            examined = watched.page.evaluate(NOT_MET_BEFORE, examined)
            found["axe"] += by_axe(watched.page, path, axe)
    return found


def on_a_phone(watched: Watched, path: str, only_in_more: list[str]) -> list[str]:
    """What is wrong with the page that was just opened, with its folds closed and then open."""
    page = watched.page
    page.evaluate(TWO_FRAMES)
    found = [
        *watched.faults,
        *page.evaluate(WIDER_THAN_THE_SCREEN),
        *page.evaluate(WITHOUT_ITS_STYLE, only_in_more),
    ]
    page.evaluate(UNFOLD)
    found += [f"unfolded: {fault}" for fault in page.evaluate(WIDER_THAN_THE_SCREEN)]
    if path.removesuffix(".html") in CARDS:
        found += page.evaluate(TABLES_THAT_SCROLL)
    return found


def by_axe(page: Page, path: str, axe: Callable[..., list[str]]) -> list[str]:
    """All rules once; then what colours change, in dark; then what a small screen changes."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.add_style_tag(content=STILL)
    found = axe(page, f"{path} at 1280, light", fail=False)
    in_dark(page)
    found += axe(page, f"{path} at 1280, dark", fail=False, rules=COLOURS)
    page.set_viewport_size({"width": 320, "height": 900})
    return found + axe(page, f"{path} at 320, dark", fail=False, rules=SMALL)


def test_every_page_is_quiet_and_fits_a_phone(faults: dict[str, list[str]], site_dir: Path) -> None:
    """Nothing in the console, nothing asked of another host, nothing missing, and no scrolling sideways at 320 pixels.

    With its folds closed and open; on the pages of CARDS no table scrolls either, because its rows stand as cards.
    And what stands on it, once scripts have run, has its style: much of that comes only where it is needed.
    """
    assert all((site_dir / f"{name}.html").is_file() for name in CARDS)
    if faults["phone"]:
        pytest.fail("at 320 pixels:\n" + "\n".join(faults["phone"][:60]), pytrace=False)


CARDS = (
    "index",
    "council",
    "money/tables",
    "money/duties",
    "statistics",
    "references",
    "glossary",
    "guide-2007/impact",
    "guidance/impact",
    "guidance/modernisation",
    "guidance/recruitment-retention",
    "papers/amhps",
    "today/evidence",
    "today/figures",
    "today/index",
    "today/measure",
    "about",
    "fund/amhp-bia",
    "old-paper",
)


def is_way_on(page: Path) -> bool:
    """Whether a page only leads from an old address to the new one: it leaves before it can be looked at."""
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")[:600]


WITHOUT_ITS_STYLE = """(names) => document.querySelector('link[href*="/more-"]') ? []
  : names.filter(name => document.querySelector(`[class*="${name}"], ${name}`)).map(name => `${name} stands here without its style`)"""

WIDER_THAN_THE_SCREEN = """() => {
  const root = document.scrollingElement, room = root.clientWidth
  if (root.scrollWidth <= room) return []
  const scrolls = e => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) && e !== document.body && e !== root || scrolls(e.parentElement))
  const wide = [...document.querySelectorAll('.md-content *, .md-footer *, .md-header *')]
    .filter(e => e.getBoundingClientRect().right > room + 1 && !scrolls(e.parentElement))
    .map(e => `${e.tagName.toLowerCase()}.${e.className} reaches ${Math.round(e.getBoundingClientRect().right)} of ${room} pixels`)
  return [`the page is ${root.scrollWidth} pixels wide on a screen of ${room}`, ...wide.slice(0, 10)]
}"""


def test_everybody_can_read_every_kind_of_page(faults: dict[str, list[str]]) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA on a page of each structure, light and dark, large and small.

    What a page repeats of itself, or of a page before it, is examined where it stands first.
    """
    if faults["axe"]:
        pytest.fail(
            "axe-core found what breaks WCAG 2.2 A or AA:\n" + "\n".join(faults["axe"][:40]),
            pytrace=False,
        )


OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"

# What two elements have in common that are examined once: name, classes, role, attributes, and whether they hold words.
SIGN_OF = """const signOf = (element) => {
  const names = [...element.attributes].map(({name, value}) => name + (/^(class|role|type)$/.test(name) ? value : value && "…"))
  const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
  return [element.tagName, words, ...names.sort()].join(" ")
}"""

# Takes away what a page repeats: a row of a table, an item, a paragraph, all of whose elements stand in an earlier one
# of its kind with the same classes, roles and attributes, each with words or without, within the same.
ONE_OF_EACH_IN_A_LIST = (
    f"() => {{ {SIGN_OF}"
    + """
  const repeated = new Set(["LI", "TR", "DETAILS", "SECTION", "DIV", "P", "OPTION"])
  const signs = new Map()
  const sign = (element) => {
    if (!signs.has(element)) signs.set(element, signOf(element))
    return signs.get(element)
  }
  const holds = (element) => [...element.querySelectorAll("*")].map((one) => sign(one.parentElement) + ">" + sign(one))
  const thin = (parent) => {
    const kinds = Map.groupBy([...parent.children].filter((one) => repeated.has(one.tagName)), sign)
    for (const [first, second, ...others] of kinds.values()) {
      const seen = new Set([first, second].flatMap((one) => one ? holds(one) : []))
      for (const one of others) {
        const more = holds(one).filter((sign) => !seen.has(sign))
        more.forEach((sign) => seen.add(sign))
        if (!more.length) one.remove()
      }
    }
    for (const child of parent.children) thin(child)
  }
  thin(document.body)
}"""
)


# Takes away what stood on a page before: a header, a list, a row, all of whose elements have been met within the same
# ancestors, in the sense of above. Answers with what has now been met.
NOT_MET_BEFORE = (
    f"(before) => {{ {SIGN_OF}"
    + """
  const met = new Set(before.split(" "))
  const places = new Map(), known = new Map()
  const hash = (words) => [...words].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9007199254740, 7).toString(36)
  const look = (element, above) => {
    const place = hash(`${above} ${signOf(element)}`)
    const below = [...element.children].map((child) => look(child, place))
    places.set(element, place)
    known.set(element, met.has(place) && below.every(Boolean))
    return known.get(element)
  }
  look(document.body, "")
  const whole = /^(LI|TR|DETAILS|SECTION|DIV|P|OPTION|HEADER|NAV|FOOTER|ASIDE|FORM|UL|OL|DL|TABLE)$/
  const leave = (element) => {
    if (known.get(element) && whole.test(element.tagName)) element.remove()
    else [...element.children].forEach(leave)
  }
  leave(document.body)
  for (const element of document.body.querySelectorAll("*")) met.add(places.get(element))
  return [...met].join(" ")
}"""
)
