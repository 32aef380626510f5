"""A case is put together, edited and kept by people with mouse or keyboard, and nothing that they did is lost."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.case_page import (
    WORD,
    add_usual,
    clear,
    download,
    field,
    fill,
    open_draft,
    parts,
    press,
    said,
    status,
    with_usual,
)

ORGANISATION = "name of organisation"


def test_a_start_asks_what_is_missing_and_a_charity_gets_the_headings_of_its_trustees(
    page, site_file
):
    """Nothing is done in silence; what stands in the paper already keeps its headings; full storage is said."""
    page.goto(site_file + "case.html")
    press(page, "Add the usual arguments and tables")
    expect(status(page)).to_have_text("First choose what you want to fund.")
    fund, outline = field(page, "What do you want to fund?"), field(page, "Headings")
    expect(fund).to_be_focused()

    page.evaluate("location.hash = 'fund-charity'")
    expect(outline).to_have_value("trustees")
    outline.select_option("committee")
    page.evaluate(
        "() => { Storage.prototype.setItem = () => {"
        " throw new DOMException('x', 'QuotaExceededError'); }; }"
    )
    add_usual(page)
    expect(status(page)).to_contain_text("and tables. This browser has no room left")
    expect(parts(page).nth(10)).to_be_visible()
    fund.select_option("amhp-bia")
    fund.select_option("charity")
    expect(outline).to_have_value("committee")


def test_costs_are_worked_out_and_nothing_is_reckoned_from_a_slip(page, site_file):
    """Six days, half of them covered, at what a day costs; then an amount that no one can mean."""
    page.goto(site_file + "case.html")
    for label, value in (("People each year", "4"), ("Years", "1")):
        fill(page, label, value)
    add_cost(page, "Cover for the team, paid")
    for label, value in (("Study days", "6"), ("Share really covered, %", "50")):
        fill(page, label, value)
    total = page.locator(".app-case__sum")
    expect(total).to_contain_text("Still needed")
    fill(page, "Cost of a day of cover, £", "200")
    expect(total).to_contain_text("£2,400 in all, £600 a person")

    add_cost(page, "Course fee")
    fill(page, "Amount, £", "3.000,00")
    expect(page.locator(".app-case__fault", has_text="Enter an amount in pounds")).to_be_visible()
    expect(total).to_contain_text("Still needed")


def add_cost(page: Page, name: str) -> None:
    """A line of the costs."""
    field(page, "Add a cost").fill(name)
    field(page, "Add a cost").press("Enter")


def test_a_draft_comes_back_whole_on_another_computer(page, site, site_file, tmp_path):
    """As a draft or inside the Word file, from a folder to the site and back; what is no draft is refused.

    A file of the same name that was mended is read again.
    """
    with_usual(page, site_file, "first-years")
    names = {WORD: "a.docx", "Download draft": "a.pqcase"}
    for base in (site, site_file):  # each keeps what it knows apart from the other
        for button, name in names.items():
            (tmp_path / name).write_bytes(download(page, button))
        wanted = len(json.loads((tmp_path / "a.pqcase").read_bytes())["parts"])
        page.goto(base + "case.html")
        if base == site:
            expect(parts(page)).to_have_count(0)
        for name in names.values():
            clear(page)
            open_draft(page, tmp_path / name)
            expect(parts(page)).to_have_count(wanted)

    for content, says in {
        "{}": "not a draft",
        "nonsense": "damaged",
        '{"format":"pq-case","version":99}': "newer edition",
    }.items():
        (tmp_path / "b.pqcase").write_text(content)
        open_draft(page, tmp_path / "b.pqcase")
        expect(status(page)).to_contain_text(says)
        expect(parts(page)).to_have_count(wanted)
    (tmp_path / "b.pqcase").write_bytes((tmp_path / "a.pqcase").read_bytes())
    open_draft(page, tmp_path / "b.pqcase")
    expect(status(page)).to_contain_text("Opened b.pqcase")


def test_the_keyboard_alone_is_enough(page, site_file):
    """Start, move, remove and undo; the place is kept after each step, where a browser cannot move what has the focus too."""
    page.goto(site_file + "case.html#fund-amhp-bia")
    page.get_by_role("button", name="Add the usual arguments and tables").press("Enter")
    move_remove_and_undo(page)
    page.evaluate("delete Element.prototype.moveBefore")  # as in browsers of yesterday
    move_remove_and_undo(page)


def move_remove_and_undo(page: Page) -> None:
    """Down, and up over the edge into the heading before; out, and back."""
    first = parts(page).nth(1)
    name = first.locator("strong").inner_text()
    focus = page.locator(":focus")
    first.get_by_role("button", name="Move down").press("Enter")
    expect(focus).to_have_attribute("aria-label", f"Move down: {name}")
    for _ in range(3):
        focus.locator("xpath=..").get_by_role("button", name="Move up").press("Enter")
        expect(focus).to_have_attribute("aria-label", f"Move up: {name}")
    part = focus.locator("xpath=ancestor::li[1]")
    part.get_by_role("button", name="Remove").press("Enter")
    expect(page.locator(".app-case__part strong", has_text=name)).to_have_count(0)
    expect(focus).to_have_text("Undo")
    page.keyboard.press("Enter")
    expect(page.locator(".app-case__part strong", has_text=name)).to_have_count(1)


OUT_OF_SIGHT = """() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.hidden;
}"""


def test_words_that_are_edited_are_kept_left_or_put_back(page, site_file):
    """Left as they were they do not come back, though kept meanwhile; a citation that still stands keeps its reference."""
    with_usual(page, site_file)
    press(page, "Edit: AMHP courses")
    page.keyboard.type("A thought. ")
    page.evaluate(OUT_OF_SIGHT)
    assert "A thought." in page.evaluate("localStorage.getItem('pq-case')")
    press(page, "Leave it as it was")
    page.wait_for_function("() => !localStorage.getItem('pq-case').includes('A thought.')")

    press(page, "Edit: AMHP courses")
    area = page.get_by_label("Words; an empty line begins a new paragraph")
    area.fill("Shorter, from me. " + area.input_value())
    press(page, "Keep", exact=True)
    found = said(download(page))
    assert "Shorter, from me." in found and "Social Work England (2024" in found
    page.locator(".app-case__part", has_text="changed by you").locator("summary").click()
    press(page, "Put back")

    # An editor that is opened throws nothing away of another, and what is open leaves with the paper.
    first, second = (page.get_by_role("button", name="Edit: ").nth(n) for n in (1, 2))
    first.click()
    page.keyboard.type("Of the first. ")
    second.click()
    page.keyboard.type("Of the second. ")
    found = said(download(page))
    assert "Of the first." in found and "Of the second." in found
    assert "Shorter, from me." not in found
    expect(page.get_by_role("button", name="Keep", exact=True)).to_have_count(0)
    what_is_being_typed_survives_the_closing_of_the_page(page)


def what_is_being_typed_survives_the_closing_of_the_page(page: Page) -> None:
    """In a field that nobody left, in an open editor, and own words that nobody added yet."""
    page.locator(".app-case__heading summary", has_text="Add below").first.click()
    page.get_by_label("Your own words", exact=True).fill("Words of my own.")
    press(page, "Edit: AMHP courses")
    page.keyboard.type("Typed and not kept. ")
    page.get_by_label(ORGANISATION, exact=True).click()
    page.keyboard.type("Blankshire")
    page.reload()

    expect(page.get_by_label(ORGANISATION, exact=True)).to_have_value("Blankshire")
    found = said(download(page))
    assert "Typed and not kept." in found and "Words of my own." in found


def test_a_case_is_there_again_and_of_two_tabs_none_overwrites_the_other(page, site, tmp_path):
    """The later asks first: it takes the other's case, and may keep its own as a file."""
    with_usual(page, site)
    what_is_being_typed_survives_the_closing_of_the_page(page)
    count = parts(page).count()
    other = page.context.new_page()
    other.goto(site + "case.html")
    expect(parts(other)).to_have_count(count)
    parts(other).first.get_by_role("button", name="Remove").click()
    expect(parts(other)).to_have_count(count - 1)
    with page.expect_download() as got:
        press(page, "Keep this as a copy")
    assert "(copy)" in got.value.suggested_filename
    expect(parts(page)).to_have_count(count - 1)
    expect(page.get_by_role("button", name="Keep this as a copy")).to_have_count(0)
    got.value.save_as(tmp_path / "copy.pqcase")
    open_draft(page, tmp_path / "copy.pqcase")
    expect(parts(page)).to_have_count(count)

    load = other.get_by_role("button", name="Load that one")
    expect(load).to_be_visible()
    parts(other).last.get_by_role("button", name="Remove").click()
    expect(status(other)).to_contain_text("Another tab has changed this case")
    load.click()
    expect(parts(other)).to_have_count(count)
    expect(load).to_have_count(0)
    other.close()


