"""Search finds a section by a figure, an author, an organisation; header and navigation work without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


def search(page, words):
    """Open search, type, and wait for results."""
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type(words, delay=20)
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=15000)
    return page.locator(".md-search-result__item")


@pytest.mark.parametrize(("words", "found"), [
    ("78,749", "Recruitment and retention"),
    ("Rowland", "Recruitment and retention"),
    ("Middlesex University", "Tower Hamlets|Career pathways|boroughs|train"),
    ("Newham", "Newham|placement|Practice learning"),
    ("Investors in People", "Investors in People"),
])
def test_search_finds_by_figure_author_and_organisation(page, site, words, found):
    """The first few results hold the section that the guide's reader means."""
    page.goto(site + "index.html")
    results = search(page, words)

    expect(results.filter(has_text=re.compile(found)).first).to_be_visible()


@pytest.mark.parametrize(("words", "found", "said"), [
    ("attrition", "urnover", "Also looked for: Turnover."),
    ("postqualifying", "PQ|ost-qualifying", "Also looked for: PQ (Post-qualifying)."),
    ("locum", "gency", "Also looked for: Agency worker."),
    ("supervison", "upervis", "Supervision"),
    ("recruitmnt", "ecruitment", "No page has “recruitmnt”: looked for words that are spelt like it."),
    ("supervis", "upervis", ""),
])
@pytest.mark.parametrize("base", ["http", "file"])
def test_search_knows_other_words_parts_of_words_and_misspelt_ones(page, site, site_file, base, words, found, said):
    """In the reader's own words, over http and from a folder; it says what else it looked for."""
    page.goto({"http": site, "file": site_file}[base] + "index.html")
    results = search(page, words)

    expect(results.first).to_contain_text(re.compile(found))
    expect(page.locator(".app-search-also")).to_contain_text(said)
    assert results.count() > 5


def test_search_works_from_a_folder(page, site_file):
    """No server, no network: the index comes with the pages."""
    page.goto(site_file + "index.html")
    results = search(page, "Rowland")

    assert results.count() > 0


def test_the_number_of_results_is_said(page, site):
    """The line with the count is a status."""
    page.goto(site + "index.html")
    search(page, "retention")

    expect(page.locator(".md-search-result__meta")).to_have_attribute("role", "status")


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
        box = page.evaluate("(() => { const b = document.activeElement.getBoundingClientRect(); return [b.left, b.right, document.activeElement.outerHTML.slice(0, 120)]; })()")
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
    page.goto(site + "guidance/conclusion.html")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    search(page, "retention")
    page.wait_for_timeout(400)  # the dialog slides in, and a colour half-way is no colour to judge
    axe(page, f"search open at {width}, {scheme}")
