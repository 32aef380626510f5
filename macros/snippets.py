"""Arguments: one copy-ready text a file, a page of its own, shown wherever it supports the text."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from macros import changes, text
from macros.pages import Call, Names, Page, Use, figures_by_hand, macro
from macros.problems import Problem
from macros.records import (
    ASKED,
    Day,
    Record,
    check_fields,
    check_references,
    described,
    keep_typed,
    parse_date,
    texts,
)
from macros.site import Here, Site, is_snippet
from macros.sources import sort_key
from macros.statistics import references
from macros.templates import render

SECTIONS = {
    "introduction": "Why a case is needed",
    "impact": "Impact on practice",
    "career-pathways": "Career pathways",
    "modernisation": "Working across professions",
    "standards": "Standards and inspection",
    "recruitment-retention": "Recruitment and retention",
    "money": "Money, cover and who pays",
}
CASES = ("strategic", "economic", "commercial", "financial", "management")
AUDIENCES = (
    "senior managers",
    "finance",
    "elected members and trustees",
    "HR and workforce",
    "operational managers",
)
# How strong the evidence of a page is, in four steps.
STEPS = {
    "weak": "Opinions, single accounts or figures that count something else",
    "limited": "Small studies, or studies of what people said about themselves",
    "moderate": "Several sound studies that mostly agree, or one review that found enough of them",
    "strong": "A rule in force or official figures for what they state, or reviews of many sound studies",
}
# The kinds of evidence, strongest first: by what stands behind an argument, whoever published it.
STRENGTHS = {
    "law or regulation": "An Act or regulations in force",
    "statutory guidance": "Guidance that councils must have regard to",
    "regulator or inspectorate": "What a regulator or inspectorate asks or reports",
    "official statistics": "Figures of a government department or public body",
    "systematic review": "A review of all studies that could be found",
    "published study": "One study, published with its method",
    "survey": "What people said when they were asked",
    "standard or framework": "A voluntary standard or a framework of a sector body",
    "official statement": "What a government, department or public body says or pays",
    "practice example": "What one organisation did, told by somebody who was there",
    "professional opinion": "The view of people who know the field",
}
STANDS = {
    "current": "In force, measured in the last two years, or a study of learning as it is today",
    "dated": "The argument still holds; its evidence is older",
    "historic": "The rule, body or figure is gone",
}
FUNDS = {
    "practice-educators": "Practice educators",
    "amhp-bia": "AMHPs and best interests assessors",
    "first-years": "First years in practice",
    "supervisors-leaders": "Supervisors and leaders",
    "specialist-course": "A specialist course",
    "charity": "A charity’s social workers",
}


class ArgumentMatter(Record):
    """What an argument says of itself before its text."""

    title: str = described("The claim in one sentence", longest=90)
    section: str = described("The section of the guide", accepted=tuple(SECTIONS))
    case: str = described("The part of HM Treasury’s Five Case Model", accepted=CASES)
    audience: list[str] = described("For whom", accepted=AUDIENCES)
    strength: str = described("What kind of evidence stands behind it", accepted=tuple(STRENGTHS))
    stands: str = described("Whether it still holds", accepted=tuple(STANDS))
    fund: list[str] | None = described("What it helps to fund", accepted=tuple(FUNDS))
    asked: list[str] | None = described(ASKED)
    reviewed: Day = described("When it was last read against its sources", past=True)
    instead: str | None = described(
        "For a historic argument: the one to use today", refers="snippets"
    )
    replaces: list[str] | None = described(
        "Ids of arguments that it took in; their addresses lead here"
    )


LONGEST = 180  # words
COUNTED = ("census", "survey", "register")  # how a figure was obtained that another year gives anew
RECENT = 2  # years: a figure older than this is not of today
AGAIN = (
    365  # days after which an argument is read again where nothing that it rests on is due before
)


@dataclass(frozen=True)
class Answer:
    """What somebody may say against an argument, and the answer: shown with it, never pasted."""

    say: str
    parts: text.Parts


def answers(snippet: Page) -> list[Answer]:
    """The pairs that stand below the text of an argument."""
    found = ((text.PAIR.match(heading), parts) for heading, parts in text.sections(snippet)[1:])
    return [Answer(match[1], parts) for match, parts in found if match]


def read_again(snippet: Page) -> str:
    """The day by which an argument is to be read again, whatever it rests on."""
    reviewed = parse_date(snippet.meta.get("reviewed")) or (0,)
    if len(reviewed) < 3:
        return "9999-12-31"  # the field is mistaken, which is said elsewhere
    return (datetime.date(*reviewed) + datetime.timedelta(days=AGAIN)).isoformat()


def review_by(site: Site, snippet: Page) -> str:
    """The day by which an argument is to be read again: the earliest that anything it rests on is due."""
    _, figures = site.used_on(snippet.path)
    days = [str(site.statistics[f].get("review_by")) for f in figures]
    days += [
        str(site.changes[c.args[0]].get("check_by"))
        for c in snippet.calls
        if c.name == "changed" and c.args and c.args[0] in site.changes
    ]
    return min([read_again(snippet), *(d for d in days if parse_date(d))])


# ---- rules ------------------------------------------------------------------------------------------------------


def check_sources(snippet: Page, site: Site) -> Iterator[Problem]:
    """The text of an argument cites something, the source of each of its figures too."""
    calls = [p for p in text.sections(snippet)[0][1] if isinstance(p, Call)]
    used = [(call, use) for call in calls for use in site.used_by(snippet, call)]
    cited = {use.name for _, use in used if use.kind == "cite"}
    if not cited:
        yield Problem(
            snippet.file,
            snippet.body_line,
            'The argument cites no source. Add one, such as {{ cite("moriarty2014") }}.',
        )
        return
    for call, use in used:
        record = site.statistics.get(use.name) if use.kind == "stat" else None
        behind = texts(record.get("source")) if record else []
        if behind and not cited & set(behind):
            yield Problem(
                snippet.file,
                call.line,
                f'The figure "{use.name}" stands without its source. Add {{{{ cite("{behind[0]}") }}}} to the sentence.',
            )


def check_current(snippet: Page, site: Site) -> Iterator[Problem]:
    """A current argument rests on nothing that is old or doubtful."""
    if snippet.meta.get("stands") != "current":
        return
    line = snippet.meta.line_of("stands")
    keys, figures = site.used_on(snippet.path)
    if keys and not any(site.library[k].newer_than_guide for k in keys):
        yield Problem(
            snippet.file,
            line,
            "The argument stands as current but cites only sources of 2007 or before. Cite a newer source, or write `stands: dated`.",
        )
    newest = _newest(site, figures)
    if newest and _is_old(str(site.statistics[newest].get("as_at"))):
        yield Problem(
            snippet.file,
            line,
            f'The argument stands as current, but its newest figure, "{newest}", is older than {RECENT} years. Use a newer one, or write `stands: dated`.',
        )
    for key in keys:
        if site.library[key].fields.get("confidence") == "low":
            yield Problem(
                snippet.file,
                line,
                f'The argument stands as current but rests on "{key}", which is marked as doubtful. Find a better source, or write `stands: dated`.',
            )
    for call in snippet.calls:
        if call.name == "changed":
            yield Problem(
                snippet.file,
                call.line,
                "The argument stands as current but names a thing of 2007 that has changed. Say what holds today, or write `stands: dated`.",
            )


def _newest(site: Site, figures: list[str]) -> str:
    """The newest of those figures that are counted again and again; older ones may stand there to compare."""
    counted = [
        f
        for f in figures
        if site.statistics[f].get("series") or site.statistics[f].get("obtained") in COUNTED
    ]
    return max(counted, key=lambda f: str(site.statistics[f].get("as_at")), default="")


def _is_old(as_at: str) -> bool:
    today = datetime.date.today()
    return as_at < f"{today.year - RECENT}-{today:%m-%d}"[: len(as_at)]


def check_figures(snippet: Page, site: Site) -> Iterator[Problem]:
    """No figure is typed by hand."""
    for line, figure in figures_by_hand(snippet, strict=True):
        yield Problem(
            snippet.file,
            line,
            f'The figure "{figure}" is typed by hand. Print it from data/statistics.yml with {{{{ stat("…") }}}}, or write a small number in words.',
        )


def check_instead(snippet: Page, site: Site) -> Iterator[Problem]:
    """`instead` names an argument that is not historic, and stands only in historic ones."""
    instead = snippet.meta.get("instead")
    if not isinstance(instead, str):
        return  # macros/records.py says what it should be
    if instead in site.snippets and site.snippets[instead].meta.get("stands") == "historic":
        yield Problem(
            snippet.file,
            snippet.meta.line_of("instead"),
            f'`instead` names "{instead}", which is historic itself. Name an argument to use today.',
        )
    if snippet.meta.get("stands") != "historic":
        yield Problem(
            snippet.file,
            snippet.meta.line_of("instead"),
            "Only a historic argument has `instead`. Remove the line, or write `stands: historic`.",
        )


def check_text(snippet: Page, site: Site) -> Iterator[Problem]:
    """The text that is pasted is plain, short and clean; below it stand only pairs."""
    parts = text.sections(snippet)
    body = "".join("x" if isinstance(p, Call) else p for p in parts[0][1])
    if len(body.split()) > LONGEST:
        yield Problem(
            snippet.file,
            snippet.body_line,
            f"The text has {len(body.split())} words. Shorten it to {LONGEST}, or make two arguments of it.",
            warning=True,
        )
    if re.search(r"\[[^\]]*\](?!\()", body):
        yield Problem(
            snippet.file,
            snippet.body_line,
            'The text holds square brackets, which would be pasted. Write a gap as {{ your("…") }}, and a remark below `## They may say: …`.',
        )
    for heading, below in parts[1:]:
        if not text.PAIR.match(heading):
            yield Problem(
                snippet.file,
                snippet.body_line,
                f'"{heading[:60]}" is not a heading of an argument. Below the text stand only pairs: `## They may say: …` and the answer.',
            )
        elif not any(isinstance(p, Call) or p.strip() for p in below):
            yield Problem(
                snippet.file,
                snippet.body_line,
                f'There is no answer below "{heading[:60]}". Write one in a few sentences.',
            )
    if not snippet.plain:
        yield Problem(
            snippet.file,
            snippet.body_line,
            "An argument uses no filters or conditions: its text is made without Jinja. Write plain macro calls.",
        )


def check_replaces(snippet: Page, site: Site) -> Iterator[Problem]:
    """`replaces` names arguments that are gone, each in one place."""
    for id in texts(snippet.meta.get("replaces")):
        if id in site.snippets:
            yield Problem(
                snippet.file,
                snippet.meta.line_of("replaces"),
                f'`replaces` names "{id}", which is still there. Remove that file, or leave the id out.',
            )


RULES = (check_sources, check_current, check_figures, check_instead, check_text, check_replaces)


def check(site: Site) -> Iterator[Problem]:
    """All rules for all arguments."""
    titles: dict[str, Page] = {}
    for snippet in site.snippets.values():
        keep_typed(snippet.meta, ArgumentMatter.fields)
        yield from check_fields(snippet.meta, ArgumentMatter.fields, snippet.file, "the argument")
        yield from check_references(
            snippet.meta, ArgumentMatter.fields, site.known, snippet.file, "the argument"
        )
        for rule in RULES:
            yield from rule(snippet, site)
        title = snippet.title.lower()
        if title in titles:
            yield Problem(
                snippet.file,
                snippet.meta.line_of("title"),
                f'The title "{snippet.title}" is also that of {titles[title].file}. Change one of them.',
            )
        titles.setdefault(title, snippet)
        due = read_again(snippet)  # what it rests on is warned of where it stands
        if due < datetime.date.today().isoformat():
            yield Problem(
                snippet.file,
                snippet.meta.line_of("reviewed"),
                f"The argument was due for review on {due}. Read it against its sources, then change `reviewed`.",
                warning=True,
            )


# ---- what an argument says ----------------------------------------------------------------------------------------


def said(site: Site, snippet: Page) -> dict[str, Any]:
    """An argument as data: its words, gaps, works, and what to know before it is sent. See macros/text.py for blocks.

    `sources` and `gaps` are those of the text that is pasted; the answers in `pairs` may cite more.
    Made once for a site; whoever asks gets the same, and changes nothing in it.
    """
    return site.once(("said", snippet.path), lambda: _said(site, snippet))


def _said(site: Site, snippet: Page) -> dict[str, Any]:
    here = Here(site, snippet.path).silent()
    body = text.blocks(here, text.sections(snippet)[0][1])
    pairs = [_pair(here, answer) for answer in answers(snippet)]
    meta = snippet.meta
    return {
        "id": snippet.id,
        "title": snippet.title,
        "section": meta["section"],
        "case": meta["case"],
        "stands": meta["stands"],
        "strength": meta["strength"],
        "fund": texts(meta.get("fund")),
        "audience": texts(meta.get("audience")),
        "asked": texts(meta.get("asked")),
        "blocks": body,
        "pairs": pairs,
        "gaps": text.gaps(body),
        "figures": text.figures(body),
        "sources": text.sources(site, body),
        "address": site.address(snippet.path),
    }


def _pair(here: Here, answer: Answer) -> dict[str, Any]:
    found = text.blocks(here, answer.parts)
    return {"say": answer.say, "blocks": found, "sources": text.sources(here.site, found)}


def with_works(site: Site, argument: dict[str, Any]) -> dict[str, Any]:
    """An argument as data with the works that it and its answers cite."""
    answered = [key for pair in argument["pairs"] for key in pair["sources"]]
    return {"argument": argument, "works": text.works(site, [*argument["sources"], *answered])}


def arguments_json(site: Site) -> str:
    """Every argument in the order of the library, and the works of all: {"arguments": [...], "works": {key: ...}}."""
    return site.once(("arguments",), lambda: _arguments_json(site))


def _arguments_json(site: Site) -> str:
    found = [with_works(site, said(site, snippet)) for snippet in in_order(site)]
    works = {key: work for item in found for key, work in item["works"].items()}
    for page in site.papers.values():  # their drafts are opened where arguments are
        works |= text.works(site, site.used_on(page.path)[0])
    return json.dumps(
        {"arguments": [item["argument"] for item in found], "works": works}, ensure_ascii=False
    )


# ---- macros -----------------------------------------------------------------------------------------------------


@macro(says=lambda here, name: [{"gap": name}])
def your(here: Here, name: str) -> Markup:
    """A gap for the reader’s own figure or name: `your("number of social workers")`."""
    return Markup('<span class="app-your" data-your="{0}">[{0}]</span>').format(name)


def _block(here: Here, snippet: Page, own_page: bool) -> Markup:
    inside = here if own_page else here.inside()
    argument = said(here.site, snippet)
    body = text.html_of(inside, text.sections(snippet)[0][1])
    replies = [text.html_of(inside, answer.parts) for answer in answers(snippet)]
    sources = sorted(
        (here.site.library[k] for k in here.site.used_on(snippet.path)[0]), key=sort_key
    )
    data = json.dumps(with_works(here.site, argument), ensure_ascii=False)
    gone = dict.fromkeys(
        p.args[0]
        for p in text.sections(snippet)[0][1]
        if isinstance(p, Call) and p.name == "changed"
    )
    since = Markup("; ").join(
        changes.note(inside, id) for id in gone if changes.has_gone(here.site, id)
    )
    return render(
        "snippet.html",
        here=here,
        snippet=snippet,
        body=body,
        since=since,
        data=data,
        sources=sources,
        own_page=own_page,
        pairs=list(zip((a.say for a in answers(snippet)), replies, strict=True)),
        stands=STANDS,
        strengths=STRENGTHS,
        section=SECTIONS.get(snippet.meta["section"], ""),
        review_by=review_by(here.site, snippet),
        to_check=[s for s in sources if s.to_check and s.key in argument["sources"]],
        instead=here.site.snippets.get(snippet.meta.get("instead", "")),
    )


def _embedded(site: Site, page: Page, id: str) -> Iterator[Use]:
    found = site.snippets[id]
    if found.path != page.path:  # one that shows itself is refused below
        yield from (Use(u.kind, u.name) for u in site.uses_of(found))


def _check_embedding(site: Site, page: Page, call: Call) -> Iterator[Problem]:
    if is_snippet(page.path):
        yield Problem(
            page.file,
            call.line,
            "An argument cannot show another argument. Write the text itself, or show both on a page.",
        )


@macro(
    names={"id": Names(lambda site: site.snippets, "shows the argument", "docs/snippets")},
    uses=_embedded,
    check=_check_embedding,
)
def snippet(here: Here, id: str) -> Markup:
    """Show an argument, ready to copy, on a line of its own: `snippet("candidate-confidence")`."""
    return _block(here, here.site.snippets[id], own_page=False)


def page(here: Here, id: str) -> str:
    """The source of an argument’s own page: title, text to copy, what they may say, references."""
    found = here.site.snippets[id]
    related = [
        s
        for s in in_order(here.site, found.meta["section"])
        if s.id != id and s.meta["stands"] == "current"
    ][:4]
    after = render("snippet-related.html", here=here, snippets=related) if related else ""
    way_back = f"[All arguments](index.md) · [{SECTIONS[found.meta['section']]}]({_page_of(found)})\n{{: .app-way-back }}"
    return f"{way_back}\n\n# {found.title}\n\n{_block(here, found, own_page=True)}\n\n{after}\n\n{references(here)}\n"


def _page_of(snippet: Page) -> str:
    section = snippet.meta["section"]
    return {"introduction": "../guide-2007/introduction.md", "money": "../money/index.md"}.get(
        section, f"../guidance/{section}.md"
    )


def in_order(site: Site, section: str | None = None, fund: str | None = None) -> list[Page]:
    """Arguments by section, then current, dated, historic, then title; for a purpose what is current stands first."""
    order = list(STANDS)
    across = fund is not None  # sections are not named there
    found = [
        s
        for s in site.snippets.values()
        if section in (None, s.meta.get("section"))
        and (fund is None or fund in texts(s.meta.get("fund")))
    ]
    return sorted(
        found,
        key=lambda s: (
            across and order.index(s.meta["stands"]),
            list(SECTIONS).index(s.meta["section"]),
            order.index(s.meta["stands"]),
            s.title.lower(),
        ),
    )


@macro(
    names={
        "section": Names(lambda site: SECTIONS, "lists the section", "the list of sections"),
        "fund": Names(lambda site: FUNDS, "lists what helps to fund", "the list of what to fund"),
    }
)
def snippets(here: Here, section: str | None = None, fund: str | None = None) -> Markup:
    """Links to all arguments of a section, or for a purpose: `snippets(section="impact")`, `snippets(fund="charity")`."""
    return render(
        "snippet-links.html", here=here, snippets=in_order(here.site, section, fund), stands=STANDS
    )


@macro()
def snippet_library(here: Here) -> Markup:
    """The library page: every argument, by section, with filters."""
    groups = [(SECTIONS[name], found) for name in SECTIONS if (found := in_order(here.site, name))]
    return render(
        "snippet-library.html",
        here=here,
        groups=groups,
        total=len(here.site.snippets),
        stands=STANDS,
        sections=SECTIONS,
        cases=CASES,
        audiences=AUDIENCES,
        strengths=STRENGTHS,
        funds=FUNDS,
    )


@macro()
def kinds_of_evidence(here: Here) -> Markup:
    """The steps of strength, the kinds of evidence and the marks of standing, explained once."""
    return render("kinds-of-evidence.html", steps=STEPS, strengths=STRENGTHS, stands=STANDS)


# ---- how strong the evidence of a page is ----


def _check_strength(site: Site, page: Page, call: Call) -> Iterator[Problem]:
    for words in call.args:
        step, _, rest = str(words).partition(" ")
        if step not in STEPS:
            accepted = ", ".join(STEPS)
            yield Problem(
                page.file,
                call.line,
                f'strength says "{words}". Begin with one of: {accepted}; then, if you like, say for what: "weak for the effect".',
            )


@macro(check=_check_strength)
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
