"""A volume, its migration, the retype that may need one, and an attachment."""

from wayout.machines.attachment import Attachment
from wayout.machines.systems.previous_status import PreviousStatus
from wayout.machines.systems.volume_moves_claims import ACCEPTED, CLAIMS
from wayout.machines.vocabulary.systems import Member, System, Together
from wayout.machines.volume import Volume
from wayout.machines.volume_migration import VolumeMigration

_API = "cinder/volume/api.py:API"
_MANAGER = "cinder/volume/manager.py:VolumeManager"
_STATUSES = "cinder/db/api.py:volume_detached"

_IDLE = ("none", "success", "error", "deleting")
_ACTIVE = ("starting", "migrating", "completing")


class VolumeMoves(System):
    """A volume with its `migration_status`, and an attachment of it.

    Release read: cinder 29.0.0. The migration is the host-assisted one of Cinder or, of a volume in
    use, the one that Nova helps with.

    Left out: reset-state, force-delete and crashes; the record of the destination, which changes
    places with that of the source at the end.
    """

    volume = Member(Volume, alone=("create", "create_succeeded", "create_failed"))
    migration = Member(VolumeMigration)
    attachment = Member(Attachment)
    previous = Member(PreviousStatus)

    reserve = Together(
        volume.does("attachment_create").while_in("available"),
        attachment.does("attachment_reserve"),
        source=f"{_API}._attachment_reserve",
        note="whether the volume migrates is not asked",
    )
    connect = Together(
        attachment.does("attachment_update_connected").while_in("reserved"),
        volume.does("attachment_update").while_in("reserved"),
        source=f"{_MANAGER}.attachment_update",
    )
    complete = Together(
        attachment.does("attachment_complete").while_in("attaching"),
        volume.does("attachment_complete"),
        source="cinder/api/v3/attachments.py:AttachmentsController.complete",
    )
    delete_attachment = Together(
        attachment.does("attachment_delete", "attachment_delete_reserved"),
        volume.does("attachment_delete_last"),
        migration.is_in("none", "success", "error"),
        source=f"{_API}.attachment_delete",
    )
    delete_attachment_while_migrating = Together(
        attachment.does("attachment_delete", "attachment_delete_reserved"),
        volume.is_not_in("absent", "deleted"),
        migration.is_in(*_ACTIVE, "deleting"),
        source=_STATUSES,
        note="the status of the volume is not written while it migrates",
    )

    migrate = Together(
        migration.does("migrate").while_in(*_IDLE),
        volume.does("migrate_unlocked_available"),
        previous.does("save_available"),
        source=f"{_API}.migrate_volume",
    )
    migrate_locked = Together(
        migration.does("migrate").while_in(*_IDLE),
        volume.does("migrate_locked"),
        previous.does("save_available"),
        source=f"{_API}.migrate_volume",
    )
    migrate_in_use = Together(
        migration.does("migrate").while_in(*_IDLE),
        volume.does("migrate_in_use"),
        previous.does("save_in_use"),
        source=f"{_API}.migrate_volume",
    )
    migrate_not_scheduled = Together(
        migration.does("scheduling_failed"),
        volume.does("migrate_scheduling_failed"),
        source="cinder/scheduler/manager.py:SchedulerManager.migrate_volume",
    )
    start = Together(migration.does("start"), source=f"{_MANAGER}.migrate_volume")
    migrate_failed = Together(
        migration.does("generic_failed").while_in("migrating"),
        volume.does("migrate_failed").while_in("maintenance").to("available"),
        source=f"{_MANAGER}.migrate_volume",
    )
    migrate_failed_unlocked = Together(
        migration.does("generic_failed").while_in("migrating"),
        volume.is_not_in("maintenance", "retyping"),
        source=f"{_MANAGER}.migrate_volume",
        note="the status stays as it is",
    )
    driver_unready = Together(
        migration.does("driver_uninitialized"),
        source=f"{_MANAGER}.migrate_volume",
        note="the status stays as it is: maintenance, where the volume is locked",
    )
    completing = Together(
        migration.does("complete").while_in("migrating"),
        source=f"{_MANAGER}.migrate_volume_completion",
    )
    migrated_available = Together(
        migration.does("records_swapped").then("succeeded"),
        volume.does("migrate_completed").to("available"),
        volume.is_in("available", "in-use", "maintenance", "retyping", "reserved", "attaching"),
        previous.is_in("available"),
        source=f"{_MANAGER}.migrate_volume_completion",
        note="writes previous_status, whatever became of the volume meanwhile",
    )
    migrated_in_use = Together(
        migration.does("records_swapped").then("succeeded"),
        volume.does("migrate_completed").to("in-use"),
        volume.is_in("available", "in-use", "maintenance", "retyping", "reserved", "attaching"),
        previous.is_in("in-use"),
        source=f"{_MANAGER}.migrate_volume_completion",
        note="writes previous_status, whatever became of the attachments",
    )

    retype_available = Together(
        volume.does("retype").while_in("available"),
        previous.does("save_available"),
        migration.is_in("none", "success", "error"),
        source=f"{_API}.retype",
    )
    retype_in_use = Together(
        volume.does("retype").while_in("in-use"),
        previous.does("save_in_use"),
        migration.is_in("none", "success", "error"),
        source=f"{_API}.retype",
    )
    retype_needs_migration = Together(
        migration.does("retype_needs_migration").while_in("none", "success", "error"),
        volume.is_in("retyping"),
        source=f"{_MANAGER}.retype",
        note="the volume stays retyping for the whole migration",
    )
    retyped_available = Together(
        volume.does("retype_succeeded").to("available"),
        previous.is_in("available"),
        migration.is_in(*_IDLE),
        source=f"{_MANAGER}.retype",
    )
    retyped_in_use = Together(
        volume.does("retype_succeeded").to("in-use"),
        previous.is_in("in-use"),
        migration.is_in(*_IDLE),
        source=f"{_MANAGER}.retype",
    )
    retype_failed_available = Together(
        migration.does("generic_failed").while_in("migrating"),
        volume.does("migrate_failed").while_in("retyping").to("available"),
        previous.is_in("available"),
        source=f"{_MANAGER}.migrate_volume",
    )
    retype_failed_in_use = Together(
        migration.does("generic_failed").while_in("migrating"),
        volume.does("migrate_failed").while_in("retyping").to("in-use"),
        previous.is_in("in-use"),
        source=f"{_MANAGER}.migrate_volume",
    )
    delete = Together(
        volume.does("delete"),
        attachment.is_not_in("attached"),
        migration.is_in("none", "success", "error"),
        source=f"{_API}.delete",
    )
    delete_succeeded = Together(
        volume.does("delete_succeeded"),
        attachment.is_not_in("attached"),
        source=f"{_MANAGER}.delete_volume",
    )

    claims = CLAIMS
    accepted = ACCEPTED
