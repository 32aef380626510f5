"""What must hold of all content together, and the words that readers trip over. RULES, at the end, is the table of contents."""

from __future__ import annotations

import fnmatch
import functools
import os
import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import re2
from proselint import checks
from proselint.registry import CheckRegistry
from proselint.registry.checks import Check

from macros import examples, pages, snippets, unsafe
from macros.pages import MACROS, Page, unknown
from macros.problems import Problem, listed, shortened, suggestion
from macros.reading import nav_paths
from macros.records import check_references, texts
from macros.site import Site, is_example, is_snippet

UNREAD = (
    "Byte ",
    "This file is not UTF-8",
)  # how a message begins about a file of which no text is known


def check(site: Site) -> list[Problem]:
    """Every problem of the content, in the order of files and lines. Warnings are among them.

    A file that could not be read is the cause of much else: then only what reading found is said.
    """
    found = list(site.problems)
    if not any(_is_cause(p) for p in found):
        for rule in RULES:
            _follow(rule, site, found)
    unread = {p.path for p in found if p.message.startswith(UNREAD)}
    return sorted({p for p in found if p.path not in unread or p.message.startswith(UNREAD)})


def _follow(rule: Callable[[Site], Iterator[Problem]], site: Site, found: list[Problem]) -> None:
    """Add what a rule finds. Where a record is of a wrong shape, which is found already, a rule may not come to its end."""
    try:
        for problem in rule(site):
            found.append(problem)
    except Exception:
        if all(p.warning for p in found):
            raise  # not a mistake of content, but ours


def _is_cause(problem: Problem) -> bool:
    """Whether a whole file of facts or settings is missing, so that every name in it would be unknown."""
    whole = problem.path in ("references.bib", "mkdocs.yml") or problem.path.startswith("data/")
    return whole and bool(
        re.match(
            r'The file |This (?:is|file|folder) |It cannot be read|Byte |This is not valid YAML|There is a character|Brackets or lists|A name with &|"[^"]*" is a YAML tag',
            problem.message,
        )
    )


def check_records(site: Site) -> Iterator[Problem]:
    """Records name what exists, and their days are in order."""
    for kind in site.kinds:
        for id, record in site.records.get(kind.name, {}).items():
            if record.get("made"):
                continue
            yield from check_references(
                record, kind.fields, site.known, kind.file, f'{kind.noun} "{id}"'
            )
        yield from kind.check(site)


def check_examples(site: Site) -> Iterator[Problem]:
    """Examples name sources that exist, and link to what exists."""
    yield from examples.check(site.examples, site.library)
    for example in site.examples.values():
        yield from _check_links(example, site)


def check_pages(site: Site) -> Iterator[Problem]:
    """Front matter, macros, lists and links of every page."""
    for page in site.pages.values():
        for call in page.calls:
            macro = MACROS.get(call.name)
            yield from macro.problems(site, page, call) if macro else [unknown(page, call)]
        for line in page.refused:
            yield Problem(
                page.file,
                line,
                f'A page uses macros, the filters {listed(pages.FILTERS)}, and conditions and raw, each {{% … %}} alone on its line, and nothing else of Jinja. Write {{{{ name("value") }}}}.',
            )
        yield from _check_lists(page, site)
        yield from _check_links(page, site)
        if not is_snippet(page.path):
            yield from pages.check_front_matter(page)
            yield from _check_asked(page, site)
            for line, figure in pages.figures_by_hand(page):
                yield Problem(
                    page.file,
                    line,
                    f'The figure "{figure}" is typed by hand. Print it from data/statistics.yml with {{{{ stat("…") }}}}.',
                )


def check_unsafe(site: Site) -> Iterator[Problem]:
    """Nothing that runs, hides or leads astray stands in a page, a record or a source."""
    for page in site.pages.values():
        yield from (
            Problem(page.file, page.body_line + line - 1, message)
            for line, message in _unsafe_text(page, site)
        )
        yield from (
            Problem(page.file, call.line, f"A value given to {call.name}: {message}")
            for call in page.calls
            for value in (*call.args, *call.kwargs.values())
            if isinstance(value, str)
            for message in unsafe.one_value(value)
        )
        yield from unsafe.values(page.meta, page.file)
    for kind in site.kinds:
        yield from (
            p
            for record in site.records.get(kind.name, {}).values()
            if not record.get("made")
            for p in unsafe.values(record, kind.file)
        )
    for source in site.library.values():
        values = (
            *source.fields.values(),
            *(
                str(part)
                for people in source.people.values()
                for person in people
                for part in person.values()
            ),
        )
        yield from (
            Problem("references.bib", source.line, f'"{source.key}": {message}')
            for value in values
            for message in unsafe.one_value(value)
        )


