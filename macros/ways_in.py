"""What may stand in the project’s folders: plain files only, and in docs/ only kinds that are on a list.

Everything else is refused by name before anything is read, because a build would publish it: a symbolic link copies
whatever it leads to, a pipe keeps the reader waiting, an HTML file runs in the site’s own name.
"""

from __future__ import annotations

import csv
import os
import re
import stat
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from macros.problems import Problem, shortened

FOLDERS = ("docs", "data", "overrides", "macros", "web")
KINDS = {  # by folder: the endings of names that may stand there
    "docs": {".md", ".png", ".jpg", ".jpeg", ".webp", ".pdf", ".docx", ".csv"},
    "data": {".yml", ".csv", ".json"},
    "overrides": {".html", ".css", ".js", ".txt"},
    "macros": {".py", ".html", ".xml", ".md", ".json", ".css", ".js"},
    "web": {".js", ".mjs", ".css", ".html", ".md", ".json", ".ttf", ".woff2"},
}
STARTS = {  # what a file of a kind starts with, so that nothing else hides behind its name
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".webp": b"RIFF????WEBP",  # ? is any byte
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
}
MADE = ("build", "site", ".cache", "overrides/assets", ".venv", "node_modules")  # by our commands
LARGEST = 20_000_000  # bytes of one file
PASSED_OVER = {"__pycache__", "node_modules", ".DS_Store"}
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_DEVICES = re.compile(
    r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$"
)  # names that Windows keeps for itself
_ALONE = ("references.bib", "mkdocs.yml")


def check(root: Path) -> list[Problem]:
    """Everything that may not stand in the project’s folders."""
    found = [
        p
        for name in _ALONE
        if (root / name).is_symlink() or (root / name).exists()
        for p in _not_plain(root / name, name, folder=False)
    ]
    found += _kept_in_git(root)
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            found.append(Problem(folder, 1, LINK))
        elif (root / folder).is_dir():
            found += _below(root / folder, folder, folder)
    return found


LINK = "This is a link to something else, and a build would publish what it leads to. Put the file itself here, or remove the link."
NO_FILE = "This is neither a file nor a folder. Remove it."
NO_FOLDER = (
    "This is a folder where a file should be. Bring the file back from the project’s history."
)
SECOND_NAME = "This file is a second name of another file (a hard link). Put a copy of it here."
NOT_READ = (
    LINK,
    NO_FILE,
    NO_FOLDER,
    SECOND_NAME,
)  # nothing reads a path of which one of these is said, or
UNREADABLE = "It cannot be read"  # of which the message starts with this


def _below(folder: Path, name: str, top: str) -> Iterator[Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield Problem(
            name,
            1,
            f"{UNREADABLE}: {error.strerror}. Give yourself the right to read it, or remove it.",
        )
        return
    for entry in entries:
        if entry.name in PASSED_OVER or (top == "overrides" and entry.name == "assets"):
            continue  # what tools and our own build leave there
        path = f"{name}/{entry.name}"
        if left_by_an_editor(Path(entry.path)):
            continue
        wrong = list(_not_plain(Path(entry.path), path, folder=entry.is_dir(follow_symlinks=False)))
        yield from wrong or _named(entry.name, path)
        if wrong:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), path, top)
        else:
            yield from _kind(Path(entry.path), path, top)


def left_by_an_editor(file: Path) -> bool:
    """Whether it is what an editor leaves there while a file is open. Such a file is never published.

    Emacs marks an open file by a link to nothing.
    """
    if file.is_symlink():
        return file.name.startswith(".#") and not file.exists()
    return file.is_file() and bool(
        re.fullmatch(r"\..*\.sw[a-z]|.*~|#.*#|4913|\.goutputstream-\w+", file.name)
    )


