"""A mistake stops every command with plain lines, and nothing half-made is published."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros import ROOT


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Path:
    """A copy of the project with a mistake in a page, in the library and in a figure."""
    root = tmp_path_factory.mktemp("broken")
    for name in ("docs", "data", "macros", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    bib = (ROOT / "references.bib").read_text(encoding="utf-8")
    (root / "references.bib").write_text(
        bib.replace("@unpublished{rowland2006,", "@unpublished{rowland2o06,"), encoding="utf-8"
    )
    page = root / "docs/guidance/impact.md"
    page.write_text(page.read_text(encoding="utf-8") + '\n{{ sta("x") }}\n', encoding="utf-8")
    data = root / "data/statistics.yml"
    data.write_text(
        data.read_text(encoding="utf-8").replace("value: 78749", "value: many", 1), encoding="utf-8"
    )
    return root


@pytest.mark.parametrize(
    "command",
    [["macros", "check"], ["mkdocs", "build"], ["mkdocs", "build", "--strict"]],
    ids=" ".join,
)
def test_all_mistakes_are_shown_then_it_fails_once(broken, command):
    """Each in one line with its place; no traceback; no site."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=broken,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    out = done.stdout + done.stderr

    assert done.returncode == 1 and "Traceback" not in out
    for line in (
        '"sta" is not a macro. Did you mean "stat"',
        'cites "rowland2006", which is not in references.bib. Did you mean "rowland2o06"',
        '`value` is "many". Write digits only',
    ):
        assert line in out
    assert not list(broken.glob("site/*.html"))
