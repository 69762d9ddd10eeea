"""The model of a system in the language of NuSMV, and NuSMV asked.

Steps are a disjunction, those that move the same members together, so that what stays as it is
said once for them. A run rests where no step leads on: NuSMV takes no notice of states without any.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    Implies,
    Next,
    Not,
    Or,
    RoleIs,
    StateIs,
    Truth,
    Word,
)
from wayout.analysis.systems.labels import labels_of
from wayout.analysis.systems.system import Step, System

PROGRAM = os.environ.get("NUSMV", "NuSMV")
"""The program; the variable says where it is if not on the path."""

_JOINING = {And: "&", Or: "|", Implies: "->"}
_TEMPORAL = {Globally: "G", Finally: "F", Next: "X"}


def is_there() -> bool:
    """Whether NuSMV is installed."""
    return shutil.which(PROGRAM) is not None


def smv(system: System, *, just: bool = False) -> str:
    """Return the model. If it is `just`, an event that can always be taken is taken some day."""
    members = range(len(system.members))
    lines = ["MODULE main", "VAR"]
    lines += [f"  m{n} : 0..{max(1, len(system.members[n].states) - 1)};" for n in members]
    events = {event: n for n, event in enumerate(dict.fromkeys(_events(system)))}
    lines += [f"  last : 0..{max(1, len(events) - 1)};"] * just
    lines += ["INIT", f"  {' & '.join(_among(n, system.members[n].initial) for n in members)}"]
    grouped: dict[tuple[int, ...], dict[str, None]] = {}
    for step in system.steps:
        for moved, way in _ways(step):
            done = f"{way} & next(last) = {events[str(step.action.event)]}" if just else way
            grouped.setdefault(moved, {})[done] = None
    groups = []
    for moved, ways in grouped.items():
        kept = [f"next(m{n}) = m{n}" for n in members if n not in moved]
        either = " |\n     ".join(f"({way})" for way in ways)
        groups.append(f"  ({' & '.join([*kept, ''])}(\n     {either}))")
    stays = [f"next(m{n}) = m{n}" for n in members] + ["next(last) = last"] * just
    groups.append(f"  ({' & '.join(['!able', *stays])})")
    lines += ["TRANS", " |\n".join(groups)]
    lines += ["DEFINE", f"  able := {_able(system.steps)};"]
    for event, n in events.items() if just else ():
        mine = [step for step in system.steps if str(step.action.event) == event]
        lines.append(f"JUSTICE last = {n} | !({_able(mine)})")
    return "\n".join([*lines, ""])


def ctl(system: System, formula: Formula) -> str:
    """Return a formula of CTL in the names of the model."""
    match formula:
        case Truth(value):
            return str(value).upper()
        case Exists(Next(Truth(True))):
            return "able"
        case Not(arg):
            return f"!({ctl(system, arg)})"
        case And(left, right) | Or(left, right) | Implies(left, right):
            return f"({ctl(system, left)} {_JOINING[type(formula)]} {ctl(system, right)})"
        case All(path, ()) | Exists(path, ()) if type(path) in _TEMPORAL:
            letters = f"{type(formula).__name__[0]}{_TEMPORAL[type(path)]}"
            return f"{letters} ({ctl(system, path.arg)})"  # type: ignore[attr-defined]
        case Word() | StateIs() | RoleIs():
            member, states = labels_of(system).of(formula)
            return _among(member, sorted(states))
    message = f"{formula!r} is not written for NuSMV"
    raise NotImplementedError(message)


def count(model: str, room: Path) -> str:
    """Return how many states NuSMV counts, in its own rounding."""
    said = _asked(model, room, "compute_reachable", "print_reachable_states")
    found = re.search(r"reachable states: (\S+)", said)
    assert found, said[-400:]
    return found[1]


def verdict(model: str, formula: str, room: Path) -> tuple[bool, int]:
    """Return whether NuSMV says that a formula holds, and how many steps it shows."""
    return _told(_asked(model, room, f'check_ctlspec -p "{formula}"'))


def invariant(model: str, formula: str, room: Path) -> tuple[bool, int]:
    """Return the same of a formula of one state, in all that are reached: searched onward."""
    return _told(_asked(model, room, f'check_invar -p "{formula}"'))


def _told(said: str) -> tuple[bool, int]:
    found = re.search(r"is (true|false)$", said, re.MULTILINE)
    assert found, said[-400:]
    return found[1] == "true", max(0, len(re.findall(r"^\s*-> State", said, re.MULTILINE)) - 1)


def _asked(model: str, room: Path, *commands: str) -> str:
    (room / "model.smv").write_text(model)
    script = ["read_model -i model.smv", "flatten_hierarchy", "encode_variables"]
    script += ["build_model -m Monolithic", *commands, "quit", ""]
    done = subprocess.run(  # noqa: S603
        [PROGRAM, "-mono", "-int"],
        cwd=room,
        input="\n".join(script),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def _events(system: System) -> Iterator[str]:
    return (str(step.action.event) for step in system.steps)


def _ways(step: Step) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the members that move and what is asked and done, for each choice of moves."""
    asked, moved = [], []
    for move in step.moves:
        kept = [before for before, after in move.pairs if before == after]
        changes = [pair for pair in move.pairs if pair[0] != pair[1]]
        if not changes:
            asked.append(_among(move.member, kept))
            continue
        ends: dict[int, list[int]] = {}
        for before, after in changes:
            ends.setdefault(after, []).append(before)
        n = move.member
        choices = [(n, f"{_among(n, froms)} & next(m{n}) = {to}") for to, froms in ends.items()]
        choices += [(-1, f"{_among(n, kept)} & next(m{n}) = m{n}")] if kept else []
        moved.append(choices)
    touched = tuple(sorted({m.member for m in step.moves if any(a != b for a, b in m.pairs)}))
    for chosen in product(*moved):
        yield touched, " & ".join([*asked, *(each for _, each in chosen)]) or "TRUE"


def _able(steps: Sequence[Step]) -> str:
    each = (
        " & ".join(_among(m.member, sorted({a for a, _ in m.pairs})) for m in step.moves)
        for step in steps
    )
    return " | ".join(f"({one})" for one in dict.fromkeys(each)) or "FALSE"


def _among(member: int, states: Sequence[int]) -> str:
    return f"m{member} in {{{', '.join(map(str, states))}}}" if states else "FALSE"
