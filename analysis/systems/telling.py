"""What happens in a system in few words: who takes part in an event, and who is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wayout.analysis.systems.system import Member, Move, System

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Told:
    """Steps of one event that the same members take while others are in the same states."""

    event: str
    moves: tuple[str, ...]
    asks: tuple[str, ...]
    kind: str | None = None
    actor: str | None = None


def shared(system: System) -> tuple[Told, ...]:
    """Return what several members take part in, each once, in order. Linear in the steps."""
    told = (_told(system.members, step.action.event or "", step.moves) for step in system.steps)
    actions = [step.action for step in system.steps]
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Told] = {}
    for (event, moves, asks), action, step in zip(told, actions, system.steps, strict=True):
        if len(step.moves) > 1:
            one = Told(event, moves, asks, action.kind, action.actor)
            found.setdefault((event, moves, asks), one)
    return tuple(found.values())


def _told(
    members: Sequence[Member], event: str, moves: Sequence[Move]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return (
        event,
        tuple(members[move.member].name for move in moves if move.takes_part),
        tuple(_asked(members[move.member], move) for move in moves if not move.takes_part),
    )


def _asked(member: Member, move: Move) -> str:
    """Say in which states a member has to be, or in which not where these are fewer."""
    inside = [state for state, _ in move.pairs]
    outside = [state for state in range(len(member.states)) if state not in set(inside)]
    verb, few = ("is not", outside) if len(outside) < len(inside) else ("is", inside)
    names = [member.states[state] for state in few]
    more = f" or {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    if not names:
        return f"{member.name} is in any state"
    return f"{member.name} {verb} {' or '.join(names[:_SHOWN])}{more}"
