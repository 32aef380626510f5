"""Pages and files made from records, written before the build into a folder of their own.

MkDocs reads `build/docs`: the pages that people write, as they are, so that mkdocs-macros runs their macros; beside
them the pages of arguments and examples, finished, with macros off; and the files that stand beside the pages.
A file that stays the same is left alone, so that a build which watches the folder sees only what changed.
What was found in order, or made, is not done again while nothing that it depends on has changed.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from markupsafe import escape

from macros import (
    case,
    changes,
    councils,
    examples,
    finds,
    libraries,
    news,
    rules,
    search,
    settings,
    snippets,
    statistics,
    unsafe,
)
from macros.kept import code, files, hash_of
from macros.pages import Page, anchors
from macros.problems import Problem, shortened
from macros.records import text_of, texts
from macros.site import Here, Site, html_path, is_example, is_snippet
from macros.sources import to_ris
from macros.templates import render

FOLDER = "build/docs"
Made = Iterator[tuple[str, str | bytes]]  # a path below docs/, and its content


class NotMade(Exception):
    """A script of ours made nothing; `problem` says which, why, and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _finished(title: str, body: str, **meta: object) -> str:
    """A page that nothing runs in any more. `tab` is the address of the page whose tab is lit above it."""
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in {"title": title, **meta}.items()
    ]
    return "\n".join(["---", *lines, "render_macros: false", "---", "", body])


def arguments(site: Site) -> Made:
    """A page for each argument."""
    for page in site.snippets.values():
        yield page.path, _argument(site, page)


def _argument(site: Site, page: Page) -> str:
    body = snippets.page(Here(site, page.path), page.id)
    return _finished(page.title, body, tab="snippets/index.html")


def contributed(site: Site) -> Made:
    """A page for each example. Its title is escaped, because the theme prints it as it is."""
    for id, example in site.examples.items():
        body = examples.page(Here(site, example.path), id)
        yield (
            example.path,
            _finished(str(escape(example.title)), body, tab="examples/index.html"),
        )


def topics(site: Site) -> Made:
    """A page for each topic of what has changed."""
    for topic in changes.TOPICS:
        path = changes.page_of(topic)
        here = Here(site, path)
        body = changes.topic_page(here, topic)
        keys = [k for r in changes.of_topic(site, topic) for k in changes.KIND.sources(r)]
        body = body.replace("{references}", str(statistics.list_works(here, keys)))
        yield path, _finished(f"{topic}: what has changed", body, tab="today/index.html")


def downloads(site: Site) -> Made:
    """The whole library for reference managers, the feed, and the words that search knows."""
    yield "references-library.bib", (site.root / "references.bib").read_text(encoding="utf-8")
    yield "references-library.ris", to_ris(*site.library.values())
    yield "feed.xml", news.feed(site)
    yield "licences.txt", libraries.as_text(site.root)


def arguments_data(site: Site) -> Made:
    """All arguments for pages that put several together; a script, because data does not load from a folder."""
    yield "arguments-data.js", f"window.pqArguments = {snippets.arguments_json(site)};\n"


def old_paper_data(site: Site) -> Made:
    """What the page of old papers looks for, and what it says of each."""
    if any(finds.named(site)):
        yield "old-paper-data.js", finds.as_script(site)


def case_data(site: Site) -> Made:
    """What the page of cases needs beside the arguments."""
    if site.records.get("tables"):
        yield "case-data.js", case.as_script(site)


def search_index(site: Site) -> Made:
    """The index of the search, made by the engine that reads it; kept by what it was made of."""
    made_of = json.dumps(
        {"things": search.documents(site), "others": search.other_words(site)}, ensure_ascii=False
    )
    engine = site.root / "web/search/make-index.mjs"
    if not engine.is_file():
        return  # a project of pages alone, as some tests make
    code = "".join(f.read_text(encoding="utf-8") for f in sorted(engine.parent.glob("*.*js")))
    yield "search-index.js", _made_by_node(site, engine, made_of, code)


def case_files(site: Site) -> Made:
    """A Word file of each purpose below each outline, written by the code of the page where a case is put together."""
    script = site.root / "web/case/make-files.mjs"
    if not script.is_file() or not site.records.get("tables"):
        return  # a project of pages alone, as some tests make
    code = "".join(
        f.read_text(encoding="utf-8")
        for name in ("case", "word", "common")
        for f in sorted((site.root / "web" / name).glob("*.*js"))
    )
    made = json.loads(_made_by_node(site, script, case.files_wanted(site), code))
    for name, content in made.items():
        yield f"{case.FILES}/{name}", base64.b64decode(content)


