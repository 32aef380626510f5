"""Connects the macros to MkDocs. The work is in the modules."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.site import Site

ROOT = Path(__file__).resolve().parent.parent


def define_env(env: Any) -> None:
    """Prepare the pages, or stop with everything that is wrong; give the plugin each macro, knowing its page.

    Where MkDocs was pointed at pages that are prepared already, as `make serve` does, they are taken as they are.
    """
    from mkdocs.plugins import PluginCollection

    from macros import building, kept, markup, news, prepare, reading, templates
    from macros.site import html_path

    # A build makes many things and throws few away: to look for those that hold each other costs a twentieth of it.
    gc.set_threshold(20_000, 20, 100)
    _take_the_day_of_the_commit()
    compiled = kept.Compiled(ROOT)
    compiled.on_env(templates.ENVIRONMENT)
    is_prepared = Path(env.conf["docs_dir"]) == ROOT / prepare.FOLDER
    before = "" if is_prepared else prepare.state(ROOT)
    site = reading.load(ROOT)
    if not is_prepared:
        env.conf["docs_dir"] = _prepared(site, before)
    env.conf["markdown_extensions"] += [markup.Finished(), markup.NarrowTables()]
    if isinstance(env.conf["plugins"], PluginCollection):  # of MkDocs; Zensical has none
        env.conf["plugins"]["templates"] = compiled
    env.conf["extra"]["policy"] = building.CONTENT_SECURITY_POLICY
    checked = news.last_checked(site)
    env.conf["extra"]["checked"] = {html_path(path): day for path, day in checked.items()}
    env.conf["site_url"], env.conf["repo_url"] = site.site_url, site.repo_url
    env.conf["nav"] = _with_titles(env.conf["nav"], site)
    _connect_macros(env, site)


def _prepared(site: Site, before: str) -> str:
    """The folder of the prepared pages. Raises PluginError with everything that is wrong."""
    from mkdocs.exceptions import PluginError

    from macros import prepare
    from macros.problems import shown

    stopping = [p for p in prepare.checked(site, before) if not p.warning]
    if stopping:
        raise PluginError("\n".join(["The content has mistakes:", *shown(stopping)]))
    try:
        return str(prepare.prepared(site, before))
    except prepare.NotMade as why:
        raise PluginError(str(why)) from why


def _connect_macros(env: Any, site: Site) -> None:
    """Give the plugin each macro of ours, which is told on which page it stands."""
    from jinja2 import pass_context

    from macros.pages import MACROS, Macro
    from macros.site import Here

    heres: dict[str, Here] = {}

    def connect(macro: Macro) -> Any:
        @pass_context
        def connected(context: Any, *args: Any, **kwargs: Any) -> Any:
            page = context["page"]  # of MkDocs, or of Zensical
            path = page.file.src_uri if hasattr(page, "file") else page.path
            return macro(heres.setdefault(path, Here(site, path)), *args, **kwargs)

        return connected

    for name, found in MACROS.items():
        env.macro(connect(found), name)


def _take_the_day_of_the_commit() -> None:
    """Two builds of a commit are the same on any day: the map of the site carries the day of the commit."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return  # a copy without its history carries today
    os.environ.setdefault("SOURCE_DATE_EPOCH", done.stdout.strip() or "0")


def _with_titles(nav: Any, site: Site) -> Any:
    """The menu with every title written out, so that it is whole where MkDocs reads only what changed."""
    if isinstance(nav, list):
        return [_with_titles(item, site) for item in nav]
    if isinstance(nav, dict):
        return {
            name: below if isinstance(below, str) else _with_titles(below, site)
            for name, below in nav.items()
        }
    return {site.pages[nav].title: nav} if nav in site.pages else nav


def on_post_build(env: Any) -> None:
    """Leave out what the theme would publish and no page asks for.

    Its script and style travel in our bundles (web/build.mjs); the rest are source maps and other languages.
    """
    assets = Path(env.conf["site_dir"]) / "assets"
    for folder in ("javascripts", "stylesheets"):
        shutil.rmtree(assets / folder, ignore_errors=True)
