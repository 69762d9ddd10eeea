"""What `check` finds about servers and Nova really does, one acceptance for each cause.

Most of it is one gap: nova-compute, when it starts, knows what to do with some task_states only,
and nothing else ever looks at the others. A server is then stuck whose service died on the way,
and most requests want a server without a task.
"""

from wayout.machines.server.upstream import API, CONDUCTOR, CROSS_CELL, MANAGER
from wayout.machines.vocabulary import Accepted

_INIT = f"{MANAGER}._init_instance"
_STUCK_STATES = "blueprint recover-stuck-state; doc/source/admin/support-compute.rst"

ACCEPTED = (
    Accepted(
        "WO101",
        states=("resized_resize_confirming",),
        reason="No server shows this task. To confirm a resize moves its migration record alone, "
        "and the API status CONFIRMING_RESIZE that the task was meant for was never used.",
        reference=f"nova/compute/task_states.py:RESIZE_CONFIRMING; {API}.confirm_resize; "
        "nova/api/openstack/common.py:_STATE_MAP",
    ),
    Accepted(
        "WO203",
        states=(
            "active_image_backup",
            "stopped_image_backup",
            "paused_image_backup",
            "suspended_image_backup",
        ),
        reason="A server whose backup was interrupted, or whose guest the hypervisor does not "
        "know, keeps the task image_backup for good. A start of nova-compute clears the tasks of "
        "a snapshot, but image_backup is not on its list, and reboots are refused.",
        reference=f"{_INIT}; {MANAGER}._snapshot_instance; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=("active_updating_password",),
        reason="The API shows PASSWORD for ever after nova-compute died while it changed the "
        "password. Its start does not know the task, and until an administrator resets the state "
        "the server can be deleted, but neither stopped nor rebooted.",
        reference=f"{_INIT}; {MANAGER}.set_admin_password; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=(
            "active_shelving",
            "active_shelving_image_pending_upload",
            "active_shelving_image_uploading",
            "stopped_shelving",
            "stopped_shelving_image_pending_upload",
            "stopped_shelving_image_uploading",
            "paused_shelving",
            "paused_shelving_image_pending_upload",
            "paused_shelving_image_uploading",
            "suspended_shelving",
            "suspended_shelving_image_pending_upload",
            "suspended_shelving_image_uploading",
        ),
        reason="After a shelve was interrupted the API still shows ACTIVE, SHUTOFF, PAUSED or "
        "SUSPENDED, though the guest may be off already, and a half uploaded image may remain. "
        "A start of nova-compute neither takes the shelving up again nor clears its task, and "
        "the power sync skips a server with a task.",
        reference=f"{_INIT}; {MANAGER}._shelve_instance; "
        f"{MANAGER}._sync_instance_power_state; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=("shelved_shelving_offloading",),
        reason="The image is there, but the server stays SHELVED on its host, whose resources "
        "are not freed. A start of nova-compute does not know the task, and the periodic "
        "offloading takes servers without a task only.",
        reference=f"{_INIT}; {MANAGER}._shelve_offload_instance; "
        f"{MANAGER}._poll_shelved_instances; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=("shelved_unshelving",),
        reason="The request to unshelve was lost before the conductor turned it into a start: "
        "the server stays SHELVED with the task unshelving. The conductor recovers nothing when "
        "it starts, and nova-compute does not know the task.",
        reference=f"{CONDUCTOR}.unshelve_instance; {_INIT}; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=("shelved_offloaded_unshelving",),
        reason="The conductor or the chosen host was lost before that host took the server. It "
        "has no host, so that no nova-compute looks at it when it starts, and reset-state can "
        "make it active or error only, which does not bring back SHELVED_OFFLOADED.",
        reference=f"{CONDUCTOR}.unshelve_instance; {MANAGER}.init_host; "
        "nova/api/openstack/compute/admin_actions.py:AdminActionsController._reset_state",
    ),
    Accepted(
        "WO203",
        states=("active_rescuing", "stopped_rescuing", "rescued_unrescuing"),
        reason="The way into rescue or out of it was interrupted, and a start of nova-compute "
        "does not know either task: the API shows ACTIVE, SHUTOFF or RESCUE, while neither a "
        "rescue, an unrescue nor a reboot is taken. From which disk the guest runs, one has to "
        "look up on the host.",
        reference=f"{_INIT}; {MANAGER}.rescue_instance; {MANAGER}.unrescue_instance; "
        f"{_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=(
            "active_resize_migrated",
            "active_resize_finish",
            "stopped_resize_migrated",
            "stopped_resize_finish",
        ),
        reason="The API shows RESIZE for ever: the disks have moved and the server belongs to "
        "the destination, whose nova-compute died before the guest was up. A start repairs "
        "resize_prep and resize_migrating only, and no revert is taken before VERIFY_RESIZE.",
        reference=f"{_INIT}; {MANAGER}._resize_instance; {MANAGER}._finish_resize; "
        f"{MANAGER}._finish_snapshot_based_resize_at_dest; {API}.revert_resize; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=("resized_resize_reverting",),
        reason="The API shows REVERT_RESIZE for ever after the destination or the source died "
        "during the revert: no start takes a revert up again, and neither another revert nor a "
        "confirmation is taken.",
        reference=f"{_INIT}; {MANAGER}.revert_resize; {MANAGER}.finish_revert_resize; "
        f"{CROSS_CELL}:RevertResizeTask; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=(
            "active_soft_deleting",
            "stopped_soft_deleting",
            "paused_soft_deleting",
            "suspended_soft_deleting",
            "rescued_soft_deleting",
            "shelved_soft_deleting",
        ),
        reason="A start of nova-compute takes up deleting, but not soft-deleting: the server is "
        "listed as before, is never reclaimed and cannot be restored. While its host is up "
        "another deletion is dropped too; a force-delete merely writes deleting, with which the "
        "next start deletes it.",
        reference=f"{_INIT}; {API}._delete; {MANAGER}.soft_delete_instance; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=("resized_soft_deleting",),
        reason="A soft delete of a server in VERIFY_RESIZE was interrupted before the resize was "
        "confirmed, and a start of nova-compute does not take it up again. A force-delete "
        "confirms the resize on its way, is then dropped as a repeated deletion, and leaves an "
        "ACTIVE server behind, if the source can be reached.",
        reference=f"{_INIT}; {API}._delete; {API}._confirm_resize_on_deleting",
    ),
    Accepted(
        "WO203",
        states=("shelved_offloaded_soft_deleting",),
        reason="nova-api itself deletes a server without a host, and died after it had written "
        "the task. Nobody takes that up again; the user can repeat the deletion, which is not "
        "dropped here, but cannot have the server back.",
        reference=f"{API}._delete; {API}._do_soft_delete",
    ),
    Accepted(
        "WO203",
        states=("soft_delete_restoring", "soft_delete_deleting", "soft_delete_soft_deleting"),
        reason="A start of nova-compute passes over servers in vm_state soft-delete, even over "
        "those with the task deleting, and the reclaiming takes those without a task only. A "
        "soft-deleted server whose restore or deletion was interrupted stays SOFT_DELETED, and "
        "while its host is up another deletion of one that is being deleted is dropped.",
        reference=f"{_INIT}; {MANAGER}._reclaim_queued_deletes; {API}._delete; "
        "doc/source/admin/support-compute.rst",
    ),
    Accepted(
        "WO203",
        states=(
            "error_powering_off",
            "error_reboot_pending_hard",
            "error_reboot_started_hard",
            "error_rescuing",
            "error_rebuilding",
            "error_rebuild_block_device_mapping",
            "error_rebuild_spawning",
            "error_soft_deleting",
        ),
        reason="A stop, hard reboot, rescue, rebuild or soft delete of a server in error was "
        "interrupted. A start of nova-compute passes over servers in error, unless their task is "
        "deleting or resize_migrating: the task stays, and while it does a user can neither "
        "reboot, rebuild, rescue nor stop the server.",
        reference=f"{_INIT}; {API}._hard_reboot; {_STUCK_STATES}",
    ),
    Accepted(
        "WO203",
        states=("error_rebooting_hard",),
        reason="A hard reboot of a server in error got lost before its host began it, and no "
        "start of nova-compute takes it up, since that passes over servers in error. To "
        "help, the hard reboot has to be asked for once more: rebooting_hard, unlike the tasks "
        "that follow it, does not refuse that.",
        reference=f"{_INIT}; {API}._hard_reboot; "
        "nova/compute/task_states.py:ALLOW_REBOOT; doc/source/admin/support-compute.rst",
    ),
)
