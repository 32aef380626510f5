"""`references.bib` to citations, reference lists, BibTeX and RIS, in Harvard "Cite Them Right" style.

bibtexparser reads the file; pandoc's citeproc formats the whole library in one call, with the style file that ships
in citeproc-py. So same-author same-year works get the same letters on every page, in every copy and in the list.
"""

from __future__ import annotations

import functools
import html
import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import bibtexparser
from bibtexparser import middlewares, model
from markupsafe import Markup, escape

from macros.problems import Problem, listed, suggestion
from macros.records import parse_date
from macros.templates import render

# BibTeX type -> CSL type. `entrysubtype` names the kinds for which BibTeX has no type that Zotero and EndNote read.
TYPES = {"article": "article-journal", "book": "book", "incollection": "chapter", "techreport": "report",
         "phdthesis": "thesis", "unpublished": "report", "online": "webpage", "misc": "document"}
SUBTYPES = {"news": "article-newspaper", "legislation": "legislation", "email": "personal_communication"}
FIELDS = ("author", "editor", "title", "subtitle", "year", "date", "month", "publisher", "institution", "school",
          "organization", "address", "booktitle", "journal", "volume", "number", "pages", "edition", "series", "type",
          "isbn", "issn", "doi", "url", "urldate", "note", "howpublished", "entrysubtype", "keywords", "confidence")
VERBATIM = ("url", "doi")  # an address keeps its & and %
RIS_TYPES = {"article": "JOUR", "news": "NEWS", "book": "BOOK", "incollection": "CHAP", "techreport": "RPRT", "phdthesis": "THES",
             "unpublished": "UNPB", "online": "ELEC", "misc": "GEN", "legislation": "STAT", "email": "PCOMM"}
GUIDE_YEAR = 2007


@dataclass
class Source:
    """One work of the library. What follows `people` is filled by `format_library`."""

    key: str
    type: str
    fields: dict[str, str]  # decoded text, not LaTeX
    line: int
    raw: str
    people: dict[str, list[dict]] = field(default_factory=dict)  # CSL names by role
    label: Markup = Markup()  # "Doel, Nelson and Flynn", as in the text
    year: str = ""  # "2006a"; empty for an Act, which is cited by title alone
    html: Markup = Markup()
    text: str = ""
    place: int = 0  # in the alphabetical list of the whole library

    @property
    def kind(self) -> str:
        return self.fields.get("entrysubtype") or self.type

    @property
    def newer_than_guide(self) -> bool:
        """Whether the work, or our last look at it, is later than the guide of 2007."""
        year = self.fields.get("year", "")
        return int(year) > GUIDE_YEAR if year.isdigit() else "guide-2007" not in self.fields.get("keywords", "")

    @property
    def note(self) -> str:
        return self.fields.get("note", "")


# ---- reading ----------------------------------------------------------------------------------------------------

def read(text: str, path: str) -> tuple[dict[str, Source], list[Problem]]:
    """Read a BibTeX library. Returns the sources by key and everything wrong with the file.

    bibtexparser never raises: what it cannot read, it sets aside or half reads, so each trap has a check here.
    """
    problems: list[Problem] = []
    library = bibtexparser.parse_string(text, append_middleware=[middlewares.NormalizeFieldKeys()])
    for block in library.failed_blocks:
        problems.append(_explain(block, path))
    sources: dict[str, Source] = {}
    for block in library.blocks:
        if isinstance(block, model.ImplicitComment) and re.search(r"[={}]|@", re.sub(r"(?m)^\s*%.*$", "", block.comment)):
            problems.append(Problem(path, block.start_line + 1, "There is text here outside any entry. An entry starts with @ and its braces must match: look for a brace too many in the entry above, or a missing @."))
    for entry in library.entries:
        source = _source(entry)
        problems.extend(_check_entry(entry, source, path, sources))
        if source.key and source.key not in sources:
            sources[source.key] = source
    return sources, problems


