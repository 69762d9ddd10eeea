"""The statuses of a snapshot: the values of its column `status`."""

from wayout.machines.vocabulary import Absent, AnyOf, Error, Final, Stable, Transient

absent = Absent()
creating = Transient("its backend, or Nova for an assisted snapshot, makes it", value="creating")
available = Stable("usable", value="available")
backing_up = Transient("its data is being copied to a backup", value="backing-up")
restoring = Transient("its volume is being set back to it", value="restoring")
updating = Transient("nothing writes it: only reset-state leads here", value="updating")
unmanaging = Transient("its record is being dropped, its storage left alone", value="unmanaging")
deleting = Transient("its backend deletes it", value="deleting")
error = Error("unusable: its creation or another operation failed", value="error")
error_deleting = Error(
    "its deletion, or its unmanage, failed; a user cannot ask again", value="error_deleting"
)
deleted = Final("the record is soft-deleted", value="deleted")

live = AnyOf(
    AnyOf(creating, available, backing_up, restoring, updating),
    AnyOf(unmanaging, deleting, error, error_deleting),
)
