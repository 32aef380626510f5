"""What stands around every page: header, colours, the list of sections, the foot, and the note that opens over the text."""

from __future__ import annotations

import gzip
import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Settled

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = "guidance/impact.html"
LONG = "guide-2007/recruitment-retention.html"
SMALLEST = [(1280, 800), (390, 844), (320, 568), (320, 256)]


def test_the_page_leads_to_its_sections_on_a_phone(page, site):
    """A list below the heading opens and goes to a section; a desk has the theme's list beside the page and no second one."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + PAGE)
    contents = page.locator(".app-contents")
    contents.get_by_text("On this page").click()
    link = contents.get_by_role("link").last
    href = link.get_attribute("href")
    link.click()
    assert page.url.endswith(href)
    expect(page.locator(f"[id='{href[1:]}']")).to_be_in_viewport()

    page.set_viewport_size({"width": 1280, "height": 900})
    expect(contents).to_be_hidden()


def test_the_name_of_the_site_is_read_whole_on_a_phone(page, site):
    """It is not cut short, with a basket or without."""
    page.goto(site + PAGE)
    cut = "e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1"
    name = page.locator(".md-header__topic .md-ellipsis").first
    for basket in ("", "12"):
        page.locator("[data-basket-count]").evaluate(
            "(e, words) => { e.hidden = !words; e.querySelector('span').textContent = words }",
            basket,
        )
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 700})
            assert not name.evaluate(cut), (width, basket)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width, basket


def test_colours_are_one_stop_that_shows_where_it_is(page, site):
    """Tab meets one button; it has a ring, keeps the focus when it is pressed, and says what it will do next."""
    page.goto(site + PAGE)
    button = page.get_by_role("button", name="Switch to dark colours")
    button.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    assert button.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    light = page.get_by_role("button", name="Switch to light colours")
    expect(light).to_be_focused()
    page.keyboard.press("Tab")
    assert (
        page.evaluate("document.activeElement.closest('form')?.dataset.mdComponent ?? ''")
        != "palette"
    )

    page.goto(site + "index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_dark_colours_of_the_reader_s_system_are_there_before_anything_is_drawn(browser, site):
    """A first visit shows no white page first."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.route("**/assets/site-*.js", lambda route: route.abort())
    page.goto(site + PAGE)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    context.close()


def test_the_whole_note_can_be_read_on_every_screen(page, site):
    """Wherever its link stands, the note is inside the screen, its end can be scrolled to, and Close is in sight."""
    faults = []
    page.goto(site + LONG)
    for width, height in SMALLEST:
        page.set_viewport_size({"width": width, "height": height})
        faults += page.evaluate(NOTES_OFF_THE_SCREEN)
    assert not faults, "\n".join(faults)


NOTES_OFF_THE_SCREEN = """async () => {
  const faults = [], frame = () => new Promise(requestAnimationFrame)
  const some = kind => [...document.querySelectorAll(kind)].filter(l => !l.closest('details:not([open])')).slice(0, 3)
  const links = [...some('a.app-cite'), ...some('a.app-stat')]
  links[0].click() // notes come with the first press
  while (!document.getElementById('app-note')) await frame()
  document.getElementById('app-note').hidePopover()
  for (const link of links) for (const part of [0.1, 0.45, 0.9]) {
    scrollTo(0, scrollY + link.getBoundingClientRect().top - innerHeight * part)
    await frame()
    link.click()
    await frame()
    const note = document.getElementById('app-note'), box = note.getBoundingClientRect()
    const where = `${link.textContent} at ${part}: ${Math.round(box.top)} to ${Math.round(box.bottom)} of ${innerHeight}`
    if (box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth) faults.push('off the screen: ' + where)
    const close = note.querySelector('.app-note__close').getBoundingClientRect()
    if (close.bottom > innerHeight || close.top < 0) faults.push('Close is off the screen: ' + where)
    note.scrollTop = note.scrollHeight
    const text = note.querySelector('.app-note__text').getBoundingClientRect()
    if (text.bottom > box.bottom) faults.push('its end cannot be reached: ' + where)
    note.hidePopover()
    await frame()
  }
  return faults
}"""


