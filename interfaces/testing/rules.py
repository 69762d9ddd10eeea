"""A Hypothesis state machine that tries a real machine against its own lifecycle."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import SearchStrategy, just, none

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.reading.live import RunningMachine, is_running_machine, send, values_of
from wayout.analysis.reading.valuation import known_truth, names_in
from wayout.analysis.suggesting import did_you_mean
from wayout.analysis.wording import quoted
from wayout.interfaces.errors import UsageError
from wayout.interfaces.testing.coverage import Coverage
from wayout.interfaces.testing.following import Taken
from wayout.interfaces.testing.recording import Recorder

Guards = Mapping[str, SearchStrategy[Any]]
Send = Callable[..., None]


def rules_for(
    machine: type, guards: Guards, make: Callable[[], object]
) -> type[RuleBasedStateMachine]:
    """Return the state machine; `wayout.testing.state_machine` says what it does."""
    coverage = Coverage()
    lifecycle = coverage.readout(machine).lifecycle
    _refuse_unknown(guards, lifecycle)

    class Trial(_Trial):
        def begin(self) -> "_Subject":
            return _Subject(machine, make, coverage)

    for event in _events(lifecycle):
        asked: dict[str, Any] = {
            name: guards[name] for name in guards if name in _asked(lifecycle, event)
        }
        as_rule: Callable[[Send], Send] = rule(target=None, event=just(event), **asked)
        setattr(Trial, f"_send_{event}", precondition(_allows(event))(as_rule(_sender())))
    Trial.__name__ = Trial.__qualname__ = f"{machine.__name__}Trial"
    Trial.__module__ = machine.__module__
    return Trial


class _Trial(RuleBasedStateMachine):
    """What the state machines of all classes have in common."""

    def __init__(self) -> None:
        super().__init__()
        self.subject = self.begin()

    def begin(self) -> "_Subject":
        """Make the instance to be tried."""
        raise NotImplementedError

    @invariant()
    def is_as_declared(self) -> None:
        """The instance is where a declared step leads."""
        self.subject.check()

    @precondition(lambda self: not any(True for _ in self.subject.allowed()))
    @rule(event=none())
    def send(self, event: str | None, **values: object) -> None:
        """Send an event; none where no event is left, as Hypothesis wants a rule everywhere."""
        if event is not None:
            self.subject.send(event, values)

    def teardown(self) -> None:
        """Stop listening."""
        self.subject.close()


class _Subject:
    """One instance, followed along its lifecycle."""

    def __init__(self, machine: type, make: Callable[[], object], coverage: Coverage) -> None:
        self._lifecycle = coverage.readout(machine).lifecycle
        self._recorder = Recorder(coverage)
        self._recorder.watch_class(machine)
        made = make()
        if type(made) is not machine or not is_running_machine(made):
            message = f"make() returned {made!r}; expected an instance of {machine.__qualname__}"
            raise UsageError(message)
        self._machine: RunningMachine = made
        self._follower = self._recorder.follower_of(made)
        self.check()

    def check(self) -> None:
        """Fail where the instance did what the lifecycle does not have."""
        self._follower.rest(values_of(self._machine))
        problems = self._recorder.problems
        assert not problems, "\n".join(problems)  # noqa: S101 - a test fails by this

    def allowed(self) -> Iterator[Transition]:
        """Yield the transitions from where it may be that somebody can ask for."""
        for state in self._follower.here:
            for transition in self._lifecycle.leaving(state):
                if _can_be_sent(transition.event):
                    yield transition

    def send(self, event: str, values: Mapping[str, object]) -> None:
        """Set what guards ask for, send an event, and hold the outcome against the guards."""
        for name, value in values.items():
            self._set(name, value)
        options = [option for option in self.allowed() if option.event == event]
        here = quoted(self._follower.here)
        self._follower.recent.clear()
        send(self._machine, event)
        self.check()
        taken = next((steps for steps in self._follower.recent if steps[0].event == event), None)
        if taken is None:
            sure = [option for option in options if known_truth(option.guard, values) is True]
            is_refused = {option.from_state for option in sure} >= {o.from_state for o in options}
            assert not is_refused, (  # noqa: S101 - a test fails by this
                f"{self._lifecycle.name}: in {here} the machine does not take {event!r}, "
                f"which it declares without a guard that could prevent it{_given(values)}"
            )
        else:
            kept = [
                o
                for o in options
                if _step(o) in taken and known_truth(o.guard, values) is not False
            ]
            assert kept, (  # noqa: S101 - a test fails by this
                f"{self._lifecycle.name}: the machine takes {taken[0]}, "
                f"which its guard excludes{_given(values)}"
            )

    def close(self) -> None:
        """Stop listening."""
        self._recorder.close()

    def _set(self, name: str, value: object) -> None:
        model = self._machine.model
        holder = model if hasattr(model, name) else self._machine
        if callable(getattr(holder, name, None)):
            message = f"guards: {name!r} is a method; expected an attribute that can be set"
            raise UsageError(message)
        try:
            setattr(holder, name, value)
        except AttributeError as error:
            message = f"guards: {name!r} cannot be set: {error}"
            raise UsageError(message) from error


def _sender() -> Send:
    """Return a function of its own, which a rule must have.

    All have one name: Hypothesis turns rules off by their names, a few in each example, and
    most lifecycles go nowhere without one of their events.
    """

    def send(self: _Trial, event: str, **values: object) -> None:
        self.subject.send(event, values)

    return send


def _allows(event: str) -> Callable[[_Trial], bool]:
    return lambda trial: any(option.event == event for option in trial.subject.allowed())


def _events(lifecycle: Lifecycle) -> list[str]:
    events = (transition.event for transition in lifecycle.transitions)
    return [event for event in dict.fromkeys(events) if event and _can_be_sent(event)]


def _can_be_sent(event: str | None) -> bool:
    """Whether somebody sends it: python-statemachine itself raises `done.*` and `error.*`."""
    if event is None or event.endswith("*"):
        return False
    return not event.replace(".", "_").startswith(("done_", "error_execution"))


def _asked(lifecycle: Lifecycle, event: str) -> frozenset[str]:
    """Return the names in the guards of an event, and of the eventless steps that may follow."""
    guards = {t.guard for t in lifecycle.transitions if t.event in {event, None}}
    return frozenset(name for guard in guards for name in names_in(guard))


def _refuse_unknown(guards: Guards, lifecycle: Lifecycle) -> None:
    known = sorted({name for t in lifecycle.transitions for name in names_in(t.guard)})
    problems = [
        f"guards: no guard of {lifecycle.name} asks for {name!r}"
        f"{did_you_mean(name, tuple(known)) or f'; they ask for {quoted(known)}' if known else ''}"
        for name in guards
        if name not in known
    ]
    if problems:
        raise UsageError(*problems)


def _step(transition: Transition) -> Taken:
    return Taken(transition.from_state, transition.event, transition.to_state)


def _given(values: Mapping[str, object]) -> str:
    return f" (with {', '.join(f'{n}={v!r}' for n, v in values.items())})" if values else ""
