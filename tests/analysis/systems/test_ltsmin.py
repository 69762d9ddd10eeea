"""LTSmin counts the same states, and finds the same deadlocks, holes and traps."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from bench.families import family
from bench.proofs.questions import Asked, question
from bench.proofs.searching import of_ltsmin
from tests.analysis.systems import ltsmin
from tests.analysis.systems.cases import random_parts
from tests.analysis.systems.promela import among
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.logic.parsing import parse
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.composing import compose
from wayout.analysis.systems.engines import count, prove
from wayout.analysis.systems.system import Member

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not ltsmin.is_there(), reason="LTSmin is neither on the path nor $LTSMIN"),
]


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_on_random_systems(seed: int, split: bool, tmp_path: Path) -> None:  # noqa: FBT001
    parts = random_parts(Random(seed))  # noqa: S311 - the same cases every time
    system = compose("random", [type(part)(_begun(part.member), part.steps) for part in parts])
    model = ltsmin.ltsmin(system, split=split)
    assert ltsmin.ask(model, tmp_path).states == count(system)
    last = len(parts[0].member.states) - 1
    here = among(model.system.number["m0"], [last])
    found = [
        ltsmin.ask(model, tmp_path, "--deadlock").clean,
        ltsmin.ask(model, tmp_path, f"--invariant=!{here}").clean,
        ltsmin.ask(model, tmp_path, ltsmin.everywhere_possible(here)).holds,
    ]
    formulas = "AG EX true", f"AG !m0.s{last}", f"AG EF m0.s{last}"
    verdicts = [prove(system, parse(formula)).verdict for formula in formulas]
    assert found == [verdict is not Verdict.FAILS for verdict in verdicts]


def _begun(member: Member) -> Member:
    return Member(member.name, member.states, (0,), member.names, member.roles)


@pytest.mark.parametrize(("name", "size"), [("A", 3), ("B", 1), ("BS", 1), ("C", 4), ("D", 3)])
@pytest.mark.parametrize("flaw", ["", "guard", "trap"])
def test_on_families(name: str, size: int, flaw: str) -> None:
    value = family(name, size, flaw=flaw)
    system = system_of(value)
    assert of_ltsmin(system, question(Asked.COUNT, value)) == str(count(system))
    for asked in (Asked.INVARIANT, Asked.DEADLOCK, Asked.DEEP, Asked.AG_EF):
        wanted = question(asked, value)
        holds = prove(system, wanted.formula).verdict is not Verdict.FAILS
        assert of_ltsmin(system, wanted) == ("holds" if holds else "fails")
