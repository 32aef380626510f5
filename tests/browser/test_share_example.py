"""Anyone can make the file of an example in the browser: err, mend, preview, download, copy, open on GitHub."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from macros import ROOT, examples, markup, reading
from tests.browser.conftest import SMALL
from tests.built import CONTACT, REPOSITORY
from tests.samples import ATTACKS, REFUSED
from tests.unit.project import BODY
from tests.unit.project import EXAMPLE as GOOD

PAGE = "contribute/share.html"
NASTY = "Über \"Riverside\" & Söhne: 50% #1 \\ 'yes' - café £3 <5"
TITLE = "Three boroughs shared one course"
TEXT = (
    "We **shared** a course.\n\n- first\n- second\n\n| Year | Staff |\n| --- | --- |\n| 2024 | 12 |"
)


def fill(page: Page, title: str = TITLE, text: str = TEXT) -> None:
    """Fill in everything that must be filled in, and a source."""
    page.get_by_label("What did you do?").fill(title)
    page.get_by_label("Who did it?").fill(NASTY)
    page.get_by_label("What kind of organisation is it?").select_option("NHS")
    page.get_by_label("Where in England?").select_option("Yorkshire and the Humber")
    page.get_by_label("When did it happen?").fill("2024: spring, to 2025")
    page.get_by_label("Cost sharing", exact=True).check()
    page.get_by_label("Evaluation", exact=True).check()
    page.get_by_label("Yes, our organisation agrees").check()
    for heading in examples.PARTS:
        page.get_by_label(heading, exact=True).fill(text)


@cache
def content() -> reading.Site:
    """All content, read once: it is asked some two hundred times here, and stays as it is."""
    return reading.load(ROOT)


def read(folder: Path, name: str, text: str) -> tuple[dict, list[str]]:
    """What the project's check says of a file."""
    file = folder / "docs/examples" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8"))
    found, problems = examples.read(folder / "docs")
    problems += examples.check(found, content().library)
    file.unlink()
    return found, [p.message for p in problems]


@pytest.fixture(params=["http", "file"])
def base(request, site, site_file):
    """The site over http and from a folder."""
    return site if request.param == "http" else site_file


SAID = ".app-share [role=status]"


def test_a_story_is_seen_kept_and_leaves_in_every_way(clipboard_page, base, tmp_path):
    """Seen as its page will be, kept in this browser, and taken as the file, as text and as a message."""
    page = clipboard_page
    page.goto(base + PAGE)
    where_nothing_is_set_it_says_so_before_people_type(page)
    the_preview_says_what_the_page_will_say(page)
    the_preview_shows_the_page_and_runs_nothing(page)
    the_draft_is_kept_and_clearing_can_be_undone(page)
    fill(page)
    the_file_passes_the_check(page, tmp_path)
    it_can_be_saved_as_a_file_that_every_computer_opens(page)
    it_can_be_copied_as_a_message_in_plain_words(page)

    page.get_by_label("What did you do?").fill(
        next(iter(content().examples.values())).title.upper()
    )
    page.get_by_role("button", name="Download the file").click()
    expect(page.locator(".app-share__errors")).to_contain_text(examples.TITLE_TWICE)


def where_nothing_is_set_it_says_so_before_people_type(page: Page) -> None:
    """No button that leads nowhere, and no surprise at the end."""
    said = page.get_by_text("has left no address to send an example to")
    assert said.bounding_box()["y"] < page.get_by_label("What did you do?").bounding_box()["y"]
    expect(page.get_by_role("button", name="Write the e-mail")).to_have_count(0)
    expect(page.get_by_role("button", name="Open a pull request on GitHub")).to_have_count(0)


# What changed: short, long, and cut to the letter.
CHANGED = [
    "**Fewer** left.\n\n- We did not measure why.",
    " ".join(f"Word{n}" for n in range(90)),
    "a " * 200,
]


