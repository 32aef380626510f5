"""Good-practice examples: contributed files, never trusted. Checked before anything is rendered, and safe when rendered.

The field list stands here once: it drives the checks, the table in the instructions and the forms. At the end stand the
macros: an example’s own page, cards, the form.
"""

from __future__ import annotations

import datetime
import functools
import html
import itertools
import json
import re
import textwrap
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nh3
import yaml
from markdown.extensions.toc import slugify
from markdown_it import MarkdownIt
from markupsafe import Markup

from macros import unsafe
from macros.citations import cite_silently
from macros.markup import neutral, to_safe_html
from macros.pages import Names, Page, Use, macro
from macros.problems import Problem, shortened, suggestion
from macros.records import (
    Day,
    Field,
    Mapping,
    Record,
    check_fields,
    described,
    keep_typed,
    parse_date,
    read_yaml,
    text_of,
    texts,
)
from macros.site import Here, Site
from macros.sources import Entry, name_of, people, sort_key, to_bibtex, to_ris
from macros.statistics import references
from macros.templates import render

KINDS = (
    "local authority",
    "NHS",
    "university",
    "voluntary organisation",
    "independent provider",
    "partnership",
)
REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and the Humber",
    "England-wide",
)
THEMES = (
    "cost sharing",
    "career progression",
    "reward",
    "practice education",
    "inter-professional learning",
    "recruitment",
    "retention",
    "commissioning",
    "evaluation",
)


class Contributor(Record):
    """Who tells an example."""

    name: str = described("Give their first name and surname", label="Name", longest=80)
    role: str = described("Give their job title and organisation", label="Role", longest=120)


class ExampleMatter(Record):
    """What an example says of itself before its text."""

    title: str = described(
        "Say in one line what was done, such as “Three boroughs share one course”",
        label="What did you do?",
        longest=120,
    )
    organisation: str = described(
        "Name your organisation, and its partners", label="Who did it?", longest=160
    )
    kind: str = described(
        "Choose the nearest kind of organisation",
        accepted=KINDS,
        label="What kind of organisation is it?",
    )
    region: str = described(
        "Choose a region, or England-wide for several", accepted=REGIONS, label="Where in England?"
    )
    period: str = described(
        "Say when it happened in your own words, such as “September 2024 to July 2025”",
        label="When did it happen?",
        longest=80,
    )
    themes: list[str] = described(
        "Choose one theme or more", accepted=THEMES, label="What is it about?"
    )
    awards: list[str] | None = described(
        "Leave this out if there were none", label="Which courses or awards?"
    )
    contributor: Contributor | None = described(
        "Leave this out, or name somebody who has agreed to be named", label="Who tells the story?"
    )
    sources: list[str] = described(
        "Choose them from the list of sources, or leave it empty", label="Which works did you use?"
    )
    added: Day = described(
        "Write year, month and day, such as 2026-11-23", label="On which day do you send this?"
    )
    permission: bool = described(
        "Say yes once your organisation agrees: nothing else can be published",
        label="Does your organisation agree to publication?",
    )


class _Published(Record):
    """For editors, not on the forms: nobody has to be asked about what stands in print already."""

    published: str | None = described(
        "In place of `permission`: the key of the work in which it is published already",
        refers="sources",
    )


[PUBLISHED] = _Published.fields
PARTS = {  # the headings of the body, in order, and what to write below each
    "What we did": "Say what you did, for whom and with whom.",
    "What it took": "Say what it cost in money, time and people, as far as you may.",
    "What changed": "Say what was different afterwards and how you know. “We did not measure this” is a good answer.",
    "What we would tell others": "Say what you would do again, and what you would not.",
}
HEADING = r"^ {0,3}##[ \t]{1,9}([^\s#].{0,999}?)[\s#]{0,99}$"
OTHER_HEADING = (
    "Only the four headings of an example start with ##, each once. Start one of your own with ###."
)
HIDDEN_HEADING = "This heading stands inside a piece of code or a quotation, so that nobody sees it as one. End the code above it, or start the line further to the left."
EMPTY_PART = "Write a few words; where nothing was measured, say so."
NOTHING_BELOW = f'There is nothing below "## {{heading}}". {EMPTY_PART}'
TITLE_TWICE = "Another example has this title. Say what is different about yours."
MOST_LINES, MOST_BRACKETS = 1_000, 500  # a parser compares each with all that follow
TOO_MANY = f"There are more than {MOST_LINES:,} lines or {MOST_BRACKETS} square brackets here. Write plain words, and fewer of them."
LARGEST = 50_000  # bytes
TOO_LARGE = f"The text is too long. Shorten it to {LARGEST:,} bytes, which is about 8,000 words."
LONGEST_OUTCOME = 300  # characters of “What changed” on the card of a page


