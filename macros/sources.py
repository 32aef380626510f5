"""`references.bib` to sources: read by bibtexparser, set in Harvard "Cite Them Right" by pandoc’s citeproc.

The whole library is set in one call, with the style file that ships in citeproc-py, so the same author’s works of a
year get the same letters everywhere. What pandoc answers is kept on disk, by what it was asked.
"""

from __future__ import annotations

import hashlib
import html
import json
import logging
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bibtexparser
import lxml.html
import rispy
from bibtexparser import middlewares, model
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from markupsafe import Markup, escape

from macros import unsafe
from macros.problems import Problem, listed, shortened, suggestion
from macros.records import parse_date

# BibTeX type -> CSL type. `entrysubtype` names the kinds for which BibTeX has no type that Zotero and EndNote read.
TYPES = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "techreport": "report",
    "phdthesis": "thesis",
    "unpublished": "report",
    "online": "webpage",
    "misc": "document",
}
SUBTYPES = {
    "news": "article-newspaper",
    "legislation": "legislation",
    "email": "personal_communication",
}
FIELDS = (
    "author",
    "editor",
    "title",
    "subtitle",
    "year",
    "date",
    "month",
    "publisher",
    "institution",
    "school",
    "organization",
    "address",
    "booktitle",
    "journal",
    "volume",
    "number",
    "pages",
    "edition",
    "series",
    "type",
    "isbn",
    "issn",
    "doi",
    "url",
    "urldate",
    "note",
    "addendum",
    "howpublished",
    "entrysubtype",
    "keywords",
    "confidence",
)
CONFIDENCE = ("high", "medium", "low")
VERBATIM = ("url", "doi")  # an address keeps its & and %
RIS_TYPES = {
    "article": "JOUR",
    "news": "NEWS",
    "book": "BOOK",
    "incollection": "CHAP",
    "techreport": "RPRT",
    "phdthesis": "THES",
    "unpublished": "UNPB",
    "online": "ELEC",
    "misc": "GEN",
    "legislation": "STAT",
    "email": "PCOMM",
}
GUIDE_YEAR = 2007
OTHERS = {"literal": "others"}  # "and others" of BibTeX, which citeproc prints as et al.

logging.getLogger("bibtexparser").setLevel(
    logging.CRITICAL
)  # what it logs, _explain says in a sentence

Person = dict[str, str]  # CSL's parts of a name: family and given, or literal


@dataclass(frozen=True)
class Entry:
    """One work as `references.bib` has it, in plain text."""

    key: str
    type: str
    fields: dict[str, str]  # decoded text, not LaTeX
    people: dict[str, list[Person]]  # by role
    line: int = 0
    raw: str = ""

    @property
    def kind(self) -> str:
        """The type, or the subtype that is more exact."""
        return self.fields.get("entrysubtype") or self.type

    @property
    def note(self) -> str:
        """What the editors say of it; never pasted."""
        return self.fields.get("note", "")

    @property
    def newer_than_guide(self) -> bool:
        """Whether the work, or our last look at it, is later than the guide of 2007."""
        year = self.fields.get("year", "")
        return (
            int(year) > GUIDE_YEAR
            if re.fullmatch("[0-9]{4}", year)
            else "guide-2007" not in self.fields.get("keywords", "")
        )

    @property
    def to_check(self) -> str:
        """Why a reader should check a source of today before sending a paper that rests on it; empty where not."""
        if not self.newer_than_guide:
            return ""
        if self.fields.get("confidence") in ("medium", "low"):
            return "details not confirmed"
        cited_without = ("legislation", "email", "incollection", "book", "article")
        if (
            not self.fields.get("url")
            and not self.fields.get("doi")
            and self.kind not in cited_without
        ):
            return "no address known"
        return ""


@dataclass(frozen=True)
class Source(Entry):
    """A work with its citation and its place in the list, complete from the start."""

    label: Markup = Markup()  # "Doel, Nelson and Flynn", as in the text
    year: str = ""  # "2006a"; empty for an Act, which is cited by title alone
    html: Markup = Markup()
    text: str = ""
    place: int = 0  # in the alphabetical list of the whole library
    parts: tuple[Markup, Markup] = field(
        default=(Markup(), Markup())
    )  # the entry before and after its year

    @property
    def plain_year(self) -> str:
        """The year without the letter that tells works of this library apart: a paper gives its own letters."""
        return re.sub(r"(\d{4}|no date) ?[a-z]$", r"\1", self.year)


