"""A mistake stops every command with plain lines, and nothing half-made is published."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit import project
from tests.unit.project import BIB, PAGE, STATISTICS


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Path:
    """A project with a mistake in a page, in the library and in a figure."""
    changed = {
        "references.bib": BIB.replace("{rowland2006,", "{rowland2o06,"),
        "docs/index.md": PAGE + '\n{{ sta("x") }}\n',
        "data/statistics.yml": STATISTICS.replace("value: 38", "value: many"),
    }
    return project.make_to_build(tmp_path_factory.mktemp("broken"), changed)


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
