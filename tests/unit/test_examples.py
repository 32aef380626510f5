"""Contributed examples: what is refused and why, what real people send, and that nothing active is ever rendered."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import ROOT, examples

GOOD = """---
title: "Three boroughs share one course"
organisation: "Riverside Council"
kind: local authority
region: London
period: "2024 to 2025"
themes:
  - commissioning
contributor:
  name: "Ann O’Neill"
  role: "Learning manager"
sources: [moriarty2014]
added: 2026-01-01
permission: yes
---

Our first year.

## What we did

We shared a course.

## What it took

About £4,000 and 12% of a post.

## What changed

Nothing was measured.

## What we would tell others

Start early.
"""
BODY = "We shared a course."

# what is wrong: (what to replace, by what, words of the message)
REFUSED = {
    "macro in the body": (BODY, '{{ cite("x2020") }}', "The signs {{ have a special meaning"),
    "macro in code": (BODY, "`{{ config }}`", "The signs {{"),
    "statement in the body": (BODY, "{% include 'x' %}", "The signs {%"),
    "comment of macros": (BODY, "{# hidden #}", "The signs {#"),
    "macro in the title": ("Three boroughs share one course", "{{ config }}", "The signs {{"),
    "macro in a theme": ("  - commissioning", '  - "{{ x }}"', "The signs {{"),
    "brace as a code": (BODY, "&#123;&#123; x &#125;&#125;", "A curly bracket is written here as a code"),
    "brace as a named code": (BODY, "&lbrace;% x", "A curly bracket is written"),
    "macros switched on": ("permission: yes", "permission: yes\nrender_macros: true", '"render_macros" is not a field'),
    "template changed": ("permission: yes", "permission: yes\ntemplate: home.html", '"template" is not a field'),
    "page hidden": ("permission: yes", "permission: yes\nhide: [navigation]", '"hide" is not a field'),
    "redirect": ("permission: yes", "permission: yes\nredirect: https://example.org", '"redirect" is not a field'),
    "search boosted": ("permission: yes", "permission: yes\nsearch: {boost: 9}", '"search" is not a field'),
    "script": (BODY, "<script>alert(1)</script>", "Words in < > are read as HTML"),
    "raw HTML": (BODY, "<b>bold</b>", "Words in < > are read as HTML"),
    "HTML comment": (BODY, "<!-- hidden -->", "Words in < > are read as HTML"),
    "event attribute": (BODY, "<img src=x onerror=alert(1)>", "Words in < > are read as HTML"),
    "HTML over a space": (BODY, "< script >", "Words in < > are read as HTML"),
    "HTML as codes": (BODY, "&lt;script&gt;", "Words in < > are read as HTML"),
    "HTML in the title": ("Three boroughs share one course", "<b>Three</b>", "Words in < > are read as HTML"),
    "attribute list": (BODY, "We did.{: onclick=x }", "Words in { } set how something looks"),
    "attribute list of a class": (BODY, "We did.{ .big }", "Words in { } set how something looks"),
    "file include": (BODY, '--8<-- "secret.txt"', "bring in another file"),
    "picture": (BODY, "![a](https://example.org/a.png)", "Pictures cannot be shown"),
    "http link": (BODY, "[a](http://example.org)", 'The link to "http://example.org" cannot be used'),
    "javascript link": (BODY, "[a](javascript:alert(1))", "cannot be used"),
    "javascript link as codes": (BODY, "[a](java&#115;cript:alert(1))", "cannot be used"),
    "data link": (BODY, "[a](data:text/html;base64,xx)", "cannot be used"),
    "reference link": (BODY, "[a][1]\n\n[1]: javascript:alert(1)", "cannot be used"),
    "autolink": (BODY, "Go to <https://example.org>", "Words in < > are read as HTML"),
    "protocol-relative link": (BODY, "[a](//example.org)", "cannot be used"),
    "link out of the site": (BODY, "[a](../../../etc/passwd)", "cannot be used"),
    "ftp address": (BODY, "See ftp://example.org/x", "cannot be used"),
    "e-mail address": (BODY, "Write to ann@example.org", "looks like an e-mail address"),
    "e-mail address in disguise": (BODY, "ann (at) example (dot) org", "looks like an e-mail address"),
    "mail link": (BODY, "[a](mailto:ann@example.org)", "looks like an e-mail address"),
    "telephone number": (BODY, "Ring 020 7946 0000", "looks like a telephone number"),
    "mobile number": (BODY, "Ring 07700 900123", "looks like a telephone number"),
    "number from abroad": (BODY, "Ring +44 20 7946 0000", "looks like a telephone number"),
    "zero-width space": (BODY, "We\u200bdid", "cannot be seen (U+200B)"),
    "bidirectional override": (BODY, "We \u202edid", "cannot be seen (U+202E)"),
    "NUL": (BODY, "We\x00did", "cannot be seen (U+0000)"),
    "YAML tag": ('"Riverside Council"', "!!python/object:os.system x", "is a YAML tag"),
    "YAML anchor": ('"Riverside Council"', "&a Riverside", "repeats another part of the file"),
    "YAML alias": ('"Riverside Council"', "*a", "repeats another part"),
    "field twice": ("region: London", "region: London\nregion: London", '"region" stands twice'),
    "wrong type": ("themes:\n  - commissioning", "themes: commissioning", "Write a list"),
    "unknown kind": ("local authority", "council", '"council" is not accepted for `kind`'),
    "unknown theme": ("- commissioning", "- commisioning", 'Did you mean "commissioning"'),
    "unknown region": ("region: London", "region: Londn", 'Did you mean "London"'),
    "missing title": ('title: "Three boroughs share one course"\n', "", "has no `title`"),
    "no permission": ("permission: yes", "permission: no", "`permission` is no"),
    "impossible date": ("2026-01-01", "2026-02-30", "Write a day that exists"),
    "future date": ("2026-01-01", "2998-01-01", "is in the future"),
    "missing heading": ("## What it took", "## What it cost", 'The heading "## What it took" is missing'),
    "empty part": ("Nothing was measured.\n", "", 'There is nothing below "## What changed"'),
    "first-level heading": (BODY, "# Title again", "A heading of the first level"),
    "first-level heading by a line": (BODY, "Title again\n====", "A heading of the first level"),
    "deep quotation": (BODY, ">" * 30 + " deep", "nested very deep"),
    "deep brackets": (BODY, "[" * 500, "many brackets"),
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
    "long line": lambda text: text.replace(BODY, "word " * 900),
    "pounds and percentages": lambda text: text.replace(BODY, "It cost £12,345.67, or 17.5% of 4,000."),
    "https link": lambda text: text.replace(BODY, "[the page](https://www.example.org/a?b=c&d=e)"),
    "link within the site": lambda text: text.replace(BODY, "[references](../references.md#moriarty2014)"),
    "less than": lambda text: text.replace(BODY, "Turnover fell to < 5 in a year & stayed."),
    "third-level heading": lambda text: text.replace(BODY, "### In the first year\n\nWe did."),
    "a year range": lambda text: text.replace(BODY, "From 2019-2020 to 2023/24, 01 to 12 2024."),
}


def read(tmp_path: Path, text: str | bytes, name: str = "shared-course.md"):
    """Read a folder with one example."""
    folder = tmp_path / "docs" / "examples"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    found, problems = examples.read(tmp_path / "docs")
    return found, [str(p) for p in problems]


@pytest.mark.parametrize(("was", "now", "expected"), REFUSED.values(), ids=REFUSED)
def test_refuses(tmp_path, was, now, expected):
    """With the file, the line and what to change, in under a second."""
    assert was in GOOD
    started = time.perf_counter()
    _, problems = read(tmp_path, GOOD.replace(was, now, 1))

    assert any(expected in p and re.match(r"docs/examples/shared-course\.md:\d+: ", p) for p in problems), problems
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("change", ACCEPTED.values(), ids=ACCEPTED)
def test_accepts_what_people_really_send(tmp_path, change):
    """Nothing to mend."""
    found, problems = read(tmp_path, change(GOOD))

    assert problems == [] and list(found) == ["shared-course"]


@pytest.mark.parametrize(("text", "name", "expected"), [
    (GOOD + "x" * 50_001, "shared-course.md", "Shorten it to 50,000"),
    (GOOD.encode("utf-8") + b"\xff", "shared-course.md", "is not UTF-8"),
    (GOOD, "Shared Course.md", "cannot be used. Name it in lower-case letters"),
    (GOOD, "shared-course.html", "whose name ends in .md"),
])
def test_refuses_files_that_are_not_plain_examples(tmp_path, text, name, expected):
    """Too large, not text, wrongly named."""
    assert any(expected in p for p in read(tmp_path, text, name)[1])


def test_refuses_a_link_to_another_file(tmp_path):
    """A symbolic link could show any file of the machine."""
    folder = tmp_path / "docs" / "examples"
    folder.mkdir(parents=True)
    (tmp_path / "secret.md").write_text(GOOD, encoding="utf-8")
    (folder / "shared-course.md").symlink_to(tmp_path / "secret.md")
    found, problems = examples.read(tmp_path / "docs")

    assert not found and "Only plain files" in str(problems[0])


def test_unknown_sources_and_titles_twice_are_named(tmp_path):
    """What needs the rest of the site."""
    folder = tmp_path / "docs" / "examples"
    folder.mkdir(parents=True)
    for name in ("a-course", "b-course"):
        (folder / f"{name}.md").write_text(GOOD, encoding="utf-8")
    found, _ = examples.read(tmp_path / "docs")
    problems = [p.message for p in examples.check(found, {"moriarty2015": None})]

    assert any('Did you mean "moriarty2015"' in p for p in problems) and any("also that of docs/examples/a-course.md" in p for p in problems)


def test_the_template_teaches_every_field_and_passes():
    """A copy of it is a valid example."""
    template = ROOT / "docs/examples/_template.md"
    example, problems = examples.read_example(template, "docs/examples/_template.md")

    assert problems == []
    assert set(example.meta) == {f.name for f in examples.FIELDS}


ACTIVE = re.compile(r"(?i)<\s*(script|iframe|img|svg|object|embed|form|style|link|meta|input|math|base)|\son\w+\s*=|javascript:|\{\{|\{%")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["", "<script>", "[a](javascript:1)", "{{ x }}", "> " * 9, "<img src=x onerror=1>", "[x]: data:1"]))
def test_nothing_active_is_rendered_even_if_a_check_were_to_miss_it(text, attack):
    """Whatever the body says, the HTML that comes out is of the allow-list, at once."""
    from macros.records import Mapping

    started = time.perf_counter()
    example = examples.Example("x", "docs/examples/x.md", Mapping(1), f"{text}\n\n{attack}\n\n{text}", 1)
    html = str(examples.to_safe_html(example))
    tags = " ".join(re.findall(r"<[^>]*>", html))

    assert not ACTIVE.search(tags) and "{{" not in html and "{%" not in html
    assert time.perf_counter() - started < 1


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=600), st.text(max_size=600).map(lambda t: t.encode("utf-8", "surrogatepass")), st.text(max_size=300).map(lambda t: GOOD.replace(BODY, t).encode("utf-8", "surrogatepass")),
                 st.text(max_size=60).map(lambda t: GOOD.replace("London", t).encode("utf-8", "surrogatepass"))))
def test_no_file_makes_the_check_crash_or_wait(tmp_path_factory, raw):
    """Any bytes: problems or none, never a traceback, never more than a second."""
    file = tmp_path_factory.mktemp("any") / "any-file.md"
    file.write_bytes(raw)
    started = time.perf_counter()
    examples.read_example(file, "docs/examples/any-file.md")

    assert time.perf_counter() - started < 1