# ---- reading ----------------------------------------------------------------------------------------------------


def read(
    text: str, path: str, cache: Path | None = None
) -> tuple[dict[str, Source], list[Problem]]:
    """Read a BibTeX library. Returns the sources by key and everything wrong with the file.

    bibtexparser never raises: what it cannot read, it sets aside or half reads, so each trap has a check here.
    `cache` is the folder in which pandoc’s answers are kept.
    """
    if not text.strip():
        return {}, [
            Problem(path, 1, "The file is empty. Bring it back from the project’s history.")
        ]
    library = bibtexparser.parse_string(text, append_middleware=[middlewares.NormalizeFieldKeys()])
    problems = [_explain(block, path) for block in library.failed_blocks]
    problems += [Problem(path, line, message) for line, message in _stray_text(library)]
    problems += [
        Problem(path, (block.start_line or 0) + 1, NO_ENTRY)
        for block in (*library.strings, *library.preambles, *library.comments)
        if not isinstance(block, model.ImplicitComment)
    ]
    entries: dict[str, Entry] = {}
    for block in library.entries:
        entry = _entry(block)
        for rule in RULES:
            problems += [
                Problem(path, line, message) for line, message in rule(block, entry, entries)
            ]
        if entry.key:
            entries.setdefault(entry.key, entry)
    return complete(entries, cache), problems


NO_ENTRY = (
    "Only entries can stand here: @string, @preamble and @comment reach the programs of readers unseen. "
    "Write whole values into the entries; start a remark with %."
)


def _explain(block: model.ParsingFailedBlock, path: str) -> Problem:
    line = (block.start_line or 0) + 1
    if isinstance(block, model.DuplicateBlockKeyBlock):
        first = (block.previous_block.start_line or 0) + 1
        return Problem(
            path,
            line,
            f'"{block.key}" is defined twice (first on line {first}). Rename or remove one.',
        )
    if isinstance(block, model.DuplicateFieldKeyBlock):
        return Problem(
            path,
            line,
            f"{listed(sorted(block.duplicate_keys))} stands twice in this entry. Keep one.",
        )
    found = re.match(r"\s*@\w+\s*\{\s*([^,\s]+)", block.raw or "")
    name = f'"{shortened(found[1])}"' if found else "This entry"
    return Problem(
        path,
        line,
        f"{name} cannot be read: a brace, a comma or an equals sign is missing. "
        "Write each field as `name = {value},` and close the entry with }.",
    )


def _stray_text(library: Any) -> Iterator[tuple[int, str]]:
    for block in library.blocks:
        if isinstance(block, model.ImplicitComment):
            words = re.sub(r"(?m)^\s*%.*$", "", block.comment)
            if re.search(r"[={}]|@", words):
                yield (
                    (block.start_line or 0) + 1,
                    (
                        "There is text here outside any entry. An entry starts with @ and its braces must match: "
                        "look for a brace too many in the entry above, or a missing @."
                    ),
                )


def _entry(block: model.Entry) -> Entry:
    values = {f.key: str(f.value) for f in block.fields}
    fields = {key: value if key in VERBATIM else _decode(value) for key, value in values.items()}
    roles = {role: people(values[role]) for role in ("author", "editor") if values.get(role)}
    return Entry(
        block.key.strip(),
        block.entry_type.lower(),
        fields,
        roles,
        (block.start_line or 0) + 1,
        block.raw or "",
    )


def people(value: str) -> list[Person]:
    """Names as BibTeX has them, in CSL’s parts: "Doel, Mark and Steven Shardlow"; a body in braces stays whole.

    >>> people("Ludwig van Beethoven and {Skills for Care and Development} and others")
    [{'family': 'van Beethoven', 'given': 'Ludwig'}, {'literal': 'Skills for Care and Development'}, {'literal': 'others'}]
    """
    return [_person(name) for name in split_multiple_persons_names(value)]


