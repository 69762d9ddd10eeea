"""`wayout statuses`: what a client learns from each public status, and what to poll on."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import one_target, output_file
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured, configured_lifecycles

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.interfaces.config import Config


@click.command()
@one_target
@click.option(
    "-f",
    "--output-format",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="json names every state.",
)
@output_file
@configured
def statuses(
    target: str, *, output_format: str, output_file: str | None, config: "Config"
) -> ExitCode:
    """Say of each public status whether to poll on.

    In progress: only states that a service works in show it. Settled: a state at rest does.
    Failed: an error does. Work that hides behind the last two is named.
    """
    import sys

    from wayout.interfaces.cli.output import deliver, screen_of

    lifecycles = configured_lifecycles(config, (target,))
    if output_format == "json":
        deliver(_json(lifecycles), output_file)
        return ExitCode.CLEAN
    from wayout.interfaces.cli.polling import polling
    from wayout.interfaces.layout import paint

    screen = screen_of(sys.stdout) if output_file in {None, "-"} else None
    deliver("\n".join(paint(polling(one), screen) for one in lifecycles), output_file)
    return ExitCode.CLEAN


def _json(lifecycles: "tuple[Lifecycle, ...]") -> str:
    from wayout.interfaces.exchange.encoding import encode
    from wayout.interfaces.exchange.polling import polling_value

    return encode(polling_value(lifecycles))
