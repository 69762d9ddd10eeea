"""What a verb is about: lifecycles as they are, or as users see them, and systems."""

from collections.abc import Sequence

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.projecting import NothingToProjectError, project
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.cli.settings import configured_lifecycles, configured_subjects
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
        raise _several(target, (lifecycle, *others))
    return lifecycle


def subjects(
    config: Config, targets: Sequence[str], *, projected: bool, whole: bool = False
) -> tuple[tuple[Lifecycle, ...], tuple[DeclaredSystem, ...]]:
    """Load lifecycles as `seen` does, and systems, which cannot be projected.

    `whole`: the TARGETs are all that the config is for.

    Raises:
        LoadError: as `configured_subjects`.
        LimitError: as `configured_subjects`.
        UsageError: with all that cannot be projected.
    """
    found = configured_subjects(config, tuple(targets), whole=whole)
    return projected_subjects(*found) if projected else found


def projected_subjects(
    lifecycles: Sequence[Lifecycle], systems: tuple[DeclaredSystem, ...]
) -> tuple[tuple[Lifecycle, ...], tuple[DeclaredSystem, ...]]:
    """Return the lifecycles as users see them, where there are no systems.

    Raises:
        UsageError: with all that cannot be projected.
    """
    if systems:
        names = (f"--projected: {each.name}: a system has no projection" for each in systems)
        raise UsageError(*names)
    return projections(lifecycles), systems


def subject_alone(config: Config, target: str, *, projected: bool) -> Lifecycle | DeclaredSystem:
    """Load the one lifecycle or system of a TARGET.

    Raises:
        UsageError: if it holds several; and as `subjects`.
    """
    lifecycles, systems = subjects(config, (target,), projected=projected)
    found: tuple[Lifecycle | DeclaredSystem, ...] = (*lifecycles, *systems)
    subject, *others = found
    if others:
        raise _several(target, found)
    return subject


def _several(target: str, found: Sequence[Lifecycle | DeclaredSystem]) -> UsageError:
    names = ", ".join(one.target for one in found)
    what = (
        "lifecycles"
        if all(isinstance(one, Lifecycle) for one in found)
        else "lifecycles and systems"
    )
    return UsageError(f"{target} holds {len(found)} {what}; name one of {names}")


def _remedy(lifecycle: Lifecycle) -> str:
    if lifecycle.projection is not None:
        return ""
    return "; leave --projected out, or declare `projection` in the class"
