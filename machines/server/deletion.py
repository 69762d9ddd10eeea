"""Deletion at once: the API marks the task, the host destroys the guest, then the row goes.

Where the host is down, or there is none, the API deletes by itself.
"""

from wayout.machines.server.pairs import (
    ACTIVE,
    BUILDING,
    DELETED,
    GONE,
    LIVE,
    RESIZED,
    STOPPED,
)
from wayout.machines.server.tasks import DELETION
from wayout.machines.server.upstream import API, CLEARED_NEXT, CROSS_CELL, MANAGER
from wayout.machines.vocabulary import Actor, Failure, Progress, Request, Success

delete_request = Request(
    LIVE.begin("deleting"),
    source=f"{API}.delete",
    note="also before the first launch; written by API._delete without CAS",
)
force_delete_request = Request(
    LIVE.begin("deleting"), source=f"{API}.force_delete", note="the same code as delete"
)
delete_duplicate = Request(
    LIVE.doing(*DELETION).begin("deleting"),
    source=f"{API}._delete",
    note="with the host up the task is written again, then the request is dropped; "
    "force-delete too",
)
delete_unscheduled = Success(
    BUILDING.doing("scheduling", "deleting").to(GONE),
    source=f"{API}._delete",
    actor=Actor.USER,
    note="no host yet: the user's call itself destroys the BuildRequest or the row, and the "
    "vm_state never becomes deleted",
)
delete_auto_confirm_resize = Progress(
    RESIZED.doing(*DELETION).to(ACTIVE.idle),
    source=f"{API}._confirm_resize_on_deleting; {MANAGER}._confirm_resize; "
    f"{CROSS_CELL}:ConfirmResizeTask._finish_confirm_in_target_cell",
    note="the source confirms the resize first, which clears the task; power_state is not "
    "SHUTDOWN; CAS: none, deleting, soft-deleting",
)
delete_auto_confirm_resize_stopped = Progress(
    RESIZED.doing(*DELETION).to(STOPPED.idle),
    source=f"{API}._confirm_resize_on_deleting; {MANAGER}._confirm_resize; "
    f"{CROSS_CELL}:ConfirmResizeTask._finish_confirm_in_target_cell",
    note="as delete_auto_confirm_resize, where power_state is SHUTDOWN",
)
delete_local = Success(
    LIVE.doing("deleting").to(DELETED),
    source=f"{API}._do_delete",
    note="the host's service is down or unknown, or a server without host is in error or "
    "shelved_offloaded; the row is destroyed at once",
)
delete_done = Success(
    (LIVE.doing("deleting") | LIVE.idle).to(DELETED),
    source=f"{MANAGER}._delete_instance",
    note="no CAS",
)
delete_row_destroyed = Success(
    DELETED.to(GONE),
    source=f"{MANAGER}._delete_instance",
    note="marks the row and its migration records as deleted",
)
delete_failed = Failure(
    LIVE.doing("deleting").error_out(),
    source=f"{MANAGER}.terminate_instance",
    note=CLEARED_NEXT,
)
