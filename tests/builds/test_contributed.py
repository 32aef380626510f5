"""Contributed examples in a built site: what people really send is published, and what is hostile is inert even with no check."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.commands import build
from mkdocs.config import load_config

from macros import prepare, reading
from macros.pages import MACROS
from macros.site import Here
from tests.samples import ACCEPTED, ATTACKS, Active
from tests.unit import project
from tests.unit.project import BODY, TITLE
from tests.unit.project import EXAMPLE as GOOD


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A project with every kind of accepted example and one that tries everything, built."""
    accepted = {
        f"docs/examples/accepted-{number}.md": change(GOOD.replace(TITLE, f"Accepted {name}"))
        for number, (name, change) in enumerate(ACCEPTED.items())
    }
    hostile = (
        GOOD.replace(BODY, "\n\n".join(a for a in ATTACKS if not a.startswith("---")))
        .replace(TITLE, "{{ config }} <script>alert(1)</script>")
        .replace("Riverside Council", "{% raw %} <img src=x onerror=1>")
    )
    pages = {
        "docs/references.md": project.titled("References"),
        "docs/examples/index.md": project.titled("Examples"),
        "docs/examples/hostile.md": hostile,
        **accepted,
    }
    menu = ("references.md", "examples/index.md")
    root = project.make_to_build(tmp_path_factory.mktemp("contributed"), pages, *menu)
    # Read and prepared as always, then built by MkDocs alone: our check, which refuses the hostile one, is not asked.
    site = reading.load(root)
    prepared = prepare.prepare(site)
    (prepared / "examples/index.md").write_text(
        f"# Examples\n\n{MACROS['examples'](Here(site, 'examples/index.md'))}\n", encoding="utf-8"
    )
    # Without the plugin no macro runs, so the anchors that macros make are not there to be linked to.
    config = load_config(
        str(root / "mkdocs.yml"),
        docs_dir=str(prepared),
        site_dir=str(root / "site"),
        plugins=[],
        validation={"links": {"anchors": "ignore"}},
    )
    build.build(config)
    return root / "site"


def article(page: Path) -> str:
    """The part of a page that is its own."""
    text = page.read_text(encoding="utf-8")
    return text[text.index(">", text.index("<article")) + 1 : text.index("</article>")]


def test_what_people_really_send_is_published(built):
    """Each has its page and its card, and its words arrive unharmed."""
    pages = {
        name: article(built / f"examples/accepted-{n}.html") for n, name in enumerate(ACCEPTED)
    }
    cards = (built / "examples/index.html").read_text(encoding="utf-8")

    assert all(
        f"Accepted {name}" in text and f"Accepted {name}" in cards for name, text in pages.items()
    )
    assert pages["list without an empty line before it"].count("<ul>") == 2
    assert (
        "“We did”, she said; it’s true." in pages["curly quotes"]
        and "আমরা" in pages["another script"]
    )
    assert (
        "<table>" in pages["table"]
        and "<strong>We</strong>" in pages["bold"]
        and "<li>one</li>" in pages["lists"]
    )
    assert (
        "17.5% of 4,000" in pages["pounds and percentages"]
        and 'href="../references.html#moriarty2014"' in pages["link within the site"]
    )


def test_nothing_hostile_is_active_where_no_check_stood_in_its_way(built):
    """On its page, on its card, and in every other example."""
    for page in (*built.glob("examples/accepted-*.html"), built / "examples/hostile.html"):
        active = Active()
        active.feed(article(page))
        assert active.found == [], page
    hostile = (built / "examples/hostile.html").read_text(encoding="utf-8")
    assert "alert(1)</script>" not in hostile + (built / "examples/index.html").read_text(
        encoding="utf-8"
    )
    assert "&lt;script&gt;alert(1)" in article(built / "examples/hostile.html")
