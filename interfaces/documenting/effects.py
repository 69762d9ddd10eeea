"""From where to where an event leads, in few words."""

from collections.abc import Iterable, Iterator, Sequence

from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.interfaces.markdown import code, escaped
from wayout.machines.vocabulary import Role

_LISTED = 4
"""From more states than these, or to more, their number is said."""

_EXCEPTIONS = 3
_LINES = 4

_Moves = list[tuple[State, State]]


def effects(lifecycle: Lifecycle, steps: Sequence[Transition]) -> Iterator[str]:
    """Yield a line of Markdown for each target of one event, or for many that are alike."""
    by_guard: dict[str | None, _Moves] = {}
    for step in steps:
        ends = lifecycle.by_id[step.from_state], lifecycle.by_id[step.to_state]
        by_guard.setdefault(step.guard, []).append(ends)
    lines = [
        f"{line} if {code(guard)}" if guard else line
        for guard, moves in by_guard.items()
        for line in _lines(lifecycle, moves)
    ]
    if len(by_guard) > 1 and len(lines) > _LINES:
        moves = [move for each in by_guard.values() for move in each]
        yield f"{_any_target(lifecycle, moves)}, as a guard decides"
    else:
        yield from lines


def _lines(lifecycle: Lifecycle, moves: _Moves) -> Iterator[str]:
    targets: dict[str, list[State]] = {}
    for tail, head in moves:
        targets.setdefault(head.id, []).append(tail)
    stays = [tails[0] for head, tails in targets.items() if {tail.id for tail in tails} == {head}]
    left = {state.id for state in stays}
    leading = [(tail, head) for tail, head in moves if head.id not in left]
    if len(targets) - len(stays) <= _LINES:
        for target in dict.fromkeys(head.id for _, head in leading):
            tails = _states(lifecycle, targets[target])
            yield f"{tails} → {code(lifecycle.by_id[target].value)}"
    else:
        yield _any_target(lifecycle, leading)
    if stays:
        yield f"{_states(lifecycle, stays)}: stays"


def _any_target(lifecycle: Lifecycle, moves: _Moves) -> str:
    number = len({head.id for _, head in moves})
    tails = _states(lifecycle, (tail for tail, _ in moves))
    return f"{tails} → {_alike(moves) or f'one of {number} states'}"


def _states(lifecycle: Lifecycle, states: Iterable[State]) -> str:
    """Name states: by a list if they are few, by a role or its exceptions, else by number."""
    wanted = {state.id for state in states}
    chosen = [state.id for state in lifecycle.states if state.id in wanted]
    if len(chosen) <= _LISTED:
        return _listed(lifecycle, chosen)
    live = [
        state
        for state in lifecycle.states
        if state.role is not Role.FINAL and not _is_absent(lifecycle, state)
    ]
    choices = [("any live state", live)]
    choices += [
        (f"any {role.value} state", [state for state in live if state.role is role])
        for role in (Role.STABLE, Role.TRANSIENT, Role.ERROR)
    ]
    for words, members in choices:
        missing = [state.id for state in members if state.id not in wanted]
        if len(missing) <= _EXCEPTIONS and len(members) == len(chosen) + len(missing):
            but = f" but {_listed(lifecycle, missing)}" if missing else ""
            return f"{words}{but}"
    return f"any of {len(chosen)} states{_common(lifecycle, chosen)}"


def _common(lifecycle: Lifecycle, chosen: Iterable[str]) -> str:
    """Say which part the states have in common, if one."""
    parts = [dict(lifecycle.by_id[state].parts or ()) for state in chosen]
    for field, value in parts[0].items():
        if all(each.get(field) == value for each in parts) and all(parts):
            return f" with {escaped(field)} {_part(value)}"
    return ""


def _is_absent(lifecycle: Lifecycle, state: State) -> bool:
    return state.id in lifecycle.initial and not lifecycle.entering(state.id)


def _listed(lifecycle: Lifecycle, states: Iterable[str]) -> str:
    return ", ".join(code(lifecycle.by_id[state].value) for state in states)


def _alike(moves: _Moves) -> str:
    """Say what many moves do to the parts of a state, if it is the same; else nothing."""
    pairs = [(dict(tail.parts or ()), dict(head.parts or ())) for tail, head in moves]
    said = []
    for field in pairs[0][1]:
        if all(tail.get(field, "") == head.get(field) for tail, head in pairs):
            said.append(f"the same {escaped(field)}")
        elif len({head.get(field, "") for _, head in pairs}) == 1:
            said.append(f"{escaped(field)} {_part(pairs[0][1][field])}")
        else:
            return ""
    return ", ".join(said)


def _part(value: str | None) -> str:
    return "none" if value is None else code(value)
