"""The lists at the end of a page: every work it cites, and every figure it prints."""

from __future__ import annotations

from markupsafe import Markup

from macros.citations import list_sources
from macros.macro import macro
from macros.site import Here
from macros.statistics import list_figures
from macros.templates import render


@macro(anchors=lambda site: ("references", "figures"), lists=True)
def references(here: Here) -> Markup:
    """The page’s own lists, folded: every work it cites and every figure it prints, each with a way back to its place."""
    keys, figures = here.site.used_on(here.path)
    if not keys and not figures:
        return Markup()
    return render(
        "lists.html",
        works=len(keys),
        figures=len(figures),
        sources=list_sources(here, keys) if keys else "",
        notes=list_figures(here, figures) if figures else "",
    )


def of_keys(here: Here, keys: list[str]) -> Markup:
    """The folded list of some works, for a page that is made of records."""
    known = [k for k in dict.fromkeys(keys) if k in here.site.library]
    return render(
        "lists.html", works=len(known), figures=0, sources=list_sources(here, known), notes=""
    )
