"""The built site, for the tests that read it and for those that open it in a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# A test that depends on how fast the machine is fails for no fault of the code.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("mkdocs.yml", "references.bib", "data", "docs", "macros", "overrides", "web")


def changed(path: Path) -> float:
    """When a file, or the newest file of a folder, was last changed."""
    if path.is_file():
        return path.stat().st_mtime
    return max(
        (
            p.stat().st_mtime
            for p in path.rglob("*")
            if p.is_file() and "__pycache__" not in p.parts
        ),
        default=0,
    )


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The folder of the built site: SITE_DIR where that is set, otherwise site/, built where it is missing or out of date."""
    given = os.environ.get("SITE_DIR")
    if given:
        return Path(given).resolve()
    site = ROOT / "site"
    if not (site / "index.html").is_file() or changed(site / "index.html") < max(
        changed(ROOT / name) for name in SOURCES
    ):
        _build(site)
    return site


def _build(site: Path) -> None:
    # Built aside and moved into place, so that a build that fails leaves no half of a site.
    aside = Path(tempfile.mkdtemp(prefix="site-", dir=_cache()))
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        str(aside),
    ]  # never quiet: strict would not fail
    built = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    if built.returncode:
        shutil.rmtree(aside)
        pytest.exit(
            "The site does not build, so it cannot be tested:\n" + built.stdout + built.stderr,
            returncode=1,
        )
    shutil.rmtree(site, ignore_errors=True)
    aside.chmod(0o755)
    aside.replace(site)


def _cache() -> Path:
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    return folder
