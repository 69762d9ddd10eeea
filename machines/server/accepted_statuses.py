"""What a client cannot read off the status of a server, one acceptance for each kind of work.

Nova's `_STATE_MAP` names few tasks; with every other the status is that of the server at rest.
Clients find the task in `OS-EXT-STS:task_state`, beside the status.
"""

from wayout.machines.server.upstream import API, MANAGER
from wayout.machines.vocabulary import Accepted

_MAP = "nova/api/openstack/common.py:_STATE_MAP"
_VIEW = "nova/api/openstack/compute/views/servers.py:ViewBuilder"
_TASK = f"{_MAP}; {_VIEW}.show"

ACCEPTED_STATUSES = (
    Accepted(
        "WO402",
        states=(
            "active_deleting",
            "active_soft_deleting",
            "stopped_deleting",
            "stopped_soft_deleting",
            "paused_deleting",
            "paused_soft_deleting",
            "suspended_deleting",
            "suspended_soft_deleting",
            "rescued_deleting",
            "rescued_soft_deleting",
            "resized_deleting",
            "resized_soft_deleting",
            "shelved_deleting",
            "shelved_soft_deleting",
            "shelved_offloaded_deleting",
            "shelved_offloaded_soft_deleting",
            "soft_delete_deleting",
            "soft_delete_soft_deleting",
        ),
        reason="A server that is being deleted is listed as before, as ACTIVE for example, until "
        "its row is gone. Whether a deletion is still at work or was lost with its host, only "
        "the task and the time of the last update tell.",
        reference=f"{_TASK}; {API}._delete; doc/source/admin/support-compute.rst",
    ),
    Accepted(
        "WO402",
        states=(
            "active_powering_off",
            "stopped_powering_off",
            "paused_powering_off",
            "stopped_powering_on",
        ),
        reason="A stop reads ACTIVE, SHUTOFF or PAUSED and a start SHUTOFF until it is done, so "
        "that a client has to wait for the other status, and sees a request that failed only in "
        "that the task is gone.",
        reference=f"{_TASK}; {API}.stop; {API}.start",
    ),
    Accepted(
        "WO402",
        states=("active_pausing", "paused_unpausing", "active_suspending", "suspended_resuming"),
        reason="While it is paused, unpaused, suspended or resumed a server reads as before. A "
        "pause or unpause that fails is over with the status that it began with; a suspend or "
        "resume ends in ERROR.",
        reference=f"{_TASK}; {API}.pause; {API}.unpause; {API}.suspend; {API}.resume",
    ),
    Accepted(
        "WO402",
        states=(
            "stopped_rebooting_hard",
            "stopped_reboot_pending_hard",
            "stopped_reboot_started_hard",
            "paused_rebooting_hard",
            "paused_reboot_pending_hard",
            "paused_reboot_started_hard",
            "suspended_rebooting_hard",
            "suspended_reboot_pending_hard",
            "suspended_reboot_started_hard",
        ),
        reason="HARD_REBOOT is shown for servers in vm_state active only: one that was SHUTOFF, "
        "PAUSED or SUSPENDED reads so until the reboot has made it ACTIVE.",
        reference=f"{_TASK}; {API}._hard_reboot",
    ),
    Accepted(
        "WO402",
        states=(
            "active_image_snapshot_pending",
            "active_image_snapshot",
            "active_image_pending_upload",
            "active_image_uploading",
            "active_image_backup",
            "stopped_image_snapshot_pending",
            "stopped_image_snapshot",
            "stopped_image_pending_upload",
            "stopped_image_uploading",
            "stopped_image_backup",
            "paused_image_snapshot_pending",
            "paused_image_snapshot",
            "paused_image_pending_upload",
            "paused_image_uploading",
            "paused_image_backup",
            "suspended_image_snapshot_pending",
            "suspended_image_snapshot",
            "suspended_image_pending_upload",
            "suspended_image_uploading",
            "suspended_image_backup",
        ),
        reason="A server whose snapshot or backup is taken reads as before, though most other "
        "requests are refused meanwhile. The image has a status of its own to wait for.",
        reference=f"{_TASK}; {API}.snapshot; {API}.backup",
    ),
    Accepted(
        "WO402",
        states=("active_rescuing", "stopped_rescuing", "rescued_unrescuing"),
        reason="RESCUE is shown once the guest runs from the rescue image, and until it runs "
        "from its own disk again: on the way in a server reads ACTIVE or SHUTOFF.",
        reference=f"{_TASK}; {API}.rescue; {API}.unrescue",
    ),
    Accepted(
        "WO402",
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
        reason="A server that is being shelved reads ACTIVE, SHUTOFF, PAUSED or SUSPENDED for as "
        "long as its image is uploaded, though its guest is powered off early on.",
        reference=f"{_TASK}; {MANAGER}._shelve_instance",
    ),
    Accepted(
        "WO402",
        states=(
            "shelved_shelving_offloading",
            "shelved_unshelving",
            "shelved_powering_on",
            "shelved_offloaded_unshelving",
            "shelved_offloaded_spawning",
        ),
        reason="A server on its way back from the shelf reads SHELVED or SHELVED_OFFLOADED until "
        "it is ACTIVE, also where the guest is being built on another host; one that is being "
        "offloaded reads SHELVED.",
        reference=f"{_TASK}; {MANAGER}._unshelve_instance; {MANAGER}._shelve_offload_instance",
    ),
    Accepted(
        "WO402",
        states=("soft_delete_restoring",),
        reason="A server that is being restored reads SOFT_DELETED until it is ACTIVE, as if "
        "nobody had asked for it.",
        reference=f"{_TASK}; {API}.restore",
    ),
    Accepted(
        "WO402",
        states=("resized_powering_off",),
        reason="The revert of the resize of a stopped server powers it off again at its end, and "
        "reads VERIFY_RESIZE meanwhile, as if it waited for a confirmation.",
        reference=f"{_TASK}; {MANAGER}._finish_revert_resize",
    ),
    Accepted(
        "WO403",
        states=(),
        statuses=("UNKNOWN",),
        reason="Shown for a vm_state that the map does not know, which only an edited or "
        "half-upgraded database holds, and from microversion 2.69 for a server whose cell cannot "
        "be reached, whatever its state: a client is to ask again.",
        reference=f"nova/api/openstack/common.py:status_from_state; {_VIEW}._show_from_down_cell",
    ),
    Accepted(
        "WO404",
        states=("resized_powering_off",),
        reason="The revert of the resize of a stopped server reads VERIFY_RESIZE, REVERT_RESIZE, "
        "VERIFY_RESIZE again and SHUTOFF at last. A client that stops waiting when REVERT_RESIZE "
        "is over takes the revert for refused, and may ask for another, which is refused.",
        reference=f"{_MAP}; {MANAGER}._finish_revert_resize",
    ),
)
