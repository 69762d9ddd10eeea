"""Bounded search says what the textbook says, or nothing, and its runs are short."""

from __future__ import annotations

import os
import signal
import threading

import pytest
from bench.families import family
from tests.analysis.systems.comparing import compare, formula_of_one_state
from tests.analysis.systems.parts import member
from tests.analysis.systems.running import assert_runs
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.limits import Deadline
from wayout.analysis.logic.parsing import parse
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import NONE, Bounds
from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.engine import EngineError
from wayout.analysis.systems.system import System

pytest.importorskip("pysat")

import pysolvers

from wayout.analysis.systems.bounded import searching
from wayout.analysis.systems.bounded.interrupting import interruptible
from wayout.analysis.systems.bounded.proving import Bounded
from wayout.analysis.systems.textbook import Textbook


def engine(system: System) -> Bounded:
    return Bounded(system, NONE)


def claim(value: dict, name: str) -> str:
    return next(each["formula"] for each in value["claims"] if each["name"] == name)


def test_it_says_what_the_textbook_says() -> None:
    seeds = range(1_000, 1_060)
    found = compare(engine, seeds, naming=False, formulas=formula_of_one_state)
    assert min(found[verdict] for verdict in ("holds", "fails", "vacuous")) > 10


@pytest.mark.parametrize(("name", "size"), [("A", 2), ("B", 1), ("C", 3)])
@pytest.mark.parametrize("flaw", ["", "guard"])
def test_runs_are_shortest(name: str, size: int, flaw: str) -> None:
    value = family(name, size, flaw=flaw)
    system = system_of(value)
    for wanted in ("never-bad", "deep-reachable", "deadlock-free"):
        formula = parse(claim(value, wanted))
        result, expected = engine(system).prove(formula), Textbook(system, NONE).prove(formula)
        assert result.verdict is expected.verdict
        assert len(result.stem) == len(expected.stem) or result.verdict is Verdict.VACUOUS
        assert_runs(system, result)


def test_a_hole_fifty_events_deep_is_found_with_a_shortest_run() -> None:
    value = family("A", 10)
    result = engine(system_of(value)).prove(parse(claim(value, "deep-reachable")))
    assert (result.verdict, len(result.stem)) == (Verdict.HOLDS, 51)


def test_it_is_proved_by_induction_that_there_is_no_run() -> None:
    value = family("B", 2)
    assert engine(system_of(value)).prove(parse(claim(value, "never-bad"))).verdict is Verdict.HOLDS


def test_a_proof_for_one_start_says_nothing_of_steps_after_another() -> None:
    parts = (
        Part(member("a", 3), (LocalStep("b", 0, 1), LocalStep("c", 1, 2, actor="user"))),
        Part(member("b", 2, (0, 1)), ()),
    )
    result = engine(compose("two", parts)).prove(parse("E{user}F actor(user)"))
    assert result.verdict is Verdict.HOLDS


def test_what_is_neither_found_nor_proved_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_STEPS", 3)
    monkeypatch.setattr(searching, "MOST_INDUCTION", 0)
    value = family("A", 1)
    result = engine(system_of(value)).prove(parse(claim(value, "never-bad")))
    assert result.verdict is Verdict.UNDETERMINED
    assert result.remark == (
        "no run is found within 3 parallel steps, and no proof by induction over 0"
    )


def test_time_is_bounded() -> None:
    value = family("A", 1)
    late = Bounded(system_of(value), Bounds(deadline=Deadline.after(0)))
    result = late.prove(parse(claim(value, "never-bad")))
    assert (result.verdict, result.remark) == (Verdict.UNDETERMINED, "0 seconds are over")


@pytest.mark.parametrize(
    "formula",
    [
        "G (v0.none -> F !v0.none)",
        "AG F v0.none",
        "AG X v0.none",
        "EF (v0.none U !v0.none)",
        "EF (event(c) R v0.none)",
        "A{user}G (v0.none W true)",
    ],
)
def test_linear_time_is_refused(formula: str) -> None:
    with pytest.raises(EngineError, match="decides AG and EF of what is said of one state, not"):
        engine(system_of(family("A", 1))).prove(parse(formula))


def test_other_formulas_are_refused() -> None:
    system = system_of(family("A", 1))
    with pytest.raises(EngineError, match="decides AG and EF of what is said of one state, not"):
        engine(system).prove(parse("AG EF v0.none"))
    with pytest.raises(EngineError, match="does not count"):
        engine(system).count()


@pytest.mark.slow
def test_ctrl_c_ends_a_solver_at_work() -> None:
    value = family("D", 10)
    timer = threading.Timer(3, os.kill, (os.getpid(), signal.SIGINT))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job may ignore it
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            engine(system_of(value)).prove(parse(claim(value, "never-bad")))
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("said", "raised"),
    [("Caught keyboard interrupt", KeyboardInterrupt), ("another", pysolvers.error)],
)
def test_an_error_of_the_solver_is_ctrl_c_only_if_it_says_so(
    said: str, raised: type[BaseException]
) -> None:
    with pytest.raises(raised), interruptible():
        raise pysolvers.error(said)
