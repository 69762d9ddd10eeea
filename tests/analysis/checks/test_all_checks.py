"""What holds of every check."""

from collections.abc import Iterable, Iterator
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

SHARING = {"WO103", "WO205"}
"""They share states out among several traps; of equally near ones, to the first."""

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


@given(lifecycles(), st.permutations("abcde"))
def test_the_names_of_events_change_no_verdict(random: Lifecycle, labels: list[str]):
    names = dict(zip("abcde", labels, strict=True))

    def step(each: Transition) -> Transition:
        return replace(each, event=names.get(each.event or "", each.event))

    renamed = replace(
        random,
        transitions=tuple(map(step, random.transitions)),
        shadowed=tuple(map(step, random.shadowed)),
        events=tuple(names[event] for event in random.events),
    )
    assert verdicts(run_all(renamed)) == {
        (check, severity, states, frozenset(names[event] for event in events), *others)
        for check, severity, states, events, *others in verdicts(run_all(random))
    }


@given(lifecycles(), st.randoms())
def test_the_order_of_states_and_events_changes_no_verdict(random: Lifecycle, shuffler):
    states, events = list(random.states), list(random.events)
    shuffler.shuffle(states)
    shuffler.shuffle(events)
    shuffled = replace(random, states=tuple(states), events=tuple(events))
    after, before = run_all(shuffled), run_all(random)
    assert verdicts(rest(after)) == verdicts(rest(before))
    assert fingerprints(rest(after)) == fingerprints(rest(before))
    assert shared_out(after) == shared_out(before)


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    return sorted(finding.fingerprint for finding in findings)


def rest(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.check not in SHARING)


def shared_out(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(f.check, state) for f in findings if f.check in SHARING for state in f.states}


ISLAND = {"i0": Role.STABLE, "i1": Role.TRANSIENT, "i2": Role.ERROR}


@given(lifecycles())
def test_an_island_that_no_run_reaches_is_all_that_is_found_anew(random: Lifecycle):
    # Some checks ask nothing of a machine that tells no kinds: the island tells some where it does.
    is_told = any(step.kind for step in random.transitions)
    steps = [
        (here, there, kind if is_told else None)
        for here, there, kind in (
            ("i0", "i1", Kind.REQUEST),
            ("i1", "i2", Kind.FAILURE),
            ("i2", "s0", Kind.SUCCESS),
        )
    ]
    larger = replace(
        random,
        states=(*random.states, *(State(name, name, role) for name, role in ISLAND.items())),
        transitions=(
            *random.transitions,
            *(
                Transition(
                    f"{here}{there}",
                    here,
                    there,
                    kind,
                    kind.usual_actor if kind else None,
                    declared_on=here,
                )
                for here, there, kind in steps
            ),
        ),
        events=(*random.events, *(f"{here}{there}" for here, there, _ in steps)),
    )
    before, after = verdicts(run_all(random)), verdicts(run_all(larger))
    assert before <= after
    new = {(check, *states, *events) for check, _, states, events, _ in after - before}
    unreachable = {("WO101", name) for name in ISLAND} if random.initial else set()
    assert new == unreachable | {("WO107", here, f"{here}{there}") for here, there, _ in steps}


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
