"""`wayout drift`: lifecycles against the source code and the docs that they describe."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import targets
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.reporting import ended, reporting
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.analysis.conformance.drift.bindings import Mapping
    from wayout.analysis.finding import Report
    from wayout.interfaces.config import Config
    from wayout.interfaces.drifting.gathering import Held, Wanted


@click.command()
@targets
@click.option(
    "--source",
    "sources",
    metavar="PROJECT=PATH",
    multiple=True,
    help="Read a project's source there: a folder, a wheel, an sdist or a zip. May be repeated.",
)
@click.option(
    "--release",
    "releases",
    metavar="PROJECT==VERSION",
    multiple=True,
    help="Read a published release, which pip fetches into a cache; VERSION may be newest. "
    "May be repeated.",
)
@click.option(
    "--against",
    metavar="PROJECT==VERSION",
    help="List what changed upstream from this release to that of --release.",
)
@reporting
@click.option(
    "--unresolved", "list_unresolved", is_flag=True, help="List on stderr what could not be read."
)
@click.option("-v", "--verbose", is_flag=True, help="Say on stderr what each binding compares.")
@configured
def drift(  # noqa: PLR0913 - one parameter per option
    *,
    targets: tuple[str, ...],
    sources: tuple[str, ...],
    releases: tuple[str, ...],
    against: str | None,
    output_format: str | None,
    output_file: str | None,
    reports: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    no_accept: bool,
    list_unresolved: bool,
    verbose: bool,
    config: "Config",
) -> ExitCode:
    """Hold lifecycles against source code.

    Sources are read and never run. Without --source and --release these are the sources that
    the config names, else the releases that the built-in lifecycles are declared from. A release
    that is neither in the cache nor within reach leaves the answer undetermined: exit code 3.
    """
    from wayout.interfaces.cli.selection import selected
    from wayout.interfaces.cli.sinks import sinks
    from wayout.interfaces.drifting.gathering import mappings_of
    from wayout.interfaces.drifting.telling import told

    among = _checks()
    ids = selected(select or config.select, ignore or config.ignore, among=among)
    outputs = sinks(output_format or config.output_format or "auto", output_file, reports)
    mappings = mappings_of(config.drift)
    wanted = _wanted(sources, releases, config, mappings)
    held = _held(targets, config, mappings, wanted, anywhere=against is not None)
    for line in told(held, unresolved=list_unresolved, verbose=verbose):
        click.echo(line, err=True)
    if against is None:
        report = _report(held, ids, config)
    else:
        report = _changes(targets, config, mappings, wanted, held, against)
    if no_accept:
        report = report.without_acceptance()
    return ended(report, outputs, fail_on or config.fail_on or "warning")


def _checks() -> tuple[str, ...]:
    from wayout.analysis.checks.catalogue import ON_DRIFT

    return (*ON_DRIFT, "WO901", "WO902")


def _wanted(
    sources: tuple[str, ...],
    releases: tuple[str, ...],
    config: "Config",
    mappings: "tuple[Mapping, ...]",
) -> "list[Wanted]":
    from wayout.interfaces.drifting.gathering import Wanted
    from wayout.interfaces.drifting.releases import Release, parse
    from wayout.interfaces.errors import UsageError

    found: list[Wanted] = []
    for text in sources:
        project, equals, path = text.partition("=")
        if not (project and equals and path) or "\0" in text:
            message = f"--source: {text!r} is not PROJECT=PATH, such as nova=../nova"
            raise UsageError(message)
        found.append(Wanted(project, path))
    for text in releases:
        release = parse(text)
        found.append(Wanted(release.project, release=release))
    if not found:
        found = [Wanted(project, path) for project, path in config.sources]
    if not found:
        pinned = [mapping for mapping in mappings if mapping.release]
        found = [Wanted(m.project, release=Release(m.project, m.release)) for m in pinned]
    names = [each.project for each in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        message = f"{', '.join(twice)}: named twice; give one source of a project"
        raise UsageError(message)
    return found


def _held(
    targets: tuple[str, ...],
    config: "Config",
    mappings: "tuple[Mapping, ...]",
    wanted: "list[Wanted]",
    *,
    anywhere: bool,
) -> "Held":
    from dataclasses import replace

    from wayout.interfaces.cli.settings import configured_lifecycles
    from wayout.interfaces.drifting.gathering import hold
    from wayout.interfaces.drifting.naming import refuse_unheld, unfitting
    from wayout.interfaces.errors import ConfigError

    declared = [m.lifecycle for mapping in mappings for m in mapping.machines]
    named = tuple(target for target in targets if target not in declared)
    own = configured_lifecycles(config, named) if named or not targets else ()
    problems = () if targets else tuple(unfitting(config.drift, own, declared))
    if problems:
        raise ConfigError(*problems)
    kept = {each.name for each in own} | set(targets or declared)
    held = hold(own, mappings, wanted, whole=True, anywhere=anywhere)
    held = replace(held, lifecycles=tuple(x for x in held.lifecycles if x.name in kept))
    refuse_unheld(held, kept if targets else (), mappings, wanted)
    return held


def _report(held: "Held", ids: tuple[str, ...], config: "Config") -> "Report":
    from datetime import UTC, datetime

    from wayout.analysis.checks.catalogue import checks
    from wayout.analysis.verification import verify

    today = datetime.now(tz=UTC).date()
    report = verify(held.lifecycles, checks(ids), today=today, seconds=config.limits.seconds)
    return report.with_severities(config.severities)


def _changes(  # noqa: PLR0913, PLR0917 - what a second look at the sources needs
    targets: tuple[str, ...],
    config: "Config",
    mappings: "tuple[Mapping, ...]",
    wanted: "list[Wanted]",
    held: "Held",
    against: str,
) -> "Report":
    from wayout.analysis.checks.catalogue import ON_DRIFT
    from wayout.analysis.conformance.drift.changes import changes
    from wayout.analysis.finding import Report
    from wayout.interfaces.drifting.gathering import Wanted
    from wayout.interfaces.drifting.releases import parse
    from wayout.interfaces.errors import UsageError

    old = parse(against)
    if old.project not in {each.project for each in wanted}:
        message = f"--against: {old.project} is not among the sources; name it with --release"
        raise UsageError(message)
    before = [
        Wanted(old.project, release=old) if each.project == old.project else each for each in wanted
    ]
    older = _held(targets, config, mappings, before, anywhere=True)
    return Report(held.lifecycles, tuple(changes(older.lifecycles, held.lifecycles)), ON_DRIFT)
