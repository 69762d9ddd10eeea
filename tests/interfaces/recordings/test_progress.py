"""A terminal is told how far a long reading is, and nothing else is."""

import io
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from wayout.interfaces.recordings.finding import LogFile
from wayout.interfaces.recordings.normalising import normalise
from wayout.interfaces.recordings.opening import Reading, opened
from wayout.interfaces.recordings.progress import Meter, metered
from wayout.interfaces.recordings.spark import how_far

LINE = '{"id": "v1", "time": 1, "status": "creating"}\n'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_what_is_no_terminal_is_told_nothing(stream: io.StringIO | None) -> None:
    asked = Event()
    with metered(stream, every=0.001) as meter:
        meter.ask = lambda: str(asked.set())
        assert not asked.wait(0.01)
    assert stream is None or stream.getvalue() == ""


def test_a_terminal_is_told_and_its_line_is_wiped() -> None:
    stream, asked = Terminal(), Event()

    def how_far() -> str | None:
        said = None if asked.is_set() else "half"
        asked.set()
        return said

    with metered(stream, every=0.001) as meter:
        meter.ask = how_far
        assert asked.wait(10)
    assert stream.getvalue() == f"wayout: half\r{' ' * 12}\r"


def test_the_rows_of_json_are_counted(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(LINE * 3, encoding="utf-8")
    said: list[str | None] = []

    class Noting(Meter):
        def __setattr__(self, name: str, value: object) -> None:
            if name == "ask" and hasattr(self, "ask"):
                said.append(self.ask())
            super().__setattr__(name, value)

    normalise([LogFile(str(log), "log", "json")], tmp_path / "out", {}, "volume", meter=Noting())
    assert said == [None, "3 rows read"]


def test_an_engine_tells_nothing_between_queries(tmp_path: Path) -> None:
    log, meter = tmp_path / "log.csv", Meter()
    log.write_text("id,time,status\nv1,2026-01-31,creating\n", encoding="utf-8")
    with opened([str(log)], Reading("volume", meter=meter)) as read:
        read.table.to_pyarrow()
        assert meter.ask() is None


def test_spark_tells_the_tasks_of_the_stages_that_run() -> None:
    """A stage may end between two questions, and the session too."""
    stages = {1: SimpleNamespace(numTasks=1000, numCompletedTasks=7), 2: None}

    class Tracker:
        def __init__(self, *active: int) -> None:
            self.getActiveStageIds = lambda: active
            self.getStageInfo = stages.__getitem__

    assert how_far(Tracker(1, 2)) == "reading, 7 of 1,000 tasks done"
    assert how_far(Tracker(2)) is how_far(Tracker()) is how_far(Tracker(3)) is None
