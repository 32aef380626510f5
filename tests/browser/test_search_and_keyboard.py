"""Search finds a section by a figure, an author, an organisation; header and navigation work without a mouse."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import COLOURS, SMALL, STILL, in_dark

BOX, ANSWERED = ".md-search__input", "data-answered"
STATUS = ".app-search__status"


def search(page, words):
    """Open search by key, type, and wait until exactly these words are answered."""
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator("site-search")).to_have_attribute(ANSWERED, words, timeout=15000)
    return page.locator(".app-search__results > li")


def ask(page, words):
    """Ask something else in the open search."""
    page.locator(BOX).fill(words)
    expect(page.locator("site-search")).to_have_attribute(ANSWERED, words)


MEANT = {
    "78,749": "78,749",
    "Rowland": "Rowland",
    "Newham": "Newham",
    "Investors in People": "Investors in People",
    "supervison": "upervis",
    "recruitmnt": "ecruitment",
}


@pytest.mark.parametrize("base", ["http", "file"])
def test_search_loads_when_it_is_used_and_finds_what_is_meant(page, site, site_file, base):
    """The index is asked for at the first use, and again where it could not be loaded, which is said.

    However late it comes, it answers what was typed meanwhile, whole. Then a figure, an author, a place, a
    phrase, a slip: each is among the first results, over http and from a folder.
    """
    waiting = []
    page.route("**/search-index.js", lambda route: waiting.append(route))
    page.goto({"http": site, "file": site_file}[base] + "index.html", wait_until="load")
    assert waiting == []
    results = page.locator(".app-search__results > li")
    with page.expect_request("**/search-index.js"):
        page.keyboard.press("/")
    page.keyboard.type("attrition")
    expect(page.locator(STATUS)).to_contain_text("being loaded")
    waiting.pop().abort()
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    page.keyboard.press("Escape")
    with page.expect_request("**/search-index.js"):
        page.keyboard.press("/")
    assert results.count() == 0
    waiting.pop().continue_()
    expect(page.locator("site-search")).to_have_attribute(ANSWERED, "attrition")
    expect(page.locator(STATUS)).to_contain_text("Also looked for: Turnover")
    assert results.count() > 1

    for words, found in MEANT.items():
        page.locator(BOX).select_text()
        page.keyboard.type(words)
        expect(page.locator("site-search")).to_have_attribute(ANSWERED, words)
        expect(results.filter(has_text=re.compile(found)).first).to_be_visible()
        expect(page.locator(STATUS)).to_contain_text(re.compile(r"\d+ results?"))


def test_who_goes_on_before_the_search_has_come_is_not_left_behind_its_panel(page, site):
    """On a slow line the panel closes with the focus that leaves it, and what has the focus is seen."""
    page.route("**/assets/search-*.js", lambda route: None)
    page.goto(site + "index.html")
    page.keyboard.press("/")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.locator(".md-tabs__link:focus")).to_be_visible()


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


def test_a_thing_of_each_kind_is_found_by_its_title(page, site, site_dir):
    """Among the results of its kind, with the address of its exact place; pressed, on a phone and on a desk, it leads there."""
    kinds = kinds_found(site_dir)
    assert len(kinds) >= 14
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(site + "index.html")
    for kind, thing in kinds.items():
        link = link_to(page, kind, thing)
        expect(link).to_be_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site + "index.html")
        link_to(page, "figure", kinds["figure"]).click()
        page.wait_for_url(site + kinds["figure"]["url"])
        page.wait_for_function(PLACE, arg=kinds["figure"]["url"].partition("#")[2])


def link_to(page, kind, thing):
    """The result that leads to a thing, when its title has been asked for."""
    ask(page, thing["title"])
    chip = page.locator(f"[data-kind={kind}]")
    if chip.is_visible():  # more than one kind was found
        chip.click()
    return page.locator(f".app-search__results a[href$='{thing['url']}']")


def test_the_address_of_each_kind_leads_to_its_exact_place(page, site, site_dir):
    """It names an element of that page, which stands below the header: opened on a phone, and gone to on a desk."""
    for kind, thing in kinds_found(site_dir).items():
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(site + thing["url"])
        stands_below_the_header(page, kind, thing)
        page.set_viewport_size({"width": 1280, "height": 800})
        if kind == "council":  # which a script shows, when the page comes
            page.goto("about:blank")
        page.evaluate("scrollTo(0, 0)")
        page.goto(site + thing["url"])  # the same address: the page stays, its place is gone to
        stands_below_the_header(page, kind, thing)


def stands_below_the_header(page, kind, thing):
    """Or what a script shows there is in the window."""
    if kind == "council":
        expect(page.get_by_role("heading", name=thing["title"])).to_be_in_viewport()
    else:
        page.wait_for_function(PLACE, arg=thing["url"].partition("#")[2], timeout=10_000)


def test_results_say_what_they_are_and_are_used_from_the_keyboard(page, site):
    """Ten at first, then more; narrowed by kind; whatever is typed is answered; nothing typed is lost."""
    page.goto(site + "index.html")
    a_result_says_what_it_is_and_answers(page)
    ask(page, "social work")
    results = page.locator(".app-search__results > li")
    assert results.count() == 10
    page.get_by_role("button", name="Show more").click()
    assert results.count() == 30
    expect(results.nth(10).locator("a")).to_be_focused()  # the first of those that came

    ask(page, "x~99999")  # signs that mean something elsewhere, and far too much
    expect(page.locator(STATUS)).to_contain_text("Nothing found")
    page.locator(BOX).fill("supervision " * 4200)
    expect(results.first).to_be_visible()
    ask(page, "retention")
    page.locator(BOX).focus()
    chips_narrow_by_kind(page)
    results_are_reached_and_left(page)


def a_result_says_what_it_is_and_answers(page):
    """Kind with standing or date, value, reference, place; and never what is missing."""
    results = search(page, "turnover children’s social workers")
    labels = page.locator(".app-search__label")
    argument = results.filter(has=labels.get_by_text(re.compile(r"^Argument · current$"))).first
    expect(argument.locator(".app-search__where")).to_have_text("Arguments")
    figure = results.filter(has=labels.get_by_text(re.compile(r"^Figure · .*20\d\d$"))).first
    expect(figure.locator(".app-search__value")).to_have_text(re.compile(r"\d"))
    expect(page.locator("site-search")).not_to_contain_text("Missing")
    assert page.locator(".app-search__results mark").count() > 3
    ask(page, "Rowland 2006")
    source = results.filter(has=labels.get_by_text("Source", exact=True)).first
    expect(source.locator(".app-search__sentence")).to_contain_text("Rowland")


def chips_narrow_by_kind(page):
    """Tab goes to the chips, arrows along them, Tab again into the results; the counts stay."""
    results = page.locator(".app-search__results > li")
    page.keyboard.press("Tab")
    expect(page.locator("[data-kind='']")).to_be_focused()
    page.keyboard.press("ArrowRight")
    chip = page.locator("[data-kind=argument]")
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    count = int(chip.locator(".app-search__count").inner_text())
    expect(page.locator(STATUS)).to_contain_text(f"{count} results")
    expect(results).to_have_count(min(count, 10))
    labels = page.locator(".app-search__label").all_inner_texts()
    assert all(text.startswith("Argument") for text in labels)
    page.keyboard.press("Tab")
    expect(results.first.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(BOX)).to_have_value("retention")


def results_are_reached_and_left(page):
    """Arrows go into the results, Esc comes back to the box, Enter opens one."""
    first = page.locator(".app-search__results a").first
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(BOX)).to_have_value("retention")
    page.keyboard.press("ArrowDown")
    address = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_where_nothing_is_found_there_is_a_way_on(page, site, online):
    """It is said; words that the site knows, its sections and whom to ask are offered."""
    page.goto(online + "index.html")
    search(page, "sopervisionnn")
    nothing = page.locator(".app-search__nothing")
    expect(page.locator(STATUS)).to_contain_text("Nothing found")
    assert nothing.locator("li a").count() > 5
    asked = nothing.get_by_role("link", name="Ask for it").get_attribute("href")
    assert asked.startswith("https://github.com/team/site/issues/new?title=")
    nothing.get_by_role("button", name="supervision", exact=False).first.click()
    expect(page.locator(".app-search__results > li").first).to_be_visible()

    page.goto(site + "guidance/impact.html")  # without a repository or a contact
    search(page, "xqzvw")
    href = nothing.get_by_role("link", name="Ask for it").get_attribute("href")
    assert page.request.get(site + "guidance/" + href).ok


@pytest.mark.parametrize("base", ["http", "file"])
def test_a_search_can_be_sent_as_an_address(page, site, site_file, base):
    """?q= opens any page with the question asked, no wider than the window, on a phone and on a desk."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto({"http": site, "file": site_file}[base] + "guidance/impact.html?q=agency")
    expect(page.locator("site-search")).to_have_attribute(ANSWERED, "agency")
    expect(page.locator(STATUS)).to_have_attribute("role", "status")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("!document.getAnimations().length")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_header_works_by_keyboard(page, site):
    """On a phone Tab reaches the menu and its links only when it is open, and search; dark colours are reached and named."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + "guidance/impact.html")
    focus_never_leaves_the_screen(page)
    page.locator(".md-skip").focus()  # where Tab begins
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

    page.locator("label.md-header__button[for=__search]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1280, "height": 900})
    button = page.get_by_role("button", name="Switch to dark colours")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def focus_never_leaves_the_screen(page):
    """Links of the closed menu take no focus."""
    for _ in range(25):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect(); return [b.left, b.right, document.activeElement.outerHTML.slice(0, 120)]; })()"
        )
        assert box[1] > 0 and box[0] < 320, box[2]


def test_without_scripts_everything_can_be_read(scriptless_page, site):
    """Navigation, text and references stand there."""
    page = scriptless_page
    page.goto(site + "guidance/impact.html")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#references")).to_be_visible()
    expect(page.locator(".md-tabs__link").first).to_be_visible()


OPENED = ".md-search"


def test_open_search_can_be_read_by_everybody(page, site, axe):
    """axe finds nothing before a word is typed, with results, and without any, on a desk and on a phone, light and dark.

    The page behind it once; the rest where something has changed, by the rules that it can break.
    """
    page.goto(site + "papers/index.html")
    page.add_style_tag(content=STILL)
    search(page, "")
    axe(page, "search opened over a page")
    found = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for words in ("", "retention", "sopervisionnn"):
            ask(page, words)
            what = f"search open at {width} with {words!r}"
            rules = None if width == 1280 else SMALL
            found += axe(page, what, fail=False, within=OPENED, rules=rules)
            in_dark(page)
            found += axe(page, f"{what}, dark", fail=False, within=OPENED, rules=COLOURS)
            page.evaluate("document.body.setAttribute('data-md-color-scheme', 'default')")
    assert found == []
