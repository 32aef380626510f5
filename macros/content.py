"""Everything the site is made of, read once before the build: pages, sources, figures, changes, snippets, examples.

Facts that cross pages (cited on, used on) come from this scan, not from hooks of the build.
So the same content works wherever the macros run.
"""

from __future__ import annotations

import fnmatch
import functools
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from macros import catalogue, changes, charts, citations, examples, glossary, news, pages, snippets, statistics
from macros.citations import Source
from macros.pages import Page
from macros.problems import Problem, suggestion
from macros.records import Mapping, read_records, text_of, texts

# Each file of data/: its name, which is also the attribute of Site, the fields of its records, and what one is called.
DATA = (
    ("statistics", statistics.FIELDS, "statistic"),
    ("changes", changes.FIELDS, "change"),
    ("glossary", glossary.FIELDS, "term"),
    ("timeline", charts.TIMELINE_FIELDS, "stretch of time"),
    ("news", news.FIELDS, "piece of news"),
)


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
    """All content. `problems` are those of reading; `check` adds those of meaning."""

    root: Path
    library: dict[str, Source] = field(default_factory=dict)
    statistics: dict[str, Mapping] = field(default_factory=dict)
    changes: dict[str, Mapping] = field(default_factory=dict)
    glossary: dict[str, Mapping] = field(default_factory=dict)
    timeline: dict[str, Mapping] = field(default_factory=dict)
    news: dict[str, Mapping] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)  # snippets too, by path
    examples: dict[str, examples.Example] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    config: dict = field(default_factory=dict)
    site_url: str = ""
    repo_url: str = ""

    @functools.cached_property
    def snippets(self) -> dict[str, Page]:
        return {p.id: p for p in self.pages.values() if is_snippet(p.path)}

    def address(self, path: str) -> str:
        """The public address of a page, or nothing where the site has none."""
        return posixpath.join(self.site_url, html_path(path)) if self.site_url else ""

    # -- who uses what --

    @functools.cached_property
    def _uses(self) -> dict[tuple[str, str], list[Place]]:
        """Places by kind ("cite", "stat") and name, in page order."""
        uses: dict[tuple[str, str], list[Place]] = {}
        for page in self.pages.values():
            counted: dict[tuple[str, str], int] = {}
            for kind, name in self._direct(page):
                counted[kind, name] = counted.get((kind, name), 0) + 1
            for (kind, name), count in counted.items():
                uses.setdefault((kind, name), []).extend(
                    Place(page.path, f"{kind}-{name}-{n}", page.title, n, count) for n in range(1, count + 1))
        for example in self.examples.values():
            for key in texts(example.meta.get("sources")):
                uses.setdefault(("cite", key), []).append(Place(example.path, "sources", example.title))
        for record in self.statistics.values():
            for key in texts(record.get("source")):
                uses.setdefault(("cite", key), []).append(Place("statistics.md", record["id"], f"Statistics: {record.get('counts')}"))
            for series in texts(record.get("series")):
                if series in self._charts:
                    uses.setdefault(("stat", record["id"]), []).append(self._charts[series])
        for record in self.changes.values():
            for key in texts(record.get("sources")):
                uses.setdefault(("cite", key), []).append(Place("today/index.md", record["id"], f"What has changed: {record.get('then')}"))
        for record in self.glossary.values():
            for key in texts(record.get("source")):
                uses.setdefault(("cite", key), []).append(Place("glossary.md", record["id"], f"Glossary: {record.get('term')}"))
        return uses

    @functools.cached_property
    def _charts(self) -> dict[str, Place]:
        return {c.args[0]: Place(p.path, f"chart-{c.args[0]}", p.title) for p in self.pages.values() for c in p.calls if c.name == "chart" and c.args}

    def _direct(self, page: Page) -> Iterator[tuple[str, str]]:
        """What a page itself cites and prints, in order, without what it embeds."""
        for call in page.calls:
            if call.name == "cite":
                for key, _ in citations.split_arguments(call.args):
                    yield "cite", key
            elif call.name == "stat" and call.args:
                yield "stat", call.args[0]

    def places(self, kind: str, name: str) -> list[Place]:
        """Every place that cites a source or prints a figure."""
        return self._uses.get((kind, name), [])

    def marks(self, path: str, kind: str, name: str) -> list[str]:
        """The anchors of those places on one page."""
        return [p.anchor for p in self.places(kind, name) if p.path == path and p.anchor.startswith(f"{kind}-")]

    def used_on(self, path: str) -> tuple[list[str], list[str]]:
        """Keys and figures that a page shows, itself or in what it embeds, each once, in order of appearance."""
        keys: dict[str, None] = {}
        figures: dict[str, None] = {}
        self._gather(self.pages.get(path), keys, figures)
        example = self.examples.get(posixpath.splitext(posixpath.basename(path))[0]) if path.startswith("examples/") else None
        if example:
            keys.update(dict.fromkeys(texts(example.meta.get("sources"))))
        for figure in figures:
            if figure in self.statistics:
                keys.update(dict.fromkeys(texts(self.statistics[figure].get("source"))))
        return [k for k in keys if k in self.library], [f for f in figures if f in self.statistics]

    def _gather(self, page: Page | None, keys: dict, figures: dict) -> None:
        if page is None:
            return
        inside = is_snippet(page.path)
        for call in page.calls:
            first = call.args[0] if call.args else None
            if call.name == "cite":
                keys.update(dict.fromkeys(k for k, _ in citations.split_arguments(call.args)))
            elif call.name == "stat":
                figures[first] = None
            elif call.name == "chart":
                figures.update({i: None for i, r in self.statistics.items() if r.get("series") == first})
            elif call.name == "snippet" and first in self.snippets:
                self._gather(self.snippets[first], keys, figures)
            elif call.name == "example" and first in self.examples:
                keys.update(dict.fromkeys(texts(self.examples[first].meta.get("sources"))))
            elif call.name == "changed" and inside and first in self.changes:
                keys.update(dict.fromkeys(texts(self.changes[first].get("sources"))[:1]))
            elif call.name == "changes_table":
                for record in self.changes.values():
                    keys.update(dict.fromkeys(texts(record.get("sources"))))
            elif call.name == "statistics_table":
                keys.update({k: None for r in self.statistics.values() for k in texts(r.get("source"))})
            elif call.name == "glossary":
                keys.update({k: None for r in self.glossary.values() for k in texts(r.get("source"))})

    # -- rendering --

    def render(self, page: Page, here: Here) -> str:
        """The body of a page or snippet with its macros run.

        The scan has already parsed it, so nothing is compiled again: this is what keeps 1,000 pages fast.
        """
        return "".join(part if isinstance(part, str) else str(catalogue.MACROS[part.name](here, *part.args, **part.kwargs)) for part in page.parts)


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
        """The anchor of the next use of `name` on this page, the same as in `Site.marks`; empty inside lists."""
        if self._quiet:
            return ""
        self._counts[kind, name] = self._counts.get((kind, name), 0) + 1
        return f"{kind}-{name}-{self._counts[kind, name]}"

    def href(self, target: str, anchor: str = "") -> str:
        """The relative address of a page of `docs/`, such as `../references.html#rowland2006`."""
        relative = posixpath.relpath(html_path(target), posixpath.dirname(self.path) or ".")
        return f"{relative}#{anchor}" if anchor else relative


