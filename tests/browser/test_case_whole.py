"""Each of three cases from empty to a file: by mouse, by keyboard alone, on a phone; and every state of the page for all."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import COLOURS, STILL
from tests.word import sdk

FUNDS = {
    "practice-educators": "Practice educators",
    "amhp-bia": "AMHPs and best interests assessors",
    "charity": "A charity’s social workers",
}
LONGEST_WAY = 400  # presses of Tab from one end of the page to the other


class Mouse:
    """Clicks, and types where it clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def type(self, target: Locator, words: str) -> None:
        target.click()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")

    def choose(self, target: Locator, option: str) -> None:
        target.select_option(option)


class Keyboard(Mouse):
    """Comes to everything with Tab, from where it last was."""

    def go(self, target: Locator) -> None:
        target.wait_for(state="attached")
        for _ in range(LONGEST_WAY):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}.")

    def press(self, target: Locator) -> None:
        self.go(target)
        self.page.keyboard.press("Enter")

    def type(self, target: Locator, words: str) -> None:
        self.go(target)
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")

    def choose(self, target: Locator, option: str) -> None:
        self.go(target)
        while target.input_value() != option:
            before = target.input_value()
            self.page.keyboard.press("ArrowDown")
            assert target.input_value() != before, f"No {option} in {target}."


def drive(page: Page, hand: Mouse, fund: str) -> bytes:
    """From an empty page to the file: what to fund, arguments, a part moved and put back, figures, costs, the paper."""
    label = lambda name: page.get_by_label(name, exact=True).first  # noqa: E731
    hand.choose(label("What do you want to fund?"), fund)
    hand.press(page.get_by_role("button", name="Add the usual arguments and tables"))
    expect(page.locator(".app-case__status")).to_contain_text("Added the usual arguments")
    hand.press(page.get_by_role("button", name="Move down").nth(1))
    expect(page.locator(".app-case__status")).to_contain_text("Moved down")
    hand.type(label("name of organisation"), "Blankshire")
    for name, value in (("People each year", "4"), ("Years", "2"), ("Turnover, % a year", "12")):
        hand.type(label(name), value)
    hand.type(page.get_by_role("combobox", name="Add a cost"), "Course fee")
    hand.press(page.get_by_role("button", name="Add a cost"))
    expect(label("Worked out")).to_be_focused()  # the new line is filled in next
    hand.type(label("Amount, £"), "3,000")
    expect(page.locator(".app-case__sum")).to_contain_text("£24,000")
    hand.press(page.get_by_role("button", name="Put the costs into the paper"))
    expect(page.locator(".app-case__status")).to_contain_text("Costs put into the paper")
    with page.expect_download() as found:
        hand.press(page.get_by_role("button", name="Download for Word"))
    return found.value.path().read_bytes()


