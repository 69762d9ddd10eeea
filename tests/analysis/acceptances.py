"""A tiny lifecycle with three findings, and acceptances of them."""

from datetime import date

from tests.analysis.lifecycles import lifecycle, step

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.finding import Finding
from wayout.analysis.verification import verify
from wayout.machines.vocabulary import Accepted, Role

TODAY = date(2026, 5, 17)
ROLES = {"open": Role.STABLE, "lost": Role.STABLE, "stuck": Role.STABLE, "closed": Role.FINAL}
STEPS = [step("close", "open", "closed"), step("jam", "open", "stuck")]
OPEN = [("WO101", ("lost",), False), ("WO102", ("stuck",), False), ("WO107", (), False)]
"""What is found where nothing is accepted: check, states, and whether it is accepted."""


def accepted(
    check: str, *states: str, events: tuple[str, ...] = (), until: date | None = None
) -> Accepted:
    return Accepted(check, states, "known", "doc", events=events, until=until)


def findings(*acceptances: Accepted, only: tuple[str, ...] = ()) -> list[Finding]:
    events = ("close", "jam", "refund")
    tiny = lifecycle(ROLES, STEPS, events=events, accepted=acceptances)
    chosen = checks(only) if only else checks()
    return list(verify([tiny], chosen, today=TODAY).findings)


def outline(found: list[Finding]) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(finding.check, finding.states, finding.suppressed is not None) for finding in found]
