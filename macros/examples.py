"""Good-practice examples: contributed files, never trusted. Checked before anything is rendered, and safe when rendered.

The field list stands here once: it drives the checks, the table in the instructions and the forms.
"""

from __future__ import annotations

import datetime
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nh3
from markupsafe import Markup

from macros import citations
from macros.markdown import to_html
from macros.problems import Problem, suggestion
from macros.records import Field, Mapping, check_fields, parse_date, read_yaml, text_of, texts
from macros.templates import render

KINDS = ("local authority", "NHS", "university", "voluntary organisation", "independent provider", "partnership")
REGIONS = ("East Midlands", "East of England", "London", "North East", "North West", "South East", "South West",
           "West Midlands", "Yorkshire and the Humber", "England-wide")
THEMES = ("cost sharing", "career progression", "reward", "practice education", "inter-professional learning",
          "recruitment", "retention", "commissioning", "evaluation")
FIELDS = (
    Field("title", label="What did you do?", hint="Say in one line what was done, such as “Three boroughs share one course”", longest=120),
    Field("organisation", label="Who did it?", hint="The name of your organisation, and of partners", longest=160),
    Field("kind", accepted=KINDS, label="What kind of organisation is it?", hint="Choose the nearest"),
    Field("region", accepted=REGIONS, label="Where in England?", hint="Choose England-wide for several regions"),
    Field("period", label="When did it happen?", hint="In your own words, such as “September 2024 to July 2025”", longest=80),
    Field("themes", "list", accepted=THEMES, label="What is it about?", hint="Choose one or more"),
    Field("awards", "list", required=False, label="Which courses or awards?", hint="May be left out"),
    Field("contributor", "map", required=False, label="Who tells the story?", hint="May be left out. The person must have agreed to be named",
          fields=(Field("name", label="Name", longest=80), Field("role", label="Role", longest=120))),
    Field("sources", "list", label="Which works did you use?", hint="Keys from the list of sources; [] for none"),
    Field("added", "day", label="On which day do you send this?", hint="Year, month, day, such as 2026-11-23"),
    Field("permission", "flag", label="Does your organisation agree to publication?", hint="Only yes can be published"),
)
HEADINGS = ("What we did", "What it took", "What changed", "What we would tell others")
LARGEST = 50_000  # bytes
DEEPEST = 12  # levels of quotation or list in Markdown
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "h2", "h3", "h4", "h5", "blockquote", "code", "pre", "hr", "a",
        "table", "thead", "tbody", "tr", "th", "td"}


@dataclass
class Example:
    """A contributed example, as its file says."""

    id: str
    path: str  # as problems name it, such as "docs/examples/sutton-reward.md"
    meta: Mapping
    body: str
    body_line: int

    @property
    def title(self) -> str:
        return str(self.meta.get("title") or self.id)


# ---- rules: each takes the whole text of a file and yields the line and what to change ----------------------------

_HIDDEN = {"\u200b", "\u2060", "\ufeff", "\u00ad", "\u180e"} | {chr(c) for r in (range(0x202A, 0x202F), range(0x2066, 0x206A), range(0x200E, 0x2010)) for c in r}
_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\s?(?:\.|\(dot\))\s?\w+", re.I)
_PHONE = re.compile(r"(?<![\w.])(?:\+\d{1,3}[\s().-]*|\(?0)\d(?:[\s().-]?\d){8,11}(?!\w)")


def characters(text: str) -> Iterator[tuple[int, str]]:
    """Nothing that cannot be seen: it could hide what a text really says."""
    for number, line in enumerate(text.split("\n"), 1):
        for character in line:
            if character in _HIDDEN or (unicodedata.category(character) == "Cc" and character != "\t"):
                yield number, f"There is a character here that cannot be seen (U+{ord(character):04X}). Delete it, or type the words again."
                break


def macros(text: str) -> Iterator[tuple[int, str]]:
    """Braces in pairs would start a program of the site."""
    for number, line in enumerate(text.split("\n"), 1):
        found = re.search(r"\{\{|\}\}|\{%|%\}|\{#|#\}", line)
        if found:
            yield number, f"The signs {found[0]} have a special meaning here and cannot be used. Write the words without them."
        elif re.search(r"&(?:#0*123|#x0*7b|lbrace|lcub);", line, re.I):
            yield number, "A curly bracket is written here as a code. Write the words without it."


