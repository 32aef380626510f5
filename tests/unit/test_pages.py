"""Plain macro calls are read without Jinja, and as Jinja reads them."""

from __future__ import annotations

import random
from typing import Any

import jinja2
import pytest

from macros import ROOT, pages, reading

NAMES = ("cite", "stat", "your")
PIECES = (
    "{{ cite(",
    "{{cite(",
    '"rowland2006"',
    "'x'",
    '"a }} b"',
    '"p. 3"',
    ", ",
    ",",
    ") }}",
    ")}}",
    " ) }}",
    "narrative=true",
    "narrative = false",
    '"a" "b"',
    "12",
    "007",
    "0",
    "-1",
    "1.5",
    "none",
    "[1]",
    '"\\n"',
    "{{ stat(",
    "{{ your(",
    "{{- stat(",
    " -}}",
    " | upper }}",
    "{% if true %}",
    "{% endif %}",
    "{# not said #}",
    "{",
    "}}",
    "\n",
    "Text ",
    "{{ range(3) }}",
)


def read_by_jinja(text: str) -> tuple[str, list[Any]] | None:
    """What Jinja prints, with a mark for each call, and the calls in order; None where it cannot read the text."""
    calls: list[Any] = []
    environment = jinja2.Environment(keep_trailing_newline=True, undefined=jinja2.StrictUndefined)

    def recorder(name: str) -> Any:
        def record(*args: Any, **kwargs: Any) -> str:
            calls.append((name, args, kwargs))
            return "\0"

        return record

    environment.globals.update({name: recorder(name) for name in NAMES})
    try:
        return environment.from_string(text).render(), calls
    except (jinja2.TemplateError, TypeError, SyntaxError):  # the last: a name given twice
        return None


def said(parts: list[Any]) -> tuple[str, list[Any]]:
    """The same of parts."""
    calls = [(p.name, p.args, p.kwargs) for p in parts if isinstance(p, pages.Call)]
    return "".join("\0" if isinstance(p, pages.Call) else p for p in parts), calls


def test_what_is_read_without_jinja_is_what_jinja_reads():
    """Of some thousand texts made of halves of calls; what is not plain is left to it."""
    chance = random.Random(7)
    plain = 0
    for _ in range(6000):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 7)))
        parts = pages.plain_parts(text, 0)
        if parts is not None:
            plain += len(parts) > 1
            assert said(parts) == read_by_jinja(text), text

    assert plain > 50


def test_all_pages_but_the_one_that_shows_macros_are_plain():
    """Else they take ten times as long to read."""
    read = reading.load(ROOT).pages.values()

    assert [p.path for p in read if pages.plain_parts(p.body, 0) is None] == [
        "contribute/writing.md"
    ]


@pytest.mark.parametrize("kind", [str, int, bool])
def test_a_value_keeps_its_kind(kind):
    """Words, whole numbers, true or false."""
    written = {str: '"12"', int: "12", bool: "true"}[kind]
    (call,) = pages.plain_parts(f"{{{{ cite({written}) }}}}", 4)

    assert type(call.args[0]) is kind and call.line == 5
