"""Hostile contributions of more kinds: what each reader takes for something else than it looks, in tables.

Those of tests/unit/test_security_hostile.py are plain; these lean on how HTML, Markdown, YAML, BibTeX, encodings and the
settings of MkDocs are really read.
"""

from __future__ import annotations

import subprocess
import zipfile

import pytest

from macros import ROOT, prepare, reading, rules, unsafe
from macros.problems import Problem, shown
from tests.unit import project
from tests.unit.project import BIB, BODY, EXAMPLE, FILES, PAGE, SNIPPET, TITLE

HERE = "A review followed"
ADDRESS = "names no public host|leads to|comes from elsewhere|Use https://|holds a sign"
OPENING = "cannot be used in a page"

# ---- pages ----
ELEMENTS = {
    "link in a drawing": "<svg><a xlink:href='javascript:x'><text>x</text></a></svg>",
    "drawing that is used": "<svg><use href='data:image/svg+xml,x'/></svg>",
    "page in a drawing": "<svg><foreignObject><body onload=x></foreignObject></svg>",
    "drawing that sets": "<svg><set attributeName=href to=javascript:x></svg>",
    "old picture": "<image src=x onerror=x>",
    "formula that acts": "<math><maction actiontype='statusline#javascript:x'>x</maction></math>",
    "fold that opens": "<details open ontoggle=alert(1)>x</details>",
    "fold behind a slash": "<details/open/ontoggle=alert(1)>x</details>",
    "old search": "<isindex action=javascript:x>",
    "old key": "<keygen autofocus onfocus=x>",
    "old sound": "<bgsound src=javascript:x>",
    "element that nobody knows": "<xss onpointerover=x>x</xss>",
    "page break in an element": "<a\x0chref='javascript:x'>x</a>",
    "slash in place of a blank": "<img/src=x/onerror=x>",
    "set of pictures": "<img srcset='https://t.example/x.gif 2x'>",
    "source of a picture": "<picture><source srcset=https://t.example/x></picture>",
    "picture as a field": "<input type=image src=https://t.example/x>",
    "ground of a table": "<table background=https://t.example/x>",
    "ground of a cell": "<td background=//t.example/x>",
    "early loading": "<link rel=prefetch href=//t.example>",
    "cookie": "<meta http-equiv=set-cookie content=a=b>",
    "referrer": "<meta name=referrer content=unsafe-url>",
    "where nothing is embedded": "<noembed><script>x</script></noembed>",
    "where no frames are": "<noframes><script>x</script></noframes>",
    "listing": "<listing><script>x</script></listing>",
    "script in a choice": "<select><option><script>x</script></select>",
    "button of a layer": "<button popovertarget=x>x</button>",
    "slot": "<slot name=x>",
    "fenced frame": "<fencedframe src=x>",
    "line break before an event": "<p\nonclick=x>x</p>",
    "capitals": "<P ONCLICK=x>x</P>",
    "event after a title": "<p title='x' onclick='x'>x</p>",
    "layer": "<div popover id=x>x</div>",
    "component of the theme": "<div hidden class=app-x data-md-component=x>x</div>",
    "end of the article": "</article><script>x</script>",
    "end of the page": "</div></main>",
    "comment that ends at once": "<!--><script>x</script>-->",
    "comment with another end": "<!-- x --!><script>x</script>",
    "section of XML": "<![CDATA[<script>x</script>]]>",
    "server’s code": "<?php system('id') ?>",
    "script with NUL": "<script\x00>x</script>",
    "script in a script": "<scr<script>ipt>x</script>",
    "tab in a frame": "<iframe\tsrc=x>",
    "style from elsewhere": "<style>@import '//evil.example/x.css'</style>",
    "ground of a paragraph": "<p style=background:url(//t.example)>x</p>",
    "old letters": "<font color=red>x</font>",
    "own element with an event": "<app-basket data-x=1 onclick=x></app-basket>",
    "place of the theme’s settings": "<p id='__config'>x</p>",
    "class of the theme": "<div class='md-overlay'>x</div>",
    "two ends": "<div>x</div></div>",
    "no end": "<div>x",
    "ends crossed": "<div><span>x</div></span>",
    "script in a longer fence": "````\n<script>alert(1)</script>\n```",
    "script in a fence of two words": "```a b\n<script>alert(1)</script>\n```",
    "script in a fence that is set in": "    ```\n<script>alert(1)</script>\n    ```",
    "script in a fence of other signs": "```\n<script>alert(1)</script>\n~~~",
    "script after a fence": "```\nx\n```\n<script>alert(1)</script>",
    "script in code over lines": "`a\n<script>x</script>`",
}
LISTS = {
    "event of a fence": "``` { .x onclick=x }\nx\n```",
    "event of a fence with a colon": "```{: onclick=x }\nx\n```",
    "event of a fence of waves": '~~~ {.x onclick="alert(1)"}\nx\n~~~',
    "component": "x{: data-md-component=search }",
    "blank before the colon": "x\n{ : onclick=x }",
    "brackets within": "x\n{: .a onclick=x {} }",
    "bracket in a value": 'x\n{: title="}" onclick=x }',
    "long list": "x\n{: ." + "a" * 70 + " " * 300 + "onclick=x }",
    "list of a cell": "| a {: onclick=x } |\n|---|",
    "list of an item": "- x\n{: onclick=x }",
    "sign as a code": "x\n{: onclick&#61;x }",
    "popover": "x\n{: popover=auto }",
    "place that can be edited": "x\n{: contenteditable=true }",
    "key": "x\n{: accesskey=x }",
    "name of the theme": "## X {: #__search }",
    "class of the theme": "x\n{: .md-overlay }",
}
LINKS = {
    "codes with zeros": "[x](javascript&#0000058;alert(1))",
    "control first": "[x](\x01javascript:x)",
    "line break as a code": "[x](jav&#x0A;ascript:x)",
    "line break by name": "[x](jav&NewLine;ascript:x)",
    "feed": "[x](feed:javascript:x)",
    "archive": "[x](jar:https://evil.example!/)",
    "app of a telephone": "[x](intent://x#Intent;scheme=https;end)",
    "transfer of files": "[x](ftp://evil.example/x)",
    "socket": "[x](wss://evil.example)",
    "share of Windows": "[x](smb://x/y)",
    "share by backslashes": "[x](/\\\\evil.example)",
    "three slashes": "[x](///evil.example)",
    "empty page": "[x](about:blank)",
    "settings of Windows": "[x](ms-settings:x)",
    "text message": "[x](sms:+447700900123)",
    "magnet": "[x](magnet:?xt=x)",
    "no slashes": "[x](https:evil.example)",
    "three slashes of https": "[x](https:///evil.example)",
    "backslashes of https": "[x](https:\\\\\\\\evil.example)",
    "name before the host": "[x](https://good.example@evil.example/)",
    "name and password": "[x](https://user:pw@evil.example/)",
    "name as a code": "[x](https://good.example%40evil.example)",
    "own computer": "[x](https://localhost/)",
    "own computer by number": "[x](https://127.0.0.1/x)",
    "own computer in the new numbers": "[x](https://[::1]/)",
    "own computer as one number": "[x](https://2130706433/)",
    "own computer in hex": "[x](https://0x7f.1/)",
    "letters that look alike": "[x](https://аррӏе.com/)",
    "one letter that looks alike": "[x](https://e\u0430vil.example)",
    "letters that look alike, written out": "[x](https://xn--80ak6aa92e.com/)",
    "port": "[x](https://evil.example:22/)",
    "port beyond all": "[x](https://evil.example:99999/)",
    "host of a dot": "[x](https://.)",
    "no host": "[x](https://)",
    "wide dot": "[x](//\u3002evil.example)",
    "address in angle brackets with a password": "<https://user:pw@evil.example>",
    "reference in other letters": "[x][JaVa]\n\n[java]: javascript:x",
    "reference in angle brackets": "[a]: <javascript:x>\n\n[a]",
    "reference with a title": "[a]: javascript:x 'y'\n\n[a][]",
    "picture by codes": "![x](http&#58;//t.example/x.gif)",
    "picture with a tab": "![x](ht\ttps://t.example/x)",
    "picture behind words": "![x](https://t.example/x.gif =10x10)",
    "picture by backslashes": "![](/\\\\t.example/x.gif)",
    "picture by reference without saying how": "![x][y]\n\n[y]: //t.example/x",
}
PLACES = {
    "password file": "[x](/etc/passwd)",
    "above the site": "[x](../../../etc/passwd)",
    "above by codes": "[x](..%2f..%2fetc%2fpasswd)",
    "code of the site": "[x](../macros/unsafe.py)",
    "picture above": "![x](../../../etc/passwd)",
    "picture that is not there": "![x](assets/none.png)",
    "picture by reference": "![x][y]\n\n[y]: assets/none.png",
}
MACROS = {
    "namespace": "{{ namespace(x=1) }}",
    "globals": "{{ cite.__globals__ }}",
    "attribute": "{{ ''|attr('__class__') }}",
    "trimmed statement": "{%- set x = 1 -%}",
    "macro of macros": "{% macro x() %}{% endmacro %}",
    "call of a macro": "{% call cite('x') %}{% endcall %}",
    "block": "{% block x %}{% endblock %}",
    "extension": "{% extends 'main.html' %}",
    "no escaping": "{% autoescape false %}{% endautoescape %}",
    "raw that does not end": "{% raw %}{{ config }}",
    "remark that does not end": "{# x",
    "joined": "{{ cite('gscc2002') ~ 'x' }}",
    "spread": "{{ cite(*x) }}",
    "spread by name": "{{ cite(**x) }}",
    "itself": "{{ self }}",
    "script given": '{{ cite("gscc2002", "<script>x</script>") }}',
    "script given as an escape": '{{ cite("gscc2002", "\\x3cscript>x") }}',
    "link given": '{{ cite("gscc2002", "[x](javascript:x)") }}',
    "direction given": '{{ cite("gscc2002", "\\u202ex") }}',
    "control given": '{{ cite("gscc2002", "\\x1b[31m") }}',
    "lines given": '{{ cite("gscc2002", "p. 1\\n\\n# x") }}',
    "macro given": '{{ your("{% x %}") }}',
    "file": "{{ include_file('/etc/passwd') }}",
}
IN_PAGES = {
    **{
        f"element: {n}": (
            w,
            f"{OPENING}|cannot be an attribute|cannot be a name|is not open|is not closed|cannot be seen",
        )
        for n, w in ELEMENTS.items()
    },
    **{f"list: {n}": (w, "Words in { } can give") for n, w in LISTS.items()},
    **{f"link: {n}": (w, f"{ADDRESS}|cannot be seen|{OPENING}") for n, w in LINKS.items()},
    **{f"place: {n}": (w, "is not below docs|no such file") for n, w in PLACES.items()},
    **{
        f"macro: {n}": (
            w,
            "nothing else of Jinja|cannot be read|not in quotation marks|not a macro|A value given|not closed|cannot be used|leads to",
        )
        for n, w in MACROS.items()
    },
}