def _person(name: str) -> Person:
    if name.startswith("{"):
        return {"literal": _decode(name)}
    try:
        parts = parse_single_name_into_parts(name)
    except ValueError:  # more commas or braces than a name has
        return {"literal": _decode(name)}
    family = _decode(" ".join([*parts.von, *parts.last, *parts.jr]))
    given = _decode(" ".join(parts.first))
    return {"family": family, "given": given} if given else {"literal": family}


def name_of(person: Person, initials: bool = False) -> str:
    """A name in CSL’s parts as "Doel, Mark", or with initials as "Doel, M."; a body as it is."""
    if "literal" in person:
        return person["literal"]
    given = (
        "".join(f"{name[0]}." for name in person["given"].split()) if initials else person["given"]
    )
    return f"{person['family']}, {given}"


def _decode(value: str) -> str:
    """The few LaTeX marks that our file uses, to plain text. Accents are typed as they are."""
    value = re.sub(r"\\([&%#_$])", r"\1", value)
    return re.sub(r"\s+", " ", value.replace("{", "").replace("}", "").replace("--", "–")).strip()


# ---- rules: each yields the line and what to do ------------------------------------------------------------------

Found = Iterator[tuple[int, str]]


def check_key(block: model.Entry, entry: Entry, earlier: dict[str, Entry]) -> Found:
    """A key in lower case, that no other key resembles but for capitals."""
    key = entry.key
    if not key:
        yield (
            entry.line,
            "An entry has no key. Give it one after the opening brace, such as @book{smith2020,",
        )
    elif not re.fullmatch(r"[a-z][a-z0-9-]*", key):
        near = next((k for k in earlier if k.lower() == key.lower()), None)
        if near:
            yield (
                entry.line,
                (
                    f'"{key}" differs only by its capitals from "{near}" (line {earlier[near].line}). '
                    "Rename or remove one."
                ),
            )
        else:
            yield (
                entry.line,
                (
                    f'"{shortened(key)}" cannot be a key. Use lower-case letters, digits and hyphens, '
                    'such as "smith2020".'
                ),
            )


def check_type(block: model.Entry, entry: Entry, earlier: dict[str, Entry]) -> Found:
    """A type of entry that we format."""
    if entry.type not in TYPES:
        yield (
            entry.line,
            f'"@{block.entry_type}" is not a type of entry that we format. {suggestion(entry.type, TYPES, most=20)}',
        )
    if entry.fields.get("entrysubtype", "news") not in SUBTYPES:
        yield (
            entry.line,
            f'"{shortened(entry.fields["entrysubtype"])}" is not an entrysubtype. Use one of: {listed(SUBTYPES)}.',
        )
    if entry.fields.get("confidence", "high") not in CONFIDENCE:
        yield (
            entry.line,
            f'"{shortened(entry.fields["confidence"])}" is not a confidence. Use one of: {listed(CONFIDENCE)}.',
        )


def check_fields(block: model.Entry, entry: Entry, earlier: dict[str, Entry]) -> Found:
    """Only fields that we use."""
    for f in block.fields:
        if f.key not in FIELDS:
            yield (
                (f.start_line or 0) + 1,
                f'"{shortened(f.key.strip(), 40)}" is not a field that we use. {suggestion(f.key, FIELDS, most=0)}',
            )


def check_values(block: model.Entry, entry: Entry, earlier: dict[str, Entry]) -> Found:
    """Values that every BibTeX program reads as we do."""
    for f in block.fields:
        line, value = (f.start_line or 0) + 1, str(f.value)
        if value.startswith(("“", "”", "‘", "„")):
            yield (
                line,
                f"`{f.key}` is quoted with curly quotation marks ({value[0]}). Write it in braces: {f.key} = {{…}}.",
            )
        if re.search(r"\n\s*\w+\s*=\s*[{\"]", value):
            yield line, f"`{f.key}` runs into the next field. Put a comma after its closing brace."
        enclosed = block.parser_metadata.get("removed_enclosing", {}).get(f.key)
        if enclosed == "no-enclosing" and not re.fullmatch("[0-9]+", value):
            yield line, f"`{f.key}` is not in braces. Write it as {f.key} = {{…}}."
        if " # " in value:
            yield (
                line,
                f"`{f.key}` joins pieces with #. Write the whole value in one pair of braces.",
            )
        if f.key in VERBATIM:
            if re.search(r"\s", value.strip()):
                yield (
                    line,
                    f"`{f.key}` holds a blank or a line break. Write it on one line, without blanks.",
                )
            continue
        for sign in re.findall(r"(?<!\\)[%&]", value):
            yield (
                line,
                f"`{f.key}` holds a bare {sign}, which BibTeX programs drop together with what follows. Write \\{sign}.",
            )
        if re.search(r"\\[^&%#_$]", value):
            yield (
                line,
                f"`{f.key}` holds a LaTeX command. Type accents and dashes as they are, in UTF-8.",
            )


