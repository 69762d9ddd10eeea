"""A status that comes back too early: tiny operations, and random ones against brute force."""

from collections import deque
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, lifecycles, projection, projections, step
from tests.analysis.oracles import assert_runs, depths, is_odd, reachable, singles, with_role
from tests.effort import examples

from wayout.analysis.checks.status_flicker import CHECK
from wayout.analysis.finding import Finding, Step
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Kind, Role

ROLES = {
    "resized": Role.STABLE,
    "reverting": Role.TRANSIENT,
    "powering_off": Role.TRANSIENT,
    "stopped": Role.STABLE,
}
STEPS = [
    step("revert", "resized", "reverting", Kind.REQUEST),
    step("restore", "reverting", "powering_off", Kind.PROGRESS),
    step("done", "powering_off", "stopped", Kind.SUCCESS),
]
SHOWN = {
    "resized": "VERIFY",
    "reverting": "REVERT",
    "powering_off": "VERIFY",
    "stopped": "SHUTOFF",
}


def found(steps: list[Transition] = STEPS, **shown: str) -> list[Finding]:
    return list(CHECK.run(lifecycle(ROLES, steps, projection=projection(SHOWN | shown))))


def test_a_status_that_comes_back_before_the_work_is_done():
    (finding,) = found()
    assert finding.message == (
        "after 'revert' the status reads 'VERIFY', 'REVERT' and then 'VERIFY' again, "
        "while the work still goes on in 'powering_off'"
    )
    assert (finding.states, finding.statuses) == (("powering_off",), ("VERIFY",))
    assert finding.witness is not None
    assert finding.witness.stem == (
        Step(None, "resized"),
        Step("revert", "reverting"),
        Step("restore", "powering_off"),
    )


@pytest.mark.parametrize(
    "shown",
    [
        {"powering_off": "REVERT"},
        {"powering_off": "SHUTOFF"},
        {"reverting": "VERIFY"},
        {"stopped": "VERIFY", "powering_off": "REVERT"},
    ],
)
def test_a_status_that_never_comes_back_to_work(shown: dict[str, str]):
    assert not found(**shown)


@pytest.mark.parametrize("start", [Kind.REQUEST, Kind.ADMIN, Kind.PERIODIC])
@pytest.mark.parametrize(
    "on", [Kind.PROGRESS, Kind.SUCCESS, Kind.FAILURE, Kind.REVERT, Kind.STARTUP]
)
def test_operations_begin_with_a_call_or_timer_and_go_on_by_services(start: Kind, on: Kind):
    first, second, *rest = STEPS
    assert found([replace(first, kind=start), replace(second, kind=on), *rest])
    assert not found([replace(first, kind=on), second, *rest])
    assert not found([first, replace(second, kind=start), *rest])


def test_a_status_that_only_work_shows_may_come_and_go():
    steps = [*STEPS[:2], step("again", "powering_off", "reverting", Kind.PROGRESS), STEPS[2]]
    assert [finding.states for finding in found(steps)] == [("powering_off",)]


def test_a_status_that_is_settled_elsewhere_counts_also_within_the_work():
    steps = [
        step("move", "resized", "reverting", Kind.REQUEST),
        step("copy", "reverting", "powering_off", Kind.PROGRESS),
        step("retry", "powering_off", "reverting", Kind.REVERT),
        STEPS[2],
    ]
    (finding,) = found(steps, reverting="SHUTOFF", powering_off="COPY")
    assert finding.states == ("reverting",)
    assert "'VERIFY', 'SHUTOFF', 'COPY' and then 'SHUTOFF' again" in finding.message


def test_what_shows_nothing_is_no_part_of_an_operation():
    shown = {state: status for state, status in SHOWN.items() if state != "reverting"}
    tiny = lifecycle(ROLES, STEPS, projection=projection(shown, hidden=["reverting"]))
    assert not list(CHECK.run(tiny))


def test_without_a_projection_or_kinds_there_is_nothing_to_say():
    assert not list(CHECK.run(lifecycle(ROLES, STEPS)))
    assert not found([replace(step, kind=None) for step in STEPS])


