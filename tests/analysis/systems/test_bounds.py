"""What bounds proofs of systems, and what is said where a bound was reached."""

from __future__ import annotations

from math import inf

import pytest
from bench.families import family
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.checks import failed_claim
from wayout.analysis.limits import DEFAULT, Deadline, LimitReachedError, Limits
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import Bounds, advised, bounds_of, memory_mb
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.verification import verify
from wayout.machines.vocabulary import Claim

CLAIM = Claim("resettable", "AG EF v0.none", "the volume can go away")


def declared(limits: Limits) -> DeclaredSystem:
    system = system_of(family("A", 1))
    return DeclaredSystem("a", "A", "a.json", system, claims=(CLAIM,), limits=limits)


def test_a_system_has_any_number_of_states_unless_somebody_says() -> None:
    assert bounds_of(DEFAULT).states == inf
    assert bounds_of(Limits(states=7)).states == 7
    assert bounds_of(Limits(memory_mb=9)).memory_mb == 9


def test_memory_is_bounded_where_it_is_known() -> None:
    bounds = Bounds(memory_mb=1)
    if not memory_mb():
        bounds.go_on()
        return
    with pytest.raises(LimitReachedError, match=r"more than 1 MB are in use; 3 states were found"):
        bounds.check(3)


@pytest.mark.parametrize(
    ("remark", "more"),
    [
        ("the system has more than 3 states", "; raise --limit-states"),
        ("3 seconds are over; 4 states were found", "; raise --limit-seconds"),
        ("more than 3 MB are in use", "; raise --limit-memory"),
        ("more than 3 nodes of decision diagrams", ""),
    ],
)
def test_it_is_said_what_raises_a_bound(remark: str, more: str) -> None:
    assert advised(remark) == remark + more


def test_claims_of_systems_are_proved_in_the_time_that_is_given() -> None:
    outcome = declared(Limits(seconds=0)).outcome
    assert (outcome.states, outcome.remark) == (None, "0 seconds are over; raise --limit-seconds")
    assert [proof.verdict for proof in outcome.proofs] == [Verdict.UNDETERMINED]
    report = verify((), [failed_claim.CHECK], systems=[declared(Limits(seconds=0))])
    assert any("--limit-seconds" in each.reason for each in report.unfinished)
    assert not report.findings


def test_time_that_is_left_changes_nothing() -> None:
    outcome = declared(Limits(seconds=1_000)).outcome
    assert (outcome.states, outcome.proofs[0].verdict) == (37, Verdict.HOLDS)
    assert not Deadline.after(1_000).is_over