def check_complete(block: model.Entry, entry: Entry, earlier: dict[str, Entry]) -> Found:
    """An author or editor, a title and a year."""
    f = entry.fields
    wanted = {
        "title": f.get("title"),
        "year": f.get("year"),
        "author or editor": f.get("author") or f.get("editor"),
    }
    for name, value in wanted.items():
        if entry.key and not value:
            yield (
                entry.line,
                f'"{entry.key}" has no {name}. Add a line `{name.split()[0]} = {{…}},`.',
            )


def check_dates(block: model.Entry, entry: Entry, earlier: dict[str, Entry]) -> Found:
    """Dates that exist."""
    f = entry.fields
    year = f.get("year", "no date")
    if year != "no date" and (not re.fullmatch("[0-9]{4}", year) or not parse_date(year)):
        yield (
            entry.line,
            f'"{entry.key}" has the year "{shortened(f["year"])}". Write four digits, or {{no date}}.',
        )
    for name in ("date", "urldate"):
        if f.get(name) and not parse_date(f[name]):
            yield (
                entry.line,
                (
                    f'`{name}` of "{entry.key}" is "{shortened(f[name])}". '
                    "Write a date that exists as 2025, 2025-09 or 2025-09-30."
                ),
            )


def check_address(block: model.Entry, entry: Entry, earlier: dict[str, Entry]) -> Found:
    """An address of the web."""
    if entry.fields.get("url") and not re.match(r"https?://[^\s]+$", entry.fields["url"]):
        yield entry.line, f'`url` of "{entry.key}" is not a web address. Start it with https://.'
    elif wrong := unsafe.link(entry.fields.get("url", "")):
        yield (
            entry.line,
            f'`url` of "{entry.key}" {wrong}. Write the address as the browser shows it.',
        )
    doi = entry.fields.get("doi", "10.1000/x")
    if not re.fullmatch(r"10\.[0-9]{4,9}/[A-Za-z0-9._;()/:\[\]+-]+", doi):
        yield (
            entry.line,
            f'`doi` of "{entry.key}" is not one. Write what follows https://doi.org/, such as 10.1093/bjsw/bcx001.',
        )


RULES = (
    check_key,
    check_type,
    check_fields,
    check_values,
    check_complete,
    check_dates,
    check_address,
)


# ---- formatting -------------------------------------------------------------------------------------------------

_CSL_FIELDS = {
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("address",),
    "container-title": ("journal", "booktitle"),
    "volume": ("volume",),
    "page": ("pages",),
    "edition": ("edition",),
    "ISBN": ("isbn",),
    "DOI": ("doi",),
    "URL": ("url",),
    "genre": ("type",),
}


def _csl(entry: Entry) -> dict[str, Any]:
    """A CSL item, prepared where the style would not print what Cite Them Right asks for."""
    f, kind = entry.fields, entry.kind
    item: dict[str, Any] = {
        "id": entry.key,
        "type": SUBTYPES.get(kind) or TYPES.get(entry.type, "document"),
        "title": f.get("title", ""),
    }
    item |= {role: names for role, names in entry.people.items()}
    when = parse_date(f.get("date", "")) or parse_date(f.get("year", ""))
    if when:
        item["issued"] = {"date-parts": [list(when)]}
    for name, candidates in _CSL_FIELDS.items():
        value = next((f[c] for c in candidates if f.get(c)), "")
        if value:
            item[name] = value
    if f.get("number"):
        item["issue" if entry.type == "article" else "number"] = f["number"]
    accessed = parse_date(f.get("urldate", ""))
    if f.get("doi"):
        item.pop("URL", None)  # the style prints the DOI's address
    elif accessed:
        item["accessed"] = {"date-parts": [list(accessed)]}
    _adapt(item, entry)
    return item


