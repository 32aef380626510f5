"""Connects the macros to MkDocs. The work is in the modules."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def define_env(env) -> None:
    """Read all content, refuse to build what is wrong, and make each macro know the page that it stands on."""
    from jinja2 import pass_context
    from mkdocs.exceptions import PluginError

    if _serving():
        _forget_changed_code()
    from macros import catalogue, citations, content

    site = content.load(ROOT)
    problems = content.check(site)
    stopping = [p for p in problems if not p.warning]
    env.stopping = stopping  # shown on every page by `make serve`, see on_pre_page_macros
    if stopping and not _serving():
        raise PluginError("\n".join(["The content has mistakes:", *map(str, stopping)]))
    for problem in stopping:
        print(problem)
    if not stopping:
        citations.format_library(site.library)
    env.site, env.here = site, {}

    def here(context):
        page = context["page"]
        path = getattr(page, "path", None) or page.file.src_uri
        return env.here.setdefault(path, content.Here(site, path))

    def connect(macro):
        def connected(context, *args, **kwargs):
            return macro(here(context), *args, **kwargs)
        return pass_context(connected)

    for name, macro in catalogue.MACROS.items():
        env.macro(connect(macro), name)


def _serving() -> bool:
    return os.environ.get("PQ_SERVE") == "1"


def _forget_changed_code() -> None:
    """Let `make serve` follow changes of the code too: Python would keep the modules that it once read."""
    newest = max(file.stat().st_mtime for file in (ROOT / "macros").rglob("*.py"))
    if os.environ.get("PQ_CODE_OF", str(newest)) != str(newest):
        for name in [n for n in sys.modules if n == "macros" or n.startswith("macros.")]:
            del sys.modules[name]
    os.environ["PQ_CODE_OF"] = str(newest)


def on_pre_page_macros(env) -> None:
    """Put the finished text in place of the source, so that Jinja compiles nothing.

    The scan has parsed every page already; compiling each again took a third of the build.
    It also means that no text of an example can reach Jinja, whatever its file says.
    """
    from markupsafe import escape

    from macros import content, examples, snippets

    path = env.page.file.src_uri
    site, here = env.site, content.Here(env.site, path)
    if env.stopping:
        lines = "\n".join(f"- `{p.path}:{p.line}` {escape(p.message)}" for p in env.stopping)
        env.markdown = f"# There is something to mend\n\nThe pages come back by themselves once this is put right:\n\n{lines}\n"
    elif content.is_example(path):
        found = path.removeprefix("examples/").removesuffix(".md")
        env.page.meta = {"title": escape(site.examples[found].title)}  # the theme prints it unescaped; no other field of the file may act
        env.markdown = examples.page(here, found)
    elif content.is_snippet(path):
        env.markdown = snippets.page(here, site.pages[path].id)
    else:
        env.markdown = site.render(site.pages[path], here)
    env.page.meta["render_macros"] = False


def on_post_build(env) -> None:
    """Lay beside the pages: the whole library for Zotero and EndNote, the feed of what is new, and the words that search knows."""
    from macros import citations, glossary, news

    target, site = Path(env.conf["site_dir"]), env.site
    (target / "references-library.bib").write_bytes((ROOT / "references.bib").read_bytes())
    (target / "references-library.ris").write_text("\n".join(citations.to_ris(s) for s in site.library.values()), encoding="utf-8")
    (target / "search/words.js").write_text(glossary.search_words(site.glossary), encoding="utf-8")
    (target / "feed.xml").write_text(news.feed(site), encoding="utf-8")
