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
    AXE,
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


def test_every_page_is_quiet_and_fits_a_phone(
    watched: Watched, address: Callable[[str], str], site_dir: Path
) -> None:
    """Nothing in the console, nothing asked of another host, nothing missing, and no scrolling sideways at 320 pixels.

    With its folds closed and open; on the pages of CARDS no table scrolls either, because its rows stand as cards.
    And what stands on it, once scripts have run, has its style: much of that comes only where it is needed.
    """
    page = watched.page
    page.set_viewport_size({"width": 320, "height": 800})
    names = (ROOT / "overrides/assets/names.html").read_text(encoding="utf-8")
    only_in_more = json.loads(re.search(r"more_for = (\[.*?\]) %", names)[1])
    faults = []
    paths = sorted(p.relative_to(site_dir).as_posix() for p in site_dir.rglob("*.html"))
    assert {f"{name}.html" for name in CARDS} <= set(paths)
    for path in paths:
        if is_way_on(site_dir / path):
            continue
        watched.faults.clear()
        page.goto(address(path), wait_until="load")
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
        faults += [f"{path}: {fault}" for fault in found]
    if faults:
        pytest.fail("at 320 pixels:\n" + "\n".join(faults[:60]), pytrace=False)


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


def test_everybody_can_read_every_kind_of_page(
    watched: Watched, address: Callable[[str], str], site_dir: Path, axe: Callable[..., list[str]]
) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA on a page of each structure.

    All rules once; then what colours change, in dark; then what a small screen changes. Of a long list or table, two
    rows stay, and each that holds something that none before it held.
    """
    page = watched.page
    page.add_init_script(path=AXE)  # handed to the browser once, and not for each page
    faults = []
    for path in [*one_of_each(site_dir), NOT_FOUND]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address(path), wait_until="load")
        page.add_style_tag(content=STILL)
        page.evaluate(
            "document.querySelectorAll('details').forEach(details => { details.open = true })"
        )
        page.evaluate(ONE_OF_EACH_IN_A_LIST)
        faults += axe(page, f"{path} at 1280, light", fail=False)
        in_dark(page)
        faults += axe(page, f"{path} at 1280, dark", fail=False, rules=COLOURS)
        page.set_viewport_size({"width": 320, "height": 900})
        faults += axe(page, f"{path} at 320, dark", fail=False, rules=SMALL)
    if faults:
        pytest.fail(
            "axe-core found what breaks WCAG 2.2 A or AA:\n" + "\n".join(faults[:40]), pytrace=False
        )


# Takes away what a page repeats: a row of a table, an item, a paragraph, all of whose elements stand in an earlier one
# of its kind with the same classes, roles and attributes, each with words or without, within the same.
ONE_OF_EACH_IN_A_LIST = """() => {
  const repeated = new Set(["LI", "TR", "DETAILS", "SECTION", "DIV", "P", "OPTION"])
  const signs = new Map()
  const sign = (element) => {
    if (!signs.has(element)) {
      const names = [...element.attributes].map(({name, value}) => name + (/^(class|role|type)$/.test(name) ? value : value && "…"))
      const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
      signs.set(element, [element.tagName, words, ...names.sort()].join(" "))
    }
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
