"""What is asked of the running guest itself: another password, a crash dump."""

from wayout.machines.server.pairs import ACTIVE, ERROR, PAUSED, RESCUED, RESIZED
from wayout.machines.server.upstream import API, MANAGER
from wayout.machines.vocabulary import Request, Revert, Success

change_password_request = Request(
    ACTIVE.idle.begin("updating_password"), source=f"{API}.set_admin_password"
)
change_password_done = Success(
    ACTIVE.doing("updating_password").to(ACTIVE.idle),
    source=f"{MANAGER}.set_admin_password",
    note="CAS: updating_password",
)
change_password_failed = Revert(
    ACTIVE.doing("updating_password").to(ACTIVE.idle),
    source=f"{MANAGER}.set_admin_password",
    note="not running, no agent, not supported, or any other error; never error",
)

trigger_crash_dump_request = Request(
    (ACTIVE | PAUSED | RESCUED | RESIZED | ERROR).idle.stay(), source=f"{API}.trigger_crash_dump"
)