def the_preview_says_what_the_page_will_say(page: Page) -> None:
    """What has changed, in the words and at the length of the card; links, of which only a page of this site changes its ending."""
    changed = page.locator("[data-show=changed]")
    expect(changed).to_be_hidden()
    for text in CHANGED:
        page.get_by_label("What changed", exact=True).fill(text)
        expect(changed).to_have_text(examples.outcome(markup.to_safe_html(None, text)))
    page.get_by_label("What we did", exact=True).fill(
        "[ours](../references.md#moriarty2014) [theirs](https://example.org/readme.md)"
    )
    links = page.locator("[data-show=body] a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "../references.html#moriarty2014",
        "https://example.org/readme.md",
    ]


def the_preview_shows_the_page_and_runs_nothing(page: Page) -> None:
    """The card and the story as they will look; what people type is text."""
    fill(
        page,
        title="A title to look at",
        text=TEXT + "\n\n<img src=x onerror=window.hurt=1> [a](javascript:window.hurt=1)",
    )
    preview = page.locator(".app-share__preview")

    expect(preview.locator("[data-show=title]")).to_have_text("A title to look at")
    expect(preview).to_contain_text(f"{NASTY} (NHS, Yorkshire and the Humber)")
    expect(preview.locator("strong").first).to_have_text("shared")
    expect(preview.locator("li")).to_have_count(8)
    expect(preview.locator("table")).to_have_count(4)
    expect(preview.locator("img, script, a")).to_have_count(0)
    assert page.evaluate("window.hurt") is None


def the_draft_is_kept_and_clearing_can_be_undone(page: Page) -> None:
    """Still there after the page is opened again; a wrong press loses nothing."""
    page.reload()
    expect(page.get_by_label("What did you do?")).to_have_value("A title to look at")
    expect(page.get_by_label("Cost sharing", exact=True)).to_be_checked()

    page.get_by_role("button", name="Clear the form").click()
    expect(page.get_by_label("What did you do?")).to_have_value("")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("What did you do?")).to_have_value("A title to look at")
    expect(page.get_by_label("Cost sharing", exact=True)).to_be_checked()


def the_file_passes_the_check(page: Page, folder: Path) -> None:
    """Whatever valid characters people type, with the sources that they chose."""
    page.get_by_text("Choose from").click()
    page.get_by_label("Find a name or a word").fill("rowland survey")
    expect(page.locator(".app-share__sources .app-share__choice:visible")).to_have_count(1)
    page.get_by_label("Rowland, M. (2006)").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    name, text = (
        download.value.suggested_filename,
        Path(download.value.path()).read_text(encoding="utf-8"),
    )
    found, problems = read(folder, name, text)

    assert problems == [] and name == "three-boroughs-shared-one-course.md"
    [example] = found.values()
    assert example.meta["organisation"] == NASTY and example.meta["themes"] == [
        "cost sharing",
        "evaluation",
    ]
    assert (
        example.meta["sources"] == ["rowland2006"]
        and example.meta["added"] == date.today().isoformat()
    )
    assert list(examples.parts(example))[2][2] == TEXT


