"""YAML that remembers its line numbers, and the one set of rules that says which fields a record may have.

Used for everything people fill in: `data/*.yml`, and the front matter of pages, snippets and examples.
Only plain YAML is read: no anchors, aliases or tags, no key twice, no deep nesting.
So a file from a stranger can neither run anything nor stall the reader.
"""

from __future__ import annotations

import datetime
import functools
import inspect
import operator
import re
import sys
import types
import typing
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, NewType, Self, TypeVar

import yaml

from macros.problems import Problem, listed, shortened, suggestion

DEEPEST = 12  # levels of nesting; our own files use three
R = TypeVar("R", bound="Record")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A YAML mapping that knows the line of each of its keys (counted from 1) and of itself, and what was typed."""

    def __init__(self, line: int):
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.typed: dict[
            str, Any
        ] = {}  # what stands in the file for each key, before it was read as a number or flag

    def line_of(self, key: str) -> int:
        """The line of `key`, or of the whole mapping where the key is missing."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True)
class Field:
    """What one field of a record accepts. The lists of fields drive checks, forms and instructions alike.

    `kind` is one of KINDS. `label` and `hint` are for people; `accepted` limits the values.
    """

    name: str
    kind: str = "text"
    label: str = ""
    hint: str = ""
    required: bool = True
    accepted: tuple[str, ...] = ()
    part: type[Record] | None = None  # of a "map", or of each item of "maps"
    longest: int = 0  # characters; 0 means no limit
    refers: str = ""  # the records or pages that it names, by their collection, such as "sources"
    after: str = (
        ""  # a day that comes after this field's: the check of a fact, and when it is due again
    )
    past: bool = False  # a day that cannot lie in the future

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of a part."""
        return self.part.fields if self.part else ()


def described(
    hint: str = "",
    *,
    label: str = "",
    accepted: tuple[str, ...] = (),
    longest: int = 0,
    refers: str = "",
    after: str = "",
    past: bool = False,
) -> Any:
    """What else is known of a field of a Record, beside its name and kind: see `Field`."""
    return Field("", "", label, hint, False, accepted, None, longest, refers, after, past)


Date = NewType("Date", str)  # 2025, 2025-09 or 2025-09-30
Day = NewType("Day", str)  # 2025-09-30
ASKED = "Questions that it answers, in readers’ words; searched, never shown"


class Record(Mapping):
    """A record, and the list of its own fields: each is an attribute with its type, required unless it may be None.

    >>> class Award(Record):
    ...     "An award."
    ...     name: str = described("What it is called", longest=20)
    ...     days: float | None
    >>> [(f.name, f.kind, f.required, f.longest) for f in Award.fields]
    [('name', 'text', True, 20), ('days', 'number', False, 0)]
    >>> award = Award.from_mapping(read_yaml("name: PQ1", "x.yml")[0])
    >>> award.name, award["name"], award.days
    ('PQ1', 'PQ1', None)

    A field that Python keeps for itself ends in an underscore: `not_` is the field `not`.
    """

    fields: ClassVar[tuple[Field, ...]] = ()

    if typing.TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A record of whatever kind has the fields of its kind."""

    def __init_subclass__(cls) -> None:
        names = vars(sys.modules[cls.__module__])
        own = inspect.get_annotations(cls, globals=names, eval_str=True)
        said = [(name, cls.__dict__.get(name, described()), hint) for name, hint in own.items()]
        for name in own:
            setattr(cls, name, property(operator.methodcaller("get", name.rstrip("_"))))
        cls.fields = (*(_typed_field(*one) for one in said), *cls.fields)

    @classmethod
    def from_mapping(cls, values: Mapping) -> Self:
        """The record of what was read; parts become records of their own."""
        record = cls(values.line)
        record.update(values)
        record.lines, record.typed = values.lines, values.typed
        for one in cls.fields:
            value = values.get(one.name)
            if one.part and isinstance(value, Mapping):
                record[one.name] = one.part.from_mapping(value)
            elif one.part and isinstance(value, list):
                record[one.name] = [
                    one.part.from_mapping(v) if isinstance(v, Mapping) else v for v in value
                ]
        return record


