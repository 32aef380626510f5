"""The Word files that can be taken without the page where a case is put together."""

from __future__ import annotations

import io

import pytest
from docx import Document

from macros import ROOT, case, prepare, reading


@pytest.fixture(scope="module")
def files():
    """{path: Word file as python-docx reads it}."""
    return {
        path: Document(io.BytesIO(content))
        for path, content in prepare.case_files(reading.load(ROOT))
    }


def test_each_purpose_has_a_file_and_each_link_on_the_page_leads_to_one(files):
    """A council gets both of its outlines, a charity the trustees' paper."""
    linked = {f"word/{name}" for fund in case.FUNDS for name in case.ready_made(fund).values()}

    assert {path for path in files if "/worked-" not in path} == linked
    assert "word/charity-trustees.docx" in files and "word/amhp-bia-committee.docx" in files


def test_a_file_says_first_what_is_asked_and_ends_with_its_references(files):
    """So that it reads as a paper, not as a pile of paragraphs."""
    for path, document in files.items():
        if "/worked-" in path:
            continue  # finished papers: tests/unit/test_papers.py
        headings = [p.text for p in document.paragraphs if p.style.name.lower() == "heading 1"]
        words = "\n".join(
            t.text or ""
            for t in document.element.body.iter(
                "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
            )
        )

        assert headings[-1] == "References"
        paragraphs = [p.text for p in document.paragraphs]
        first = paragraphs[paragraphs.index(headings[0]) : paragraphs.index(headings[1])]
        assert any("is asked to agree" in text for text in first)
        assert "[date of decision]" in words and len(document.tables) >= 3


def test_nothing_historic_stands_in_a_file():
    """What went with 2007 is not offered as a reason to spend money today."""
    site = reading.load(ROOT)
    chosen = {id for door in case.data(site)["doors"] for id in door["arguments"]}

    assert chosen and {site.snippets[id].meta["stands"] for id in chosen} == {"current"}


def test_every_gap_that_is_said_to_be_filled_is_filled_by_the_browser_part():
    """A name that changes on one side alone would choose arguments by gaps that nobody fills."""
    parts = (ROOT / "web/council/words.js", ROOT / "web/case/money-paper.js")
    filled = "".join(part.read_text(encoding="utf-8") for part in parts)

    assert [name for name in sorted(case.FILLED) if f'"{name}"' not in filled] == []
