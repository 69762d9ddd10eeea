"""Writes of a field: assignments, updates and calls that give it a value.

Found are `thing.field = VALUE`, `thing['field'] = VALUE`, `setattr`, and calls that update or
save a thing with such a dict, written there or filled before, or with `field=VALUE`. A value that
a name has in one of several ways counts in each. A parameter of a function counts as what the
functions of the same class or module give it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from fnmatch import fnmatchcase

from wayout.analysis.conformance.drift.facts import Item, Unresolved, Write
from wayout.analysis.conformance.drift.following import UnresolvedError, unresolved
from wayout.analysis.conformance.drift.functions import Function, functions
from wayout.analysis.conformance.drift.resolving import Resolver
from wayout.analysis.conformance.drift.tree import Module
from wayout.analysis.conformance.drift.updates import is_update, updated, values_of
from wayout.analysis.conformance.drift.ways import split

_UPDATING = frozenset({"update", "save", "conditional_update", "update_single_status_where"})


def lines_with_writes(content: bytes, field: str) -> tuple[int, ...]:
    """Return the lines of a text that may write a field: most files have none, and go unparsed."""
    name = re.escape(field.encode())
    form = (
        rb"\b%b\s*[-+|&]?=(?!=)|['\"]%b['\"]\s*(?:\]\s*[-+|&]?=(?!=)|:)|update_single_status"
        rb"|\.%b\s*[,:][^=\n]*=(?!=)|\bsetattr\b[^)]*['\"]%b['\"]" % (name, name, name, name)
    )
    found, line, at = [], 1, 0
    for match in re.finditer(form, content):
        line += content.count(b"\n", at, match.start())
        at = match.start()
        found.append(line)
    return tuple(found)


@dataclass
class Found:
    """The writes of a field in a module, and those whose value is not known."""

    writes: list[Write] = dataclass_field(default_factory=list)
    unresolved: list[Unresolved] = dataclass_field(default_factory=list)


def writes(
    resolver: Resolver, module: Module, field: str, on: tuple[str, ...], lines: tuple[int, ...]
) -> Found:
    """Return the writes of a field in a module, which stand on some of its lines.

    `on` are patterns for the things, as the source writes them: `volume`, `self.volume`. Of a
    call, one without wildcards may be in the name of the function, too: `volume_update` is on
    `volume`. Linear, but for the ways that a name may have.
    """
    found = Found()
    every = functions(module)
    for function in (each for each in every if each.stands_on(lines)):
        for value in _values(function, field, on):
            _add(found, resolver, function, value, field, every)
    return found


def _values(function: Function, field: str, on: tuple[str, ...]) -> Iterator[ast.expr]:
    for statement in function.statements:
        if isinstance(statement, ast.Assign):
            for to in statement.targets:
                yield from _assigned(to, statement.value, field, on)
        elif isinstance(statement, ast.AugAssign) and _is_field(statement.target, field, on):
            yield ast.copy_location(
                ast.BinOp(statement.target, statement.op, statement.value), statement
            )
        elif isinstance(statement, ast.AnnAssign) and _is_field(statement.target, field, on):
            yield from (statement.value,) if statement.value else ()
    for call in function.calls:
        yield from _in_call(call, function, field, on)


def _assigned(to: ast.expr, value: ast.expr, field: str, on: tuple[str, ...]) -> Iterator[ast.expr]:
    """Yield what an assignment gives the field; of tuples, what stands at the same place."""
    if _is_field(to, field, on):
        yield value
    elif isinstance(to, ast.Tuple | ast.List):
        is_tuple = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(to.elts)
        for index, inner in enumerate(to.elts):
            part = value.elts[index] if is_tuple else value  # type: ignore[attr-defined]
            yield from _assigned(inner, part, field, on)


def _is_field(to: ast.expr, field: str, on: tuple[str, ...]) -> bool:
    if isinstance(to, ast.Attribute) and to.attr == field:
        return _fits(to.value, on)
    if isinstance(to, ast.Subscript) and isinstance(to.slice, ast.Constant):
        return to.slice.value == field and _fits(to.value, on)
    return False


def _in_call(
    call: ast.Call, function: Function, field: str, on: tuple[str, ...]
) -> Iterator[ast.expr]:
    if is_update(call):
        if any(fnmatchcase(updated(call), pattern) for pattern in on):
            yield from _in_dict(values_of(call), function, field, call)
        return
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    name = call.func.id if isinstance(call.func, ast.Name) else name
    if name == "setattr" and len(call.args) == _PAIR + 1:
        thing, attribute, given = call.args
        is_field = isinstance(attribute, ast.Constant) and attribute.value == field
        yield from (given,) if is_field and _fits(thing, on) else ()
        return
    of_object = isinstance(call.func, ast.Attribute) and _fits(call.func.value, on)
    if not (of_object and name in _UPDATING) and not _names(name, on):
        return
    if name == "update_single_status_where" and call.args:
        yield call.args[0]
    for argument in call.args:
        yield from _in_dict(argument, function, field, call)
    yield from (keyword.value for keyword in call.keywords if keyword.arg == field)
    for keyword in call.keywords:
        if keyword.arg is None:
            yield from _in_dict(keyword.value, function, field, call)


def _in_dict(node: ast.expr, function: Function, field: str, call: ast.Call) -> Iterator[ast.expr]:
    keys = function.filled(call).keys_of(node)
    for value, _ in (keys or {}).get(field, ()):
        if value is not None:
            yield value


def _names(function: str, on: tuple[str, ...]) -> bool:
    stem = function.removesuffix("_update")
    return stem != function and stem in on


def _fits(thing: ast.expr, on: tuple[str, ...]) -> bool:
    if not isinstance(thing, ast.Name | ast.Attribute | ast.Subscript):
        return False
    text = ast.unparse(thing)
    return any(fnmatchcase(text, pattern) for pattern in on)


def _add(  # noqa: PLR0913, PLR0917 - one for each thing that a write is made of
    found: Found,
    resolver: Resolver,
    function: Function,
    value: ast.expr,
    field: str,
    every: tuple[Function, ...],
    depth: int = 0,
) -> None:
    for part in (each for way in _choices(value) for each, _ in split((way, ())) if each):
        try:
            known = resolver.value(part, function.scope)
        except UnresolvedError as error:
            more = list(_further(function, part, every)) if depth < _DEEPEST else []
            for there, given in more:
                _add(found, resolver, there, given, field, every, depth + 1)
            if not more:
                reason = f"is written to {field} in {function.name}: {error}"
                what = unresolved(part, function.scope, reason).unresolved
                found.unresolved.append(replace(what, function=function.name))
        else:
            if isinstance(known, Item):
                place = function.scope.module.place(part)
                found.writes.append(Write(known.value, function.name, place))


def _choices(value: ast.expr) -> list[ast.expr]:
    """Return what an expression `Case([(condition, value)...], else_=value)` of SQL may be."""
    name = ast.unparse(value.func).rpartition(".")[2] if isinstance(value, ast.Call) else ""
    if not isinstance(value, ast.Call) or name not in {"Case", "case"}:
        return [value]
    listed = [a.elts if isinstance(a, ast.List | ast.Tuple) else [a] for a in value.args]
    pairs = [each for part in listed for each in part if isinstance(each, ast.Tuple)]
    others = [keyword.value for keyword in value.keywords if keyword.arg == "else_"]
    return [*(pair.elts[1] for pair in pairs if len(pair.elts) == _PAIR), *others] or [value]


def _further(
    function: Function, node: ast.expr, every: tuple[Function, ...]
) -> Iterator[tuple[Function, ast.expr]]:
    """Yield what a name may be: what it is assigned, or what callers give a parameter."""
    if not isinstance(node, ast.Name):
        return
    if function.is_parameter(node.id):
        if function.assigned(node.id):
            return
        calls = [(caller, call) for caller in every for call in caller.calls]
        met = [(caller, call) for caller, call in calls if function.is_called_by(call)]
        given = [(caller, function.given(call, node.id)) for caller, call in met]
        yield from ((caller, value) for caller, value in given if value is not None)
        default = function.default(node.id)
        if default and any(value is None for _, value in given):
            yield default
        return
    assigned = function.assigned(node.id)
    if not function.is_bound_elsewhere(node.id):
        yield from ((function, value) for value in assigned if value is not node)


_DEEPEST = 3
_PAIR = 2