def _made_by_node(site: Site, script: Path, made_of: str, code: str) -> str:
    """What a script of ours makes of its input; kept below .cache by input and code, because Node takes a second to start."""
    kept = (
        site.root
        / ".cache"
        / script.parent.name
        / hashlib.sha256((made_of + code).encode()).hexdigest()[:24]
    )
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(_run_by_node(site.root, script, made_of), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def _run_by_node(root: Path, script: Path, given: str) -> str:
    path = script.relative_to(root).as_posix()
    # In half a second of work, threads that help cost the processor more than they spare.
    command = [node(root), "--single-threaded", str(script)]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, encoding="utf-8", check=True
        )
    except OSError as error:
        why = f"Node.js did not start ({error.strerror}). Install Node.js 20 or newer, or run make build, which fetches it."
        raise NotMade(Problem(path, 1, why)) from error
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if line.strip()]
        said = next(
            (line for line in lines if re.match(r"\w*Error\b", line)), (lines or ["nothing"])[-1]
        )
        why = f'Node.js stopped at this script with "{shortened(said, 200)}". Run make build, which fetches the packages it needs; if it stops again, mend the script.'
        raise NotMade(Problem(path, 1, why)) from error
    return done.stdout


def node(root: Path) -> str:
    """Node.js: the one of the machine, or the one that set-up put into the virtual environment."""
    beside = Path(sys.executable).with_name("node")
    return shutil.which("node") or str(beside)


def moved(site: Site) -> Made:
    """A page at each old address that leads to the new one."""
    for page in site.pages.values():
        for old in texts(page.meta.get("was")):
            yield _leads_on(site, old, page.path, page.title)
        for id in texts(page.meta.get("replaces")) if is_snippet(page.path) else ():
            yield _leads_on(site, f"snippets/{id}.md", page.path, page.title)


def _leads_on(site: Site, old: str, new: str, title: str) -> tuple[str, str]:
    # Finished HTML, so that it stands in no menu and in no search.
    address = Here(site, old).href(new)
    return html_path(old), render(
        "moved.html", address=address, canonical=site.address(new), title=title
    ) + "\n"


def moved_anchors(site: Site) -> Made:
    """Where a link from before leads that names a place on a page: sections of the guide of 2007 stood with today’s, and
    all that has changed on one page.
    """
    lead = site.root / "web/theme/moved.js"
    if not lead.is_file():
        return  # a project of pages alone, as some tests make
    moved: dict[str, dict[str, list[str]]] = {}
    for path, page in site.pages.items():
        today = site.pages.get(path.replace("guide-2007/", "guidance/", 1))
        if today and today is not page:
            gone = sorted(anchors(page) - anchors(today))
            moved[html_path(today.path)] = {html_path(path): gone}
    topics = moved[html_path("today/index.md")] = {}
    for topic in changes.TOPICS:
        ids = [r["id"] for r in changes.of_topic(site, topic)]
        topics[html_path(changes.page_of(topic))] = [a for id in ids for a in (id, f"{id}-then")]
    yield "moved-anchors.js", f"{lead.read_text(encoding='utf-8')}leadOn({json.dumps(moved)});\n"


MAKERS: tuple[Callable[[Site], Made], ...] = (
    arguments,
    arguments_data,
    contributed,
    topics,
    downloads,
    moved,
    moved_anchors,
    councils.script,
    old_paper_data,
    case_data,
    case_files,
    search_index,
)


def prepare(site: Site) -> Path:
    """Write everything that MkDocs is to build below the project’s root. Returns the folder."""
    folder = _own_folder(site.root)
    kept: set[Path] = set()
    docs = site.root / "docs"
    for file in sorted(
        f
        for f in docs.rglob("*")
        if f.is_file()
        and not f.is_symlink()
        and not f.name.startswith(".")
        and not unsafe.left_by_an_editor(f)
    ):
        path = file.relative_to(docs).as_posix()
        if not is_snippet(path) and not is_example(path):
            is_page = path.endswith(".md")
            written = text_of(file)[0].encode("utf-8") if is_page else file.read_bytes()
            kept.add(_put(folder / path, written))
    for maker in MAKERS:
        for path, content in maker(site):
            kept.add(
                _put(
                    folder / path,
                    content if isinstance(content, bytes) else content.encode("utf-8"),
                )
            )
    _clear(folder, kept)
    return folder


