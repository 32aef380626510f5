"""Contributed examples: what is refused and why, what real people send, and that nothing active is ever rendered."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from macros import ROOT, example_pages, examples, pages, reading, sources
from macros.records import Mapping
from macros.site import Here, Site
from tests.unit import project
from tests.unit.project import BODY, TITLE
from tests.unit.project import EXAMPLE as GOOD

SIGNS, CODE, HTML, LOOKS = (
    "Two curly brackets together",
    "written here as a code that starts with &",
    "A < straight before a word is read as HTML",
    "Words in { } set how something looks",
)
LINK, HIDDEN, EMAIL, PHONE = (
    "A link can lead only to an address that starts with https://",
    "a character here that cannot be seen",
    "looks like an e-mail address",
    "looks like a telephone number",
)
LEVEL = "a heading of the first level"

# what is wrong: (what to replace, by what, words of the message)
REFUSED = {
    "macro in the body": (BODY, '{{ cite("x2020") }}', SIGNS),
    "macro in code": (BODY, "`{{ config }}`", SIGNS),
    "statement in the body": (BODY, "{% include 'x' %}", SIGNS),
    "comment of macros": (BODY, "{# hidden #}", SIGNS),
    "macro in the title": ("Three boroughs share one course", "{{ config }}", SIGNS),
    "macro in a theme": ("  - commissioning", '  - "{{ x }}"', SIGNS),
    "macro in the name of a field": ("region: London", "{{ x }}: London", SIGNS),
    "macro in a comment of the fields": ("region: London", "region: London  # {{ x }}", SIGNS),
    "macro in wide signs": (BODY, "｛｛ config ｝｝", SIGNS),
    "brace as a code": (BODY, "&#123;&#123; x &#125;&#125;", CODE),
    "brace as a named code": (BODY, "&lbrace;% x", CODE),
    "macros switched on": (
        "permission: yes",
        "permission: yes\nrender_macros: true",
        '"render_macros" is not a field',
    ),
    "template changed": (
        "permission: yes",
        "permission: yes\ntemplate: home.html",
        '"template" is not a field',
    ),
    "page hidden": (
        "permission: yes",
        "permission: yes\nhide: [navigation]",
        '"hide" is not a field',
    ),
    "redirect": (
        "permission: yes",
        "permission: yes\nredirect: https://example.org",
        '"redirect" is not a field',
    ),
    "search boosted": (
        "permission: yes",
        "permission: yes\nsearch: {boost: 9}",
        '"search" is not a field',
    ),
    "script": (BODY, "<script>alert(1)</script>", HTML),
    "raw HTML": (BODY, "<b>bold</b>", HTML),
    "end of an element": (BODY, "</div>", HTML),
    "HTML comment": (BODY, "<!-- hidden -->", HTML),
    "processing instruction": (BODY, "<?php x ?>", HTML),
    "event attribute": (BODY, "<img src=x onerror=alert(1)>", HTML),
    "embedded media": (BODY, '<iframe src="https://example.org"></iframe>', HTML),
    "HTML in wide signs": (BODY, "＜script＞", HTML),
    "HTML as codes": (BODY, "&lt;script&gt;", CODE),
    "HTML in the title": ("Three boroughs share one course", "<b>Three</b>", HTML),
    "attribute list": (BODY, "We did.{: onclick=x }", LOOKS),
    "attribute list of a class": (BODY, "We did.{ .big }", LOOKS),
    "attributes of a heading": (
        "## What it took",
        "## What it took { #x onclick=alert(1) }",
        LOOKS,
    ),
    "file include": (BODY, '--8<-- "secret.txt"', "bring in another file"),
    "picture": (BODY, "![a](https://example.org/a.png)", "Pictures cannot be shown"),
    "picture by reference": (
        BODY,
        "![a][b]\n\n[b]: https://example.org/a.png",
        "Pictures cannot be shown",
    ),
    "http link": (BODY, "[a](http://example.org)", LINK),
    "javascript link": (BODY, "[a](javascript:alert(1))", LINK),
    "javascript link in capitals": (BODY, "[a]( JaVaScRiPt:alert(1))", LINK),
    "javascript link over two lines": (BODY, "[a](\njavascript:alert(1))", LINK),
    "javascript link as codes": (BODY, "[a](java&#115;cript:alert(1))", LINK),
    "data link": (BODY, "[a](data:text/html;base64,xx)", LINK),
    "reference link": (BODY, "[a][1]\n\n[1]: javascript:alert(1)", LINK),
    "reference link over two lines": (BODY, "[a][1]\n\n[1]:\n  //example.org", LINK),
    "autolink": (BODY, "Go to <https://example.org>", HTML),
    "protocol-relative link": (BODY, "[a](//example.org)", LINK),
    "protocol-relative link to a page": (BODY, "[a](//example/page.md)", LINK),
    "link out of the site": (BODY, "[a](../../../etc/passwd)", LINK),
    "ftp address": (BODY, "See ftp://example.org/x", LINK),
    "e-mail address": (BODY, "Write to ann@example.org", EMAIL),
    "e-mail address in disguise": (BODY, "ann (at) example (dot) org", EMAIL),
    "e-mail address in wide signs": (BODY, "ann＠example.org", EMAIL),
    "e-mail address of a contributor": (
        "Learning manager",
        "Manager, ann.oneill@example.gov.uk",
        EMAIL,
    ),
    "mail link": (BODY, "[a](mailto:ann@example.org)", EMAIL),
    "telephone number": (BODY, "Ring 020 7946 0000", PHONE),
    "mobile number": (BODY, "Ring 07700 900123", PHONE),
    "number from abroad": (BODY, "Ring +44 (0)20 7946 0000", PHONE),
    "zero-width space": (BODY, "We\u200bdid", HIDDEN),
    "joiner between Latin letters": (BODY, "W\u200de did", HIDDEN),
    "bidirectional override": (BODY, "We \u202edid", HIDDEN),
    "bidirectional isolate": (BODY, "We \u2066did", HIDDEN),
    "tag characters": (BODY, "We\U000e0041 did", HIDDEN),
    "NUL": (BODY, "We\x00did", HIDDEN),
    "YAML tag": ('"Riverside Council"', "!!python/object:os.system x", "is a YAML tag"),
    "YAML anchor": ('"Riverside Council"', "&a Riverside", "repeats another part of the file"),
    "YAML alias": ('"Riverside Council"', "*a", "repeats another part"),
    "YAML merge": ("region: London", "<<: *a\nregion: London", "repeats another part"),
    "broken YAML": ('"Riverside Council"', '"Riverside', "This is not valid YAML"),
    "field twice": ("region: London", "region: London\nregion: London", '"region" stands twice'),
    "wrong type": ("themes:\n  - commissioning", "themes: commissioning", "Write a list"),
    "list for a word": ("region: London", "region: [London]", "Write some text"),
    "unknown kind": ("local authority", "council", '"council" is not accepted for `kind`'),
    "unknown theme": ("- commissioning", "- commisioning", 'Did you mean "commissioning"'),
    "unknown region": ("region: London", "region: Londn", 'Did you mean "London"'),
    "missing title": (
        'title: "Three boroughs share one course"\n',
        "",
        "has no `title` (say in one line what was done",
    ),
    "empty title": ('"Three boroughs share one course"', '""', "has no `title`"),
    "contributor without a role": (
        '  role: "Learning manager"\n',
        "",
        "has no `role` (give their job title",
    ),
    "no permission": ("permission: yes", "permission: no", "`permission` is no"),
    "impossible date": ("2026-01-01", "2026-02-30", "Write a day that exists"),
    "future date": ("2026-01-01", "2998-01-01", "is in the future"),
    "missing heading": (
        "## What it took",
        "## What it cost",
        'The heading "## What it took" is missing',
    ),
    "heading twice": (
        "## What it took",
        "## What we did\n\nMore.\n\n## What it took",
        "Only the four headings",
    ),
    "other heading": (BODY, BODY + "\n\n## Our thanks\n\nMore.", "Start one of your own with ###"),
    "empty part": ("Nothing was measured.\n", "", 'There is nothing below "## What changed"'),
    "no text": (
        GOOD[GOOD.index("Our first year.") :],
        "",
        "There is no text. Below the second ---",
    ),
    "first-level heading": (BODY, "# Title again", LEVEL),
    "first-level heading by a line": (BODY, "Title again\n====", LEVEL),
    "deep quotation": (BODY, ">" * 30 + " deep", "set in very deep"),
    "deep list": (BODY, "\n".join("    " * n + "- deep" for n in range(30)), "set in very deep"),
    "many brackets": (BODY, "[ " * 600, "more than 1,000 lines or 500 square brackets"),
    "many lines": (BODY, "\n> - ~~~" * 1200, "more than 1,000 lines or 500 square brackets"),
    "no fields": (GOOD, "Just some text.", "does not start with its fields"),
    "deep YAML": ("[moriarty2014]", "[" * 400, "nested more than"),
}

ACCEPTED = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "curly quotes": lambda text: text.replace(BODY, "“We did”, she said; it’s true."),
    "accents": lambda text: text.replace(BODY, "Siân and Zoë met in a café."),
    "another script": lambda text: text.replace(BODY, "আমরা একটি কোর্স করেছি। 我们分享了课程。"),
    "right-to-left script": lambda text: text.replace(BODY, "שיתפנו קורס"),
    "table": lambda text: text.replace(BODY, "| Year | Staff |\n| --- | --- |\n| 2024 | 12 |"),
    "lists": lambda text: text.replace(BODY, "- one\n- two\n    - three\n\n1. first\n2. second"),
    "bold": lambda text: text.replace(BODY, "**We** did *this*."),
    "list without an empty line before it": lambda text: text.replace(
        BODY, "We did:\n- one\n- two\n  - within two"
    ),
    "number sign": lambda text: text.replace(BODY, "#1 in the country."),
    "long line": lambda text: text.replace(BODY, "word " * 900),
    "pounds and percentages": lambda text: text.replace(
        BODY, "It cost £12,345.67, or 17.5% of 4,000."
    ),
    "https link": lambda text: text.replace(BODY, "[the page](https://www.example.org/a?b=c&d=e)"),
    "link within the site": lambda text: text.replace(
        BODY, "[references](../references.md#moriarty2014)"
    ),
    "less than": lambda text: text.replace(BODY, "Turnover fell to < 5 in a year & stayed."),
    "third-level heading": lambda text: text.replace(BODY, "### In the first year\n\nWe did."),
    "words with a colon": lambda text: text.replace(
        BODY, "We looked at the data: turnover, the file: complete, Tel: none."
    ),
    "joiners of another script": lambda text: text.replace(
        BODY, "می\u200cخواهیم کار کنیم 👩\u200d💻"
    ),
    "ampersand": lambda text: text.replace(BODY, "L&D; research & development at Marks & Sons."),
    "code and quotation": lambda text: text.replace(BODY, "> It worked.\n\nWe called it `PQ`."),
    "a year range": lambda text: text.replace(BODY, "From 2019-2020 to 2023/24, 01 to 12 2024."),
}


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


class Active(HTMLParser):
    """Collects what a browser would act on: elements and attributes outside the few that an example's page has."""

    ELEMENTS = example_pages.TAGS | {
        "div",
        "span",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "h1",
        "h6",
    }
    ATTRIBUTES = {"class", "id", "tabindex", "data-search-exclude", "rel", "href", "style"}

    def __init__(self):
        super().__init__()
        self.found = []

    OURS = {
        ("label", ()),
        ("input", (("type", "checkbox"), ("autocomplete", "off"))),
    }  # leaves the lists of sources out of print

    def handle_starttag(self, tag, attributes):
        if (tag, tuple(attributes)) in self.OURS:
            return
        if tag not in self.ELEMENTS:
            self.found.append(tag)
        for name, value in attributes:
            if (name, value) == ("title", "Link to this section"):
                continue  # of the headings that are ours
            if (
                name not in self.ATTRIBUTES
                or name == "style"
                and not re.fullmatch(r"text-align: (left|right|center);", value or "")
            ):
                self.found.append(f"{tag} {name}")
            if name == "href" and not re.match(r"https://|#|[a-z0-9./-]+\.html(#|$)", value or ""):
                self.found.append(f"{tag} {name}={value}")

    def handle_comment(self, data):
        self.found.append(f"comment {data}")


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
    forms = example_pages.cite_this(Here(small_site, example.path), example)
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


ATTACKS = (
    "<script>alert(1)</script>",
    "[a](javascript:1)",
    "{{ config }}",
    "{% include 'x' %}",
    "> " * 9,
    "<img src=x onerror=1>",
    "[x]: data:1",
    "x {: onclick=1 }",
    "![a](https://x)",
    "<!-- x -->",
    "\n\n<div markdown>",
    "</div></div>",
    "&#123;&#123; x",
    '" onmouseover="1',
    "[a](//x.md)",
    "[a](http://x)",
    "[a](tel:1)",
    '[a](https://x "t")',
    "---\nrender_macros: true\n---",
    "<https://x>",
    "```",
    "\n# x {: #y }",
)
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
    source = example_pages.page(Here(small_site, "examples/x.md"), "x")
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
        example_pages.to_safe_html(Here(Site(Path()), "examples/any-file.md"), example.body)
