"""The site in a real browser: served under a sub-path, opened from a folder, and examined by axe-core."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Request

from tests import built, find_chromium

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast"]  # all that dark colours change
# What may differ on a small screen: size and distance of targets, what scrolls, names of what shows only there.
SMALL = [
    "target-size",
    "scrollable-region-focusable",
    "color-contrast",
    "link-in-text-block",
    "label",
    "button-name",
    "link-name",
    "aria-hidden-focus",
]
STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"  # a colour half-way is no colour to judge
UNDER = "/pq/"  # not the top of the host, because a council may publish it anywhere

# The browser is kept from talking to its maker: a test that counts requests must see only the site's. And whatever a
# page asks of another host is heard of, and comes to nothing.
QUIET = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the site below a path, and nothing else, without a line for each request."""

    under = "/"
    protocol_version = "HTTP/1.1"
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".md": "text/markdown; charset=utf-8",
    }

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.under):
            return os.path.join(self.directory, "no such file")
        return super().translate_path("/" + path[len(self.under) :])

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Below(_Quiet):
    under = UNDER


@contextmanager
def _served(folder: Path, handler: type[_Quiet]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{handler.under}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site(site_dir: Path) -> Iterator[str]:
    """The address of the built site over http, below a sub-path, ending in a slash."""
    with _served(site_dir, _Below) as address:
        yield address


@pytest.fixture(scope="session")
def site_at_top(site_dir: Path) -> Iterator[str]:
    """The same at the top of a host."""
    with _served(site_dir, _Quiet) as address:
        yield address


@pytest.fixture(scope="session")
def online_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it is published: with an address, a repository and a contact of its own."""
    return built.published(tmp_path_factory, built.AT_TOP)


@pytest.fixture(scope="session")
def online(online_dir: Path) -> Iterator[str]:
    """The address of the published site, at the top of a host."""
    with _served(online_dir, _Quiet) as address:
        yield address


@pytest.fixture(scope="session")
def online_below_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it is published below a path."""
    return built.published(tmp_path_factory, built.BELOW)


@pytest.fixture(scope="session")
def online_below(online_below_dir: Path) -> Iterator[str]:
    """The address of the site as it is published below a path."""
    with _served(online_below_dir, _Below) as address:
        yield address


@pytest.fixture(scope="session")
def site_file(site_dir: Path) -> str:
    """The address of the built site as a folder on this computer, ending in a slash."""
    return site_dir.as_uri() + "/"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Start the browser that find_chromium chose."""
    path = find_chromium.find()
    if path is None:
        pytest.exit(find_chromium.MISSING, returncode=1)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [*QUIET, *(["--no-sandbox"] if as_root else [])],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """A British reader at an ordinary laptop."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": {"width": 1280, "height": 900},
    }


class Kept:
    """One page for many tests, put back between them, because a browser of its own costs each test more than its load.

    What could not be put back for certain is refused here: a listener, a script for every page to come, another clock,
    a permission. A test that needs one is marked `own_page`, and so is one that gives the page another script for ours:
    a browser keeps scripts. After a test that failed there is a new page.
    """

    def __init__(self, browser: Browser, settings: dict) -> None:
        self.browser, self.settings = browser, settings
        self.page: Page | None = None
        self.origins: set[str] = set()

    def open(self) -> Page:
        """The page as new."""
        if self.page is None:
            self.page = self.browser.new_context(**self.settings).new_page()
            self.page.on("framenavigated", lambda frame: self.origins.add(origin(frame.url)))
            self.storage = self.page.context.new_cdp_session(self.page)
            _refuse(self.page, "on once add_init_script expose_function expose_binding")
            _refuse(
                self.page.context, "on once add_init_script route grant_permissions set_offline"
            )
            _refuse(self.page.clock, "install set_fixed_time set_system_time pause_at")
        return self.page

    def put_back(self) -> None:
        """Nothing stays of a test: no route, no size, no medium, no second tab, nothing stored."""
        page = self.open()
        for other in page.context.pages[1:]:
            other.close()
        page.unroute_all(behavior="ignoreErrors")
        page.evaluate(WRITE_NO_MORE)  # or what a page keeps as it is left comes after the emptying
        page.goto("about:blank")
        for visited in self.origins - {"null"}:
            self.storage.send(
                "Storage.clearDataForOrigin", {"origin": visited, "storageTypes": "all"}
            )
        self.origins.clear()
        page.emulate_media(
            media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
        )
        if page.viewport_size != self.settings["viewport"]:
            page.set_viewport_size(self.settings["viewport"])

    def close(self) -> None:
        """A new page for the next test."""
        if self.page:
            self.page.context.close()
        self.page = None


def origin(address: str) -> str:
    """Whose storage a page of this address has."""
    parts = urlsplit(address)
    return {"file": "file://", "about": "null"}.get(
        parts.scheme, f"{parts.scheme}://{parts.netloc}"
    )


WRITE_NO_MORE = "() => { Storage.prototype.setItem = () => {} }"


def _refuse(thing: object, names: str) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("This would stay beyond the test: mark it own_page.")

    for name in names.split():
        setattr(thing, name, refused)