def refused(found: list[str], file: str, expected: str) -> bool:
    """Whether a line names the file and says one of the words; and all lines can be printed."""
    assert all(line.isprintable() and len(line) < 900 for line in found), found
    return any(
        line.startswith(f"{file}:") and any(one in line for one in expected.split("|"))
        for line in found
    )


@pytest.mark.parametrize(("words", "expected"), IN_PAGES.values(), ids=IN_PAGES)
def test_a_page_is_read_as_its_readers_read_it(tmp_path, words, expected):
    """What is no code, no fence, no host or no list to them is none to the check."""
    found = project.problems(
        tmp_path, {"docs/index.md": PAGE.replace(HERE, f"\n\n{words}\n\n{HERE}")}
    )

    assert refused(found, "docs/index.md", expected), found


@pytest.mark.parametrize(
    "words",
    [
        "```\n<script>alert(1)</script>\n```",
        "~~~\n<img src=x onerror=x>\n~~~",
        "``` {onclick=x}\nx\n```",
    ],
)
def test_an_argument_has_no_code(tmp_path, words):
    """Its reader knows no fences, so that what stands in one would be HTML."""
    found = project.problems(tmp_path, {"docs/snippets/stay.md": f"{SNIPPET}\n{words}\n"})

    assert refused(found, "docs/snippets/stay.md", f"{OPENING}|Words in {{ }} can give"), found