def _explain(block, path: str) -> Problem:
    line = block.start_line + 1
    if isinstance(block, model.DuplicateBlockKeyBlock):
        first = block.previous_block.start_line + 1
        return Problem(path, line, f'"{block.key}" is defined twice (first on line {first}). Rename or remove one.')
    if isinstance(block, model.DuplicateFieldKeyBlock):
        return Problem(path, line, f"{listed(sorted(block.duplicate_keys))} stands twice in this entry. Keep one.")
    found = re.match(r"\s*@\w+\s*\{\s*([^,\s]+)", block.raw or "")
    name = f'"{found[1]}"' if found else "This entry"
    return Problem(path, line, f"{name} cannot be read: a brace, a comma or an equals sign is missing. Write each field as `name = {{value}},` and close the entry with }}.")


def _source(entry) -> Source:
    fields = {}
    for f in entry.fields:
        value = str(f.value)
        fields[f.key] = value if f.key in VERBATIM else _decode(value)
    source = Source(entry.key.strip(), entry.entry_type.lower(), fields, entry.start_line + 1, entry.raw)
    for role in ("author", "editor"):
        value = next((str(f.value) for f in entry.fields if f.key == role), "")
        if value:
            source.people[role] = people(value)
    return source


def people(value: str) -> list[dict[str, str]]:
    """Names as BibTeX has them, in CSL's parts: "Doel, Mark and Steven Shardlow"; a body in braces stays whole."""
    return [_person(name) for name in _split_names(value)]


def name_of(person: dict[str, str], initials: bool = False) -> str:
    """A name in CSL's parts as "Doel, Mark", or with initials as "Doel, M."; a body as it is."""
    if "literal" in person:
        return person["literal"]
    given = "".join(f"{name[0]}." for name in person["given"].split()) if initials else person["given"]
    return f"{person['family']}, {given}"


def _split_names(value: str) -> list[str]:
    # At "and" outside braces: the comma and the "and" of a body's name belong to the body.
    names, depth, start = [], 0, 0
    for match in re.finditer(r"[{}]|\s+and\s+", value):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth == 0:
            names.append(value[start:match.start()])
            start = match.end()
    return [n.strip() for n in names + [value[start:]] if n.strip()]


def _person(name: str) -> dict[str, str]:
    if name.startswith("{"):
        return {"literal": _decode(name)}
    family, _, given = name.partition(",")
    if not given:
        given, _, family = name.rpartition(" ")
    if not given:
        return {"literal": _decode(name)}
    return {"family": _decode(family), "given": _decode(given)}


def _decode(value: str) -> str:
    """The few LaTeX marks that our file uses, to plain text. Accents are typed as they are."""
    value = re.sub(r"\\([&%#_$])", r"\1", value)
    return re.sub(r"\s+", " ", value.replace("{", "").replace("}", "").replace("--", "–")).strip()


