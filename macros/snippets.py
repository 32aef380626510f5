"""Snippets: one copy-ready argument a file, a page of its own, shown wherever it supports the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from macros.lists import references
from macros.macro import Names, Use, macro
from macros.markdown import to_html
from macros.pages import Call, Page, figures_by_hand
from macros.problems import Problem
from macros.records import Field, check_fields, check_references, keep_typed, print_date
from macros.site import Here, Site, is_snippet
from macros.sources import sort_key
from macros.templates import render

SECTIONS = {
    "introduction": "Why a case is needed",
    "impact": "Impact on practice",
    "career-pathways": "Career pathways",
    "modernisation": "Modernisation and inter-professional working",
    "standards": "Standards and inspection",
    "recruitment-retention": "Recruitment and retention",
}
CASES = ("strategic", "economic", "commercial", "financial", "management")
AUDIENCES = ("senior managers", "finance", "elected members and trustees", "HR and workforce", "operational managers")
STRENGTHS = ("regulation or standard", "official statistics", "published study", "unpublished survey", "practice example", "professional opinion")
STANDS = {
    "current": "Rests on something in force, or measured since 2008",
    "dated": "The argument still holds; its evidence is of 2007 or before",
    "historic": "The rule, body or figure is gone",
}
NOTES = {  # what goes into a copy with the text, so that its age travels with it
    "dated": "This rests on evidence of 2007 or before, last checked {checked}. Check that it still holds where you are.",
    "historic": "History: this described 2007 and no longer applies. Last checked {checked}.",
}
FIELDS = (
    Field("title", hint="The claim in one sentence", longest=90),
    Field("section", accepted=tuple(SECTIONS), hint="The section of the guide"),
    Field("case", accepted=CASES, hint="The part of HM Treasury's Five Case Model"),
    Field("audience", "list", accepted=AUDIENCES, hint="For whom"),
    Field("strength", accepted=STRENGTHS, hint="What kind of evidence stands behind it"),
    Field("stands", accepted=tuple(STANDS), hint="Whether it still holds"),
    Field("reviewed", "day", past=True),
    Field("review_by", "day", after="reviewed"),
    Field("instead", required=False, refers="snippets", hint="For a historic snippet: the snippet to use today"),
)
LONGEST = 180  # words


# ---- rules ------------------------------------------------------------------------------------------------------

def check_sources(snippet: Page, site: Site) -> Iterator[Problem]:
    """A snippet cites something; a current one cites something newer than 2007."""
    keys, _ = site.used_on(snippet.path)
    if not any(call.name == "cite" for call in snippet.calls):
        yield Problem(snippet.file, snippet.body_line, 'The snippet cites no source. Add one, such as {{ cite("moriarty2014") }}.')
    elif snippet.meta.get("stands") == "current" and not any(site.library[k].newer_than_guide for k in keys if k in site.library):
        yield Problem(snippet.file, snippet.meta.line_of("stands"), "The snippet stands as current but cites only sources of 2007 or before. Cite a newer source, or write `stands: dated`.")


def check_figures(snippet: Page, site: Site) -> Iterator[Problem]:
    """No figure is typed by hand."""
    for line, figure in figures_by_hand(snippet, strict=True):
        yield Problem(snippet.file, line, f'The figure "{figure}" is typed by hand. Print it from data/statistics.yml with {{{{ stat("…") }}}}, or write a small number in words.')


def check_instead(snippet: Page, site: Site) -> Iterator[Problem]:
    """`instead` names a snippet that is not historic, and stands only in historic ones."""
    instead = snippet.meta.get("instead")
    if instead is None:
        return
    if instead in site.snippets and site.snippets[instead].meta.get("stands") == "historic":
        yield Problem(snippet.file, snippet.meta.line_of("instead"), f'`instead` names "{instead}", which is historic itself. Name a snippet to use today.')
    if snippet.meta.get("stands") != "historic":
        yield Problem(snippet.file, snippet.meta.line_of("instead"), "Only a historic snippet has `instead`. Remove the line, or write `stands: historic`.")


def check_length(snippet: Page, site: Site) -> Iterator[Problem]:
    """A body over 180 words is no longer copy-ready."""
    words = len(re.sub(r"\{\{.*?\}\}", "x", snippet.body).split())
    if words > LONGEST:
        yield Problem(snippet.file, snippet.body_line, f"The text has {words} words. Shorten it to {LONGEST}, or make two snippets of it.", warning=True)


RULES = (check_sources, check_figures, check_instead, check_length)


def check(site: Site) -> Iterator[Problem]:
    """All rules for all snippets."""
    titles: dict[str, Page] = {}
    for snippet in site.snippets.values():
        keep_typed(snippet.meta, FIELDS)
        yield from check_fields(snippet.meta, FIELDS, snippet.file, "the snippet")
        yield from check_references(snippet.meta, FIELDS, site.known, snippet.file, "the snippet")
        for rule in RULES:
            yield from rule(snippet, site)
        title = snippet.title.lower()
        if title in titles:
            yield Problem(snippet.file, snippet.meta.line_of("title"), f'The title "{snippet.title}" is also that of {titles[title].file}. Change one of them.')
        titles.setdefault(title, snippet)


# ---- macros -----------------------------------------------------------------------------------------------------

@macro()
def your(here: Here, name: str) -> Markup:
    """A gap for the reader's own figure or name: `your("number of social workers")`."""
    return Markup('<span class="app-your" data-your="{0}">[{0}]</span>').format(name)


