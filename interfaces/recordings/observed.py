"""One observation of one resource, as a log records it, and how its state is spelt."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOTHING = frozenset({"", "none", "null", "-"})
"""How logs spell that there is no task: compared in lower case."""

MIN_SECONDS, MAX_SECONDS = -62_135_596_800, 253_402_300_799
"""The times that Python can tell, in seconds since 1970."""

UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
"""What numbers of times are parts of a second: the first in which a number is such a time."""

SPACE = " \t\n\r\v\f"
"""What may be around a time, a state or a task."""

ISO_TIME = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]{1,9})?)?"
    r"( ?(Z|UTC|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?))?)?$"
)
NUMBER_TIME = r"^[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?$"
"""The texts that are times, for Python and for the engines, which each read others as well."""

RESPELT = ((",", "."), ("UTC", "Z"), (" Z", "Z"), (" +", "+"), (" -", "-"))
"""What of such a text all of them read alike, when it is put in another way."""

_LONGEST_SHOWN = 60
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - logs are in UTC without a zone
_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_ISO, _NUMBER = re.compile(ISO_TIME), re.compile(NUMBER_TIME)


@dataclass(frozen=True, slots=True)
class Observed:
    """What a row says; None where it does not. `kind` is the lifecycle that it is about.

    `time` is in UTC without a zone. `told` is the state before, as the row tells it, and `sequence`
    its place among the rows. `odd` is what the row says as its time and is none.
    """

    kind: str
    resource: str | None
    time: datetime | None
    state: str | None
    told: str | None = None
    event: str | None = None
    message: str | None = None
    sequence: int | None = None
    odd: str | None = None

    @property
    def wanting(self) -> str:
        """What it lacks to be an observation."""
        if self.odd is not None:
            return f"{self.odd!r} is no time"
        needed = {"resource": self.resource, "time": self.time, "state": self.state}
        return f"has no {', no '.join(what for what, said in needed.items() if said is None)}"


def joined(state: object, task: object = None) -> str | None:
    """Return a server's state as `vm_state/task_state`, the vm_state alone where there is no task.

    Without the blanks around them.

    >>> joined("active", "rebooting"), joined(" active", ""), joined(None, "rebooting")
    ('active/rebooting', 'active', None)
    """
    spelt, doing = _spelt(state), _spelt(task)
    return spelt if spelt is None or doing is None else f"{spelt}/{doing}"


def _spelt(value: object) -> str | None:
    text = value.strip(SPACE) if isinstance(value, str) else ""
    return None if text.lower() in NOTHING else text


def moment(value: object) -> datetime | None:
    """Return a time in UTC: of ISO text, or of a number since 1970; None of anything else.

    A number is seconds, or milli-, micro- or nanoseconds where it is too large for that. A text
    that is a number is one. What is less than a microsecond is cut off a text, and rounded of a
    number.

    >>> moment("2026-01-31 10:00:00+02:00"), moment("yesterday"), moment("60")
    (datetime.datetime(2026, 1, 31, 8, 0), None, datetime.datetime(1970, 1, 1, 0, 1))
    """
    try:
        if isinstance(value, str):
            return _of_text(value.strip(SPACE))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _of_number(float(value))
    except (ValueError, OverflowError):
        return None
    return None


def odd_time(value: object) -> str | None:
    """Return the beginning of what is said as a time and is none; None where nothing is said."""
    if value is None or moment(value) is not None:
        return None
    shown = str(value).strip(SPACE)[:_LONGEST_SHOWN]
    return None if shown.lower() in NOTHING else shown


def _of_text(text: str) -> datetime | None:
    if _NUMBER.match(text):
        return _of_number(float(text))
    if not _ISO.match(text):
        return None
    for one, other in RESPELT:
        text = text.replace(one, other)
    time = datetime.fromisoformat(text)
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


def _of_number(number: float) -> datetime | None:
    fitting = (number / unit for unit in UNITS if MIN_SECONDS <= number / unit <= MAX_SECONDS)
    seconds = next(fitting, None)
    if seconds is None:
        return None
    return _EPOCH + timedelta(microseconds=math.floor(seconds * 1_000_000 + 0.5))


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
