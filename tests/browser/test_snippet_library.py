"""The library of arguments: narrowed by choices and words, counted aloud, sent as an address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from macros import ROOT, reading

PAGE = "snippets/index.html"


@pytest.fixture(scope="module")
def snippets():
    """The snippets as the project reads them."""
    return reading.load(ROOT).snippets


def shown(page):
    """The items that a reader sees."""
    return page.locator("[data-item]:visible")


def test_all_arguments_are_shown_and_counted(page, site, snippets):
    """None is hidden by default; current ones come first in each section."""
    page.goto(site + PAGE)

    expect(page.locator(".app-filter__count")).to_have_text(f"All {len(snippets)} arguments shown")
    assert shown(page).count() == len(snippets)
    first = (
        page.locator("[data-group]")
        .first.locator("[data-item]")
        .evaluate_all("items => items.map(i => i.dataset.stands)")
    )
    order = ["current", "dated", "historic"]
    assert first == sorted(first, key=order.index)


@pytest.mark.parametrize(
    ("label", "name", "value"),
    [
        ("Section", "section", "impact"),
        ("Part of the case", "case", "financial"),
        ("For whom", "audience", "finance"),
        ("Kind of evidence", "strength", "published study"),
        ("Does it still hold?", "stands", "historic"),
    ],
)
def test_each_choice_narrows_the_list(page, site, snippets, label, name, value):
    """What is shown is what the files say."""
    page.goto(site + PAGE)
    page.get_by_label(label).select_option(value)
    wanted = {
        s.title
        for s in snippets.values()
        if value in (s.meta[name] if isinstance(s.meta[name], list) else [s.meta[name]])
    }

    expect(page.locator(".app-filter__count")).to_have_text(
        f"{len(wanted)} of {len(snippets)} arguments shown"
    )
    assert set(shown(page).locator("> a").all_inner_texts()) == wanted


def test_a_narrowed_view_can_be_sent(page, site):
    """The address holds the choice; opening it shows the same."""
    page.goto(site + PAGE)
    page.get_by_label("Section").select_option("standards")
    page.get_by_label("Words").fill("regulator")
    count = shown(page).count()
    address = page.url
    assert "section=standards" in address and "q=regulator" in address

    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_label("Section")).to_have_value("standards")
    assert shown(page).count() == count > 0


def test_no_match_has_a_way_out(page, site, snippets, axe):
    """It is said, and one button brings all back."""
    page.goto(site + PAGE)
    page.get_by_label("Words").fill("zebra")
    expect(page.get_by_text("No argument matches.")).to_be_visible()
    axe(page, "no match")
    page.get_by_role("button", name="Show all").click()

    expect(page.locator(".app-filter__count")).to_have_text(f"All {len(snippets)} arguments shown")


def test_it_works_from_a_folder_and_by_keyboard(page, site_file, snippets):
    """No server, no mouse, a small screen."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site_file + PAGE)
    page.get_by_label("Does it still hold?").focus()
    page.keyboard.type("Current")
    current = sum(s.meta["stands"] == "current" for s in snippets.values())

    expect(page.locator(".app-filter__count")).to_have_text(
        f"{current} of {len(snippets)} arguments shown"
    )
    assert page.url.endswith("#stands=current")


def test_without_scripts_the_list_is_complete(browser, site, snippets):
    """By section, no filter that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGE)

    assert shown(page).count() == len(snippets)
    expect(page.locator("filter-list form")).to_be_hidden()
    context.close()
