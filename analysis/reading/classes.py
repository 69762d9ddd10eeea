"""Find machine classes, and let defective ones be defined."""

import ast
import linecache
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType
from typing import TypeGuard

from statemachine import StateChart
from statemachine.exceptions import InvalidDefinition
from statemachine.factory import StateMachineMetaclass

_FLAGS = ("validate_disconnected_states", "validate_trap_states", "validate_final_reachability")


@contextmanager
def validation_off() -> Iterator[None]:
    """Let python-statemachine define classes that its own checks would refuse.

    It stops at the first unreachable state, trap or missing path to a final state; wayout wants
    the class and reports all of them. Several initial states and transitions out of a final
    state still raise. The flags are restored, also after an exception.
    """
    saved = {flag: getattr(StateMachineMetaclass, flag) for flag in _FLAGS}
    try:
        for flag in _FLAGS:
            setattr(StateMachineMetaclass, flag, False)
        yield
    finally:
        for flag, value in saved.items():
            setattr(StateMachineMetaclass, flag, value)


def definition_error(error: BaseException) -> str | None:
    """Return the message if python-statemachine refuses a definition with this error."""
    return str(error) if isinstance(error, InvalidDefinition) else None


def machines_of(module: ModuleType) -> tuple[type, ...]:
    """Return the machines that a module defines (not those it imports), in source order."""
    found = [
        value
        for value in vars(module).values()
        if is_machine(value) and value.__module__ == module.__name__
    ]
    return tuple(dict.fromkeys(found))


def is_machine(value: object) -> TypeGuard[StateMachineMetaclass]:
    """Whether a value is a python-statemachine class that has states."""
    return is_class(value) and issubclass(value, StateChart) and bool(value.states)


def is_class(value: object) -> TypeGuard[type]:
    """Whether a value is a class. `isinstance` asks a proxy what it stands for, which may raise."""
    return issubclass(type(value), type)


def source_of(machine: type) -> tuple[str, ast.ClassDef] | None:
    """Return the file of a class and its definition, or None where there is no source."""
    path = getattr(sys.modules.get(machine.__module__), "__file__", None)
    if path is None:
        return None
    definition = _classes_in("".join(linecache.getlines(path))).get(machine.__qualname__)
    return None if definition is None else (path, definition)


@lru_cache(maxsize=32)
def _classes_in(source: str) -> Mapping[str, ast.ClassDef]:
    """Map the qualified names of the classes in a source text to their definitions."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {}
    found: dict[str, ast.ClassDef] = {}
    todo: list[tuple[str, ast.stmt]] = [("", statement) for statement in body]
    while todo:
        prefix, statement = todo.pop()
        if isinstance(statement, ast.ClassDef):
            found[prefix + statement.name] = statement
            prefix = f"{prefix}{statement.name}."
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            prefix = f"{prefix}{statement.name}.<locals>."
        todo.extend(
            (prefix, inner)
            for inner in ast.iter_child_nodes(statement)
            if isinstance(inner, ast.stmt)
        )
    return found
