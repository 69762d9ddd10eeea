"""The lifecycle of a migration record of Nova, one module for each way of moving a server."""

from wayout.machines.server_migration import any_record, evacuating, live, moving, states
from wayout.machines.server_migration.accepted import ACCEPTED
from wayout.machines.server_migration.claims import ACCEPTED_CLAIMS, CLAIMS
from wayout.machines.server_migration.status import STATUS
from wayout.machines.vocabulary import Machine


class ServerMigration(Machine, parts=(states, live, moving, evacuating, any_record)):
    """A migration record of a Nova server, from the move it is made for to its server's end.

    Release read: nova 34.0.0. States are the 18 values that are written to `Migration.status`, a
    free string that no write compares, for each `Migration.migration_type`: live-migration,
    evacuation, and migration and resize, which are one here, for they go the same ways. No
    transition leads from one type to another.

    `cross_cell_resize` is a policy, compute:servers:resize:cross_cell, which allows nobody by
    default; `resize_confirm_window` is nova's option with its default. `superseded` says whether
    the server is being moved under another record: a record that is stuck cannot count on that.

    Left out: the server's own state, what each caller takes for "in progress", and that a record
    which is over is soft-deleted with its server like any other.
    """

    cross_cell_resize: bool = False
    resize_confirm_window: int = 0
    superseded: bool = False

    accepted = (*ACCEPTED, *ACCEPTED_CLAIMS)
    claims = CLAIMS
    projection = STATUS
