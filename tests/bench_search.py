"""How well and how fast the search answers, beside two others on the same pages, in one run.

Usage: make bench-search; python tests/bench_search.py answers (or speed) for one part of it

Questions: each of tests/search-questions.yml is typed into the box in Chromium: ours, the theme's own (the same project
built without overrides/, with the theme's plugin), and Pagefind's index of the same pages. A question counts where one
of its places is among the first (hit@1), the first three (hit@3); MRR is the mean of 1/rank over the first ten.
Those that were kept back while the search was tuned are counted again on their own.
Speed: from a key to the picture of the results that the window can show, a hundred keys, with the processor slowed four
times, and the processor's time of a key; both also of a box that answers nothing, because a busy machine delays both.
With the examples that there are, and with a thousand more, whose words are drawn from the site's own as often as they
stand there; and the weight of the index.
"""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import material
import yaml
from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from macros import ROOT, prepare, reading, search  # noqa: E402  (the project is not installed)
from tests import bench, find_chromium  # noqa: E402

FIRST = 10  # results looked at
MANY = 1000  # examples added
KEYS = 100
WITH_SEARCH = """INHERIT: mkdocs.yml
plugins:
  - search
  - macros: {module_name: macros, on_undefined: strict, on_error_fail: false}
"""
SLOWED = 4
NOTHING = "zzqxzzqx"  # finds nothing anywhere: typed between questions, so that an answer is seen to be new
TYPED = "practice educator funding retention of staff supervision agency workers vacancy rate newly qualified turnover"
Answers = dict[
    str, int
]  # the rank of the first place that answers, by question; 0 where there is none


class Times(NamedTuple):
    """Milliseconds of each key: until what it changes is drawn, and of the processor."""

    drawn: list[float]
    spent: list[float]


# ---- the three sites --------------------------------------------------------------------------------------------------


def build_ours(folder: Path) -> None:
    """The site as it is published, below `folder`."""
    _mkdocs(ROOT, ["--site-dir", str(folder)])


def build_theme(folder: Path, work: Path) -> None:
    """The same pages with the theme's own templates, box and search, and the site's words and lists."""
    left = shutil.ignore_patterns(".*", "node_modules", "site", "tests", "overrides")
    shutil.copytree(ROOT, work, ignore=left)
    for name in ("assets", "partials/languages"):  # pages name our scripts, and dates are British
        shutil.copytree(ROOT / "overrides" / name, work / "overrides" / name)
    (work / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    (work / "theme.yml").write_text(WITH_SEARCH, encoding="utf-8")
    _mkdocs(work, ["--config-file", "theme.yml", "--site-dir", str(folder)])
    for name in ("javascripts", "stylesheets"):  # which our build leaves out
        source = Path(material.__path__[0]) / "templates/assets" / name
        shutil.copytree(source, folder / "assets" / name, dirs_exist_ok=True)


def index_by_pagefind(folder: Path) -> None:
    """Pagefind's index beside the pages of ours, of what stands in their article."""
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(folder),
        "--root-selector",
        "article",
    ]
    _run(command, ROOT)


def _mkdocs(root: Path, more: list[str]) -> None:
    _run([sys.executable, "-m", "mkdocs", "build", *more], root)


def _run(command: list[str], root: Path, given: str | None = None) -> str:
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, input=given, capture_output=True, text=True, env=quiet)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder over http, ending in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


# ---- asking -----------------------------------------------------------------------------------------------------------


def ask_ours(page: Page, question: str) -> list[list[str]]:
    """The addresses of each result of our box, best first."""
    page.locator(".md-search__input").fill(question)
    page.locator(f"site-search[data-answered={json.dumps(question, ensure_ascii=False)}]").wait_for(
        state="attached"
    )
    links = page.locator(".app-search__results a").evaluate_all("all => all.map(a => a.href)")
    return [[link] for link in links[:FIRST]]


RESULTS = """all => all.slice(0, 10).map(
    item => [...item.querySelectorAll("a")].filter(a => !a.closest("details:not([open]) > :not(summary)")).map(a => a.href))"""


def ask_theme(page: Page, question: str) -> list[list[str]]:
    """The same of the theme's box: of each result what is seen without opening it."""
    box, said = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    box.fill(NOTHING)
    box.press("End")  # the theme listens to keys
    said.filter(has_text="No matching").wait_for(state="attached")
    box.fill(question)
    box.press("End")
    try:
        said.filter(has_not_text="No matching").wait_for(state="attached", timeout=8000)
    except TooLate:
        return []
    found: list[list[str]] = page.locator(".md-search-result__item").evaluate_all(RESULTS)
    return found


