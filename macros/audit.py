"""`make audit`: asks the public lists of known faults about every locked library, and says so where they do not answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.problems import printable, shortened

PYTHON_LOCKS = ("requirements.txt", "requirements-dev.txt")


@dataclass(frozen=True)
class Answer:
    """What a list said: the faults, how many libraries it was asked about, and why it did not answer for some."""

    faults: tuple[str, ...] = ()
    asked: int = 0
    silent: str = ""


def audit(root: Path) -> int:
    """Ask about every lock file. 1 where there are known faults, 2 where a list did not answer, otherwise 0."""
    answers = {
        **{lock: _python(root, lock) for lock in PYTHON_LOCKS},
        "package-lock.json": _scripts(root),
    }
    for lock, answer in answers.items():
        for fault in answer.faults:
            print(f"{lock}: {printable(fault)}")
        if answer.silent:
            print(
                f"{lock}: the list of known faults did not answer ({printable(shortened(answer.silent, 120))}). Ask again from another network: nothing is known of these libraries now."
            )
        elif not answer.faults:
            print(f"{lock}: no known fault in {answer.asked} libraries.")
    if any(a.faults for a in answers.values()):
        return 1
    return 2 if any(a.silent for a in answers.values()) else 0


def _python(root: Path, lock: str) -> Answer:
    tool = Path(sys.executable).with_name("pip-audit")
    command = [
        str(tool),
        "--requirement",
        lock,
        "--require-hashes",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    return judge_python(*_run(command, root))


def _scripts(root: Path) -> Answer:
    return judge_scripts(*_run(["npm", "audit", "--json"], root))


def _run(command: list[str], root: Path) -> tuple[str, str]:
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run(
            command,
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PATH": beside},
        )
    except OSError as error:
        return "", f"{Path(command[0]).name} cannot be run: {error.strerror}"
    return done.stdout, done.stderr


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def judge_python(out: str, said: str) -> Answer:
    """What pip-audit’s JSON says. It passes over a library of which it learns nothing, and so does not fail: we do."""
    found = _json(out).get("dependencies")
    if not isinstance(found, list):
        return Answer(silent=_last(said) or "no answer")
    faults = tuple(
        f"{d['name']} {d['version']}: {v['id']}; {_mended(v.get('fix_versions', []))}"
        for d in found
        for v in d.get("vulns", [])
    )
    skipped = [str(d["skip_reason"]) for d in found if d.get("skip_reason")]
    return Answer(faults, len(found) - len(skipped), skipped[0] if skipped else "")


def _mended(versions: list[str]) -> str:
    return f"mended in {', '.join(versions)}: run make lock" if versions else "not mended yet"


def judge_scripts(out: str, said: str) -> Answer:
    """What npm’s JSON says."""
    found = _json(out)
    if "vulnerabilities" not in found:
        return Answer(
            silent=str(found.get("message") or _last(said) or "no answer").split(" - ")[0]
        )
    return Answer(
        tuple(_script_faults(found["vulnerabilities"])),
        found.get("metadata", {}).get("dependencies", {}).get("total", 0),
    )


def _script_faults(found: dict[str, Any]) -> Iterator[str]:
    for name, fault in found.items():
        titles = [
            via["title"]
            for via in fault.get("via", [])
            if isinstance(via, dict) and via.get("title")
        ]
        yield f"{name} {fault.get('range', '')}: {'; '.join(titles) or 'by a library that it uses'}"


def _last(said: str) -> str:
    return next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")
