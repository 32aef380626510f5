"""2007 and today are never mixed up: what no longer holds says so on the page, and one changed record changes all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from macros import ROOT, prepare, reading, rules, snippets
from macros.changes import page_of
from macros.site import Here
from macros.snippets import FUNDS, STANDS
from macros.text import format_value

SITE = reading.load(ROOT)
GUIDANCE = [p for p in SITE.pages.values() if p.path.startswith("guidance/")]
GUIDE_2007 = [p for p in SITE.pages.values() if p.path.startswith("guide-2007/")]
PAST = "## What the guide of 2007 said"
# What a reader may meet of 2007, and the notes of which one must stand on the same page.
TERMS = {
    r"\bGSCC\b|General Social Care Council": {
        "gscc",
        "gscc-code-workers",
        "gscc-code-employers",
        "register-figures",
        "prtl",
        "pq-awards",
    },
    r"\bCSCI\b|Commission for Social Care Inspection": {
        "csci",
        "paf",
        "practice-learning-pi",
        "ofsted-csci",
        "star-ratings",
        "apa",
    },
    r"\bPRTL\b|[Pp]ost[- ][Rr]egistration [Tt]raining": {"prtl"},
    r"\bASWs?\b|Approved Social Worker": {"asw"},
    r"\bCWDC\b|Children’s Workforce Development Council": {"cwdc"},
    r"\bDfES\b|Department for Education and Skills": {"dfes", "every-child-matters"},
    r"[Ss]tar rating": {"star-ratings"},
    r"National Minimum Standards": {"nms"},
    r"Award in Specialist Social Work|Higher Specialist|Advanced Award": {"pq-awards"},
    r"\bPQ1\b": {"pq1"},
}


@pytest.mark.parametrize("page", GUIDE_2007, ids=lambda p: p.id)
def test_a_thing_of_2007_has_its_note_on_the_page(page):
    """No rule, body or award that is gone is named without saying what is there now."""
    noted = {c.args[0] for c in page.calls if c.name == "changed"}
    text = "".join(part for part in page.parts if isinstance(part, str))
    missing = [term for term, ids in TERMS.items() if re.search(term, text) and not noted & ids]

    assert not missing


@pytest.mark.parametrize("page", GUIDE_2007, ids=lambda p: p.id)
def test_the_note_stands_where_the_thing_is_first_named(page):
    """In the same paragraph, list or box, headings apart."""
    body = re.sub(r"(?m)^#.*$", lambda m: " " * len(m[0]), page.body)
    plain = re.sub(r"\{\{.*?\}\}|\{:.*?\}|\]\([^)]*\)", lambda m: " " * len(m[0]), body)
    for term, ids in TERMS.items():
        first = re.search(term, plain)
        note = re.search(r'changed\("(?:{})"\)'.format("|".join(ids)), body)
        if first:
            assert note and note.start() < body.find("\n\n", first.start()), term


@pytest.mark.parametrize("page", GUIDANCE, ids=lambda p: p.id)
def test_guidance_of_today_names_nothing_of_2007_as_todays(page):
    """What has gone stands only where the page says what the guide of 2007 said, or with its note."""
    today = page.body.split(PAST)[0]
    named = [
        term
        for term, ids in TERMS.items()
        if re.search(term, today)
        and not re.search(r'changed\("(?:{})"\)'.format("|".join(ids)), today)
    ]

    assert not named


@pytest.mark.parametrize("page", GUIDANCE, ids=lambda p: p.id)
def test_guidance_leads_from_today_to_the_guide_of_2007(page):
    """In brief first, how strong the evidence is, the argument, what to copy, answers to doubts, and then a way to the guide."""
    wanted = (
        '!!! brief "In brief"',
        '!!! evidence "How strong is the evidence?"',
        "{{ strength(",
        "{: #today }",
        "{: #arguments }",
        "{: #answers }",
        PAST,
        f"](../guide-2007/{page.path.split('/')[-1]})",
    )
    places = [page.body.find(words) for words in wanted]

    assert -1 not in places and places == sorted(places)
    assert 3 <= len(re.findall(r"(?m)^    - ", page.body.split("!!! evidence")[0])) <= 5


@pytest.mark.parametrize("page", GUIDANCE, ids=lambda p: p.id)
def test_what_rests_on_one_secondary_source_says_so_where_it_stands(page):
    """Not on another page: "to be checked", or who reported it, in the same sentence or row."""
    today = page.body.split(PAST)[0]
    unmarked = [
        line
        for line in today.splitlines()
        for key in re.findall(r'"([^"]+)"', " ".join(re.findall(r"cite\(([^)]*)\)", line)))
        if key in SITE.library
        and SITE.library[key].fields.get("confidence") in ("medium", "low")
        and not re.search(r"to be checked|press report|trade report|mirror", line)
    ]

    assert not unmarked


def test_every_change_that_is_verified_has_words_to_paste():
    """Clean: no remark of ours on what was or was not seen, and no gap or bracket."""
    missing = [
        id
        for id, record in SITE.changes.items()
        if not record.get("unverified") and not record.get("paper")
    ]
    ours = [
        id
        for id, record in SITE.changes.items()
        if re.search(r"not seen|was seen|not checked|not verified|\[", str(record.get("paper", "")))
    ]

    assert not missing and not ours


def test_every_change_has_an_anchor_and_its_sources(site_dir: Path):
    """A row can be linked to, and leads to the full reference."""
    for id, record in SITE.changes.items():
        html = (site_dir / page_of(record["topic"]).replace(".md", ".html")).read_text(
            encoding="utf-8"
        )
        assert f'id="{id}"' in html
        assert record.get("unverified") or any(
            f'href="#ref-{key}"' in html for key in record["sources"]
        )


def test_the_dates_of_the_timeline_are_those_of_the_changes():
    """Each change that the timeline draws begins or ends a stretch with its own date."""
    for id in {r["change"] for r in SITE.records["timeline"].values()}:
        when = str(SITE.changes[id].get("when", ""))[:7]
        boundaries = {
            str(r.get(side))
            for r in SITE.records["timeline"].values()
            if r["change"] == id
            for side in ("from", "to")
            if r.get(side)
        }
        assert any(when.startswith(b) or b.startswith(when) for b in boundaries), (
            id,
            when,
            boundaries,
        )


def test_charts_say_the_same_in_words_and_as_a_table(site_dir: Path):
    """The table of a chart holds every figure of its series; what is printed at the line is the data's, with its unit."""
    html = (site_dir / "today/figures.html").read_text(encoding="utf-8")
    drawn = re.findall(r'(?s)<figure class="app-chart" id="chart-([^"]+)">(.*?)</figure>', html)
    assert len(drawn) >= 3
    for series, figure in drawn:
        records = [r for r in SITE.statistics.values() if r.get("series") == series]
        wanted = [format_value(r) for r in records]
        table = re.search(r"(?s)<table.*?</table>", figure)[0]
        assert re.findall(r'class="app-stat"[^>]*>([^<]+)<', table) == wanted
        at_line = re.findall(r'app-chart__value"[^>]*>([^<]+)<', figure)
        assert {wanted[0], wanted[-1]} <= set(at_line) <= set(wanted)
        said = re.search(r'aria-label="([^"]+)"', figure)[1]
        assert all(f"{w} in 20" in said for w in at_line)
        assert figure.count("<circle") == len(records) and ">0%<" in figure
        assert "Source: " in figure and "of each year" in figure


