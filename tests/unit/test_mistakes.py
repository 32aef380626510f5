"""Each mistake that people make gets one plain line: where, what was found, what is accepted, what to do."""

from __future__ import annotations

import pytest

from macros import reading
from tests.unit import project
from tests.unit.project import BIB, CHANGES, GLOSSARY, PAGE, SNIPPET, STATISTICS

PAGE_MISTAKES = {
    "unknown citation key": (
        'cite("gscc2002")',
        'cite("gscc2020")',
        'docs/index.md:7: cites "gscc2020", which is not in references.bib. Did you mean "gscc2002"',
    ),
    "unknown statistic": (
        'stat("stay-2006")',
        'stat("stay-2007")',
        'docs/index.md:7: prints the statistic "stay-2007", which is not in data/statistics.yml. Did you mean "stay-2006"?',
    ),
    "unknown change": (
        'stat("stay-2006")',
        'changed("gsc")',
        'docs/index.md:7: names the change "gsc", which is not in data/changes.yml. Did you mean "gscc"?',
    ),
    "unknown macro": (
        'cite("gscc2002")',
        'cit("gscc2002")',
        'docs/index.md:7: "cit" is not a macro. Did you mean "cite"',
    ),
    "claim of an unknown work": (
        'cite("gscc2002")',
        'claim("It helps.", "gscc2020")',
        'docs/index.md:7: cites "gscc2020", which is not in references.bib. Did you mean "gscc2002"',
    ),
    "claim without a work": (
        'cite("gscc2002")',
        'claim("It helps.")',
        'docs/index.md:7: claim names no source. Write {{ claim("What may be said.", "moriarty2014") }}.',
    ),
    "misspelt argument": (
        'cite("gscc2002")',
        'cite("gscc2002", narative=true)',
        'docs/index.md:7: cite has no argument "narative". It accepts: keys, narrative.',
    ),
    "missing argument": (
        'stat("stay-2006")',
        "stat()",
        "docs/index.md:7: stat cannot be called like this: missing a required argument: 'id'. It accepts: id, bare.",
    ),
    "argument without quotes": (
        'cite("gscc2002")',
        "cite(gscc2002)",
        "docs/index.md:7: A value given to cite is not in quotation marks.",
    ),
    "bare name": (
        'cite("gscc2002")',
        "gscc2002",
        'docs/index.md:7: "gscc2002" is not a macro call.',
    ),
    "unclosed braces": (
        '{{ cite("gscc2002") }}',
        '{{ cite("gscc2002")',
        "docs/index.md:7: A {{ is not closed on its line.",
    ),
    "a value given twice": (
        '{{ cite("gscc2002") }}',
        '{{ cite("gscc2002", narrative=true, narrative=false) }}',
        "docs/index.md:7: cite is given narrative twice. Leave one of them out.",
    ),
    "heading id as Jinja comment": (
        "{: #below }",
        "{#below}",
        "docs/index.md:11: This macro cannot be read",
    ),
    "name that is nothing": (
        "A review",
        "{{ review }}",
        'docs/index.md:8: "review" is not a macro call.',
    ),
    "macro inside a condition": (
        "A review",
        '{% if true %}{{ stat("stay-2007") }}{% endif %}',
        'docs/index.md:8: prints the statistic "stay-2007", which is not in data/statistics.yml. Did you mean "stay-2006"?',
    ),
    "macro behind a filter": (
        "A review",
        '{{ stat("stay-2007") | upper }}',
        'docs/index.md:8: prints the statistic "stay-2007"',
    ),
    "name given by keyword": (
        "A review",
        '{{ stat(id="stay-2007") }}',
        'docs/index.md:8: prints the statistic "stay-2007"',
    ),
    "number for a name": (
        "A review",
        "{{ stat(id=5) }}",
        "docs/index.md:8: A value given to stat is not in quotation marks.",
    ),
    "text for a number": (
        "A review",
        '{{ examples(limit="x") }}',
        "docs/index.md:8: `limit` of examples is not a whole number.",
    ),
    "broken link": (
        "(#below)",
        "(abot.md)",
        'docs/index.md:9: links to "abot.md", but there is no such file.',
    ),
    "dead address": (
        "(#below)",
        "(https://www.practicelearning.org.uk/x)",
        'docs/index.md:9: links to "https://www.practicelearning.org.uk/x", an address of 2007 that is dead.',
    ),
    "broken anchor": (
        "(#below)",
        "(#belov)",
        'docs/index.md:9: links to "#belov", but that page has no anchor "belov". Did you mean "below"',
    ),
    "a question for a section that is not there": (
        "title: Home",
        'title: Home\nasked: ["who pays? #belov"]',
        'docs/index.md:3: `asked` names the section "belov", but the page has none. Did you mean "below"',
    ),
    "no list of references": (
        "{{ references() }}",
        "",
        "docs/index.md:4: The page cites sources or prints figures but has no list of them. Add {{ references() }}",
    ),
    "figure typed by hand": (
        "A review",
        "A review of 38%",
        'docs/index.md:8: The figure "38%" is typed by hand.',
    ),
    "unknown front matter": (
        "title: Home",
        "title: Home\ntitel: x",
        'docs/index.md:3: "titel" is not a field of the page. Did you mean "title"?',
    ),
    "macros switched off": (
        "title: Home",
        "title: Home\nrender_macros: false",
        'docs/index.md:3: "render_macros" is not a field of the page.',
    ),
    "no front matter": (
        "---\ntitle: Home\n---\n",
        "",
        "docs/index.md:1: The page has no front matter.",
    ),
}

