"""On paper: the text, its citations and references; no navigation, nothing to click. On a screen: nothing jumps."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import shifted


def test_prints_the_text_with_its_references(page, site):
    """Header, menus and buttons are gone; references and notes on figures stand there, though a screen folds them."""
    page.goto(site + "guide-2007/recruitment-retention.html")
    expect(page.locator("#ref-rowland2006")).to_be_hidden()
    page.emulate_media(media="print")

    for gone in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer", ".app-contents"):
        expect(page.locator(gone).first).to_be_hidden()
    for kept in (
        "h1",
        "a.app-cite",
        "#references",
        "#ref-rowland2006",
        "#figure-stay-after-award-2006",
    ):
        expect(page.locator(kept).first).to_be_visible()


def test_an_argument_prints_without_its_buttons(page, site):
    """The words and the answers to what may be said stay, on one sheet and not a second, empty one."""
    page.goto(site + "snippets/agency-rules.html")
    assert re.findall(rb"/Count (\d+)", page.pdf(format="A4", prefer_css_page_size=True)) == [b"1"]
    page.emulate_media(media="print")

    expect(page.locator(".app-snippet__tools")).to_be_hidden()
    expect(page.locator(".app-snippet__body")).to_be_visible()


@pytest.mark.own_page  # so that it has its size from the first frame
@pytest.mark.parametrize("path", ["guide-2007/recruitment-retention.html", "statistics.html"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_a_page_loads(page, site, path, width):
    """No layout shift that a reader would notice, at any width. Of lists that narrow, test_snippet_library.py asks more."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + path, wait_until="load")
    shifted(page, most=0.1)


def test_a_page_read_in_dark_colours_prints_in_light_ones(page, site):
    """Black words would stand on black paper; afterwards the screen is as it was."""
    page.emulate_media(color_scheme="dark")
    page.goto(site + "guidance/impact.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
