"""The machine with five defects, mended."""

from wayout.machines.vocabulary import (
    Absent,
    Failure,
    Final,
    Machine,
    Periodic,
    Request,
    Stable,
    Startup,
    Success,
    Transient,
)


class MendedDefects(Machine):
    """A disk that every state has a way out of."""

    absent = Absent()
    available = Stable()
    archived = Stable()
    growing = Transient()
    moving = Transient()
    wiping = Transient()
    deleted = Final()

    create = Request(absent.to(available), source="disk/api.py:create")
    archive = Request(available.to(archived), source="disk/api.py:archive")
    restore = Request(archived.to(available), source="disk/api.py:restore")

    grow = Request(available.to(growing), source="disk/api.py:grow")
    grown = Success(growing.to(available), source="disk/worker.py:grow")
    grow_failed = Failure(growing.to(available), source="disk/worker.py:grow")
    grow_interrupted = Startup(growing.to(available), source="disk/worker.py:start")

    move = Request(available.to(moving), source="disk/api.py:move")
    moved = Success(moving.to(available), source="disk/worker.py:move")
    move_failed = Failure(moving.to(available), source="disk/worker.py:move")
    move_cancelled = Request(moving.to(available), source="disk/api.py:cancel")

    wipe = Request(available.to(wiping), source="disk/api.py:wipe")
    wiped = Success(wiping.to(available), source="disk/worker.py:wipe")
    wipe_failed = Failure(wiping.to(available), source="disk/worker.py:wipe")
    wipe_timed_out = Periodic(wiping.to(available), source="disk/cleaner.py:run")

    delete = Request(available.to(deleted), source="disk/api.py:delete")
