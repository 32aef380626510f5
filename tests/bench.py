"""Speed of the build, as ratios in one run: our macros against the same pages with everything already written out.

Usage: make bench            10, 100 and 1,000 pages, three rounds each in turn
       make bench PAGES=100  one size only

Both sides hold the same words, citations, figures and lists; only one of them runs macros.
So the ratio is the price of the macros, whatever machine it runs on.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from macros import ROOT, citations, content  # noqa: E402  (the project is not installed)

ROUNDS = 3
WORDS = "learning practice social worker team council budget evidence review standard service quality support manager course".split()
PLAIN = """site_name: Bench
nav: [index.md]
use_directory_urls: false
theme: {name: material, font: false}
plugins:
  - search%s
markdown_extensions: [attr_list, md_in_html, tables, toc]
validation: {nav: {omitted_files: ignore}}
"""


def write_project(root: Path, pages: int, macros: bool) -> None:
    """Write `pages` pages of about 450 words, six citations and two figures each, with or without macros."""
    random.seed(7)
    for name in ("references.bib", "data", "macros"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    (root / "data/news.yml").write_text("[]\n", encoding="utf-8")  # its pages are not here
    docs = root / "docs"
    site = content.load(ROOT)
    citations.format_library(site.library)
    keys, figures = sorted(site.library), sorted(site.statistics)
    (docs / "examples").mkdir(parents=True)
    texts = {"index.md": "---\ntitle: Home\n---\n\n# Home\n"}
    for number in range(pages):
        cites, stats = random.sample(keys, 6), random.sample(figures, 2)
        paragraphs = []
        for n in range(6):
            words = " ".join(random.choices(WORDS, k=72))
            figure = f' {{{{ stat("{stats[n // 3]}") }}}}' if n % 3 == 0 else ""
            paragraphs.append(f'{words}{figure} {{{{ cite("{cites[n]}") }}}}.')
        body = "\n\n".join(paragraphs)
        texts[f"part-{number % 3}/page-{number}.md"] = f"---\ntitle: Page {number}\n---\n\n# Page {number}\n\n{body}\n\n{{{{ references() }}}}\n"
    for name, text in texts.items():
        file = docs / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(PLAIN % ("\n  - macros: {module_name: macros, on_undefined: strict}" if macros else "") + "not_in_nav: |\n  part-*/*.md\n", encoding="utf-8")
    if macros:
        return
    expanded = content.load(root)
    citations.format_library(expanded.library)
    for name, text in texts.items():
        here = content.Here(expanded, name)
        (docs / name).write_text(text[:text.index("# Page")] + expanded.render(expanded.pages[name], here) if name in expanded.pages and "# Page" in text else text, encoding="utf-8")


def build(root: Path) -> float:
    """Seconds of wall time for one build in a process of its own."""
    shutil.rmtree(root / "site", ignore_errors=True)
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=root, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - started


def main() -> None:
    """Print pages per second, the ratio to plain pages, and the time per page, for each size."""
    sizes = [int(os.environ["PAGES"])] if os.environ.get("PAGES") else [10, 100, 1000]
    print(f"{'pages':>6} {'plain s':>9} {'macros s':>9} {'ratio':>6} {'pages/s':>8} {'ms/page':>8}")
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            plain, ours = Path(folder, "plain"), Path(folder, "ours")
            for root, macros in ((plain, False), (ours, True)):
                root.mkdir()
                write_project(root, pages, macros)
            rounds = [(build(plain), build(ours)) for _ in range(ROUNDS)]  # in turn, so that the machine's moods fall on both
        a = statistics.median(r[0] for r in rounds)
        b = statistics.median(r[1] for r in rounds)
        ratio = statistics.median(r[1] / r[0] for r in rounds)
        print(f"{pages:>6} {a:>9.2f} {b:>9.2f} {ratio:>6.2f} {pages / b:>8.0f} {1000 * b / pages:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