def html_path(path: str) -> str:
    """Where a page of `docs/` is published. Addresses end in .html, so that they open from a folder too."""
    return re.sub(r"\.md$", ".html", path)


def is_snippet(path: str) -> bool:
    """Whether a page of `docs/` is a snippet."""
    return path.startswith("snippets/") and path != "snippets/index.md"


def is_example(path: str) -> bool:
    """Whether a page of `docs/` is a contributed example, which is never trusted."""
    return path.startswith("examples/") and path != "examples/index.md"


# ---- reading ----------------------------------------------------------------------------------------------------

def load(root: Path) -> Site:
    """Read all content below `root`. Nothing is read twice while no file changes."""
    files = [root / "references.bib", root / "mkdocs.yml", *sorted((root / "data").glob("*.yml")), *sorted((root / "docs").rglob("*.md"))]
    stamp = tuple((f.as_posix(), f.lstat().st_mtime_ns, f.lstat().st_size) for f in files if f.exists() or f.is_symlink())
    return _load(root, stamp, os.environ.get("SITE_URL", ""), os.environ.get("REPO_URL", ""))


@functools.lru_cache(maxsize=2)
def _load(root: Path, stamp: tuple, site_url: str, repo_url: str) -> Site:
    site = Site(root, site_url=site_url, repo_url=repo_url.rstrip("/"))
    site.config = _read_config(root, site.problems)

    def read_text(name: str) -> str:
        file = root / name
        if not file.exists():
            site.problems.append(Problem(name, 1, "The file is missing. Bring it back from the project's history."))
            return ""
        text, found = text_of(file)
        site.problems += [Problem(name, p.line, p.message) for p in found]
        return text

    text = read_text("references.bib")
    if text:
        site.library, found = citations.read(text, "references.bib")
        site.problems += found
    for name, fields, kind in DATA:
        text = read_text(f"data/{name}.yml")
        if text:
            records, found = read_records(text, fields, f"data/{name}.yml", kind)
            setattr(site, name, records)
            site.problems += found
    site.examples, found = examples.read(root / "docs")
    site.problems += found
    for file in _in_reading_order(root, site.config):
        page = pages.read(file, root)
        site.pages[page.path] = page
        site.problems += page.problems
    return site


