"""Each of three cases from empty to a file: by mouse, by keyboard alone, on a phone; every state of the page for all; files in and out."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import ElementHandle, Locator, Page, expect

from tests.browser.case_page import (
    WORD,
    clear,
    download,
    first_heading,
    headings,
    open_draft,
    parts,
    press,
    said,
    status,
    with_usual,
)
from tests.browser.conftest import COLOURS, SMALL, STILL, in_dark
from tests.word import sdk

# What each is for, as the page names it, and the first heading of its paper.
FUNDS = {
    "practice-educators": ("Practice educators", "Summary and recommendation"),
    "amhp-bia": ("AMHPs and best interests assessors", "Summary and recommendation"),
    "charity": ("A charity’s social workers", "Decision asked for"),
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


# Asked of the element and not of the page, which would look for its name anew at each step.
WHERE = "one => one === document.activeElement ? 'here' : one.isConnected ? 'on the way' : 'gone'"


class Keyboard(Mouse):
    """Comes to everything with Tab, from where it last was."""

    def go(self, target: Locator) -> None:
        one: ElementHandle = target.element_handle()
        for _ in range(LONGEST_WAY):
            found = one.evaluate(WHERE)
            if found == "here":
                return
            if found == "gone":  # drawn anew meanwhile
                one = target.element_handle()
            else:
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
    expect(parts(page)).to_have_count(0)
    label = lambda name: page.get_by_label(name, exact=True).first  # noqa: E731
    hand.choose(label("What do you want to fund?"), fund)
    hand.press(page.get_by_role("button", name="Add the usual arguments and tables"))
    expect(status(page)).to_contain_text("Added the usual arguments")
    hand.press(page.get_by_role("button", name="Move down").nth(1))
    expect(status(page)).to_contain_text("Moved down")
    hand.type(label("name of organisation"), "Blankshire")
    for name, value in (("People each year", "4"), ("Years", "2"), ("Turnover, % a year", "12")):
        hand.type(label(name), value)
    hand.type(page.get_by_role("combobox", name="Add a cost"), "Course fee")
    hand.press(page.get_by_role("button", name="Add a cost"))
    expect(label("Worked out")).to_be_focused()  # the new line is filled in next
    hand.type(label("Amount, £"), "3,000")
    expect(page.locator(".app-case__sum")).to_contain_text("£24,000")
    hand.press(page.get_by_role("button", name="Put the costs into the paper"))
    expect(status(page)).to_contain_text("Costs put into the paper")
    with page.expect_download() as found:
        hand.press(page.get_by_role("button", name=WORD))
    return found.value.path().read_bytes()


WAYS = {"mouse": list(FUNDS), "keyboard": ["amhp-bia"], "phone": ["charity"]}


@pytest.mark.parametrize("way", WAYS)
def test_from_empty_to_a_word_file(page, site, site_file, tmp_path, office, way):
    """Every purpose and every way lead to the same paper, which python-docx, Microsoft’s validator and LibreOffice open.

    By mouse on the site, one case after the other; the other ways from a folder.
    """
    size = {"width": 320, "height": 640} if way == "phone" else {"width": 1280, "height": 900}
    page.set_viewport_size(size)
    page.goto((site if way == "mouse" else site_file) + "case.html")
    hand = Keyboard(page) if way == "keyboard" else Mouse(page)
    files = {fund: tmp_path / f"{fund}.docx" for fund in WAYS[way]}
    for fund, file in files.items():
        file.write_bytes(drive(page, hand, fund))
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        clear(page)
        assert wrong_in(file, *FUNDS[fund]) == []
    if way == "mouse" and office:
        office("pdf", tmp_path, *files.values())
        assert all(f.with_suffix(".pdf").read_bytes().startswith(b"%PDF") for f in files.values())


def wrong_in(file: Path, fund: str, first: str) -> list[str]:
    """What a finished paper lacks: its purpose, the reader's own figures, costs, gaps that nobody filled, one list of references."""
    document = file.read_bytes()
    words, heads = said(document), headings(document)
    title = Document(str(file)).core_properties.title
    wanted = {
        "its purpose": fund.split()[0] in words + json.dumps(title),
        "the name": "Blankshire" in words and "[name of organisation]" not in words,
        "the costs": "£24,000" in words and "Cost by year" in words,
        "what nobody filled in": "[date of decision]" in words,
        "its headings": heads[0] == first and heads.index("References") == len(heads) - 1,
    }
    faults = sdk.faults(file) if sdk.IS_HERE else set()
    return [what for what, is_there in wanted.items() if not is_there] + sorted(faults)


# ---- every state, examined ----


TEMPLATE = ["Purpose of report", "Options considered", "Financial implications"]
TEMPLATE += ["Legal implications"]


def council_template(path: Path) -> Path:
    """A template with notes below its headings, one of them in brackets and one a comment in the margin."""
    document = Document()
    purpose, options, money, law = TEMPLATE
    document.add_heading(purpose, 1)
    document.add_paragraph("Note 1: keep this part short.")
    document.add_paragraph("[Say in one paragraph what is asked for.]")
    document.add_heading(options, 1)
    for n in range(5):
        document.add_paragraph(f"Note {n + 1}: keep this part short.")
    heading = document.add_heading(money, 1)
    document.add_comment(heading.runs, text="Ask the section 151 officer first.", author="Clerk")
    document.add_heading(law, 1)
    document.save(str(path))
    return path


