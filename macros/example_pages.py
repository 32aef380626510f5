"""Contributed examples on pages: their own page, cards, the form. What others wrote is cleaned before it is shown."""

from __future__ import annotations

import html
import posixpath
import re
import textwrap
from collections.abc import Iterator
from functools import partial
from typing import Any

import nh3
from markdown.extensions.toc import slugify
from markdown_it import MarkdownIt
from markupsafe import Markup

from macros.citations import cite_silently
from macros.examples import (
    EMPTY_PART,
    KINDS,
    LONGEST_OUTCOME,
    PARTS,
    REGIONS,
    THEMES,
    Example,
    ExampleMatter,
    form_rules,
    opening,
    parts,
)
from macros.pages import Names, Page, Use, macro
from macros.records import texts
from macros.site import Here, Site
from macros.sources import Entry, name_of, people, sort_key, to_bibtex, to_ris
from macros.statistics import references
from macros.templates import render

TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "s",
    "ul",
    "ol",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "blockquote",
    "code",
    "pre",
    "hr",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
# As in the form's preview, which so tells the truth.
_MARKDOWN = MarkdownIt("js-default", {"html": False, "typographer": True}).disable(
    ["image", "replacements"]
)


def to_safe_html(here: Here, text: str, deeper: int = 0) -> Markup:
    """Text of an example as HTML of an allow-list, for the page of `here`, with headings `deeper` levels down.

    Braces become character codes, so that no macro could ever run in it.
    """

    def address(tag: str, name: str, value: str) -> str | None:
        internal = re.fullmatch(r"((?:\.\./)?[a-z0-9/-]+\.md)(?:#([a-z0-9-]+))?", value)
        if internal and not value.startswith("/"):
            return here.href(
                posixpath.normpath(posixpath.join("examples", internal[1])), internal[2] or ""
            )
        return value if value.startswith("https://") else None

    rendered = nh3.clean(
        _MARKDOWN.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=address,
        url_schemes={"https"},
        link_rel="noopener",
    )
    rendered = re.sub(
        r"<(/?)h([2-5])>", lambda m: f"<{m[1]}h{min(6, int(m[2]) + deeper)}>", rendered
    )
    return Markup(_neutral(rendered))


def outcome(changed: Markup) -> str:
    """The beginning of what stands below “What changed”, rendered, as plain text.

    Not its first sentence alone: what was not measured is often said in the second.
    """
    plain = html.unescape(nh3.clean(changed, tags=set()))
    return textwrap.shorten(plain, LONGEST_OUTCOME, placeholder=" …")


def _values(here: Here, example: Example) -> dict[str, Any]:
    """What the templates show of an example, as plain text."""
    meta = example.meta
    return {
        "here": here,
        "example": example,
        "meta": meta,
        "contributor": meta.get("contributor") or {},
        "sources": texts(meta.get("sources")),
        "themes": texts(meta.get("themes")),
        "awards": texts(meta.get("awards")),
        "cite": partial(cite_silently, here),
    }


def _neutral(text: object) -> str:
    return str(text).replace("{", "&#123;").replace("}", "&#125;")


def page(here: Here, id: str) -> str:
    """The source of an example’s own page. Nothing of the file reaches Jinja or Markdown unescaped."""
    example = here.site.examples[id]
    sections = [
        (heading, slugify(heading, "-"), to_safe_html(here, words))
        for heading, _, words in parts(example)
    ]
    changed = next(
        (outcome(words) for heading, _, words in sections if heading == "What changed"), ""
    )
    before = to_safe_html(here, opening(example))
    block = render(
        "example-page.html",
        **_values(here, example),
        before=before,
        sections=sections,
        changed=changed,
        citing=cite_this(here, example),
    )
    return f"{_neutral(block)}\n\n{references(here)}\n"


def cite_this(here: Here, example: Example) -> dict[str, str]:
    """How to cite an example: Harvard, BibTeX, RIS. The site stands as publisher."""
    name = (example.meta.get("contributor") or {}).get("name")
    who = people(str(name)) if name else [{"literal": str(example.meta["organisation"])}]
    fields = {
        "title": example.title,
        "year": str(example.meta["added"])[:4],
        "publisher": here.site.config.get("site_name", ""),
        "url": here.site.address(example.path),
    }
    source = Entry(example.id, "online", {k: v for k, v in fields.items() if v}, {"author": who})
    authors = " and ".join(name_of(p, initials=True) for p in who)
    where = f" Available at: {fields['url']}" if fields["url"] else ""
    return {
        "Harvard": f"{authors} ({fields['year']}) ‘{example.title}’, {fields['publisher']}.{where}",
        "BibTeX": to_bibtex(source),
        "RIS": to_ris(source),
    }


def _its_sources(site: Site, page: Page, id: str) -> Iterator[Use]:
    return (Use("cite", key) for key in texts(site.examples[id].meta.get("sources")))


@macro(
    names={"id": Names(lambda site: site.examples, "shows the example", "docs/examples")},
    uses=_its_sources,
)
def example(here: Here, id: str) -> str:
    """Show an example in full on a line of its own: `example("sutton-reward")`."""
    found = here.site.examples[id]
    return _neutral(
        render(
            "example.html", **_values(here, found), body=to_safe_html(here, found.body, deeper=2)
        )
    )


@macro(
    names={"theme": Names(lambda site: THEMES, "shows examples of the theme", "the list of themes")}
)
def examples(here: Here, theme: str | None = None, limit: int | None = None) -> str:
    """Cards of all examples, or of one theme: `examples(theme="retention")`."""
    found = [
        e
        for e in here.site.examples.values()
        if theme is None or theme in texts(e.meta.get("themes"))
    ]
    found.sort(key=lambda e: (str(e.meta.get("added")), e.id), reverse=True)
    if limit:
        found = found[:limit]
    return _neutral(
        render(
            "example-cards.html",
            here=here,
            cards=[_values(here, e) for e in found],
            filters=theme is None,
            themes=THEMES,
            kinds=KINDS,
            regions=REGIONS,
        )
    )


@macro()
def example_form(here: Here) -> str:
    """The form that builds the file of an example in the browser."""
    sources = sorted(here.site.library.values(), key=sort_key)
    return _neutral(
        render(
            "example-form.html",
            here=here,
            fields=ExampleMatter.fields,
            parts=PARTS,
            empty_part=EMPTY_PART,
            rules=form_rules(here.site.examples),
            sources=sources,
        )
    )