# ---- examples ----
IN_EXAMPLES = {
    **{n: w for n, w in LINKS.items() if not n.startswith("picture")},
    **{n: w for n, w in MACROS.items() if "given" not in n},
    **{f"element: {n}": w for n, w in ELEMENTS.items() if w.lstrip("`~").startswith("<")},
    "marks of Git": "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> x",
    "one mark of Git": "<<<<<<< HEAD",
    "supplement of variants": "a\U000e0100b",
    "musical mark": "a\U0001d173b",
    "noncharacter": "a\ufdd0b",
    "private letter": "a\ue000b",
    "blank of Braille": "a\u2800b",
    "Khmer vowel that nobody sees": "a\u17b4b",
    "place of an object": "a\ufffcb",
    "selector after a letter": "a\ufe0fb",
    "shorthand": "a\U0001bca0b",
    "hieroglyph that joins": "a\U00013430b",
}


@pytest.mark.parametrize("words", IN_EXAMPLES.values(), ids=IN_EXAMPLES)
def test_an_example_of_more_kinds_is_refused(tmp_path, words):
    """At its line, in words."""
    found = project.problems(
        tmp_path, {"docs/examples/x.md": EXAMPLE.replace(BODY, f"{BODY}\n\n{words}")}
    )

    assert refused(found, "docs/examples/x.md", ""), found


