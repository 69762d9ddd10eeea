"""Where the modules that a config names are imported from."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wayout.interfaces.config.targets import is_module
from wayout.interfaces.config.values import Config


@contextmanager
def importable(config: Config) -> Iterator[None]:
    """Let modules that a config names be imported from its folder, after all others."""
    folder = os.fspath(config.folder)
    if not any(map(is_module, config.targets)) or config.folder == Path.cwd():
        yield
        return
    sys.path.append(folder)
    try:
        yield
    finally:
        with suppress(ValueError):
            sys.path.remove(folder)
