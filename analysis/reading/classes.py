"""Find machine classes, and let defective ones be defined."""

import ast
import linecache
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType
from typing import TypeGuard

from statemachine import State, StateChart
from statemachine.exceptions import InvalidDefinition
from statemachine.factory import StateMachineMetaclass

_FLAGS = ("validate_disconnected_states", "validate_trap_states", "validate_final_reachability")


@contextmanager
def validation_off() -> Iterator[None]:
    """Let python-statemachine define classes that its own checks would refuse.

    It stops at the first unreachable state, trap or missing path to a final state, and refuses
    several initial states and final states that are left; wayout wants the class and reports
    all of them. Everything is restored, also after an exception.
    """
    changes: dict[str, object] = {**dict.fromkeys(_FLAGS, False), **_lenient_checks()}
    saved = {name: getattr(StateMachineMetaclass, name) for name in changes}
    try:
        for name, change in changes.items():
            setattr(StateMachineMetaclass, name, change)
        yield
    finally:
        for name, value in saved.items():
            setattr(StateMachineMetaclass, name, value)


def _lenient_checks() -> Mapping[str, Callable[..., None]]:
    """Return methods of the metaclass that refuse neither defect (`statemachine/factory.py`).

    While a class is made, the first of several initial states is its only one: `__init__`
    itself counts them, between the two methods that are replaced for that.
    """
    order = StateMachineMetaclass._initials_by_document_order  # noqa: SLF001 - no public switch
    refuse_final: Callable[..., None] = StateMachineMetaclass._check_final_states  # noqa: SLF001 - no public switch
    demoted: dict[type, list[State]] = {}

    def demote(
        cls: StateMachineMetaclass,
        states: list[State],
        parent: State | None = None,
        order_: int = 1,
    ) -> None:
        order(cls, states, parent, order_)
        if parent is None:
            demoted[cls] = [state for state in states if state.initial][1:]
            for state in demoted[cls]:
                state._initial = False  # noqa: SLF001 - no public switch

    def promote(cls: StateMachineMetaclass) -> None:
        for state in demoted.pop(cls, []):
            state._initial = True  # noqa: SLF001 - no public switch

    def check_final_states(cls: StateMachineMetaclass) -> None:
        if any(state.states for state in cls.final_states):
            refuse_final(cls)

    return {
        "_initials_by_document_order": demote,
        "_check_initial_state": promote,
        "_check_final_states": check_final_states,
    }


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


_BLOCKS = ("body", "orelse", "finalbody")
"""Where a statement has others inside."""


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
        todo.extend((prefix, inner) for block in _BLOCKS for inner in getattr(statement, block, ()))
    return found
