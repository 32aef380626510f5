"""What the Word writer makes opens in other programs: Microsoft's Open XML SDK, python-docx, openpyxl, LibreOffice.

The templates and the reading of them are tested in web/word/word.test.js; here, what others make of the files.
"""

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypandoc
import pytest
from docx.document import Document
from lxml import etree

from macros import prepare, reading
from macros.prepare import node
from tests.word import sdk
from tests.word.made_of import WORD, WordFile

ROOT = Path(__file__).parents[2]
GIVEN = ("python-docx", "pandoc")  # templates that Word itself once wrote


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each template, the case written into it, and that case marked as an old paper."""
    folder = tmp_path_factory.mktemp("word")
    given = [tmp_path_factory.mktemp("given") / f"{name}.docx" for name in GIVEN]
    for path, add in zip(given, (with_headings, from_pandoc), strict=True):
        add(path)
    command = [node(ROOT), "tests/word/make.mjs", str(folder), *map(str, given)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return folder


def with_headings(path: Path) -> None:
    document = docx.Document()
    for text in ("Recommendations", "Legal implications"):
        document.add_heading(text, 1)
        document.add_paragraph()
    document.add_table(2, 2, style="Light Grid Accent 1")
    document.save(str(path))


def from_pandoc(path: Path) -> None:
    command = [
        pypandoc.get_pandoc_path(),
        "-o",
        str(path),
        "--print-default-data-file",
        "reference.docx",
    ]
    subprocess.run(command, check=True)


def stray_text(path: Path) -> set[str]:
    """Text that stands beside elements of WordprocessingML, where none may."""
    with zipfile.ZipFile(path) as file:
        parts = [n for n in file.namelist() if re.fullmatch(r"word/\w+\.xml", n)]
        elements = [e for n in parts for e in etree.fromstring(file.read(n)).iter(f"{WORD}*")]
    return {
        f"text in {e.tag.removeprefix(WORD)}: {said!r}"
        for e in elements
        if len(e)
        for said in (e.text, *(child.tail for child in e))
        if said and said.strip()
    }


def files(folder: Path, kind: str) -> list[Path]:
    return sorted(folder.glob(f"*.{kind}.doc*"))


def template_of(path: Path) -> Path | None:
    """What the case was written into; None where that was our own."""
    [name, _, _] = path.name.rsplit(".", 2)
    return next((t for t in files(path.parent, "template") if t.name.startswith(f"{name}.")), None)


def test_nothing_in_a_file_leads_nowhere_or_stands_where_none_may(made: Path) -> None:
    """In every case and marked paper: names, numbers, relations, parts, and text between elements; a template’s own faults stay."""
    written = [*files(made, "case"), *files(made, "marked")]
    faults = {}
    for path in written:
        template = template_of(path)
        found = WordFile(path).loose_ends() | stray_text(path)
        if template:
            found -= WordFile(template).loose_ends() | stray_text(template)
        faults[path.name] = found
    assert len(written) > 130
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.skipif(not sdk.IS_HERE, reason="the Open XML SDK is not installed for this system")
def test_no_file_has_a_fault_that_its_template_did_not_have(made: Path) -> None:
    """The SDK is asked about as few cases and marked papers as have between them every trait that none has from its template.

    It is slow, and says of one trait the same in each file; what it says beyond traits, the test above finds in every file.
    """
    new = {}
    for path in [*files(made, "case"), *files(made, "marked")]:
        template = template_of(path)
        own = WordFile(template).structure() if template else set()
        new[path] = WordFile(path).structure() - own
    faults, unseen = {}, set().union(*new.values())
    while unseen:
        path = max(new, key=lambda path: len(new[path] & unseen))
        unseen -= new[path]
        faults[path.name] = sdk.faults(path)
        template = template_of(path)
        if faults[path.name] and template:
            faults[path.name] -= sdk.faults(template)
    assert len(new) > 130 and len(faults) > 5
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.skipif(not sdk.IS_HERE, reason="the Open XML SDK is not installed for this system")
def test_a_ready_made_paper_of_each_kind_is_without_fault(tmp_path: Path) -> None:
    kinds = ("five-case", "committee", "trustees", "worked-charity")
    ready = dict(prepare.case_files(reading.load(ROOT)))
    for kind in kinds:
        path = tmp_path / f"{kind}.docx"
        path.write_bytes(next(content for name, content in ready.items() if kind in name))
        assert sdk.faults(path) | stray_text(path) | WordFile(path).loose_ends() == set(), kind


def opened(path: Path) -> Document:
    return docx.Document(str(path))


def test_headings_are_real_styles_at_the_level_of_the_template(made: Path) -> None:
    document = opened(made / "numbered headings.case.docx")
    headings = {
        p.text: p.style.name
        for p in document.paragraphs
        if p.style and p.style.name.startswith("Heading")
    }
    assert (
        headings["Purpose of report"]
        == headings["Options that we looked at"]
        == headings["References"]
        == "Heading 1"
    )
    assert headings["What it costs"] == "Heading 2"


def test_tables_say_which_row_is_their_header_and_what_they_are(made: Path) -> None:
    for table in opened(made / "ours.case.docx").tables:
        properties = table._tbl.tblPr
        assert properties.xpath("./w:tblCaption/@w:val")[0]
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert not table.rows[1]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


def test_the_amount_of_a_narrow_column_does_not_break(made: Path) -> None:
    table = opened(made / "ours.case.docx").tables[0]
    widths = [int(width) for width in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]
    assert widths[1] > 1500


def test_a_chart_opens_with_its_numbers_and_says_them_in_words(made: Path) -> None:
    path = made / "ours.case.docx"
    with zipfile.ZipFile(path) as parts:
        book = "word/embeddings/pqNumbers1.xlsx"
        sheet = openpyxl.load_workbook(io.BytesIO(parts.read(book))).active
        document = parts.read("word/document.xml").decode()
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows == [
        [" ", "England", "Here & there"],
        ["2023", 15.9, 17],
        ["2024", 13.8, 16],
        ["2025", None, 15.5],
    ]
    assert 'descr="Turnover. ' in document


def test_dated_arguments_carry_a_comment_and_old_papers_theirs(made: Path) -> None:
    comments = [comment.text for comment in opened(made / "ours.case.docx").comments]
    assert comments == ["Dated."]
    marked = [comment.text for comment in opened(made / "ours.marked.docx").comments]
    assert "Dated." in marked and "Gone: turnover." in marked


def test_citations_lead_to_the_one_list_of_references(made: Path) -> None:
    body = opened(made / "ours.case.docx").element.body
    names = set(body.xpath("//w:bookmarkStart/@w:name"))
    anchors = body.xpath("//w:hyperlink/@w:anchor")
    assert anchors and set(anchors) <= names


def test_the_file_is_named_by_its_case_unless_the_template_has_a_title(made: Path) -> None:
    assert (
        opened(made / "ours.case.docx").core_properties.title
        == "The case for <practice educators> & more"
    )
    assert (
        opened(made / "no styles.case.docx").core_properties.title
        == "The case for <practice educators> & more"
    )
    assert opened(made / "cover table.case.docx").core_properties.title == "Cabinet report"


def test_pictures_headers_and_wide_pages_stay(made: Path) -> None:
    logo = opened(made / "logo in the header.case.docx")
    assert [p.text for p in logo.sections[0].header.paragraphs] == ["", "OFFICIAL"]
    wide = opened(made / "landscape appendix.case.docx").sections
    assert [section.page_width < section.page_height for section in wide] == [True, False]


@pytest.mark.parametrize(
    "name", ["Recommendations", "Legal implications", "Options that we looked at"]
)
def test_a_template_that_word_wrote_keeps_its_styles(made: Path, name: str) -> None:
    document = opened(made / "python-docx.case.docx")
    [heading] = [p for p in document.paragraphs if p.text == name]
    assert heading.style and heading.style.style_id == "Heading1"
    assert any(p.style and p.style.style_id == "ListBullet" for p in document.paragraphs)


def one_gap_filled(path: Path, to: Path) -> Path:
    """The file as Word leaves it when somebody types over one of its gaps: the value that all of the name share."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("customXml/item"):
                text = text.replace(b"[local turnover rate]", b"12.3%")
            new.writestr(name, text)
    return to