BIB_MISTAKES = {
    "unclosed brace": (
        "title = {Post hoc survey},",
        "title = {Post hoc survey,",
        'references.bib:8: "rowland2006" cannot be read: a brace, a comma or an equals sign is missing.',
    ),
    "duplicate key": (
        "@article{moriarty2014,",
        "@article{gscc2002,",
        'references.bib:15: "gscc2002" is defined twice (first on line 1). Rename or remove one.',
    ),
    "duplicate key by case": (
        "@article{moriarty2014,",
        "@article{Gscc2002,",
        'references.bib:15: "Gscc2002" differs only by its capitals from "gscc2002" (line 1).',
    ),
    "empty key": (
        "@article{moriarty2014,",
        "@article{,",
        "references.bib:15: An entry has no key.",
    ),
    "missing author": (
        "  author = {Rowland, M.},\n",
        "",
        'references.bib:8: "rowland2006" has no author or editor. Add a line `author = {…},`.',
    ),
    "missing title": (
        "  title = {Post hoc survey},\n",
        "",
        'references.bib:8: "rowland2006" has no title.',
    ),
    "missing year": ("  year = {2006},\n", "", 'references.bib:8: "rowland2006" has no year.'),
    "year that is none": (
        "year = {2006}",
        "year = {c. 2006}",
        'references.bib:8: "rowland2006" has the year "c. 2006". Write four digits',
    ),
    "bare percent sign": (
        "{Post hoc survey}",
        "{38% stay}",
        "references.bib:10: `title` holds a bare %",
    ),
    "bare ampersand": (
        "{Post hoc survey}",
        "{Law & policy}",
        "references.bib:10: `title` holds a bare &",
    ),
    "curly quotes": (
        "{Post hoc survey}",
        "“Post hoc survey”",
        "references.bib:10: `title` is quoted with curly quotation marks",
    ),
    "missing comma between fields": (
        "title = {Post hoc survey},\n",
        "title = {Post hoc survey}\n",
        "references.bib:10: `title` runs into the next field.",
    ),
    "brace too many": (
        "note = {Unpublished survey.}\n",
        "note = {Unpublished survey.}}\n",
        "There is text here outside any entry.",
    ),
    "unknown type": (
        "@unpublished{",
        "@survey{",
        'references.bib:8: "@survey" is not a type of entry that we format.',
    ),
    "unknown field": (
        "note = {Unpub",
        "nota = {Unpub",
        'references.bib:12: "nota" is not a field that we use. Did you mean "note"?',
    ),
    "field twice": (
        "year = {2006},",
        "year = {2006},\n  year = {2007},",
        "references.bib:8: year stands twice in this entry. Keep one.",
    ),
    "LaTeX command": (
        "{Post hoc survey}",
        "{Post \\emph{hoc}}",
        "references.bib:10: `title` holds a LaTeX command.",
    ),
    "impossible date seen": (
        "note = {Unpublished survey.}",
        "urldate = {2026-13}",
        'references.bib:8: `urldate` of "rowland2006" is "2026-13".',
    ),
    "dead address": (
        "note = {Unpublished survey.}",
        "url = {http://www.practicelearning.org.uk/index.php}",
        'references.bib:8: "rowland2006" has an `url` of 2007 that is dead.',
    ),
    "address without https": (
        "note = {Unpublished survey.}",
        "url = {www.example.org}",
        'references.bib:8: `url` of "rowland2006" is not a web address.',
    ),
}

