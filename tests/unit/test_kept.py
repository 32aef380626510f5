"""A text in which a rule found nothing is not read again; one in which it found something is, each time."""

from __future__ import annotations

import shutil
from pathlib import Path

import jinja2
import pytest

from macros import kept
from macros.kept import Compiled, KnownGood


class Rule:
    """Finds the word “bad”, and counts how often it reads."""

    def __init__(self) -> None:
        self.read = 0

    def of(self, site: KnownGood, text: str, name: str = "bad words") -> list[str]:
        """What it finds in a text."""

        def look() -> list[str]:
            self.read += 1
            return [word for word in text.split() if word == "bad"]

        return site.found(name, text, look)


def test_a_text_in_order_is_read_once_and_in_the_next_run_not_at_all(tmp_path: Path):
    """Where the run before kept what it found in order."""
    rule, first = Rule(), KnownGood(tmp_path)
    assert [rule.of(first, "good"), rule.of(first, "good"), rule.read] == [[], [], 1]
    first.keep()

    assert [rule.of(KnownGood(tmp_path), "good"), rule.read] == [[], 1]
    assert [rule.of(KnownGood(tmp_path), "bad"), rule.read] == [["bad"], 2]


def test_what_is_wrong_is_said_each_time(tmp_path: Path):
    """In this run and in the next."""
    rule, first = Rule(), KnownGood(tmp_path)
    assert rule.of(first, "bad") == rule.of(first, "bad") == ["bad"]
    first.keep()
    assert rule.of(KnownGood(tmp_path), "bad") == ["bad"]


def test_what_one_rule_finds_in_order_another_reads(tmp_path: Path):
    """Each answers for itself."""
    rule, site = Rule(), KnownGood(tmp_path)
    rule.of(site, "good")
    rule.of(site, "good", name="other words")
    assert rule.read == 2


@pytest.mark.parametrize("kept", ["", "nonsense", "\x00\nabc", "ü"])
def test_nothing_is_taken_from_a_file_that_another_code_wrote(tmp_path: Path, kept: str):
    """Or that is broken."""
    rule, first = Rule(), KnownGood(tmp_path)
    rule.of(first, "good")
    first.keep()
    file = tmp_path / ".cache/known-good.txt"
    _, _, hashes = file.read_text(encoding="ascii").partition("\n")
    file.write_text(f"{kept}\n{hashes}", encoding="utf-8")

    rule.of(KnownGood(tmp_path), "good")
    assert rule.read == 2


def test_a_change_of_our_code_is_noticed(tmp_path: Path, monkeypatch):
    """A rule that became stricter reads everything anew."""
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.py").write_text(f"changed = {name!r}", encoding="utf-8")
    monkeypatch.setattr(kept, "CODE", tmp_path / "before")
    rule, first = Rule(), KnownGood(tmp_path)
    rule.of(first, "good")
    first.keep()
    assert [rule.of(KnownGood(tmp_path), "good"), rule.read] == [[], 1]
    monkeypatch.setattr(kept, "CODE", tmp_path / "after")  # as the next process finds it

    rule.of(KnownGood(tmp_path), "good")
    assert rule.read == 2


# ---- compiled templates ----


def show(root: Path, clear: bool = False) -> str:
    """What a template prints in an environment of its own, as each build makes one."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(root))
    env = Compiled(root).on_env(env, config=None, files=None)
    if clear:
        shutil.rmtree(root / ".cache")
    return env.get_template("main.html").render()


def test_a_template_is_compiled_once_and_again_when_it_changes(tmp_path):
    """And where the folder went in between, as if nothing had been kept."""
    template = tmp_path / "main.html"
    template.write_text("one", encoding="utf-8")
    assert show(tmp_path) == show(tmp_path) == "one"
    assert len([f for f in tmp_path.glob(".cache/templates/*/*") if f.is_file()]) == 1

    template.write_text("two", encoding="utf-8")
    assert show(tmp_path) == "two"
    assert show(tmp_path, clear=True) == "two"
