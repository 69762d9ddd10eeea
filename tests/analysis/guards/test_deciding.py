"""What guards can hold together, against evaluating them at every point of a grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.guards.options import (
    CONSTRAINTS,
    GUARDS,
    Values,
    assignments,
    holds,
)

from wayout.analysis.guards import GuardsTooLargeError, deciding
from wayout.analysis.guards.deciding import Guards
from wayout.analysis.guards.domains import OTHER
from wayout.analysis.guards.formulas import formula_of
from wayout.analysis.guards.rules import rules_of
from wayout.machines.vocabulary import Constraints


@pytest.fixture(params=[deciding.MAX_ROWS, 0], ids=["tables", "diagrams"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deciding, "MAX_ROWS", request.param)


def decide(*guards: str, constraints: Constraints | None = None) -> Guards:
    return Guards(list(map(formula_of, guards)), rules_of(constraints or Constraints()))


def agrees(values: Values, found: deciding.Assignment) -> bool:
    """Whether a point of the grid lies in the regions of an assignment."""
    return all(
        values[region.subject] == region.value
        or (region.value is OTHER and values[region.subject] == "another")
        for region in found
        if isinstance(region.subject, str)
    )


def check_against_grid(
    guards: list[str], constraints: Constraints, holding: list[int], failing: list[int]
) -> None:
    points = assignments(constraints)
    wanted = [
        point
        for point in points
        if all(holds(guards[index], point) for index in holding)
        and not any(holds(guards[index], point) for index in failing)
    ]
    found = decide(*guards, constraints=constraints).assignment(holding=holding, failing=failing)
    if found is None:
        assert not wanted or not points
        return
    assert wanted or not points
    assert all(point in wanted for point in points if agrees(point, found))


SOME = st.lists(GUARDS, min_size=1, max_size=3)


@given(SOME, CONSTRAINTS, st.data())
def test_tables_agree_with_every_point_of_the_grid(guards, constraints, data):
    parts = data.draw(st.lists(st.sampled_from("hf-"), min_size=len(guards), max_size=len(guards)))
    holding = [index for index, part in enumerate(parts) if part == "h"]
    failing = [index for index, part in enumerate(parts) if part == "f"]
    check_against_grid(guards, constraints, holding, failing)


@given(SOME, CONSTRAINTS)
def test_diagrams_answer_as_tables_do(guards, constraints):
    answers = []
    for rows in (1 << 12, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(deciding, "MAX_ROWS", rows)
            guarded = decide(*guards, constraints=constraints)
            answers.append(
                [
                    guarded.find(holding=[0]),
                    guarded.find(failing=range(len(guards))),
                    guarded.find(holding=range(len(guards))),
                ]
            )
    assert answers[0] == answers[1]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("guards", "holding", "failing", "expected"),
    [
        (["a", "b"], [0, 1], [], "a true, b true"),
        (["a or c", "b"], [0, 1], [], "a true, b true"),
        (["!a ^ b v c"], [0], [], "c true"),
        (["x == 'a'", "x != 'a'"], [], [0, 1], None),
        (["x == 'a'", "x == 'b'"], [0, 1], [], None),
        (["x == 'a'", "x == 'b'"], [], [0, 1], "x other than 'a' and 'b'"),
        (["x == 'v'", "x != 'v'"], [0, 1], [], None),
        (["x in ('a', 'b')", "x == 'a'"], [0], [1], "x 'b'"),
        (["x is None", "x"], [0, 1], [], None),
        (["x is not None", "x is None"], [0, 1], [], None),
        (["n < 3", "n > 3"], [], [0, 1], "n 3"),
        (["n <= 2", "3 <= n"], [], [0, 1], None),
        (["n <= 2.0", "3 <= n"], [], [0, 1], "n 2.5"),
        (["0 < n < 2", "n == 1"], [0], [1], None),
        (["n < 0"], [0], [], "n -1"),
        (["n > 3"], [0], [], "n 4"),
        (["n > 3", "n"], [], [0, 1], "n 0"),
        (["x is None", "x"], [], [0, 1], "x false"),
        (["5 < n", "n < 1e999"], [0, 1], [], "n 6"),
        (["t < 'm'", "t >= 'm'"], [], [0, 1], None),
        (["p == True", "not p"], [], [0, 1], None),
        (["a < b", "b < a"], [], [0, 1], "a == b"),
        (["a <= b", "a > b"], [0, 1], [], None),
        (["a < a"], [0], [], None),
        (["validator(stop) and a", "a"], [1], [0], None),
        (["<lambda>", "<lambda 2>"], [0], [1], "<lambda> true, <lambda 2> false"),
        (["not <lambda> and a", "<lambda>"], [0, 1], [], None),
        (["a b", "a b"], [0], [1], None),
        (["True"], [], [0], None),
        (["1 == 2"], [0], [], None),
    ],
)
def test_what_can_hold(guards, holding, failing, expected):
    assert decide(*guards).find(holding=holding, failing=failing) == expected


@pytest.mark.usefixtures("engine")
def test_constraints_reach_through_each_other():
    constraints = Constraints(implies=(("a", "m"), ("m", "n"), ("n", "not b")))
    assert decide("a", "b", constraints=constraints).find(holding=[0, 1]) is None
    assert decide("a", "b").find(holding=[0, 1]) == "a true, b true"


def test_constraints_on_other_names_make_no_difference():
    impossible = Constraints(always=("m", "not m"))
    assert decide("a", constraints=impossible).find(holding=[0]) == "a true"


def test_many_names_are_decided_by_diagrams():
    names = [f"name_{number}" for number in range(60)]
    exclusive = Constraints(exclusive=(tuple(names),))
    guards = decide(*names, constraints=exclusive)
    assert guards.find(holding=[3, 40]) is None
    assert guards.find(holding=[40]) == "name_40 true"
    assert guards.find(failing=range(60)) == ", ".join(f"{name} false" for name in names)


def test_what_is_too_entangled_is_not_answered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deciding, "MAX_NODES", 1 << 8)
    pairs = [f"left_{number} and right_{number}" for number in range(20)]
    names = [f"{side}_{number}" for side in ("left", "right") for number in range(20)]
    first = " and ".join(f"({name} or not {name})" for name in names)
    with pytest.raises(GuardsTooLargeError):
        decide(first, " or ".join(pairs)).find(holding=[0, 1])


def test_a_guard_nested_too_deeply_is_a_whole():
    deep = "(" * 5_000 + "a" + ")" * 5_000
    assert decide(deep, deep).find(holding=[0], failing=[1]) is None
    assert decide(deep, "a").find(holding=[0], failing=[1]) is not None