STATISTICS_MISTAKES = {
    "invalid YAML": ('unit: "%"', 'unit: "%', "data/statistics.yml:"),
    "missing field": (
        "  source: rowland2006\n",
        "",
        'data/statistics.yml:1: statistic "stay-2006" has no `source` (a key of references.bib).',
    ),
    "unknown field": (
        "  counts:",
        "  cuonts: x\n  counts:",
        'data/statistics.yml:4: "cuonts" is not a field of statistic "stay-2006". Did you mean "counts"',
    ),
    "value that is not a number": (
        "value: 38",
        'value: "38%"',
        'data/statistics.yml:2: `value` is "38%". Write digits only',
    ),
    "unknown source": (
        "source: rowland2006",
        "source: rowland2005",
        'data/statistics.yml:8: statistic "stay-2006" names "rowland2005" as `source`, which is not in references.bib. Did you mean "rowland2006"?',
    ),
    "impossible date": (
        'reviewed: "2026-01-01"',
        "reviewed: 2026-02-30",
        'data/statistics.yml:12: `reviewed` is "2026-02-30". Write a day that exists',
    ),
    "checked in the future": (
        'reviewed: "2026-01-01"',
        'reviewed: "2998-01-01"',
        "which is in the future",
    ),
    "check before the last": (
        'review_by: "2999-01-01"',
        'review_by: "2025-01-01"',
        "has `review_by: 2025-01-01`, before `reviewed: 2026-01-01`",
    ),
    "not on the list": (
        "obtained: survey",
        "obtained: guess",
        'data/statistics.yml:9: "guess" is not accepted for `obtained`.',
    ),
    "YAML anchor": (
        "counts: Award",
        "counts: &a Award",
        "data/statistics.yml:4: A name with & or * repeats another part of the file.",
    ),
    "YAML tag": ("counts: Award", "counts: !!python/object:x Award", "data/statistics.yml:4:"),
    "key twice": (
        "  value: 38\n",
        "  value: 38\n  value: 39\n",
        'data/statistics.yml:3: "value" stands twice (first on line 2).',
    ),
    "id with capitals": (
        "id: stay-2006",
        "id: Stay 2006",
        'data/statistics.yml:1: "Stay 2006" cannot be an id.',
    ),
}

CHANGES_MISTAKES = {
    "unknown source": (
        "sources: [moriarty2014]",
        "sources: [moriarty2015]",
        'data/changes.yml:9: change "gscc" names "moriarty2015" as `sources`, which is not in references.bib.',
    ),
    "today without a newer source": (
        "sources: [moriarty2014]",
        "sources: [gscc2002]",
        'data/changes.yml:9: change "gscc" says what applies today without a source newer than 2007.',
    ),
    "medium without caveat": (
        "confidence: high",
        "confidence: medium",
        'data/changes.yml:10: change "gscc" is of medium confidence but has no `caveat`.',
    ),
    "checked in the future": (
        'checked: "2026-01-01"',
        'checked: "2998-01-01"',
        "which is in the future",
    ),
    "check-by before checked": (
        'check_by: "2999-01-01"',
        'check_by: "2025-01-01"',
        "before `checked: 2026-01-01`",
    ),
}

