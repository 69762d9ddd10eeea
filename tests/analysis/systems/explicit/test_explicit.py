"""The explicit engine says what the textbook says, however it keeps states and steps."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from tests.analysis.systems.cases import random_parts
from tests.analysis.systems.comparing import compare
from tests.analysis.systems.parts import member
from tests.analysis.systems.running import assert_runs

from wayout.analysis.limits import Deadline, LimitReachedError
from wayout.analysis.logic.parsing import parse
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import NONE, Bounds, memory_mb
from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.system import System
from wayout.analysis.systems.textbook import Textbook

pytest.importorskip("numpy")
pytest.importorskip("scipy")

from wayout.analysis.systems.explicit import proving, relations, space
from wayout.analysis.systems.explicit.proving import Explicit


def engine(system: System) -> Explicit:
    return Explicit(system, NONE)


def ring(size: int) -> System:
    steps = tuple(LocalStep("tick", n, (n + 1) % size) for n in range(size))
    return compose("ring", (Part(member("a", size), steps), Part(member("b", 2), ())))


def test_it_says_what_the_textbook_says() -> None:
    found = compare(engine, range(120))
    assert min(found[verdict] for verdict in ("holds", "fails", "vacuous")) > 50


def test_states_without_a_table_are_kept_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space, "MOST_IN_TABLE", 0)
    assert engine(ring(8))._space((), ())._sorted is not None
    compare(engine, range(120, 160))


def test_a_table_that_is_nearly_empty_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space, "_SPARSE", 0)
    compare(engine, range(160, 200))


def test_steps_that_look_at_much_have_a_table_for_each_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(relations, "MOST_ROWS", 1)
    compare(engine, range(200, 240))


def test_states_are_sent_on_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space, "AT_ONCE", 2)
    compare(engine, range(240, 260))


def test_runs_can_be_longer_than_short_distances(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space, "_NEAR", space.np.uint8)
    result = engine(ring(300)).prove(parse("AG !a.s280"))
    assert (result.verdict, len(result.stem)) == (Verdict.FAILS, 281)
    assert_runs(ring(300), result)


def test_what_is_not_of_ctl_is_proved_on_small_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    formula = parse("E[G F a.s1 & G F a.s2]")
    assert engine(ring(4)).prove(formula) == Textbook(ring(4), NONE).prove(formula)
    monkeypatch.setattr(proving, "MOST_UNFOLDED", 3)
    result = engine(ring(4)).prove(formula)
    assert result.verdict is Verdict.UNDETERMINED
    assert result.remark == (
        "E[G F a.s1 & G F a.s2] is not of CTL; such formulas are proved on up to 3 states"
    )


@pytest.mark.parametrize(
    ("bounds", "remark"),
    [
        (Bounds(states=5), "the system has more than 5 states"),
        (Bounds(deadline=Deadline.after(0)), "0 seconds are over; 1 states were found"),
        (Bounds(memory_mb=1), "more than 1 MB are in use; 1 states were found"),
    ],
)
def test_past_a_bound_it_stays_undetermined(bounds: Bounds, remark: str) -> None:
    if bounds.memory_mb == 1 and not memory_mb():
        pytest.skip("how much memory is in use cannot be asked for here")
    result = Explicit(ring(8), bounds).prove(parse("AG EF a.s0"))
    assert (result.verdict, result.remark) == (Verdict.UNDETERMINED, remark)
    with pytest.raises(LimitReachedError, match=remark):
        Explicit(ring(8), bounds).count()


def test_a_bound_can_be_reached_wherever_it_is_looked_at() -> None:
    steps = (LocalStep("go", 0, 1), LocalStep("back", 1, 0))
    system = compose("copies", [Part(member(name, 2), steps) for name in "abc"])
    found = []
    for checks in range(20):
        left = iter(range(checks))

        def progress(_states: int, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise LimitReachedError("enough")  # noqa: EM101 - a test's own

        result = Explicit(system, Bounds(progress=progress)).prove(parse("A[F G a.s0]"))
        assert result.verdict is Verdict.FAILS or result.remark == "enough"
        found.append(result.verdict)
    assert set(found) == {Verdict.UNDETERMINED, Verdict.FAILS}


def test_states_that_do_not_fit_are_refused() -> None:
    wide = compose("wide", [Part(member(f"m{n}", 8, tuple(range(8))), ()) for n in range(21)])
    result = Explicit(wide, NONE).prove(parse("AG true"))
    assert result.verdict is Verdict.UNDETERMINED
    assert result.remark.startswith("the states of 'wide' do not fit into 62 bits, which ")


def test_only_the_nearest_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "MOST_NAMED", 2)
    assert engine(ring(8)).prove(parse("AG a.s0")).where == ("a.s1 b.s0", "a.s2 b.s0")


@pytest.mark.parametrize("seed", range(8))
def test_an_unrelated_member_and_another_order_change_nothing(seed: int) -> None:
    parts = random_parts(Random(seed), 3)  # noqa: S311 - the same cases every time
    formula = parse("AG (m0.s0 -> AF m0.error) | EF AG !m0.s0 | AG EX true")
    system = compose("random", parts)
    more = compose("more", (*parts, Part(member("other", 3), ())))
    expected, found = engine(system).prove(formula), engine(more).prove(formula)
    assert (found.verdict, found.idle) == (expected.verdict, expected.idle)
    assert engine(more).count() == engine(system).count()
    moved = Part(member("moving", 2), (LocalStep("own", 0, 1), LocalStep("own", 1, 0)))
    assert engine(compose("more", (*parts, moved))).count() == 2 * engine(system).count()
