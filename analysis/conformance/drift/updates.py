"""Guards of conditional updates: what a function expects before it writes, as in Cinder.

`volume.conditional_update(values, expected)` writes where the record is as expected. Both are
dicts that a function often fills step by step, some keys under conditions: each way through is a
guard of its own, with its conditions.
"""

import ast
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from wayout.analysis.conformance.drift.facts import Guard, Unresolved, absent
from wayout.analysis.conformance.drift.filling import calls
from wayout.analysis.conformance.drift.following import Scope, UnresolvedError
from wayout.analysis.conformance.drift.resolving import Resolver
from wayout.analysis.conformance.drift.scopes import find, missing
from wayout.analysis.conformance.drift.tree import Module
from wayout.analysis.conformance.drift.ways import Way, split, ways_of

_METHOD = "conditional_update"
_FUNCTIONS = ("conditional_update", "_conditional_update")
_WITH_MODEL = 4


def updates(
    resolver: Resolver, module: Module, function: str, field: str, on: tuple[str, ...] = ("*",)
) -> Iterator[Guard | Unresolved]:
    """Yield the guards of the conditional updates of a function, in the order of the text.

    `on` are patterns for what is updated: the object of a method, or the model that a function
    of the database is given. Linear in the function, but for the ways through it, of which
    there are as many as there are values that a key may have.
    """
    classes, found = find(module.body.body, function)
    if not isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef):
        yield missing(module, function)
        return
    scope = Scope(module, tuple(classes), found)
    met = False
    for call, filled in calls(found.body):
        if is_update(call) and any(fnmatchcase(updated(call), pattern) for pattern in on):
            met = True
            expected = filled.keys_of(_expected(call))
            yield from _guards(resolver, scope, function, call, expected, field)
    if not met:
        yield absent(function, "makes no conditional update", module.place(found))


def is_update(call: ast.Call) -> bool:
    """Whether a call is a conditional update."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr == _METHOD and len(call.args) >= 1
    return isinstance(call.func, ast.Name) and call.func.id in _FUNCTIONS and len(call.args) > 1


def updated(call: ast.Call) -> str:
    """Return what a conditional update is on, as the source writes it."""
    if isinstance(call.func, ast.Attribute) and len(call.args) < _WITH_MODEL:
        return ast.unparse(call.func.value)
    return ast.unparse(call.args[1])


def values_of(call: ast.Call) -> ast.expr:
    """Return the dict that a conditional update writes."""
    is_method = isinstance(call.func, ast.Attribute) and len(call.args) < _WITH_MODEL
    return call.args[0 if is_method else min(2, len(call.args) - 1)]


def _expected(call: ast.Call) -> ast.expr | None:
    named = [k.value for k in call.keywords if k.arg in {"expected_values", "expected"}]
    position = 1 if len(call.args) < _WITH_MODEL else 3
    return named[0] if named else call.args[position] if len(call.args) > position else None


def _guards(  # noqa: PLR0913, PLR0917 - one for each thing that a guard is made of
    resolver: Resolver,
    scope: Scope,
    function: str,
    call: ast.Call,
    expected: Mapping[str, tuple[Way, ...]] | None,
    field: str,
) -> Iterator[Guard | Unresolved]:
    place = scope.module.place(call)
    if expected is None:
        yield Unresolved(
            f"the guard of {function}", "is no dict that it fills itself", place, function
        )
        return
    ways = ways_of(expected, field)
    for value, conditions in (part for way in ways for part in split(way)):
        if value is None:
            yield Guard(function, (), place, conditions)
            continue
        try:
            items = resolver.items(value, scope)
        except UnresolvedError as error:
            what = error.unresolved
            reason = f"has {what.what}, which {what.reason}"
            yield Unresolved(f"the guard of {function}", reason, what.place, function)
        else:
            yield Guard(function, ((field, items),), place, conditions)
