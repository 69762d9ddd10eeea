"""Reset-state: an administrator overwrites both fields, whatever is under way."""

from wayout.machines.server.pairs import ACTIVE, ERROR, LIVE
from wayout.machines.vocabulary import Admin

_RESET = "nova/api/openstack/compute/admin_actions.py:AdminActionsController._reset_state"

reset_state_error = Admin(
    LIVE.to(ERROR.idle),
    source=_RESET,
    note="no guard, no CAS, locks ignored; a running operation is not stopped",
)
reset_state_active = Admin(
    LIVE.to(ACTIVE.idle), source=_RESET, note="active and error are the only targets"
)
