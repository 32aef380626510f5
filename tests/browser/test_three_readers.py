"""Three readers with a deadline, each from the home page to the last table by links alone, with the words that they need."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

# For each: the door on the home page, courses whose cards are opened, the links that are followed from page to page
# ("back" goes back to the page of the purpose), the table at the end, and the words that are read on the way.
READERS = {
    "a council and twelve practice educators": (
        "Practice educators",
        ["Practice educator, Stage 1", "Practice educator, Stage 2"],
        [
            "Who pays: every pot that people name",
            "back",
            "What it costs",
            "back",
            "Twelve questions from your finance director",
            "back",
            "practice educators for twelve social workers",
            "back",
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
            "back",
            "Who pays: every pot that people name",
            "back",
            "four more AMHPs",
            "back",
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
            "back",
            "one specialist course for a charity",
            "back",
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


def read(page: Page) -> str:
    """The words of the article, folded ones too, in small letters with single blanks."""
    return re.sub(r"\s+", " ", page.locator("article").text_content() or "").lower()


@pytest.mark.own_page
@pytest.mark.parametrize("reader", READERS)
def test_a_reader_gets_from_the_home_page_to_the_last_table_without_leaving_the_site(
    page, site, reader
):
    door, cards, way, table, needed = READERS[reader]
    elsewhere: list[str] = []
    page.on("request", lambda r: r.url.startswith(site) or elsewhere.append(r.url))
    page.goto(site + "index.html")
    page.locator("article").get_by_role("link", name=door, exact=True).click()
    expect(page).to_have_url(re.compile("/fund/"))
    for card in cards:
        fold = page.locator("details.app-course", has_text=card).filter(has=page.get_by_text(card))
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()
        expect(fold.get_by_text("Ask a provider")).to_be_visible()
    said = read(page)
    for link in way:
        if link == "back":
            page.go_back()
            expect(page).to_have_url(re.compile("/fund/"))
            continue
        page.locator("article").get_by_role("link", name=link, exact=True).first.click()
        expect(page).not_to_have_url(re.compile("/fund/"))
        said += read(page)
    last = page.locator("details.app-table-fold", has=page.get_by_text(table, exact=True))
    if "#" not in page.url:  # a link to the table itself opens it
        last.locator("> summary").click()

    expect(last.get_by_role("table", name=table)).to_be_visible()
    expect(last.get_by_role("button", name="Copy this table for Word")).to_be_visible()
    assert [word for word in needed if word not in said] == []
    assert elsewhere == []
