"""A server, and the image that is made of it."""

from wayout.machines.image import Image
from wayout.machines.server import Server
from wayout.machines.vocabulary import Accepted, Claim
from wayout.machines.vocabulary.systems import Member, System, Together, invariant

_API = "nova/compute/api.py:API"
_COMPUTE = "nova/compute/manager.py:ComputeManager"
_DRIVER = "nova/virt/libvirt/driver.py:LibvirtDriver.snapshot"
_DELETED = "nova/compute/manager.py:delete_image_on_error"
_USER = "glance/api/v2/images.py:ImagesController.delete"


class ServerImage(System):
    """An image-backed server and the image of a snapshot, of a backup or of shelving.

    Releases read: nova 34.0.0, glance 33.0.0. The API makes the image first, the compute host
    uploads, and on any error Nova deletes the image. The image is the user's own: anybody in the
    project can delete it at any time.

    Left out: volume-backed servers; a second image; the rotation of older backups; servers that are
    paused or suspended; unshelving before the offload.
    """

    server = Member(
        Server,
        alone=(
            "create_request",
            "create_claimed_by_compute",
            "create_block_device_mapping",
            "create_spawning",
            "create_done",
            "stop_request",
            "stop_done",
            "create_image_snapshot",
            "backup_pending_upload",
            "create_image_pending_upload",
            "shelve_pending_upload",
            "shelve_offload_request",
            "shelve_offload_done",
            "unshelve_schedule_failed",
        ),
    )
    image = Member(Image)

    snapshot = Together(
        server.does("create_image_request").while_in("active", "stopped"),
        image.does("create"),
        source=f"{_API}.snapshot",
    )
    backup = Together(
        server.does("backup_request").while_in("active", "stopped"),
        image.does("create"),
        source=f"{_API}.backup",
    )
    shelve = Together(
        server.does("shelve_request").while_in("active", "stopped"),
        image.does("create"),
        source=f"{_API}.shelve",
    )
    upload = Together(
        server.does("create_image_uploading", "backup_uploading"),
        image.does("upload_start"),
        source=_DRIVER,
    )
    shelve_upload = Together(
        server.does("shelve_uploading"),
        image.does("upload_start"),
        source=f"{_COMPUTE}._shelve_instance",
    )
    uploaded = Together(
        image.does("upload_complete"),
        source="glance/api/v2/image_data.py:ImageDataController.upload",
    )
    snapshot_done = Together(
        server.does("create_image_done", "backup_done"),
        image.is_in("active"),
        source=f"{_COMPUTE}._snapshot_instance",
    )
    shelve_done = Together(
        server.does("shelve_done").while_in(
            "active/shelving_image_uploading", "stopped/shelving_image_uploading"
        ),
        image.is_in("active"),
        source=f"{_COMPUTE}._shelve_instance",
    )
    snapshot_failed = Together(
        server.does("create_image_failed", "backup_failed"),
        image.does("delete"),
        source=_DELETED,
    )
    snapshot_failed_without_image = Together(
        server.does("create_image_image_vanished", "create_image_failed", "backup_failed"),
        image.is_in("deleted"),
        source=_DELETED,
    )
    shelve_failed = Together(
        server.does("shelve_failed"),
        source=f"{_COMPUTE}.shelve_instance",
        note="shelving has no delete_image_on_error: the image stays",
    )
    unshelve = Together(
        server.does("unshelve_request").while_in("shelved_offloaded"),
        source=f"{_API}.unshelve",
    )
    unshelve_spawning = Together(
        server.does("unshelve_spawning"),
        image.is_in("active"),
        source=f"{_COMPUTE}._unshelve_instance",
    )
    unshelve_image_missing = Together(
        server.does("unshelve_image_missing"),
        image.is_not_in("active"),
        source="nova/conductor/manager.py:ComputeTaskManager.unshelve_instance",
    )
    unshelve_done = Together(
        server.does("unshelve_done"),
        image.does("delete"),
        source=f"{_COMPUTE}._delete_snapshot_of_shelved_instance",
    )
    delete_image = Together(image.does("delete"), source=_USER)

    claims = (
        invariant(
            "uploading_has_an_image",
            "server.active_image_uploading | server.stopped_image_uploading -> "
            "image.saving | image.active",
            "a server whose data are uploaded has an image to take them",
            source=_DRIVER,
        ),
        invariant(
            "shelved_has_an_image",
            "server.shelved_offloaded_idle -> image.active",
            "a server that is shelved and offloaded can be made again of its image",
            source=f"{_COMPUTE}._shelve_instance",
        ),
        Claim(
            "no_image_is_left",
            "AG (image.queued & server.active_idle -> E{service, timer}F image.deleted)",
            f"where a snapshot or shelving fails, its image is deleted ({_DELETED})",
        ),
        Claim(
            "unshelvable",
            "AG (server.shelved_offloaded_idle -> EF server.active_idle)",
            f"a server that is shelved can be had again ({_API}.unshelve)",
        ),
        Claim(
            "snapshot_ends",
            "AG (server.active_image_uploading -> EF server.active_idle)",
            f"a snapshot ends, whatever becomes of its image ({_COMPUTE}._snapshot_instance)",
        ),
        Claim(
            "shelved_and_back",
            "EF (server.shelved_offloaded_idle & EF (server.active_idle & image.deleted))",
            "a server can be shelved and had again, and its image goes then "
            f"({_COMPUTE}._delete_snapshot_of_shelved_instance)",
        ),
    )
    accepted = (
        Accepted(
            "WO701",
            (),
            reason="an image can be deleted while a server uploads to it; the upload fails after "
            "the work is done",
            reference="glance/api/v2/images.py:ImagesController.delete does not ask who uploads",
            claims=("uploading_has_an_image",),
        ),
        Accepted(
            "WO701",
            (),
            reason="the image of a shelved server is an image of its project: whoever deletes it "
            "deletes the disk of the server",
            reference="glance/api/v2/images.py:ImagesController.delete; nothing protects the image",
            claims=("shelved_has_an_image",),
        ),
        Accepted(
            "WO701",
            (),
            reason="where shelving fails, the image that was made for it stays queued until its "
            "user deletes it",
            reference="nova/compute/manager.py:ComputeManager._shelve_instance has no "
            "delete_image_on_error",
            claims=("no_image_is_left",),
        ),
        Accepted(
            "WO701",
            (),
            reason="a server whose shelved image was deleted cannot be unshelved: it goes to "
            "error, and its data are lost",
            reference="nova/conductor/manager.py:ComputeTaskManager.unshelve_instance raises "
            "UnshelveException",
            claims=("unshelvable",),
        ),
    )