def test_figures_that_must_not_be_compared_say_so(site_dir: Path):
    """17.5% of 2005 and 14.2% of 2025 count differently; the page says it."""
    text = re.sub(r"<[^>]+>", "", (site_dir / "today/figures.html").read_text(encoding="utf-8"))

    assert (
        "17.5%" in text
        and "14.2%" in text
        and re.search(
            r"(?i)not (?:be )?compare|count(?:s|ed)? (?:vacanc\w+ )?differently|no trend|do not (?:compare|join)",
            text,
        )
    )


@pytest.mark.parametrize("fund", FUNDS)
def test_each_door_offers_what_holds_today_before_what_is_dated(fund):
    order = [s.meta["stands"] for s in snippets.in_order(SITE, fund=fund)]

    assert order[0] == "current" and order == sorted(order, key=list(STANDS).index)


def test_one_changed_record_changes_everything(tmp_path: Path):
    """A maintainer changes one figure; the old one is nowhere in what pages print, in what is made of records, or in our frame and scripts."""
    for name in ("docs", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("mkdocs.yml", "references.bib"):
        shutil.copy(ROOT / name, tmp_path / name)
    data = tmp_path / "data/statistics.yml"
    text = data.read_text(encoding="utf-8")
    assert text.count("value: 78749\n") == 1
    data.write_text(text.replace("value: 78749\n", "value: 61234\n"), encoding="utf-8")
    site = reading.load(tmp_path)
    assert [str(p) for p in rules.check(site) if not p.warning] == []

    texts = {path: site.render(page, Here(site, path)) for path, page in site.pages.items()}
    for folder in (prepare.prepare(site), ROOT / "overrides"):
        texts |= {
            str(f): f.read_text(encoding="utf-8")
            for f in folder.rglob("*")
            if f.suffix in {".html", ".json", ".js", ".xml", ".md"}
        }
    # What a paper of 2007 says, and is looked for there, does not change.
    assert [
        name
        for name, t in texts.items()
        if ("78,749" in t or "78749" in t) and not name.endswith("/old-paper-data.js")
    ] == []
    assert sum("61,234" in t for t in texts.values()) >= 4