def said(document: bytes) -> str:
    """All words of a Word file."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return "".join(t.text or "" for t in Document(io.BytesIO(document)).element.body.iter(word))


WAYS = {"mouse": list(FUNDS), "keyboard": ["amhp-bia"], "phone": ["charity"]}


@pytest.mark.parametrize("way", WAYS)
def test_from_empty_to_a_word_file(browser, site_file, tmp_path, office, way):
    """Every purpose and every way lead to the same paper, which python-docx, Microsoft’s validator and LibreOffice open."""
    size = {"width": 320, "height": 640} if way == "phone" else {"width": 1280, "height": 900}
    files = {fund: tmp_path / f"{fund}.docx" for fund in WAYS[way]}
    for fund, file in files.items():
        context = browser.new_context(viewport=size)
        page = context.new_page()
        page.goto(site_file + "case.html")
        expect(page.get_by_label("What do you want to fund?")).to_be_visible()

        file.write_bytes(drive(page, Keyboard(page) if way == "keyboard" else Mouse(page), fund))
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        context.close()

        words = said(file.read_bytes())
        title = Document(str(file)).core_properties.title
        assert FUNDS[fund].split()[0] in words + json.dumps(title)
        assert "Blankshire" in words and "£24,000" in words and "[date of decision]" in words
        assert not sdk.IS_HERE or sdk.faults(file) == set()
    if way == "mouse" and office:
        office("pdf", tmp_path, *files.values())
        assert all(f.with_suffix(".pdf").read_bytes().startswith(b"%PDF") for f in files.values())


# ---- every state, examined ----


def council_template(path: Path) -> Path:
    """A template with notes below its headings."""
    document = Document()
    for text, notes in (
        ("Purpose of report", 1),
        ("Options considered", 5),
        ("Financial implications", 1),
        ("Legal implications", 0),
    ):
        document.add_heading(text, 1)
        for n in range(notes):
            document.add_paragraph(f"Note {n + 1}: keep this part short.")
    document.save(str(path))
    return path


def with_usual(page: Page, base: str) -> None:
    page.goto(f"{base}case.html#fund-amhp-bia")
    page.get_by_role("button", name="Add the usual arguments and tables").click()
    expect(page.locator(".app-case__status")).to_contain_text("Added the usual arguments")


def with_template(page: Page, path: Path) -> None:
    template = council_template(path / "council.docx")
    page.get_by_label("Or your own Word template").set_input_files(template)
    expect(page.locator(".app-case__status")).to_contain_text("4 headings")


def panel(page: Page) -> None:
    page.locator("summary", has_text="Add below").first.click()
    expect(page.locator(".app-case__found li").first).to_be_visible()


def editing(page: Page) -> None:
    page.get_by_role("button", name="Edit: Risk register").click()
    expect(page.get_by_label("Risk, row 1")).to_be_focused()


def costs(page: Page) -> None:
    for name, value in (("People each year", "4"), ("Years", "two")):
        page.get_by_label(name, exact=True).fill(value)
        page.get_by_label(name, exact=True).press("Tab")
    page.get_by_role("combobox", name="Add a cost").fill("Cover for the team, paid")
    page.get_by_role("combobox", name="Add a cost").press("Enter")
    page.locator("summary", has_text="numbers come from").click()
    page.locator("summary", has_text="What one leaver").click()
    expect(page.get_by_label("Source: People each year")).to_be_visible()


def council(page: Page) -> None:
    page.get_by_role("button", name="Choose your council").click()
    page.get_by_label("Your council", exact=True).select_option("barnet")
    page.get_by_role("button", name="Text and table").click()
    page.get_by_role("button", name="Chart: turnover").click()
    page.locator("summary", has_text="Preview of the whole paper").click()
    expect(page.locator(".app-case__preview figure svg")).to_be_visible()


def mapping(page: Page) -> None:
    page.locator("summary", has_text="Where each part goes").click()
    expect(page.locator(".app-case__map select").first).to_be_visible()


def gaps(page: Page) -> None:
    page.locator("summary", has_text="gaps are still empty").click()


def refusal(page: Page) -> None:
    page.get_by_label("Or go on with a draft").set_input_files(
        {"name": "x.pqcase", "mimeType": "application/json", "buffer": b"{}"}
    )
    expect(page.locator(".app-case__status")).to_contain_text("not a draft")


TO_TOP = "scrollTo(0, 0)"  # the bar lies over nothing there
BAR, STEP = ".app-case__bar", "[aria-labelledby=case-{}]"
# Each state, and what it changes on the page; the whole page is examined empty and with a template.
STATES = {
    panel: ".app-case__heading:has(details[open])",
    editing: ".app-case__part:has(input, textarea)",
    costs: STEP.format("money"),
    council: ", ".join(STEP.format(step) for step in ("figures", "take")),
    mapping: STEP.format("take"),
    gaps: STEP.format("check"),
    refusal: BAR,
}


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_every_state_is_for_everyone(browser, site, axe, tmp_path, width, scheme):
    """Empty, template read, panel, editing, costs with a fault, council with chart, mapping, gaps, refusal.

    The panel in the other colours too; all six steps of the page are in sight.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="en-GB"
    )
    page = context.new_page()
    page.goto(site + "case.html")
    page.add_style_tag(content=STILL)
    expect(page.get_by_label("What do you want to fund?")).to_be_visible()
    found = axe(page, "empty", fail=False)
    with_usual(page, site)
    with_template(page, tmp_path)
    page.evaluate(TO_TOP)
    found += axe(page, "template", fail=False)
    for state, where in STATES.items():
        state(page)
        expect(page.locator(where).first).to_be_visible()
        page.evaluate(TO_TOP)
        found += axe(page, state.__name__, fail=False, within=f"{where}, {BAR}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{state.__name__}: wider than {width}")
        if state is panel:
            found += in_other_colours(page, axe)
            steps = page.get_by_role("navigation", name="Steps of this page").get_by_role("link")
            assert [step.inner_text()[0] for step in steps.all()] == list("123456")
            for step in steps.all():
                expect(step).to_be_in_viewport(ratio=1)
    context.close()
    assert found == []


