"""A build takes the place of site/ whole or not at all, whatever happens on the way."""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from macros import ROOT, building, libraries
from tests.unit import project

PAGE = "<!doctype html><html lang=en><title>x</title><body><p>{}</p></body></html>"
GOOD = f"import pathlib, sys; pathlib.Path(sys.argv[1], 'index.html').write_text({PAGE.format('new')!r})"


def command(code: str) -> tuple[str, ...]:
    """A stand-in for MkDocs that is given the folder to build into."""
    return (sys.executable, "-c", code)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A correct project with a good site."""
    made = project.make(tmp_path)
    (made / "site").mkdir()
    (made / "site/index.html").write_text("old", encoding="utf-8")
    (made / "site/old.html").write_text("old", encoding="utf-8")
    return made


def stands(root: Path) -> bool:
    """Whether the old site stands, whole, and nothing was left aside."""
    return sorted(p.name for p in (root / "site").iterdir()) == [
        "index.html",
        "old.html",
    ] and not list((root / "build").glob("site-*"))


def test_a_build_takes_the_place_of_the_site_whole(root, capsys):
    """Nothing of the old site stays, and nothing is left beside it."""
    assert building.build(root, command(GOOD)) == 0

    assert sorted(p.name for p in (root / "site").iterdir()) == [
        "_headers",
        "index.html",
    ] and "new" in (root / "site/index.html").read_text(encoding="utf-8")
    assert (
        not list((root / "build").glob("site-*"))
        and (root / "site").stat().st_mode & 0o777 == 0o755
    )


def test_the_first_build_makes_the_site(tmp_path):
    """Where there was none."""
    root = project.make(tmp_path)

    assert building.build(root, command(GOOD)) == 0 and (root / "site/index.html").is_file()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "import sys; print('docs/x.md: a mistake found late'); sys.exit(1)",
            "the pages could not be made",
        ),
        (
            "raise ZeroDivisionError('a series of nothing')",
            "ZeroDivisionError: a series of nothing",
        ),
        (
            "import pathlib, sys; pathlib.Path(sys.argv[1], 'about.html').write_text('x')",
            "there is no first page",
        ),
        ("import os; os.kill(os.getpid(), 9)", "the pages could not be made"),
        (
            GOOD.replace("new", "<script>alert(1)</script>"),
            "a page holds what must not be published",
        ),
        (
            GOOD.replace("new", '<img src="https://tracker.example/x.gif">'),
            "a page holds what must not be published",
        ),
    ],
    ids=[
        "mistake found late",
        "traceback",
        "no first page",
        "killed",
        "script in a page",
        "picture from elsewhere",
    ],
)
def test_a_build_that_fails_leaves_the_old_site(root, capsys, code, said):
    """It says why in a sentence, without a traceback."""
    assert building.build(root, command(code)) == 1
    shown = capsys.readouterr()

    assert (
        stands(root)
        and said in shown.err
        and shown.err.rstrip().endswith("site/ is as it was before.")
        and "Traceback" not in shown.out + shown.err
    )


def test_a_mistake_in_the_content_stops_before_anything_is_built(root, capsys):
    """The mistake is shown, and the old site stands."""
    (root / "docs/index.md").write_text(
        "---\ntitle: Home\n---\n\n# Home\n\n<script>x</script>\n", encoding="utf-8"
    )

    assert building.build(root, command("raise SystemExit('never run')")) == 1
    assert stands(root) and "docs/index.md:7: <script> cannot be used" in capsys.readouterr().out


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_build_that_is_stopped_half_way_leaves_the_old_site(root, stop):
    """Half of the pages are written when it is stopped; the next build clears them away."""
    os.mkfifo(root / "half")
    half = f"{GOOD}; open({str(root / 'half')!r}, 'w').write('half'); import time; time.sleep(600)"
    # Whoever runs these tests in the background has Ctrl+C ignored, and so would what they start.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heard}; from pathlib import Path; from macros import building; building.build(Path({str(root)!r}), {command(half)!r})"
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert (root / "half").open(encoding="utf-8").read(4) == "half"
    os.killpg(run.pid, stop)
    run.wait()

    assert (root / "site/old.html").is_file() and (root / "site/index.html").read_text(
        encoding="utf-8"
    ) == "old"
    assert building.build(root, command(GOOD)) == 0 and not list((root / "build").glob("site-*"))


def test_a_full_disk_leaves_the_old_site(root):
    """A disk that takes no more gives a sentence."""
    big = "import pathlib, sys; pathlib.Path(sys.argv[1], 'index.html').write_text('x' * 5_000_000)"
    code = f"from pathlib import Path; from macros import building; raise SystemExit(building.build(Path({str(root)!r}), {command(big)!r}))"

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, preexec_fn=no_room, capture_output=True, text=True
    )

    assert (
        run.returncode == 1
        and stands(root)
        and "Nothing was built: File too large. Make room, and build again." in run.stderr
        and "Traceback" not in run.stdout + run.stderr
    )


def test_a_disk_that_is_full_before_it_begins_gives_a_sentence(root, monkeypatch, capsys):
    """Not even a folder can be made."""

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device", "build/site-1")

    monkeypatch.setattr(building.tempfile, "mkdtemp", full)

    assert building.build(root, command(GOOD)) == 1
    assert (
        stands(root)
        and "No space left on device (build/site-1). Make room" in capsys.readouterr().err
    )


def test_a_target_that_may_not_be_written_gives_a_sentence(root, monkeypatch, capsys):
    """The folder of the project is read-only."""
    monkeypatch.setattr(building.os, "access", lambda path, mode: mode != os.W_OK)

    assert building.build(root, command(GOOD)) == 1
    assert stands(root) and "may not be written" in capsys.readouterr().err


def test_a_disk_that_refuses_the_last_step_leaves_the_old_site(root, monkeypatch, capsys):
    """Where two folders cannot change places in one step, and the second of two steps fails."""
    monkeypatch.setattr(building, "_exchanged", lambda one, other: False)
    before = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name.startswith("site-") and not self.name.endswith("-old"):
            raise PermissionError(13, "Permission denied", str(self))
        return before(self, target)

    monkeypatch.setattr(Path, "rename", refuse)

    assert (
        building.build(root, command(GOOD)) == 1
        and stands(root)
        and "Permission denied" in capsys.readouterr().err
    )


def test_where_two_folders_cannot_change_places_at_once_they_do_in_turn(root, monkeypatch):
    """The result is the same."""
    monkeypatch.setattr(building, "_exchanged", lambda one, other: False)

    assert building.build(root, command(GOOD)) == 0
    assert not (root / "site/old.html").exists() and not list((root / "build").glob("site-*"))


def test_a_build_folder_that_is_a_link_is_left_alone(root, tmp_path, capsys):
    """What it leads to is neither filled nor cleared."""
    kept = tmp_path / "kept"
    (kept / "site-1-x").mkdir(parents=True)
    (root / "build").symlink_to(kept)

    assert building.build(root, command(GOOD)) == 1
    assert (kept / "site-1-x").is_dir() and "build is a link" in capsys.readouterr().err


def test_a_site_that_is_a_link_or_a_file_is_left_alone(tmp_path, capsys):
    """What it leads to is not emptied."""
    root = project.make(tmp_path / "project")
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "dear.txt").write_text("x", encoding="utf-8")
    (root / "site").symlink_to(kept)
    assert (
        building.build(root, command(GOOD)) == 1
        and (kept / "dear.txt").is_file()
        and "site is a link" in capsys.readouterr().err
    )
    (root / "site").unlink()
    (root / "site").write_text("x", encoding="utf-8")
    assert building.build(root, command(GOOD)) == 1 and "site is a file" in capsys.readouterr().err


# What became of words in a built page, however they were written.
BUILT = {
    "inline script": "<script>alert(1)</script>",
    "script of a kind that runs": "<script type=module>x</script>",
    "script from elsewhere": "<script src=https://evil.example/x.js></script>",
    "script without saying how": "<script src=//evil.example/x.js></script>",
    "event": "<p onclick=x>x</p>",
    "look": "<p style='color:red'>x</p>",
    "style": "<style>p{}</style>",
    "frame": "<iframe src=x></iframe>",
    "object": "<object data=x></object>",
    "embedded": "<embed src=x>",
    "base": "<base href=/>",
    "link that runs": "<a href=javascript:x>x</a>",
    "link that runs with a tab": "<a href='java\tscript:x'>x</a>",
    "page in a link": "<a href='data:text/html,x'>x</a>",
    "picture from elsewhere": "<img src=https://t.example/x.gif>",
    "picture in a set from elsewhere": "<img src=x.png srcset='//t.example/x.gif 2x'>",
    "form elsewhere": "<form action=https://evil.example><input></form>",
    "button elsewhere": "<form action=x><button formaction=//evil.example>x</button></form>",
    "style sheet from elsewhere": "<link rel=stylesheet href=https://t.example/x.css>",
    "early look-up": "<link rel=dns-prefetch href=//t.example>",
    "leads on": "<meta http-equiv=refresh content='0; url=https://evil.example'>",
    "film from elsewhere": "<video src=https://t.example/x.mp4></video>",
    "drawing that runs": "<svg><a xlink:href='javascript:x'>x</a></svg>",
    "drawing that moves": "<svg><animate onbegin=x /></svg>",
    "formula": "<math href=javascript:x>x</math>",
    "frame of its own page": "<p srcdoc=x>x</p>",
}


@pytest.mark.parametrize("words", BUILT.values(), ids=BUILT)
def test_what_a_built_page_must_not_hold_is_found(tmp_path, words):
    """In the page as a browser reads it."""
    (tmp_path / "x.html").write_text(PAGE.format(words), encoding="utf-8")

    assert [p.path for p in building.check_pages(tmp_path)] != []


def test_what_the_site_itself_makes_is_accepted(tmp_path):
    """Links out, its own scripts, pictures, forms, data and absolute addresses of its own."""
    words = (
        '<a href="https://example.org">x</a><a href="mailto:a@example.org">x</a><script src="assets/x.js"></script><img src="assets/x.png"><script type="application/json">{}</script>'
        '<form action="index.html"></form><link rel="canonical" href="https://example.org/pq/x.html"><link rel="icon" href="https://example.org/pq/x.png"><a href="#x">x</a>'
    )
    (tmp_path / "x.html").write_text(PAGE.format(words), encoding="utf-8")

    assert building.check_pages(tmp_path, "https://example.org/pq/") == []


# ---- what travels with a build ----


def test_every_work_that_travels_with_the_site_names_its_licence(site_dir):
    """On the page and in the file; what the theme's script holds is all on our list."""
    works = libraries.shipped(ROOT)
    text = (site_dir / "licences.txt").read_text(encoding="utf-8")
    page = (site_dir / "about.html").read_text(encoding="utf-8")

    assert {"markdown-it", "fflate", "pdfjs-dist"} <= {w.name for w in works} and all(
        w.licence for w in works
    ), [w.name for w in works if not w.licence]
    assert (
        all(w.name in text and w.name in page for w in works)
        and "Permission is hereby granted" in text
    )


