"""How long a resource may stay in a state: `30m`, `deleting=2h`, `error=1d`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.errors import UsageError
from wayout.interfaces.recordings.observed import moment
from wayout.machines.vocabulary import Role

_UNITS: Mapping[str, str] = MappingProxyType(
    {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
)
_LONGEST = timedelta(days=36_525)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)([smhd])")


def longest_stays(lifecycle: Lifecycle, given: Sequence[str]) -> Mapping[str, timedelta]:
    """Return how long each state may last, by value; a later one that is given counts.

    `30m` is meant of every transient state, `deleting=2h` of one, `transient=1d` of those of a
    role; a state of that name comes before the role.

    Raises:
        UsageError: for what is no duration, or names no state.
    """
    found: dict[str, timedelta] = {}
    for text in given:
        name, equals, duration = text.rpartition("=")
        values = _values(lifecycle, name if equals else Role.TRANSIENT.value)
        found.update(dict.fromkeys(values, _duration(duration)))
    return found


def time_of(text: str) -> datetime:
    """Return the time that is meant by `--now`.

    Raises:
        UsageError: if it is none.
    """
    found = moment(text)
    if found is None:
        message = f"--now: {text!r} is no time; write one as 2026-01-31T12:00:00"
        raise UsageError(message)
    return found


def _values(lifecycle: Lifecycle, name: str) -> list[str]:
    values = [state.value for state in lifecycle.states if name in {state.id, state.value}]
    values = values or [state.value for state in lifecycle.states if state.role.value == name]
    if not values:
        known = (*(role.value for role in Role), *(state.value for state in lifecycle.states))
        hint = did_you_mean(name, known)
        message = f"--stuck-after: {name!r} is no state or role of {lifecycle.name}{hint}"
        raise UsageError(message)
    return values


def _duration(text: str) -> timedelta:
    match = _DURATION.fullmatch(text)
    if match is None:
        message = f"--stuck-after: {text!r} is no duration; write one as 90s, 30m, 2h or 1d"
        raise UsageError(message)
    try:
        found = timedelta(**{_UNITS[match[2]]: float(match[1])})
    except OverflowError:
        found = timedelta.max
    if found > _LONGEST:
        message = f"--stuck-after: {text!r} is longer than a hundred years"
        raise UsageError(message)
    return found