def test_a_part_that_shows_nothing_is_empty(tmp_path):
    """The definition of a link is no words."""
    text = EXAMPLE.replace("Nothing was measured.", "[x]: https://example.org")

    assert refused(
        project.problems(tmp_path, {"docs/examples/x.md": text}),
        "docs/examples/x.md",
        "There is nothing below",
    )


MESSAGES = {
    "fields that dots close": (
        lambda t: t.replace("\n---\n", "\n...\n", 1),
        "The fields are not closed",
    ),
    "fields closed further in": (
        lambda t: t.replace("\n---\n", "\n ---\n", 1),
        "The fields are not closed",
    ),
    "empty line first": (lambda t: f"\n{t}", "something before the first ---"),
    "two byte-order marks": (lambda t: f"\ufeff\ufeff{t}", "something before the first ---"),
    "no fields": (lambda t: "Words", "does not start with its fields"),
    "day in other digits": (
        lambda t: t.replace("2026-01-01", "٢٠٢٦-٠١-٠١"),
        "Write a day that exists",
    ),
    "flag in quotation marks": (
        lambda t: t.replace("permission: yes", 'permission: "yes"'),
        "without quotation marks",
    ),
    "list for a text": (
        lambda t: t.replace(f'"{TITLE}"', "[a, b]"),
        "`title` is a list. Write some text",
    ),
    "list of nothing": (
        lambda t: t.replace("[moriarty2014]", "[null]"),
        "`sources` is a list that holds something else",
    ),
}


@pytest.mark.parametrize(("change", "expected"), MESSAGES.values(), ids=MESSAGES)
def test_a_message_says_what_is_wrong(tmp_path, change, expected):
    """And not something near it."""
    assert refused(
        project.problems(tmp_path, {"docs/examples/x.md": change(EXAMPLE)}),
        "docs/examples/x.md",
        expected,
    )


@pytest.mark.parametrize("words", ["[x](C:\\x\\y.md)", "[x](?q=x)", "[x](javascript:y.md)"])
def test_a_wrong_link_of_an_example_is_said_once(tmp_path, words):
    """No second message offers other examples."""
    found = project.problems(tmp_path, {"docs/examples/x.md": EXAMPLE.replace(BODY, words)})

    assert len(found) == 1 and "A link can lead only to" in found[0], found


