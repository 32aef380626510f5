"""The libraries that make the site or travel with it: their licences, the bill of materials, and their known faults.

Licences are read from the packages’ own metadata, never typed: of scripts, from what `web/build.mjs` writes of our
bundles into build/licences.json; of the theme, from its Python package.

The bill (CycloneDX) is written into build/ by `make build`, from the lock files and from what the packages say of
themselves. It needs the library that the tests bring (cyclonedx); without it nothing is written.

`make audit` asks the public lists of known faults about every locked library, and says so where they do not answer.
"""

from __future__ import annotations

import base64
import functools
import importlib.metadata
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from macros.pages import macro
from macros.problems import printable, shortened
from macros.site import Here
from macros.templates import render

if TYPE_CHECKING:
    from cyclonedx.model.component import Component


THEME = "mkdocs-material"
# The theme's package says of these only that they are in its script: their licences are those that their authors give.
IN_THE_THEME = {
    "clipboard": "MIT",
    "escape-html": "MIT",
    "focus-visible": "W3C-20150513",
    "rxjs": "Apache-2.0",
    "tslib": "0BSD",
}
ICONS = {"Material Design Icons, in the theme": "material/LICENSE"}


@dataclass(frozen=True)
class Work:
    """Something that others made and the site sends to its readers."""

    name: str
    version: str
    licence: str  # as SPDX names it
    text: str = ""  # of the licence, where the package carries it


def shipped(root: Path) -> list[Work]:
    """Every such work, by name."""
    return sorted([*_bundled(root), *_of_the_theme()], key=lambda work: work.name.lower())


def _bundled(root: Path) -> Iterator[Work]:
    file = root / "build/licences.json"
    for record in json.loads(file.read_text(encoding="utf-8")) if file.is_file() else ():
        yield Work(record["name"], record["version"], record["licence"], record["text"])


@functools.cache
def _of_the_theme() -> tuple[Work, ...]:
    found = importlib.metadata.distribution(THEME)
    folder = Path(str(found.locate_file("material/templates")))
    texts = [found.read_text(name) or "" for name in ("licenses/LICENSE", "LICENSE")]
    works = [
        Work(
            "Material for MkDocs, the theme",
            found.version,
            licence_of(THEME),
            next((t.strip() for t in texts if t), ""),
        )
    ]
    for name, file in ICONS.items():
        text = (folder / ".icons" / file).read_text(encoding="utf-8").strip()
        works.append(
            Work(name, found.version, text.split("\n")[0].strip(), text)
        )  # the text starts with its name
    works += [
        Work(f"{name}, in the theme", "", IN_THE_THEME.get(name, ""))
        for name in in_the_theme(folder)
    ]
    return tuple(works)


def in_the_theme(folder: Path) -> list[str]:
    """The packages of which something is in the theme’s script, by its own source map."""
    for file in sorted((folder / "assets/javascripts").glob("bundle.*.map")):
        sources = json.loads(file.read_text(encoding="utf-8"))["sources"]
        return sorted(
            {
                m[1]
                for source in sources
                if (m := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/", source))
            }
        )
    return []


def licence_of(package: str) -> str:
    """The licence of an installed Python package as its metadata gives it; empty where it gives none."""
    about = importlib.metadata.metadata(package)
    words = next(
        (str(about[name]) for name in ("License-Expression", "License") if name in about), ""
    )
    named = [
        c.rpartition("::")[2].strip()
        for c in about.get_all("Classifier") or []
        if c.startswith("License ::")
    ]
    return words if words and "\n" not in words and len(words) < 60 else next(iter(named), "")


@macro()
def licences(here: Here) -> Markup:
    """The works of others that travel with the site, each with its licence, and the way to the texts."""
    return render("licences.html", here=here, works=shipped(here.site.root))


def as_text(root: Path) -> str:
    """The texts of all those licences, for the file that is published beside the pages."""
    parts = ["This site sends its readers, beside our own words and code, these works of others.\n"]
    for work in shipped(root):
        head = " ".join(part for part in (work.name, work.version) if part)
        parts.append(
            f"{'-' * 78}\n{head}\nLicence: {work.licence or 'see below'}\n\n{work.text}".rstrip()
            + "\n"
        )
    return "\n".join(parts)


# ---- the bill of materials ----

BILL = "build/bill-of-materials.cdx.json"


def write_bill(root: Path) -> Path | None:
    """Write the bill. Returns the file, or nothing where the library is missing. The same locks give the same bill."""
    if importlib.util.find_spec("cyclonedx") is None:
        return None
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    whole = Component(
        name="case-for-post-qualifying-learning", type=ComponentType.APPLICATION, bom_ref="site"
    )
    bom = Bom(components=[*_locked_python(root), *_locked_scripts(root)])
    bom.metadata.component = whole
    bom.register_dependency(whole, bom.components)
    text = json.loads(JsonV1Dot6(bom).output_as_string())
    text.pop("serialNumber", None)  # a new one each time, like the hour
    text["metadata"].pop("timestamp", None)
    file = root / BILL
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        json.dumps(text, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )
    return file


def _locked_python(root: Path) -> Iterator[Component]:
    lock = root / "requirements.txt"
    text = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    for match in re.finditer(r"(?m)^([A-Za-z0-9._-]+)==(\S+)((?:[^\n]*\\\n)*[^\n]*)", text):
        name, version, rest = match.groups()
        yield _component(
            "pypi", name, version, _licence(name), re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)
        )


def _licence(name: str) -> str:
    try:
        return licence_of(name)
    except importlib.metadata.PackageNotFoundError:
        return ""  # locked for another system


def _locked_scripts(root: Path) -> Iterator[Component]:
    lock = root / "package-lock.json"
    found: dict[str, Any] = (
        json.loads(lock.read_text(encoding="utf-8"))["packages"] if lock.is_file() else {}
    )
    for path, record in sorted(found.items()):
        if path and not record.get("dev") and not record.get("optional"):
            kind, _, digest = record.get("integrity", "").partition("-")
            sha512 = base64.b64decode(digest).hex() if kind == "sha512" else ""
            yield _component(
                "npm",
                path.rpartition("node_modules/")[2],
                record["version"],
                record.get("license", ""),
                [sha512] if sha512 else [],
            )


def _component(kind: str, name: str, version: str, licence: str, hashes: list[str]) -> Component:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    group, _, short = name.rpartition("/")
    algorithm = HashAlgorithm.SHA_512 if kind == "npm" else HashAlgorithm.SHA_256
    url = PackageURL(kind, group or None, short, version)
    return Component(
        name=short,
        group=group or None,
        version=version,
        type=ComponentType.LIBRARY,
        purl=url,
        bom_ref=url.to_string(),
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
        # One file of a package has one hash; where a lock names several files, none is that of the package.
        hashes=[HashType(alg=algorithm, content=hashes[0])] if len(hashes) == 1 else [],
    )


# ---- known faults ----

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
        **{lock: _ask_python(root, lock) for lock in PYTHON_LOCKS},
        "package-lock.json": _ask_scripts(root),
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


def _ask_python(root: Path, lock: str) -> Answer:
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


def _ask_scripts(root: Path) -> Answer:
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
