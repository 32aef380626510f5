"""What tests do on the page that makes a case, again and again."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from playwright.sync_api import Locator, Page, expect

WORD = "Download for Word"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def with_usual(page: Page, base: str, fund: str = "amhp-bia") -> None:
    """The page with the usual arguments of a purpose."""
    page.goto(f"{base}case.html#fund-{fund}")
    add_usual(page)


def add_usual(page: Page) -> None:
    """Put the usual arguments into a case."""
    press(page, "Add the usual arguments and tables")
    expect(status(page)).to_contain_text("Added the usual arguments")


def press(page: Page, button: str, exact: bool = False) -> None:
    """Press the button whose name holds these words, or is exactly that."""
    page.get_by_role("button", name=button, exact=exact).click()


def fill(page: Page, label: str, value: str) -> None:
    """Fill a field and leave it, as people do."""
    one = field(page, label)
    one.fill(value)
    one.press("Tab")


def field(page: Page, label: str) -> Locator:
    """The first field of that name."""
    return page.get_by_label(label, exact=True).first


def status(page: Page) -> Locator:
    """Where the page says what it has done."""
    return page.locator(".app-case__status")


def parts(page: Page) -> Locator:
    """The parts of the paper."""
    return page.locator(".app-case__part")


def first_heading(page: Page) -> Locator:
    """The first heading of the paper."""
    return page.locator(".app-case__heading h3").first


def download(page: Page, button: str = WORD) -> bytes:
    """What a button saves."""
    with page.expect_download() as found:
        press(page, button)
    return found.value.path().read_bytes()


def said(document: bytes) -> str:
    """All words of a Word file, tables and filled controls too."""
    return "".join(t.text or "" for t in Document(io.BytesIO(document)).element.body.iter(f"{W}t"))


def headings(document: bytes) -> list[str]:
    """Its headings of the first level."""
    paragraphs = Document(io.BytesIO(document)).paragraphs
    return [p.text for p in paragraphs if p.style.name.lower() == "heading 1"]


def open_draft(page: Page, file: Path | dict) -> None:
    """Go on with a draft, or with the Word file that holds one."""
    page.get_by_label("Or go on with a draft").set_input_files(file)


def clear(page: Page, answer: bool = True) -> None:
    """Press what clears everything, and answer the question that the page asks."""
    page.evaluate(
        "answer => { window.confirm = said => { window.asked = said; return answer; } }", answer
    )
    press(page, "Clear everything")
    assert page.evaluate("window.asked")
    if answer:
        expect(parts(page)).to_have_count(0)
