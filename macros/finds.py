"""`data/finds.yml`: what papers call the things that have changed, found in old papers, and in our own pages by the check.

The same lines are read with the same meaning by web/old-paper/finds.js; a test holds the two together.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from macros import census
from macros.macro import macro
from macros.pages import Page
from macros.problems import Problem, shortened
from macros.records import Field, Mapping, print_date, texts
from macros.site import Here, Kind, Site, html_path
from macros.statistics import format_value
from macros.templates import render

WEIGHTS = ("gone", "figure", "check")  # a thing that has gone, a dated figure, a thing to check
FIELDS = (
    Field("id"),
    Field("change", required=False, refers="changes", hint="What became of it; or else `figure`"),
    Field("figure", required=False, refers="statistics", hint="The old figure that papers quote"),
    Field("weight", accepted=WEIGHTS),
    Field(
        "finds",
        "list",
        hint="What a paper calls it, with `near:` and `not:` words of the same sentence",
    ),
    Field("hits", "list", hint="Sentences that must be found"),
    Field(
        "misses", "list", required=False, hint="Sentences that must not, where a line has `not:`"
    ),
)
GAP = "[\\s\u00ad\u2010-\u2013-]{0,2}"
LINE = re.compile(r"^(.*?)(?:\s+near:\s*(.*?))?(?:\s+not:\s*(.*))?$", re.S)
SENTENCE = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bNo)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z\d])|\n+"
)


@dataclass(frozen=True)
class Rule:
    """One line of `finds`, ready to be used."""

    id: str
    phrase: str
    pattern: re.Pattern[str]
    near: tuple[re.Pattern[str], ...]
    without: tuple[re.Pattern[str], ...]


def _body(phrase: str) -> str:
    words = (
        re.escape(word).replace("'", "['’]").replace("’", "['’]")
        for word in re.split(r"[\s-]+", phrase.strip())
    )
    return GAP.join(words)


def _flags(phrase: str) -> re.RegexFlag:
    return re.IGNORECASE if phrase == phrase.lower() else re.NOFLAG


def _whole(phrase: str) -> re.Pattern[str]:
    plural = "(?:['’]?s)?" if phrase[-1:].isalpha() else ""
    return re.compile(rf"(?<![^\W_]){_body(phrase)}{plural}(?![^\W_])", _flags(phrase))


def _beginning(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){_body(phrase)}", _flags(phrase))


def _listed(words: str | None) -> list[str]:
    return [word.strip() for word in (words or "").split(",") if word.strip()]


@functools.lru_cache(maxsize=1024)
def rule(id: str, line: str) -> Rule:
    """A line of `finds` as a rule.

    >>> bool(rule("it", "star rating not: kitchen").pattern.search("Star-ratings rose."))
    True
    """
    found = LINE.match(line.strip())
    phrase, near, without = found.groups() if found else (line, None, None)
    return Rule(
        id,
        phrase,
        _whole(phrase),
        tuple(map(_beginning, _listed(near))),
        tuple(map(_beginning, _listed(without))),
    )


def rules(site: Site) -> list[Rule]:
    """Every rule of the file, in its order."""
    return [
        rule(id, line)
        for id, record in site.records.get("finds", {}).items()
        for line in texts(record.get("finds"))
    ]


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a text with the place where it begins."""
    start = 0
    for found in SENTENCE.finditer(text):
        yield start, text[start : found.start() + len(found[0].rstrip())]
        start = found.end()
    yield start, text[start:]


def found_in(text: str, using: list[Rule]) -> list[tuple[str, int, int]]:
    """What no longer holds in a text: the id of its record, and where it begins and ends. Of what overlaps, the longest."""
    out: list[tuple[str, int, int]] = []
    for at, sentence in sentences(text):
        hits = [
            (r.id, at + m.start(), at + m.end())
            for r in using
            if _applies(r, sentence)
            for m in r.pattern.finditer(sentence)
        ]
        kept: list[tuple[str, int, int]] = []
        for hit in sorted(hits, key=lambda h: h[1] - h[2]):
            if all(hit[2] <= other[1] or hit[1] >= other[2] for other in kept):
                kept.append(hit)
        out += sorted(kept, key=lambda h: h[1])
    return out


def _applies(r: Rule, sentence: str) -> bool:
    return (not r.near or any(p.search(sentence) for p in r.near)) and not any(
        p.search(sentence) for p in r.without
    )


# ---- rules of the file -----------------------------------------------------------------------------------------------

EVERYTHING = "The meeting agreed to note the report and to look at training again in the spring."


def check(site: Site) -> Iterator[Problem]:
    """Each line can be read, finds its sentences and not its misses, and claims words that no other record claims."""
    claimed: dict[str, str] = {}
    records = site.records.get("finds", {})
    for id, record in records.items():
        if not record.get("change") and not record.get("figure"):
            yield Problem(
                KIND.file,
                record.line,
                f'"{id}" names neither a change nor a figure. Add a line `change: …` or `figure: …`.',
            )
        for line in texts(record.get("finds")):
            yield from _check_line(id, record, line, claimed)
        yield from _check_sentences(id, record)
    yield from _check_own_pages(site)


