from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle

from wayout.analysis.baseline import baseline_of, compared, pruned
from wayout.analysis.finding import Finding, Report, Severity, Suppression, Unfinished
from wayout.analysis.lifecycle import Location
from wayout.machines.vocabulary import Origin, Role

TINY = replace(lifecycle({"open": Role.STABLE}, []), name="tiny")
STATES = ("a", "b", "c")


def finding(state: str, *, lifecycle: str = "tiny", line: int = 1) -> Finding:
    place = Location("tiny.py", line)
    return Finding(
        "WO102", "dead-end", Severity.ERROR, lifecycle, "m", "r", (state,), location=place
    )


def report(*states: str, checks: tuple[str, ...] = ("WO102",)) -> Report:
    found = tuple(finding(state, line=line) for line, state in enumerate(states, start=1))
    return Report((TINY,), found, checks)


def test_new_unchanged_and_fixed_are_told_apart() -> None:
    got = compared(report("b", "c"), baseline_of(report("a", "b")), whole=True)
    assert [one.states for one in got.open] == [("c",)]
    assert [one.states for one in got.unchanged] == [("b",)]
    assert [one.states for one in got.fixed or ()] == [("a",)]
    assert got.accepted == ()
    assert {one.suppressed.origin for one in got.unchanged if one.suppressed} == {Origin.BASELINE}


def test_only_what_was_judged_is_fixed() -> None:
    old = baseline_of(report("a"))
    assert compared(report(checks=("WO101",)), old, whole=True).fixed == ()
    elsewhere = tuple(replace(known, lifecycle="other") for known in old)
    assert compared(report(), elsewhere, whole=False).fixed == ()
    assert compared(report(), elsewhere, whole=True).fixed == elsewhere


def test_what_a_check_of_another_version_found_is_fixed() -> None:
    old = tuple(replace(known, check="WO999") for known in baseline_of(report("a")))
    assert compared(report(), old, whole=True).fixed == old


def test_what_is_accepted_meanwhile_stays_accepted_and_is_fixed() -> None:
    known = replace(finding("a"), suppressed=Suppression("a fact"))
    got = compared(Report((TINY,), (known,), ("WO102",)), baseline_of(report("a")), whole=True)
    assert (got.accepted, got.unchanged) == ((known,), ())
    assert [one.states for one in got.fixed or ()] == [("a",)]


def test_nothing_of_what_is_fixed_whole_is_left() -> None:
    old = baseline_of(report("a", "a", "b"))
    assert [(one.states, one.count) for one in pruned(old, old[1:])] == [(("a",), 2)]
    assert pruned(old, old) == ()


def test_a_lifecycle_that_cannot_be_read_is_not_fixed() -> None:
    refused = Report((), (finding("x"),), ("WO102",))
    assert compared(refused, baseline_of(report("a")), whole=True).fixed == ()


def test_accepted_findings_are_no_part_of_a_baseline() -> None:
    old = report("a")
    marked = compared(old, baseline_of(old), whole=True)
    assert baseline_of(marked) == ()


@given(st.lists(st.sampled_from(STATES), max_size=6), st.lists(st.sampled_from(STATES), max_size=6))
def test_counts_are_those_of_multisets(before: list[str], after: list[str]) -> None:
    old = baseline_of(report(*before))
    got = compared(report(*after), old, whole=True)
    assert Counter(f.states[0] for f in got.open) == Counter(after) - Counter(before)
    assert Counter(f.states[0] for f in got.unchanged) == Counter(after) & Counter(before)
    fixed = Counter({known.states[0]: known.count for known in got.fixed or ()})
    assert fixed == Counter(before) - Counter(after)
    left = pruned(old, got.fixed or ())
    assert Counter({known.states[0]: known.count for known in left}) == (
        Counter(after) & Counter(before)
    )
    again = compared(report(*after), left, whole=True)
    assert again.fixed == ()
    assert again.findings == got.findings


@given(st.permutations(["a", "b", "c", "a"]))
def test_the_order_of_findings_does_not_matter(states: list[str]) -> None:
    assert baseline_of(report(*states)) == baseline_of(report("a", "a", "b", "c"))


def test_what_was_not_finished_is_not_fixed() -> None:
    old = baseline_of(report("a"))
    late = replace(report(), unfinished=(Unfinished("tiny", "late", ("WO102",)),))
    assert compared(late, old, whole=True).fixed == ()
    unread = Report((), (), ("WO102",), (Unfinished("tiny", "too large"),))
    assert compared(unread, old, whole=True).fixed == ()
