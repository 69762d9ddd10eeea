"""Where several transitions answer to one event of one state, and what their guards leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from wayout.analysis.finding import Witness
from wayout.analysis.guards.deciding import Guards, GuardsTooLargeError
from wayout.analysis.guards.formulas import TRUE, Formula, formula_of, precondition
from wayout.analysis.guards.rules import rules_of
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.runs import run_to
from wayout.analysis.wording import quoted

Declaration = tuple[str | None, str, str | None, bool, str | None]
"""What the transitions have in common that one declaration makes: for a compound, many."""

Bound = Callable[[Formula], Formula]
"""`least` or `most`: what a guard says at least or at most, whatever functions without name do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The transitions of one event of a state, in the order in which they are tried.

    `states` are all states in which the same declarations compete: several inside a compound
    that declares them. `options` are the transitions of the first.
    """

    event: str | None
    states: tuple[str, ...]
    options: tuple[Transition, ...]

    @property
    def events(self) -> tuple[str, ...]:
        """The event, if there is one."""
        return () if self.event is None else (self.event,)

    @property
    def place(self) -> str:
        """The event and the states, as a sentence names them."""
        return f"{quoted([self.event])} from {quoted(self.states)}"


class Choices:
    """The choices of a lifecycle, and how their guards stand to each other.

    A transition that has neither a guard nor rivals is no choice. Where an event is taken in
    several parallel regions at once, its transitions are no alternatives, and there is none
    either. Linear in the transitions; each distinct set of guards is decided once.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._lifecycle = lifecycle
        self._rules = rules_of(lifecycle.constraints)
        self._is_parallel = any(compound.parallel for compound in lifecycle.compounds)
        self._decided: dict[tuple[tuple[str | None, ...], Bound | None], Guards] = {}

    @cached_property
    def contradict(self) -> bool:
        """Whether the constraints can never hold together."""
        everything = Guards(self._rules)
        return everything.find(holding=range(len(self._rules))) is None

    def __iter__(self) -> Iterator[Choice]:
        """All choices, by their first state and then by event."""
        return iter(self._all)

    @cached_property
    def _all(self) -> tuple[Choice, ...]:
        found: dict[tuple[Declaration, ...], tuple[list[str], list[Transition]]] = {}
        for state in self._lifecycle.states:
            by_event: dict[str | None, list[Transition]] = {}
            for option in self._lifecycle.leaving(state.id):
                by_event.setdefault(option.event, []).append(option)
            for options in by_event.values():
                if (len(options) > 1 or options[0].guard) and not self._are_joint(options):
                    key = tuple(map(declaration, options))
                    found.setdefault(key, ([], options))[0].append(state.id)
        return tuple(
            Choice(options[0].event, tuple(states), tuple(options))
            for states, options in found.values()
        )

    def guards(self, choice: Choice, bound: Bound | None = None) -> Guards:
        """Return the guards of the options, by their index, and behind them their precondition.

        `bound` is `least` or `most` where opaque functions may not make the difference.

        Raises:
            GuardsTooLargeError: with the place, if they cannot be decided.
        """
        key = tuple(option.guard for option in choice.options), bound
        if key not in self._decided:
            formulas = tuple(map(formula_of, key[0]))
            if bound is not None:
                formulas = tuple(map(bound, formulas))
            try:
                self._decided[key] = Guards((*formulas, precondition(formulas)), self._rules)
            except GuardsTooLargeError as error:
                message = (
                    f"{self._lifecycle.name}: the guards of {choice.place} are too entangled to "
                    "be decided; simplify them, or leave their checks out with --ignore WO30"
                )
                raise GuardsTooLargeError(message) from error
        return self._decided[key]

    def witness(self, choice: Choice) -> Witness | None:
        """Return a shortest run to the first of the states that a run reaches."""
        reached = (state for state in choice.states if state in self._lifecycle.reached)
        state = next(reached, None)
        return None if state is None else run_to(self._lifecycle, state)

    def _are_joint(self, options: Sequence[Transition]) -> bool:
        """Whether one of them is taken together with others, in parallel regions."""
        return self._is_parallel and any(option.declared_on is None for option in options)


def declaration(option: Transition) -> Declaration:
    """Return what tells the declaration of a transition from others in the lifecycle."""
    of_compound = option.declared_on not in (None, option.from_state)
    return (
        option.event,
        (option.declared_on if of_compound else None) or option.from_state,
        option.guard,
        option.internal,
        None if of_compound else option.to_state,
    )


def is_guarded(option: Transition) -> bool:
    """Whether a guard can keep it from being chosen; a validator only vetoes it afterwards."""
    return option.guard is not None and _is_restrictive(option.guard)


@lru_cache(maxsize=4096)
def _is_restrictive(guard: str) -> bool:
    return formula_of(guard) != TRUE


def described(option: Transition) -> str:
    """Say where an option leads, and under which guard.

    >>> described(Transition("pay", "open", "paid", guard="cleared"))
    "to 'paid' if 'cleared'"
    """
    return f"to {option.to_state!r}" + (f" if {option.guard!r}" if option.guard else "")