def with_template(page: Page, path: Path) -> None:
    template = council_template(path / "council.docx")
    page.get_by_label("Or your own Word template").set_input_files(template)
    expect(status(page)).to_contain_text("4 headings")


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
    open_draft(page, {"name": "x.pqcase", "mimeType": "application/json", "buffer": b"{}"})
    expect(status(page)).to_contain_text("not a draft")


BAR, STEP = ".app-case__bar", "[aria-labelledby=case-{}]"
# Each state, and what is seen of it. They stay open one beside the other.
STATES = {
    panel: ".app-case__heading:has(details[open]) .app-case__found li",
    editing: ".app-case__part:has(input, textarea)",
    costs: ".app-case__fault:not(:empty)",
    council: ".app-case__preview figure svg",
    mapping: ".app-case__map select",
    gaps: STEP.format("check") + " details[open]",
    refusal: BAR,
}
PAPER = "article"  # the rest of the page is as on others: see test_every_page, which examines the empty page too


def test_every_state_is_for_everyone(page, site, axe, tmp_path):
    """Template read, panel, editing, costs with a fault, council with chart, mapping, gaps, refusal.

    Examined with all of them open: on a phone by every rule and in the other colours, then on a desk by what
    width can break. All six steps of the page are in sight there, and no state makes it wider.
    """
    page.set_viewport_size({"width": 320, "height": 800})
    with_usual(page, site)
    page.add_style_tag(content=STILL)
    with_template(page, tmp_path)
    found = []
    for state in STATES:
        state(page)
        found += too_wide(page, state.__name__)
    for seen in STATES.values():
        expect(page.locator(seen).first).to_be_visible()
    all_steps_are_in_sight(page)
    found += axe(page, "phone, light", fail=False, within=PAPER)
    in_dark(page)
    found += axe(page, "phone, dark", fail=False, within=PAPER, rules=COLOURS)
    page.set_viewport_size({"width": 1280, "height": 800})
    all_steps_are_in_sight(page)
    found += axe(page, "desk, dark", fail=False, within=PAPER, rules=SMALL)
    assert found + too_wide(page, "desk") == []


