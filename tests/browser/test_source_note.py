"""A reader reaches the full reference from a citation or a figure without losing the place."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import COLOURS, SMALL, STILL, in_dark

PAGE = "guide-2007/recruitment-retention.html"


LINKS = [
    ("a.app-cite[href='#ref-rowland2006']", "Rowland, M. (2006)"),
    ("a.app-stat[href='#figure-stay-after-award-2006']", "Beware:"),
]


def test_a_press_opens_the_source_beside_the_text_and_escape_closes_it(page, site):
    """Citation and figure alike: the page stays where it is, and after Escape the focus is back.

    By mouse and by keyboard alone.
    """
    page.goto(site + PAGE)
    note = page.locator("#app-note")
    page.evaluate("addEventListener('click', () => { window.before = scrollY; }, true)")
    for selector, words in LINKS:
        link = page.locator(selector).first
        for press in (link.click, lambda: page.keyboard.press("Enter")):
            link.evaluate("link => link.scrollIntoView({block: 'center'})")
            press()
            expect(note).to_be_visible()
            expect(note).to_contain_text(words)
            assert page.evaluate("scrollY === window.before") and "#" not in page.url, selector
            page.keyboard.press("Escape")
            expect(note).to_be_hidden()
            expect(link).to_be_focused()


def test_nothing_of_a_long_note_shows_next_to_its_close(page, site):
    """The foot is as wide as the note and at its end, and at the end of the scroll it covers no line."""
    page.set_viewport_size({"width": 320, "height": 400})
    page.goto(site + PAGE)
    page.locator("a.app-stat[href='#figure-stay-after-award-2006']").first.click()
    note = page.locator("#app-note")
    expect(note).to_be_visible()
    assert note.evaluate("note => note.scrollHeight > note.clientHeight"), "the note is not long"
    note.evaluate("note => note.scrollTo(0, note.scrollHeight)")
    text, foot = (page.locator(f".app-note__{part}").bounding_box() for part in ("text", "foot"))
    box = note.bounding_box()
    assert foot["y"] >= text["y"] + text["height"] and foot["width"] >= text["width"]
    assert foot["y"] + foot["height"] >= box["y"] + box["height"] - 2


@pytest.mark.own_page
def test_hovering_opens_nothing(page, site):
    """Nothing pops up by passing over it."""
    page.clock.install()
    page.goto(site + PAGE)
    page.locator("a.app-cite").first.hover()
    page.clock.run_for(5000)

    expect(page.locator("#app-note")).to_have_count(0)


def test_a_touch_opens_it_too(browser, site):
    """On a phone, a tap."""
    context = browser.new_context(has_touch=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(site + PAGE)
    page.locator("a.app-cite").first.tap()

    expect(page.locator("#app-note")).to_be_visible()
    box = page.locator("#app-note").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    context.close()


def test_without_scripts_the_link_goes_to_the_reference_and_back(scriptless_page, site):
    """A plain link to the page's own list, and a plain link back."""
    page = scriptless_page
    page.goto(site + PAGE)
    page.locator("a.app-cite[href='#ref-rowland2006']").first.click()
    assert page.url.endswith("#ref-rowland2006")
    page.locator("#ref-rowland2006 a[href='#cite-rowland2006-1']").click()
    assert page.url.endswith("#cite-rowland2006-1")


def test_the_library_leads_back_to_the_citing_place(page, site):
    """ "Cited on" lands on the citation itself."""
    page.goto(site + "references.html#rowland2006")
    page.locator("#rowland2006").get_by_text("Cited in").click()
    page.locator(
        "#rowland2006 .app-library__used a", has_text="Recruitment and retention"
    ).first.click()

    anchor = page.url.split("#")[1]
    assert anchor.startswith("cite-rowland2006-")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_the_references_of_one_work_can_be_copied(clipboard_page, site):
    """Harvard, BibTeX and RIS stand there, whole; one button copies one of them, and it is said."""
    clipboard_page.goto(site + "references.html#moriarty2014")
    work = clipboard_page.locator("#moriarty2014")
    work.locator(".app-library__export summary").click()
    texts = work.locator("pre").all_inner_texts()
    assert texts[0].startswith("Moriarty, J. and Manthorpe, J. (2014)")
    assert texts[1].startswith("@article{moriarty2014,") and texts[1].strip().endswith("}")
    assert texts[2].startswith("TY  - JOUR") and texts[2].strip().endswith("ER  -")

    work.get_by_role("button", name="Copy BibTeX").click()
    expect(work.locator("[role=status]").nth(1)).to_have_text("Copied.")
    copied = clipboard_page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@article{moriarty2014,")


def test_figures_sort_and_narrow(page, site):
    """By column heading, and by a word, with the count said."""
    page.goto(site + "statistics.html")
    rows = page.locator("sort-table tbody tr:visible")
    total = page.locator("sort-table tbody tr").count()
    expect(rows).to_have_count(0)
    money = page.locator("details[data-group]", has_text="Money and grants").first
    money.locator("summary").first.click()
    money.get_by_role("button", name="Figure", exact=True).click()
    values = money.locator("tbody tr th").evaluate_all(
        "cells => cells.map(c => Number(c.dataset.value))"
    )
    assert len(values) > 5 and values == sorted(values)

    page.get_by_label("Show figures that mention").fill("agency")
    expect(page.locator(".app-table-tools__filter [role=status]")).to_contain_text(
        f"of {total} shown"
    )
    assert 0 < rows.count() < total
    page.get_by_label("Show figures that mention").fill("")
    expect(rows).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "id", "link"),
    [
        ("references.html", "rowland2006", "R"),
        ("statistics.html", "ffp-total-2026", ""),
        ("glossary.html", "amhp", "A"),
        ("today/evidence.html", "cite-mclaughlin2023-1", ""),
    ],
)
def test_a_link_into_a_folded_list_lands_on_its_entry(page, site, path, id, link):
    """From another page, and from the letters above; what stands in other parts stays folded."""
    page.goto(f"{site}{path}#{id}")
    expect(page.locator(f"#{id}")).to_be_in_viewport()
    expect(page.locator(".app-fold[open]")).to_have_count(1)
    if link:
        page.goto(site + path)
        page.get_by_role("navigation", name="A to Z").get_by_role("link", name=link).click()
        expect(page.locator(f"#{id}")).to_be_visible()


def test_an_open_source_can_be_read_by_everybody(page, site, axe):
    """axe finds nothing while a citation is open, on a desk and on a phone, in light and dark.

    All rules once; then where the note stands, by those that colours and a small screen change.
    """
    page.goto(site + PAGE)
    page.add_style_tag(content=STILL)
    page.locator("a.app-cite").first.click()
    expect(page.locator("#app-note")).to_be_visible()
    axe(page, "citation open")
    in_dark(page)
    axe(page, "citation open, dark", rules=COLOURS, within="#app-note")
    page.set_viewport_size({"width": 320, "height": 900})
    page.locator("a.app-cite").first.click()  # another size closes it
    expect(page.locator("#app-note")).to_be_visible()
    axe(page, "citation open on a phone, dark", rules=SMALL, within="#app-note")