def _adapt(item: dict[str, Any], entry: Entry) -> None:
    """The kinds for which the style asks for something else."""
    f, kind = entry.fields, entry.kind
    author = item.get("author", [{}])[0].get("literal")
    if author and item.get("publisher") == author and item["type"] == "webpage":
        item.pop("publisher")  # Cite Them Right names a body once
    if item["type"] == "article-journal" and not any(f.get(n) for n in ("volume", "pages")):
        item["type"] = (
            "article-magazine"  # the style calls such an article a preprint, which it is not
        )
    if entry.type == "unpublished":
        item["publisher"] = "Unpublished"
        item.pop("publisher-place", None)
    if kind == "legislation":
        for name in ("author", "issued", "publisher"):
            item.pop(name, None)
        if f.get("number"):
            item["title"] += f", {f['number']}"
            item.pop("number")
    if kind == "email" and f.get("month"):
        item["title"] += f", {f['month']}"


def style_file() -> Path:
    """The Harvard "Cite Them Right" style, from the installed package: the project keeps no copy (CC BY-SA)."""
    import citeproc

    return Path(citeproc.__file__).parent / "data" / "styles" / "harvard-cite-them-right.csl"


def _pandoc(items: list[dict[str, Any]], cache: Path | None) -> str:
    """The citations and the list of all items as pandoc sets them: HTML, from disk where it was asked before."""
    asked = json.dumps(items, sort_keys=True)
    kept = cache / f"{hashlib.sha256(asked.encode()).hexdigest()[:24]}.html" if cache else None
    if kept and kept.is_file():
        return kept.read_text(encoding="utf-8")
    answer = _run_pandoc(asked, [item["id"] for item in items])
    if kept:
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_suffix(f".{id(items)}")
            fresh.write_text(answer, encoding="utf-8")
            fresh.replace(kept)
        except OSError:
            pass  # a folder that cannot be written costs time, nothing else
    return answer


def _run_pandoc(items: str, keys: list[str]) -> str:
    import pypandoc  # asked only where nothing is kept

    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder, "library.json")
        bibliography.write_text(items, encoding="utf-8")
        command = [
            pypandoc.get_pandoc_path(),
            "--citeproc",
            "--from=markdown",
            "--to=html",
            "--wrap=none",
            "--metadata=lang:en-GB",
            f"--bibliography={bibliography}",
            f"--csl={style_file()}",
        ]
        text = "\n\n".join(f"@{key}\n\n[-@{key}]" for key in keys)
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, encoding="utf-8", check=True
        )
    return done.stdout


def complete(entries: dict[str, Entry], cache: Path | None = None) -> dict[str, Source]:
    """Each entry with its citation, its place and its words in the list of references."""
    usable = [e for e in entries.values() if re.fullmatch(r"[a-z][a-z0-9-]*", e.key)]
    if not usable:
        return {}
    document: Any = lxml.html.document_fromstring(_pandoc([_csl(e) for e in usable], cache))
    cited = document.xpath('//p/span[@class="citation"]')
    labels = {
        narrative.get("data-cites"): (narrative, alone)
        for narrative, alone in zip(cited[::2], cited[1::2], strict=True)
    }
    listed_ = {
        e.get("id").removeprefix("ref-"): e
        for e in document.xpath('//div[starts-with(@id, "ref-")]')
    }
    made = [_source(e, *labels[e.key], listed_[e.key]) for e in usable]
    order = {s.key: n for n, s in enumerate(sorted(made, key=_alphabetical))}
    return {s.key: Source(**{**vars(s), "place": order[s.key]}) for s in made}


def _source(entry: Entry, narrative: Any, alone: Any, item: Any) -> Source:
    year = alone.text_content().strip("()")
    label = Markup(_inner(narrative).rsplit(" (", 1)[0])
    listed_ = _inner(item).strip()
    if entry.kind == "legislation":
        year, label = "", Markup("<em>{}</em>").format(entry.fields.get("title", ""))
        listed_ = listed_.replace(" (no date)", "")
    if entry.kind == "email":
        listed_ = listed_.replace("‘", "").replace("’", "")
    if entry.fields.get("addendum"):  # such as a licence that asks to be named: it is copied too
        listed_ += f" {escape(entry.fields['addendum'])}"
    before, year_found, after = listed_.partition(f"({year})") if year else (listed_, "", "")
    parts = (Markup(before), Markup(after)) if year_found else (Markup(listed_), Markup())
    text = html.unescape(re.sub(r"<[^>]+>", "", listed_))
    return Source(
        **vars(entry), label=label, year=year, html=Markup(listed_), text=text, parts=parts
    )


