"""What runs on GitHub asks the same questions as the site, and can change nothing that it should not."""

from __future__ import annotations

import pytest
import yaml

from macros import ROOT, examples

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))


def test_the_issue_form_asks_what_the_fields_ask():
    """Same fields, same choices, same headings as the check and the form on the site."""
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE/example.yml").read_text(encoding="utf-8"))
    items = {i["id"]: i for i in form["body"] if "id" in i}
    for field in examples.FIELDS:
        if field.name == "added":
            continue  # the day on which somebody makes the file
        for name in [f"{field.name}-{part.name}" for part in field.fields] or [field.name]:
            assert field.label in items[name]["attributes"]["label"]
        if field.accepted:
            assert tuple(items[field.name]["attributes"]["options"]) == field.accepted
    assert [i["attributes"]["label"] for n, i in items.items() if n.startswith("text-")] == list(examples.PARTS)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_a_workflow_grants_nothing_beyond_reading(file):
    """Read-only at the top; only the job that publishes may write, and only to Pages; no secrets, no pull_request_target."""
    text = file.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    triggers = workflow[True]  # YAML 1.1 reads `on` as true

    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in triggers and "secrets." not in text
    for name, job in workflow["jobs"].items():
        assert "permissions" not in job or (name == "publish" and job["permissions"] == {"pages": "write", "id-token": "write"})
        assert all("@v" in step["uses"] for step in job["steps"] if "uses" in step)
    if "pull_request" in triggers:
        assert any(step.get("run") == "make test" for job in workflow["jobs"].values() for step in job["steps"])
