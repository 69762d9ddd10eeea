"""A limit stops the work, and what is left undone is named."""

from itertools import count

import pytest
from statemachine import State, StateChart
from tests.analysis.acceptances import ROLES, STEPS, TODAY, accepted
from tests.analysis.lifecycles import lifecycle as lifecycle_of

from wayout.analysis import limits
from wayout.analysis.checks.catalogue import checks
from wayout.analysis.limits import Deadline, LimitReachedError, Limits
from wayout.analysis.reading import read
from wayout.analysis.verification import verify


class Lamps(StateChart):
    """Three lamps: eight configurations and twenty-four steps."""

    class board(State.Parallel):
        class first(State.Compound):
            off1 = State(initial=True)
            on1 = State()
            turn1 = off1.to(on1) | on1.to(off1)

        class second(State.Compound):
            off2 = State(initial=True)
            on2 = State()
            turn2 = off2.to(on2) | on2.to(off2)

        class third(State.Compound):
            off3 = State(initial=True)
            on3 = State()
            turn3 = off3.to(on3) | on3.to(off3)


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by a second whenever somebody looks at it."""
    monkeypatch.setattr(limits.time, "monotonic", count().__next__)


def reason(**bounds):
    with pytest.raises(LimitReachedError) as caught:
        read(Lamps, target="lamps", limits=Limits(**bounds))
    return str(caught.value)


def test_limits_that_just_hold_change_nothing():
    exact = Limits(states=8, transitions=24, label=len("off1+off2+off3") + 40)
    assert read(Lamps, target="lamps", limits=exact) == read(Lamps, target="lamps")


def test_one_state_or_transition_too_many_stops_the_reading():
    assert reason(states=7).startswith("it has more than 7 states; ")
    assert reason(transitions=23).startswith("it has more than 23 transitions; ")


def test_the_longest_label_is_named():
    assert "characters, more than 3; shorten it, or raise --limit-label" in reason(label=3)


@pytest.mark.usefixtures("clock")
def test_the_reading_stops_when_its_time_is_over():
    assert reason(seconds=5).startswith("reading it takes more than 5 s; ")
    with pytest.raises(LimitReachedError, match="more than 5 s"):
        read(Lamps, target="lamps", deadline=Deadline.after(5))


def lifecycle():
    return read(Lamps, target="lamps")


def test_no_time_is_no_check():
    report = verify([lifecycle()], checks(), seconds=0)
    (unfinished,) = report.unfinished
    assert report.findings == ()
    assert unfinished.lifecycle == "Lamps"
    assert unfinished.reason == "checking it takes more than 0 s; raise --limit-seconds"
    assert unfinished.checks == tuple(one.id for one in checks() if one.run is not None)


@pytest.mark.usefixtures("clock")
def test_each_lifecycle_has_its_own_time_and_keeps_what_was_found():
    ids = ("WO102", "WO103", "WO202")
    whole = verify([lifecycle()] * 2, checks(ids))
    part = verify([lifecycle()] * 2, checks(ids), seconds=2)
    assert [one.checks for one in part.unfinished] == [("WO103", "WO202")] * 2
    assert set(part.findings) <= set(whole.findings)


def test_without_a_time_there_is_no_limit():
    assert verify([lifecycle()], checks()).unfinished == ()


def test_an_acceptance_is_not_unused_because_its_check_did_not_run():
    tiny = lifecycle_of(ROLES, STEPS, accepted=(accepted("WO101", "closed"),))
    assert "WO901" in [one.check for one in verify([tiny], checks(), today=TODAY).findings]
    assert verify([tiny], checks(), today=TODAY, seconds=0).findings == ()
