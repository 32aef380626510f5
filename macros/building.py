"""Pages to a site: `make build`, with the built pages judged as a browser will read them, and `make serve`.

A build is made in a folder of its own, which takes the place of site/ in one step at the end. Whatever happens before
that step, the last good site stands: a mistake in the content, a full disk, a folder that may not be written, somebody
who stops it half-way.
"""

from __future__ import annotations

import ctypes
import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import material
from mkdocs.commands.build import build as build_pages
from mkdocs.config import load_config

from macros import ROOT, libraries, prepare, reading, rules
from macros.pages import Page
from macros.problems import Problem, printable, shortened, shown
from macros.site import Here, Site, is_snippet
from macros.unsafe import address

MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir")
AS_IT_WAS = "site/ is as it was before."


class NotBuilt(Exception):
    """Why nothing was built, in a sentence."""


def build(root: Path, command: tuple[str, ...] = MKDOCS) -> int:
    """Build below `root`. `command` is followed by the folder to build into. Returns an exit status; says why it fails."""
    before = prepare.state(root)
    site = reading.load(root)
    problems = prepare.checked(site, before)  # MkDocs, which asks again, is then answered at once
    for line in shown(problems):
        print(line, flush=True)
    aside = None
    try:
        if any(not p.warning for p in problems):
            raise NotBuilt("Mend these first")
        _look_at_target(root / "site")
        aside = _folder_of_its_own(root)
        _run(command, root, aside)
        _finish(root, aside, site.site_url)
        _take_place(aside, root / "site")
    except NotBuilt as why:
        return _failed(f"Nothing was built: {why}.", aside)
    except OSError as error:
        where = f" ({printable(str(error.filename))})" if error.filename else ""
        return _failed(
            f"Nothing was built: {error.strerror or error}{where}. Make room, or give yourself the right to write there, and build again.",
            aside,
        )
    except KeyboardInterrupt:
        return _failed("Stopped.", aside)
    _remove(aside)  # the site before, now that the two have changed places
    print("Built into site/.")
    return 0


def _failed(said: str, aside: Path | None) -> int:
    if aside:
        _remove(aside)
    print(f"{said} {AS_IT_WAS}", file=sys.stderr, flush=True)
    return 1


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _look_at_target(target: Path) -> None:
    if (target.parent / "build").is_symlink():
        raise NotBuilt("build is a link, and what it leads to would be changed. Remove the link")
    if target.is_symlink():
        raise NotBuilt("site is a link, and what it leads to would be lost. Remove the link")
    if target.exists() and not target.is_dir():
        raise NotBuilt("site is a file, and should be a folder. Remove it")
    if not os.access(target.parent, os.W_OK):
        raise NotBuilt(
            "the project’s folder may not be written. Give yourself the right to write there"
        )


def _folder_of_its_own(root: Path) -> Path:
    """A new folder on the disk that site/ is on; what builds left that were killed is removed."""
    place = root / "build"
    place.mkdir(exist_ok=True)
    for left in place.glob("site-*"):
        if not _runs(left.name.split("-")[1]):
            _remove(left)
    made = Path(tempfile.mkdtemp(prefix=f"site-{os.getpid()}-", dir=place))
    made.chmod(0o755)
    return made


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _run(command: tuple[str, ...], root: Path, aside: Path) -> None:
    done = subprocess.run(
        [*command, str(aside)],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    said, _, broken = (done.stdout + done.stderr).partition("Traceback (most recent call last):")
    lines = [printable(line) for line in said.splitlines() if line.strip()]
    if done.returncode:
        print("\n".join(lines), flush=True)
        last = broken.strip().splitlines()[-1:] or [
            "the pages could not be made; what is wrong stands above"
        ]
        full = re.match(
            r"OSError: \[Errno (?:27|28|122)\] ([^:]+)", last[0]
        )  # file, disk or share is full
        why = f"{full[1]}. Make room, and build again" if full else last[0].rstrip(".")
        raise NotBuilt(printable(why))


def _finish(root: Path, aside: Path, site_url: str) -> None:
    """What a build needs besides its pages; and the pages judged as a browser reads them."""
    if not (aside / "index.html").is_file():
        raise NotBuilt("there is no first page in what was built. Build again")
    wrong = check_pages(aside, site_url)
    if wrong:
        print("\n".join(shown(wrong)), flush=True)
        raise NotBuilt("a page holds what must not be published")
    (aside / "_headers").write_text(headers_file(), encoding="utf-8")
    libraries.write_bill(root)


def _take_place(new: Path, site: Path) -> None:
    """Let the new folder and site/ change places; in one step where the system can."""
    if not site.exists():
        new.rename(site)
    elif not _exchanged(new, site):
        old = new.with_name(new.name + "-old")
        site.rename(old)
        try:
            new.rename(site)
        except OSError:
            old.rename(site)
            raise
        old.rename(new)


def _exchanged(one: Path, other: Path) -> bool:
    """Linux exchanges two folders in one step. False where the system or the disk cannot."""
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, both = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return exchange(here, os.fsencode(one), here, os.fsencode(other), both) == 0


# ---- the built pages, judged ----

# What browsers are told to refuse, and the built pages as a browser will read them: nothing inline runs, nothing is
# loaded from elsewhere. macros/unsafe.py reads what people wrote; this reads what became of it, in whatever way it was
# written.

# A page cannot say by itself who may show it in a frame; a server can.
ALLOWED = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in ALLOWED.items())
HEADERS = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


