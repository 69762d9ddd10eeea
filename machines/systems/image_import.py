"""An image, and the task that imports its data."""

from wayout.machines.image import Image
from wayout.machines.image_task import ImageTask
from wayout.machines.vocabulary import Accepted, Claim
from wayout.machines.vocabulary.systems import Member, System, Together, invariant

_CONTROLLER = "glance/api/v2/images.py:ImagesController"
_FLOW = "glance/async_/flows/api_image_import.py"
_EXECUTOR = "glance/async_/taskflow_executor.py:TaskExecutor"


class ImageImport(System):
    """An image and the task of one import of it.

    Release read: glance 33.0.0. The import is that of the interoperable API, from staged data or
    from a URL. The task is a record of its own: deleting the image leaves it as it is.

    Left out: the import of a second image; tasks that are not imports; the purge of old records.
    """

    image = Member(
        Image,
        alone=("create", "stage_start", "stage_failed", "deactivate", "reactivate"),
    )
    task = Member(ImageTask, alone=("expire",))

    import_staged = Together(
        image.does("import_glance_direct"),
        task.does("create"),
        source=f"{_CONTROLLER}.import_image",
    )
    import_from_url = Together(
        image.does("import_web_download"),
        task.does("create"),
        source=f"{_CONTROLLER}.import_image",
    )
    begin = Together(
        task.does("begin_processing"),
        source="glance/async_/__init__.py:TaskExecutor.begin_processing",
    )
    imported = Together(
        image.does("import_complete"),
        task.is_in("processing"),
        source=f"{_FLOW}:_ImportToStore._execute",
    )
    succeed = Together(
        task.does("succeed"),
        image.is_not_in("importing"),
        source=f"{_FLOW}:_CompleteTask._finish_task",
    )
    import_failed = Together(
        image.does("import_failed_reverted"),
        task.does("flow_run_error"),
        source=f"{_FLOW}:_VerifyImageState.revert",
    )
    import_failed_stuck = Together(
        task.does("flow_init_error", "executor_not_configured"),
        image.is_in("importing"),
        source=f"{_EXECUTOR}._run",
        note="the flow never begins, so that nothing of it is reverted",
    )
    lock_preempted = Together(
        task.does("lock_preempted"),
        image.is_in("importing"),
        source=f"{_CONTROLLER}._enforce_import_lock",
        note="another import takes the lock of one that seems to be dead",
    )
    delete = Together(
        image.does("delete"),
        source=f"{_CONTROLLER}.delete",
        note="in whatever status the import is",
    )
    failed_after_delete = Together(
        task.does("flow_run_error"),
        image.is_in("deleted"),
        source=f"{_EXECUTOR}._run",
    )

    claims = (
        invariant(
            "importing_has_a_task",
            "image.importing -> task.pending | task.processing",
            "an image that is imported has a task at work",
            source=f"{_CONTROLLER}.import_image",
        ),
        invariant(
            "success_is_one",
            "task.success -> image.active | image.deactivated | image.deleted",
            "a task that has succeeded has made the image usable",
            source=f"{_FLOW}:_CompleteTask._finish_task",
        ),
        Claim(
            "importing_ends",
            "AG (image.importing -> E{service, timer}F !image.importing)",
            f"an import ends without its user ({_EXECUTOR}._run)",
        ),
        Claim(
            "deletable",
            "AG EF image.deleted",
            f"an image can be deleted whatever its import does ({_CONTROLLER}.delete)",
        ),
        Claim(
            "usable",
            "EF (image.active & task.success)",
            f"an import can succeed ({_FLOW}:_CompleteTask._finish_task)",
        ),
    )
    accepted = (
        Accepted(
            "WO701",
            (),
            reason="an image stays importing with its task in failure, where the flow never began"
            " or another import took its lock",
            reference="glance/async_/taskflow_executor.py:TaskExecutor._run fails the task, and "
            "nothing reverts the image",
            claims=("importing_has_a_task",),
        ),
        Accepted(
            "WO701",
            (),
            reason="the same image stays importing until its user deletes it",
            reference="glance/async_/taskflow_executor.py:TaskExecutor._run",
            claims=("importing_ends",),
        ),
    )