def _not_plain(file: Path, name: str, folder: bool) -> Iterator[Problem]:
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        yield Problem(name, 1, LINK)
    elif not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        yield Problem(name, 1, NO_FILE)
    elif stat.S_ISDIR(mode) and not folder:
        yield Problem(name, 1, NO_FOLDER)
    elif folder and re.search(r"(?i)\.(?:md|html?|yml|py|js|css)$", file.name):
        yield Problem(name, 1, "This folder has the name of a file. Rename it without the ending.")
    elif not folder and file.lstat().st_nlink > 1:
        yield Problem(name, 1, SECOND_NAME)
    elif not os.access(file, os.R_OK):
        yield Problem(name, 1, f"{UNREADABLE}. Give yourself the right to read it, or remove it.")


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for itself, with any ending.

    >>> is_device("con.md")
    True
    """
    return bool(_DEVICES.match(name))


def _named(base: str, path: str) -> Iterator[Problem]:
    if not _NAME.fullmatch(base):
        yield Problem(
            path,
            1,
            f'The name "{shortened(base)}" cannot be used. Use letters, digits, hyphens, dots and underscores.',
        )
    elif base.startswith(".") or base.endswith("."):
        yield Problem(
            path,
            1,
            "A name that starts or ends with a dot is hidden or lost on some computers. Rename it, or remove it.",
        )
    elif is_device(base):
        yield Problem(
            path, 1, f'"{base}" is a name that Windows keeps for a device. Give it another.'
        )


def _kind(file: Path, path: str, top: str) -> Iterator[Problem]:
    ending, size = file.suffix, file.stat().st_size
    if ending not in KINDS[top]:
        yield Problem(
            path,
            1,
            f'A file that ends in "{shortened(ending or file.name, 20)}" cannot stand in {top}/. It accepts: {", ".join(sorted(KINDS[top]))}. Remove it, or rename it.',
        )
    elif size > LARGEST:
        yield Problem(path, 1, f"The file has {size:,} bytes. Make it smaller than {LARGEST:,}.")
    else:
        yield from (Problem(path, 1, message) for message in _inside(file, ending))


def _inside(file: Path, ending: str) -> Iterator[str]:
    """What is wrong with the inside of a file that is no text of ours."""
    with file.open("rb") as opened:
        start = opened.read(16)
    wanted = STARTS.get(ending, b"")
    if len(start) < len(wanted) or any(
        found != sign for found, sign in zip(start, wanted, strict=False) if sign != ord("?")
    ):
        yield f"The name ends in {ending}, and what is inside is something else. Save it again in that format, or remove it."
    elif ending == ".pdf" and re.search(
        rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b", file.read_bytes()
    ):
        yield "This PDF holds a script, a file or a command. Save it again as plain pages, or remove it."
    elif ending == ".docx":
        yield from _inside_word(file)
    elif ending == ".csv":
        yield from _inside_table(file)


def _inside_word(file: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(file) as parts:
            names = parts.namelist()
            settings = "word/_rels/settings.xml.rels"
            elsewhere = settings in names and b"External" in parts.read(settings)[:100_000]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        yield "This Word file cannot be opened. Save it again in Word, or remove it."
        return
    if elsewhere or any(re.search(r"(?i)vba|\.bin$|embeddings/|activex", name) for name in names):
        yield "This Word file holds macros, other files or a template from elsewhere. Save its text as a new .docx, or remove it."


def _inside_table(file: Path) -> Iterator[str]:
    """A spreadsheet takes a cell that starts with = + - or @ for a formula, and runs it."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.reader(opened):
                for cell in row:
                    if re.match(r"\s*(?:[=@]|[+-](?![0-9.]))", cell) and cell.strip() != "-":
                        yield f'The cell "{shortened(cell)}" would be run as a formula by a spreadsheet. Start it with a letter or a digit.'
                        return
    except (UnicodeDecodeError, csv.Error):
        yield "This is no table in UTF-8. Save it again as CSV with the encoding UTF-8."


def _kept_in_git(root: Path) -> Iterator[Problem]:
    """Files in folders that our commands make: they would be taken for what a command made, and so be published or run."""
    if not (root / ".git").exists():
        return
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--", *MADE], capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return  # no Git here, or not a copy of its own
    for name in sorted(filter(None, done.stdout.decode("utf-8", "replace").split("\0")))[:20]:
        yield Problem(
            name,
            1,
            f'This stands in a folder that our commands make, and is kept in Git. Remove it there: git rm -r --cached "{shortened(name)}".',
        )
