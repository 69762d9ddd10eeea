"""The lifecycles that a verb is about: as they are, or as users see them."""

from collections.abc import Sequence

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.projecting import NothingToProjectError, project
from wayout.interfaces.cli.settings import configured_lifecycles
from wayout.interfaces.config import Config
from wayout.interfaces.errors import UsageError


def seen(config: Config, targets: Sequence[str], *, projected: bool) -> tuple[Lifecycle, ...]:
    """Load the lifecycles of TARGETs, and project them where that is asked for.

    Raises:
        LoadError: as `configured_lifecycles`.
        LimitError: as `configured_lifecycles`.
        UsageError: with all lifecycles that cannot be projected.
    """
    lifecycles = configured_lifecycles(config, tuple(targets))
    return projections(lifecycles) if projected else lifecycles


def projections(lifecycles: Sequence[Lifecycle]) -> tuple[Lifecycle, ...]:
    """Return the lifecycles as users see them.

    Raises:
        UsageError: with all that cannot be projected.
    """
    found: list[Lifecycle] = []
    problems: list[str] = []
    for lifecycle in lifecycles:
        try:
            found.append(project(lifecycle))
        except NothingToProjectError as error:
            problems.append(f"--projected: {lifecycle.name}: {error}{_remedy(lifecycle)}")
    if problems:
        raise UsageError(*problems)
    return tuple(found)


def seen_alone(config: Config, target: str, *, projected: bool) -> Lifecycle:
    """Load the one lifecycle of a TARGET.

    Raises:
        UsageError: if it holds several; and as `seen`.
    """
    lifecycle, *others = seen(config, (target,), projected=projected)
    if others:
        names = ", ".join(one.target for one in (lifecycle, *others))
        message = f"{target} holds {len(others) + 1} lifecycles; name one of {names}"
        raise UsageError(message)
    return lifecycle


def _remedy(lifecycle: Lifecycle) -> str:
    if lifecycle.projection is not None:
        return ""
    return "; leave --projected out, or declare `projection` in the class"
