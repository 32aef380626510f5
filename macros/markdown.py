"""Markdown to HTML for our own texts that stand inside a block: snippets and notes. What others wrote goes another way: `macros/examples.py`."""

from __future__ import annotations

import markdown as python_markdown
from markupsafe import Markup

_MARKDOWN = python_markdown.Markdown(
    extensions=["tables", "sane_lists"], output_format="html"
)  # once: making one costs a third of a text


def to_html(text: str) -> Markup:
    """Render Markdown with tables and sane lists. Raw HTML passes through."""
    return Markup(_MARKDOWN.reset().convert(text))