def raw_html(text: str) -> Iterator[tuple[int, str]]:
    """No HTML, comments or scripts; a lone < as in "< 5" is fine."""
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"<\s*/?\s*[a-zA-Z!?]", line) or re.search(r"<\s*/?\s*[a-zA-Z!?]", html.unescape(line)):
            yield number, "Words in < > are read as HTML, which cannot be used here. Write plain text; for a link write [words](https://address)."
        elif re.search(r"\{\s*[:.#][^}]*\}|\{\s*\w+\s*=", line):
            yield number, "Words in { } set how something looks, which cannot be used here. Leave them out."
        elif "--8<--" in line or re.match(r"\s*(?:!include|:::|\.\. )", line):
            yield number, "This line would bring in another file, which cannot be done here. Write the words themselves."


def links(text: str) -> Iterator[tuple[int, str]]:
    """Only links to https addresses and to pages of this site; no pictures."""
    for number, line in enumerate(text.split("\n"), 1):
        plain = html.unescape(html.unescape(line))
        plain = re.sub(r"\\([:/.()\[\]])", r"\1", plain)
        if re.search(r"!\[", plain):
            yield number, "Pictures cannot be shown in an example. Say in words what the picture shows."
            continue
        targets = re.findall(r"\]\(\s*<?\s*([^)>]*)", plain) + re.findall(r"^\s{0,3}\[[^\]]+\]:\s*<?(\S+)", plain)
        targets += re.findall(r"(?i)\b((?:javascript|data|vbscript|file|ftp|http|mailto|tel)\s*:\S*)", re.sub(r"[\x00-\x20]+(?=:)", "", plain))
        for target in targets:
            address = re.sub(r"\s", "", target).lower()
            if address.startswith("https://") or re.fullmatch(r"(?:\.\./)?[a-z0-9/-]+\.md(?:#[a-z0-9-]+)?|#[a-z0-9-]+", address):
                continue
            yield number, f'The link to "{target[:50]}" cannot be used. Link to an address that starts with https://, or leave the link out.'
            break


def contact_details(text: str) -> Iterator[tuple[int, str]]:
    """No e-mail addresses and no telephone numbers, not even by permission: they go out of date and are collected."""
    for number, line in enumerate(text.split("\n"), 1):
        if _EMAIL.search(html.unescape(line)):
            yield number, "This looks like an e-mail address, which we do not publish. Leave it out; give a name and role instead."
        elif _PHONE.search(html.unescape(line)):
            yield number, "This looks like a telephone number, which we do not publish. Leave it out; give a name and role instead."


def nesting(text: str) -> Iterator[tuple[int, str]]:
    """No deep quotations, lists or brackets: they serve no reader and can stall the site."""
    for number, line in enumerate(text.split("\n"), 1):
        marks = re.match(r"(?:[\s>]|[-*+]\s|\d+[.)]\s)*", line)[0]
        if marks.count(">") > DEEPEST or len(re.findall(r"[-*+]\s|\d[.)]\s", marks)) > DEEPEST or len(marks.expandtabs()) > 4 * DEEPEST:
            yield number, "This line is nested very deep. Start it further to the left, with at most two levels of list."
        elif re.search(r"\[{6,}|\({6,}|\*{12,}|_{12,}|`{12,}|(?:\[.{0,3}){30,}|(?:\*.{0,2}){60,}", line):
            yield number, "There are many brackets or stars in a row here. Write plain words."


TEXT_RULES = (characters, macros, raw_html, links, contact_details, nesting)


