"""Guards that a decorator declares, such as Nova's `check_instance_state`."""

import ast
from collections.abc import Iterator

from wayout.analysis.conformance.drift.facts import Guard, Item, Unresolved, absent
from wayout.analysis.conformance.drift.following import Scope, UnresolvedError, unresolved
from wayout.analysis.conformance.drift.resolving import Resolver
from wayout.analysis.conformance.drift.scopes import find, missing
from wayout.analysis.conformance.drift.tree import Module


def guards(
    resolver: Resolver, module: Module, owner: str, decorator: str, fields: tuple[str, ...]
) -> Iterator[Guard | Unresolved]:
    """Yield a guard for each function of a class or module that bears a decorator.

    `fields` are the decorator's arguments that name what a field may be: a list, or None for
    anything. What an argument is by default is read from the decorator itself. Linear.
    """
    classes, found = find(module.body.body, owner) if owner else ([], None)
    if owner and not isinstance(found, ast.ClassDef):
        yield missing(module, owner)
        return
    inside = (*classes, found) if isinstance(found, ast.ClassDef) else ()
    scope = Scope(module, inside)
    body = found.body if isinstance(found, ast.ClassDef) else module.body.body
    met = False
    for function in body:
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for call in function.decorator_list:
                if isinstance(call, ast.Call) and _name(call.func) == decorator:
                    met = True
                    name = ".".join((*(each.name for each in inside), function.name))
                    yield _guard(resolver, scope, call, name, fields)
    if not met:
        reason = f"decorates nothing in {owner or module.path}"
        yield absent(f"@{decorator}", reason, module.place(found or module.body))


def _guard(
    resolver: Resolver, scope: Scope, call: ast.Call, function: str, fields: tuple[str, ...]
) -> Guard | Unresolved:
    place = scope.module.place(call)
    try:
        arguments = _defaults(resolver, scope, call.func)
        given = dict(zip(arguments, call.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        allowed: list[tuple[str, tuple[Item, ...]]] = []
        for field in fields:
            node, where = (
                (given[field], scope) if field in given else arguments.get(field, (None, scope))
            )
            if node is None:
                raise unresolved(call, scope, f"has no argument {field}")
            items = resolver.items(node, where)
            is_any = isinstance(node, ast.Constant) and node.value is None
            if not is_any:
                allowed.append((field, items))
    except UnresolvedError as error:
        what = error.unresolved
        return Unresolved(
            f"the guard of {function}", f"has {what.what}, which {what.reason}", place, function
        )
    return Guard(function, tuple(allowed), place)


def _defaults(
    resolver: Resolver, scope: Scope, decorator: ast.expr
) -> dict[str, tuple[ast.expr | None, Scope]]:
    """Return the arguments of a decorator in their order, with what they are by default."""
    found, where = resolver.follower.follow(decorator, scope)
    if not isinstance(found, ast.FunctionDef):
        raise unresolved(decorator, scope, "is no function")
    names = found.args.args
    bare: list[ast.expr | None] = [None] * (len(names) - len(found.args.defaults))
    defaults = [*bare, *found.args.defaults]
    known = {arg.arg: (value, where) for arg, value in zip(names, defaults, strict=True)}
    pairs = zip(found.args.kwonlyargs, found.args.kw_defaults, strict=True)
    return known | {arg.arg: (value, where) for arg, value in pairs}


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