def in_other_colours(page: Page, axe) -> list[str]:
    """What nobody could read if the reader had chosen dark colours instead of light ones, or the other way round."""
    now = page.locator("body").get_attribute("data-md-color-scheme")
    change = "scheme => document.body.setAttribute('data-md-color-scheme', scheme)"
    page.evaluate(change, "default" if now == "slate" else "slate")
    found = axe(page, "other colours", fail=False, rules=COLOURS)
    page.evaluate(change, now)
    return found


# ---- what the page promises ----


def test_a_templates_notes_help_below_its_headings_and_parts_can_be_put_elsewhere(
    page, site, tmp_path
):
    """The mapping is shown before the download, and what is changed there is in the file."""
    with_usual(page, site)
    with_template(page, tmp_path)
    expect(page.locator(".app-case__heading").first).to_contain_text(
        "Note 1: keep this part short."
    )
    expect(page.locator("summary", has_text="Notes of your template (5)")).to_be_visible()
    mapping(page)
    page.locator(".app-case__map").get_by_label("Move to…: Risk register").select_option(
        label="Legal implications"
    )
    expect(page.locator(".app-case__heading").last).to_contain_text("Risk register")

    with page.expect_download() as got:
        page.get_by_role("button", name="Download for Word").click()
    body = said(got.value.path().read_bytes())
    assert body.index("Legal implications") < body.index("Risk register")


def test_a_template_is_there_again_after_a_reload(page, site, tmp_path):
    """It is kept in this browser, and left out of the draft."""
    with_usual(page, site)
    with_template(page, tmp_path)
    page.reload()
    expect(page.locator(".app-case__heading h3").first).to_have_text("Purpose of report")
    with page.expect_download() as got:
        page.get_by_role("button", name="Download for Word").click()
    assert "Note 1: keep this part short." in said(got.value.path().read_bytes())


def test_a_template_that_is_put_aside_or_undone_is_not_written_into(page, site, tmp_path):
    """Another outline has our own look; redo brings the template back."""

    def said_in_the_file() -> str:
        with page.expect_download() as got:
            page.get_by_role("button", name="Download for Word").click()
        return said(got.value.path().read_bytes())

    with_usual(page, site)
    with_template(page, tmp_path)
    page.get_by_label("Headings", exact=True).select_option("committee")
    expect(page.locator(".app-case__heading h3").first).to_have_text("Recommendations")
    assert "keep this part short" not in said_in_the_file()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".app-case__heading h3").first).to_have_text("Purpose of report")
    assert "keep this part short" in said_in_the_file()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".app-case__heading h3").first).to_have_text("Summary and recommendation")
    assert "keep this part short" not in said_in_the_file()


DROP = """async ([name, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
    const told = { dataTransfer: data, bubbles: true, cancelable: true };
    const before = document.querySelector(".app-case__section p");
    if (before.dispatchEvent(new DragEvent("dragover", told))) throw new Error("not taken");
    before.dispatchEvent(new DragEvent("drop", told));
}"""


