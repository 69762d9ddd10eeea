"""Several processes find what one does, whoever of them does what."""

import errno
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.check import Check
from wayout.analysis.checks.catalogue import checks
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.running import Subject, in_turn
from wayout.interfaces.loading import load
from wayout.interfaces.working import Workers
from wayout.interfaces.working import workers as module
from wayout.interfaces.working.worker import Worker
from wayout.machines.vocabulary import Accepted, Role

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forks")

ALL = checks()


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is worth a process, beside the threads of a test runner too."""
    monkeypatch.setattr(module, "WORTH", 1)
    monkeypatch.setattr(module, "is_safe", lambda: True)


def tiny(name: str, size: int = 3) -> Lifecycle:
    names = [f"s{i}" for i in range(size)]
    steps = [step("go", one, other) for one, other in pairwise(names)]
    return lifecycle(dict.fromkeys(names, Role.STABLE), steps, name=name)


def saying(what: str, run) -> Check:
    """Return a check that finds what `run` says of a lifecycle."""

    def found(one: Lifecycle) -> Iterator[Finding]:
        yield check.finding(one, str(run(one)))

    check = Check("WO999", what, Severity.INFO, what, what, found)
    return check


def said(workers: Workers, subjects: Sequence[Subject]) -> list[str]:
    return [each.findings[0].message for each in workers.run(subjects)]


def settle(workers: Workers) -> None:
    """Wait until all that has begun is done."""
    for worker in workers._at_work:
        worker._ended(0)


PROCESS = saying("process", lambda _: os.getpid())


@settings(max_examples=10)
@given(st.lists(lifecycles(), max_size=6), st.integers(0, 6), st.integers(1, 4))
def test_they_find_what_one_process_does(some: list[Lifecycle], begun: int, processes: int) -> None:
    with closing(Workers(ALL, None, processes)) as workers:
        for each in some[:begun]:
            workers.begin(each)
        assert workers.run(some) == in_turn(ALL, None)(some)


def test_all_that_is_found_on_real_ones_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(["backup", "server_migration", "attachment", "volume_backups"])
    subjects = (*loaded.lifecycles, *loaded.systems)
    expected = in_turn(ALL, None)(subjects)
    here, run = os.getpid(), module.run
    alone: list[str] = []

    def noted(subject: Subject, checks: Sequence[Check], seconds: float | None):
        if os.getpid() == here:
            alone.append(subject.name)
        return run(subject, checks, seconds)

    monkeypatch.setattr(module, "run", noted)
    with closing(Workers(ALL, None, 5)) as workers:
        for each in subjects:
            workers.begin(each)
        settle(workers)
        assert workers.run(subjects) == expected
    assert alone == []


def test_what_is_begun_is_checked_elsewhere_and_once() -> None:
    some = [tiny("one"), tiny("two"), tiny("three")]
    with closing(Workers([PROCESS], None, 2)) as workers:
        for each in some:
            workers.begin(each)
        settle(workers)
        first = said(workers, some)
        assert first[0] != str(os.getpid())
        assert said(workers, some) == first


def test_one_process_is_this_one() -> None:
    some = [tiny("one"), tiny("two")]
    with closing(Workers([PROCESS], None, 1)) as workers:
        workers.begin(some[0])
        assert said(workers, some) == [str(os.getpid())] * 2


def test_little_work_stays_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH", 100)
    some = [tiny("one"), tiny("two")]
    with closing(Workers([PROCESS], None, 4)) as workers:
        for each in some:
            workers.begin(each)
        assert said(workers, some) == [str(os.getpid())] * 2


def test_foreign_threads_keep_all_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_safe", lambda: False)
    some = [tiny("one"), tiny("two")]
    with closing(Workers([PROCESS], None, 4)) as workers:
        for each in some:
            workers.begin(each)
        assert said(workers, some) == [str(os.getpid())] * 2


def test_what_was_changed_since_is_checked_as_it_is_now() -> None:
    size = saying("size", lambda one: len(one.states))
    with closing(Workers([size], None, 3)) as workers:
        for name in ("one", "two", "one"):
            workers.begin(tiny(name))
        known = replace(tiny("two"), accepted=(Accepted("WO999", (), "known", "doc"),))
        assert said(workers, [tiny("one", 7), known, tiny("three", 5)]) == ["7", "3", "5"]


def test_what_logs_say_of_it_is_not_overlooked() -> None:
    held = saying("held", lambda one: one.recorded)
    with closing(Workers([held], None, 3)) as workers:
        workers.begin(tiny("one"))
        assert said(workers, [replace(tiny("one"), recorded="a log")]) == ["a log"]


def test_what_a_killed_worker_leaves_is_checked_here() -> None:
    here = os.getpid()

    def die_elsewhere(one: Lifecycle) -> str:
        if os.getpid() != here and one.name == "two":
            os.kill(os.getpid(), signal.SIGKILL)
        return one.name

    names = ["one", "two", "three", "four"]
    with closing(Workers([saying("name", die_elsewhere)], None, 3)) as workers:
        for name in names:
            workers.begin(tiny(name))
        assert said(workers, [tiny(name) for name in names]) == names


def test_a_defect_is_raised_here() -> None:
    with closing(Workers([saying("wrong", lambda _: 1 / 0)], None, 3)) as workers:
        workers.begin(tiny("one"))
        with pytest.raises(ZeroDivisionError):
            workers.run([tiny("one")])


@pytest.mark.parametrize("missing", ["fork", "pipe", "memfd_create"])
def test_without_room_for_a_process_all_is_checked_here(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.EMFILE, "too many")

    some = [tiny("one"), tiny("two")]
    with closing(Workers([PROCESS], None, 4)) as workers:
        monkeypatch.setattr(os, missing, full)
        workers.begin(some[0])
        assert said(workers, some) == [str(os.getpid())] * 2


def test_an_interrupt_while_it_waits_leaves_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    out, into = os.pipe()

    def wait(one: Lifecycle) -> None:
        os.write(into, b"%d " % os.getpid())
        if one.name == "three":
            signal.pause()

    answer, asked = Worker.answer, []

    def interrupted(worker: Worker) -> object:
        asked.append(worker)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return answer(worker)

    monkeypatch.setattr(Worker, "answer", interrupted)
    with closing(Workers([saying("", wait)], None, 4)) as workers:
        for name in ("three", "one", "two"):
            workers.begin(tiny(name))
            settle_but_first(workers)
        with pytest.raises(KeyboardInterrupt):
            workers.run([])
    for pid in os.read(out, 100).split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)


def settle_but_first(workers: Workers) -> None:
    for worker in workers._at_work[1:]:
        worker._ended(0)


def test_processes_grow_with_the_logarithm_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, forks = os.fork, []
    monkeypatch.setattr(os, "fork", lambda: forks.append(None) or fork())
    with closing(Workers([saying("name", lambda one: one.name)], None, 2)) as workers:
        for number in range(1_000):
            workers.begin(tiny(f"n{number}"))
            settle(workers)
        assert len(workers._shares) < 100
    assert 20 < len(forks) < 80


def test_no_worker_is_left_when_it_is_closed_early() -> None:
    out, into = os.pipe()

    def wait(_: Lifecycle) -> None:
        os.write(into, b"%d " % os.getpid())
        signal.pause()

    with closing(Workers([saying("wait", wait)], None, 2)) as workers:
        workers.begin(tiny("one"))
        pid = int(os.read(out, 100))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_very_many_are_no_more_work_than_they_are() -> None:
    names = [f"n{i}" for i in range(3_000)]
    some = [tiny(name, 1) for name in names]
    with closing(Workers([saying("name", lambda one: one.name)], None, 3)) as workers:
        for each in some:
            workers.begin(each)
        assert said(workers, some) == names