PAGEFIND = """async question => {
    const pagefind = await import(new URL("pagefind/pagefind.js", document.baseURI));
    const {results} = await pagefind.search(question);
    const data = await Promise.all(results.slice(0, 10).map(result => result.data()));
    const shown = page => [...page.sub_results].slice(0, 3).map(part => new URL(part.url, document.baseURI).href);
    return data.map(page => [new URL(page.url, document.baseURI).href, ...shown(page)]);
}"""


def ask_pagefind(page: Page, question: str) -> list[list[str]]:
    """The same of Pagefind, as its own box would show it: each page with its first three sections."""
    found: list[list[str]] = page.evaluate(PAGEFIND, question)
    return found


def rank(found: list[list[str]], places: list[str], base: str) -> int:
    """The rank of the first result that holds one of the places; 0 where none does."""
    for n, links in enumerate(found, 1):
        if any(answers(link.removeprefix(base), place) for link in links for place in places):
            return n
    return 0


def answers(link: str, place: str) -> bool:
    """Whether an address is a place: an exact one, one with *, or anywhere on a page.

    >>> answers("money/index.html#hour", "money/index.html"), answers("a.html", "a.html#b")
    (True, False)
    """
    pattern = re.escape(place).replace(r"\*", ".*")
    on_page = link if "#" in place else link.split("#")[0]
    return bool(re.fullmatch(pattern, link) or re.fullmatch(pattern, on_page))


def questions() -> dict[str, list[dict]]:
    """The questions of each sort, with the places that answer: [{"q", "at"}]."""
    text = (ROOT / "tests/search-questions.yml").read_text(encoding="utf-8")
    sorts: dict[str, list[dict]] = yaml.safe_load(text)
    return sorts


def ask_all(
    browser: Browser, folder: Path, ask: Callable[[Page, str], list[list[str]]], opens: bool
) -> Answers:
    """The rank of the answer to each question."""
    with served(folder) as base:
        page = browser.new_page()
        page.goto(base + "index.html")
        if opens:
            page.keyboard.press("/")
        ranks = {
            one["q"]: rank(ask(page, one["q"]), one["at"], base)
            for one in itertools.chain.from_iterable(questions().values())
        }
        page.close()
    return ranks


# ---- speed and weight -------------------------------------------------------------------------------------------------

# From a key to the picture: after the frame that follows it.
WATCH = """() => {
    window.drawn = [];
    addEventListener("keydown", event => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.drawn.push(performance.now() - event.timeStamp);
        channel.port2.postMessage("");
    }), true);
}"""


def key_times(browser: Browser, folder: Path, answered: bool = True) -> Times:
    """Milliseconds of each of a hundred keys: until results are drawn, and of the processor, tasks of the page alone.

    Without `answered` the index never comes: what the browser needs for a key that asks nothing.
    """
    with served(folder) as base:
        page = browser.new_page()
        held: list[Route] = []
        if not answered:
            page.route("**/search-index.js", lambda route: held.append(route))
        page.goto(base + "index.html")
        page.keyboard.press("/")
        page.keyboard.type("a")
        if answered:
            page.locator("site-search[data-answered=a]").wait_for(state="attached", timeout=60_000)
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        slow.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.locator(".md-search__input").fill("")
        page.evaluate(WATCH)
        spent = [_processor(slow)]
        for n, key in enumerate((TYPED * 2)[:KEYS], 1):
            page.keyboard.press("Space" if key == " " else key)
            page.wait_for_function("n => window.drawn.length >= n", arg=n)
            spent.append(_processor(slow))
        drawn: list[float] = page.evaluate("window.drawn")
        for route in held:
            route.abort()
        page.close()
    return Times(drawn[:KEYS], [after - before for before, after in itertools.pairwise(spent)])


