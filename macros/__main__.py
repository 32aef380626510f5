"""The commands behind the Makefile: `python -m macros check`, `build`, `audit`, `prepare`, `serve`, `due`, `form`, `schema`, `figures FILE`."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from macros import (
    ROOT,
    building,
    catalogue,
    census,
    examples,
    libraries,
    news,
    prepare,
    reading,
    settings,
)
from macros.problems import shown

ISSUE_FORM = ROOT / ".github/ISSUE_TEMPLATE/example.yml"


def check() -> int:
    """Check all content without building. Prints every problem; 1 where any is not a warning."""
    before = prepare.state(ROOT)
    problems = prepare.checked(reading.load(ROOT), before)
    for line in shown(problems):
        print(line)
    wrong = sum(not p.warning for p in problems)
    print(f"{_count(wrong, 'problem')}, {_count(len(problems) - wrong, 'warning').lower()}.")
    if nowhere := settings.nowhere_to_send():
        print(nowhere)
    return 1 if wrong else 0


def _count(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'}"


def build() -> int:
    """Check and build; site/ changes in one step at the end, or not at all. See `macros/building.py`."""
    return building.build(ROOT)


def ask_lists() -> int:
    """Ask the public lists of known faults about the libraries that are locked. See `macros/libraries.py`."""
    return libraries.audit(ROOT)


def prepare_pages() -> int:
    """Write the pages and files that MkDocs or Zensical build from; see `macros/prepare.py`. Nothing while there are mistakes."""
    if check():
        return 1
    try:
        before = prepare.state(ROOT)
        prepare.prepared(reading.load(ROOT), before)
    except prepare.NotMade as why:
        print(why)
        return 1
    return 0


def serve() -> int:
    """Serve with live reload. Mistakes are printed, and shown on every page until they are mended."""
    return building.serve()


def due() -> int:
    """List what is to be checked again in the next 90 days, soonest first, with the file and line to change."""
    found = news.due(reading.load(ROOT), datetime.date.today(), days=90)
    for item in found:
        print(f"{item.date} {item.path}:{item.line}: {item.name}: {item.advice}")
    until = datetime.date.today() + datetime.timedelta(days=90)
    print(f"{_count(len(found), 'check')} due by {until.isoformat()}.")
    return 0


def schema() -> int:
    """Write a JSON Schema of each file of data/, by which an editor helps while you type."""
    for file in catalogue.write_schemas(reading.load(ROOT)):
        print(file.relative_to(ROOT).as_posix())
    return 0


def form() -> int:
    """Write the issue form of GitHub from the fields of an example."""
    ISSUE_FORM.write_text(examples.issue_form(), encoding="utf-8")
    return 0


def figures(file: str) -> int:
    """Take the department’s file that was named. Prints what was found, or every problem and that nothing was written."""
    if not file:
        print("Name the department’s file: make figures FILE=csww_indicators_2017_to_2026.csv")
        return 1
    said, problems = census.take(Path(file), ROOT / census.FILE)
    if problems:
        print("\n".join([*shown(sorted(problems)), f"Nothing was written to {census.FILE}."]))
        return 1
    again = census.to_read_again(reading.load(ROOT))
    print("\n".join([*said, f"Written to {census.FILE}."]))
    print("Run make check, and read again what prints these figures:")
    print("\n".join(f"- {file}" for file in again))
    return 0


COMMANDS = {
    "check": check,
    "build": build,
    "audit": ask_lists,
    "prepare": prepare_pages,
    "serve": serve,
    "due": due,
    "form": form,
    "schema": schema,
}


def main() -> int:
    """Run the command that was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m macros", description="Check or serve the content."
    )
    parser.add_argument("command", choices=(*COMMANDS, "figures"), nargs="?", default="check")
    parser.add_argument("file", nargs="?", help="for figures: the department’s file")
    given = parser.parse_args()
    if given.command == "figures":
        return figures(given.file)
    if given.file is not None:
        parser.error(f"{given.command} takes no file")
    return COMMANDS[given.command]()


if __name__ == "__main__":
    sys.exit(main())
