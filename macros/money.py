"""What to buy, what it costs, who pays, which duty, and what finance will ask: facts for the money part of a case."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from macros import text
from macros.citations import cite_silently
from macros.finds import FINDS, FindsOfChange
from macros.pages import Call, Names, Page, Use, macro
from macros.problems import Problem
from macros.records import ASKED, Date, Day, Mapping, Record, described, texts
from macros.site import Here, Kind, Records, Site
from macros.snippets import FUNDS
from macros.templates import render
from macros.text import format_value

EMPLOYERS = ("council, children’s services", "council, adults’ services", "charity", "NHS")
ANSWERS = ("yes", "partly", "no", "ask")
FORCES = ("must", "must have regard", "regulator", "inspector", "voluntary")
FORCE_WORDS = {
    "must": "Must: an Act or regulations",
    "must have regard": "Must have regard: statutory guidance",
    "regulator": "A regulator asks for it",
    "inspector": "Inspectors look at it",
    "voluntary": "Voluntary: a standard or framework",
}
AREAS = ("children", "adults", "mental health", "charity")
BESIDE = (
    "impact",
    "career-pathways",
    "modernisation",
    "standards",
    "recruitment-retention",
    "money",
    "council",
)
CONFIDENCE = ("high", "medium")


class Checked(Record):
    """What every record of facts says of itself."""

    asked: list[str] | None = described(ASKED)
    sources: list[str] = described("Keys of references.bib", refers="sources")
    confidence: str = described("medium is shown as “to be checked”", accepted=CONFIDENCE)
    as_at: Date = described("The date that the facts speak of")
    reviewed: Day = described(past=True)
    review_by: Day = described(after="reviewed")


class Payer(Record):
    """Whether a pot may pay for a course."""

    pot: str = described(refers="funding")
    answer: str = described(accepted=ANSWERS)
    why: str


class Course(Checked):
    """A course that a council or charity may buy."""

    id: str
    name: str
    short: str = described("What it is called in a table")
    who: str = described("Who it is for")
    employers: list[str] = described("Who sends people on it", accepted=EMPLOYERS)
    leads_to: str
    approver: str = described("Who approves it")
    entry: str
    taught: str = described("Taught days")
    placement: str = described("Placement days")
    study: str = described("Private study")
    length: str
    fees: str = described("Fees seen, with provider and year, or what is not known")
    needed_for: str = described("What the post needs it for")
    duties: list[str] | None = described(refers="duties")
    pays: list[Payer] = described("Who may pay and who may not")
    team: str = described("What it does to the team")
    ask: list[str] = described("Questions to ask a provider")
    figures: list[str] | None = described("Figures that the card shows", refers="statistics")
    fund: list[str] = described(accepted=tuple(FUNDS))


class Pot(Checked):
    """A pot of money that people name."""

    id: str
    name: str
    short: str = described("What it is called in a table")
    employers: list[str] = described(accepted=EMPLOYERS)
    buys: str = described("What it may buy")
    answer: str = described(
        "Whether it pays for post-qualifying learning of social workers", accepted=ANSWERS
    )
    why: str
    until: str = described("Until when")
    finds: FindsOfChange | None = described(FINDS)


class Duty(Checked):
    """What the law, a regulator or an inspector asks."""

    id: str
    name: str
    force: str = described(accepted=FORCES)
    areas: list[str] = described(accepted=AREAS)
    says: str
    lets: str = described("What it lets you say")
    not_: str = described("What it does not let you say")


class CostInput(Checked):
    """A price that has a source."""

    id: str
    name: str
    figure: str = described(refers="statistics")
    use: str = described("What it may be used for")
    not_: str = described("What it must not be used for")


class Avoided(Checked):
    """A figure in circulation that must not be used."""

    id: str
    says: str = described("The figure in circulation, without its amount")
    why: str


class Question(Checked):
    """What a finance director will ask, with an answer."""

    id: str
    question: str
    answer: list[str] = described("Three honest lines")
    beside: list[str] = described(accepted=BESIDE)
    courses: list[str] | None = described(refers="courses")
    arguments: list[str] | None = described("Shown with these", refers="snippets")
    figures: list[str] | None = described("Shown with these", refers="statistics")


class TableToCopy(Record):
    """A table for a paper."""

    id: str
    title: str
    for_: str = described("What it is for")
    columns: list[str]
    rows: list[list[str]] = described("Cells; gaps in square brackets")
    note: str | None
    holds: str = described("The part of a case it belongs to")
    asked: list[str] | None = described(ASKED)


OWN_PAGE = "money/courses.md"  # where every course has its card

# What a course may say of a pot, by what the pot says of itself.
AGREES = {
    "yes": ("yes",),
    "partly": ("yes", "partly", "no", "ask"),
    "no": ("no",),
    "ask": ("ask", "no"),
}


def _pots_agree(site: Site, record: Mapping) -> Iterator[Problem]:
    """A course and its pots of money never contradict each other, and a pot stands once."""
    pots, path, name = _records(site, "funding"), "data/courses.yml", f'course "{record["id"]}"'
    pays = [p for p in record.get("pays") or () if isinstance(p, Mapping) and p.get("pot") in pots]
    seen: set[str] = set()
    for part in pays:
        id = str(part["pot"])
        if id in seen:
            yield Problem(path, part.line, f'{name} names the pot "{id}" twice. Keep one of them.')
        seen.add(id)
        wrong = _disagree(record, str(part.get("answer")), pots[id], id)
        yield from (Problem(path, part.line, f"{name} {message}") for message in wrong)
    if not any(p.get("answer") == "yes" for p in pays):
        yield Problem(
            path,
            record.line_of("pays"),
            f'{name} has no pot that answers "yes". Name the employer’s own budget at least.',
        )


def _disagree(course: Mapping, answer: str, pot: Mapping, id: str) -> Iterator[str]:
    """What a course says of a pot that the pot does not say of itself."""
    accepted = AGREES.get(str(pot.get("answer")), ANSWERS)
    if answer in ANSWERS and answer not in accepted:
        yield (
            f'answers "{answer}" for the pot "{id}", which says "{pot["answer"]}" in data/funding.yml. '
            f"Write {' or '.join(accepted)}, or correct the pot."
        )
    if answer != "no" and not set(texts(pot.get("employers"))) & set(
        texts(course.get("employers"))
    ):
        yield (
            f'names the pot "{id}", but no employer of the course may use it. '
            "Correct `employers` of one of them, or take the pot out."
        )


def _three_lines(site: Site, record: Mapping) -> Iterator[Problem]:
    """Each answer to finance has three lines: that is what can be said in a meeting."""
    if (found := len(texts(record.get("answer")))) != 3:
        yield Problem(
            "data/questions.yml",
            record.line_of("answer"),
            f'question "{record["id"]}" has {found} lines of answer. Write three.',
        )


def _cells(site: Site, record: Mapping) -> Iterator[Problem]:
    """Each row of a table to copy has a cell for each column."""
    for row in record.get("rows") or ():
        if isinstance(row, list) and len(row) != len(texts(record.get("columns"))):
            yield Problem(
                "data/tables.yml",
                record.line_of("rows"),
                f'table "{record["id"]}" has {len(texts(record.get("columns")))} columns, but its row '
                f'"{row[0] if row else ""}" has {len(row)} cells. Give each row a cell for each column.',
            )


def _checked(
    name: str,
    noun: str,
    shape: type[Record],
    page: str,
    more: Callable[[Site, Mapping], Iterator[Problem]] | None = None,
) -> Kind:
    """A kind whose words may name figures and sources; `more` are rules of its own."""

    def check(site: Site) -> Iterator[Problem]:
        for id, record in site.records.get(name, {}).items():
            yield from text.check_marks(
                site, record, shape.fields, f"data/{name}.yml", f'{noun} "{id}"'
            )
            if more:
                yield from more(site, record)

    return Kind(
        name,
        noun,
        shape,
        page=page,
        title=lambda r: str(r.get("name") or r.get("question") or r.get("title") or r.get("id")),
        check=check,
        optional=True,
        uses=text.marked_uses,
    )


KINDS = (
    _checked("courses", "course", Course, "money/courses.md", _pots_agree),
    _checked("funding", "pot of money", Pot, "money/who-pays.md"),
    _checked("duties", "duty", Duty, "money/duties.md"),
    _checked("costs", "cost", CostInput, "money/index.md"),
    _checked("avoid", "figure to avoid", Avoided, "money/index.md"),
    _checked("questions", "question", Question, "money/questions.md", _three_lines),
    _checked("tables", "table", TableToCopy, "money/tables.md", _cells),
)
FIELDS = {kind.name: kind.fields for kind in KINDS}


def _records(site: Site, name: str) -> Records:
    return site.records.get(name, {})


def _used(name: str, chosen: list[Mapping]) -> Iterator[Use]:
    for record in chosen:
        yield from (Use("cite", key) for key in texts(record.get("sources")))
        yield from (
            Use("stat", id) for field in ("figures", "figure") for id in texts(record.get(field))
        )
        yield from text.marked_uses(record)


def _finds(found: Callable[..., list[Mapping]]) -> Callable[[Site, Page, Call], Iterator[Problem]]:
    """A call that would print an empty list is a mistake: the heading above it would promise something."""

    def check(site: Site, page: Page, call: Call) -> Iterator[Problem]:
        if not found(site, *call.args, **call.kwargs):
            asked = ", ".join(
                [*(f'"{v}"' for v in call.args), *(f'{k}="{v}"' for k, v in call.kwargs.items())]
            )
            yield Problem(
                page.file,
                call.line,
                f"{call.name}({asked}) finds nothing to show. "
                "Take the call out, or give a record of data/ what it looks for.",
            )

    return check


def _show(here: Here, template: str, **values: Any) -> Markup:
    return render(
        template,
        here=here,
        cite=partial(cite_silently, here),
        rich=partial(text.marked_html, here),
        value=format_value,
        **values,
    )


# ---- courses ------------------------------------------------------------------------------------------------------


@macro(
    names={
        "id": Names(lambda site: _records(site, "courses"), "shows the course", "data/courses.yml")
    },
    uses=lambda site, page, id: _used("courses", [_records(site, "courses")[id]]),
)
def course(here: Here, id: str) -> Markup:
    """A course card, on a line of its own: `course("amhp")`."""
    return _show(
        here,
        "course.html",
        courses=[_records(here.site, "courses")[id]],
        pots=_records(here.site, "funding"),
        own_page=here.path == OWN_PAGE,
    )


def _of_fund(site: Site, fund: str | None = None) -> list[Mapping]:
    return [
        c
        for c in _records(site, "courses").values()
        if fund is None or fund in texts(c.get("fund"))
    ]


@macro(
    names={"fund": Names(lambda site: FUNDS, "shows courses for", "the list of what to fund")},
    anchors=lambda site: _records(site, "courses"),
    check=_finds(_of_fund),
    uses=lambda site, page, fund=None: [
        *_used("courses", _of_fund(site, fund)),
        *(_used("questions", _questions(site)) if page.path == OWN_PAGE else ()),
    ],
)
def courses(here: Here, fund: str | None = None) -> Markup:
    """The cards of all courses, or of those for a purpose: `courses(fund="amhp-bia")`.

    Where all stand, each card holds what finance may ask; a page on one purpose has the questions below.
    """
    return _show(
        here,
        "course.html",
        courses=_of_fund(here.site, fund),
        pots=_records(here.site, "funding"),
        own_page=here.path == OWN_PAGE,
    )


@macro(uses=lambda site, page: _used("courses", _of_fund(site, None)))
def courses_table(here: Here) -> Markup:
    """All courses side by side."""
    return _show(here, "courses-table.html", courses=_of_fund(here.site, None))


# ---- money --------------------------------------------------------------------------------------------------------


@macro(
    anchors=lambda site: _records(site, "funding"),
    uses=lambda site, page: _used("funding", list(_records(site, "funding").values())),
)
def funding_table(here: Here) -> Markup:
    """Every pot of money that people name: for whom, what it buys, until when."""
    order = {answer: n for n, answer in enumerate(ANSWERS)}
    pots = sorted(_records(here.site, "funding").values(), key=lambda r: order[str(r["answer"])])
    return _show(here, "funding.html", pots=pots)


def paying(site: Site, record: Mapping, employer: str) -> list[Mapping] | None:
    """The parts of a course’s `pays` that an employer may use; None where the course is not for its staff."""
    if employer not in texts(record.get("employers")):
        return None
    pots = _records(site, "funding")
    return [
        p
        for p in record["pays"]
        if employer in texts(pots[p["pot"]].get("employers")) and p["answer"] != "no"
    ]


@macro(
    names={
        "fund": Names(lambda site: FUNDS, "shows who pays for", "the list of what to fund"),
        "employer": Names(lambda site: EMPLOYERS, "shows who pays at", "the list of employers"),
    },
    uses=lambda site, page, fund=None, employer=None: _used("courses", _of_fund(site, fund)),
)
def who_pays(here: Here, fund: str | None = None, employer: str | None = None) -> Markup:
    """Who may pay for what, made from the courses’ own fields: all, or `who_pays(fund="charity", employer="charity")`."""
    chosen = (employer,) if employer else EMPLOYERS
    rows = [
        (
            c,
            [paying(here.site, c, e) for e in chosen],
            [p for p in c["pays"] if p["answer"] == "no"],
        )
        for c in _of_fund(here.site, fund)
    ]
    return _show(
        here, "who-pays.html", rows=rows, employers=chosen, pots=_records(here.site, "funding")
    )


@macro(
    uses=lambda site, page: [
        *_used("costs", list(_records(site, "costs").values())),
        *_used("avoid", list(_records(site, "avoid").values())),
    ],
    anchors=lambda site: [*_records(site, "costs"), *_records(site, "avoid")],
)
def costs(here: Here) -> Markup:
    """Price inputs that have a source, each with what it may be used for; and figures not to use, with why."""
    statistics = here.site.statistics
    return _show(
        here,
        "costs.html",
        costs=_records(here.site, "costs").values(),
        avoid=_records(here.site, "avoid").values(),
        statistics=statistics,
    )


# ---- duties and questions -------------------------------------------------------------------------------------------


def _named_by(site: Site, fund: str | None) -> set[str]:
    """The duties that the courses of one purpose name."""
    return {id for c in _of_fund(site, fund) for id in texts(c.get("duties"))}


def _duties(site: Site, area: str | None = None, fund: str | None = None) -> list[Mapping]:
    found = [
        d
        for id, d in _records(site, "duties").items()
        if (area is None or area in texts(d.get("areas")))
        and (fund is None or id in _named_by(site, fund))
    ]
    return sorted(found, key=lambda d: FORCES.index(str(d["force"])))


@macro(
    names={
        "area": Names(lambda site: AREAS, "lists duties of", "the list of areas"),
        "fund": Names(lambda site: FUNDS, "lists duties for", "the list of what to fund"),
    },
    anchors=lambda site: _records(site, "duties"),
    check=_finds(_duties),
    uses=lambda site, page, area=None, fund=None: _used("duties", _duties(site, area, fund)),
)
def duties(here: Here, area: str | None = None, fund: str | None = None) -> Markup:
    """Duties, strongest first: all, of one area, or those behind a purpose: `duties(fund="amhp-bia")`."""
    return _show(here, "duties.html", duties=_duties(here.site, area, fund), words=FORCE_WORDS)


def _questions(site: Site, beside: str | None = None, fund: str | None = None) -> list[Mapping]:
    courses = {str(c["id"]) for c in _of_fund(site, fund)}
    return [
        q
        for q in _records(site, "questions").values()
        if (beside is None or beside in texts(q.get("beside")))
        and (fund is None or courses & set(texts(q.get("courses"))))
    ]


@macro(
    names={
        "beside": Names(lambda site: BESIDE, "shows questions beside", "the list of places"),
        "fund": Names(lambda site: FUNDS, "shows questions on", "the list of what to fund"),
    },
    anchors=lambda site: _records(site, "questions"),
    check=_finds(_questions),
    uses=lambda site, page, beside=None, fund=None: _used(
        "questions", _questions(site, beside, fund)
    ),
)
def questions(here: Here, beside: str | None = None, fund: str | None = None) -> Markup:
    """What a finance director asks, with answers: all, or `questions(beside="impact")`, `questions(fund="charity")`."""
    return _show(
        here,
        "questions.html",
        questions=[(q, _notes(here, q)) for q in _questions(here.site, beside, fund)],
    )


def _notes(here: Here, record: Mapping) -> dict[str, Any]:
    """An answer as speaking notes that can be copied."""
    return text.piece(
        here.site, str(record["question"]), *text.marked_blocks(here, texts(record["answer"]))
    )


# ---- tables to copy -------------------------------------------------------------------------------------------------


def table_json(site: Site, record: Mapping) -> str:
    """A table for the browser and the case builder: {id, title, columns, rows, note, holds}; gaps in square brackets."""
    rows = [[text.marked_plain(site, cell) for cell in row] for row in record["rows"]]
    return json.dumps(
        {
            "id": record["id"],
            "title": record["title"],
            "columns": record["columns"],
            "rows": rows,
            "note": text.marked_plain(site, record.get("note") or ""),
            "holds": record["holds"],
        },
        ensure_ascii=False,
    )


@macro(
    names={
        "id": Names(lambda site: _records(site, "tables"), "shows the table", "data/tables.yml")
    },
    uses=lambda site, page, id: text.marked_uses(_records(site, "tables")[id]),
)
def table_to_copy(here: Here, id: str) -> Markup:
    """A table to copy into Word: `table_to_copy("risk-register")`."""
    record = _records(here.site, "tables")[id]
    return _show(here, "table-to-copy.html", tables=[(record, table_json(here.site, record))])


def _all_tables(site: Site, page: Page) -> Iterator[Use]:
    return (u for t in _records(site, "tables").values() for u in text.marked_uses(t))


@macro(anchors=lambda site: _records(site, "tables"), uses=_all_tables)
def tables_to_copy(here: Here) -> Markup:
    """Every table to copy."""
    return _show(
        here,
        "table-to-copy.html",
        tables=[(t, table_json(here.site, t)) for t in _records(here.site, "tables").values()],
    )


@macro(says=lambda here, amount: [{"text": amount}])
def invented(here: Here, amount: str) -> Markup:
    """An amount of an invented organisation in a finished paper, marked as such: `invented("£2,000")`."""
    return Markup('<span class="app-invented" title="Invented for this example">{}</span>').format(
        amount
    )
