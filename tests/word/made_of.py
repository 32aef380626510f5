"""What a Word file is made of, and whether its names lead to something: what can be said without asking a judge."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import normpath

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "/[content_types].xml"
ELSEWHERE = "elsewhere"  # where a relation leads out of the file
MOST = 10  # no rule allows something more than nine times and not for ever
ID, VALUE = f"{WORD}id", f"{WORD}val"
# (element, attribute) of which each value may stand once, and what names it
NAMED = {
    (f"{WORD}style", f"{WORD}styleId"): [
        (f"{WORD}{name}", VALUE) for name in ("pStyle", "rStyle", "tblStyle", "basedOn")
    ],
    (f"{WORD}comment", ID): [
        (f"{WORD}comment{name}", ID) for name in ("RangeStart", "RangeEnd", "Reference")
    ],
    (f"{WORD}abstractNum", f"{WORD}abstractNumId"): [(f"{WORD}abstractNumId", VALUE)],
    (f"{WORD}num", f"{WORD}numId"): [(f"{WORD}numId", VALUE)],
    (f"{WORD}footnote", ID): [(f"{WORD}footnoteReference", ID)],
    (f"{WORD}bookmarkStart", ID): [(f"{WORD}bookmarkEnd", ID)],
    (f"{WORD}bookmarkStart", f"{WORD}name"): [(f"{WORD}hyperlink", f"{WORD}anchor")],
    (f"{DRAWING}docPr", "id"): [],
}
LOOKED_AT = {*NAMED, *(one for by in NAMED.values() for one in by)}
Trait = tuple[str | None, ...]


class WordFile:
    """The parts of a file, what the file says that each is, and where each leads."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as file:
            held = {_normal(name): file.read(name) for name in file.namelist()}
        self._types = {
            _normal(e.get("PartName") or f"*.{e.get('Extension')}"): e.get("ContentType", "")
            for e in etree.fromstring(held.pop(TYPES)).iterchildren(etree.Element)
        }
        self.parts = {name: content for name, content in held.items() if not name.endswith(".rels")}
        self.relations = {
            name.replace("/_rels/", "/").removesuffix(".rels"): list(etree.fromstring(content))
            for name, content in held.items()
            if name.endswith(".rels")
        }

    def type(self, part: str) -> str | None:
        """What the file says that a part is."""
        return self._types.get(part) or self._types.get(f"/*{PurePosixPath(part).suffix}")

    def target(self, owner: str, relation: etree._Element) -> str:
        """The part that a relation leads to."""
        if relation.get("TargetMode") == "External":
            return ELSEWHERE
        return _normal(str(PurePosixPath(owner).parent / relation.get("Target", "")))

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """The parts that are XML."""
        return ((n, part) for n, part in self.parts.items() if (self.type(n) or "").endswith("xml"))

    def structure(self) -> set[Trait]:
        """All that the rules for Word files speak of, each once.

        Which kind of part leads to which; which element stands in which, how often, and first, last or straight after
        which other; which attributes it has, and with which values. The rules are a grammar of such traits: a file whose traits all
        stand in files without fault has none but what `loose_ends` finds.
        """
        found = set[Trait]().union(*(_traits(content) for _, content in self.texts()))
        for owner, relations in self.relations.items():
            counted = Counter(relation.get("Type") for relation in relations)
            found |= {
                ("leads to more than one", self.type(owner), t)
                for t in counted - Counter({*counted})
            }
            found |= {
                ("leads to", self.type(owner), r.get("Type"), self.type(self.target(owner, r)))
                for r in relations
            }
        return found

    def loose_ends(self) -> set[str]:
        """Parts of no type, relations and names that lead to nothing, and names that stand twice."""
        found = {f"{name} has no type" for name in self.parts if not self.type(name)}
        values: dict[tuple[str, str], Counter[str]] = {}
        for name, content in self.texts():
            ids = [relation.get("Id", "") for relation in self.relations.get(name, [])]
            said = _values(content)
            found |= {f"{name} names {r}, which is no relation" for r in said["", ""].keys() - ids}
            for key, counted in said.items():
                values[key] = values.get(key, Counter()) + counted
        for owner, relations in self.relations.items():
            to = {self.target(owner, relation) for relation in relations}
            found |= {
                f"{owner} leads to {one}, which is no part" for one in to - {*self.parts, ELSEWHERE}
            }
            found |= _twice(owner, Counter(relation.get("Id", "") for relation in relations))
        for named, by in NAMED.items():
            there = values.get(named, Counter())
            found |= _twice(named, there)
            for one in by:
                found |= {
                    f"{one} names {v}, which is not there"
                    for v in values.get(one, {}).keys() - there
                }
        return found


@cache
def _traits(content: bytes) -> frozenset[Trait]:
    """Those of a part."""
    found: set[Trait] = set()
    for element in etree.fromstring(content).iter(etree.Element):
        above = element.getparent()
        place = (None if above is None else above.tag, element.tag)
        found.add((*place, "has", *sorted(element.attrib)))
        found |= {(*place, k, re.sub(r"\d", "0", v)) for k, v in element.attrib.items()}
        tags = [child.tag for child in element.iterchildren(etree.Element)]
        found |= {(*place, "then", *pair) for pair in zip(["", *tags], [*tags, ""], strict=True)}
        found |= {
            (*place, "times", str(n), tag)
            for tag, times in Counter(tags).items()
            for n in range(2, min(times, MOST) + 1)
        }
    return frozenset(found)


@cache
def _values(content: bytes) -> dict[tuple[str, str], Counter[str]]:
    """What stands in the attributes of a part that name or are named; below no name, the relations that it uses."""
    found: dict[tuple[str, str], Counter[str]] = {("", ""): Counter()}
    for element in etree.fromstring(content).iter(etree.Element):
        for key, value in element.attrib.items():
            if key.startswith(RELATION):
                found["", ""][value] += 1
            elif (element.tag, key) in LOOKED_AT:
                found.setdefault((element.tag, key), Counter())[value] += 1
    return found


def _twice(where: object, counted: Counter[str]) -> set[str]:
    return {f"{one} stands twice: {where}" for one, times in counted.items() if times > 1}


def _normal(name: str) -> str:
    """The name of a part, as the rules for packages compare them."""
    return normpath("/" + name.replace("\\", "/").lstrip("/")).lower()
