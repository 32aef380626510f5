"""What is prepared before the build: finished pages, old addresses, and nothing that somebody could run."""

from __future__ import annotations

import pytest

from macros import prepare, reading
from tests.unit import project


@pytest.fixture
def folder(tmp_path):
    """The prepared folder of a project whose page and argument have taken over old addresses."""
    root = project.make(
        tmp_path,
        {
            "docs/index.md": project.PAGE.replace(
                "title: Home\n", "title: Home & more\nwas: [guidance/old.md]\n"
            ),
            "docs/snippets/stay.md": project.SNIPPET.replace(
                "reviewed:", "replaces: [went]\nreviewed:"
            ),
        },
    )
    return prepare.prepare(reading.load(root))


def test_an_old_address_leads_to_the_new_page(folder):
    """By itself and by a link, without a script, and out of menus and search."""
    for old, new in (("guidance/old.html", "../index.html"), ("snippets/went.html", "stay.html")):
        page = (folder / old).read_text(encoding="utf-8")

        assert f'content="0; url={new}"' in page and f'<a href="{new}">' in page
        assert "<script" not in page and "noindex" in page
    assert "Home &amp; more" in (folder / "guidance/old.html").read_text(encoding="utf-8")


def test_a_file_that_stays_the_same_is_left_alone(folder):
    """So a watching build sees only what changed; what nothing makes any more goes."""
    before = {f: f.stat().st_mtime_ns for f in folder.rglob("*") if f.is_file()}
    (folder / "stray.md").write_text("left over", encoding="utf-8")
    prepare.prepare(reading.load(folder.parent.parent))

    assert {f: f.stat().st_mtime_ns for f in folder.rglob("*") if f.is_file()} == before


def test_a_page_of_a_record_runs_no_macros(folder):
    """What stands in it was run already, or came from somebody we do not know."""
    assert (
        "render_macros: false"
        in (folder / "snippets/stay.md").read_text(encoding="utf-8").split("---")[1]
    )


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("import 'a-package-that-is-not-here';", "a-package-that-is-not-here"),
        ("throw new RangeError('too many things');", "RangeError: too many things"),
        ("process.exit(3);", '"nothing"'),
    ],
)
def test_a_script_that_stops_is_named_in_a_sentence(tmp_path, script, found):
    """Which, what Node.js said, and what to do; not a traceback."""
    root = project.make(tmp_path, {"web/search/make-index.mjs": script})

    with pytest.raises(prepare.NotMade, match="web/search/make-index.mjs:1: ") as stopped:
        prepare.prepare(reading.load(root))
    assert found in str(stopped.value) and "Run make build" in str(stopped.value)


def test_without_node_a_sentence_says_what_to_install(tmp_path, monkeypatch):
    """Neither on the machine nor in the virtual environment."""
    root = project.make(tmp_path, {"web/search/make-index.mjs": ""})
    monkeypatch.setattr(prepare, "node", lambda _: str(tmp_path / "no-node"))

    with pytest.raises(prepare.NotMade, match=r"did not start .* Install Node\.js 20"):
        prepare.prepare(reading.load(root))