def too_wide(page: Page, what: str) -> list[str]:
    """Whether anything runs over the edge of the window."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    width = page.viewport_size["width"]
    return [f"{what}: wider than {width}"] if wide > width else []


def all_steps_are_in_sight(page: Page) -> None:
    """From the top, where the bar lies over nothing."""
    page.evaluate("scrollTo(0, 0)")
    steps = page.get_by_role("navigation", name="Steps of this page").get_by_role("link")
    assert [step[0] for step in steps.all_inner_texts()] == list("123456")
    for step in steps.all():
        expect(step).to_be_in_viewport(ratio=1)


# ---- what the page promises ----


def test_a_councils_template_is_written_into(page, site, tmp_path):
    """Its notes help below its headings, parts can be put elsewhere, and what is put aside or undone is not written into.

    It is kept in this browser for the next visit; one without headings takes the outline.
    """
    note = "keep this part short"
    with_usual(page, site)
    with_template(page, tmp_path)
    its_notes_stand_below_its_headings(page)
    page.get_by_label("Headings", exact=True).select_option("committee")
    expect(first_heading(page)).to_have_text("Recommendations")
    assert note not in said(download(page)), "put aside for another outline"
    press(page, "Undo")
    expect(first_heading(page)).to_have_text("Purpose of report")
    press(page, "Undo")
    expect(first_heading(page)).to_have_text("Summary and recommendation")
    assert note not in said(download(page)), "undone"
    press(page, "Redo")
    expect(first_heading(page)).to_have_text("Purpose of report")

    mapping(page)
    page.locator(".app-case__map").get_by_label("Move to…: Risk register").select_option(
        label="Legal implications"
    )
    expect(page.locator(".app-case__heading").last).to_contain_text("Risk register")
    moved = download(page)
    assert headings(moved) == [*TEMPLATE, "References"], "nothing is added to its headings"
    body = said(moved)
    assert note in body and body.index("Legal implications") < body.index("Risk register")
    page.reload()
    expect(first_heading(page)).to_have_text("Purpose of report")
    assert f"Note 1: {note}." in said(download(page)), "it is here again"
    one_without_headings_takes_the_outline(page, tmp_path)


def one_without_headings_takes_the_outline(page: Page, path: Path) -> None:
    """It is said, and the paper stands at its end."""
    page.get_by_label("Headings", exact=True).select_option("five-case")
    plain = Document()
    plain.add_paragraph("Blankshire Council, report to the panel.")
    plain.save(str(path / "plain.docx"))
    page.get_by_label("Or your own Word template").set_input_files(path / "plain.docx")
    expect(status(page)).to_contain_text("no headings")
    body = said(download(page))
    assert body.index("report to the panel") < body.index("Strategic case")


def its_notes_stand_below_its_headings(page: Page) -> None:
    """Paragraphs, also in brackets, and comments in the margin, each where it was; many of them folded."""
    below = page.locator(".app-case__heading")
    expect(below.nth(0)).to_contain_text("Note 1: keep this part short.")
    expect(below.nth(0)).to_contain_text("Say in one paragraph what is asked for.")
    expect(page.locator("summary", has_text="Notes of your template (5)")).to_be_visible()
    expect(below.nth(2)).to_contain_text("Ask the section 151 officer first.")
    expect(below.nth(3)).not_to_contain_text("officer")


DROP = """async ([name, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
    const told = { dataTransfer: data, bubbles: true, cancelable: true };
    const before = document.querySelector(".app-case__section p");
    if (before.dispatchEvent(new DragEvent("dragover", told))) throw new Error("not taken");
    before.dispatchEvent(new DragEvent("drop", told));
}"""


CLIPBOARD = "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"


def test_a_councils_figures_leave_as_text_table_and_chart(clipboard_page, site_file, tmp_path):
    """From a folder: into Word, as a picture with its table, printed alone; and a file that is dropped is opened.

    The data loads with the first click that needs it.
    """
    page = clipboard_page
    with_usual(page, site_file)
    assert not page.evaluate("'pqCouncils' in window")
    council(page)
    expect(page.get_by_label("name of organisation", exact=True)).to_have_value("Barnet")
    file = download(page)
    packed = Document(io.BytesIO(file)).part.package.iter_parts()
    assert any("/charts/" in part.partname for part in packed)
    assert "Barnet" in said(file) and "Source" in said(file)

    press(page, "Copy for Word")
    expect(status(page)).to_contain_text("Copied with one list of references")
    before, _, after = page.evaluate(CLIPBOARD).partition('<img src="data:image/png;base64,')
    assert "Turnover, Barnet, England and the median" in before.rpartition("<figure")[2]
    assert 'alt="Chart: Turnover, Barnet' in after and "the numbers</caption>" in after
    only_the_paper_is_printed(page)

    template = council_template(tmp_path / "council.docx").read_bytes()
    drop = lambda name, file: page.evaluate(DROP, [name, base64.b64encode(file).decode()])  # noqa: E731
    drop("council.docx", template)
    expect(first_heading(page)).to_have_text("Purpose of report")
    drop("of last year.docx", of_1999(file))
    expect(first_heading(page)).to_have_text("Summary and recommendation")
    expect(page.locator(".app-case__notice")).to_contain_text("1999 before")


def only_the_paper_is_printed(page: Page) -> None:
    """Without forms, steps and buttons."""
    page.evaluate("window.print = () => {}")
    press(page, "Print", exact=True)
    page.emulate_media(media="print")
    expect(page.locator(".app-case__preview")).to_be_visible()
    expect(page.locator(".app-case__preview")).to_contain_text("References")
    for hidden in (".app-case__bar", ".app-case__fields", "#case-take"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.emulate_media(media="screen")


def of_1999(file: bytes) -> bytes:
    """The same Word file with a draft in it that says something else."""
    old = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as have, zipfile.ZipFile(old, "w") as made:
        for name in have.namelist():
            text = have.read(name)
            if name.startswith("customXml/item"):
                text = text.replace(b"Social Work England", b"The regulator in 1999")
            made.writestr(name, text)
    return old.getvalue()


@pytest.mark.own_page
def test_an_opened_draft_says_what_has_changed_and_nothing_leaves_the_computer(
    page, site, tmp_path
):
    """New words can be taken, what is gone keeps its text; only files of the site are asked for, whatever is used."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    with_usual(page, site)
    with_template(page, tmp_path)
    council(page)
    download(page)
    draft = json.loads(download(page, "Download draft"))
    first, second, *_ = (part for part in draft["parts"] if part["kind"] == "argument")
    first["blocks"][0]["content"][0]["text"] = "It was 99.9% in 1999. "
    second["argument"] = "gone-since"
    table = next(
        part for part in draft["parts"] if part["kind"] == "figures" and part["shows"] == "text"
    )
    table["blocks"][-2]["rows"][0][1] = "77.7%"
    (tmp_path / "old.pqcase").write_text(json.dumps(draft))
    open_draft(page, tmp_path / "old.pqcase")

    notice = page.locator(".app-case__notice")
    expect(notice).to_contain_text(f"“{second['title']}” is no longer in the library")
    expect(notice).to_contain_text(f"“{first['title']}” has new figures: 99.9%, 1999 before")
    expect(notice).to_contain_text("“Barnet in figures” has new figures: 77.7% before")
    notice.get_by_role("button", name=f"Take the new words: {first['title']}").click()
    expect(notice).not_to_contain_text("99.9%")
    expect(page.locator(".app-case__part", has_text=second["title"])).to_be_visible()
    others = [one for one in asked if not one.startswith((f"GET {site}", "GET blob:", "GET data:"))]
    assert asked and others == []
