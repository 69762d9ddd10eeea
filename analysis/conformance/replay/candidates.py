"""What a lifecycle would have to declare for a log, as rows that a modeller can paste."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from keyword import iskeyword
from typing import TYPE_CHECKING

from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Judged, Outcome
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

if TYPE_CHECKING:
    from wayout.analysis.conformance.replay.replaying import Replayed

_TO_ERROR = "Failure"
_FLAVOURS = {Role.STABLE: "Success", Role.FINAL: "Success", Role.TRANSIENT: "Progress"}
_SPARE = "path:function"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change that a log records and the lifecycle does not declare.

    `previous` is None for a state that is not declared: its row declares that alone. `row` is
    Python, in the body of the machine's class. What the log does not tell is a guess in it: of a
    state the role, of a transition the kind, which follows from the roles; its source is missing.
    """

    previous: str | None
    current: str
    row: str
    count: int
    first: datetime
    last: datetime
    example: str


def candidates(replayed: Replayed, *, least: int) -> tuple[Candidate, ...]:
    """Return what is recorded so often and not declared: states first, most frequent first.

    Steps that some order of rows of one time permits do not count. Linear in the pairs.
    """
    hops = Hops(replayed.lifecycle)
    steps: dict[tuple[str | None, str], list[Judged]] = {}
    for each in (*replayed.wrong, *_after_unknown(replayed)):
        for step in _undeclared(hops, each):
            steps.setdefault(step, []).append(each)
    names = _names(replayed.lifecycle, [current for previous, current in steps if previous is None])
    rows = _Rows(replayed.lifecycle, names)
    found = (_candidate(rows, step, judged) for step, judged in steps.items())
    return tuple(
        sorted(
            (each for each in found if each.count >= least),
            key=lambda each: (each.previous is not None, -each.count, str(each)),
        )
    )


def _after_unknown(replayed: Replayed) -> Iterator[Judged]:
    return (each for each in replayed.judged if each.outcome is Outcome.AFTER_UNKNOWN)


def _undeclared(hops: Hops, each: Judged) -> Iterator[tuple[str | None, str]]:
    """Yield the state and the step that an outcome is for want of.

    A step out of a final state is none that can be declared: python-statemachine refuses it.
    """
    origin, current = each.step
    if current not in hops:
        yield None, current
    if origin in {None, current} or each.outcome is Outcome.GAP:
        return
    if origin not in hops or not hops.is_final(origin):
        yield origin, current


def _candidate(rows: _Rows, step: tuple[str | None, str], judged: list[Judged]) -> Candidate:
    pairs = [each.pair for each in judged]
    previous, current = step
    return Candidate(
        previous,
        current,
        rows.state(current) if previous is None else rows.transition(previous, current),
        sum(each.certain for each in judged),
        min(pair.first for pair in pairs),
        max(pair.last for pair in pairs),
        min(pair.example for pair in pairs),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Writes rows as the machine is written: of wayout's flavours, or of python-statemachine's."""

    lifecycle: Lifecycle
    names: dict[str, str]

    def state(self, value: str) -> str:
        made = "Stable" if self._has_kinds else "State"
        return f"{self.names[value]} = {made}(value={value!r})"

    def transition(self, previous: str, current: str) -> str:
        tail, head = self.names[previous], self.names[current]
        step = f"{tail}.to({head})"
        if self._has_kinds:
            step = f'{self._kind(previous, current)}({step}, source="{_SPARE}")'
        return f"{tail}_to_{head} = {step}"

    @property
    def _has_kinds(self) -> bool:
        return any(step.kind for step in self.lifecycle.transitions)

    def _kind(self, previous: str, current: str) -> str:
        roles = {state.value: state.role for state in reversed(self.lifecycle.states)}
        tail, head = (roles.get(value, Role.STABLE) for value in (previous, current))
        if tail is not Role.TRANSIENT and head is Role.TRANSIENT:
            return "Request"
        return _FLAVOURS.get(head, _TO_ERROR)


def _names(lifecycle: Lifecycle, unknown: list[str]) -> dict[str, str]:
    """Return what each value's state is called; a name of its own for each that is unknown."""
    found = {state.value: state.id for state in reversed(lifecycle.states)}
    taken = {*found.values(), *(step.event for step in lifecycle.transitions)}
    for value in unknown:
        base = name = re.sub(r"\W+", "_", value).strip("_").lower() or "state"
        if base[0].isdigit() or iskeyword(base):
            base = name = f"state_{base}"
        number = 2
        while name in taken:
            name, number = f"{base}_{number}", number + 1
        taken.add(name)
        found[value] = name
    return found
