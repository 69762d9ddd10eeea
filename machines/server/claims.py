"""What is claimed of a server."""

from wayout.machines.vocabulary import (
    Accepted,
    Claim,
    deletable_by_admin,
    deletable_by_user,
    errors_are_avoidable,
    errors_are_left,
    work_ends,
)

CLAIMS: tuple[Claim, ...] = (
    work_ends(),
    deletable_by_user(),
    deletable_by_admin(),
    errors_are_left(),
    errors_are_avoidable(),
    Claim(
        "errors-are-mended",
        "AG (role = error -> E{user, service}F active)",
        "a server in error can become active again without an administrator",
    ),
    Claim(
        "ends-active",
        "AG (event(restore_done, restore_request_no_host, unrescue_done, unpause_done, "
        "unshelve_done, reboot_hard_done) -> active)",
        "restore, unrescue, unpause, unshelve and hard reboot end in active, whatever came before",
    ),
    Claim(
        "deletion-goes-through",
        'AG ("resized/deleting" -> A["resized/deleting" W final])',
        "a resized server that is being deleted is so until it is gone",
    ),
    Claim(
        "rebuild-without-host",
        "AG (event(rebuild_schedule_failed) -> !error_idle)",
        "a rebuild for which there is no host leaves the server as it was",
    ),
    Claim(
        "resize-without-host",
        "AG (event(resize_schedule_failed) -> !error_idle)",
        "a resize for which there is no host leaves the server as it was",
    ),
    Claim(
        "live-migration-fails-both-ways",
        "EF event(live_migrate_rolled_back) & EF event(live_migrate_driver_failed)",
        "a live migration that fails may leave the server as it was, or in error",
    ),
    Claim(
        "uploading-goes-back",
        'AG ("active/image_uploading" -> EX "active/image_pending_upload")',
        "a snapshot that is uploaded can be pending again, with backends that do not snapshot "
        "directly",
    ),
    Claim(
        "no-volume-while-suspended",
        "AG (event(attach_volume_request) -> !(suspended | rescued | error_idle))",
        "no volume is attached to a suspended or rescued server, or to one in error",
    ),
    Claim(
        "resized-goes-both-ways",
        "AG (resized -> E{user, service}F active & E{user, service}F stopped)",
        "a resized server can become active, and stopped, without an administrator",
    ),
    Claim(
        "soft-deletion-is-decided",
        "AG (soft-delete -> E{user, service}F active & E{timer, service}F final)",
        "a soft-deleted server can be restored by its user, and is else reclaimed",
    ),
    Claim(
        "resized-on-request",
        "event(resize_request, cold_migrate_request) precedes event(resize_done, "
        "resize_cross_cell_done)",
        "no server is resized that nobody asked to resize",
    ),
    Claim(
        "shelved-on-request",
        "event(shelve_request) precedes event(shelve_done, shelve_done_volume_backed)",
        "no server is shelved that nobody asked to shelve",
    ),
)

ACCEPTED_CLAIMS: tuple[Accepted, ...] = (
    Accepted(
        "WO701",
        states=("resized_deleting",),
        claims=("deletion-goes-through",),
        reason="deleting a resized server first confirms the resize, so that for a moment the "
        "task is gone and the server is a normal active or stopped one; other requests "
        "get through, and an error on the way leaves it in error",
        reference="nova/compute/api.py:API._confirm_resize_on_deleting",
    ),
    Accepted(
        "WO701",
        states=("error_idle",),
        claims=("rebuild-without-host",),
        reason="a rebuild with a new image for which no host is valid ends in error, although "
        "the server itself was not touched; an administrator resets its state",
        reference="nova/conductor/manager.py:ComputeTaskManager.rebuild_instance",
    ),
)
"""Those that do not hold, each with what an operator sees."""
