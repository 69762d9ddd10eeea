"""Which config is obeyed."""

from pathlib import Path

from wayout.interfaces.config.locating import find, open_config
from wayout.interfaces.config.values import Config


def obeyed(folder: Path, file: Path | None = None) -> Config:
    """Return what a file says; without one, the nearest config upward from a folder.

    Where there is none, it is a config that says nothing.

    Raises:
        ConfigError: if the file is no config, or with all that is wrong in it.
    """
    found = find(folder) if file is None else open_config(file)
    if found is None:
        return Config()
    from wayout.interfaces.config.reading import read

    return read(found)
