"""The report for people: a line per lifecycle, its findings with remedy and witness below."""

from collections.abc import Iterator
from itertools import groupby

from wayout.analysis.finding import Finding, Report, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.proof import Verdict
from wayout.interfaces.layout import Line, Screen, Span, Tone, paint
from wayout.interfaces.reporters.wording import (
    counted,
    findings,
    fixed,
    run,
    states_of,
    summary,
    undetermined,
    verdict_of,
)
from wayout.machines.vocabulary import Role

_SHOWN = 10
_TONES = {Severity.ERROR: Tone.ERROR, Severity.WARNING: Tone.WARNING, Severity.INFO: Tone.INFO}


def render(report: Report, screen: Screen | None) -> str:
    """Return the whole report; wrapped and coloured on a terminal."""
    body = tuple(_body(report))
    gap = () if body and body[-1] == Line() else (Line(),)
    undone = tuple(
        Line((Span(undetermined(one), Tone.WARNING),), hanging=2) for one in report.unfinished
    )
    mended = (Line((Span(fixed(report), Tone.GOOD),)),) if report.fixed else ()
    return paint((*body, *gap, *undone, *mended, _last_line(report)), screen)


def _body(report: Report) -> Iterator[Line]:
    names = [each.name for each in report.subjects]
    unread = list(dict.fromkeys(f.lifecycle for f in report.findings if f.lifecycle not in names))
    width = max((len(name) for name in (*names, *unread)), default=0)
    for name in unread:
        yield Line((Span(name.ljust(width), Tone.STRONG), Span("  cannot be read", Tone.ERROR)))
        yield from _findings(report, name)
    for lifecycle in report.lifecycles:
        states = counted(len(lifecycle.states), "state")
        transitions = counted(len(lifecycle.transitions), "transition")
        yield _headline(report, lifecycle.name, width, f"{states:>12}  {transitions:>18}")
        yield from _caveats(lifecycle)
        yield from _claims(report, lifecycle.name)
        yield from _accepted(report, lifecycle.name)
        yield from _findings(report, lifecycle.name)
    for declared in report.systems:
        members = counted(len(declared.system.members), "member")
        yield _headline(report, declared.name, width, f"{members:>12}  {states_of(declared):>18}")
        yield from _claims(report, declared.name)
        yield from _accepted(report, declared.name)
        yield from _findings(report, declared.name)


def _headline(report: Report, name: str, width: int, size: str) -> Line:
    found = tuple(f for f in report.open if f.lifecycle == name)
    accepted = sum(f.lifecycle == name for f in report.accepted)
    worst = max((f.severity for f in found), key=lambda severity: severity.rank, default=None)
    known = f"{accepted:,} accepted" if accepted else ""
    return Line(
        (
            Span(name.ljust(width), Tone.STRONG),
            Span(f"  {size}  "),
            Span(f"{known:>13}  ", Tone.FAINT),
            Span(findings(found), _TONES[worst]) if worst else Span("no findings", Tone.GOOD),
        )
    )


def _caveats(lifecycle: Lifecycle) -> Iterator[Line]:
    """Say what the verdict rests on beyond the declaration."""
    inferred = [state for state in lifecycle.states if state.inferred]
    roles = {role: [state.id for state in inferred if state.role is role] for role in Role}
    said = [f"{role.value} {_few(names)}" for role, names in roles.items() if names]
    if said:
        yield _caveat("roles inferred by convention", "; ".join(said))
    for assumption in lifecycle.assumptions[:_SHOWN]:
        yield _caveat("assumed", assumption)
    if more := len(lifecycle.assumptions[_SHOWN:]):
        yield _caveat("assumed", f"{more} things more, which `wayout show` lists")


def _caveat(label: str, text: str) -> Line:
    return Line((Span(f"{label}: {text}", Tone.FAINT),), indent=2, hanging=2)


def _claims(report: Report, name: str) -> Iterator[Line]:
    """Name what is claimed, a line for each verdict; the findings say what shows it."""
    for verdict in Verdict:
        names = [
            proof.claim.name
            for proof in report.proofs
            if proof.lifecycle == name and proof.verdict is verdict
        ]
        if names:
            noun = "claim" if len(names) == 1 else "claims"
            label = f"{noun} {verdict_of(verdict, len(names))}"
            yield _caveat(label, ", ".join(names))


def _accepted(report: Report, name: str) -> Iterator[Line]:
    """Name what is known to be wrong, a line for each reason."""
    reasons: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.accepted:
        if finding.lifecycle == name and finding.suppressed:
            reasons.setdefault((finding.check, finding.suppressed.reason), []).append(finding)
    for (check, reason), found in reasons.items():
        places = list(
            dict.fromkeys(
                place for f in found for place in f.claims or f.states or f.events or f.statuses
            )
        )
        yield _caveat(f"accepted {check} {_few(places, shown=4)}", reason)


def _few(names: list[str], *, shown: int = _SHOWN) -> str:
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")


def _findings(report: Report, name: str) -> Iterator[Line]:
    found = [finding for finding in report.open if finding.lifecycle == name]
    for _, group in groupby(found, key=lambda finding: (finding.check, finding.severity)):
        yield from _group(tuple(group))
    if found:
        yield Line()


def _group(found: tuple[Finding, ...]) -> Iterator[Line]:
    first = found[0]
    yield Line()
    yield Line(
        (
            Span(f"{first.severity.value} ", _TONES[first.severity]),
            Span(f"{first.check} {first.slug}", Tone.STRONG),
        ),
        indent=2,
    )
    for index, finding in enumerate(found):
        yield Line((Span(finding.message),), indent=4, hanging=2)
        if finding.location:
            place = finding.location
            yield _detail("at", f"{place.path}:{place.line}:{place.column}")
        if finding.source:
            place = finding.source
            yield _detail("source", f"{place.path}:{place.line}:{place.column}")
        if finding.witness:
            yield _detail("run", run(finding.witness))
        if finding.remedy not in {other.remedy for other in found[index + 1 :]}:
            yield _detail("remedy", finding.remedy, Tone.PLAIN)


def _detail(label: str, text: str, tone: Tone = Tone.FAINT) -> Line:
    return Line((Span(f"{label:<7}", Tone.FAINT), Span(text, tone)), indent=6, hanging=7)


def _last_line(report: Report) -> Line:
    return Line((Span(summary(report), Tone.STRONG),))
