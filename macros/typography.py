"""Apostrophes and quotation marks as readers get them: ’ “ ” ‘, whichever way they were typed.

Everybody may write ' and ": what readers read and copy is set here, in pages (a Markdown extension, so that it holds
for what macros and contributors made too) and in the data that travels to the browser. Code stays as it is.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

_MARK = re.compile("['\"]")
_OPENS_AFTER = frozenset(" \t\n\u00a0([{—–/-‘“")
# Code, and each tag: what is between two of them is text.
_TAG = re.compile(
    r"(<(?:code|pre|script|style|textarea|kbd)\b.*?</(?:code|pre|script|style|textarea|kbd)>"
    r"|<!--.*?-->|<[/a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>)",
    re.DOTALL,
)
_INLINE = re.compile(r"</?(?:a|em|strong|span|i|b|mark|cite|abbr|sup|sub|code|kbd|q)\b")
# What is read out or shown from an attribute.
_SAID = re.compile(r'\b(?:aria-label|data-label|title|alt|placeholder)="[^"]*"')
_ENTITY = {"&#39;": "'", "&#x27;": "'", "&#34;": '"', "&quot;": '"'}
_ENTITIES = re.compile("|".join(_ENTITY))
_AS_IT_IS = frozenset(
    {"gap", "id", "key", "link", "url", "file", "cite", "finds"}
)  # names and patterns


def curly(text: str, before: str = " ") -> str:
    """The text with curly marks, as long as it was; `before` is the sign that stands before it.

    >>> curly("The council's \\"cost\\" and 'effect' of workers' time")
    'The council’s “cost” and ‘effect’ of workers’ time'
    """
    if "'" not in text and '"' not in text:
        return text

    def one(mark: re.Match[str]) -> str:
        at = mark.start()
        opens = (text[at - 1] if at else before) in _OPENS_AFTER
        after = text[at + 1 : at + 2]
        if mark[0] == '"':
            return "“" if opens and not after.isspace() else "”"
        return "‘" if opens and after.isalpha() else "’"

    return _MARK.sub(one, text)


def curly_html(html: str) -> str:
    """HTML with curly marks in its text and labels; names, data and code stay.

    >>> curly_html('<p id="\\'" title="One\\'s">The <em>guide</em>\\'s "aim": <code>\\'a\\'</code></p>')
    '<p id="\\'" title="One’s">The <em>guide</em>’s “aim”: <code>\\'a\\'</code></p>'
    """
    out, before = [], " "
    for n, part in enumerate(_TAG.split(html)):
        if n % 2:
            if "</" not in part and ("'" in part or "&#" in part):
                part = _SAID.sub(_label, part)
            before = before if _INLINE.match(part) else " "
        elif part:
            part = curly(_ENTITIES.sub(lambda found: _ENTITY[found[0]], part), before)
            before = part[-1]
        out.append(part)
    return "".join(out)


def _label(attribute: re.Match[str]) -> str:
    name, value = attribute[0].split("=", 1)
    plain = value[1:-1].replace("&#39;", "'").replace("&#x27;", "'")
    return f'{name}="{curly(plain)}"'


def as_json(data: object, **how: Any) -> str:
    """Data for the browser as JSON, with curly marks in its words; names and addresses stay."""
    return json.dumps(_set(data), ensure_ascii=False, **how)


def _set(data: Any) -> Any:
    if isinstance(data, str):
        return data if "://" in data else curly(data)
    if isinstance(data, dict):
        return {k: v if k in _AS_IT_IS else _set(v) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return [*_pieces(data)]
    return data


def _pieces(data: list[Any] | tuple[Any, ...]) -> Iterator[Any]:
    before = " "  # the pieces of a sentence stand one after another
    for one in data:
        if isinstance(one, dict) and isinstance(one.get("text"), str):
            yield {**_set(one), "text": curly(one["text"], before)}
            before = one["text"][-1:] or before
        else:
            yield _set(one)
            before = "x"


class Typography(Extension):
    """Sets the marks of a whole page; of headings before their names go into menus."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Stand after Markdown's own inline patterns, and after raw HTML has come back."""
        md.treeprocessors.register(_Headings(), "app_curly_headings", 15)
        md.postprocessors.register(_Page(), "app_curly_page", -10)


class _Headings(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if re.fullmatch("h[1-6]", str(element.tag)):
                for part in element.iter():
                    if part.tag != "code":
                        part.text = curly(part.text or "")
                    if part is not element:
                        part.tail = curly(part.tail or "", "x")


class _Page(Postprocessor):
    def run(self, text: str) -> str:
        return curly_html(text)