# ---- values ----
YAML = {
    "object of Python": "!!python/object/apply:os.system [id]",
    "name of Python": "!!python/name:os.system",
    "tag in full": "!<tag:yaml.org,2002:python/object:x> y",
    "bytes": "!!binary aGk=",
    "set": "!!set {a}",
    "map in order": "!!omap []",
    "day by tag": "!!timestamp 2020-01-01",
    "anchor": "&a x",
    "alias": "*a",
    "merge": "{<<: *a}",
    "anchor within": "{a: &b c, d: *b}",
    "itself": "&a [*a]",
    "lists of lists": "[" * 40 + "]" * 40,
    "maps in maps": "{a: " * 40 + "x" + "}" * 40,
    "key of a list": "{[a]: b}",
    "same key twice": "{a: b, a: c}",
    "other key": "? x",
    "text left open": '"x',
    "text left open by one": "'x",
    "backtick": "`x`",
    "at": "@x",
    "percent": "%x",
    "brace": "{",
    "bracket": "[",
    "half of a letter": '"\\ud800"',
    "letter that is none": '"\\U00110000"',
    "script as an escape": '"\\u003cscript>"',
    "section of XML": "'<![CDATA['",
    "wide blank": "'\u3000'",
    "blanks": "'   '",
    "selector after a letter": "'wo\ufe0frd'",
    "joiner between letters": "'wo\u200drd'",
    "blank of Braille": "'wo\u2800rd'",
    "place of an object": "'wo\ufffcrd'",
    "vowel that nobody sees": "'wo\u17b4rd'",
}


LEADS = {
    "link with a password": "'https://user:pw@evil.example/'",
    "link to a number": "'https://127.0.0.1/'",
    "link in letters that look alike": "'[x](https://аррӏе.com)'",
    "link to a port": "'https://evil.example:8080/'",
}


@pytest.mark.parametrize("value", LEADS.values(), ids=LEADS)
def test_an_address_in_data_leads_to_a_public_host(tmp_path, value):
    """As one in a page does."""
    text = FILES["data/news.yml"].replace("title: The site opens", f"title: {value}")

    assert refused(project.problems(tmp_path, {"data/news.yml": text}), "data/news.yml", ADDRESS)


@pytest.mark.parametrize("value", YAML.values(), ids=YAML)
def test_a_value_of_more_kinds_is_refused(tmp_path, value):
    """In data, in the fields of a page and of an example."""
    places = {
        "data/news.yml": (FILES["data/news.yml"], "title: The site opens"),
        "docs/index.md": (FILES["docs/index.md"], "title: Home"),
        "docs/examples/x.md": (EXAMPLE, f'title: "{TITLE}"'),
    }
    assert all(was in text for text, was in places.values())
    changed = {f: text.replace(was, f"title: {value}") for f, (text, was) in places.items()}
    found = project.problems(tmp_path, changed)

    assert [file for file in places if not refused(found, file, "")] == [], found


FIELDS = [
    "render_macros: true",
    "template: x.html",
    "hide: [all]",
    "search: {exclude: true}",
    "search: {boost: .inf}",
    "status: new",
    "redirect: https://evil.example",
    "robots: noindex",
    'edition: "2008"',
    "section: .nan",
    "asked: ['<script>']",
    "was: [index.html]",
    "was: [nul.md]",
    "was: [con/x.md]",
    "was: [404.md]",
    "was: ['a.md', 'a.md']",
    "description: |\n  <script>x</script>",
    "description: '\"><script>x</script>'",
    "? [a]\n: b",
    '"a\\nb": c',
    "'<b>': c",
    "<<: {a: b}",
    "&x y: z",
    "__proto__: x",
]


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_of_a_page_that_could_do_harm_is_refused(tmp_path, field):
    """Only what is on the list can be set for a page."""
    found = project.problems(
        tmp_path, {"docs/index.md": PAGE.replace("title: Home", f"title: Home\n{field}")}
    )

    assert refused(found, "docs/index.md", ""), found


