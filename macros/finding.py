"""What papers call a thing, as lines of `finds:`, and where such words stand in a text.

The same lines are read with the same meaning by web/old-paper/finds.js; a test holds the two together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.records import Mapping, Record, described, texts


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


LETTER = "[0-9A-Za-z\u00c0-\u024f]"  # as the script has it
GAP = "[\\s\u00ad\u2010-\u2013-]{0,2}"
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
    def near(self) -> tuple[re.Pattern[str], ...]:
        """Of these, one stands in the same sentence."""
        return tuple(map(_beginning, self.beside))

    @functools.cached_property
    def without(self) -> tuple[re.Pattern[str], ...]:
        """Of these, none does."""
        return tuple(map(_beginning, self.never))

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


def _beginning(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!{LETTER}){_body(phrase)}")


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
    return (not r.near or any(p.search(sentence) for p in r.near)) and not any(
        p.search(sentence) for p in r.without
    )
