"""The copy that is published at an address: its policy holds on every kind of page while everything there is used."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests import built
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
# Everything that can be pressed, filled in or chosen on a page is, three of a kind; what sends something elsewhere is left alone.
USE_ALL = """async () => {
  const kinds = {};
  const few = (element) => {
    const kind = [element.localName, element.className, element.parentElement.className, ...element.getAttributeNames()].join(" ");
    return (kinds[kind] = (kinds[kind] ?? 0) + 1) <= 3;
  };
  const seen = (element) => element.checkVisibility() && !element.disabled && few(element);
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
  for (const link of document.querySelectorAll("main a[href^='#']")) if (few(link)) { link.focus(); link.dispatchEvent(new Event("mouseover", { bubbles: true })); }
  return document.querySelectorAll("main *").length;
}"""


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
def watch(browser: Browser, online_below: str) -> Iterator[Watch]:
    """A browser that notes each violation of the policy and each request to another host, below a path."""
    watched = Watch(browser, online_below)
    yield watched
    watched.context.close()


@pytest.fixture
def watch_at_top(browser: Browser, online: str) -> Iterator[Watch]:
    """The same at the top of a host."""
    watched = Watch(browser, online)
    yield watched
    watched.context.close()


def test_where_the_site_stands_changes_one_page_alone(
    online_dir: Path, online_below_dir: Path
) -> None:
    """What is proved here below a path holds at the top of a host too: but for the address, every file is the same.

    The page for what is not found is shown at any depth, so it names each place from the top.
    """

    def files(folder: Path) -> dict[str, bytes]:
        found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
        return {
            name: gzip.decompress(p.read_bytes()) if name.endswith(".gz") else p.read_bytes()
            for name, p in found.items()
        }

    at_top, below = files(online_dir), files(online_below_dir)
    assert at_top.keys() == below.keys()
    moved = {
        name: b.replace(built.BELOW.encode(), built.AT_TOP.encode()) for name, b in below.items()
    }
    assert [name for name in at_top if at_top[name] != moved[name]] == ["404.html"]


def test_no_kind_of_page_breaks_the_policy_while_everything_on_it_is_used(
    watch: Watch, online_below: str
) -> None:
    """Search, palette, filters, copying, forms, charts, councils, old papers: no violation, and nobody else is asked.

    The page itself holds the policy, because it may stand on a server that sends none.
    """
    used = {}
    for path in KINDS:
        watch.page.goto(online_below + path)
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
    watch: Watch, online_below: str, tmp_path: Path
) -> None:
    """As Word, as PDF with its worker, and as words; the Word file comes back."""
    paper = Document()
    paper.add_paragraph(OLD_WORDS)
    paper.save(str(tmp_path / "x.docx"))
    (tmp_path / "x.pdf").write_bytes(pdf(OLD_WORDS))
    for name in ("x.pdf", "x.docx"):
        watch.page.goto(online_below + "old-paper.html")
        watch.page.locator("input[type=file]").set_input_files(tmp_path / name)
        watch.page.locator("[data-find]").first.wait_for()
    with watch.page.expect_download() as found:
        watch.page.get_by_role("button", name="Download your paper with comments").click()

    assert found.value.path().read_bytes().startswith(b"PK") and watch.faults == []


def test_a_case_is_made_and_given_as_word_under_the_policy(
    watch: Watch, online_below: str, tmp_path: Path
) -> None:
    """The usual arguments, the council's own template, the download, the copy."""
    template = Document()
    template.add_heading("Purpose of report", 1)
    template.save(str(tmp_path / "council.docx"))
    watch.page.goto(online_below + "case.html#fund-amhp-bia")
    watch.page.get_by_role("button", name="Add the usual arguments and tables").click()
    watch.page.get_by_label("Or your own Word template").set_input_files(tmp_path / "council.docx")
    with watch.page.expect_download() as found:
        watch.page.get_by_role("button", name="Download for Word", exact=True).click()

    assert found.value.path().read_bytes().startswith(b"PK") and watch.faults == []


