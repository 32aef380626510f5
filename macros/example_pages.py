"""Contributed examples on pages: their own page, cards, the form. What others wrote is cleaned before it is shown."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator
from functools import partial
from typing import Any

import nh3
from markdown.extensions.toc import slugify
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
from macros.markup import neutral, to_safe_html
from macros.pages import Names, Page, Use, macro
from macros.records import texts
from macros.site import Here, Site
from macros.sources import Entry, name_of, people, sort_key, to_bibtex, to_ris
from macros.statistics import references
from macros.templates import render


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
    return f"{neutral(block)}\n\n{references(here)}\n"


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
    return neutral(
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
    return neutral(
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
    return neutral(
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
