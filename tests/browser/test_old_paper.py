"""An old paper is dropped in, its old things are listed, and it comes back with comments and every word as it was."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pypandoc
import pytest
from playwright.sync_api import Page, expect

from tests import bench_old_papers
from tests.word import sdk

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = re.compile(r"word/(?:document|header\d|footer\d|footnotes)\.xml")
OLD = "The GSCC requires PRTL of all staff. In 2014 our vacancy rate was 22%. We hold Investors in People."
STATUS = ".app-old-paper__status"


@pytest.fixture(params=["http", "file"])
def base(request, site, site_file):
    """The site over http and from a folder."""
    return site if request.param == "http" else site_file


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A Word file of 2012 with runs of several looks, a table, a header, a footer and a footnote."""
    path = tmp_path_factory.mktemp("papers") / "old paper.docx"
    text = bench_old_papers.plain(
        (bench_old_papers.PAPERS / "paper-2012.txt").read_text(encoding="utf-8")
    )
    body = text.replace("\n", "\n\n") + (
        "\n\nOur **GS**CC *register*[^1] is full.\n\n[^1]: See the CSCI report of 2008."
    )
    pypandoc.convert_text(body, "docx", format="markdown", outputfile=str(path))
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].text = "Workforce plan for the CWDC"
    document.sections[0].footer.paragraphs[0].text = "DCSF return"
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Star rating of the council", "2"
    document.save(str(path))
    return path.read_bytes()


def words(file: bytes) -> dict[str, str]:
    """The words of each part of a Word file in which people write."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return {
            name: "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", parts.read(name).decode()))
            for name in parts.namelist()
            if PARTS.fullmatch(name)
        }


def give(page: Page, name: str, content: bytes) -> None:
    """Choose a file."""
    page.set_input_files(
        "old-paper input[type=file]",
        {"name": name, "mimeType": "application/octet-stream", "buffer": content},
    )


ASKED = "performance.getEntriesByType('resource').map(entry => entry.name)"


def test_a_paper_is_read_in_every_form_and_comes_back_with_comments(
    page, base, paper, pdfs, tmp_path, axe, office
):
    """What cannot be read gets a sentence; a text, a PDF and a Word file get their list, with nothing sent anywhere."""
    page.goto(f"{base}old-paper.html")
    what_cannot_be_read_gets_a_sentence(page, axe)
    a_text_may_be_dropped_anywhere(page)
    assert not [url for url in page.evaluate(ASKED) if "/pdf-" in url]
    text, picture = pdfs  # whose reader comes only with the first of them
    give(page, "scan.pdf", picture)
    expect(page.locator(STATUS)).to_contain_text("pictures of pages and no text", timeout=30_000)
    give(page, "old.pdf", text)
    expect(page.locator(STATUS)).to_contain_text("4 things to look at", timeout=30_000)

    give(page, "old paper.docx", paper)
    expect(page.locator("old-paper h2").first).to_have_text(re.compile("Gone"))
    expect(page.locator("[data-find=hcpc]")).to_be_visible(timeout=30_000)
    marked = it_is_listed_by_weight_and_comes_back(page, tmp_path)
    every_word_is_as_it_was(page, marked, paper)
    assert not _new_faults(marked, paper, tmp_path)
    if office and base.startswith("http"):  # the same file comes back from a folder
        it_opens_in_libreoffice(page, marked, tmp_path / "saved", office)
    asked = page.evaluate(ASKED)
    assert all(url.startswith((base, "data:", "blob:")) for url in asked), asked


@pytest.fixture(scope="session")
def pdfs(browser) -> tuple[bytes, bytes]:
    """A PDF with text, and one of pictures."""
    maker = browser.new_page()
    maker.set_content(f"<p>{OLD}</p>")
    text = maker.pdf()
    maker.set_content("<svg width=300 height=300><rect width=300 height=300 fill=gray /></svg>")
    picture = maker.pdf()
    maker.close()
    return text, picture


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def changed_part(file: bytes, name: str, change) -> bytes:
    """A Word file with one part changed."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return zipped(
            {n: change(parts.read(n)) if n == name else parts.read(n) for n in parts.namelist()}
        )


REFUSED = {
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word file (.doc)"),
    "old.rtf": (b"{\\rtf1 The GSCC}", "rich text file (.rtf)"),
    "empty.docx": (b"", "The file is empty."),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a Word file"),
    "others.zip": (zipped({"a.txt": "GSCC"}), "zip file and not a Word file"),
    "cut.docx": (zipped({"a.txt": "GSCC" * 99})[:60], "damaged"),
    "blank.txt": (b" \n \n", "There are no words in this file."),
    "bomb.docx": (
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": bytes(70 * 1024 * 1024)}),
        "more than 60 MB",
    ),
}