def _for_one_test(kept: Kept, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield kept.open()
    called = getattr(request.node, "rep_call", None)
    if called is None or called.failed:
        kept.close()
        return
    try:
        kept.put_back()
    except Error:
        kept.close()
        raise


@pytest.fixture(scope="session")
def _kept(browser: Browser, browser_context_args: dict) -> Iterator[Callable[..., Kept]]:
    pages: dict[str, Kept] = {}

    def kept(**settings: object) -> Kept:
        return pages.setdefault(repr(settings), Kept(browser, {**browser_context_args, **settings}))

    yield kept
    for one in pages.values():
        one.close()


@pytest.fixture
def page(_kept: Callable[..., Kept], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that other tests have had before and will have after; marked own_page, one in a browser of the test's own."""
    if request.node.get_closest_marker("own_page"):
        yield request.getfixturevalue("context").new_page()
    else:
        yield from _for_one_test(_kept(), request)


@pytest.fixture
def clipboard_page(_kept: Callable[..., Kept], request: pytest.FixtureRequest) -> Iterator[Page]:
    """The same, and it may read the clipboard."""
    yield from _for_one_test(_kept(permissions=["clipboard-read", "clipboard-write"]), request)


@pytest.fixture
def scriptless_page(_kept: Callable[..., Kept], request: pytest.FixtureRequest) -> Iterator[Page]:
    """The same, in a browser that runs no scripts."""
    yield from _for_one_test(_kept(java_script_enabled=False), request)


UNFOLD = "document.querySelectorAll('.md-content details:not(.app-menu)').forEach(fold => { fold.open = true })"
SHIFTED = """async () => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
  const shifts = await new Promise((done) => {
    const watch = new PerformanceObserver((list) => done(list.getEntries()))
    watch.observe({type: "layout-shift", buffered: true})
    setTimeout(() => done(watch.takeRecords()))
  })
  const moved = shifts.filter((one) => !one.hadRecentInput)
  const places = moved.flatMap((one) => one.sources).map(({node, previousRect, currentRect}) =>
    [node?.nodeName, node?.className, JSON.stringify(previousRect), JSON.stringify(currentRect)].join(" "))
  return [moved.reduce((sum, one) => sum + one.value, 0), places]
}"""


def shifted(page: Page, most: float) -> None:
    """Fail if what is on the page has moved by more than this, untouched, since it was opened."""
    sum_of_all, places = page.evaluate(SHIFTED)
    assert sum_of_all < most, places


TABLES_THAT_SCROLL = """() => [...document.querySelectorAll('.md-content :has(> table, > div > table)')]
  .filter(box => box.scrollWidth > box.clientWidth + 1)
  .map(box => `a table scrolls sideways: ${box.textContent.trim().slice(0, 40)}`)"""


def in_dark(page: Page) -> None:
    """Show the page in dark colours, at once."""
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")


class Settled:
    """Knows when a page has nothing left to do: what waits for a pause comes at once, and every request has its answer.

    To be made before the page is opened, because the page is given a clock that can be put forward.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.asked = page, 0
        self.open: set[Request] = set()
        page.clock.install()
        page.on("request", self._asks)
        page.on("requestfinished", lambda request: self.open.discard(request))
        page.on("requestfailed", lambda request: self.open.discard(request))

    def _asks(self, request: Request) -> None:
        self.asked += 1
        self.open.add(request)

    def wait(self) -> None:
        """Until a whole round of waiting timers and two frames passes in which nothing is asked for or open."""
        before = None
        for _ in range(MOST_ROUNDS):
            if not self.open and before == self.asked:
                return
            before = self.asked
            try:
                self.page.clock.fast_forward(LONGEST_PAUSE)
                self.page.evaluate(TWO_FRAMES)
            except Error:  # an old address has led on to the new one
                before = None
        pytest.fail(f"never done with {[request.url for request in self.open]}")


MOST_ROUNDS = 2_000
LONGEST_PAUSE = 5_000  # milliseconds of the page's own clock, which cost no time
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """`axe(page)` fails with what breaks WCAG 2.2 A or AA on the page as it now stands; `axe(page, fail=False)` returns it.

    `rules` are those that what has changed could break, such as COLOURS; `within` is where it changed.
    """
    if not AXE.is_file():
        pytest.exit(
            "node_modules/axe-core is missing: run make test, which installs it.", returncode=1
        )
    return examine


def examine(
    page: Page,
    where: str = "",
    fail: bool = True,
    rules: list[str] | None = None,
    within: str = "html",
) -> list[str]:
    """What axe-core finds, one readable line a place; by all rules of WCAG, or by some, named as axe names them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(
            AXE.read_text(encoding="utf-8")
        )  # not a <script>, which a strict content policy would refuse
    found = page.evaluate(
        "([within, only]) => axe.run(within, {runOnly: only, resultTypes: ['violations']})",
        [
            within,
            {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG},
        ],
    )["violations"]
    lines = [
        f"{where or page.url}: {violation['id']}: {' '.join(map(str, node['target']))}: {_reason(node)}"
        for violation in found
        for node in violation["nodes"]
    ]
    if lines and fail:
        pytest.fail(
            f"axe-core found {len(lines)} places that break WCAG 2.2 A or AA:\n"
            + "\n".join(lines[:40]),
            pytrace=False,
        )
    return lines


def _reason(node: dict) -> str:
    return re.sub(r"\s+", " ", node["failureSummary"].split("\n", 1)[-1]).strip()