def test_tab_goes_on_from_the_citation_after_its_note(page, site):
    """By Close or past the end of the note: the next stop is the one after the citation, and the note is closed."""
    page.goto(site + LONG)
    links = page.locator("article a.app-cite:visible")
    first = links.first
    first.focus()
    page.keyboard.press("Tab")
    after = page.evaluate("document.activeElement.outerHTML")
    for leave in ("Close", "Tab"):
        first.focus()
        page.keyboard.press("Enter")
        note = page.locator("#app-note")
        expect(note).to_be_visible()
        close = note.get_by_role("button", name="Close")
        close.focus()
        if leave == "Close":
            page.keyboard.press("Enter")
            expect(first).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.outerHTML") == after, leave
        expect(note).to_be_hidden()


def test_an_address_that_is_not_there_leads_on(page, site_at_top):
    """The page says what may have happened and leads to every part of the site; search works on it."""
    page.goto(site_at_top + "404.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    links = page.locator("article li a")
    assert links.count() == page.locator(".md-tabs__link").count()
    page.locator(".md-search__input").fill("agency")
    expect(page.locator(".app-search__results a").first).to_be_visible()


@pytest.mark.own_page
def test_a_first_visit_is_small(page, site):
    """At most six files, at most 90 kB as they travel, and no index of the search before it is used."""
    asked = []
    page.on("response", lambda r: asked.append(r))
    settled = Settled(page)
    page.goto(site + PAGE, wait_until="load")
    settled.wait()
    names = [urlsplit(r.url).path.rsplit("/", 1)[-1] for r in asked]
    assert len(names) <= 6, names
    assert "search-index.js" not in names
    size = sum(
        len(gzip.compress(r.body(), 9)) if not r.url.endswith(".png") else len(r.body())
        for r in asked
    )
    assert size <= 90_000, f"{size} bytes"


def test_no_published_page_holds_a_script_or_a_style_of_its_own(online_dir):
    """Scripts and styles are files; data that a script reads may stand in the page."""
    faults = [
        f"{p.relative_to(online_dir)}: {fault}"
        for p in sorted(online_dir.rglob("*.html"))
        for fault in Inline(p).faults
    ]
    assert not faults, "\n".join(faults[:20])


class Inline(HTMLParser):
    """Notes what a policy would refuse in a page: scripts and styles that are no files, event and style attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if (
            tag == "style"
            or tag == "script"
            and "src" not in named
            and named.get("type") != "application/json"
        ):
            self.faults.append(f"line {self.getpos()[0]}: <{tag}>")
        self.faults += [
            f"line {self.getpos()[0]}: {name} on <{tag}>"
            for name in named
            if name.startswith("on") or name == "style"
        ]


def test_the_foot_leads_to_whoever_publishes(page, online, site):
    """A fault is reported in the repository, a message goes to the contact; without either the page that explains is named."""
    page.goto(online + PAGE)
    foot = page.locator(".app-footer")
    fault = foot.get_by_role("link", name="Say what is wrong on this page").get_attribute("href")
    assert (
        fault.startswith("https://github.com/team/site/issues/new?title=")
        and "Impact%20on%20practice" in fault
    )
    assert (
        foot.get_by_role("link", name="Contact").get_attribute("href")
        == "mailto:someone@example.org"
    )

    page.goto(site + PAGE)
    for name in ("Say what is wrong on this page", "About", "Privacy", "Accessibility", "Licence"):
        href = page.locator(".app-footer").get_by_role("link", name=name).get_attribute("href")
        assert page.request.get(site + "guidance/" + href.split("#")[0]).ok, name
    assert foot.get_by_role("link", name="Contact").count() == 0


def test_only_what_pages_ask_for_is_published(site_dir):
    """No source map, no language of a search that is not used, and each script and style of ours has a page that names it."""
    files = [p for p in (site_dir / "assets").rglob("*") if p.suffix in (".js", ".css", ".map")]
    pages = "".join(p.read_text(encoding="utf-8") for p in site_dir.rglob("*.html"))
    names = json.loads((ROOT / "build" / "names.json").read_text(encoding="utf-8"))
    known = {Path(name).name for name in names.values()}
    assert {p.name for p in files} <= known
    assert not [
        p.name for p in files if p.name not in pages and not p.name.startswith(("pdf-", "word-"))
    ]


@pytest.mark.parametrize("base", ["http", "file"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "guidance/standards.html#practice-learning",
            "guide-2007/standards.html#practice-learning",
        ),
        ("today/index.html#prtl", "today/registration-and-cpd.html#prtl"),
    ],
)
def test_a_link_from_before_leads_to_where_its_place_stands_now(
    page, site, site_file, base, old, new
):
    """Sections of the guide stood with today's once, and all changes on one page."""
    start = {"http": site, "file": site_file}[base]
    page.goto(start + old)
    expect(page).to_have_url(start + new)
