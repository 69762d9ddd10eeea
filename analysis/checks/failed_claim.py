"""WO701: what is claimed of a lifecycle, or of a system, does not hold."""

from collections.abc import Iterator

from wayout.analysis.check import Check, Subject
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.limits import LimitReachedError
from wayout.analysis.proof import Verdict


def _run(subject: Subject) -> Iterator[Finding]:
    for proof in subject.proofs:
        if proof.verdict is Verdict.FAILS:
            so = f"; {proof.remark}" if proof.remark else ""
            yield CHECK.finding(
                subject,
                f"{proof.claim.name!r} is claimed and fails: {proof.claim.meaning}{so}",
                states=proof.states,
                claims=(proof.claim.name,),
                witness=proof.witness,
                location=proof.location,
            )
    for proof in subject.proofs:
        if proof.verdict is Verdict.UNDETERMINED and not proof.problem:
            message = f"the claim {proof.claim.name!r} is undetermined: {proof.remark}"
            raise LimitReachedError(message)


CHECK = Check(
    id="WO701",
    slug="failed-claim",
    severity=Severity.ERROR,
    summary="A claim that does not hold: a run shows why.",
    remedy="mend the lifecycle so that the run cannot happen, or claim less",
    run=_run,
    on_systems=_run,
)