def _typed_field(name: str, known: Field, hint: Any) -> Field:
    """The field of an attribute, its kind read from the type."""
    either = typing.get_origin(hint) in (types.UnionType, typing.Union)
    among = typing.get_args(hint) if either else (hint,)
    whole, *rest = (t for t in among if t is not type(None))
    inside = typing.get_args(whole)[0] if typing.get_origin(whole) is list else None
    part = next((t for t in (whole, inside) if isinstance(t, type) and issubclass(t, Record)), None)
    kind = ("maps" if inside else "map") if part else KIND_OF[whole]
    assert not rest, f"{name} has more types than one"
    required = type(None) not in among
    return replace(known, name=name.rstrip("_"), kind=kind, required=required, part=part)


KIND_OF: dict[Any, str] = {  # the kinds below, by the types of attributes
    str: "text",
    float: "number",
    bool: "flag",
    Date: "date",
    Day: "day",
    list[str]: "list",
    list[list[str]]: "rows",
}


def read_yaml(
    text: str, path: str, first_line: int = 1, tags: Collection[str] = ()
) -> tuple[Any, list[Problem]]:
    """Read plain YAML. Returns the value (None where it cannot be read) and what is wrong with it.

    `tags` are those that may stand there; a value that has one is not known, and so is None.

    `first_line` is the line of the file on which `text` starts, so that front matter reports true lines.
    """
    problems: list[Problem] = []
    at = functools.partial(_line, first_line)
    try:
        for event, depth in _nested(text):
            if depth > DEEPEST:
                return None, [
                    Problem(
                        path,
                        at(event.start_mark),
                        f"Brackets or lists are nested more than {DEEPEST} deep. Write simple values, or put the text in double quotes.",
                    )
                ]
            problems += _not_plain(event, path, at, tags)
        if problems:
            return None, problems
        node = yaml.compose(text, Loader)
    except (yaml.YAMLError, ValueError) as error:
        return None, [_unreadable(error, text, path, first_line)]
    return (_value(node, path, at, problems) if node else None), problems


def _line(first_line: int, mark: Any) -> int:
    return first_line + mark.line  # a Mark of YAML's reader in C or of that in Python