def test_a_file_that_is_dropped_on_the_page_is_opened(page, site_file, tmp_path):
    """Our own Word file as the draft in it, with what has changed since; a council's as the template."""
    with_usual(page, site_file)
    with page.expect_download() as got:
        page.get_by_role("button", name="Download for Word").click()
    before = got.value.path().read_bytes()
    old = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(before)) as have, zipfile.ZipFile(old, "w") as made:
        for name in have.namelist():
            text = have.read(name)
            if name.startswith("customXml/item"):
                text = text.replace(b"Social Work England", b"The regulator in 1999")
            made.writestr(name, text)
    drop = lambda name, file: page.evaluate(DROP, [name, base64.b64encode(file).decode()])  # noqa: E731
    drop("council.docx", council_template(tmp_path / "council.docx").read_bytes())
    expect(page.locator(".app-case__heading h3").first).to_have_text("Purpose of report")
    drop("of last year.docx", old.getvalue())

    expect(page.locator(".app-case__heading h3").first).to_have_text("Summary and recommendation")
    expect(page.locator(".app-case__notice")).to_contain_text("1999 before")


def test_a_template_without_headings_takes_the_outline(page, site, tmp_path):
    """It is said, and the paper stands at its end."""
    document = Document()
    document.add_paragraph("Blankshire Council, report to the panel.")
    document.save(str(tmp_path / "plain.docx"))
    with_usual(page, site)
    page.get_by_label("Or your own Word template").set_input_files(tmp_path / "plain.docx")
    expect(page.locator(".app-case__status")).to_contain_text("no headings")
    with page.expect_download() as got:
        page.get_by_role("button", name="Download for Word").click()
    body = said(got.value.path().read_bytes())
    assert body.index("report to the panel") < body.index("Strategic case")


def test_a_councils_figures_stand_in_the_paper_as_text_table_and_chart(page, site_file):
    """From a folder too; the data loads with the first click that needs it."""
    with_usual(page, site_file)
    assert not page.evaluate("'pqCouncils' in window")
    council(page)
    expect(page.get_by_label("name of organisation", exact=True)).to_have_value("Barnet")
    with page.expect_download() as got:
        page.get_by_role("button", name="Download for Word").click()
    file = got.value.path().read_bytes()
    parts = Document(io.BytesIO(file)).part.package.iter_parts()
    assert any("/charts/" in part.partname for part in parts)
    assert "Barnet" in said(file) and "Source" in said(file)


