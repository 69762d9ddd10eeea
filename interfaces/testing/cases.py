"""Each check on each lifecycle as a case for test runners."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wayout.analysis.checks.catalogue import SLUGS, run_on
from wayout.analysis.finding import Finding, Report
from wayout.analysis.lifecycle import Location
from wayout.interfaces.config import Config
from wayout.interfaces.layout import visible
from wayout.interfaces.loading import Loaded, load_sound
from wayout.interfaces.reporters.wording import said, undetermined
from wayout.interfaces.verifying import against, checked, fails


@dataclass(frozen=True, slots=True)
class Case:
    """One check on one lifecycle: it passes unless something in it is `failing`.

    `others` are accepted, in the baseline, or below the severity that fails. What cannot be
    loaded is a case too: its `problems` say why, `lifecycle` is the TARGET. So they do where a
    limit kept a check from its end.
    """

    lifecycle: str
    name: str
    location: Location | None = None
    failing: tuple[Finding, ...] = ()
    others: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()


def cases(
    targets: Sequence[str],
    ids: tuple[str, ...],
    fail_on: str,
    config: Config | None = None,
    *,
    whole: bool = False,
) -> tuple[Case, ...]:
    """Load the TARGETs and run the checks with these ids, each machine read once.

    In the order of the TARGETs, then of the checks: the same in every process. The config says
    what it does to `wayout check`, its baseline included; `whole`: the TARGETs are its own. Users'
    code is imported in a process of its own, as there.

    Raises:
        ConfigError: for rules of the config that fit nothing.
        LoadError: if its baseline is none; and as `load_sound`.
    """
    config = config or Config()
    loaded, refused = load_sound(targets, limits=config.limits, contained=True)
    whole = whole and not refused
    report = checked(loaded, ids, config, whole=whole)
    if config.baseline:
        report = against(report, config.baseline, whole=whole)
    unread = {one.lifecycle: (undetermined(one),) for one in report.unfinished if not one.checks}
    unloaded = (
        Case(visible(target), "load", problems=tuple(map(visible, problems)))
        for target, problems in {**refused, **unread}.items()
    )
    return (*unloaded, *_checked(report, loaded, fail_on))


def text_of(found: Iterable[Finding]) -> str:
    """Say findings in full, a paragraph each."""
    return "\n\n".join("\n".join(said(finding)) for finding in found)


def _checked(report: Report, loaded: Loaded, fail_on: str) -> Iterator[Case]:
    for subject in report.subjects:
        own = [finding for finding in report.findings if finding.lifecycle == subject.name]
        file = loaded.files.get(subject.name)
        location = subject.location or (Location(file) if file else None)
        for check in run_on(subject, report):
            found = tuple(finding for finding in own if finding.check == check)
            undone = tuple(
                visible(undetermined(one))
                for one in report.unfinished
                if one.lifecycle == subject.name and check in one.checks
            )
            yield replace(_case(subject.name, check, location, found, fail_on), problems=undone)


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
