"""What may stand in the folders of the project, tried with everything that a file system offers."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from macros import ROOT, examples, reading, rules, unsafe
from tests.unit import project

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def secret(root: Path) -> Path:
    """A file outside the project that nobody may read."""
    folder = root.parent / f"{root.name}-outside"
    folder.mkdir(exist_ok=True)
    (folder / "secret.md").write_text(
        "---\ntitle: Secret\n---\n\n# Secret words\n", encoding="utf-8"
    )
    return folder


def link(target: str = ""):
    """A symbolic link, to the secret where nothing else is named."""

    def lay(root: Path, path: Path) -> None:
        path.symlink_to(target or secret(root) / "secret.md")

    return lay


def holding(content: bytes):
    """A plain file."""

    def lay(root: Path, path: Path) -> None:
        path.write_bytes(content)

    return lay


def link_to_folder(root: Path, path: Path) -> None:
    """A symbolic link to a folder outside."""
    path.symlink_to(secret(root), target_is_directory=True)


def pipe(root: Path, path: Path) -> None:
    """A pipe, at which a reader would wait for ever."""
    os.mkfifo(path)


def listening(root: Path, path: Path) -> None:
    """A socket."""
    before = Path.cwd()
    os.chdir(path.parent)  # the whole path may be too long for one
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def folder(root: Path, path: Path) -> None:
    """A folder."""
    path.mkdir()


def second_name(root: Path, path: Path) -> None:
    """A hard link."""
    os.link(secret(root) / "secret.md", path)


# what is laid there: (where, how, words of the message)
LAID = {
    "link to a file outside": ("docs/assets/x.png", link(), unsafe.LINK),
    "link to a password file": ("docs/assets/x", link("/etc/passwd"), unsafe.LINK),
    "link to a folder outside": ("docs/assets/x", link_to_folder, unsafe.LINK),
    "link to a page outside": ("docs/zz.md", link(), unsafe.LINK),
    "link among arguments": ("docs/snippets/zz.md", link(), unsafe.LINK),
    "dangling link among arguments": ("docs/snippets/zz.md", link("nowhere.md"), unsafe.LINK),
    "link that leads to itself": ("docs/zz.md", link("zz.md"), unsafe.LINK),
    "link to a page of ours": ("docs/zz.md", link("index.md"), unsafe.LINK),
    "link to the folder above": ("docs/zz", link(".."), unsafe.LINK),
    "link in data": ("data/zz.yml", link(), unsafe.LINK),
    "link in the theme": ("overrides/zz.html", link(), unsafe.LINK),
    "link among the code": ("macros/zz.py", link(), unsafe.LINK),
    "link among the templates": ("macros/templates/zz.html", link(), unsafe.LINK),
    "link among scripts": ("web/zz.js", link(), unsafe.LINK),
    "hidden link": ("docs/.x", link(), unsafe.LINK),
    "link named as an editor’s": ("docs/.#index.md", link(), unsafe.LINK),
    "dangling link among pictures": ("docs/assets/x.png", link("nowhere"), unsafe.LINK),
    "link to a device": ("docs/assets/x.png", link("/dev/zero"), unsafe.LINK),
    "link in place of a data file": ("data/glossary.yml", link(), unsafe.LINK),
    "link in place of the library": ("references.bib", link(), unsafe.LINK),
    "link in place of the settings": ("mkdocs.yml", link(), unsafe.LINK),
    "link to the process’s own memory": ("docs/zz.md", link("/proc/self/environ"), unsafe.LINK),
    "pipe as a page": ("docs/zz.md", pipe, unsafe.NO_FILE),
    "pipe as an argument": ("docs/snippets/zz.md", pipe, unsafe.NO_FILE),
    "pipe as an example": ("docs/examples/zz.md", pipe, unsafe.NO_FILE),
    "pipe as data": ("data/zz.yml", pipe, unsafe.NO_FILE),
    "pipe in place of the library": ("references.bib", pipe, unsafe.NO_FILE),
    "pipe in place of a data file": ("data/news.yml", pipe, unsafe.NO_FILE),
    "pipe in place of the settings": ("mkdocs.yml", pipe, unsafe.NO_FILE),
    "pipe among pictures": ("docs/assets/x.png", pipe, unsafe.NO_FILE),
    "socket as a page": ("docs/zz.md", listening, unsafe.NO_FILE),
    "socket in data": ("data/zz.yml", listening, unsafe.NO_FILE),
    "folder named like a page": ("docs/zz.md", folder, "has the name of a file"),
    "folder named like an argument": ("docs/snippets/zz.md", folder, "has the name of a file"),
    "folder named like data": ("data/zz.yml", folder, "has the name of a file"),
    "folder in place of the library": ("references.bib", folder, "where a file should be"),
    "folder in place of the settings": ("mkdocs.yml", folder, "where a file should be"),
    "folder in place of data": ("data/news.yml", folder, "has the name of a file"),
    "second name of a file": ("docs/zz.md", second_name, unsafe.SECOND_NAME),
    "second name in data": ("data/zz.yml", second_name, unsafe.SECOND_NAME),
    "HTML": ("docs/assets/x.html", holding(b"<script>alert(1)</script>"), "cannot stand in docs/"),
    "HTML of another ending": ("docs/x.htm", holding(b"x"), "cannot stand in docs/"),
    "XHTML": ("docs/x.xhtml", holding(b"x"), "cannot stand in docs/"),
    "picture that runs": (
        "docs/assets/x.svg",
        holding(b"<svg onload='x'/>"),
        "cannot stand in docs/",
    ),
    "script": ("docs/assets/x.js", holding(b"alert(1)"), "cannot stand in docs/"),
    "module": ("docs/assets/x.mjs", holding(b"x"), "cannot stand in docs/"),
    "style": ("docs/assets/x.css", holding(b"x"), "cannot stand in docs/"),
    "page of another ending": ("docs/x.markdown", holding(b"# X"), "cannot stand in docs/"),
    "page of a third ending": ("docs/x.mkd", holding(b"# X"), "cannot stand in docs/"),
    "page in capitals": ("docs/x.MD", holding(b"# X"), "cannot stand in docs/"),
    "feed": ("docs/x.xml", holding(b"<x/>"), "cannot stand in docs/"),
    "manifest": ("docs/x.webmanifest", holding(b"{}"), "cannot stand in docs/"),
    "program": ("docs/x.exe", holding(b"MZ"), "cannot stand in docs/"),
    "archive": ("docs/x.zip", holding(b"PK"), "cannot stand in docs/"),
    "Flash": ("docs/x.swf", holding(b"FWS"), "cannot stand in docs/"),
    "Word with macros": ("docs/x.docm", holding(b"PK\x03\x04"), "cannot stand in docs/"),
    "binary of a browser": ("docs/x.wasm", holding(b"\0asm"), "cannot stand in docs/"),
    "file of no ending": ("docs/CNAME", holding(b"evil.example"), "cannot stand in docs/"),
    "rules of a server": (
        "docs/.htaccess",
        holding(b"x"),
        "cannot stand|starts or ends with a dot",
    ),
    "settings of a host": ("docs/_headers", holding(b"x"), "cannot stand in docs/"),
    "redirects of a host": ("docs/_redirects", holding(b"x"), "cannot stand in docs/"),
    "template as a page": ("docs/x.j2", holding(b"x"), "cannot stand in docs/"),
    "server’s page": ("docs/x.php", holding(b"<?php"), "cannot stand in docs/"),
    "service worker": ("docs/sw.js", holding(b"x"), "cannot stand in docs/"),
    "HTML named as a picture": (
        "docs/assets/x.png",
        holding(b"<html><script>"),
        "what is inside is something else",
    ),
    "script named as a photograph": (
        "docs/assets/x.jpg",
        holding(b"alert(1)"),
        "what is inside is something else",
    ),
    "program named as a document": (
        "docs/assets/x.pdf",
        holding(b"MZ..."),
        "what is inside is something else",
    ),
    "empty picture": ("docs/assets/x.png", holding(b""), "what is inside is something else"),
    "HTML named as a Word file": (
        "docs/assets/x.docx",
        holding(b"<html>"),
        "what is inside is something else",
    ),
    "Python in data": ("data/x.py", holding(b"x"), "cannot stand in data/"),
    "YAML of another ending": ("data/x.yaml", holding(b"- id: x"), "cannot stand in data/"),
    "pickle in data": ("data/x.pkl", holding(b"x"), "cannot stand in data/"),
    "library beside the code": ("macros/x.so", holding(b"\x7fELF"), "cannot stand in macros/"),
    "compiled code beside the code": ("macros/x.pyc", holding(b"x"), "cannot stand in macros/"),
    "path file beside the code": ("macros/x.pth", holding(b"import os"), "cannot stand in macros/"),
    "Python in the theme": ("overrides/x.py", holding(b"x"), "cannot stand in overrides/"),
    "shell script in web": ("web/x.sh", holding(b"x"), "cannot stand in web/"),
    "settings of npm in web": (
        "web/.npmrc",
        holding(b"x"),
        "cannot stand|starts or ends with a dot",
    ),
    "device of Windows": ("docs/con.md", holding(b"x"), "Windows keeps for a device"),
    "device of Windows with more": (
        "docs/assets/NUL.png",
        holding(PNG),
        "Windows keeps for a device",
    ),
    "port of Windows": ("docs/com1.md", holding(b"x"), "Windows keeps for a device"),
    "printer of Windows": ("data/lpt9.yml", holding(b"x"), "Windows keeps for a device"),
    "name with a line break": ("docs/a\nb.md", holding(b"x"), "cannot be used"),
    "name that steers a terminal": ("docs/a\x1b[31m.md", holding(b"x"), "cannot be used"),
    "name that gives a command": ("docs/a\n::error::b.md", holding(b"x"), "cannot be used"),
    "name in another direction": ("docs/a\u202eb.md", holding(b"x"), "cannot be used"),
    "name with a quotation mark": ('docs/a"b.md', holding(b"x"), "cannot be used"),
    "name with a blank": ("docs/a b.md", holding(b"x"), "cannot be used"),
    "name that is a tag": ("docs/<b>.md", holding(b"x"), "cannot be used"),
    "name that ends in a dot": ("docs/x.", holding(b"x"), "starts or ends with a dot"),
    "name with a percent sign": ("docs/a%2fb.md", holding(b"x"), "cannot be used"),
    "name with a colon": ("docs/a:b.md", holding(b"x"), "cannot be used"),
    "name with a star": ("docs/*.md", holding(b"x"), "cannot be used"),
    "name with a backslash": ("docs/..\\x.md", holding(b"x"), "cannot be used"),
    "very long name": ("docs/" + "x" * 200 + ".md", holding(b"x"), "cannot be used"),
    "hidden folder": ("docs/.git", folder, "starts or ends with a dot"),
    "name in letters that look alike": ("docs/іndex.md", holding(b"x"), "cannot be used"),
}


@pytest.mark.parametrize(("where", "lay", "expected"), LAID.values(), ids=LAID)
def test_what_is_no_plain_file_of_a_known_kind_is_refused_by_name(tmp_path, where, lay, expected):
    """The check says so at once, prints nothing that a name composed, and has read nothing outside the project."""
    root = project.make(tmp_path / "project")
    path = root / where
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        path.unlink()
    lay(root, path)
    site = reading.load(root)
    found = [str(p) for p in rules.check(site)]

    assert any(any(one in line for one in expected.split("|")) for line in found), found
    assert all(line.isprintable() for line in found) and not any(
        "Secret words" in page.body for page in site.pages.values()
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize(
    "name",
    [
        "docs/index.md",
        "docs/snippets/stay.md",
        "data/news.yml",
        "references.bib",
        "mkdocs.yml",
        "docs/snippets",
    ],
)
def test_what_may_not_be_read_is_named(tmp_path, name):
    """A file without the right to read it gives a sentence."""
    root = project.make(tmp_path)
    (root / name).chmod(0)
    found = [str(p) for p in rules.check(reading.load(root))]
    (root / name).chmod(0o755)

    assert any(line.startswith(f"{name}:1: It cannot be read") for line in found), found


@pytest.mark.parametrize("name", [".index.md.swp", "index.md~", "#index.md#", "4913"])
def test_what_an_editor_leaves_behind_disturbs_nobody(tmp_path, name):
    """While somebody writes, the check goes on; the file is not published."""
    root = project.make(tmp_path)
    (root / "docs" / name).write_text("half of it", encoding="utf-8")
    (root / "docs/.#index.md").symlink_to("somebody@computer.1234")

    assert rules.check(reading.load(root)) == []


def test_a_link_among_examples_is_named_once(tmp_path):
    """And what it leads to is not read."""
    root = project.make(tmp_path / "project")
    (root / "docs/examples").mkdir()
    (root / "docs/examples/x.md").symlink_to(secret(root) / "secret.md")

    assert examples.read(root / "docs")[0] == {}


def test_the_project_itself_holds_nothing_else():
    """All that stands in its folders today is of a kind on the list."""
    assert unsafe.check_folders(ROOT) == []
