"""What `check` finds about migration records and Nova really does.

No service that starts takes up a migration where it broke off, and no request ends a record: one
that is not running, when its service dies, keeps its status until its server is deleted. The
server itself is repaired or not, whatever its record says.
"""

from wayout.machines.server_migration.upstream import API, CONDUCTOR, MANAGER
from wayout.machines.vocabulary import Accepted

ACCEPTED = (
    Accepted(
        "WO105",
        states=("live_migration_failed",),
        events=("live_conductor_failed", "live_driver_failed"),
        reason="A record that is failed may turn to error: the conductor's own handler overwrites "
        "what the check of the retries wrote, and a driver that has rolled back raises the error "
        "of its job all the same.",
        reference=f"{CONDUCTOR}._live_migrate; {MANAGER}._do_live_migration; "
        "nova/virt/libvirt/driver.py:LibvirtDriver._live_migration",
    ),
    Accepted(
        "WO105",
        states=("cancelled",),
        events=("live_driver_failed",),
        reason="A live migration that was aborted may end as error instead of cancelled, though "
        "it was rolled back: the driver raises the error of its aborted job, and the server "
        "goes to error too.",
        reference=f"{MANAGER}._do_live_migration; "
        "nova/virt/libvirt/driver.py:LibvirtDriver._live_migration",
    ),
    Accepted(
        "WO105",
        states=("confirmed",),
        events=("cold_confirm_failed",),
        reason="The record is confirmed before the rest of the work is done: if that fails, it "
        "turns to error, although the source has been cleaned up.",
        reference=f"{MANAGER}.confirm_resize; "
        "nova/compute/resource_tracker.py:ResourceTracker.drop_move_claim_at_source",
    ),
    Accepted(
        "WO105",
        states=("reverted",),
        events=(
            "cold_revert_failed_dest",
            "cold_revert_failed_source",
            "cold_cross_cell_revert_failed",
        ),
        reason="The destination writes reverted and hands over to the source, which may yet fail "
        "to start the guest: a record that is reverted does not say that the server is back.",
        reference=f"{MANAGER}.revert_resize; {MANAGER}.finish_revert_resize; "
        "nova/conductor/tasks/cross_cell_migrate.py:RevertResizeTask.rollback",
    ),
    Accepted(
        "WO204",
        states=("live_migration_accepted",),
        reason="The conductor died while it chose a destination, or the source never got the "
        "call. The record stays accepted, and can be neither aborted nor forced to complete; the "
        "server keeps the task migrating until its nova-compute starts again.",
        reference=f"{CONDUCTOR}._live_migrate; {API}.live_migrate_abort; "
        f"{MANAGER}._reset_live_migration",
    ),
    Accepted(
        "WO204",
        states=("queued", "preparing", "running_post_copy"),
        reason="When nova-compute starts after it died during a live migration, it clears the "
        "server's task, but of the records it puts only a running one to error. The others stay, "
        "and queued and preparing ones are listed as migrations in progress.",
        reference=f"{MANAGER}._reset_live_migration; "
        "nova/db/main/api.py:migration_get_in_progress_by_instance",
    ),
    Accepted(
        "WO204",
        states=("move_pre_migrating", "migrating", "post_migrating"),
        reason="A resize or cold migration whose conductor or host died keeps the status it had. "
        "A start of nova-compute clears the server's task in the first steps and does not look at "
        "the record; one that is post-migrating is listed as a migration in progress.",
        reference=f"{MANAGER}._init_instance; {MANAGER}._resize_instance; "
        "nova/db/main/api.py:migration_get_in_progress_by_instance",
    ),
    Accepted(
        "WO204",
        states=("confirming",),
        reason="The call that confirms was lost, or its host died. The server still shows "
        "VERIFY_RESIZE, but neither another confirmation nor a revert is taken, for both want "
        "the record finished; only deleting the server takes a confirming one too.",
        reference=f"{API}.confirm_resize; {API}.revert_resize; {API}._confirm_resize_on_deleting",
    ),
    Accepted(
        "WO204",
        states=("reverting",),
        reason="The destination died during a revert. The server shows REVERT_RESIZE, no start "
        "of nova-compute takes the revert up again, and another one is not taken.",
        reference=f"{MANAGER}.revert_resize; {MANAGER}._init_instance; {API}.revert_resize",
    ),
)
