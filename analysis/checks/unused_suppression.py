"""WO901: an acceptance, or a part of one, covers nothing."""

from collections.abc import Collection, Iterable, Iterator

from wayout.analysis.acceptance import Acceptance
from wayout.analysis.check import Check, Subject
from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Accepted, Origin


def unused(
    subject: Subject,
    acceptances: Iterable[Acceptance],
    *,
    ran: Collection[str],
    known: Collection[str],
) -> Iterator[Finding]:
    """Yield what acceptances name for nothing.

    An acceptance of a check that is known and not among those that `ran` is not judged, and
    neither is an expired one: it covers nothing by intention.
    """
    for acceptance in acceptances:
        accepted = acceptance.accepted
        if accepted.problem:
            yield _finding(subject, acceptance, accepted.problem)
        elif accepted.check not in known:
            hint = did_you_mean(accepted.check, (*SLUGS, *SLUGS.values()))
            yield _finding(subject, acceptance, f"there is no check {accepted.check!r}{hint}")
        elif accepted.check in ran and not acceptance.expired and (why := _idle(acceptance)):
            yield _finding(subject, acceptance, f"{why}{_absent(subject, accepted)}")


def _idle(acceptance: Acceptance) -> str:
    accepted, fitting = acceptance.accepted, acceptance.fitting
    if not fitting:
        named = accepted.states or accepted.events or accepted.statuses or accepted.claims
        whole = not named and accepted.origin is not Origin.INLINE
        return f"it covers no finding{_UNNAMED if whole else ''}"
    if accepted.covers is not None and fitting != accepted.covers:
        none = ", so that it covers none" if fitting > accepted.covers else ""
        fit = "fits" if fitting == 1 else "fit"
        return f"it is to cover {accepted.covers:,}, and {fitting:,} {fit} it{none}"
    if accepted.origin is Origin.INLINE:
        return ""
    parts = []
    if states := acceptance.idle_states:
        parts.append(f"no finding that it covers is about {quoted(states, 'or')}")
    if events := acceptance.idle_events:
        parts.append(f"no finding that it covers is about event {quoted(events, 'or')}")
    if statuses := acceptance.idle_statuses:
        parts.append(f"no finding that it covers is about status {quoted(statuses, 'or')}")
    if claims := acceptance.idle_claims:
        parts.append(f"no finding that it covers is about claim {quoted(claims, 'or')}")
    return ", and ".join(parts)


def _absent(subject: Subject, accepted: Accepted) -> str:
    """Say which names that an acceptance spells out the lifecycle does not have."""
    if accepted.covers is not None or not isinstance(subject, Lifecycle):
        return ""
    events = (*subject.events, *(step.event for step in subject.transitions if step.event))
    return "".join(
        f"; {subject.name} has no {noun} {name!r}{did_you_mean(name, tuple(there))}"
        for noun, names, there in (
            ("state", accepted.states, dict.fromkeys(subject.by_id)),
            ("event", accepted.events, dict.fromkeys(events)),
        )
        for name in names
        if name not in there
    )


def _finding(subject: Subject, acceptance: Acceptance, why: str) -> Finding:
    accepted = acceptance.accepted
    names = (*accepted.states, *accepted.events, *accepted.statuses, *accepted.claims)
    of = f" of {accepted.check}" if accepted.check else ""
    what = f"{of} for {quoted(names)}" if names else of
    miscounted = acceptance.fitting and acceptance.fitting != accepted.covers
    use = "wrong" if accepted.problem or (accepted.covers and miscounted) else "unused"
    return CHECK.finding(
        subject,
        f"the acceptance{what} is {use}: {why}",
        states=acceptance.idle_states,
        events=acceptance.idle_events,
        statuses=acceptance.idle_statuses,
        claims=acceptance.idle_claims,
        location=acceptance.place_in(subject),
    )


_UNNAMED = ", since it names no state and no event"

CHECK = Check(
    id="WO901",
    slug="unused-suppression",
    severity=Severity.ERROR,
    summary="An acceptance that names a state, an event or a check which no finding is about.",
    remedy="remove from the acceptance what is no longer found, or the whole of it",
    run=None,
)
