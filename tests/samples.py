"""What people send as examples: what must be refused, what must pass, and attacks that must not run if a check missed them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from macros import markup
from tests.unit.project import BODY
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


class Active(HTMLParser):
    """Collects what a browser would act on: elements and attributes outside the few that an example's page has."""

    ELEMENTS = markup.TAGS | {
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
