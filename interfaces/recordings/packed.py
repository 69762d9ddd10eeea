"""Files that may be gzipped, whatever they are called."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from wayout.interfaces.errors import LoadError

_MAGIC = b"\x1f\x8b"


def is_packed(path: Path) -> bool:
    """Whether a file is gzipped.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if is_packed(path) else path.open("rb")


@contextmanager
def unpacked(path: Path, shown: str | None = None) -> Iterator[IO[bytes]]:
    """Open what is in a file, gzipped or not, for reading.

    Raises:
        LoadError: if it cannot be read, or is cut off.
    """
    try:
        with _opened(path) as file:
            yield file
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"{shown or path}: cannot be read: {reason}"
        raise LoadError(message) from error
