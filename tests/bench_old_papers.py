"""How well, how fast and at what weight old papers are read: printed by `make bench`.

Quality: three papers and other sentences in which everything that must be found is marked (tests/old_papers/).
Speed: a Word file of twenty pages on the built page, in Chromium with the processor slowed four times.
Weight: what the page loads of its own, compressed, without the reader of PDF.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import statistics
import subprocess
from pathlib import Path
from typing import Any

import docx
from playwright.sync_api import sync_playwright

from macros import ROOT, finds, prepare, reading
from tests import find_chromium

PAPERS = ROOT / "tests/old_papers"
PAGES, WORDS_A_PAGE = 20, 450
ROUNDS = 5
SLOWED = 4
TIMED = """() => new Promise((resolve) => {
    const status = document.querySelector("old-paper [role=status]"), started = performance.now();
    new MutationObserver(() => /to look at/.test(status.textContent) && resolve(performance.now() - started))
        .observe(status, {childList: true, characterData: true, subtree: true});
    document.querySelector("old-paper input[type=file]").dispatchEvent(new Event("change"));
})"""


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
    """Milliseconds from the choice of a file of twenty pages to the list, as the median of the rounds."""
    with sync_playwright() as playwright:
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=find_chromium.find(), args=["--disable-gpu", *as_root]
        )
        page = browser.new_page()
        page.goto((site / "old-paper.html").as_uri())
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        paper = {
            "name": "old.docx",
            "mimeType": "application/octet-stream",
            "buffer": long_paper(),
        }
        times = []
        for _ in range(ROUNDS + 1):
            page.evaluate(
                "document.querySelector('old-paper [role=status]').textContent = ''"
            )  # the first round loads the scripts
            page.evaluate(
                "document.querySelector('old-paper input').addEventListener('change', (event) => event.stopImmediatePropagation(), {once: true, capture: true})"
            )
            page.set_input_files("old-paper input[type=file]", paper)
            times.append(page.evaluate(TIMED))
        browser.close()
    return statistics.median(times[1:])


def run(site: Path = ROOT / "site") -> None:
    """Print quality, speed and weight."""
    print(f"\n{'old papers':>14} {'precision':>9} {'recall':>9} {'marks':>9}")
    for name, found in quality().items():
        print(
            f"{name:>14} {found['precision']:>9.2f} {found['recall']:>9.2f} {found['marks']:>9}",
            flush=True,
        )
    if (site / "old-paper.html").is_file():
        print(f"{PAGES} pages in {speed(site):.0f} ms with the processor slowed {SLOWED} times")
        print(f"script and rules {weight(site) / 1000:.1f} kB compressed", flush=True)


if __name__ == "__main__":
    run()
