"""The page of the command line: what `--help` says of each verb."""

from collections.abc import Iterator

import click

_WIDTH = 100


def page_of_commands() -> str:
    """Return docs/reference/command-line.md."""
    from wayout.interfaces.cli.program import program

    lines = [
        "# The command line",
        "",
        "What `--help` says of each verb. This page is generated.",
        "",
        *_told(program, "wayout", None),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _told(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(
        command,
        info_name=name.rpartition(" ")[2],
        parent=parent,
        terminal_width=_WIDTH,
        **{**command.context_settings, "max_content_width": _WIDTH},
    )
    yield f"## {name}"
    yield ""
    yield "```text"
    yield from (line.rstrip() for line in command.get_help(context).splitlines())
    yield "```"
    yield ""
    if isinstance(command, click.Group):
        for verb, inner in command.commands.items():
            if not inner.hidden:
                yield from _told(inner, f"{name} {verb}", context)
