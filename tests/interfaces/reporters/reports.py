"""Reports made by hand, with everything that a reporter must show or escape."""

from datetime import date

from wayout.analysis.finding import Finding, Report, Severity, Step, Suppression, Witness
from wayout.analysis.lifecycle import Lifecycle, Location, State, Transition
from wayout.machines.vocabulary import Role

HOSTILE = "a\x1b[31m\n[bold]b\u202e:1:2: c"


def lifecycle(name: str) -> Lifecycle:
    return Lifecycle(
        name=name,
        title=f"The {name}",
        target=f"{name}.py:{name.title()}",
        initial=("absent",),
        states=(State("absent", "ABSENT", Role.STABLE), State("failed", "failed", Role.ERROR)),
        transitions=(Transition("break", "absent", "failed"),),
    )


def finding(  # noqa: PLR0913 - all by keyword
    name: str,
    message: str,
    *,
    severity: Severity = Severity.WARNING,
    line: int = 7,
    witness: Witness | None = None,
    suppressed: Suppression | None = None,
) -> Finding:
    return Finding(
        check="WO202",
        slug="error-without-recovery",
        severity=severity,
        lifecycle=name,
        message=message,
        remedy="add a way out",
        states=(message,),
        location=Location(f"{name}.py", line, 5),
        witness=witness,
        suppressed=suppressed,
    )


RUN = Witness((Step(None, "absent"), Step("break", "failed")))
LASSO = Witness((Step(None, "absent"), Step("break", "failed")), (Step(None, "failed"),))
KNOWN = Suppression("it is a fact", date(2030, 1, 1))

REPORT = Report(
    (lifecycle("door"), lifecycle("window")),
    (
        finding("door", "state 'failed' is stuck", witness=RUN),
        finding("door", "it spins", severity=Severity.WARNING, line=8, witness=LASSO),
        finding("door", "so it is", suppressed=KNOWN),
        finding("roof", "it was refused", severity=Severity.ERROR),
    ),
)
CLEAN = Report((lifecycle("door"),), (finding("door", "so it is", suppressed=KNOWN),))
NOTHING = Report((lifecycle("window"),), ())
