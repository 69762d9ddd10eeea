import os
import stat
from pathlib import Path

import pytest

from wayout.interfaces.cli import output
from wayout.interfaces.cli.output import append, deliver, screen_of, write_whole
from wayout.interfaces.errors import OutputError
from wayout.interfaces.layout import Screen


class Terminal:
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Pipe(Terminal):
    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("environment", "on_terminal", "on_pipe"),
    [
        ({}, Screen(77, colour=True), None),
        ({"NO_COLOR": "1"}, Screen(77, colour=False), None),
        ({"NO_COLOR": ""}, Screen(77, colour=True), None),
        ({"FORCE_COLOR": "1"}, Screen(77, colour=True), Screen(77, colour=True)),
        ({"FORCE_COLOR": "0"}, Screen(77, colour=True), None),
        (
            {"FORCE_COLOR": "1", "NO_COLOR": "1"},
            Screen(77, colour=False),
            Screen(77, colour=False),
        ),
        ({"TERM": "dumb"}, Screen(77, colour=False), None),
        ({"COLUMNS": "5"}, Screen(40, colour=True), None),
    ],
)
def test_the_environment_says_how_a_terminal_is_used(
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    on_terminal: Screen,
    on_pipe: Screen | None,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm", "COLUMNS": "77"} | environment).items():
        monkeypatch.setenv(name, value)
    assert screen_of(Terminal()) == on_terminal
    assert screen_of(Pipe()) == on_pipe


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "x.txt", b"new")
    assert (tmp_path / "x.txt").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"b/x\.txt: cannot be written: No such file"):
        write_whole(tmp_path / "a" / "b" / "x.txt", b"new")
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.txt"
    path.write_text("old")

    def replace(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OutputError, match=r"x.txt: cannot be written: No space left on device"):
        write_whole(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing_where_it_does(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there/x.txt")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there/x.txt").read_text() == "new"


def test_a_link_in_place_of_the_part_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("old")
    (tmp_path / f".x.txt.{os.getpid()}.part").symlink_to(victim)
    with pytest.raises(OutputError, match=r"x\.txt: cannot be written: File exists"):
        write_whole(tmp_path / "x.txt", b"new")
    assert victim.read_text() == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_what_cannot_be_added_whole_is_an_error() -> None:
    with pytest.raises(OutputError, match="cannot be written: No space left on device"):
        append(Path("/dev/full"), b"new")


def test_a_device_is_written_to_and_not_replaced() -> None:
    device = Path(os.devnull)
    before = device.stat()
    write_whole(device, b"new")
    assert device.is_char_device()
    assert device.stat().st_ino == before.st_ino


def test_what_utf8_cannot_hold_is_spelt_out(tmp_path: Path) -> None:
    deliver("a\ud800b", str(tmp_path / "x.txt"))
    assert (tmp_path / "x.txt").read_text() == r"a\ud800b"


def test_a_closed_stdout_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output.sys, "stdout", None)
    with pytest.raises(OutputError, match="stdout is closed"):
        deliver("x")