def test_the_headers_for_a_server_say_what_the_pages_say():
    """One policy: in each page, in the file for hosts, and in the example for nginx."""
    nginx = (ROOT / "hosting/nginx.conf").read_text(encoding="utf-8")

    assert all(
        f'add_header {name} "{value}" always;' in nginx for name, value in building.HEADERS.items()
    )
    assert all(
        f"  {name}: {value}\n" in building.headers_file()
        for name, value in building.HEADERS.items()
    )
    assert "unsafe" not in building.headers_file() and building.CONTENT_SECURITY_POLICY.startswith(
        "default-src 'self'"
    )


@pytest.mark.skipif(
    importlib.util.find_spec("cyclonedx") is None, reason="installed with the tests"
)
def test_the_bill_of_materials_is_valid_and_the_same_each_time(tmp_path):
    """By the library's own validator; every locked Python package is in it."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    for name in ("requirements.txt", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    first = libraries.write_bill(tmp_path).read_text(encoding="utf-8")
    again = libraries.write_bill(tmp_path).read_text(encoding="utf-8")
    names = {c["name"] for c in json.loads(first)["components"]}

    assert first == again and JsonStrictValidator(SchemaVersion.V1_6).validate_str(first) is None
    assert {"mkdocs", "bibtexparser", "fflate", "pdfjs-dist"} <= names