# Headings and whether there are words: what stands within the words is not asked.
_MARKDOWN = MarkdownIt("commonmark").enable("table").disable("inline")


@dataclass
class Example:
    """A contributed example, as its file says."""

    id: str
    file: str  # below the root, as problems name it, such as "docs/examples/sutton-reward.md"
    meta: Mapping
    body: str
    body_line: int

    @property
    def title(self) -> str:
        return str(self.meta.get("title") or self.id)

    @property
    def path(self) -> str:
        """Where it stands below `docs/`."""
        return f"examples/{self.id}.md"


# ---- rules ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refusal:
    """What no line of an example may hold, and what to do about it.

    The form on the site reads these too, so that nobody waits for the check to say so. A pattern therefore keeps to what
    Python and JavaScript (flags "iu") read alike: no \\w, \\d or \\b, and every bracket escaped. Each repetition has a limit,
    so that no line can stall it. It sees the line as NFKC, in which look-alikes such as ＜ and ＠ are the plain signs.
    """

    pattern: str
    message: str
    body: bool = False  # only below the fields, where the line is Markdown


_OTHER_LINK = "A link can lead only to an address that starts with https://, or to a page of this site, such as ../references.md. Correct this one, or leave it out."
REFUSALS = (
    Refusal(
        unsafe.HIDDEN_PATTERN,
        "There is a character here that cannot be seen; it can come with pasted text. Type these words again.",
    ),
    Refusal(
        r"\{\{|\}\}|\{%|%\}|\{#|#\}",
        "Two curly brackets together, or one beside % or #, have a special meaning here. Write the words without them.",
    ),
    Refusal(
        r"&#|&[a-z]{2,30}[0-9]{0,2};",
        "A character is written here as a code that starts with &. Type the character itself.",
    ),
    Refusal(
        r"<[/!?a-z]",
        "A < straight before a word is read as HTML, which cannot be used here. Write plain text: “less than”, or [words](https://address) for a link.",
    ),
    Refusal(
        r"\{\s{0,9}[:.#]|\{[^{}=]{0,40}=",
        "Words in { } set how something looks, which cannot be done here. Leave them out.",
    ),
    Refusal(
        r"--8<--|^\s{0,99}!include",
        "This line would bring in another file, which cannot be done here. Write the words themselves.",
    ),
    Refusal(r"!\[", "Pictures cannot be shown in an example. Say in words what the picture shows."),
    Refusal(
        r"\]\((?!\s{0,9}<?(?:https://|(?:\.\./)?[a-z0-9-]+(?:/[a-z0-9-]+){0,9}\.md[)#\s]))",
        _OTHER_LINK,
    ),
    Refusal(
        r"^(?:[\s>*+-]|[0-9]{1,9}[.)]){0,12}\[(?:[^\]\\]|\\.){1,999}\]:(?!\s{0,9}<?https://)\s{0,9}(?:\S{1,400}\s{0,9}(?:[\x22'(].{0,400})?|<[^>]{0,300}>.{0,300})?$",
        _OTHER_LINK,
        body=True,
    ),
    Refusal(
        r"(?<![a-z])(?:(?!https:)[a-z][a-z0-9+.-]{1,20}://|(?:javascript|vbscript|mailto|tel):(?=\S)|data:[a-z]{1,20}/)",
        _OTHER_LINK,
    ),
    Refusal(
        r"[^\s@<>()]\s?(?:@|\(at\)|\[at\])\s?(?![0-9]{1,2}\.[ap]m)[a-z0-9\u00c0-\u024f][a-z0-9\u00c0-\u024f-]{0,60}(?:\.|\s?(?:\(dot\)|\[dot\])\s?)[a-z]{2}",
        "This looks like an e-mail address, which we do not publish. Leave it out; give a name and role instead.",
    ),
    Refusal(
        r"(?<![a-z0-9.£/])(?![0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2})(?:\+[0-9]{1,3}[\s().-]{0,3}|\(?0)[0-9](?:(?:[\s().\/\u2010-\u2015-]|\)\s|\s\(|\s\s)?[0-9]){8,11}(?![a-z0-9])",
        "This looks like a telephone number, which we do not publish. Leave it out; give a name and role instead.",
    ),
    Refusal(
        r"^(?:\s{0,9}(?:>|[-*+]\s|[0-9]{1,9}[.)]\s)){7}|^(?: {4}| {0,3}\t){7}",
        "This line is set in very deep. Start it further to the left, with at most two levels of list.",
        body=True,
    ),
    Refusal(
        r"^ {0,3}#(?:\s|$)|^ {0,3}={1,400}\s{0,9}$",
        "This line would be a heading of the first level, and the title is that already. Start headings with ##, or this line with a word.",
        body=True,
    ),
)


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], Refusal], ...]:
    """Made when an example is read: most builds know that those they have are in order."""
    return tuple((re.compile(r.pattern, re.I), r) for r in REFUSALS)


