"""The built site, for the tests that read it and for those that open it in a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests import built

# A test that depends on how fast the machine is fails for no fault of the code.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")


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


def up_to_date(site: Path) -> bool:
    """Whether a site stands there that was built after the last change of what it is made of."""
    page = site / "index.html"
    return page.is_file() and changed(page) >= max(changed(built.ROOT / s) for s in built.SOURCES)


# The longest files of tests first, so that no processor waits for one of them at the end: see SIDE_BY_SIDE in Makefile.
LONGEST_FIRST = ("tests/word/", "tests/browser/test_e", "tests/browser/", "tests/builds/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of tests in the order in which they are handed out."""
    firsts = [*LONGEST_FIRST, ""]
    items.sort(key=lambda item: next(n for n, f in enumerate(firsts) if item.nodeid.startswith(f)))


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The folder of the built site: SITE_DIR where that is set, otherwise site/, built where it is missing or out of date."""
    given = os.environ.get("SITE_DIR")
    if given:
        return Path(given).resolve()
    return built.once(built.ROOT / "site", built.build, stands=up_to_date)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None] | None:
    """`office("pdf", folder, *files)` converts files with LibreOffice; None where that is not installed.

    Its settings are made once for all tests, because that takes it longer than a conversion.
    """
    program = shutil.which("soffice")
    home = f"-env:UserInstallation={tmp_path_factory.mktemp('office').as_uri()}"

    def convert(kind: str, folder: Path, *files: Path) -> None:
        command = [program, home, "--headless", "--convert-to", kind, "--outdir", folder, *files]
        subprocess.run([str(word) for word in command], check=True, capture_output=True)

    return convert if program else None