def page(site: Site, page: Page) -> None:
    """Write one page that people write, or one argument, before everything else: see `macros/building.py`."""
    text = _argument(site, page) if is_snippet(page.path) else text_of(site.root / page.file)[0]
    _put(site.root / FOLDER / page.path, text.encode("utf-8"))


def mistakes(site: Site, problems: list[Problem]) -> Path:
    """Write, in place of all pages, what is to be mended: shown by `make serve` until it is."""
    lines = "\n".join(f"- `{p.path}:{p.line}` {escape(p.message)}" for p in problems)
    body = f"# There is something to mend\n\nThe pages come back by themselves once this is put right:\n\n{lines}\n"
    folder = _own_folder(site.root)
    for path in {*site.pages, *(e.path for e in site.examples.values()), "index.md"}:
        _put(folder / path, _finished("There is something to mend", body).encode("utf-8"))
    return folder


def _own_folder(root: Path) -> Path:
    """The folder to prepare in. Links on the way are removed: what they lead to would be overwritten and cleared away."""
    folder = root / FOLDER
    for path in (folder.parent, folder, *folder.rglob("*")):
        if path.is_symlink():
            path.unlink()
    return folder


def _put(file: Path, content: bytes) -> Path:
    if not file.is_file() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return file


def _clear(folder: Path, kept: set[Path]) -> None:
    """Remove what nothing makes any more; another build may be doing the same at this moment."""
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_file() and file not in kept:
            file.unlink(missing_ok=True)
        elif file.is_dir():
            with contextlib.suppress(OSError):  # not empty, or gone already
                file.rmdir()


# ---- what is remembered of a check and of prepared pages ----

# Kept below .cache with a hash of all that is read: content, code, settings, libraries, the day. Only a check without a
# mistake is kept; its warnings are kept with it, and said again. What comes with the project cannot stand there: files
# of .cache that are kept in Git are a mistake (macros/unsafe.py), and that is looked for each time.

READ = (
    "docs",
    "data",
    "references.bib",
    "mkdocs.yml",
    "overrides",
    "web",
    "build/names.json",
    "build/licences.json",
)


def state(root: Path) -> str:
    """A hash of all that a check and the prepared pages depend on; empty where something cannot be read.

    Ask for it before the content is read, so that what changes in between is not taken for what was read.
    """
    today = datetime.date.today().isoformat()
    of_code = code()
    digest = hashlib.sha256(f"{of_code}\n{today}\n{settings.read()}".encode())
    try:
        for file in (file for name in READ for file in files(root / name)):
            digest.update(f"{file}\n{hash_of(file)}\n".encode())
    except OSError:
        return ""
    return digest.hexdigest() if of_code else ""


def checked(site: Site, before: str) -> list[Problem]:
    """Every problem of the content, as `rules.check` finds them; `before` is the state when it was read."""
    kept = site.root / ".cache/checked.json"
    if before and not any(not p.warning for p in site.problems):
        known = _read(kept)
        if known.get("state") == before:
            return [Problem(*one) for one in known["warnings"]]
    found = rules.check(site)
    site.known_good.keep()
    if all(p.warning for p in found):
        warnings = [(p.path, p.line, p.message, p.warning) for p in found]
        _write(kept, before, site.root, {"warnings": warnings})
    return found


def prepared(site: Site, before: str) -> Path:
    """The folder of prepared pages, made anew where it is not as it was left. Raises `NotMade`."""
    kept = site.root / ".cache/prepared.json"
    folder = site.root / FOLDER
    if before:
        known = _read(kept)
        if known.get("state") == before and known["files"] == _hashes(folder):
            return folder
    prepare(site)
    _write(kept, before, site.root, {"files": _hashes(folder)})
    return folder


def _hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash; a link counts as one, whatever it leads to."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_symlink():
            found[file.relative_to(folder).as_posix()] = "a link"
        elif file.is_file():
            with contextlib.suppress(FileNotFoundError):  # another build has just cleared it away
                found[file.relative_to(folder).as_posix()] = hash_of(file)
    return found


def _read(kept: Path) -> dict[str, Any]:
    try:
        known = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(kept: Path, before: str, root: Path, found: dict[str, Any]) -> None:
    """Keep what was found of a state, where that state still holds."""
    if not before or state(root) != before:
        return
    try:
        kept.parent.mkdir(exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({"state": before, **found}), encoding="utf-8")
        fresh.replace(kept)
    except OSError:
        pass  # a folder that cannot be written costs time, nothing else
