"""Every page of the site, opened in a real browser: quiet, private, readable by everybody, and never wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(p.relative_to(DOCS).with_suffix(".html").as_posix() for p in DOCS.rglob("*.md") if not p.name.startswith("_"))
NOT_FOUND = "404.html"
STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"  # a colour half-way is no colour to judge


class Watched:
    """One page for all tests of this file, which notes what it complains of and whom it asks."""

    def __init__(self, page: Page, sites: list[str]) -> None:
        self.page, self.hosts = page, [urlsplit(site).netloc for site in sites]
        self.faults: list[str] = []
        page.on("console", lambda m: m.type in ("error", "warning") and self.faults.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("requestfailed", lambda r: self._left(r.failure) or self.faults.append(f"request failed: {r.url}: {r.failure}"))
        page.on("request", lambda r: self._elsewhere(r.url) and self.faults.append(f"asks another host: {r.url}"))
        page.on("response", lambda r: r.status >= 400 and self.faults.append(f"{r.status}: {r.url}"))

    @staticmethod
    def _left(failure: str | None) -> bool:
        return failure == "net::ERR_ABORTED"  # the reader went on to the next page before this one had finished

    def _elsewhere(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in ("data", "blob", "about") and parts.netloc not in self.hosts


@pytest.fixture(scope="module")
def watched(browser: Browser, browser_context_args: dict, site: str, site_at_top: str) -> Iterator[Watched]:
    """A page shared by all tests here, because a new one for each would take minutes."""
    context = browser.new_context(**{**browser_context_args, "reduced_motion": "reduce"})
    yield Watched(context.new_page(), [site, site_at_top])
    context.close()


@pytest.fixture()
def address(path: str, site: str, site_at_top: str) -> str:
    """Where a page is opened: below a sub-path, but for the page for addresses that are not found.

    That one is shown at any depth, so its links start at SITE_URL, or at the top of the host where there is none.
    """
    return (site_at_top if path == NOT_FOUND else site) + path


@pytest.mark.parametrize("path", [*PAGES, NOT_FOUND])
def test_the_page_is_quiet_and_fits_a_phone(watched: Watched, address: str, site_dir: Path, path: str) -> None:
    """Nothing in the console, nothing asked of another host, nothing missing, and no scrolling sideways at 320 pixels."""
    assert (site_dir / path).is_file(), f"{path} was not built"
    page = watched.page
    watched.faults.clear()
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))")
    wide = page.evaluate(WIDER_THAN_THE_SCREEN)
    faults = [*watched.faults, *wide]
    if faults:
        pytest.fail(f"{path} at 320 pixels:\n" + "\n".join(faults), pytrace=False)


WIDER_THAN_THE_SCREEN = """() => {
  const root = document.scrollingElement, room = root.clientWidth
  if (root.scrollWidth <= room) return []
  const scrolls = e => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) && e !== document.body && e !== root || scrolls(e.parentElement))
  const wide = [...document.querySelectorAll('.md-content *, .md-footer *, .md-header *')]
    .filter(e => e.getBoundingClientRect().right > room + 1 && !scrolls(e.parentElement))
    .map(e => `${e.tagName.toLowerCase()}.${e.className} reaches ${Math.round(e.getBoundingClientRect().right)} of ${room} pixels`)
  return [`the page is ${root.scrollWidth} pixels wide on a screen of ${room}`, ...wide.slice(0, 10)]
}"""


@pytest.mark.parametrize("path", [*PAGES, NOT_FOUND])
def test_everybody_can_read_the_page(watched: Watched, address: str, axe, path: str) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA, on a phone and on a desk, in light and in dark colours."""
    page = watched.page
    page.goto(address, wait_until="load")
    page.add_style_tag(content=STILL)
    faults = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("default", "slate"):
            page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
            faults += axe(page, f"{path} at {width} pixels, {'dark' if scheme == 'slate' else 'light'}", fail=False)
    if faults:
        pytest.fail("axe-core found what breaks WCAG 2.2 A or AA:\n" + "\n".join(faults[:40]), pytrace=False)
