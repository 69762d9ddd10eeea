"""What `wayout replay` answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.conformance.replay.candidates import candidates
from wayout.analysis.conformance.replay.dwelling import dwelling
from wayout.analysis.conformance.replay.engine import Recorded, traces
from wayout.analysis.conformance.replay.pairs import RowNumber
from wayout.analysis.conformance.replay.replaying import MOST_RETRIED, Replayed, replay
from wayout.analysis.finding import Report, Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.verification import verify
from wayout.interfaces.config import Config
from wayout.interfaces.errors import LoadError, UsageError
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.versions import VERSION
from wayout.interfaces.exchange.writing import finding_value
from wayout.interfaces.layout import Line, Screen, Table, paint
from wayout.interfaces.recordings.opening import Log
from wayout.interfaces.replaying.asked import Asked
from wayout.interfaces.replaying.covering import coverage, undeclared
from wayout.interfaces.replaying.durations import longest_stays, time_of
from wayout.interfaces.replaying.showing import account, aside, description, timeline
from wayout.interfaces.replaying.values import log_value, replayed_value
from wayout.interfaces.reporters import reporter
from wayout.interfaces.reporters.wording import counted

if TYPE_CHECKING:
    from ibis.expr.types import Table as Rows

_MOST_STEPS = 100_000
_RETRIED_IN_MB = 600
"""So many steps are tried in another order for each MB of a memory limit: a tenth of it."""


def replayed(log: Log, about: Sequence[Lifecycle], asked: Asked) -> tuple[Replayed, ...]:
    """Hold the observations of each lifecycle against it, as it is asked.

    Raises:
        UsageError: for times that are none.
        LoadError: if there are rows and none of them is an observation.
    """
    now = time_of(asked.now) if asked.now is not None else None
    limits = [longest_stays(each, asked.stuck_after) for each in about]
    found = tuple(
        _replayed(log.of(each.name), each, asked, most, now)
        for each, most in zip(about, limits, strict=True)
    )
    if any(each.tally.rows for each in found) and not any(each.tally.pairs for each in found):
        problems = (
            f"no row is an observation of {one.lifecycle.name}: {_dropped(one)}" for one in found
        )
        raise LoadError(*problems, *(each.place for each in log.again.odd_times()))
    return found


def _dropped(found: Replayed) -> str:
    dropped = found.tally.dropped
    return ", ".join(
        f"{counted(count, 'row')} without a {what}" for what, count in dropped.counts if count
    )


def _replayed(
    table: Rows,
    lifecycle: Lifecycle,
    asked: Asked,
    limits: Mapping[str, timedelta],
    now: datetime | None,
) -> Replayed:
    most = MOST_RETRIED
    if asked.memory_mb is not None:
        most = min(most, asked.memory_mb * _RETRIED_IN_MB)
    found = replay(
        table, lifecycle, complete=asked.complete, in_order=asked.in_order, most_retried=most
    )
    if not (asked.dwell or limits) or not found.tally.pairs:
        return found
    last = max(pair.last for pair in found.tally.pairs)
    return replace(found, dwelling=dwelling(table, limits, now or last))


def report_of(found: Sequence[Replayed], ids: Sequence[str], config: Config) -> Report:
    """Return what the checks with these ids find wrong as a report, for every reporter.

    What the lifecycles or the config accept is marked. An acceptance that covers nothing is no
    finding: another log may have it.
    """
    held = [replace(each.lifecycle, recorded=each) for each in found]
    today = datetime.now(tz=UTC).date()
    report = verify(held, checks(ids), today=today).with_severities(config.severities)
    undone = tuple(_undecided(each, ids) for each in found if each.undecided)
    return replace(report, unfinished=(*report.unfinished, *undone))


def _undecided(found: Replayed, ids: Sequence[str]) -> Unfinished:
    steps = counted(found.undecided, "step")
    reason = (
        f"{steps} wrong as they came, which another order of what has one time may explain, are "
        "too many to try; allow more by --memory-limit, or replay the log in parts by resource"
    )
    return Unfinished(found.lifecycle.name, reason, tuple(ids))


def text_of(
    log: Log,
    answer: tuple[Sequence[Replayed], Report],
    asked: Asked,
    output_format: str,
    screen: Screen | None,
) -> str:
    """Return the answer in a format: with the account of the logs where it is full or JSON."""
    found, report = answer
    if output_format == "json":
        return encode(
            {
                "version": VERSION,
                "log": log_value(log),
                "replay": [
                    replayed_value(each, covered=asked.coverage, least=asked.candidates)
                    for each in found
                ],
                "findings": [finding_value(each) for each in report.findings],
            }
        )
    rendered = reporter(output_format)(report, screen)
    if output_format != "full":
        return rendered
    accounts = [line for one in found for line in _told(one, asked)]
    left = tuple(aside(log, [one.lifecycle for one in found]))
    return paint((*accounts, *left, *((Line(),) if left else ())), screen) + rendered


def _told(found: Replayed, asked: Asked) -> Iterator[Line | Table]:
    yield from account(found)
    yield Line()
    if asked.coverage:
        yield from coverage(found)
        yield Line()
    if asked.candidates is not None:
        name = found.lifecycle.name
        yield from undeclared(name, candidates(found, least=asked.candidates))
        yield Line()


def description_of(log: Log, screen: Screen | None) -> str:
    """Return what logs are recognised as."""
    return paint(tuple(description(log)), screen)


def timelines(
    log: Log,
    about: Sequence[Lifecycle],
    resource: str,
    screen: Screen | None,
    *,
    in_order: bool = False,
) -> str:
    """Return the steps of one resource, each with its file and row, or its number if `in_order`.

    Raises:
        UsageError: if there is none.
    """
    found = [(each, traces(log.of(each.name), (resource,), most=_MOST_STEPS)) for each in about]
    if in_order:
        found = [(each, tuple(map(_numbered, steps))) for each, steps in found]
    places = log.again.places(resource) if any(steps for _, steps in found) else {}
    lines = [line for each, steps in found if steps for line in timeline(each, steps, places)]
    if not lines:
        message = f"--resource: the logs hold no observation of {resource!r}"
        raise UsageError(message)
    return paint(tuple(lines), screen)


def _numbered(step: Recorded) -> Recorded:
    return replace(step, time=RowNumber.of(step.time))
