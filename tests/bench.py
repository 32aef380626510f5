"""Speed and weight, as ratios in one run, so that they mean the same on any machine.

Usage: make bench            10, 100 and 1,000 pages and 1,000 examples, five rounds each in turn
       make bench PAGES=100  one size only

Build: our macros against the same pages with everything already written out. Both sides hold the same words,
citations, figures and lists; only one of them runs macros, so the ratio is the price of the macros. It is given in
seconds of the processor, which other work on the machine changes least. This site is built in three states: for the
first time, after a change of one page, and with nothing changed (`python tests/bench.py site` for this alone).
Serving: from a change of one word until a reader gets the page with it, against a whole build in the same minutes.
Councils: from choosing one to its charts being drawn (`python tests/bench.py councils` for this alone).
List: the page that lists all examples, opened and filtered in Chromium, with many examples against our own few.
First visit: what a browser asks for, against the theme as it comes. Lengths: see bench_pages.py.
"""

from __future__ import annotations

import functools
import gzip
import json
import os
import random
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, CDPSession, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from macros import ROOT, building, examples, prepare, reading  # noqa: E402  (the project is not installed)
from macros.site import Here, is_example, is_snippet  # noqa: E402
from tests import bench_case, bench_old_papers, bench_pages, find_chromium  # noqa: E402

ROUNDS = 5
WORDS = "learning practice social worker team council budget evidence review standard service quality support manager course".split()
FACTS = ("statistics", "changes", "glossary", "measures")  # what pages made of words may print
DOCS = "docs_dir: !ENV [DOCS_DIR, docs]"
# Python keeps what it compiled, as it does for people: else each of our builds would compile all of our code.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
} | {"NO_MKDOCS_2_WARNING": "1"}
PLAIN = """site_name: Bench
nav: [index.md]
use_directory_urls: false
theme: {name: material, font: false}
plugins:
%s
markdown_extensions: [attr_list, md_in_html, tables, toc]
validation: {nav: {omitted_files: ignore}}
"""


def guidance(pages: int) -> dict[str, str]:
    """`pages` pages of about 450 words, six citations and two figures each, by their path below docs/."""
    site = reading.load(ROOT)
    keys, figures = sorted(site.library), sorted(site.statistics)
    texts = {}
    for number in range(pages):
        cites, stats = random.sample(keys, 6), random.sample(figures, 2)
        paragraphs = []
        for n in range(6):
            figure = f' {{{{ stat("{stats[n // 3]}") }}}}' if n % 3 == 0 else ""
            paragraphs.append(f'{words(72)}{figure} {{{{ cite("{cites[n]}") }}}}.')
        body = "\n\n".join(paragraphs)
        texts[f"part-{number % 3}/page-{number}.md"] = (
            f"---\ntitle: Page {number}\n---\n\n# Page {number}\n\n{body}\n\n{{{{ references() }}}}\n"
        )
    return texts


def contributed(count: int) -> dict[str, str]:
    """`count` examples of about 300 words as people send them, and the page that lists them."""
    keys = sorted(reading.load(ROOT).library)
    texts = {"examples/index.md": "---\ntitle: Examples\n---\n\n# Examples\n\n{{ examples() }}\n"}
    for number in range(count):
        themes = ", ".join(random.sample(examples.THEMES, 3))
        fields = (
            f'title: "Example {number}: {words(6)}"\norganisation: "{words(4)}"\nkind: {random.choice(examples.KINDS)}\nregion: {random.choice(examples.REGIONS)}\nperiod: "2024 to 2025"\n'
            f"themes: [{themes}]\nsources: [{', '.join(random.sample(keys, 2))}]\nadded: 2026-01-{1 + number % 28:02}\npermission: yes"
        )
        body = "\n\n".join(
            f"## {heading}\n\n{words(50)}.\n\n- {words(10)}\n- {words(10)}"
            for heading in examples.PARTS
        )
        texts[f"examples/example-{number}.md"] = f"---\n{fields}\n---\n\n{body}\n"
    return texts


def words(count: int) -> str:
    """So many words that mean nothing, hardly any twice in a row, which the check would say of each."""
    said: list[str] = []
    while len(said) < count:
        said += random.sample(WORDS, len(WORDS))
    return " ".join(said[:count])


