"""Where results go: stdout, or files that are whole or not there."""

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from wayout.interfaces.errors import OutputError
from wayout.interfaces.layout import Screen, visible

_FALLBACK_SIZE = (100, 24)
_NARROWEST = 40


def screen_of(stream: TextIO | None) -> Screen | None:
    """Return the terminal behind a stream, or None where plain text goes.

    NO_COLOR, FORCE_COLOR, COLUMNS and TERM=dumb are honoured; FORCE_COLOR makes a terminal of
    a pipe.
    """
    is_terminal = stream is not None and stream.isatty()
    forced = os.environ.get("FORCE_COLOR", "") not in {"", "0"}
    if not is_terminal and not forced:
        return None
    wanted = forced or os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size(_FALLBACK_SIZE).columns
    return Screen(max(width, _NARROWEST), colour=wanted and not os.environ.get("NO_COLOR"))


def deliver(text: str, path: str | None = None) -> None:
    """Write a result to a file, or to stdout if there is none or it is called `-`.

    Raises:
        OutputError: if it cannot be written.
    """
    if path is None or path == "-":
        _to_stdout(text)
    else:
        write_whole(Path(path), text.encode("utf-8", "backslashreplace"))


def make_folder(path: Path) -> None:
    """Make a folder, and those it lies in, where they are missing.

    Raises:
        OutputError: if it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{visible(str(path))}: cannot be made a folder: {error.strerror or error}"
        raise OutputError(message) from error


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file in one step, so that nobody ever meets half of it.

    A link keeps pointing where it does, and what is no regular file
    (`/dev/stdout`, a pipe) is written to as it is.

    Raises:
        OutputError: if it cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        reason = "a folder; name a file in it" if path.is_dir() else error.strerror or error
        message = f"{visible(str(path))}: cannot be written: {reason}"
        raise OutputError(message) from error


def append(path: Path, content: bytes) -> None:
    """Add to the end of a file.

    Raises:
        OutputError: if it cannot be written.
    """
    try:
        with path.open("ab") as file:
            file.write(content)
    except OSError as error:
        message = f"{visible(str(path))}: cannot be written: {error.strerror or error}"
        raise OutputError(message) from error


def _replace(path: Path, content: bytes) -> None:
    mode = path.stat().st_mode if path.exists() else None
    beside = path.with_name(f".{path.name[:_LONGEST_STEM]}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _to_stdout(text: str) -> None:
    stream = sys.stdout
    if stream is None:
        message = "stdout is closed; use --output-file"
        raise OutputError(message)
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        _drop_stdout()
    except OSError as error:
        _drop_stdout()
        message = f"stdout: cannot be written: {error.strerror or error}"
        raise OutputError(message) from error


def _drop_stdout() -> None:
    """Let what is still buffered go nowhere: Python flushes it again when it exits."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


_LONGEST_STEM = 200
