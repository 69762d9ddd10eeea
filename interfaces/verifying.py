"""From what was loaded to a report, and which findings fail a run."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wayout.analysis.finding import Finding, Report
    from wayout.analysis.running import Runner
    from wayout.interfaces.config import Config
    from wayout.interfaces.loading import Loaded
    from wayout.interfaces.working import Workers

SEVERITIES = ("error", "warning", "info", "never")
"""What `fail_on` may be."""


def report_on(
    loaded: "Loaded",
    ids: tuple[str, ...],
    *,
    seconds: float | None = None,
    runner: "Runner | None" = None,
) -> "Report":
    """Run the checks with these ids; what could not be read comes first.

    After so many `seconds` on one lifecycle its further checks are not run. `runner` is that of
    `verify`.
    """
    from wayout.analysis.checks.catalogue import checks
    from wayout.analysis.verification import verify

    report = verify(
        loaded.lifecycles,
        checks(ids),
        systems=loaded.systems,
        today=datetime.now(tz=UTC).date(),
        seconds=seconds,
        runner=runner,
    )
    whole = replace(report, unfinished=(*loaded.unfinished, *report.unfinished))
    return _placed(whole, loaded)


def workers(ids: tuple[str, ...], config: "Config", processes: int) -> "Workers":
    """Return what runs the checks with these ids in so many processes, for `checked`."""
    from wayout.analysis.checks.catalogue import checks
    from wayout.interfaces.working import Workers

    return Workers(checks(ids), config.limits.seconds, processes)


def checked(
    loaded: "Loaded",
    ids: tuple[str, ...],
    config: "Config",
    *,
    whole: bool,
    runner: "Runner | None" = None,
) -> "Report":
    """Run checks on what was loaded, as a config describes it; `whole` is that of its `apply`.

    `runner` is that of `verify`.

    Raises:
        ConfigError: for rules of the config that fit nothing.
    """
    from wayout.interfaces.config import apply, apply_to_systems

    unread = [unfinished.lifecycle for unfinished in loaded.unfinished]
    systems = apply_to_systems(config, loaded.systems)
    lifecycles = apply(config, loaded.lifecycles, whole=whole, unread=unread, systems=systems)
    described = replace(loaded, lifecycles=lifecycles, systems=systems)
    report = report_on(described, ids, seconds=config.limits.seconds, runner=runner)
    return report.with_severities(config.severities)


def against(report: "Report", baseline: str, *, whole: bool) -> "Report":
    """Hold a report against the file of a baseline; `whole` is that of `compared`.

    Raises:
        DataError: if it is no baseline.
    """
    from wayout.analysis.baseline import compared
    from wayout.interfaces.exchange.baselines import read_baseline

    return compared(report, read_baseline(baseline), whole=whole)


def fails(finding: "Finding", fail_on: str) -> bool:
    """Whether a finding is open and at or above `fail_on`."""
    from wayout.analysis.finding import Severity

    if fail_on == "never" or finding.suppressed is not None:
        return False
    return finding.severity.rank >= Severity(fail_on).rank


def _placed(report: "Report", loaded: "Loaded") -> "Report":
    """Place findings on lifecycles from data files in these, where the data say nothing."""
    from wayout.analysis.lifecycle import Location

    findings = tuple(
        replace(finding, location=Location(loaded.files[finding.lifecycle]))
        if finding.location is None and finding.lifecycle in loaded.files
        else finding
        for finding in report.findings
    )
    return replace(report, findings=findings)
