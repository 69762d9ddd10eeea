"""Rescue: the guest boots from another image with its own disk attached, and back."""

from wayout.machines.server.pairs import ACTIVE, ERROR, RESCUED, STOPPED
from wayout.machines.server.upstream import (
    API,
    CLEARED_NEXT,
    MANAGER,
    REVERTED_BY_DECORATOR,
    ROLLBACK_ERRORS,
)
from wayout.machines.vocabulary import Failure, Periodic, Request, Revert, Success

_RESCUABLE = ACTIVE | STOPPED | ERROR

rescue_request = Request(_RESCUABLE.idle.begin("rescuing"), source=f"{API}.rescue")
rescue_done = Success(
    _RESCUABLE.doing("rescuing").to(RESCUED.idle),
    source=f"{MANAGER}.rescue_instance",
    note="CAS: rescuing",
)
rescue_failed = Failure(
    _RESCUABLE.doing("rescuing").error_out(),
    source=f"{MANAGER}.rescue_instance",
    note=f"in the driver; {CLEARED_NEXT}",
)
rescue_failed_early = Revert(
    _RESCUABLE.doing("rescuing").clear(),
    source=f"{MANAGER}.rescue_instance",
    note=f"before the driver is called; {REVERTED_BY_DECORATOR}",
)

unrescue_request = Request(RESCUED.idle.begin("unrescuing"), source=f"{API}.unrescue")
unrescue_request_periodic = Periodic(
    RESCUED.idle.begin("unrescuing", cond="rescue_timeout > 0"),
    source=f"{MANAGER}._poll_rescued_instances",
    note="only with rescue_timeout > 0 (default 0)",
)
unrescue_done = Success(
    RESCUED.doing("unrescuing").to(ACTIVE.idle),
    source=f"{MANAGER}.unrescue_instance",
    note="CAS: unrescuing; active also where the server was stopped",
)
unrescue_failed = Failure(
    RESCUED.doing("unrescuing").error_out(),
    source=f"{MANAGER}.unrescue_instance",
    note=CLEARED_NEXT,
)
unrescue_rolled_back = Revert(
    RESCUED.doing("unrescuing").to(ACTIVE.idle),
    source=f"{MANAGER}.unrescue_instance",
    note=f"{ROLLBACK_ERRORS}: to active, not back to rescued",
)