def refused(text: str, body_line: int = 1) -> Iterator[tuple[int, str]]:
    """The lines (from 1) of a file that may not stand in it, and what to do about each. The body starts on `body_line`."""
    for number, line in enumerate(text.split("\n"), 1):
        plain = unicodedata.normalize("NFKC", line)
        found = (
            r.message
            for pattern, r in _patterns()
            if (number >= body_line or not r.body) and pattern.search(plain)
        )
        yield from ((number, message) for message in dict.fromkeys(found))
    if number > MOST_LINES or text.count("[") > MOST_BRACKETS:
        yield 1, TOO_MANY


def form_rules(examples: dict[str, Example]) -> str:
    """What the form has to know to say what the check would say, as JSON."""
    return json.dumps(
        {
            "refused": [
                [r.pattern, r.message, r.body]
                for r in (*REFUSALS, Refusal(HEADING, OTHER_HEADING, body=True))
            ],  # the form writes the four itself
            "largest": LARGEST,
            "tooLarge": TOO_LARGE,
            "mostLines": MOST_LINES,
            "mostBrackets": MOST_BRACKETS,
            "tooMany": TOO_MANY,
            "otherHeading": OTHER_HEADING,
            "hiddenHeading": HIDDEN_HEADING,
            "nothingBelow": {heading: NOTHING_BELOW.format(heading=heading) for heading in PARTS},
            "titles": [e.title.lower() for e in examples.values()],
            "titleTwice": TITLE_TWICE,
            "names": list(examples),
            "longestOutcome": LONGEST_OUTCOME,
        }
    )