SOURCES = {
    "joined texts": ("{Post hoc survey}", "{a} # {b}"),
    "name of a text": ("{Post hoc survey}", "abc"),
    "command": ("{Post hoc survey}", "{\\write18{id}}"),
    "sign of LaTeX": ("{Post hoc survey}", "{a & b}"),
    "script as codes": ("{Post hoc survey}", "{&lt;b&gt;}"),
    "too many braces": ("{Post hoc survey}", "{{{a}}"),
    "too few braces": ("{Post hoc survey}", "{a}}"),
    "nothing": ("{Post hoc survey}", "{}"),
    "password": ("note = {Unpublished survey.}", "url = {https://user:pw@evil.example/}"),
    "quotation mark": ("note = {Unpublished survey.}", 'url = {https://evil.example/"onclick=x}'),
    "brackets": ("note = {Unpublished survey.}", "url = {https://evil.example/<script>}"),
    "number": ("note = {Unpublished survey.}", "url = {https://[::1}"),
    "no scheme": ("note = {Unpublished survey.}", "url = {//evil.example}"),
    "DOI that is an address": ("note = {Unpublished survey.}", "doi = {https://evil.example/x}"),
    "DOI that leads elsewhere": ("note = {Unpublished survey.}", "doi = {//evil.example}"),
    "DOI that is none": ("note = {Unpublished survey.}", "doi = {x}"),
    "DOI that runs": ("note = {Unpublished survey.}", 'doi = {10.1000/"><script>}'),
    "file": ("note = {Unpublished survey.}", "file = {/etc/passwd}"),
    "entry of another": ("note = {Unpublished survey.}", "crossref = {gscc2002}"),
    "key with a path": ("@unpublished{rowland2006", "@unpublished{row/../land"),
    "key of JavaScript": ("@unpublished{rowland2006", "@unpublished{__proto__"),
    "text for all": ("@unpublished{rowland2006", '@string{a = "b"}\n@unpublished{rowland2006'),
    "preamble": ("@unpublished{rowland2006", '@preamble{"\\input x"}\n@unpublished{rowland2006'),
    "remark": ("@unpublished{rowland2006", "@comment{x}\n@unpublished{rowland2006"),
    "other brackets": ("@unpublished{rowland2006", "@unpublished(rowland2006"),
    "steered terminal": ("@unpublished{rowland2006", "\x1b]0;x\x07\n@unpublished{rowland2006"),
    "year below nothing": ("year = {2006}", "year = {-2006}"),
    "wide year": ("year = {2006}", "year = {２００６}"),
    "year in other digits": ("year = {2006}", "year = {٢٠٠٦}"),
    "year of nothing": ("year = {2006}", "year = {0000}"),
    "month that is none": ("year = {2006}", "date = {2006-13}, year = {2006}"),
}


@pytest.mark.parametrize(("was", "now"), SOURCES.values(), ids=SOURCES)
def test_a_source_of_more_kinds_is_refused(tmp_path, was, now):
    """It reaches the reference managers of readers, so it is held to what all of them read alike."""
    assert was in BIB
    found = [
        p
        for p in project.problems(tmp_path, {"references.bib": BIB.replace(was, now, 1)})
        if "warning:" not in p
    ]

    assert refused(found, "references.bib", ""), found


# ---- files ----
ENCODINGS = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "file",
    [
        "docs/index.md",
        "docs/snippets/stay.md",
        "docs/examples/x.md",
        "data/news.yml",
        "references.bib",
        "mkdocs.yml",
    ],
)
def test_another_encoding_is_named_in_one_line(tmp_path, file, encoding):
    """Not in one for each letter."""
    text = {**FILES, "docs/examples/x.md": EXAMPLE}[file]
    found = [
        p
        for p in project.problems(tmp_path, {file: text.encode(encoding, errors="replace")})
        if p.startswith(f"{file}:")
    ]

    assert any("UTF-8" in line for line in found) and len(found) <= 3, found


INSIDE = {
    "script in a PDF": (
        "x.pdf",
        b"%PDF-1.4\n<</S /JavaScript /JS (app.alert(1))>>",
        "holds a script",
    ),
    "command in a PDF": ("x.pdf", b"%PDF-1.4\n<</S /Launch /F (cmd.exe)>>", "holds a script"),
    "file in a PDF": ("x.pdf", b"%PDF-1.4\n<</Type /EmbeddedFile>>", "holds a script"),
    "film named as a picture": (
        "x.webp",
        b"RIFF\0\0\0\0AVI LIST",
        "what is inside is something else",
    ),
    "half a picture": ("x.png", b"\x89PN", "what is inside is something else"),
    "formula": ("x.csv", b'name,value\n=HYPERLINK("https://evil.example"),1\n', "run as a formula"),
    "formula by at": ("x.csv", b"a,@SUM(1)\n", "run as a formula"),
    "formula by plus": ("x.csv", b"a,+cmd|' /C calc'!A0\n", "run as a formula"),
    "formula in quotation marks": ("x.csv", b'a,"\t=1+1"\n', "run as a formula"),
    "table of another encoding": ("x.csv", b"\xff\xfe\0", "no table in UTF-8"),
    "half a Word file": ("x.docx", b"PK\x03\x04vbaProject.bin", "cannot be opened"),
}


