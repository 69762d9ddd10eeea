"""Shelving: the server becomes an image, leaves its host at once or later, and comes back.

Servers that boot from a volume need no image and never are in vm_state shelved.
"""

from wayout.machines.server.pairs import ACTIVE, LIVE, ORDINARY, SHELVED, SHELVED_OFFLOADED
from wayout.machines.server.tasks import SHELVING
from wayout.machines.server.upstream import (
    API,
    CONDUCTOR,
    LIBVIRT,
    MANAGER,
    REVERTED_BY_DECORATOR,
)
from wayout.machines.vocabulary import (
    Actor,
    Failure,
    Periodic,
    Progress,
    Request,
    Revert,
    Success,
)

_SHELVED_IMAGE = ORDINARY.doing("shelving", "shelving_image_uploading")
_RACING = LIVE.without(SHELVED | SHELVED_OFFLOADED)

shelve_request = Request(ORDINARY.idle.begin("shelving"), source=f"{API}.shelve")
shelve_pending_upload = Progress(
    ORDINARY.doing("shelving").begin("shelving_image_pending_upload"),
    source=f"{MANAGER}._shelve_instance",
    note="written for the driver by update_task_state; CAS: shelving",
)
shelve_uploading = Progress(
    ORDINARY.doing("shelving_image_pending_upload").begin("shelving_image_uploading"),
    source=f"{MANAGER}._shelve_instance",
    note="CAS: shelving_image_pending_upload",
)
shelve_direct_snapshot_fallback = Progress(
    ORDINARY.doing("shelving_image_uploading").begin("shelving_image_pending_upload"),
    source=f"{LIBVIRT}.snapshot",
    note="one step back, as create_image_direct_snapshot_fallback",
)
shelve_done = Success(
    _SHELVED_IMAGE.to(SHELVED.idle, cond="shelved_offload_time != 0"),
    source=f"{MANAGER}._shelve_instance",
    note="only with shelved_offload_time other than 0 (default 0); CAS: shelving, "
    "shelving_image_uploading",
)
shelve_done_offloading = Progress(
    _SHELVED_IMAGE.to(SHELVED.doing("shelving_offloading"), cond="shelved_offload_time == 0"),
    source=f"{MANAGER}._shelve_instance",
    note="only with shelved_offload_time 0, the default",
)
shelve_done_volume_backed = Success(
    ORDINARY.doing("shelving").to(SHELVED_OFFLOADED.idle),
    source=f"{MANAGER}._shelve_offload_instance",
    note="servers that boot from a volume",
)
shelve_failed = Revert(
    ORDINARY.doing(*SHELVING).clear(),
    source=f"{MANAGER}.shelve_instance",
    note=f"{REVERTED_BY_DECORATOR}; the guest may be off by then, and the vm_state still active",
)

shelve_offload_request = Request(
    SHELVED.idle.begin("shelving_offloading"),
    source=f"{API}.shelve_offload",
    actor=Actor.ADMIN,
    note="policy os-shelve:shelve_offload: administrators",
)
shelve_offload_request_periodic = Periodic(
    SHELVED.idle.begin("shelving_offloading", cond="shelved_offload_time > 0"),
    source=f"{MANAGER}._poll_shelved_instances",
    note="after shelved_offload_time, only where that is > 0 (default 0)",
)
shelve_offload_done = Success(
    SHELVED.doing("shelving_offloading").to(SHELVED_OFFLOADED.idle),
    source=f"{MANAGER}._shelve_offload_instance",
    note="CAS: shelving, shelving_offloading; the host is cleared next",
)
shelve_offload_failed = Revert(
    SHELVED.doing("shelving_offloading").clear(),
    source=f"{MANAGER}.shelve_offload_instance",
    note=REVERTED_BY_DECORATOR,
)

unshelve_request = Request(
    (SHELVED | SHELVED_OFFLOADED).idle.begin("unshelving"),
    source=f"{API}.unshelve",
    note="to a host of choice: policy os-shelve:unshelve_to_host, administrators",
)
unshelve_power_on = Progress(
    SHELVED.doing("unshelving").begin("powering-on"),
    source=f"{CONDUCTOR}.unshelve_instance",
    note="CAS: unshelving; start_done or start_failed follows",
)
unshelve_spawning = Progress(
    SHELVED_OFFLOADED.doing("unshelving").begin("spawning"),
    source=f"{MANAGER}._unshelve_instance",
    note="no CAS",
)
unshelve_done = Success(
    SHELVED_OFFLOADED.doing("spawning").to(ACTIVE.idle),
    source=f"{MANAGER}._unshelve_instance",
    note="CAS: spawning; active whatever it was before",
)
unshelve_schedule_failed = Revert(
    SHELVED_OFFLOADED.doing("unshelving").clear(), source=f"{CONDUCTOR}.unshelve_instance"
)
unshelve_image_missing = Failure(
    SHELVED_OFFLOADED.doing("unshelving").error_out(),
    source=f"{CONDUCTOR}.unshelve_instance",
    note="nothing clears the task",
)
unshelve_spawn_failed = Revert(
    SHELVED_OFFLOADED.doing("spawning").clear(),
    source=f"{MANAGER}.unshelve_instance",
    note=f"{REVERTED_BY_DECORATOR}; never error; the host is cleared",
)
unshelve_wrong_vm_state = Failure(
    _RACING.doing("unshelving").error_out(),
    source=f"{CONDUCTOR}.unshelve_instance",
    note="only in a race past the API's guard",
)