def write_project(root: Path, texts: dict[str, str], how: str) -> None:
    """Write a project of those pages: "ours" with macros, "plain" and "idle" with what they would print.

    "idle" has the plugin too, which finds nothing to do: what is left is the price of our own code.
    """
    for name in ("references.bib", "data", "macros"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    for file in root.glob("data/*.yml"):
        if file.stem not in FACTS:
            file.write_text("[]\n", encoding="utf-8")  # names pages that are not here
    texts = {"index.md": "---\ntitle: Home\n---\n\n# Home\n", **texts}
    for name, text in texts.items():
        file = root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    plugins = {
        "plain": "  - search",
        "idle": "  - search\n  - macros",
        "ours": "  - macros: {module_name: macros, on_undefined: strict}",
    }[how]
    (root / "mkdocs.yml").write_text(
        PLAIN % plugins + "not_in_nav: |\n  part-*/*.md\n  examples/*.md\n", encoding="utf-8"
    )
    if how == "ours":  # with our own search, as the others have the theme's
        shutil.copytree(ROOT / "web", root / "web")
        (root / "node_modules").symlink_to(ROOT / "node_modules")
        return
    (root / "macros").rename(root / "unused")
    site = reading.load(root)
    for name in texts:
        here = Here(site, name)
        body = (
            examples.page(here, Path(name).stem)
            if is_example(name)
            else site.render(site.pages[name], here)
        )
        (root / "docs" / name).write_text(
            f"---\ntitle: {Path(name).stem}\n---\n\n{body}", encoding="utf-8"
        )


def build(root: Path) -> float:
    """Seconds of the processor for one build in a process of its own."""
    shutil.rmtree(root / "site", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=root,
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_site(root: Path, how: str) -> None:
    """Write the real site as `write_project` writes its pages."""
    left = (".*", "node_modules", "site", "build", "tests", "web", "docs")
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*left), dirs_exist_ok=True)
    for name in ("build/names.json", "build/licences.json"):
        (root / "build").mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    if how == "ours":
        shutil.copytree(ROOT / "docs", root / "docs")
        shutil.copytree(ROOT / "web", root / "web")
        shutil.copytree(ROOT / ".cache", root / ".cache")
        (root / "node_modules").symlink_to(ROOT / "node_modules")  # for the index of the search
        return
    site = reading.load(ROOT)
    shutil.copytree(prepare.prepare(site), root / "docs")
    for path, page in site.pages.items():
        if not is_snippet(path):
            body = site.render(page, Here(site, path))
            front = (root / "docs" / path).read_text(encoding="utf-8").removesuffix(page.body)
            (root / "docs" / path).write_text(front + body, encoding="utf-8")
    (root / "macros").rename(root / "unused")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8").replace(DOCS, "docs_dir: docs")
    # The theme's own search stands for ours, whose index is part of our build.
    plugin = "plugins:\n  - search\n"
    if how == "idle":
        plugin += "  - macros: {render_by_default: false}\n"
    config = re.sub(r"(?ms)^plugins:.*?(?=^\S)", plugin, config)
    policy_of = f"extra:\n  policy: {json.dumps(building.CONTENT_SECURITY_POLICY)}"
    (root / "mkdocs.yml").write_text(config.replace("extra:", policy_of, 1), encoding="utf-8")


HEADING = f"{'build':>28} {'plain s':>9} {'idle s':>9} {'ours s':>9} {'v plain':>8} {'v idle':>8} {'ms/page':>8}"

# What a build finds: nothing that was kept but what pandoc and Node.js made; all but one page as it was; all as it was.
STATES = ("first build", "one page changed", "nothing changed")


def make_state(root: Path, state: str, page: Path) -> None:
    """Bring a project into the state from which it is to be built."""
    if state == "first build":
        for name in ("checked.json", "prepared.json", "known-good.txt"):
            (root / ".cache" / name).unlink(missing_ok=True)
        for name in (".cache/templates", "build/docs"):
            shutil.rmtree(root / name, ignore_errors=True)
    elif state == "one page changed":
        with (root / page).open("a", encoding="utf-8") as file:
            file.write("\nOne more sentence.\n")


def compare(name: str, texts: dict[str, str], states: tuple[str, ...] = STATES[:1]) -> None:
    """Print the seconds of the three builds, two ratios and the time a page, in each state."""
    with tempfile.TemporaryDirectory() as folder:
        roots = [Path(folder, how) for how in ("plain", "idle", "ours")]
        for root in roots:
            root.mkdir()
            if texts:
                write_project(root, texts, root.name)
            else:
                write_site(root, root.name)
        pages = len(texts) or len(list(Path(folder, "plain/docs").rglob("*.md")))
        changed = Path("docs", next(iter(texts), "guidance/impact.md"))
        for state in states:
            rounds = []
            for _ in range(ROUNDS):  # in turn, so that the machine's moods fall on all
                for root in roots:
                    make_state(root, state, changed)
                rounds.append([build(root) for root in roots])
            report(f"{name}, {state}", pages, rounds)


