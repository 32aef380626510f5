"""A page says itself that something is due for review, whenever it was built."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import expect

from macros import ROOT, reading
from macros.snippets import review_by


@pytest.fixture(scope="module")
def argument() -> tuple[str, datetime.date]:
    """An argument's page, and the day by which it is to be checked again."""
    project = reading.load(ROOT)
    found = next(s for s in project.snippets.values() if s.meta["stands"] == "current")
    return f"snippets/{found.id}.html", datetime.date.fromisoformat(review_by(project, found))


@pytest.mark.own_page
@pytest.mark.parametrize(("days", "due"), [(-1, False), (0, False), (1, True), (400, True)])
def test_says_due_only_past_the_date(page, site, argument, days, due):
    """The day before and the day itself: check again by. The day after, and a year on: due for review since."""
    path, by = argument
    page.clock.set_fixed_time(
        datetime.datetime.combine(by + datetime.timedelta(days=days), datetime.time(12))
    )
    page.goto(site + argument[0])
    note = page.locator(".app-snippet__review .app-due")

    expect(note).to_contain_text("Due for review since" if due else "Check again by")
    expect(note).to_contain_text(str(by.year))


def test_without_scripts_the_date_is_printed(browser, site, argument):
    """Always, so that a reader can judge."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + argument[0])

    expect(page.locator(".app-snippet__review")).to_contain_text("Check again by")
    context.close()
