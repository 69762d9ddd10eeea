"""From a lifecycle and a view to the part that is shown, and the words for what is left out."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wayout.analysis.finding import Witness
from wayout.analysis.grouping import operations
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.diagrams.escaping import label
from wayout.diagrams.views import View, ViewError, state_named
from wayout.diagrams.wording import EVENTLESS, counted
from wayout.machines.vocabulary import Actor, Kind, Role

_ONWARD = frozenset({Kind.PROGRESS, Kind.SUCCESS, Kind.FAILURE, Kind.REVERT})


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a lifecycle that is shown, as a lifecycle of its own.

    `words` say which part it is, empty where it is the whole; `notes` say in sentences what is
    left out.
    """

    lifecycle: Lifecycle
    words: str = ""
    notes: tuple[str, ...] = ()


def part_of(lifecycle: Lifecycle, view: View) -> Part:
    """Return what a view shows. Linear in states and transitions.

    Raises:
        ViewError: as `View.validate`; or the witness is no run of the lifecycle.
    """
    view.validate(lifecycle)
    if view.is_whole:
        return Part(lifecycle)
    if view.witness is not None:
        return _run(lifecycle, view.witness)
    steps, extra, notes = _chosen(lifecycle, view)
    kept = [step for step in steps if _passes(step, lifecycle, view)]
    return _part(lifecycle, kept, extra, _words(view), notes)


def _chosen(lifecycle: Lifecycle, view: View) -> tuple[Sequence[Transition], list[str], list[str]]:
    """Return transitions, states that are shown without any, and what else is to be said."""
    if view.event is not None:
        return _of_event(lifecycle, view.event), [], []
    if view.operation is not None:
        events = {
            name
            for each in operations(lifecycle)
            if each.name == view.operation
            for name, _ in each.events
        }
        return [step for step in lifecycle.transitions if step.event in events], [], []
    if view.around is not None:
        center = state_named(view.around, lifecycle) or ""
        steps, common = _around(lifecycle, center, view.depth or 1)
        passing = [step.event for step in common if _passes(step, lifecycle, view)]
        names = [EVENTLESS if one is None else label(one) for one in dict.fromkeys(passing)]
        note = f"Not shown, since they leave half of the states or more: {', '.join(names)}."
        return steps, [center], [note] if names else []
    return lifecycle.transitions, [], []


def _passes(step: Transition, lifecycle: Lifecycle, view: View) -> bool:
    if view.failures and not _fails(step, lifecycle):
        return False
    if view.actor is Actor.ADMIN:
        return step.actor in {Actor.ADMIN, Actor.USER}
    return view.actor is None or step.actor is view.actor


def _fails(step: Transition, lifecycle: Lifecycle) -> bool:
    """Whether a transition is a failure; without a kind, whether it leads to an error state."""
    if step.kind is not None:
        return step.kind is Kind.FAILURE
    roles = lifecycle.by_id[step.from_state].role, lifecycle.by_id[step.to_state].role
    return roles[1] is Role.ERROR is not roles[0]


def _of_event(lifecycle: Lifecycle, event: str) -> list[Transition]:
    """Return the event's transitions, and what services do next until the resource rests.

    Followed are the events of its operation where that has a module of its own, else those that
    leave fewer than half of the states.
    """
    alike = next((each for each in operations(lifecycle) if event in dict(each.events)), None)
    own = {name for name, _ in alike.events} if alike and alike.path else None
    common = _common(lifecycle)

    def in_scope(name: str | None) -> bool:
        return name is None or (name in own if own is not None else name not in common)

    def going_on(state: str) -> Iterator[Transition]:
        if lifecycle.by_id[state].role is Role.TRANSIENT:
            leaving = lifecycle.leaving(state)
            yield from (step for step in leaving if in_scope(step.event) and _onward(step))

    begun = [step for step in lifecycle.transitions if step.event == event]
    reached = _reached((step.to_state for step in begun), going_on)
    found = {id(step) for step in begun}
    found |= {id(step) for state in reached for step in going_on(state)}
    return [step for step in lifecycle.transitions if id(step) in found]


def _onward(step: Transition) -> bool:
    by_service = step.kind is Kind.REQUEST and step.actor is Actor.SERVICE
    return step.kind is None or by_service or step.kind in _ONWARD


def _reached(
    origins: Iterable[str], going_on: Callable[[str], Iterable[Transition]]
) -> dict[str, None]:
    found = dict.fromkeys(origins)
    queue = deque(found)
    while queue:
        for step in going_on(queue.popleft()):
            if step.to_state not in found:
                found[step.to_state] = None
                queue.append(step.to_state)
    return found


