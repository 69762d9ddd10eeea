"""What a function puts into its local names and dicts, way by way, up to each of its calls.

A name or a key may be given other values in branches: each is a way of its own, with the
conditions under which it is taken. Branches that end in return or raise go no further. A loop
is passed once or not at all, so that what a later round does to an earlier statement is not seen.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wayout.analysis.conformance.drift.ways import (
    ANYTHING,
    OTHERS,
    UNKNOWN,
    Way,
    joined,
    literal,
    ways_of,
)


@dataclass
class Filled:
    """What is known at a point of a function: the ways of each name, and of each key of a dict."""

    names: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    dicts: dict[str, dict[str, tuple[Way, ...]]] = field(default_factory=dict)

    def copy(self) -> "Filled":
        """Return a copy that can be filled on its own."""
        return Filled(dict(self.names), {name: dict(keys) for name, keys in self.dicts.items()})

    def keys_of(self, node: ast.expr | None) -> Mapping[str, tuple[Way, ...]] | None:
        """Return the keys of a dict that is written or named; None if it is not known."""
        if isinstance(node, ast.Dict | ast.Call):
            return literal(node)
        return self.dicts.get(node.id) if isinstance(node, ast.Name) else None


def calls(body: list[ast.stmt]) -> Iterator[tuple[ast.Call, Filled]]:
    """Yield the calls of a function's body with what is known there. The state is not kept."""
    yield from _Pass().through(body)


