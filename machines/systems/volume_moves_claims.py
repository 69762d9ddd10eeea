"""What is claimed of `VolumeMoves`, and what is known to fail."""

from wayout.machines.vocabulary import Accepted, Claim
from wayout.machines.vocabulary.systems import invariant

_API = "cinder/volume/api.py:API"
_MANAGER = "cinder/volume/manager.py:VolumeManager"
_STATUSES = "cinder/db/api.py:volume_detached"

CLAIMS = (
    invariant(
        "in_use_attached",
        "volume.in_use -> attachment.attached",
        "a volume in use is attached to something",
        source=_STATUSES,
    ),
    invariant(
        "attached_not_free",
        "attachment.attached -> !volume.available",
        "a volume that is attached is not available to others",
        source=_STATUSES,
    ),
    invariant(
        "maintenance_migrates",
        "volume.maintenance -> migration.starting | migration.migrating | migration.completing",
        "a volume in maintenance migrates",
        source=f"{_API}.migrate_volume",
    ),
    invariant(
        "not_deleted_while_migrating",
        "volume.deleting -> !migration.starting & !migration.migrating & !migration.completing",
        "a volume that migrates is not deleted",
        source=f"{_API}.delete",
    ),
    Claim(
        "maintenance_ends",
        "AG (volume.maintenance -> E{user, service, timer}F !volume.maintenance)",
        f"a locked volume gets free without an administrator ({_MANAGER}.migrate_volume)",
    ),
    Claim(
        "retype_ends",
        "AG (volume.retyping -> E{service}F volume.role = stable)",
        f"a retype comes to an end ({_MANAGER}.retype)",
    ),
    Claim(
        "migratable_in_use",
        "EF (attachment.attached & migration.success & volume.in_use)",
        f"a volume in use can be migrated ({_API}.migrate_volume)",
    ),
)

ACCEPTED = (
    Accepted(
        "WO701",
        (),
        reason="a volume whose attachment is deleted while it migrates stays in-use, attached"
        " to nothing; it can be neither attached nor deleted without an administrator",
        reference="cinder/db/api.py:volume_detached skips the status while migration_status "
        "is active",
        claims=("in_use_attached",),
    ),
    Accepted(
        "WO701",
        (),
        reason="a volume that is attached while it migrates unlocked becomes available at the"
        " end, although it is attached",
        reference="cinder/objects/volume.py:Volume.finish_volume_migration writes "
        "previous_status, whatever happened meanwhile",
        claims=("attached_not_free",),
    ),
    Accepted(
        "WO701",
        (),
        reason="a locked migration on a host whose driver is not ready ends, and leaves the "
        "volume in maintenance",
        reference="cinder/volume/manager.py:VolumeManager.migrate_volume returns before it "
        "restores the status",
        claims=("maintenance_migrates",),
    ),
    Accepted(
        "WO701",
        (),
        reason="the same volume stays in maintenance until an administrator resets it",
        reference="cinder/volume/manager.py:VolumeManager.migrate_volume",
        claims=("maintenance_ends",),
    ),
)
