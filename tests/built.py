"""Whole builds of the site for tests: each is made once in a run, by the worker that asks first, and shared by all."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("mkdocs.yml", "references.bib", "data", "docs", "macros", "overrides", "web")
REPOSITORY, CONTACT = "https://github.com/team/site", "someone@example.org"
PUBLISHED = {"REPO_URL": REPOSITORY, "CONTACT": CONTACT, "EDIT_URI": "edit/main/docs/"}
AT_TOP, BELOW = "https://example.org/", "https://example.org/pq/"  # where it may be published
HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}  # of the first build below a path; others differ


@contextmanager
def alone() -> Iterator[None]:
    """One build at a time: all of them keep what they made below .cache."""
    with (_cache() / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(folder: Path, **environment: str) -> Path:
    """Build the whole site into a folder, strictly, with nothing but these settings; what is wrong ends the run."""
    kept = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "PYTHONHASHSEED")}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", **environment},
    )  # never quiet: strict would not fail
    if done.returncode:
        said = f"The site does not build with {environment}, so it cannot be tested:\n"
        pytest.exit(said + done.stdout + done.stderr, returncode=1)
    return folder


def forget() -> None:
    """Remove what builds keep of content that did not change."""
    for name in ("checked.json", "prepared.json", "known-good.txt"):
        (ROOT / ".cache" / name).unlink(missing_ok=True)


def of_this_run(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(
    target: Path, make: Callable[[Path], object], stands: Callable[[Path], bool] = Path.is_dir
) -> Path:
    """The folder, made by the first who asks. Built aside and moved, so that a build that fails leaves no half of it."""
    with alone():
        if not stands(target):
            aside = Path(tempfile.mkdtemp(prefix="site-", dir=_cache()))
            try:
                make(aside)
                aside.chmod(0o755)
                shutil.rmtree(target, ignore_errors=True)
                shutil.move(aside, target)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    return target


def published(factory: pytest.TempPathFactory, address: str, **environment: str) -> Path:
    """The site as it is published at an address, with a repository and a contact."""
    settings = {**PUBLISHED, "SITE_URL": address, **HERE, **environment}
    folder = of_this_run(factory) / ("at-top" if address == AT_TOP else "below-a-path")

    def make(aside: Path) -> None:
        if address == BELOW:
            forget()  # nothing that an earlier build kept: see tests/builds/test_same_build.py
        build(aside, **settings)

    return once(folder, make)


def _cache() -> Path:
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    return folder
