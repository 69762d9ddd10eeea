"""The lifecycle of a Glance task: an import of an image that goes on in the background."""

from wayout.machines.vocabulary import (
    Absent,
    Accepted,
    Actor,
    AnyOf,
    Claim,
    Error,
    Failure,
    Final,
    Machine,
    Periodic,
    Progress,
    Request,
    Success,
    Transient,
    deletable_by_user,
    errors_are_avoidable,
    errors_are_left,
    stay,
    work_ends,
)

_DOMAIN = "glance/domain/__init__.py"
_IMAGES = "glance/api/v2/images.py:ImagesController"
_EXECUTOR = "glance/async_/taskflow_executor.py:TaskExecutor"
_FINISH = "glance/async_/flows/api_image_import.py:_CompleteTask._finish_task"


class ImageTask(Machine):
    """A Glance task, from the call that asks for it to its expiry.

    Release read: glance 33.0.0. States are the four values of `Task.status`; the transitions are
    those that `Task._validate_task_status_transition` allows. A task that was given up because
    another import wants its image is a failure too: there is no status for it. Nobody can delete
    a task; `expires_at` is set when it ends, so that one that does not end never expires.

    `lock_expired` says whether another import of the same image finds the lock of this task
    expired: 60 minutes after its last update, 120 if it is pending. Only an import through the
    images API holds a lock, and only somebody's further import looks at it.

    Left out: the image, which the same work changes, and the purge of expired rows.
    """

    lock_expired: bool = False

    absent = Absent()
    pending = Transient("waits for an executor")
    processing = Transient("an executor is at work")
    success = Final("done; the row is kept until it expires", left=True)
    failure = Error("failed, or given up; the row is kept until it expires")
    gone = Final("expired: the row is soft-deleted", value="GONE")

    create = Request(
        absent.to(pending),
        source=f"{_DOMAIN}:TaskFactory.new_task; {_IMAGES}.import_image; "
        f"{_IMAGES}.add_location; glance/api/v2/tasks.py:TasksController.create",
    )
    begin_processing = Progress(
        pending.to(processing),
        source=f"{_DOMAIN}:Task.begin_processing; "
        "glance/async_/__init__.py:TaskExecutor.begin_processing",
    )
    succeed = Success(
        processing.to(success),
        source=f"{_DOMAIN}:Task.succeed; {_FINISH}; "
        "glance/async_/flows/base_import.py:_CompleteTask.execute",
    )
    complete_error = Failure(
        processing.to(failure), source=_FINISH, note="an exception while it is told to succeed"
    )
    flow_init_error = Failure(
        processing.to(failure),
        source=f"{_EXECUTOR}._run; {_EXECUTOR}._fail_task",
        note="no flow could be built, as where the image refuses to be importing",
    )
    flow_run_error = Failure(
        processing.to(failure), source=f"{_EXECUTOR}._run; {_EXECUTOR}._fail_task"
    )
    quota_exceeded = Failure(
        processing.to(failure), source="glance/async_/flows/api_image_import.py:assert_quota"
    )
    executor_not_configured = Failure(
        processing.to(failure), source="glance/async_/__init__.py:TaskExecutor._run"
    )
    lock_preempted = Failure(
        AnyOf(pending, processing).to(failure, cond="lock_expired"),
        source=f"{_IMAGES}._enforce_import_lock; {_IMAGES}._bust_import_lock",
        actor=Actor.USER,
        note="another import of the same image; the worker is not told",
    )
    unsupported_type = Failure(
        AnyOf(pending, processing).to(failure),
        source="glance/common/scripts/__init__.py:run_task",
        note="a script runner of old that nothing in the release calls",
        unsure=True,
    )
    fail_table_edge = Failure(
        pending.to(failure),
        source=f"{_DOMAIN}:Task._validate_task_status_transition",
        note="allowed; lock_preempted is the only caller that was found",
    )
    lost_worker = Failure(
        stay(pending, processing),
        source="glance/async_/__init__.py:TaskExecutor",
        note="the worker dies: inferred, for nothing was found that looks for such tasks",
        unsure=True,
    )
    expire = Periodic(
        AnyOf(success, failure).to(gone),
        source="glance/db/sqlalchemy/api.py:_task_soft_delete",
        note="task_time_to_live (default 48 h) after its end, when somebody next reads the tasks",
    )

    accepted = (
        Accepted(
            "WO204",
            states=("pending", "processing"),
            reason="After the glance-api that ran it died, a task stays pending or processing for "
            "good: none that starts takes it up, it does not expire, and nobody can delete it. "
            "Only another import of its image, an hour or two later, puts it to failure.",
            reference=f"{_IMAGES}._enforce_import_lock; "
            "glance/api/v2/tasks.py:TasksController.delete; "
            "glance/db/sqlalchemy/api.py:_task_soft_delete",
        ),
        Accepted(
            "WO701",
            states=("pending", "processing"),
            claims=("worker-lost",),
            reason="a task whose worker died stays pending or processing: nothing looks for it, "
            "and expires_at, by which old tasks are deleted, is set only when a task has "
            "ended",
            reference="glance/domain/__init__.py:Task._set_task_status",
        ),
    )

    claims = (
        work_ends(),
        deletable_by_user(),
        Claim(
            "outcome-is-final",
            "AG (success -> AG !failure)",
            "a task that succeeded is never said to have failed",
        ),
        Claim(
            "processing-has-an-outcome",
            "AG (processing -> AF (success | failure))",
            "a task that is processed succeeds or fails",
            fair=("service",),
        ),
        Claim(
            "processed-before-success",
            "event(begin_processing) precedes success",
            "no task succeeds that was not begun",
        ),
        Claim(
            "worker-lost",
            "AG (transient -> E{timer}F !transient)",
            "a task whose worker died is ended by a timer",
        ),
        errors_are_left(),
        errors_are_avoidable(),
    )
