"""What the search finds: one document a thing, from records and pages, each with the exact place where it stands.

A document is {"id", "kind", "title", "text", "url", "where", "asked", "standing", "date", "value", "then",
"boost"}; the last six only where there is something to say. See web/search/engine.js, which makes the index of them and asks it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from markdown.extensions.toc import slugify

from macros import changes, councils, finds, text
from macros.examples import parts as parts_of
from macros.pages import MACROS, Call, Page, asked_at
from macros.records import Mapping, print_date, texts
from macros.site import Here, Site, html_path, is_snippet
from macros.snippets import said
from macros.sources import Source
from macros.text import format_value

Document = dict[str, Any]
HEADING = re.compile(r"(?m)^(#{1,3})[ \t]+(.+?)[ \t#]*$")
# What people add to the name of a thing of each kind: searched, never shown, and worth less than the thing's own words.
AROUND = {
    "change": "what replaced it, called now, out of date, abolished, ended",
    "cost": "how much, price, rate, salary, wage, on-costs",
    "council": "council, local authority, children’s services",
    "course": "training course, programme, cost, price, fee, how long, days, university, apply",
    "duty": "law, legal duty, statutory, requirement, compulsory, mandatory, must we",
    "example": "case study, practice example, what another council did",
    "funding": "funding, grant, money, who pays, apply, deadline",
    "question": "finance director, objection, what to say, answer",
    "table": "table to copy, template",
    "term": "meaning, definition, stands for, what is, acronym, abbreviation",
}
# Patterns that begin with few signs and are asked only where these stand: every word of the site is read with them.
_CALLS = re.compile(r"\{(?::[^}]*\}| [^}\n]*\}|%.*?%\}|\{.*?\}\})")
_LINE_BEGINNINGS = re.compile(r"(?m)^\s*(?:(?:!!!|\?\?\?\+?)\s+\w+\s*\"?|[-|:*#>]+\s*|\d+\.\s)")
_EMPHASIS = re.compile(r"[*`|_]{1,3}(?=\S)|(?<=\S)[*`|]{1,3}")
_BLANK_BEFORE = re.compile(r" ([.,;:?!])(?!\S)")
OLD = "2008"  # what was measured before is of the guide's time


def documents(site: Site) -> list[Document]:
    """Every document of the site."""
    return [d for maker in DOCUMENTS for d in maker(site)]


def _document(
    kind: str, id: str, title: str, words: str, url: str, where: str, **more: Any
) -> Document:
    plain = {
        "id": f"{kind}:{id}",
        "kind": kind,
        "title": _plain(title),
        "text": _plain(words),
        "url": url,
        "where": where,
    }
    more["around"] = " ".join([more.get("around") or "", AROUND.get(kind, "")]).strip()
    return plain | {name: value for name, value in more.items() if value}


def _plain(words: str) -> str:
    """Words without HTML, Markdown’s signs and blanks that nobody sees; the cells of a row are a list."""
    if "|" in words:
        words = re.sub(r"(?m)^[ \t]*\|[ \t:|-]+\|[ \t]*$", "", words)
        words = re.sub(r"(?m)[ \t]*\|[ \t]*$", ".", words)
        words = re.sub(r"(?m)(?<=\S)[ \t]+\|(?:[ \t]*\|)*[ \t]+", "; ", words)
    if "!!!" in words or "???" in words:
        words = re.sub(r'(?m)^\s*(?:!!!|\?{3}\+?)[ \t]+[\w ]+"([^"\n]*)"[ \t]*$', r"\1.", words)
    if "{" in words:
        words = _CALLS.sub(" ", words)
    words = _LINE_BEGINNINGS.sub(" ", words)
    if "](" in words:
        words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", words)
    if "<" in words:
        words = re.sub(r"<[^>]+>", " ", words)
    words = html.unescape(words)
    if any(sign in words for sign in "*`|_"):
        words = _EMPHASIS.sub("", words)
    return _BLANK_BEFORE.sub(r"\1", " ".join(words.split())).strip()


# ---- pages ------------------------------------------------------------------------------------------------------


def of_pages(site: Site) -> Iterator[Document]:
    """Each section of a page that people wrote; what its lists show are things of their own."""
    for page in site.pages.values():
        if is_snippet(page.path):
            continue
        then = page.meta.get("edition") == "2007"
        kind = "guide2007" if then else "page"
        asked = asked_at(page)
        boost = (page.meta.get("search") or {}).get("boost")
        for n, (anchor, heading, words) in enumerate(_sections(site, page)):
            if n and not words.strip():
                continue
            url = html_path(page.path) + (f"#{anchor}" if anchor else "")
            where = page.title if heading != page.title else ""
            words = f"{page.meta.get('description') or ''} {words}" if n == 0 else words
            yield _document(
                kind,
                url,
                heading,
                words,
                url,
                where,
                around=where,
                asked=asked.get(anchor if n else ""),
                then=then,
                boost=boost,
            )


def _sections(site: Site, page: Page) -> Iterator[tuple[str, str, str]]:
    """The anchor, heading and words of each section; the first is the page itself."""
    here = Here(site, page.path).silent()
    body = "".join(p if isinstance(p, str) else _inline(here, p) for p in page.parts)
    body = re.sub(r"(?ms)^(```|~~~).*?^\1", "", body)
    found = list(HEADING.finditer(body))
    ends = [m.start() for m in found[1:]] + [len(body)]
    if not found:
        yield "", page.title, body
    for n, (match, end) in enumerate(zip(found, ends, strict=True)):
        explicit = re.search(r"\{:[^}]*#([\w-]+)", match[2])
        heading = re.sub(r"\{:[^}]*\}", "", match[2]).strip()
        anchor = (
            ""
            if n == 0 and match[1] == "#"
            else explicit[1]
            if explicit
            else slugify(re.sub(r"[*_`]", "", _plain(heading)), "-")
        )
        yield anchor, heading if anchor else page.title, body[match.end() : end]


def _inline(here: Here, call: Call) -> str:
    """What a call says inside a sentence; what stands on lines of its own is found elsewhere."""
    macro = MACROS.get(call.name)
    if not macro:
        return " "
    try:
        if macro.says:
            return text.plain(macro.says(here, **macro.arguments(call)))
        if macro.signature.return_annotation is str:  # words only, such as the date of a figure
            return str(macro(here, *call.args, **call.kwargs))
        return " "
    except (TypeError, KeyError):
        return " "


# ---- arguments, examples, sources --------------------------------------------------------------------------------


def of_arguments(site: Site) -> Iterator[Document]:
    """Each argument, whole, with what they may say."""
    for id, argument in site.snippets.items():
        data = said(site, argument)
        words = "\n".join(
            [
                text.words(data["blocks"]),
                *(f"{p['say']} {text.words(p['blocks'])}" for p in data["pairs"]),
                _cited(
                    site, [*data["sources"], *(key for p in data["pairs"] for key in p["sources"])]
                ),
            ]
        )
        yield _document(
            "argument",
            id,
            argument.title,
            words,
            html_path(argument.path),
            "Arguments",
            around=f"argument for {', '.join(data['audience'])}, {data['case']} case",
            asked=data["asked"],
            standing=data["stands"],
            then=data["stands"] == "historic",
        )


def of_examples(site: Site) -> Iterator[Document]:
    """Each contributed example, whole."""
    for id, example in site.examples.items():
        who = example.meta.get("contributor") or {}
        words = " ".join(
            [
                str(example.meta.get("organisation")),
                str(who.get("name", "")),
                *texts(example.meta.get("themes")),
                *texts(example.meta.get("awards")),
                *(f"{heading}: {below}" for heading, _, below in parts_of(example)),
                _cited(site, texts(example.meta.get("sources"))),
            ]
        )
        yield _document("example", id, example.title, words, html_path(example.path), "Examples")


def _cited(site: Site, keys: Iterable[str]) -> str:
    """Works by who wrote them and when, in a sentence: what is cited is found by its author too."""
    named = [_author_and_year(site.library[key]) for key in dict.fromkeys(keys)]
    return f"Sources: {'; '.join(named)}." if named else ""


def _author_and_year(source: Source) -> str:
    label = source.label.striptags()
    return f"{label} ({source.plain_year})" if source.year else label


def of_sources(site: Site) -> Iterator[Document]:
    """Each work: who, when and what, with its whole reference."""
    for key, source in site.library.items():
        name = source.fields.get("title", "")
        title = f"{source.label.striptags()} ({source.year}): {name}" if source.year else name
        yield _document(
            "source",
            key,
            title,
            source.text,
            f"references.html#{key}",
            "References",
            then=not source.newer_than_guide,
        )


# ---- records ----------------------------------------------------------------------------------------------------


def of_figures(site: Site) -> Iterator[Document]:
    """Each figure with its value; among those that answer alike, the newer stands first."""
    newest = max((_year(r) for r in site.statistics.values()), default=0)
    for id, record in site.statistics.items():
        words = f"{record.get('of')}. {record.get('where')}, {print_date(record.get('as_at'))}. {record.get('beware')}"
        value = format_value(record)
        yield _document(
            "figure",
            id,
            f"{record.get('counts')}, {record.get('where')}",
            words,
            f"statistics.html#{id}",
            "Statistics",
            asked=[value, *texts(record.get("asked"))],
            value=value,
            date=print_date(record.get("as_at")),
            then=str(record.get("as_at")) < OLD,
            boost=round(max(0.7, 0.97 ** (newest - _year(record))), 2),
        )


def _year(record: Mapping) -> int:
    """The year in which a figure was counted; 0 where it is not said."""
    found = re.search(r"\d{4}", str(record.get("as_at")))
    return int(found[0]) if found else 0


def of_changes(site: Site) -> Iterator[Document]:
    """What became of each thing of 2007."""
    for id, record in site.changes.items():
        words = " ".join(
            str(record.get(name) or "") for name in ("now", "became", "means", "caveat")
        )
        if names := finds.names(record):
            words += f" Old papers say: {', '.join(names)}."
        yield _document(
            "change",
            id,
            str(record.get("then")),
            words,
            f"{html_path(changes.page_of(record.get('topic')))}#{id}",
            "What has changed",
            asked=texts(record.get("asked")),
        )


def of_terms(site: Site) -> Iterator[Document]:
    """Each term with its full form; other words for it are searched, never shown."""
    for id, record in site.glossary.items():
        term, full = str(record.get("term")), str(record.get("full"))
        title = f"{term}: {full}" if full != term else term
        yield _document(
            "term",
            id,
            title,
            str(record.get("meaning")),
            f"glossary.html#{id}",
            "Glossary",
            asked=[name for name in texts(record.get("also")) if name.upper() == name],
            then=bool(record.get("then_only")),
        )


def other_words(site: Site) -> list[dict[str, Any]]:
    """For each term all that people type for it: where one is typed, the others are looked for too."""
    return [
        {
            "label": _label(record),
            "names": [str(record.get("term")), str(record.get("full")), *texts(record.get("also"))],
        }
        for record in site.glossary.values()
    ]


def _label(record: Mapping) -> str:
    term, full = str(record.get("term")), str(record.get("full"))
    return full if term.lower() in full.lower() else f"{term} ({full})"


def of_councils(site: Site) -> Iterator[Document]:
    """Each council, by every name that people have for it."""
    for thing in councils.things(site):
        name = thing["name"]
        words = f"Vacancies, turnover, agency workers, caseload and sickness of children’s social workers in {name}, beside its neighbours, {thing['region']} and England."
        yield _document(
            "council",
            thing["anchor"],
            name,
            words,
            f"council.html#{thing['anchor']}",
            "Your council in figures",
            asked=[*thing["other"], f"{name.removeprefix('County ')} council", thing["region"]],
        )


# What is searched of the records of money, and where each stands: file, kind, page, fields of title and of text.
MONEY = (
    (
        "courses",
        "course",
        "money/courses.html",
        "name",
        ("who", "leads_to", "entry", "taught", "placement", "study", "fees", "needed_for", "team"),
    ),
    ("funding", "funding", "money/who-pays.html", "name", ("buys", "why", "until")),
    ("duties", "duty", "money/duties.html", "name", ("says", "lets", "not")),
    ("costs", "cost", "money/index.html", "figure", ("use", "not")),
    ("questions", "question", "money/questions.html", "question", ("answer",)),
    ("tables", "table", "money/tables.html", "title", ("for", "note")),
)


def of_money(site: Site) -> Iterator[Document]:
    """Each course, pot of money, duty, question from finance and table to copy."""
    for name, kind, page, title, fields in MONEY:
        where = (
            site.pages[page.replace(".html", ".md")].title
            if page.replace(".html", ".md") in site.pages
            else ""
        )
        for id, record in site.records.get(name, {}).items():
            called = str(record.get(title))
            if kind == "cost":
                if called in site.statistics:
                    figure = site.statistics[called]
                    called = f"{figure['counts']}: what it may be used for"
                else:
                    continue
            words = " ".join(
                text.marked_plain(site, part)
                for field in fields
                for part in texts(record.get(field))
            )
            yield _document(
                kind, id, called, words, f"{page}#{id}", where, asked=texts(record.get("asked"))
            )


DOCUMENTS: list[Callable[[Site], Iterator[Document]]] = [
    of_pages,
    of_arguments,
    of_examples,
    of_sources,
    of_figures,
    of_changes,
    of_terms,
    of_councils,
    of_money,
]