def check_name(example: Example) -> Iterator[Problem]:
    """The name of the file says what was done, in lower case with hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", example.id) or len(example.id) > 80:
        yield Problem(
            example.file,
            1,
            f'The file name "{example.id}.md" cannot be used. Name it in lower-case letters, digits and single hyphens, such as shared-amhp-course.md.',
        )


def check_permission(example: Example) -> Iterator[Problem]:
    """Only what may be published is published."""
    if example.meta.get("permission") is False:
        yield Problem(
            example.file,
            example.meta.line_of("permission"),
            "`permission` is no. Only an example whose organisation agrees to publication can be shown: write `permission: yes` once it does.",
        )


def fields_of(meta: Any) -> tuple[Field, ...]:
    """The fields of one example: `permission`, or `published` where it names a work."""
    if not isinstance(meta, Mapping) or not meta.get("published"):
        return ExampleMatter.fields
    return (*(f for f in ExampleMatter.fields if f.name != "permission"), PUBLISHED)


def check_date(example: Example) -> Iterator[Problem]:
    """It cannot be sent in the future. Somewhere it is tomorrow already."""
    added = str(example.meta.get("added", ""))
    if (
        parse_date(added)
        and added > (datetime.date.today() + datetime.timedelta(days=1)).isoformat()
    ):
        yield Problem(
            example.file,
            example.meta.line_of("added"),
            f"`added` is {added}, which is in the future. Write the day on which you send this.",
        )


def check_headings(example: Example) -> Iterator[Problem]:
    """The four headings, each once and with words below it."""
    if not example.body.strip():
        yield Problem(
            example.file,
            example.body_line,
            f"There is no text. Below the second --- write these headings with words under each: {', '.join('## ' + h for h in PARTS)}.",
        )
        return
    shown = {
        token.map[0] + example.body_line
        for token in _MARKDOWN.parse(example.body)
        if token.type == "heading_open" and token.tag == "h2" and token.map
    }
    written = {line for _, line, _ in parts(example)}
    for line in sorted(shown ^ written):
        yield Problem(
            example.file,
            line,
            OTHER_HEADING if line in shown else HIDDEN_HEADING,
        )
    found = dict.fromkeys(PARTS, False)
    for heading, line, words in parts(example):
        if found.get(heading, True):
            yield Problem(example.file, line, OTHER_HEADING)
        elif not _says_something(words):
            yield Problem(example.file, line, NOTHING_BELOW.format(heading=heading))
        found[heading] = True
    for heading in PARTS:
        if not found[heading]:
            yield Problem(
                example.file,
                example.body_line,
                f'The heading "## {heading}" is missing. Add it. {EMPTY_PART}',
            )


def _says_something(words: str) -> bool:
    """Whether anything of it is seen: the definition of a link is not."""
    return any(token.content.strip() for token in _MARKDOWN.parse(words))


def opening(example: Example) -> str:
    """The words of the body above its first heading, if any."""
    lines = example.body.split("\n")
    first = next((n for n, line in enumerate(lines) if re.match(HEADING, line)), len(lines))
    return "\n".join(lines[:first]).strip()


def parts(example: Example) -> Iterator[tuple[str, int, str]]:
    """The second-level headings of the body: each with its line in the file and the text below it."""
    lines = example.body.split("\n")
    starts = [(n, m[1]) for n, line in enumerate(lines) if (m := re.match(HEADING, line))]
    for (start, heading), (end, _) in itertools.pairwise([*starts, (len(lines), "")]):
        yield heading, example.body_line + start, "\n".join(lines[start + 1 : end]).strip()


RULES = (check_name, check_permission, check_date, check_headings)


# ---- reading ----------------------------------------------------------------------------------------------------


def read(docs: Path) -> tuple[dict[str, Example], list[Problem]]:
    """Read every example below `docs/examples`. The template is checked like the others, and not published."""
    examples: dict[str, Example] = {}
    problems: list[Problem] = []
    folder = docs / "examples"
    for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
        name = file.relative_to(docs.parent).as_posix()
        if not file.is_symlink() and (file.is_dir() or name == "docs/examples/index.md"):
            continue
        if file.is_symlink() or not file.is_file() or file.parent != folder:
            problems.append(
                Problem(
                    name,
                    1,
                    "Only plain files directly in docs/examples are read. Put the text itself into a file there.",
                )
            )
        elif file.suffix != ".md":
            problems.append(
                Problem(
                    name,
                    1,
                    "An example is a text file whose name ends in .md. Remove this file, or rename it.",
                )
            )
        else:
            example, found = read_example(file, name)
            problems += found
            if example and example.id != "_template":
                examples[example.id] = example
    return examples, problems


def read_example(file: Path, name: str) -> tuple[Example | None, list[Problem]]:
    """Read and check one file. Nothing of a file that fails is rendered."""
    size = file.stat().st_size
    if size > LARGEST:
        return None, [Problem(name, 1, TOO_LARGE)]
    text, problems = text_of(file)
    if problems:
        return None, [Problem(name, p.line, p.message) for p in problems]
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", text, re.S)
    body_line = text.count("\n", 0, match.end()) + 1 if match else 1
    wrong = [*refused(text, body_line), *unsafe.conflicts(text)]
    problems += [Problem(name, line, message) for line, message in wrong]
    if not match:
        return None, [*problems, Problem(name, 1, _no_fields(text))]
    meta, found = read_yaml(match[1], name, first_line=2)
    fields = fields_of(meta)
    keep_typed(meta, fields)
    problems += found
    if not any(p.message != TOO_MANY for p in problems):
        problems += _refused_values(meta, name)
    problems += (
        check_fields(meta, fields, name, "the example") if meta is not None or not found else []
    )
    if not isinstance(meta, Mapping):
        return None, problems
    example = Example(file.stem, name, meta, text[match.end() :], body_line)
    for rule in RULES if file.stem != "_template" else RULES[1:]:
        problems += rule(example)
    return example, problems


def _no_fields(text: str) -> str:
    """Why the fields were not found."""
    if not re.match(r"[\s\ufeff]*---", text):
        return "The file does not start with its fields. Copy docs/examples/_template.md and fill it in."
    if not text.startswith("---"):
        return "There is something before the first ---. Remove it: the file starts with these three hyphens."
    return "The fields are not closed. After the last of them write --- on a line of its own, at its very beginning."


def _refused_values(value: Any, name: str, line: int = 2) -> Iterator[Problem]:
    """What the values may not hold, judged as they are after reading: escapes such as \\x40 are undone by then."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _refused_values(one, name, value.line_of(key))
    elif isinstance(value, list):
        for one in value:
            yield from _refused_values(one, name, line)
    elif isinstance(value, str):
        no_body = (
            value.count("\n") + 2
        )  # a value is a field: what only the body may not hold is no fault in it
        found = [
            message
            for _, message in (
                *refused(value, no_body),
                *unsafe.characters(value.rstrip("\n"), one_line=True),
            )
        ]
        yield from (Problem(name, line, message) for message in dict.fromkeys(found))


