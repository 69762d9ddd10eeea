"""Recovery: what nova-compute does, when it starts, with the servers that it finds on its host.

Servers in soft-delete are skipped, and those in error unless they were being deleted or sent to
another host.
"""

from wayout.machines.server.pairs import (
    ACTIVE,
    BUILDING,
    DELETED,
    ERROR,
    GONE,
    ORDINARY,
    PAUSED,
    RESCUED,
    RESIZED,
    SHELVED,
    SHELVED_OFFLOADED,
    STOPPED,
)
from wayout.machines.server.tasks import REBUILD, SNAPSHOT
from wayout.machines.server.upstream import MANAGER
from wayout.machines.vocabulary import Startup

_INIT = f"{MANAGER}._init_instance"
_RECOVERED = ORDINARY | RESCUED | RESIZED | SHELVED | SHELVED_OFFLOADED

init_host_build_interrupted = Startup(BUILDING.to(ERROR.idle), source=_INIT)
init_host_spawn_task_interrupted = Startup(
    _RECOVERED.doing("scheduling", "networking", "block_device_mapping", "spawning").to(ERROR.idle),
    source=_INIT,
    note="an unshelve that died in spawning, after the host was set",
)
init_host_build_unclaimed = Startup(
    BUILDING.to(ERROR.idle),
    source=f"{MANAGER}._error_out_instances_whose_build_was_interrupted",
    note="no host yet, but an allocation in placement on this node",
)
init_host_rebuild_interrupted = Startup(
    (ACTIVE | STOPPED).doing(*REBUILD).to(ERROR.idle),
    source=_INIT,
    note="not where vm_state is error",
)

init_host_snapshot_interrupted = Startup(
    _RECOVERED.doing(*SNAPSHOT).clear(),
    source=_INIT,
    note="image_backup is not among them",
)
init_host_resize_prep_interrupted = Startup(_RECOVERED.doing("resize_prep").clear(), source=_INIT)
init_host_resize_migrating_reverted = Startup(
    (ACTIVE | STOPPED | ERROR).doing("resize_migrating").clear(),
    source=_INIT,
    note="in vm_state error too",
)
init_host_live_migration_reset = Startup(
    (ACTIVE | PAUSED).doing("migrating").clear(),
    source=f"{MANAGER}._reset_live_migration",
    note="CAS: migrating",
)

init_host_delete_resumed = Startup(
    (_RECOVERED | ERROR).doing("deleting").to(DELETED), source=_INIT, note="_delete_instance again"
)
init_host_delete_resume_failed = Startup(
    (_RECOVERED | ERROR).doing("deleting").error_out(cond="deletion_fails_again"),
    source=_INIT,
    note="the task stays: the next start tries again",
)
init_host_delete_finalised = Startup(
    DELETED.to(GONE), source=f"{MANAGER}._complete_partial_deletion"
)

init_host_reboot_escalated = Startup(
    _RECOVERED.doing("rebooting", "reboot_started").begin("reboot_pending_hard"),
    source=_INIT,
    note="the guest does not run: a hard reboot follows, whatever the vm_state",
)
init_host_reboot_pending_escalated = Startup(
    ACTIVE.doing("reboot_pending").begin("reboot_pending_hard"),
    source=_INIT,
    note="the guest does not run: a hard reboot follows",
)
init_host_reboot_pending_resumed = Startup(
    ACTIVE.doing("reboot_pending").to(ACTIVE.idle),
    source=_INIT,
    note="the guest runs: the soft reboot again",
)
init_host_reboot_hard_pending_resumed = Startup(
    ORDINARY.doing("reboot_pending_hard").to(ACTIVE.idle),
    source=_INIT,
    note="whether the guest runs or not",
)
init_host_reboot_hard_resumed = Startup(
    _RECOVERED.without(RESCUED).doing("rebooting_hard", "reboot_started_hard").to(ACTIVE.idle),
    source=_INIT,
    note="the guest does not run; a rescued server would end rescued",
)
init_host_running_cleared = Startup(
    _RECOVERED.doing(
        *("rebooting", "reboot_started", "rebooting_hard", "reboot_started_hard"),
        *("pausing", "unpausing"),
    ).to(ACTIVE.idle),
    source=_INIT,
    note="the guest runs: active, whatever the vm_state was",
)

init_host_unpause_resumed = Startup(
    (ACTIVE | PAUSED).doing("unpausing").to(ACTIVE.idle),
    source=_INIT,
    note="the guest is paused: unpause_instance again",
)
init_host_stop_resumed = Startup(
    (ACTIVE | PAUSED | STOPPED | RESIZED).doing("powering-off").to(STOPPED.idle),
    source=_INIT,
    note="stop_instance again",
)
init_host_start_resumed = Startup(
    (STOPPED | SHELVED).doing("powering-on").to(ACTIVE.idle),
    source=_INIT,
    note="start_instance again",
)

init_host_plug_vifs_failed = Startup(
    _RECOVERED.without(SHELVED_OFFLOADED).error_out(cond="plugging_vifs_fails"),
    source=_INIT,
    note="VirtualInterfacePlugException",
)
init_host_resume_guest_failed = Startup(
    (ACTIVE | PAUSED | STOPPED).error_out(cond="resume_guests_state_on_host_boot"),
    source=f"{MANAGER}._resume_guests_state",
    note="only with resume_guests_state_on_host_boot (default False)",
)
