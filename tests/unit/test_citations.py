"""Citations, reference lists, BibTeX and RIS, as a reader sees them."""

from __future__ import annotations

import re

import pytest
import rispy

from macros import citations, reading, sources, statistics
from macros.site import Here
from macros.sources import sort_key, to_ris
from tests.unit import project
from tests.unit.project import BIB, PAGE

MORE = (
    BIB
    + """
@techreport{doh2006a,
  author = {{Department of Health}},
  title = {Options for excellence},
  year = {2006},
  institution = {Department of Health},
  address = {London}
}

@techreport{doh2006b,
  author = {{Department of Health}},
  title = {Our health, our care, our say},
  year = {2006},
  institution = {Department of Health}
}

@misc{mha2007,
  author = {{United Kingdom}},
  title = {Mental Health Act 2007},
  year = {2007},
  number = {c. 12},
  entrysubtype = {legislation},
  url = {https://www.legislation.gov.uk/ukpga/2007/12}
}

@misc{gscc2007,
  author = {{General Social Care Council}},
  title = {Email to Skills for Care London},
  year = {2007},
  month = {October},
  entrysubtype = {email}
}

@incollection{owens2007,
  author = {Owens, G.},
  title = {Supporting roles in PQ},
  year = {2007},
  editor = {Tovey, W.},
  booktitle = {The handbook},
  publisher = {Jessica Kingsley},
  pages = {10--20}
}

@article{doel2008,
  author = {Doel, M. and Nelson, P. and Flynn, E.},
  title = {Experiences of study <script>},
  journal = {Social Work Education},
  year = {2008},
  volume = {27},
  number = {5},
  pages = {549--571},
  doi = {10.1080/02615470701708768}
}

@online{sfc2024,
  author = {{Skills for Care}},
  title = {What data tells us},
  year = {no date},
  url = {https://www.example.org/a%20b&c},
  urldate = {2026-11}
}
"""
)


@pytest.fixture
def here(tmp_path):
    """A page of a small site, with the library formatted."""
    site = reading.load(project.make(tmp_path, {"references.bib": MORE}))
    return Here(site, "index.md")


def text(html: str) -> str:
    """What a reader sees of some HTML."""
    return re.sub(r"<[^>]+>", "", str(html))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["rowland2006"], "(Rowland, 2006)"),
        (
            ["gscc2002", "code for employers, 3"],
            "(General Social Care Council, 2002, code for employers, 3)",
        ),
        (["rowland2006", "gscc2002"], "(Rowland, 2006; General Social Care Council, 2002)"),
        (["doh2006a", "doh2006b"], "(Department of Health, 2006a, 2006b)"),
        (
            ["doh2006b", "p. 3", "rowland2006", "table 2"],
            "(Department of Health, 2006b, p. 3; Rowland, 2006, table 2)",
        ),
        (["moriarty2014"], "(Moriarty and Manthorpe, 2014)"),
        (["mha2007"], "(Mental Health Act 2007)"),
        (["sfc2024"], "(Skills for Care, no date)"),
    ],
)
def test_cites_in_harvard_style(here, arguments, expected):
    """Author and date, locators, several works, two works of one year, an Act, no date."""
    assert text(citations.cite(here, *arguments)) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["rowland2006"], "Rowland (2006)"),
        (["doh2006b", "p. 3"], "Department of Health (2006b, p. 3)"),
        (["mha2007"], "Mental Health Act 2007"),
    ],
)
def test_cites_in_the_narrative_form(here, arguments, expected):
    """The author is part of the sentence."""
    assert text(citations.cite(here, *arguments, narrative=True)) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "doh2006a",
            "Department of Health (2006a) Options for excellence. London: Department of Health.",
        ),
        (
            "mha2007",
            "Mental Health Act 2007, c. 12. Available at: https://www.legislation.gov.uk/ukpga/2007/12.",
        ),
        (
            "gscc2007",
            "General Social Care Council (2007) Email to Skills for Care London, October.",
        ),
        (
            "owens2007",
            "Owens, G. (2007) ‘Supporting roles in PQ’, in W. Tovey (ed.) The handbook. Jessica Kingsley, pp. 10–20.",
        ),
        ("rowland2006", "Rowland, M. (2006) Post hoc survey. Unpublished."),
        (
            "sfc2024",
            "Skills for Care (no date) What data tells us. Available at: https://www.example.org/a%20b&c (Accessed: November 2026).",
        ),
    ],
)
def test_lists_in_harvard_style(here, key, expected):
    """Reports, Acts, correspondence, chapters, unpublished work and web pages, as Cite Them Right has them."""
    assert here.site.library[key].text == expected


