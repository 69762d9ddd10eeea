"""`wayout replay --follow`: what is wrong in a log, as it comes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.exits import ExitCode

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.interfaces.config import Config
    from wayout.interfaces.replaying.asked import Asked, Followed


def follow_log(
    logs: tuple[str, ...],
    about: "Sequence[Lifecycle]",
    asked: "Asked",
    config: "Config",
    how: "Followed",
) -> ExitCode:
    """Tell what is wrong as it comes: findings on stdout, all else on stderr.

    Raises:
        UsageError: for other than one file.
    """
    from wayout.interfaces.errors import UsageError
    from wayout.interfaces.layout import visible
    from wayout.interfaces.replaying.following import followed

    if len(logs) != 1 or logs[0] == "-":
        message = "--follow: give one log, a file"
        raise UsageError(message)
    found = ExitCode.CLEAN
    for line in followed(logs[0], about, asked, config, how):
        click.echo(visible(line.text), err=not line.is_finding)
        found = ExitCode.FINDINGS if line.is_finding else found
    return found
