"""Compiled templates of the theme are kept, and follow a change of a template."""

from __future__ import annotations

import shutil
from pathlib import Path

import jinja2

from macros.compiled import Compiled


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
