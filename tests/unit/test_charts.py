"""Charts that are drawn when the site is built: a scale as people count, and no line where there is no figure."""

from __future__ import annotations

import pytest

from macros import ROOT, reading, statistics
from macros.statistics import of_series

SITE = reading.load(ROOT)
TURNOVER = of_series(SITE, "children-turnover")


@pytest.mark.parametrize(
    ("values", "expected"),
    [([11.8, 17.2], (20, 5)), ([0.0], (1, 1)), ([100.0], (100, 20)), ([36186.3], (40000, 5000))],
)
def test_a_scale_begins_at_nought_and_ends_at_a_round_number(values, expected):
    """In at most eight steps, above all values."""
    assert statistics.scale(values) == expected


def test_a_line_is_never_drawn_across_a_year_without_a_figure():
    """A series with a hole has two lines, and a mark at the year that is missing."""
    drawn = statistics.line_of([r for r in TURNOVER if "2020" not in str(r["as_at"])], 20, 5)
    assert len(drawn["paths"]) == 2 and len(drawn["points"]) == len(TURNOVER) - 1
    assert [year for _, year in drawn["missing"]] == [2020]


def test_one_figure_alone_is_a_point_with_its_value():
    """A series that has just begun has no line, and its drawing no fault."""
    drawn = statistics.line_of(TURNOVER[-1:], 20, 5)
    assert len(drawn["points"]) == 1 and [one["text"] for one in drawn["labels"]] == ["11.8%"]
