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
SLOWED, ROUNDS = 4, 9

# Each action, as a reader's press would start it, on what is in sight.
# The part is the last below its heading: its move crosses to the next, which is more than most.
PART = "document.querySelectorAll('.app-case__part')[100]"
ACTIONS = {
    "move": (PART, "at.querySelector('[aria-label^=\"Move down\"]').click()"),
    "fill a gap": (
        "document.querySelector('#case-figure-0')",
        "at.value = String(Math.random()); at.dispatchEvent(new Event('change'))",
    ),
    "remove": (PART, "at.querySelector('[aria-label^=Remove]').click()"),
    "undo": ("document.querySelector('[data-focus=Undo]')", "at.click()"),
}
IN_SIGHT = "(at) => { at.scrollIntoView({ block: 'center' }); at.querySelector('button, input')?.focus(); }"
# Until the frame that shows what was done is drawn: the step itself runs in a task behind the press.
SHOWN = """(at) => new Promise(done => { %s; setTimeout(() => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => done();
    after.port2.postMessage(0);
})); })"""
SETTLED = """() => new Promise(done => {
    const look = () => requestIdleCallback(() => {
        const { rest, unsaved, waiting } = document.querySelector("case-builder");
        if (rest.length || unsaved || waiting) look();
        else setTimeout(done, 100);
    });
    look();
})"""


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


def times(page: Page) -> dict[str, tuple[list[float], list[float]]]:
    """Of nine of each action, in milliseconds of a processor slowed four times: until it shows, and all that follows too."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    found = {}
    for name, (place, action) in ACTIONS.items():
        shown, whole = [], []
        for _ in range(ROUNDS):
            at = page.evaluate_handle(place)
            page.evaluate(IN_SIGHT, at)
            page.evaluate(SETTLED)
            before = _busy(devtools)
            page.evaluate(SHOWN % action, at)
            shown.append(SLOWED * (_busy(devtools) - before))
            page.evaluate(SETTLED)
            whole.append(SLOWED * (_busy(devtools) - before))
        found[name] = shown, whole
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
    print(
        f"milliseconds of a processor slowed {SLOWED} times (aim {MOST_MS}): middle, longest of {ROUNDS}"
    )
    for name, taken in found.items():
        shown, whole = (f"{statistics.median(t):>4.0f} {max(t):>4.0f}" for t in taken)
        print(f"{name:>12}: until it shows {shown}, with what follows {whole}")


if __name__ == "__main__":
    run()
