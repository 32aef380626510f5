"""Anyone can make the file of an example in the browser: err, mend, preview, download, open on GitHub."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from macros import examples

PAGE = "contribute/share.html"
NASTY = 'Über "Riverside" & Söhne: 50% #1 \\ \'yes\' - café £3 <5'


def fill(page, title="Three boroughs shared one course", text="We shared a course.\n\n- first\n- second"):
    """Fill in everything that must be filled in."""
    page.get_by_label("What did you do?").fill(title)
    page.get_by_label("Who did it?").fill(NASTY)
    page.get_by_label("What kind of organisation is it?").select_option("NHS")
    page.get_by_label("Where in England?").select_option("Yorkshire and the Humber")
    page.get_by_label("When did it happen?").fill("2024: spring, to 2025")
    page.get_by_label("Cost sharing").check()
    page.get_by_label("Evaluation").check()
    page.get_by_label("Does your organisation agree").check()
    for heading in examples.HEADINGS:
        page.get_by_label(heading, exact=True).fill(text)


def checked(tmp_path: Path, name: str, text: str):
    """What the project's check says of a file."""
    folder = tmp_path / "docs/examples"
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return examples.read(tmp_path / "docs")


@pytest.fixture(params=["http", "file"])
def base(request, site, site_file):
    """The site over http and from a folder."""
    return site if request.param == "http" else site_file


def test_the_file_passes_the_check(page, base, tmp_path):
    """Whatever valid characters people type."""
    page.goto(base + PAGE)
    fill(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    name, text = download.value.suggested_filename, Path(download.value.path()).read_text(encoding="utf-8")
    found, problems = checked(tmp_path, name, text)

    assert problems == [] and name == "three-boroughs-shared-one-course.md"
    [example] = found.values()
    assert example.meta["organisation"] == NASTY and example.meta["themes"] == ["cost sharing", "evaluation"]


def test_mistakes_are_summed_up_and_lead_to_their_place(page, site):
    """By keyboard: the summary takes the focus, its links lead to the fields, and mending them clears it."""
    page.goto(site + PAGE)
    button = page.get_by_role("button", name="Download the file")
    button.focus()
    page.keyboard.press("Enter")
    summary = page.locator(".app-share__errors")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(11)
    summary.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What did you do?")).to_be_focused()

    fill(page)
    with page.expect_download():
        button.click()
    expect(summary).to_be_hidden()


@pytest.mark.parametrize(("text", "words"), [
    ("Write to ann@example.org", "looks like an e-mail address"), ("Ring 020 7946 0000", "looks like a telephone number"),
    ("<b>bold</b>", "Words in < > are read as HTML"), ("{{ cite }}", "have a special meaning"), ("[a](http://example.org)", "must start with https://")])
def test_what_the_check_refuses_the_form_says_at_once(page, site, tmp_path, text, words):
    """The same things, before anything is sent."""
    page.goto(site + PAGE)
    fill(page, text=text)
    page.get_by_role("button", name="Download the file").click()

    expect(page.locator(".app-share__errors")).to_contain_text(words)


def test_the_preview_follows_and_the_draft_is_kept(page, site):
    """What is typed is seen, and still there after the page is opened again."""
    page.goto(site + PAGE)
    fill(page, title="A title to look at")
    expect(page.locator(".app-share__preview")).to_contain_text("A title to look at")
    page.reload()

    expect(page.get_by_label("What did you do?")).to_have_value("A title to look at")
    expect(page.get_by_label("Cost sharing")).to_be_checked()


def test_github_opens_with_the_file_filled_in(browser, site):
    """The address decodes to the file; it is the repository of the build's settings."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/share.html", lambda route: route.fulfill(
        body=route.fetch().text().replace('data-repo=""', 'data-repo="https://example.org/team/site"').replace(
            '<p class="app-share__send">', '<p class="app-share__send"><button type="submit" data-send="github">Open a pull request on GitHub</button>'),
        content_type="text/html"))
    page.add_init_script("window.open = address => { window.opened = address; }")
    page.goto(site + PAGE)
    fill(page)
    page.get_by_role("button", name="Open a pull request on GitHub").click()
    parts = urlsplit(page.evaluate("window.opened"))
    query = parse_qs(parts.query)

    assert parts.netloc + parts.path == "example.org/team/site/new/main/docs/examples"
    assert query["filename"] == ["three-boroughs-shared-one-course.md"] and query["value"][0].startswith('---\ntitle: "Three boroughs')
    page.get_by_label("What we did", exact=True).fill("word " * 3000)
    page.get_by_role("button", name="Open a pull request on GitHub").click()
    expect(page.locator(".app-share [role=status]")).to_contain_text("too long for an address")
    context.close()


def test_where_no_repository_is_set_it_says_so(page, site):
    """No button that leads nowhere."""
    page.goto(site + PAGE)

    expect(page.get_by_text("has no repository set")).to_be_visible()
    expect(page.get_by_role("button", name="Open a pull request on GitHub")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_form_with_mistakes_can_be_read_by_everybody(page, site, axe, width):
    """axe finds nothing with the summary shown."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + PAGE)
    page.get_by_role("button", name="Download the file").click()
    axe(page, f"form at {width}")
