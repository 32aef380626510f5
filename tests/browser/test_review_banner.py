"""A page says itself that something is due for review, whenever it was built."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import expect

from macros import ROOT, reading
from macros.snippets import review_by

SITE = reading.load(ROOT)
SNIPPET = SITE.snippets["children-vacancies-2025"]
BY = datetime.date.fromisoformat(review_by(SITE, SNIPPET))


@pytest.mark.parametrize(("days", "due"), [(-1, False), (0, False), (1, True), (400, True)])
def test_says_due_only_past_the_date(page, site, days, due):
    """The day before and the day itself: check again by. The day after, and a year on: due for review since."""
    page.clock.set_fixed_time(datetime.datetime.combine(BY + datetime.timedelta(days=days), datetime.time(12)))
    page.goto(site + f"snippets/{SNIPPET.id}.html")
    note = page.locator(".app-snippet__review .app-due")

    expect(note).to_contain_text("Due for review since" if due else "Check again by")
    expect(note).to_contain_text(str(BY.year))


def test_without_scripts_the_date_is_printed(browser, site):
    """Always, so that a reader can judge."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + f"snippets/{SNIPPET.id}.html")

    expect(page.locator(".app-snippet__review")).to_contain_text("Check again by")
    context.close()
