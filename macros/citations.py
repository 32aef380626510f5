"""Citations in the text, and the lists of references below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from macros import text
from macros.pages import NUMBERED, Call, Page, Use, macro
from macros.problems import Problem, suggestion
from macros.site import Here, Site
from macros.sources import Source, sort_key, to_ris
from macros.templates import render


def pairs(arguments: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of key and locator. An argument that holds a space is the locator of the key before it.

    >>> pairs(("gscc2002", "code for employers, 3", "rowland2006"))
    [('gscc2002', 'code for employers, 3'), ('rowland2006', '')]
    """
    found: list[tuple[str, str]] = []
    for argument in arguments:
        if " " in str(argument).strip() and found:
            found[-1] = (found[-1][0], str(argument))
        else:
            found.append((str(argument), ""))
    return found


def _uses(site: Site, page: Page, keys: tuple[str, ...] = (), **_: object) -> Iterator[Use]:
    return (Use("cite", key, NUMBERED) for key, _ in pairs(keys))


def _check(site: Site, page: Page, call: Call) -> Iterator[Problem]:
    if not call.args:
        yield Problem(
            page.file, call.line, 'cite names no source. Write {{ cite("rowland2006") }}.'
        )
    for key, _ in pairs(call.args):
        if key not in site.library:
            yield Problem(
                page.file,
                call.line,
                f'cites "{key}", which is not in references.bib. {suggestion(key, site.library)}',
            )


def _says(here: Here, keys: tuple[str, ...] = (), narrative: bool = False) -> list[dict[str, Any]]:
    return [
        {
            "cite": [{"key": key, "locator": locator} for key, locator in pairs(keys)],
            "narrative": narrative,
        }
    ]


@macro(uses=_uses, check=_check, says=_says)
def cite(here: Here, *keys: str, narrative: bool = False) -> Markup:
    """Cite sources: `cite("rowland2006")`, `cite("gscc2002", "code for employers, 3")`; `narrative=true` for Rowland (2006)."""
    parts: list[Markup] = []
    before: Source | None = None
    for key, locator in pairs(keys):
        source = here.site.library[key]
        ident = here.mark("cite", key)
        tail = Markup(", ").join(filter(None, [source.year, escape(locator)]))
        anchor = f' id="{escape(ident)}"' if ident else ""
        link = Markup(f'<a class="app-cite" href="#ref-{escape(key)}"{anchor}>')
        if narrative:
            parts.append(
                link
                + source.label
                + (Markup(" ({})").format(tail) if tail else "")
                + Markup("</a>")
            )
        elif before and before.label == source.label and source.year:
            parts[-1] += Markup(", ") + link + tail + Markup("</a>")
        else:
            parts.append(
                link + Markup(", ").join(filter(None, [source.label, tail])) + Markup("</a>")
            )
        before = source
    if narrative:
        return Markup(" and ").join(parts)
    return Markup(f"({Markup('; ').join(parts)})")


@macro(
    uses=lambda site, page, words, keys=(): _uses(site, page, keys),
    check=lambda site, page, call: _check_claim(call, site, page),
)
def claim(here: Here, words: str, *keys: str) -> Markup:
    """A sentence that a paper may print, with its sources and a button: `claim("Learning is linked with…", "moriarty2014")`."""
    said = text.paragraph({"text": f"{words.rstrip('.')} "}, *_says(here, keys), {"text": "."})
    button = render("copy-piece.html", piece=text.piece(here.site, words[:60], said))
    return Markup("{} {}. {}").format(words.rstrip("."), cite(here, *keys), button)


def _check_claim(call: Call, site: Site, page: Page) -> Iterator[Problem]:
    if len(call.args) < 2:
        yield Problem(
            page.file,
            call.line,
            'claim names no source. Write {{ claim("What may be said.", "moriarty2014") }}.',
        )
    yield from (
        p for p in _check(site, page, Call("cite", call.args[1:], {}, call.line)) if call.args[1:]
    )


def cite_silently(here: Here, *keys: str) -> Markup:
    """A citation inside a list or table: without an anchor of its own."""
    return cite(here.silent(), *keys)


def list_sources(here: Here, keys: list[str]) -> Markup:
    """Some works in the order of the alphabet, each with the ways back to where the page cites it."""
    sources = sorted((here.site.library[k] for k in keys), key=sort_key)
    places = {k: here.site.marks(here.path, "cite", k) for k in keys}
    return render("references.html", sources=sources, places=places, here=here)


@macro(
    anchors=lambda site: site.library,
    lists=True,
    uses=lambda site, page: (Use("cite", key) for key in site.library),
)
def reference_list(here: Here) -> Markup:
    """Every work of the library, alphabetical, with where it is cited, and its BibTeX and RIS."""
    site = here.site
    sources = sorted(site.library.values(), key=sort_key)
    used = {s.key: site.places("cite", s.key) for s in sources}
    return render(
        "library.html",
        sources=sources,
        used=used,
        bibtex={s.key: s.raw for s in sources},
        ris={s.key: to_ris(s) for s in sources},
        here=here,
    )
