"""What a class is read into, construct by construct."""

from pathlib import Path

import pytest
from statemachine import Event, HistoryState, State, StateChart, StateMachine

from wayout.analysis.checks.unreachable_state import CHECK as UNREACHABLE
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.lifecycle import State as Read
from wayout.analysis.reading import machines_of, read, validation_off
from wayout.machines.vocabulary import (
    Absent,
    Actor,
    Admin,
    Failure,
    Final,
    Kind,
    Machine,
    Progress,
    Request,
    Role,
    Stable,
    Success,
    Transient,
    choice,
)


def steps(lifecycle: Lifecycle) -> list[tuple[str | None, str, str]]:
    return [(t.event, t.from_state, t.to_state) for t in lifecycle.transitions]


class Volume(Machine):
    """A volume.

    The rest of the text.
    """

    absent = Absent()
    in_use = Stable("attached", value="in-use")
    extending = Transient()
    gone = Final(value="GONE")

    create = Request(absent.to(in_use), source="api.py:create")
    extend = Request(in_use.to(extending), source="api.py:extend", note="quota")
    extended = Success(extending.to(in_use), source="manager.py:extend", unsure=True)
    force = Admin(in_use.to(gone) | extending.to(gone), source="api.py:force")


def test_declarations_reach_states_and_transitions() -> None:
    volume = read(Volume, target="volume")
    assert volume.name == "volume"
    assert volume.title == "A volume"
    assert volume.description == "The rest of the text."
    assert volume.initial == ("absent",)
    in_use = volume.by_id["in_use"]
    assert (in_use.value, in_use.role, in_use.meaning, in_use.inferred) == (
        "in-use",
        Role.STABLE,
        "attached",
        False,
    )
    extend = next(t for t in volume.transitions if t.event == "extend")
    assert (extend.kind, extend.actor, extend.source, extend.note) == (
        Kind.REQUEST,
        Actor.USER,
        "api.py:extend",
        "quota",
    )
    extended = next(t for t in volume.transitions if t.event == "extended")
    assert (extended.actor, extended.unsure) == (Actor.SERVICE, True)


def test_locations_are_the_lines_of_the_declarations() -> None:
    volume = read(Volume, target="volume")
    lines = dict(enumerate(Path(__file__).read_text(encoding="utf-8").splitlines(), 1))
    for thing, text in (
        (volume.by_id["extending"], "extending = Transient()"),
        (volume.transitions[1], "extend = Request("),
        (volume, "class Volume(Machine):"),
    ):
        assert thing.location is not None
        assert thing.location.path == "tests/analysis/reading/test_read.py"
        assert text in lines[thing.location.line]


class Plain(StateMachine):
    """Nothing is annotated here."""

    waiting = State(initial=True)
    error_state = State(value="error_state")
    job_failed = State()
    done = State(final=True)

    work = waiting.to(done)
    break_down = waiting.to(error_state) | waiting.to(job_failed)
    mend = error_state.to(waiting) | job_failed.to(waiting)


def test_unannotated_machine_gets_inferred_roles_and_no_kinds() -> None:
    plain = read(Plain, target="x")
    assert {state.id: state.role for state in plain.states} == {
        "waiting": Role.STABLE,
        "error_state": Role.ERROR,
        "job_failed": Role.ERROR,
        "done": Role.FINAL,
    }
    assert all(state.inferred for state in plain.states)
    assert {transition.kind for transition in plain.transitions} == {None}
    location = plain.by_id["job_failed"].location
    assert location is not None
    assert location.column == 5


def test_a_shadowed_transition_leads_where_its_history_does() -> None:
    class Door(Machine):
        """No run comes where the second way would lead."""

        outside, beside = Stable(initial=True), Stable()

        class inside(State.Parallel):
            class lamp(State.Compound):
                off, lit = Stable(initial=True), Stable()
                before = HistoryState()
                before.to(lit)

        go = Request(outside.to(beside) | outside.to(inside.lamp.before), source="x")
        back = Request(beside.to(outside) | inside.to(outside), source="x")

    door = read(Door, target="door")
    (never,) = door.shadowed
    assert (never.event, never.from_state, never.to_state) == ("go", "outside", "lit")
    assert "lit" in door.by_id


