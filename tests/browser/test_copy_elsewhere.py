"""Figures, changes, references and several arguments at once can be taken along too, over http and from a folder."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

READ = "async () => (await navigator.clipboard.readText())"


@pytest.fixture(params=["http", "file"])
def base(request, site, site_file):
    """The site over http and from a folder."""
    return site if request.param == "http" else site_file


@pytest.fixture
def page(clipboard_page):
    """A page that may read the clipboard."""
    return clipboard_page


@pytest.mark.parametrize(
    ("path", "within", "name", "expected"),
    [
        (
            "statistics.html",
            "#children-turnover-2025",
            "Copy",
            ["11.8%", "England, 30 September 2025", "Department for Education ("],
        ),
        (
            "snippets/children-turnover-2025.html",
            "#figure-children-turnover-2025",
            "Copy",
            ["11.8%", "Department for Education ("],
        ),
        (
            "today/regulator-and-codes.html",
            "#gscc",
            "Copy for your paper",
            ["Social Work England has regulated social workers", "References"],
        ),
    ],
)
def test_one_thing_is_copied_with_its_reference(page: Page, base, path, within, name, expected):
    """A figure from the table and from its note, and what became of a thing."""
    page.goto(base + path)
    page.evaluate(
        "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
    )  # lists below a page are folded
    page.locator(within).get_by_role("button", name=name).click()

    expect(page.locator(within).locator("[role=status]")).to_contain_text(
        "Copied with its reference"
    )
    copied = page.evaluate(READ)
    assert all(words in copied for words in expected), copied


def test_a_reference_is_copied_without_our_notes(page: Page, base):
    """The note on a source stays on the page."""
    page.goto(base + "references.html#rowland2006")
    entry = page.locator("#rowland2006")
    entry.locator("summary", has_text="Copy this reference").click()
    entry.get_by_role("button", name="Copy Harvard").click()

    expect(entry.locator("[role=status]").first).to_have_text("Copied.")
    assert page.evaluate(READ).startswith("Rowland, M. (2006)") and "[" not in page.evaluate(READ)


def test_arguments_of_a_list_go_into_the_basket_and_out_as_one_text(page: Page, base, axe):
    """Picked in the library, put in order, copied with one list of references, still there when the page is opened again."""
    page.goto(base + "snippets/index.html")
    rows = page.locator("[data-basket-row]")
    names = [rows.nth(n).locator("a").inner_text() for n in (0, 1)]
    for n in (0, 1):
        rows.nth(n).get_by_role("button", name="Add to basket").click()
        expect(rows.nth(n).get_by_role("status")).to_contain_text(f"{n + 1} argument")
    page.goto(base + "basket.html")
    listed = page.locator("app-basket li a")
    expect(listed).to_have_text(names)
    expect(page.locator("app-basket li").first).to_contain_text("still empty")
    page.get_by_role("button", name=f"Down: {names[0]}").click()
    expect(listed).to_have_text(names[::-1])
    axe(page, "basket")

    page.get_by_role("button", name="Copy all for Word").click()
    expect(page.locator(".app-basket__status")).to_contain_text("one list of references")
    copied = page.evaluate(READ)
    assert copied.index(names[1]) < copied.index(names[0]) and copied.count("\nReferences") == 1

    page.get_by_role("button", name=f"Remove: {names[0]}").click()
    page.reload()
    expect(listed).to_have_text([names[1]])


TOOLS = "**/assets/tools-*.js"


@pytest.mark.parametrize("comes", ["late", "never"])
def test_a_press_before_its_script_is_there_counts(page: Page, site, comes):
    """What copies is loaded when somebody comes near: slowly, the press is kept; not at all, they are told, and the citation leads on."""
    held = []
    page.route(TOOLS, lambda route: held.append(route) if comes == "late" else route.abort())
    page.goto(site + "guidance/impact.html")
    row = page.locator("article [data-basket-row]").first
    row.locator("[data-basket]").press("Enter")
    if comes == "late":
        page.wait_for_function("document.querySelector('script[src*=\"/tools-\"]')")
        held[0].continue_()
        expect(row.locator("[role=status]")).to_have_text("1 argument in the basket.")
        expect(row.locator("[data-basket]")).to_have_attribute("aria-pressed", "true")
        return
    expect(row.locator("[role=status]")).to_contain_text("could not be loaded")
    cited = page.locator("article a.app-cite:visible").first
    cited.press("Enter")
    expect(page).to_have_url(site + "guidance/impact.html" + str(cited.get_attribute("href")))


def test_a_page_of_text_is_read_without_the_tools(page: Page, site):
    """Nobody waits for what they may never use; the mark of the basket and its number are there all the same."""
    page.goto(site + "guidance/impact.html")
    page.locator("article [data-basket]").first.click()
    expect(page.locator("[data-basket-count]")).to_have_text("Basket 1")

    page.reload()
    expect(page.locator("article [data-basket]").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-basket-count]")).to_have_text("Basket 1")
    asked = page.evaluate("performance.getEntriesByType('resource').map(({name}) => name)")
    assert asked and not [url for url in asked if "/tools-" in url or "/more-" in url]
