"""One observation of one resource, as a log records it, and how its state is spelt."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

NOTHING = frozenset({"", "none", "null", "-"})
"""How logs spell that there is no task: compared in lower case."""

MIN_SECONDS, MAX_SECONDS = -62_135_596_800, 253_402_300_799
"""The times that Python can tell, in seconds since 1970."""

UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
"""What numbers of times are parts of a second: the first in which a number is such a time."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?")


@dataclass(frozen=True, slots=True)
class Observed:
    """What a row says; None where it does not. `kind` is the lifecycle that it is about.

    `time` is in UTC without a zone. `told` is the state before, as the row tells it, and `sequence`
    its place among the rows.
    """

    kind: str
    resource: str | None
    time: datetime | None
    state: str | None
    told: str | None = None
    event: str | None = None
    message: str | None = None
    sequence: int | None = None

    @property
    def wanting(self) -> str:
        """What it lacks to be an observation."""
        needed = {"resource": self.resource, "time": self.time, "state": self.state}
        return f"has no {', no '.join(what for what, said in needed.items() if said is None)}"


def joined(state: object, task: object = None) -> str | None:
    """Return a server's state as `vm_state/task_state`, the vm_state alone where there is no task.

    >>> joined("active", "rebooting"), joined("active", ""), joined(None, "rebooting")
    ('active/rebooting', 'active', None)
    """
    if not isinstance(state, str) or state.lower() in NOTHING:
        return None
    if not isinstance(task, str) or task.lower() in NOTHING:
        return state
    return f"{state}/{task}"


def moment(value: object) -> datetime | None:
    """Return a time in UTC: of ISO text, or of a number since 1970; None of anything else.

    A number is seconds, or milli-, micro- or nanoseconds where it is too large for that. A text
    that is a number is one.

    >>> moment("2026-01-31 10:00:00+02:00"), moment("yesterday"), moment("60")
    (datetime.datetime(2026, 1, 31, 8, 0), None, datetime.datetime(1970, 1, 1, 0, 1))
    """
    try:
        if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
            time = datetime.fromisoformat(value.strip())
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            time = _of_number(float(value))
        else:
            return None
        return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError, OSError):
        return None


def _of_number(number: float) -> datetime:
    fitting = (number / unit for unit in UNITS if MIN_SECONDS <= number / unit <= MAX_SECONDS)
    return datetime.fromtimestamp(next(fitting, math.nan), UTC)


def whole(value: object) -> int | None:
    """Return a whole number of 64 bits, also where it is a text; None of anything else.

    >>> whole("12"), whole(12.5), whole(True), whole(10**30)
    (12, None, None, None)
    """
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if -(2**63) <= value < 2**63 else None


def text(values: Mapping[str, object], *names: str) -> str | None:
    """Return the first of some fields that holds a text or a number."""
    for name in names:
        value = values.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None
