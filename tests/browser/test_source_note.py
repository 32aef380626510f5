"""A reader reaches the full reference from a citation or a figure without losing the place."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import COLOURS, STILL, in_dark

PAGE = "guide-2007/recruitment-retention.html"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("a.app-cite[href='#ref-rowland2006']", "Rowland, M. (2006)"),
        ("a.app-stat[href='#figure-stay-after-award-2006']", "Beware:"),
    ],
)
def test_a_click_opens_the_source_beside_the_text(page, site, link, words):
    """Citation and figure alike; the page stays where it is."""
    page.goto(site + PAGE)
    page.locator(link).first.evaluate("link => link.scrollIntoView({block: 'center'})")
    page.evaluate("addEventListener('click', () => { window.before = scrollY; }, true)")
    page.locator(link).first.click()

    expect(page.locator("#app-note")).to_be_visible()
    expect(page.locator("#app-note")).to_contain_text(words)
    assert page.evaluate("scrollY === window.before") and "#" not in page.url


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


def test_escape_closes_it_and_focus_returns(page, site):
    """Keyboard alone: Enter opens, Esc closes, focus is back on the citation."""
    page.goto(site + PAGE)
    link = page.locator("a.app-cite").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#app-note")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#app-note")).to_be_hidden()
    expect(link).to_be_focused()


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


def test_without_scripts_the_link_goes_to_the_reference_and_back(browser, site):
    """A plain link to the page's own list, and a plain link back."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGE)
    page.locator("a.app-cite[href='#ref-rowland2006']").first.click()
    assert page.url.endswith("#ref-rowland2006")
    page.locator("#ref-rowland2006 a[href='#cite-rowland2006-1']").click()
    assert page.url.endswith("#cite-rowland2006-1")
    context.close()


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


def test_the_references_of_one_work_can_be_copied(page, site):
    """Harvard, BibTeX and RIS stand there, whole."""
    page.goto(site + "references.html#moriarty2014")
    page.locator("#moriarty2014 .app-library__export summary").click()
    texts = page.locator("#moriarty2014 pre").all_inner_texts()

    assert texts[0].startswith("Moriarty, J. and Manthorpe, J. (2014)")
    assert texts[1].startswith("@article{moriarty2014,") and texts[1].strip().endswith("}")
    assert texts[2].startswith("TY  - JOUR") and texts[2].strip().endswith("ER  -")


def test_one_button_copies_one_form_of_a_reference(browser, site):
    """BibTeX reaches the clipboard whole, and it is said."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + "references.html#moriarty2014")
    page.locator("#moriarty2014 .app-library__export summary").click()
    page.locator("#moriarty2014").get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator("#moriarty2014 [role=status]").nth(1)).to_have_text("Copied.")

    assert page.evaluate("navigator.clipboard.readText()").startswith("@article{moriarty2014,")
    context.close()


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


@pytest.mark.parametrize("width", [320, 1280])
def test_an_open_source_can_be_read_by_everybody(page, site, axe, width):
    """axe finds nothing while a citation is open, on a phone and on a desk, in light and dark."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + PAGE)
    page.add_style_tag(content=STILL)
    page.locator("a.app-cite").first.click()
    expect(page.locator("#app-note")).to_be_visible()
    axe(page, f"citation open at {width}")
    in_dark(page)
    axe(page, f"citation open at {width}, dark", rules=COLOURS)
