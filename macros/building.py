"""`make build`: builds the site in a folder of its own, which takes the place of site/ in one step at the end.

Whatever happens before that step, the last good site stands: a mistake in the content, a full disk, a folder that may
not be written, somebody who stops it half-way.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from macros import libraries, memory, output, reading
from macros.problems import printable, shown

MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir")
AS_IT_WAS = "site/ is as it was before."


class NotBuilt(Exception):
    """Why nothing was built, in a sentence."""


def build(root: Path, command: tuple[str, ...] = MKDOCS) -> int:
    """Build below `root`. `command` is followed by the folder to build into. Returns an exit status; says why it fails."""
    before = memory.state(root)
    site = reading.load(root)
    problems = memory.check(site, before)  # MkDocs, which asks again, is then answered at once
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
    wrong = output.check(aside, site_url)
    if wrong:
        print("\n".join(shown(wrong)), flush=True)
        raise NotBuilt("a page holds what must not be published")
    (aside / "_headers").write_text(output.headers_file(), encoding="utf-8")
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
