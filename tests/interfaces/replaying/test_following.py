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
    assert told.stderr == f"{log}: is another file now, read from its beginning\n"
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
    first, *_, more, incomplete, late = result.stderr.splitlines()
    assert first.endswith(": not JSON: Expecting value")
    assert more == f"{log}: 4 rows more that cannot be read"
    assert incomplete == f"{log}: 1 row without a resource, a time or a state"
    assert late == f"{log}: 1 row older than what is known of their resource, which say nothing"
    assert (result.exit_code, result.stdout) == (0, "")


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


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
