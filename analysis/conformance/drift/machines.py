"""Machines that the source declares: automaton, transitions, and python-statemachine."""

import ast
from collections.abc import Iterator

from wayout.analysis.conformance.drift.facts import Item, Row, Table, Unresolved
from wayout.analysis.conformance.drift.following import Scope, UnresolvedError
from wayout.analysis.conformance.drift.following import unresolved as _unresolved
from wayout.analysis.conformance.drift.resolving import Known, Pairs, Resolver, Series
from wayout.analysis.conformance.drift.scopes import find
from wayout.analysis.conformance.drift.statemachines import statemachine
from wayout.analysis.conformance.drift.tree import Module
from wayout.analysis.lifecycle import Location


def machine(resolver: Resolver, module: Module, name: str) -> Table | None:
    """Return the machine that a module declares under a name; None where there is none.

    For automaton, `name` is the variable on which `add_state` and `add_transition` are called at
    the top of the module. For transitions it is a variable or attribute that is assigned
    `Machine(..., states=..., transitions=...)`. For python-statemachine it is the class. Linear.
    """
    classes, found = find(module.body.body, name)
    if isinstance(found, ast.ClassDef):
        return statemachine(resolver, Scope(module, (*classes, found)), found, name)
    scope = Scope(module, tuple(classes))
    if isinstance(found, ast.Call):
        given = {keyword.arg: keyword.value for keyword in found.keywords}
        if "transitions" in given:
            return _transitions(resolver, scope, name, given, module.place(found))
        return _automaton(resolver, scope, name, module.place(found))
    return None


def _automaton(resolver: Resolver, scope: Scope, name: str, place: Location) -> Table | None:
    states: list[Item] = []
    rows: list[Row] = []
    unresolved: list[Unresolved] = []
    met: set[int] = set()
    for call, where in _calls_on(scope, name):
        met.add(id(call))
        try:
            here = scope.module.place(call)
            if _method(call) == "add_state":
                (state,) = _given(scope, call, ("state",))
                every = _each(resolver, scope, state, where)
                states.extend(Item(state.value, here, state.name) for state in every)
            elif _method(call) == "add_transition":
                parts = _given(scope, call, ("start", "end", "event"))
                start, end, event = (_one(resolver, scope, part, where) for part in parts)
                rows.append(Row(start.value, end.value, here, str(event.value)))
        except UnresolvedError as error:
            unresolved.append(error.unresolved)
    for node in ast.walk(scope.module.body):
        if isinstance(node, ast.Call) and id(node) not in met and _is_adding(node, name):
            why = "stands in a branch, a function or an odd loop"
            unresolved.append(_unresolved(node, scope, why).unresolved)
    if not (states or rows or unresolved):
        return None
    return Table(name, tuple(states), tuple(rows), place, tuple(unresolved))


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _is_adding(call: ast.Call, name: str) -> bool:
    if _method(call) not in {"add_state", "add_states", "add_transition", "add_transitions"}:
        return False
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == name


def _given(scope: Scope, call: ast.Call, names: tuple[str, ...]) -> list[ast.expr]:
    """Return the arguments of a call with these names, in their order."""
    given: dict[str | None, ast.expr] = {k.arg: k.value for k in call.keywords}
    given |= dict(zip(names, call.args, strict=False))
    if any(name not in given for name in names):
        raise _unresolved(call, scope, f"gives no {' or no '.join(names)}")
    return [given[name] for name in names]


def _calls_on(scope: Scope, name: str) -> Iterator[tuple[ast.Call, dict[str, ast.expr]]]:
    """Yield the calls on a variable at the top of a module, with the loops around them."""
    stack: list[tuple[ast.stmt, dict[str, ast.expr]]]
    stack = [(statement, {}) for statement in reversed(scope.module.body.body)]
    while stack:
        statement, loops = stack.pop()
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == name:
                yield call, loops
        elif isinstance(statement, ast.For) and isinstance(statement.target, ast.Name):
            inner = loops | {statement.target.id: statement.iter}
            stack.extend((each, inner) for each in reversed(statement.body))


def _each(
    resolver: Resolver, scope: Scope, node: ast.expr, loops: dict[str, ast.expr]
) -> tuple[Item, ...]:
    if isinstance(node, ast.Name) and node.id in loops:
        return resolver.items(loops[node.id], scope)
    return (_one(resolver, scope, node, loops),)


def _one(resolver: Resolver, scope: Scope, node: ast.expr, loops: dict[str, ast.expr]) -> Item:
    if isinstance(node, ast.Name) and node.id in loops:
        raise _unresolved(node, scope, "is given by a loop")
    known = resolver.value(node, scope)
    if isinstance(known, Item):
        return known
    raise _unresolved(node, scope, "is no single value")


def _transitions(
    resolver: Resolver,
    scope: Scope,
    name: str,
    given: dict[str | None, ast.expr],
    place: Location,
) -> Table:
    unresolved: list[Unresolved] = []
    states: list[Item] = []
    rows: list[Row] = []
    try:
        known = _series(resolver, scope, given["states"]) if "states" in given else ()
        states.extend(_state(part) for part in known)
        every = tuple(str(state.value) for state in states)
        for part in _series(resolver, scope, given["transitions"]):
            rows.extend(_transition(part, every))
    except UnresolvedError as error:
        unresolved.append(error.unresolved)
    unresolved.extend(
        _unresolved(node, scope, "adds to it later").unresolved
        for node in ast.walk(scope.module.body)
        if isinstance(node, ast.Call) and _is_adding(node, name)
    )
    return Table(name, tuple(states), tuple(rows), place, tuple(unresolved))


def _series(resolver: Resolver, scope: Scope, node: ast.expr) -> tuple[Known, ...]:
    known = resolver.value(node, scope)
    if isinstance(known, Series):
        return known.parts
    raise _unresolved(node, scope, "is no list")


def _state(part: Known) -> Item:
    named = {key.value: value for key, value in part.parts} if isinstance(part, Pairs) else {}
    state = part if isinstance(part, Item) else named.get("name")
    if isinstance(state, Item) and named.keys().isdisjoint({"children", "states"}):
        return state
    raise UnresolvedError(Unresolved("a state", "is no name, or holds others", part.place))


def _transition(part: Known, every: tuple[str, ...]) -> Iterator[Row]:
    fields: list[Known | None] = []
    if isinstance(part, Pairs):
        named = {key.value: value for key, value in part.parts}
        fields = [named.get(key) for key in ("trigger", "source", "dest")]
    elif isinstance(part, Series):
        fields = list(part.parts[:3])
    match fields:
        case [Item(value=str() as trigger), Item() | Series() as origin, Item() as target]:
            origins = origin.parts if isinstance(origin, Series) else (origin,)
        case _:
            raise _oddly_shaped(part)
    names = [each.value for each in origins if isinstance(each, Item)]
    if len(names) != len(origins):
        raise _oddly_shaped(part)
    for start in (each for name in names for each in (every if name == "*" else (name,))):
        end = start if target.value in {"=", None} else target.value
        yield Row(start, end, part.place, trigger)


def _oddly_shaped(part: Known) -> UnresolvedError:
    reason = "has no trigger, source and dest that can be read"
    return UnresolvedError(Unresolved("a transition", reason, part.place))
