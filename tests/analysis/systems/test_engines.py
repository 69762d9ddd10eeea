"""Engines by name: what is chosen, what is refused, and that all say the same."""

from __future__ import annotations

import json
from importlib import util
from pathlib import Path

import pytest
from bench.families import family
from tests.analysis.systems.parts import member
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.limits import Deadline, LimitReachedError
from wayout.analysis.logic.cycles import components
from wayout.analysis.logic.parsing import parse
from wayout.analysis.logic.proving import Prover
from wayout.analysis.logic.proving import prove as prove_textbook
from wayout.analysis.proof import Verdict
from wayout.analysis.systems import engines
from wayout.analysis.systems.bounds import NONE, Bounds, memory_mb
from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.engine import EngineError, UnfitError
from wayout.analysis.systems.engines import count, engine_for, order_for, prove
from wayout.analysis.systems.unfolding import unfolded

SHARED = Path(__file__).parents[3] / ".." / "shared" / "reference" / "systems"
THERE = [name for name in engines.ENGINES if name == "auto" or engines.is_there(name)]


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    found = util.find_spec
    monkeypatch.setattr(engines, "find_spec", lambda n: None if n in names else found(n))


@pytest.mark.parametrize("engine", THERE)
@pytest.mark.parametrize(("name", "size"), [("A", 2), ("B", 1), ("C", 3)])
def test_all_of_them_say_the_same(engine: str, name: str, size: int) -> None:
    value = family(name, size)
    system = system_of(value)
    for claim in value["claims"]:
        formula = parse(claim["formula"])
        try:
            verdict = prove(system, formula, engine=engine).verdict
        except EngineError:
            assert engine == "bounded"
        else:
            assert verdict in (Verdict.HOLDS, Verdict.VACUOUS)


@pytest.mark.parametrize("name", ["A3", pytest.param("B2", marks=pytest.mark.slow), "C4"])
def test_counts_and_verdicts_are_the_expected_ones(name: str) -> None:
    pytest.importorskip("numpy")
    if not SHARED.exists():
        pytest.skip("the reference systems are not here")
    value = json.loads((SHARED / f"{name}.json").read_text())
    expected = json.loads((SHARED / "expected.json").read_text())[name]
    system = system_of(value)
    assert str(count(system)) == expected["states"]
    for claim in value["claims"]:
        verdict = prove(system, parse(claim["formula"])).verdict
        assert (verdict is not Verdict.FAILS) == expected[claim["name"]]


def test_the_smallest_are_done_without_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "numpy")
    assert order_for(system_of(family("A", 2)))[0] == "textbook"
    assert count(system_of(family("A", 2))) == 37**2


def test_larger_ones_need_numpy_or_diagrams() -> None:
    assert order_for(system_of(family("A", 4)))[:2] == ("textbook", "explicit")
    assert order_for(system_of(family("A", 20)))[0] == "symbolic"


@pytest.mark.parametrize(
    ("engine", "message"),
    [
        ("explict", "there is no engine 'explict'; write one of auto, textbook, explicit,"),
        ("explicit", r"the engine 'explicit' needs numpy and scipy; install them by pip install"),
        (
            "bounded",
            r"the engine 'bounded' needs pysat; install it by pip install 'wayout\[fast\]'",
        ),
    ],
)
def test_what_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, engine: str, message: str
) -> None:
    without(monkeypatch, "numpy", "pysat")
    with pytest.raises(EngineError, match=message):
        prove(system_of(family("A", 1)), parse("AG true"), engine=engine)


def test_past_a_bound_it_is_said_what_each_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "order_for", lambda _: ("explicit", "textbook"))
    system = system_of(family("A", 3))
    result = prove(system, parse("AG EF v0.none"), bounds=Bounds(states=100))
    assert result.verdict is Verdict.UNDETERMINED
    assert result.remark.endswith(" has more than 100 states")
    with pytest.raises(LimitReachedError, match="more than 100 states"):
        count(system, bounds=Bounds(states=100))
    over = prove(system, parse("AG EF v0.none"), bounds=Bounds(deadline=Deadline.after(0)))
    assert over.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("engine", THERE)
