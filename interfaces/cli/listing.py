"""`wayout list`: the lifecycles there are."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import targets
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured, configured_subjects

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.interfaces.config import Config
    from wayout.interfaces.layout import Line, Table


@click.command("list")
@targets
@configured
def list_lifecycles(targets: tuple[str, ...], config: "Config") -> ExitCode:
    """List lifecycles and systems with their sizes.

    Those of the TARGETs; without any those of the config, else all built-in ones. ACCEPTED counts
    the findings that are accepted.
    """
    import sys

    from wayout.analysis.checks.catalogue import checks
    from wayout.analysis.verification import verify
    from wayout.interfaces.cli.output import deliver, screen_of
    from wayout.interfaces.errors import LimitError
    from wayout.interfaces.layout import Table, paint

    lifecycles, systems = configured_subjects(config, targets)
    report = verify(lifecycles, checks(), seconds=config.limits.seconds)
    if report.unfinished:
        raise LimitError(*(f"{one.lifecycle}: {one.reason}" for one in report.unfinished))
    known = Counter(finding.lifecycle for finding in report.accepted)
    table = Table(
        head=("NAME", "STATES", "TRANSITIONS", "ACCEPTED", "TITLE"),
        rows=tuple(_row(lifecycle, known[lifecycle.name]) for lifecycle in lifecycles),
        right=frozenset({1, 2, 3}),
    )
    deliver(paint((*([table] if lifecycles else []), *_systems(systems)), screen_of(sys.stdout)))
    return ExitCode.CLEAN


def _systems(systems: "tuple[DeclaredSystem, ...]") -> "Iterator[Line | Table]":
    from wayout.interfaces.layout import Line, Table

    if systems:
        yield Line()
        yield Table(
            head=("SYSTEM", "MEMBERS", "EVENTS", "CLAIMS", "TITLE"),
            rows=tuple(
                (
                    each.name,
                    f"{len(each.system.members):,}",
                    f"{len(each.system.events):,}",
                    f"{len(each.claims):,}",
                    each.title,
                )
                for each in systems
            ),
            right=frozenset({1, 2, 3}),
        )


def _row(lifecycle: "Lifecycle", accepted: int) -> tuple[str, ...]:
    numbers = (len(lifecycle.states), len(lifecycle.transitions), accepted)
    return (lifecycle.name, *(f"{number:,}" for number in numbers), lifecycle.title)
