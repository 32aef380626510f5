"""Words that readers trip over: clichés and slips, as proselint finds them, and the habits that this site gave up."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from proselint import checks
from proselint.registry import CheckRegistry
from proselint.registry.checks import Check

from macros.problems import Problem, shortened
from macros.site import Site

# Which of proselint's lists are read, the more specific name first. Left out: American spelling and
# typography, which Markdown has its own use for, and two lists that take longer than all others.
LISTS = {
    "misc.preferred_forms": False,
    "terms.venery": False,
    "archaism": True,
    "cliches": True,
    "hedging": True,
    "industrial_language": True,
    "lexical_illusions": True,
    "malapropisms": True,
    "misc": True,
    "mixed_metaphors": True,
    "mondegreens": True,
    "needless_variants": True,
    "nonwords": True,
    "oxymorons": True,
    "redundancy": True,
    "skunked_terms": True,
    "social_awareness": True,
}
# Words that proselint minds and a British reader does not.
ACCEPTED = {"for ever", "new recruit", "new recruits"}
# Our own list: a pattern, and what to write. Each was in the first edition, and readers stumbled over it.
OURS = {
    r"\b(?:is|are|was|were) of (?:19|20)\d\d\b": "Write “dates from” that year, or “In 2006 a survey found…”",
    r"\bthe edition of (?:19|20)\d\d": "Write “the 2022 edition”",
    r"\b(?:goes|go|went) with (?:better|more|higher|lower|some)\b": "Write “is linked with”",
    r"\blikelier\b": "Write “more likely”",
    r"\bbeside\b": "Write “alongside”, “next to” or “with”",
    r"\bpapers? of today\b": "Write “today’s paper”",
    r"\b(?:was|were) (?:not )?seen\b|\bnot seen\b": "The reader does not care what we saw: write “we did not find”, or what to check",
    r"\b(?:unverified|not verified)\b": "Write “to be checked”, and by whom",
    r"\blearning after qualifying\b": "Write “post-qualifying learning”",
    r"\bby (?:a|one) (?:press|trade) report\b": "Write “according to a press report”",
    r"\bupskill\w*": "Write “train” or “develop”",
    r"\bleverag(?:e[sd]?|ing)\b": "Write “use”",
    r"\b(?:in order to|prior to|going forward)\b": "Write “to”, “before” or nothing",
}
_OURS = {re.compile(pattern, re.I): advice for pattern, advice in OURS.items()}
# What is nobody's prose: macro calls, attributes, the addresses of links, code and comments.
_NO_PROSE = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{:.*?\}|\{[a-z]+ [^}\n]*\}|\]\([^)]*\)|`[^`\n]*`|```.*?```|<[^>]*>",
    re.S,
)
_BETWEEN = "\n·\n"  # keeps the end of one text and the beginning of the next apart
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
# Fields that hold names and keys, or words that others are looked for by: not ours, or not sentences.
_NOT_READ = {
    "id",
    "topic",
    "series",
    "unit",
    "value",
    "patterns",
    "finds",
    "also",
    "locator",
    "source",
}


@functools.cache
def _lists() -> tuple[Check, ...]:
    """The checks of proselint that LISTS names."""
    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many(checks.__register__)
    return tuple(registry.get_all_enabled(LISTS))


def blanked(text: str) -> str:
    """The text with what is not prose, or somebody else’s, put out of sight; as long as before."""

    def hidden(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", "·", match[0])

    return _QUOTED.sub(hidden, _NO_PROSE.sub(hidden, text))


def findings(text: str) -> Iterator[tuple[int, str, str, bool]]:
    """What is to be written differently: where it begins, the words, the advice, and whether the list is ours."""
    plain = blanked(text)
    for pattern, advice in _OURS.items():
        for match in pattern.finditer(plain):
            yield match.start(), match[0], advice, True
    padded = f"\n{plain}\n"  # its patterns look for something on either side
    for check in _lists():
        for result in check.check_with_flags(padded):
            start, end = result.span
            words = padded[start:end]
            if (
                "·" not in words
                and "\n" not in words.strip()
                and words.strip().lower() not in ACCEPTED
            ):
                yield (
                    start - 1 + len(words) - len(words.lstrip()),
                    words.strip(),
                    result.message,
                    False,
                )


def _texts(site: Site) -> Iterator[tuple[str, int, str]]:
    """All prose of ours: the file, the line on which it begins, and the text. Examples are told by others."""
    for page in site.pages.values():
        yield page.file, page.meta.line_of("title"), page.title
        yield (
            page.file,
            page.meta.line_of("description"),
            str(page.meta.get("description") or ""),
        )
        yield page.file, page.body_line, page.body
    for kind in site.kinds:
        for record in site.records.get(kind.name, {}).values():
            if not record.get("made"):
                for key, value in record.items():
                    if key not in _NOT_READ:
                        yield from ((kind.file, record.line_of(key), s) for s in _strings(value))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and " " in value:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_READ:
                yield from _strings(item)


def check(site: Site) -> Iterator[Problem]:
    """Each habit of our own list is a mistake; what proselint finds is a warning, as taste is."""
    texts = [t for t in _texts(site) if t[2].strip() and not site.known_good.knows("prose", t[2])]
    starts, whole = [], []
    length = 0
    for _, _, text in texts:  # one reading of all takes a tenth of the time of a thousand
        starts.append(length)
        whole.append(text)
        length += len(text) + len(_BETWEEN)
    together = _BETWEEN.join(whole)
    marred = set()
    for start, words, advice, ours in findings(together):
        number = bisect_right(starts, start) - 1
        marred.add(number)
        path, line, text = texts[number]
        within = start - starts[number]
        yield Problem(
            path,
            line + text.count("\n", 0, within),
            f"“{shortened(' '.join(words.split()))}”: {advice.rstrip('.')}.",
            warning=not ours,
        )
    for number, (_, _, text) in enumerate(texts):
        if number not in marred:
            site.known_good.note("prose", text)
