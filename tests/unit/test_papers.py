"""The finished papers of invented organisations, as Word files and as drafts that the case builder opens."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from macros import ROOT, case, prepare, reading

WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


@pytest.fixture(scope="module")
def site():
    """The content of this site."""
    return reading.load(ROOT)


@pytest.fixture(scope="module")
def files(site) -> dict[str, bytes]:
    """{id of the paper: its Word file}."""
    made = dict(prepare.case_files(site))
    return {id: made[f"word/{case.file_of(id)}"] for id in site.papers}


def words(document: Any) -> str:
    """All words of a Word file, with single blanks."""
    return re.sub(r"\s+", " ", " ".join(t.text or "" for t in document.element.body.iter(WORDS)))


def opened(tmp_path: Path, file: bytes) -> dict[str, Any]:
    """What the case builder's own code makes of a file: {"state"} or {"wrong"}."""
    (tmp_path / "paper.docx").write_bytes(file)
    script = (
        "import { readFileSync } from 'node:fs';"
        f"import {{ read }} from '{(ROOT / 'web/case/draft.js').as_uri()}';"
        f"import {{ readDraft }} from '{(ROOT / 'web/word/write.js').as_uri()}';"
        f"const file = new Uint8Array(readFileSync({json.dumps(str(tmp_path / 'paper.docx'))}));"
        "console.log(JSON.stringify(read(readDraft(file))));"
    )
    done = subprocess.run(
        [prepare.node(ROOT), "--input-type=module", "-e", script],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_every_page_of_a_finished_paper_says_that_the_organisation_is_invented(files):
    for id, file in files.items():
        (section,) = Document(io.BytesIO(file)).sections
        foot = " ".join(p.text for p in section.footer.paragraphs)

        assert "does not exist, and its figures are invented" in foot, id


def test_a_finished_paper_opens_in_the_case_builder_as_it_stands_in_word(files, tmp_path):
    for id, file in files.items():
        state = opened(tmp_path, file)["state"]
        document = Document(io.BytesIO(file))
        headings = [p.text for p in document.paragraphs if p.style.name.lower() == "heading 1"]

        assert [h["text"] for h in state["headings"]] == headings[:-1], id
        assert sum(part["kind"] == "table" for part in state["parts"]) == len(document.tables)
        assert {h.get("holds") for h in state["headings"]} >= set(case.HOLDS.values())


def test_every_work_that_a_finished_paper_cites_stands_in_its_list_and_no_mark_is_left(site, files):
    for id, page in site.papers.items():
        said = words(Document(io.BytesIO(files[id])))
        listed = said.rpartition("References")[2]

        for key in site.used_on(page.path)[0]:
            assert site.library[key].plain_year in listed, f"{id}: {key}"
        assert not re.search(r"\(\s*\)|\[|\]|\{|\}|\ue000", said), id


def test_no_two_works_of_a_finished_paper_would_need_a_letter_inside_its_tables(site):
    """Cells are printed as text, so their citations are not lettered."""
    for page in site.papers.values():
        cells = [
            part["rows"]
            for part in case.draft(site, page)["parts"]
            if part["kind"] == "table" and part["sources"]
        ]
        named = [
            f"{site.library[k].label}, {site.library[k].plain_year}"
            for k in site.used_on(page.path)[0]
        ]
        twice = {name for name in named if named.count(name) > 1}

        assert not [name for name in twice if name in str(cells)]


@pytest.mark.slow
def test_a_finished_paper_has_two_to_four_sides(files, tmp_path, office):
    """As LibreOffice sets it, references included."""
    if not office:
        pytest.skip("LibreOffice is not installed")
    for id, file in files.items():
        (tmp_path / f"{id}.docx").write_bytes(file)
    office("pdf", tmp_path, *tmp_path.glob("*.docx"))
    sides = {
        id: len(re.findall(rb"/Type\s*/Page\b", (tmp_path / f"{id}.pdf").read_bytes()))
        for id in files
    }

    assert all(2 <= n <= 4 for n in sides.values()), sides
