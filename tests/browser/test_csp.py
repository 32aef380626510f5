"""The copy that is published at an address: its policy holds on every kind of page while everything there is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.conftest import Settled

KINDS = [  # one page of each structure, and one for each thing that moves
    "index.html",
    "snippets/index.html",
    "snippets/turnover-feeds-itself.html",
    "examples/index.html",
    "examples/sutton-reward.html",
    "contribute/share.html",
    "contribute/writing.html",
    "contribute/word.html",
    "council.html",
    "case.html",
    "old-paper.html",
    "basket.html",
    "money/index.html",
    "money/courses.html",
    "money/who-pays.html",
    "money/duties.html",
    "money/questions.html",
    "money/tables.html",
    "papers/index.html",
    "papers/charity.html",
    "fund/practice-educators.html",
    "guidance/impact.html",
    "guide-2007/impact.html",
    "guide-2007/recruitment-retention.html",
    "guidance/introduction.html",
    "today/index.html",
    "today/figures.html",
    "today/measure.html",
    "references.html",
    "statistics.html",
    "glossary.html",
    "whats-new.html",
    "about.html",
    "privacy.html",
    "404.html",
]
# Everything that can be pressed, filled in or chosen on a page is; what sends something elsewhere is left alone.
USE_ALL = """async () => {
  const seen = (element) => element.checkVisibility() && !element.disabled;
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (!seen(field) || ["hidden", "file", "submit", "button"].includes(field.type)) continue;
    if (field.type === "checkbox" || field.type === "radio") { field.click(); continue; }
    field.focus();
    if (field.tagName === "SELECT") field.selectedIndex = field.options.length - 1;
    else field.value = field.type === "number" ? "5" : field.type === "date" ? "2026-01-01" : "turnover of staff in Kent";
    for (const kind of ["input", "change", "keyup"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  for (const detail of document.querySelectorAll("details")) detail.open = true;
  for (const button of document.querySelectorAll("button, [role=button], [role=tab]")) {
    if (seen(button) && button.dataset.send === undefined) button.click();
  }
  for (const link of document.querySelectorAll("main a[href^='#']")) { link.focus(); link.dispatchEvent(new Event("mouseover", { bubbles: true })); }
  return document.querySelectorAll("main *").length;
}"""


@pytest.fixture(scope="module", params=["below a path", "at the top of a host"])
def published(request: pytest.FixtureRequest) -> str:
    """The address of a build as it is published: with SITE_URL and REPO_URL, and a policy in each page."""
    return request.getfixturevalue("online_below" if "below" in request.param else "online")


class Watch:
    """What a page complains of, and whom it asks."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.faults: list[str] = []
        self.context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
        self.context.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))"
        )
        self.page: Page = self.context.new_page()
        self.page.on("request", self._only_here)
        self.page.on("requestfailed", self._refused)
        self.page.on("console", lambda m: m.type == "error" and self.faults.append(m.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.settled = Settled(self.page)

    def _only_here(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self.host:
            self.faults.append(f"asks another host: {request.url}")

    def _refused(self, request: Request) -> None:
        if request.failure == "csp":  # the browser asked nobody, and said so on the console
            self.faults.remove(f"asks another host: {request.url}")


@pytest.fixture
def watch(browser: Browser, published: str) -> Iterator[Watch]:
    """A browser that notes each violation of the policy and each request to another host."""
    watched = Watch(browser, published)
    yield watched
    watched.context.close()


def test_no_kind_of_page_breaks_the_policy_while_everything_on_it_is_used(
    watch: Watch, published: str
) -> None:
    """Search, palette, filters, copying, forms, charts, councils, old papers: no violation, and nobody else is asked.

    The page itself holds the policy, because it may stand on a server that sends none.
    """
    used = {}
    for path in KINDS:
        watch.page.goto(published + path)
        expect(watch.page.locator("meta[http-equiv=Content-Security-Policy]")).to_have_count(1)
        watch.settled.wait()
        used[path] = watch.page.evaluate(USE_ALL)
        watch.settled.wait()
        if watch.faults:
            break

    assert watch.faults == [], (path, watch.faults)
    assert len(used) == len(KINDS) and sum(used.values()) > 1000


def pdf(words: str) -> bytes:
    """A PDF of one page with some words."""
    stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


OLD_WORDS = "The General Social Care Council regulates social workers and the PQ framework of 2007."


def test_old_papers_are_read_and_given_back_under_the_policy(
    watch: Watch, published: str, tmp_path: Path
) -> None:
    """As Word, as PDF with its worker, and as words; the Word file comes back."""
    paper = Document()
    paper.add_paragraph(OLD_WORDS)
    paper.save(str(tmp_path / "x.docx"))
    (tmp_path / "x.pdf").write_bytes(pdf(OLD_WORDS))
    for name in ("x.pdf", "x.docx"):
        watch.page.goto(published + "old-paper.html")
        watch.page.locator("input[type=file]").set_input_files(tmp_path / name)
        watch.page.locator("[data-find]").first.wait_for()
    with watch.page.expect_download() as found:
        watch.page.get_by_role("button", name="Download your paper with comments").click()

    assert found.value.path().read_bytes().startswith(b"PK") and watch.faults == []


def test_a_case_is_made_and_given_as_word_under_the_policy(
    watch: Watch, published: str, tmp_path: Path
) -> None:
    """The usual arguments, the council's own template, the download, the copy."""
    template = Document()
    template.add_heading("Purpose of report", 1)
    template.save(str(tmp_path / "council.docx"))
    watch.page.goto(published + "case.html#fund-amhp-bia")
    watch.page.get_by_role("button", name="Add the usual arguments and tables").click()
    watch.page.get_by_label("Or your own Word template").set_input_files(tmp_path / "council.docx")
    with watch.page.expect_download() as found:
        watch.page.get_by_role("button", name="Download for Word", exact=True).click()

    assert found.value.path().read_bytes().startswith(b"PK") and watch.faults == []


def test_a_search_for_anything_near_goes_on(watch: Watch, published: str) -> None:
    """`x~99999` asks for all words that differ in so many letters; the page goes on and finds the next thing."""
    watch.page.goto(published + "index.html")
    field = watch.page.locator(".md-search__input")
    field.click()
    for words in ("x~99999", "retention~9", "~" * 500, "x^99999", "[" * 5000, "retention"):
        field.fill(words)
        assert watch.page.evaluate("1 + 1") == 2
    watch.page.locator(".app-search__results a").first.wait_for()

    assert watch.faults == []


def test_search_works_on_the_page_that_was_not_found(watch: Watch, published: str) -> None:
    """It asks this host for its words, and finds something, wherever the site stands."""
    watch.page.goto(published + "404.html")
    watch.page.locator(".md-search__input").click()
    watch.page.locator(".md-search__input").fill("retention")
    watch.page.locator(".app-search__results a").first.wait_for()

    assert watch.faults == []


INJECTED = {
    "inline script": "<script>window.owned = 1</script>",
    "module": "<script type=module>window.owned = 1</script>",
    "event": "<img src=x.png onerror='window.owned = 1'>",
    "drawing": "<svg onload='window.owned = 1'></svg>",
    "script from elsewhere": "<script src='https://evil.example/x.js'></script>",
    "script in an address": "<script src='data:text/javascript,window.owned=1'></script>",
    "frame of its own": "<iframe srcdoc='<script>parent.owned = 1</script>'></iframe>",
    "frame of an address": "<iframe src='data:text/html,<script>parent.owned=1</script>'></iframe>",
    "object": "<object data='data:text/html,<script>parent.owned=1</script>'></object>",
    "base": "<base href='https://evil.example/'>",
    "picture from elsewhere": "<img src='https://evil.example/x.gif'>",
    "style sheet from elsewhere": "<link rel=stylesheet href='https://evil.example/x.css'>",
    "style": "<style>main{display:none}</style>",
    "look": "<p style='position:fixed'>x</p>",
    "letters from elsewhere": "<link rel=preload as=font href='https://evil.example/x.woff2' crossorigin>",
    "film from elsewhere": "<video src='https://evil.example/x.mp4' autoplay></video>",
    "form sent by itself": "<form action='https://evil.example/' id=f></form>",
}


@pytest.fixture(scope="module")
def slipped(browser: Browser, published: str) -> Iterator[Watch]:
    """One browser for all that is slipped into a page, which keeps nothing of what was there before."""
    watched = Watch(browser, published)
    yield watched
    watched.context.close()


@pytest.mark.parametrize("words", INJECTED.values(), ids=INJECTED)
def test_what_somebody_slips_into_a_page_does_not_run(
    slipped: Watch, published: str, words: str
) -> None:
    """Whoever had found a way past all checks: the browser refuses it, and the page goes on working."""

    def slip_in(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("<article", f"{words}<article", 1)
        )

    slipped.faults.clear()
    slipped.page.unroute("**/about.html")
    slipped.page.route("**/about.html", slip_in)
    slipped.page.goto(published + "about.html")
    slipped.page.evaluate("document.querySelector('#f')?.submit()")
    slipped.settled.wait()

    assert any(
        "policy:" in fault or "Content Security Policy" in fault for fault in slipped.faults
    ), slipped.faults
    assert not any("asks another host" in fault for fault in slipped.faults), slipped.faults
    assert slipped.page.evaluate(
        "[window.owned, document.baseURI.startsWith('http://127.0.0.1'), getComputedStyle(document.querySelector('main')).display]"
    ) == [None, True, "block"]


def test_a_script_cannot_be_made_of_words(watch: Watch, published: str) -> None:
    """Neither by eval nor by a function made of a text; a link that runs does nothing when it is pressed."""
    watch.page.goto(published + "about.html")
    watch.page.evaluate("""() => {
      const link = document.createElement("a");
      link.href = "javascript:window.owned=1";
      document.querySelector("article").append(link);
      link.click();
      const button = document.createElement("button");
      button.setAttribute("onclick", "window.owned = 1");
      document.querySelector("article").append(button);
      button.click();
      const script = document.createElement("script");
      script.textContent = "window.owned = 1";
      document.body.append(script);
    }""")

    assert (
        watch.page.evaluate("window.owned") is None
        and len([f for f in watch.faults if "policy:" in f]) >= 3
    ), watch.faults
