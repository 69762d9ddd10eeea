"""What can befall a server in whatever operation it is."""

from wayout.machines.server.pairs import ACTIVE, ERROR, LIVE, RESIZED, STOPPED
from wayout.machines.server.tasks import REBUILD, RESIZE
from wayout.machines.server.upstream import MANAGER
from wayout.machines.vocabulary import Failure, Revert

any_error_task_cleared = Revert(
    ERROR.doing(
        *("deleting", "powering-off", "powering-on", "restoring", "suspending", "resuming"),
        *("reboot_started", "reboot_started_hard", "rescuing", "unrescuing"),
        *(*REBUILD, *RESIZE, "resize_reverting"),
    ).clear(),
    source="nova/compute/manager.py:reverts_task_state",
    note="the second write of a failure; a crash between the two leaves error with the task",
)
any_preempted_error = Failure(
    (ACTIVE | STOPPED | RESIZED | ERROR).error_out(),
    source=f"{MANAGER}._error_out_instance_on_exception",
    note="a resize, confirm, revert or rebuild lost its CAS to a delete or reset-state: the "
    "winner's task is kept",
)
share_unexpected_status = Failure(
    LIVE.to(ERROR.idle),
    source="nova/compute/share_management.py:ShareManager._set_instance_error_state",
    note="a share is still attaching or detaching when an operation reads it",
)
network_deallocate_failed = Failure(
    LIVE.error_out(),
    source=f"{MANAGER}._try_deallocate_network",
    note="the operation around it usually clears the task next",
)