@pytest.mark.parametrize(
    ("bounds", "remark"),
    [
        (Bounds(deadline=Deadline.after(0)), "0 seconds are over"),
        (Bounds(memory_mb=1), "more than 1 MB are in use"),
    ],
)
def test_every_engine_stops_past_a_bound(engine: str, bounds: Bounds, remark: str) -> None:
    if bounds.memory_mb == 1 and not memory_mb():
        pytest.skip("how much memory is in use cannot be asked for here")
    result = prove(system_of(family("A", 2)), parse("AG !v0.inuse"), engine=engine, bounds=bounds)
    assert (result.verdict, result.remark.partition(";")[0]) == (Verdict.UNDETERMINED, remark)


@pytest.mark.parametrize("engine", THERE)
def test_an_interruption_ends_every_engine(engine: str) -> None:
    def interrupt(_states: int) -> None:
        raise KeyboardInterrupt

    made = engine_for(system_of(family("A", 2)), engine, Bounds(progress=interrupt))
    with pytest.raises(KeyboardInterrupt):
        made.prove(parse("AG !v0.inuse"))


def test_time_can_end_between_the_parts_of_a_formula() -> None:
    asked = []

    def go_on() -> None:
        asked.append(1)
        if len(asked) > 3:
            raise LimitReachedError("enough")  # noqa: EM101 - a test's own

    structure = unfolded(system_of(family("A", 1)), most=100)
    for formula in ("AG EF v0.none", "G F v0.none & F G v0.none"):
        asked.clear()
        result = prove_textbook(Prover(structure, go_on=go_on), parse(formula))
        assert (result.verdict, result.remark) == (Verdict.UNDETERMINED, "enough")


def test_a_run_that_ends_is_a_deadlock() -> None:
    steps = (LocalStep("go", 0, 1), LocalStep("on", 1, 2))
    ending = compose("ending", (Part(member("a", 3), steps),))
    for engine in THERE:
        result = prove(ending, parse("AG EX true"), engine=engine, bounds=NONE)
        assert result.verdict is Verdict.FAILS
        assert [taken.event for taken in result.stem] == [None, "go", "on"]


def test_what_is_missing_where_a_run_ends_is_said_by_all() -> None:
    steps = (LocalStep("go", 0, 1), LocalStep("on", 1, 2, actor="user"))
    short = compose("short", (Part(member("a", 3), steps),))
    for engine in THERE:
        alone = prove(short, parse("E{service}F a.s2"), engine=engine)
        assert alone.remark == "in 'a.s0', A{service}G !a.s2", engine
        if engine != "bounded":
            nested = prove(short, parse("AG (a.s1 -> E{service}F a.s2)"), engine=engine)
            assert [taken.event for taken in nested.stem] == [None, "go"]
            assert nested.remark == "in 'a.s1', A{service}G !a.s2", engine


@pytest.mark.parametrize(
    ("engine", "formula", "message"),
    [
        ("symbolic", "AG A[F G a.s2]", "decides formulas of CTL, which EG F !a.s2 is not"),
        ("symbolic", "AG event(go)", "remembers no step, and event(go) is said of one"),
        ("bounded", "AF a.s2", "decides AG and EF of what is said of one state, not EG !a.s2"),
    ],
)
def test_a_formula_that_an_engine_does_not_decide_is_named(
    engine: str, formula: str, message: str
) -> None:
    if engine not in THERE:
        pytest.skip("its libraries are not here")
    short = compose("short", (Part(member("a", 3), (LocalStep("go", 0, 1),)),))
    with pytest.raises(UnfitError) as caught:
        prove(short, parse(formula), engine=engine)
    assert str(caught.value) == f"the engine {engine!r} {message}"


def test_time_can_end_within_one_search_for_components() -> None:
    asked = []

    def go_on() -> None:
        asked.append(1)
        if len(asked) > 3:
            raise LimitReachedError("enough")  # noqa: EM101 - a test's own

    ring = [[(node + 1) % 10_000] for node in range(10_000)]
    with pytest.raises(LimitReachedError, match="enough"):
        list(components(ring, range(10_000), go_on))


@pytest.mark.parametrize("engine", THERE)
def test_what_holds_is_shown_from_the_nearest_start(engine: str) -> None:
    steps = (LocalStep("on", 0, 1), LocalStep("on", 1, 2), LocalStep("on", 2, 3))
    several = compose("several", (Part(member("a", 4, (0, 1)), steps),))
    result = prove(several, parse("EF a.s3"), engine=engine)
    assert [taken.state for taken in result.stem] == ["a.s1", "a.s2", "a.s3"]
