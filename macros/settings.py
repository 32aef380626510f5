"""The addresses that whoever publishes sets: checked before they are written into a page.

They come from the environment (SITE_URL, REPO_URL, CONTACT, ASK) and reach every page, the feed and the map of the site.
A value that passes holds no blank, quotation mark, bracket or code, so that none can leave the attribute it stands in.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from macros.problems import Problem, shortened

NAMES = ("SITE_URL", "REPO_URL", "CONTACT", "ASK")
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/%@+,=&?]+")
_HOST = re.compile(
    r"(?i)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_OWN_COMPUTER = ("localhost", "127.0.0.1")
_EXAMPLES = {
    "SITE_URL": "https://example.org/pq/",
    "REPO_URL": "https://github.com/owner/name",
    "CONTACT": "learning@example.org or https://example.org/contact",
    "ASK": "https://example.org/ask",
}


def read(environment: Mapping[str, str] | None = None) -> tuple[dict[str, str], list[Problem]]:
    """Each setting by its name, empty where it is missing or refused, and what is wrong with those refused.

    SITE_URL comes back with a slash at its end, REPO_URL without one.
    """
    given = os.environ if environment is None else environment
    values, problems = {}, []
    for name in NAMES:
        value = given.get(name, "")
        wrong = _wrong(name, value) if value else ""
        if wrong:
            problems.append(
                Problem(
                    name,
                    1,
                    f'{name} is "{shortened(value)}": {wrong}. Set it to an address such as {_EXAMPLES[name]}, or leave it out.',
                )
            )
        values[name] = "" if wrong else _with_slash(name, value)
    return values, problems


def nowhere_to_send(environment: Mapping[str, str] | None = None) -> str:
    """What to tell whoever publishes a site whose readers could send nothing, or nothing.

    >>> nowhere_to_send({"CONTACT": "learning@example.org"})
    ''
    """
    values, _ = read(environment)
    if values["REPO_URL"] or values["CONTACT"]:
        return ""
    return (
        "To publish: set CONTACT to an e-mail address or a page, or REPO_URL to the project. "
        "Without either, readers cannot send an example, and the form says so."
    )


def _with_slash(name: str, value: str) -> str:
    if name == "SITE_URL" and value:
        return value.rstrip("/") + "/"
    return value.rstrip("/") if name == "REPO_URL" else value


def _wrong(name: str, value: str) -> str:
    """What is wrong with a value, or nothing."""
    if not _PLAIN.fullmatch(value):
        return "it holds a blank, a quotation mark or another sign that an address does not have"
    if len(value) > 300:
        return "it is longer than 300 characters"
    if name == "CONTACT" and "@" in value and ":" not in value:
        return "" if _MAIL.fullmatch(value) else "it is no e-mail address"
    return _wrong_address(name, value)


def _wrong_address(name: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "it is no web address"
    allowed = {"https", "http"} if name == "SITE_URL" and host in _OWN_COMPUTER else {"https"}
    if parts.scheme not in allowed:
        return "it does not start with https://"
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return "it names no host, or a user with it"
    if "//" in parts.path or any(part in (".", "..") for part in parts.path.split("/")):
        return "its path holds // or .."
    if name in ("SITE_URL", "REPO_URL") and (parts.query or "?" in value):
        return "it holds a question mark"
    if name == "REPO_URL" and len([part for part in parts.path.split("/") if part]) < 2:
        return "it names no project, which is an owner and a name"
    return ""
