"""What must change nothing changes nothing, and limits end the work in good order."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from random import Random

import pytest
from bench.families import family
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.systems.parts import member, parts
from tests.analysis.systems.symbolic.comparing import atoms, random_formula
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.parsing import parse
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import Bounds
from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.symbolic import Prover, UnsupportedError, count, prove
from wayout.analysis.systems.symbolic.diagrams import Diagrams, Node
from wayout.analysis.systems.symbolic.table import Table
from wayout.analysis.systems.system import System

MEMBERS = 1_000


def chain(length: int) -> System:
    """Return members that each go on, after the one before them has."""
    made = []
    for index in range(length):
        when = {index - 1: frozenset({1})} if index else {}
        made.append(Part(member(f"m{index}", 2), (LocalStep(f"go{index}", 0, 1, when=when),)))
    return compose("chain", made)


def test_a_thousand_members() -> None:
    limit = sys.getrecursionlimit()
    prover = Prover(chain(MEMBERS))
    assert prover.count() == MEMBERS + 1
    last = MEMBERS - 1
    assert prover.prove(parse(f"AG EF m{last}.s1")).verdict is Verdict.HOLDS
    result = prover.prove(parse("AG !m9.s1"))
    assert result.verdict is Verdict.FAILS
    assert [step.event for step in result.stem[1:]] == [f"go{n}" for n in range(10)]
    assert sys.getrecursionlimit() == limit
    assert gc.isenabled()


def _of_nobody(part: Part) -> Part:
    """Of a joint step the first part says who makes it: here all of them say the same."""
    return replace(part, steps=tuple(replace(s, actor=None, kind=None) for s in part.steps))


@given(parts(), st.integers(0, 2**32))
def test_an_unrelated_member_another_order_and_other_names_change_no_verdict(
    given: tuple[Part, ...], seed: int
) -> None:
    given = tuple(map(_of_nobody, given))
    random = Random(seed)  # noqa: S311 - a random test
    formulas = [random_formula(random, 3, atoms(given)) for _ in range(5)]
    verdicts = [Prover(compose("one", given)).prove(each).verdict for each in formulas]
    order = random.sample(range(len(given)), len(given))
    place = {old: new for new, old in enumerate(order)}
    moved = [
        replace(
            part,
            steps=tuple(
                replace(step, when={place[m]: states for m, states in step.when.items()})
                for step in part.steps
            ),
        )
        for part in (given[old] for old in order)
    ]
    assert [Prover(compose("two", moved)).prove(each).verdict for each in formulas] == verdicts
    idle = Part(member("idle", 3), ())
    wider = Prover(compose("three", (*moved, idle)))
    assert [wider.prove(each).verdict for each in formulas] == verdicts
    assert wider.count() == count(compose("one", given))


def test_the_same_bytes_whenever_it_is_asked() -> None:
    value = family("D", 3, flaw="guard")
    formula = parse(value["claims"][0]["formula"])
    assert prove(system_of(value), formula) == prove(system_of(value), formula)


def test_too_many_nodes_leave_it_undetermined() -> None:
    system = system_of(family("B", 6))
    with pytest.raises(LimitReachedError, match="more than 100 nodes"):
        count(system, most=100)
    result = prove(system, parse("AG EF srv.none"), most=100)
    assert result.verdict is Verdict.UNDETERMINED
    assert "more than 100 nodes" in result.remark


def test_an_interruption_leaves_the_interpreter_as_it_was() -> None:
    def interrupt(_nodes: int) -> None:
        raise KeyboardInterrupt

    limit = sys.getrecursionlimit()
    prover = Prover(system_of(family("D", 10)), bounds=Bounds(progress=interrupt))
    with pytest.raises(KeyboardInterrupt):
        prover.count()
    assert sys.getrecursionlimit() == limit
    assert gc.isenabled()


def test_nodes_that_nothing_refers_to_make_room() -> None:
    table = Table(Node, most=1_000)
    diagrams = Diagrams(table, [8] * 4)
    kept = diagrams.cube({0: 3}, 4)
    for states in range(1, 200):
        for level in range(1, 4):
            diagrams.union(kept, diagrams.cube({level: states & 255 or 1, 0: states % 15 + 1}, 4))
    assert table.peak <= 1_000
    assert diagrams.intersection(kept, diagrams.full[4]) is kept
    assert diagrams.cube({0: 3}, 4) is kept


@pytest.mark.parametrize("formula", ["AG event(go0)", "A[F G m0.s0]", "E[G F m0.s0]"])
def test_what_is_not_of_ctl_is_left_to_other_engines(formula: str) -> None:
    with pytest.raises(UnsupportedError):
        prove(chain(2), parse(formula))


def test_without_a_beginning_everything_holds_vacuously() -> None:
    nowhere = compose("nowhere", (Part(member("a", 2, ()), ()), Part(member("b", 2), ())))
    assert count(nowhere) == 0
    result = prove(nowhere, parse("AG a.s1"))
    assert result.verdict is Verdict.VACUOUS
    assert result.remark == "no run begins: there is no initial state"
