"""SPIN counts the same states, and finds the same deadlocks, holes and runs for ever."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from bench.families import family
from tests.analysis.systems import spin
from tests.analysis.systems.cases import random_parts
from tests.analysis.systems.promela import among, promela
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.logic.parsing import parse
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.composing import compose
from wayout.analysis.systems.engines import count, prove

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not spin.is_there(), reason="spin and gcc are not installed"),
]


@pytest.mark.parametrize("seed", range(12))
def test_on_random_systems(seed: int, tmp_path: Path) -> None:
    parts = random_parts(Random(seed))  # noqa: S311 - the same cases every time
    system = compose("random", parts)
    starts = [len(member.initial) for member in system.members]
    states = spin.ask(promela(system), tmp_path, run="-E").states
    assert states == count(system) + any(number > 1 for number in starts)
    deadlocks = spin.ask(promela(system), tmp_path).errors
    assert bool(deadlocks) == (prove(system, parse("AG EX true")).verdict is Verdict.FAILS)
    last = len(parts[0].member.states) - 1
    bad = among(0, [last])
    errors = spin.ask(promela(system, bad=bad), tmp_path, run="-E").errors
    assert bool(errors) == (prove(system, parse(f"AG !m0.s{last}")).verdict is Verdict.FAILS)


@pytest.mark.parametrize("seed", range(12, 20))
def test_on_runs_for_ever(seed: int, tmp_path: Path) -> None:
    parts = random_parts(Random(seed))  # noqa: S311 - the same cases every time
    system = compose("random", [type(part)(_begun(part.member), part.steps) for part in parts])
    last = len(parts[0].member.states) - 1
    always = f"[] ({among(0, [0])} -> <> {among(0, [last])})"
    said = spin.ask(promela(system, always=always), tmp_path, compile="-DNXT", run="-a -E")
    verdict = prove(system, parse(f"G (m0.s0 -> F m0.s{last})")).verdict
    assert bool(said.errors) == (verdict is Verdict.FAILS)


def _begun(member):
    return type(member)(member.name, member.states, (0,), member.names, member.roles)


@pytest.mark.parametrize(("name", "size"), [("A", 3), ("B", 2), ("C", 4)])
def test_on_families(name: str, size: int, tmp_path: Path) -> None:
    system = system_of(family(name, size))
    said = spin.ask(promela(system), tmp_path, run="-m100000")
    assert (said.states, said.errors) == (count(system), 0)