def _unsafe_text(page: Page, site: Site) -> list[tuple[int, str]]:
    fences = not is_snippet(page.path)
    rule = "page with fences" if fences else "page"
    return site.known_good.found(
        rule, page.body, lambda: unsafe.page_text(page.body, fences=fences)
    )


def _check_lists(page: Page, site: Site) -> Iterator[Problem]:
    """A page that cites or prints figures ends with its references."""
    keys, figures = site.used_on(page.path)
    lists = any(MACROS[c.name].lists for c in page.calls if c.name in MACROS)
    if (keys or figures) and not lists and not is_snippet(page.path):
        yield Problem(
            page.file,
            page.body_line,
            "The page cites sources or prints figures but has no list of them. Add {{ references() }} on a line of its own at its end.",
        )


def _check_links(page: Page | examples.Example, site: Site) -> Iterator[Problem]:
    """Links lead to pages and anchors that exist, and not to addresses that are dead."""
    for line, target in pages.links(page):
        if pages.is_dead(target):
            yield Problem(
                page.file,
                line,
                f'links to "{shortened(target)}", an address of 2007 that is dead. Link to the source in references.bib instead.',
            )
        if isinstance(page, examples.Example):
            wrong = unsafe.link(target) if target.lower().startswith("https:") else ""
            if wrong:
                yield Problem(
                    page.file,
                    line,
                    f'"{shortened(target)}" {wrong}. Correct the address, or leave it out.',
                )
            if not re.match(r"(?:\.\./)?[a-z0-9/-]+\.md(?:#|$)|#", target):
                continue  # refused already, in the words of macros/examples.py
        if re.match(r"(?i)[a-z]+:", target) or "{{" in target:
            continue
        path, _, anchor = unquote(target).partition("#")
        goal = (
            posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
            if path
            else page.path
        )
        if goal.startswith(("/", "..")):
            yield Problem(
                page.file,
                line,
                f'links to "{shortened(target)}", which is not below docs/. Name a page or picture of this site, from where this page stands.',
            )
            continue
        yield from _check_goal(page, line, target, goal, anchor, site)


def _check_goal(
    page: Page | examples.Example, line: int, target: str, goal: str, anchor: str, site: Site
) -> Iterator[Problem]:
    shown = shortened(target)
    if is_example(goal):
        if goal.removeprefix("examples/").removesuffix(".md") not in site.examples:
            yield Problem(
                page.file,
                line,
                f'links to "{shown}", but there is no such example. {suggestion(goal, [e.path for e in site.examples.values()])}',
            )
    elif goal in site.prepared:
        if anchor and anchor not in site.prepared[goal]:
            yield Problem(
                page.file,
                line,
                f'links to "{shown}", but that page has no anchor "{shortened(anchor)}". {suggestion(anchor, site.prepared[goal])}',
            )
    elif goal not in site.pages:
        if not os.path.isfile(site.root / "docs" / goal):
            yield Problem(
                page.file,
                line,
                f'links to "{shown}", but there is no such file. {suggestion(goal, site.pages)}',
            )
    elif anchor and anchor not in (found := anchors_of(site.pages[goal], site)):
        yield Problem(
            page.file,
            line,
            f'links to "{shown}", but that page has no anchor "{shortened(anchor)}". {suggestion(anchor, found)}',
        )


def _check_asked(page: Page, site: Site) -> Iterator[Problem]:
    """A question in the front matter names a section that there is."""
    for anchor in pages.asked_at(page):
        if anchor and anchor not in (found := anchors_of(page, site)):
            yield Problem(
                page.file,
                page.meta.line_of("asked"),
                f'`asked` names the section "{shortened(anchor)}", but the page has none. {suggestion(anchor, found)}',
            )


def anchors_of(page: Page, site: Site) -> set[str]:
    """All anchors of a page: its headings and what its macros make."""
    found = pages.anchors(page)
    for call in page.calls:
        if call.name in MACROS:
            found |= set(MACROS[call.name].anchors(site))
    return found


