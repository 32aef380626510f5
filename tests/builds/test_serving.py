"""`make serve` shows a change, what follows from it on other pages, and a mistake until it is mended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.unit import project

LONGEST = 120  # seconds before we say that something never came; nothing is said of speed


@pytest.fixture(scope="module")
def unused_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory, unused_port) -> Iterator[tuple[Path, Callable[[str], str]]]:
    """A small project that is being served, and how to read a page of it."""
    cited = '\nA code {{ cite("gscc2002") }}.\n\n{{ references() }}\n'
    pages = {
        "docs/guidance/impact.md": project.titled("Impact", cited),
        "docs/guidance/standards.md": project.titled("Standards"),
        "docs/references.md": project.titled("References", "\n{{ reference_list() }}\n"),
    }
    menu = ("guidance/standards.md", "references.md")
    root = project.make_to_build(tmp_path_factory.mktemp("served"), pages, *menu)
    server = subprocess.Popen(
        [sys.executable, "-m", "macros", "serve"],
        cwd=root,
        env={**os.environ, "ADDRESS": f"127.0.0.1:{unused_port}", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
    )

    def read(path: str) -> str:
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(f"http://127.0.0.1:{unused_port}/{path}", timeout=60) as answer:
                return answer.read().decode("utf-8")
        except (URLError, ConnectionError, TimeoutError):
            return ""

    yield root, read
    server.terminate()
    server.wait()


def comes(read: Callable[[], str], words: str) -> bool:
    """Whether the words are there before we lose patience."""
    end = time.monotonic() + LONGEST
    while words not in (page := read()):
        if time.monotonic() > end:
            pytest.fail(f"{words!r} never came; the page is {page[:200]!r}")
        time.sleep(0.2)
    return True


def test_a_change_comes_with_its_lists_and_menus_and_a_mistake_with_its_place(served):
    """A word, a source in the list of another page, a title in the menu of another page, a mistake, and back."""
    root, read = served
    page = root / "docs/guidance/impact.md"
    text = page.read_text(encoding="utf-8")
    assert comes(lambda: read("guidance/impact.html"), "In brief")

    page.write_text(text + "\nQuagga.\n", encoding="utf-8")
    assert comes(lambda: read("guidance/impact.html"), "Quagga")

    page.write_text(text + '\nQuagga {{ cite("rowland2006") }}.\n', encoding="utf-8")
    assert comes(lambda: read("references.html"), "guidance/impact.html#cite-rowland2006-1")

    page.write_text(text.replace("title:", "title: Okapi #", 1), encoding="utf-8")
    assert comes(lambda: read("guidance/standards.html"), "Okapi")

    page.write_text(text + '\n{{ cite("rowland2oo6") }}\n', encoding="utf-8")
    assert comes(lambda: read("index.html"), "Did you mean")

    page.write_text(text, encoding="utf-8")
    assert comes(lambda: read("index.html"), "The code came first")
    assert comes(lambda: read("guidance/standards.html"), 'href="impact.html"')
    assert "Okapi" not in read("guidance/standards.html")