def _around(
    lifecycle: Lifecycle, center: str, depth: int
) -> tuple[list[Transition], tuple[Transition, ...]]:
    """Return the transitions near a state, and those by common events that start or end in it.

    The latter are named only: their lines to and from everywhere would hide the others.
    """
    common = _common(lifecycle)
    distance = {center: 0}
    queue = deque([center])
    while queue:
        here = queue.popleft()
        if distance[here] < depth:
            touching = (*lifecycle.leaving(here), *lifecycle.entering(here))
            for step in (each for each in touching if each.event not in common):
                for end in (step.from_state, step.to_state):
                    if end not in distance:
                        distance[end] = distance[here] + 1
                        queue.append(end)
    found = [
        step
        for step in lifecycle.transitions
        if step.event not in common
        and step.from_state in distance
        and step.to_state in distance
        and min(distance[step.from_state], distance[step.to_state]) < depth
    ]
    touching = (*lifecycle.leaving(center), *lifecycle.entering(center))
    return found, tuple(step for step in touching if step.event in common)


def _common(lifecycle: Lifecycle) -> frozenset[str | None]:
    """Return the events that leave half of the states or more, and more than three."""
    tails: dict[str | None, set[str]] = {}
    for step in lifecycle.transitions:
        tails.setdefault(step.event, set()).add(step.from_state)
    least = max(4, len(lifecycle.states) / 2)
    return frozenset(event for event, states in tails.items() if len(states) >= least)


def _run(lifecycle: Lifecycle, witness: Witness) -> Part:
    """Return the run of a witness, the number of each step before its event."""
    stem = tuple(witness.stem)
    steps = (*stem, *witness.cycle)
    numbers: dict[int, list[int]] = {}
    taken: dict[int, Transition] = {}
    for number, (before, step) in enumerate(pairwise(steps), start=1):
        for one in lifecycle.leaving(before.state):
            if (one.event, one.to_state) == (step.event, step.state):
                taken[id(one)] = one
                numbers.setdefault(id(one), []).append(number)
                break
        else:
            ends = f"from {before.state} to {step.state}"
            message = f"{lifecycle.name} has no step {step.event} {ends}, as the witness has"
            raise ViewError(message)
    numbered = [
        replace(step, event=f"{_listed(numbers[key])} {step.event or ''}".rstrip())
        for key, step in taken.items()
    ]
    again = f"The steps from {len(stem)} on are repeated for ever." if witness.cycle else ""
    begin = [steps[0].state] if steps else []
    last = lifecycle.by_id[steps[-1].state].value if steps else ""
    words = f"a run to {label(last)} in {counted(len(steps) - 1, 'step')}"
    return _part(lifecycle, numbered, begin, words, [again] if again else [])


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _words(view: View) -> str:
    near = f", within {counted(view.depth, 'step')}" if view.depth and view.depth > 1 else ""
    chosen = {
        "event": f"event {label(view.event or '')} and what follows",
        "operation": f"operation {label(view.operation or '')}",
        "around": f"around {label(view.around or '')}{near}",
    }
    who = f"what {_WHO[view.actor]} can do" if view.actor else ""
    failing = "failures" if view.failures else ""
    return ", ".join(filter(None, (*(chosen[name] for name in view.parts), failing, who)))


_WHO = {
    Actor.USER: "a user",
    Actor.ADMIN: "an administrator",
    Actor.SERVICE: "a service",
    Actor.TIMER: "a timer",
}


def _part(
    lifecycle: Lifecycle,
    steps: Sequence[Transition],
    extra: Iterable[str],
    words: str,
    notes: Sequence[str],
) -> Part:
    touched = {*extra, *(end for step in steps for end in (step.from_state, step.to_state))}
    states = tuple(state for state in lifecycle.states if state.id in touched)
    shown = replace(
        lifecycle,
        states=states,
        transitions=tuple(steps),
        initial=tuple(state for state in lifecycle.initial if state in touched),
        shadowed=(),
    )
    left = [
        f"{counted(number, thing)}{more}"
        for number, thing, more in (
            (len(lifecycle.states) - len(states), "state", ""),
            (len(lifecycle.transitions) - len(steps), "transition", ""),
            (len(lifecycle.shadowed), "transition", " never selected"),
        )
        if number
    ]
    said = (f"Left out of this view: {', '.join(left)}.",) if left else ()
    return Part(shown, words, (*said, *notes))
