"""Old papers are read well enough to be trusted, and light enough for a slow line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import bench_old_papers


@pytest.mark.parametrize("kind", ["papers", "sentences"])
def test_what_is_found_in_old_papers_is_right_and_nearly_all(kind: str):
    """Nine of ten finds are right, and of what must be found at most about one in seven is missed."""
    found = bench_old_papers.quality()[kind]

    assert found["precision"] >= 0.9, found["wrong"]
    assert found["recall"] >= 0.85, found["missed"]


def test_script_and_rules_stay_light(site_dir: Path):
    """Below 40 kB compressed, without the reader of PDF that few need."""
    assert bench_old_papers.weight(site_dir) <= 40_000
