"""What the vocabulary refuses, when a machine is declared."""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event as Event_
from threading import Thread, Timer
from types import ModuleType

import pytest
from statemachine import Event, State
from statemachine.callbacks import CallbackSpec
from statemachine.exceptions import InvalidDefinition, TransitionNotAllowed
from statemachine.factory import StateMachineMetaclass
from statemachine.transition import Transition

from wayout.analysis.reading import read
from wayout.machines.vocabulary import (
    Absent,
    Accepted,
    Actor,
    AnyOf,
    Kind,
    Machine,
    Request,
    Stable,
    stay,
    transitions,
)
from wayout.machines.vocabulary.transitions import LateTransition


def test_an_actor_is_one_of_the_four() -> None:
    absent, ready = Absent(), Stable()
    with pytest.raises(TypeError, match=r"actor='user' is no actor; write one of Actor\.USER"):
        Request(absent.to(ready), source="x", actor="user")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "actor"),
    [
        (Kind.REQUEST, Actor.USER),
        (Kind.ADMIN, Actor.ADMIN),
        (Kind.PERIODIC, Actor.TIMER),
        (Kind.STARTUP, Actor.SERVICE),
        (Kind.SUCCESS, Actor.SERVICE),
    ],
)
def test_the_actor_follows_from_the_kind(kind: Kind, actor: Actor) -> None:
    assert kind.usual_actor is actor


def test_one_name_in_two_parts_is_refused() -> None:
    first, second = ModuleType("first"), ModuleType("second")
    first.ready = Stable()  # type: ignore[attr-defined]
    second.ready = Stable()  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="'ready' is declared twice, again in second"):

        class Twice(Machine, parts=(first, second)):
            """Nothing else."""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"until": "2030-01-01"}, "until='2030-01-01' is no day"),
        ({"until": datetime(2030, 1, 1, tzinfo=UTC)}, "is no day"),
        ({"states": "wiping"}, "states='wiping' is no tuple of ids"),
        ({"events": ("a", 3)}, "is no tuple of ids"),
        ({"reason": " ", "reference": None}, "reason=' ' is no text; .* reference=None is no text"),
    ],
)
def test_an_acceptance_that_means_nothing_is_refused(arguments: object, said: str) -> None:
    given = {"states": ("wiping",), "reason": "so it is", "reference": "a.py:f"} | arguments
    with pytest.raises(TypeError, match=said):
        Accepted("WO203", **given)


def test_an_acceptance_without_its_comma_is_refused() -> None:
    with pytest.raises(TypeError, match="with the comma"):

        class Door(Machine):
            shut = Stable(initial=True)
            accepted = Accepted("WO102", states=("shut",), reason="so", reference="door.py")


@pytest.mark.parametrize("source", ["", 3])
def test_an_event_without_a_source_is_refused(source: object) -> None:
    shut = Stable(value="shut")
    with pytest.raises(TypeError, match="names no place"):
        Request(shut.to(shut), source=source)


def _with_shared_transitions() -> list[list[str]]:
    absent, ready = Absent(), Stable()
    there, back = absent.to(ready), ready.to(absent)

    class Shared(Machine):
        """Two events of each transition, and one name for two events."""

        begin = Request(there, source="x")
        again = Request(there | back, source="x")
        undo_redo = Request(back, source="x")

    assert Shared.begin.name
    return [list(map(str, each.events)) for s in (absent, ready) for each in s.transitions]


def test_events_are_named_as_python_statemachine_names_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = _with_shared_transitions()
    assert ours == [["begin", "again"], ["again", "undo_redo"]]
    monkeypatch.delattr(type(Machine), "_update_event_references")
    assert _with_shared_transitions() == ours


def test_an_event_without_a_name_is_refused() -> None:
    absent, ready = Absent(), Stable()
    absent.to(ready, event=Event(name="nameless"))
    with pytest.raises(InvalidDefinition, match="has no id"):
        type(Machine)("Nameless", (Machine,), {"absent": absent, "ready": ready})


def test_a_callback_in_the_body_of_a_state_is_called() -> None:
    class Door(Machine):
        """A door that rings when it is opened."""

        class present(State.Compound):
            shut = Stable(initial=True)
            open_ = Stable()
            push = Request(shut.to(open_), source="x")

            def on_enter_open_(self) -> None:
                self.has_rung = True

    door = Door()
    door.send("push")
    assert door.has_rung


def _called_by_convention() -> list[str]:
    called: list[str] = []

    def calls(name: str) -> Callable[[object], None]:
        return lambda _self: called.append(name)

    class Door(Machine):
        """A door whose methods are callbacks by their names."""

        shut, open_ = Stable(initial=True), Stable()
        push = Request(shut.to(open_), source="x")
        before_transition, on_transition = calls("before any"), calls("on any")
        after_transition, before_push = calls("after any"), calls("before push")
        on_push, after_push = calls("on push"), calls("after push")
        on_exit_shut, on_enter_open_ = calls("exit shut"), calls("enter open")

    class Heir(Door):
        """A door that closes too."""

        pull = Request(Door.open_.to(Door.shut), source="x")
        on_pull, after_pull = calls("on pull"), calls("after pull")

    for machine, events in ((Heir, ("push", "pull", "push")), (Door, ("push",)), (Heir, ("push",))):
        running = machine()
        for event in events:
            running.send(event)
    return called


