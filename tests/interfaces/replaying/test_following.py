"""A log that grows is followed: what is wrong is told as it comes, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.interfaces.conftest import Wayout

from wayout.interfaces.config import Config
from wayout.interfaces.loading import load_lifecycles
from wayout.interfaces.replaying import growing, remembering
from wayout.interfaces.replaying.asked import Asked, Followed
from wayout.interfaces.replaying.following import followed


def row(resource: str, second: int, status: str) -> str:
    return json.dumps({"id": resource, "time": 1_769_860_800 + second, "status": status}) + "\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.jsonl"
    path.write_text(row("v1", 0, "creating") + row("v1", 1, "available"), encoding="utf-8")
    return path


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def test_what_is_new_is_told_once(wayout: Wayout, log: Path, tmp_path: Path) -> None:
    options = ("-l", "volume", "--follow", "--once", "--remember", str(tmp_path / "known"))
    assert wayout("replay", str(log), *options).stdout == ""
    append(log, row("v1", 2, "avail") + row("v1", 3, "in-use")[:9])
    first = wayout("replay", str(log), *options)
    assert (first.exit_code, first.stdout) == (
        1,
        "2026-01-31 12:00:02: unknown-state volume: v1 from 'available' to 'avail'\n",
    )
    append(log, row("v1", 3, "in-use")[9:] + row("v1", 4, "nothing"))
    assert "from 'in-use' to 'nothing'" in wayout("replay", str(log), *options).stdout
    assert wayout("replay", str(log), *options).stdout == ""


def test_a_log_that_begins_anew_is_read_from_its_beginning(
    wayout: Wayout, log: Path, tmp_path: Path
) -> None:
    options = ("-l", "volume", "--follow", "--once", "--remember", str(tmp_path / "known"))
    wayout("replay", str(log), *options)
    log.write_text(row("v1", 5, "gone"), encoding="utf-8")
    told = wayout("replay", str(log), *options)
    assert told.stderr == (
        f"{log}: was put aside, and is not found beside: what was new there is not read\n"
        f"{log}: is another file now, read from its beginning\n"
    )
    assert (
        told.stdout == "2026-01-31 12:00:05: unknown-state volume: v1 from 'available' to 'gone'\n"
    )


def test_what_stays_too_long_is_told_once(wayout: Wayout, log: Path, tmp_path: Path) -> None:
    options = ("-l", "volume", "--follow", "--once", "--remember", str(tmp_path / "known"))
    late = ("--stuck-after", "available=1h")
    told = wayout("replay", str(log), *options, *late).stdout
    assert "WO605 volume: v1 is in 'available' since 2026-01-31 12:00:01" in told
    assert wayout("replay", str(log), *options, *late).stdout == ""


def test_lines_that_say_nothing_are_named_and_counted(wayout: Wayout, log: Path) -> None:
    append(log, '{"id": "v2", "time": "soon", "status": "creating"}\nnope\n5\n')
    append(log, "x\n" * 12 + row("v1", 0, "creating"))
    result = wayout("replay", str(log), "-l", "volume", "--follow", "--once")
    incomplete, first, *_, more, late = result.stderr.splitlines()
    assert incomplete == f"{log}:3: 'soon' is no time"
    assert first == f"{log}:4: not JSON: Expecting value"
    assert more == f"{log}: 4 rows more that cannot be read"
    assert late == f"{log}: 1 row older than what is known of their resource, which say nothing"
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("log.csv", "id,time,status\nv1,1,creating\n", "is csv; --follow reads JSON lines"),
        ("log.jsonl", "\x1f\x8b", "is gzipped; --follow reads JSON lines"),
        ("log.jsonl", "PAR1", "is parquet; --follow reads JSON lines"),
        ("log.jsonl", "nothing\nat all\n", "no line of it can be read"),
        ("log.jsonl", '{"id": "v", "at": 1, "shown": "x"}\n', "no column says the state"),
    ],
)
def test_a_log_of_which_nothing_is_understood_is_refused(
    wayout: Wayout, tmp_path: Path, name: str, text: str, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("latin-1"))
    result = wayout("replay", str(path), "-l", "volume", "--follow", "--once")
    assert result.exit_code == 2
    assert f"error: {path}: {said}" in result.stderr


def test_a_log_may_begin_with_half_a_line(wayout: Wayout, tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text('eating"}\n' + row("v1", 0, "nonsense"), encoding="utf-8")
    result = wayout("replay", str(path), "-l", "volume", "--follow", "--once")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)


@pytest.mark.parametrize("states", [("deleted", "in-use"), ("in-use", "deleted")])
def test_what_has_one_time_may_have_come_in_another_order(
    wayout: Wayout, log: Path, states: tuple[str, ...]
) -> None:
    append(log, "".join(row("v1", 2, state) for state in states))
    follow = ("-l", "volume", "--follow", "--once")
    assert wayout("replay", str(log), *follow).stdout == ""
    assert wayout("replay", str(log), "-l", "volume").exit_code == 0
    append(log, row("v1", 3, "available"))
    assert "after-final volume: v1 from 'deleted'" in wayout("replay", str(log), *follow).stdout


def test_a_log_that_is_put_aside_is_read_to_its_end(
    wayout: Wayout, log: Path, tmp_path: Path
) -> None:
    options = ("-l", "volume", "--follow", "--once", "--remember", str(tmp_path / "known"))
    wayout("replay", str(log), *options)
    append(log, row("v1", 2, "tail"))
    log.rename(tmp_path / "log.jsonl.1")
    log.write_text(row("v1", 3, "head"), encoding="utf-8")
    told = wayout("replay", str(log), *options).stdout
    assert [line.split()[-1] for line in told.splitlines()] == ["'tail'", "'head'"]


def test_what_is_known_is_written_while_there_is_more_to_read(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "AT_ONCE", 1)
    monkeypatch.setattr(remembering, "_LEAST_APART", 0)
    monkeypatch.setattr(remembering, "_TIMES", 0)
    append(log, "".join(row(f"w{number}", number, "nonsense") for number in range(20)))
    known, about = tmp_path / "known", load_lifecycles(["volume"])
    how = Followed(str(known), 1.0, once=True)
    first = followed(str(log), about, Asked("volume"), Config(), how)
    before = [next(first) for _ in range(12)]
    first.close()
    after = list(followed(str(log), about, Asked("volume"), Config(), how))
    assert before[:11] + after == list(
        followed(str(log), about, Asked("volume"), Config(), Followed(None, 1.0, once=True))
    )


def test_no_more_is_held_than_is_read_together(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backlog in which everything is wrong is told while it is read."""
    monkeypatch.setattr(growing, "AT_ONCE", 1000)
    append(log, "".join(row(f"w{number}", number, "nonsense") for number in range(200)))
    about, how = load_lifecycles(["volume"]), Followed(None, 1.0, once=True)
    told = followed(str(log), about, Asked("volume"), Config(), how)
    next(told)
    with log.open("a", encoding="utf-8") as file:
        file.write(row("late", 1, "nonsense"))
    assert sum("late" in line.text for line in told) == 1


