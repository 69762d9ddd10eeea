"""Configs as values and as text, and lifecycles to apply them to."""

from pathlib import Path

from wayout.interfaces.config import Config
from wayout.interfaces.config.locating import Found
from wayout.interfaces.config.reading import read


def config(text: str, path: str = "wayout.toml") -> Config:
    """Read a text as wayout.toml; nothing is on disk."""
    import tomllib

    return read(Found(Path(path), path, text, "", tomllib.loads(text)))