def _check_entry(entry, source: Source, path: str, earlier: dict[str, Source]) -> Iterator[Problem]:
    line, key = source.line, source.key
    if not key:
        yield Problem(path, line, "An entry has no key. Give it one after the opening brace, such as @book{smith2020,")
        return
    if not re.fullmatch(r"[a-z][a-z0-9-]*", key):
        near = next((k for k in earlier if k.lower() == key.lower()), None)
        if near:
            yield Problem(path, line, f'"{key}" differs only by its capitals from "{near}" (line {earlier[near].line}). Rename or remove one.')
        else:
            yield Problem(path, line, f'"{key}" cannot be a key. Use lower-case letters, digits and hyphens, such as "smith2020".')
    if source.type not in TYPES:
        yield Problem(path, line, f'"@{entry.entry_type}" is not a type of entry that we format. {suggestion(source.type, TYPES, most=20)}')
    if source.fields.get("entrysubtype", "news") not in SUBTYPES:
        yield Problem(path, line, f'"{source.fields["entrysubtype"]}" is not an entrysubtype. Use one of: {listed(SUBTYPES)}.')
    for f in entry.fields:
        where, value = (f.start_line or 0) + 1, str(f.value)
        if f.key not in FIELDS:
            yield Problem(path, where, f'"{f.key.strip()[:40]}" is not a field that we use. {suggestion(f.key, FIELDS, most=0)}')
        if value.startswith(("“", "”", "‘", '„')):
            yield Problem(path, where, f"`{f.key}` is quoted with curly quotation marks ({value[0]}). Write it in braces: {f.key} = {{…}}.")
        if re.search(r"\n\s*\w+\s*=\s*[{\"]", value):
            yield Problem(path, where, f"`{f.key}` runs into the next field. Put a comma after its closing brace.")
        if " # " in value:
            yield Problem(path, where, f"`{f.key}` joins pieces with #. Write the whole value in one pair of braces.")
        if f.key not in VERBATIM:
            for sign in re.findall(r"(?<!\\)[%&]", value):
                yield Problem(path, where, f"`{f.key}` holds a bare {sign}, which BibTeX programs drop together with what follows. Write \\{sign}.")
            if re.search(r"\\[^&%#_$]", value):
                yield Problem(path, where, f"`{f.key}` holds a LaTeX command. Type accents and dashes as they are, in UTF-8.")
    wanted = {"title": source.fields.get("title"), "year": source.fields.get("year"),
              "author or editor": source.fields.get("author") or source.fields.get("editor")}
    for name, value in wanted.items():
        if not value:
            yield Problem(path, line, f'"{key}" has no {name}. Add a line `{name.split()[0]} = {{…}},`.')
    year = source.fields.get("year", "")
    if year and not re.fullmatch(r"\d{4}|no date", year):
        yield Problem(path, line, f'"{key}" has the year "{year}". Write four digits, or {{no date}}.')
    for name in ("date", "urldate"):
        if source.fields.get(name) and not parse_date(source.fields[name]):
            yield Problem(path, line, f'`{name}` of "{key}" is "{source.fields[name]}". Write a date that exists as 2025, 2025-09 or 2025-09-30.')
    if source.fields.get("url") and not re.match(r"https?://[^\s]+$", source.fields["url"]):
        yield Problem(path, line, f'`url` of "{key}" is not a web address. Start it with https://.')


# ---- formatting -------------------------------------------------------------------------------------------------

def _csl(source: Source) -> dict:
    """A CSL item, prepared where the style would not print what Cite Them Right asks for."""
    f, kind = source.fields, source.kind
    item: dict = {"id": source.key, "type": SUBTYPES.get(kind) or TYPES.get(source.type, "document"), "title": f.get("title", "")}
    for role in ("author", "editor"):
        if source.people.get(role):
            item[role] = source.people[role]
    when = parse_date(f.get("date", "")) or parse_date(f.get("year", ""))
    if when:
        item["issued"] = {"date-parts": [list(when)]}
    names = {"publisher": ("publisher", "institution", "school", "organization"), "publisher-place": ("address",),
             "container-title": ("journal", "booktitle"), "volume": ("volume",), "page": ("pages",), "edition": ("edition",),
             "ISBN": ("isbn",), "DOI": ("doi",), "URL": ("url",), "genre": ("type",)}
    for name, candidates in names.items():
        value = next((f[c] for c in candidates if f.get(c)), "")
        if value:
            item[name] = value
    if f.get("number"):
        item["issue" if source.type == "article" else "number"] = f["number"]
    if f.get("doi"):
        item.pop("URL", None)  # the style prints the DOI's address
    elif f.get("urldate") and parse_date(f["urldate"]):
        item["accessed"] = {"date-parts": [list(parse_date(f["urldate"]))]}
    author = item.get("author", [{}])[0].get("literal")
    if author and item.get("publisher") == author and item["type"] == "webpage":
        item.pop("publisher")  # Cite Them Right names a body once
    if source.type == "unpublished":
        item["publisher"] = "Unpublished"
        item.pop("publisher-place", None)
    if kind == "legislation":
        item.pop("author", None)
        item.pop("issued", None)
        item.pop("publisher", None)
        if f.get("number"):
            item["title"] += f", {f['number']}"
            item.pop("number")
    if kind == "email" and f.get("month"):
        item["title"] += f", {f['month']}"
    return item


