"""What a built page is made of: pages of one structure need to be examined once."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path


class _Article(HTMLParser):
    """Collects the tags of the article, each with its classes and its role."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str, str]] = set()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "article"
        if self._inside:
            named = dict(attrs)
            self.found.add((tag, named.get("class") or "", named.get("role") or ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"


def one_of_each(site: Path) -> list[str]:
    """The pages of a built site, one for each structure: the same tags, classes and roles in the article.

    A page whose structure is held by that of another, larger one has nothing of its own and is left out.
    """
    structures = {
        page.relative_to(site).as_posix(): _structure(page) for page in sorted(site.rglob("*.html"))
    }
    chosen: list[str] = []
    for path in sorted(structures, key=lambda path: (-len(structures[path]), path)):
        if structures[path] and not any(structures[path] <= structures[other] for other in chosen):
            chosen.append(path)
    return chosen


def _structure(page: Path) -> set[tuple[str, str, str]]:
    article = _Article()
    article.feed(page.read_text(encoding="utf-8"))
    return article.found
