"""Retyping and migration: a new type, a new host, and the record that helps to get there.

Only what they do to `status`: `migration_status` has a lifecycle of its own.
"""

from wayout.machines.vocabulary import (
    Actor,
    AnyOf,
    Failure,
    Progress,
    Request,
    Revert,
    Success,
    choice,
    stay,
)
from wayout.machines.volume.states import (
    absent,
    available,
    creating,
    deleted,
    deleting,
    error,
    in_use,
    left_in_previous_status,
    live,
    maintenance,
    retyping,
    saved_while_migrating,
)

_RETYPE_REQUEST = "cinder/volume/api.py:API.retype"
_RETYPE = "cinder/volume/manager.py:VolumeManager.retype"
_MIGRATE_REQUEST = "cinder/volume/api.py:API.migrate_volume"
_MIGRATE = "cinder/volume/manager.py:VolumeManager.migrate_volume"
_COMPLETION = "cinder/volume/manager.py:VolumeManager.migrate_volume_completion"
_POLICY = "policy volume_extension:volume_admin_actions:migrate_volume: administrators"

retype = Request(
    AnyOf(available, in_use).to(retyping),
    source=_RETYPE_REQUEST,
    note="not migrating, in no group, another type; the front-end QoS of an in-use volume stays",
)
retype_quota_failed = Revert(
    choice(live, *left_in_previous_status, by="previous_status"),
    source=_RETYPE_REQUEST,
    note="before any guard: the volume, never set retyping, gets what an earlier operation left "
    "in previous_status: after failover-host any status, and none at all if it is NULL",
)
retype_scheduling_failed = Revert(
    choice(retyping, available, in_use, by="previous_status"),
    source="cinder/scheduler/manager.py:SchedulerManager.retype",
)
retype_driver_uninitialized = Revert(
    choice(retyping, available, in_use, by="previous_status"), source=_RETYPE
)
retype_succeeded = Success(
    choice(retyping, available, in_use, by="previous_status"),
    source=_RETYPE,
    note="without a migration",
)
retype_migration_refused = Revert(
    choice(retyping, available, in_use, by="previous_status"),
    source=_RETYPE,
    note="migration policy never, or the volume has snapshots or replicas",
)
retype_migration_failed = Revert(
    choice(retyping, available, in_use, by="previous_status"), source=_RETYPE
)

migrate_locked = Request(
    available.to(maintenance),
    source=_MIGRATE_REQUEST,
    actor=Actor.ADMIN,
    note=f"lock_volume; {_POLICY}; not migrating, not replicated, in no group, without snapshots, "
    "to another host",
)
migrate_unlocked_available = Request(
    stay(available),
    source=_MIGRATE_REQUEST,
    actor=Actor.ADMIN,
    note=f"without lock_volume only migration_status changes; {_POLICY}",
)
migrate_in_use = Request(
    stay(in_use),
    source=_MIGRATE_REQUEST,
    actor=Actor.ADMIN,
    note=f"lock_volume has no effect on an attached volume; {_POLICY}",
)
migrate_scheduling_failed = Revert(
    maintenance.to(available),
    source="cinder/scheduler/manager.py:SchedulerManager.migrate_volume",
)
migrate_driver_assisted_succeeded = Success(
    maintenance.to(available) | choice(retyping, available, in_use, by="previous_status"),
    source=_MIGRATE,
    note="other statuses stay; leaves the status of the migration in previous_status",
)
migrate_failed = Revert(
    maintenance.to(available) | choice(retyping, available, in_use, by="previous_status"),
    source=_MIGRATE,
    note="other statuses stay; where the driver is not initialised, these stay, too",
)
migrate_completed = Success(
    choice(live, *saved_while_migrating, by="previous_status"),
    source=_COMPLETION,
    note="whatever the status; a backup or a reimage while data is copied leaves its own mark in "
    "previous_status, and that becomes the status",
)
migrate_completion_with_error = Revert(
    choice(live, *saved_while_migrating, by="previous_status"),
    source=_COMPLETION,
    note="Nova reports that its copy failed",
)

migration_target_create = Progress(
    absent.to(creating),
    source="cinder/volume/manager.py:VolumeManager._migrate_volume_generic",
    note="a temporary record for the destination",
)
migration_target_swapped = Progress(
    live.to(deleting),
    source="cinder/objects/volume.py:Volume.finish_volume_migration",
    note="the destination's record now stands for the old storage, and is deleted with it",
)
migration_target_discarded = Failure(
    AnyOf(creating, error).to(deleted),
    source="cinder/volume/manager.py:VolumeManager._clean_temporary_volume",
    note="it could not be created, or not in time",
)
