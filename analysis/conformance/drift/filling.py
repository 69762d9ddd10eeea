"""What a function puts into its local names and dicts, way by way, up to each of its calls.

A name or a key may be given other values in branches: each is a way of its own, with the
conditions under which it is taken. Branches that end in return or raise go no further. Loops
count as passed once, so that what a later round does to an earlier statement is not seen.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Conditions = tuple[str, ...]
Way = tuple[ast.expr | None, Conditions]
"""A value, None for none, and the conditions under which it is the one."""

MOST_WAYS = 64
"""How many ways are followed; of a name with more nothing is known."""


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
        if isinstance(node, ast.Dict):
            return literal(node)
        return self.dicts.get(node.id) if isinstance(node, ast.Name) else None


def calls(body: list[ast.stmt]) -> Iterator[tuple[ast.Call, Filled]]:
    """Yield the calls of a function's body with what is known there. The state is not kept."""
    yield from _Pass().through(body)


def literal(node: ast.Dict) -> dict[str, tuple[Way, ...]]:
    """Return the ways of the keys of a dict as it is written."""
    pairs = zip(node.keys, node.values, strict=True)
    return {
        key.value: ((value, ()),)
        for key, value in pairs
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def split(way: Way) -> Iterator[Way]:
    """Yield both sides of a conditional expression, each with its condition."""
    value, conditions = way
    if isinstance(value, ast.IfExp):
        test = ast.unparse(value.test)
        yield from split((value.body, (*conditions, test)))
        yield from split((value.orelse, (*conditions, negation(test))))
    elif isinstance(value, ast.BinOp) and isinstance(value.right, ast.IfExp):
        for part, under in split((value.right, conditions)):
            if part is not None:
                yield ast.copy_location(ast.BinOp(value.left, value.op, part), value), under
    else:
        yield value, tuple(dict.fromkeys(conditions))


def negation(condition: str) -> str:
    """Return what holds where a condition does not, as the source would write it.

    >>> negation("force"), negation("not force"), negation("a and b")
    ('not force', 'force', 'not (a and b)')
    """
    if condition.startswith("not ") and " and " not in condition and " or " not in condition:
        return condition.removeprefix("not ")
    is_simple = condition.replace(".", "").isidentifier()
    return f"not {condition}" if is_simple else f"not ({condition})"


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
            if isinstance(statement, ast.If):
                yield from self._branch(statement)
            elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                for part in ("body", "orelse", "finalbody"):
                    inner = getattr(statement, part, [])
                    yield from self.through(inner if isinstance(inner, list) else [])
                    if part == "body":
                        for handler in getattr(statement, "handlers", []):
                            yield from self.through(handler.body)

    def _branch(self, statement: ast.If) -> Iterator[tuple[ast.Call, Filled]]:
        test = ast.unparse(statement.test)
        before = self._now.copy()
        yield from self.through(statement.body)
        taken, self._now = self._now, before
        yield from self.through(statement.orelse)
        if _ends(statement.body):
            return
        if statement.orelse and _ends(statement.orelse):
            self._now = taken
        else:
            self._now = _joined(taken, self._now, test)

    def _fill(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            self._assign(statement.target, statement.value)
        elif isinstance(statement, ast.Assign):
            for to in statement.targets:
                self._assign(to, statement.value)

    def _assign(self, to: ast.expr, value: ast.expr) -> None:
        if isinstance(to, ast.Name):
            self._now.names[to.id] = ((value, ()),)
            self._now.dicts.pop(to.id, None)
            known = self._now.keys_of(value)
            if known is not None:
                self._now.dicts[to.id] = dict(known)
        elif isinstance(to, ast.Subscript) and isinstance(to.value, ast.Name):
            keys = self._now.dicts.get(to.value.id)
            if keys is not None and isinstance(to.slice, ast.Constant):
                keys[str(to.slice.value)] = ((value, ()),)
        elif isinstance(to, ast.Tuple | ast.List):
            for inner in to.elts:
                self._assign(inner, value) if isinstance(inner, ast.Name) else None


def _joined(taken: Filled, other: Filled, test: str) -> Filled:
    dicts: dict[str, dict[str, tuple[Way, ...]]] = {}
    for name in dict.fromkeys((*taken.dicts, *other.dicts)):
        mine, theirs = taken.dicts.get(name, {}), other.dicts.get(name, {})
        keys = dict.fromkeys((*mine, *theirs))
        dicts[name] = {key: _ways(mine.get(key), theirs.get(key), test) for key in keys}
    names = dict.fromkeys((*taken.names, *other.names))
    joined = {name: _ways(taken.names.get(name), other.names.get(name), test) for name in names}
    return Filled(joined, dicts)


def _ways(
    mine: tuple[Way, ...] | None, theirs: tuple[Way, ...] | None, test: str
) -> tuple[Way, ...]:
    if mine == theirs and mine is not None:
        return mine
    no: tuple[Way, ...] = ((None, ()),)
    negated = negation(test)
    ways = (
        *((value, (*conditions, test)) for value, conditions in mine or no),
        *((value, (*conditions, negated)) for value, conditions in theirs or no),
    )
    return ways if len(ways) <= MOST_WAYS else ((ast.Name("...", ast.Load()), ()),)


def _ends(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield the nodes of a statement without those of the statements in it."""
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt | ast.ExceptHandler):
            yield from ast.walk(child)