def it_can_be_saved_as_a_file_that_every_computer_opens(page: Page) -> None:
    """A text file, with lines that Notepad breaks."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as text").click()
    said = Path(download.value.path()).read_bytes().decode("utf-8-sig")

    assert download.value.suggested_filename == "three-boroughs-shared-one-course.txt"
    assert said.startswith(f"What did you do?\r\n{TITLE}\r\n")


def it_can_be_copied_as_a_message_in_plain_words(page: Page) -> None:
    """Each answer below its question; what only a program understands stays out."""
    page.get_by_role("button", name="Copy as a message").click()
    expect(page.locator(SAID)).to_contain_text("Copied")

    said = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert said.startswith(f"What did you do?\n{TITLE}\n\nWho did it?\n{NASTY}\n\n")
    assert f"What we did\n{TEXT}\n" in said
    assert "sources: []" not in said and "permission" not in said


def test_with_a_keyboard_alone(page, site, tmp_path):
    """Err, be led to the place, mend, and download, without a mouse."""
    page.goto(site + PAGE)
    press, type_ = page.keyboard.press, page.keyboard.type
    page.get_by_role("button", name="Download the file").focus()
    press("Enter")
    summary = page.locator(".app-share__errors")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(11)
    expect(summary.get_by_role("link").first).to_have_text(
        "What did you do? Say in one line what was done, such as “Three boroughs share one course”."
    )
    press("Tab")
    press("Enter")
    title = page.get_by_label("What did you do?")
    expect(title).to_be_focused()
    expect(title).to_have_accessible_description(
        "Say in one line what was done, such as “Three boroughs share one course”."
    )

    for words in (TITLE, "Riverside Council", "NHS", "London", "2024"):
        type_(words)
        press("Tab")
    press("Space")  # the first theme
    for _ in examples.THEMES:
        press("Tab")
    for _ in range(4):  # past awards, name, role and the list of works, which stays closed
        press("Tab")
    expect(page.get_by_label("Yes, our organisation agrees")).to_be_focused()
    press("Space")
    for _ in examples.PARTS:
        press("Tab")
        type_("We did.")
    for _ in range(3):  # past the message and the text file
        press("Tab")
    with page.expect_download() as download:
        press("Enter")
    expect(summary).to_be_hidden()

    assert (
        read(
            tmp_path,
            download.value.suggested_filename,
            Path(download.value.path()).read_text(encoding="utf-8"),
        )[1]
        == []
    )


def attempt(page: Page, values: dict[str, str]) -> dict:
    """Put values into the form at once: what it complains of, and the file that it would make."""
    return page.evaluate(
        """values => {
        const form = document.querySelector("share-example");
        for (const [name, value] of Object.entries(values)) form.querySelector(`[name="${name}"]`).value = value;
        return {problems: form.problems().map(([control, words]) => words), address: form.address(form.answers)};
    }""",
        values,
    )


def file_of(address: str) -> tuple[str, str]:
    """Name and text of the file that an address of GitHub's page for new files holds."""
    query = parse_qs(urlsplit(address).query, keep_blank_values=True)
    return query["filename"][0], query["value"][0]


