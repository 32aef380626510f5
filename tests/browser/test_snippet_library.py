"""The library of arguments: narrowed by choices and words, counted aloud, sent as an address."""

from __future__ import annotations

import re
from contextlib import nullcontext

import pytest
from playwright.sync_api import expect

from macros import ROOT, reading
from tests.browser.conftest import shifted

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


CHOICES = [
    ("Section", "section", "impact"),
    ("Part of the case", "case", "financial"),
    ("For whom", "audience", "finance"),
    ("Kind of evidence", "strength", "published study"),
    ("Does it still hold?", "stands", "historic"),
]


def test_each_choice_narrows_the_list(page, site, snippets):
    """What is shown is what the files say, one choice after the other."""
    page.goto(site + PAGE)
    for label, name, value in CHOICES:
        page.get_by_label(label).select_option(value)
        wanted = {
            s.title
            for s in snippets.values()
            if value in (s.meta[name] if isinstance(s.meta[name], list) else [s.meta[name]])
        }

        expect(page.locator(".app-filter__count")).to_have_text(
            f"{len(wanted)} of {len(snippets)} arguments shown"
        )
        assert set(shown(page).locator("> a").all_inner_texts()) == wanted, label
        page.get_by_label(label).select_option("")


def test_a_narrowed_view_can_be_sent(page, site):
    """The address holds the choice; opening it shows the same."""
    page.goto(site + PAGE)
    page.get_by_label("Section").select_option("standards")
    page.get_by_label("Words").fill("regulator")
    expect(page.locator(".app-filter__count")).to_contain_text("Also looked for")
    count = shown(page).count()
    address = page.url
    assert "section=standards" in address and "q=regulator" in address

    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_label("Section")).to_have_value("standards")
    expect(page.locator(".app-filter__count")).to_contain_text(f"{count} of")
    assert shown(page).count() == count > 0


def test_no_match_has_a_way_out(page, site, snippets, axe):
    """It is said, and one button brings all back."""
    page.goto(site + PAGE)
    page.get_by_label("Words").fill("zebra")
    expect(page.get_by_text("No argument matches.")).to_be_visible()
    axe(page, "no match")
    page.get_by_role("button", name="Show all").click()

    expect(page.locator(".app-filter__count")).to_have_text(f"All {len(snippets)} arguments shown")


@pytest.mark.parametrize("base", ["http", "file"])
def test_words_are_looked_for_in_the_whole_text_and_in_other_words(page, site, site_file, base):
    """In forms of the word, in other words of the glossary, and by who is cited."""
    page.goto({"http": site, "file": site_file}[base] + PAGE)
    for words in ("vacancy", "PRTL", "mentor", "supervision", "Newham", "Moriarty", "14.2"):
        page.get_by_label("Words").fill(words)
        expect(page.locator(".app-filter__count")).to_contain_text(re.compile("^[1-9].* shown"))
        assert 0 < shown(page).count() < 30, words
    page.get_by_label("Words").fill("mentor")
    expect(page.locator(".app-filter__count")).to_contain_text("Also looked for: Practice educator")


def test_words_typed_before_the_search_is_there_are_asked_when_it_is(page, site):
    """The list stays as it is until then, and the address keeps the words."""
    waiting = []
    page.route("**/search-index.js", lambda route: waiting.append(route))
    page.goto(site + PAGE)
    with page.expect_request("**/search-index.js"):
        page.get_by_label("Words").fill("mentor")
    expect(page.locator(".app-filter__count")).to_contain_text("being loaded")
    assert page.url.endswith("#q=mentor")
    waiting[0].continue_()

    expect(page.locator(".app-filter__count")).to_contain_text("arguments shown")
    assert 0 < shown(page).count() < 30


def test_without_the_search_the_words_of_the_list_count(page, site):
    """A network that fails leaves a filter that works."""
    page.route("**/search-index.js", lambda route: route.abort())
    page.goto(site + PAGE)
    page.get_by_label("Words").fill("sutton")

    expect(page.locator(".app-filter__count")).to_contain_text("1 of")