def _in_reading_order(root: Path, config: dict) -> list[Path]:
    docs = root / "docs"
    order = {path: n for n, path in enumerate(_nav_paths(config.get("nav", [])))}
    files = [f for f in docs.rglob("*.md") if not is_example(f.relative_to(docs).as_posix())]
    return sorted(files, key=lambda f: (order.get(f.relative_to(docs).as_posix(), len(order)), f.as_posix()))


class _ConfigLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without running its tags."""


_ConfigLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def _read_config(root: Path, problems: list[Problem]) -> dict:
    file = root / "mkdocs.yml"
    try:
        return yaml.load(file.read_text(encoding="utf-8"), _ConfigLoader) or {}
    except FileNotFoundError:
        return {}
    except yaml.MarkedYAMLError as error:
        problems.append(Problem("mkdocs.yml", (error.problem_mark.line if error.problem_mark else 0) + 1, f"This is not valid YAML: {error.problem}. Check quotes, colons and indentation."))
        return {}


def _nav_paths(nav) -> Iterator[str]:
    for item in nav if isinstance(nav, list) else [nav]:
        if isinstance(item, dict):
            for value in item.values():
                yield from _nav_paths(value)
        elif isinstance(item, str):
            yield item


# ---- checking ---------------------------------------------------------------------------------------------------

def check(site: Site) -> list[Problem]:
    """Every problem of the content, in the order of files and lines. Warnings are among them."""
    found = list(site.problems)
    library = site.library
    found += statistics.check(site.statistics, library, "data/statistics.yml")
    found += changes.check(site.changes, library, "data/changes.yml")
    found += glossary.check(site.glossary, site.changes, library, "data/glossary.yml")
    found += charts.check_timeline(site.timeline, site.changes, "data/timeline.yml")
    found += news.check(site.news, set(site.pages) | {e.path for e in site.examples.values()}, "data/news.yml")
    found += examples.check(site.examples, library)
    for example in site.examples.values():
        found += check_links(example, site)
    found += snippets.check(site)
    for page in site.pages.values():
        found += pages.check_calls(page, catalogue.MACROS)
        found += check_names(page, site)
        found += check_lists(page, site)
        found += check_links(page, site)
        if not is_snippet(page.path):
            found += pages.check_front_matter(page)
            found += (Problem(page.file, line, f'The figure "{figure}" is typed by hand. Print it from data/statistics.yml with {{{{ stat("…") }}}}.') for line, figure in pages.figures_by_hand(page))
    found += check_dead_addresses(site)
    found += check_nav(site)
    found += check_unused(site)
    return sorted(set(found))


def _named(site: Site) -> dict[str, tuple[dict, str, str]]:
    """What the first argument of a macro must name: the names there are, what they are, and where they stand."""
    series = {series: r for r in site.statistics.values() for series in texts(r.get("series"))}
    return {
        "stat": (site.statistics, "prints the statistic", "data/statistics.yml"),
        "changed": (site.changes, "names the change", "data/changes.yml"),
        "term": (site.glossary, "names the term", "data/glossary.yml"),
        "snippet": (site.snippets, "shows the snippet", "docs/snippets"),
        "example": (site.examples, "shows the example", "docs/examples"),
        "snippets": (snippets.SECTIONS, "lists the section", "the list of sections"),
        "chart": (series, "draws the series", "data/statistics.yml"),
    }


def check_names(page: Page, site: Site) -> Iterator[Problem]:
    """Keys and ids that do not exist, with the nearest that do."""
    named = _named(site)
    for call in page.calls:
        values = [a for a in (*call.args, *call.kwargs.values()) if isinstance(a, str)]
        if call.name == "cite":
            if not call.args:
                yield Problem(page.file, call.line, 'cite names no source. Write {{ cite("rowland2006") }}.')
            for key, _ in citations.split_arguments(call.args):
                if key not in site.library:
                    yield Problem(page.file, call.line, f'cites "{key}", which is not in references.bib. {suggestion(key, site.library)}')
        elif call.name in named and values:
            names, does, where = named[call.name]
            if values[0] not in names:
                yield Problem(page.file, call.line, f'{does} "{values[0]}", which is not in {where}. {suggestion(values[0], names)}')


def check_lists(page: Page, site: Site) -> Iterator[Problem]:
    """A page that cites or prints figures ends with its references."""
    keys, figures = site.used_on(page.path)
    lists = any(c.name in ("references", "reference_list") for c in page.calls)
    if (keys or figures) and not lists and not is_snippet(page.path):
        yield Problem(page.file, page.body_line, "The page cites sources or prints figures but has no list of them. Add {{ references() }} on a line of its own at its end.")


def check_links(page: Page | examples.Example, site: Site) -> Iterator[Problem]:
    """Links to pages, files and anchors that do not exist."""
    for line, target in pages.links(page):
        if re.match(r"[a-z][a-z0-9+.-]*:|//", target):
            if pages.is_dead(target):
                yield Problem(page.file, line, f'links to "{target}", an address of 2007 that is dead. Name the source with {{{{ cite("…") }}}} instead.')
            continue
        path, _, anchor = target.partition("#")
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
        if is_example(goal):
            if goal.removeprefix("examples/").removesuffix(".md") not in site.examples:
                yield Problem(page.file, line, f'links to "{target}", but there is no such example. {suggestion(goal, [e.path for e in site.examples.values()])}')
            continue
        if goal not in site.pages:
            if not (site.root / "docs" / goal).is_file():
                yield Problem(page.file, line, f'links to "{target}", but there is no such file. {suggestion(goal, site.pages)}')
            continue
        if anchor and anchor not in (found := anchors_of(site.pages[goal], site)):
            yield Problem(page.file, line, f'links to "{target}", but that page has no anchor "{anchor}". {suggestion(anchor, found)}')


def anchors_of(page: Page, site: Site) -> set[str]:
    """All anchors of a page: its headings and what its macros print."""
    found = pages.anchors(page)
    by_macro = {"reference_list": site.library, "statistics_table": site.statistics, "changes_table": site.changes, "glossary": site.glossary,
                "references": ("references", "figures")}
    for call in page.calls:
        found |= set(by_macro.get(call.name, ()))
    if any(c.name == "changes_table" for c in page.calls):
        found |= {t.lower().replace(" ", "-") for t in changes.TOPICS}
    return found


def check_dead_addresses(site: Site) -> Iterator[Problem]:
    """No source is linked by an address that is dead."""
    for key, source in site.library.items():
        if pages.is_dead(source.fields.get("url", "")):
            yield Problem("references.bib", source.line, f'"{key}" has an `url` of 2007 that is dead. Remove the line; say in `note` where the work was.')


def check_nav(site: Site) -> Iterator[Problem]:
    """Every page is in the navigation, but for those that mkdocs.yml leaves out on purpose."""
    listed_pages = set(_nav_paths(site.config.get("nav", [])))
    apart = [p.strip().lstrip("/") for name in ("not_in_nav", "exclude_docs") for p in str(site.config.get(name) or "").split("\n") if p.strip()]
    for page in site.pages.values():
        if page.path not in listed_pages and not any(fnmatch.fnmatch(page.path, pattern) for pattern in apart):
            yield Problem(page.file, 1, f"The page is not in the navigation. Add a line `- {page.path}` below `nav:` in mkdocs.yml.")
    for path in listed_pages - set(site.pages):
        yield Problem("mkdocs.yml", 1, f'`nav` names "{path}", which is not a page below docs/. {suggestion(path, site.pages)}')


def check_unused(site: Site) -> Iterator[Problem]:
    """Sources that nothing cites and figures that nothing prints: not wrong, but worth knowing."""
    for key, source in site.library.items():
        if not site.places("cite", key):
            yield Problem("references.bib", source.line, f'Nothing cites "{key}". Cite it, or remove it.', warning=True)
    for id, record in site.statistics.items():
        if not site.places("stat", id):
            yield Problem("data/statistics.yml", record.line, f'No page prints "{id}". Use it, or remove it.', warning=True)


