"""Tables travel into Word, figures narrow to a time, folds open on paper, and the guide of 2007 says what it is."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TABLES_THAT_SCROLL, UNFOLD

READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async type => (await (await item.getType(type)).text());
  return {html: await read('text/html'), text: await read('text/plain')};
}"""


def test_a_table_is_copied_as_a_table_with_the_readers_own_figures(clipboard_page, site):
    """Word gets rows and cells, a spreadsheet gets tabs, and the confirmation names what is empty."""
    tables = clipboard_page
    tables.goto(site + "about.html")
    tables.evaluate(
        "own => localStorage.setItem('pq-your', own)", json.dumps({"total cost": "£22,260"})
    )
    tables.goto(site + "money/tables.html")
    tables.locator("#options > summary").click()
    first = tables.locator("#options")
    first.get_by_role("button", name="Copy this table for Word").click()
    expect(first.get_by_role("status")).to_contain_text("Table copied.")
    expect(first.get_by_role("status")).to_contain_text("cost of doing nothing")

    copied = tables.evaluate(READ)
    assert "<table" in copied["html"] and "£22,260" in copied["html"]
    assert any(
        line.split("\t")[0] == "Preferred" and "£22,260" in line
        for line in copied["text"].splitlines()
    )


def test_figures_narrow_to_a_time_and_to_words_at_once(page, site):
    """Today's figures alone, then those of them that mention a word."""
    page.goto(site + "statistics.html")
    page.get_by_label("Figures of").select_option("then")
    expect(page.locator("tr[data-time=now]").first).to_be_hidden()
    expect(page.locator("tr[data-time=then]").first).to_be_visible()
    page.get_by_label("Figures of").select_option("now")
    page.get_by_label("Show figures that mention").fill("vacancies")
    expect(page.locator("tr[data-time=then]:visible")).to_have_count(0)
    expect(page.locator("#figures-time")).to_have_value("now")
    for row in page.locator("tbody tr:visible").all_text_contents():
        assert "vacancies" in row.lower()


def test_folds_open_for_the_print_and_close_after_it(page, site):
    """References stand on paper with the date; the reader may leave them out."""
    page.goto(site + "guidance/impact.html")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#ref-moriarty2014")).to_be_visible()
    expect(page.locator(".app-printed")).to_contain_text(site)
    page.locator(".app-apparatus__print input").evaluate("box => { box.checked = true; }")
    expect(page.locator("#ref-moriarty2014")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#references")).not_to_have_attribute("open", "")


def test_a_page_of_2007_says_so_wherever_a_reader_lands(page, site):
    """The band stays in sight below the header far down the page, on a desk and on a phone, and leads to the page of today."""
    page.goto(site + "guide-2007/recruitment-retention.html")
    band = page.locator(".app-edition-band")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
        expect(band).to_be_in_viewport()
        above = page.locator(".md-header").bounding_box()
        assert band.bounding_box()["y"] == above["y"] + above["height"], (
            f"no words pass above the band at {width}"
        )
    band.get_by_role("link", name="Today’s page").click()
    expect(page).to_have_url(site + "guidance/recruitment-retention.html")


def test_a_table_is_a_stop_for_the_keyboard_only_where_it_scrolls(page, site):
    """What fits is passed by; what is wider than its place can be reached, and says what it is."""
    page.goto(site + "money/who-pays.html")
    expect(page.locator(".app-table-scroll")).to_have_count(1)
    expect(page.locator(".app-table-scroll[tabindex]")).to_have_count(0)
    page.add_style_tag(content=".app-table-scroll table { min-width: 2000px }")
    place = page.get_by_role("region", name="Who pays, by course and employer")
    expect(place).to_have_attribute("tabindex", "0")


def test_a_chosen_council_scrolls_nowhere_sideways_on_a_small_phone(page, site):
    """A script shows it; the pages as they are built are looked at in test_every_page.py."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + "council.html#kingston-upon-hull")
    page.locator(".app-council__measure").first.wait_for()
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(TABLES_THAT_SCROLL) == []


@pytest.mark.parametrize(
    ("path", "column", "first"),
    [
        ("guidance/career-pathways.html", "In force", "Standard today"),
        ("council.html#kingston-upon-hull", "England", "Kingston upon Hull"),
    ],
)
def test_a_row_that_stands_as_a_card_names_its_cells_and_stays_a_table(
    page, site, path, column, first
):
    """On a phone each cell says its column; a browser that reads aloud still finds rows and columns.

    A table that a script fills is one that Python made, and no different.
    """
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + path)
    table = page.get_by_role("table").filter(has_text=column).first
    cell = table.get_by_role("row").nth(1).get_by_role("cell").first
    before = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert json.loads(before.split('" "')[0] + ('"' if '" "' in before else "")).startswith(first)
    expect(table.get_by_role("columnheader", name=column)).to_have_count(1)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