def _processor(session: CDPSession) -> float:
    """Milliseconds of processor time that the page's tasks have taken."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(1000 * one["value"] for one in metrics if one["name"] == "TaskDuration")


def index_with_examples(count: int, folder: Path) -> str:
    """The index of a project with so many examples more."""
    left = shutil.ignore_patterns(".*", "node_modules", "site", "tests", "build")
    shutil.copytree(ROOT, folder, ignore=left)
    things = search.documents(reading.load(ROOT))
    vocabulary = [word for thing in things for word in re.findall(r"[\\w’'-]+", thing["text"])]
    bench.WORDS[:] = vocabulary
    for name, text in list(bench.contributed(count).items())[1:]:
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    site = reading.load(folder)
    made_of = {"things": search.documents(site), "others": search.other_words(site)}
    script = str(ROOT / "web/search/make-index.mjs")
    return _run([prepare.node(ROOT), script], ROOT, json.dumps(made_of))


# ---- the report -------------------------------------------------------------------------------------------------------


def report_answers(answered: dict[str, Answers]) -> None:
    """Print how well each search answers, and every question that ours answers worse than the theme's."""
    kept_back = {one["q"] for one in questions()["kept_back"]}
    print(f"\n{'':>20} {'questions':>9} {'hit@1':>7} {'hit@3':>7} {'MRR':>7} {'v theme':>8}")
    for name, ranks in answered.items():
        _report_ranks(name, ranks, answered["theme"])
    for name, ranks in answered.items():
        _report_ranks(
            f"{name}, kept back", _among(ranks, kept_back), _among(answered["theme"], kept_back)
        )
    for question, ours in answered["ours"].items():
        theme = answered["theme"][question]
        if theme and (not ours or ours > theme):
            print(f"worse than the theme’s: {question!r}: rank {ours or 'none'} against {theme}")
    for question, ours in answered["ours"].items():
        if not ours or ours > 3:
            print(f"not among the first three: {question!r}: rank {ours or 'none'}")


def _report_ranks(name: str, ranks: Answers, of_theme: Answers) -> None:
    first, three, mrr = _share(ranks, 1), _share(ranks, 3), _mrr(ranks)
    ratio = mrr / _mrr(of_theme)
    print(f"{name:>20} {len(ranks):>9} {first:>7.1%} {three:>7.1%} {mrr:>7.3f} {ratio:>8.2f}")


def _among(ranks: Answers, asked: set[str]) -> Answers:
    return {question: rank for question, rank in ranks.items() if question in asked}


def _share(ranks: Answers, most: int) -> float:
    return sum(0 < one <= most for one in ranks.values()) / len(ranks)


def _mrr(ranks: Answers) -> float:
    return sum(1 / one for one in ranks.values() if one) / len(ranks)


def report_speed(nothing: Times, times: dict[int, Times], weights: dict[int, int]) -> None:
    """Print the times of a key and the weight of the index at both sizes, and how the weight grows."""
    print(
        f"\n{'':>20} {'drawn: median':>14} {'95th':>6} {'processor: median':>18} {'95th':>6} {'v none':>7}"
    )
    rows = {"a box without answer": nothing}
    rows |= {f"{size} examples added": taken for size, taken in times.items()}
    least = statistics.median(nothing.spent)
    for name, (drawn, spent) in rows.items():
        ratio = statistics.median(spent) / least
        print(
            f"{name:>20} {statistics.median(drawn):>14.1f} {_late(drawn):>6.1f}"
            f" {statistics.median(spent):>18.1f} {_late(spent):>6.1f} {ratio:>7.2f}"
        )
    each = (weights[MANY] - weights[0]) / MANY / 1000
    print(
        f"Milliseconds of {KEYS} keys, processor slowed {SLOWED} times; load {os.getloadavg()[0]:.1f}."
    )
    print(
        f"Index, gzip: {weights[0] / 1000:.0f} kB, {weights[MANY] / 1000:.0f} kB with {MANY} examples added:"
        f" {each:.2f} kB for each."
    )


def _late(times: list[float]) -> float:
    """The 95th of a hundred."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def compare_answers(browser: Browser, work: Path) -> None:
    """Ask ours, the theme's and Pagefind."""
    build_theme(work / "theme", work / "project")
    index_by_pagefind(work / "ours")
    report_answers(
        {
            "ours": ask_all(browser, work / "ours", ask_ours, True),
            "theme": ask_all(browser, work / "theme", ask_theme, True),
            "Pagefind": ask_all(browser, work / "ours", ask_pagefind, False),
        }
    )


def compare_speed(browser: Browser, work: Path) -> None:
    """Time the keys and weigh the index, as it is and with a thousand examples more."""
    index = work / "ours/search-index.js"
    nothing = key_times(browser, work / "ours", answered=False)
    times = {0: key_times(browser, work / "ours")}
    weights = {0: len(gzip.compress(index.read_bytes()))}
    index.write_text(index_with_examples(MANY, work / "many"), encoding="utf-8")
    times[MANY] = key_times(browser, work / "ours")
    weights[MANY] = len(gzip.compress(index.read_bytes()))
    report_speed(nothing, times, weights)


def main(parts: list[str]) -> None:
    """Build, ask, time and report."""
    random.seed(7)
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        build_ours(work / "ours")
        browser = playwright.chromium.launch(
            executable_path=find_chromium.find(), args=["--disable-gpu", *as_root]
        )
        if "answers" in (parts or ["answers"]):
            compare_answers(browser, work)
        if "speed" in (parts or ["speed"]):
            compare_speed(browser, work)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
