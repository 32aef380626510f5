"""Contributed examples: what is refused and why, what real people send, and that nothing active is ever rendered."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from macros import ROOT, examples, markup, pages, reading, sources
from macros.records import Mapping
from macros.site import Here, Site
from tests.samples import ACCEPTED, ATTACKS, REFUSED, Active
from tests.unit import project
from tests.unit.project import BODY, TITLE
from tests.unit.project import EXAMPLE as GOOD


def read(tmp_path: Path, text: str | bytes, name: str = "shared-course.md"):
    """Read a folder with one example."""
    folder = tmp_path / "docs" / "examples"
    folder.mkdir(parents=True)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    found, problems = examples.read(tmp_path / "docs")
    return found, [str(p) for p in problems]


@pytest.mark.parametrize(("was", "now", "expected"), REFUSED.values(), ids=REFUSED)
def test_refuses(tmp_path, was, now, expected):
    """With the file, the line and what to change, in under a second."""
    assert was in GOOD
    _, problems = read(tmp_path, GOOD.replace(was, now, 1))

    assert any(
        expected in p and re.match(r"docs/examples/shared-course\.md:\d+: ", p) for p in problems
    ), problems


@pytest.mark.parametrize("change", ACCEPTED.values(), ids=ACCEPTED)
def test_accepts_what_people_really_send(tmp_path, change):
    """Nothing to mend."""
    found, problems = read(tmp_path, change(GOOD))

    assert problems == [] and list(found) == ["shared-course"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (GOOD + "x" * 50_001, "shared-course.md", "Shorten it to 50,000"),
        (b"", "shared-course.md", "does not start with its fields"),
        (GOOD.encode("utf-8") + b"\xff", "shared-course.md", "is not UTF-8"),
        (GOOD, "Shared Course.md", "cannot be used. Name it in lower-case letters"),
        (GOOD, "shared-course.html", "whose name ends in .md"),
        (GOOD, "sub/shared-course.md", "Only plain files directly in docs/examples"),
        (GOOD, "--.md", "cannot be used. Name it in lower-case letters"),
    ],
)
def test_refuses_files_that_are_not_plain_examples(tmp_path, text, name, expected):
    """Too large, not text, wrongly named."""
    assert any(expected in p for p in read(tmp_path, text, name)[1])


@pytest.mark.parametrize("folder_too", [False, True])
def test_refuses_a_link_to_another_file_or_folder(tmp_path, folder_too):
    """A symbolic link could show any file of the machine; MkDocs would follow one to a folder."""
    folder = tmp_path / "docs" / "examples"
    folder.mkdir(parents=True)
    secret = tmp_path / "secret" / "shared-course.md"
    secret.parent.mkdir()
    secret.write_text(GOOD, encoding="utf-8")
    (folder / ("shared" if folder_too else "shared-course.md")).symlink_to(
        secret.parent if folder_too else secret
    )
    found, problems = examples.read(tmp_path / "docs")

    assert not found and "Only plain files" in str(problems[0])


def test_what_stands_in_print_already_names_the_work_and_claims_no_permission(tmp_path):
    """Nobody agreed in 2007 to a page of today, so nobody is said to have; the work has to be a source."""
    found, problems = read(
        tmp_path, GOOD.replace("permission: yes", "published: moriarty2014"), "in-print.md"
    )
    assert problems == [] and list(examples.check(found, {"moriarty2014": None})) == []

    found["in-print"].meta["published"] = "ainsley2007"
    wrong = [p.message for p in examples.check(found, {"moriarty2014": None})]
    assert len(wrong) == 1 and '"ainsley2007", which is not among the `sources`' in wrong[0]


def test_the_five_examples_of_the_guide_claim_no_permission():
    """They were published in 2007, and no organisation was asked since."""
    found, _ = examples.read(ROOT / "docs")
    of_2007 = [e for e in found.values() if "ainsley2007" in e.meta["sources"]]

    assert len(of_2007) == 5
    assert all(e.meta.get("published") and "permission" not in e.meta for e in of_2007)


def test_unknown_sources_and_titles_twice_are_named(tmp_path):
    """What needs the rest of the site."""
    folder = tmp_path / "docs" / "examples"
    folder.mkdir(parents=True)
    for name in ("a-course", "b-course"):
        (folder / f"{name}.md").write_text(GOOD, encoding="utf-8")
    found, _ = examples.read(tmp_path / "docs")
    problems = [p.message for p in examples.check(found, {"moriarty2015": None})]

    assert any('Did you mean "moriarty2015"' in p for p in problems) and any(
        "Another example has this title" in p and "docs/examples/a-course.md" in p for p in problems
    )


def test_the_template_teaches_every_field_and_passes():
    """A copy of it is a valid example."""
    template = ROOT / "docs/examples/_template.md"
    example, problems = examples.read_example(template, "docs/examples/_template.md")

    assert problems == []
    assert set(example.meta) == {f.name for f in examples.ExampleMatter.fields}
    text = template.read_text(encoding="utf-8")
    assert all(", ".join(f.accepted) in text for f in examples.ExampleMatter.fields)


@pytest.mark.parametrize(
    ("name", "harvard", "ris"),
    [
        ("Ann O’Neill", "O’Neill, A. (2026)", ["O’Neill, Ann"]),
        (
            "Ann Mary Smith and Bob Jones",
            "Smith, A.M. and Jones, B. (2026)",
            ["Smith, Ann Mary", "Jones, Bob"],
        ),
        ("Siân", "Siân (2026)", ["Siân"]),
        (None, "Riverside & Hill Council (2026)", ["Riverside & Hill Council"]),
    ],
)
def test_an_example_can_be_cited_in_three_forms(tmp_path, small_site, name, harvard, ris):
    """The forms say the same, and other programs read them back with every sign whole."""
    text = GOOD.replace("Riverside Council", "Riverside & Hill Council").replace(
        TITLE, "50% off_the #1 {course} for £5"
    )
    text = (
        text.replace("Ann O’Neill", name)
        if name
        else text.replace('contributor:\n  name: "Ann O’Neill"\n  role: "Learning manager"\n', "")
    )
    [example] = read(tmp_path, text)[0].values()
    forms = examples.cite_this(Here(small_site, example.path), example)
    [record] = rispy.loads(forms["RIS"] + "\n")
    library, problems = sources.read(forms["BibTeX"], "x.bib")

    assert forms["Harvard"].startswith(f"{harvard} ‘50% off_the #1 {{course}} for £5’, Test.")
    assert (
        record["authors"] == ris and record["title"] == example.title and record["year"] == "2026"
    )
    assert (
        not problems and library["shared-course"].fields["title"] == "50% off_the #1 course for £5"
    )
    assert [sources.name_of(p) for p in library["shared-course"].people["author"]] == ris


TEXT = st.lists(st.one_of(st.text(max_size=40), st.sampled_from(ATTACKS)), max_size=6).map("".join)


@pytest.fixture(scope="module")
def as_mkdocs():
    """Markdown as MkDocs sets it for this site."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(
        extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"]
    )


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    """The content of a small project, with its references formatted."""
    site = reading.load(project.make(tmp_path_factory.mktemp("site")))
    return site


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT, TEXT)
def test_nothing_active_is_on_the_page_even_if_every_check_were_to_miss_it(
    as_mkdocs, small_site, title, words, body
):
    """Hostile words in every field and in the body, through our templates and through the site's Markdown as MkDocs sets it."""
    meta = Mapping(1)
    meta.update(
        title=title,
        organisation=words,
        kind=words,
        region=title,
        period=words,
        themes=[title, words],
        awards=[words],
        contributor={"name": title, "role": words},
        sources=["gscc2002"],
        added=words,
        permission=True,
    )
    small_site.examples["x"] = examples.Example(
        "x", "docs/examples/x.md", meta, f"{body}\n\n## What changed\n\n{body}", 1
    )
    source = examples.page(Here(small_site, "examples/x.md"), "x")
    page = Active()
    page.feed(as_mkdocs.reset().convert(source))

    assert page.found == [] and not re.search(r"\{[{%#]", source)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=600),
        TEXT.map(str.encode),
        st.text(max_size=600).map(lambda t: t.encode("utf-8", "surrogatepass")),
        st.tuples(
            st.sampled_from(
                [
                    BODY,
                    "London",
                    "Three boroughs share one course",
                    "  - commissioning",
                    "[moriarty2014]",
                ]
            ),
            TEXT,
        ).map(lambda t: GOOD.replace(*t).encode("utf-8", "surrogatepass")),
    )
)
def test_no_file_makes_the_check_crash_or_wait(tmp_path_factory, raw):
    """Any bytes: problems or none, never a traceback, and an end."""
    file = tmp_path_factory.mktemp("any") / "any-file.md"
    file.write_bytes(raw)
    examples.read_example(file, "docs/examples/any-file.md")


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "[",
                "](",
                "*",
                "_",
                "`",
                "> ",
                "- ",
                "1. ",
                "    ",
                "\n",
                "|",
                "&",
                "<",
                "0",
                "@",
                "{",
                "\\",
                "#",
                "=",
                "--",
                "\n- ",
                "\n> ",
                "\n    - ",
            ]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_pattern_repeated_to_the_full_size_makes_check_or_page_wait(tmp_path_factory, unit):
    """The largest file that is read, made of one pattern: checked and, where it is accepted, rendered: a stall would never end."""
    body = "".join(unit) * (48_000 // len("".join(unit)))
    file = tmp_path_factory.mktemp("any") / "any-file.md"
    file.write_text(GOOD.replace(BODY, body), encoding="utf-8")
    example, problems = examples.read_example(file, "docs/examples/any-file.md")

    if not problems:
        list(pages.links(example))
        markup.to_safe_html(Here(Site(Path()), "examples/any-file.md"), example.body)
