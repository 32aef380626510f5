"""Everything the site is made of, read once: pages, sources, records, examples; and who uses what.

Facts that cross pages (cited on, used on) come from this, not from hooks of the build, so the same content works
wherever the macros run. What there is to read is said by `macros/catalogue.py`, how it is read by `macros/reading.py`.
"""

from __future__ import annotations

import functools
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from macros import census, kept
from macros.kept import KnownGood
from macros.pages import MACROS, NUMBERED, Call, Page, Use
from macros.problems import Problem
from macros.records import Field, Mapping, Record, texts
from macros.sources import Source

if TYPE_CHECKING:  # the kinds of record know the site, and not the other way about
    from macros.changes import Change, Term
    from macros.examples import Example
    from macros.statistics import Statistic

Records = dict[str, Record]
PAPERS = "papers/"  # the folder of finished papers, below docs/
R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class Kind:
    """A kind of record: the fields it has, the page that lists it, and what else is checked."""

    name: str  # of the file data/NAME.yml, and of the collection
    noun: str  # what one is called in messages
    record: type[Record]
    page: str = ""  # the page of docs/ on which each has its id as anchor
    page_of: Callable[[Any], str] | None = None  # where they stand on several pages
    title: Callable[[Mapping], str] = lambda record: str(
        record.get("id")
    )  # what one is called among uses
    check: Callable[[Site], Iterable[Problem]] = lambda site: ()
    uses: Callable[[Mapping], Iterable[Use]] = (
        lambda record: ()
    )  # what its words name, beside its fields
    optional: bool = False  # whether a project may do without the file

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that one has."""
        return self.record.fields

    @property
    def file(self) -> str:
        """The file below the root, as problems name it."""
        return f"data/{self.name}.yml"

    def where(self, record: Mapping) -> str:
        """The page on which a record stands; empty where none lists them."""
        return self.page_of(record) if self.page_of else self.page

    @functools.cached_property
    def due(self) -> Field | None:
        """The field that says when a record is to be checked again."""
        return next((f for f in self.fields if f.after), None)

    def sources(self, record: Mapping) -> list[str]:
        """The citation keys that a record names, each once, in the order of its fields."""
        return list(dict.fromkeys(named(record, self.fields, "sources")))

    def figures(self, record: Mapping) -> list[str]:
        """The figures that a record of another kind shows; a question only stands beside those it names."""
        return (
            []
            if self.name in ("statistics", "measures", "questions")
            else list(named(record, self.fields, "statistics"))
        )


def named(record: Mapping, fields: tuple[Field, ...], collection: str) -> Iterator[str]:
    """What a record names of a collection, in its own fields and in their parts."""
    for f in fields:
        value = record.get(f.name)
        if f.refers == collection:
            yield from texts(value)
        for part in value if isinstance(value, list) else [value]:
            if f.fields and isinstance(part, Mapping):
                yield from named(part, f.fields, collection)


@dataclass(frozen=True)
class Place:
    """Where something is used: a page, the anchor in it, and which of how many on that page."""

    path: str
    anchor: str
    title: str
    number: int = 1
    count: int = 1


@dataclass
class Site:
    """All content. `problems` are those of reading; `macros/rules.py` adds those of meaning."""

    root: Path
    kinds: tuple[Kind, ...] = ()
    library: dict[str, Source] = field(default_factory=dict)
    records: dict[str, Records] = field(default_factory=dict)  # by the name of their kind
    pages: dict[str, Page] = field(default_factory=dict)  # snippets too, by path
    authorities: census.Table = field(
        default_factory=dict
    )  # children's social workers by area and year
    newest: int = 0  # the newest year of `authorities`
    neighbours: dict[str, list[str]] = field(
        default_factory=dict
    )  # of each council by code, nearest first
    examples: dict[str, Example] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    config: dict[str, Any] = field(default_factory=dict)
    made: dict[tuple[str, ...], Any] = field(default_factory=dict)  # see `once`
    site_url: str = ""
    repo_url: str = ""
    contact: str = ""

    @functools.cached_property
    def known_good(self) -> KnownGood:
        """The texts in which rules are known to find nothing."""
        return kept.of(self.root)

    def once(self, name: tuple[str, ...], make: Callable[[], T]) -> T:
        """What `make` returns, made once for this site and kept by its name."""
        if name not in self.made:
            self.made[name] = make()
        return cast("T", self.made[name])

    def of(self, shape: type[R]) -> dict[str, R]:
        """All records of a shape, such as `site.of(Course)`, by id."""
        name = next((kind.name for kind in self.kinds if kind.record is shape), "")
        return cast("dict[str, R]", self.records.get(name, {}))

    @property
    def statistics(self) -> dict[str, Statistic]:
        """Figures by id."""
        return cast("dict[str, Statistic]", self.records.get("statistics", {}))

    @property
    def changes(self) -> dict[str, Change]:
        """What became of each thing of 2007, by id."""
        return cast("dict[str, Change]", self.records.get("changes", {}))

    @property
    def glossary(self) -> dict[str, Term]:
        """Terms by id."""
        return cast("dict[str, Term]", self.records.get("glossary", {}))

    @functools.cached_property
    def snippets(self) -> dict[str, Page]:
        """Arguments by id."""
        return {p.id: p for p in self.pages.values() if is_snippet(p.path)}

    @functools.cached_property
    def papers(self) -> dict[str, Page]:
        """The pages of finished papers, by id."""
        return {
            page.id: page
            for page in self.pages.values()
            if page.path.startswith(PAPERS) and page.id != "index"
        }

    @functools.cached_property
    def prepared(self) -> dict[str, set[str]]:
        """Pages that are made from records alone, with the anchors of what stands on them."""
        found: dict[str, set[str]] = {}
        for kind in self.kinds:
            for id, record in self.records.get(kind.name, {}).items() if kind.page_of else ():
                found.setdefault(kind.where(record), set()).add(id)
        return found

    @functools.cached_property
    def known(self) -> dict[str, Any]:
        """The names that records may refer to, by collection."""
        pages = set(self.pages) | {e.path for e in self.examples.values()}
        return {
            **self.records,
            "sources": self.library,
            "pages": pages,
            "snippets": self.snippets,
            "examples": self.examples,
        }

    @functools.cached_property
    def assets(self) -> dict[str, str]:
        """The addresses of the scripts and styles that web/build.mjs made, by name."""
        names = self.root / "build/names.json"
        return json.loads(names.read_text(encoding="utf-8")) if names.is_file() else {}

    def address(self, path: str) -> str:
        """The public address of a page, or nothing where the site has none."""
        return posixpath.join(self.site_url, html_path(path)) if self.site_url else ""

    # -- who uses what --

    @functools.cached_property
    def _uses(self) -> dict[tuple[str, str], list[Place]]:
        """Places by kind ("cite", "stat") and name: those of pages in reading order, then those of records."""
        uses: dict[tuple[str, str], list[Place]] = {}
        for page in self.pages.values():
            for use, place in _numbered(page, [u for u in self.uses_of(page) if u.anchor]):
                uses.setdefault((use.kind, use.name), []).append(place)
        for example in self.examples.values():
            for key in texts(example.meta.get("sources")):
                uses.setdefault(("cite", key), []).append(
                    Place(example.path, "sources", example.title)
                )
        for kind in self.kinds:
            for id, record in (
                self.records.get(kind.name, {}).items() if kind.page or kind.page_of else ()
            ):
                named_ = {("cite", key) for key in kind.sources(record)} | {
                    ("stat", f) for f in kind.figures(record)
                }
                for pair in sorted(named_ | {(u.kind, u.name) for u in kind.uses(record)}):
                    uses.setdefault(pair, []).append(
                        Place(kind.where(record), id, kind.title(record))
                    )
        return uses

    def used_by(self, page: Page, call: Call) -> list[Use]:
        """What one call of a page uses."""
        found = MACROS.get(call.name)
        return found.used(self, page, call) if found else []

    def uses_of(self, page: Page) -> list[Use]:
        """What all calls of a page use, in order."""
        return self.once(
            ("uses of", page.path),
            lambda: [u for call in page.calls for u in self.used_by(page, call)],
        )

    def places(self, kind: str, name: str) -> list[Place]:
        """Every place that cites a source or prints a figure."""
        return self._uses.get((kind, name), [])

    def marks(self, path: str, kind: str, name: str) -> list[str]:
        """The anchors of those places on one page."""
        return [
            p.anchor
            for p in self.places(kind, name)
            if p.path == path and p.anchor.startswith(f"{kind}-")
        ]

    def used_on(self, path: str) -> tuple[list[str], list[str]]:
        """Keys and figures that a page shows, itself or in what it embeds, each once, in order of appearance."""
        page = self.pages.get(path)
        used = self.uses_of(page) if page else []
        found = {
            kind: dict.fromkeys(u.name for u in used if u.kind == kind) for kind in ("cite", "stat")
        }
        example = (
            self.examples.get(posixpath.splitext(posixpath.basename(path))[0])
            if is_example(path)
            else None
        )
        keys = [*found["cite"], *(texts(example.meta.get("sources")) if example else ())]
        figures = [f for f in found["stat"] if f in self.statistics]
        keys += [key for f in figures for key in texts(self.statistics[f].get("source"))]
        return [k for k in dict.fromkeys(keys) if k in self.library], figures

    def naming(self, kind: str, field: str, id: str) -> list[Mapping]:
        """The records of a kind whose list `field` names `id`: the questions on a course, say."""
        return [r for r in self.records.get(kind, {}).values() if id in texts(r.get(field))]

    # -- rendering --

    def render(self, page: Page, here: Here) -> str:
        """The body of a plain page, such as an argument, with its macros run. Nothing of it is compiled."""
        return "".join(
            p if isinstance(p, str) else str(MACROS[p.name](here, *p.args, **p.kwargs))
            for p in page.parts
        )


def _numbered(page: Page, uses: list[Use]) -> Iterator[tuple[Use, Place]]:
    """Each use with its place on the page: its own anchor, or the next number of its name."""
    totals: dict[tuple[str, str], int] = {}
    for use in uses:
        if use.anchor == NUMBERED:
            totals[use.kind, use.name] = totals.get((use.kind, use.name), 0) + 1
    counts: dict[tuple[str, str], int] = {}
    for use in uses:
        if use.anchor != NUMBERED:
            yield use, Place(page.path, use.anchor, page.title)
            continue
        number = counts[use.kind, use.name] = counts.get((use.kind, use.name), 0) + 1
        yield (
            use,
            Place(
                page.path,
                mark(use.kind, use.name, number),
                page.title,
                number,
                totals[use.kind, use.name],
            ),
        )


def mark(kind: str, name: str, number: int) -> str:
    """The anchor of the n-th use of a source or figure on a page, the same in the scan and in print."""
    return f"{kind}-{name}-{number}"


class Here:
    """The page on which a macro stands, while that page is rendered."""

    def __init__(self, site: Site, path: str, embedded: bool = False, quiet: bool = False):
        self.site, self.path, self._quiet = site, path, quiet
        self.embedded = embedded or is_snippet(path)  # part of a text that will be copied elsewhere
        self._counts: dict[tuple[str, str], int] = {}

    def inside(self) -> Here:
        """The same page, inside something that it embeds: its citations get no anchors of their own."""
        return Here(self.site, self.path, embedded=True, quiet=True)

    def silent(self) -> Here:
        """The same place, for citations that are part of a list or table: no anchors."""
        return Here(self.site, self.path, embedded=self.embedded, quiet=True)

    def mark(self, kind: str, name: str) -> str:
        """The anchor of the next use of `name` on this page; empty inside lists."""
        if self._quiet:
            return ""
        number = self._counts[kind, name] = self._counts.get((kind, name), 0) + 1
        return mark(kind, name, number)

    def asset(self, name: str) -> str:
        """The relative address of a script of web/pages, such as "share_example"; nothing where none was built."""
        built = self.site.assets.get(name)
        return posixpath.relpath(built, posixpath.dirname(self.path) or ".") if built else ""

    def change_href(self, id: str) -> str:
        """The relative address of a change, wherever its topic stands."""
        kind = next(k for k in self.site.kinds if k.name == "changes")
        return self.href(kind.where(self.site.changes[id]), id)

    def href(self, target: str, anchor: str = "") -> str:
        """The relative address of a page of `docs/`, such as `../references.html#rowland2006`."""
        relative = _relative(target, posixpath.dirname(self.path))
        return f"{relative}#{anchor}" if anchor else relative


@functools.lru_cache(maxsize=4096)
def _relative(target: str, folder: str) -> str:
    return posixpath.relpath(html_path(target), folder or ".")


def html_path(path: str) -> str:
    """Where a page of `docs/` is published. Addresses end in .html, so that they open from a folder too."""
    return re.sub(r"\.md$", ".html", path)


def is_snippet(path: str) -> bool:
    """Whether a page of `docs/` is an argument."""
    return path.startswith("snippets/") and path not in (
        "snippets/index.md",
        "snippets/_template.md",
    )


def is_example(path: str) -> bool:
    """Whether a page of `docs/` is a contributed example, which is never trusted."""
    return path.startswith("examples/") and path != "examples/index.md"
