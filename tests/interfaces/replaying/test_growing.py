"""A log that is put aside is read to its end: whether it was renamed or copied, and when."""

import io
import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayout.interfaces.errors import LoadError
from wayout.interfaces.replaying import growing
from wayout.interfaces.replaying.growing import Growing

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FIRST = "".join(f"first {number}\n" for number in range(100))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "log[1].jsonl"
    found.write_text(FIRST, encoding="utf-8")
    return found


@pytest.fixture
def log(path: Path) -> Iterator[Growing]:
    found = Growing(path)
    yield found
    found.close()


def aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.1")


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def new(log: Growing) -> str:
    found = b""
    for lines in log.lines():
        log.take(lines)
        found += b"".join(lines)
    return found.decode()


def restart(log: Growing) -> None:
    """Forget what is open of the log, as a new run does."""
    log.close()
    known = Growing(log.path, log.place, log.row, log.file, log.mark)
    for name in Growing.__slots__:
        setattr(log, name, getattr(known, name))


@pytest.mark.parametrize("at_once", [1, 300, 1_000_000])
def test_whole_lines_are_read_once(
    log: Growing, path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "AT_ONCE", at_once)
    append(path, "half")
    assert new(log) == FIRST
    assert (log.place, log.row) == (len(FIRST), 100)
    append(path, " and half\n")
    assert new(log) == "half and half\n"
    append(path, "more\n")
    restart(log)
    assert new(log) == "more\n"


def test_a_file_that_was_renamed_is_read_until_another_holds_something(
    log: Growing, path: Path
) -> None:
    new(log)
    append(path, "second\n")
    path.rename(aside(path))
    append(aside(path), "third\n")
    assert new(log) == "second\nthird\n"
    path.touch()
    append(aside(path), "fourth\n")
    assert new(log) == "fourth\n"
    append(aside(path), "fifth\nwithout an end")
    append(path, "sixth\n")
    assert new(log) == "fifth\nwithout an endsixth\n"
    assert log.said == [
        "is gone; waits for another",
        "is another file now, read from its beginning",
    ]
    assert (log.place, log.row) == (len("sixth\n"), 1)


def test_a_file_that_was_renamed_and_packed_is_read_while_it_is_open(
    log: Growing, path: Path
) -> None:
    new(log)
    append(path, "second\n")
    path.unlink()
    path.write_text("third\n", encoding="utf-8")
    assert new(log) == "second\nthird\n"


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_file_that_was_copied_and_cut_is_read_of_its_copy(
    log: Growing, path: Path, *, is_restarted: bool
) -> None:
    new(log)
    append(path, "second\n")
    shutil.copy(path, aside(path))
    path.write_text("third\n" * 500, encoding="utf-8")
    assert path.stat().st_size > log.place
    if is_restarted:
        restart(log)
    assert new(log) == "second\n" + "third\n" * 500
    assert log.said[0] == f"is another file now; what is new of the old one is in {aside(path)}"


def test_a_file_that_was_cut_and_then_renamed_is_read_with_its_copy(
    log: Growing, path: Path
) -> None:
    new(log)
    append(path, "second\n")
    shutil.copy(path, path.with_name(f"{path.name}.2"))
    os.utime(path.with_name(f"{path.name}.2"), (1, 1))
    path.write_text("third\n", encoding="utf-8")
    path.rename(aside(path))
    path.write_text("fourth\n", encoding="utf-8")
    assert new(log) == "second\nthird\nfourth\n"


def test_a_file_that_was_renamed_in_between_is_found_beside(log: Growing, path: Path) -> None:
    new(log)
    append(path, "second\n")
    path.rename(aside(path))
    path.with_name(f"{path.name}.other").write_text("x" * 5000, encoding="utf-8")
    path.write_text("third\n", encoding="utf-8")
    restart(log)
    assert new(log) == "second\nthird\n"


def test_all_that_was_put_aside_in_between_is_read(log: Growing, path: Path) -> None:
    new(log)
    append(path, "second\n")
    for number, name in enumerate(("third\n", "fourth\n", "fifth\n"), 2):
        path.rename(path.with_name(f"{path.name}.{9 - number}"))
        os.utime(path.with_name(f"{path.name}.{9 - number}"), (number, number))
        path.write_text(name, encoding="utf-8")
    path.with_name(f"{path.name}.known").write_text("x" * 5000, encoding="utf-8")
    restart(log)
    lines = log.lines()
    log.take(next(lines))
    log.take(next(lines))
    restart(log)
    assert new(log) == "fourth\nfifth\n"