def test_blanks_around_a_state_are_cut_as_of_a_whole_log(wayout: Wayout, log: Path) -> None:
    log.write_text(row("v", 1, " creating") + row("v", 2, "available "), encoding="utf-8")
    followed = wayout("replay", str(log), "-l", "volume", "--follow", "--once")
    whole = wayout("replay", str(log), "-l", "volume", "-f", "concise")
    assert (followed.exit_code, followed.stdout, whole.exit_code) == (0, "", 0)


def test_what_comes_late_says_nothing(wayout: Wayout, log: Path) -> None:
    append(log, row("v1", 0, "in-use"))
    result = wayout("replay", str(log), "-l", "volume", "--follow", "--once", "--complete")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    "text", ["", "{}", '{"version": 2}', "[1]", '{"version": 1, "place": "x"}']
)
def test_a_memory_that_is_none_is_refused(
    wayout: Wayout, log: Path, tmp_path: Path, text: str
) -> None:
    known = tmp_path / "known"
    known.write_text(text, encoding="utf-8")
    result = wayout("replay", str(log), "-l", "volume", "--follow", "--remember", str(known))
    assert result.exit_code == 2
    assert "is no memory of `replay --follow`" in result.stderr
    assert known.read_text(encoding="utf-8") == text


def test_a_run_that_is_killed_loses_nothing(log: Path, tmp_path: Path) -> None:
    known = tmp_path / "known"
    command = [sys.executable, "-m", "wayout", "replay", str(log), "-l", "volume", "--follow"]
    command += ["--remember", str(known), "--every", "0.01"]
    told: set[str] = set()
    for turn in range(3):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
        wait_for(known)
        for number in range(40):
            append(log, row(f"w{turn}-{number}", number, "nonsense"))
        os.kill(process.pid, signal.SIGKILL)
        told.update((process.communicate()[0] or "").splitlines())
    last = subprocess.run(  # noqa: S603
        [*command, "--once"], capture_output=True, text=True, check=False
    )
    told.update(last.stdout.splitlines())
    assert {line.split()[4] for line in told if "nonsense" in line} == {
        f"w{turn}-{number}" for turn in range(3) for number in range(40)
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["known", "log.jsonl"]


@pytest.mark.slow
def test_a_run_that_is_killed_in_a_long_backlog_goes_on_from_there(
    log: Path, tmp_path: Path
) -> None:
    known, size = tmp_path / "known", 60_000
    append(log, "".join(row(f"w{number}", number, "nonsense") for number in range(size)))
    command = [sys.executable, "-m", "wayout", "replay", str(log), "-l", "volume", "--follow"]
    command += ["--remember", str(known), "--once"]
    with (tmp_path / "told").open("wb") as output:
        process = subprocess.Popen(command, stdout=output)  # noqa: S603
        wait_for(known)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert 0 < json.loads(known.read_text())["place"] < log.stat().st_size
    rest = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    first = (tmp_path / "told").read_text(encoding="utf-8").splitlines()
    second = rest.stdout.splitlines()
    assert len(second) < size
    told = {line.split()[4] for line in (*first, *second) if line.endswith("'nonsense'")}
    assert told == {f"w{number}" for number in range(size)}


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
