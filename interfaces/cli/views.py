"""What `wayout draw` draws: the views of lifecycles that its options ask for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from wayout.interfaces.viewing import DRAWN, Option

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.interfaces.config import Config
    from wayout.interfaces.viewing import Wanted


@dataclass(frozen=True, slots=True)
class Shown:
    """A lifecycle and what is to be drawn of it; `part` tells its pictures apart in a folder."""

    lifecycle: "Lifecycle"
    wanted: "Wanted"
    part: str = ""


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
    each: str | None = None,
) -> tuple[Shown, ...]:
    """Return what to draw of the lifecycles, in order: of `each` operation a picture.

    Raises:
        UsageError: with all that names nothing in one of them, or contradicts itself.
    """
    from wayout.interfaces.errors import UsageError

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
    if problems:
        raise UsageError(*dict.fromkeys(problems))
    return tuple(found)


def _spelt(problem: str) -> str:
    """Write the option that a problem begins with as it stands on the command line."""
    name = problem.partition(":")[0]
    return f"--{problem}" if any(option.name == name for option in DRAWN) else problem


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
) -> Iterator[Shown]:
    from wayout.analysis.grouping import operations
    from wayout.interfaces.viewing import wanted

    if each is None:
        yield Shown(lifecycle, wanted(given, lifecycle, config))
        return
    for one in operations(lifecycle):
        chosen = {**given, "operation": one.name}
        yield Shown(lifecycle, wanted(chosen, lifecycle, config), one.name)
