"""What holds of every check."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycles, projection
from tests.analysis.oracles import assert_runs, verdicts

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.projection import Projection
from wayout.machines.vocabulary import Kind, Role

ABOUT_ORDER = {"WO302", "WO303"}
"""They say which transitions come first, and what that hides."""

CHECKS = [check for check in checks() if check.run]


def run_all(lifecycle: Lifecycle) -> list[Finding]:
    return list(chain.from_iterable(check.run(lifecycle) for check in CHECKS if check.run))


@given(lifecycles())
def test_witnesses_are_runs_and_findings_name_what_exists(random: Lifecycle):
    for finding in run_all(random):
        if finding.witness:
            assert_runs(random, finding.witness)
        assert set(finding.states) <= random.by_id.keys()
        assert finding.lifecycle == random.name
        assert "\n" not in finding.message
        assert not finding.message.endswith(".")


@given(lifecycles())
def test_findings_of_a_check_come_in_declaration_order(random: Lifecycle):
    place = {state.id: index for index, state in enumerate(random.states)}
    for check in CHECKS:
        if check.id in ("WO107", "WO109") or not check.run:
            continue
        firsts = [place[f.states[0]] for f in check.run(random) if f.states]
        assert firsts == sorted(firsts)
        for finding in check.run(random):
            if check.id != "WO108":
                assert [place[s] for s in finding.states] == sorted(map(place.get, finding.states))


@given(lifecycles())
def test_findings_of_a_lifecycle_are_told_apart_by_their_fingerprints(random: Lifecycle):
    findings = run_all(random)
    assert len({finding.fingerprint for finding in findings}) == len(findings)


@given(lifecycles(), st.randoms())
def test_the_order_of_transitions_changes_no_verdict(random: Lifecycle, shuffler):
    shuffled = list(random.transitions)
    shuffler.shuffle(shuffled)
    after, before = (
        {verdict for verdict in verdicts(run_all(each)) if verdict[0] not in ABOUT_ORDER}
        for each in (replace(random, transitions=tuple(shuffled)), random)
    )
    assert after == before


@given(lifecycles(), st.permutations(range(7)))
def test_the_names_of_states_change_no_verdict(random: Lifecycle, order: list[int]):
    names = {state.id: f"s{new}" for state, new in zip(random.states, order, strict=False)}
    renamed = verdicts(run_all(rename(random, names)))
    assert renamed == {
        (check, severity, frozenset(names[state] for state in states), *others)
        for check, severity, states, *others in verdicts(run_all(random))
    }


def rename(lifecycle: Lifecycle, names: dict[str, str]) -> Lifecycle:
    def step(each: Transition) -> Transition:
        return replace(
            each,
            from_state=names[each.from_state],
            to_state=names[each.to_state],
            declared_on=names.get(each.declared_on, each.declared_on),
        )

    return replace(
        lifecycle,
        initial=tuple(names[state] for state in lifecycle.initial),
        states=tuple(
            replace(state, id=names[state.id], value=f"value of {state.value}")
            for state in lifecycle.states
        ),
        compounds=tuple(
            replace(compound, value=f"value of {compound.value}")
            for compound in lifecycle.compounds
        ),
        transitions=tuple(map(step, lifecycle.transitions)),
        shadowed=tuple(map(step, lifecycle.shadowed)),
        projection=lifecycle.projection and renamed(lifecycle.projection, names),
    )


def renamed(projection: Projection, names: dict[str, str]) -> Projection:
    return replace(
        projection,
        shown=tuple((names[state], status) for state, status in projection.shown),
        hidden=tuple(names[state] for state in projection.hidden),
    )


@pytest.mark.parametrize("shape", ["ring", "pairs", "comb"])
def test_a_large_lifecycle_takes_no_longer_than_its_size(shape: str):
    """A check that searches anew from each state would take minutes here."""
    size = 5_000
    roles = [Role.STABLE, Role.TRANSIENT, Role.ERROR, Role.TRANSIENT]
    large = Lifecycle(
        name=shape,
        title=shape,
        target=shape,
        initial=("s0",),
        states=tuple(
            State(f"s{n}", f"S{n}", roles[n % 4] if n < size - 1 else Role.FINAL)
            for n in range(size)
        ),
        transitions=tuple(
            Transition(f"e{index % 9}", f"s{here}", f"s{there}", kind, kind.usual_actor)
            for index, (here, there) in enumerate(steps(shape, size))
            for kind in [list(Kind)[index % 8]]
        ),
        projection=projection({f"s{n}": f"status {n % 97}" for n in range(size)}),
    )
    assert run_all(large)


def steps(shape: str, size: int) -> Iterator[tuple[int, int]]:
    for number in range(size):
        yield number // 2, number
        if shape == "ring":
            yield number, (number + 1) % size
        if shape == "pairs":
            yield number, number ^ 1 if number ^ 1 < size else 0
        if shape == "comb":
            yield number, size - 1
