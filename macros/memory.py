"""What was found in order, or made, and is not done again while nothing that it depends on has changed.

Kept below .cache with a hash of all that is read: content, code, settings, libraries, the day. Only a check without a
mistake is kept; its warnings are kept with it, and said again. What comes with the project cannot stand there: files of
.cache that are kept in Git are a mistake (macros/unsafe.py), and that is looked for each time.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from macros import prepare, rules, settings
from macros.kept import code, files, hash_of
from macros.problems import Problem
from macros.site import Site

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


def check(site: Site, before: str) -> list[Problem]:
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
    """The folder of prepared pages, made anew where it is not as it was left. Raises `prepare.NotMade`."""
    kept = site.root / ".cache/prepared.json"
    folder = site.root / prepare.FOLDER
    if before:
        known = _read(kept)
        if known.get("state") == before and known["files"] == _hashes(folder):
            return folder
    prepare.prepare(site)
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
