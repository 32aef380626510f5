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
def test_says_due_only_past_the_date(page, site, argument):
    """The day before and the day itself: check again by. The day after, and a year on: due for review since."""
    path, by = argument
    for days, said in (
        (-1, "Check again by"),
        (0, "Check again by"),
        (1, "Due for review since"),
        (400, "Due for review since"),
    ):
        day = by + datetime.timedelta(days=days)
        page.clock.set_fixed_time(datetime.datetime.combine(day, datetime.time(12)))
        page.goto(site + path)
        note = page.locator(".app-snippet__review .app-due")
        expect(note, f"{days} days after").to_contain_text(said)
        expect(note).to_contain_text(str(by.year))


def test_without_scripts_the_date_is_printed(scriptless_page, site, argument):
    """Always, so that a reader can judge."""
    scriptless_page.goto(site + argument[0])

    expect(scriptless_page.locator(".app-snippet__review")).to_contain_text("Check again by")
