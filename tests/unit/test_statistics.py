"""Figures as they are printed, with where they come from."""

from __future__ import annotations

import pytest

from macros import reading, statistics
from macros.site import Here
from tests.unit import project


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"value": 78749}, "78,749"),
        ({"value": 17.5, "unit": "%"}, "17.5%"),
        ({"value": 15, "unit": "days"}, "15 days"),
        ({"value": 1, "unit": "years"}, "1 year"),
        ({"value": 2000, "unit": "£"}, "£2,000"),
        ({"value": 24, "unit": "£m"}, "£24m"),
        ({"value": 9.0, "unit": "percentage points"}, "9.0 percentage points"),
        ({"value": 10, "to": 12, "unit": "%"}, "10–12%"),
        ({"value": 1700, "approximate": True}, "about 1,700"),
        ({"value": 500, "unit": "£m", "over": True}, "over £500m"),
        ({"value": 55, "unit": "%", "at_least": True}, "at least 55%"),
    ],
)
def test_prints_the_figure_with_its_unit(record, expected):
    """Thousands, percentages, money, ranges and units, the singular included."""
    figure = statistics.Statistic(1)
    figure.update(record)

    assert statistics.format_value(figure) == expected


def test_a_figure_leads_to_its_provenance(tmp_path):
    """The link opens what it counts, of whom, where, when, its source and what to beware of."""
    site = reading.load(project.make(tmp_path))
    here = Here(site, "index.md")

    assert 'href="#figure-stay-2006" id="stat-stay-2006-1"' in statistics.stat(here, "stay-2006")
    listed = statistics.references(here)
    for words in (
        "Award holders more likely to stay",
        "West Midlands, 2006",
        "survey",
        "Rowland, 2006",
        "Beware: Unpublished.",
        'href="#stat-stay-2006-1"',
    ):
        assert words in listed


def test_the_table_says_where_a_figure_is_used(tmp_path):
    """Each figure of the statistics page leads to the places that print it."""
    site = reading.load(project.make(tmp_path))
    html = statistics.statistics_table(Here(site, "statistics.md"))

    assert (
        'id="stay-2006"' in html
        and 'href="index.html#stat-stay-2006-1"' in html
        and 'href="snippets/stay.html#stat-stay-2006-1"' in html
    )
