"""`wayout list`: the lifecycles there are."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import targets
from wayout.interfaces.cli.exits import ExitCode

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle


@click.command("list")
@targets
def list_lifecycles(targets: tuple[str, ...]) -> ExitCode:
    """List lifecycles with their sizes.

    All built-in ones, or those of the TARGETs.
    """
    import sys

    from wayout.interfaces.cli.output import deliver, screen_of
    from wayout.interfaces.layout import Table, paint
    from wayout.interfaces.loading import load_lifecycles

    table = Table(
        head=("NAME", "STATES", "TRANSITIONS", "ACCEPTED", "TITLE"),
        rows=tuple(_row(lifecycle) for lifecycle in load_lifecycles(targets)),
        right=frozenset({1, 2, 3}),
    )
    deliver(paint((table,), screen_of(sys.stdout)))
    return ExitCode.CLEAN


def _row(lifecycle: "Lifecycle") -> tuple[str, ...]:
    numbers = (len(lifecycle.states), len(lifecycle.transitions), len(lifecycle.accepted))
    return (lifecycle.name, *(f"{number:,}" for number in numbers), lifecycle.title)
