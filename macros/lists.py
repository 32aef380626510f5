"""The lists at the end of a page: every work it cites, and every figure it prints."""

from __future__ import annotations

from macros.citations import list_sources
from macros.macro import macro
from macros.site import Here
from macros.statistics import list_figures


@macro(anchors=lambda site: ("references", "figures"), lists=True)
def references(here: Here) -> str:
    """The page's own lists: every work it cites and every figure it prints, each with a way back to its place."""
    keys, figures = here.site.used_on(here.path)
    out = []
    if keys:
        out.append("## References {: #references data-search-exclude }\n")
        out.append(str(list_sources(here, keys)))
    if figures:
        out.append("\n## Figures on this page {: #figures data-search-exclude }\n")
        out.append(str(list_figures(here, figures)))
    return "\n".join(out)
