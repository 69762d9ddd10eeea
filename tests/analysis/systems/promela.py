"""The model of a system in Promela, so that SPIN can be asked the same.

One process with an atomic step for each way to make a step. A run that no step leads on ends in
a state that SPIN calls invalid: a deadlock.

What no formula names is kept in variables of the process: SPIN makes one transition of what is
asked and what is done then, without keeping the whole state to go back to, as `d_step` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from wayout.analysis.systems.system import Step, System


def promela(system: System, *, bad: str = "", always: str = "") -> str:
    """Return the model. SPIN reports a state in which `bad` holds as a violated assertion.

    `always` is a formula of linear time that every run is to meet.
    """
    starts = list(product(*(member.initial for member in system.members)))
    variables = [f"byte m{index} = {state};" for index, state in enumerate(starts[0])]
    lines = [*(variables if always else ()), "active proctype system() {"]
    lines += () if always else variables
    if len(starts) > 1:
        lines += ["  if", *(f"  :: d_step {{ {_sets(start)} }}" for start in starts), "  fi;"]
    ways = _by_effect(system.steps)
    each = "d_step {{ {} }}" if always else "{}"
    lines += [
        "  do",
        *(f"  :: {each.format(_option(asked, done))}" for done, asked in ways.items()),
    ]
    lines += ["  :: false -> skip"] * (not ways)
    lines += [f"  :: ({bad}) -> assert(false)"] * bool(bad)
    lines += ["  od", "}", *([f"ltl {{ {always} }}"] * bool(always)), ""]
    return "\n".join(lines)


def served(system: System, always: str) -> str:
    """Return the model with a process for each event, so that SPIN can be fair to each."""
    lines = [f"byte m{n} = {member.initial[0]};" for n, member in enumerate(system.members)]
    steps: dict[str, list[Step]] = {}
    for step in system.steps:
        steps.setdefault(str(step.action.event), []).append(step)
    for number, own in enumerate(steps.values()):
        lines += [f"active proctype p{number}() {{", "  do"]
        options = (_option(asked, done) for done, asked in _by_effect(own).items())
        lines += [f"  :: d_step {{ {option} }}" for option in options]
        lines += ["  od", "}"]
    return "\n".join([*lines, f"ltl {{ {always} }}", ""])


def _by_effect(steps: Iterable[Step]) -> dict[str, str]:
    """Return what is asked by what is done then: the fewer ways, the faster SPIN tries them all."""
    ways: dict[str, dict[str, None]] = {}
    for step in steps:
        for asked, done in _ways(step):
            ways.setdefault(done, {})[asked] = None
    return {done: " || ".join(f"({each})" for each in asked) for done, asked in ways.items()}


def _ways(step: Step) -> Iterator[tuple[str, str]]:
    """Yield what is asked and what is done, once for each choice of moves that change a state.

    Where nothing is done, `""`: after a `skip` SPIN would count one more state.
    """
    asked, moved = [], []
    for move in step.moves:
        kept = [before for before, after in move.pairs if before == after]
        changes = [pair for pair in move.pairs if pair[0] != pair[1]]
        if not changes:
            asked.append(among(move.member, kept))
            continue
        choices = [(among(move.member, [a]), f"m{move.member} = {b}") for a, b in changes]
        choices += [(among(move.member, kept), "")] if kept else []
        moved.append(choices)
    for chosen in product(*moved):
        yield (
            " && ".join([*asked, *(each for each, _ in chosen)]) or "true",
            "; ".join(dict.fromkeys(done for _, done in chosen if done)),
        )


def _option(asked: str, done: str) -> str:
    return f"{asked} -> {done}" if done else asked


def among(member: int, states: Sequence[int]) -> str:
    """Return what is true if a member is in one of these states."""
    return f"({' || '.join(f'm{member} == {state}' for state in states)})"


def _sets(states: Sequence[int]) -> str:
    return "; ".join(f"m{member} = {state}" for member, state in enumerate(states))
