"""What Nova's API shows of a migration record: the status without the migration type.

It has the type in a field of its own, and in `server_migrations` only the live migrations that
are queued, preparing or running.
"""

from wayout.machines.server_migration.states import evacuation, live_migration, move
from wayout.machines.vocabulary import Projection

STATUS = Projection(
    {
        record.value: record.value.rpartition("/")[2]
        for migration_type in (live_migration, move, evacuation)
        for record in migration_type.states  # type: ignore[union-attr]  # the class is a State
    },
    source="nova/api/openstack/compute/migrations.py:MigrationsController._output",
    hidden=("ABSENT", "GONE"),
)
