"""Search finds a section by a figure, an author, an organisation; header and navigation work without a mouse."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import COLOURS, STILL, in_dark


def search(page, words):
    """Open search by key, type, and wait until exactly these words are answered."""
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator("site-search")).to_have_attribute("data-answered", words, timeout=15000)
    return page.locator(".app-search__results > li")


MEANT = {
    "78,749": "78,749",
    "Rowland": "Rowland",
    "Newham": "Newham",
    "Investors in People": "Investors in People",
    "supervison": "upervis",
    "recruitmnt": "ecruitment",
}


@pytest.mark.parametrize("base", ["http", "file"])
def test_search_finds_what_is_meant_however_it_is_spelt(page, site, site_file, base):
    """A figure, an author, a place, a phrase, a slip: among the first results, over http and from a folder."""
    page.goto({"http": site, "file": site_file}[base] + "index.html")
    results = search(page, "")
    for words, found in MEANT.items():
        page.locator(".md-search__input").select_text()
        page.keyboard.type(words)
        expect(page.locator("site-search")).to_have_attribute("data-answered", words)

        expect(results.filter(has_text=re.compile(found)).first).to_be_visible()
        expect(page.locator(".app-search__status")).to_contain_text(re.compile(r"\d+ results?"))


@pytest.mark.parametrize("base", ["http", "file"])
def test_nothing_is_fetched_before_search_is_used_and_nothing_typed_is_lost(
    page, site, site_file, base
):
    """The index is asked for at the first use; however late it comes, it answers what was typed meanwhile, whole."""
    waiting = []
    page.route("**/search-index.js", lambda route: waiting.append(route))
    page.goto({"http": site, "file": site_file}[base] + "index.html", wait_until="load")
    assert waiting == []
    with page.expect_request("**/search-index.js"):
        page.keyboard.press("/")
    page.keyboard.type("attrition")
    expect(page.locator(".app-search__status")).to_contain_text("being loaded")
    assert page.locator(".app-search__results > li").count() == 0
    waiting[0].continue_()
    expect(page.locator("site-search")).to_have_attribute("data-answered", "attrition")
    expect(page.locator(".app-search__status")).to_contain_text("Also looked for: Turnover")
    assert page.locator(".app-search__results > li").count() > 1


def test_who_goes_on_before_the_search_has_come_is_not_left_behind_its_panel(page, site):
    """On a slow line the panel closes with the focus that leaves it, and what has the focus is seen."""
    page.route("**/assets/search-*.js", lambda route: None)
    page.goto(site + "index.html")
    page.keyboard.press("/")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.locator(".md-tabs__link:focus")).to_be_visible()


def test_a_search_that_could_not_be_loaded_says_so_and_tries_again(page, site):
    """What was typed is kept, and answered at the next use."""
    page.route("**/search-index.js", lambda route: route.abort())
    page.goto(site + "index.html")
    page.keyboard.press("/")
    page.keyboard.type("agency")
    expect(page.locator(".app-search__status")).to_contain_text("could not be loaded")
    page.unroute("**/search-index.js")
    page.keyboard.press("Escape")
    page.keyboard.press("/")

    expect(page.locator("site-search")).to_have_attribute("data-answered", "agency")


def kinds_found(site_dir):
    """A thing of each kind in the index of the site, not at the top of its page: {kind: thing}."""
    script = (site_dir / "search-index.js").read_text(encoding="utf-8")
    things = json.loads(script.removeprefix("pqSearchIndex(").rstrip().removesuffix(");"))["things"]
    in_the_middle = [thing for thing in things if "#" in thing["url"]] + things
    return {thing["kind"]: thing for thing in reversed(in_the_middle)}


PLACE = """place => {
    const target = place ? document.getElementById(place) : document.querySelector("h1");
    const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
    const {top} = target.getBoundingClientRect();
    return top > header - 2 && top < innerHeight - 40;
}"""  # the top of what is shown stands below the header


@pytest.mark.parametrize("width", [320, 1280])
def test_a_thing_of_each_kind_is_found_and_leads_to_its_exact_place(page, site, site_dir, width):
    """Its title finds it; its address names an element of that page, which then stands below the header."""
    page.set_viewport_size({"width": width, "height": 800})
    kinds = kinds_found(site_dir)
    assert len(kinds) >= 14
    for kind, thing in kinds.items():
        page.goto(site + "index.html")
        page.locator(".md-search__input").fill(thing["title"])
        expect(page.locator("site-search")).to_have_attribute("data-answered", thing["title"])
        chip = page.locator(f"[data-kind={kind}]")
        if chip.is_visible():  # more than one kind was found
            chip.click()
        link = page.locator(f".app-search__results a[href$='{thing['url']}']")
        with page.expect_navigation():
            link.click()

        if kind == "council":  # which a script shows
            expect(page.get_by_role("heading", name=thing["title"])).to_be_in_viewport()
        else:
            page.wait_for_function(PLACE, arg=thing["url"].partition("#")[2], timeout=10_000)


def test_a_result_says_what_it_is_and_answers(page, site):
    """Kind with standing or date, value, reference, place; and never what is missing."""
    page.goto(site + "index.html")
    results = search(page, "turnover children’s social workers")
    labels = page.locator(".app-search__label")
    argument = results.filter(has=labels.get_by_text(re.compile(r"^Argument · current$"))).first
    expect(argument.locator(".app-search__where")).to_have_text("Arguments")
    figure = results.filter(has=labels.get_by_text(re.compile(r"^Figure · .*20\d\d$"))).first
    expect(figure.locator(".app-search__value")).to_have_text(re.compile(r"\d"))
    expect(page.locator("site-search")).not_to_contain_text("Missing")
    assert page.locator(".app-search__results mark").count() > 3

    page.locator(".md-search__input").fill("Rowland 2006")
    expect(page.locator("site-search")).to_have_attribute("data-answered", "Rowland 2006")
    source = results.filter(has=labels.get_by_text("Source", exact=True)).first
    expect(source.locator(".app-search__sentence")).to_contain_text("Rowland")


def test_ten_results_at_first_then_more(page, site):
    """The focus goes to the first of those that came."""
    page.goto(site + "index.html")
    results = search(page, "social work")
    assert results.count() == 10
    page.get_by_role("button", name="Show more").click()

    assert results.count() == 30
    expect(results.nth(10).locator("a")).to_be_focused()


def test_chips_narrow_by_kind_from_the_keyboard(page, site):
    """Tab goes to the chips, arrows along them, Tab again into the results; the counts stay, nothing typed is lost."""
    page.goto(site + "index.html")
    results = search(page, "retention")
    page.keyboard.press("Tab")
    expect(page.locator("[data-kind='']")).to_be_focused()
    page.keyboard.press("ArrowRight")
    chip = page.locator("[data-kind=argument]")
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    count = int(chip.locator(".app-search__count").inner_text())
    expect(page.locator(".app-search__status")).to_contain_text(f"{count} results")
    expect(results).to_have_count(min(count, 10))
    assert all(
        text.startswith("Argument") for text in page.locator(".app-search__label").all_inner_texts()
    )
    page.keyboard.press("Tab")
    expect(results.first.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator(".md-search__input")).to_have_value("retention")


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


def test_where_nothing_is_found_there_is_a_way_on(page, site, online):
    """It is said; words that the site knows, its sections and whom to ask are offered."""
    page.goto(online + "index.html")
    search(page, "sopervisionnn")
    nothing = page.locator(".app-search__nothing")
    expect(page.locator(".app-search__status")).to_contain_text("Nothing found")
    assert nothing.locator("li a").count() > 5
    asked = nothing.get_by_role("link", name="Ask for it").get_attribute("href")
    assert asked.startswith("https://github.com/team/site/issues/new?title=")
    nothing.get_by_role("button", name="supervision", exact=False).first.click()
    expect(page.locator(".app-search__results > li").first).to_be_visible()

    page.goto(site + "guidance/impact.html")  # without a repository or a contact
    search(page, "xqzvw")
    href = nothing.get_by_role("link", name="Ask for it").get_attribute("href")
    assert page.request.get(site + "guidance/" + href).ok


def test_whatever_is_typed_is_answered(page, site):
    """Signs that mean something elsewhere, and far too much of it."""
    page.goto(site + "index.html")
    search(page, "x~99999")
    expect(page.locator(".app-search__status")).to_contain_text("Nothing found")
    page.locator(".md-search__input").fill("supervision " * 4200)

    expect(page.locator(".app-search__results > li").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("base", ["http", "file"])
def test_a_search_can_be_sent_as_an_address(page, site, site_file, base, width):
    """?q= opens any page with the question asked, no wider than the window."""
    page.set_viewport_size({"width": width, "height": 800})
    address = {"http": site, "file": site_file}[base] + "guidance/impact.html?q=agency"
    page.goto(address)

    expect(page.locator("site-search")).to_have_attribute("data-answered", "agency")
    expect(page.locator(".app-search__status")).to_have_attribute("role", "status")
    page.wait_for_function("!document.getAnimations().length")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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
def test_open_search_can_be_read_by_everybody(page, site, axe, width):
    """axe finds nothing before a word is typed, with results, and without any, on a phone and on a desk, light and dark."""
    for words in ("", "retention", "sopervisionnn"):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + "papers/index.html")
        page.add_style_tag(content=STILL)
        search(page, words)
        axe(page, f"search open at {width} with {words!r}")
        in_dark(page)
        axe(page, f"search open at {width} with {words!r}, dark", rules=COLOURS)
