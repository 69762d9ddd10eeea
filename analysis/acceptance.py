"""Hold findings against the acceptances of a lifecycle: which finding does which one cover."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase

from wayout.analysis.check import Subject
from wayout.analysis.finding import Finding, Suppression
from wayout.analysis.lifecycle import Location
from wayout.machines.vocabulary import Accepted, Origin


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An acceptance with the findings that it covers in one run: none once it is expired.

    `fitting` is how many fit it. Where these are more than it may cover, it covers none: nobody
    can say which of them are meant.
    """

    accepted: Accepted
    expired: bool
    covered: tuple[Finding, ...]
    fitting: int

    @property
    def idle_states(self) -> tuple[str, ...]:
        """The states it names that no covered finding is about, in its own order."""
        return self._idle(self.accepted.states, {s for f in self.covered for s in f.states})

    @property
    def idle_events(self) -> tuple[str, ...]:
        """The events it names that no covered finding is about, in its own order."""
        return self._idle(self.accepted.events, {e for f in self.covered for e in f.events})

    @property
    def idle_statuses(self) -> tuple[str, ...]:
        """The public statuses it names that no covered finding is about, in its own order."""
        met = {status for finding in self.covered for status in finding.statuses}
        return self._idle(self.accepted.statuses, met)

    @property
    def idle_claims(self) -> tuple[str, ...]:
        """The claims it names that no covered finding is about, in its own order."""
        met = {claim for finding in self.covered for claim in finding.claims}
        return self._idle(self.accepted.claims, met)

    def place_in(self, subject: Subject) -> Location | None:
        """Return where it is written, as far as that is known."""
        place = self.accepted.place
        return Location(place.path, place.line, place.column) if place else subject.location

    def _idle(self, names: tuple[str, ...], met: set[str]) -> tuple[str, ...]:
        if self.accepted.covers is None:
            return tuple(name for name in names if name not in met)
        return tuple(name for name in names if not any(fnmatchcase(each, name) for each in met))


def accept(
    findings: Iterable[Finding], accepted: Iterable[Accepted], today: date
) -> tuple[tuple[Finding, ...], tuple[Acceptance, ...]]:
    """Mark the findings that are accepted, and return the acceptances with what they cover.

    A finding is covered by the tightest acceptance that does, the first of equally tight ones,
    so that another one for the same is seen to be unused. Order is kept; nothing is dropped.
    """
    findings, accepted = tuple(findings), tuple(accepted)
    live: dict[str, list[tuple[int, Accepted]]] = {}
    for index, each in sorted(enumerate(accepted), key=lambda case: _breadth(case[1])):
        if not (_is_expired(each, today) or each.problem):
            live.setdefault(each.check, []).append((index, each))
    fitting: list[list[int]] = [[] for _ in accepted]
    for number, finding in enumerate(findings):
        found = next((i for i, c in live.get(finding.check, ()) if _covers(c, finding)), None)
        if found is not None:
            fitting[found].append(number)
    marked = list(findings)
    for by, numbers in zip(accepted, fitting, strict=True):
        if by.covers is None or len(numbers) <= by.covers:
            for number in numbers:
                suppression = Suppression(by.reason, by.until, by.origin)
                marked[number] = replace(findings[number], suppressed=suppression)
    return tuple(marked), tuple(
        Acceptance(
            each,
            _is_expired(each, today),
            tuple(findings[number] for number in numbers if marked[number].suppressed),
            len(numbers),
        )
        for each, numbers in zip(accepted, fitting, strict=True)
    )


def _covers(accepted: Accepted, finding: Finding) -> bool:
    """Whether all that the finding is about is named.

    Events and statuses need no mention where states are named; a claim always does. A finding
    about no state, or no event and no status, is covered only by an acceptance that names none.
    """
    if accepted.origin is Origin.INLINE:
        return _covers_on_line(accepted, finding)
    required = ((accepted.states, finding.states), (accepted.claims, finding.claims))
    if any(bool(met) != bool(named) for named, met in required):
        return False
    if not all(_named(accepted, named, met) for named, met in required):
        return False
    narrowing = ((accepted.events, finding.events), (accepted.statuses, finding.statuses))
    if any(named and not (met and _named(accepted, named, met)) for named, met in narrowing):
        return False
    return bool(accepted.states) or all(bool(named) == bool(met) for named, met in narrowing)


def _covers_on_line(accepted: Accepted, finding: Finding) -> bool:
    """Whether the line declares all states that the finding is about, or all events.

    A finding about neither is about the class, whose own line declares nothing else.
    """
    if not (accepted.states or accepted.events):
        return not (finding.states or finding.events or finding.statuses)
    return any(
        about and set(about) <= set(declared)
        for about, declared in (
            (finding.states, accepted.states),
            (finding.events, accepted.events),
        )
    )


def _named(accepted: Accepted, names: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether all of `wanted` are among the names, or fit them where these may be patterns."""
    if accepted.covers is None:
        return set(wanted) <= set(names)
    return all(any(fnmatchcase(each, name) for name in names) for each in wanted)


def _breadth(accepted: Accepted) -> tuple[bool, int, int]:
    broad = (not accepted.events) + (not accepted.statuses)
    names = (accepted.states, accepted.events, accepted.statuses, accepted.claims)
    named = sum(map(len, names))
    return accepted.covers is not None, broad, named


def _is_expired(accepted: Accepted, today: date) -> bool:
    return accepted.until is not None and accepted.until < today
