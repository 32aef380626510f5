"""The theme’s templates, compiled once and kept below .cache: Jinja would compile eighty of them for each build."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from mkdocs.plugins import BasePlugin

from macros import known_good


class Compiled(BasePlugin):
    """Asked by MkDocs when it has made the environment of the templates. Jinja itself sees which of them changed."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.place = root / ".cache/templates"

    def on_env(self, env: jinja2.Environment, /, **_: Any) -> jinja2.Environment:
        """Let Jinja keep what it compiles, for this code and these libraries alone."""
        code = known_good.code()
        folder = self.place / code[:24]
        if not code:
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