def report(name: str, pages: int, rounds: list[list[float]]) -> None:
    """Print one line of the table of builds, of the least that each took: whatever else a machine does only adds to it."""
    plain, idle, ours = map(min, zip(*rounds, strict=True))
    print(
        f"{name:>28} {plain:>9.2f} {idle:>9.2f} {ours:>9.2f} {ours / plain:>8.2f} {ours / idle:>8.2f} {1000 * ours / pages:>8.1f}",
        flush=True,
    )


def used(process: int) -> float:
    """Seconds of the processor that a process has used so far, or nothing where the system does not say."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def serving() -> None:
    """Print the seconds from a change of one word until the page has it, and that of a whole build."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        root = Path(folder, "ours")
        write_site(root, "ours")
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        command = [sys.executable, "-m", "macros", "serve"]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(
            command, cwd=root, env={**ENVIRONMENT, "ADDRESS": address}, stdout=quiet, stderr=quiet
        )
        page = root / "docs/guidance/impact.md"
        text = page.read_text(encoding="utf-8")

        def until(words: str) -> float:
            started = time.perf_counter()
            while True:
                try:
                    with urlopen(f"http://{address}/guidance/impact.html", timeout=60) as answer:
                        if words in answer.read().decode("utf-8"):
                            return time.perf_counter() - started
                except (URLError, ConnectionError):
                    pass
                time.sleep(0.02)

        until("</article>")
        times, worked = [], []
        for n in range(5):
            time.sleep(8)  # the second pass is done
            before = used(server.pid)
            page.write_text(f"{text}\nWord{n}word.\n", encoding="utf-8")
            times.append(until(f"Word{n}word"))
            worked.append(used(server.pid) - before)
        server.terminate()
        server.wait()
        page.write_text(text, encoding="utf-8")
        started = time.perf_counter()
        build(root)
        whole = time.perf_counter() - started
    shown = statistics.median(times)
    print(
        f"\nserving: a word shows in {shown:.2f} s, {shown / whole:.2f} of a whole build ({whole:.1f} s); "
        f"the processor worked {statistics.median(worked):.2f} s of it"
    )


def first_visit() -> None:
    """Print requests and compressed weight of a first visit to a reading page, and to one of the theme alone."""
    print(f"\n{'first visit':>30} {'requests':>9} {'kB gzip':>9}")
    with tempfile.TemporaryDirectory() as folder, bench_pages.chromium() as browser:
        bare = Path(folder)
        write_project(bare, guidance(1), "plain")
        build(bare)
        for root, path in (
            (bare / "site", "part-0/page-0.html"),
            (ROOT / "site", "guidance/impact.html"),
            (ROOT / "site", "index.html"),
        ):
            with served(root) as address:
                count, weight = bench_pages.weigh(address + path, browser)
            print(
                f"{'the theme' if root != ROOT / 'site' else path:>30} {count:>9} {weight:>9.1f}",
                flush=True,
            )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder that is served."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        pass


FILTER = """() => {
    const list = document.querySelector("filter-list"), {theme, q} = list.querySelector("form").elements, times = [];
    for (let n = 0; n < 15; n += 1) {
        const started = performance.now();
        if (n % 3 === 2) q.value = n % 2 ? "budget" : "";
        else theme.selectedIndex = n % theme.options.length;
        list.querySelector("form").dispatchEvent(new Event("input", {bubbles: true}));
        list.offsetHeight; // the page is laid out again
        times.push(performance.now() - started);
    }
    return times;
}"""


def copy_site(root: Path) -> None:
    """All that a build of the site reads, in a folder of its own."""
    unread = shutil.ignore_patterns(".*", "node_modules", "site", "tests")
    shutil.copytree(ROOT, root, ignore=unread)
    (root / "node_modules").symlink_to(ROOT / "node_modules")


