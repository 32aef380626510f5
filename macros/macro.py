"""What a macro is: what it shows, which records it names, what it uses, and which anchors it makes, in one place.

The module of a kind of thing puts `@macro(...)` before each function that pages may call. Everything else asks
the macro: the check whether a call names what exists, the lists of references what a page uses, the links which
anchors there are. Nothing else knows a macro by its name, so a new one is added in one place.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from macros.problems import Problem, listed, suggestion

if TYPE_CHECKING:
    from macros.pages import Call, Page
    from macros.site import Site


@dataclass(frozen=True)
class Use:
    """A source ("cite") or figure ("stat") that a macro shows.

    `anchor` is where a reader finds it: NUMBERED where the macro marks each use with `here.mark`, the anchor itself
    where it makes one of its own, or nothing where the use is listed below the page and nowhere else.
    """

    kind: str
    name: str
    anchor: str = ""


NUMBERED = "#"  # the anchor is KIND-NAME-1, KIND-NAME-2, … in the order of the page


@dataclass(frozen=True)
class Names:
    """What an argument of a macro must name: the names that there are, and words for the message.

    `of` takes the site and gives the names; `does` says what the macro does with it ("prints the statistic");
    `where` says where such names stand ("data/statistics.yml"); `reads` gives the name that a writer’s means.
    """

    of: Callable[[Site], Iterable[str]]
    does: str
    where: str
    reads: Callable[[Site, str], str] = lambda site, name: name


def no_uses(site: Site, page: Page, **arguments: Any) -> Iterator[Use]:
    """A macro that shows neither sources nor figures."""
    return iter(())


@dataclass(frozen=True)
class Macro:
    """A macro that pages may call, by the name of its function."""

    shows: Callable[..., Any]
    names: Mapping[str, Names] = field(default_factory=dict)
    uses: Callable[..., Iterable[Use]] = no_uses
    anchors: Callable[[Site], Iterable[str]] = lambda site: ()
    lists: bool = False  # whether it lists what the page uses, so that no other list is needed
    check: Callable[[Site, Page, Call], Iterator[Problem]] | None = None
    says: Callable[..., list[dict[str, Any]]] | None = (
        None  # what it says in a text that is copied; see macros/text.py
    )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Show it where it stands: `cite(here, "rowland2006")`."""
        return self.shows(*args, **kwargs)

    @property
    def name(self) -> str:
        """The word that a writer types."""
        return self.shows.__name__

    @property
    def description(self) -> str:
        """What it shows, in its own words."""
        return inspect.getdoc(self.shows) or ""

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        """What it accepts; the first parameter, where the macro stands, is not for writers."""
        full = inspect.signature(self.shows, eval_str=True)
        return full.replace(parameters=list(full.parameters.values())[1:])

    def arguments(self, call: Call) -> dict[str, Any]:
        """The arguments of a call by name. Raises TypeError where it does not accept them."""
        bound = self.signature.bind(*call.args, **call.kwargs)
        return dict(bound.arguments)

    def used(self, site: Site, page: Page, call: Call) -> list[Use]:
        """What a call uses; nothing where the call itself is mistaken, which `problems` says."""
        try:
            return list(self.uses(site, page, **self.arguments(call)))
        except (TypeError, KeyError, AttributeError):
            return []

    def problems(self, site: Site, page: Page, call: Call) -> Iterator[Problem]:
        """What is wrong with a call: arguments that it does not take, and names that do not exist."""
        mistaken = self._mistaken(call)
        if mistaken:
            yield Problem(page.file, call.line, mistaken)
            return
        for parameter, value in self.arguments(call).items():
            names = self.names.get(parameter)
            for one in value if isinstance(value, tuple) else (value,):
                if names and one is not None:
                    yield from _unknown_name(site, page, call, names, one)
        if self.check:
            yield from self.check(site, page, call)

    def _mistaken(self, call: Call) -> str:
        accepted = list(self.signature.parameters)
        unknown = [k for k in call.kwargs if k not in accepted]
        if unknown:
            advice = suggestion(unknown[0], accepted) if accepted else "Remove it."
            return (
                f'{self.name} has no argument "{unknown[0]}". '
                f"It accepts: {listed(accepted) or 'nothing'}. {advice}"
            )
        try:
            arguments = self.arguments(call)
        except TypeError as error:
            return f"{self.name} cannot be called like this: {error}. It accepts: {listed(accepted) or 'nothing'}."
        for name, value in arguments.items():
            wanted = self.signature.parameters[name].annotation
            for one in value if isinstance(value, tuple) else (value,):
                if not _fits(one, wanted):
                    return _of_wrong_kind(self.name, name, wanted)
        return ""


def _unknown_name(site: Site, page: Page, call: Call, names: Names, name: str) -> Iterator[Problem]:
    read, known = names.reads(site, name), names.of(site)
    if read not in known:
        yield Problem(
            page.file,
            call.line,
            f'{names.does} "{read}", which is not in {names.where}. {suggestion(read, known)}',
        )


def _fits(value: Any, wanted: Any) -> bool:
    if wanted is bool:
        return isinstance(value, bool)
    if wanted is int or wanted == (int | None):
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    if wanted == (str | None):
        return value is None or isinstance(value, str)
    return isinstance(value, str)


def _of_wrong_kind(macro: str, name: str, wanted: Any) -> str:
    if wanted is bool:
        return f"`{name}` of {macro} is neither true nor false. Write {name}=true, or leave it out."
    if wanted in (int, int | None):
        return (
            f"`{name}` of {macro} is not a whole number. Write {name}=3, without quotation marks."
        )
    return f'A value given to {macro} is not in quotation marks. Write {{{{ {macro}("value") }}}}.'


MACROS: dict[str, Macro] = {}


def macro(**about: Any) -> Callable[[Callable], Macro]:
    """Make the function below a macro: `@macro(names={"id": …}, uses=…)`. See Macro for what may be said."""

    def register(shows: Callable) -> Macro:
        made = Macro(shows, **about)
        MACROS[made.name] = made
        return made

    return register


def unknown(page: Page, call: Call) -> Problem:
    """The problem of a call to a macro that does not exist."""
    return Problem(
        page.file, call.line, f'"{call.name}" is not a macro. {suggestion(call.name, MACROS)}'
    )
