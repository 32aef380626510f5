"""`make audit` says what is known, and never takes silence for a good answer."""

from __future__ import annotations

import json

import pytest

from macros import libraries

CLEAN_PYTHON = json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": []}]})
FAULTY_PYTHON = json.dumps(
    {
        "dependencies": [
            {
                "name": "a",
                "version": "1",
                "vulns": [{"id": "CVE-1", "fix_versions": ["2"], "description": "x"}],
            }
        ]
    }
)
SKIPPED = json.dumps({"dependencies": [{"name": "a", "skip_reason": "Dependency not found"}]})
CLEAN_SCRIPTS = json.dumps({"vulnerabilities": {}, "metadata": {"dependencies": {"total": 7}}})
FAULTY_SCRIPTS = json.dumps(
    {
        "vulnerabilities": {
            "b": {"range": "<2", "via": [{"title": "It opens a door"}]},
            "c": {"range": "*", "via": ["b"]},
        }
    }
)
REFUSED = json.dumps({"message": "405 Method Not Allowed - POST https://example.org/", "error": {}})


@pytest.mark.parametrize(
    ("python", "scripts", "status", "words"),
    [
        (
            CLEAN_PYTHON,
            CLEAN_SCRIPTS,
            0,
            [
                "requirements.txt: no known fault in 1 libraries.",
                "package-lock.json: no known fault in 7 libraries.",
            ],
        ),
        (
            FAULTY_PYTHON,
            CLEAN_SCRIPTS,
            1,
            ["requirements.txt: a 1: CVE-1; mended in 2: run make lock"],
        ),
        (
            CLEAN_PYTHON,
            FAULTY_SCRIPTS,
            1,
            [
                "package-lock.json: b <2: It opens a door",
                "package-lock.json: c *: by a library that it uses",
            ],
        ),
        (
            SKIPPED,
            CLEAN_SCRIPTS,
            2,
            ["requirements.txt: the list of known faults did not answer (Dependency not found)"],
        ),
        (
            CLEAN_PYTHON,
            REFUSED,
            2,
            ["package-lock.json: the list of known faults did not answer (405 Method Not Allowed)"],
        ),
        ("", "", 2, ["did not answer (no network)"]),
        ("[]", "not JSON", 2, ["did not answer (no network)"]),
        (FAULTY_PYTHON, REFUSED, 1, ["CVE-1", "did not answer"]),
    ],
)
def test_known_faults_and_silence_are_told_apart(
    monkeypatch, tmp_path, capsys, python, scripts, status, words
):
    """Silence of a list is neither a fault nor its absence."""
    monkeypatch.setattr(
        libraries,
        "_run",
        lambda command, root: (scripts if command[0] == "npm" else python, "Error:\nno network\n"),
    )

    assert libraries.audit(tmp_path) == status
    shown = capsys.readouterr().out
    assert all(word in shown for word in words), shown


def test_a_tool_that_is_missing_is_named(tmp_path):
    """Nothing is installed yet."""
    assert "cannot be run" in libraries._run(["no-such-tool-here"], tmp_path)[1]
