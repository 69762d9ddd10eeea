"""Arguments and options that several verbs share."""

from typing import TYPE_CHECKING

import click

from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _complete(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer the built-in names, then files."""
    from click.shell_completion import CompletionItem

    names = [CompletionItem(name) for name in (*BUILTIN, *SYSTEMS) if name.startswith(incomplete)]
    return [*names, CompletionItem(incomplete, type="file")]


targets = click.argument("targets", metavar="[TARGET]...", nargs=-1, shell_complete=_complete)
one_target = click.argument("target", metavar="TARGET", shell_complete=_complete)
output_file = click.option(
    "-o",
    "--output-file",
    metavar="FILE",
    help="Write there instead of on stdout. The file is replaced in one step.",
)
projected = click.option(
    "--projected", is_flag=True, help="The lifecycle that users see: public statuses for states."
)
