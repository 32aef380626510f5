"""A case is put together by people with mouse, keyboard or phone, and leaves as a Word file with everything in it."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document
from playwright.sync_api import Page, expect


@pytest.fixture(params=["http", "file"])
def base(request, site, site_file):
    """The site over http and from a folder."""
    return site if request.param == "http" else site_file


def start(page: Page, base: str, fund: str) -> None:
    """The page with the usual arguments of a purpose."""
    page.goto(f"{base}case.html#fund-{fund}")
    page.get_by_role("button", name="Add the usual arguments and tables").click()
    expect(page.locator(".app-case__status")).to_contain_text("Added the usual arguments")


def fill(page: Page, label: str, value: str) -> None:
    """Fill a field and leave it, as people do."""
    field = page.get_by_label(label, exact=True).first
    field.fill(value)
    field.press("Tab")


def download(page: Page, button: str) -> bytes:
    """What a button saves."""
    with page.expect_download() as found:
        page.get_by_role("button", name=button, exact=True).click()
    return found.value.path().read_bytes()


def words(document: bytes) -> str:
    """All words of a Word file, tables and filled controls too."""
    return "\n".join(
        t.text or ""
        for t in Document(io.BytesIO(document)).element.body.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
        )
    )


@pytest.mark.parametrize("fund", ["practice-educators", "amhp-bia", "charity"])
def test_a_finished_paper_leaves_in_word(page, base, fund):
    """From the door to Word: headings, arguments, tables, costs, the reader's own figures, and one list of references."""
    start(page, base, fund)
    fill(page, "name of organisation", "Blankshire")
    for label, value in (("People each year", "4"), ("Years", "2"), ("Turnover, % a year", "12")):
        fill(page, label, value)
    page.get_by_label("Add a cost", exact=True).first.fill("Course fee")
    page.get_by_label("Add a cost", exact=True).first.press("Enter")
    fill(page, "Amount, £", "3,000")
    expect(page.locator(".app-case__sum")).to_contain_text("£24,000")
    page.get_by_role("button", name="Put the costs into the paper").click()

    document = download(page, "Download for Word")
    found = words(document)
    headings = [
        p.text
        for p in Document(io.BytesIO(document)).paragraphs
        if p.style.name.lower() == "heading 1"
    ]

    first = "Decision asked for" if fund == "charity" else "Summary and recommendation"
    assert headings[0] == first and headings[-1] == "References"
    assert "Blankshire" in found and "[name of organisation]" not in found
    assert "£24,000" in found and "Cost by year" in found
    assert "[date of decision]" in found  # what nobody filled in stays a gap


def test_a_charity_starts_with_the_headings_of_its_trustees(page, site_file):
    """Unless something stands in the paper already, which keeps its headings."""
    page.goto(site_file + "case.html#fund-charity")
    headings = page.get_by_label("Headings", exact=True)
    expect(headings).to_have_value("trustees")
    headings.select_option("committee")
    page.get_by_role("button", name="Add the usual arguments and tables").click()
    page.get_by_label("What do you want to fund?").select_option("amhp-bia")
    page.get_by_label("What do you want to fund?").select_option("charity")
    expect(headings).to_have_value("committee")


def test_the_councils_own_template_keeps_its_headings(page, site, tmp_path):
    """The parts stand below the template's headings, in its order, and nothing is added to them."""
    template = Document()
    for text in (
        "Purpose of report",
        "Options considered",
        "Financial implications",
        "Legal implications",
    ):
        template.add_heading(text, 1)
    template.save(tmp_path / "council.docx")
    start(page, site, "amhp-bia")
    page.get_by_label("Or your own Word template").set_input_files(tmp_path / "council.docx")
    expect(page.locator(".app-case__heading h3").first).to_have_text("Purpose of report")

    made = Document(io.BytesIO(download(page, "Download for Word")))
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "Purpose of report",
        "Options considered",
        "Financial implications",
        "Legal implications",
        "References",
    ]


