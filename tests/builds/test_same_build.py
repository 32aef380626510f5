"""Builds of a commit are the same, byte for byte."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros import ROOT

ADDRESS = "https://example.org/pq/"


def build(folder: Path, **environment: str) -> dict[str, bytes]:
    """Every file of a build into the folder, by its path."""
    kept = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "PYTHONHASHSEED")}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ADDRESS, **environment},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()
    }


Build = dict[str, bytes]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Build, Build]:
    """Two builds with nothing kept, in another order of hashes, another time zone and another language of the machine.

    The third finds what the second kept.
    """
    folder = tmp_path_factory.mktemp("same")
    there = {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C"}
    forget()
    one = build(folder / "one", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    forget()
    return one, build(folder / "other", **there), build(folder / "again", **there)


def forget() -> None:
    """Remove what builds keep of content that did not change."""
    for name in ("checked.json", "prepared.json", "known-good.txt"):
        (ROOT / ".cache" / name).unlink(missing_ok=True)


@pytest.mark.parametrize("number", [1, 2], ids=["nothing kept", "what the build before kept"])
def test_two_builds_of_a_commit_are_the_same(builds, number):
    """No file differs, and none is in one alone."""
    one, other = builds[0], builds[number]

    assert "index.html" in one
    assert [p for p in one.keys() | other.keys() if one.get(p) != other.get(p)] == []


def test_the_map_of_the_site_carries_the_day_of_the_commit(builds):
    """Not the day on which somebody built it."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    asked = subprocess.run(command, capture_output=True, text=True)
    if asked.returncode:
        pytest.skip("a copy without its history")
    day = datetime.datetime.fromtimestamp(int(asked.stdout), datetime.UTC).date()

    assert f"<lastmod>{day.isoformat()}</lastmod>" in builds[0]["sitemap.xml"].decode()
