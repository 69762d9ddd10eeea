"""Machines that are objects: found in an imported module, or made of a class of its own."""

import ast
import inspect
import linecache
from collections.abc import Iterator
from types import ModuleType

from wayout.analysis.reading.classes import is_class
from wayout.analysis.reading.foreign import is_foreign, is_foreign_class
from wayout.interfaces.errors import LoadError
from wayout.interfaces.layout import visible
from wayout.interfaces.loading.importing import guarded


def instances_of(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Yield (name, machine) of those that the module makes, not those that it imports.

    They are variables of the module, and attributes of its classes and of objects it makes.
    """
    imported = _imported(module)
    own = [
        (name, value)
        for name, value in vars(module).items()
        if name not in imported and not name.startswith("__")
    ]
    seen: set[int] = set()
    for name, value in (*own, *_held(own, module)):
        if is_foreign(value) and id(value) not in seen:
            seen.add(id(value))
            yield name, value


def classes_of(module: ModuleType) -> Iterator[type]:
    """Yield the module's classes of machines that can be made without being told anything."""
    for value in dict.fromkeys(filter(is_class, vars(module).values())):
        is_own = value.__module__ == module.__name__
        if is_own and is_foreign_class(value) and not _required(value):
            yield value


def held_by(value: object) -> list[tuple[str, object]]:
    """Return (attribute, machine) of the machines that an object or class has as attributes."""
    try:
        held = vars(value) if is_class(value) else object.__getattribute__(value, "__dict__")
    except (AttributeError, TypeError):
        return []
    return [(name, each) for name, each in dict(held).items() if is_foreign(each)]


def made(cls: type, shown: str) -> object:
    """Make a machine of its class.

    Raises:
        LoadError: if it takes arguments, or raises.
    """
    remedy = f"make one in the module and name that: `machine = {cls.__qualname__}(...)`"
    if required := _required(cls):
        message = f"{shown}: {cls.__qualname__} is made with {', '.join(required)}; {remedy}"
        raise LoadError(message)
    try:
        with guarded():
            machine: object = cls()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        message = f"{shown}: {cls.__qualname__}() raised {visible(what)}; {remedy}"
        raise LoadError(message) from error
    return machine


def _held(own: list[tuple[str, object]], module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in own:
        is_elsewhere = is_class(value) and vars(value).get("__module__") != module.__name__
        if is_elsewhere or issubclass(type(value), ModuleType):
            continue
        for attribute, machine in held_by(value):
            yield f"{name}.{attribute}", machine


def _required(cls: type) -> list[str]:
    """Return the names of the arguments without which no instance can be made."""
    try:
        parameters = inspect.signature(cls).parameters.values()
    except (TypeError, ValueError):
        return []
    variable = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    return [
        each.name
        for each in parameters
        if each.default is inspect.Parameter.empty and each.kind not in variable
    ]


def _imported(module: ModuleType) -> set[str]:
    """Return the names that the module's own import statements bind."""
    path = getattr(module, "__file__", None)
    try:
        tree = ast.parse("".join(linecache.getlines(path)) if path else "")
    except (SyntaxError, ValueError):
        return set()
    return {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
