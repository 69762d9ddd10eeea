"""Read a machine of `automaton`: states, and for each at most one target per event.

A subclass may say more of its states, as Ironic's does: `stable`, whether a resource rests in it,
and `target`, the state which the service is working towards.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, TypeGuard

from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.reading.bounds import Bounds
from wayout.analysis.reading.foreign.spelling import Spelling
from wayout.analysis.reading.foreign.written import Written
from wayout.analysis.reading.roles import names_error
from wayout.machines.vocabulary import Role

if TYPE_CHECKING:
    from automaton.machines import FiniteMachine


def machine_class() -> "type[FiniteMachine] | None":
    """Return the class of all machines of the library, or None if nobody imported it."""
    if "automaton.machines" not in sys.modules:
        return None
    from automaton.machines import FiniteMachine

    return FiniteMachine


def is_machine(value: object) -> "TypeGuard[FiniteMachine]":
    """Whether a value is a machine of the library. Asks nothing of proxies, which may raise."""
    base = machine_class()
    return base is not None and issubclass(type(value), base)


def read(
    machine: "FiniteMachine",
    *,
    target: str,
    name: str,
    module: ModuleType | None,
    bounds: Bounds,
) -> Lifecycle:
    """Read a machine. Linear in its states and transitions.

    One that has no default start state, because it can be started anywhere, begins in the state
    that was added first; `assumptions` says so.

    Raises:
        LimitReachedError: past one of the `bounds`.
    """
    for _ in machine.states:
        bounds.count_state()
    written = Written([] if module is None else [module], name)
    spelling = Spelling()
    ids = {state: spelling.give(state) for state in machine.states}
    details: Mapping[str, Mapping[str, object]] = machine._states  # noqa: SLF001 - no other way
    start = machine.default_start_state
    first = start if start is not None else next(iter(ids), None)
    title, _, description = inspect.cleandoc(_documentation(machine)).partition("\n")
    return Lifecycle(
        name=name,
        title=title.strip().rstrip(".") or name,
        target=target,
        initial=() if first is None else (ids[first],),
        states=tuple(
            State(
                id=ids[state],
                value=state,
                role=_role(state, details[state]),
                inferred=True,
                location=written.state(state),
            )
            for state in ids
        ),
        transitions=tuple(
            Transition(
                event=event,
                from_state=ids[source],
                to_state=ids[end],
                declared_on=ids[source],
                location=written.transition(event, source, end),
            )
            for source, event, end in bounds.counted(machine)
        ),
        events=tuple(dict.fromkeys(event for _, event, _ in machine)),
        assumptions=tuple(_assumptions(details, start, first)),
        description=description.strip(),
        location=written.of_machine,
    )


def _role(name: str, details: Mapping[str, object]) -> Role:
    """Return the role: by `terminal`, then by an error's name, then by `stable` and `target`."""
    if details.get("terminal"):
        return Role.FINAL
    if names_error(name):
        return Role.ERROR
    is_at_work = not details.get("stable") and details.get("target") is not None
    return Role.TRANSIENT if is_at_work else Role.STABLE


def _documentation(machine: "FiniteMachine") -> str:
    """Return what the user's own class says of itself; there is none for the library's."""
    cls = type(machine)
    return "" if cls.__module__.startswith("automaton.") else cls.__doc__ or ""


def _assumptions(
    details: Mapping[str, Mapping[str, object]], start: str | None, first: str | None
) -> Iterator[str]:
    if start is None and first is not None:
        yield f"no default start state is set: {first!r}, which was added first, is taken for it"
    for state, detail in details.items():
        if detail.get("machine") is not None:
            yield f"state {state!r} runs a machine of its own, which is not read"
        reactions = detail.get("reactions")
        for event in reactions if isinstance(reactions, Mapping) else ():
            yield f"the reaction of {state!r} to {event!r} may raise any event"