def test_second_unguarded_transition_of_an_event_is_shadowed() -> None:
    plain = read(Plain, target="x")
    assert ("break_down", "waiting", "error_state") in steps(plain)
    assert [(t.event, t.from_state, t.to_state) for t in plain.shadowed] == [
        ("break_down", "waiting", "job_failed")
    ]


class Nested(StateChart):
    class busy(State.Compound):
        idle = State(initial=True)
        reading = State()

        begin = idle.to(reading)
        stop = reading.to(idle)

    off = State(final=True)

    stop = busy.to(off)
    note = Event(busy.to(None))


def test_transitions_of_a_compound_leave_every_state_inside_unless_overridden() -> None:
    nested = read(Nested, target="x")
    assert [state.id for state in nested.states] == ["idle", "reading", "off"]
    assert nested.by_id["idle"].parent == "busy"
    assert [(c.id, c.parallel) for c in nested.compounds] == [("busy", False)]
    assert ("stop", "idle", "off") in steps(nested)
    assert ("stop", "reading", "idle") in steps(nested)
    assert ("stop", "reading", "off") not in steps(nested)
    assert ("note", "reading", "reading") in steps(nested)
    assert nested.shadowed == ()
    stop = next(t for t in nested.transitions if (t.event, t.from_state) == ("stop", "idle"))
    assert stop.declared_on == "busy"


class Guarded(StateMachine):
    start = State(initial=True)
    left = State()
    right = State()
    end = State(final=True)

    choose = start.to(left, cond="hot and not dry") | start.to(right, unless="hot")
    lonely = left.to(end, cond="In('right')")
    sure = left.to(end, cond="In('left')") | left.to(right)
    vetoed = right.to(end, validators="check")

    hot = dry = False

    def check(self) -> None:
        """Refuse nothing."""


def test_guards_are_text_and_in_is_decided() -> None:
    guarded = read(Guarded, target="x")
    texts = {(t.event, t.to_state): t.guard for t in guarded.transitions}
    assert texts["choose", "left"] == "hot and not dry"
    assert texts["choose", "right"] == "not hot"
    assert ("lonely", "end") not in texts
    assert texts["sure", "end"] == "In('left')"
    assert ("sure", "right") not in texts
    assert texts["vetoed", "end"] == "validator(check)"
    assert "a validator may refuse vetoed from right" in guarded.assumptions


class Opaque(StateMachine):
    a = State(initial=True)
    b = State(final=True)

    go = Event(a.to(b, cond=lambda: True), delay=10)


def test_what_cannot_be_known_is_named() -> None:
    assert read(Opaque, target="x").assumptions == (
        "the guard of go from a is a function: it may hold or not",
        "event go is delayed: it may come at any time, or never",
    )


class Base(StateMachine):
    a = State(initial=True)
    b = State(final=True)

    go = a.to(b)


class Derived(Base):
    c = State(final=True)

    leap = Base.a.to(c)


def test_subclass_does_not_leak_into_its_base() -> None:
    assert steps(read(Base, target="x")) == [("go", "a", "b")]
    assert read(Base, target="x").assumptions == (
        "transition leap from a was added by another class and is left out",
    )
    assert ("leap", "a", "c") in steps(read(Derived, target="x"))


class Player(StateChart):
    class play(State.Compound):
        slow = State(initial=True)
        fast = State()
        last = HistoryState()

        faster = slow.to(fast)

    paused = State()
    pause = play.to(paused)
    resume = paused.to(play.last)


def test_history_tells_apart_what_is_remembered() -> None:
    player = read(Player, target="x")
    assert steps(player) == [
        ("faster", "slow", "fast"),
        ("pause", "slow", "paused"),
        ("pause", "fast", "paused__last_fast"),
        ("resume", "paused", "slow"),
        ("resume", "paused__last_fast", "fast"),
    ]
    assert player.by_id["paused__last_fast"].value == "paused [last_fast]"


class Diary(StateChart):
    closed = State(initial=True)

    class opened(State.Compound):
        first = State(initial=True)
        second = State()
        last = HistoryState()

        turn = first.to(second)
        _ = last.to(second)

    open = closed.to(opened.last)


