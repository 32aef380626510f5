"""An argument travels into Word with exactly its references: both ways of copying, over http and from a folder."""

from __future__ import annotations

import re

import docx
import pypandoc
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import COLOURS, SMALL, STILL, in_dark

PAGE = "snippets/retention-38-per-cent.html"
WITHOUT_API = (
    "Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})"
)
WITH_API = "delete navigator.clipboard"  # the browser's own shows again
WITHOUT_EVENT = "document.execCommand = () => false"
READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async type => item.types.includes(type) ? (await (await item.getType(type)).text()) : '';
  return {html: await read('text/html'), text: await read('text/plain')};
}"""


def body_of(text: str) -> str:
    """HTML from the clipboard without the frame and the styles that the browser adds to it."""
    text = re.sub(r"(?s)^.*?<body[^>]*>|</body>.*$|<!--.*?-->", "", text)
    return text.strip()


@pytest.fixture(params=["http", "file"])
def base(request, site, site_file):
    """The site over http and from a folder."""
    return site if request.param == "http" else site_file


@pytest.fixture(params=[WITHOUT_EVENT, WITHOUT_API], ids=["clipboard", "copy event"])
def copied(request, clipboard_page):
    """A function that presses a button of the open page, and reads what was copied in one of the two ways."""
    page = clipboard_page

    def copy(button="Copy for Word"):
        page.wait_for_function("Boolean(customElements.get('copy-snippet'))")
        page.evaluate("navigator.clipboard.writeText('')")  # so that what is read is of this press
        page.evaluate(request.param)
        status = page.locator(".app-snippet__status").first
        status.evaluate("status => { status.textContent = '' }")
        if button != "Copy for Word":
            page.locator(".app-menu summary").first.click()
        page.get_by_role("button", name=button).first.click()
        expect(status).to_contain_text("opied")
        page.evaluate(WITH_API)
        return {**page.evaluate(READ), "said": status.text_content()}

    return copy


def test_copies_the_text_and_its_references_in_every_form(clipboard_page, base, copied):
    """What tests/content/test_pastes.py reads arrives: text with references, and HTML without the site's own marks.

    `[name of organisation]` on yellow, and the confirmation counts what is empty; then without references, with the
    title, as plain text, as Markdown; then with the reader's own words, everywhere.
    """
    clipboard_page.goto(base + PAGE)
    empty = copied()
    html = body_of(empty["html"])
    assert "38%" in empty["text"]
    assert "\n\nReferences\n\n" in empty["text"].replace("\r", "")
    assert html.count("<p") >= 4 and "<em" in html
    assert not re.search(r'\sclass=|\sid=|\sdata-|<span[^>]*app-|href="(?!https?://)', html), html
    assert "[name of organisation]" in empty["text"] and "<mark" in empty["html"]
    assert "still empty: name of organisation" in empty["said"]

    assert "References" not in copied("For Word, without references")["text"]
    assert "<h3" in copied("For Word, with its title")["html"]
    assert not copied("Plain text")["html"]
    assert "**References**" in copied("Markdown")["text"]

    clipboard_page.get_by_label("Name of organisation").fill("Riverside Council")
    filled = copied()
    assert "Riverside Council" in filled["text"] and "[name of organisation]" not in filled["text"]
    assert "name of organisation" not in filled["said"]


def test_word_reads_it_well(clipboard_page, site, copied, tmp_path):
    """Converted by a tool that is not ours: paragraphs, list items, emphasis and links are there."""
    clipboard_page.goto(site + "snippets/options-include-doing-nothing.html")
    copy = copied()
    target = tmp_path / "pasted.docx"
    pypandoc.convert_text(body_of(copy["html"]), "docx", format="html", outputfile=str(target))
    document = docx.Document(str(target))
    paragraphs = [p.text for p in document.paragraphs if p.text.strip()]

    assert re.sub(r"\W+", "", "".join(paragraphs)) == re.sub(
        r"\W+", "", copy["text"].replace("•", "")
    )
    assert any(run.italic for p in document.paragraphs for run in p.runs)
    items = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert len(items) == copy["text"].count("•") > 0
    links = {r.target_ref for r in document.part.rels.values() if r.reltype.endswith("/hyperlink")}
    assert all(link.startswith("https://") for link in links) and len(links) == len(
        set(re.findall(r'href="([^"]+)"', body_of(copy["html"])))
    )


def test_says_what_happened_and_what_to_do_when_refused(page, site, axe):
    """Where the browser allows nothing, the text stands selected with the words to press; all can read it, on a phone too."""
    page.goto(site + PAGE)
    page.evaluate(WITHOUT_API)
    page.evaluate(WITHOUT_EVENT)
    page.get_by_role("button", name="Copy for Word").click()

    expect(page.locator(".app-snippet__status")).to_contain_text("press Ctrl+C")
    assert "References" in page.evaluate("getSelection().toString()")
    axe(page, "refused")
    page.set_viewport_size({"width": 320, "height": 800})
    axe(page, "refused on a phone", rules=SMALL, within="article")


def test_menu_and_gaps_can_be_read_by_everybody_and_a_gap_is_filled_everywhere(page, site, axe):
    """axe finds nothing with the menu open and a gap filled, in light and dark; another page has what was filled in."""
    page.goto(site + PAGE)
    page.add_style_tag(content=STILL)
    page.get_by_label("Name of organisation").fill("Riverside Council")
    page.locator(".app-menu summary").click()
    axe(page, "light", within="article")
    in_dark(page)
    axe(page, "dark", rules=COLOURS, within="article")
    page.goto(site + "snippets/options-include-doing-nothing.html")

    expect(page.locator(".app-your[data-your='name of organisation']").first).to_have_text(
        "Riverside Council"
    )


def test_without_scripts_text_and_references_stand_there(scriptless_page, site):
    """To be selected by hand; no button that does nothing."""
    page = scriptless_page
    page.goto(site + PAGE)

    expect(page.locator(".app-snippet__body")).to_contain_text("West Midlands")
    page.locator("#references > summary").click()
    expect(page.locator("#ref-rowland2006")).to_be_visible()
    expect(page.get_by_role("button", name="Copy for Word")).to_be_hidden()


def test_a_historic_argument_names_what_to_use_first(page, site):
    """Before its text."""
    page.goto(site + "snippets/prtl-2007.html")
    instead, body = (
        page.locator(".app-snippet__instead").bounding_box(),
        page.locator(".app-snippet__body").bounding_box(),
    )

    expect(page.locator(".app-snippet__instead")).to_contain_text("Use this instead")
    assert instead["y"] < body["y"]
