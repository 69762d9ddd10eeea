from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.acceptances import ROLES, STEPS, TODAY, accepted, findings
from tests.analysis.lifecycles import lifecycle

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.finding import Suppression
from wayout.analysis.verification import verify


@pytest.mark.parametrize(("days", "covers"), [(-1, False), (0, True), (1, True)])
def test_an_acceptance_covers_up_to_its_last_day(days: int, covers):
    until = TODAY + timedelta(days)
    found = findings(accepted("WO101", "lost", until=until), only=("WO101", "WO901", "WO902"))
    if covers:
        (finding,) = found
        assert finding.suppressed == Suppression("known", until)
        return
    lost, expired = found
    assert lost.suppressed is None
    assert expired.message == (
        "the acceptance of WO101 for 'lost' ended on 2026-05-16 and covers nothing any more"
    )
    assert (expired.check, expired.states) == ("WO902", ("lost",))


@given(st.dates(), st.dates())
def test_a_day_later_than_the_last_it_covers_nothing(until: date, today: date):
    tiny = lifecycle(ROLES, STEPS, accepted=(accepted("WO101", "lost", until=until),))
    report = verify([tiny], checks(["WO101", "WO902"]), today=today)
    assert [finding.check for finding in report.open] == (
        ["WO101", "WO902"] if (today - until).days > 0 else []
    )