@pytest.mark.parametrize(("name", "content", "expected"), INSIDE.values(), ids=INSIDE)
def test_what_a_download_holds_is_looked_at(tmp_path, name, content, expected):
    """The ending of a name says nothing of what is inside."""
    found = project.problems(tmp_path, {f"docs/assets/{name}": content})

    assert refused(found, f"docs/assets/{name}", expected), found


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "word/embeddings/x.xlsx", "word/activeX/activeX1.xml"]
)
def test_a_word_file_holds_nothing_that_runs(tmp_path, part):
    """Neither macros nor other files."""
    root = project.make(tmp_path)
    (root / "docs/assets").mkdir()
    with zipfile.ZipFile(root / "docs/assets/x.docx", "w") as made:
        made.writestr("word/document.xml", "<x/>")
        made.writestr(part, "x")

    assert refused(
        [str(p) for p in unsafe.check_folders(root)], "docs/assets/x.docx", "macros, other files"
    )


def test_honest_downloads_are_accepted(tmp_path):
    """A picture, a page of a PDF, a Word file, a table with negative figures."""
    root = project.make(
        tmp_path,
        {
            "docs/assets/x.csv": "name,change\nKent,-1.5\nEssex,+2\nLeeds,-\n",
            "docs/assets/x.pdf": b"%PDF-1.4\n<</Type /Page>>",
            "docs/assets/x.webp": b"RIFF\0\0\0\0WEBPVP8 ",
            "docs/assets/x.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
        },
    )
    with zipfile.ZipFile(root / "docs/assets/x.docx", "w") as made:
        made.writestr("word/document.xml", "<x/>")

    assert unsafe.check_folders(root) == []


@pytest.mark.parametrize("place", ["build", "build/docs", "build/docs/index.md"])
def test_preparing_changes_nothing_outside(tmp_path, place):
    """A link in the way is taken away, and what it leads to is left alone."""

    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "dear.md").write_text("dear", encoding="utf-8")
    root = project.make(tmp_path / "project")
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(kept / "dear.md" if place.endswith(".md") else kept)
    prepare.prepare(reading.load(root))

    assert sorted(p.name for p in kept.iterdir()) == ["dear.md"]
    assert (kept / "dear.md").read_text(encoding="utf-8") == "dear"
    assert (root / "build/docs/index.md").is_file() and not path.is_symlink()


