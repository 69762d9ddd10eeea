"""A machine with five defects of different kinds, each at a state of its own."""

from wayout.machines.vocabulary import (
    Absent,
    Admin,
    Failure,
    Final,
    Machine,
    Request,
    Stable,
    Startup,
    Success,
    Transient,
)


class FiveDefects(Machine):
    """A disk that is archived for good, revived when deleted, and lost in three ways."""

    absent = Absent()
    available = Stable()
    archived = Stable("WO102: nothing leads out")
    growing = Transient("WO201: nothing says what follows when growing fails")
    moving = Transient("WO203: only an administrator ends a move that was interrupted")
    wiping = Transient("WO204: nothing ends a wipe that was interrupted")
    deleted = Final("WO105: comes back to life", left=True)

    create = Request(absent.to(available), source="disk/api.py:create")
    archive = Request(available.to(archived), source="disk/api.py:archive")

    grow = Request(available.to(growing), source="disk/api.py:grow")
    grown = Success(growing.to(available), source="disk/worker.py:grow")
    grow_interrupted = Startup(growing.to(available), source="disk/worker.py:start")

    move = Request(available.to(moving), source="disk/api.py:move")
    moved = Success(moving.to(available), source="disk/worker.py:move")
    move_failed = Failure(moving.to(available), source="disk/worker.py:move")
    move_reset = Admin(moving.to(available), source="disk/admin.py:reset")

    wipe = Request(available.to(wiping), source="disk/api.py:wipe")
    wiped = Success(wiping.to(available), source="disk/worker.py:wipe")
    wipe_failed = Failure(wiping.to(available), source="disk/worker.py:wipe")

    delete = Request(available.to(deleted), source="disk/api.py:delete")
    undelete = Request(deleted.to(available), source="disk/api.py:undelete")