def check(examples: dict[str, Example], library: Collection[str]) -> Iterator[Problem]:
    """What needs the rest of the site: sources that exist, titles that differ."""
    titles: dict[str, str] = {}
    for example in examples.values():
        for key in texts(example.meta.get("sources")):
            if key not in library:
                yield Problem(
                    example.file,
                    example.meta.line_of("sources"),
                    f'"{shortened(key)}" is not in the list of sources. {suggestion(key, library)} Or write [] if you used none.',
                )
        yield from _check_published(example)
        title = example.title.lower()
        if title in titles:
            yield Problem(
                example.file, example.meta.line_of("title"), f"{TITLE_TWICE} It is {titles[title]}."
            )
        titles.setdefault(title, example.file)


def _check_published(example: Example) -> Iterator[Problem]:
    """The work in which an example is published already is among its sources."""
    published = example.meta.get("published")
    if published and published not in texts(example.meta.get("sources")):
        yield Problem(
            example.file,
            example.meta.line_of("published"),
            f'`published` names "{shortened(published)}", which is not among the `sources` of the example. Add it there, or write `permission: yes` once the organisation agrees.',
        )


# ---- the same questions elsewhere ----


def issue_form() -> str:
    """The same questions as a form for GitHub’s issues, in YAML, for people who have an account there. Written by `make form`."""
    beware = "Please give no telephone number and no e-mail address. Nobody should be named who has not agreed."
    body: list[dict] = [{"type": "markdown", "attributes": {"value": beware}}]
    for field in ExampleMatter.fields:
        if field.name != "added":  # the day on which somebody makes the file
            body += _questions(field)
    body += [
        _question("textarea", f"part-{n}", heading, hint, True)
        for n, (heading, hint) in enumerate(PARTS.items(), 1)
    ]
    form = {
        "name": "Share an example",
        "description": "Tell others what you did to support post-qualifying learning. Somebody will make the page from it.",
        "title": "Example: ",
        "body": body,
    }
    return (
        "# Written by `make form` from the fields in macros/examples.py: change them there.\n"
        + yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=1000)
    )


def _questions(field: Field) -> list[dict]:
    """What the form asks for a field: one question, or one for each of its parts."""
    name, label, hint = field.name, field.label, field.hint
    if field.kind == "map":
        return [
            _question("input", f"{name}-{p.name}", f"{label} {p.label}", hint, False)
            for p in field.fields
        ]
    if field.kind == "flag":
        options = [{"label": "Yes", "required": True}]
        asked = {"label": label, "description": hint, "options": options}
        return [{"type": "checkboxes", "id": name, "attributes": asked}]
    if field.accepted:
        several = {"multiple": True} if field.kind == "list" else {}
        choices = list(field.accepted)
        return [_question("dropdown", name, label, hint, True, options=choices, **several)]
    if field.kind == "list":
        hint = "Write each on a line of its own, or leave this empty"
        return [_question("textarea", name, label, hint, False)]
    return [_question("input", name, label, hint, True)]


def _question(kind: str, name: str, label: str, hint: str, required: bool, **more: Any) -> dict:
    return {
        "type": kind,
        "id": name,
        "attributes": {"label": label, "description": hint, **more},
        "validations": {"required": required},
    }


