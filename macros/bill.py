"""The bill of materials of a build, in CycloneDX: every library that made it or travels with it, with hash and licence.

Written into build/ by `make build`, from the lock files and from what the packages say of themselves. Needs the
library that the tests bring (cyclonedx); without it nothing is written.
"""

from __future__ import annotations

import base64
import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros import licences

if TYPE_CHECKING:
    from cyclonedx.model.component import Component

FILE = "build/bill-of-materials.cdx.json"


def write(root: Path) -> Path | None:
    """Write the bill. Returns the file, or nothing where the library is missing. The same locks give the same bill."""
    if importlib.util.find_spec("cyclonedx") is None:
        return None
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    whole = Component(
        name="case-for-post-qualifying-learning", type=ComponentType.APPLICATION, bom_ref="site"
    )
    bom = Bom(components=[*_python(root), *_scripts(root)])
    bom.metadata.component = whole
    bom.register_dependency(whole, bom.components)
    text = json.loads(JsonV1Dot6(bom).output_as_string())
    text.pop("serialNumber", None)  # a new one each time, like the hour
    text["metadata"].pop("timestamp", None)
    file = root / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        json.dumps(text, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )
    return file


def _python(root: Path) -> Iterator[Component]:
    lock = root / "requirements.txt"
    text = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    for match in re.finditer(r"(?m)^([A-Za-z0-9._-]+)==(\S+)((?:[^\n]*\\\n)*[^\n]*)", text):
        name, version, rest = match.groups()
        yield _component(
            "pypi", name, version, _licence(name), re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)
        )


def _licence(name: str) -> str:
    try:
        return licences.licence_of(name)
    except importlib.metadata.PackageNotFoundError:
        return ""  # locked for another system


def _scripts(root: Path) -> Iterator[Component]:
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
