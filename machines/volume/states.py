"""The statuses of a volume: the values of its column `status`.

Each value is spelt out, also where it is the name: `choice` compares values when it is called,
which is before the class gives a state its name.
"""

from wayout.machines.vocabulary import Absent, AnyOf, Error, Final, Stable, Transient

absent = Absent()
creating = Transient("being scheduled, or made by its backend", value="creating")
downloading = Transient("an image is being written to it", value="downloading")
available = Stable("usable, and attached to nothing", value="available")
in_use = Stable("attached", value="in-use")

reserved = Transient(
    "held for a client, who must give its attachment a connector or delete it", value="reserved"
)
attaching = Transient(
    "a client connects it, and must say that it is attached or give it up", value="attaching"
)
detaching = Transient(
    "a client disconnects it, and must say that it is detached or roll back", value="detaching"
)
awaiting_transfer = Transient(
    "offered to another project; somebody must accept or withdraw the offer",
    value="awaiting-transfer",
)

extending = Transient("its backend makes it larger", value="extending")
uploading = Transient("its data is being copied to an image", value="uploading")
retyping = Transient("its type is being changed, which may migrate it", value="retyping")
maintenance = Transient("locked while it migrates", value="maintenance")
reverting = Transient("its data is being set back to its latest snapshot", value="reverting")
backing_up = Transient("its data is being copied to a backup", value="backing-up")
restoring_backup = Transient("a backup is being written to it", value="restoring-backup")

managing = Transient(
    "existing storage is being taken over; the API shows it as creating", value="managing"
)
unmanaging = Transient("its record is being dropped, its storage left alone", value="unmanaging")
deleting = Transient("its backend deletes it", value="deleting")
error_managing_deleting = Transient(
    "the record of a failed takeover is being deleted; the API shows it as deleting",
    value="error_managing_deleting",
)

error = Error("unusable: its creation or another operation failed", value="error")
error_deleting = Error("its deletion failed; a user cannot ask again", value="error_deleting")
error_extending = Error("the backend failed to make it larger", value="error_extending")
error_restoring = Error("a restore failed half-way: its data is undefined", value="error_restoring")
error_backing_up = Error(
    "nothing means to write it: it comes by reset-state, or with what a failed backup leaves in "
    "previous_status",
    value="error_backing-up",
)
error_managing = Error(
    "existing storage was not taken over; the API shows it as error", value="error_managing"
)
error_unmanaging = Error(
    "its record was not dropped; a force-delete would delete its storage, too",
    value="error_unmanaging",
)

deleted = Final("the record is soft-deleted", value="deleted")

at_rest = AnyOf(available, in_use)
waiting_for_a_client = AnyOf(reserved, attaching, detaching, awaiting_transfer)
at_work = AnyOf(
    AnyOf(creating, downloading, managing, extending, uploading, retyping, maintenance),
    AnyOf(reverting, backing_up, restoring_backup, unmanaging, deleting, error_managing_deleting),
)
in_error = AnyOf(
    AnyOf(error, error_deleting, error_extending, error_restoring, error_backing_up),
    AnyOf(error_managing, error_unmanaging),
)
live = AnyOf(at_rest, waiting_for_a_client, at_work, in_error)

# A finished operation does not clear the column previous_status: an earlier backup leaves
# backing-up in it, a migration maintenance or retyping, a failed reimage downloading.
# A migration saves available or in-use; backups and reimages do not look at migration_status.
saved_while_migrating = AnyOf(
    AnyOf(available, in_use, reserved, error, downloading), AnyOf(backing_up, error_backing_up)
)
left_in_previous_status = AnyOf(saved_while_migrating, maintenance, retyping)
