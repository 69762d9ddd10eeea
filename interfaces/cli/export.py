"""`wayout export`: a lifecycle as data."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import one_target, output_file, projected
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.analysis.systems.declared import DeclaredSystem
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
    """Write a lifecycle or system as data."""
    from wayout.interfaces.cli.output import deliver
    from wayout.interfaces.cli.seen import subject_alone

    subject = subject_alone(config, target, projected=projected)
    deliver(_text(subject, output_format), output_file)
    return ExitCode.CLEAN


def _text(subject: "Lifecycle | DeclaredSystem", output_format: str) -> str:
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.interfaces.errors import UsageError
    from wayout.interfaces.exchange import graphml
    from wayout.interfaces.exchange.composing import system_value
    from wayout.interfaces.exchange.encoding import encode
    from wayout.interfaces.exchange.writing import lifecycle_value

    if isinstance(subject, DeclaredSystem):
        if output_format != "json":
            message = f"{subject.name}: a system is exported as json alone"
            raise UsageError(message)
        return encode(system_value(subject))
    return encode(lifecycle_value(subject)) if output_format == "json" else graphml.encode(subject)
