"""Which part of a lifecycle a picture shows."""

from dataclasses import dataclass

from wayout.analysis.finding import Finding, Witness
from wayout.analysis.grouping import operations
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.diagrams.errors import DiagramError
from wayout.machines.vocabulary import Actor

_NAMED = 12
"""So many names are listed where something is called otherwise."""

_PARTS = ("event", "operation", "around", "witness")


class ViewError(DiagramError, ValueError):
    """A view that names nothing of the lifecycle, or contradicts itself. `problems` are all."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class View:
    """What of a lifecycle is shown; by default all of it. How much of that is `Detail`.

    One of these chooses a part:

    - `event`: its transitions, and what the services do next until the resource rests;
    - `operation`: the transitions of events that belong together, see `operations`;
    - `around`: a state by id or value, with what is at most `depth` steps away by events that
      leave fewer than half of the states, in either direction;
    - `witness`: its run, the steps numbered.

    These leave less of it, or of all: `failures` what fails; `actor` what can be made to happen
    by a user, by an administrator (who can do what users can), by a service or a timer.
    `findings` are marked on the states that they name.
    """

    event: str | None = None
    operation: str | None = None
    around: str | None = None
    depth: int | None = None
    witness: Witness | None = None
    failures: bool = False
    actor: Actor | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Which of the fields that choose a part are given."""
        return tuple(name for name in _PARTS if getattr(self, name) is not None)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.parts and not self.failures and self.actor is None

    def contradictions(self) -> tuple[str, ...]:
        """Return what the fields do not go together in, a sentence each."""
        found = []
        if len(self.parts) > 1:
            found.append(f"{' and '.join(self.parts)} each choose a part: give one of them")
        if self.depth is not None and self.around is None:
            found.append("depth says how far around a state: give around as well")
        if self.depth is not None and self.depth < 1:
            found.append(f"depth is {self.depth}, and must be 1 or more steps")
        if self.witness is not None and (self.failures or self.actor):
            found.append("a witness is shown whole: give neither failures nor actor with it")
        return tuple(found)

    def validate(self, lifecycle: Lifecycle) -> None:
        """Make sure that the view can be shown of the lifecycle.

        Raises:
            ViewError: with all that contradicts itself or names nothing in the lifecycle.
        """
        problems = (*self.contradictions(), *self._unknown(lifecycle))
        if problems:
            raise ViewError(*problems)

    def _unknown(self, lifecycle: Lifecycle) -> list[str]:
        found = []
        events = dict.fromkeys((*lifecycle.events, *(s.event for s in lifecycle.transitions)))
        if self.event is not None and self.event not in events:
            found.append(_no_event(self.event, lifecycle))
        groups = tuple(each.name for each in operations(lifecycle))
        if self.operation is not None and self.operation not in groups:
            hint = did_you_mean(self.operation, groups) or _it_has(groups)
            found.append(f"{lifecycle.name} has no operation {self.operation!r}{hint}")
        if self.around is not None and state_named(self.around, lifecycle) is None:
            names = tuple(dict.fromkeys(name for s in lifecycle.states for name in (s.value, s.id)))
            values = tuple(dict.fromkeys(state.value for state in lifecycle.states))
            hint = did_you_mean(self.around, names) or _it_has(values)
            found.append(f"{lifecycle.name} has no state {self.around!r}{hint}")
        steps = (*self.witness.stem, *self.witness.cycle) if self.witness else ()
        gone = dict.fromkeys(step.state for step in steps if step.state not in lifecycle.by_id)
        found += [f"{lifecycle.name} has no state {state!r}, as the witness has" for state in gone]
        return found


def state_named(name: str, lifecycle: Lifecycle) -> str | None:
    """Return the id of the state with this value or id, or None."""
    by_value = {state.value: state.id for state in reversed(lifecycle.states)}
    return by_value.get(name, name if name in lifecycle.by_id else None)


def _no_event(name: str, lifecycle: Lifecycle) -> str:
    groups = {each.name for each in operations(lifecycle)}
    operation = f"; there is an operation {name!r}" if name in groups else ""
    events = tuple(lifecycle.events)
    hint = operation or did_you_mean(name, events) or _it_has(events)
    return f"{lifecycle.name} has no event {name!r}{hint}"


def _it_has(names: tuple[str, ...]) -> str:
    shown = ", ".join(map(repr, names[:_NAMED]))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"; it has {shown}{more}" if names else ""
