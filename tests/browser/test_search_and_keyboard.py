"""Search finds a section by a figure, an author, an organisation; header and navigation work without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


def search(page, words):
    """Open search by key, type, and wait until exactly these words are answered."""
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator("site-search")).to_have_attribute("data-answered", words, timeout=15000)
    return page.locator(".app-search__results > li")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("78,749", "78,749"),
        ("Rowland", "Rowland"),
        ("Newham", "Newham"),
        ("Investors in People", "Investors in People"),
        ("supervison", "upervis"),
        ("recruitmnt", "ecruitment"),
    ],
)
@pytest.mark.parametrize("base", ["http", "file"])
def test_search_finds_what_is_meant_however_it_is_spelt(page, site, site_file, base, words, found):
    """A figure, an author, a place, a phrase, a slip: among the first results, over http and from a folder."""
    page.goto({"http": site, "file": site_file}[base] + "index.html")
    results = search(page, words)

    expect(results.filter(has_text=re.compile(found)).first).to_be_visible()
    expect(page.locator(".app-search__status")).to_contain_text(re.compile(r"\d+ results?"))


def test_nothing_is_fetched_before_search_is_used_and_nothing_typed_is_lost(page, site):
    """The index is asked for at the first use; a slow one is waited for, and answers what was typed meanwhile."""
    waiting = []
    page.route("**/search-index.js", lambda route: waiting.append(route))
    page.goto(site + "index.html", wait_until="load")
    assert waiting == []
    page.keyboard.press("/")
    page.keyboard.type("agency")
    expect(page.locator(".app-search__status")).to_contain_text("being loaded")
    with page.expect_response("**/search-index.js"):
        waiting[0].continue_()
    expect(page.locator("site-search")).to_have_attribute("data-answered", "agency")
    expect(page.locator(".app-search__results > li").first).to_be_visible()


def test_results_are_reached_and_left_by_keyboard(page, site):
    """Arrows and Tab go into the results, Esc comes back to the box and then closes it; nothing typed is lost."""
    page.goto(site + "index.html")
    search(page, "retention")
    page.keyboard.press("ArrowDown")
    first = page.locator(".app-search__results a").first
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    box = page.locator(".md-search__input")
    expect(box).to_be_focused()
    expect(box).to_have_value("retention")
    page.keyboard.press("ArrowDown")
    address = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_where_nothing_is_found_there_is_a_way_on(page, site):
    """It is said, and the sections are offered."""
    page.goto(site + "index.html")
    search(page, "xqzvw")

    expect(page.locator(".app-search__status")).to_contain_text("Nothing found")
    assert page.locator(".app-search__nothing a").count() > 5


def test_a_search_can_be_sent_as_an_address(page, site):
    """?q= opens the page with the question asked."""
    page.goto(site + "index.html?q=agency")

    expect(page.locator("site-search")).to_have_attribute("data-answered", "agency")
    expect(page.locator(".app-search__status")).to_have_attribute("role", "status")


def test_the_menu_opens_by_keyboard_on_a_phone(page, site):
    """Tab reaches the menu button, Enter opens it, focus goes in, Esc closes it."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + "guidance/impact.html")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.htmlFor") == "__drawer":
            break
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Menu"
    page.keyboard.press("Enter")
    expect(page.locator("#__drawer")).to_be_checked()
    page.wait_for_function("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("#__drawer")).not_to_be_checked()


def test_focus_never_leaves_the_screen_on_a_phone(page, site):
    """Links of the closed menu take no focus."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + "guidance/impact.html")
    for _ in range(25):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect(); return [b.left, b.right, document.activeElement.outerHTML.slice(0, 120)]; })()"
        )
        assert box[1] > 0 and box[0] < 320, box[2]


def test_search_opens_by_keyboard_on_a_phone(page, site):
    """The search button is reached and works."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + "guidance/impact.html")
    page.locator("label.md-header__button[for=__search]").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".md-search__input")).to_be_focused()


def test_colours_change_by_keyboard(page, site):
    """The button for dark colours is reached, named, and works."""
    page.goto(site + "guidance/impact.html")
    button = page.get_by_role("button", name="Switch to dark colours")
    button.focus()
    page.keyboard.press("Enter")

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_without_scripts_everything_can_be_read(browser, site):
    """Navigation, text and references stand there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "guidance/impact.html")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#references")).to_be_visible()
    expect(page.locator(".md-tabs__link").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_open_search_can_be_read_by_everybody(page, site, axe, width, scheme):
    """axe finds nothing with search open and results shown, on a phone and on a desk, in light and dark."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + "guidance/impact.html")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    search(page, "retention")
    page.add_style_tag(
        content="* { transition: none !important; animation: none !important }"
    )  # a colour half-way is no colour to judge
    axe(page, f"search open at {width}, {scheme}")
