"""The states of a migration record: its status, kept apart by its migration type.

A record is of one type for life, so that a type is a compound state, which nothing leads into or
out of but creation and the end. `migration` and `resize` share theirs: Nova treats them alike.
A state's value is the status where no other type has it, else `type/status`.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from wayout.machines.vocabulary import (
    Absent,
    Error,
    Final,
    Stable,
    State,
    Transient,
)

_LIVE = "live-migration"
_MOVE = "migration|resize"
_EVACUATION = "evacuation"


_Left = partial(Final, left=True)  # over, as it seems: a step that fails later leaves it


def _record(
    role: Callable[..., State],
    migration_type: str,
    status: str,
    meaning: str,
    *,
    shared: bool = False,
) -> State:
    """Make the state of a record; `shared` says that another type has the status too."""
    state = role(
        meaning,
        value=f"{migration_type}/{status}" if shared else status,
        parts={"migration_type": migration_type, "status": status},
    )
    line = sys._getframe(1).f_lineno  # noqa: SLF001 - it is declared where we are called
    state.place = replace(state.place, line=line)
    return state


absent = Absent()


class live_migration(State.Compound, value=f"migration_type:{_LIVE}"):  # noqa: N801 - a state's id
    """The record of a live migration."""

    live_migration_accepted = _record(
        Transient, _LIVE, "accepted", "a destination is being chosen and checked", shared=True
    )
    queued = _record(Transient, _LIVE, "queued", "waits on the source for its turn")
    preparing = _record(Transient, _LIVE, "preparing", "the destination is being prepared")
    running = _record(Transient, _LIVE, "running", "the guest's memory is being copied")
    running_post_copy = _record(
        Transient,
        _LIVE,
        "running (post-copy)",
        "the guest runs on the destination, the rest of its memory follows",
    )
    live_migration_completed = _record(
        Final, _LIVE, "completed", "the guest has moved", shared=True
    )
    cancelled = _record(_Left, _LIVE, "cancelled", "aborted; the guest stayed where it was")
    live_migration_failed = _record(
        _Left,
        _LIVE,
        "failed",
        "rolled back; the guest stayed where it was",
        shared=True,
    )
    live_migration_error = _record(
        Error, _LIVE, "error", "broken off, perhaps too late to roll back", shared=True
    )


class move(State.Compound, value=f"migration_type:{_MOVE}"):  # noqa: N801 - a state's id
    """The record of a cold migration or a resize."""

    move_pre_migrating = _record(
        Transient, _MOVE, "pre-migrating", "a destination is being chosen and claimed", shared=True
    )
    migrating = _record(
        Transient, _MOVE, "migrating", "the source powers the guest off and sends its disks"
    )
    post_migrating = _record(
        Transient, _MOVE, "post-migrating", "the server belongs to the destination, which starts it"
    )
    finished = _record(
        Stable, _MOVE, "finished", "the server has moved; its user confirms or reverts"
    )
    confirming = _record(Transient, _MOVE, "confirming", "the source is being cleaned up")
    confirmed = _record(_Left, _MOVE, "confirmed", "the server stays where it moved to")
    reverting = _record(Transient, _MOVE, "reverting", "the destination is being cleaned up")
    reverted = _record(
        _Left,
        _MOVE,
        "reverted",
        "given back to the source, which may still have to start the guest",
    )
    move_error = _record(
        Error, _MOVE, "error", "a step failed, or the record was overtaken", shared=True
    )
    move_failed = _record(
        Final, _MOVE, "failed", "in error, and cleaned up after its server was deleted", shared=True
    )


class evacuation(State.Compound, value=f"migration_type:{_EVACUATION}"):  # noqa: N801 - a state's id
    """The record of an evacuation."""

    evacuation_accepted = _record(
        Transient, _EVACUATION, "accepted", "a destination is being chosen", shared=True
    )
    evacuation_pre_migrating = _record(
        Transient, _EVACUATION, "pre-migrating", "the destination rebuilds the server", shared=True
    )
    done = _record(
        Stable, _EVACUATION, "done", "rebuilt; the old host has yet to destroy its guest"
    )
    evacuation_completed = _record(
        Final, _EVACUATION, "completed", "the old host is back and cleaned up", shared=True
    )
    evacuation_failed = _record(
        Final, _EVACUATION, "failed", "not rebuilt, or cleaned up after an error", shared=True
    )
    evacuation_error = _record(
        Error, _EVACUATION, "error", "no destination, or the record was overtaken", shared=True
    )


gone = Final("the row is soft-deleted with its server", value="GONE")
