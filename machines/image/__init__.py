"""The lifecycle of a Glance image."""

from wayout.machines.image.claims import ACCEPTED_CLAIMS, CLAIMS
from wayout.machines.vocabulary import (
    Absent,
    Accepted,
    Admin,
    AnyOf,
    Error,
    Failure,
    Final,
    Machine,
    Periodic,
    Progress,
    Request,
    Revert,
    Stable,
    Success,
    Transient,
    stay,
)

_IMPORT_CALL = "glance/api/v2/images.py:ImagesController.import_image"
_IMPORT_FLOW = "glance/async_/flows/api_image_import.py:get_flow"
_UPLOAD = "glance/api/v2/image_data.py:ImageDataController.upload"
_STAGE = "glance/api/v2/image_data.py:ImageDataController.stage"


class Image(Machine):
    """A Glance image, from its record to its purge.

    Release read: glance 33.0.0. States are the values of `Image.status`; the transitions are
    those that the code writes, which is every edge of `Image.valid_state_targets`
    (glance/domain/__init__.py) but `saving -> killed`, that nothing writes since the v1 API
    went.

    Left out: the per-store progress of an import (`os_glance_importing_to_stores`,
    `os_glance_failed_import`), the import lock, and the `protected` flag.
    """

    absent = Absent()
    queued = Stable("a record without data, waiting for its user")
    saving = Transient("data is being uploaded")
    uploading = Transient("data is being staged, or is staged and waits for an import")
    importing = Transient("a task moves the data into the stores")
    active = Stable("usable")
    deactivated = Stable("kept, but refused to those who are not administrators")
    killed = Error("written by the v1 API only; no writer is left")
    pending_delete = Transient("deleted for its users, its data waits for the scrubber")
    deleted = Final("gone for its users; the row waits for a purge", left=True)
    gone = Final("the row is purged", value="GONE")

    create = Request(
        absent.to(queued),
        source="glance/domain/__init__.py:ImageFactory.new_image; "
        "glance/api/v2/images.py:ImagesController.create",
    )

    upload_start = Request(queued.to(saving), source=_UPLOAD)
    upload_complete = Success(
        saving.to(active), source=f"glance/location.py:ImageProxy.set_data; {_UPLOAD}"
    )
    upload_failed = Revert(
        saving.to(queued), source="glance/api/v2/image_data.py:ImageDataController._restore"
    )
    upload_interrupted = Failure(
        stay(saving),
        source=_UPLOAD,
        note="the client's token expires or the API worker dies; nothing reconciles",
        unsure=True,
    )

    stage_start = Request(queued.to(uploading), source=_STAGE)
    stage_complete = Success(stay(uploading), source=_STAGE)
    stage_failed = Revert(
        uploading.to(queued),
        source="glance/api/v2/image_data.py:ImageDataController._unstage; "
        "glance/api/v2/image_data.py:ImageDataController._restore",
    )

    import_glance_direct = Request(
        uploading.to(importing), source=f"{_IMPORT_CALL}; {_IMPORT_FLOW}"
    )
    import_web_download = Request(queued.to(importing), source=f"{_IMPORT_CALL}; {_IMPORT_FLOW}")
    import_glance_download = Request(queued.to(importing), source=f"{_IMPORT_CALL}; {_IMPORT_FLOW}")
    import_copy_image = Request(
        stay(active),
        source=f"{_IMPORT_CALL}; {_IMPORT_FLOW}",
        note="copies to further stores; the status is not touched",
    )
    import_complete = Success(
        importing.to(active),
        source="glance/async_/flows/api_image_import.py:_ImportToStore._execute; "
        "glance/location.py:ImageProxy.set_data; "
        "glance/async_/flows/parallel_api_image_import.py:_ParallelStoreImportTask.execute",
    )
    import_quota_exceeded = Revert(
        importing.to(queued), source="glance/async_/flows/api_image_import.py:assert_quota"
    )
    import_failed_reverted = Revert(
        importing.to(queued),
        source="glance/async_/flows/_internal_plugins/base_download.py:BaseDownload.revert; "
        "glance/async_/flows/plugins/image_conversion.py:_ConvertImage.revert; "
        "glance/async_/flows/api_image_import.py:_ImportMetadata.revert; "
        "glance/async_/flows/api_image_import.py:_VerifyImageState.revert; "
        "glance/async_/flows/parallel_api_image_import.py:"
        "_VerifyStagedImageSignatureTask.revert",
    )
    import_failed_stuck = Failure(
        stay(importing),
        source="glance/tests/functional/v2/test_parallel_store_import.py:"
        "test_parallel_all_stores_must_succeed_failure; "
        "doc/source/admin/interoperable-image-import.rst",
        note="a store fails and no step of the flow that ran knows how to go back; from here a "
        "user can only delete it",
    )

    add_location_hashing = Progress(
        queued.to(importing),
        source="glance/async_/flows/location_import.py:_CalculateHash.execute",
        note="only with do_secure_hash and validation_data",
    )
    add_location_complete = Success(
        queued.to(active) | importing.to(active),
        source="glance/async_/flows/location_import.py:_SetImageToActiveTask.execute",
    )
    add_location_failed = Revert(
        importing.to(queued),
        source="glance/async_/flows/location_import.py:_CalculateHash.revert; "
        "glance/async_/flows/location_import.py:_VerifyValidationData.revert; "
        "glance/async_/flows/location_import.py:_SetImageToActiveTask.revert",
    )
    add_location_failed_early = Failure(
        stay(queued),
        source="glance/async_/flows/location_import.py:_UpdateLocationTask.execute",
        note="the step has no revert; the status never left queued",
    )
    patch_locations = Request(
        queued.to(active),
        source="glance/api/v2/images.py:ImagesController._do_add_locations; "
        "glance/api/v2/images.py:ImagesController._do_replace_locations",
        note="show_multiple_locations only",
    )

    task_import_create = Progress(
        absent.to(queued), source="glance/async_/flows/base_import.py:_CreateImage.execute"
    )
    task_import_start = Progress(
        queued.to(saving), source="glance/async_/flows/base_import.py:_ImportToStore.execute"
    )
    task_import_complete = Success(
        saving.to(active),
        source="glance/async_/flows/base_import.py:_ImportToStore.execute; "
        "glance/async_/flows/base_import.py:_SaveImage.execute",
    )
    task_import_failed = Revert(
        queued.to(deleted) | saving.to(deleted),
        source="glance/async_/flows/base_import.py:_CreateImage.revert",
        note="the flow failed after the record was created",
    )

    deactivate = Request(
        active.to(deactivated),
        source="glance/domain/__init__.py:Image.deactivate; "
        "glance/api/v2/image_actions.py:ImageActionsController.deactivate",
        note="policy default: an administrator or a member of the project",
    )
    deactivate_noop = Request(
        stay(deactivated), source="glance/domain/__init__.py:Image.deactivate"
    )
    reactivate = Request(
        deactivated.to(active),
        source="glance/domain/__init__.py:Image.reactivate; "
        "glance/api/v2/image_actions.py:ImageActionsController.reactivate",
    )
    reactivate_noop = Request(stay(active), source="glance/domain/__init__.py:Image.reactivate")

    delete = Request(
        AnyOf(queued, saving, uploading, importing, active, killed, deactivated).to(deleted),
        source="glance/domain/__init__.py:Image.delete; "
        "glance/api/v2/images.py:ImagesController.delete",
        note="delayed_delete off, or the image has no locations",
    )
    delete_delayed = Request(
        active.to(pending_delete),
        source="glance/domain/__init__.py:Image.delete",
        note="delayed_delete on and the image has locations",
    )
    scrub = Periodic(
        pending_delete.to(deleted),
        source="glance/scrubber.py:Scrubber._scrub_image",
        note="wakeup_time default 300 s, scrub_time default 0",
    )
    scrub_failed = Failure(stay(pending_delete), source="glance/scrubber.py:Scrubber._scrub_image")
    restore = Admin(
        pending_delete.to(active),
        source="glance/db/sqlalchemy/api.py:image_restore; "
        "glance/scrubber.py:Scrubber.revert_image_status",
        note="glance-scrubber --restore",
    )
    purge = Admin(
        deleted.to(gone),
        source="glance/cmd/manage.py:DbCommands.purge_images_table; "
        "glance/db/sqlalchemy/api.py:purge_deleted_rows_from_images",
    )
    purge_pending = Admin(
        pending_delete.to(gone),
        source="glance/db/sqlalchemy/api.py:purge_deleted_rows_from_images",
        note="the purge filters on deleted_at only, not on the status",
        unsure=True,
    )

    accepted = (
        Accepted(
            "WO101",
            states=("killed",),
            reason="images killed by the v1 API may still be in old databases, and can be "
            "deleted; no code writes the status any more",
            reference="glance/domain/__init__.py:Image.valid_state_targets; "
            "doc/source/user/statuses.rst",
        ),
        Accepted(
            "WO201",
            states=("pending_delete",),
            reason="while a backend refuses to delete one of an image's locations, the image "
            "stays pending_delete with a warning in the scrubber's log, and each run of the "
            "scrubber tries again",
            reference="glance/scrubber.py:Scrubber._scrub_image",
        ),
        *ACCEPTED_CLAIMS,
    )

    claims = CLAIMS