def test_a_search_for_anything_near_goes_on(watch: Watch, online_below: str) -> None:
    """`x~99999` asks for all words that differ in so many letters; the page goes on and finds the next thing."""
    watch.page.goto(online_below + "index.html")
    field = watch.page.locator(".md-search__input")
    field.click()
    for words in ("x~99999", "retention~9", "~" * 500, "x^99999", "[" * 5000, "retention"):
        field.fill(words)
        assert watch.page.evaluate("1 + 1") == 2
    watch.page.locator(".app-search__results a").first.wait_for()

    assert watch.faults == []


def test_the_page_that_was_not_found_works_wherever_the_site_stands(
    watch: Watch, watch_at_top: Watch, online_below: str, online: str
) -> None:
    """Search asks this host for its words, and finds something; what else is on the page can be used."""
    for watched, start in ((watch, online_below), (watch_at_top, online)):
        watched.page.goto(start + "404.html")
        watched.page.locator(".md-search__input").click()
        watched.page.locator(".md-search__input").fill("retention")
        watched.page.locator(".app-search__results a").first.wait_for()
        watched.page.evaluate(USE_ALL)
        watched.settled.wait()
        assert watched.faults == [], start


INJECTED = [  # what somebody slips in, and what the browser refuses of it
    ("<script>window.owned = 1</script>", "script-src-elem inline"),
    ("<script type=module>window.owned = 1</script>", "script-src-elem inline"),
    ("<img src=x.png onerror='window.owned = 1'>", "script-src-attr inline"),
    ("<svg onload='window.owned = 1'></svg>", "script-src-attr inline"),
    (
        "<script src='https://evil.example/x.js'></script>",
        "script-src-elem https://evil.example/x.js",
    ),
    ("<script src='data:text/javascript,window.owned=1'></script>", "script-src-elem data"),
    ("<iframe srcdoc='<script>parent.owned = 1</script>'></iframe>", "script-src-elem inline"),
    ("<iframe src='data:text/html,<script>parent.owned=1</script>'></iframe>", "frame-src"),
    ("<object data='data:text/html,<script>parent.owned=1</script>'></object>", "object-src data"),
    ("<base href='https://evil.example/'>", "base-uri https://evil.example/"),
    ("<img src='https://evil.example/x.gif'>", "img-src https://evil.example/x.gif"),
    (
        "<link rel=stylesheet href='https://evil.example/x.css'>",
        "style-src-elem https://evil.example/x.css",
    ),
    ("<style>main{display:none}</style>", "style-src-elem inline"),
    ("<p style='position:fixed'>x</p>", "style-src-attr inline"),
    (
        "<link rel=preload as=font href='https://evil.example/x.woff2' crossorigin>",
        "font-src https://evil.example/x.woff2",
    ),
    (
        "<video src='https://evil.example/x.mp4' autoplay></video>",
        "media-src https://evil.example/x.mp4",
    ),
    ("<form action='https://evil.example/' id=f></form>", "form-action https://evil.example/?"),
]


def test_what_somebody_slips_into_a_page_does_not_run(watch: Watch, online_below: str) -> None:
    """Whoever had found a way past all checks: the browser refuses each of it, and the page goes on working."""

    def slip_in(route: Route) -> None:
        answer = route.fetch()
        slipped = "".join(words for words, _ in INJECTED) + "<article"
        route.fulfill(response=answer, body=answer.text().replace("<article", slipped, 1))

    watch.page.route("**/about.html", slip_in)
    watch.page.goto(online_below + "about.html")
    watch.page.evaluate("document.querySelector('#f').submit()")
    watch.settled.wait()

    refused = [f.removeprefix("policy:").strip() for f in watch.faults if f.startswith("policy:")]
    assert sorted(refused) == sorted(refusal for _, refusal in INJECTED), watch.faults
    assert not any("asks another host" in fault for fault in watch.faults), watch.faults
    assert watch.page.evaluate(
        "[window.owned, document.baseURI.startsWith('http://127.0.0.1'), getComputedStyle(document.querySelector('main')).display]"
    ) == [None, True, "block"]


def test_a_script_cannot_be_made_of_words(watch: Watch, online_below: str) -> None:
    """Neither by eval nor by a function made of a text; a link that runs does nothing when it is pressed."""
    watch.page.goto(online_below + "about.html")
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
