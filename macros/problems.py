"""One shape for every message: where, what was found, what is accepted, what to do next."""

from __future__ import annotations

import difflib
import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_OF_A_FILE = 20  # problems shown; a file that has more has one cause


@dataclass(frozen=True, order=True)
class Problem:
    """Something a person has to mend, at a place that their editor can show.

    `path` is relative to the project’s root, `line` counts from 1 as editors do.
    A warning is shown but does not stop the build.
    """

    path: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return f"{printable(self.path)}:{self.line}: {kind}{printable(self.message)}"


def printable(text: str) -> str:
    """Text on one line of a terminal: what would steer it, or cannot be seen, is shown as an escape.

    >>> printable("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return "".join(c if c.isprintable() or c == " " else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def shortened(value: object, longest: int = 60) -> str:
    """A value as a message quotes it: on one line, its beginning where it is long."""
    text = " ".join(str(value).split())
    text = "".join(c for c in text if unicodedata.category(c) != "Cs")
    return text if len(text) <= longest else text[: longest - 1] + "…"


def listed(names: Iterable[str]) -> str:
    """The accepted names in a sentence: `a, b, c`."""
    return ", ".join(str(name) for name in names)


def suggestion(name: object, names: Iterable[str], most: int = 8) -> str:
    """What to do about an unknown name: the nearest existing ones, or the whole list where it is short.

    >>> suggestion("rowland2005", ["rowland2006", "gscc2002"])
    'Did you mean "rowland2006"?'
    >>> suggestion("x", [])
    'There is nothing to choose from yet: add it there first.'
    """
    known = [str(n) for n in names]
    if not known:
        return "There is nothing to choose from yet: add it there first."
    by_lower = {n.lower(): n for n in known}
    near = difflib.get_close_matches(str(name).lower()[:100], by_lower, n=3, cutoff=0.7)
    if near:
        return "Did you mean " + " or ".join(f'"{by_lower[n]}"' for n in near) + "?"
    if len(known) <= most:
        return f"Use one of: {listed(known)}."
    return f"There are {len(known)} to choose from, such as {listed(sorted(known)[:3])}."


def shown(problems: Iterable[Problem]) -> list[str]:
    """The lines to print, file by file: at most MOST_OF_A_FILE of each, then how many more there are.

    Warnings come after what stops the build, and take only the room that it leaves.
    """
    ordered = sorted(set(problems), key=lambda p: (p.path, p.warning, p.line, p.message))
    lines: list[str] = []
    for path, group in itertools.groupby(ordered, key=lambda p: p.path):
        found = list(group)
        lines += map(str, found[:MOST_OF_A_FILE])
        left = found[MOST_OF_A_FILE:]
        warnings = sum(p.warning for p in left)
        counts = ((len(left) - warnings, "problem"), (warnings, "warning"))
        more = " and ".join(f"{n} more {noun}{'s' * (n > 1)}" for n, noun in counts if n)
        if more:
            lines.append(f"{printable(path)}: and {more}. Mend these first.")
    return lines
