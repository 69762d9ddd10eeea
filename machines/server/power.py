"""Power: stop and start, on request or because the guest was found in another power state."""

from wayout.machines.server.pairs import (
    ACTIVE,
    BUILDING,
    DELETED,
    ERROR,
    PAUSED,
    RESCUED,
    RESIZED,
    SHELVED,
    SHELVED_OFFLOADED,
    SOFT_DELETE,
    STOPPED,
    SUSPENDED,
)
from wayout.machines.server.upstream import (
    API,
    CLEARED_NEXT,
    IRONIC,
    MANAGER,
    REVERTED_BY_DECORATOR,
)
from wayout.machines.vocabulary import Actor, Failure, Periodic, Request, Revert, Success

_UNSYNCED = (
    BUILDING | SUSPENDED | RESCUED | RESIZED | SHELVED | SHELVED_OFFLOADED | SOFT_DELETE | ERROR
)
_EXTERNAL_EVENT = "external event from ironic; policy os-server-external-events:create is service"

stop_request = Request(
    (ACTIVE | ERROR).idle.begin("powering-off"),
    source=f"{API}.stop",
    note="by force_stop; CAS: none; the server has a host",
)
stop_done = Success(
    (ACTIVE | ERROR | PAUSED | STOPPED | RESIZED).doing("powering-off").to(STOPPED.idle),
    source=f"{MANAGER}.stop_instance",
    note="CAS: powering-off, and none where the guest is off already; paused and stopped come "
    "from a power sync, resized from a revert",
)
stop_failed = Revert(
    (ACTIVE | ERROR | PAUSED | STOPPED).doing("powering-off").clear(),
    source=f"{MANAGER}.stop_instance",
    note=REVERTED_BY_DECORATOR,
)

start_request = Request(STOPPED.idle.begin("powering-on"), source=f"{API}.start")
start_done = Success(
    (STOPPED | SHELVED).doing("powering-on").to(ACTIVE.idle),
    source=f"{MANAGER}.start_instance",
    note="CAS: powering-on",
)
start_failed = Revert(
    (STOPPED | SHELVED).doing("powering-on").clear(),
    source=f"{MANAGER}.start_instance",
    note=REVERTED_BY_DECORATOR,
)
start_share_mount_failed = Failure(
    (STOPPED | SHELVED | SOFT_DELETE).doing("powering-on", "restoring").error_out(),
    source=f"{MANAGER}._power_on",
    note=CLEARED_NEXT,
)

power_sync_active_down = Periodic(
    ACTIVE.idle.begin("powering-off"),
    source=f"{MANAGER}._sync_instance_power_state",
    note="the guest is shut down, crashed or suspended: API.stop, then stop_done",
)
power_sync_stopped_up = Periodic(
    STOPPED.idle.begin("powering-off"),
    source=f"{MANAGER}._sync_instance_power_state",
    note="the guest is neither shut down, crashed nor unknown: API.force_stop",
)
power_sync_paused_down = Periodic(
    PAUSED.idle.begin("powering-off"),
    source=f"{MANAGER}._sync_instance_power_state",
    note="the guest is shut down or crashed: API.force_stop",
)
power_sync_legacy_shutdown_terminate = Periodic(
    ACTIVE.idle.begin("deleting"),
    source=f"{MANAGER}._stop_unexpected_shutdown_instance",
    note="old rows with shutdown_terminate set",
)
power_sync_ignored = Periodic(
    (_UNSYNCED.idle | DELETED).stay(),
    source=f"{MANAGER}._sync_instance_power_state",
    note="only power_state is refreshed; a server with a task is skipped altogether",
)

power_update_on_request = Periodic(
    STOPPED.idle.begin("powering-on"),
    source=f"{MANAGER}.power_update",
    actor=Actor.SERVICE,
    note=f"{_EXTERNAL_EVENT}; CAS: none; power_state is SHUTDOWN",
)
power_update_on_done = Success(
    STOPPED.doing("powering-on").to(ACTIVE.idle), source=f"{IRONIC}.power_update_event"
)
power_update_off_request = Periodic(
    ACTIVE.idle.begin("powering-off"),
    source=f"{MANAGER}.power_update",
    actor=Actor.SERVICE,
    note=f"{_EXTERNAL_EVENT}; power_state is RUNNING",
)
power_update_off_done = Success(
    ACTIVE.doing("powering-off").to(STOPPED.idle), source=f"{IRONIC}.power_update_event"
)
power_update_failed = Revert(
    (ACTIVE | STOPPED).doing("powering-off", "powering-on").clear(),
    source=f"{MANAGER}.power_update",
    note=REVERTED_BY_DECORATOR,
)