@pytest.mark.own_page
def test_where_the_browser_keeps_nothing_the_draft_is_offered(page, site_file):
    """A browser that forbids storage is named; figures still fill gaps, and the draft holds all."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    with_usual(page, site_file)
    expect(status(page)).to_contain_text("keeps nothing for this page")
    fill(page, ORGANISATION, "Blankshire")
    expect(status(page)).to_contain_text("name of organisation filled in")
    draft = json.loads(download(page, "Download the draft"))
    assert draft["figures"]["name of organisation"] == "Blankshire" and len(draft["parts"]) > 10


def test_what_is_dragged_filled_in_or_cleared_can_be_undone(page, site_file):
    """A part on its new heading, a figure on other pages too, and everything; no by mistake is no."""
    with_usual(page, site_file)
    last = page.locator(".app-case__heading", has_text="Commercial case")
    part = (
        page.locator(".app-case__heading", has_text="Economic case").locator(".app-case__part").last
    )
    name = part.locator("strong").inner_text()
    part.locator(".app-case__handle").drag_to(last.locator(".app-case__part").first)
    expect(last).to_contain_text(name)
    press(page, "Undo")
    expect(last).not_to_contain_text(name)

    fill(page, ORGANISATION, "Blankshire")
    expect(status(page)).to_contain_text("name of organisation filled in")
    assert "Blankshire" in page.evaluate("localStorage.getItem('pq-your')")
    press(page, "Undo")
    expect(page.get_by_label(ORGANISATION, exact=True)).to_have_value("")
    assert "Blankshire" not in page.evaluate("localStorage.getItem('pq-your')")

    clear(page, answer=False)
    expect(parts(page).nth(10)).to_be_visible()
    clear(page)
    assert page.evaluate("localStorage.getItem('pq-case')") is None
    press(page, "Undo")
    expect(parts(page).nth(10)).to_be_visible()


def test_a_gap_leads_to_its_field_and_the_field_to_its_part(page, site_file):
    """From the list before sending and back into the paper; a press right after typing counts."""
    with_usual(page, site_file)
    page.locator("summary", has_text="gaps are still empty").click()
    press(page, "Go there: “budget line” is still empty.")
    gap = page.get_by_label("budget line", exact=True)
    expect(gap).to_be_focused()
    page.locator(".app-case__field", has=gap).get_by_role("button").click()
    in_the_paper = page.locator(".app-case__part summary:focus")
    expect(in_the_paper).to_have_count(1)

    # The field gives up its value while the press goes down; the button stays until it is let go.
    page.get_by_label(ORGANISATION, exact=True).click()
    page.keyboard.type("Blankshire")
    target = page.locator(".app-case__link", has_text="in “").first
    target.scroll_into_view_if_needed()
    target.hover()
    page.mouse.down()
    expect(status(page)).to_contain_text("name of organisation filled in")
    expect(in_the_paper).to_have_count(0)
    page.mouse.up()
    expect(in_the_paper).to_have_count(1)


# Fields filled one after the other, before the page has had time to draw; the last is not left yet.
FILL = """(fields) => fields.forEach(([name, value], n) => {
    const field = document.querySelector(`[data-focus="${name}"]`);
    field.focus();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (n < fields.length - 1) field.dispatchEvent(new Event("change", { bubbles: true }));
})"""


def test_a_hand_quicker_than_the_page_loses_nothing(page, site_file):
    """Two numbers of one line in one breath, and a word that is being typed where all is drawn anew."""
    with_usual(page, site_file)
    fill(page, "Years", "two")
    add_cost(page, "Cover for the team, paid")
    expect(field(page, "Study days")).to_be_visible()
    fields = [["money people", "4"], ["money years", "1"], ["money m1-days", "6"]]
    fields += [["money m1-covered", "50"], ["money m1-dayCost", "200"]]
    page.evaluate(FILL, [*fields, ["figure budget line", "Learning and dev"]])
    expect(page.locator(".app-case__sum")).to_contain_text("£2,400 in all")
    page.wait_for_function("() => !document.querySelector('case-builder').rest.length")
    gap = page.get_by_label("budget line", exact=True)

    expect(gap).to_have_value("Learning and dev")
    expect(gap).to_be_focused()
    page.keyboard.type("elopment")
    page.keyboard.press("Tab")
    expect(page.locator("#case-figures ~ div")).to_contain_text("From your costs.")
    expect(gap).to_have_value("Learning and development")


def test_without_scripts_it_leads_on(scriptless_page, site):
    """To a finished paper, arguments and tables."""
    scriptless_page.goto(site + "case.html")
    expect(scriptless_page.get_by_role("link", name="finished paper")).to_be_visible()
