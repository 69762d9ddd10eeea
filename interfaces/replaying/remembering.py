"""What is known of a log that is followed, as a file: it is there whole or as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from wayout.analysis.conformance.replay.incremental import Last, Watch
from wayout.interfaces.cli.output import write_whole
from wayout.interfaces.errors import DataError
from wayout.interfaces.replaying.growing import Growing

_VERSION = 2
_PLACE = ("place", "row", "file", "mark")
_LEAST_APART, _TIMES = 1.0, 10
"""Seconds between two writings while there is more to read, or so many times what one takes."""


@dataclass(slots=True)
class Memory:
    """Writes how far a log was judged. `path` is None where nothing is to be remembered."""

    path: Path | None
    log: Growing
    watches: Mapping[str, Watch]
    _next: float = 0.0

    def recall(self) -> bool:
        """Go on from where an earlier run came; say whether there was one.

        Raises:
            DataError: if the memory is none of this.
        """
        if self.path is None or not self.path.exists():
            return False
        try:
            self._read(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            message = (
                f"{self.path}: is no memory of `replay --follow`; name another file, or remove it"
            )
            raise DataError(message) from error
        return True

    def write_now_and_then(self) -> None:
        """Write if the last time was long enough ago that it costs a tenth of the run at most.

        Raises:
            OutputError: if it cannot be written.
        """
        if monotonic() >= self._next:
            self.write()

    def write(self) -> None:
        """Write what is known.

        Raises:
            OutputError: if it cannot be written.
        """
        if self.path is None:
            return
        began = monotonic()
        write_whole(self.path, json.dumps(self._value()).encode("ascii"))
        now = monotonic()
        self._next = now + max(_LEAST_APART, _TIMES * (now - began))

    def _value(self) -> Mapping[str, object]:
        resources = {
            kind: {resource: _packed(last) for resource, last in watch.resources.items()}
            for kind, watch in self.watches.items()
        }
        place = {name: getattr(self.log, name) for name in _PLACE}
        return {"version": _VERSION, **place, "resources": resources}

    def _read(self, value: Any) -> None:
        if value["version"] != _VERSION:
            raise ValueError
        self.log.place, self.log.row = int(value["place"]), int(value["row"])
        self.log.file, self.log.mark = value["file"], str(value["mark"])
        for kind, resources in value["resources"].items():
            for resource, packed in resources.items():
                if kind in self.watches:
                    self.watches[kind].resources[resource] = _unpacked(packed)


def _packed(last: Last) -> list[object]:
    since, seen = last.since.isoformat(), last.seen.isoformat()
    return [last.state, since, seen, last.told, last.before, last.tie, last.ends]


def _unpacked(packed: Any) -> Last:
    state, since, seen, told, *order = packed
    before, tie, ends = map(tuple, order)
    times = datetime.fromisoformat(since), datetime.fromisoformat(seen)
    return Last(str(state), *times, bool(told), before, tie, ends)
