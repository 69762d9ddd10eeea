"""What a check is: an id, a slug, a severity, and a function from a lifecycle to findings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wayout.analysis.finding import Finding, Severity, Witness
from wayout.analysis.lifecycle import Lifecycle, Location
from wayout.analysis.systems.declared import DeclaredSystem

Subject = Lifecycle | DeclaredSystem
"""What findings are on."""


@dataclass(frozen=True, slots=True)
class Check:
    """One static analysis. `run` yields all cases in one pass, each with a shortest witness.

    `summary` is a sentence that says the defect; `remedy` says what to write instead.
    `run` is None for a check of the acceptances: what they cover is known when all others have
    run, so that `verify` asks its module itself. `on_systems` is what it does on a system, if it
    does anything there.
    """

    id: str
    slug: str
    severity: Severity
    summary: str
    remedy: str
    run: Callable[[Lifecycle], Iterable[Finding]] | None
    on_systems: Callable[[Subject], Iterable[Finding]] | None = None

    def finding(  # noqa: PLR0913 - all by keyword
        self,
        subject: Subject,
        message: str,
        *,
        states: tuple[str, ...] = (),
        events: tuple[str, ...] = (),
        witness: Witness | None = None,
        location: Location | None = None,
        severity: Severity | None = None,
        remedy: str | None = None,
        statuses: tuple[str, ...] = (),
        claims: tuple[str, ...] = (),
        directed: bool = False,
        source: Location | None = None,
    ) -> Finding:
        """Report a case; by default it is located where its first state is declared."""
        if location is None and states and isinstance(subject, Lifecycle):
            state = subject.by_id.get(states[0])
            location = state.location if state else None
        return Finding(
            check=self.id,
            slug=self.slug,
            severity=severity or self.severity,
            lifecycle=subject.name,
            message=message,
            remedy=remedy or self.remedy,
            states=states,
            events=events,
            witness=witness,
            location=location or subject.location,
            statuses=statuses,
            claims=claims,
            directed=directed,
            source=source,
        )