def test_a_chart_is_copied_as_a_picture_with_its_table(browser, site_file):
    """Word gets the drawing, with words for those who do not see it, and the numbers below it."""
    context = browser.new_context(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    with_usual(page, site_file)
    council(page)
    page.get_by_role("button", name="Copy for Word").click()
    expect(page.locator(".app-case__status")).to_contain_text("Copied with one list of references")
    html = page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    context.close()
    before, _, after = html.partition('<img src="data:image/png;base64,')
    assert "Turnover, Barnet, England and the median" in before.rpartition("<figure")[2]
    assert 'alt="Chart: Turnover, Barnet' in after and "the numbers</caption>" in after


def test_an_opened_draft_says_which_arguments_and_figures_have_changed(page, site, tmp_path):
    """New words can be taken; what is gone keeps its text."""
    with_usual(page, site)
    council(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="Download draft").click()
    draft = json.loads(got.value.path().read_text())
    first, second, *_ = (part for part in draft["parts"] if part["kind"] == "argument")
    first["blocks"][0]["content"][0]["text"] = "It was 99.9% in 1999. "
    second["argument"] = "gone-since"
    table = next(
        part for part in draft["parts"] if part["kind"] == "figures" and part["shows"] == "text"
    )
    table["blocks"][-2]["rows"][0][1] = "77.7%"
    (tmp_path / "old.pqcase").write_text(json.dumps(draft))
    page.get_by_label("Or go on with a draft").set_input_files(tmp_path / "old.pqcase")

    notice = page.locator(".app-case__notice")
    expect(notice).to_contain_text(f"“{second['title']}” is no longer in the library")
    expect(notice).to_contain_text(f"“{first['title']}” has new figures: 99.9%, 1999 before")
    expect(notice).to_contain_text("“Barnet in figures” has new figures: 77.7% before")
    notice.get_by_role("button", name=f"Take the new words: {first['title']}").click()
    expect(notice).not_to_contain_text("99.9%")
    expect(page.locator(".app-case__part", has_text=second["title"])).to_be_visible()


def test_a_part_is_dragged_to_another_heading_and_brought_back(page, site_file):
    """With the mouse, and undone."""
    with_usual(page, site_file)
    last = page.locator(".app-case__heading", has_text="Commercial case")
    part = (
        page.locator(".app-case__heading", has_text="Economic case").locator(".app-case__part").last
    )
    name = part.locator("strong").inner_text()
    part.locator(".app-case__handle").drag_to(last.locator(".app-case__part").first)
    expect(last).to_contain_text(name)
    page.get_by_role("button", name="Undo").click()
    expect(last).not_to_contain_text(name)


def test_a_figure_that_is_undone_is_undone_everywhere(page, site_file):
    """Also on other pages of this browser."""
    with_usual(page, site_file)
    field = page.get_by_label("name of organisation", exact=True)
    field.fill("Blankshire")
    field.press("Tab")
    expect(page.locator(".app-case__status")).to_contain_text("name of organisation filled in")
    assert "Blankshire" in page.evaluate("localStorage.getItem('pq-your')")
    page.get_by_role("button", name="Undo").click()
    expect(field).to_have_value("")
    assert "Blankshire" not in page.evaluate("localStorage.getItem('pq-your')")


def test_a_gap_leads_to_its_field_and_the_field_to_its_part(page, site_file):
    """From the list before sending, and back into the paper."""
    with_usual(page, site_file)
    gaps(page)
    page.get_by_role("button", name="Go there: “budget line” is still empty.").click()
    expect(page.get_by_label("budget line", exact=True)).to_be_focused()
    page.locator(".app-case__field", has=page.get_by_label("budget line", exact=True)).get_by_role(
        "button"
    ).click()
    expect(page.locator(".app-case__part summary:focus")).to_have_count(1)


@pytest.mark.own_page
def test_full_storage_is_said_and_nothing_is_lost(page, site_file):
    """The draft file is offered."""
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('x', 'QuotaExceededError'); };"
    )
    with_usual_words = "Added the usual arguments and tables. This browser has no room left"
    page.goto(f"{site_file}case.html#fund-amhp-bia")
    page.get_by_role("button", name="Add the usual arguments and tables").click()
    expect(page.locator(".app-case__status")).to_contain_text(with_usual_words)
    expect(page.locator(".app-case__part").nth(10)).to_be_visible()


