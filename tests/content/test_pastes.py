"""What lands in a council's paper: the paste of every argument, made by the browser's own code, is read here."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import lxml.html
import pytest

from macros import changes, reading, snippets, statistics, text
from macros.prepare import node

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = reading.load(ROOT)
REMARKS = re.compile(
    r"\bnot seen\b|was seen|not verified|unverified|look(?:ed)? up before|taken from the page|last checked|could be seen|"
    r"our own (?:division|count|reading)|no copy was found",
    re.I,
)
WITHOUT_YEAR = ("Act", "Regulations", "Order")  # cited by title alone


def small_pieces() -> dict[str, dict]:
    """Every figure, every change and every sentence that may be claimed, as the page hands it to the browser."""
    found = {f"figure {id}": statistics.to_copy(SITE, id) for id in SITE.statistics}
    found |= {
        f"change {id}": changes.to_copy(SITE, id)
        for id, record in SITE.changes.items()
        if not record.get("unverified")
    }
    for page in SITE.pages.values():
        for number, call in enumerate(c for c in page.calls if c.name == "claim"):
            works = [{"key": key, "locator": ""} for key in call.args[1:]]
            said = text.paragraph(
                {"text": call.args[0]}, {"cite": works, "narrative": False}, {"text": "."}
            )
            found[f"claim {page.path} {number}"] = text.piece(SITE, call.args[0], said)
    return {id: json.loads(piece["said"]) for id, piece in found.items()}


@pytest.fixture(scope="module")
def made() -> dict:
    """Every argument as data, and its pastes as web/common/compose.js makes them; the small pieces too."""
    data = snippets.arguments_json(SITE)
    done = subprocess.run(
        [node(ROOT), "tests/compose.mjs"],
        input=json.dumps({**json.loads(data), "pieces": small_pieces()}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return {**json.loads(data), **json.loads(done.stdout)}


def listed(paste: str) -> list[str]:
    """The works below a paste, one a line."""
    return [line for line in paste.rpartition("\n\nReferences\n\n")[2].split("\n\n") if line]


def test_a_paste_holds_no_bracket_but_empty_gaps(made):
    """Square brackets stand for the reader's own figures and nothing else."""
    wrong = {}
    for argument in made["arguments"]:
        paste = made["pastes"][argument["id"]]["text"]
        found = set(re.findall(r"\[([^\]]*)\]", paste)) - set(argument["gaps"])
        if found or paste.count("[") != paste.count("]"):
            wrong[argument["id"]] = found
    assert not wrong


def test_a_paste_holds_no_working_note_of_ours(made):
    """What to beware of stands beside the argument, and on the page of references."""
    notes = {s.note for s in SITE.library.values() if len(s.note) > 20}
    wrong = {}
    for id, paste in made["pastes"].items():
        found = REMARKS.findall(paste["text"]) + [n for n in notes if n in paste["text"]]
        if found:
            wrong[id] = found
    assert not wrong


def test_a_citation_and_its_reference_find_each_other(made):
    """Every work that the text names is listed once, with the same year and letter; a letter never stands alone."""
    for id, paste in made["pastes"].items():
        works = listed(paste["text"])
        assert works and len(works) == len(set(works)), id
        for year in re.findall(r"\b(?:19|20)\d\d[a-z]\b", paste["body"]):
            assert sum(f"({year})" in work for work in works) == 1, (id, year)
        for name, letter in (
            m.groups() for work in works if (m := re.match(r"(.+ \(\d{4})([a-z])\)", work))
        ):
            others = [
                work
                for work in works
                if work.startswith(name) and not work.startswith(f"{name}{letter})")
            ]
            assert others, f"{id}: {name}{letter}) has no pair"


def test_every_reference_is_complete(made):
    """An author and a year, or an Act's title; an end; and the day on which an address was visited."""
    for id, paste in made["pastes"].items():
        for work in listed(paste["text"]):
            assert re.match(r".+ \((?:(?:19|20)\d\d[a-z]?|no date(?: [a-z])?)\) \S", work) or any(
                w in work for w in WITHOUT_YEAR
            ), (id, work)
            assert work.endswith((".", ")", "/")) or "https://" in work, (id, work)
            assert "[Preprint]" not in work and "nocase" not in work and "<" not in work, (id, work)


def test_titles_keep_their_italics(made):
    """The HTML of a list of references sets titles in italics, and nothing of the site's own marks travels."""
    for id, paste in made["pastes"].items():
        root = lxml.html.fragment_fromstring(paste["html"], create_parent="div")
        assert root.xpath(".//p//em") or "‘" in root.text_content(), (
            id
        )  # chapters and pages of papers stand in quotes
        assert {e.tag for e in root.iter()} <= {
            "div",
            "p",
            "ul",
            "ol",
            "li",
            "em",
            "strong",
            "a",
            "mark",
        }, id
        assert not root.xpath(".//*[@class or @id or @data-your]"), id
        assert all(
            a.startswith("https://") or a.startswith("http://") for a in root.xpath(".//a/@href")
        ), id


def test_what_has_gone_is_said_and_advice_to_the_writer_is_not(made):
    """The note at the end tells what happened; "use this figure instead" stays on the page."""
    closing = [
        line
        for paste in made["pastes"].values()
        for line in paste["text"].split("\n\n")
        if line.startswith("Since then: ")
    ]
    assert closing and not [
        line for line in closing if re.search(r"(?:: |; )(?:use|say|name|rest|write)\b", line)
    ], closing


def test_answers_are_never_pasted(made):
    """They are for speaking, and can be copied as such."""
    for argument in made["arguments"]:
        for pair in argument["pairs"]:
            assert pair["say"] not in made["pastes"][argument["id"]]["text"], argument["id"]
            assert made["pastes"][argument["id"]]["notes"].strip(), argument["id"]


def test_all_arguments_together_have_one_list_of_references(made):
    """Each work once, in the order of the alphabet, whoever cites it."""
    works = listed(made["together"])
    keys = {key for argument in made["arguments"] for key in argument["sources"]}
    assert len(works) == len(set(works)) == len(keys)


def test_the_browser_lists_what_the_page_lists(made):
    """Python's list of references and the browser's agree, but for the letters that each paper gives by itself."""

    def bare(text: str) -> str:
        return re.sub(r"\((\d{4}|no date) ?[a-z]?\)", r"(\1)", " ".join(text.split()))

    for argument in made["arguments"]:
        expected = [SITE.library[key] for key in argument["sources"]]
        expected = [bare(s.text) for s in sorted(expected, key=lambda s: s.place)]
        assert [
            bare(work) for work in listed(made["pastes"][argument["id"]]["text"])
        ] == expected, argument["id"]


def test_figures_changes_and_claims_paste_as_cleanly_as_arguments(made):
    """No bracket, no remark of ours, and below the sentence the works that it names, each complete."""
    assert {id.split()[0] for id in made["pieces"]} == {"figure", "change", "claim"}
    wrong = {}
    for id, paste in made["pieces"].items():
        works = listed(paste)
        faults = REMARKS.findall(paste) + re.findall(r"\[[^\]]*\]", paste)
        faults += [
            work for work in works if not work.endswith((".", ")", "/")) and "https://" not in work
        ]
        faults += [] if works else ["no reference"]
        if faults:
            wrong[id] = faults
    assert not wrong
