"""NuSMV counts the same states and gives the same verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.families import family
from tests.analysis.systems import smv
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.logic.parsing import parse
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.engines import count, prove

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not smv.is_there(), reason="NuSMV is neither on the path nor in $NUSMV"),
]


@pytest.mark.parametrize(("name", "size"), [("A", 2), ("B", 1), ("C", 3)])
@pytest.mark.parametrize("flaw", ["", "guard", "trap"])
def test_on_families(name: str, size: int, flaw: str, tmp_path: Path) -> None:
    value = family(name, size, flaw=flaw)
    system = system_of(value)
    model = smv.smv(system)
    assert int(smv.count(model, tmp_path)) == count(system)
    for claim in value["claims"]:
        formula = parse(claim["formula"])
        holds, _ = smv.verdict(model, smv.ctl(system, formula), tmp_path)
        assert holds == (prove(system, formula).verdict is not Verdict.FAILS)
