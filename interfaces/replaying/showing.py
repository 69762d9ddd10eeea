"""What logs say, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from wayout.analysis.conformance.replay.dwelling import Dwelling
from wayout.analysis.conformance.replay.engine import Recorded
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import AGAINST, LOST, Outcome, told_step
from wayout.analysis.conformance.replay.replaying import Replayed
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.layout import Line, Span, Tone
from wayout.interfaces.recordings.opening import Log
from wayout.interfaces.recordings.second_look import Said
from wayout.interfaces.reporters.wording import counted

_SHOWN = 10


def account(replayed: Replayed) -> Iterator[Line]:
    """Yield what a log holds, and how its steps were judged."""
    tally = replayed.tally
    times = [moment for pair in tally.pairs for moment in (pair.first, pair.last)]
    yield Line(
        (
            Span(replayed.lifecycle.name, Tone.STRONG),
            Span(f"  {counted(tally.rows, 'row')} of {counted(tally.resources, 'resource')}"),
            Span(f"  {min(times)} to {max(times)}" if times else "", Tone.FAINT),
        )
    )
    for outcome, count in replayed.counts.items():
        if count:
            tone = Tone.ERROR if outcome in AGAINST else Tone.PLAIN
            yield Line((Span(f"{outcome.value:<15}{count:>12,}", tone),), indent=2)
    for what, count in tally.dropped.counts:
        if count:
            yield _faint(f"{counted(count, 'row')} without a {what} dropped")
    if tally.duplicates:
        yield _faint(f"{counted(tally.duplicates, 'observation')} repeated or delivered again")
    yield from _coverage(replayed)
    if replayed.dwelling is not None:
        yield from _stays(replayed.dwelling)


def _stays(dwelling: Dwelling) -> Iterator[Line]:
    heads = ("stays", "median", "90 %", "longest", "too long")
    yield Line(
        (Span(f"{'':<30}" + "".join(f"{head:>18}" for head in heads), Tone.FAINT),), indent=2
    )
    for each in dwelling.stays:
        cells = (f"{each.stays:,}", each.median, each.ninety, each.longest)
        numbers = "".join(f"{_rounded(cell):>18}" for cell in cells)
        over = Span(f"{each.over or '':>18}", Tone.WARNING)
        yield Line((Span(f"{each.state:<30}{numbers}"), over), indent=2)


def _rounded(cell: str | timedelta) -> str:
    return cell if isinstance(cell, str) else str(timedelta(seconds=round(cell.total_seconds())))


def _coverage(replayed: Replayed) -> Iterator[Line]:
    taken = sum(count > 0 for count in replayed.taken.values())
    yield _faint(
        f"seen {len(replayed.seen):,} of {counted(len(replayed.entered), 'state')}, "
        f"taken {taken:,} of {counted(len(replayed.taken), 'transition')}"
    )


def aside(log: Log, about: Sequence[Lifecycle]) -> Iterator[Line]:
    """Yield what logs hold that nothing is replayed of."""
    names = {each.name for each in about}
    for kind, rows in log.kinds.items():
        if kind not in names:
            yield _faint(f"left out {counted(rows, 'row')} about {kind!r}")
    if log.others:
        yield _faint(f"left out {counted(log.others, 'row')} about nothing that replay knows")


def description(log: Log) -> Iterator[Line]:
    """Yield what logs are recognised as."""
    for kind in log.kinds or ("nothing that replay knows",):
        yield Line((Span(kind, Tone.STRONG),))
        if log.kinds:
            table = log.of(kind)
            yield _faint(f"{counted(log.kinds[kind], 'observation')}")
            yield _faint(f"columns: {', '.join(table.columns)}")
    if log.others:
        yield _faint(f"{counted(log.others, 'row')} about nothing that replay knows")
    if log.broken_rows:
        yield _faint(f"{counted(log.broken_rows, 'row')} that cannot be read")


def timeline(
    lifecycle: Lifecycle, steps: Sequence[Recorded], places: Mapping[Said, Sequence[str]]
) -> Iterator[Line]:
    """Yield the steps of one resource, each with what it is, and where that is known.

    What is there several times is where it is first, then where it is next.
    """
    hops = Hops(lifecycle)
    left = {said: iter(found) for said, found in places.items()}
    yield Line((Span(lifecycle.name, Tone.STRONG), Span(f"  {counted(len(steps), 'step')}")))
    for each in steps:
        outcome, _, missing = told_step(hops, each.previous, each.told, each.current)
        if each.repeated:
            outcome = Outcome.DUPLICATE
        tone = Tone.ERROR if outcome in AGAINST else Tone.WARNING if outcome in LOST else Tone.PLAIN
        said = f"{outcome.value}, {missing} missing" if missing else outcome.value
        place = next(left.get((lifecycle.name, each.time, each.current), iter(())), "")
        aside = "".join(f"  {text}" for text in (each.event, place) if text)
        yield Line(
            (
                Span(f"{each.time!s:<19}  ", Tone.FAINT),
                Span(f"{each.current:<40}"),
                Span(said, tone),
                Span(aside, Tone.FAINT),
            ),
            indent=2,
        )


def _faint(text: str) -> Line:
    return Line((Span(text, Tone.FAINT),), indent=2, hanging=2)
