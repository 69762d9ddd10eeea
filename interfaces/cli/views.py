"""What `wayout draw` draws: views of lifecycles and runs of systems, as its options ask."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

import click

from wayout.interfaces.viewing import DRAWN, Option

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.analysis.proof import Proof
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.diagrams import Picture
    from wayout.diagrams.pictures import AnyFormat
    from wayout.interfaces.config import Config
    from wayout.interfaces.viewing import Wanted


class Shown(Protocol):
    """What is to be drawn. `part` tells the pictures of one name apart in a folder."""

    @property
    def name(self) -> str:
        """What it is drawn of."""

    @property
    def part(self) -> str:
        """Which part of that it is; empty for all of it."""

    def drawn(self, form: "AnyFormat") -> "Picture":
        """Draw it, or raise a DiagramError."""


@dataclass(frozen=True, slots=True)
class ShownLifecycle:
    """A lifecycle and what is to be drawn of it."""

    lifecycle: "Lifecycle"
    wanted: "Wanted"
    part: str = ""

    @property
    def name(self) -> str:
        """That of the lifecycle."""
        return self.lifecycle.name

    def drawn(self, form: "AnyFormat") -> "Picture":
        """Draw it, or raise a DiagramError."""
        from wayout.diagrams import draw

        wanted = self.wanted
        return draw(
            self.lifecycle, form, detail=wanted.detail, view=wanted.view, links=wanted.links
        )


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run of a system, which shows what came of a claim."""

    declared: "DeclaredSystem"
    proof: "Proof"

    @property
    def name(self) -> str:
        """That of the system."""
        return self.declared.name

    @property
    def part(self) -> str:
        """The name of the claim."""
        return self.proof.claim.name

    def drawn(self, form: "AnyFormat") -> "Picture":
        """Draw it, or raise a DiagramError."""
        from wayout.diagrams import draw_lanes, lanes_of

        return draw_lanes(lanes_of(self.declared, self.proof), form)


def view_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options, and hand it as `given` what was written for them."""

    @wraps(verb)
    def seeing(*args: Any, **options: Any) -> Any:
        values = {one.name: options.pop(one.name.replace("-", "_")) for one in DRAWN}
        given = {
            name: "" if value is True else value
            for name, value in values.items()
            if value not in {None, False}
        }
        return verb(*args, given=given, **options)

    for option in reversed(DRAWN):
        seeing = _option(option)(seeing)
    return seeing


def shown(
    given: Mapping[str, str],
    lifecycles: "tuple[Lifecycle, ...]",
    config: "Config",
    *,
    systems: "tuple[DeclaredSystem, ...]" = (),
    each: str | None = None,
) -> tuple[Shown, ...]:
    """Return what to draw of the lifecycles, in order: of `each` operation a picture.

    Of `systems`, which come last, it is the run of the claim that is given as `witness`, or of each
    that has one.

    Raises:
        UsageError: with all that names nothing in one of them, or contradicts itself.
    """
    from wayout.interfaces.errors import UsageError
    from wayout.interfaces.witnessing import runs

    if each and "operation" in given:
        message = "--each draws every operation, and --operation one; give one of them"
        raise UsageError(message)
    problems: list[str] = []
    found: list[Shown] = []
    for lifecycle in lifecycles:
        try:
            found += _views(given, lifecycle, config, each)
        except UsageError as error:
            problems.extend(map(_spelt, error.problems))
    for declared in systems:
        try:
            found += (ShownRun(declared, proof) for proof in runs(_given(given, each), declared))
        except UsageError as error:
            problems.extend(map(_spelt, error.problems))
    if problems:
        raise UsageError(*dict.fromkeys(problems))
    return tuple(found)


def _given(given: Mapping[str, str], each: str | None) -> Mapping[str, str]:
    return given if each is None else {**given, "each": each}


def _spelt(problem: str) -> str:
    """Write the option that a problem begins with as it stands on the command line."""
    name = problem.partition(":")[0]
    known = name == "each" or any(option.name == name for option in DRAWN)
    return f"--{problem}" if known else problem


def _option(option: Option) -> Callable[..., Any]:
    return click.option(
        f"--{option.name}",
        help=option.help,
        is_flag=option.is_flag,
        metavar=option.metavar or None,
        type=click.Choice(option.choices) if option.choices else None,
    )


def _views(
    given: Mapping[str, str], lifecycle: "Lifecycle", config: "Config", each: str | None
) -> Iterator[ShownLifecycle]:
    from wayout.analysis.grouping import operations
    from wayout.interfaces.viewing import wanted

    if each is None:
        yield ShownLifecycle(lifecycle, wanted(given, lifecycle, config))
        return
    for one in operations(lifecycle):
        chosen = {**given, "operation": one.name}
        yield ShownLifecycle(lifecycle, wanted(chosen, lifecycle, config), one.name)
