"""The files beside the pages: the library for reference managers, and the feed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import bibtexparser
import pytest
import rispy

from macros import ROOT, reading

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def library():
    """The sources as the project reads them."""
    return reading.load(ROOT).library


def test_the_bibtex_download_reads_back(site_dir: Path, library):
    """Every work, with its title, and nothing set aside."""
    found = bibtexparser.parse_file(str(site_dir / "references-library.bib"))

    assert not found.failed_blocks and {e.key for e in found.entries} == set(library)


def test_the_ris_download_reads_back(site_dir: Path, library):
    """Every work, with a type, a title and an author or editor."""
    with (site_dir / "references-library.ris").open(encoding="utf-8") as file:
        records = rispy.load(file)

    assert {r["id"] for r in records} == set(library)
    assert all(
        r.get("title") and (r.get("authors") or r.get("editors")) and r["type_of_reference"]
        for r in records
    )


def test_the_feed_is_valid_atom(site_dir: Path):
    """What RFC 4287 asks of a feed and of each entry; ids differ, dates are whole."""
    feed = ElementTree.parse(site_dir / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")

    assert feed.tag == f"{ATOM}feed" and entries
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}"), name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated"))
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(set(ids)) == len(ids)
    dates = [e.findtext(f"{ATOM}updated") for e in entries]
    assert dates == sorted(dates, reverse=True)