def what_cannot_be_read_gets_a_sentence(page: Page, axe) -> None:
    """It says what the file is and what to do, and the page goes on."""
    for name, (content, expected) in REFUSED.items():
        give(page, name, content)
        expect(page.locator(STATUS)).to_contain_text(expected, timeout=30_000)
        expect(page.locator(STATUS)).to_have_text(re.compile(r"\.$"))
        expect(page.locator(".app-old-paper__thing")).to_have_count(0)
    axe(page, within="old-paper")
    page.get_by_label("Or paste its words").fill("  ")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(STATUS)).to_contain_text("There are no words to check.")


def a_text_may_be_dropped_anywhere(page: Page) -> None:
    """A browser would else open the file and leave the page."""
    page.evaluate(
        """text => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([text], "old.txt", {type: "text/plain"}));
            document.querySelector("old-paper textarea").dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
        }""",
        OLD,
    )
    expect(page.locator(STATUS)).to_contain_text("4 things to look at, in 4 places.")
    expect(page.get_by_role("button", name="Download your paper with comments")).to_have_count(0)


def it_is_listed_by_weight_and_comes_back(page: Page, folder: Path) -> Path:
    """One comment for each thing, and a highlight at each place."""
    headings = [
        re.sub(r" \(\d+\)", "", text) for text in page.locator("old-paper h2").all_inner_texts()
    ]
    things = page.locator(".app-old-paper__thing")
    assert headings == ["Gone", "Dated figure", "Check"]
    for words_ in ("GSCC", "CWDC", "DCSF", "Star rating"):
        expect(things.locator("h3", has_text=words_).first).to_be_visible()
    expect(things.filter(has_text="CSCI report").first).to_contain_text("(in a footnote)")
    regulator = page.locator("[data-find=hcpc]")
    regulator.get_by_text("more places").click()
    expect(regulator.locator("q")).to_have_count(4)
    expect(regulator.locator("mark")).to_have_count(5)
    with page.expect_download() as found:
        page.get_by_role("button", name="Download your paper with comments").click()
    assert found.value.suggested_filename == "old paper - checked.docx"
    marked = folder / "marked.docx"
    found.value.save_as(marked)
    return marked


def every_word_is_as_it_was(page: Page, marked: Path, paper: bytes) -> None:
    """Not one word is changed; what stands in headers, footers and notes is said to be marked only by colour."""
    assert words(marked.read_bytes()) == words(paper)
    document = docx.Document(str(marked))
    comments = [comment.text for comment in document.comments]
    assert len(comments) == page.locator(".app-old-paper__thing").count()
    assert any("Social Work England is the specialist regulator" in text for text in comments)
    assert any(text.startswith("In a footnote: “CSCI”.") for text in comments)
    yellow = {
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color
    }
    assert {"GSCC", "GS", "CC", "TCSW"} <= yellow
    header = document.sections[0].header.paragraphs[0]
    assert [run.text for run in header.runs if run.font.highlight_color] == ["CWDC"]
    expect(page.locator("old-paper [role=status]").nth(1)).to_contain_text(
        "headers, footers and notes"
    )


def _new_faults(marked: Path, paper: bytes, folder: Path) -> set[str]:
    """What the Open XML SDK finds wrong with the marked file and not with the paper."""
    if not sdk.IS_HERE:
        return set()
    plain = folder / "plain.docx"
    plain.write_bytes(paper)
    without_place = [{one.rpartition(" ")[0] for one in sdk.faults(p)} for p in (marked, plain)]
    return without_place[0] - without_place[1]


def it_opens_in_libreoffice(page: Page, marked: Path, out: Path, office) -> None:
    """And still has its comments and every word when that has saved it again."""
    office("docx:MS Word 2007 XML", out, marked)
    saved = docx.Document(str(out / "marked.docx"))
    assert len(list(saved.comments)) == page.locator(".app-old-paper__thing").count()
    assert any("TCSW expects every social worker" in p.text for p in saved.paragraphs)