SNIPPET_MISTAKES = {
    "missing field": (
        "case: economic\n",
        "",
        "docs/snippets/stay.md:2: the argument has no `case`",
    ),
    "unknown field": (
        "case: economic",
        "case: economic\ncases: x",
        'docs/snippets/stay.md:5: "cases" is not a field of the argument. Did you mean "case"?',
    ),
    "value not on its list": (
        "case: economic",
        "case: economical",
        'docs/snippets/stay.md:4: "economical" is not accepted for `case`. Did you mean "economic"',
    ),
    "instead that is no snippet": (
        "stands: dated",
        "stands: historic\ninstead: leave",
        'docs/snippets/stay.md:8: the argument names "leave" as `instead`, which is not in docs/snippets.',
    ),
    "current on old sources": (
        "stands: dated",
        "stands: current",
        "docs/snippets/stay.md:7: The argument stands as current but cites only sources of 2007 or before.",
    ),
    "no citation": (
        ' {{ cite("rowland2006") }}',
        "",
        "docs/snippets/stay.md:10: The argument cites no source.",
    ),
    "figure without its source": (
        "rowland2006",
        "gscc2002",
        'docs/snippets/stay.md:11: The figure "stay-2006" stands without its source. Add {{ cite("rowland2006") }} to the sentence.',
    ),
    "current on an old figure": (
        "stands: dated",
        "stands: current",
        'docs/snippets/stay.md:7: The argument stands as current, but its newest figure, "stay-2006", is older than 2 years.',
    ),
    "current on what has changed": (
        "stands: dated\nreviewed: 2026-01-01\n---\n\n",
        'stands: current\nreviewed: 2026-01-01\n---\n\n{{ changed("gscc") }} ',
        "docs/snippets/stay.md:11: The argument stands as current but names a thing of 2007 that has changed.",
    ),
    "a remark in brackets": (
        "In one survey",
        "In one survey [unpublished]",
        "docs/snippets/stay.md:10: The text holds square brackets, which would be pasted.",
    ),
    "a heading that is no pair": (
        'of staff") }}.\n',
        'of staff") }}.\n' + "\n## Beware\n\nSmall numbers.\n",
        'docs/snippets/stay.md:10: "## Beware" is not a heading of an argument.',
    ),
    "a pair without an answer": (
        'of staff") }}.\n',
        'of staff") }}.\n' + "\n## They may say: So few?\n",
        'docs/snippets/stay.md:10: There is no answer below "## They may say: So few?".',
    ),
    "a date that is computed": (
        "reviewed: 2026-01-01\n",
        "reviewed: 2026-01-01\nreview_by: 2027-01-01\n",
        '"review_by" is not a field of the argument',
    ),
    "an argument taken in that is still there": (
        "stands: dated\n",
        "stands: dated\nreplaces: [stay]\n",
        'docs/snippets/stay.md:8: `replaces` names "stay", which is still there.',
    ),
    "figure typed by hand": (
        "In one survey",
        "In one survey of 12 teams",
        'docs/snippets/stay.md:11: The figure "12" is typed by hand.',
    ),
    "title too long": (
        "title: Award holders say they stay",
        "title: " + "x" * 91,
        "docs/snippets/stay.md:2: `title` has 91 characters. Shorten it to 90",
    ),
    "body too long": (
        "In one survey",
        "word " * 181 + "In one survey",
        "docs/snippets/stay.md:10: warning: The text has",
    ),
}

ALL = [
    (name, file, good, *change)
    for file, good, table in (
        ("docs/index.md", PAGE, PAGE_MISTAKES),
        ("references.bib", BIB, BIB_MISTAKES),
        ("data/statistics.yml", STATISTICS, STATISTICS_MISTAKES),
        ("data/changes.yml", CHANGES, CHANGES_MISTAKES),
        ("docs/snippets/stay.md", SNIPPET, SNIPPET_MISTAKES),
    )
    for name, change in table.items()
]


@pytest.mark.parametrize(
    ("name", "file", "good", "was", "now", "expected"),
    ALL,
    ids=[f"{file}: {name}" for name, file, *_ in ALL],
)
def test_a_mistake_is_named_with_its_place_and_what_to_do(
    tmp_path, name, file, good, was, now, expected
):
    """The one broken thing gives the line that the table says."""
    assert was in good
    found = project.problems(tmp_path, {file: good.replace(was, now, 1)})

    assert any(expected in line for line in found), "\n".join(found)


