"""The search finds what readers mean: most questions first, nearly all among the first three."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import yaml

from macros import ROOT
from macros.prepare import node


def quality(index: Path) -> dict:
    """{"questions", "hit1", "hit3", "mrr", "bytes", "missed"} of the engine over tests/search-questions.yml."""
    sorts = yaml.safe_load((ROOT / "tests/search-questions.yml").read_text(encoding="utf-8"))
    questions = [question for sort in sorts.values() for question in sort]
    command = [node(ROOT), str(ROOT / "tests/search_quality.mjs"), str(index)]
    return json.loads(
        subprocess.run(
            command, input=json.dumps(questions), capture_output=True, text=True, check=True
        ).stdout
    )


def test_questions_are_answered_where_people_look(site_dir: Path):
    """Of at least 120 questions, plain, in other words, misspelt, and of names and figures."""
    found = quality(site_dir / "search-index.js")

    assert found["questions"] >= 120
    assert found["hit3"] >= 0.97, found["missed"]
    assert found["hit1"] >= 0.85
