"""Classes of python-statemachine in the source: `State(...)`, and `a.to(b) | c.to(d)` events."""

import ast
from collections.abc import Iterator

from wayout.analysis.conformance.drift.facts import Item, Row, Table, Unresolved
from wayout.analysis.conformance.drift.following import Scope, UnresolvedError, unresolved
from wayout.analysis.conformance.drift.resolving import Resolver


def statemachine(resolver: Resolver, scope: Scope, owner: ast.ClassDef, name: str) -> Table | None:
    """Return the states and transitions of a class; None if it declares no state. Linear.

    Flat machines are read. Compound states, `States`, and transitions in forms that are not known
    are unresolved.
    """
    reader = _Reader(resolver, scope, owner)
    rows = list(reader.rows())
    if not reader.states:
        return None
    place = scope.module.place(owner)
    states, unread = tuple(reader.states.values()), tuple(reader.unresolved)
    return Table(name, states, tuple(rows), place, unread)


class _Reader:
    def __init__(self, resolver: Resolver, scope: Scope, owner: ast.ClassDef) -> None:
        self._resolver = resolver
        self._scope = scope
        self._owner = owner
        self._events: dict[str, ast.expr] = {}
        self.unresolved: list[Unresolved] = []
        self.states = dict(self._states())

    def rows(self) -> Iterator[Row]:
        """Yield the transitions, by event in the order of the class."""
        for event, value in self._assigned():
            is_alias = isinstance(value, ast.Name) and value.id in self._events
            if event not in self.states and (is_alias or self._is_event(value)):
                self._events[event] = value
                yield from self._rows(event, value)
        for statement in self._owner.body:
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                for value in filter(self._is_event, statement.decorator_list):
                    yield from self._rows(statement.name, value)
            elif isinstance(statement, ast.ClassDef) and self._is_compound(statement):
                self._give_up(statement, "is a state that holds others")

    def _assigned(self) -> Iterator[tuple[str, ast.expr]]:
        for statement in self._owner.body:
            if isinstance(statement, ast.Assign):
                names = [to.id for to in statement.targets if isinstance(to, ast.Name)]
                yield from ((name, statement.value) for name in names)
            elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
                yield ast.unparse(statement.target), statement.value

    def _states(self) -> Iterator[tuple[str, Item]]:
        for name, value in self._assigned():
            made = _last(value.func) if isinstance(value, ast.Call) else ""
            if isinstance(value, ast.Call) and made == "State":
                place = self._scope.module.place(value)
                given = [k.value for k in value.keywords if k.arg == "value"]
                try:
                    known = self._resolver.value(given[0], self._scope) if given else None
                except UnresolvedError as error:
                    self.unresolved.append(error.unresolved)
                    continue
                yield name, Item(known.value if isinstance(known, Item) else name, place, name)
            elif made in {"States", "from_enum", "HistoryState"}:
                self._give_up(value, "holds states that are not written here")

    def _is_event(self, value: ast.expr) -> bool:
        """Whether a value is, or holds, transitions: `a.to(...)`, `a.from_(...)`, `Event(...)`."""
        return any(
            isinstance(node, ast.Attribute)
            and node.attr in {"to", "from_"}
            and not isinstance(node.value, ast.Call)
            for node in ast.walk(value)
        )

    @staticmethod
    def _is_compound(statement: ast.ClassDef) -> bool:
        return any(ast.unparse(base).startswith("State.") for base in statement.bases)

    def _rows(self, event: str, value: ast.expr) -> Iterator[Row]:
        match value:
            case ast.BinOp(op=ast.BitOr()):
                yield from self._rows(event, value.left)
                yield from self._rows(event, value.right)
            case ast.Name(id=name) if name in self._events:
                yield from self._rows(event, self._events[name])
            case ast.Call(func=func, args=[first, *_]) if _last(func) == "Event":
                yield from self._rows(event, first)
            case ast.Call(
                func=ast.Attribute(
                    attr="itself", value=ast.Attribute(attr="to", value=ast.Name(id=own))
                )
            ) if own in self.states:
                yield self._row(own, own, value, event)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=own), attr="to" | "from_" as how)):
                others = [arg.id for arg in value.args if isinstance(arg, ast.Name)]
                is_known = {own, *others} <= self.states.keys() and len(others) == len(value.args)
                if not (is_known and others):
                    self._give_up(value, "is no transition that can be read")
                    return
                for other in others:
                    start, end = (own, other) if how == "to" else (other, own)
                    yield self._row(start, end, value, event)
            case _:
                self._give_up(value, "is no transition that can be read")

    def _row(self, start: str, end: str, node: ast.expr, event: str) -> Row:
        place = self._scope.module.place(node)
        return Row(self.states[start].value, self.states[end].value, place, event)

    def _give_up(self, node: ast.AST, reason: str) -> None:
        if isinstance(node, ast.ClassDef):
            place = self._scope.module.place(node)
            self.unresolved.append(Unresolved(f"class {node.name}", reason, place))
        else:
            self.unresolved.append(unresolved(node, self._scope, reason).unresolved)


def _last(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]
