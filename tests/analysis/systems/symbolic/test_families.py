"""The families have the counts and verdicts that they must have, whatever their size."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from bench.families import family
from hypothesis import given
from tests.analysis.systems.parts import parts
from tests.analysis.systems.symbolic.chaining import counted
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.logic.formulas import Formula
from wayout.analysis.logic.parsing import parse
from wayout.analysis.systems.composing import Part, compose
from wayout.analysis.systems.symbolic import Prover, count

SHARED = Path(os.environ.get("WAYOUT_SHARED", Path(__file__).parents[4] / ".." / "shared"))
KNOWN = SHARED / "reference" / "systems"


@pytest.mark.parametrize("name", ["A3", "B2", "C4"])
def test_small_ones_are_those_of_the_reference(name: str) -> None:
    if not KNOWN.is_dir():
        pytest.skip("there is no reference to hold them against")
    expected = json.loads((KNOWN / f"{name}.json").read_text(encoding="utf-8"))
    made = family(name[0], int(name[1]))
    for value in (expected, made):
        for member in value["members"]:
            member["transitions"].sort(key=lambda step: json.dumps(step, sort_keys=True))
    assert made == expected
    known = json.loads((KNOWN / "expected.json").read_text(encoding="utf-8"))[name]
    prover = Prover(system_of(made))
    assert str(prover.count()) == known["states"]
    for claim in made["claims"]:
        holds = prover.prove(parse(claim["formula"])).verdict.value == "holds"
        assert holds == known[claim["name"]]


@pytest.mark.parametrize(
    ("letters", "size", "expected"),
    [
        ("A", 3, 50_653),
        ("A", 10, 37**10),
        ("A", 100, 37**100),
        ("B", 2, 68_021),
        ("B", 3, 2_489_881),
        ("C", 4, 1_442),
    ],
)
def test_counts_are_exact(letters: str, size: int, expected: int) -> None:
    assert count(system_of(family(letters, size))) == expected


@pytest.mark.parametrize("name", ["A4", "B3", "C12", "BS2", "D2"])
def test_another_symbolic_engine_counts_as_many(name: str) -> None:
    letters = name.rstrip("0123456789")
    system = system_of(family(letters, int(name.removeprefix(letters))))
    assert count(system) == counted(system)


@given(parts())
def test_another_symbolic_engine_counts_as_many_of_random_ones(given: tuple[Part, ...]) -> None:
    system = compose("random", given)
    assert count(system) == counted(system)


def claim(value: dict[str, list[dict[str, str]]], name: str) -> Formula:
    return parse(next(each["formula"] for each in value["claims"] if each["name"] == name))


@pytest.mark.parametrize(
    ("name", "flaw", "claimed", "verdict", "steps"),
    [
        ("A10", "", "resettable", "holds", None),
        ("A10", "", "deadlock-free", "holds", None),
        ("A10", "", "deep-reachable", "holds", 50),
        ("A10", "guard", "never-bad", "fails", 6),
        ("A10", "trap", "resettable", "fails", 3),
        ("A10", "trap", "deadlock-free", "fails", 30),
        ("B6", "", "deep-reachable", "holds", 35),
        ("B6", "guard", "never-bad", "fails", 9),
        ("C20", "", "resettable", "holds", None),
        ("C20", "", "deep-reachable", "holds", 60),
        ("C20", "trap", "resettable", "fails", 2),
        ("D4", "guard", "never-bad", "fails", 9),
    ],
)
def test_verdicts_and_shortest_runs(
    name: str, flaw: str, claimed: str, verdict: str, steps: int | None
) -> None:
    value = family(name[0], int(name[1:]), flaw=flaw)
    result = Prover(system_of(value)).prove(claim(value, claimed))
    assert result.verdict.value == verdict
    assert len(result.stem) == (0 if steps is None else steps + 1)