@functools.lru_cache(maxsize=8)
def _pandoc(items: str) -> str:
    """Run pandoc's citeproc once for the whole library; the same items are never formatted twice in a process."""
    import pypandoc  # only formatting needs it: `make check` does not

    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder, "library.json")
        bibliography.write_text(items, encoding="utf-8")
        keys = [item["id"] for item in json.loads(items)]
        text = "\n\n".join(f"@{key}\n\n[-@{key}]" for key in keys)
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), "--citeproc", "--from=markdown", "--to=html", "--wrap=none", "--metadata=lang:en-GB",
             f"--bibliography={bibliography}", f"--csl={style_file()}"],
            input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout


def style_file() -> Path:
    """The Harvard "Cite Them Right" style, from the installed package: the project keeps no copy (CC BY-SA)."""
    import citeproc

    return Path(citeproc.__file__).parent / "data" / "styles" / "harvard-cite-them-right.csl"


def format_library(sources: dict[str, Source]) -> None:
    """Fill in how each source is cited and listed: `label`, `year`, `html`, `text`."""
    if not sources:
        return
    out = _pandoc(json.dumps([_csl(s) for s in sources.values()]))
    cited = re.findall(r'<p><span class="citation" data-cites="([^"]+)">(.*?)</span></p>', out)
    for (key, narrative), (_, year) in zip(cited[::2], cited[1::2], strict=True):
        source = sources[key]
        source.year = year.strip("()")
        source.label = Markup(narrative.rsplit(" (", 1)[0])
        if source.kind == "legislation":
            source.year = ""
            source.label = Markup(f"<em>{html.escape(source.fields.get('title', ''))}</em>")
    for key, entry in re.findall(r'<div id="ref-([^"]+)" class="csl-entry" role="listitem">\s*(.*?)\s*</div>', out, re.S):
        source = sources[key]
        entry = re.sub(r"</?span[^>]*>", "", entry)
        if source.kind == "legislation":
            entry = entry.replace(" (no date)", "")
        if source.kind == "email":
            entry = entry.replace("‘", "").replace("’", "")
        source.html = Markup(entry)
        source.text = html.unescape(re.sub(r"<[^>]+>", "", entry))
    for place, source in enumerate(sorted(sources.values(), key=_alphabetical)):
        source.place = place


def sort_key(source: Source) -> int:
    """Alphabetical by author, then year with its letter, then title: the place in the whole library."""
    return source.place


def _alphabetical(source: Source) -> tuple[str, str, str]:
    plain = re.sub(r"<[^>]+>|[^\w ]", "", source.text).lower()
    return (plain.split(" no date")[0], source.year, source.fields.get("title", ""))


# ---- macros -----------------------------------------------------------------------------------------------------

