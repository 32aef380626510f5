"""`make serve`: prepares the pages anew with every change, and lets MkDocs show them.

MkDocs runs beside this and watches only what was prepared. Where the code changed, both start again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import watchfiles

from macros import ROOT, prepare, reading, rules
from macros.problems import shown

WATCHED = ("docs", "data", "references.bib", "mkdocs.yml", "macros", "overrides")
CODE = ("macros", "overrides", "mkdocs.yml")


def write_pages() -> None:
    """Prepare the pages, or pages that say what is to be mended."""
    site = reading.load(ROOT)
    stopping = [p for p in rules.check(site) if not p.warning]
    for line in shown(stopping):
        print(line, flush=True)
    if not stopping:
        try:
            prepare.prepare(site)
        except prepare.NotMade as why:
            print(why, flush=True)
            stopping = [why.problem]
    if stopping:
        prepare.mistakes(site, stopping)


def _start_mkdocs() -> subprocess.Popen[bytes]:
    address = os.environ.get("ADDRESS", "127.0.0.1:8000")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, "--no-strict"]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DOCS_DIR": prepare.FOLDER})


def serve() -> int:
    """Serve until stopped. Returns MkDocs' exit status where it ends by itself."""
    write_pages()
    mkdocs = _start_mkdocs()
    try:
        for changes in watchfiles.watch(
            *(ROOT / name for name in WATCHED), rust_timeout=1000, yield_on_timeout=True
        ):
            if mkdocs.poll() is not None:
                return mkdocs.returncode
            if any(_is_code(Path(path)) for _, path in changes):
                mkdocs.terminate()
                mkdocs.wait()
                os.execv(sys.executable, [sys.executable, "-m", "macros", "serve"])
            if changes:
                write_pages()
    finally:
        mkdocs.terminate()
    return 0


def _is_code(path: Path) -> bool:
    return path.relative_to(ROOT).parts[0] in CODE and path.suffix != ".pyc"
