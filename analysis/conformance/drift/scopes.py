"""Where names of a module come from: assignments, classes, functions and imports."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from wayout.analysis.conformance.drift.facts import Unresolved, absent
from wayout.analysis.conformance.drift.tree import Module
from wayout.analysis.suggesting import did_you_mean

Defined = ast.expr | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
_NESTING = (ast.If, ast.Try, ast.With, ast.For, ast.While)


@dataclass(frozen=True, slots=True)
class Import:
    """A name that an import binds: a module, or something in one."""

    module: str
    name: str | None


@dataclass(frozen=True)
class Names:
    """What a module, a class or a function binds; a name may be bound several times."""

    bound: dict[str, list[Defined]] = field(default_factory=dict)
    imports: dict[str, Import] = field(default_factory=dict)

    def only(self, name: str) -> Defined | None:
        """Return what a name is bound to, where it is bound once."""
        found = self.bound.get(name, [])
        return found[0] if len(found) == 1 else None


def names_in(body: list[ast.stmt], module: Module) -> Names:
    """Return what statements bind, those in branches and loops included. Linear."""
    names = Names()
    for statement in _statements(body):
        _bind(statement, names, module)
        if (touched := _touched(statement)) is not None:
            names.bound.setdefault(touched.id, []).append(touched)
    return names


def names_of(function: ast.FunctionDef | ast.AsyncFunctionDef, module: Module) -> Names:
    """Return what a function binds. A parameter, and what loops bind, has no single value."""
    names = names_in(function.body, module)
    arguments = function.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    stored = [each.arg for each in (*every, arguments.vararg, arguments.kwarg) if each]
    stored = [name for name in stored for _ in _SEVERAL]
    stored += [n.id for n in ast.walk(function) if _is_stored(n)]  # type: ignore[attr-defined]
    for name, count in Counter(stored).items():
        found = names.bound.setdefault(name, [])
        if count > len(found) or count > 1:
            found.extend([ast.Constant(...)] * len(_SEVERAL))
    return names


_SEVERAL = range(2)


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        if isinstance(statement, _NESTING):
            for part in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(statement, part, []))
            for handler in getattr(statement, "handlers", []):
                yield from _statements(handler.body)


def _bind(statement: ast.stmt, names: Names, module: Module) -> None:  # noqa: C901 - a case each
    if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        names.bound.setdefault(statement.name, []).append(statement)
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            _assign(target, statement.value, names)
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        _assign(statement.target, statement.value, names)
    elif isinstance(statement, ast.For | ast.AsyncFor):
        for inner in ast.walk(statement.target):
            if isinstance(inner, ast.Name):
                names.bound.setdefault(inner.id, []).extend([statement.iter] * 2)
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            bound = alias.asname or alias.name.partition(".")[0]
            names.imports[bound] = Import(alias.name if alias.asname else bound, None)
    elif isinstance(statement, ast.ImportFrom):
        base = _absolute(statement, module)
        for alias in statement.names:
            names.imports[alias.asname or alias.name] = Import(base, alias.name)


def _touched(statement: ast.stmt) -> ast.Name | None:
    """Return the name whose list or dict a statement changes, so that it has one more value."""
    thing: ast.expr | None = None
    if isinstance(statement, ast.Assign | ast.Delete):
        parts = [to for to in statement.targets if isinstance(to, ast.Subscript)]
        thing = parts[0].value if parts else None
    elif isinstance(statement, ast.AugAssign | ast.AnnAssign):
        to = statement.target
        thing = to.value if isinstance(to, ast.Subscript) else None
        thing = to if isinstance(to, ast.Name) and isinstance(statement, ast.AugAssign) else thing
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        method = statement.value.func
        is_change = isinstance(method, ast.Attribute) and method.attr in _CHANGING
        thing = method.value if is_change and isinstance(method, ast.Attribute) else None
    while isinstance(thing, ast.Subscript):
        thing = thing.value
    return thing if isinstance(thing, ast.Name) else None


_CHANGING = frozenset(
    {
        *("add", "append", "clear", "difference_update", "discard", "extend", "insert"),
        *("intersection_update", "pop", "popitem", "remove", "setdefault"),
        *("symmetric_difference_update", "update"),
    }
)


def _assign(target: ast.expr, value: ast.expr, names: Names) -> None:
    if isinstance(target, ast.Name):
        names.bound.setdefault(target.id, []).append(value)
    elif isinstance(target, ast.Tuple | ast.List):
        same = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
        values = value.elts if same and isinstance(value, ast.Tuple | ast.List) else None
        for index, inner in enumerate(target.elts if values else ()):
            _assign(inner, values[index] if values else value, names)


def _absolute(statement: ast.ImportFrom, module: Module) -> str:
    if not statement.level:
        return statement.module or ""
    path = module.path.removesuffix(".py").removesuffix("/__init__").removeprefix("src/")
    parts = path.split("/")
    up = statement.level - (1 if module.path.endswith("/__init__.py") else 0)
    kept = parts[: len(parts) - up] if up else parts
    return ".".join([*kept, *((statement.module or "").split(".") if statement.module else [])])


def find(body: list[ast.stmt], qualname: str) -> tuple[list[ast.ClassDef], Defined | None]:
    """Return the classes around a dotted name, and what the name is bound to.

    Of functions and classes of one name that is the last; a value that is given or changed more
    than once is the several values of a conditional expression.
    """
    classes: list[ast.ClassDef] = []
    *around, last = qualname.split(".")
    for name in around:
        inner = next((s for s in _statements(body) if _is_named(s, name)), None)
        if inner is None:
            return classes, None
        if isinstance(inner, ast.ClassDef):
            classes.append(inner)
        body = inner.body  # type: ignore[attr-defined]  # _is_named: a class or a function
    found: Defined | None = None
    for statement in _statements(body):
        if _is_named(statement, last):
            found = statement  # type: ignore[assignment]  # _is_named: a class or a function
        elif isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if any(isinstance(t, ast.Name) and t.id == last for t in targets):
                found = _either(found, statement.value)
        if (touched := _touched(statement)) is not None and touched.id == last:
            found = _either(found, touched)
    return classes, found


def missing(module: Module, qualname: str) -> Unresolved:
    """Return that a module has no such name, with the name that may be meant. Linear."""
    names = tuple(_dotted(module.body.body, ""))
    reason = f"is not in {module.path}{did_you_mean(qualname, names)}"
    return absent(qualname, reason, module.place(module.body))


def _dotted(body: list[ast.stmt], before: str) -> Iterator[str]:
    for statement in _statements(body):
        if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{before}{statement.name}"
            yield from _dotted(statement.body, f"{before}{statement.name}.")
        elif isinstance(statement, ast.Assign):
            yield from (f"{before}{t.id}" for t in statement.targets if isinstance(t, ast.Name))


def _either(found: Defined | None, value: ast.expr) -> Defined:
    if not isinstance(found, ast.expr):
        return value
    return ast.copy_location(ast.IfExp(ast.Constant(...), value, found), value)


def _is_named(statement: ast.stmt, name: str) -> bool:
    return (
        isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and statement.name == name
    )
