"""A check and prepared pages are kept while nothing changes, and never hide a mistake."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from macros import ROOT, kept, prepare, reading, rules
from macros.problems import Problem
from tests.unit import project

MISTAKES = {
    "a page": {"docs/index.md": project.PAGE + '\n{{ cite("nobody2001") }}\n'},
    "an argument": {"docs/snippets/stay.md": project.SNIPPET.replace("{{ stat(", "{{ sta(")},
    "an example": {"docs/examples/one.md": project.EXAMPLE.replace("region: London", "region: X")},
    "the library": {"references.bib": project.BIB.replace("rowland2006", "rowland2007")},
    "a record": {"data/statistics.yml": project.STATISTICS.replace("value:", "valu:", 1)},
    "a setting": {"mkdocs.yml": project.FILES["mkdocs.yml"] + "hooks: [x.py]\n"},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a folder of its own for what is kept, but for what pandoc made."""
    made = project.make(tmp_path)
    kept = (made / ".cache").readlink()
    (made / ".cache").unlink()
    (made / ".cache").mkdir()
    (made / ".cache/pandoc").symlink_to(kept / "pandoc")
    return made


def check(root: Path) -> list[Problem]:
    """What a command finds."""
    before = prepare.state(root)
    return prepare.checked(reading.load(root), before)


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Names what was done and not remembered."""
    done: list[str] = []
    for module, name in ((rules, "check"), (prepare, "prepare")):
        real = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda site, name=name, real=real: (done.append(name), real(site))[1]
        )
    return done


def prepared(root: Path) -> Path:
    """What a build asks for."""
    before = prepare.state(root)
    return prepare.prepared(reading.load(root), before)


def test_what_did_not_change_is_not_checked_again(root, asked):
    """Its warnings are said again all the same."""
    project.make(root, {"docs/index.md": project.PAGE + "\nAt the end of the day, we learn.\n"})
    first = check(root)

    assert any(p.warning for p in first) and not any(not p.warning for p in first)
    assert check(root) == first and asked == ["check"]


@pytest.mark.parametrize("change", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_found_after_a_run_without_one_and_each_time(root, change):
    """Wherever it stands; and once it is mended, nothing is said."""
    assert [p for p in check(root) if not p.warning] == []

    project.make(root, change)
    for _ in range(2):
        assert [p for p in check(root) if not p.warning]

    for name in change:
        (root / name).unlink()
    project.make(root)
    assert [p for p in check(root) if not p.warning] == []


def test_a_new_day_is_checked_anew(root, asked, monkeypatch):
    """Because what was to be checked again by yesterday is overdue today."""
    check(root)

    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    calendar = SimpleNamespace(date=SimpleNamespace(today=lambda: tomorrow))
    monkeypatch.setattr(prepare, "datetime", calendar)
    check(root)
    assert asked == ["check", "check"]


def test_a_setting_of_the_environment_is_checked_anew(root, asked, monkeypatch):
    """It stands on every page."""
    check(root)
    prepared(root)
    monkeypatch.setenv("SITE_URL", "https://example.org/other/")
    check(root)
    prepared(root)
    assert asked == ["check", "prepare", "check", "prepare"]


def test_what_changes_while_it_is_checked_is_checked_again(root, asked):
    """What was read is not what stands there now."""
    before = prepare.state(root)
    site = reading.load(root)
    project.make(root, {"docs/index.md": project.PAGE + "\nMore.\n"})
    prepare.checked(site, before)

    check(root)
    assert asked == ["check", "check"]


@pytest.mark.parametrize("harm", ["changed", "removed", "added", "a link"])
def test_prepared_pages_that_are_not_as_they_were_left_are_made_again(root, asked, harm):
    """Left as they are, they are not."""
    folder = prepared(root)
    page = folder / "snippets/stay.md"
    good = page.read_bytes()
    prepared(root)
    assert asked == ["prepare"]

    if harm == "added":
        (folder / "stray.md").write_text("left over", encoding="utf-8")
    elif harm == "changed":
        page.write_bytes(good + b"more")
    else:
        page.unlink()
    if harm == "a link":
        page.symlink_to(ROOT / "README.md")

    assert prepared(root) == folder and asked == ["prepare", "prepare"]
    assert page.read_bytes() == good and not page.is_symlink()
    assert not (folder / "stray.md").exists()


def test_what_is_kept_and_cannot_be_read_is_as_if_it_were_not_there(root, asked):
    """A disk that was full, or somebody's editor."""
    check(root)
    for broken in ("", "[]", "{", '{"state": 5}'):
        (root / ".cache/checked.json").write_text(broken, encoding="utf-8")
        assert not [p for p in check(root) if not p.warning]
    assert asked == ["check"] * 5


def test_a_file_that_changed_is_read_again_whatever_its_time_says(tmp_path, monkeypatch):
    """Of the same length, and with the time of before, as some tools that copy files give it."""
    monkeypatch.setattr(kept, "JUST_NOW", -1)  # as if it had been written long ago
    file = tmp_path / "page.md"
    file.write_text("Turnover fell.", encoding="utf-8")
    before, says = kept.hash_of(file), file.stat()
    assert kept.hash_of(file) == before

    file.write_text("Turnover rose.", encoding="utf-8")
    os.utime(file, ns=(says.st_atime_ns, says.st_mtime_ns))
    assert kept.hash_of(file) != before
