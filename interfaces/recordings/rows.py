"""JSON objects as observations: notifications, or rows with columns."""

from __future__ import annotations

from collections.abc import Mapping

from wayout.interfaces.errors import UsageError
from wayout.interfaces.recordings.columns import columns_of
from wayout.interfaces.recordings.notifications import is_notification
from wayout.interfaces.recordings.notifications import observed as of_notification
from wayout.interfaces.recordings.observed import Observed, joined, moment, odd_time, text, whole

_MOST_KEPT = 50


class Rows:
    """Reads the objects of one file. What the first row that is understood has, others may lack.

    `kind` is what rows are about that are no notifications; `given` names their columns. Rows
    `in_order` need no time.
    """

    def __init__(
        self, shown: str, given: Mapping[str, str], kind: str | None, *, in_order: bool = False
    ) -> None:
        self._shown = shown
        self._in_order = in_order
        self._given = given
        self._kind = kind
        self._known: dict[tuple[str, ...], Mapping[str, str]] = {}

    def observed(self, value: Mapping[str, object]) -> Observed | None:
        """Return what an object says of the state of a resource; None where it says nothing.

        Raises:
            UsageError: for a row without a kind, without the columns that are needed, or without
                anything in them.
        """
        if is_notification(value):
            return of_notification(value)
        if self._kind is None:
            message = f"{self._shown}: does not say what it is about; name it: --lifecycle server"
            raise UsageError(message)
        names = self._names(value)
        found = _row(value, names, self._kind)
        if found.resource is None and found.time is None and found.state is None:
            message = f"{self._shown}: has no resource, no time and no state"
            raise UsageError(message)
        if self._in_order and "sequence" in names and found.sequence is None:
            message = f"{self._shown}: has no whole number as {names['sequence']!r}, its sequence"
            raise UsageError(message)
        return found

    @property
    def is_by_columns(self) -> bool:
        """Whether a row was read by the names of its columns."""
        return bool(self._known)

    def _names(self, value: Mapping[str, object]) -> Mapping[str, str]:
        keys = tuple(value)
        if keys not in self._known and len(self._known) >= _MOST_KEPT:
            return next(iter(self._known.values()))
        if keys not in self._known:
            first = next(iter(self._known), ())
            names = tuple(dict.fromkeys((*keys, *first)))
            found = columns_of(self._shown, names, self._given, in_order=self._in_order)
            self._known[keys] = found.of
        return self._known[keys]


def _row(fields: Mapping[str, object], names: Mapping[str, str], kind: str) -> Observed:
    def of(what: str) -> object:
        return fields.get(names[what]) if what in names else None

    def stated(what: str) -> str | None:
        return text(fields, names[what]) if what in names else None

    told = joined(stated("told"), stated("told_task"))
    if "task" in names and joined("x", stated("told_task")) == joined("x", stated("task")):
        told = None
    return Observed(
        kind,
        text(fields, names["resource"]),
        moment(of("time")),
        joined(stated("state"), stated("task")),
        told,
        text(fields, names.get("event", "")),
        text(fields, names.get("message", "")),
        whole(of("sequence")),
        odd_time(of("time")),
    )
