"""How long the pages are, against the first edition, and what a first visit weighs: printed by `make bench`.

Length: screens of 1280 by 800 and of 320 by 640 pixels, and words of the article. Guidance also up to its arguments.
Weight: what a browser asks for when it opens a page for the first time, compressed, against the theme as it comes.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from macros import ROOT
from tests import find_chromium

# The same figures of the first edition, measured by `lengths` at commit FIRST; its pages by what became of them.
EARLIER = ROOT / "tests/first-edition-lengths.json"
DESK, PHONE = (1280, 800), (320, 640)
MEASURE = """() => {
    const article = document.querySelector("article"), words = article.innerText.trim().split(/\\s+/).length;
    const ready = [...article.querySelectorAll("h2")].find((h) => /ready arguments|arguments to copy|snippets/i.test(h.textContent));
    return {
        screens: document.documentElement.scrollHeight / innerHeight,
        before: ready ? (ready.getBoundingClientRect().top + scrollY) / innerHeight : null,
        words,
    };
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium.find(), args=["--disable-gpu", *as_root]
        )
        yield browser
        browser.close()


def lengths(site: Path, browser: Browser) -> dict[str, dict[str, Any]]:
    """{page: {"screens", "phone", "before", "words"}} of every page of a built site that stands in a menu."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html")):
        if path.startswith(("snippets/", "examples/", "assets/")) and not path.endswith(
            "index.html"
        ):
            continue
        if 'http-equiv="refresh"' in (site / path).read_text(encoding="utf-8")[:600]:
            continue  # leads on from an old address
        for name, (width, height) in {"desk": DESK, "phone": PHONE}.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((site / path).as_uri())
            measured = page.evaluate(MEASURE) if page.query_selector("article") else None
            page.close()
            if not measured:
                break
            if name == "desk":
                found[path] = measured
            else:
                found[path]["phone"] = measured["screens"]
    return found


def print_lengths(now: dict[str, dict[str, Any]]) -> None:
    """A line a page, those of the first edition beside it where there was one."""
    first = json.loads(EARLIER.read_text(encoding="utf-8")) if EARLIER.is_file() else {}
    print(
        f"\n{'screens: desk':>36} {'before':>7} {'phone':>7} {'words':>7} {'1st ed.':>8} {'ratio':>6}"
    )
    for path, one in now.items():
        before = f"{one['before']:.1f}" if one["before"] else "–"
        line = f"{path[-30:]:>30} {one['screens']:>5.1f} {before:>7} {one['phone']:>7.1f} {one['words']:>7}"
        if was := first.get(path):
            line += f" {was['screens']:>8.1f} {one['screens'] / was['screens']:>6.2f}"
        print(line, flush=True)


def weigh(address: str, browser: Browser) -> tuple[int, float]:
    """(requests, kB compressed) of a first visit."""
    page = browser.new_page()
    bodies: list[bytes] = []
    page.on("requestfinished", lambda request: bodies.append(request.response().body()))
    page.goto(address, wait_until="networkidle")
    page.close()
    return len(bodies), sum(len(gzip.compress(body)) for body in bodies) / 1000


def run(site: Path = ROOT / "site") -> None:
    """Print the lengths of all pages."""
    with chromium() as browser:
        print_lengths(lengths(site, browser))


if __name__ == "__main__":
    run()
