"""What of a replay is refused, and what of the logs is told on stderr."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.errors import LoadError, UsageError
from wayout.interfaces.layout import visible
from wayout.interfaces.replaying.asked import aliases_of
from wayout.interfaces.reporters.wording import counted

if TYPE_CHECKING:
    from wayout.analysis.conformance.replay.replaying import Replayed
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.interfaces.recordings.opening import Log

_WHEN_FOLLOWED = frozenset(
    {"logs", "lifecycle", "columns", "aliases", "complete", "stuck_after", "follow", "remember"}
    | {"every", "once"}
)
_ACCOUNT = ("dwell", "coverage", "candidates")
_OF_TIMES = ("stuck_after", "dwell", "now")
_ONLY_FOLLOWED = ("remember", "every", "once")
_REPORTING = frozenset(
    {"complete", "stuck_after", "dwell", "now", "output_format", "fail_on", "select", "ignore"}
    | {"coverage", "candidates", "draw", "page"}
)


def refuse_idle(given: click.Context) -> None:
    """Refuse options that would do nothing beside the others that are given.

    Raises:
        UsageError: with all of them.
    """
    problems = tuple(f"{name}: {why}" for name, why in _idle(given))
    if problems:
        raise UsageError(*problems)


def _idle(given: click.Context) -> Iterator[tuple[str, str]]:
    names = {each.name: each.opts[-1] for each in given.command.params if each.name}
    said = {n for n in names if given.get_parameter_source(n) is ParameterSource.COMMANDLINE}
    if given.params["follow"]:
        left = said - _WHEN_FOLLOWED - _EVERYWHERE
        why = "cannot be had with --follow; leave one of them out"
    elif given.params["describe"]:
        left = said & (_REPORTING | {"resource"})
        why = "does nothing with --describe; leave one of them out"
    elif given.params["resource"] is not None:
        left = said & _REPORTING
        why = "does nothing with --resource; leave one of them out"
    else:
        left, why = set(), ""
    yield from ((names[name], why) for name in names if name in left)
    if given.params["output_format"] not in {"full", "json"}:
        why = "is shown with -f full or json alone; ask for one of them, or leave this out"
        yield from ((names[name], why) for name in _ACCOUNT if name in said - left)
    if given.params["in_order"]:
        why = "needs times, which --in-order leaves out; leave one of them out"
        yield from ((names[name], why) for name in _OF_TIMES if name in said - left)
    if not given.params["follow"]:
        why = "goes with --follow; add that, or leave this out"
        yield from ((names[name], why) for name in _ONLY_FOLLOWED if name in said)
        if "master" in said and given.params["engine"] != "spark":
            yield names["master"], "goes with --engine spark; add that, or leave this out"


_EVERYWHERE = frozenset({"config_file", "isolated"})


def refuse_unknown(aliases: Sequence[str], about: Sequence[Lifecycle]) -> None:
    """Refuse aliases for what is no state of any lifecycle that is replayed.

    Raises:
        UsageError: with all of them.
    """
    known = tuple(dict.fromkeys(state.value for each in about for state in each.states))
    problems = tuple(
        f"--alias: {state!r} is no state of {', '.join(each.name for each in about)}"
        f"{did_you_mean(state, known) or f'; see `wayout show {about[0].target}`'}"
        for state in aliases_of(aliases).values()
        if state not in known
    )
    if problems:
        raise UsageError(*problems)


def tell_dropped(found: Sequence[Replayed]) -> None:
    """Say how many rows are no observation, where the answer does not."""
    for each in found:
        for what, count in each.tally.dropped.counts:
            if count:
                rows = counted(count, "row")
                click.echo(f"wayout: {each.lifecycle.name}: {rows} without a {what}", err=True)


def tell_odd(log: Log, found: Sequence[Replayed]) -> None:
    """Say which rows say a time that is none, where some have none."""
    if any(each.tally.dropped.time for each in found):
        for each in log.again.odd_times():
            click.echo(f"wayout: {visible(each.place)}", err=True)


def tell_unread(log: Log, *, strict: bool) -> None:
    """Say which files are empty and which rows cannot be read.

    Raises:
        LoadError: with all of that, where it is not to be.
    """
    lines = [f"{file}: is empty" for file in log.empty]
    if not (lines or log.kinds or log.others or log.broken_rows):
        lines = ["the logs hold no row"]
    lines += [each.place for each in log.broken]
    if more := log.broken_rows - len(log.broken):
        lines.append(f"and {more:,} more rows that cannot be read")
    if strict:
        lines += [each.place for each in log.again.odd_times()]
    if lines and strict:
        raise LoadError(*lines)
    for line in lines:
        click.echo(f"wayout: {visible(line)}", err=True)
