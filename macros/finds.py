"""What papers call the things that have changed: found on the page of old papers, and in our own pages by the check.

Each record of `data/changes.yml`, figure of `data/statistics.yml` and pot of money of `data/funding.yml` says under
`finds:` what papers call it, in lines that web/old-paper/finds.js reads with the same meaning; a test holds the two
together. `data/unchecked.yml` holds names of which this site has no facts: they are left to the reader’s own check.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from macros import census
from macros.pages import Page, macro
from macros.problems import Problem, shortened
from macros.records import WHERE, Mapping, Record, described, parse_date, print_date, texts
from macros.site import Here, Kind, Site, html_path
from macros.templates import render
from macros.text import format_value, marked_plain

if TYPE_CHECKING:  # what papers have words for knows this file, and not the other way about
    from macros.examples import Example
    from macros.statistics import Statistic


class Words(Record):
    """What papers call a thing."""

    words: list[str] = described("What a paper calls it, with `near:` and `not:` words")
    hits: list[str] = described("Sentences that must be found")
    misses: list[str] | None = described("Sentences that must not, for each `not:`")


WEIGHTS = ("gone", "check")  # a thing that has gone, a thing to check
FINDS = "What old papers call it"


class FindsOfChange(Words):
    """What papers call a thing that has gone, and how much that matters."""

    weight: str = described(accepted=WEIGHTS)
    name: str | None = described("What the list on the page calls it, if not as in `then`")


# The script names the letters and hyphens that it means. A set of them beyond the first 256 takes Python's compiler
# five times as long, and hundreds of patterns are compiled for each check: so here any letter, and one hyphen for all.
LETTER = r"[^\W_]"
GAP = "[\\s\u00ad-]{0,2}"
_ONE_HYPHEN = dict.fromkeys(range(0x2010, 0x2014), "-")
LINE = re.compile(r"^(.*?)(?:\s+near:\s*(.*?))?(?:\s+not:\s*(.*))?$", re.S)
SENTENCE = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bNo)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z\d])|\n+"
)


@dataclass(frozen=True)
class Rule:
    """One line of `words`, ready to be used."""

    id: str
    phrase: str
    beside: tuple[str, ...]  # the words after `near:`
    never: tuple[str, ...]  # those after `not:`

    # Patterns are compiled where a text holds the words: to compile all takes longer than to use them.

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the phrase looks like in a text."""
        return _whole(self.phrase)

    @functools.cached_property
    def near(self) -> re.Pattern[str] | None:
        """What has to stand in the same sentence: one of the words after `near:`."""
        return _beginnings(self.beside)

    @functools.cached_property
    def without(self) -> re.Pattern[str] | None:
        """What may not: any of the words after `not:`."""
        return _beginnings(self.never)

    @functools.cached_property
    def held(self) -> tuple[str, ...]:
        """The runs of letters and digits of the phrase, the longest first: every sentence has them that it is found in.

        >>> rule("it", "children and social work act").held
        ('children', 'social', 'work', 'act')
        """
        words = re.findall(r"[a-z0-9]+", re.sub(r"\band\b", " ", self.phrase.lower()))
        return tuple(sorted(words, key=len, reverse=True))

    def may_stand_in(self, lower: str) -> bool:
        """Whether a text in lower case holds the words of the phrase, wherever: told faster than by a pattern."""
        return all(word in lower for word in self.held)


def _any_case(word: str) -> str:
    return "".join(f"[{c}{c.upper()}]" if c.upper() != c else re.escape(c) for c in word)


def _word(word: str, alone: bool) -> str:
    """A word as papers may write it: PQ as it is, Laming or LAMING, award in any case."""
    if word == "and":
        out = "(?:[aA][nN][dD]|&)"
    elif word == word.lower():
        out = re.escape(word) if alone else _any_case(word)
    elif word[1:] == word[1:].lower():
        out = f"(?:{re.escape(word)}|{re.escape(word.upper())})"
    else:
        out = re.escape(word)
    return re.sub("['’]", "['’]", out)


def _body(phrase: str) -> str:
    lower = phrase == phrase.lower()
    body = GAP.join(_word(word, lower) for word in re.split(r"[\s-]+", phrase.strip()))
    return f"(?i:{body})" if lower else body  # around the words alone: of LETTER it would take long


def _whole(phrase: str) -> re.Pattern[str]:
    plural = "(?:['’]?[sS])?" if phrase[-1:].isalpha() else ""
    return re.compile(rf"(?<!{LETTER}){_body(phrase)}{plural}(?!{LETTER})")


