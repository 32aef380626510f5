"""The mark of how strong the evidence is."""

from __future__ import annotations

from macros import reading, rules
from macros.site import Here
from macros.snippets import strength
from tests.unit import project


def test_a_mark_fills_as_many_steps_as_the_evidence_reaches(tmp_path):
    """One mark for each thing that is judged, with its step in words and as a number of steps."""
    site = reading.load(project.make(tmp_path))
    shown = str(
        strength(Here(site, "docs/index.md"), "strong for the rules", "weak for the effect")
    )
    assert shown.count("app-strength__step--full") == 4 + 1
    assert "<strong>Strong</strong> for the rules" in shown
    assert "1 of 4" in shown


def test_a_step_that_is_none_is_named_with_those_that_there_are(tmp_path):
    """The message says what was found and what is accepted."""
    page = project.PAGE.replace("A review", '{{ strength("fair") }} A review')
    site = reading.load(project.make(tmp_path, {"docs/index.md": page}))
    found = [str(p) for p in rules.check(site) if "strength" in p.message]
    assert len(found) == 1
    assert 'strength says "fair". Begin with one of: weak, limited, moderate, strong' in found[0]