def check_name(example: Example) -> Iterator[Problem]:
    """The name of the file says what was done, in lower case with hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", example.id) or len(example.id) > 80:
        yield Problem(example.path, 1, f'The file name "{example.id}.md" cannot be used. Name it in lower-case letters, digits and single hyphens, such as shared-amhp-course.md.')


def check_permission(example: Example) -> Iterator[Problem]:
    """Only what may be published is published."""
    if example.meta.get("permission") is False:
        yield Problem(example.path, example.meta.line_of("permission"), "`permission` is no. Only an example whose organisation agrees to publication can be shown: write `permission: yes` once it does.")


def check_date(example: Example) -> Iterator[Problem]:
    """It cannot be sent in the future."""
    added = str(example.meta.get("added", ""))
    if parse_date(added) and added > datetime.date.today().isoformat():
        yield Problem(example.path, example.meta.line_of("added"), f"`added` is {added}, which is in the future. Write the day on which you send this.")


def check_headings(example: Example) -> Iterator[Problem]:
    """The four headings, in order, each with words below it; none of the first level."""
    if not example.body.strip():
        yield Problem(example.path, example.body_line, f"There is no text. Below the second --- write these headings with words under each: {', '.join('## ' + h for h in HEADINGS)}.")
        return
    found = {}
    lines = example.body.split("\n")
    for number, line in enumerate(lines):
        if re.match(r"#\s", line) or re.match(r"(?:=+)\s*$", line) and number and lines[number - 1].strip():
            yield Problem(example.path, example.body_line + number, "A heading of the first level stands here; the title is already one. Start headings with ##.")
        match = re.match(r"##\s+(.+?)\s*#*\s*$", line)
        if match:
            found.setdefault(match[1], number)
    for heading in HEADINGS:
        if heading not in found:
            yield Problem(example.path, example.body_line, f'The heading "## {heading}" is missing. Add it; where nothing was measured, say so below it.')
            continue
        rest = lines[found[heading] + 1:]
        under = rest[:next((n for n, line in enumerate(rest) if line.startswith("## ")), len(rest))]
        if not "".join(under).strip():
            yield Problem(example.path, example.body_line + found[heading], f'There is nothing below "## {heading}". Write a few words; where nothing was measured, say so.')


RULES = (check_name, check_permission, check_date, check_headings)


# ---- reading ----------------------------------------------------------------------------------------------------

def read(docs: Path) -> tuple[dict[str, Example], list[Problem]]:
    """Read every example below `docs/examples`. The template is checked like the others, and not published."""
    examples: dict[str, Example] = {}
    problems: list[Problem] = []
    folder = docs / "examples"
    for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
        name = file.relative_to(docs.parent).as_posix()
        if file.is_dir() or name == "docs/examples/index.md":
            continue
        if file.is_symlink() or file.parent != folder:
            problems.append(Problem(name, 1, "Only plain files directly in docs/examples are read. Put the text itself into a file there."))
        elif file.suffix != ".md":
            problems.append(Problem(name, 1, "An example is a text file whose name ends in .md. Remove this file, or rename it."))
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
        return None, [Problem(name, 1, f"The file has {size:,} bytes. Shorten it to {LARGEST:,}, which is about 8,000 words.")]
    text, problems = text_of(file)
    if problems:
        return None, [Problem(name, p.line, p.message) for p in problems]
    for rule in TEXT_RULES:
        problems += [Problem(name, line, message) for line, message in rule(text)]
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", text, re.S)
    if not match:
        return None, problems + [Problem(name, 1, "The file does not start with its fields. Copy docs/examples/_template.md and fill it in.")]
    meta, found = read_yaml(match[1], name, first_line=2)
    problems += found
    problems += check_fields(meta, FIELDS, name, "the example") if meta is not None or not found else []
    if not isinstance(meta, Mapping):
        return None, problems
    example = Example(file.stem, name, meta, text[match.end():], text.count("\n", 0, match.end()) + 1)
    for rule in RULES if file.stem != "_template" else RULES[1:]:
        problems += rule(example)
    return example, problems


def check(examples: dict[str, Example], library: dict) -> Iterator[Problem]:
    """What needs the rest of the site: sources that exist, titles that differ."""
    titles: dict[str, str] = {}
    for example in examples.values():
        for key in texts(example.meta.get("sources")):
            if key not in library:
                yield Problem(example.path, example.meta.line_of("sources"), f'"{key}" is not in the list of sources. {suggestion(key, library)} Or write [] if you used none.')
        title = example.title.lower()
        if title in titles:
            yield Problem(example.path, example.meta.line_of("title"), f'The title is also that of {titles[title]}. Say what is different about yours.')
        titles.setdefault(title, example.path)


# ---- rendering --------------------------------------------------------------------------------------------------

def to_safe_html(example: Example, deeper: int = 0) -> Markup:
    """The body as HTML of an allow-list. Braces become character codes, so that no macro could ever run in it."""
    rendered = nh3.clean(str(to_html(example.body)), tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel="noopener")
    if deeper:
        rendered = re.sub(r"<(/?)h([2-5])>", lambda m: f"<{m[1]}h{min(6, int(m[2]) + deeper)}>", rendered)
    rendered = re.sub(r'href="((?:\.\./)?[a-z0-9/-]+)\.md', r'href="\1.html', rendered)
    return Markup(rendered.replace("{", "&#123;").replace("}", "&#125;"))


def _values(here, example: Example) -> dict:
    """What the templates show of an example, as plain text."""
    meta = example.meta
    return {"here": here, "example": example, "meta": meta, "contributor": meta.get("contributor") or {}, "sources": texts(meta.get("sources")),
            "themes": texts(meta.get("themes")), "awards": texts(meta.get("awards")), "cite": lambda keys: citations.cite(here.silent(), *keys)}


def _neutral(text) -> str:
    return str(text).replace("{", "&#123;").replace("}", "&#125;")


def page(here, id: str) -> str:
    """The source of an example's own page. Nothing of the file reaches Jinja or Markdown unescaped."""
    example = here.site.examples[id]
    citing = cite_this(here, example)
    block = render("example-page.html", **_values(here, example), body=to_safe_html(example), citing=citing)
    return f"{_neutral(block)}\n\n{citations.references(here)}\n"