@pytest.mark.own_page
def test_where_the_browser_keeps_nothing_the_draft_is_offered(page, site_file):
    """A browser that forbids storage is named; figures still fill gaps, and the draft holds all."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    with_usual(page, site_file)
    expect(page.locator(".app-case__status")).to_contain_text("keeps nothing for this page")
    field = page.get_by_label("name of organisation", exact=True)
    field.fill("Blankshire")
    field.press("Tab")
    expect(page.locator(".app-case__status")).to_contain_text("name of organisation filled in")
    with page.expect_download() as got:
        page.get_by_role("button", name="Download the draft").click()
    draft = json.loads(got.value.path().read_text())
    assert draft["figures"]["name of organisation"] == "Blankshire" and len(draft["parts"]) > 10


def test_of_two_tabs_one_is_kept_as_a_copy(page, site, tmp_path):
    """The copy is a file that holds this tab's case; the page then shows the other tab's."""
    with_usual(page, site)
    parts = page.locator(".app-case__part").count()
    other = page.context.new_page()
    other.goto(site + "case.html")
    other.locator(".app-case__part").first.get_by_role("button", name="Remove").click()
    expect(other.locator(".app-case__part")).to_have_count(parts - 1)
    with page.expect_download() as got:
        page.get_by_role("button", name="Keep this as a copy").click()
    assert "(copy)" in got.value.suggested_filename
    expect(page.locator(".app-case__part")).to_have_count(parts - 1)
    expect(page.get_by_role("button", name="Keep this as a copy")).to_have_count(0)

    copy = tmp_path / "copy.pqcase"
    copy.write_bytes(got.value.path().read_bytes())
    page.get_by_label("Or go on with a draft").set_input_files(copy)
    expect(page.locator(".app-case__part")).to_have_count(parts)


def test_notes_and_comments_of_a_template_stand_below_their_headings(page, site_file, tmp_path):
    """Paragraphs in brackets or of a style for notes, and comments in the margin, each where it was."""
    document = Document()
    document.add_heading("Purpose of report", 1)
    document.add_paragraph("[Say in one paragraph what is asked for.]")
    heading = document.add_heading("Legal implications", 1)
    document.add_comment(heading.runs, text="Ask the monitoring officer first.", author="Clerk")
    document.add_heading("Options", 1)
    document.save(str(tmp_path / "notes.docx"))
    with_usual(page, site_file)
    page.get_by_label("Or your own Word template").set_input_files(tmp_path / "notes.docx")
    expect(page.locator(".app-case__status")).to_contain_text("3 headings")

    below = page.locator(".app-case__heading")
    expect(below.nth(0)).to_contain_text("Say in one paragraph what is asked for.")
    expect(below.nth(1)).to_contain_text("Ask the monitoring officer first.")
    expect(below.nth(2)).not_to_contain_text("monitoring officer")


def test_a_button_pressed_right_after_typing_counts(page, site_file):
    """The field gives up its value while the press goes down; the button stays until it is let go."""
    with_usual(page, site_file)
    page.get_by_label("name of organisation", exact=True).click()
    page.keyboard.type("Blankshire")
    target = page.locator(".app-case__link", has_text="in “").first
    target.scroll_into_view_if_needed()
    target.hover()
    page.mouse.down()
    expect(page.locator(".app-case__status")).to_contain_text("name of organisation filled in")
    page.mouse.up()
    expect(page.locator(".app-case__part summary:focus")).to_have_count(1)


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
    costs(page)
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


@pytest.mark.own_page
def test_clear_everything_asks_and_can_be_undone(page, site_file):
    """No by mistake is no; yes clears this browser."""
    with_usual(page, site_file)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Clear everything").click()
    expect(page.locator(".app-case__part").nth(10)).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear everything").click()
    expect(page.locator(".app-case__part")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('pq-case')") is None
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".app-case__part").nth(10)).to_be_visible()


@pytest.mark.own_page
def test_nothing_leaves_the_computer(page, site, tmp_path):
    """Only files of the site are asked for, with template, council, Word file and draft."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    with_usual(page, site)
    with_template(page, tmp_path)
    council(page)
    for name in ("Download for Word", "Download draft"):
        with page.expect_download():
            page.get_by_role("button", name=name).click()
    others = [one for one in asked if not one.startswith((f"GET {site}", "GET blob:", "GET data:"))]
    assert asked and others == []


def test_only_the_paper_is_printed(page, site_file):
    """Without forms, steps and buttons."""
    with_usual(page, site_file)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print", exact=True).click()
    page.emulate_media(media="print")
    expect(page.locator(".app-case__preview")).to_be_visible()
    expect(page.locator(".app-case__preview")).to_contain_text("References")
    for hidden in (".app-case__bar", ".app-case__fields", "#case-take"):
        expect(page.locator(hidden).first).to_be_hidden()
