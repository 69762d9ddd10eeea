"""Follow a log that grows: what is wrong, as it comes; what is known survives a restart.

Everything up to the place that is remembered was judged and told. A run that is cut off, however
it is, judges again what it told since that place: nothing is lost, and a line may be told twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.incremental import Seen, Watch
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.cli.settings import configured_lifecycles
from wayout.interfaces.config import Config
from wayout.interfaces.errors import LoadError, UsageError
from wayout.interfaces.recordings.columns import read_map, refuse_columns
from wayout.interfaces.recordings.finding import other_form
from wayout.interfaces.recordings.observed import Observed
from wayout.interfaces.recordings.rows import Rows
from wayout.interfaces.replaying.asked import Asked, Followed, aliases_of
from wayout.interfaces.replaying.durations import longest_stays
from wayout.interfaces.replaying.growing import Growing
from wayout.interfaces.replaying.refusing import refuse_unknown
from wayout.interfaces.replaying.remembering import Memory
from wayout.interfaces.reporters.wording import counted

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Told:
    """A line of text: of what is wrong, or of the log."""

    text: str
    is_finding: bool = True


@dataclass(slots=True)
class Follower:
    """Judges what is new in a file of JSON lines.

    `columns` reads rows that are no notifications. `understood` counts the rows that it could
    read, `refused` says why it could not read the first one of another form.
    """

    log: Growing
    watches: Mapping[str, Watch]
    columns: Rows
    aliases: Mapping[str, str]
    understood: int = 0
    refused: UsageError | None = None
    broken: int = 0
    incomplete: int = 0
    _lines: list[Told | tuple[str, Seen]] = field(default_factory=list)

    def judge(self, lines: Sequence[bytes]) -> list[Told]:
        """Judge lines that are read together, and tell each step that is wrong.

        Of the lines that say nothing the first are told each by itself. What is told is about
        these lines alone, so that no more is held than they are.
        """
        self._lines = []
        for row, line in enumerate(lines, self.log.row + 1):
            self._judge(row, line)
        for watch in self.watches.values():
            watch.settle()
        told = [
            each if isinstance(each, Told) else Told(_told(*each))
            for each in self._lines
            if isinstance(each, Told) or not each[1].is_explained
        ]
        self._lines = []
        return told

    def counted(self) -> Iterator[Told]:
        """Yield what says nothing since this was last asked, by its number."""
        late = sum(watch.late for watch in self.watches.values())
        for count, what in (
            (self.broken - _MOST_NAMED, "more that cannot be read"),
            (self.incomplete - _MOST_NAMED, "more without a resource, a time or a state"),
            (late, "older than what is known of their resource, which say nothing"),
        ):
            if count > 0:
                yield Told(f"{self.log.path}: {counted(count, 'row')} {what}", is_finding=False)
        self.broken = self.incomplete = 0
        for watch in self.watches.values():
            watch.late = 0

    def stuck(self, limits: Mapping[str, Mapping[str, timedelta]], now: datetime) -> list[Told]:
        """Return a line for each resource that stays too long since this was last asked."""
        return [
            Told(f"{now}: WO605 {kind}: {resource} is in {last.state!r} since {last.since}")
            for kind, watch in self.watches.items()
            for resource, last in watch.stuck(limits.get(kind, {}), now)
        ]

    def refuse_all_broken(self) -> None:
        """Refuse a log of which no row at all was understood.

        Raises:
            UsageError: with what the first row lacks.
            LoadError: if no row has a form that is known.
        """
        if self.understood or not self.broken:
            return
        if self.refused is not None:
            raise self.refused
        message = f"{self.log.path}: no line of it can be read; --follow reads a JSON object a line"
        raise LoadError(message)

    def _judge(self, row: int, line: bytes) -> None:
        found = self._observed(row, line)
        if found is None or found.kind not in self.watches:
            return
        if found.resource is None or found.time is None or found.state is None:
            self.incomplete += 1
            if self.incomplete <= _MOST_NAMED:
                self._say(row, found.wanting)
            return
        state = self.aliases.get(found.state, found.state)
        told = None if found.told is None else self.aliases.get(found.told, found.told)
        seen = self.watches[found.kind].see(found.resource, found.time, state, told)
        if seen is not None:
            self._lines.append((found.kind, seen))

    def _observed(self, row: int, line: bytes) -> Observed | None:
        if not line.strip():
            return None
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            self._cannot_read(row, f"not JSON: {getattr(error, 'msg', error)}")
            return None
        if not isinstance(value, Mapping):
            self._cannot_read(row, "expected an object")
            return None
        try:
            found = self.columns.observed(value)
        except UsageError as error:
            self.refused = self.refused or error
            self._cannot_read(row, error.problems[0].removeprefix(f"{self.log.path}: "))
            return None
        self.understood += 1
        return found

    def _cannot_read(self, row: int, why: str) -> None:
        self.broken += 1
        if self.broken <= _MOST_NAMED:
            self._say(row, why)

    def _say(self, row: int, what: str) -> None:
        self._lines.append(Told(f"{self.log.path}:{row}: {what}", is_finding=False))


def _told(kind: str, seen: Seen) -> str:
    step = f"from {seen.previous!r} to {seen.current!r}" if seen.previous else f"{seen.current!r}"
    return f"{seen.time}: {seen.outcome.value} {kind}: {seen.resource} {step}"


def followed(
    path: str, about: Sequence[Lifecycle], asked: Asked, config: Config, how: Followed
) -> Iterator[Told]:
    """Yield what is wrong as it comes, for ever, or once to the end of the log.

    What was yielded is remembered soon after. Without a lifecycle, all that the config names or
    that are built in are watched for.

    Raises:
        UsageError: for options that mean nothing.
        LoadError: if the log cannot be read.
        DataError: if what is to be remembered is none of this.
        OutputError: if it cannot be written.
    """
    lifecycles = tuple(about) or configured_lifecycles(config, ())
    refuse_unknown(asked.aliases, lifecycles)
    limits = {each.name: longest_stays(each, asked.stuck_after) for each in lifecycles}
    kind = about[0].name if about else None
    found = Follower(
        Growing(Path(path)),
        {each.name: Watch(Hops(each), asked.complete) for each in lifecycles},
        Rows(path, read_map(asked.columns), kind),
        aliases_of(asked.aliases),
    )
    memory = Memory(None if how.remember is None else Path(how.remember), found.log, found.watches)
    is_known = memory.recall()
    if not is_known:
        _refuse_other_forms(path)
    try:
        is_new = True
        while True:
            for told in _new(found, memory):
                is_new = True
                yield from told
            if not is_known:
                found.refuse_all_broken()
                if asked.columns and found.understood and not found.columns.is_by_columns:
                    refuse_columns([path])
            is_known = is_known or found.understood > 0
            yield from found.counted()
            stuck = found.stuck(limits, datetime.now(UTC).replace(tzinfo=None, microsecond=0))
            yield from stuck
            if is_new or stuck:
                memory.write()
            if how.once:
                return
            is_new = False
            time.sleep(how.every)
    finally:
        found.log.close()


def _new(found: Follower, memory: Memory) -> Iterator[list[Told]]:
    """Yield what there is to tell of the lines that are new, some at a time."""
    for lines in found.log.lines():
        yield _said(found.log)
        yield found.judge(lines)
        found.log.take(lines)
        memory.write_now_and_then()
    if said := _said(found.log):
        yield said


def _said(log: Growing) -> list[Told]:
    found = [Told(f"{log.path}: {text}", is_finding=False) for text in log.said]
    log.said.clear()
    return found


def _refuse_other_forms(path: str) -> None:
    """Refuse a file that is no JSON lines without doubt.

    Raises:
        LoadError: with the form that it has.
    """
    form = other_form(Path(path))
    if form is not None:
        message = f"{path}: is {form}; --follow reads JSON lines: leave it out, or name another log"
        raise LoadError(message)
