"""The functions of a module: their statements, their calls, and who calls whom."""

import ast
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from wayout.analysis.conformance.drift.filling import Filled, calls
from wayout.analysis.conformance.drift.following import Scope
from wayout.analysis.conformance.drift.tree import Module

_Node = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """A function, or what a class or module does outside of its functions."""

    name: str
    scope: Scope
    statements: tuple[ast.stmt, ...]

    @cached_property
    def calls(self) -> tuple[ast.Call, ...]:
        """The calls it makes, those of inner functions left out."""
        nodes = (node for each in self.statements for node in _own(each))
        return tuple(node for node in nodes if isinstance(node, ast.Call))

    def stands_on(self, lines: Sequence[int]) -> bool:
        """Whether one of some lines, in order, is between its first line and its last."""
        if self.scope.function is None:
            return bool(lines)
        index = bisect_left(lines, self.scope.function.lineno)
        return index < len(lines) and lines[index] <= (self.scope.function.end_lineno or 0)

    def filled(self, call: ast.Call) -> Filled:
        """Return what is known of the function's names and dicts where it makes a call."""
        return self._filled.get(id(call), Filled())

    def is_parameter(self, name: str) -> bool:
        """Whether a name is one of its parameters."""
        return name in self._parameters

    def assigned(self, name: str) -> list[ast.expr]:
        """Return all that is assigned to one of its names."""
        return self._assigned.get(name, [])

    def is_bound_elsewhere(self, name: str) -> bool:
        """Whether a name is bound by more than plain assignments: a loop, a `with`, a part."""
        return self._stores.get(name, 0) > len(self.assigned(name))

    def given(self, call: ast.Call, parameter: str) -> ast.expr | None:
        """Return what a call writes for a parameter of this function; None if it writes nothing.

        Where `*` or `**` hides it, that is the call itself, which has no value.
        """
        if not self.is_called_by(call):
            return None
        for keyword in call.keywords:
            if keyword.arg == parameter:
                return keyword.value
        index = self._parameters.index(parameter) - self._bound_first
        is_open = any(isinstance(each, ast.Starred) for each in call.args[: index + 1])
        if is_open or (index >= len(call.args) and any(k.arg is None for k in call.keywords)):
            return call
        return call.args[index] if 0 <= index < len(call.args) else None

    def default(self, parameter: str) -> "tuple[Function, ast.expr] | None":
        """Return what a parameter is where a call does not give it, and where that is read."""
        value = self._defaults.get(parameter)
        if value is None:
            return None
        outside = Scope(self.scope.module, self.scope.classes)
        return Function(self.name, outside, ()), value

    def is_called_by(self, call: ast.Call) -> bool:
        """Whether a call in the same class or module calls this function."""
        if self.scope.function is None:
            return False
        node = call.func
        if self.scope.classes:
            if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
                return False
            return node.attr == self._last and node.value.id in {"self", "cls"}
        return isinstance(node, ast.Name) and node.id == self._last

    @property
    def _bound_first(self) -> int:
        """How many parameters a call through `self` or `cls` does not write."""
        node = self.scope.function
        static = node is not None and any(
            isinstance(each, ast.Name) and each.id == "staticmethod" for each in node.decorator_list
        )
        return 1 if self.scope.classes and not static else 0

    @property
    def _last(self) -> str:
        return self.scope.function.name if self.scope.function else ""

    @cached_property
    def _parameters(self) -> tuple[str, ...]:
        node = self.scope.function
        if node is None:
            return ()
        arguments = node.args
        every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        return tuple(argument.arg for argument in every)

    @cached_property
    def _defaults(self) -> dict[str, ast.expr]:
        arguments = self.scope.function.args if self.scope.function else None
        if arguments is None:
            return {}
        names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        defaults = arguments.defaults
        found = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))
        named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        return found | {argument.arg: value for argument, value in named if value is not None}

    @cached_property
    def _assigned(self) -> dict[str, list[ast.expr]]:
        found: dict[str, list[ast.expr]] = {}
        for statement in self.statements:
            if isinstance(statement, ast.Assign):
                for to in statement.targets:
                    if isinstance(to, ast.Name):
                        found.setdefault(to.id, []).append(statement.value)
        return found

    @cached_property
    def _stores(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for statement in self.statements:
            for node in _own(statement):
                if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                    counts[node.id] = counts.get(node.id, 0) + 1
        return counts

    @cached_property
    def _filled(self) -> dict[int, Filled]:
        body = self.scope.function.body if self.scope.function else []
        return {id(call): filled.copy() for call, filled in calls(body)}


def functions(module: Module) -> tuple[Function, ...]:
    """Return the functions of a module and its classes, inner ones included, in their order."""
    return tuple(_functions(module.body.body, Scope(module), module.path))


def _functions(body: list[ast.stmt], scope: Scope, outside: str) -> Iterator[Function]:
    own: list[ast.stmt] = []
    inner: list[ast.stmt] = []
    stack = list(reversed(body))
    while stack:
        statement = stack.pop()
        if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            inner.append(statement)
            continue
        own.append(statement)
        parts = [getattr(statement, part, []) for part in ("body", "orelse", "finalbody")]
        parts.extend(h.body for h in getattr(statement, "handlers", []))
        parts.extend(case.body for case in getattr(statement, "cases", []))
        stack.extend(each for part in reversed(parts) for each in reversed(part))
    names = [each.name for each in scope.classes]
    name = ".".join([*names, scope.function.name] if scope.function else names) or outside
    yield Function(name, scope, tuple(own))
    for statement in inner:
        if isinstance(statement, ast.ClassDef):
            inside = Scope(scope.module, (*scope.classes, statement))
            yield from _functions(statement.body, inside, outside)
        elif isinstance(statement, _Node):
            around = (*scope.around, scope.function) if scope.function else ()
            inside = Scope(scope.module, scope.classes, statement, around)
            yield from _functions(statement.body, inside, outside)


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield the nodes of a statement without those of the statements in it."""
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from ast.walk(child)