def test_a_title_cannot_carry_active_html(here):
    """What stands in the library is text, whatever it looks like."""
    assert "<script" not in here.site.library["doel2008"].html
    assert "&lt;script&gt;" in here.site.library["doel2008"].html


def test_a_citation_leads_to_the_entry_and_back(here):
    """The link goes to the page's own list, whose arrows come back to each place in the text."""
    html = citations.cite(here, "gscc2002")
    assert 'href="#ref-gscc2002"' in html and 'id="cite-gscc2002-1"' in html

    listed = statistics.references(here)
    assert (
        'id="ref-gscc2002"' in listed
        and 'href="#cite-gscc2002-1"' in listed
        and 'href="references.html#gscc2002"' in listed
    )


def test_the_library_says_where_a_work_is_cited(here):
    """Each entry names the pages and leads to the very place."""
    html = citations.reference_list(here)

    assert 'href="index.html#cite-gscc2002-1">Home</a>' in html
    assert 'href="statistics.html#stay-2006"' in html


def test_a_page_lists_only_what_it_cites(here):
    """And what its figures rest on."""
    keys, figures = here.site.used_on("index.md")

    assert set(keys) == {"gscc2002", "rowland2006", "moriarty2014"} and figures == ["stay-2006"]


def test_the_list_is_alphabetical_and_letters_follow_it(here):
    """As in Cite Them Right."""
    order = sorted(here.site.library.values(), key=sort_key)

    assert [s.key for s in order if s.key.startswith("doh")] == ["doh2006a", "doh2006b"]
    assert [s.label.striptags()[0] for s in order] == sorted(s.label.striptags()[0] for s in order)


def test_ris_reads_back(here):
    """A reference manager finds the authors, the title, the year and the pages."""
    records = rispy.loads("\n".join(to_ris(s) for s in here.site.library.values()))
    doel = next(r for r in records if r["id"] == "doel2008")

    assert len(records) == len(here.site.library)
    assert doel["authors"] == ["Doel, M.", "Nelson, P.", "Flynn, E."] and doel["year"] == "2008"
    assert (
        doel["start_page"] == "549"
        and doel["end_page"] == "571"
        and doel["type_of_reference"] == "JOUR"
    )


def test_the_library_is_formatted_once(tmp_path, monkeypatch):
    """What pandoc answered is kept: the same library is never set twice, not even by another process."""
    root = project.make(tmp_path, {"docs/index.md": PAGE})
    expected = reading.load(root).library["rowland2006"].text
    monkeypatch.setattr("subprocess.run", lambda *a, **k: pytest.fail("pandoc ran again"))

    found, _ = sources.read(
        (root / "references.bib").read_text(encoding="utf-8"),
        "references.bib",
        root / ".cache" / "pandoc",
    )
    assert found["rowland2006"].text == expected


def test_others_are_no_author(here):
    """Two words of BibTeX that stand for people: et al. in the text, nothing in RIS."""
    found, _ = sources.read(
        "@book{a2001, author = {Lee, J. and others}, title = {T}, year = {2001}}", "x.bib"
    )

    assert text(found["a2001"].label) == "Lee et al."
    assert "others" not in to_ris(found["a2001"])


def test_a_citation_carries_no_markup_but_emphasis(here):
    """What pandoc wraps words in is not for the page."""
    found, _ = sources.read(
        "@book{a2001, author = {Lee, J. and others}, title = {T}, year = {2001}}", "x.bib"
    )

    assert "<span" not in found["a2001"].label + found["a2001"].html


def test_an_article_without_a_volume_is_no_preprint(here):
    """The style would say so; the journal is enough."""
    assert "Preprint" not in here.site.library["moriarty2014"].text


def test_a_claim_cites_and_can_be_copied(here):
    """The sentence with its sources, and the same as data for the button."""
    html = citations.claim(here, "Learning is linked with confidence.", "doh2006a", "rowland2006")

    assert text(html).startswith(
        "Learning is linked with confidence (Department of Health, 2006a; Rowland, 2006). Copy"
    )
    assert "copy-piece" in html and "Options for excellence" in html
