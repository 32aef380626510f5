"""Builds of a commit are the same, byte for byte."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest

from tests import built

Build = dict[str, bytes]


def read(folder: Path) -> Build:
    """Every file of a build, by its path."""
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()
    }


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Build, Build]:
    """Two builds with nothing kept, in another order of hashes, another time zone and another language of the machine.

    The third finds what the second kept.
    """
    folder = tmp_path_factory.mktemp("same")
    there = {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C"}
    settings = {**built.PUBLISHED, "SITE_URL": built.BELOW, **there}
    one = built.published(tmp_path_factory, built.BELOW)
    with built.alone():
        built.forget()
        other = built.build(folder / "other", **settings)
        again = built.build(folder / "again", **settings)
    return read(one), read(other), read(again)


@pytest.mark.parametrize("number", [1, 2], ids=["nothing kept", "what the build before kept"])
def test_two_builds_of_a_commit_are_the_same(builds, number):
    """No file differs, and none is in one alone."""
    one, other = builds[0], builds[number]

    assert "index.html" in one
    assert [p for p in one.keys() | other.keys() if one.get(p) != other.get(p)] == []


def test_the_map_of_the_site_carries_the_day_of_the_commit(builds):
    """Not the day on which somebody built it."""
    command = ["git", "-C", str(built.ROOT), "log", "-1", "--format=%ct"]
    asked = subprocess.run(command, capture_output=True, text=True)
    if asked.returncode:
        pytest.skip("a copy without its history")
    day = datetime.datetime.fromtimestamp(int(asked.stdout), datetime.UTC).date()

    assert f"<lastmod>{day.isoformat()}</lastmod>" in builds[0]["sitemap.xml"].decode()
