"""Acceptances by pattern cover an exact number of findings, and inline ones their own line."""

from dataclasses import replace
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.acceptances import TODAY, accepted
from tests.analysis.lifecycles import lifecycle

from wayout.analysis.acceptance import accept
from wayout.analysis.checks.catalogue import checks
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Location
from wayout.analysis.verification import verify
from wayout.machines.vocabulary import Accepted, Origin, Place, Role

DEAD = lifecycle(dict.fromkeys(["open", "error_a", "error_b", "stuck"], Role.STABLE), [])


def found(*acceptances: Accepted) -> list[tuple[str, str, bool]]:
    tiny = replace(DEAD, initial=tuple(DEAD.by_id), accepted=acceptances)
    report = verify([tiny], checks(["WO102", "WO901"]), today=TODAY)
    return [
        (f.check, f.states[0] if f.check == "WO102" else f.message, bool(f.suppressed))
        for f in report.findings
    ]


def covered(*acceptances: Accepted) -> list[str]:
    return [state for check, state, suppressed in found(*acceptances) if suppressed]


def told(*acceptances: Accepted) -> list[str]:
    return [message for check, message, _ in found(*acceptances) if check == "WO901"]


def pinned(covers: int, *states: str) -> Accepted:
    return replace(accepted("WO102", *states), covers=covers)


def test_a_pattern_covers_the_number_it_says() -> None:
    assert covered(pinned(2, "error_*")) == ["error_a", "error_b"]
    assert told(pinned(2, "error_*")) == []


def test_a_pattern_that_has_grown_covers_nothing() -> None:
    assert covered(pinned(1, "error_*")) == []
    assert told(pinned(1, "error_*")) == [
        (
            "the acceptance of WO102 for 'error_*' is wrong: it is to cover 1, and 2 fit it, so "
            "that it covers none"
        )
    ]


def test_a_pattern_that_has_shrunk_is_told() -> None:
    assert covered(pinned(3, "error_*")) == ["error_a", "error_b"]
    assert told(pinned(3, "error_*")) == [
        "the acceptance of WO102 for 'error_*' is wrong: it is to cover 3, and 2 fit it"
    ]


def test_a_pattern_that_fits_one_alone_is_told() -> None:
    assert told(pinned(2, "error_a")) == [
        "the acceptance of WO102 for 'error_a' is wrong: it is to cover 2, and 1 fits it"
    ]


def test_a_pattern_without_a_number_is_a_plain_name() -> None:
    assert covered(accepted("WO102", "error_*")) == []


def test_a_name_comes_before_a_pattern() -> None:
    assert told(pinned(1, "error_*"), accepted("WO102", "error_a")) == []


def test_an_idle_pattern_is_told() -> None:
    assert told(pinned(2, "error_*", "zz*")) == [
        (
            "the acceptance of WO102 for 'error_*' and 'zz*' is unused: no finding that it covers "
            "is about 'zz*'"
        )
    ]


@given(
    st.lists(st.text(alphabet="ab", min_size=1, max_size=3), unique=True, max_size=5),
    st.lists(st.text(alphabet="ab*?", min_size=1, max_size=3), min_size=1, max_size=2),
    st.integers(1, 4),
)
def test_a_pin_covers_all_that_fit_or_none(names: list[str], patterns: list[str], pin: int) -> None:
    findings = [_finding((name,)) for name in names]
    marked, (acceptance,) = accept(findings, [pinned(pin, *patterns)], TODAY)
    fitting = [name for name in names if any(fnmatchcase(name, each) for each in patterns)]
    assert acceptance.fitting == len(fitting)
    assert [f.states[0] for f in marked if f.suppressed] == (fitting if len(fitting) <= pin else [])


def _finding(states: tuple[str, ...], events: tuple[str, ...] = ()) -> Finding:
    return Finding("WO102", "dead-end", Severity.ERROR, "tiny", "m", "r", states, events)


def inline(states: tuple[str, ...], events: tuple[str, ...] = ()) -> Accepted:
    place = Place("", "order.py", 7, 20)
    return Accepted("WO102", states, "known", "", events=events, origin=Origin.INLINE, place=place)


@pytest.mark.parametrize(
    ("states", "events", "covers"),
    [
        (("a",), (), True),
        (("a",), ("go",), True),
        (("b",), ("go",), True),
        (("a", "b"), (), False),
        (("b",), (), False),
        (("b",), ("go", "stop"), False),
        ((), (), False),
    ],
)
def test_a_line_covers_what_it_declares(
    states: tuple[str, ...], events: tuple[str, ...], *, covers: bool
) -> None:
    (marked,), _ = accept([_finding(states, events)], [inline(("a",), ("go",))], TODAY)
    assert bool(marked.suppressed) == covers


def test_events_that_are_named_narrow_what_is_covered() -> None:
    narrow = replace(accepted("WO102", "a"), events=("go",))
    met = [_finding(("a",)), _finding(("a",), ("go",)), _finding(("a",), ("stop",))]
    marked, _ = accept(met, [narrow], TODAY)
    assert [bool(finding.suppressed) for finding in marked] == [False, True, False]


def test_what_is_wrong_covers_nothing() -> None:
    wrong = replace(inline(("a",)), problem="it gives no reason")
    (marked,), (acceptance,) = accept([_finding(("a",))], [wrong], TODAY)
    assert marked.suppressed is None
    assert acceptance.covered == ()


def test_the_line_of_the_class_covers_what_is_about_no_state() -> None:
    marked, _ = accept([_finding(()), _finding(("a",))], [inline(())], TODAY)
    assert [bool(finding.suppressed) for finding in marked] == [True, False]


def test_of_an_inline_acceptance_in_a_base_one_lifecycle_is_enough() -> None:
    acceptance = inline(("stuck",))
    with_it = replace(DEAD, initial=("stuck",), accepted=(acceptance,))
    without = replace(lifecycle({"open": Role.FINAL}, []), accepted=(acceptance,))
    chosen = checks(["WO102", "WO901"])
    assert not verify([without, with_it], chosen, today=TODAY).open
    (unused,) = verify([without, without], chosen, today=TODAY).open
    assert unused.location == Location("order.py", 7, 20)
