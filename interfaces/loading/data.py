"""Load what data files hold."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wayout.analysis.finding import Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Limits
from wayout.analysis.suggesting import did_you_mean
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.errors import LimitError, LoadError
from wayout.interfaces.loading.found import Found
from wayout.interfaces.loading.targets import InData

if TYPE_CHECKING:
    from wayout.interfaces.exchange.systems import Resolve

_Content = Lifecycle | DeclaredSystem


def in_data(target: InData, limits: Limits, resolve: "Resolve | None") -> tuple[Found, ...]:
    """Return what a data file holds; a system's members are found by `resolve`.

    Raises:
        LoadError: if it cannot be read, or holds nothing of the TARGET's name.
    """
    from wayout.interfaces.exchange.reading import read_file

    shown = target.shown
    try:
        held = read_file(target.path, shown, limits, resolve)
    except LimitError as error:
        reasons = (problem.removeprefix(f"{shown}: ") for problem in error.problems)
        return tuple(Found(Unfinished(shown, reason), shown) for reason in reasons)
    return tuple(
        Found(
            one,
            f"{shown}:{one.name}",
            f"{target.path.resolve()}:{one.name}",
            shown,
        )
        for one in _chosen(held, target)
    )


def _chosen(held: tuple[_Content, ...], target: InData) -> Iterator[_Content]:
    found = [one for one in held if target.name in {None, one.name}]
    if found:
        yield from found
        return
    if target.name is None:
        message = f"{target.shown}: holds no lifecycles"
    else:
        names = tuple(one.name for one in held)
        hint = did_you_mean(target.name, names) or f"; it holds {', '.join(names) or 'none'}"
        message = f"{target.shown}: holds no lifecycle {target.name!r}{hint}"
    raise LoadError(message)
