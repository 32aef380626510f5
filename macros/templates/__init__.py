"""HTML blocks: small Jinja templates beside this file, with everything escaped unless it is marked as safe."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from macros.records import print_date

ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    auto_reload=False,  # `make serve` starts again where one changes
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["date"] = print_date
ENVIRONMENT.filters["first_up"] = lambda text: (
    text[:1].upper() + text[1:]
)  # Jinja's own would lower the rest: NHS
ENVIRONMENT.filters["named"] = lambda text: (
    text,
    text[:1].upper() + text[1:],
)  # a value and its words, for a list of choices


def _by_letter(things: Iterable[Any], name: str) -> list[tuple[str, list[Any]]]:
    """Things in their order, in groups by the first letter of what `name` gives; what begins with no letter stands under #."""

    def letter(thing: Any) -> str:
        text = str(thing[name] if isinstance(thing, dict) else getattr(thing, name))
        plain = unicodedata.normalize("NFD", text)[:1].upper()
        return plain if plain.isalpha() else "#"

    return [(first, list(group)) for first, group in groupby(things, key=letter)]


ENVIRONMENT.filters["by_letter"] = _by_letter


def render(name: str, **values: Any) -> Markup:
    """Render `macros/templates/NAME` as one block of HTML.

    Blank lines and indentation are taken out: Markdown would end the block at the first and see code in the second.
    """
    text = ENVIRONMENT.get_template(name).render(**values)
    return Markup("\n".join(line for line in map(str.strip, text.splitlines()) if line))