def _check_line(id: str, record: Mapping, line: str, claimed: dict[str, str]) -> Iterator[Problem]:
    at = record.line_of("finds")
    if (
        re.search(r"\b(?:near|not|without|and|or):", re.sub(r"\s(?:near|not):", " ", line))
        or not rule(id, line).phrase.strip()
    ):
        yield Problem(
            KIND.file,
            at,
            f'"{shortened(line)}" cannot be read. Write the words, then `near: a, b` and `not: c` where needed, in that order.',
        )
    elif rule(id, line).pattern.search(EVERYTHING):
        yield Problem(
            KIND.file,
            at,
            f'"{shortened(line)}" is found in any text. Write more of what a paper calls it, or add `near:`.',
        )
    if line in claimed:
        yield Problem(
            KIND.file,
            at,
            f'"{shortened(line)}" is claimed by "{claimed[line]}" too. Keep it in one of them.',
        )
    claimed.setdefault(line, id)
    if " not: " in f" {line}" and not texts(record.get("misses")):
        yield Problem(
            KIND.file,
            at,
            f'"{id}" has a line with `not:` but no `misses`. Add a sentence that must not be found.',
        )


def _check_sentences(id: str, record: Mapping) -> Iterator[Problem]:
    own = [rule(id, line) for line in texts(record.get("finds"))]
    for sentence in texts(record.get("hits")):
        if not found_in(sentence, own):
            yield Problem(
                KIND.file,
                record.line_of("hits"),
                f'"{shortened(sentence)}" is not found by "{id}". Correct the sentence, or a line of `finds`.',
            )
    for sentence in texts(record.get("misses")):
        if found_in(sentence, own):
            yield Problem(
                KIND.file,
                record.line_of("misses"),
                f'"{shortened(sentence)}" is found by "{id}", and must not be. Add a `not:` word.',
            )


def _check_own_pages(site: Site) -> Iterator[Problem]:
    """Today's guidance names nothing that has gone as if it held; a page that says what became of it is left alone."""
    gone = [r for r in rules(site) if site.records["finds"][r.id].get("weight") == "gone"]
    for page in site.pages.values():
        if page.path.startswith(("guidance/", "fund/")):
            yield from _old_words(page, gone, site)


def _old_words(page: Page, gone: list[Rule], site: Site) -> Iterator[Problem]:
    body = page.body.split("## What the guide of 2007 said")[0]
    body = re.sub(r"\{\{.*?\}\}|\]\([^)]*\)", lambda m: " " * len(m[0]), body)
    for id, start, end in found_in(body, gone):
        sentence = body[body.rfind("\n", 0, start) + 1 : body.find("\n", end)]
        if re.search(
            r"\b(?:2007|2012|ended|gone|replace[sd]?|was|were|had|former|old)\b", sentence
        ):
            continue
        line = page.body_line + body.count("\n", 0, start)
        yield Problem(
            page.file,
            line,
            f'"{body[start:end]}" is a thing that has gone. Say when it was, or what holds today (see "{id}" in {KIND.file}).',
            warning=True,
        )


KIND = Kind("finds", "find", FIELDS, check=check, optional=True)


# ---- the page of old papers -------------------------------------------------------------------------------------------


def advice(site: Site) -> dict[str, Any]:
    """What the browser needs: the rules, and for each what became of it, what holds today, what to say, source and date."""
    told = {id: _told(site, record) for id, record in site.records.get("finds", {}).items()}
    newest = {m: f"children-{m}" for m in ("vacancy-rate", "turnover", "agency-rate", "caseload")}
    last = max(census.years(site.authorities), default=datetime.date.today().year)
    figures = {
        name: format_value(site.statistics[f"{id}-{last}"])
        for name, id in newest.items()
        if f"{id}-{last}" in site.statistics
    }
    return {
        "rules": [
            {"id": id, "finds": texts(r.get("finds"))}
            for id, r in site.records.get("finds", {}).items()
        ],
        "told": told,
        "newest": last,
        "figures": figures,
    }


def _told(site: Site, record: Mapping) -> dict[str, Any]:
    if record.get("figure"):
        figure = site.statistics[str(record["figure"])]
        kind = "figure"
        about = {
            "title": f"{format_value(figure)}: {figure['counts']}, {figure['where']}, {print_date(figure['as_at'])}",
            "became": str(figure["beware"]),
            "now": "",
            "say": "Use a newer figure, and say what it counts, where and when.",
            "url": f"statistics.html#{figure['id']}",
            "checked": print_date(figure["reviewed"]),
            "sources": texts(figure.get("source")),
        }
    else:
        change = site.changes[str(record["change"])]
        kind = str(record["weight"])
        url = html_path(Here(site, "index.md").change_href(str(change["id"])))
        about = {
            "title": str(change["then"]),
            "became": str(change["became"]),
            "now": str(change["now"]),
            "say": str(change.get("paper") or change["means"]),
            "url": url,
            "checked": print_date(change["checked"]),
            "sources": texts(change.get("sources")),
        }
    argument = next((a for a in site.snippets.values() if _helps(site, a, record)), None)
    return {
        **about,
        "weight": kind,
        "source": "; ".join(site.library[k].text for k in about["sources"][:1]),
        "argument": argument.id if argument else "",
        "argumentTitle": argument.title if argument else "",
    }


def _helps(site: Site, argument: Page, record: Mapping) -> bool:
    """Whether a current argument is the one to use instead of an old one that names the change."""
    old = [a for a in site.snippets.values() if a.meta.get("instead") == argument.id]
    return argument.meta.get("stands") == "current" and any(
        c.args == (record.get("change"),) for a in old for c in a.calls
    )


def as_script(site: Site) -> str:
    """The data as a script, because a folder knows no fetch."""
    return f"pqOldPaperData({json.dumps(advice(site), ensure_ascii=False)});\n"


@macro()
def old_paper(here: Here) -> Markup:
    """The box for an old paper."""
    return render(
        "old-paper.html",
        here=here,
        script=here.asset("old_paper"),
        word=here.asset("word"),
        pdf=here.asset("pdf"),
    )