def _nested(text: str) -> Iterator[tuple[yaml.Event, int]]:
    """Each event of reading, and how deep it stands."""
    depth = 0
    for event in yaml.parse(text, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        yield event, depth


def _not_plain(
    event: yaml.Event, path: str, at: Callable[[Any], int], tags: Collection[str]
) -> Iterator[Problem]:
    """What is more than plain YAML: names that repeat a part, and tags."""
    tag = getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        yield Problem(
            path,
            at(event.start_mark),
            "A name with & or * repeats another part of the file. Write the value out in full, or put it in double quotes.",
        )
    if tag and tag not in tags and not (tag == "!" and isinstance(event, yaml.ScalarEvent)):
        yield Problem(
            path,
            at(event.start_mark),
            f'"{shortened(tag)}" is a YAML tag, which is not read here. Remove it, or put the value in double quotes.',
        )


def _unreadable(error: Exception, text: str, path: str, first_line: int) -> Problem:
    """What YAML’s reader could not read, in a sentence."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        what = (error.problem or "it cannot be read").replace("\n", " ")
        line = _line(first_line, mark) if mark else first_line
        return Problem(
            path,
            line,
            f"This is not valid YAML: {what}. Check quotes, colons and indentation on this line and the one before; put text that holds a colon in double quotes.",
        )
    character = getattr(error, "character", None)
    found = f" (character U+{character:04X})" if isinstance(character, int) else ""
    line = first_line + text.count("\n", 0, getattr(error, "position", 0) or 0)
    return Problem(
        path,
        line,
        f"There is a character here that YAML does not allow{found}. Delete it and type the text again.",
    )


def _value(node: yaml.Node, path: str, at: Callable[[Any], int], problems: list[Problem]) -> Any:
    if node.tag.startswith("!") and node.tag != "!":
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, at, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path, at, problems) for item in node.value]
    return _scalar(node)


def _mapping(
    node: yaml.MappingNode, path: str, at: Callable[[Any], int], problems: list[Problem]
) -> Mapping:
    mapping = Mapping(at(node.start_mark))
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(
                Problem(
                    path,
                    at(key_node.start_mark),
                    "A field name must be one word. Write it as `name: value`.",
                )
            )
            continue
        key, line = key_node.value, at(key_node.start_mark)
        if key in mapping:
            problems.append(
                Problem(
                    path,
                    line,
                    f'"{key}" stands twice (first on line {mapping.lines[key]}). Keep one of them.',
                )
            )
            continue
        mapping[key] = _value(value_node, path, at, problems)
        mapping.lines[key] = line
        mapping.typed[key] = _typed(value_node)
    return mapping


def _scalar(node: yaml.Node) -> Any:
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return node.value.lower() in {"yes", "true", "on"}
    try:
        if kind == "int":
            return int(node.value.replace("_", ""))
        if kind == "float":
            return float(node.value.replace("_", ""))
    except ValueError:
        pass  # octal and sexagesimal forms of YAML 1.1 are text to us
    return node.value  # dates too: an impossible one must reach the check, not raise here


def _typed(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_typed(item) for item in node.value]
    if isinstance(node, yaml.ScalarNode) and node.tag.rpartition(":")[2] != "null":
        return node.value
    return None


def keep_typed(record: Any, fields: tuple[Field, ...]) -> None:
    """Give every field that is no number or flag what was typed: `2023_24`, `1.10`, `0777` and `NO` are text there."""
    if not isinstance(record, Mapping):
        return
    for field in fields:
        value, typed = record.get(field.name), record.typed.get(field.name)
        if field.kind in ("number", "flag"):
            continue
        if field.kind == "map":
            keep_typed(value, field.fields)
        elif field.kind == "maps" and isinstance(value, list):
            for item in value:
                keep_typed(item, field.fields)
        elif isinstance(value, list) and isinstance(typed, list):
            record[field.name] = [
                t if isinstance(t, str) else v for v, t in zip(value, typed, strict=True)
            ]
        elif isinstance(typed, str):
            record[field.name] = typed


def parse_date(value: Any) -> tuple[int, ...] | None:
    """`2005`, `2005-09` or `2005-09-30` as a tuple of one to three numbers; None where it is no such date."""
    return _parsed(str(value))


@functools.lru_cache(maxsize=4096)
def _parsed(date: str) -> tuple[int, ...] | None:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", date)
    if not match:
        return None
    parts = tuple(int(p) for p in match.groups() if p)
    try:
        datetime.date(*(parts + (1, 1))[:3])
    except ValueError:
        return None
    return parts


def print_date(value: Any) -> str:
    """A date as people write it: `2005-09-30` is "30 September 2005"; a partial date stays partial."""
    parts = parse_date(value)
    if not parts:
        return str(value)
    months = "January February March April May June July August September October November December".split()
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, months[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


KINDS = {  # name: (test, what is accepted, said to the person who got it wrong)
    "text": (_is_text, "Write some text"),
    "number": (
        lambda v: isinstance(v, (int, float)) and not isinstance(v, bool) and abs(v) < 1e15,
        "Write digits only, such as 17.5, without %, commas or quotes",
    ),
    "flag": (lambda v: isinstance(v, bool), "Write yes or no, without quotation marks"),
    "date": (
        lambda v: parse_date(v) is not None,
        "Write a date that exists as 2025, 2025-09 or 2025-09-30",
    ),
    "day": (
        lambda v: len(parse_date(v) or ()) == 3,
        "Write a day that exists as year-month-day, such as 2025-09-30",
    ),
    "list": (
        lambda v: isinstance(v, list) and all(_is_text(i) for i in v),
        "Write a list, such as [first, second]",
    ),
    "map": (
        lambda v: isinstance(v, Mapping),
        "Write its parts on lines of their own, indented below it",
    ),
    "maps": (
        lambda v: isinstance(v, list) and all(isinstance(i, Mapping) for i in v),
        "Write a list, each item with its parts below a hyphen",
    ),
    "rows": (
        lambda v: (
            isinstance(v, list)
            and all(isinstance(r, list) and all(_is_text(c) for c in r) for r in v)
        ),
        "Write a list of rows, each a list of texts",
    ),
}


def check_fields(
    record: Any, fields: tuple[Field, ...], path: str, name: str, line: int = 1
) -> Iterator[Problem]:
    """Every way in which `record` departs from `fields`: unknown, missing, of the wrong kind, not on the list."""
    if not isinstance(record, Mapping):
        yield Problem(
            path,
            line,
            f"{name} has no fields. Write one a line as `field: value`; it needs: {listed(f.name for f in fields if f.required)}.",
        )
        return
    known = {f.name: f for f in fields}
    for key in record:
        if key not in known:
            yield Problem(
                path,
                record.line_of(key),
                f'"{key}" is not a field of {name}. {suggestion(key, known, most=40)}',
            )
    for field in fields:
        value, line = record.get(field.name), record.line_of(field.name)
        if value is not None and (value != "" or field.kind != "text"):
            yield from _check_value(value, field, path, line)
        elif field.required:
            hint = f" ({field.hint[0].lower()}{field.hint[1:].rstrip('.')})" if field.hint else ""
            yield Problem(
                path,
                line,
                f"{name} has no `{field.name}`{hint}. Add a line `{field.name}: …`{accepted_words(field)}.",
            )


def _check_value(value: Any, field: Field, path: str, line: int) -> Iterator[Problem]:
    test, advice = KINDS[field.kind]
    if not test(value):
        yield Problem(path, line, f"`{field.name}` is {_said(value, field)}. {advice}.")
        return
    for item in value if field.kind == "list" else [value]:
        if field.accepted and item not in field.accepted:
            yield Problem(
                path,
                line,
                f'"{shortened(item)}" is not accepted for `{field.name}`. {suggestion(item, field.accepted, most=30)}',
            )
    if field.longest and len(str(value)) > field.longest:
        yield Problem(
            path,
            line,
            f"`{field.name}` has {len(str(value))} characters. Shorten it to {field.longest} or fewer.",
        )
    if field.kind in ("map", "maps"):
        for part in value if isinstance(value, list) else [value]:
            yield from check_fields(part, field.fields, path, f"`{field.name}`", part.line)


def _said(value: Any, field: Field) -> str:
    """A value of the wrong kind, in words."""
    if isinstance(value, Mapping):
        return "a set of fields"
    if isinstance(value, list):
        lists = field.kind in ("list", "maps", "rows")
        return "a list that holds something else" if lists else "a list"
    return f'"{shortened(value)}"'


def check_references(
    record: Mapping,
    fields: tuple[Field, ...],
    known: dict[str, Collection[str]],
    path: str,
    name: str,
) -> Iterator[Problem]:
    """What a record names exists, its days are in order, and the next check is not overdue."""
    today = datetime.date.today().isoformat()
    for field in fields:
        value, line = record.get(field.name), record.line_of(field.name)
        if field.kind in ("map", "maps"):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, Mapping):
                    yield from check_references(part, field.fields, known, path, name)
        elif field.refers:
            for one in texts(value):
                names = known.get(field.refers, ())
                if one not in names:
                    yield Problem(
                        path,
                        line,
                        f'{name} names "{shortened(one)}" as `{field.name}`, which is not in {WHERE[field.refers]}. {suggestion(one, names)}',
                    )
        day = str(value)
        if field.past and parse_date(day) and day > today:
            yield Problem(
                path,
                line,
                f"{name} has `{field.name}: {day}`, which is in the future. Write the day on which it was.",
            )
        if field.after and parse_date(day):
            yield from _check_due(record, field, day, today, path, name)


def _check_due(
    record: Mapping, field: Field, day: str, today: str, path: str, name: str
) -> Iterator[Problem]:
    before = str(record.get(field.after))
    line = record.line_of(field.name)
    if parse_date(before) and day < before:
        yield Problem(
            path,
            line,
            f"{name} has `{field.name}: {day}`, before `{field.after}: {before}`. Write a later day.",
        )
    elif day < today:
        yield Problem(
            path,
            line,
            f"{name} was due for review on {day}. Check it against its source, then change `{field.after}` and `{field.name}`.",
            warning=True,
        )


# Where the names of a collection stand, for messages.
WHERE = {
    "sources": "references.bib",
    "statistics": "data/statistics.yml",
    "changes": "data/changes.yml",
    "glossary": "data/glossary.yml",
    "pages": "docs/",
    "snippets": "docs/snippets",
    "examples": "docs/examples",
    "courses": "data/courses.yml",
    "funding": "data/funding.yml",
    "duties": "data/duties.yml",
    "costs": "data/costs.yml",
    "tables": "data/tables.yml",
    "questions": "data/questions.yml",
    "avoid": "data/avoid.yml",
    "measures": "data/measures.yml",
}


def texts(value: Any) -> list[str]:
    """The strings of a field that should hold a text or a list of them; nothing of any other kind.

    Checks that look further than `check_fields` use it, so that a wrong kind is reported once and breaks nothing.
    """
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]


def accepted_words(field: Field) -> str:
    """`, with one of: a, b` for a field with a list, otherwise nothing."""
    return (
        f", with {'some' if field.kind == 'list' else 'one'} of: {listed(field.accepted)}"
        if field.accepted
        else ""
    )


def read_records(
    text: str, shape: type[R], path: str, kind: str
) -> tuple[dict[str, R], list[Problem]]:
    """Read a `data/*.yml` file: a list of records, each with an `id`. Returns them by id, and every problem."""
    value, problems = read_yaml(text, path)
    if value is None:
        return {}, problems or [
            Problem(path, 1, "The file is empty. Write a list, each starting with `- id: …`.")
        ]
    if not isinstance(value, list):
        return {}, problems + [
            Problem(path, 1, f"The file must be a list. Start each {kind} with `- id: …`.")
        ]
    records: dict[str, R] = {}
    for record in value:
        keep_typed(record, shape.fields)
        found = (
            record.get("id")
            if isinstance(record, Mapping) and isinstance(record.get("id"), str)
            else None
        )
        name = f'{kind} "{found}"' if found else f"this {kind}"
        problems.extend(check_fields(record, shape.fields, path, name))
        if not isinstance(record, Mapping) or found is None:
            continue
        wrong = _wrong_id(found, records)
        problems += [Problem(path, record.line_of("id"), message) for message in wrong]
        if found not in records:
            records[found] = shape.from_mapping(record)
    return records, problems


def _wrong_id(id: str, records: typing.Mapping[str, Record]) -> Iterator[str]:
    """What is wrong with an id, beside the records that were read so far."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
        yield f'"{id}" cannot be an id. Use lower-case letters, digits and single hyphens, such as "turnover-2025".'
    if id in records:
        yield f'"{id}" is defined twice (first on line {records[id].line}). Rename or remove one.'


WORDS_IN = (".md", ".yml", ".bib")
# Code, tags and macros, which stay, each read to the next of its kind so that no text makes it
# wait; an apostrophe within a word, and one that ends a plural.
_APOSTROPHE = re.compile(
    r"`[^`\n]*`|<[/a-zA-Z][^<>\n]*>|\{[{%][^{}\n]*[}%]\}|(?<=\w)'(?=[^\W\d_])|(?<=s)'(?= [a-z\d])"
)


def curly(text: str) -> str:
    """The text with curly apostrophes, as long as it was: readers get one kind, and people type either.

    >>> print(curly("The council's `a'b` and the workers' time"))
    The council’s `a'b` and the workers’ time
    """
    if "'" not in text:
        return text
    return _APOSTROPHE.sub(lambda found: "’" if found[0] == "'" else found[0], text)


def text_of(path: Path) -> tuple[str, list[Problem]]:
    """The text of a file, always with `\\n` line ends and no byte-order mark; a problem where it is not UTF-8.

    Its apostrophes are curly, whichever way they were typed; see `curly`.
    """
    raw = path.read_bytes()
    if raw.count(0) > len(raw) // 8:
        return "", [
            Problem(
                path.as_posix(),
                1,
                "This file is not UTF-8 text: every few bytes there is one that holds nothing, as in UTF-16. Save the file again with the encoding UTF-8.",
            )
        ]
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        return curly(text) if path.suffix in WORDS_IN else text, []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [
            Problem(
                path.as_posix(),
                line,
                f"Byte {error.object[error.start]:#04x} is not UTF-8 text. Save the file again with the encoding UTF-8.",
            )
        ]
