"""The list of examples narrows by theme, kind and region, and keeps the choice in the address."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from macros import ROOT, reading

EXAMPLES = reading.load(ROOT).examples


def test_a_theme_narrows_the_list_and_can_be_sent(page, site):
    """What is shown is what the files say, and the address opens the same view."""
    page.goto(site + "examples/index.html")
    page.get_by_label("Theme").select_option("retention")
    wanted = {e.title for e in EXAMPLES.values() if "retention" in e.meta["themes"]}
    expect(page.locator("filter-list [role=status]")).to_have_text(
        f"{len(wanted)} of {len(EXAMPLES)} examples shown"
    )
    address = page.url

    page.goto("about:blank")
    page.goto(address)
    assert set(page.locator("[data-item]:visible .app-example__title").all_inner_texts()) == wanted


def test_words_are_looked_for_in_whole_examples(page, site_file):
    """Also from a folder, and in other words."""
    page.goto(site_file + "examples/index.html")
    for words, title in (
        ("mentor", "practice"),
        ("honorarium", "Turning"),
        ("Delpy", "Linking"),
        ("vacancy", "Offering"),
    ):
        page.get_by_label("Words").fill(words)
        expect(page.locator(".app-filter__count")).to_contain_text(re.compile("^[1-4] of"))
        expect(page.locator("[data-item]:visible", has_text=title).first).to_be_visible()


def test_an_example_says_who_when_and_how_to_cite_it(page, site):
    """Name, role and organisation as in the guide; Harvard, BibTeX and RIS."""
    page.goto(site + "examples/sutton-reward.html")
    card = page.locator(".app-example-card")
    expect(card).to_contain_text("Margaret Delpy, Qualifications Advisor, London Borough of Sutton")
    expect(card).to_contain_text(
        "The account does not say what the signs were, and gives no figures"
    )
    card.get_by_role("link", name="All of it").click()
    expect(page.get_by_role("heading", name="What changed")).to_be_in_viewport()
    page.get_by_text("Cite this example").click()

    texts = page.locator(".app-cite-this pre").all_inner_texts()
    assert (
        texts[0].startswith("Delpy, M. (2026) ‘Linking awards")
        and texts[1].startswith("@online{")
        and texts[2].startswith("TY  - ELEC")
    )
