"""`wayout export`: a lifecycle as data."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import one_target, output_file, projected
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.interfaces.config import Config


@click.command()
@one_target
@click.option(
    "-f",
    "--output-format",
    type=click.Choice(["json", "graphml"]),
    default="json",
    show_default=True,
    help="json is accepted as a TARGET again; graphml is for graph tools.",
)
@output_file
@projected
@configured
def export(
    target: str, *, output_format: str, output_file: str | None, projected: bool, config: "Config"
) -> ExitCode:
    """Write the lifecycle of a TARGET as data."""
    from wayout.interfaces.cli.output import deliver
    from wayout.interfaces.cli.seen import seen_alone

    lifecycle = seen_alone(config, target, projected=projected)
    if output_format == "json":
        from wayout.interfaces.exchange.encoding import encode
        from wayout.interfaces.exchange.writing import lifecycle_value

        text = encode(lifecycle_value(lifecycle))
    else:
        from wayout.interfaces.exchange import graphml

        text = graphml.encode(lifecycle)
    deliver(text, output_file)
    return ExitCode.CLEAN
