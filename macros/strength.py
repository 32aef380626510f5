"""How strong the evidence is, as a mark of four steps and a word. The steps stand here once, and are explained on a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from macros.macro import macro
from macros.pages import Call, Page
from macros.problems import Problem
from macros.site import Here, Site
from macros.templates import render

STEPS = {
    "weak": "Opinions, single accounts or figures that count something else",
    "limited": "Small studies, or studies of what people said about themselves",
    "moderate": "Several sound studies that mostly agree, or one review that found enough of them",
    "strong": "A rule in force or official figures for what they state, or reviews of many sound studies",
}


def _check(site: Site, page: Page, call: Call) -> Iterator[Problem]:
    for words in call.args:
        step, _, rest = str(words).partition(" ")
        if step not in STEPS:
            accepted = ", ".join(STEPS)
            yield Problem(
                page.file,
                call.line,
                f'strength says "{words}". Begin with one of: {accepted}; then, if you like, say for what: "weak for the effect".',
            )


@macro(check=_check)
def strength(here: Here, *judgements: Any) -> Markup:
    """The strength of evidence on its scale: `strength("limited")`, or `strength("strong for the rules", "weak for the effect")`."""
    marks = []
    for words in map(str, judgements):
        step, _, rest = words.partition(" ")
        marks.append(
            {
                "step": step,
                "of": rest,
                "filled": list(STEPS).index(step) + 1 if step in STEPS else 0,
            }
        )
    return render("strength.html", here=here, marks=marks, steps=STEPS)