def lists(sizes: list[int]) -> None:
    """Print the weight of the list of examples, the time until it can be used and the time of a filter, for each size."""
    measured = []
    chromium = find_chromium.find()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--disable-gpu", *as_root]
        )
        for size in sizes:
            root = Path(folder, str(size))
            copy_site(root)
            for name, text in list(contributed(size).items())[
                1:
            ]:  # the list is the site's own page
                (root / "docs" / name).write_text(text, encoding="utf-8")
            build(root)
            raw = (root / "site/examples/index.html").read_bytes()
            opened, filtered = [], []
            for _ in range(ROUNDS):
                page = browser.new_page()
                page.goto((root / "site/examples/index.html").as_uri())
                opened.append(
                    page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
                )
                filtered += page.evaluate(FILTER)
                page.close()
            measured.append(
                (
                    size,
                    len(raw) / 1000,
                    len(gzip.compress(raw)) / 1000,
                    statistics.median(opened),
                    statistics.median(filtered),
                )
            )
        browser.close()
    print(
        f"\n{'examples added':>14} {'list kB':>9} {'gzip kB':>9} {'open ms':>8} {'ratio':>6} {'filter ms':>9} {'ratio':>6}"
    )
    for size, raw_kb, gzip_kb, open_ms, filter_ms in measured:
        print(
            f"{size:>14} {raw_kb:>9.0f} {gzip_kb:>9.0f} {open_ms:>8.0f} {open_ms / measured[0][3]:>6.1f} {filter_ms:>9.1f} {filter_ms / measured[0][4]:>6.1f}",
            flush=True,
        )


# From choosing a council to the frame in which the window is drawn, or in which all of it stands.
CHOOSE = """([anchor, whole]) => new Promise(done => {
    const element = document.querySelector("council-figures");
    const drawn = () => requestAnimationFrame(() => setTimeout(done));
    const showRest = element.constructor.prototype.showRest;
    element.draw = async () => []; // pictures for Word are made afterwards
    element.showRest = facts => { if (whole) { showRest.call(element, facts); drawn(); } };
    if (!whole) window.addEventListener("hashchange", drawn, {once: true});
    element.choose(element.figures.byAnchor(anchor));
})"""


def busy(devtools: CDPSession) -> float:
    """Seconds for which the page's own thread has worked so far."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def councils() -> None:
    """Print the weight of the councils' data, and the processor's time from choosing to drawn, four times over.

    Time of the page's own thread, not of a clock: other work on the machine does not count.
    """
    chromium = find_chromium.find()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder, "site")
        copy_site(root)
        build(root)
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--disable-gpu", *as_root]
        )
        address = (root / "site/council.html").as_uri()
        rounds = [_chosen(browser, address, whole) for whole in (False, True) for _ in range(5)]
        browser.close()
        weight = len(gzip.compress((root / "site/council-data.js").read_bytes())) / 1000
    print(f"\ncouncils: {weight:.1f} kB of data (gzip); ms of a processor slowed four times")
    for name, found in (("the window", rounds[:5]), ("all of it", rounds[5:])):
        first, later = [one[0] for one in found], [ms for one in found for ms in one[1:]]
        print(
            f"{name} drawn: first choice {statistics.median(first):.0f}, at most {max(first):.0f}; later {statistics.median(later):.0f}, at most {max(later):.0f}",
            flush=True,
        )


def _chosen(browser: Browser, address: str, whole: bool) -> list[float]:
    """Milliseconds of five choices on a page that was just loaded."""
    page = browser.new_page()
    page.goto(address)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    anchors = page.evaluate(
        "document.querySelector('council-figures').figures.councils.map(one => one.anchor)"
    )
    page.evaluate("() => new Promise(done => requestIdleCallback(done, {timeout: 1000}))")
    taken = []
    for anchor in random.sample(anchors, 5):
        before = busy(devtools)
        page.evaluate(CHOOSE, [anchor, whole])
        taken.append(4000 * (busy(devtools) - before))
    page.close()
    return taken


def main() -> None:
    """Run all comparisons, or one size; `councils` alone where that is the argument."""
    if sys.argv[1:] == ["councils"]:
        return councils()
    if sys.argv[1:] == ["site"]:
        print(HEADING)
        compare("this site", {}, STATES)
        return serving()
    random.seed(7)
    sizes = [int(os.environ["PAGES"])] if os.environ.get("PAGES") else [10, 100, 1000]
    print(HEADING)
    for size in sizes:
        compare(f"{size} pages", guidance(size))
    compare(f"{sizes[-1]} examples", contributed(sizes[-1]))
    compare("this site", {}, STATES)
    serving()
    first_visit()
    lists([0, sizes[-1]])
    bench_pages.run()
    bench_old_papers.run()
    bench_case.run()
    councils()


if __name__ == "__main__":
    main()
