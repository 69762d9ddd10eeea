"""A run that is interrupted or killed leaves nothing half-written."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from tests.interfaces.process import started

ROWS = '{"id": "v", "time": 1, "status": "creating"}\n' * 100


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("verb", [("normalise",), ()], ids=["normalise", "replay"])
def test_a_run_that_ends_early_leaves_no_output(
    tmp_path: Path, verb: tuple[str, ...], how: signal.Signals
) -> None:
    """A pipe that is open and has no end: the run is in the midst of reading."""
    pipe, target, scratch = tmp_path / "log.jsonl", tmp_path / "out", tmp_path / "scratch"
    os.mkfifo(pipe)
    scratch.mkdir()
    process = started(
        *("replay", *verb, str(pipe), "-l", "volume", "-o", str(target)),
        cwd=tmp_path,
        env={"TMPDIR": str(scratch)},
    )
    with pipe.open("w", encoding="utf-8") as log:
        log.write(ROWS)
        log.flush()
        process.send_signal(how)
        errors = process.communicate(timeout=60)[1]
    assert process.returncode == (130 if how is signal.SIGINT else -how)
    assert "Traceback" not in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.jsonl", "scratch"]
    if how is signal.SIGINT:
        assert list(scratch.iterdir()) == []
