"""`wayout show`: lifecycles as tables."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import one_target, projected
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.limits import limits

if TYPE_CHECKING:
    from wayout.analysis.limits import Limits


@click.command()
@one_target
@projected
@limits
def show(target: str, *, projected: bool, limits: "Limits") -> ExitCode:
    """Show lifecycles as tables.

    States with their roles, transitions by event, what is assumed, what is accepted.
    """
    import sys

    from wayout.interfaces.cli.output import deliver, screen_of
    from wayout.interfaces.cli.portrait import portrait
    from wayout.interfaces.cli.seen import seen
    from wayout.interfaces.layout import paint

    lifecycles = seen((target,), projected=projected, limits=limits)
    screen = screen_of(sys.stdout)
    deliver("\n".join(paint(portrait(lifecycle), screen) for lifecycle in lifecycles))
    return ExitCode.CLEAN
