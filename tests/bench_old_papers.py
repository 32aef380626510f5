"""How well, how fast and at what weight old papers are read: printed by `make bench`.

Quality: three papers and other sentences in which everything that must be found is marked (tests/old_papers/).
Speed: a Word file of twenty pages on the built page in Chromium, its first rounds too, four times over.
Weight: what the page loads of its own, compressed, without the reader of PDF.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import statistics
import subprocess
from pathlib import Path
from typing import Any

import docx
from playwright.sync_api import CDPSession

from macros import ROOT, finds, prepare, reading
from tests import bench_pages

PAPERS = ROOT / "tests/old_papers"
PAGES, WORDS_A_PAGE = 20, 450
ROUNDS = 5
SLOWED = 4
TIMED = """() => new Promise((resolve) => {
    const status = document.querySelector("old-paper .app-old-paper__status");
    new MutationObserver(() => /to look at/.test(status.textContent) && requestAnimationFrame(() => setTimeout(resolve)))
        .observe(status, {childList: true, characterData: true, subtree: true});
    document.querySelector("old-paper input[type=file]").dispatchEvent(Object.assign(new Event("change"), {counted: true}));
})"""
# The choice of a file starts the page; the bench starts it itself, when it has begun to count.
HELD = """document.querySelector("old-paper").addEventListener("change", (event) => event.counted || event.stopPropagation(), {capture: true})"""


def quality() -> dict[str, dict[str, Any]]:
    """{"papers": {"precision", "recall", "hits", "marks", "missed", "wrong"}, "sentences": the same}."""
    site = reading.load(ROOT)
    told = finds.advice(site)
    given = {
        "rules": told["rules"],
        "newest": dict.fromkeys(finds.MEASURES, told["newest"]),
        "unchecked": list(site.records[finds.KIND.name]),
    }
    done = subprocess.run(
        [prepare.node(ROOT), str(PAPERS / "measure.mjs")],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def plain(marked: str) -> str:
    """A marked text as its paper has it."""
    return re.sub(r"\[\[([^\]|]+)\|[^\]]+\]\]", r"\1", marked)


def long_paper() -> bytes:
    """A Word file of twenty pages, made of the three papers over and over."""
    lines = [
        line
        for file in sorted(PAPERS.glob("paper-*.txt"))
        for line in plain(file.read_text(encoding="utf-8")).splitlines()
        if line.strip()
    ]
    document, words, n = docx.Document(), 0, 0
    while words < PAGES * WORDS_A_PAGE:
        line = lines[n % len(lines)]
        document.add_paragraph(line)
        words, n = words + len(line.split()), n + 1
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def weight(site: Path) -> int:
    """Bytes of the page's own script and its rules, compressed."""
    script = ROOT / "overrides" / json.loads((ROOT / "build/names.json").read_text())["old_paper"]
    return sum(len(gzip.compress(f.read_bytes())) for f in (script, site / "old-paper-data.js"))


def speed(site: Path) -> float:
    """Milliseconds from the choice of a file of twenty pages to the list, of a processor slowed four times.

    Time of the page's own thread, as a median: other work on the machine does not count.
    """
    paper = {"name": "old.docx", "mimeType": "application/octet-stream", "buffer": long_paper()}
    with bench_pages.chromium() as browser:
        page = browser.new_page()
        page.goto((site / "old-paper.html").as_uri())
        page.evaluate(HELD)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        times = []
        for _ in range(ROUNDS):
            page.set_input_files("old-paper input[type=file]", paper)
            before = _busy(devtools)
            page.evaluate(TIMED)
            times.append(_busy(devtools) - before)
    return 1000 * SLOWED * statistics.median(times)


def _busy(devtools: CDPSession) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def run(site: Path = ROOT / "site") -> None:
    """Print quality, speed and weight."""
    print(f"\n{'old papers':>14} {'precision':>9} {'recall':>9} {'marks':>9}")
    for name, found in quality().items():
        print(
            f"{name:>14} {found['precision']:>9.2f} {found['recall']:>9.2f} {found['marks']:>9}",
            flush=True,
        )
    if (site / "old-paper.html").is_file():
        print(f"{PAGES} pages in {speed(site):.0f} ms of a processor slowed {SLOWED} times")
        print(f"script and rules {weight(site) / 1000:.1f} kB compressed", flush=True)


if __name__ == "__main__":
    run()
