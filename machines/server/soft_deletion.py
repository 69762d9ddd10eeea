"""Deletion that can be undone: the guest is powered off and kept until it is reclaimed.

DELETE means this only where the operator sets `reclaim_instance_interval`.
"""

from wayout.machines.server.pairs import (
    ACTIVE,
    BUILDING,
    DELETED,
    GONE,
    LIVE,
    SOFT_DELETE,
    STOPPED,
)
from wayout.machines.server.tasks import DELETION
from wayout.machines.server.upstream import API, MANAGER, REVERTED_BY_DECORATOR
from wayout.machines.vocabulary import (
    Actor,
    Failure,
    Periodic,
    Progress,
    Request,
    Revert,
    Success,
)

_RECLAIMED = "reclaim_instance_interval > 0"
_LAUNCHED = LIVE.without(BUILDING)

soft_delete_request = Request(
    _LAUNCHED.begin("soft-deleting", cond=_RECLAIMED),
    source=f"{API}.soft_delete",
    note="only with reclaim_instance_interval > 0 (default 0); a server that was never "
    "launched is deleted at once instead",
)
soft_delete_duplicate = Request(
    _LAUNCHED.doing(*DELETION).begin("soft-deleting", cond=_RECLAIMED),
    source=f"{API}._delete",
    note="with the host up the task is written again, then the request is dropped",
)
soft_delete_after_auto_confirm = Progress(
    (ACTIVE | STOPPED).idle.begin("soft-deleting", cond=_RECLAIMED),
    source=f"{API}._delete",
    note="the task is written again after delete_auto_confirm_resize",
)
soft_delete_done = Success(
    LIVE.doing("soft-deleting").to(SOFT_DELETE.idle),
    source=f"{MANAGER}.soft_delete_instance",
    note="CAS: soft-deleting",
)
soft_delete_failed = Revert(
    LIVE.doing("soft-deleting").clear(),
    source=f"{MANAGER}.soft_delete_instance",
    note=REVERTED_BY_DECORATOR,
)
soft_delete_preempted = Failure(
    LIVE.doing("deleting").stay(),
    source=f"{MANAGER}.soft_delete_instance",
    note="a second delete overwrote soft-deleting: the CAS fails and nothing clears the task",
)
soft_delete_local = Success(
    LIVE.doing("soft-deleting").to(SOFT_DELETE.idle),
    source=f"{API}._do_soft_delete",
    note="by the API where the host is down or there is none; the row goes next, so that "
    "nothing can be restored",
)
soft_delete_local_row_destroyed = Success(SOFT_DELETE.idle.to(GONE), source=f"{API}._local_delete")
soft_delete_reclaim = Periodic(
    SOFT_DELETE.idle.to(DELETED, cond=_RECLAIMED),
    source=f"{MANAGER}._reclaim_queued_deletes",
    note="after reclaim_instance_interval, off by default; a failure is only logged",
)

restore_request = Request(
    SOFT_DELETE.idle.begin("restoring"), source=f"{API}.restore", note="the server has a host"
)
restore_request_no_host = Success(
    SOFT_DELETE.idle.to(ACTIVE.idle),
    source=f"{API}.restore",
    actor=Actor.USER,
    note="the server has no host: the user's call itself restores it",
)
restore_done = Success(
    SOFT_DELETE.doing("restoring").to(ACTIVE.idle),
    source=f"{MANAGER}.restore_instance",
    note="CAS: restoring; active also where the server was stopped",
)
restore_failed = Revert(
    SOFT_DELETE.doing("restoring").clear(),
    source=f"{MANAGER}.restore_instance",
    note=REVERTED_BY_DECORATOR,
)