# ---- examples on pages: their own page, cards, the form ----


def outcome(changed: Markup) -> str:
    """The beginning of what stands below “What changed”, rendered, as plain text.

    Not its first sentence alone: what was not measured is often said in the second.
    """
    plain = html.unescape(nh3.clean(changed, tags=set()))
    return textwrap.shorten(plain, LONGEST_OUTCOME, placeholder=" …")


def _values(here: Here, example: Example) -> dict[str, Any]:
    """What the templates show of an example, as plain text."""
    meta = example.meta
    return {
        "here": here,
        "example": example,
        "meta": meta,
        "contributor": meta.get("contributor") or {},
        "sources": texts(meta.get("sources")),
        "themes": texts(meta.get("themes")),
        "awards": texts(meta.get("awards")),
        "cite": partial(cite_silently, here),
    }


def page(here: Here, id: str) -> str:
    """The source of an example’s own page. Nothing of the file reaches Jinja or Markdown unescaped."""
    example = here.site.examples[id]
    sections = [
        (heading, slugify(heading, "-"), to_safe_html(here, words))
        for heading, _, words in parts(example)
    ]
    changed = next(
        (outcome(words) for heading, _, words in sections if heading == "What changed"), ""
    )
    before = to_safe_html(here, opening(example))
    block = render(
        "example-page.html",
        **_values(here, example),
        before=before,
        sections=sections,
        changed=changed,
        citing=cite_this(here, example),
    )
    return f"{neutral(block)}\n\n{references(here)}\n"


def cite_this(here: Here, example: Example) -> dict[str, str]:
    """How to cite an example: Harvard, BibTeX, RIS. The site stands as publisher."""
    name = (example.meta.get("contributor") or {}).get("name")
    who = people(str(name)) if name else [{"literal": str(example.meta["organisation"])}]
    fields = {
        "title": example.title,
        "year": str(example.meta["added"])[:4],
        "publisher": here.site.config.get("site_name", ""),
        "url": here.site.address(example.path),
    }
    source = Entry(example.id, "online", {k: v for k, v in fields.items() if v}, {"author": who})
    authors = " and ".join(name_of(p, initials=True) for p in who)
    where = f" Available at: {fields['url']}" if fields["url"] else ""
    return {
        "Harvard": f"{authors} ({fields['year']}) ‘{example.title}’, {fields['publisher']}.{where}",
        "BibTeX": to_bibtex(source),
        "RIS": to_ris(source),
    }


def _its_sources(site: Site, page: Page, id: str) -> Iterator[Use]:
    return (Use("cite", key) for key in texts(site.examples[id].meta.get("sources")))


@macro(
    names={"id": Names(lambda site: site.examples, "shows the example", "docs/examples")},
    uses=_its_sources,
)
def example(here: Here, id: str) -> str:
    """Show an example in full on a line of its own: `example("sutton-reward")`."""
    found = here.site.examples[id]
    return neutral(
        render(
            "example.html", **_values(here, found), body=to_safe_html(here, found.body, deeper=2)
        )
    )


@macro(
    names={"theme": Names(lambda site: THEMES, "shows examples of the theme", "the list of themes")}
)
def examples(here: Here, theme: str | None = None, limit: int | None = None) -> str:
    """Cards of all examples, or of one theme: `examples(theme="retention")`."""
    found = [
        e
        for e in here.site.examples.values()
        if theme is None or theme in texts(e.meta.get("themes"))
    ]
    found.sort(key=lambda e: (str(e.meta.get("added")), e.id), reverse=True)
    if limit:
        found = found[:limit]
    return neutral(
        render(
            "example-cards.html",
            here=here,
            cards=[_values(here, e) for e in found],
            filters=theme is None,
            themes=THEMES,
            kinds=KINDS,
            regions=REGIONS,
        )
    )


@macro()
def example_form(here: Here) -> str:
    """The form that builds the file of an example in the browser."""
    sources = sorted(here.site.library.values(), key=sort_key)
    return neutral(
        render(
            "example-form.html",
            here=here,
            fields=ExampleMatter.fields,
            parts=PARTS,
            empty_part=EMPTY_PART,
            rules=form_rules(here.site.examples),
            sources=sources,
        )
    )
