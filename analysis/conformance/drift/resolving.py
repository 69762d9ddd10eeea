"""Values of expressions, as far as the source alone says them. Nothing is run.

Literals, names and attributes are followed through assignments, classes and imports of all
trees of the run. A name that is assigned twice, a call, a parameter: these stay unresolved.
"""

import ast
from dataclasses import dataclass

from wayout.analysis.conformance.drift.facts import Item, Literal
from wayout.analysis.conformance.drift.following import DEEPEST, Follower, Scope, unresolved
from wayout.analysis.conformance.drift.tree import Forest
from wayout.analysis.lifecycle import Location


@dataclass(frozen=True, slots=True)
class Series:
    """What a list, a tuple or a set holds."""

    parts: "tuple[Known, ...]"
    place: Location


@dataclass(frozen=True, slots=True)
class Pairs:
    """What a dict holds."""

    parts: "tuple[tuple[Item, Known], ...]"
    place: Location


Known = Item | Series | Pairs


_WRAPPERS = frozenset({"set", "frozenset", "list", "tuple", "sorted", "dict", "MappingProxyType"})


class Resolver:
    """Evaluates expressions of a forest; what modules and classes bind is gathered once."""

    def __init__(self, forest: Forest) -> None:
        self.forest = forest
        self.follower = Follower(forest)

    def value(  # noqa: PLR0911 - one for each form of expression
        self, node: ast.expr, scope: Scope, depth: int = 0
    ) -> Known:
        """Return what an expression is.

        Raises:
            UnresolvedError: if the source alone does not say it.
        """
        if depth > DEEPEST:
            raise unresolved(node, scope, "refers to itself")
        match node:
            case ast.Constant(value=str() | int() | None as value):
                return Item(value, scope.module.place(node))
            case ast.List() | ast.Tuple() | ast.Set():
                return Series(self._elements(node.elts, scope, depth), scope.module.place(node))
            case ast.Dict():
                return self._dict(node, scope, depth)
            case ast.BinOp():
                return self._operation(node, scope, depth)
            case ast.Call():
                return self._call(node, scope, depth)
            case ast.Subscript():
                return self._item(node, scope, depth)
            case ast.Name() | ast.Attribute():
                return self._named(node, scope, depth)
            case ast.IfExp():
                raise unresolved(node, scope, "has more than one value")
        raise unresolved(node, scope, "is no literal")

    def items(self, node: ast.expr, scope: Scope) -> tuple[Item, ...]:
        """Return the values of a list, or the one value that stands alone.

        Raises:
            UnresolvedError: if one of them is not known.
        """
        known = self.value(node, scope)
        parts = known.parts if isinstance(known, Series) else (known,)
        if isinstance(known, Pairs):
            return tuple(key for key, _ in known.parts)
        items = [part for part in parts if isinstance(part, Item)]
        if len(items) != len(parts):
            raise unresolved(node, scope, "holds more than single values")
        return tuple(items)

    def _elements(self, nodes: list[ast.expr], scope: Scope, depth: int) -> tuple[Known, ...]:
        found: list[Known] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                found.extend(self._parts(node.value, scope, depth + 1))
            else:
                found.append(self.value(node, scope, depth + 1))
        return tuple(found)

    def _parts(self, node: ast.expr, scope: Scope, depth: int) -> tuple[Known, ...]:
        known = self.value(node, scope, depth)
        if isinstance(known, Series):
            return known.parts
        if isinstance(known, Pairs):
            return tuple(key for key, _ in known.parts)
        raise unresolved(node, scope, "is no list")

    def _dict(self, node: ast.Dict, scope: Scope, depth: int) -> Pairs:
        found: list[tuple[Item, Known]] = []
        for key, value in zip(node.keys, node.values, strict=True):
            known = self.value(value, scope, depth + 1)
            if key is None:
                if not isinstance(known, Pairs):
                    raise unresolved(value, scope, "is no dict")
                found.extend(known.parts)
                continue
            name = self.value(key, scope, depth + 1)
            if not isinstance(name, Item):
                raise unresolved(key, scope, "is no single value")
            found.append((Item(name.value, scope.module.place(key), name.name), known))
        last = {key.value: (key, known) for key, known in found}
        return Pairs(tuple(last.values()), scope.module.place(node))

    def _operation(self, node: ast.BinOp, scope: Scope, depth: int) -> Known:
        left = self.value(node.left, scope, depth + 1)
        right = self.value(node.right, scope, depth + 1)
        place = scope.module.place(node)
        match node.op, left, right:
            case (ast.Add() | ast.BitOr(), Series(), Series()):
                return Series((*left.parts, *right.parts), place)
            case ast.Sub(), Series(), Series():
                gone = {part.value for part in right.parts if isinstance(part, Item)}
                kept = [p for p in left.parts if isinstance(p, Item) and p.value not in gone]
                return Series(tuple(kept), place)
            case ast.BitOr(), Pairs(), Pairs():
                merged = {key.value: (key, each) for key, each in (*left.parts, *right.parts)}
                return Pairs(tuple(merged.values()), place)
            case ast.Add(), Item(value=str() as first), Item(value=str() as second):
                return Item(first + second, place)
        raise unresolved(node, scope, "is no literal")

    def _call(self, node: ast.Call, scope: Scope, depth: int) -> Known:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name == "dict" and not node.args:
            keys: list[ast.expr | None] = [
                ast.copy_location(ast.Constant(k.arg), k) if k.arg else None for k in node.keywords
            ]
            values = [k.value for k in node.keywords]
            return self._dict(ast.copy_location(ast.Dict(keys, values), node), scope, depth)
        is_known = name in _WRAPPERS and len(node.args) <= 1
        if is_known and (not node.keywords or name == "sorted"):
            empty = Series((), scope.module.place(node))
            return self.value(node.args[0], scope, depth + 1) if node.args else empty
        raise unresolved(node, scope, "is a call")

    def _item(self, node: ast.Subscript, scope: Scope, depth: int) -> Known:
        known = self.value(node.value, scope, depth + 1)
        key = self.value(node.slice, scope, depth + 1)
        if isinstance(known, Pairs) and isinstance(key, Item):
            for name, value in known.parts:
                if name.value == key.value:
                    return value
        raise unresolved(node, scope, "is no literal")

    def _named(self, node: ast.Name | ast.Attribute, scope: Scope, depth: int) -> Known:
        found, where = self.follower.follow(node, scope, depth)
        if not isinstance(found, ast.expr):
            raise unresolved(node, scope, "is no value")
        known = self.value(found, where, depth + 1)
        if isinstance(known, Item):
            last = node.attr if isinstance(node, ast.Attribute) else node.id
            return Item(known.value, scope.module.place(node), last)
        return known


def texts(items: tuple[Item, ...]) -> tuple[Literal, ...]:
    """Return the values of items."""
    return tuple(item.value for item in items)