def test_a_correct_project_has_no_problems(tmp_path):
    """Nothing is reported where nothing is wrong."""
    assert project.problems(tmp_path) == []


def test_all_mistakes_of_all_files_are_shown_in_one_run(tmp_path):
    """Three files broken, three lines."""
    found = project.problems(
        tmp_path,
        {
            "docs/index.md": PAGE.replace("gscc2002", "gscc2020"),
            "data/statistics.yml": STATISTICS.replace("value: 38", "value: x"),
            "references.bib": BIB.replace("year = {2014}", "year = {}"),
        },
    )

    assert {line.split(":")[0] for line in found if "warning" not in line} == {
        "docs/index.md",
        "data/statistics.yml",
        "references.bib",
    }


@pytest.mark.parametrize("name", ["references.bib", "data/statistics.yml", "docs/index.md"])
def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path, name):
    """An editor's old encoding gives a sentence, not a traceback."""
    raw = project.FILES[name].encode().replace(b"\n", b"\n\xe9", 1)
    found = project.problems(tmp_path, {name: raw})

    assert any(line.startswith(f"{name}:2: Byte 0xe9 is not UTF-8 text.") for line in found), found


def test_duplicate_ids_name_both_lines(tmp_path):
    """The second of two records of one id is reported, with the line of the first."""
    found = project.problems(tmp_path, {"data/glossary.yml": GLOSSARY + GLOSSARY})

    assert (
        'data/glossary.yml:6: "pq" is defined twice (first on line 1). Rename or remove one.'
        in found
    )


def test_a_page_missing_from_nav_is_named(tmp_path):
    """A page that no menu leads to is a mistake, and the message gives the line to add."""
    found = project.problems(tmp_path, {"docs/lost.md": "---\ntitle: Lost\n---\n\n# Lost\n"})

    assert found == [
        "docs/lost.md:1: The page is not in the navigation. Add a line `- lost.md` below `nav:` in mkdocs.yml."
    ]


def test_unused_sources_and_figures_are_warnings(tmp_path):
    """Not wrong, but worth knowing."""
    page = PAGE.replace(' {{ cite("moriarty2014") }}', "")
    found = project.problems(
        tmp_path,
        {
            "docs/index.md": page,
            "data/changes.yml": CHANGES.replace(
                "[moriarty2014]", "[rowland2006]\n  unverified: yes"
            ),
        },
    )

    assert found == [
        'references.bib:15: warning: Nothing cites "moriarty2014". Cite it, or remove it.'
    ]


def test_line_numbers_count_the_front_matter(tmp_path):
    """The line is the one that an editor shows."""
    page = PAGE.replace("title: Home\n", "title: Home\ndescription: One more line.\n").replace(
        "gscc2002", "gscc2020"
    )
    found = project.problems(tmp_path, {"docs/index.md": page})

    assert any(line.startswith('docs/index.md:8: cites "gscc2020"') for line in found)


def test_two_snippets_cannot_share_a_title(tmp_path):
    """The library would show the same line twice."""
    found = project.problems(tmp_path, {"docs/snippets/stay-too.md": SNIPPET})

    assert any("is also that of docs/snippets/" in line for line in found)


def test_deep_nesting_is_refused_at_once(tmp_path):
    """A file of brackets stops the reader, not the machine."""
    found = project.problems(tmp_path, {"data/glossary.yml": "[" * 40000})

    assert any("nested more than" in line for line in found)


def test_what_is_overdue_is_a_warning(tmp_path):
    """Past its date a figure still builds, and the maintainer is told once: where it stands, not in all that rests on it."""
    found = project.problems(
        tmp_path, {"data/statistics.yml": STATISTICS.replace("2999-01-01", "2026-02-01")}
    )

    assert found == [
        'data/statistics.yml:13: warning: statistic "stay-2006" was due for review on 2026-02-01. Check it against its source, then change `reviewed` and `review_by`.'
    ]


def test_nothing_is_read_twice_while_no_file_changes(tmp_path):
    """The library is read once a build, and again as soon as a file changes."""
    root = project.make(tmp_path)
    first = reading.load(root)
    assert reading.load(root) is first

    (root / "references.bib").write_text(BIB + "\n", encoding="utf-8")
    assert reading.load(root) is not first
