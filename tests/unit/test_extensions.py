"""HTML blocks that are handed past Markdown come out as if Markdown had read them."""

from __future__ import annotations

import markdown
import pytest
from markdown.treeprocessors import Treeprocessor

from macros.markup import Finished

EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc"]
TEXTS = {
    "a block between paragraphs": '*One*\n\n<div class="a">\n<div id="b">*Two*</div>\n</div>\n\nThree',
    "a block alone": "<div>\n<p>One &amp; two</p>\n</div>",
    "two blocks": "<div>One</div>\n\n<div>Two</div>\n",
    "a block with a list of attributes below": "<div>One</div>\n{: .two }\n\nThree",
    "words between two blocks": "<div>One</div>\n*two*\n<div>Three</div>\n\nFour",
    "a block that is not closed": "<div>One\n\n*two*\n\n</div>\n\nThree",
    "a block with an empty line": '<div class="a">\n\n<div>*One*</div>\n\n</div>\n\nTwo',
    "Markdown inside": '<div markdown="1">\n\n*One*\n\n<div>*Two*</div>\n\n</div>',
    "HTML in a fence": "```\n\n<div>One</div>\n\n```",
    "HTML set in as code": "One\n\n    <div>One</div>\n\nTwo",
    "a script": '<div>\n<script src="a.js" defer></script>\n</div>\n\nOne',
    "a script with words": '<div>\n<script>"</div>*one*"</script>\n</div>\n\nTwo',
    "a comment": "<div>\n<!-- </div> *one* -->\n</div>\n\nTwo",
    "a text to copy": "<div>\n<pre>one\n  *two*</pre>\n<textarea></textarea>\n</div>\n\nThree",
    "a heading by the name of an anchor": '<div id="one">Two</div>\n\n# One\n\n## One',
    "a short form of words": "<div>NHS</div>\n\nNHS\n\n*[NHS]: National Health Service",
}


class Seen(Treeprocessor):
    """Collects the anchors that MkDocs would find, at the time when it looks for them."""

    def run(self, root):
        self.anchors = {element.get("id") for element in root.iter() if element.get("id")}


def convert(text: str, *more: Finished) -> tuple[str, object, set[str]]:
    """The HTML of a text, its list of contents, and the anchors that are found."""
    reader = markdown.Markdown(extensions=[*EXTENSIONS, "fenced_code", *more])
    seen = Seen(reader)
    reader.treeprocessors.register(seen, "seen", 5)
    return reader.convert(text), reader.toc_tokens, seen.anchors


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_out_the_same(text):
    """With blocks handed past Markdown, and without; its list of contents too."""
    assert convert(text, Finished())[:2] == convert(text)[:2]


def test_an_anchor_inside_a_block_is_known_to_the_check_of_links():
    """So that a link to it is no mistake, and a link to one that is not there still is."""
    _, _, anchors = convert('<div class="a"><p id="one">Two</p></div>\n\n# Three', Finished())

    assert anchors == {"one", "three"}
