"""An argument travels into Word with exactly its references: both ways of copying, over http and from a folder."""

from __future__ import annotations

import re

import docx
import pypandoc
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import COLOURS, STILL, in_dark

PAGE = "snippets/retention-38-per-cent.html"
WITHOUT_API = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
WITHOUT_EVENT = "document.execCommand = () => false"
REFUSED = f"{WITHOUT_API}; {WITHOUT_EVENT}"
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


@pytest.fixture(params=["clipboard", "copy event"])
def copied(request, browser, base):
    """A function that opens a snippet, does something, presses a button, and reads what was copied."""
    context = browser.new_context(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
    reader, page = context.new_page(), context.new_page()
    reader.goto(base + "about.html")  # with the clipboard API, whatever the page that copies has
    page.add_init_script(WITHOUT_API if request.param == "copy event" else WITHOUT_EVENT)

    def copy(path=PAGE, button="Copy for Word", before=None):
        page.bring_to_front()
        page.goto(base + path)
        page.wait_for_function("Boolean(customElements.get('copy-snippet'))")
        if before:
            before(page)
        if button != "Copy for Word":
            page.locator(".app-menu summary").first.click()
        page.get_by_role("button", name=button).first.click()
        expect(page.locator(".app-snippet__status").first).to_contain_text("opied")
        said = page.locator(".app-snippet__status").first.text_content()
        reader.bring_to_front()
        return {**reader.evaluate(READ), "said": said}

    yield copy
    context.close()


def test_copies_the_text_and_its_references_as_clean_html(copied):
    """What tests/content/test_pastes.py reads arrives: text with references, and HTML without the site's own marks."""
    copy = copied()
    html = body_of(copy["html"])

    assert "38%" in copy["text"] and "\n\nReferences\n\n" in copy["text"].replace("\r", "")
    assert html.count("<p") >= 4 and "<em" in html
    assert not re.search(r'\sclass=|\sid=|\sdata-|<span[^>]*app-|href="(?!https?://)', html), html


def test_gaps_are_copied_as_marked_gaps_until_they_are_filled(copied):
    """`[name of organisation]` on yellow, then the reader's own words, everywhere; the confirmation counts what is empty."""
    empty = copied()
    assert "[name of organisation]" in empty["text"] and "<mark" in empty["html"]
    assert "still empty: name of organisation" in empty["said"]

    filled = copied(
        before=lambda page: page.get_by_label("Name of organisation").fill("Riverside Council")
    )
    assert "Riverside Council" in filled["text"] and "[name of organisation]" not in filled["text"]
    assert "name of organisation" not in filled["said"]


def test_other_ways_to_copy(copied):
    """Without references; with the title; plain text; Markdown."""
    assert "References" not in copied(button="For Word, without references")["text"]
    assert "<h3" in copied(button="For Word, with its title")["html"]
    assert not copied(button="Plain text")["html"]
    assert "**References**" in copied(button="Markdown")["text"]


def test_word_reads_it_well(copied, tmp_path):
    """Converted by a tool that is not ours: paragraphs, list items, emphasis and links are there."""
    copy = copied("snippets/options-include-doing-nothing.html")
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


@pytest.mark.parametrize("width", [320, 1280])
def test_says_what_happened_and_what_to_do_when_refused(browser, site, axe, width):
    """Where the browser allows nothing, the text stands selected with the words to press."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script(REFUSED)
    page.goto(site + PAGE)
    page.get_by_role("button", name="Copy for Word").click()

    expect(page.locator(".app-snippet__status")).to_contain_text("press Ctrl+C")
    assert "References" in page.evaluate("getSelection().toString()")
    axe(page, f"refused at {width}")
    context.close()


def test_menu_and_gaps_can_be_read_by_everybody(page, site, axe):
    """axe finds nothing with the menu open and a gap filled, in light and dark."""
    page.goto(site + PAGE)
    page.add_style_tag(content=STILL)
    page.get_by_label("Name of organisation").fill("Riverside Council")
    page.locator(".app-menu summary").click()
    axe(page, "light")
    in_dark(page)
    axe(page, "dark", rules=COLOURS)


def test_a_gap_is_filled_everywhere(page, site):
    """What is entered on one page stands on another, and in this browser only."""
    page.goto(site + PAGE)
    page.get_by_label("Name of organisation").fill("Riverside Council")
    page.goto(site + "snippets/options-include-doing-nothing.html")

    expect(page.locator(".app-your[data-your='name of organisation']").first).to_have_text(
        "Riverside Council"
    )


def test_without_scripts_text_and_references_stand_there(browser, site):
    """To be selected by hand; no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGE)

    expect(page.locator(".app-snippet__body")).to_contain_text("West Midlands")
    page.locator("#references > summary").click()
    expect(page.locator("#ref-rowland2006")).to_be_visible()
    expect(page.get_by_role("button", name="Copy for Word")).to_be_hidden()
    context.close()


def test_a_historic_argument_names_what_to_use_first(page, site):
    """Before its text."""
    page.goto(site + "snippets/prtl-2007.html")
    instead, body = (
        page.locator(".app-snippet__instead").bounding_box(),
        page.locator(".app-snippet__body").bounding_box(),
    )

    expect(page.locator(".app-snippet__instead")).to_contain_text("Use this instead")
    assert instead["y"] < body["y"]
