"""What browsers are told to refuse, and the built pages judged as a browser will read them: nothing inline runs, nothing is loaded from elsewhere.

macros/unsafe.py reads what people wrote; this reads what became of it, in whatever way it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html

from macros.problems import Problem, shortened
from macros.unsafe import address

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


def check(site: Path, site_url: str = "") -> list[Problem]:
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
