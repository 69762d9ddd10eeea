"""Hold findings against the acceptances of a lifecycle: which finding does which one cover."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from wayout.analysis.finding import Finding, Suppression
from wayout.machines.vocabulary import Accepted


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An acceptance with the findings that it covers in one run: none once it is expired."""

    accepted: Accepted
    expired: bool
    covered: tuple[Finding, ...]

    @property
    def idle_states(self) -> tuple[str, ...]:
        """The states it names that no covered finding is about, in its own order."""
        met = {state for finding in self.covered for state in finding.states}
        return tuple(state for state in self.accepted.states if state not in met)

    @property
    def idle_events(self) -> tuple[str, ...]:
        """The events it names that no covered finding is about, in its own order."""
        met = {event for finding in self.covered for event in finding.events}
        return tuple(event for event in self.accepted.events if event not in met)

    @property
    def idle_statuses(self) -> tuple[str, ...]:
        """The public statuses it names that no covered finding is about, in its own order."""
        met = {status for finding in self.covered for status in finding.statuses}
        return tuple(status for status in self.accepted.statuses if status not in met)


def accept(
    findings: Iterable[Finding], accepted: Iterable[Accepted], today: date
) -> tuple[tuple[Finding, ...], tuple[Acceptance, ...]]:
    """Mark the findings that are accepted, and return the acceptances with what they cover.

    A finding is covered by the tightest acceptance that does, the first of equally tight ones,
    so that another one for the same is seen to be unused. Order is kept; nothing is dropped.
    """
    accepted = tuple(accepted)
    live: dict[str, list[tuple[int, Accepted]]] = {}
    for index, each in sorted(enumerate(accepted), key=lambda case: _breadth(case[1])):
        if not _is_expired(each, today):
            live.setdefault(each.check, []).append((index, each))
    covered: list[list[Finding]] = [[] for _ in accepted]
    marked: list[Finding] = []
    for finding in findings:
        found = next((c for c in live.get(finding.check, ()) if _covers(c[1], finding)), None)
        if found is None:
            marked.append(finding)
            continue
        index, by = found
        marked.append(replace(finding, suppressed=Suppression(by.reason, by.until)))
        covered[index].append(finding)
    return tuple(marked), tuple(
        Acceptance(each, _is_expired(each, today), tuple(found))
        for each, found in zip(accepted, covered, strict=True)
    )


def _covers(accepted: Accepted, finding: Finding) -> bool:
    """Whether all that the finding is about is named.

    Events and statuses need no mention where states are named. A finding about no state, or no
    event and no status, is covered only by an acceptance that names none.
    """
    if bool(finding.states) != bool(accepted.states):
        return False
    if not set(finding.states) <= set(accepted.states):
        return False
    narrowing = ((accepted.events, finding.events), (accepted.statuses, finding.statuses))
    if any(named and not (met and set(met) <= set(named)) for named, met in narrowing):
        return False
    return bool(accepted.states) or all(bool(named) == bool(met) for named, met in narrowing)


def _breadth(accepted: Accepted) -> tuple[int, int]:
    broad = (not accepted.events) + (not accepted.statuses)
    return broad, len(accepted.states) + len(accepted.events) + len(accepted.statuses)


def _is_expired(accepted: Accepted, today: date) -> bool:
    return accepted.until is not None and accepted.until < today