def split_arguments(arguments: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of key and locator. An argument that holds a space is the locator of the key before it."""
    pairs: list[tuple[str, str]] = []
    for argument in arguments:
        if " " in str(argument).strip() and pairs:
            pairs[-1] = (pairs[-1][0], str(argument))
        else:
            pairs.append((str(argument), ""))
    return pairs


def cite(here, *keys, narrative=False) -> Markup:
    """Cite sources: `cite("rowland2006")`, `cite("gscc2002", "code for employers, 3")`; `narrative=true` for Rowland (2006)."""
    parts, before = [], None
    for key, locator in split_arguments(keys):
        source = here.site.library[key]
        ident = here.mark("cite", key)
        tail = ", ".join(filter(None, [source.year, escape(locator)]))
        link = Markup('<a class="app-cite" href="#ref-{}"{}>').format(key, Markup(' id="{}"').format(ident) if ident else "")
        if narrative:
            parts.append(link + source.label + (Markup(" ({})").format(tail) if tail else "") + Markup("</a>"))
        elif before and before.label == source.label and source.year:
            parts[-1] += Markup(", ") + link + tail + Markup("</a>")
        else:
            parts.append(link + Markup(", ").join(filter(None, [source.label, tail])) + Markup("</a>"))
        before = source
    if narrative:
        return Markup(" and ").join(parts)
    return Markup("({})").format(Markup("; ").join(parts))


def references(here) -> str:
    """The page's own lists: every work it cites and every figure it prints, each with a way back to its place."""
    from macros import statistics  # statistics cite, so they import this module

    keys, figures = here.site.used_on(here.path)
    out = []
    if keys:
        sources = sorted((here.site.library[k] for k in keys), key=sort_key)
        places = {k: here.site.marks(here.path, "cite", k) for k in keys}
        out.append("## References {: #references data-search-exclude }\n")
        out.append(render("references.html", sources=sources, places=places, here=here))
    if figures:
        out.append("\n## Figures on this page {: #figures data-search-exclude }\n")
        out.append(statistics.list_figures(here, figures))
    return "\n".join(str(o) for o in out)


def reference_list(here) -> Markup:
    """Every work of the library, alphabetical, with where it is cited, and its BibTeX and RIS."""
    site = here.site
    sources = sorted(site.library.values(), key=sort_key)
    return render("library.html", sources=sources, used={s.key: site.places("cite", s.key) for s in sources},
                  bibtex={s.key: s.raw for s in sources}, ris={s.key: to_ris(s) for s in sources}, here=here)


# ---- other programs ---------------------------------------------------------------------------------------------

def to_ris(source: Source) -> str:
    """One source as a RIS record, which Zotero, EndNote and Mendeley read."""
    f = source.fields
    lines = [("TY", RIS_TYPES.get(source.kind, "GEN"))]
    for role, tag in (("author", "AU"), ("editor", "ED")):
        for person in source.people.get(role, []):
            lines.append((tag, name_of(person)))
    year = f.get("year", "")
    pages = f.get("pages", "").split("–")
    pairs = [("TI", "title"), ("JO", "journal"), ("BT", "booktitle"), ("VL", "volume"), ("IS", "number"), ("CY", "address"),
             ("SN", "isbn"), ("DO", "doi"), ("UR", "url"), ("N1", "note")]
    lines += [(tag, f[name]) for tag, name in pairs if f.get(name)]
    if year.isdigit():
        lines.append(("PY", year))
    if f.get("date"):
        lines.append(("DA", f["date"].replace("-", "/")))
    publisher = next((f[n] for n in ("publisher", "institution", "school") if f.get(n)), "")
    if publisher:
        lines.append(("PB", publisher))
    if pages[0]:
        lines.append(("SP", pages[0]))
        if len(pages) > 1:
            lines.append(("EP", pages[1]))
    lines.append(("ID", source.key))
    return "".join(f"{tag}  - {value}\n" for tag, value in lines) + "ER  - \n"


def to_bibtex(source: Source) -> str:
    """One source that did not come from `references.bib` as a BibTeX entry, with LaTeX's own signs escaped."""
    def escaped(text: str) -> str:
        return re.sub(r"([&%#_$])", r"\\\1", re.sub(r"[{}\\]", "", text))

    names = [f"{{{escaped(name_of(p))}}}" if "literal" in p else escaped(name_of(p)) for p in source.people["author"]]
    fields = {"author": " and ".join(names), **{k: v if k in VERBATIM else escaped(v) for k, v in source.fields.items()}}
    return f"@{source.type}{{{source.key},\n" + ",\n".join(f"  {k} = {{{v}}}" for k, v in fields.items()) + "\n}"
