"""WO702: a claim holds, and part of it does not matter."""

from collections.abc import Iterator

from wayout.analysis.check import Check, Subject
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.proof import Verdict


def _run(subject: Subject) -> Iterator[Finding]:
    for proof in subject.proofs:
        if proof.verdict is Verdict.VACUOUS:
            why = (
                f"{proof.idle!r} in {proof.claim.formula!r} does not matter: it holds whatever "
                "stands there"
                if proof.idle
                else proof.remark
            )
            yield CHECK.finding(
                subject,
                f"{proof.claim.name!r} is claimed and holds vacuously: {why}",
                claims=(proof.claim.name,),
                location=proof.location,
            )


CHECK = Check(
    id="WO702",
    slug="vacuous-claim",
    severity=Severity.WARNING,
    summary="A claim that holds, and would with any other part in the place of one of its own.",
    remedy="leave out the part that does not matter, or mend what it was meant to speak of",
    run=_run,
    on_systems=_run,
)
