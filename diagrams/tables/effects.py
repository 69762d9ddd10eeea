"""From where to where an event leads, in few words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.records import is_absent
from wayout.diagrams.tables.states import names_of
from wayout.diagrams.tables.table import Line, Span, coded
from wayout.machines.vocabulary import Role

_LISTED = 4
"""From more states than these, or to more, their number is said."""

_EXCEPTIONS = 3
_LINES = 4

_Moves = list[tuple[State, State]]


def effects(lifecycle: Lifecycle, steps: Sequence[Transition]) -> Iterator[Line]:
    """Yield a line for each target of one event, or for many that are alike."""
    by_guard: dict[str | None, _Moves] = {}
    for step in steps:
        ends = lifecycle.by_id[step.from_state], lifecycle.by_id[step.to_state]
        by_guard.setdefault(step.guard, []).append(ends)
    said = _Said(lifecycle)
    lines = [
        (*line, Span(" if "), Span(guard, code=True)) if guard else line
        for guard, moves in by_guard.items()
        for line in said.lines(moves)
    ]
    if len(by_guard) > 1 and len(lines) > _LINES:
        moves = [move for each in by_guard.values() for move in each]
        yield (*said.any_target(moves), Span(", as a guard decides"))
    else:
        yield from lines


class _Said:
    """Says what moves are, with the names that a lifecycle's states have in tables."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._states = lifecycle.states
        self._names: Mapping[str, str] = names_of(lifecycle)
        live = [
            state
            for state in lifecycle.states
            if state.role is not Role.FINAL and not is_absent(state, lifecycle)
        ]
        self._choices = (
            ("any live state", live),
            *(
                (f"any {role.value} state", [state for state in live if state.role is role])
                for role in (Role.STABLE, Role.TRANSIENT, Role.ERROR)
            ),
        )

    def lines(self, moves: _Moves) -> Iterator[Line]:
        targets: dict[str, list[State]] = {}
        for tail, head in moves:
            targets.setdefault(head.id, []).append(tail)
        stays = [
            tails[0] for head, tails in targets.items() if {tail.id for tail in tails} == {head}
        ]
        left = {state.id for state in stays}
        leading = [(tail, head) for tail, head in moves if head.id not in left]
        if len(targets) - len(stays) <= _LINES:
            for target in dict.fromkeys(head.id for _, head in leading):
                tails = self._some(targets[target])
                yield (*tails, Span(" → "), *self._listed((target,)))
        else:
            yield self.any_target(leading)
        if stays:
            yield (*self._some(stays), Span(": stays"))

    def any_target(self, moves: _Moves) -> Line:
        number = len({head.id for _, head in moves})
        tails = self._some(tail for tail, _ in moves)
        return (*tails, Span(" → "), *(_alike(moves) or (Span(f"one of {number} states"),)))

    def _some(self, states: Iterable[State]) -> Line:
        """Name states: by a list if they are few, by a role or its exceptions, else by number."""
        wanted = {state.id for state in states}
        chosen = [state for state in self._states if state.id in wanted]
        if len(chosen) <= _LISTED:
            return self._listed(state.id for state in chosen)
        for words, members in self._choices:
            missing = [state.id for state in members if state.id not in wanted]
            if len(missing) <= _EXCEPTIONS and len(members) == len(chosen) + len(missing):
                but = (Span(" but "), *self._listed(missing)) if missing else ()
                return (Span(words), *but)
        return (Span(f"any of {len(chosen)} states"), *_common(chosen))

    def _listed(self, states: Iterable[str]) -> Line:
        return coded(self._names[state] for state in states)


def _common(chosen: Sequence[State]) -> Line:
    """Say which part the states have in common, if one."""
    parts = [dict(state.parts or ()) for state in chosen]
    for field, value in parts[0].items():
        if all(each.get(field) == value for each in parts) and all(parts):
            return (Span(f" with {field} "), _part(value))
    return ()


def _alike(moves: _Moves) -> Line:
    """Say what many moves do to the parts of a state, if it is the same; else nothing."""
    pairs = [(dict(tail.parts or ()), dict(head.parts or ())) for tail, head in moves]
    said: list[Span] = []
    for field in pairs[0][1]:
        if all(tail.get(field, "") == head.get(field) for tail, head in pairs):
            said += (Span(", "), Span(f"the same {field}"))
        elif len({head.get(field, "") for _, head in pairs}) == 1:
            said += (Span(", "), Span(f"{field} "), _part(pairs[0][1][field]))
        else:
            return ()
    return tuple(said[1:])


def _part(value: str | None) -> Span:
    return Span("none") if value is None else Span(value, code=True)
