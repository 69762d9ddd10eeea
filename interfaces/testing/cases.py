"""Each check on each lifecycle as a case for test runners."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Report
from wayout.analysis.lifecycle import Location
from wayout.interfaces.errors import LimitError, LoadError
from wayout.interfaces.layout import visible
from wayout.interfaces.loading import Loaded, load
from wayout.interfaces.reporters.wording import said
from wayout.interfaces.verifying import fails, report_on


@dataclass(frozen=True, slots=True)
class Case:
    """One check on one lifecycle: it passes unless something in it is `failing`.

    `others` are accepted, or below the severity that fails. A TARGET that cannot be loaded is a
    case too: its `problems` say why, `lifecycle` is the TARGET.
    """

    lifecycle: str
    name: str
    location: Location | None = None
    failing: tuple[Finding, ...] = ()
    others: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()


def cases(targets: Sequence[str], ids: tuple[str, ...], fail_on: str) -> tuple[Case, ...]:
    """Load the TARGETs and run the checks with these ids, each machine read once.

    In the order of the TARGETs, then of the checks: the same in every process.
    """
    loaded, refused = _loaded(targets)
    report = report_on(loaded, ids)
    unloaded = (
        Case(visible(target), "load", problems=problems) for target, problems in refused.items()
    )
    return (*unloaded, *_checked(report, loaded, fail_on))


def text_of(found: Iterable[Finding]) -> str:
    """Say findings in full, a paragraph each."""
    return "\n\n".join("\n".join(said(finding)) for finding in found)


def _loaded(targets: Sequence[str]) -> tuple[Loaded, dict[str, tuple[str, ...]]]:
    """Load what can be loaded, and map each other TARGET to what is wrong with it."""
    try:
        return load(targets), {}
    except (LoadError, LimitError):
        refused = {}
    for target in targets:
        try:
            load((target,))
        except (LoadError, LimitError) as error:
            refused[target] = tuple(visible(problem) for problem in error.problems)
    sound = [target for target in targets if target not in refused]
    return load(sound) if sound else Loaded(()), refused


def _checked(report: Report, loaded: Loaded, fail_on: str) -> Iterator[Case]:
    for lifecycle in report.lifecycles:
        own = [finding for finding in report.findings if finding.lifecycle == lifecycle.name]
        file = loaded.files.get(lifecycle.name)
        location = lifecycle.location or (Location(file) if file else None)
        for check in report.checks:
            found = tuple(finding for finding in own if finding.check == check)
            yield _case(lifecycle.name, check, location, found, fail_on)


def _case(
    lifecycle: str,
    check: str,
    location: Location | None,
    found: tuple[Finding, ...],
    fail_on: str,
) -> Case:
    failing = tuple(finding for finding in found if fails(finding, fail_on))
    return Case(
        lifecycle=visible(lifecycle),
        name=f"{check} {SLUGS[check]}",
        location=(failing[0].location if failing else None) or location,
        failing=failing,
        others=tuple(finding for finding in found if finding not in failing),
    )
