"""What tests that share a page may count on: whatever one of them does to it, the next finds it as new."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Kept

PAGE = "snippets/index.html"
LEAVE_TRACES = """async () => {
  localStorage.setItem("kept", "yes")
  sessionStorage.setItem("kept", "yes")
  document.cookie = "kept=yes"
  addEventListener("pagehide", () => localStorage.setItem("kept-at-last", "yes"))
  await new Promise((done) => {
    const asked = indexedDB.open("kept")
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept")
    asked.onsuccess = done
  })
}"""
TRACES = """async () => ({
  stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => name.startsWith("kept")),
  cookie: document.cookie,
  databases: (await indexedDB.databases()).map(({name}) => name),
  looks: ["print", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"].filter((look) => matchMedia(look).matches),
  size: [innerWidth, innerHeight],
  under: [...document.querySelectorAll(":hover")].map((element) => element.localName),
})"""


@pytest.fixture
def kept(browser, browser_context_args):
    """A kept page of this test's own."""
    one = Kept(browser, browser_context_args)
    yield one
    one.close()


def test_nothing_of_a_test_stays(kept, site, site_file):
    """Neither over http nor from a folder: nothing stored, no look, size, route or tab, and the mouse where it was."""
    page = kept.open()

    def traces() -> list[dict]:
        found = []
        for base in (site, site_file):
            page.goto(base + PAGE)
            expect(page.locator(".app-filter__count")).to_contain_text("shown")
            found.append(page.evaluate(TRACES))
        return found

    as_new = traces()
    for base in (site_file, site):
        page.goto(base + PAGE)
        page.evaluate(LEAVE_TRACES)
    page.set_viewport_size({"width": 320, "height": 500})
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    page.locator("h1").hover()
    assert page.evaluate(TRACES) != as_new[0]
    page.context.new_page()
    page.route("**/*", lambda route: route.abort())
    kept.put_back()

    assert kept.open() is page and page.context.pages == [page]
    assert traces() == as_new


def test_what_would_stay_is_refused(kept):
    """A test that listens, or changes every page to come, is told to ask for a page of its own."""
    page = kept.open()
    for would_stay in (
        lambda: page.on("request", print),
        lambda: page.add_init_script("1"),
        lambda: page.clock.install(),
        lambda: page.context.grant_permissions(["clipboard-read"]),
    ):
        with pytest.raises(AssertionError, match="own_page"):
            would_stay()
