"""One shape for every message: where, what was found, what is accepted, what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """Something a person has to mend, at a place that their editor can show.

    `path` is relative to the project's root, `line` counts from 1 as editors do.
    A warning is shown but does not stop the build.
    """

    path: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


def listed(names: Iterable[str]) -> str:
    """The accepted names in a sentence: `a, b, c`."""
    return ", ".join(str(name) for name in names)


def suggestion(name: str, names: Iterable[str], most: int = 8) -> str:
    """What to do about an unknown name: the nearest existing ones, or the whole list where it is short.

    >>> suggestion("rowland2005", ["rowland2006", "gscc2002"])
    'Did you mean "rowland2006"?'
    """
    names = [str(n) for n in names]
    by_lower = {n.lower(): n for n in names}
    near = [by_lower[n] for n in difflib.get_close_matches(str(name).lower(), by_lower, n=3, cutoff=0.6)]
    if near:
        return "Did you mean " + " or ".join(f'"{n}"' for n in near) + "?"
    if len(names) <= most:
        return f"Use one of: {listed(names)}."
    return f"There are {len(names)} to choose from, such as {listed(sorted(names)[:3])}."