STARTS = [Kind.REQUEST, Kind.ADMIN, Kind.PERIODIC]
WORK = [Kind.PROGRESS, Kind.PROGRESS, Kind.SUCCESS, Kind.REVERT, Kind.STARTUP, None]


def brute_force(random: Lifecycle) -> dict[str, tuple[int, str]]:
    """Map each flickering state to the length of its shortest operation, and its status.

    Every operation is followed with the whole set of statuses that it has shown and left.
    """
    assert random.projection is not None
    status = dict(random.projection.shown)
    transient = with_role(random, Role.TRANSIENT) & status.keys()
    resting = (reachable(random) - with_role(random, Role.TRANSIENT)) & status.keys()
    settled = {status[state] for state in resting}
    origins = resting - with_role(random, Role.FINAL)
    seen = {(state, frozenset[str]()) for state in origins}
    queue = deque((*place, 0) for place in sorted(seen, key=str))
    flickering: dict[str, tuple[int, str]] = {}
    while queue:
        state, left, length = queue.popleft()
        for each in random.transitions:
            begins = each.kind in STARTS
            if each.from_state != state or each.to_state not in transient or each.kind is None:
                continue
            if begins != (state in origins):
                continue
            there = each.to_state
            after = left | ({status[state]} - {status[there]})
            if status[there] in after & settled:
                flickering.setdefault(there, (length + 1, status[there]))
            if (there, after) not in seen:
                seen.add((there, after))
                queue.append((there, after, length + 1))
    return flickering


@st.composite
def operations(draw: st.DrawFn) -> Lifecycle:
    """Draw a lifecycle that is mostly at work: of other random ones few have long operations."""
    count = draw(st.integers(3, 6))
    further = st.sampled_from([*[Role.TRANSIENT] * 6, Role.STABLE, Role.ERROR, Role.FINAL])
    roles = {"s0": Role.STABLE} | {f"s{number}": draw(further) for number in range(1, count)}
    some = st.sampled_from(list(roles))
    chain = [*zip(roles, [*roles][1:], strict=False), *draw(st.lists(st.tuples(some, some)))]
    steps = [
        step(f"e{number}", origin, target, draw(st.sampled_from(kinds)))
        for number, (origin, target) in enumerate(chain)
        for kinds in [WORK if roles[origin] is Role.TRANSIENT else [*STARTS, None]]
    ]
    shown = draw(projections(list(roles), statuses="AB"))
    return lifecycle(roles, steps, projection=shown)


@settings(max_examples=examples(500))
@given(operations() | lifecycles())
def test_finds_every_status_that_comes_back_too_early(random: Lifecycle):
    expected = {} if random.projection is None else brute_force(random)
    findings = list(CHECK.run(random))
    assert singles(findings) == expected.keys()
    for finding in findings:
        length, status = expected[finding.states[0]]
        assert finding.statuses == (status,)
        assert_two_phases(random, finding, length)


def assert_two_phases(random: Lifecycle, finding: Finding, length: int) -> None:
    """Hold the second part against the shortest operation, the first against ordinary runs."""
    assert finding.witness is not None
    assert_runs(random, finding.witness)
    stem = finding.witness.stem
    first, second = stem[:-length], stem[-length - 1 :]
    assert second[0].state not in with_role(random, Role.TRANSIENT, Role.FINAL)
    assert {each.state for each in second[1:]} <= with_role(random, Role.TRANSIENT)
    assert stem[-1].state == finding.states[0]
    odd = 1000
    assert walked(random, first, odd) == depths(random, odd=odd)[first[-1].state]


def walked(random: Lifecycle, stem: tuple[Step, ...], odd: int) -> int:
    return sum(
        1
        + min(
            odd * is_odd(random, each)
            for each in random.transitions
            if (each.from_state, each.event, each.to_state)
            == (here.state, there.event, there.state)
        )
        for here, there in pairwise(stem)
    )
