"""Machines that are easily misread."""

from statemachine import HistoryState, State, StateChart

from wayout.machines.vocabulary import (
    Absent,
    Admin,
    Error,
    Failure,
    Final,
    Machine,
    Request,
    Transient,
)


class BothDone(StateChart):
    """Ends where the regions of its top-level parallel state are both final."""

    class shipping(State.Parallel):
        class parcel(State.Compound):
            packed = State(initial=True, value=1)
            sent = State(final=True)
            send_off = packed.to(sent)

        class invoice(State.Compound):
            written = State(initial=True, value="1")
            paid = State(final=True)
            pay = written.to(paid)


class Working(Machine):
    """Declares events inside a compound state."""

    absent = Absent()

    class work(State.Compound, value="work"):
        copying = Transient(value="copying", initial=True)
        broken = Error(value="broken")
        fail = Failure(copying.to(broken), source="w.py:fail")
        retry = Request(broken.to(copying), source="w.py:retry")

    gone = Final(value="gone")
    start = Request(absent.to(work), source="w.py:start")
    drop = Admin(work.to(gone), source="w.py:drop")


class Remembering(StateChart):
    """Has a leaf that nothing reaches, and a history that could remember it."""

    validate_disconnected_states = False

    idle = State(initial=True)

    class busy(State.Compound):
        first = State(initial=True)
        lost = State()
        memory = HistoryState()
        memory.to(first)
        recover = lost.to(first)

    done = State(final=True)

    go = idle.to(busy.memory)
    back = busy.to(idle)
    end = idle.to(done)


class Alike(StateChart):
    """Two regions with one value, and a state with the value of the compound around it."""

    class both(State.Parallel):
        class left(State.Compound):
            here = State(initial=True, value="same")
            end = State(final=True)
            finish = here.to(end)

        class right(State.Compound):
            there = State(initial=True, value="same")
            over = State(final=True, value="right")
            stop = there.to(over)


class HalfDone(StateChart):
    """Ends the compound state and not the machine, which nothing can end then."""

    class work(State.Compound):
        doing = State(initial=True)
        worked = State(final=True)
        finish = doing.to(worked)