def _inner(element: Any) -> str:
    """The inside of an element as HTML, of which only emphasis and links stay."""
    out = str(escape(element.text or ""))
    for child in element:
        inside = _inner(child)
        if child.tag in ("em", "i"):
            out += f"<em>{inside}</em>"
        elif child.tag == "a" and re.match(r"https?://", child.get("href", "")):
            out += f'<a href="{escape(child.get("href"))}">{inside}</a>'
        else:
            out += inside
        out += str(escape(child.tail or ""))
    return out


def sort_key(source: Source) -> int:
    """Alphabetical by author, then year with its letter, then title: the place in the whole library."""
    return source.place


def _alphabetical(source: Source) -> tuple[str, str, str]:
    plain = re.sub(r"<[^>]+>|[^\w ]", "", source.text).lower()
    return (plain.split(" no date")[0], source.year, source.fields.get("title", ""))


# ---- other programs ---------------------------------------------------------------------------------------------

_RIS_FIELDS = {
    "title": "title",
    "journal": "journal_name",
    "booktitle": "secondary_title",
    "volume": "volume",
    "number": "number",
    "address": "place_published",
    "isbn": "issn",
    "doi": "doi",
}


def to_ris(*sources: Entry) -> str:
    """Sources as RIS records, which Zotero, EndNote and Mendeley read."""
    return rispy.dumps([_ris(s) for s in sources], implementation=_RisWriter)


class _RisWriter(rispy.RisWriter):
    def set_header(self, count: int) -> str:
        return ""  # no numbers before the records: they are not part of the format


def _ris(entry: Entry) -> dict[str, Any]:
    f = entry.fields

    def names(role: str) -> list[str]:
        return [name_of(p) for p in entry.people.get(role, []) if p != OTHERS]

    record: dict[str, Any] = {
        "type_of_reference": RIS_TYPES.get(entry.kind, "GEN"),
        "authors": names("author"),
        "secondary_authors": names("editor"),
        "id": entry.key,
    }
    record |= {to: f[name] for name, to in _RIS_FIELDS.items() if f.get(name)}
    record |= {"urls": [f["url"]]} if f.get("url") else {}
    record |= {"notes": [f["note"]]} if f.get("note") else {}
    record |= {"year": f["year"]} if f.get("year", "").isdigit() else {}
    record |= {"date": f["date"].replace("-", "/")} if f.get("date") else {}
    publisher = next((f[n] for n in ("publisher", "institution", "school") if f.get(n)), "")
    record |= {"publisher": publisher} if publisher else {}
    first, _, last = f.get("pages", "").partition("–")
    record |= {"start_page": first} if first else {}
    record |= {"end_page": last} if last else {}
    one_line = {
        k: " ".join(v.split()) if isinstance(v, str) else [" ".join(i.split()) for i in v]
        for k, v in record.items()
    }
    return {k: v for k, v in one_line.items() if v}


def to_bibtex(entry: Entry) -> str:
    """One source that did not come from `references.bib` as a BibTeX entry, with LaTeX’s own signs escaped."""

    def escaped(text: str) -> str:
        one_line = " ".join(re.sub(r"[{}\\]", "", text).split())
        return re.sub(r"([&%#_$])", r"\\\1", one_line)

    names = [
        f"{{{escaped(name_of(p))}}}" if "literal" in p else escaped(name_of(p))
        for p in entry.people["author"]
    ]
    values = {
        k: re.sub(r"[{}\\\s]", "", v) if k in VERBATIM else escaped(v)
        for k, v in entry.fields.items()
    }
    fields = {"author": " and ".join(names), **values}
    block = model.Entry(entry.type, entry.key, [model.Field(k, v) for k, v in fields.items()])
    return bibtexparser.write_string(bibtexparser.Library([block]), bibtex_format=_BIBTEX).strip()


_BIBTEX = bibtexparser.BibtexFormat()
_BIBTEX.indent = "  "