def headers_file() -> str:
    """The headers in the form that several hosts of static sites read from a file named `_headers`."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


NEVER = {
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "base",
    "portal",
    "math",
    "foreignobject",
    "animate",
    "set",
    "style",
}
LOADED = {  # attributes from which a browser loads without being asked
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "form": ("action",),
    "button": ("formaction",),
}
LOADING_LINKS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "modulepreload",
    "preconnect",
    "dns-prefetch",
    "manifest",
}
DATA = {
    "application/json",
    "application/ld+json",
    "text/plain",
}  # kinds of script that no browser runs


def check_pages(site: Path, site_url: str = "") -> list[Problem]:
    """Everything in the built pages of a folder that must not be there; `site_url` is the address of the site itself."""
    found: list[Problem] = []
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        try:
            tree = lxml.html.document_fromstring(
                file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8")
            )
        except (lxml.etree.ParserError, OSError, ValueError) as error:
            found.append(
                Problem(
                    name,
                    1,
                    f"The built page cannot be read: {shortened(error)}. Build the site again.",
                )
            )
            continue
        found += [
            Problem(name, _line(element), f"The built page {message}")
            for element in tree.iter(lxml.etree.Element)
            for message in _wrong(element, site_url)
        ]
    return found


def _line(element: Any) -> int:
    return int(element.sourceline or 1)


def _wrong(element: lxml.html.HtmlElement, site_url: str) -> Iterator[str]:
    tag = str(element.tag).lower()
    if tag in NEVER:
        yield f"holds <{tag}>. Find the words that made it, and write Markdown instead."
    if tag == "script" and "src" not in element.attrib and element.get("type", "") not in DATA:
        yield "holds a script of its own. Scripts stand in files below web/."
    for name, value in element.attrib.items():
        if name.lower().startswith("on") or name.lower() in ("style", "srcdoc"):
            yield f'holds the attribute "{shortened(name, 30)}". Leave it out; looks stand in web/, and so does what runs.'
        elif name.lower() in (
            "href",
            "src",
            "action",
            "formaction",
            "xlink:href",
            "data",
            "poster",
            "ping",
        ):
            yield from _wrong_address(tag, value, site_url)
    for name in LOADED.get(tag, ()):
        if name in element.attrib and _is_elsewhere(element.attrib[name], site_url):
            yield f'loads "{shortened(element.attrib[name])}" from elsewhere. Only what is ours is loaded.'
    yield from _wrong_head(element, tag, site_url)


def _wrong_address(tag: str, value: str, site_url: str) -> Iterator[str]:
    wrong = address(value)
    if wrong and not (site_url and value.startswith(site_url)):
        yield f'has an address, "{shortened(value)}", which {wrong}. Use https://, or a page of this site.'


def _wrong_head(element: lxml.html.HtmlElement, tag: str, site_url: str) -> Iterator[str]:
    if (
        tag == "link"
        and LOADING_LINKS & set(element.get("rel", "").lower().split())
        and _is_elsewhere(element.get("href", ""), site_url)
    ):
        yield f'loads "{shortened(element.get("href"))}" from elsewhere. Only what is ours is loaded.'
    if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        goal = re.sub(r"(?i)^[^;]*;\s*url\s*=\s*['\"]?", "", element.get("content", ""))
        if _is_elsewhere(goal, site_url):
            yield f'leads on to "{shortened(goal)}". It may lead only to a page of this site.'


def _is_elsewhere(value: str, site_url: str) -> bool:
    plain = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
    return bool(re.match(r"(?i)//|[a-z][a-z0-9+.-]*:", plain)) and not (
        site_url and plain.startswith(site_url)
    )


# ---- `make serve`: shows the site, and each change within a second ----

# A change of a page is shown first, alone; what else follows from it (lists, search, files) in a second pass. Only pages
# that print something else are made again: every page is asked what it would print, so that a list on one page follows
# what stands on another. Where a menu changed, all are; where the code changed, this starts again.

CONTENT = ("docs", "data", "references.bib", "mkdocs.yml")
CODE = ("macros", "overrides", "mkdocs.yml")  # what a running process has read for good
WEB = "web"
AGAIN = "build/serve-again"  # touched to ask the server for the second pass
ADDRESS = "127.0.0.1:8000"


class Show:
    """The site as it is shown. `make` is called with every change, and once at the start."""

    def __init__(self, root: Path, into: str) -> None:
        self.root = root
        self.into = into
        self.site: Site | None = None  # as it was shown last; nothing while mistakes stand
        self.printed: dict[str, str] = {}  # what each page that people write prints, as a hash
        self.code = stamps(root, CODE)
        self.web = stamps(root, (WEB,))

    def make(self) -> None:
        """Make what changed; start again where code did."""
        self._follow_code()
        site = reading.load(self.root)
        stopping = [p for p in rules.check(site) if not p.warning]
        if not stopping:
            try:
                self._show(site)
            except prepare.NotMade as why:
                stopping = [why.problem]
        for line in shown(stopping):
            print(line, flush=True)
        if stopping:
            prepare.mistakes(site, stopping)
            self._build(all_pages=True)
        self.site = None if stopping else site

    def _show(self, site: Site) -> None:
        if changed := self._changed_alone(site):
            for page in changed:
                prepare.page(site, page)
            self._build(all_pages=False)
            (self.root / AGAIN).touch()
            return
        same_menu = self.site is not None and titles(site) == titles(self.site)
        prepare.prepare(site)
        self._note_what_is_printed(site)
        self._build(all_pages=not same_menu)

    def _changed_alone(self, site: Site) -> list[Page]:
        """Pages that were read anew, where nothing changed that stands on all of them."""
        before = self.site
        if before is None or titles(site) != titles(before):
            return []
        return [p for path, p in site.pages.items() if before.pages.get(path) is not p]

    def _note_what_is_printed(self, site: Site) -> None:
        """Make a page that prints something else than before newer than what was built of it."""
        for path, page in site.pages.items():
            if is_snippet(path):
                continue  # finished by `prepare`, and left alone where it stayed the same
            printed = hashlib.sha256(site.render(page, Here(site, path)).encode()).hexdigest()
            if self.printed.get(path) != printed:
                os.utime(self.root / prepare.FOLDER / path)
            self.printed[path] = printed

    def _build(self, all_pages: bool) -> None:
        config = load_config(
            str(self.root / "mkdocs.yml"),
            site_dir=self.into,
            docs_dir=str(self.root / prepare.FOLDER),
            strict=False,
        )
        config.plugins.on_startup(command="serve", dirty=not all_pages)
        build_pages(config, dirty=not all_pages)

    def _follow_code(self) -> None:
        if stamps(self.root, (WEB,)) != self.web:
            theme = Path(material.__path__[0]) / "templates"
            bundled = subprocess.run(
                [prepare.node(self.root), "web/build.mjs", theme], cwd=self.root
            )
            if bundled.returncode:
                self.web = stamps(self.root, (WEB,))
                return  # esbuild said why; what was shown stays
        elif stamps(self.root, CODE) == self.code:
            return
        os.execv(sys.executable, [sys.executable, "-m", "macros", "serve"])


def titles(site: Site) -> dict[str, str]:
    """What stands in menus: each page with its title, in order."""
    return {path: page.title for path, page in site.pages.items()}


def stamps(root: Path, names: Iterable[str]) -> dict[Path, int]:
    """When each file of these was changed, in nanoseconds."""
    files = (f for name in names for f in (root / name, *(root / name).rglob("*")))
    made = {"__pycache__", "assets"}
    return {f: f.stat().st_mtime_ns for f in files if f.is_file() and not made & set(f.parts)}


def serve() -> int:
    """Serve until stopped, at ADDRESS."""
    from mkdocs.livereload import LiveReloadServer  # no build waits for it

    host, _, port = os.environ.get("ADDRESS", ADDRESS).rpartition(":")
    # MkDocs warns that its quick builds leave lists and menus behind: ours follow, see above.
    logging.getLogger("mkdocs.commands.build").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="served-") as folder:
        show = Show(ROOT, folder)
        show.make()
        (ROOT / AGAIN).touch()
        server = LiveReloadServer(show.make, host, int(port), folder, polling_interval=0.1)
        server.error_handler = lambda code: _page_of(Path(folder, f"{code}.html"))
        for path in (ROOT / name for name in (*CONTENT, *CODE, WEB, AGAIN)):
            if path.exists():
                server.watch(str(path))
        print(f"The site is at http://{host}:{port}/ until you press Ctrl and C.", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
    return 0


def _page_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
