"""Acceptance of findings, and the order of a report."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from tests.analysis.acceptances import (
    OPEN,
    ROLES,
    STEPS,
    TODAY,
    accepted,
    findings,
    outline,
)
from tests.analysis.lifecycles import lifecycle, lifecycles, projection, step

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.finding import Finding, Suppression
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.running import run
from wayout.analysis.verification import verify
from wayout.interfaces.loading import load
from wayout.machines.vocabulary import Accepted, Role


def test_nothing_is_accepted_by_itself():
    assert outline(findings()) == OPEN


def test_an_accepted_finding_stays_in_the_report():
    found = findings(accepted("WO101", "lost"))
    assert outline(found) == [("WO101", ("lost",), True), *OPEN[1:]]
    assert found[0].suppressed == Suppression("known")


@pytest.mark.parametrize(
    ("acceptance", "is_covered"),
    [
        (accepted("WO107", events=("refund",)), True),
        (accepted("WO107", events=("refund", "other")), True),
        (accepted("WO107", events=("other",)), False),
        (accepted("WO107"), False),
        (accepted("WO107", "open"), False),
        (accepted("WO107", "open", events=("refund",)), False),
    ],
)
def test_a_finding_about_no_state_is_accepted_by_its_events(acceptance, is_covered):
    found = findings(acceptance, only=("WO107", "WO901"))
    assert (found[0].suppressed is not None) == is_covered


def test_events_narrow_an_acceptance():
    roles = {"open": Role.STABLE, "closed": Role.FINAL}
    steps = [step("close", "open", "closed"), step("reopen", "closed", "open")]

    def first(*events: str) -> Finding:
        tiny = lifecycle(roles, steps, accepted=(accepted("WO105", "closed", events=events),))
        return verify([tiny], checks(["WO105"]), today=TODAY).findings[0]

    assert first().suppressed
    assert first("reopen", "close").suppressed
    assert not first("close").suppressed


def test_a_finding_about_a_status_is_accepted_by_it():
    shown = projection({"open": "OPEN", "closed": "CLOSED"}, unused=("LOST", "FOUND"))
    roles = {"open": Role.STABLE, "closed": Role.FINAL}
    steps = [step("close", "open", "closed")]

    def open_ones(*statuses: str) -> list[tuple[str, tuple[str, ...]]]:
        known = Accepted("WO403", (), "known", "doc", statuses=statuses)
        tiny = lifecycle(roles, steps, projection=shown, accepted=(known,))
        found = verify([tiny], checks(["WO403", "WO901"]), today=TODAY).open
        return [(finding.check, finding.statuses) for finding in found]

    assert open_ones() == [("WO403", ("LOST",)), ("WO403", ("FOUND",)), ("WO901", ())]
    assert open_ones("LOST") == [("WO403", ("FOUND",))]
    assert open_ones("LOST", "FOUND", "CLOSED") == [("WO901", ("CLOSED",))]


def test_today_is_by_default_the_day_of_the_run():
    tiny = lifecycle(ROLES, STEPS, accepted=(accepted("WO101", "lost", until=date(2020, 1, 1)),))
    (finding,) = verify([tiny], checks(["WO902"])).findings
    assert "2020-01-01" in finding.message


def test_findings_come_by_lifecycle_then_by_check():
    first = lifecycle(ROLES, STEPS, name="z")
    second = lifecycle(ROLES, STEPS, name="a")
    report = verify([first, second], reversed(checks()), today=TODAY)
    assert report.lifecycles == (first, second)
    assert [(finding.lifecycle, finding.check) for finding in report.findings] == [
        ("z", "WO101"),
        ("z", "WO102"),
        ("a", "WO101"),
        ("a", "WO102"),
    ]


@given(lifecycles())
def test_what_is_accepted_state_by_state_is_open_no_more(random: Lifecycle):
    found = verify([random], checks(), today=TODAY).open
    acceptances = {
        (finding.check, frozenset(finding.states), finding.events, finding.statuses): Accepted(
            finding.check,
            finding.states,
            "known",
            "doc",
            events=finding.events,
            statuses=finding.statuses,
        )
        for finding in found
    }
    if any(not (finding.states or finding.events or finding.statuses) for finding in found):
        return
    with_all = replace(random, accepted=tuple(acceptances.values()))
    report = verify([with_all], checks(), today=TODAY)
    assert not report.open
    assert report.without_acceptance().findings == found


def test_a_runner_runs_the_checks_in_place_of_this_process():
    tiny = lifecycle(ROLES, STEPS)
    elsewhere = run(tiny, checks(), None)
    report = verify(
        [tiny], checks(), today=TODAY, runner=lambda subjects: [elsewhere for _ in subjects]
    )
    assert report == verify([tiny], checks(), today=TODAY)
    with pytest.raises(ValueError, match="shorter"):
        verify([tiny], checks(), today=TODAY, runner=lambda _: [])


def test_what_comes_of_a_system_elsewhere_is_known_in_the_report():
    (system,) = load(["server_port"]).systems
    elsewhere = run(system, checks(), None)
    (again,) = load(["server_port"]).systems
    report = verify((), checks(), systems=[again], today=TODAY, runner=lambda _: [elsewhere])
    assert report.systems == (again,)
    assert report.systems[0].outcome is elsewhere.outcome
    assert report.proofs == elsewhere.proofs
    assert system.with_outcome(elsewhere.outcome) is system
