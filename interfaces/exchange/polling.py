"""What `wayout statuses` derives, as a JSON value."""

from collections.abc import Iterable

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.statuses import Phase, Status, statuses
from wayout.interfaces.exchange.sparse import JsonObject
from wayout.interfaces.exchange.versions import VERSION


def polling_value(lifecycles: Iterable[Lifecycle]) -> JsonObject:
    """Return the document of `statuses -f json`: an entry for each lifecycle."""
    return {"version": VERSION, "lifecycles": [_lifecycle(each) for each in lifecycles]}


def _lifecycle(lifecycle: Lifecycle) -> JsonObject:
    projection = lifecycle.projection
    return {
        "name": lifecycle.name,
        "projection": None if projection is None else projection.name,
        "source": None if projection is None else projection.source,
        "statuses": [_status(status) for status in statuses(lifecycle)],
    }


def _status(status: Status) -> JsonObject:
    return {
        "status": status.name,
        "phase": status.phase.value,
        "poll": status.phase is Phase.IN_PROGRESS,
        "resting": _ids(status.resting),
        "working": _ids(status.working),
    }


def _ids(states: tuple[State, ...]) -> list[str]:
    return [state.id for state in states]