def _block(here: Here, snippet: Page, own_page: bool) -> Markup:
    inside = here if own_page else here.inside()
    body = to_html(here.site.render(snippet, inside))
    keys, _ = here.site.used_on(snippet.path)
    sources = sorted((here.site.library[k] for k in keys), key=sort_key)
    note = NOTES.get(snippet.meta["stands"], "").format(checked=print_date(snippet.meta["reviewed"]))
    return render("snippet.html", here=here, snippet=snippet, body=body, note=note, sources=sources, own_page=own_page, stands=STANDS,
                  section=SECTIONS.get(snippet.meta["section"], ""), address=here.site.address(snippet.path),
                  instead=here.site.snippets.get(snippet.meta.get("instead", "")))


def _embedded(site: Site, page: Page, id: str) -> Iterator[Use]:
    found = site.snippets[id]
    if found.path != page.path:  # one that shows itself is refused below
        yield from (Use(u.kind, u.name) for call in found.calls for u in site.used_by(found, call))


def _check_embedding(site: Site, page: Page, call: Call) -> Iterator[Problem]:
    if is_snippet(page.path):
        yield Problem(page.file, call.line, "An argument cannot show another argument. Write the text itself, or show both on a page.")


@macro(names={"id": Names(lambda site: site.snippets, "shows the snippet", "docs/snippets")}, uses=_embedded, check=_check_embedding)
def snippet(here: Here, id: str) -> Markup:
    """Show a snippet, ready to copy, on a line of its own: `snippet("candidate-confidence")`."""
    return _block(here, here.site.snippets[id], own_page=False)


def page(here: Here, id: str) -> str:
    """The source of a snippet's own page: title, text to copy, references."""
    found = here.site.snippets[id]
    way_back = f"[All arguments](index.md) · [{SECTIONS[found.meta['section']]}](../guidance/{found.meta['section']}.md)\n{{: .app-way-back }}"
    return f"{way_back}\n\n# {found.title}\n\n{_block(here, found, own_page=True)}\n\n{references(here)}\n"


def in_order(site: Site, section: str | None = None) -> list[Page]:
    """Snippets by section, then current, dated, historic, then title."""
    order = list(STANDS)
    found = [s for s in site.snippets.values() if section in (None, s.meta.get("section"))]
    return sorted(found, key=lambda s: (list(SECTIONS).index(s.meta["section"]), order.index(s.meta["stands"]), s.title.lower()))


@macro(names={"section": Names(lambda site: SECTIONS, "lists the section", "the list of sections")})
def snippets(here: Here, section: str) -> Markup:
    """Links to all snippets of a section: `snippets(section="impact")`."""
    return render("snippet-links.html", here=here, snippets=in_order(here.site, section), stands=STANDS)


@macro()
def snippet_library(here: Here) -> Markup:
    """The library page: every snippet, by section, with filters."""
    groups = [(SECTIONS[name], in_order(here.site, name)) for name in SECTIONS]
    return render("snippet-library.html", here=here, groups=groups, total=len(here.site.snippets), stands=STANDS,
                  sections=SECTIONS, cases=CASES, audiences=AUDIENCES, strengths=STRENGTHS)