def pages_of(pdf: Path) -> str:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def saved(made: Path, tmp_path_factory: pytest.TempPathFactory, office) -> Path:
    """The case in our own template and in one of a council, saved again by LibreOffice."""
    if not office:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("saved")
    cases = [made / f"{name}.case.docx" for name in ("ours", "numbered paragraphs")]
    cases.append(one_gap_filled(made / "ours.case.docx", folder / "filled.case.docx"))
    for kind in ("docx", "pdf"):
        office(kind, folder, *cases)
    return folder


def test_the_draft_survives_a_save_in_libreoffice(saved: Path) -> None:
    script = (
        "import { readFileSync } from 'node:fs'; import { readDraft } from './web/word/write.js';"
        f"process.stdout.write(readDraft(readFileSync({json.dumps(str(saved / 'ours.case.docx'))})) ?? '');"
    )
    command = [node(ROOT), "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == {"name": "ours"}


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_libreoffice_numbers_the_paragraphs_on(saved: Path) -> None:
    text = pages_of(saved / "numbered paragraphs.case.pdf")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert any(line.startswith("1.1 Our turnover is [local turnover rate]") for line in lines)
    assert "3 Options that we looked at" in lines
    assert "4 References" in lines


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_filling_one_gap_fills_all_of_its_name(saved: Path) -> None:
    before, after = (pages_of(saved / f"{name}.case.pdf") for name in ("ours", "filled"))
    assert before.count("[local turnover rate]") == 2
    assert "[local turnover rate]" not in after
    assert " ".join(after.split()).count("12.3%") == 2


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_libreoffice_draws_charts_with_their_numbers_and_numbers_the_captions(saved: Path) -> None:
    text = pages_of(saved / "ours.case.pdf")
    assert text.count("£2,750") == 2  # at the end of the line, and in the table below
    assert "Figure 2: Cost of a place" in text and "Table 3: Cost of a place: the numbers" in text


def test_the_numbers_of_a_line_are_in_its_workbook(made: Path) -> None:
    with zipfile.ZipFile(made / "ours.case.docx") as parts:
        sheet = openpyxl.load_workbook(
            io.BytesIO(parts.read("word/embeddings/pqNumbers2.xlsx"))
        ).active
        drawing = parts.read("word/charts/pqChart2.xml").decode()
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Year", "Fee", "Cover", "Travel"]
    assert [cell.value for cell in sheet[4]] == ["2025", None, 1250, 160]
    assert "<c:lineChart>" in drawing and "Sheet1!$B$2:$B$5" in drawing


def test_each_comment_has_its_words_and_can_be_deleted(made: Path) -> None:
    document = opened(made / "ours.case.docx")
    for comment in document.comments:
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            assert len(document.element.xpath(f"//w:{tag}[@w:id='{comment.comment_id}']")) == 1
    with zipfile.ZipFile(made / "ours.case.docx") as parts:
        assert not [name for name in parts.namelist() if "commentsExtended" in name]