def check_moved(site: Site) -> Iterator[Problem]:
    """Old addresses are pages of this site that are gone, each in one place."""
    taken: dict[str, str] = {}
    for page in site.pages.values():
        replaced = (
            [f"snippets/{id}.md" for id in texts(page.meta.get("replaces"))]
            if is_snippet(page.path)
            else []
        )
        for old in (*texts(page.meta.get("was")), *replaced):
            line = page.meta.line_of("replaces" if old in replaced else "was")
            if not re.fullmatch(r"(?:[a-z0-9_-]{1,80}/){0,4}[a-z0-9_-]{1,80}\.md", old):
                yield Problem(
                    page.file,
                    line,
                    f'"{shortened(old)}" cannot be an old address. Write it as it stood below docs/, such as guidance/introduction.md.',
                )
            elif old == "404.md" or any(map(unsafe.is_device, old.split("/"))):
                yield Problem(
                    page.file,
                    line,
                    f'"{old}" is kept for something else, by this site or by Windows. Remove it here.',
                )
            elif old in site.pages or old in site.prepared:
                yield Problem(
                    page.file,
                    line,
                    f'"{old}" is a page of today, so that nothing can lead on from it. Remove it here.',
                )
            elif old in taken:
                yield Problem(
                    page.file, line, f'"{old}" leads to {taken[old]} already. Keep one of the two.'
                )
            taken.setdefault(old, page.file)


def check_dead_addresses(site: Site) -> Iterator[Problem]:
    """No source is linked by an address that is dead."""
    for key, source in site.library.items():
        if pages.is_dead(source.fields.get("url", "")):
            yield Problem(
                "references.bib",
                source.line,
                f'"{key}" has an `url` of 2007 that is dead. Remove the line; say in `note` where the work was.',
            )


def check_nav(site: Site) -> Iterator[Problem]:
    """Every page is in the navigation, but for those that mkdocs.yml leaves out on purpose."""
    listed = set(nav_paths(site.config.get("nav", [])))
    apart = [
        p.strip().lstrip("/")
        for name in ("not_in_nav", "exclude_docs")
        for p in str(site.config.get(name) or "").split("\n")
        if p.strip()
    ]
    for page in site.pages.values():
        if page.path not in listed and not any(
            fnmatch.fnmatch(page.path, pattern) for pattern in apart
        ):
            yield Problem(
                page.file,
                1,
                f"The page is not in the navigation. Add a line `- {page.path}` below `nav:` in mkdocs.yml.",
            )
    for path in listed - set(site.pages):
        yield Problem(
            "mkdocs.yml",
            1,
            f'`nav` names "{path}", which is not a page below docs/. {suggestion(path, site.pages)}',
        )


def check_unused(site: Site) -> Iterator[Problem]:
    """Sources that nothing cites and figures that nothing prints: not wrong, but worth knowing."""
    for key, source in site.library.items():
        if not site.places("cite", key):
            yield Problem(
                "references.bib",
                source.line,
                f'Nothing cites "{key}". Cite it, or remove it.',
                warning=True,
            )
    for id, record in site.statistics.items():
        if not record.get("made") and not site.places("stat", id):
            yield Problem(
                "data/statistics.yml",
                record.line,
                f'No page prints "{id}". Use it, or remove it.',
                warning=True,
            )


# ---- words that readers trip over ----

# Clichés and slips, as proselint finds them, and the habits that this site gave up.


# Which of proselint's lists are read, the more specific name first. Left out: American spelling and
# typography, which Markdown has its own use for, and three lists that take longer than all others.
LISTS = {
    "misc.preferred_forms": False,
    "terms.venery": False,
    "archaism": True,
    "cliches": True,
    "hedging": True,
    "industrial_language": True,
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
# One reading finds all of them: Python’s own patterns, one by one, took 105 ms of a check and this takes 2.
_OURS = re2.compile("(?i)" + "|".join(f"({pattern})" for pattern in OURS))
# Up to four words said twice, in a quarter of the time that proselint's own pattern takes.
_TWICE = re.compile(r"(?i)\b(\w++(?:\s++\w++){0,3}?)\s++\1\b")
_RIGHT_TWICE = {"had had", "that that"}
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
    advice = tuple(OURS.values())
    for match in _OURS.finditer(plain):
        yield match.start(), str(match[0]), advice[(match.lastindex or 1) - 1], True
    for twice in _TWICE.finditer(plain):
        if "\n" not in twice[0] and twice[0].lower() not in _RIGHT_TWICE:
            yield twice.start(), twice[0], "Said twice: write it once", False
    padded = f"\n{plain}\n"  # the patterns of proselint look for something on either side
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


def check_prose(site: Site) -> Iterator[Problem]:
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


RULES = (
    check_unsafe,
    check_records,
    check_examples,
    snippets.check,
    check_pages,
    check_moved,
    check_dead_addresses,
    check_nav,
    check_unused,
    check_prose,
)
