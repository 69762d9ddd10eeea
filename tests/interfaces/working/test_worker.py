"""A worker answers or does not, and never outlives its purpose."""

import os
import queue
import resource
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from tests.interfaces.process import python

from wayout.interfaces.loading.pumping import Pump
from wayout.interfaces.working import worker as module
from wayout.interfaces.working.worker import Worker, are_possible, is_safe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forks")

LARGE = 1 << 20
"""More than a pipe takes."""


def has_ended(pid: int) -> bool:
    with suppress(ProcessLookupError):
        process = os.pidfd_open(pid)
        try:
            return bool(select.select([process], [], [], 10)[0])
        finally:
            os.close(process)
    return True


def test_it_answers_from_a_process_of_its_own():
    worker = Worker(lambda: (os.getpid(), b"x" * LARGE))
    pid, large = worker.answer()
    assert pid != os.getpid()
    assert len(large) == LARGE
    assert worker.has_ended


def test_it_ends_before_anybody_reads_its_answer():
    worker = Worker(lambda: b"x" * LARGE)
    assert has_ended(worker._pid)
    assert len(worker.answer()) == LARGE


@pytest.mark.parametrize(
    "do",
    [
        lambda: 1 / 0,
        lambda: sys.exit(0),
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: signal.raise_signal(signal.SIGINT),
        lambda: lambda: None,
    ],
    ids=["raises", "exits", "killed", "interrupted", "unspeakable"],
)
def test_without_an_answer_it_has_none_and_says_nothing(do, capfd: pytest.CaptureFixture[str]):
    assert Worker(do).answer() is None
    assert capfd.readouterr() == ("", "")


def test_it_can_be_killed_at_work():
    worker = Worker(lambda: time.sleep(60))
    worker.kill()
    assert worker.has_ended


def test_it_does_not_outlive_who_it_works_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "_LOOKS", 0.01)
    out, into = os.pipe()

    def leave_one() -> None:
        Worker(lambda: os.write(into, b"%d\n" % os.getpid()) and time.sleep(60))
        told = os.read(out, 100)
        os.write(into, told)
        os._exit(0)

    assert Worker(leave_one).answer() is None
    assert has_ended(int(os.read(out, 100)))


def test_only_our_own_threads_may_be_there(monkeypatch: pytest.MonkeyPatch):
    own, foreign = Pump(0, queue.Queue(), is_answer=True), threading.Thread()
    cases = (([], True), ([own], True), ([foreign], False), ([own, foreign], False))
    for others, expected in cases:
        threads = [threading.main_thread(), *others]
        monkeypatch.setattr(threading, "enumerate", lambda threads=threads: threads)
        for tasks, is_known in ((len(threads), True), (len(threads) + 1, False), (None, False)):
            monkeypatch.setattr(module, "_tasks", lambda tasks=tasks: tasks)
            assert is_safe() is (expected and is_known)


def test_threads_that_python_does_not_know_are_seen():
    code = (
        "import _thread, time; from wayout.interfaces.working.worker import is_safe; "
        "print(is_safe()); _thread.start_new_thread(time.sleep, (60,)); print(is_safe())"
    )
    assert python("-c", code).stdout.split() == ["True", "False"]


def test_with_few_descriptors_there_are_none(monkeypatch: pytest.MonkeyPatch):
    assert are_possible()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (63, 1024))
    assert not are_possible()


def test_a_python_without_files_in_memory_has_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(os, "memfd_create")
    assert not are_possible()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, also where a job ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_in_the_middle_of_a_fork_comes_after_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    fork, started = os.fork, []

    def interrupted() -> int:
        signal.raise_signal(signal.SIGINT)
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Worker(lambda: time.sleep(60))
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert capfd.readouterr() == ("", "")


def test_what_ignores_ctrl_c_has_workers_that_do():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        worker = Worker(lambda: signal.raise_signal(signal.SIGINT) or "still here")
        assert worker.answer() == "still here"
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_where_nobody_waits_for_processes_there_is_no_answer():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert Worker(lambda: "lost").answer() is None
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_an_answer_is_given_once_and_nothing_is_killed_after_it():
    worker = Worker(lambda: "once")
    assert worker.answer() == "once"
    worker.kill()
    worker.kill()
