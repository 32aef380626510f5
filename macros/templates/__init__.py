"""HTML blocks: small Jinja templates beside this file, with everything escaped unless it is marked as safe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from macros.records import print_date

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["date"] = print_date
_ENVIRONMENT.filters["first_up"] = lambda text: text[:1].upper() + text[1:]  # Jinja's own would lower the rest: NHS
_ENVIRONMENT.filters["named"] = lambda text: (text, text[:1].upper() + text[1:])  # a value and its words, for a list of choices


def render(name: str, **values: Any) -> Markup:
    """Render `macros/templates/NAME` as one block of HTML.

    Blank lines and indentation are taken out: Markdown would end the block at the first and see code in the second.
    """
    text = _ENVIRONMENT.get_template(name).render(**values)
    return Markup("\n".join(line for line in map(str.strip, text.splitlines()) if line))
