"""A log file that grows, and is put aside now and then: by its name, or by a copy."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from wayout.interfaces.errors import LoadError

AT_ONCE = 1_000_000
"""How many bytes of whole lines are read together, at least one line."""

_MARKED = 256
_NUMBERED = re.compile(r"[.-][0-9][0-9.-]*")
"""What logrotate puts behind the name of a log that it puts aside, and does not pack."""


@dataclass(slots=True)
class Growing:
    """How far a log is read.

    `place` is the byte after the last line that was taken, `row` the number of that line, `file`
    tells which file it is, and `mark` are the bytes that end at `place`, or as many as tell files
    apart. `said` is what there is to tell of the file.
    """

    path: Path
    place: int = 0
    row: int = 0
    file: int | None = None
    mark: str = ""
    said: list[str] = field(default_factory=list)
    _log: BinaryIO | None = None
    _end: bytes = b""
    _is_gone: bool = False

    def lines(self) -> Iterator[list[bytes]]:
        """Yield what is new, some whole lines at a time; each is to be taken before the next.

        A file that was renamed is read to its end, through what is open of it, when another under
        its name holds something: who writes to that writes no more to the old one. Where nothing
        is open of it, or it was cut, its rest is read of a file beside it that begins as its name
        does and holds the same up to the place. A line that has no end yet is left for the next
        time, unless its file is put aside.

        Raises:
            LoadError: if the file cannot be read.
        """
        try:
            self._open_first()
            while True:
                is_over = self._is_over()
                yield from self._whole_lines(is_over=is_over)
                if not is_over:
                    return
                self._begin_anew()
        except OSError as error:
            message = f"{self.path}: cannot be read: {error.strerror or error}"
            raise LoadError(message) from error

    def take(self, lines: Sequence[bytes]) -> None:
        """Go on behind these lines."""
        self.place += sum(map(len, lines))
        self.row += len(lines)
        for line in lines[-_MARKED:]:
            self._end = (self._end + line[-_MARKED:])[-_MARKED:]
        self.mark = _digest(self._end)

    def close(self) -> None:
        """Close what is open."""
        if self._log is not None:
            self._log.close()

    def _open_first(self) -> None:
        if self._log is not None:
            return
        self._log = self.path.open("rb")
        status = os.fstat(self._log.fileno())
        if not stat.S_ISREG(status.st_mode):
            self.close()
            message = f"{self.path}: is no file, which --follow needs; read it without --follow"
            raise LoadError(message)
        if self.file in {None, status.st_ino} and self._is_read_of(self._log):
            self.file = status.st_ino
            self._end = self._before_place(self._log)
        else:
            self._go_aside()

    def _is_over(self) -> bool:
        """Whether nothing more comes to the file that is open, but what is in it now."""
        assert self._log is not None  # noqa: S101 - for the type checker
        here = os.fstat(self._log.fileno())
        try:
            there = self.path.stat()
        except FileNotFoundError:
            if not self._is_gone:
                self.said.append("is gone; waits for another")
            self._is_gone = True
            return False
        self._is_gone = False
        if not self._is_read_of(self._log):
            self._go_aside()
            return True
        is_same = (here.st_ino, here.st_dev) == (there.st_ino, there.st_dev)
        return not is_same and there.st_size > 0

    def _whole_lines(self, *, is_over: bool) -> Iterator[list[bytes]]:
        assert self._log is not None  # noqa: S101 - for the type checker
        while True:
            self._log.seek(self.place)
            lines = self._log.readlines(AT_ONCE)
            is_cut = bool(lines) and not lines[-1].endswith(b"\n")
            whole = lines[:-1] if is_cut and not is_over else lines
            if not whole or not self._is_still(lines):
                return
            yield whole

    def _is_still(self, lines: Sequence[bytes]) -> bool:
        """Whether these lines are behind the place, and the file was not cut and filled meanwhile.

        Where it was, the next look finds that out.
        """
        assert self._log is not None  # noqa: S101 - for the type checker
        read = b"".join(lines)
        held = os.pread(self._log.fileno(), len(read), self.place)
        return held == read and self._is_read_of(self._log)

    def _begin_anew(self) -> None:
        """Go on with the next that was put aside after what was read, or with the log itself.

        Where the old one was cut while it was looked at, its rest is to be looked for first.
        """
        assert self._log is not None  # noqa: S101 - for the type checker
        if not self._is_read_of(self._log):
            return
        path = next(self._put_aside_after(os.fstat(self._log.fileno())), self.path)
        self.close()
        self._log = path.open("rb")
        self.file = os.fstat(self._log.fileno()).st_ino
        self.place, self.row, self.mark, self._end = 0, 0, "", b""
        where = "is another file now" if path == self.path else f"was {path} in between"
        self.said.append(f"{where}, read from its beginning")

    def _go_aside(self) -> None:
        """Open the file beside the log that what was read is of, if there is one."""
        self.close()
        for path in sorted(self._beside()):
            log = _opened(path)
            if log is None:
                continue
            status = os.fstat(log.fileno())
            if (status.st_ino == self.file or self.place) and self._is_read_of(log):
                self._log, self._end = log, self._before_place(log)
                self.file = status.st_ino
                self.said.append(f"is another file now; what is new of the old one is in {path}")
                return
            log.close()
        self._log = Path(os.devnull).open("rb")  # noqa: SIM115 - `close` does
        self.place, self.row, self.mark, self._end = 0, 0, "", b""
        self.said.append("was put aside, and is not found beside: what was new there is not read")

    def _put_aside_after(self, old: os.stat_result) -> Iterator[Path]:
        """Yield the files that were put aside after another, as their names and times say."""
        if stat.S_ISREG(old.st_mode):
            found = [
                (path.stat().st_mtime_ns, path)
                for path in self._beside()
                if _NUMBERED.fullmatch(path.name.removeprefix(self.path.name)) and path.is_file()
            ]
            yield from (path for time, path in sorted(found) if time > old.st_mtime_ns)

    def _beside(self) -> Iterator[Path]:
        return self.path.parent.glob(f"{escape(self.path.name)}?*")

    def _is_read_of(self, log: BinaryIO) -> bool:
        """Whether a file holds what was read, as far as its end tells."""
        return os.fstat(log.fileno()).st_size >= self.place and self.mark in {
            "",
            _digest(self._before_place(log)),
        }

    def _before_place(self, log: BinaryIO) -> bytes:
        first = max(0, self.place - _MARKED)
        return os.pread(log.fileno(), self.place - first, first)


def _digest(text: bytes) -> str:
    return sha256(text).hexdigest() if text else ""


def _opened(path: Path) -> BinaryIO | None:
    try:
        return path.open("rb") if path.is_file() else None
    except OSError:
        return None