@pytest.fixture(scope="module")
def filled(browser, browser_context_args, site) -> Iterator[Page]:
    """The form with everything filled in, for many attempts."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(site + PAGE)
    fill(page)
    yield page
    context.close()


def test_the_form_says_what_the_check_says(filled, tmp_path):
    """For each text that the check refuses: the same words, before anything is sent."""
    differ = []
    texts = {
        name: now.removeprefix(BODY) or now
        for name, (was, now, _) in REFUSED.items()
        if was == BODY
    }
    for name, text in texts.items():
        said = attempt(filled, {"part-1": text})
        _, problems = read(tmp_path, *file_of(said["address"]))
        if not said["problems"] or not set(said["problems"]) <= set(problems):
            differ.append(f"{name}: the form says {said['problems']}, the check {problems}")
    assert differ == [] and len(texts) > 45


LINE = st.one_of(
    st.text(max_size=70),
    st.sampled_from(ATTACKS),
    st.sampled_from(
        [
            "  ",
            "- x",
            "# x",
            "## What we did",
            "a: b",
            "no",
            "'",
            '"',
            "\\",
            "[]",
            "{}",
            "| a |",
            "2024",
            "=",
            "---",
            "&amp;",
            "0207 946 0000",
        ]
    ),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(LINE, LINE, LINE, st.lists(LINE, max_size=4), st.lists(LINE, max_size=8))
@example(
    title="0", organisation="0", name="", awards=[], part=["0\n-"]
)  # a heading by its underline
@example(title="0", organisation="0", name="", awards=[], part=["---"])  # nothing of it is seen
@example(title="0", organisation="#", name="", awards=[], part=["0"])  # a field is no heading
@example(title="0", organisation="0", name="", awards=[], part=["0", "```"])  # never ended
def test_form_and_check_agree_on_any_text(
    filled, tmp_path, title, organisation, name, awards, part
):
    """What the form lets through passes the check, and what it refuses is refused there too."""
    said = attempt(
        filled,
        {
            "title": title,
            "organisation": organisation,
            "contributor-name": name,
            "contributor-role": name,
            "awards": "\n".join(awards),
            "part-1": "\n".join(part),
        },
    )
    _, problems = read(tmp_path, *file_of(said["address"]))

    assert bool(said["problems"]) == bool(problems), (
        f"the form says {said['problems']}, the check {problems}"
    )


def test_it_is_sent_to_the_publisher_by_e_mail_or_through_github(clipboard_page, online, tmp_path):
    """Where it would be too long, GitHub is not offered, and the message is copied and the e-mail asks for it."""
    page = clipboard_page
    page.goto(online + PAGE)
    page.evaluate("() => { window.open = address => { window.opened = address; } }")
    fill(page)
    button = page.get_by_role("button", name="Open a pull request on GitHub")
    button.click()
    opened = page.evaluate("window.opened")
    name, text = file_of(opened)
    assert opened.startswith(f"{REPOSITORY}/new/main/docs/examples?")
    assert name == "three-boroughs-shared-one-course.md"
    assert read(tmp_path, name, text)[1] == []
    story = page.get_by_label("What we did", exact=True)
    story.fill("word " * 3000)
    expect(button).to_be_hidden()
    expect(page.get_by_text("too long to hand to GitHub")).to_be_visible()
    story.fill("word")
    expect(button).to_be_visible()

    page.evaluate("document.querySelector('share-example').open = to => { window.opened = to; }")
    page.get_by_role("button", name="Write the e-mail").click()
    expect(page.locator(SAID)).to_contain_text("An e-mail opens")
    opened = urlsplit(page.evaluate("window.opened"))
    assert opened.scheme == "mailto" and opened.path == CONTACT
    assert f"What did you do?\r\n{TITLE}" in parse_qs(opened.query)["body"][0]
    story.fill("word " * 3000)
    page.get_by_role("button", name="Write the e-mail").click()
    expect(page.locator(SAID)).to_contain_text("copied")
    assert "word word" in page.evaluate("navigator.clipboard.readText()")
    assert "Paste" in parse_qs(urlsplit(page.evaluate("window.opened")).query)["body"][0]


def test_the_form_with_mistakes_can_be_read_by_everybody(page, site, axe):
    """What is left out is asked for in the words of the check; the summary is seen from its beginning.

    axe finds nothing with it and the list of works open, by all rules on a desk and by those that width can break on a phone.
    """
    page.goto(site + PAGE)
    asks_in_the_words_of_the_check(page)
    page.get_by_text("Choose from").click()
    for width, rules in ((1280, None), (320, SMALL)):
        page.set_viewport_size({"width": width, "height": 900})
        page.get_by_role("button", name="Download the file").click()
        expect(page.get_by_text("There is a problem", exact=True)).to_be_in_viewport(ratio=1)
        marked = page.locator("[aria-invalid]:not([type=checkbox])").evaluate_all(
            "fields => new Set(fields.map(field => getComputedStyle(field).border)).size"
        )
        assert marked == 1, "every kind of field that has a mistake is marked in the same way"
        axe(page, f"form at {width}", rules=rules, within="share-example")


def asks_in_the_words_of_the_check(page: Page) -> None:
    """Field by field."""
    asked = attempt(page, {})["problems"]
    for field in examples.ExampleMatter.fields:
        if not field.required or field.name in ("added", "sources"):
            continue
        needed = GOOD.split("---")[1].split("\n")
        start = next(n for n, line in enumerate(needed) if line.startswith(f"{field.name}:"))
        end = next(n for n in range(start + 1, len(needed)) if not needed[n].startswith(" "))
        meta, _ = examples.read_yaml("\n".join(needed[:start] + needed[end:]), "x.md")
        [problem] = examples.check_fields(
            meta, examples.ExampleMatter.fields, "x.md", "the example"
        )
        assert any(words.rstrip(".").lower() in problem.message.lower() for words in asked), problem
    assert [f"{heading}: {examples.EMPTY_PART}" for heading in examples.PARTS] == asked[-4:]