def test_a_draft_comes_back_whole(page, base, tmp_path, new_context):
    """Saved as a draft or inside the Word file, and opened on another computer."""
    start(page, base, "first-years")
    draft, word = download(page, "Download draft"), download(page, "Download for Word")
    (tmp_path / "a.pqcase").write_bytes(draft)
    (tmp_path / "a.docx").write_bytes(word)
    parts = len(json.loads(draft)["parts"])
    for name in ("a.pqcase", "a.docx"):
        other = new_context().new_page()
        other.goto(base + "case.html")
        other.get_by_label("Or go on with a draft").set_input_files(tmp_path / name)
        expect(other.locator(".app-case__part")).to_have_count(parts)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{}", "not a draft"),
        ("nonsense", "damaged"),
        ('{"format":"pq-case","version":99}', "newer edition"),
    ],
)
def test_what_is_no_draft_is_refused_with_a_reason(page, site_file, tmp_path, content, says):
    """And what stood there stays."""
    start(page, site_file, "charity")
    parts = page.locator(".app-case__part").count()
    (tmp_path / "x.pqcase").write_text(content)
    page.get_by_label("Or go on with a draft").set_input_files(tmp_path / "x.pqcase")

    expect(page.locator(".app-case__status")).to_contain_text(says)
    expect(page.locator(".app-case__part")).to_have_count(parts)


@pytest.mark.own_page
@pytest.mark.parametrize("browser_of", ["today", "yesterday"])
def test_the_keyboard_alone_is_enough(page, site_file, browser_of):
    """Start, move, remove and undo; the place is kept after each step, where a browser cannot move what has the focus too."""
    if browser_of == "yesterday":
        page.add_init_script("delete Element.prototype.moveBefore")
    page.goto(site_file + "case.html#fund-amhp-bia")
    page.get_by_role("button", name="Add the usual arguments and tables").press("Enter")
    first = page.locator(".app-case__part").nth(1)
    name = first.locator("strong").inner_text()
    first.get_by_role("button", name="Move down").press("Enter")
    expect(page.locator(":focus")).to_have_attribute("aria-label", f"Move down: {name}")
    for _ in range(3):  # up, and over the edge into the heading before
        page.locator(":focus").locator("xpath=..").get_by_role("button", name="Move up").press(
            "Enter"
        )
        expect(page.locator(":focus")).to_have_attribute("aria-label", f"Move up: {name}")
    page.locator(":focus").locator("xpath=ancestor::li[1]").get_by_role(
        "button", name="Remove"
    ).press("Enter")
    expect(page.locator(".app-case__part strong", has_text=name)).to_have_count(0)
    expect(page.locator(":focus")).to_have_text("Undo")
    page.keyboard.press("Enter")
    expect(page.locator(".app-case__part strong", has_text=name)).to_have_count(1)


def test_edited_words_keep_their_source(page, site_file):
    """A citation that still stands keeps its reference; the words of the library can be put back."""
    start(page, site_file, "amhp-bia")
    page.get_by_role("button", name="Edit: AMHP courses").click()
    area = page.get_by_label("Words; an empty line begins a new paragraph")
    area.fill("Shorter, from me. " + area.input_value())
    page.get_by_role("button", name="Keep", exact=True).click()
    found = words(download(page, "Download for Word")).replace("\n", "")

    assert "Shorter, from me." in found and "Social Work England (2024" in found
    page.locator(".app-case__part", has_text="changed by you").locator("summary").click()
    page.get_by_role("button", name="Put back").click()
    assert "Shorter, from me." not in words(download(page, "Download for Word"))


def test_what_is_being_typed_survives_the_closing_of_the_page(page, base):
    """In a field that nobody left, in an open editor, and own words that nobody added yet."""
    start(page, base, "amhp-bia")
    page.locator(".app-case__heading summary", has_text="Add below").first.click()
    page.get_by_label("Your own words", exact=True).fill("Words of my own.")
    page.get_by_role("button", name="Edit: AMHP courses").click()
    page.keyboard.type("Typed and not kept. ")
    page.get_by_label("name of organisation", exact=True).click()
    page.keyboard.type("Blankshire")
    page.reload()

    expect(page.get_by_label("name of organisation", exact=True)).to_have_value("Blankshire")
    found = words(download(page, "Download for Word"))
    assert "Typed and not kept." in found and "Words of my own." in found