def test_what_the_list_does_not_hold_is_asked_of_the_whole_site(page, site):
    """One button opens the search with the same words."""
    page.goto(site + PAGE)
    page.get_by_label("Words").fill("leeds")
    page.get_by_role("button", name="Search the whole site").click()

    expect(page.locator("site-search")).to_have_attribute("data-answered", "leeds")
    expect(page.locator(".app-search__results > li").first).to_contain_text("Leeds")


@pytest.mark.own_page  # so that it has its size from the first frame
@pytest.mark.parametrize("path", [PAGE, "examples/index.html"])
@pytest.mark.parametrize("width", [320, 412, 1280])
def test_the_filters_have_their_place_before_the_script_runs(page, site, path, width):
    """Nothing of the list jumps when they come to life."""
    page.set_viewport_size({"width": width, "height": 823})
    page.goto(site + path)
    expect(page.locator(".app-filter__count")).to_contain_text("shown")

    shifted(page, most=0.01)


@pytest.mark.own_page  # so that it has its size from the first frame
@pytest.mark.parametrize("width", [412, 1280])
@pytest.mark.parametrize(
    "view",
    [
        PAGE + "#q=vacancy",
        PAGE + "#q=zzzqq",
        PAGE + "#stands=current&case=economic",
        "examples/index.html#q=newham",
        "examples/index.html#theme=retention",
    ],
)
def test_a_list_that_was_sent_narrowed_does_not_jump(page, site, view, width):
    """However late the search comes: nothing is shown in the meantime that would go."""
    page.set_viewport_size({"width": width, "height": 823})
    waiting = []
    page.route("**/search-index.js", lambda route: waiting.append(route))
    asked = page.expect_request("**/search-index.js") if "q=" in view else nullcontext()
    with asked:
        page.goto(site + view, wait_until="domcontentloaded")
    if "q=" in view:
        expect(page.locator(".app-filter__count")).to_contain_text("being loaded")
        assert page.locator("[data-item]:visible").count() == 0
        waiting[0].continue_()
    expect(page.locator(".app-filter__count")).to_contain_text(re.compile(r"^\d+ of"))

    shifted(page, most=0.02)


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


def test_without_scripts_the_list_is_complete(scriptless_page, site, snippets):
    """By section, no filter that does nothing."""
    scriptless_page.goto(site + PAGE)

    assert shown(scriptless_page).count() == len(snippets)
    expect(scriptless_page.locator("filter-list form")).to_be_hidden()


THROWS = "window.URLSearchParams = class { constructor() { throw new Error('not here'); } };"


def throws_in_the_list(route):
    """The script as it is, in a browser that lacks what the list needs."""
    answer = route.fetch()
    route.fulfill(response=answer, body=THROWS + answer.text())


@pytest.mark.own_page  # which keeps the script that it was given
@pytest.mark.parametrize("fails", ["not there", "throws at once", "throws in the list"])
def test_where_a_script_fails_a_list_that_was_sent_is_whole(page, site, snippets, fails):
    """However it was sent: what cannot be narrowed is shown, and no filter that does nothing."""
    if fails == "not there":
        page.route("**/assets/site-*.js", lambda route: route.abort())
    elif fails == "throws at once":
        page.route("**/assets/site-*.js", lambda route: route.fulfill(body="throw new Error()"))
    else:
        page.route("**/assets/site-*.js", throws_in_the_list)
    page.goto(site + PAGE + "#q=vacancy")

    expect(shown(page)).to_have_count(len(snippets))
    if fails != "throws in the list":
        expect(page.locator("filter-list form")).to_be_hidden()


@pytest.mark.own_page
def test_a_script_that_does_not_come_keeps_no_list_back(page, site, snippets):
    """A list that was sent narrowed waits some seconds, no longer."""
    page.clock.install()
    page.route("**/assets/site-*.js", lambda route: None)
    page.goto(site + PAGE + "#q=vacancy", wait_until="commit")
    expect(page.locator("filter-list")).to_be_attached()
    assert shown(page).count() == 0
    page.clock.fast_forward(10_000)

    expect(shown(page)).to_have_count(len(snippets))
