"""`wayout init`: a first config."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.exits import ExitCode

if TYPE_CHECKING:
    from tomlkit.items import Table


@click.command()
@click.argument("place", metavar="[FOLDER]", default=".")
def init(place: str) -> ExitCode:
    """Write a first config.

    Names the files of the FOLDER (here by default; a package or a file will do) that define
    machines; nothing is imported. It goes to the pyproject.toml of the working directory,
    whose comments stay, or to a new wayout.toml. A config that is there is never changed.
    """
    from wayout.interfaces.cli.output import deliver, write_whole
    from wayout.interfaces.config.initial import machine_targets
    from wayout.interfaces.errors import ConfigError

    here = Path.cwd()
    file = _free_place(here)
    folder = _folder(place)
    targets = machine_targets(folder, here)
    if not targets:
        message = (
            f"{place}: no class derived from StateMachine or StateChart is defined in it; "
            "name a folder that holds machines"
        )
        raise ConfigError(message)
    write_whole(file, _text(file, targets).encode())
    deliver(
        f"{file.name}: {len(targets)} {'file' if len(targets) == 1 else 'files'} with machines; "
        "`wayout check` checks them\n"
    )
    return ExitCode.CLEAN


def _free_place(here: Path) -> Path:
    """Return the file to write to, where no config is yet."""
    from wayout.interfaces.config import find
    from wayout.interfaces.errors import ConfigError

    found = find(here)
    if found is not None and found.path.parent == here:
        table = f"[{found.prefix}] in {found.shown}" if found.prefix else found.shown
        message = f"{table} is there already, and stays as it is; edit it, or remove it first"
        raise ConfigError(message)
    shared = here / "pyproject.toml"
    return shared if shared.is_file() else here / "wayout.toml"


def _folder(place: str) -> Path:
    from wayout.interfaces.errors import ConfigError

    here = Path.cwd()
    folder = here / place
    if not folder.exists() and (here / place.replace(".", "/")).is_dir():
        folder = here / place.replace(".", "/")
    folder = folder.resolve()
    if not folder.exists():
        message = f"{place}: no such folder or package"
    elif not folder.is_relative_to(here):
        message = f"{place}: not in the working directory; run `wayout init` above it"
    else:
        return folder
    raise ConfigError(message)


def _text(file: Path, targets: tuple[str, ...]) -> str:

    if file.name != "pyproject.toml":
        return f"{_table(targets).as_string().rstrip()}\n"
    return _edited(file, targets)


def _edited(file: Path, targets: tuple[str, ...]) -> str:
    """Return the text of pyproject.toml with the table, and all else as it was.

    Raises:
        ConfigError: if the file is written in a way that the table cannot be added to.
    """
    import tomllib

    import tomlkit

    from wayout.interfaces.config.locating import decoded
    from wayout.interfaces.errors import ConfigError

    text, before = decoded(file)
    try:
        document = tomlkit.parse(text)
        if "tool" not in document:
            document.add("tool", tomlkit.table(is_super_table=True))
        document["tool"]["wayout"] = _table(targets)
        edited = f"{document.as_string().rstrip()}\n"
        after = tomllib.loads(edited)
        del after["tool"]["wayout"]
    except (ValueError, TypeError, KeyError):
        after = None
    if after not in (before, {**before, "tool": {}}):
        lines = f"[tool.wayout] targets = {list(targets)}"
        message = f"{file.name}: the table cannot be added as the file is written; add {lines}"
        raise ConfigError(message)
    return edited


def _table(targets: tuple[str, ...]) -> "Table":
    import tomlkit

    table = tomlkit.table()
    listed = tomlkit.array()
    listed.extend(targets)
    table.add("targets", listed.multiline(multiline=len(targets) > 1))
    table.add(tomlkit.nl())
    return table