def test_words_that_were_left_as_they_were_do_not_come_back(page, site_file):
    """Though the page was out of sight meanwhile, and kept what was typed then."""
    start(page, site_file, "amhp-bia")
    page.get_by_role("button", name="Edit: AMHP courses").click()
    page.keyboard.type("A thought. ")
    page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { value: true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    assert "A thought." in page.evaluate("localStorage.getItem('pq-case')")
    page.get_by_role("button", name="Leave it as it was").click()
    page.wait_for_function("() => !localStorage.getItem('pq-case').includes('A thought.')")


def test_words_of_an_open_editor_are_in_the_paper_that_leaves(page, site_file):
    """And another editor that is opened meanwhile throws none away."""
    start(page, site_file, "amhp-bia")
    first, second = (page.get_by_role("button", name="Edit: ").nth(n) for n in (1, 2))
    first.click()
    page.keyboard.type("Of the first. ")
    second.click()
    page.keyboard.type("Of the second. ")
    found = words(download(page, "Download for Word"))

    assert "Of the first." in found and "Of the second." in found
    expect(page.get_by_role("button", name="Keep", exact=True)).to_have_count(0)


def test_a_wrong_amount_is_named_and_nothing_is_reckoned_from_it(page, site_file):
    """A slip of the keyboard never becomes a sum."""
    page.goto(site_file + "case.html")
    page.get_by_label("Add a cost", exact=True).first.fill("Course fee")
    page.get_by_label("Add a cost", exact=True).first.press("Enter")
    fill(page, "Amount, £", "3.000,00")

    expect(page.locator(".app-case__fault", has_text="Enter an amount in pounds")).to_be_visible()
    expect(page.locator(".app-case__sum")).to_contain_text("Still needed")


def test_it_is_there_again_after_a_reload_and_another_tab_is_not_overwritten(page, site):
    """The case is kept in this browser; of two tabs the later asks first."""
    start(page, site, "charity")
    parts = page.locator(".app-case__part").count()
    other = page.context.new_page()
    other.goto(site + "case.html")
    expect(other.locator(".app-case__part")).to_have_count(parts)
    other.locator(".app-case__part").first.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Load that one")).to_be_visible()
    page.locator(".app-case__part").last.get_by_role("button", name="Remove").click()
    expect(page.locator(".app-case__status")).to_contain_text("Another tab has changed this case")

    page.get_by_role("button", name="Load that one").click()
    expect(page.locator(".app-case__part")).to_have_count(parts - 1)
    expect(page.get_by_role("button", name="Load that one")).to_have_count(0)


def test_the_usual_arguments_of_nothing_lead_to_the_question(page, site_file):
    """The button does nothing in silence: it says what is missing, and the answer can be given at once."""
    page.goto(site_file + "case.html")
    page.get_by_role("button", name="Add the usual arguments and tables").click()
    expect(page.locator(".app-case__status")).to_have_text("First choose what you want to fund.")
    expect(page.get_by_label("What do you want to fund?")).to_be_focused()


def test_without_scripts_it_leads_on(browser, site):
    """To a finished paper, arguments and tables."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "case.html")
    expect(page.get_by_role("link", name="finished paper")).to_be_visible()
    context.close()


def test_cover_is_worked_out_from_days_and_the_share_really_covered(page, site_file):
    """As a manager knows it: six days, half of them covered, at what a day costs."""
    page.goto(site_file + "case.html")
    for label, value in (("People each year", "4"), ("Years", "1")):
        fill(page, label, value)
    page.get_by_label("Add a cost", exact=True).first.fill("Cover for the team, paid")
    page.get_by_label("Add a cost", exact=True).first.press("Enter")
    for label, value in (("Study days", "6"), ("Share really covered, %", "50")):
        fill(page, label, value)
    expect(page.locator(".app-case__sum")).to_contain_text("Still needed")
    fill(page, "Cost of a day of cover, £", "200")

    expect(page.locator(".app-case__sum")).to_contain_text("£2,400 in all, £600 a person")
