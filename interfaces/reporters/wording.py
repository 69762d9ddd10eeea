"""Sentences that several formats share."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from wayout.analysis.finding import Finding, Known, Report, Severity, Step, Unfinished, Witness
from wayout.analysis.lifecycle import Location
from wayout.analysis.proof import Proof, Verdict
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.layout import visible


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "state"), counted(4012, "transition")
    ('1 state', '4,012 transitions')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def summary(report: Report) -> str:
    """Return one line on the whole run."""
    lifecycles, systems = report.lifecycles, report.systems
    sizes = (
        counted(len(lifecycles), "lifecycle"),
        counted(sum(len(lifecycle.states) for lifecycle in lifecycles), "state"),
        counted(sum(len(lifecycle.transitions) for lifecycle in lifecycles), "transition"),
    )
    composed = (counted(len(systems), "system"),) if systems else ()
    size = ", ".join((*(sizes if lifecycles or not systems else ()), *composed))
    accepted = len(report.accepted)
    known = f", {counted(accepted, 'known defect')} accepted (--no-accept shows them)"
    old = f", {len(report.unchanged):,} unchanged" if report.fixed is not None else ""
    undone = f", {len(report.unfinished):,} undetermined" if report.unfinished else ""
    claims = numbers(report.proofs)
    size = f"{size}, {claims}" if claims else size
    return f"{size}: {findings(report.open)}{known if accepted else ''}{old}{undone}"


def numbers(proofs: Iterable[Proof]) -> str:
    """Return how many claims there are, and how many of each verdict; empty for none.

    >>> numbers(())
    ''
    """
    verdicts = [proof.verdict for proof in proofs]
    if not verdicts:
        return ""
    counts = ((verdict, verdicts.count(verdict)) for verdict in Verdict)
    told = [f"{number:,} {verdict_of(verdict, number)}" for verdict, number in counts if number]
    return f"{counted(len(verdicts), 'claim')} ({', '.join(told)})"


def verdict_of(verdict: Verdict, number: int) -> str:
    """Return the verdict as said of so many claims."""
    singular = {Verdict.HOLDS: "holds", Verdict.FAILS: "fails"}
    plural = {Verdict.HOLDS: "hold", Verdict.FAILS: "fail"}
    return (singular if number == 1 else plural).get(verdict, verdict.value)


def states_of(declared: DeclaredSystem) -> str:
    """Return how many states a system has, as far as no limit kept them from being counted."""
    states = declared.outcome.states
    return "states not counted" if states is None else counted(states, "state")


def undetermined(unfinished: Unfinished) -> str:
    """Say what a limit left undone."""
    what = f"{', '.join(unfinished.checks)} not finished" if unfinished.checks else "not read"
    return f"undetermined: {unfinished.lifecycle}: {what}: {unfinished.reason}"


def fixed(report: Report) -> str:
    """Return what to do about what a baseline holds for nothing; empty where there is none."""
    if not report.fixed:
        return ""
    names = [" ".join((known.lifecycle, known.check, *_names(known))) for known in report.fixed]
    more = len(names) - _SHOWN
    named = ", ".join(names[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
    return f"fixed since the baseline: {named}; run `wayout baseline prune`"


def _names(known: Known) -> tuple[str, ...]:
    return (*known.claims, *known.states, *known.events, *known.statuses)


def most_severe_first(found: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity; equally severe ones stay in order."""
    return sorted(found, key=lambda finding: -finding.severity.rank)


def place_of(finding: Finding) -> Location:
    """Return where a finding is; where nobody knows, the lifecycle's name stands for a file."""
    return finding.location or Location(finding.lifecycle)


def findings(found: tuple[Finding, ...]) -> str:
    """Return how many findings there are, and how many of each severity."""
    total = counted(len(found), "finding")
    numbers = ((severity, sum(f.severity is severity for f in found)) for severity in Severity)
    parts = [
        f"{number:,} info" if severity is Severity.INFO else counted(number, severity.value)
        for severity, number in numbers
        if number
    ]
    return f"{total} ({', '.join(parts)})" if parts else total


def run(witness: Witness) -> str:
    """Draw a run: states joined by arrows that bear the events.

    >>> stem = (Step(None, "absent"), Step("create", "creating"))
    >>> run(Witness(stem))
    'absent -create-> creating'
    >>> run(Witness(stem, cycle=(Step("retry", "creating"),)))
    'absent -create-> creating, then for ever: -retry-> creating'

    Of a system, only the members that a step moves are told after the first state:

    >>> run(Witness((Step(None, "door.shut lamp.off"), Step("open", "door.open lamp.off"))))
    'door.shut lamp.off -open-> door.open'
    """
    steps = _without_what_stays((*witness.stem, *witness.cycle))
    stem, cycle = steps[: len(witness.stem)], steps[len(witness.stem) :]
    told = " ".join(_step(step, first=not index) for index, step in enumerate(stem))
    if not cycle:
        return told
    return f"{told}, then for ever: {' '.join(_step(step) for step in cycle)}"


def _without_what_stays(steps: Sequence[Step]) -> Sequence[Step]:
    """Leave out of the configurations of a system, `member.state` by member, what they repeat."""
    split = [step.state.split(" ") for step in steps]
    members = {tuple(part.partition(".")[0] for part in parts) for parts in split}
    if len(members) != 1 or len(split[0]) == 1 or not all("." in p for ps in split for p in ps):
        return steps
    told = [steps[0]]
    for (before, after), step in zip(pairwise(split), steps[1:], strict=True):
        moved = [new for old, new in zip(before, after, strict=True) if old != new]
        told.append(Step(step.event, " ".join(moved) or "(as it was)"))
    return told


def _step(step: Step, *, first: bool = False) -> str:
    if first and step.event is None:
        return step.state
    return f"-{step.event or ''}-> {step.state}"


def said(finding: Finding) -> Iterator[str]:
    """Yield all there is to say of a finding: place and message, run, remedy, acceptance."""
    place = place_of(finding)
    yield f"{place.path}:{place.line}:{place.column}: {finding.severity.value}: " + visible(
        finding.message
    )
    if finding.source:
        source = finding.source
        yield f"source: {source.path}:{source.line}:{source.column}"
    if finding.witness:
        yield f"run: {visible(run(finding.witness))}"
    yield f"remedy: {visible(finding.remedy)}"
    if finding.suppressed:
        yield f"accepted: {visible(finding.suppressed.reason)}"


_SHOWN = 20