def test_the_default_of_a_history_needs_no_event() -> None:
    diary = read(Diary, target="x")
    assert steps(diary) == [("open", "closed", "second"), ("turn", "first", "second")]
    assert not diary.assumptions


class Both(StateChart):
    validate_disconnected_states = False

    class war(State.Parallel):
        class east(State.Compound):
            fighting = State(initial=True)
            won = State(final=True)

            win = fighting.to(won)

        class west(State.Compound):
            resting = State(initial=True)
            ready = State(final=True)
            never = State()

            rise = resting.to(ready)

    peace = State(final=True)
    done_state_war = war.to(peace)


def test_parallel_regions_multiply_and_raise_done() -> None:
    both = read(Both, target="x")
    assert ("win", "fighting__resting", "won__resting") in steps(both)
    assert ("done.state.war", "won__ready", "peace") in steps(both)
    assert both.leaving("won__ready")[0].event == "done.state.war"
    assert len(both.leaving("won__ready")) == 1
    assert isinstance(both.by_id["never"], Read)
    assert "never" not in both.reached
    assert both.events == ("win", "rise", "done.state.war")


class Lossy(StateMachine):
    class outer(State.Compound):
        one = State(initial=True)
        two = State(final=True)

    end = State(final=True)
    dive = outer.to(outer.two, internal=True)
    leave = outer.to(end)


def test_internal_transition_that_enters_nothing_is_shown_as_it_runs() -> None:
    """python-statemachine 3.2 leaves the inside of the compound and enters nothing."""
    lossy = read(Lossy, target="x")
    assert ("dive", "one", "outer__empty") in steps(lossy)
    assert lossy.leaving("outer__empty") == ()
    machine = Lossy()
    machine.dive()
    assert [state.id for state in machine.configuration] == ["outer"]


class Choosing(Machine):
    absent = Absent()
    a = Stable(value="a")
    b = Stable(value="b")
    w = Transient()

    previous_status: str = "a"
    create = Request(absent.to(a), source="x")
    work = Request(a.to(w), source="x")
    back = Success(choice(w, a, b, by="previous_status"), source="x")


def test_choice_has_an_otherwise_branch() -> None:
    choosing = read(Choosing, target="x")
    assert [(t.to_state, t.guard) for t in choosing.leaving("w")] == [
        ("a", "previous_status == 'a'"),
        ("b", None),
    ]


def test_choice_wants_the_values_of_its_targets() -> None:
    with pytest.raises(ValueError, match="give the state its upstream string"):
        choice(Transient(), Stable(value="a"), Stable(), by="status")


def test_a_class_with_several_initial_states_begins_in_each_and_is_refused_afterwards() -> None:
    with validation_off():

        class Two(StateMachine):
            a = State(initial=True)
            b = State(initial=True)
            c = State(final=True)
            go = a.to(c) | b.to(c)
            back = c.to(a)

    lifecycle = read(Two, target="x")
    assert lifecycle.initial == ("a", "b")
    assert lifecycle.refused == ("a", "b", "c")
    assert set(lifecycle.reached) == {"a", "b", "c"}
    with pytest.raises(Exception, match="one and only one initial"):
        type(Two)("Again", (Two,), {})


def test_defective_classes_can_be_defined_and_the_flags_come_back() -> None:
    with pytest.raises(ZeroDivisionError), validation_off():  # noqa: PT012 - a class body inside

        class Trap(StateMachine):
            a = State(initial=True)
            b = State()
            c = State(final=True)
            go = a.to(b)

        assert read(Trap, target="x").by_id.keys() == {"a", "b", "c"}
        raise ZeroDivisionError
    with pytest.raises(Exception, match="unreachable"):

        class Refused(StateMachine):
            a = State(initial=True)
            b = State(final=True)


def test_only_machines_are_read() -> None:
    with pytest.raises(TypeError, match="not a python-statemachine class"):
        read(int, target="x")
    with pytest.raises(TypeError, match="with states"):
        read(StateMachine, target="x")


def test_machines_of_a_module_are_those_it_defines() -> None:
    import sys

    found = [machine.__name__ for machine in machines_of(sys.modules[__name__])]
    assert found[:3] == ["Volume", "Plain", "Nested"]
    assert "StateMachine" not in found


def test_reading_twice_gives_equal_values() -> None:
    assert read(Both, target="x") == read(Both, target="x")


