"""Pause and suspend, and back: the guest is frozen in memory, or saved to disk.

A pause that fails never ends in error; a suspend may.
"""

from wayout.machines.server.pairs import ACTIVE, PAUSED, SUSPENDED
from wayout.machines.server.upstream import (
    API,
    CLEARED_NEXT,
    MANAGER,
    REVERTED_BY_DECORATOR,
    ROLLBACK_ERRORS,
)
from wayout.machines.vocabulary import Failure, Request, Revert, Success

pause_request = Request(ACTIVE.idle.begin("pausing"), source=f"{API}.pause")
pause_done = Success(
    ACTIVE.doing("pausing").to(PAUSED.idle),
    source=f"{MANAGER}.pause_instance",
    note="CAS: pausing",
)
pause_failed = Revert(
    ACTIVE.doing("pausing").clear(),
    source=f"{MANAGER}.pause_instance",
    note=f"{REVERTED_BY_DECORATOR}; never error",
)

unpause_request = Request(PAUSED.idle.begin("unpausing"), source=f"{API}.unpause")
unpause_done = Success(
    PAUSED.doing("unpausing").to(ACTIVE.idle),
    source=f"{MANAGER}.unpause_instance",
    note="CAS: unpausing",
)
unpause_failed = Revert(
    PAUSED.doing("unpausing").clear(),
    source=f"{MANAGER}.unpause_instance",
    note=f"{REVERTED_BY_DECORATOR}; never error",
)

suspend_request = Request(ACTIVE.idle.begin("suspending"), source=f"{API}.suspend")
suspend_done = Success(
    ACTIVE.doing("suspending").to(SUSPENDED.idle),
    source=f"{MANAGER}.suspend_instance",
    note="CAS: suspending",
)
suspend_failed = Failure(
    ACTIVE.doing("suspending").error_out(),
    source=f"{MANAGER}.suspend_instance",
    note=f"_error_out_instance_on_exception; {CLEARED_NEXT}",
)
suspend_rolled_back = Revert(
    ACTIVE.doing("suspending").clear(),
    source=f"{MANAGER}.suspend_instance",
    note=ROLLBACK_ERRORS,
)

resume_request = Request(SUSPENDED.idle.begin("resuming"), source=f"{API}.resume")
resume_done = Success(
    SUSPENDED.doing("resuming").to(ACTIVE.idle),
    source=f"{MANAGER}.resume_instance",
    note="CAS: resuming; to the vm_state kept as old_vm_state, active by default",
)
resume_failed = Failure(
    SUSPENDED.doing("resuming").error_out(),
    source=f"{MANAGER}.resume_instance",
    note=f"_error_out_instance_on_exception; {CLEARED_NEXT}",
)
resume_rolled_back = Revert(
    SUSPENDED.doing("resuming").clear(),
    source=f"{MANAGER}.resume_instance",
    note=ROLLBACK_ERRORS,
)
