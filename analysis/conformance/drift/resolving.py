"""Values of expressions, as far as the source alone says them. Nothing is run.

Literals, names and attributes are followed through assignments, classes and imports of all
trees of the run. A name that is assigned twice, a call, a parameter: these stay unresolved.
"""

import ast
from dataclasses import dataclass

from wayout.analysis.conformance.drift.facts import Item, Literal, Unresolved
from wayout.analysis.conformance.drift.scopes import Defined, Names, names_in, names_of
from wayout.analysis.conformance.drift.tree import Forest, Module
from wayout.analysis.lifecycle import Location


class UnresolvedError(Exception):
    """An expression has no value that the source alone says."""

    def __init__(self, what: str, reason: str, place: Location) -> None:
        super().__init__(f"{what} {reason}")
        self.unresolved = Unresolved(what, reason, place)


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


@dataclass(frozen=True)
class Scope:
    """Where a name is looked up: the function, then the class, then the module."""

    module: Module
    classes: tuple[ast.ClassDef, ...] = ()
    function: ast.FunctionDef | ast.AsyncFunctionDef | None = None


_DEEPEST = 40
_WRAPPERS = frozenset({"set", "frozenset", "list", "tuple", "sorted", "dict", "MappingProxyType"})


class Resolver:
    """Evaluates expressions of a forest; what modules and classes bind is gathered once."""

    def __init__(self, forest: Forest) -> None:
        self.forest = forest
        self._names: dict[int, Names] = {}

    def value(self, node: ast.expr, scope: Scope, depth: int = 0) -> Known:
        """Return what an expression is.

        Raises:
            UnresolvedError: if the source alone does not say it.
        """
        if depth > _DEEPEST:
            raise self._error(node, scope, "refers to itself")
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
        raise self._error(node, scope, "is no literal")

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
            raise self._error(node, scope, "holds more than single values")
        return tuple(items)

    def names(self, owner: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef,
              module: Module) -> Names:
        """Return what a module, class or function binds."""
        key = id(owner)
        if key not in self._names:
            is_function = isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef)
            self._names[key] = (
                names_of(owner, module) if is_function else names_in(owner.body, module)
            )
        return self._names[key]

    def error(self, node: ast.AST, scope: Scope, reason: str) -> UnresolvedError:
        """Return the error that says of a node why it has no value."""
        return self._error(node, scope, reason)

    def _error(self, node: ast.AST, scope: Scope, reason: str) -> UnresolvedError:
        text = " ".join(ast.unparse(node).split())
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
        return UnresolvedError(f"`{shown}`", reason, scope.module.place(node))

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
        raise self._error(node, scope, "is no list")

    def _dict(self, node: ast.Dict, scope: Scope, depth: int) -> Pairs:
        found: list[tuple[Item, Known]] = []
        for key, value in zip(node.keys, node.values, strict=True):
            known = self.value(value, scope, depth + 1)
            if key is None:
                found.extend(known.parts if isinstance(known, Pairs) else ())
                continue
            name = self.value(key, scope, depth + 1)
            if not isinstance(name, Item):
                raise self._error(key, scope, "is no single value")
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
        raise self._error(node, scope, "is no literal")

    def _call(self, node: ast.Call, scope: Scope, depth: int) -> Known:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name in _WRAPPERS and len(node.args) <= 1 and all(k.arg for k in node.keywords):
            place = scope.module.place(node)
            if node.keywords:
                keys = [Item(k.arg, scope.module.place(k)) for k in node.keywords]
                values = [self.value(k.value, scope, depth + 1) for k in node.keywords]
                return Pairs(tuple(zip(keys, values, strict=True)), place)
            return self.value(node.args[0], scope, depth + 1) if node.args else Series((), place)
        raise self._error(node, scope, "is a call")

    def _item(self, node: ast.Subscript, scope: Scope, depth: int) -> Known:
        known = self.value(node.value, scope, depth + 1)
        key = self.value(node.slice, scope, depth + 1)
        if isinstance(known, Pairs) and isinstance(key, Item):
            for name, value in known.parts:
                if name.value == key.value:
                    return value
        raise self._error(node, scope, "is no literal")

    def _named(self, node: ast.Name | ast.Attribute, scope: Scope, depth: int) -> Known:
        found, where = self.follow(node, scope, depth)
        if not isinstance(found, ast.expr):
            raise self._error(node, scope, "is no value")
        known = self.value(found, where, depth + 1)
        if isinstance(known, Item):
            last = node.attr if isinstance(node, ast.Attribute) else node.id
            return Item(known.value, scope.module.place(node), last)
        return known

    def follow(
        self, node: ast.expr, scope: Scope, depth: int = 0
    ) -> tuple[Defined | Module, Scope]:
        """Return what a name or an attribute stands for, and the scope to read it in.

        Raises:
            UnresolvedError: if the source alone does not say it.
        """
        if depth > _DEEPEST:
            raise self._error(node, scope, "refers to itself")
        if isinstance(node, ast.Name):
            return self._lookup(node, scope, depth)
        if not isinstance(node, ast.Attribute):
            raise self._error(node, scope, "is no name")
        if isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"} and scope.classes:
            return self._member(scope.classes[-1], node, scope, scope, depth)
        owner, where = self.follow(node.value, scope, depth + 1)
        if isinstance(owner, ast.ClassDef):
            if node.attr == "value":
                raise self._error(node, scope, "is no value")
            return self._member(owner, node, where, scope, depth)
        if isinstance(owner, Module):
            return self._exported(owner, node.attr, node, scope, depth)
        if node.attr == "value" and isinstance(owner, ast.expr):
            return owner, where
        raise self._error(node, scope, "is no constant")

    def _lookup(self, node: ast.Name, scope: Scope, depth: int) -> tuple[Defined | Module, Scope]:
        module = scope.module
        owners: list[tuple[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, Scope]]
        owners = [(module.body, Scope(module))]
        if scope.function is not None:
            owners.insert(0, (scope.function, scope))
        elif scope.classes:
            owners.insert(0, (scope.classes[-1], scope))
        for owner, where in owners:
            names = self.names(owner, module)
            if node.id in names.bound:
                found = names.only(node.id)
                if found is None:
                    raise self._error(node, scope, "is assigned more than once")
                return found, where
            if node.id in names.imports:
                wanted = names.imports[node.id]
                return self._import(wanted.module, wanted.name, node, scope, depth)
        raise self._error(node, scope, "is not defined in the source")

    def _import(
        self, dotted: str, name: str | None, node: ast.expr, scope: Scope, depth: int
    ) -> tuple[Defined | Module, Scope]:
        inner = self.forest.imported(f"{dotted}.{name}" if name else dotted)
        if inner is not None:
            return inner, Scope(inner)
        module = self.forest.imported(dotted) if name else None
        if module is None or name is None:
            raise self._error(node, scope, f"comes from {dotted}, which is in no source given")
        return self._exported(module, name, node, scope, depth)

    def _exported(
        self, module: Module, name: str, node: ast.expr, scope: Scope, depth: int
    ) -> tuple[Defined | Module, Scope]:
        names = self.names(module.body, module)
        if name in names.bound or name in names.imports:
            return self.follow(ast.Name(name, ast.Load(), lineno=1, col_offset=0), Scope(module),
                               depth + 1)
        package = module.path.removesuffix("__init__.py").replace("/", ".")
        inner = self.forest.imported(f"{package}{name}") if package.endswith(".") else None
        if inner is not None:
            return inner, Scope(inner)
        raise self._error(node, scope, f"is not in {module.path}")

    def _member(
        self, owner: ast.ClassDef, node: ast.Attribute, where: Scope, scope: Scope, depth: int
    ) -> tuple[Defined | Module, Scope]:
        inside = Scope(where.module, (owner,))
        names = self.names(owner, where.module)
        if node.attr in names.bound:
            found = names.only(node.attr)
            if found is None:
                raise self._error(node, scope, "is assigned more than once")
            return found, inside
        for base in owner.bases:
            try:
                parent, there = self.follow(base, Scope(where.module), depth + 1)
                if isinstance(parent, ast.ClassDef):
                    return self._member(parent, node, there, scope, depth + 1)
            except UnresolvedError:
                continue
        raise self._error(node, scope, f"is not in class {owner.name}")


_SHOWN = 60


def texts(items: tuple[Item, ...]) -> tuple[Literal, ...]:
    """Return the values of items."""
    return tuple(item.value for item in items)
