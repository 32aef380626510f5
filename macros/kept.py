"""What is kept below .cache from run to run: texts in which a rule found nothing, and templates, compiled.

A rule that reads one text and nothing else will find nothing in it again, while nothing changes in our code. What is
wrong is never kept, so it is said each time. Jinja would compile eighty templates for each build.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import jinja2
from jinja2.bccache import Bucket
from mkdocs.plugins import BasePlugin

T = TypeVar("T")
CODE = Path(__file__).parent


class KnownGood:
    """What was in order. Used while a site is checked, and kept by `keep` below the project’s root."""

    def __init__(self, root: Path) -> None:
        self._file = root / ".cache/known-good.txt"
        self._known: set[str] = set()
        self._asked: set[str] = set()
        self._code = code()
        if self._code:
            try:
                first, *hashes = self._file.read_text(encoding="ascii").split("\n")
            except (OSError, ValueError):
                return
            self._known = set(hashes) if first == self._code else set()

    def found(self, rule: str, text: str, look: Callable[[], Iterable[T]]) -> list[T]:
        """What `look` finds in a text, which is not read where that was nothing before."""
        if self.knows(rule, text):
            return []
        result = list(look())
        if not result:
            self.note(rule, text)
        return result

    def knows(self, rule: str, text: str) -> bool:
        """Whether a rule is known to find nothing in a text."""
        key = _key(rule, text)
        self._asked.add(key)
        return key in self._known

    def note(self, rule: str, text: str) -> None:
        """Say that a rule found nothing in a text."""
        self._known.add(_key(rule, text))

    def keep(self) -> None:
        """Write down what is in order, of what was asked since the last time."""
        if not self._code:
            return
        kept = sorted(self._known & self._asked)
        try:
            self._file.parent.mkdir(exist_ok=True)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            fresh.write_text("\n".join([self._code, *kept]), encoding="ascii")
            fresh.replace(self._file)
        except OSError:
            pass  # a folder that cannot be written costs time, nothing else


def _key(rule: str, text: str) -> str:
    return hashlib.sha256(f"{rule}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


@functools.lru_cache(maxsize=8)
def of(root: Path) -> KnownGood:
    """What is in order in a project, for as long as this process runs."""
    return KnownGood(root)


def code() -> str:
    """A hash of our code, of Python and of the libraries, as this process found them; empty where some cannot be read."""
    return _of_code(CODE)


@functools.cache
def _of_code(place: Path) -> str:
    libraries = sorted(f.name for f in Path(jinja2.__file__).parent.parent.glob("*.dist-info"))
    digest = hashlib.sha256("\n".join([sys.version, *libraries]).encode())
    try:
        for file in files(place):
            digest.update(f"{file}\n{hash_of(file)}\n".encode())
    except OSError:
        return ""
    return digest.hexdigest()


def files(place: Path) -> Iterator[Path]:
    """A file, or every file below a folder, in the same order each time."""
    if place.is_file():
        yield place
    for folder, below, names in os.walk(place):
        below[:] = sorted(one for one in below if one != "__pycache__")
        yield from (Path(folder, one) for one in sorted(names))


_HASHES: dict[Path, tuple[tuple[int, ...], str]] = {}  # with what the system says of the file
JUST_NOW = 2_000_000_000  # nanoseconds: two changes so close together may carry the same time


def hash_of(file: Path) -> str:
    """The hash of a file’s content, which a build asks for several times; read again where the file may have changed."""
    says = file.stat()
    stamp = (says.st_ino, says.st_size, says.st_mtime_ns, says.st_ctime_ns)
    known, made = _HASHES.get(file, ((), ""))
    if known == stamp:
        return made
    made = hashlib.sha256(file.read_bytes()).hexdigest()
    if time.time_ns() - says.st_ctime_ns > JUST_NOW:
        _HASHES[file] = stamp, made
    return made


class Compiled(BasePlugin):
    """For the templates of the theme, whose environment MkDocs hands over when it has made it, and for our own.

    Jinja itself sees which of them changed.
    """

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.place = root / ".cache/templates"

    def on_env(self, env: jinja2.Environment, /, **_: Any) -> jinja2.Environment:
        """Let Jinja keep what it compiles, for this code and these libraries alone."""
        of_code = code()
        folder = self.place / of_code[:24]
        if not of_code:
            return env
        try:
            for other in self.place.glob("*"):
                if other != folder:
                    shutil.rmtree(other, ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return env  # a folder that cannot be written costs time, nothing else
        env.bytecode_cache = _Kept(str(folder))
        return env


class _Kept(jinja2.FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):  # as above; another build may have cleared the folder
            super().dump_bytecode(bucket)
