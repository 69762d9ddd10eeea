"""The model of a system in Promela, so that SPIN can be asked the same.

One process with an atomic step for each way to make a step. A run that no step leads on ends in
a state that SPIN calls invalid: a deadlock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from wayout.analysis.systems.system import Step, System


def promela(system: System, *, bad: str = "", always: str = "") -> str:
    """Return the model. SPIN reports a state in which `bad` holds as a violated assertion.

    `always` is a formula of linear time that every run is to meet.
    """
    starts = list(product(*(member.initial for member in system.members)))
    lines = [f"byte m{index} = {state};" for index, state in enumerate(starts[0])]
    lines += ["", "active proctype system() {"]
    if len(starts) > 1:
        lines += ["  if", *(f"  :: d_step {{ {_sets(start)} }}" for start in starts), "  fi;"]
    ways = dict.fromkeys(way for step in system.steps for way in _ways(step))
    lines += ["  do", *(f"  :: d_step {{ {asked} -> {done} }}" for asked, done in ways)]
    lines += ["  :: false -> skip"] * (not ways)
    lines += [f"  :: ({bad}) -> assert(false)"] * bool(bad)
    lines += ["  od", "}", *([f"ltl {{ {always} }}"] * bool(always)), ""]
    return "\n".join(lines)


def _ways(step: Step) -> Iterator[tuple[str, str]]:
    """Yield what is asked and what is done, once for each choice of moves that change a state."""
    asked, moved = [], []
    for move in step.moves:
        kept = [before for before, after in move.pairs if before == after]
        changes = [pair for pair in move.pairs if pair[0] != pair[1]]
        if not changes:
            asked.append(among(move.member, kept))
            continue
        choices = [(among(move.member, [a]), f"m{move.member} = {b}") for a, b in changes]
        choices += [(among(move.member, kept), "skip")] if kept else []
        moved.append(choices)
    for chosen in product(*moved):
        yield (
            " && ".join([*asked, *(each for each, _ in chosen)]) or "true",
            "; ".join(dict.fromkeys(done for _, done in chosen)) or "skip",
        )


def among(member: int, states: Sequence[int]) -> str:
    """Return what is true if a member is in one of these states."""
    return f"({' || '.join(f'm{member} == {state}' for state in states)})"


def _sets(states: Sequence[int]) -> str:
    return "; ".join(f"m{member} = {state}" for member, state in enumerate(states))
