"""A small, correct project in a temporary folder, for tests that break one thing in it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from macros import ROOT, reading, rules

BIB = """@techreport{gscc2002,
  author = {{General Social Care Council}},
  title = {Codes of practice},
  year = {2002},
  institution = {General Social Care Council}
}

@unpublished{rowland2006,
  author = {Rowland, M.},
  title = {Post hoc survey},
  year = {2006},
  note = {Unpublished survey.}
}

@article{moriarty2014,
  author = {Moriarty, J. and Manthorpe, J.},
  title = {Post-qualifying education},
  journal = {Social Work Education},
  year = {2014}
}
"""
STATISTICS = """- id: stay-2006
  value: 38
  unit: "%"
  counts: Award holders more likely to stay
  of: Award holders who answered
  where: West Midlands
  as_at: "2006"
  source: rowland2006
  obtained: survey
  beware: Unpublished.
  confidence: unverified
  reviewed: "2026-01-01"
  review_by: "2999-01-01"
"""
CHANGES = """- id: gscc
  topic: Regulator and codes
  then: The General Social Care Council
  became: It was abolished.
  when: "2012-08"
  now: Social Work England.
  note: Social Work England is the regulator
  means: Name today’s regulator.
  sources: [moriarty2014]
  confidence: high
  checked: "2026-01-01"
  check_by: "2999-01-01"
"""
GLOSSARY = """- id: pq
  term: PQ
  full: Post-qualifying
  meaning: Learning after qualification.
  also: [postqualifying]
"""
TIMELINE = """- id: gscc
  lane: Regulator
  name: GSCC
  long: General Social Care Council
  to: "2012-08"
  change: gscc
"""
NEWS = """- id: opened
  date: "2026-01-01"
  title: The site opens
  text: All of it.
  page: index.md
"""
PAGE = """---
title: Home
---

# Home

The code came first {{ cite("gscc2002") }}, and a survey {{ cite("rowland2006", "p. 3") }} found {{ stat("stay-2006") }}.
A review followed {{ cite("moriarty2014") }}.
See [below](#below).

## Below {: #below }

{{ references() }}
"""
SNIPPET = """---
title: Award holders say they stay
section: impact
case: economic
audience: [finance]
strength: survey
stands: dated
reviewed: 2026-01-01
---

In one survey, {{ stat("stay-2006") }} said so {{ cite("rowland2006") }}, of {{ your("number of staff") }}.
"""
EXAMPLE = """---
title: "Three boroughs share one course"
organisation: "Riverside Council"
kind: local authority
region: London
period: "2024 to 2025"
themes:
  - commissioning
contributor:
  name: "Ann O’Neill"
  role: "Learning manager"
sources: [moriarty2014]
added: 2026-01-01
permission: yes
---

Our first year.

## What we did

We shared a course.

## What it took

About £4,000 and 12% of a post.

## What changed

Nothing was measured.

## What we would tell others

Start early.
"""
BODY, TITLE = "We shared a course.", "Three boroughs share one course"  # of the example
FILES = {
    "references.bib": BIB,
    "data/statistics.yml": STATISTICS,
    "data/changes.yml": CHANGES,
    "data/glossary.yml": GLOSSARY,
    "data/timeline.yml": TIMELINE,
    "data/news.yml": NEWS,
    "mkdocs.yml": "site_name: Test\nnav:\n  - Home: index.md\nnot_in_nav: |\n  /snippets/*.md\n",
    "docs/index.md": PAGE,
    "docs/snippets/stay.md": SNIPPET,
}


def make(root: Path, changed: dict[str, str | bytes] | None = None) -> Path:
    """Write the project to `root`, with some files replaced or added."""
    for name, text in {**FILES, **(changed or {})}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    kept = (
        ROOT / ".cache/tests"
    )  # what pandoc made of the same library: a run of it costs more than most tests
    kept.mkdir(parents=True, exist_ok=True)
    if not (root / ".cache").exists():
        (root / ".cache").symlink_to(kept)
    return root


def titled(title: str, more: str = "") -> str:
    """A page with its title."""
    return f"---\ntitle: {title}\n---\n\n# {title}\n\nIn brief.\n{more}"


# What the pages that are made of records lead to.
LED_TO = {
    "guidance/impact.md": "Impact",
    "snippets/index.md": "Arguments",
    "today/index.md": "Today",
}


def make_to_build(root: Path, changed: dict[str, str | bytes], *menu: str) -> Path:
    """The project with our code, look and settings, as MkDocs and our commands need it.

    A build of it takes a second, where one of the whole site takes many.
    """
    for name in ("macros", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = "".join(f"  - {page}\n" for page in ["Home: index.md", *menu, *LED_TO])
    settings, menus = re.subn(r"(?ms)^nav:.*?^$", f"nav:\n{nav}", settings)
    assert menus == 1
    (root / ".cache").mkdir()  # its own: what is kept of a whole build is of this project
    led_to = {f"docs/{path}": titled(title) for path, title in LED_TO.items()}
    make(root, {"mkdocs.yml": settings, **led_to, **changed})
    (root / "build").mkdir()
    shutil.copy(ROOT / "build/names.json", root / "build")
    return root


def problems(root: Path, changed: dict[str, str | bytes] | None = None) -> list[str]:
    """Every problem of the project with those files, as people see them."""
    return [str(p) for p in rules.check(reading.load(make(root, changed)))]
