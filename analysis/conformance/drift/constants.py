"""Constants: what a class, a module, or a list or dict literal holds."""

import ast
from fnmatch import fnmatchcase

from wayout.analysis.conformance.drift.facts import Constants, Item, Unresolved, absent
from wayout.analysis.conformance.drift.following import Scope, UnresolvedError
from wayout.analysis.conformance.drift.resolving import Known, Resolver, Series
from wayout.analysis.conformance.drift.scopes import find, missing
from wayout.analysis.conformance.drift.tree import Module
from wayout.analysis.lifecycle import Location


def constants(
    resolver: Resolver, module: Module, name: str, only: tuple[str, ...] = ("*",)
) -> Constants | Unresolved:
    """Return the constants that a dotted name of a module holds; "" is the module itself.

    Of a class and of a module these are the names that fit one of the patterns `only`, begin with
    no underscore and stand for one text; of a list its values, of a dict its keys. Linear.
    """
    if not name:
        return _named(resolver, module, module.body, Scope(module), module.path, only)
    classes, found = find(module.body.body, name)
    if isinstance(found, ast.ClassDef):
        return _named(resolver, module, found, Scope(module, (*classes, found)), name, only)
    if not isinstance(found, ast.expr):
        return missing(module, name)
    try:
        known = resolver.value(found, Scope(module, tuple(classes)))
    except UnresolvedError as error:
        return error.unresolved
    return Constants(name, _values(known), module.place(found))


def literals(
    resolver: Resolver, module: Module, function: str, compared: str
) -> Constants | Unresolved:
    """Return the values that a function compares an expression with, by `in` or by `==`.

    `compared` is the expression as Python's own unparser writes it.
    """
    classes, found = find(module.body.body, function)
    if not isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef):
        return missing(module, function)
    scope = Scope(module, tuple(classes), found)
    items: list[Item] = []
    unresolved: list[Unresolved] = []
    place: Location | None = None
    for node in ast.walk(found):
        if not isinstance(node, ast.Compare) or ast.unparse(node.left) != compared:
            continue
        place = place or module.place(node)
        try:
            items.extend(resolver.items(node.comparators[0], scope))
        except UnresolvedError as error:
            unresolved.append(error.unresolved)
    if place is None:
        reason = f"compares {compared} with nothing"
        return absent(function, reason, module.place(found))
    return Constants(f"{function}: {compared}", tuple(items), place, tuple(unresolved))


def _named(  # noqa: PLR0913, PLR0917 - what constants are made of
    resolver: Resolver,
    module: Module,
    owner: ast.Module | ast.ClassDef,
    scope: Scope,
    shown: str,
    only: tuple[str, ...],
) -> Constants:
    items: list[Item] = []
    unresolved: list[Unresolved] = []
    for name, values in resolver.follower.names(owner, module).bound.items():
        if name.startswith("_") or not any(fnmatchcase(name, pattern) for pattern in only):
            continue
        if not isinstance(values[-1], ast.expr):
            continue
        try:
            known = resolver.value(values[-1], scope)
        except UnresolvedError as error:
            if name.isupper():
                unresolved.append(error.unresolved)
            continue
        if isinstance(known, Item) and isinstance(known.value, str):
            items.append(Item(known.value, module.place(values[-1]), name))
    return Constants(shown, tuple(items), module.place(owner), tuple(unresolved))


def _values(known: Known) -> tuple[Item, ...]:
    if isinstance(known, Item):
        return (known,)
    if isinstance(known, Series):
        return tuple(part for part in known.parts if isinstance(part, Item))
    return tuple(key for key, _ in known.parts)