class _Pass:
    """One pass through statements, in their order."""

    def __init__(self) -> None:
        self._now = Filled()

    def through(self, body: list[ast.stmt]) -> Iterator[tuple[ast.Call, Filled]]:
        for statement in body:
            for node in _own_nodes(statement):
                if isinstance(node, ast.Call):
                    yield node, self._now
            self._fill(statement)
            match statement:
                case ast.If():
                    test = ast.unparse(statement.test)
                    yield from self._either(statement.body, statement.orelse, test)
                case ast.For() | ast.AsyncFor() | ast.While():
                    is_for = not isinstance(statement, ast.While)
                    head = statement.iter if is_for else statement.test  # type: ignore[union-attr]
                    test = f"{'for' if is_for else 'while'} {ast.unparse(head)}"
                    yield from self._either(statement.body, [], test, loop=True)
                    yield from self.through(statement.orelse)
                case ast.Try() | ast.TryStar():
                    yield from self._try(statement)
                case ast.With() | ast.AsyncWith():
                    yield from self.through(statement.body)
                case ast.Match():
                    yield from self._match(statement)

    def _either(
        self, body: list[ast.stmt], other: list[ast.stmt], test: str, *, loop: bool = False
    ) -> Iterator[tuple[ast.Call, Filled]]:
        """Go one way and then the other. What a loop breaks out of goes on after it."""
        before = self._now.copy()
        yield from self.through(body)
        taken, self._now = self._now, before
        yield from self.through(other)
        if not loop and _ends(body):
            return
        if other and _ends(other):
            self._now = taken
        else:
            self._now = _both(taken, self._now, test)

    def _try(self, statement: ast.Try | ast.TryStar) -> Iterator[tuple[ast.Call, Filled]]:
        before = self._now.copy()
        yield from self.through(statement.body)
        tried = self._now.copy()
        yield from self.through(statement.orelse)
        after = self._now
        for handler in statement.handlers:
            self._now = _blurred(before, tried)
            caught = ast.unparse(handler.type) if handler.type else "any error"
            yield from self.through(handler.body)
            if not _ends(handler.body):
                after = _both(self._now, after, f"except {caught}")
        self._now = after
        yield from self.through(statement.finalbody)

    def _match(self, statement: ast.Match) -> Iterator[tuple[ast.Call, Filled]]:
        subject = ast.unparse(statement.subject)
        after = before = self._now
        for case in statement.cases:
            self._now = before.copy()
            yield from self.through(case.body)
            if not _ends(case.body):
                test = f"{subject} is {ast.unparse(case.pattern)}"
                after = _both(self._now, after, test)
        self._now = after

    def _fill(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            self._assign(statement.target, statement.value)
        elif isinstance(statement, ast.Assign):
            for to in statement.targets:
                self._assign(to, statement.value)
        elif isinstance(statement, ast.AugAssign):
            self._assign(statement.target, UNKNOWN)
        elif isinstance(statement, ast.Delete):
            for to in statement.targets:
                self._remove(to)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            self._change(statement.value)

    def _remove(self, to: ast.expr) -> None:
        keys = self._named_by(to.value) if isinstance(to, ast.Subscript) else None
        if keys is not None and isinstance(to, ast.Subscript):
            key = to.slice
            self._set(keys, key, None)

    def _change(self, call: ast.Call) -> None:
        """Do to a dict what one of its methods does."""
        method = call.func
        keys = self._named_by(method.value) if isinstance(method, ast.Attribute) else None
        if keys is None or not isinstance(method, ast.Attribute):
            return
        if method.attr == "update":
            for argument in call.args:
                given = self._now.keys_of(argument)
                keys.update(
                    given if given is not None else dict.fromkeys((*keys, OTHERS), ANYTHING)
                )
            for keyword in call.keywords:
                keys[keyword.arg or OTHERS] = ((keyword.value if keyword.arg else UNKNOWN, ()),)
        elif method.attr in {"pop", "setdefault"} and call.args:
            self._set(keys, call.args[0], None if method.attr == "pop" else UNKNOWN)
        elif method.attr == "clear":
            keys.clear()

    def _named_by(self, node: ast.expr) -> dict[str, tuple[Way, ...]] | None:
        return self._now.dicts.get(node.id) if isinstance(node, ast.Name) else None

    @staticmethod
    def _set(keys: dict[str, tuple[Way, ...]], key: ast.expr, value: ast.expr | None) -> None:
        """Give a key a value; where the key is not known, any of them may have it."""
        if isinstance(key, ast.Constant):
            keys[str(key.value)] = ((value, ()),)
        else:
            keys.update(dict.fromkeys((*keys, OTHERS), ANYTHING))

    def _assign(self, to: ast.expr, value: ast.expr) -> None:
        if isinstance(to, ast.Name):
            self._now.names[to.id] = ((value, ()),)
            self._now.dicts.pop(to.id, None)
            known = self._now.keys_of(value)
            if known is not None:
                self._now.dicts[to.id] = dict(known)
        elif isinstance(to, ast.Subscript) and isinstance(to.value, ast.Name):
            keys = self._now.dicts.get(to.value.id)
            if keys is not None:
                self._set(keys, to.slice, value)
        elif isinstance(to, ast.Tuple | ast.List):
            for inner in to.elts:
                self._assign(inner, value) if isinstance(inner, ast.Name) else None


def _both(taken: Filled, other: Filled, test: str) -> Filled:
    dicts: dict[str, dict[str, tuple[Way, ...]]] = {}
    for name in dict.fromkeys((*taken.dicts, *other.dicts)):
        mine, theirs = taken.dicts.get(name, {}), other.dicts.get(name, {})
        keys = dict.fromkeys((*mine, *theirs))
        dicts[name] = {key: joined(ways_of(mine, key), ways_of(theirs, key), test) for key in keys}
    names = dict.fromkeys((*taken.names, *other.names))
    names_now = {name: joined(taken.names.get(name), other.names.get(name), test) for name in names}
    return Filled(names_now, dicts)


def _blurred(before: Filled, after: Filled) -> Filled:
    """Return what is known somewhere between: what is the same before and after."""
    found = before.copy()
    for name, ways in after.names.items():
        found.names[name] = ways if before.names.get(name) == ways else ANYTHING
    for name, keys in after.dicts.items():
        old = before.dicts.get(name, {})
        every = dict.fromkeys((*old, *keys))
        same = {key: ways_of(keys, key) for key in every if ways_of(old, key) == ways_of(keys, key)}
        found.dicts[name] = dict.fromkeys(every, ANYTHING) | same
    return found


def _ends(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], ast.Return | ast.Raise)


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield the nodes of a statement without those of the statements in it."""
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt | ast.ExceptHandler):
            yield from ast.walk(child)
