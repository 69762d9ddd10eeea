"""Reboot: soft asks the guest to reboot itself, hard makes the guest anew.

A hard reboot is taken while other tasks are under way, and it is a user's own way out of error.
"""

from wayout.machines.server.pairs import ACTIVE, ERROR, ORDINARY
from wayout.machines.server.tasks import HARD_REBOOT, SOFT_REBOOT
from wayout.machines.server.upstream import API, CLEARED_NEXT, MANAGER, REVERTED_BY_DECORATOR
from wayout.machines.vocabulary import Failure, Progress, Request, Revert, Success

_REBOOTABLE = ORDINARY | ERROR  # vm_states.ALLOW_HARD_REBOOT
_INTERRUPTIBLE = _REBOOTABLE.doing(  # task_states.ALLOW_REBOOT, which also has no task
    *(*SOFT_REBOOT, "rebooting_hard", "pausing", "unpausing", "suspending", "resuming"),
)

reboot_soft_request = Request(ACTIVE.idle.begin("rebooting"), source=f"{API}._soft_reboot")
reboot_soft_pending = Progress(
    ACTIVE.doing(*SOFT_REBOOT).begin("reboot_pending"),
    source=f"{MANAGER}._reboot_instance",
    note="CAS: the three soft reboot tasks",
)
reboot_soft_started = Progress(
    ACTIVE.doing("reboot_pending").begin("reboot_started"),
    source=f"{MANAGER}._reboot_instance",
    note="CAS: reboot_pending",
)
reboot_soft_done = Success(
    ACTIVE.doing("reboot_started").to(ACTIVE.idle),
    source=f"{MANAGER}._reboot_instance",
    note="no CAS",
)
reboot_soft_failed_running = Revert(
    ACTIVE.doing("reboot_started").to(ACTIVE.idle),
    source=f"{MANAGER}._reboot_instance",
    note="the driver's error is swallowed, since the guest still runs",
)
reboot_soft_failed_not_running = Failure(
    ACTIVE.doing("reboot_started").error_out(),
    source=f"{MANAGER}._reboot_instance",
    note=CLEARED_NEXT,
)
reboot_soft_failed_early = Revert(
    ACTIVE.doing("rebooting", "reboot_pending").clear(),
    source=f"{MANAGER}.reboot_instance",
    note=REVERTED_BY_DECORATOR,
)

reboot_hard_request = Request(
    (_REBOOTABLE.idle | _INTERRUPTIBLE).begin("rebooting_hard"),
    source=f"{API}._hard_reboot",
    note="tasks of ALLOW_REBOOT, without reboot_pending_hard and reboot_started_hard; "
    "CAS: the same tasks",
)
reboot_hard_pending = Progress(
    _REBOOTABLE.doing(*HARD_REBOOT).begin("reboot_pending_hard"),
    source=f"{MANAGER}._reboot_instance",
    note="CAS: the three hard reboot tasks",
)
reboot_hard_started = Progress(
    _REBOOTABLE.doing("reboot_pending_hard").begin("reboot_started_hard"),
    source=f"{MANAGER}._reboot_instance",
    note="CAS: reboot_pending_hard",
)
reboot_hard_done = Success(
    _REBOOTABLE.doing("reboot_started_hard").to(ACTIVE.idle),
    source=f"{MANAGER}._reboot_instance",
    note="no CAS; to active whatever the vm_state was",
)
reboot_hard_failed_running = Revert(
    _REBOOTABLE.doing("reboot_started_hard").to(ACTIVE.idle),
    source=f"{MANAGER}._reboot_instance",
    note="the driver's error is swallowed; active also where it came from error or stopped",
)
reboot_hard_failed_not_running = Failure(
    _REBOOTABLE.doing("reboot_started_hard").error_out(),
    source=f"{MANAGER}._reboot_instance",
    note=CLEARED_NEXT,
)
reboot_hard_failed_early = Revert(
    _REBOOTABLE.doing("rebooting_hard", "reboot_pending_hard").clear(),
    source=f"{MANAGER}.reboot_instance",
    note=REVERTED_BY_DECORATOR,
)