def test_a_file_that_had_nothing_yet_is_found_beside_by_what_it_is(
    log: Growing, path: Path
) -> None:
    path.write_text("", encoding="utf-8")
    new(log)
    append(path, "second\n")
    path.rename(aside(path))
    path.write_text("third\n", encoding="utf-8")
    restart(log)
    assert new(log) == "second\nthird\n"


@pytest.mark.parametrize("filled", [1, 200])
def test_a_file_that_is_cut_while_it_is_looked_at_is_read_of_its_copy(
    log: Growing, path: Path, monkeypatch: pytest.MonkeyPatch, filled: int
) -> None:
    look, third = Growing._is_over, "third\n" * filled

    def cut(log: Growing) -> bool:
        monkeypatch.undo()
        is_over = look(log)
        shutil.copyfile(path, aside(path))
        path.write_text(third, encoding="utf-8")
        return is_over

    new(log)
    append(path, "second\n")
    monkeypatch.setattr(Growing, "_is_over", cut)
    assert new(log) == ""
    assert new(log) == "second\n" + third


def test_a_file_that_is_cut_in_the_middle_of_a_look_is_read_from_its_beginning(
    log: Growing, path: Path
) -> None:
    third = "third\n" * 5000

    class Cut(io.FileIO):
        def readinto(self, buffer: "WriteableBuffer") -> int | None:
            count = super().readinto(buffer)
            path.write_text(third, encoding="utf-8")
            return count

    path.write_text(FIRST * 20, encoding="utf-8")
    log._log, log.file = io.BufferedReader(Cut(path)), path.stat().st_ino
    assert new(log) == ""
    assert new(log) == third


def test_a_file_that_was_renamed_and_is_cut_while_it_is_looked_at_is_read_of_its_copy(
    log: Growing, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, older = Growing._is_over, path.with_name(f"{path.name}.2")

    def cut(log: Growing) -> bool:
        monkeypatch.undo()
        is_over = look(log)
        shutil.copyfile(aside(path), older)
        aside(path).write_text("", encoding="utf-8")
        return is_over

    new(log)
    append(path, "second\n")
    path.rename(aside(path))
    append(path, "third\n")
    monkeypatch.setattr(Growing, "_is_over", cut)
    assert new(log) == "second\nthird\n"


@given(done=st.lists(st.sampled_from(["write", "look", "rename", "copy", "restart"]), max_size=25))
def test_nothing_is_lost_whatever_is_done_between_two_looks(done: list[str]) -> None:
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("log", *(f"log.{n}" for n in range(1, 30)))]
        path, written, found = files[0], 0, []
        path.write_text("", encoding="utf-8")
        log = Growing(path)
        is_known = False  # what is copied and cut before any of it was read is lost
        for time, what in enumerate(["write", "look", *done, "write", "look", "look"]):
            match what:
                case "write":
                    append(path, f"{written}\n{written + 1}\n")
                    written += 2
                case "look":
                    found += [int(number) for number in new(log).split()]
                    is_known = path.stat().st_size > 0
                case "restart":
                    restart(log)
                case _ if what == "rename" or is_known:
                    for old, older in reversed(list(itertools.pairwise(files[1:]))):
                        if old.exists():
                            old.rename(older)
                    if what == "rename":
                        path.rename(files[1])
                    else:
                        shutil.copyfile(path, files[1])
                        os.utime(files[1], (time, time))
                    path.write_text("", encoding="utf-8")
                    is_known = False
            os.utime(path, (time, time))
        log.close()
    assert found == list(range(written))


@pytest.mark.parametrize("is_restarted", [False, True])
def test_what_is_found_nowhere_is_said(log: Growing, path: Path, *, is_restarted: bool) -> None:
    new(log)
    path.write_text("second\n", encoding="utf-8")
    if is_restarted:
        restart(log)
    assert new(log) == "second\n"
    assert log.said == [
        "was put aside, and is not found beside: what was new there is not read",
        "is another file now, read from its beginning",
    ]


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    try:
        pipe = Growing(Path(f"/dev/fd/{reading}"))
        with pytest.raises(LoadError, match="is no file, which --follow needs"):
            new(pipe)
    finally:
        os.close(reading)
        os.close(writing)
    with pytest.raises(LoadError, match="cannot be read: Is a directory"):
        new(Growing(tmp_path))
