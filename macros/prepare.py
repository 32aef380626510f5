"""Pages and files made from records, written before the build into a folder of their own.

MkDocs reads `build/docs`: the pages that people write, as they are, so that mkdocs-macros runs their macros; beside
them the pages of arguments and examples, finished, with macros off; and the files that stand beside the pages.
A file that stays the same is left alone, so that a build which watches the folder sees only what changed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from markupsafe import escape

from macros import example_pages, glossary, news, snippets
from macros.problems import Problem
from macros.site import Here, Site, is_example, is_snippet
from macros.sources import to_ris

FOLDER = "build/docs"
Made = Iterator[tuple[str, str]]  # a path below docs/, and the text


def _finished(title: str, body: str, **meta: object) -> str:
    """A page that nothing runs in any more."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in {"title": title, **meta}.items()]
    return "\n".join(["---", *lines, "render_macros: false", "---", "", body])


def arguments(site: Site) -> Made:
    """A page for each argument."""
    for id, argument in site.snippets.items():
        yield argument.path, _finished(argument.title, snippets.page(Here(site, argument.path), id))


def contributed(site: Site) -> Made:
    """A page for each example. Its title is escaped, because the theme prints it as it is."""
    for id, example in site.examples.items():
        yield example.path, _finished(str(escape(example.title)), example_pages.page(Here(site, example.path), id))


def downloads(site: Site) -> Made:
    """The whole library for reference managers, the feed, and the words that search knows."""
    yield "references-library.bib", (site.root / "references.bib").read_text(encoding="utf-8")
    yield "references-library.ris", to_ris(*site.library.values())
    yield "feed.xml", news.feed(site)
    yield "search/words.js", glossary.search_words(site.glossary)


MAKERS: tuple[Callable[[Site], Made], ...] = (arguments, contributed, downloads)


def prepare(site: Site) -> Path:
    """Write everything that MkDocs is to build below the project's root. Returns the folder."""
    folder = site.root / FOLDER
    kept: set[Path] = set()
    docs = site.root / "docs"
    for file in sorted(f for f in docs.rglob("*") if f.is_file()):
        path = file.relative_to(docs).as_posix()
        if not is_snippet(path) and not is_example(path):
            kept.add(_put(folder / path, file.read_bytes(), file))
    for maker in MAKERS:
        for path, text in maker(site):
            kept.add(_put(folder / path, text.encode("utf-8")))
    _clear(folder, kept)
    return folder


def mistakes(site: Site, problems: list[Problem]) -> Path:
    """Write, in place of all pages, what is to be mended: shown by `make serve` until it is."""
    lines = "\n".join(f"- `{p.path}:{p.line}` {escape(p.message)}" for p in problems)
    body = f"# There is something to mend\n\nThe pages come back by themselves once this is put right:\n\n{lines}\n"
    folder = site.root / FOLDER
    for path in {*site.pages, *(e.path for e in site.examples.values()), "index.md"}:
        _put(folder / path, _finished("There is something to mend", body).encode("utf-8"))
    return folder


def _put(file: Path, content: bytes, like: Path | None = None) -> Path:
    if not file.is_file() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return file


def _clear(folder: Path, kept: set[Path]) -> None:
    """Remove what nothing makes any more."""
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_dir() and not any(file.iterdir()):
            shutil.rmtree(file)
        elif file.is_file() and file not in kept:
            file.unlink()
