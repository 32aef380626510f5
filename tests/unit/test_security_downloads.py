"""What other programs read: hostile words in a record come back as words, by each format's own library."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import bibtexparser
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import news
from macros.site import Site
from macros.sources import Entry, to_bibtex, to_ris

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = {
    "end of an RIS record": "A\nER  - \n\nTY  - RPRT\nTI  - Forged\nER  - ",
    "end of an RIS record on old lines": "A\r\rER  - \r\rTY  - JOUR",
    "end of an RIS record on other lines": "A\u2028ER  - \u2028TY  - JOUR\x85ER  - ",
    "tag of RIS": "TY  - JOUR",
    "end of a BibTeX field": "A}, note = {forged",
    "end of a BibTeX entry": "A}}\n\n@article{forged, title = {x}}",
    "string of BibTeX": '@string{a = "b"}',
    "start of a BibTeX entry": "@article{forged,",
    "more closing braces": "}}}}}",
    "more opening braces": "{{{{{",
    "command of LaTeX": "\\input{/etc/passwd} \\write18{id}",
    "remark of LaTeX": "100% sure",
    "signs of LaTeX": "A & B # C _ D $ E ~ F ^ G",
    "quotation marks": "A \"b\" 'c' `d`",
    "end of an element": "</title></entry><entry><title>Forged",
    "end of a section": "]]><x>",
    "start of a section": "<![CDATA[ x",
    "entity": "&x; &#0; &lt;script&gt; &amp;",
    "declaration": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
    "remark of XML": "--><script>alert(1)</script><!--",
    "control": "a\x00b\x01c\x08d\x1be\x7ff",
    "what XML cannot hold": "a\ufffeb\uffffc\ud800d",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "macro": "{{ config }} {% include 'x' %}",
    "blank lines": "a\n\n\n\nb",
    "very long": "x" * 100_000,
    "joined authors": "A and B and others",
    "commas": "a, b, c, d",
}


def words(text: str) -> str:
    """The words of a text without what a format cannot hold or sets apart."""
    return "".join(c for c in text if c.isalnum() and c.isprintable())


def entry(text: str) -> Entry:
    """A work whose every field holds the text."""
    names = ("title", "publisher", "note", "journal", "address")
    return Entry(
        "x-1",
        "online",
        {**dict.fromkeys(names, text), "year": "2026", "url": "https://example.org/x"},
        {"author": [{"literal": text}, {"family": text, "given": "A"}]},
    )


def check_ris(text: str) -> None:
    (found,) = rispy.loads(to_ris(entry(text), entry("second")).replace("\r", "\n"))[:-1]
    if words(text):
        assert words(found["title"]) == words(text)
    assert found["type_of_reference"] == "ELEC" and found["id"] == "x-1" and found["year"] == "2026"


def check_bibtex(text: str) -> None:
    library = bibtexparser.parse_string(to_bibtex(entry(text)))
    assert len(library.blocks) == len(library.entries) == 1 and library.entries[0].key == "x-1"
    fields = library.entries[0].fields_dict
    assert list(fields) == [
        "author",
        "title",
        "publisher",
        "note",
        "journal",
        "address",
        "year",
        "url",
    ]
    assert words(fields["title"].value) == words(text.replace("\ud800", ""))


def check_feed(text: str) -> None:
    record = news.News(1)
    record.update(id="x", date="2026-01-01", title=text, text=text, page="index.md")
    site = Site(
        None,  # type: ignore[arg-type]
        (news.KIND,),
        records={"news": {"x": record}},
        config={"site_name": text},
        site_url="https://example.org/",
    )
    made = news.feed(site).encode("utf-8")
    feed = ElementTree.fromstring(made)
    entries = feed.findall(f"{ATOM}entry")
    assert [child.tag for child in entries[0]] == [
        f"{ATOM}{name}" for name in ("id", "title", "updated", "content", "link")
    ]
    assert len(entries) == 1 and len(list(feed.iter())) == 13
    assert words(entries[0].findtext(f"{ATOM}title") or "") == words(text)


@pytest.mark.parametrize(
    "check", [check_ris, check_bibtex, check_feed], ids=["RIS", "BibTeX", "feed"]
)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_come_back_as_words(text, check):
    """One record goes in and one comes out, with the same words in the same fields."""
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_words_at_all_come_back_as_words(text):
    """Whatever somebody types or pastes."""
    for check in (check_ris, check_bibtex, check_feed):
        check(text)
