"""Where a volume stays until an administrator helps: facts about Cinder, each with its cause.

Users have two side doors, neither open to every volume: os-detach makes a volume without
attachments available, whatever its status but maintenance (`detach_without_attachment_record`),
and a volume without a host can always be deleted (`delete_unscheduled`).
"""

from wayout.machines.vocabulary import Accepted

_CLEANUP = "cinder/volume/manager.py:VolumeManager._do_cleanup"
_CLEANABLE = "cinder/objects/volume.py:Volume._is_cleanable"
_DELETE = "cinder/volume/api.py:API.delete"
_SPECS = "https://specs.openstack.org/openstack/cinder-specs/specs"

ACCEPTED: tuple[Accepted, ...] = (
    Accepted(
        "WO203",
        states=("downloading",),
        reason="a volume whose reimage is interrupted, or whose new image Glance cannot show, "
        "stays downloading: unlike a creation, a reimage leaves no row in workers, so a restart "
        "of the service does not clean up",
        reference=f"cinder/volume/api.py:API.reimage; {_CLEANUP}",
    ),
    Accepted(
        "WO203",
        states=("attaching", "detaching"),
        reason="when a client such as Nova dies between its calls, the volume stays attaching or "
        "detaching for ever: no timer ends it, and a user may not delete an attachment that Nova "
        "still uses; os-unreserve and os-roll_detaching are the client's to call",
        reference="cinder/volume/api.py:API.attachment_deletion_allowed; "
        f"{_SPECS}/liberty/implement-force-detach-for-safe-cleanup.html; "
        "https://github.com/kubernetes-retired/external-storage/pull/565",
    ),
    Accepted(
        "WO203",
        states=("extending",),
        reason="a volume stays extending when its service dies at work, or when the scheduler "
        "fails with anything but NoValidBackend; it can neither be extended again nor deleted",
        reference="cinder/scheduler/manager.py:SchedulerManager.extend_volume; "
        f"cinder/volume/manager.py:VolumeManager.extend_volume; {_CLEANABLE}",
    ),
    Accepted(
        "WO203",
        states=("uploading",),
        reason="a volume stays uploading when its service dies during the upload: the cleanup at "
        "start knows the status, but needs a row in workers that no upload makes",
        reference=f"{_CLEANUP}; cinder/volume/rpcapi.py:VolumeAPI.copy_volume_to_image",
    ),
    Accepted(
        "WO203",
        states=("retyping", "maintenance"),
        reason="a volume whose retype or migration is interrupted keeps its status: nothing "
        "resumes it at start, and while migration_status is set as well even a force-delete is "
        "refused, so both must be reset",
        reference="cinder/volume/manager.py:VolumeManager.migrate_volume; "
        f"cinder/volume/manager.py:VolumeManager.retype; {_DELETE}; "
        f"{_SPECS}/liberty/volume-migration-improvement.html",
    ),
    Accepted(
        "WO203",
        states=("reverting",),
        reason="a volume stays reverting when its service dies at work, or when its snapshot is "
        "found not to be available after the volume's own status was written",
        reference="cinder/volume/api.py:API.revert_to_snapshot; "
        f"cinder/volume/manager.py:VolumeManager.revert_to_snapshot; {_CLEANABLE}",
    ),
    Accepted(
        "WO203",
        states=("backing_up",),
        reason="a volume stays backing-up when its backup is gone or no longer creating, as after "
        "an error in the API or a failed check before the copy: the cleanup at start goes by the "
        "backup's status",
        reference="cinder/backup/manager.py:BackupManager._cleanup_one_backup; "
        "cinder/backup/manager.py:BackupManager.create_backup; "
        f"{_SPECS}/2023.2/dedicated-volume-backup-status-field.html; "
        f"{_SPECS}/juno/support-reset-state-for-backup.html",
    ),
    Accepted(
        "WO203",
        states=("managing", "unmanaging", "error_managing_deleting"),
        reason="when the service dies while it takes existing storage over, lets it go or deletes "
        "the record of a failed takeover, the volume stays as it is: the cleanup at start knows "
        "none of these statuses, and delete accepts none of them",
        reference=f"{_CLEANABLE}; {_DELETE}",
    ),
    Accepted(
        "WO203",
        states=("error_deleting",),
        reason="a volume whose deletion failed counts against its owner's quota, and the owner "
        "cannot ask again: delete is refused from error_deleting, only a force-delete is not",
        reference=f"{_DELETE}; https://github.com/php-opencloud/openstack/issues/233; "
        "https://github.com/iesgn/openstack-debian-ansible/issues/13",
    ),
    Accepted(
        "WO203",
        states=("error_backing_up",),
        reason="delete is refused from error_backing-up; volumes rarely have this status, which "
        "comes by reset-state or when what a failed backup left in previous_status is restored",
        reference=f"{_DELETE}; cinder/backup/manager.py:BackupManager.continue_backup",
    ),
    Accepted(
        "WO203",
        states=("error_unmanaging",),
        reason="a volume that could not be unmanaged accepts neither another unmanage nor a "
        "deletion, and a force-delete would delete the storage that was to be kept",
        reference=f"{_DELETE}; cinder/volume/manager.py:VolumeManager.delete_volume",
    ),
)
