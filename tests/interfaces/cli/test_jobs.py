"""`wayout check` in several processes says what it says in one, and leaves none behind."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.interfaces.loading.test_containment import ends
from tests.interfaces.process import wayout

from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS

SOME = ("volume", "backup", "attachment", "image_import")

ASLEEP = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from wayout.interfaces.working import workers

def sleep(*_):
    print(os.getpid(), file=sys.stderr, flush=True)
    time.sleep(60)

workers.run = sleep
from wayout.interfaces.cli import main
main()
"""


@pytest.mark.parametrize(
    "targets",
    [SOME, pytest.param((*BUILTIN, *SYSTEMS), marks=pytest.mark.slow)],
    ids=["some", "all"],
)
def test_the_report_is_the_same(targets: tuple[str, ...], folder: Path) -> None:
    args = ("check", *targets, "-f", "json", "--no-accept")
    one = wayout(*args, "-j", "1", cwd=folder)
    several = wayout(*args, "-j", "3", cwd=folder)
    assert one.returncode == 1
    assert len(one.stdout) > 10_000
    assert (several.returncode, several.stdout, several.stderr) == (1, one.stdout, "")


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forks")
@pytest.mark.parametrize("interrupt", [os.kill, os.killpg], ids=["the first", "the group"])
def test_ctrl_c_ends_all_with_one_line(interrupt, folder: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", ASLEEP, "check", "volume", "backup", "-j", "2"],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stderr is not None
        too_long = threading.Timer(60, running.kill)
        too_long.start()
        at_work = {int(running.stderr.readline()) for _ in range(2)}
        interrupt(running.pid, signal.SIGINT)
        too_long.cancel()
        assert running.stderr.read() == "wayout: interrupted\n"
    assert running.returncode == 130
    assert len(at_work) == 2
    assert running.pid in at_work
    assert all(ends(one) for one in at_work)


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_so_many_processes_there_cannot_be(jobs: str, folder: Path) -> None:
    done = wayout("check", "gate.py", "-j", jobs, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "'-j' / '--jobs'" in done.stderr
