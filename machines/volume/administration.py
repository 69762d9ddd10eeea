"""Reset-state: an administrator writes the status by hand."""

from wayout.machines.vocabulary import Admin, AnyOf, choice
from wayout.machines.volume.states import (
    available,
    deleting,
    error_managing_deleting,
    error_unmanaging,
    live,
    reverting,
    unmanaging,
)

_RESET = "cinder/api/contrib/admin_actions.py:VolumeAdminController._reset_status"

_NOT_IN_THE_ENUM = AnyOf(reverting, unmanaging, error_unmanaging, error_managing_deleting)

reset_status = Admin(
    choice(
        live,
        *live.without(deleting, _NOT_IN_THE_ENUM, available),
        available,
        by="requested_status",
    ),
    source=_RESET,
    note="any value of VolumeStatus but deleting; in-use needs an attachment; error_deleting and "
    "detaching are meant to be refused, but a missing comma lets them pass; touches neither "
    "attachments nor migration_status nor the backend",
)
reset_attach_status_detached = Admin(
    live.to(available),
    source=_RESET,
    note="removes every attachment, and so overrides a status given in the same call; without "
    "attachments the status stays",
)