def test_words_are_pasted_and_what_is_found_is_taken_on_by_keyboard(clipboard_page, site_file, axe):
    """Focus goes to the list, from where Tab leads on; at the width of a phone nothing runs over.

    A dated rate is set beside that of England and of the council chosen on the page of figures; the list is copied
    for an e-mail; an argument goes into the basket and into a case.
    """
    page = clipboard_page
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site_file}old-paper.html")
    page.evaluate("localStorage.setItem('pq-council', JSON.stringify('newham'))")
    page.get_by_label("Or paste its words").focus()
    page.keyboard.insert_text(OLD)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_contain_text("4 things to look at")
    assert page.evaluate("document.activeElement.matches('.app-old-paper__result')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Copy this list"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(page, within="old-paper")
    dated = page.locator("[data-find=dated-vacancy]")
    expect(dated).to_contain_text("Vacancy rate of 2014")
    expect(dated).to_contain_text(
        re.compile(
            r"In England .* was 14\.2% on 30 September 2025\. In Newham it was \d+\.\d% in 20\d\d\."
        )
    )

    page.keyboard.press("Enter")
    expect(page.get_by_text("The list is copied.")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Gone: GSCC (")
    assert "“The GSCC requires PRTL of all staff.”" in text
    assert "In your paper: Social Work England has regulated social workers" in text
    an_argument_goes_into_the_basket_and_into_a_case(page)


def an_argument_goes_into_the_basket_and_into_a_case(page: Page) -> None:
    """Instead of the old one."""
    row = page.locator(".app-old-paper__argument").first
    row.get_by_role("button", name="Add to basket").click()
    expect(row.locator("[role=status]")).to_have_text("1 argument in the basket.")
    title = row.get_by_role("link").first.inner_text()
    row.get_by_role("link", name=re.compile("Put it into a case")).click()
    expect(page.locator(".app-case__status")).to_contain_text(f"Added: {title}")
    expect(page.locator(".app-case__part", has_text=title)).to_be_visible()
    page.reload()
    expect(page.locator(".app-case__part", has_text=title)).to_have_count(1)


def test_a_hostile_paper_is_shown_as_words_or_refused(page, site_file, paper):
    """HTML in it stays text, a document type is refused, and a sentence without end stalls nothing."""
    page.goto(f"{site_file}old-paper.html")
    page.evaluate("() => { window.alert = said => { window.ran = said; } }")
    doctype = changed_part(
        paper, "word/document.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml
    )
    give(page, "x.docx", doctype)
    expect(page.locator(STATUS)).to_contain_text("document type", timeout=30_000)
    html = "The GSCC <img src=x onerror=alert(1)><script>alert(2)</script> requires it."
    page.get_by_label("Or paste its words").fill(f"{html} {'PQ (award 20% 2014 ' * 4000}")
    page.get_by_role("button", name="Check it").click()

    expect(page.locator(STATUS)).to_contain_text("to look at", timeout=60_000)
    expect(page.locator(".app-old-paper__thing q").first).to_contain_text(
        "<img src=x onerror=alert(1)>"
    )
    expect(page.locator("old-paper img, old-paper script")).to_have_count(0)
    assert page.evaluate("window.ran") is None


def test_the_readers_own_words_get_a_quiet_note(page, site_file, site_dir):
    """The page of cases puts it under them; the script that reads them comes only then."""
    script = next((site_dir / "assets").glob("old-words-*.js"))
    page.goto(f"{site_file}old-paper.html")
    page.evaluate(
        """words => {
            const note = document.createElement("old-words");
            note.dataset.data = "old-paper-data.js";
            note.dataset.root = "index.html";
            note.words = words;
            document.querySelector("article").append(note);
        }""",
        "The GSCC requires it. Staff meet each week.",
    )
    page.add_script_tag(url=f"{site_file}assets/{script.name}")
    note = page.locator("old-words")
    expect(note).to_contain_text("Gone: GSCC. Social Work England is the specialist regulator")
    page.evaluate("document.querySelector('old-words').words = 'Staff meet each week.'")
    expect(note).to_be_empty()


def test_words_of_another_time_in_a_case_get_a_note_below_them(page, base):
    """As soon as they stand in the paper; the rest of the case gets none."""
    page.goto(f"{base}case.html")
    page.locator(".app-case__heading summary", has_text="Add below").first.click()
    for words_ in ("The GSCC requires it.", "Staff meet each week."):
        page.get_by_label("Your own words", exact=True).first.fill(words_)
        page.get_by_role("button", name="Add: your own words").first.click()
    expect(page.locator("old-words")).to_have_count(2)

    expect(page.locator("old-words").first).to_contain_text("Gone: GSCC.")
    expect(page.locator("old-words").last).to_be_empty()
