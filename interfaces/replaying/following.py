"""Follow a log that grows: what is wrong, as it comes; what is known survives a restart.

Everything up to the place in `memory` was judged and told. A run that is cut off, however it is,
judges again what it told since that place: nothing is lost, and a line may be told twice.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.incremental import Last, Seen, Watch
from wayout.analysis.conformance.replay.replaying import wrong
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.cli.output import write_whole
from wayout.interfaces.cli.settings import configured_lifecycles
from wayout.interfaces.config import Config
from wayout.interfaces.errors import DataError, LoadError, UsageError
from wayout.interfaces.recordings.columns import read_map
from wayout.interfaces.recordings.observed import Observed
from wayout.interfaces.recordings.rows import Rows
from wayout.interfaces.replaying.asked import Asked, Followed, aliases_of
from wayout.interfaces.replaying.durations import longest_stays
from wayout.interfaces.replaying.refusing import refuse_unknown
from wayout.interfaces.reporters.wording import counted

_AT_ONCE = 1_000_000
_MOST_NAMED = 10
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Told:
    """A line of text: of what is wrong, or of the log."""

    text: str
    is_finding: bool = True


@dataclass(slots=True)
class Follower:
    """Reads what is new in a file of JSON lines and judges it.

    `columns` reads rows that are no notifications.

    `place` is the byte after the last whole line that was judged, `file` tells whether the file
    is still the same one.
    """

    path: Path
    watches: Mapping[str, Watch]
    columns: Rows
    aliases: Mapping[str, str]
    complete: bool = False
    place: int = 0
    file: int | None = None
    broken: int = 0
    incomplete: int = 0
    lines: list[Told] = field(default_factory=list)

    def read(self) -> list[Told]:
        """Judge the lines that are new, and tell each step that is wrong.

        What says nothing is told as well: the first lines that cannot be read each by itself, all
        else by its number. A file that is another one, or shorter, is read from its beginning. A
        line that has no end yet is left for the next time.

        Raises:
            LoadError: if the file cannot be read.
        """
        self.lines, self.broken, self.incomplete = [], 0, 0
        for watch in self.watches.values():
            watch.late = 0
        self._read()
        late = sum(watch.late for watch in self.watches.values())
        for count, what in (
            (self.broken - _MOST_NAMED, "more that cannot be read"),
            (self.incomplete, "without a resource, a time or a state"),
            (late, "older than what is known of their resource, which say nothing"),
        ):
            if count > 0:
                self.lines.append(
                    Told(f"{self.path}: {counted(count, 'row')} {what}", is_finding=False)
                )
        return self.lines

    def _read(self) -> None:
        try:
            with self.path.open("rb") as log:
                status = os.fstat(log.fileno())
                if self.file not in {None, status.st_ino} or status.st_size < self.place:
                    anew = f"{self.path}: is another file now, read from its beginning"
                    self.lines.append(Told(anew, is_finding=False))
                    self.place = 0
                self.file = status.st_ino
                log.seek(self.place)
                while chunk := log.readlines(_AT_ONCE):
                    for line in chunk:
                        if not line.endswith(b"\n"):
                            return
                        self._judge(line)
                        self.place += len(line)
        except OSError as error:
            message = f"{self.path}: cannot be read: {error.strerror or error}"
            raise LoadError(message) from error

    def stuck(self, limits: Mapping[str, Mapping[str, timedelta]], now: datetime) -> list[Told]:
        """Return a line for each resource that stays too long since this was last asked."""
        return [
            Told(f"{now}: WO605 {kind}: {resource} is in {last.state!r} since {last.since}")
            for kind, watch in self.watches.items()
            for resource, last in watch.stuck(limits.get(kind, {}), now)
        ]

    def _judge(self, line: bytes) -> None:
        found = self._observed(line)
        if found is None or found.kind not in self.watches:
            return
        if found.resource is None or found.time is None or found.state is None:
            self.incomplete += 1
            return
        state = self.aliases.get(found.state, found.state)
        seen = self.watches[found.kind].see(found.resource, found.time, state)
        if seen is not None and seen.outcome in wrong(complete=self.complete):
            self.lines.append(Told(_told(found.kind, seen)))

    def _observed(self, line: bytes) -> Observed | None:
        if not line.strip():
            return None
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            self._cannot_read(f"not JSON: {getattr(error, 'msg', error)}")
            return None
        if not isinstance(value, Mapping):
            self._cannot_read("expected an object")
            return None
        try:
            return self.columns.observed(value)
        except UsageError as error:
            self._cannot_read(error.problems[0].removeprefix(f"{self.path}: "))
            return None

    def _cannot_read(self, why: str) -> None:
        self.broken += 1
        if self.broken <= _MOST_NAMED:
            self.lines.append(Told(f"{self.path}: byte {self.place}: {why}", is_finding=False))


def _told(kind: str, seen: Seen) -> str:
    step = f"from {seen.previous!r} to {seen.current!r}" if seen.previous else f"{seen.current!r}"
    return f"{seen.time}: {seen.outcome.value} {kind}: {seen.resource} {step}"


def followed(
    path: str, about: Sequence[Lifecycle], asked: Asked, config: Config, how: Followed
) -> Iterator[Told]:
    """Yield what is wrong as it comes, for ever, or once to the end of the log.

    What was yielded is remembered when all of what is new was. Without a lifecycle, all that
    the config names or that are built in are watched for.

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
        Path(path),
        {each.name: Watch(Hops(each)) for each in lifecycles},
        Rows(path, read_map(asked.columns), kind),
        aliases_of(asked.aliases),
        complete=asked.complete,
    )
    memory = None if how.remember is None else Path(how.remember)
    if memory is not None and memory.exists():
        recall(found, memory)
    while True:
        yield from found.read()
        yield from found.stuck(limits, datetime.now(UTC).replace(tzinfo=None, microsecond=0))
        if memory is not None:
            remember(found, memory)
        if how.once:
            return
        time.sleep(how.every)


def recall(found: Follower, memory: Path) -> None:
    """Go on from where an earlier run came.

    Raises:
        DataError: if the memory is none of this.
    """
    try:
        value = json.loads(memory.read_text(encoding="utf-8"))
        if value["version"] != _VERSION:
            raise ValueError  # noqa: TRY301 - one message for all that is wrong with it
        found.place, found.file = int(value["place"]), value["file"]
        for kind, resources in value["resources"].items():
            for resource, (state, since, seen, told) in resources.items():
                if kind in found.watches:
                    last = Last(state, _time(since), _time(seen), bool(told))
                    found.watches[kind].resources[resource] = last
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{memory}: is no memory of `replay --follow`; name another file, or remove it"
        raise DataError(message) from error


def remember(found: Follower, memory: Path) -> None:
    """Write how far a log was judged; the file is there whole or as it was.

    Raises:
        OutputError: if it cannot be written.
    """
    resources = {
        kind: {
            resource: [last.state, last.since.isoformat(), last.seen.isoformat(), last.told]
            for resource, last in watch.resources.items()
        }
        for kind, watch in found.watches.items()
    }
    value = {"version": _VERSION, "place": found.place, "file": found.file, "resources": resources}
    write_whole(memory, json.dumps(value).encode("ascii"))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
