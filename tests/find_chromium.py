"""Which browser the tests use. The only place that decides: `make test` runs it first, and the tests ask it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

# The first draws no window of its own around each page, which halves the time of all browser tests.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "The browser tests need Chromium or Chrome, none was found, and none could be installed: "
    "install one, or name it with CHROMIUM=/path/to/chromium."
)


def find() -> str | None:
    """The path of a Chromium that starts: the one in CHROMIUM, the system's, or Playwright's own."""
    asked = os.environ.get("CHROMIUM")
    if asked:
        return asked if _starts(asked) else None
    on_path = [path for name in NAMES if (path := shutil.which(name))]
    return next(filter(_starts, [*on_path, *MAC]), None) or next(
        filter(_starts, [_playwrights()]), None
    )


def install() -> None:
    """Install the system's Chromium where that is ours to do, otherwise Playwright's own."""
    if platform.system() == "Linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium, once.", flush=True)
        _apt_get("update")
        for name in (SHELL, "chromium"):  # Debian has both, others only the second
            if not find():
                _apt_get("install", "-y", "--no-install-recommends", name)
    if not find():
        print("Installing Playwright’s Chromium, once.", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def _apt_get(*command: str) -> None:
    subprocess.run(
        ["apt-get", "-qq", *command],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _starts(path: str) -> bool:
    # Ubuntu has a "chromium-browser" that only says to install something else.
    if platform.system() == "Windows":
        return Path(path).is_file()
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def main() -> int:
    """Find a browser, or install one. Says in one sentence what is missing where neither can be done."""
    if os.environ.get("CHROMIUM") and not find():
        print(
            f'CHROMIUM is "{os.environ["CHROMIUM"]}", which does not start: correct it, or unset it to use the system\'s browser.'
        )
        return 1
    if not find():
        install()
    if not find():
        print(MISSING)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