def cite_this(here, example: Example) -> dict[str, str]:
    """How to cite an example: Harvard, BibTeX, RIS. The site stands as publisher."""
    meta = example.meta
    author = (meta.get("contributor") or {}).get("name") or meta["organisation"]
    year, publisher = str(meta["added"])[:4], here.site.config.get("site_name", "")
    address = here.site.address(f"examples/{example.id}.md")
    where = f" Available at: {address}" if address else ""
    return {
        "Harvard": f"{author} ({year}) ‘{example.title}’, in {publisher}.{where}",
        "BibTeX": f"@online{{{example.id},\n  author = {{{{{author}}}}},\n  title = {{{example.title}}},\n  year = {{{year}}},\n  publisher = {{{publisher}}}" + (f",\n  url = {{{address}}}" if address else "") + "\n}",
        "RIS": f"TY  - ELEC\nAU  - {author}\nTI  - {example.title}\nPY  - {year}\nPB  - {publisher}\n" + (f"UR  - {address}\n" if address else "") + "ER  - ",
    }


def example(here, id) -> str:
    """Show an example in full on a line of its own: `example("sutton-reward")`."""
    found = here.site.examples[id]
    return _neutral(render("example.html", **_values(here, found), body=to_safe_html(found, deeper=2)))


def examples(here, theme=None, limit=None) -> str:
    """Cards of all examples, or of one theme: `examples(theme="retention")`."""
    found = [e for e in here.site.examples.values() if theme is None or theme in texts(e.meta.get("themes"))]
    found.sort(key=lambda e: (str(e.meta.get("added")), e.id), reverse=True)
    if limit:
        found = found[:int(limit)]
    return _neutral(render("example-cards.html", here=here, cards=[_values(here, e) for e in found], filters=theme is None, themes=THEMES, kinds=KINDS, regions=REGIONS))


def example_fields(here) -> Markup:
    """The table of fields, for the instructions."""
    return render("example-fields.html", fields=FIELDS, headings=HEADINGS)


def example_form(here) -> str:
    """The form that builds the file of an example in the browser."""
    return _neutral(render("example-form.html", here=here, fields=FIELDS, headings=HEADINGS, repo_url=here.site.repo_url))