def test_what_our_commands_make_cannot_come_in_by_git(tmp_path):
    """What is kept of pandoc or of the search would be published as it is."""
    root = project.make(tmp_path)
    (root / ".cache").unlink()
    for name in (".cache/search/abc", "build/docs/x.md"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text("alert(1)", encoding="utf-8")
    assert rules.check(reading.load(root)) == []
    for command in (["init", "-q"], ["add", "--force", ".cache", "build"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    found = [str(p) for p in unsafe.check_folders(root)]

    assert refused(found, "build/docs/x.md", "is kept in Git") and refused(
        found, ".cache/search/abc", "is kept in Git"
    )


# ---- settings ----
SETTINGS = {
    "hook": "hooks: [x.py]",
    "other settings": "INHERIT: /etc/passwd",
    "script from elsewhere": "extra_javascript: [https://evil.example/x.js]",
    "style from elsewhere": "extra_css: [//evil.example]",
    "plugin": "plugins: [evil]",
    "module of another": "plugins:\n  - macros: {module_name: os}",
    "files taken in": "plugins:\n  - macros: {module_name: macros, include_dir: /etc}",
    "plugins in no list": "plugins: macros",
    "extension that reads files": "markdown_extensions: [pymdownx.snippets]",
    "extension of Python": "markdown_extensions: [os]",
    "other theme": "theme: {name: nowhere}",
    "theme of another folder": "theme: {name: material, custom_dir: /etc}",
    "theme without parts": "theme: material",
    "letters from elsewhere": "theme: {name: material, font: {text: Roboto}}",
    "other folder of pages": "docs_dir: /etc",
    "other folder of the site": "site_dir: /",
    "address that runs": "site_url: javascript:x",
    "project that runs": "repo_url: javascript:x",
    "contact that runs": "extra: {contact: 'javascript:x'}",
    "not strict": "strict: false",
    "other addresses": "use_directory_urls: true",
    "number for a flag": "strict: 1",
    "name with a script": "site_name: '<script>x</script>'",
    "name that is a list": "site_name: [a]",
    "no name": "site_name: ''",
    "words with a script": "copyright: <script>x</script>",
    "words that close": "site_description: '\"><script>'",
    "title with a script": "nav:\n  - '<script>': index.md",
    "page that runs": "nav:\n  - x: javascript:alert(1)",
    "page of a number": "nav: [5]",
    "folder above": "watch: [../..]",
    "folder of the machine": "watch: [/etc]",
    "address of the machine": "dev_addr: 0.0.0.0:80",
    "object of Python": "copyright: !!python/object/apply:os.system [id]",
    "name of Python": "copyright: !!python/name:os.system x",
    "path": "copyright: !relative $config_dir",
    "anchor": "copyright: &a x",
    "unknown": "foo: bar",
    "no map": "extra: 5",
    "no list": "markdown_extensions: 5",
    "no number": "validation: 5",
    "left-out pages that are a list": "exclude_docs: [a]",
}
BASE = "nav:\n  - Home: index.md\nnot_in_nav: |\n  /snippets/*.md\nsite_name: Test\n"


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_setting_that_could_do_harm_is_refused(tmp_path, setting):
    """With its line; nothing that is tagged is run to find out."""
    name = setting.split(":")[0]
    kept = BASE.replace("nav:\n  - Home: index.md\n", "") if name == "nav" else BASE
    kept = kept.replace("site_name: Test\n", "") if name == "site_name" else kept
    found = project.problems(tmp_path, {"mkdocs.yml": f"{kept}{setting}\n"})

    assert refused(found, "mkdocs.yml", ""), found
    assert not any("is not in the navigation" in line for line in found) or name == "nav"


def test_the_projects_own_settings_are_accepted():
    """All that stands in mkdocs.yml today."""
    assert [str(p) for p in reading.load(ROOT).problems if p.path == "mkdocs.yml"] == []


# ---- what stands first ----


def test_what_stops_the_build_is_shown_before_what_does_not(tmp_path):
    """Fifty warnings in a file hide none of its mistakes, and the rest is counted."""
    warnings = [Problem("a.md", n, "due", warning=True) for n in range(1, 51)]
    mistakes = [Problem("a.md", 100 + n, "wrong") for n in range(5)]
    lines = shown([*warnings, *mistakes, Problem("b.md", 1, "wrong")])

    assert lines[:5] == [f"a.md:{100 + n}: wrong" for n in range(5)]
    assert lines[5] == "a.md:1: warning: due" and len(lines) == 22
    assert (
        lines[20] == "a.md: and 35 more warnings. Mend these first."
        and lines[21] == "b.md:1: wrong"
    )
    many = [Problem("a.md", n, "wrong") for n in range(30)]
    assert (
        shown([*many, *warnings])[-1]
        == "a.md: and 10 more problems and 50 more warnings. Mend these first."
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gov.uk/guidance/x?a=b#c",
        "https://doi.org/10.1093/bjsw/bcx001",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG/X",
        "https://a-b.example.co.uk/%20x(1)",
        "mailto:learning@example.org",
        "../references.md#x",
        "#x",
    ],
)
def test_an_honest_address_is_accepted(address):
    """Of a host with a name, or of this site."""
    assert unsafe.link(address) == ""


@pytest.mark.parametrize(
    "words",
    [
        "![x](assets/x.png){ width=810 height=920 loading=lazy }",
        "## X {: #x-1 .app-lead }",
        "x\n{: .app-edition }",
        'A {braced} word, and {{ cite("x") }} = {{ stat("y") }}',
        "````\n```\n<script>x</script>\n```\n````",
        "``` html\n<script>x</script>\n```",
        "~~~ { .yaml }\na: <b>\n~~~",
        '<div class="app-doors" markdown>\n\n<details>\n<summary>x</summary>\n</details>\n\n</div>',
        "👩\u200d💻 ❤\ufe0f 1\ufe0f\u20e3",
    ],
)
def test_honest_words_of_more_kinds_are_accepted(words):
    """What the readers take for code, a list or an emoji is that to the check too."""
    assert [*unsafe.page_text(words), *unsafe.file_text(words)] == []