def _beginnings(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """What words begin that begin with one of these; None for none."""
    if not phrases:
        return None
    return re.compile(rf"(?<!{LETTER})(?:{'|'.join(map(_body, phrases))})")


def _listed(words: str | None) -> list[str]:
    return [word.strip() for word in (words or "").split(",") if word.strip()]


@functools.lru_cache(maxsize=2048)
def rule(id: str, line: str) -> Rule:
    """A line of `words` as a rule.

    >>> bool(rule("it", "star rating not: kitchen").pattern.search("Star-ratings rose."))
    True
    >>> bool(rule("it", "PQ award").pattern.search("Nine PQ Awards"))
    True
    """
    found = LINE.match(line.strip())
    phrase, near, without = found.groups() if found else (line, None, None)
    return Rule(
        id,
        phrase,
        tuple(_listed(near)),
        tuple(_listed(without)),
    )


def rules_of(id: str, said: Mapping) -> list[Rule]:
    """Every rule of one record, from what it says under `words`."""
    return [rule(id, line) for line in texts(said.get("words"))]


def names(record: Mapping) -> list[str]:
    """What papers call a thing, without the conditions: for the search, which people ask by old names."""
    said = record.get("finds")
    lines = texts(said.get("words")) if isinstance(said, Mapping) else []
    return list(dict.fromkeys(rule("", line).phrase for line in lines))


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
    text = text.translate(_ONE_HYPHEN)
    lower = text.lower()
    using = [r for r in using if r.may_stand_in(lower)]
    for at, sentence in sentences(text) if using else ():
        lower = sentence.lower()
        hits = [
            (r.id, at + m.start(), at + m.end())
            for r in using
            if r.may_stand_in(lower)
            for m in r.pattern.finditer(sentence)
            if _applies(r, sentence)
        ]
        kept: list[tuple[str, int, int]] = []
        for hit in sorted(hits, key=lambda h: (h[1] - h[2], h[1])):
            if all(hit[2] <= other[1] or hit[1] >= other[2] for other in kept):
                kept.append(hit)
        out += sorted(kept, key=lambda h: h[1])
    return out


def _applies(r: Rule, sentence: str) -> bool:
    if r.near and not r.near.search(sentence):
        return False
    return not (r.without and r.without.search(sentence))


# ---- the records that have such words ----


class Unchecked(Words):
    """A name of which this site has no facts."""

    id: str
    name: str = described("What it was, as the list on the page names it")
    see: str | None = described("A change that says what holds today", refers="changes")


@dataclass(frozen=True)
class Named:
    """A record with the words that papers have for it."""

    id: str
    record: Record
    said: Mapping  # words, hits and misses
    weight: str  # gone, figure or check
    file: str


def named(site: Site) -> Iterator[Named]:
    """Every record that papers have words for, in the order of the files."""
    for name in ("changes", "statistics", "funding"):
        for id, record in site.records.get(name, {}).items():
            said = record.get("finds")
            if isinstance(said, Mapping):
                weight = "figure" if name == "statistics" else str(said.get("weight"))
                yield Named(id, record, said, weight, WHERE[name])
    for id, record in site.records.get(KIND.name, {}).items():
        yield Named(id, record, record, "check", KIND.file)


def rules(site: Site) -> list[Rule]:
    """Every rule of all records, in their order."""
    return [r for one in named(site) for r in rules_of(one.id, one.said)]


# ---- rules of the file -----------------------------------------------------------------------------------------------

EVERYTHING = "The meeting agreed to note the report and to look at training again in the spring."


def check(site: Site) -> Iterator[Problem]:
    """Each line can be read, finds its sentences and not its misses, and claims words that no other record claims."""
    claimed: dict[str, str] = {}
    seen: dict[str, Named] = {}
    for one in named(site):
        if one.id in seen:
            yield Problem(
                one.file,
                one.record.line_of("id"),
                f'"{one.id}" has words for old papers in {seen[one.id].file} too. Rename one of them.',
            )
        seen.setdefault(one.id, one)
        for line in texts(one.said.get("words")):
            yield from _check_line(one, line, claimed)
        said = json.dumps([one.id, *map(one.said.get, ("words", "hits", "misses"))], default=str)
        yield from site.known_good.found("finds", said, partial(_check_sentences, one))
    yield from _check_own_pages(site)


def _check_line(one: Named, line: str, claimed: dict[str, str]) -> Iterator[Problem]:
    at, known = one.said.line_of("words"), rule(one.id, line)
    if (
        re.search(r"\b(?:near|not|without|and|or):", re.sub(r"\s(?:near|not):", " ", line))
        or not known.phrase.strip()
    ):
        yield Problem(
            one.file,
            at,
            f'"{shortened(line)}" cannot be read. Write the words, then `near: a, b` and `not: c` where needed, in that order.',
        )
    elif known.may_stand_in(EVERYTHING.lower()) and known.pattern.search(EVERYTHING):
        yield Problem(
            one.file,
            at,
            f'"{shortened(line)}" is found in any text. Write more of what a paper calls it.',
        )
    if claimed.get(line, one.id) != one.id or (line in claimed and one.id == claimed[line]):
        yield Problem(
            one.file,
            at,
            f'"{shortened(line)}" is claimed by "{claimed[line]}" too. Keep it in one of them.',
        )
    claimed.setdefault(line, one.id)
    if known.never and not texts(one.said.get("misses")):
        yield Problem(
            one.file,
            at,
            f'"{one.id}" has a line with `not:` but no `misses`. Add a sentence that must not be found.',
        )


def _check_sentences(one: Named) -> Iterator[Problem]:
    own = rules_of(one.id, one.said)
    for sentence in texts(one.said.get("hits")):
        if not found_in(sentence, own):
            yield Problem(
                one.file,
                one.said.line_of("hits"),
                f'"{shortened(sentence)}" is not found by "{one.id}". Correct the sentence, or a line of `words`.',
            )
    for sentence in texts(one.said.get("misses")):
        if found_in(sentence, own):
            yield Problem(
                one.file,
                one.said.line_of("misses"),
                f'"{shortened(sentence)}" is found by "{one.id}", and must not be. Add a `not:` word.',
            )


# ---- our own pages -----------------------------------------------------------------------------------------------

TODAYS = ("guidance/", "fund/", "money/", "papers/")  # pages that say how things stand
PAST = re.compile(r"\b(?:20(?:0\d|1\d)|ended|gone|replace[sd]?|was|were|had|former|old)\b")


def _check_own_pages(site: Site) -> Iterator[Problem]:
    """What has gone is not named as if it held: in today’s pages, nor in examples of a later time than its own."""
    gone = {one.id: one for one in named(site) if one.weight == "gone"}
    using = [r for one in gone.values() for r in rules_of(one.id, one.said)]
    words = json.dumps([(id, one.said.get("words")) for id, one in gone.items()], default=str)
    for page in site.pages.values():
        if page.path.startswith(TODAYS):
            body = page.body.split("## What the guide of 2007 said")[0]
            look = partial(_old_words, page, body, using, gone)
            yield from site.known_good.found("old words", f"{words}\n{body}", look)
    for example in site.examples.values():
        years = [int(y) for y in re.findall(r"\b(?:19|20)\d\d", str(example.meta.get("period")))]
        if years:
            later = [r for r in using if max(years) > _ended(gone[r.id])]
            yield from _old_words(example, example.body, later, gone)


def _ended(one: Named) -> int:
    """The year in which a thing went; where none is known, the year in which that was looked up."""
    said = (str(one.record.get(name)) for name in ("when", "checked", "reviewed"))
    years = [int(day[:4]) for day in said if parse_date(day)]
    return years[0] if years else datetime.date.today().year


def _old_words(
    page: Page | Example, body: str, using: list[Rule], gone: dict[str, Named]
) -> Iterator[Problem]:
    body = re.sub(r"\{\{.*?\}\}|\]\([^)]*\)", lambda m: " " * len(m[0]), body)
    for id, start, end in found_in(body, using):
        sentence = body[body.rfind("\n", 0, start) + 1 : body.find("\n", end)]
        if not PAST.search(sentence):
            yield Problem(
                page.file,
                page.body_line + body.count("\n", 0, start),
                f'"{body[start:end]}" is a thing that has gone. Say when it was, or what holds today (see "{id}" in {gone[id].file}).',
                warning=True,
            )


KIND = Kind("unchecked", "unchecked name", Unchecked, check=check, optional=True)


# ---- the page of old papers -------------------------------------------------------------------------------------------

MEASURES = {  # of the census of children's social workers, by the name that the page's script has for each
    "vacancy": "vacancy-rate",
    "turnover": "turnover",
    "agency": "agency-rate",
    "caseload": "caseload",
}


def advice(site: Site) -> dict[str, Any]:
    """What the browser needs: the rules, and for each what became of it, what holds today, what to say, source and date.

    `newest` is the newest year of the census, `england` its figures by the names of MEASURES.
    """
    helps = _helping(site)
    last = max(census.years(site.authorities), default=datetime.date.today().year)
    return {
        "rules": [{"id": one.id, "finds": texts(one.said.get("words"))} for one in named(site)],
        "told": {one.id: _told(site, one, helps) for one in named(site)},
        "newest": last,
        "england": {
            name: _newest(site, site.statistics[f"children-{name}-{last}"])
            for name in MEASURES.values()
            if f"children-{name}-{last}" in site.statistics
        },
    }


def _newest(site: Site, figure: Statistic) -> dict[str, str]:
    return {
        "value": format_value(figure),
        "date": print_date(figure.as_at),
        "source": "; ".join(_short(site, k) for k in texts(figure.source)),
        "checked": print_date(figure.reviewed),
    }


def _told(site: Site, one: Named, helps: dict[str, Page]) -> dict[str, Any]:
    if one.file == WHERE["statistics"]:
        about = _told_of_figure(site.statistics[one.id])
    elif one.file == WHERE["changes"]:
        about = _told_of_change(site, one)
    elif one.file == WHERE["funding"]:
        about = _told_of_pot(site, one.record)
    else:
        about = _told_of_unchecked(site, one.record)
    argument = helps.get(one.id)
    sources: list[str] = about.pop("sources")
    return {
        **about,
        "weight": one.weight,
        "source": _short(site, sources[0]) if sources else "",
        "argument": argument.id if argument else "",
        "argumentTitle": argument.title if argument else "",
    }


def _short(site: Site, key: str) -> str:
    """A work without its address, which is long in a margin; the page that is linked has it."""
    return site.library[key].text.split(" Available at:")[0]


RULE = "rule or standard"  # how a figure was obtained that says what had to be done
SAY_OF_FIGURE = "Use a newer figure, and say what it counts, where and when."
SAY_OF_RULE = "Leave it out, or say that it was the rule of its time."


def _told_of_figure(figure: Statistic) -> dict[str, Any]:
    return {
        "title": f"{format_value(figure)}: {figure['counts']}, {figure['where']}, {print_date(figure['as_at'])}",
        "became": str(figure.beware),
        "now": "",
        "say": SAY_OF_RULE if figure.obtained == RULE else SAY_OF_FIGURE,
        "url": f"statistics.html#{figure['id']}",
        "link": "The figure and its source",
        "checked": print_date(figure.reviewed),
        "sources": texts(figure.source),
    }


def _told_of_change(site: Site, one: Named) -> dict[str, Any]:
    change = one.record
    return {
        "title": str(one.said.get("name") or _called(str(change["then"]))),
        "became": str(change.became),
        "now": str(change.now),
        "say": str(change.paper or change.means),
        "url": html_path(Here(site, "index.md").change_href(str(change.id))),
        "checked": print_date(change.checked),
        "doubt": str(change.caveat) if change.confidence == "medium" else "",
        "sources": texts(change.sources),
    }


def _told_of_pot(site: Site, pot: Record) -> dict[str, Any]:
    return {
        "title": str(pot.name),
        "became": marked_plain(
            site, f"What it may buy: {pot.buys} {pot.why} Until when: {pot.until}"
        ),
        "now": "",
        "say": "Count on no money that you have not checked against the rules of this year.",
        "url": f"money/who-pays.html#{pot.id}",
        "checked": print_date(pot.reviewed),
        "sources": texts(pot.sources),
    }


def _called(then: str) -> str:
    """What a thing is called where the year of the guide says nothing to the reader."""
    name = re.sub(r"^No (?:such thing|mention) in 2007(?: in this form)?: ", "", then)
    return name[:1].upper() + name[1:]


def _told_of_unchecked(site: Site, name: Record) -> dict[str, Any]:
    seen = site.changes.get(str(name.get("see")))
    return {
        "title": str(name["name"]),
        "became": "This site has not looked up what became of it.",
        "now": str(seen["now"]) if seen else "",
        "say": "Look it up before you copy the sentence, or leave it out.",
        "url": html_path(Here(site, "index.md").change_href(str(seen["id"]))) if seen else "",
        "checked": "",
        "sources": [],
    }


def _helping(site: Site) -> dict[str, Page]:
    """By the id of a change, the current argument to use in place of an old one that names the change.

    Of several, that in place of the one which names it soonest, because that is what it is about.
    """
    found: dict[str, tuple[int, Page]] = {}
    for old in site.snippets.values():
        instead = site.snippets.get(str(old.meta.get("instead")))
        if instead and instead.meta.get("stands") == "current":
            for place, call in enumerate(old.calls):
                name = str(call.args[0]) if len(call.args) == 1 else ""
                if place < found.get(name, (len(old.calls), instead))[0]:
                    found[name] = (place, instead)
    return {name: instead for name, (_, instead) in found.items()}


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