class Clashing(StateMachine):
    """A user's names are a user's business."""

    declared = State(initial=True)
    accepted = State(final=True)

    accept = declared.to(accepted)


def test_attributes_of_our_own_base_are_not_looked_for_in_a_users_class() -> None:
    clashing = read(Clashing, target="x")
    assert steps(clashing) == [("accept", "declared", "accepted")]
    assert clashing.accepted == ()


class Ending(StateChart):
    class work(State.Parallel):
        class east(State.Compound):
            a = State(initial=True)
            b = State(final=True)
            e1 = a.to(b)

        class west(State.Compound):
            c = State(initial=True)
            d = State(final=True)
            e2 = c.to(d)

    archived = State(final=True)
    archive = work.to(archived)


def test_a_top_level_parallel_ends_when_all_its_regions_are_final() -> None:
    ending = read(Ending, target="x")
    assert ending.by_id["b__d"].role is Role.FINAL
    assert ending.leaving("b__d") == ()
    assert ("archive", "b__c", "archived") in steps(ending)
    machine = Ending()
    machine.send("e1")
    machine.send("e2")
    assert machine.is_terminated


class Building(Machine):
    class building(State.Compound):
        work = Transient(initial=True)
        built = Transient(final=True)
        finish = Progress(work.to(built), source="x:finish")

    active = Stable()
    done_state_building = Success(building.to(active), source="x:done")


def test_an_event_that_is_registered_with_dots_keeps_its_declaration() -> None:
    building = read(Building, target="x")
    (done,) = (step for step in building.transitions if step.event == "done.state.building")
    assert (done.kind, done.source) == (Kind.SUCCESS, "x:done")


class Phantom(StateChart):
    validate_disconnected_states = False

    s = State(initial=True)

    class c(State.Compound):
        x = State(initial=True)
        y = State()
        h = HistoryState()
        h.to(x)
        t = y.to(x)

    go = s.to(c.h)
    back = c.to(s)


def test_what_a_history_remembers_of_an_unreachable_leaf_is_no_unreachable_state() -> None:
    phantom = read(Phantom, target="x")
    assert "s__h_y" in phantom.by_id
    assert [finding.states for finding in UNREACHABLE.run(phantom)] == [("y",)]


class Contest(StateChart):
    class p(State.Parallel):
        class r1(State.Compound):
            a = State(initial=True)
            b = State()
            go = a.to(b)
            back = b.to(a)

        class r2(State.Compound):
            c = State(initial=True)
            d = State()
            turn = c.to(d)

    one = State()
    two = State()
    x = p.r1.a.to(one) | p.r2.c.to(two)
    again = one.to(p) | two.to(p)


def test_of_two_regions_that_leave_a_parallel_either_may_win() -> None:
    contest = read(Contest, target="x")
    assert {t.to_state for t in contest.leaving("a__c") if t.event == "x"} == {"one", "two"}
    assert any("x leaves several parallel regions" in text for text in contest.assumptions)
    machine = Contest()
    for event in ("go", "back", "x"):
        machine.send(event)
    assert [state.id for state in machine.configuration] == ["two"]


class Parent(Machine):
    ok = Absent()
    t = Transient()
    start = Request(ok.to(t), source="x:start")
    failed = Failure(t.to(ok), source="x:base")


class Heir(Parent):
    failed = Progress(Parent.ok.to(Parent.ok), source="x:heir")


def test_an_inherited_transition_keeps_what_its_base_declares() -> None:
    found = {
        t.from_state: (t.kind, t.source)
        for t in read(Heir, target="x").transitions
        if t.event == "failed"
    }
    assert found == {"t": (Kind.FAILURE, "x:base"), "ok": (Kind.PROGRESS, "x:heir")}


def test_a_base_does_what_its_heir_adds_to_an_event_of_its() -> None:
    found = {
        (t.event, t.from_state): (t.kind, t.source) for t in read(Parent, target="x").transitions
    }
    assert found["failed", "t"] == (Kind.FAILURE, "x:base")
    assert found["failed", "ok"] == (Kind.PROGRESS, "x:heir")
    machine = Parent()
    machine.send("failed")
    assert [state.id for state in machine.configuration] == ["ok"]
