"""`make serve`: shows the site, and each change within a second.

A change of a page is shown first, alone; what else follows from it (lists, search, files) in a second pass.
Only pages that print something else are made again: every page is asked what it would print, so that a list on one
page follows what stands on another. Where a menu changed, all are; where the code changed, this starts again.
"""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import material
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from macros import ROOT, prepare, reading, rules
from macros.pages import Page
from macros.problems import shown
from macros.site import Here, Site, is_snippet

CONTENT = ("docs", "data", "references.bib", "mkdocs.yml")
CODE = ("macros", "overrides", "mkdocs.yml")  # what a running process has read for good
WEB = "web"
AGAIN = "build/serve-again"  # touched to ask the server for the second pass
ADDRESS = "127.0.0.1:8000"


class Show:
    """The site as it is shown. `make` is called with every change, and once at the start."""

    def __init__(self, root: Path, into: str) -> None:
        self.root = root
        self.into = into
        self.site: Site | None = None  # as it was shown last; nothing while mistakes stand
        self.printed: dict[str, str] = {}  # what each page that people write prints, as a hash
        self.code = stamps(root, CODE)
        self.web = stamps(root, (WEB,))

    def make(self) -> None:
        """Make what changed; start again where code did."""
        self._follow_code()
        site = reading.load(self.root)
        stopping = [p for p in rules.check(site) if not p.warning]
        if not stopping:
            try:
                self._show(site)
            except prepare.NotMade as why:
                stopping = [why.problem]
        for line in shown(stopping):
            print(line, flush=True)
        if stopping:
            prepare.mistakes(site, stopping)
            self._build(all_pages=True)
        self.site = None if stopping else site

    def _show(self, site: Site) -> None:
        if changed := self._changed_alone(site):
            for page in changed:
                prepare.page(site, page)
            self._build(all_pages=False)
            (self.root / AGAIN).touch()
            return
        same_menu = self.site is not None and titles(site) == titles(self.site)
        prepare.prepare(site)
        self._note_what_is_printed(site)
        self._build(all_pages=not same_menu)

    def _changed_alone(self, site: Site) -> list[Page]:
        """Pages that were read anew, where nothing changed that stands on all of them."""
        before = self.site
        if before is None or titles(site) != titles(before):
            return []
        return [p for path, p in site.pages.items() if before.pages.get(path) is not p]

    def _note_what_is_printed(self, site: Site) -> None:
        """Make a page that prints something else than before newer than what was built of it."""
        for path, page in site.pages.items():
            if is_snippet(path):
                continue  # finished by `prepare`, and left alone where it stayed the same
            printed = hashlib.sha256(site.render(page, Here(site, path)).encode()).hexdigest()
            if self.printed.get(path) != printed:
                os.utime(self.root / prepare.FOLDER / path)
            self.printed[path] = printed

    def _build(self, all_pages: bool) -> None:
        config = load_config(
            str(self.root / "mkdocs.yml"),
            site_dir=self.into,
            docs_dir=str(self.root / prepare.FOLDER),
            strict=False,
        )
        config.plugins.on_startup(command="serve", dirty=not all_pages)
        build(config, dirty=not all_pages)

    def _follow_code(self) -> None:
        if stamps(self.root, (WEB,)) != self.web:
            theme = Path(material.__path__[0]) / "templates"
            bundled = subprocess.run(
                [prepare.node(self.root), "web/build.mjs", theme], cwd=self.root
            )
            if bundled.returncode:
                self.web = stamps(self.root, (WEB,))
                return  # esbuild said why; what was shown stays
        elif stamps(self.root, CODE) == self.code:
            return
        os.execv(sys.executable, [sys.executable, "-m", "macros", "serve"])


def titles(site: Site) -> dict[str, str]:
    """What stands in menus: each page with its title, in order."""
    return {path: page.title for path, page in site.pages.items()}


def stamps(root: Path, names: Iterable[str]) -> dict[Path, int]:
    """When each file of these was changed, in nanoseconds."""
    files = (f for name in names for f in (root / name, *(root / name).rglob("*")))
    made = {"__pycache__", "assets"}
    return {f: f.stat().st_mtime_ns for f in files if f.is_file() and not made & set(f.parts)}


def serve() -> int:
    """Serve until stopped, at ADDRESS."""
    host, _, port = os.environ.get("ADDRESS", ADDRESS).rpartition(":")
    # MkDocs warns that its quick builds leave lists and menus behind: ours follow, see above.
    logging.getLogger("mkdocs.commands.build").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="served-") as folder:
        show = Show(ROOT, folder)
        show.make()
        (ROOT / AGAIN).touch()
        server = LiveReloadServer(show.make, host, int(port), folder, polling_interval=0.1)
        server.error_handler = lambda code: _page_of(Path(folder, f"{code}.html"))
        for path in (ROOT / name for name in (*CONTENT, *CODE, WEB, AGAIN)):
            if path.exists():
                server.watch(str(path))
        print(f"The site is at http://{host}:{port}/ until you press Ctrl and C.", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
    return 0


def _page_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
