"""Three readers with a deadline, each from the home page to the last table by links alone, with the words that they need."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import expect

# For each: the door on the home page, courses whose cards are opened, the links of the page of the purpose that
# are followed, the table at the end, and the words that are read on the way.
READERS = {
    "a council and twelve practice educators": (
        "Practice educators",
        ["Practice educator, Stage 1", "Practice educator, Stage 2"],
        [
            "Who pays: every pot that people name",
            "What it costs",
            "Twelve questions from your finance director",
            "practice educators for twelve social workers",
            "tables",
        ],
        "Procurement route by value",
        [
            "a student on placement",
            "placement grant",
            "backfill",
            "levy",
            "price cap",
            "procure",
            "risk register",
            "equality",
            "why now?",
        ],
    ),
    "a council and four AMHPs": (
        "AMHPs and best interests assessors",
        ["Approved mental health professional (AMHP)"],
        [
            "Must, should, may: all duties",
            "Who pays: every pot that people name",
            "four more AMHPs",
            "tables",
        ],
        "Budget calendar, back from full council",
        [
            "98.5 days",
            "twenty working weeks",
            "ask two providers",
            "18 hours",
            "care act",
            "levy",
            "ldss",
            "full council",
            "who does the work while they are away?",
            "agreement to stay",
        ],
    ),
    "a charity with nine social workers": (
        "A charity’s social workers",
        ["Specialist and master’s modules"],
        [
            "Who pays: every pot that people name",
            "one specialist course for a charity",
            "trustees’ paper",
        ],
        "Trustees’ paper for a charity",
        [
            "trustees",
            "restricted",
            "vat",
            "levy transfer",
            "regulation 18",
            "the commissioner",
            "reserves",
            "one dated account",
        ],
    ),
}


def words(article: str) -> str:
    """The words of an article, folded ones too, in small letters with single blanks."""
    return re.sub(r"\s+", " ", article).lower()


def read(site_dir: Path, address: str) -> str:
    """The words of a page as it is built: reading takes no browser."""
    page = lxml.html.parse(str(site_dir / address.partition("#")[0])).getroot()
    [article] = page.iter("article")
    return words(article.text_content())


ASKED = "performance.getEntriesByType('resource').map(entry => entry.name)"


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_gets_from_the_home_page_to_the_last_table_without_leaving_the_site(
    page, site, site_dir, reader
):
    """Each link that leads to words on the way is seen where the reader is; the first and the last are pressed."""
    door, cards, way, table, needed = READERS[reader]
    page.goto(site + "index.html")
    asked = page.evaluate(ASKED)
    page.locator("article").get_by_role("link", name=door, exact=True).click()
    expect(page).to_have_url(re.compile("/fund/"))
    for card in cards:
        fold = page.locator("details.app-course", has_text=card).filter(has=page.get_by_text(card))
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()
        expect(fold.get_by_text("Ask a provider")).to_be_visible()
    said = words(page.locator("article").text_content() or "")
    for name in way:
        link = page.locator("article").get_by_role("link", name=name, exact=True).first
        expect(link).to_be_visible()
        address = link.evaluate("link => link.href")
        assert address.startswith(site) and "/fund/" not in address
        said += read(site_dir, address.removeprefix(site))
    asked += page.evaluate(ASKED)
    link.click()
    last = page.locator("details.app-table-fold", has=page.get_by_text(table, exact=True))
    if "#" not in page.url:  # a link to the table itself opens it
        last.locator("> summary").click()

    expect(last.get_by_role("table", name=table)).to_be_visible()
    expect(last.get_by_role("button", name="Copy this table for Word")).to_be_visible()
    assert [word for word in needed if word not in said] == []
    asked += page.evaluate(ASKED)
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
