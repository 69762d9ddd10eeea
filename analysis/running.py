"""Run checks on one lifecycle or system: what they find, before anything is accepted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from wayout.analysis.check import Check, Subject
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Deadline, LimitReachedError
from wayout.analysis.systems.declared import DeclaredSystem

if TYPE_CHECKING:
    from wayout.analysis.proof import Proof
    from wayout.analysis.systems.proving import Outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """What checks found on a lifecycle or system. It can be pickled.

    `left` says of checks that were not run to their end why. `proofs` are what came of the
    claims, `outcome` what came of a system; empty and None where no check asked for them.
    """

    findings: tuple[Finding, ...]
    left: Mapping[str, str]
    proofs: "tuple[Proof, ...]" = ()
    outcome: "Outcome | None" = None


Runner = Callable[[Sequence[Subject]], Sequence[Checked]]
"""Runs checks on lifecycles and systems, and returns what each finds, in their order."""

ON_CLAIMS = frozenset({"WO701", "WO702", "WO703"})
"""The checks that prove the claims."""


def run(subject: Subject, checks: Sequence[Check], seconds: float | None) -> Checked:
    """Run checks on one lifecycle or system, in the order of their ids.

    After so many `seconds` its further checks are not run. The time is looked at before each
    check and after each finding: one finding that takes long is waited for.
    """
    deadline = Deadline.after(seconds)
    late = f"checking it takes more than {deadline.seconds:g} s; raise --limit-seconds"
    found: list[Finding] = []
    left: dict[str, str] = {}
    for check, look in _looks(subject, checks).items():
        if deadline.is_over:
            left[check] = late
            continue
        try:
            for finding in look():
                found.append(finding)
                if deadline.is_over:
                    left[check] = late
                    break
        except LimitReachedError as error:
            left[check] = str(error)
    if not any(check.id in ON_CLAIMS and check.id not in left for check in checks):
        return Checked(tuple(found), left)
    outcome = subject.outcome if isinstance(subject, DeclaredSystem) else None
    return Checked(tuple(found), left, subject.proofs, outcome)


def prepare(checks: Iterable[Check]) -> None:
    """Import and build what the first run of these checks would: a fork then has it already."""
    if ON_CLAIMS.intersection(check.id for check in checks):
        from wayout.analysis.logic.claims import prepare

        prepare()


def in_turn(checks: Sequence[Check], seconds: float | None) -> Runner:
    """Return what runs checks on one lifecycle or system after the other."""
    return lambda subjects: tuple(run(subject, checks, seconds) for subject in subjects)


def _looks(
    subject: Subject, checks: Iterable[Check]
) -> Mapping[str, Callable[[], Iterable[Finding]]]:
    """Map each check that looks at it, by its id, to what that does; in the order of the ids."""
    checks = sorted(checks, key=lambda check: check.id)
    if isinstance(subject, Lifecycle):
        return {check.id: partial(check.run, subject) for check in checks if check.run}
    return {c.id: partial(c.on_systems, subject) for c in checks if c.on_systems}
