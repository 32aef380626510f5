"""What people are told is what there is."""

from __future__ import annotations

import re

from macros import (
    ROOT,
    catalogue,  # noqa: F401  (registers the macros)
)
from macros.pages import MACROS


def test_every_macro_is_explained():
    """Each macro, and none that does not exist, stands on the page for writers."""
    text = (ROOT / "docs/contribute/writing.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\{\{ (\w+)\(", text))

    assert named == set(MACROS)


def test_every_command_of_the_readme_exists():
    """And is listed by `make help`."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"`?make (\w+)", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert re.search(rf"(?m)^{command}:.*## ", makefile), command
