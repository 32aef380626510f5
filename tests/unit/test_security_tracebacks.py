"""Whatever a person types or lays into the project: a sentence, or a site; never a traceback."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros import ROOT, prepare, reading, rules
from macros.catalogue import KINDS
from macros.markup import to_html
from macros.pages import MACROS, Call
from macros.records import read_records
from macros.site import Here, Kind, Site, is_snippet
from tests.unit import project
from tests.unit.project import (
    BIB,
    CHANGES,
    FILES,
    GLOSSARY,
    NEWS,
    PAGE,
    SNIPPET,
    STATISTICS,
    TIMELINE,
)


def whole(root: Path, changed: dict[str, str | bytes] | None = None) -> list[str]:
    """Everything that a build does with our own code: check, and where nothing stops it, prepare and show every macro."""
    site = reading.load(project.make(root, changed))
    problems = rules.check(site)
    if not any(not p.warning for p in problems):
        prepare.prepare(site)
        for page in site.pages.values():
            if not is_snippet(page.path):
                here = Here(site, page.path)
                to_html(
                    "".join(p if isinstance(p, str) else str(shown(here, p)) for p in page.parts)
                )
    return [str(p) for p in problems]


def shown(here: Here, call: Call) -> object:
    """What a macro prints."""
    return MACROS[call.name](here, *call.args, **call.kwargs)


def page(call: str) -> str:
    """The page with one call more."""
    return PAGE.replace("A review", f"\n\n{call}\n\nA review")


SERIES = (
    "\n".join(
        f'''- id: s-{n}
  value: 0
  unit: "%"
  counts: Nothing
  of: Nothing
  where: England
  as_at: "{n}"
  source: moriarty2014
  obtained: counted
  beware: None.
  confidence: high
  reviewed: "2026-01-01"
  review_by: "2999-01-01"
  series: nothing'''
        for n in (2014, 2015)
    )
    + "\n"
)
# what somebody typed: (file, text)
TYPED = {
    "argument that shows itself": (
        "docs/snippets/stay.md",
        SNIPPET.replace("In one", '{{ snippet("stay") }} In one'),
    ),
    "argument behind a pair that shows itself": (
        "docs/snippets/stay.md",
        SNIPPET + '\n## They may say: So?\n\n{{ snippet("stay") }}\n',
    ),
    "list as an id": ("data/glossary.yml", GLOSSARY.replace("id: pq", "id: [a]")),
    "map as an id": ("data/glossary.yml", GLOSSARY.replace("id: pq", "id: {a: b}")),
    "number as an id": ("data/news.yml", NEWS.replace("id: opened", "id: 2024")),
    "no as an id": ("data/glossary.yml", GLOSSARY.replace("id: pq", "id: no")),
    "nothing as an id": ("data/glossary.yml", GLOSSARY.replace("id: pq", "id:")),
    "settings that are a list": ("mkdocs.yml", "- a\n"),
    "settings of another encoding": ("mkdocs.yml", b"site_name: \xe9\n"),
    "no settings": ("mkdocs.yml", ""),
    "settings with a tab": ("mkdocs.yml", "nav:\n\t- x\n"),
    "navigation that is a text": ("mkdocs.yml", "nav: index.md\n"),
    "navigation that is a number": ("mkdocs.yml", "nav: 5\n"),
    "navigation in itself": ("mkdocs.yml", "nav: &a [*a]\n"),
    "navigation of numbers": ("mkdocs.yml", "nav: [5, {a: 6}, [7], null]\n"),
    "left-out pages that are a list": ("mkdocs.yml", "nav: [index.md]\nnot_in_nav: [a, b]\n"),
    "left-out pages that are a bracket": ("mkdocs.yml", "nav: [index.md]\nnot_in_nav: '[z-a]'\n"),
    "year as the day of a figure": (
        "data/statistics.yml",
        STATISTICS.replace('as_at: "2006"', "as_at: 2006"),
    ),
    "number as a unit": ("data/statistics.yml", STATISTICS.replace('unit: "%"', "unit: 5")),
    "list as a unit": ("data/statistics.yml", STATISTICS.replace('unit: "%"', "unit: [a]")),
    "no value": ("data/statistics.yml", STATISTICS.replace("value: 38", "value:")),
    "infinite value": ("data/statistics.yml", STATISTICS.replace("value: 38", "value: .inf")),
    "value that is no number": (
        "data/statistics.yml",
        STATISTICS.replace("value: 38", "value: .nan"),
    ),
    "value of 400 digits": (
        "data/statistics.yml",
        STATISTICS.replace("value: 38", f"value: {'9' * 400}"),
    ),
    "value of 5,000 digits": (
        "data/statistics.yml",
        STATISTICS.replace("value: 38", f"value: {'9' * 5000}"),
    ),
    "value of another kind of digits": (
        "data/statistics.yml",
        STATISTICS.replace("value: 38", "value: ٣٨"),
    ),
    "series of nothing": ("data/statistics.yml", STATISTICS + SERIES),
    "number as a source": (
        "data/statistics.yml",
        STATISTICS.replace("source: rowland2006", "source: 5"),
    ),
    "number as a note": (
        "data/changes.yml",
        CHANGES.replace("note: Social Work England is the regulator", "note: 5"),
    ),
    "number as a topic": (
        "data/changes.yml",
        CHANGES.replace("topic: Regulator and codes", "topic: 5"),
    ),
    "text as sources": ("data/changes.yml", CHANGES.replace("[moriarty2014]", "moriarty2014")),
    "numbers as sources": ("data/changes.yml", CHANGES.replace("[moriarty2014]", "[2014]")),
    "empty sources": ("data/changes.yml", CHANGES.replace("[moriarty2014]", "[]")),
    "lists as sources": (
        "data/changes.yml",
        CHANGES.replace("[moriarty2014]", "[[a], {b: c}, null]"),
    ),
    "number as a term": ("data/glossary.yml", GLOSSARY.replace("term: PQ", "term: 5")),
    "number as a full form": (
        "data/glossary.yml",
        GLOSSARY.replace("full: Post-qualifying", "full: 5"),
    ),
    "no as a term": ("data/glossary.yml", GLOSSARY.replace("term: PQ", "term: NO")),
    "map as a term": ("data/glossary.yml", GLOSSARY.replace("term: PQ", "term: {a: b}")),
    "number as a title of news": (
        "data/news.yml",
        NEWS.replace("title: The site opens", "title: 2024"),
    ),
    "day of news that is none": ("data/news.yml", NEWS.replace('"2026-01-01"', "2026-13-45")),
    "page of news that is none": ("data/news.yml", NEWS.replace("page: index.md", "page: 5")),
    "records that are a map": ("data/news.yml", "a: b\n"),
    "records that are a text": ("data/news.yml", "hello\n"),
    "records that are empty": ("data/news.yml", ""),
    "records of nothing": ("data/news.yml", "- \n- null\n- 5\n- [a]\n"),
    "records of an empty list": ("data/news.yml", "[]\n"),
    "records that end at once": ("data/news.yml", "---\n...\n"),
    "two documents": ("data/news.yml", NEWS + "---\n" + NEWS),
    "records of another encoding": ("data/news.yml", NEWS.encode("utf-16")),
    "records of half an encoding": ("data/news.yml", NEWS.encode("utf-8") + b"\xc3"),
    "a record of 2,000 brackets": ("data/news.yml", "[" * 2000),
    "a key of two lines": ("data/news.yml", "? |\n  a\n  b\n: c\n"),
    "a key that is a list": ("data/news.yml", "- [a]: b\n"),
    "timeline of words": ("data/timeline.yml", TIMELINE.replace('to: "2012-08"', "to: soon")),
    "timeline that ends before it starts": (
        "data/timeline.yml",
        TIMELINE.replace('to: "2012-08"', 'from: "2020"\n  to: "1999"'),
    ),
    "number as the title of a page": ("docs/index.md", PAGE.replace("title: Home", "title: 5")),
    "list as the title of a page": ("docs/index.md", PAGE.replace("title: Home", "title: [a]")),
    "nothing as the title": ("docs/index.md", PAGE.replace("title: Home", "title:")),
    "fields that are a list": ("docs/index.md", PAGE.replace("title: Home", "- a")),
    "fields that are a text": ("docs/index.md", PAGE.replace("title: Home", "hello")),
    "fields that end nowhere": ("docs/index.md", "---\ntitle: Home\n"),
    "old addresses that are numbers": (
        "docs/index.md",
        PAGE.replace("title: Home", "title: Home\nwas: [5]"),
    ),
    "old address above the site": (
        "docs/index.md",
        PAGE.replace("title: Home", "title: Home\nwas: [../../x.md]"),
    ),
    "old address of the root": (
        "docs/index.md",
        PAGE.replace("title: Home", "title: Home\nwas: [/etc/x.md]"),
    ),
    "old address that is this page": (
        "docs/index.md",
        PAGE.replace("title: Home", "title: Home\nwas: [index.md]"),
    ),
    "empty page": ("docs/index.md", ""),
    "page of one byte-order mark": ("docs/index.md", b"\xef\xbb\xbf"),
    "page of another encoding": ("docs/index.md", PAGE.encode("utf-16")),
    "page of old line ends": ("docs/index.md", PAGE.replace("\n", "\r")),
    "limit that is a word": ("docs/index.md", page('{{ examples(limit="x") }}')),
    "figure that is a number": ("docs/index.md", page("{{ stat(id=5) }}")),
    "chart of a number": ("docs/index.md", page("{{ chart(series=5) }}")),
    "citation of a number": ("docs/index.md", page("{{ cite(5) }}")),
    "citation of nothing": ("docs/index.md", page("{{ cite() }}")),
    "citation of none": ("docs/index.md", page("{{ cite(none) }}")),
    "citation of a list": ("docs/index.md", page('{{ cite(["gscc2002"]) }}')),
    "citation of a map": ("docs/index.md", page("{{ cite({}) }}")),
    "argument of no name": ("docs/index.md", page('{{ stat("stay-2006", x="y") }}')),
    "argument given twice": ("docs/index.md", page('{{ stat("stay-2006", id="stay-2006") }}')),
    "argument many times": ("docs/index.md", page("{{ stat(" + ", ".join(['"x"'] * 300) + ") }}")),
    "term of no form": ("docs/index.md", page('{{ term("pq", "neither") }}')),
    "macro in a macro": ("docs/index.md", page('{{ cite(stat("stay-2006")) }}')),
    "call of a call": ("docs/index.md", page('{{ cite("gscc2002")() }}')),
    "macro half typed": ("docs/index.md", page("{{ cite(")),
    "empty brackets": ("docs/index.md", page("{{ }}")),
    "macro over two lines": ("docs/index.md", page('{{ cite(\n"gscc2002") }}')),
    "link of half a code": ("docs/index.md", page("[x](%zz%)")),
    "link of an address that is none": ("docs/index.md", page("[x](https://[::1)")),
    "link to itself for ever": ("docs/index.md", page("[x](./././../docs/../index.md)")),
    "link with a null": ("docs/index.md", page("[x](a%00b.md)")),
    "very long link": ("docs/index.md", page(f"[x]({'a/' * 3000}b.md)")),
    "table that is none": ("docs/index.md", page("|\n|-\n||")),
    "attribute list of nothing": ("docs/index.md", page("x {: }")),
    "heading of nothing": ("docs/index.md", page("## \n\n##")),
    "case that is a list": (
        "docs/snippets/stay.md",
        SNIPPET.replace("case: economic", "case: [economic]"),
    ),
    "section that is a number": (
        "docs/snippets/stay.md",
        SNIPPET.replace("section: impact", "section: 5"),
    ),
    "audience that is a text": ("docs/snippets/stay.md", SNIPPET.replace("[finance]", "finance")),
    "day that is a number": ("docs/snippets/stay.md", SNIPPET.replace("2026-01-01", "5")),
    "standing that is a map": (
        "docs/snippets/stay.md",
        SNIPPET.replace("stands: dated", "stands: {a: b}"),
    ),
    "instead of itself": (
        "docs/snippets/stay.md",
        SNIPPET.replace("stands: dated", "stands: historic\ninstead: stay"),
    ),
    "instead that is a list": (
        "docs/snippets/stay.md",
        SNIPPET.replace("stands: dated", "stands: historic\ninstead: [a]"),
    ),
    "replaces that is a number": (
        "docs/snippets/stay.md",
        SNIPPET.replace("stands: dated", "stands: dated\nreplaces: 5"),
    ),
    "replaces something above": (
        "docs/snippets/stay.md",
        SNIPPET.replace("stands: dated", "stands: dated\nreplaces: [../../x]"),
    ),
    "gap of a number": (
        "docs/snippets/stay.md",
        SNIPPET.replace('your("number of staff")', "your(5)"),
    ),
    "gap of nothing": (
        "docs/snippets/stay.md",
        SNIPPET.replace('your("number of staff")', 'your("")'),
    ),
    "argument without words": ("docs/snippets/stay.md", SNIPPET.split("In one")[0]),
    "argument without fields": ("docs/snippets/stay.md", "Words\n"),
    "argument in a folder": ("docs/snippets/more/stay.md", SNIPPET),
    "page in a folder of the same name": ("docs/snippets/more/index.md", PAGE),
    "library that is empty": ("references.bib", ""),
    "library of another encoding": ("references.bib", BIB.encode("utf-16")),
    "library of one byte": ("references.bib", BIB.encode() + b"\xe9"),
    "library of one bracket": ("references.bib", "@"),
    "library of brackets": ("references.bib", "@a{" * 3000),
    "library of braces": (
        "references.bib",
        "@article{a, title = {" + "{" * 3000 + "x" + "}" * 3000 + "}}",
    ),
    "entry of nothing": ("references.bib", BIB + "@article{}\n"),
    "text as a year": ("references.bib", BIB.replace("{2014}", "{twenty}")),
    "year of 5,000 digits": ("references.bib", BIB.replace("{2014}", "{" + "9" * 5000 + "}")),
    "author of commas": ("references.bib", BIB.replace("Rowland, M.", ",,,,")),
    "author of ands": ("references.bib", BIB.replace("Rowland, M.", "and and and")),
    "string of BibTeX": (
        "references.bib",
        '@string{a = "b"}\n' + BIB.replace("{Post hoc survey}", "a # a"),
    ),
    "preamble": ("references.bib", '@preamble{"\\evil"}\n' + BIB),
    "pages of a word": (
        "references.bib",
        BIB.replace(
            "journal = {Social Work Education},",
            "journal = {Social Work Education},\n  pages = {x--},",
        ),
    ),
    "day seen that is none": (
        "references.bib",
        BIB.replace("{Unpublished survey.}", "{x},\n urldate = {soon}"),
    ),
    "entry that refers to itself": (
        "references.bib",
        BIB.replace("{Unpublished survey.}", "{x},\n crossref = {rowland2006}"),
    ),
    "areas that are empty": ("data/authorities.csv", ""),
    "areas of one line": ("data/authorities.csv", "a,b\n"),
    "areas of NULs": ("data/authorities.csv", b"\0\0\n\0"),
    "areas with a quotation mark left open": ("data/authorities.csv", 'a,"b\n' * 50),
    "areas of another encoding": ("data/authorities.csv", b"\xff\xfe\x00"),
    "neighbours without areas": ("data/neighbours.csv", "x\n"),
    "example of no end": ("docs/examples/x.md", "---\ntitle: x\n"),
    "example that is empty": ("docs/examples/x.md", ""),
    "example of fields that are a list": ("docs/examples/x.md", "---\n- a\n---\nx\n"),
    "example of another encoding": ("docs/examples/x.md", "---\n".encode("utf-16")),
    "page in capitals": ("docs/Index.md", PAGE),
    "first page of a folder": ("docs/index/index.md", PAGE),
}


@pytest.mark.parametrize(("file", "text"), TYPED.values(), ids=TYPED)
def test_what_somebody_typed_gives_a_sentence_or_a_site(tmp_path, file, text):
    """Each line names a file and tells what to do."""
    found = whole(tmp_path, {file: text})

    assert all(line.isprintable() and line.count(":") >= 2 and len(line) < 900 for line in found), (
        found
    )


@pytest.mark.parametrize(
    "old",
    [
        "../../x.md",
        "/etc/x.md",
        "index.md",
        "a//b.md",
        "snippets/stay.md",
        "x.html",
        "x",
        "a/../../b.md",
        "A.md",
        "x\\y.md",
        "<b>.md",
        ".",
    ],
)
def test_an_old_address_stays_within_the_site(tmp_path, old):
    """Nothing is written above the folder of the pages, nor over a page of today."""
    found = project.problems(
        tmp_path, {"docs/index.md": PAGE.replace("title: Home", f"title: Home\nwas: ['{old}']")}
    )

    assert any(
        line.startswith("docs/index.md:3:")
        and ("cannot be an old address" in line or "is a page of today" in line)
        for line in found
    ), found


@pytest.mark.parametrize("name", [n for n in FILES if n != "docs/snippets/stay.md"])
def test_a_file_that_is_missing_gives_a_sentence_or_a_site(tmp_path, name):
    """One file is taken away."""
    root = project.make(tmp_path)
    (root / name).unlink()
    site = reading.load(root)
    found = [p for p in rules.check(site) if not p.warning]
    if not found:
        prepare.prepare(site)

    assert all(str(p).isprintable() for p in found)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("references.bib", ""),
        ("references.bib", b"\xff\xfe"),
        ("data/statistics.yml", b"\xe9"),
        ("data/statistics.yml", ""),
        ("mkdocs.yml", ""),
        ("mkdocs.yml", b"\xe9"),
    ],
)
def test_the_cause_stands_alone(tmp_path, file, text):
    """A whole file that cannot be read is one problem, not one for every name in it; and nothing is offered from an empty list."""
    found = [line for line in project.problems(tmp_path, {file: text}) if "warning" not in line]

    assert (
        len(found) == 1 and found[0].startswith(f"{file}:") and "Use one of: ." not in found[0]
    ), found


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2023_24", "2023_24"),
        ("1.10", "1.10"),
        ("0777", "0777"),
        ("NO", "NO"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("12:30:45", "12:30:45"),
        ("~x", "~x"),
        ("on", "on"),
    ],
)
def test_a_text_keeps_what_was_typed(tmp_path, typed, kept):
    """YAML would make numbers, hours and flags of it."""
    site = reading.load(
        project.make(
            tmp_path, {"data/glossary.yml": GLOSSARY.replace("term: PQ", f"term: {typed}")}
        )
    )

    assert site.records["glossary"]["pq"]["term"] == kept


# ---- whole records and pages, of anything ----

SCALARS = st.one_of(
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.text(max_size=30).map(repr),
    st.dates().map(str),
    st.sampled_from(
        [
            "[]",
            "{}",
            "[a, b]",
            "{a: b}",
            "|\n    a\n    b",
            '"\\0"',
            "''",
            "~",
            "!!x y",
            "&a b",
            "*a",
            "2023_24",
            "<b>",
            "{{ x }}",
            "index.md",
            "pq",
            "gscc",
            "moriarty2014",
            "-",
            "?",
            ": :",
            "'",
            '"',
        ]
    ),
)
PLACES = [
    (file, line)
    for file, text in FILES.items()
    if file.startswith("data/") or file.startswith("docs/snippets")
    for line in text.split("\n")
    if ": " in line and "{{" not in line
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(PLACES), SCALARS), min_size=1, max_size=4))
def test_records_of_anything_give_sentences_or_a_site(changes):
    """Values of fields are replaced by anything, in several files at once."""
    files = dict(FILES)
    for (file, line), value in changes:
        files[file] = files[file].replace(line, f"{line.split(': ')[0]}: {value}", 1)
    with tempfile.TemporaryDirectory() as folder:
        assert all(line.isprintable() for line in whole(Path(folder), files))


WORDS = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            [
                "\n\n",
                "\n",
                "[",
                "](",
                ")",
                "{{",
                "}}",
                '{{ cite("gscc2002") }}',
                "{{ references() }}",
                "{% raw %}",
                "{% endraw %}",
                "{#",
                "#}",
                "{: #x }",
                "<",
                ">",
                "<div>",
                "```",
                "~~~",
                "| a |",
                "- ",
                "1. ",
                "> ",
                "## ",
                "![",
                "]: ",
                "https://x",
                "javascript:",
                "&#x",
                "\\",
                "`",
                "*",
                "__",
                "!!! note",
                "    ",
                "\t",
                "---",
                "===",
                "{{ term(",
                '"pq"',
                "|",
                "\u202e",
                "\0",
            ]
        ),
    ),
    max_size=25,
).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    WORDS,
    st.sampled_from(
        ["docs/index.md", "docs/snippets/stay.md", "references.bib", "docs/examples/x.md"]
    ),
    st.booleans(),
)
def test_pages_of_anything_give_sentences_or_a_site(words, file, alone):
    """Words of any kind, in place of a file or in the midst of it."""
    before = FILES.get(file, "---\n---\n")
    cut = len(before) // 2
    with tempfile.TemporaryDirectory() as folder:
        assert all(
            line.isprintable()
            for line in whole(
                Path(folder), {file: words if alone else before[:cut] + words + before[cut:]}
            )
        )


def test_the_project_itself_passes():
    """And what it holds today is found right."""
    assert [str(p) for p in rules.check(reading.load(ROOT)) if not p.warning] == []


# ---- the site's own records, in which something is typed wrongly ----


@pytest.fixture(scope="module")
def own() -> Site:
    """The whole content as it stands."""
    return reading.load(ROOT)


@st.composite
def slips(draw: st.DrawFn) -> tuple[Kind, str]:
    """A kind of record and the text of its file after one to three slips of the hand."""
    kind = draw(st.sampled_from([k for k in KINDS if (ROOT / k.file).is_file()]))
    lines = (ROOT / kind.file).read_text(encoding="utf-8").split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        name, _, _ = lines[at].partition(": ")
        lines[at : at + 1] = draw(
            st.one_of(
                SCALARS.map(lambda value, name=name: [f"{name}: {value}"]),
                st.sampled_from(
                    [
                        [],
                        [lines[at]] * 2,
                        [f"  {lines[at]}"],
                        [lines[at].strip()],
                        ["- id: x"],
                        [f"{name}x: y"],
                    ]
                ),
            )
        )
    return kind, "\n".join(lines)


def with_text(own: Site, kind: Kind, text: str) -> Site:
    """The whole content, with another text of one file of data."""
    records, found = read_records(text, kind.record, kind.file, kind.noun)
    made = {id: r for id, r in own.records.get(kind.name, {}).items() if r.get("made")}
    return replace(
        own, problems=list(found), records={**own.records, kind.name: {**made, **records}}
    )


def test_a_record_of_a_wrong_shape_is_named_and_breaks_no_other_check(own):
    """The force of a duty is a set of fields: pages that sort by it are not asked."""
    kind = next(k for k in KINDS if k.name == "duties")
    text = (
        (ROOT / kind.file).read_text(encoding="utf-8").replace("force: regulator", "force: {a: b}")
    )
    found = [str(p) for p in rules.check(with_text(own, kind, text))]

    assert any("`force` is a set of fields" in line for line in found), found


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(slip=slips())
def test_slips_in_the_sites_own_records_give_sentences_or_a_site(own, slip):
    """In every file of data, whatever the record holds: what passes the check can be shown."""
    site = with_text(own, *slip)
    problems = rules.check(site)
    assert all(str(p).isprintable() and p.path and p.line > 0 for p in problems)
    if any(not p.warning for p in problems):
        return
    for page in site.pages.values():
        here = Here(site, page.path)
        for call in page.calls:
            shown(here, call)
