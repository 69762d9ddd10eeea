"""`wayout explain`: what a check means."""

import click

from wayout.interfaces.cli.exits import ExitCode


@click.command()
@click.argument("code")
def explain(code: str) -> ExitCode:
    """Explain a check, by its id or slug.

    What it reports and why it matters, a bad and a good example, the remedy.
    """
    import sys

    from wayout.analysis.checks.catalogue import page
    from wayout.interfaces.cli.output import deliver, screen_of
    from wayout.interfaces.codes import named, unknown
    from wayout.interfaces.errors import UsageError

    found = named(code)
    if not found:
        raise UsageError(unknown(code))
    if len(found) > 1:
        message = f"{code!r} is the beginning of several checks; name one of {', '.join(found)}"
        raise UsageError(message)
    screen = screen_of(sys.stdout)
    text = page(found[0])
    deliver(_coloured(text) if screen is not None and screen.colour else text)
    return ExitCode.CLEAN


def _coloured(markdown: str) -> str:
    """Show headings in bold and code without its fences."""
    lines = []
    in_code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            lines.append(click.style(f"    {line}", fg="cyan") if line else "")
        elif line.startswith("#"):
            lines.append(click.style(line.lstrip("# "), bold=True))
        else:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)
