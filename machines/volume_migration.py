"""The lifecycle of a volume's migration: the column `migration_status`."""

from wayout.machines.vocabulary import (
    Accepted,
    Actor,
    Admin,
    AnyOf,
    Claim,
    Error,
    Failure,
    Machine,
    Progress,
    Request,
    Stable,
    Success,
    Transient,
    choice,
    errors_are_avoidable,
    errors_are_left,
    stay,
    work_ends,
)

_API = "cinder/volume/api.py:API"
_MANAGER = "cinder/volume/manager.py:VolumeManager"
_DESTROY = "cinder/db/api.py:volume_destroy"
_SWAP = "cinder/objects/volume.py:Volume.finish_volume_migration"


class VolumeMigration(Machine):
    """The migration of a Cinder volume to another host, as its record and its target's show it.

    Release read: cinder 29.0.0. States are the values of `Volume.migration_status`: the six of
    the enum VolumeMigrationStatus, and `target:<id>` and `deleting`, which the code writes on
    the temporary record for the destination. There is no final state: the column is cleared
    when its volume is deleted.

    Left out: what a migration does to the volume's status. Nothing recovers a migration when a
    service starts.
    """

    requested_status: str = "none"
    """The migration status that a call of reset-state asks for."""

    none = Stable(
        "no migration; the column is NULL, the string is never stored", initial=True, value="none"
    )
    starting = Transient("a host is being checked", value="starting")
    migrating = Transient(
        "data is being copied; of an attached volume by Nova, whose callback it waits for",
        value="migrating",
    )
    completing = Transient(
        "the records of the volume and its destination change places", value="completing"
    )
    success = Stable("migrated; idle for all guards", value="success")
    error = Error("not migrated; idle for all guards, so it blocks nothing", value="error")
    target = Transient(
        "a temporary record, the destination of the volume with that id", value="target:<id>"
    )
    deleting = Stable(
        "a temporary record that stands for the old storage and is deleted with it",
        value="deleting",
    )

    live = AnyOf(none, starting, migrating, completing, success, error, target, deleting)

    migrate = Request(
        AnyOf(none, deleting, error, success).to(starting),
        source=f"{_API}.migrate_volume",
        actor=Actor.ADMIN,
        note="policy volume_extension:volume_admin_actions:migrate_volume: administrators; the "
        "volume available or in-use, not replicated, in no group, without snapshots",
    )
    retype_needs_migration = Progress(
        live.to(starting),
        source=f"{_MANAGER}.retype",
        note="that no migration runs was looked at when the retype was asked for",
    )
    scheduling_failed = Failure(
        starting.to(error), source="cinder/scheduler/manager.py:SchedulerManager.migrate_volume"
    )
    driver_uninitialized = Failure(
        starting.to(error),
        source=f"{_MANAGER}.migrate_volume",
        note="the volume itself stays in maintenance",
    )
    start = Progress(starting.to(migrating), source=f"{_MANAGER}.migrate_volume")

    driver_assisted_succeeded = Success(
        migrating.to(success),
        source=f"{_MANAGER}.migrate_volume",
        note="only without attachments and without force_host_copy",
    )
    driver_assisted_failed = Failure(
        migrating.to(error),
        source=f"{_MANAGER}.migrate_volume",
        note="an exception: no second try with a copy",
    )
    generic_failed = Failure(
        AnyOf(migrating, completing, none).to(error),
        source=f"{_MANAGER}.migrate_volume",
        note="the destination, the copy, the call to Nova or the completion fails",
    )

    complete = Progress(
        live.to(completing),
        source=f"{_MANAGER}.migrate_volume_completion",
        note="from migrating, if all is well; not looked at",
    )
    records_swapped = Progress(completing.to(none), source=_SWAP, note="for a moment only")
    succeeded = Success(none.to(success), source=f"{_MANAGER}.migrate_volume_completion")
    completion_with_error = Failure(
        live.to(error),
        source=f"{_MANAGER}.migrate_volume_completion",
        note="Nova reports that its copy failed; the destination is deleted",
    )
    completion_driver_uninitialized = Failure(
        live.to(error),
        source=f"{_MANAGER}.migrate_volume_completion",
        note="the volume's own status stays",
    )
    completion_without_migration = Request(
        stay(none),
        source=f"{_API}.migrate_volume_completion",
        actor=Actor.ADMIN,
        note="after Nova's own swap of two volumes: only attachments change; policy "
        "volume_extension:volume_admin_actions:migrate_volume_completion: administrators",
    )

    target_create = Progress(none.to(target), source=f"{_MANAGER}._migrate_volume_generic")
    target_swapped = Progress(target.to(deleting), source=_SWAP)
    target_discarded_before_copy = Failure(
        target.to(none),
        source=f"{_MANAGER}._clean_temporary_volume",
        note="the record is destroyed",
    )
    target_kept_after_completing_failure = Failure(
        AnyOf(target, deleting).to(none),
        source=f"{_MANAGER}._clean_temporary_volume",
        note="the record is kept, and is an ordinary volume from now on",
    )
    target_delete_failed_before_swap = Failure(
        target.to(none), source=f"{_MANAGER}._clear_db", note="the record is destroyed"
    )
    target_delete_failed_after_swap = Failure(
        stay(deleting),
        source=f"{_MANAGER}._clear_db",
        note="the volume's status goes to error_deleting; a force-delete deletes it",
    )

    delete = Request(
        AnyOf(success, error).to(none),
        source=f"{_API}.delete; {_DESTROY}",
        note="its user deletes the volume, which no idle migration status forbids; the column is "
        "cleared with the record",
    )
    destroyed = Success(
        live.without(success, error).to(none),
        source=_DESTROY,
        note="the destination's record after its storage, or a volume that never migrated",
    )
    reset_status = Admin(
        choice(
            live,
            *AnyOf(migrating, error, success, completing, starting),
            none,
            by="requested_status",
        ),
        source="cinder/api/contrib/admin_actions.py:VolumeAdminController._reset_status",
        note="target:<id> and deleting cannot be asked for",
    )

    accepted = (
        Accepted(
            "WO203",
            states=("starting", "migrating", "completing"),
            reason="a migration that is interrupted, or whose data Nova never reports as copied, "
            "keeps its migration_status: nothing looks at it at start, and the volume can neither "
            "be deleted nor migrated again until it is reset",
            reference=f"{_MANAGER}.migrate_volume; {_API}.AVAILABLE_MIGRATION_STATUS; "
            "https://specs.openstack.org/openstack/cinder-specs/specs/liberty/"
            "volume-migration-improvement.html; "
            "https://lists.openstack.org/pipermail/openstack-dev/2018-August/133527.html",
        ),
        Accepted(
            "WO203",
            states=("target",),
            reason="the destination's record of an interrupted migration is left over: only "
            "administrators see it, and they must clear its migration_status before they can "
            "delete it",
            reference=f"{_MANAGER}._migrate_volume_generic; {_API}.get_all; {_API}.delete",
        ),
        Accepted(
            "WO701",
            states=(),
            claims=("migrated-on-request",),
            reason="the completion call is accepted where neither volume is migrating, and then "
            "runs a completion without a migration: this is how Nova swaps volumes",
            reference="cinder/volume/api.py:API.migrate_volume_completion",
        ),
    )

    claims = (
        work_ends(),
        errors_are_left(),
        errors_are_avoidable(),
        Claim(
            "idle-again",
            "AG E{user, service}F success",
            "whatever came of a migration, another can succeed without an administrator's call",
        ),
        Claim(
            "retried-after-failure",
            "AG (error -> EX event(migrate))",
            "a migration that failed does not block the next one",
        ),
        Claim(
            "migrated-on-request",
            "event(migrate, retype_needs_migration) precedes event(complete)",
            "no migration is completed that was not begun",
        ),
    )
