"""What checks report: findings with their severity and witness, gathered in a report."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from wayout.analysis.lifecycle import Lifecycle, Location
from wayout.machines.vocabulary import Origin

if TYPE_CHECKING:
    from wayout.analysis.proof import Proof
    from wayout.analysis.systems.declared import DeclaredSystem


class Severity(Enum):
    """How much a finding matters. Ordered by `rank`: an error ranks highest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for information."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run: the event, and the state it leads to. The first has no event."""

    event: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Witness:
    """The shortest run that shows a finding; with a `cycle`, a lasso that goes on for ever.

    `stem` begins in an initial state with a step without event. `cycle` begins after the last
    state of the stem and ends in it. The stem is a tuple, or what behaves as one and works its
    steps out each time that it is looked at.
    """

    stem: Sequence[Step]
    cycle: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count, until when, and where that is said."""

    reason: str
    until: date | None = None
    origin: Origin = Origin.SOURCE


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect of one lifecycle or system: what was found, where, and what to do about it.

    `directed`: the states are a way, from the first on, and no set.
    `statuses` are public ones of its projection, or values that a source has, `claims` the names
    of what is claimed of it. `source` is the place in source code or docs that it differs from.
    """

    check: str
    slug: str
    severity: Severity
    lifecycle: str
    message: str
    remedy: str
    states: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    witness: Witness | None = None
    location: Location | None = None
    suppressed: Suppression | None = None
    statuses: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    directed: bool = False
    source: Location | None = None

    @property
    def fingerprint(self) -> str:
        """16 hex digits of what the finding is about: check, lifecycle and the names it has.

        Never of a line, the wording or the order in which things are declared, so that it
        survives edits elsewhere in the file.
        """
        more = ("", *sorted(self.statuses)) if self.statuses else ()
        more = (*more, "", "", *sorted(self.claims)) if self.claims else more
        states = self.states if self.directed else sorted(self.states)
        names = (*states, "", *sorted(self.events), *more)
        place = "\0".join((self.check, self.lifecycle, *names))
        return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a limit left undone: the `checks` with these ids of a lifecycle that was read.

    Without checks, the lifecycle itself was not read; it is then named by its TARGET.
    """

    lifecycle: str
    reason: str
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Findings of one fingerprint that a baseline holds; `count` tells apart those alike."""

    fingerprint: str
    check: str
    lifecycle: str
    states: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    count: int = 1
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run: the lifecycles in the order asked for, the findings in order.

    `checks` are the ids of the checks that ran, so that those which found nothing are known.
    Where anything is `unfinished`, there may be findings that are not in it.
    `fixed` is what a baseline holds and is found no more; None where there is no baseline.
    `severities` are those that checks, by id, were given in place of their own.
    `proofs` are what came of the claims, in the order of the lifecycles, then of the `systems`.
    """

    lifecycles: tuple[Lifecycle, ...]
    findings: tuple[Finding, ...]
    checks: tuple[str, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    fixed: tuple[Known, ...] | None = None
    severities: tuple[tuple[str, Severity], ...] = ()
    proofs: "tuple[Proof, ...]" = ()
    systems: "tuple[DeclaredSystem, ...]" = ()

    @property
    def subjects(self) -> "tuple[Lifecycle | DeclaredSystem, ...]":
        """What was checked: the lifecycles, then the systems."""
        return (*self.lifecycles, *self.systems)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """The findings that are accepted as facts."""
        return tuple(f for f in self.findings if f.suppressed and not _is_old(f.suppressed))

    @property
    def unchanged(self) -> tuple[Finding, ...]:
        """The findings that a baseline holds."""
        return tuple(f for f in self.findings if f.suppressed and _is_old(f.suppressed))

    def with_severities(self, severities: Mapping[str, Severity]) -> "Report":
        """Return the report with other severities for the findings of some checks, by id."""
        found = (
            replace(finding, severity=severities.get(finding.check, finding.severity))
            for finding in self.findings
        )
        if not severities:
            return self
        by_id = {**dict(self.severities), **severities}
        given = tuple((check, by_id[check]) for check in sorted(by_id))
        return replace(self, findings=tuple(found), severities=given)

    def without_acceptance(self) -> "Report":
        """Return the report with every finding open again."""
        return replace(
            self, findings=tuple(replace(finding, suppressed=None) for finding in self.findings)
        )

    def without_accepted(self) -> "Report":
        """Return the report without what is accepted or in a baseline."""
        return replace(self, findings=self.open)


def _is_old(suppression: Suppression) -> bool:
    return suppression.origin is Origin.BASELINE