def test_callbacks_are_called_as_python_statemachine_calls_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = _called_by_convention()
    assert ours.count("before push") == 4
    monkeypatch.delattr(type(Machine), "_setup")
    assert _called_by_convention() == ours


@pytest.mark.parametrize("cond", [None, "paid", "not paid and In('shut')"])
def test_a_transition_is_that_of_python_statemachine(cond: str | None) -> None:
    ours, other = Stable(value="shut"), State(value="shut")
    for target, theirs in ((ours, other), (Stable(), State()), (None, None)):
        (late,), (made,) = ours.to(target, cond=cond), other.to(theirs, cond=cond)
        assert isinstance(late, LateTransition)
        assert late.is_late
        assert [_told(spec) for spec in late.cond] == [_told(spec) for spec in made.cond]
        assert not late.is_late
        assert vars(made).keys() == vars(late).keys() - {"condition", "is_late"}
        plain = ("is_self", "internal", "initial", "is_eventless", "event")
        assert [getattr(late, each) for each in plain] == [getattr(made, each) for each in plain]
        assert len(late.targets) == len(made.targets)
    assert [len(state.transitions) for state in (ours, other)] == [3, 3]


def _told(spec: CallbackSpec) -> list[object]:
    return [spec.func, spec.group, spec.priority, spec.expected_value, spec.is_convention]


@pytest.mark.parametrize(
    "options", [{"cond": len}, {"unless": "paid"}, {"internal": True}, {"cond": ["paid", "sent"]}]
)
def test_a_transition_with_more_is_made_at_once(options: dict[str, object]) -> None:
    shut = Stable(value="shut")
    (made,) = shut.to(shut, **options)
    assert type(made) is Transition


def test_groups_lead_to_several_states_and_by_several_conditions() -> None:
    one, other, third = Stable(), Stable(), Stable()
    (both, _) = AnyOf(one, other).to([other, third])
    assert list(both.targets) == [other, third]
    (guarded, _) = AnyOf(one, other).to(third, cond=["paid", "sent"])
    assert [spec.func for spec in guarded.cond] == ["paid", "sent"]
    assert type(AnyOf(one).to(third, cond=len)[0]) is Transition
    with pytest.raises(AttributeError):  # where it is declared, as python-statemachine does
        one.to(third, cond=Event("paid"))


def test_a_guard_that_is_added_to_transitions_counts() -> None:
    class Door(Machine):
        """A door that is locked."""

        shut, open_ = Stable(initial=True), Stable()
        push = Request(shut.to(open_, cond="unlocked"), source="x")
        unlocked = True

        @push.cond
        def by_somebody_strong(self) -> bool:
            return False

    with pytest.raises(TransitionNotAllowed):
        Door().send("push")
    (step,) = read(Door, target="door").transitions
    assert step.guard == "unlocked and by_somebody_strong"


def test_of_unknown_versions_transitions_are_made_by_python_statemachine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def door() -> object:
        class Door(Machine):
            """A door that is locked."""

            shut, open_ = Stable(initial=True), Stable()
            push = Request(shut.to(open_, cond="unlocked"), source="x")
            again = Request(stay(shut, open_), source="x")

        lifecycle = read(Door, target="door")
        return {type(each) for each in Door.push._transitions}, lifecycle.transitions

    late, found = door()
    monkeypatch.setattr(transitions, "IS_KNOWN", False)
    made, same = door()
    assert (late, made) == ({LateTransition}, {Transition})
    assert found == same


def test_threads_that_make_the_first_machine_together_make_callbacks_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Door(Machine):
        """A door with a callback."""

        shut, open_ = Stable(initial=True), Stable()
        push = Request(shut.to(open_), source="x")

        def on_push(self) -> None:
            pushed.append(self)

    pushed: list[Door] = []
    began, go_on, setup = Event_(), Event_(), StateMachineMetaclass._setup
    times: list[type] = []

    def slow(cls: type) -> None:
        times.append(cls)
        began.set()
        go_on.wait(10)
        setup(cls)

    monkeypatch.setattr(StateMachineMetaclass, "_setup", slow)
    threads = [Thread(target=lambda: Door().send("push")) for _ in range(2)]
    threads[0].start()
    began.wait(10)
    threads[1].start()
    Timer(0.1, go_on.set).start()  # so that the second comes while the first is at it
    for thread in threads:
        thread.join()
    assert times == [Door]
    assert len(pushed) == 2


def test_a_late_transition_is_made_once_for_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    (late,) = Stable(value="shut").to(Stable())
    began, go_on, make = Event_(), Event_(), Transition
    times: list[object] = []

    def slow(*args: object, **options: object) -> Transition:
        times.append(args)
        began.set()
        go_on.wait(10)
        return make(*args, **options)

    monkeypatch.setattr(transitions, "Transition", slow)
    found: list[object] = []
    threads = [Thread(target=lambda: found.append(late.before)) for _ in range(2)]
    threads[0].start()
    began.wait(10)
    threads[1].start()
    Timer(0.1, go_on.set).start()  # so that the second comes while the first is at it
    for thread in threads:
        thread.join()
    assert len(times) == 1
    assert found[0] is found[1] is late.before


def test_what_looks_at_the_class_of_late_transitions_sees_no_callbacks() -> None:
    assert not callable(LateTransition.before)
    assert "before" in dict(inspect.getmembers(LateTransition))
