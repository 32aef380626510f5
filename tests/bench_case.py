"""A long case in the browser: the processor's time of each action, four times over, and the weight of the page.

Usage: python -m tests.bench_case    needs the built site; run from tests/bench.py too
"""

from __future__ import annotations

import gzip
import json
import statistics
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from tests import bench_pages

ROOT = Path(__file__).resolve().parent.parent
PARTS, WORDS = 200, 100  # of each part
MOST_MS, MOST_KB = 100, 60
SLOWED = 4

# Each action, as a reader's press would start it, until the page is laid out again.
ACTIONS = {
    "move": "document.querySelectorAll('.app-case__part')[100].querySelectorAll('.app-case__moves button')[1].click()",
    "fill a gap": "(() => { const i = document.querySelector('#case-figure-0'); i.value = String(Math.random()); i.dispatchEvent(new Event('change')); })()",
    "remove": "document.querySelectorAll('.app-case__part')[100].querySelectorAll('.app-case__moves button')[3].click()",
    "undo": "document.querySelector('[data-focus=Undo]').click()",
}
UNTIL_DRAWN = """new Promise(done => setTimeout(() => { document.querySelector('case-builder').offsetHeight;
    requestAnimationFrame(() => setTimeout(done)); }, 30))"""


def long_case() -> str:
    """A case of so many parts and words, as the browser keeps it."""
    sentence = "[a gap] " + "word " * (WORDS - 2)
    parts = [
        {
            "id": f"p{n}",
            "heading": f"h{1 + n % 6}",
            "kind": "text",
            "blocks": [{"kind": "paragraph", "content": [{"gap": "a gap"}, {"text": sentence}]}],
        }
        for n in range(1, PARTS + 1)
    ]
    headings = [{"id": f"h{n}", "text": f"Heading {n}", "level": 1} for n in range(1, 7)]
    state = {
        "format": "pq-case",
        "version": 1,
        "title": "Long",
        "outline": "five-case",
        "headings": headings,
        "parts": parts,
        "figures": {},
        "next": PARTS + 1,
    }
    return json.dumps({"rev": 1, "tab": "bench", "state": state})


def _busy(devtools: CDPSession) -> float:
    """Milliseconds for which the page's own thread has worked so far."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def times(page: Page) -> dict[str, tuple[float, float]]:
    """The middle and the longest of nine of each action, in milliseconds of a processor slowed four times."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    found = {}
    for name, action in ACTIONS.items():
        taken = []
        for _ in range(9):
            before = _busy(devtools)
            page.evaluate(f"() => {{ {action}; return {UNTIL_DRAWN}; }}")
            taken.append(SLOWED * (_busy(devtools) - before))
        found[name] = statistics.median(taken), max(taken)
    return found


def run() -> None:
    """Print the time of each action and the weight of the page, each beside its aim."""
    site = ROOT / "site"
    page_of = (site / "case.html").read_text(encoding="utf-8")
    script = next(f for f in (site / "assets").glob("case-????????.js") if f.name in page_of)
    weight = sum(len(gzip.compress(f.read_bytes())) for f in (script, site / "case-data.js")) / 1000
    with bench_pages.chromium() as browser:
        page = browser.new_page()
        page.add_init_script(
            f"if (!localStorage.getItem('pq-case')) localStorage.setItem('pq-case', {json.dumps(long_case())})"
        )
        page.goto((site / "case.html").as_uri())
        page.locator(".app-case__part").nth(PARTS - 1).wait_for()
        found = times(page)
    print(f"\ncase: page and data {weight:.1f} kB gzip (aim {MOST_KB})")
    for name, (middle, longest) in found.items():
        print(
            f"{name:>12}: {middle:>4.0f} ms, at most {longest:.0f}, of a processor slowed {SLOWED} times (aim {MOST_MS})"
        )


if __name__ == "__main__":
    run()
