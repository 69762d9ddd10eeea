"""Machines that the source declares: automaton, transitions, and python-statemachine."""

import ast
from collections.abc import Iterator

from wayout.analysis.conformance.drift.facts import Item, Literal, Row, Table, Unresolved
from wayout.analysis.conformance.drift.following import Scope, UnresolvedError, unresolved
from wayout.analysis.conformance.drift.resolving import Pairs, Resolver, Series
from wayout.analysis.conformance.drift.scopes import find
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
        rows = _StateMachine(resolver, Scope(module, (*classes, found)), found)
        return rows.table(name) if rows.states else None
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
    for call, where in _calls_on(scope, name):
        try:
            method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            here = scope.module.place(call)
            if method == "add_state":
                every = _each(resolver, scope, call.args[0], where)
                states.extend(Item(state.value, here, state.name) for state in every)
            elif method == "add_transition":
                start, end = (_one(resolver, scope, arg, where) for arg in call.args[:2])
                event = _one(resolver, scope, call.args[2], where).value
                rows.append(Row(start.value, end.value, here, str(event)))
        except UnresolvedError as error:
            unresolved.append(error.unresolved)
    if not (states or rows or unresolved):
        return None
    return Table(name, tuple(states), tuple(rows), place, tuple(unresolved))


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
        raise unresolved(node, scope, "is given by a loop")
    known = resolver.value(node, scope)
    if isinstance(known, Item):
        return known
    raise unresolved(node, scope, "is no single value")


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
        if "states" in given:
            known = resolver.value(given["states"], scope)
            for part in known.parts if isinstance(known, Series) else ():
                states.extend(_state(part))
        known = resolver.value(given["transitions"], scope)
        every = tuple(str(state.value) for state in states)
        for part in known.parts if isinstance(known, Series) else ():
            rows.extend(_transition(part, every))
    except UnresolvedError as error:
        unresolved.append(error.unresolved)
    return Table(name, tuple(states), tuple(rows), place, tuple(unresolved))


def _state(part: object) -> Iterator[Item]:
    if isinstance(part, Item):
        yield part
    elif isinstance(part, Pairs):
        yield from (v for k, v in part.parts if k.value == "name" and isinstance(v, Item))


def _transition(part: object, every: tuple[str, ...]) -> Iterator[Row]:
    fields: list[object] = []
    if isinstance(part, Pairs):
        named = {key.value: value for key, value in part.parts}
        fields = [named.get(key) for key in ("trigger", "source", "dest")]
    elif isinstance(part, Series):
        fields = list(part.parts[:3])
    match fields:
        case [Item(value=trigger), origin, Item() as target]:
            place = part.place if isinstance(part, Series | Pairs) else target.place
            origins = origin.parts if isinstance(origin, Series) else (origin,)
            for each in origins:
                if isinstance(each, Item):
                    starts: tuple[Literal, ...] = every if each.value == "*" else (each.value,)
                    for start in starts:
                        end = start if target.value == "=" else target.value
                        yield Row(start, end, place, str(trigger))


class _StateMachine:
    """A class of python-statemachine: `State(...)` attributes, and `a.to(b) | c.to(d)` events."""

    def __init__(self, resolver: Resolver, scope: Scope, owner: ast.ClassDef) -> None:
        self._resolver = resolver
        self._scope = scope
        self._owner = owner
        self._unresolved: list[Unresolved] = []
        self.states = dict(self._states())

    def table(self, name: str) -> Table:
        """Return the states by value, and the transitions by event."""
        rows: list[Row] = []
        for event, value in self._assigned():
            if event not in self.states:
                rows.extend(self._rows(event, value))
        place = self._scope.module.place(self._owner)
        return Table(name, tuple(self.states.values()), tuple(rows), place, tuple(self._unresolved))

    def _assigned(self) -> Iterator[tuple[str, ast.expr]]:
        for statement in self._owner.body:
            if isinstance(statement, ast.Assign):
                for to in statement.targets:
                    if isinstance(to, ast.Name):
                        yield to.id, statement.value

    def _states(self) -> Iterator[tuple[str, Item]]:
        for name, value in self._assigned():
            if isinstance(value, ast.Call) and _last(value.func) == "State":
                place = self._scope.module.place(value)
                given = [k.value for k in value.keywords if k.arg == "value"]
                try:
                    known = self._resolver.value(given[0], self._scope) if given else None
                except UnresolvedError as error:
                    self._unresolved.append(error.unresolved)
                    continue
                yield name, Item(known.value if isinstance(known, Item) else name, place, name)

    def _rows(self, event: str, value: ast.expr) -> Iterator[Row]:
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
            yield from self._rows(event, value.left)
            yield from self._rows(event, value.right)
            return
        if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
            return
        if value.func.attr == "Event" or not isinstance(value.func.value, ast.Name):
            return
        own, how = value.func.value.id, value.func.attr
        others = [arg.id for arg in value.args if isinstance(arg, ast.Name)]
        place = self._scope.module.place(value)
        for other in others if own in self.states else ():
            if other in self.states and how in {"to", "from_"}:
                start, end = (own, other) if how == "to" else (other, own)
                yield Row(self.states[start].value, self.states[end].value, place, event)


def _last(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]
