"""Which files logs are, and what form they have."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from select import select
from typing import BinaryIO

from wayout.interfaces.errors import LoadError
from wayout.interfaces.recordings.database import MAGIC
from wayout.interfaces.recordings.packed import is_packed, unpacked

PARQUET, CSV, JSON, SQLITE = "parquet", "csv", "json", "sqlite"
_FORMS = {
    ".parquet": PARQUET,
    ".csv": CSV,
    ".tsv": CSV,
    ".json": JSON,
    ".jsonl": JSON,
    ".ndjson": JSON,
}
_MOST_SNIFFED = 4096
_MOST_READ = 1 << 20
_WAIT = 0.5  # seconds
_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class LogFile:
    """A log: where it is, what messages call it, and its form (parquet, csv, json, sqlite)."""

    path: str
    shown: str
    form: str


def log_files(
    paths: Sequence[str], folder: Path, *, addresses: bool = False
) -> tuple[LogFile, ...]:
    """Return the files that paths and globs name, each once, and addresses where they may be.

    What is there under a name is meant before the glob that the name is as well. `-` is stdin;
    it and other pipes are written to `folder` first. The form is what the name says, else what
    the first bytes do.

    Raises:
        LoadError: with all that name none.
    """
    found: dict[str, LogFile] = {}
    problems = []
    for number, text in enumerate(paths):
        if addresses and "://" in text:
            found[text] = LogFile(text, text, _FORMS.get(_suffix(text), PARQUET))
            continue
        try:
            for path, shown in _named(text, folder / f"log{number}"):
                form = _form(path, shown)
                spool = folder / f"log{number}-{len(found)}"
                where = _as_it_says(path, spool) if form == CSV else path
                found.setdefault(path, LogFile(where, shown, form))
        except (OSError, EOFError) as error:
            reason = getattr(error, "strerror", None) or error
            problems.append(f"{text}: cannot be read: {reason}")
        except ValueError:
            problems.append(f"{text!r}: is no name of a file")
        except LoadError as error:
            problems.extend(error.problems)
    if problems:
        raise LoadError(*problems)
    return tuple(found.values())


def _named(text: str, spool: Path) -> Iterator[tuple[str, str]]:
    """Yield the paths of what a text names, each with what messages call it."""
    if text == "-":
        if sys.stdin is None or sys.stdin.closed:
            message = "-: stdin is closed"
            raise LoadError(message)
        _spool(sys.stdin.buffer, spool)
        yield str(spool), "stdin"
        return
    if Path(text).is_file():
        yield text, text
        return
    if Path(text).exists() and not Path(text).is_dir():
        with Path(text).open("rb") as pipe:
            _spool(pipe, spool)
        yield str(spool), text
        return
    files = sorted(each for each in glob(text, recursive=True) if Path(each).is_file())  # noqa: PTH207
    if not has_magic(text) or not files:
        what = "is a folder; name files in it" if Path(text).is_dir() else "there is no such file"
        hint = f"a glob of the files in it: '{text.rstrip(os.sep)}/*'"
        message = f"{text}: {what}; give {hint if Path(text).is_dir() else 'a log, or a glob'}"
        raise LoadError(message)
    yield from ((each, each) for each in files)


def _spool(source: BinaryIO, target: Path) -> None:
    """Write what a pipe holds, unpacked: its name does not say to an engine that it is packed."""
    with target.open("wb") as file:
        for part in _parts(source):
            file.write(part)
    if is_packed(target):
        whole = target.with_suffix(".unpacked")
        with unpacked(target) as packed, whole.open("wb") as file:
            shutil.copyfileobj(packed, file)
        whole.replace(target)


def _parts(source: BinaryIO) -> Iterator[bytes]:
    """Yield what comes. An interrupt just before a read would wait for the end of the read."""
    number = source.fileno()
    while True:
        if select([number], [], [], _WAIT)[0]:
            part = os.read(number, _MOST_READ)
            if not part:
                return
            yield part


def _as_it_says(path: str, spool: Path) -> str:
    """Return where a file is gzipped if its name says so, and only then: engines go by that."""
    if is_packed(Path(path)) == (Path(path).suffix.lower() == ".gz"):
        return path
    with unpacked(Path(path)) as source, spool.open("wb") as file:
        shutil.copyfileobj(source, file)
    return str(spool)


def other_form(path: Path) -> str | None:
    """Return the form of a file that is no JSON lines without doubt; None where it may be.

    Raises:
        LoadError: if it cannot be read.
    """
    if not path.is_file():
        return None
    try:
        packed = is_packed(path)
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror or error}"
        raise LoadError(message) from error
    form = "gzipped" if packed else _form(str(path), str(path))
    return None if form == JSON or (form == CSV and _suffix(str(path)) not in _FORMS) else form


def _suffix(path: str) -> str:
    suffixes = [suffix.lower() for suffix in Path(path).suffixes if suffix.lower() != ".gz"]
    return suffixes[-1] if suffixes else ""


def _form(path: str, shown: str) -> str:
    """Return the form that the first bytes are of without doubt, else that of the name.

    Raises:
        LoadError: for a text in UTF-16, which no engine reads.
    """
    with unpacked(Path(path), shown) as file:
        start = file.read(_MOST_SNIFFED)
    if start.startswith(b"PAR1"):
        return PARQUET
    if start.startswith(MAGIC):
        return SQLITE
    form = _FORMS.get(_suffix(shown))
    if form == PARQUET:
        return form
    if start.startswith(_MARKS) or b"\0" in start[:2]:
        message = f"{shown}: is in UTF-16, expected UTF-8; write it so: iconv -f UTF-16 -t UTF-8"
        raise LoadError(message)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return form or (JSON if text[:1] in {b"", b"{", b"["} else CSV)
