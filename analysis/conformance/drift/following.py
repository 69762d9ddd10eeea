"""What names stand for: followed through assignments, classes and imports of all trees."""

import ast
from dataclasses import dataclass

from wayout.analysis.conformance.drift.facts import Unresolved
from wayout.analysis.conformance.drift.scopes import Defined, Names, names_in, names_of
from wayout.analysis.conformance.drift.tree import Forest, Module

Owner = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
DEEPEST = 40
"""How many names are followed for one value; a longer way refers to itself."""


class UnresolvedError(Exception):
    """An expression has no value that the source alone says."""

    def __init__(self, unresolved: Unresolved) -> None:
        super().__init__(f"{unresolved.what} {unresolved.reason}")
        self.unresolved = unresolved


@dataclass(frozen=True)
class Scope:
    """Where a name is looked up: the function, those `around` it, the class, the module."""

    module: Module
    classes: tuple[ast.ClassDef, ...] = ()
    function: ast.FunctionDef | ast.AsyncFunctionDef | None = None
    around: tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...] = ()


def unresolved(node: ast.AST, scope: Scope, reason: str) -> UnresolvedError:
    """Return the error that says of a node why it has no value."""
    text = " ".join(ast.unparse(node).split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return UnresolvedError(Unresolved(f"`{shown}`", reason, scope.module.place(node)))


class Follower:
    """Follows names in a forest; what modules, classes and functions bind is gathered once."""

    def __init__(self, forest: Forest) -> None:
        self.forest = forest
        self._names: dict[int, Names] = {}
        self._attributes: dict[int, frozenset[str]] = {}

    def names(self, owner: Owner, module: Module) -> Names:
        """Return what a module, class or function binds."""
        key = id(owner)
        if key not in self._names:
            if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef):
                self._names[key] = names_of(owner, module)
            else:
                self._names[key] = names_in(owner.body, module)
        return self._names[key]

    def _assigned(self, owner: ast.ClassDef) -> frozenset[str]:
        """Return the attributes that methods of a class assign."""
        key = id(owner)
        if key not in self._attributes:
            self._attributes[key] = frozenset(
                node.attr
                for node in ast.walk(owner)
                if isinstance(node, ast.Attribute)
                and not isinstance(node.ctx, ast.Load)
                and isinstance(node.value, ast.Name)
            )
        return self._attributes[key]

    def follow(
        self, node: ast.expr, scope: Scope, depth: int = 0
    ) -> tuple[Defined | Module, Scope]:
        """Return what a name or an attribute stands for, and the scope to read it in.

        Raises:
            UnresolvedError: if the source alone does not say it.
        """
        if depth > DEEPEST:
            raise unresolved(node, scope, "refers to itself")
        if isinstance(node, ast.Name):
            return self._lookup(node, scope, depth)
        if not isinstance(node, ast.Attribute):
            raise unresolved(node, scope, "is no name")
        if isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"} and scope.classes:
            if node.attr in self._assigned(scope.classes[-1]):
                raise unresolved(node, scope, "is assigned in a method")
            return self._member(scope.classes[-1], node, scope, scope, depth)
        owner, where = self.follow(node.value, scope, depth + 1)
        if isinstance(owner, ast.ClassDef):
            if node.attr == "value":
                raise unresolved(node, scope, "is no value")
            return self._member(owner, node, where, scope, depth)
        if isinstance(owner, Module):
            return self._exported(owner, node.attr, node, scope, depth)
        if node.attr == "value" and isinstance(owner, ast.expr):
            return owner, where
        raise unresolved(node, scope, "is no constant")

    def _lookup(self, node: ast.Name, scope: Scope, depth: int) -> tuple[Defined | Module, Scope]:
        module = scope.module
        owners: list[
            tuple[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, Scope]
        ]
        owners = [(module.body, Scope(module))]
        if scope.function is not None:
            within = (scope.function, *reversed(scope.around))
            owners = [*((function, scope) for function in within), *owners]
        elif scope.classes:
            owners.insert(0, (scope.classes[-1], scope))
        for owner, where in owners:
            names = self.names(owner, module)
            if node.id in names.bound:
                found = names.only(node.id)
                if found is None:
                    raise unresolved(node, scope, "has more than one value")
                return found, where
            if node.id in names.imports:
                wanted = names.imports[node.id]
                return self._import(wanted.module, wanted.name, node, scope, depth)
        raise unresolved(node, scope, "is not defined in the source")

    def _import(
        self, dotted: str, name: str | None, node: ast.expr, scope: Scope, depth: int
    ) -> tuple[Defined | Module, Scope]:
        inner = self.forest.imported(f"{dotted}.{name}" if name else dotted)
        if inner is not None:
            return inner, Scope(inner)
        module = self.forest.imported(dotted) if name else None
        if module is None or name is None:
            raise unresolved(node, scope, f"comes from {dotted}, which is in no source given")
        return self._exported(module, name, node, scope, depth)

    def _exported(
        self, module: Module, name: str, node: ast.expr, scope: Scope, depth: int
    ) -> tuple[Defined | Module, Scope]:
        names = self.names(module.body, module)
        if name in names.bound or name in names.imports:
            return self.follow(
                ast.Name(name, ast.Load(), lineno=1, col_offset=0), Scope(module), depth + 1
            )
        package = module.path.removesuffix("__init__.py").replace("/", ".")
        inner = self.forest.imported(f"{package}{name}") if package.endswith(".") else None
        if inner is not None:
            return inner, Scope(inner)
        raise unresolved(node, scope, f"is not in {module.path}")

    def _member(
        self, owner: ast.ClassDef, node: ast.Attribute, where: Scope, scope: Scope, depth: int
    ) -> tuple[Defined | Module, Scope]:
        inside = Scope(where.module, (owner,))
        names = self.names(owner, where.module)
        if node.attr in names.bound:
            found = names.only(node.attr)
            if found is None:
                raise unresolved(node, scope, "has more than one value")
            return found, inside
        for base in owner.bases:
            try:
                parent, there = self.follow(base, Scope(where.module), depth + 1)
                if isinstance(parent, ast.ClassDef):
                    return self._member(parent, node, there, scope, depth + 1)
            except UnresolvedError:
                continue
        raise unresolved(node, scope, f"is not in class {owner.name}")


_SHOWN = 60
