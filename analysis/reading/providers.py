"""Which names a machine, its model and its listeners provide to guards.

python-statemachine looks names up once, when an instance is made: what an `__init__` sets after
it has called `super().__init__()` is not seen.
"""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from inspect import get_annotations
from types import FunctionType
from typing import Any, TypeVar, get_args, get_origin

from statemachine import StateChart
from statemachine.factory import StateMachineMetaclass
from statemachine.model import Model

from wayout.analysis.reading.classes import source_of

_FOREIGN = frozenset({"builtins", "statemachine", "typing", "abc", "object"})


@dataclass(slots=True)
class Provided:
    """`names` are found; `late` are set too late to be. `is_whole`: nothing else can be."""

    names: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    is_whole: bool = True
    types: list[type] = field(default_factory=list)


def provided_by(machine: StateMachineMetaclass) -> Provided:
    """Return what an instance finds: in the class, its instances, its model, its listeners.

    The model is the one that the class declares, as `StateChart[Order]`, `model: Order` or the
    annotation of a parameter `model`; else python-statemachine's own, which has nothing. A name
    that is annotated in a class body without a value is declared to be provided by whatever
    model or listener an instance gets.
    """
    found = Provided({state.id for state in machine.states_map.values()})
    _add_type(machine, found)
    found.names -= machine._protected_attrs  # noqa: SLF001 - what is not looked up in a machine
    found.names |= set(dir(Model))
    _add_models(machine, found)
    for listener in machine._class_listeners:  # noqa: SLF001 - with those of the bases
        _add_listener(listener, found)
    found.late -= found.names
    return found


def _add_type(cls: type, found: Provided) -> None:
    found.names |= set(dir(cls))
    found.types.append(cls)
    _add_instance(cls, found)


def _add_listener(listener: object, found: Provided) -> None:
    made = listener.func if isinstance(listener, partial) else listener
    if isinstance(made, type):
        _add_type(made, found)
    elif callable(made):
        found.is_whole = False
    else:
        found.names |= set(dir(made))
        found.types.append(type(made))


def _add_instance(cls: type, found: Provided) -> None:
    """Add what the instances of a class have beyond the class: read in its source."""
    is_machine = issubclass(cls, StateChart)
    for base in cls.__mro__:
        if base.__module__.partition(".")[0] in _FOREIGN:
            continue
        source = source_of(base)
        if source is None:
            has_code = any(name in vars(base) for name in ("__init__", "__new__", "__dir__"))
            found.is_whole = found.is_whole and not has_code
        else:
            _add_source(source[1], found, resolved_in_init=is_machine)


def _add_source(definition: ast.ClassDef, found: Provided, *, resolved_in_init: bool) -> None:
    methods = {
        node.name: node
        for node in definition.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    if "__dir__" in methods or "__getattribute__" in methods:
        found.is_whole = False
    found.names |= set(_annotated(definition))
    first = methods.get("__init__")
    if not resolved_in_init:
        _add_assigned(methods.values(), found)
        return
    early, late = _parted(first.body if first else [])
    if any(_is_call_of_self(node) for node in _walk(early)):
        early = [*early, *(node for name, node in methods.items() if name != "__init__")]
    _add_assigned([*early, *(methods[name] for name in ("__new__",) if name in methods)], found)
    found.late |= set(_assigned(late))
    if _chooses_model(early, first):
        found.is_whole = False


def _parted(body: list[ast.stmt]) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """Part the statements of an `__init__` behind the one that calls the next `__init__`."""
    for index, statement in enumerate(body):
        if any(_is_call_of_init(node) for node in ast.walk(statement)):
            return body[: index + 1], body[index + 1 :]
    return body, []


def _add_assigned(nodes: Iterable[ast.AST], found: Provided) -> None:
    nodes = tuple(nodes)
    found.names |= set(_assigned(nodes))
    if any(_sets_what_cannot_be_read(node) for node in _walk(nodes)):
        found.is_whole = False


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in _walk(nodes):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def _walk(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        yield from ast.walk(node)


def _is_call_of_init(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "__init__"
    )


def _is_call_of_self(node: ast.AST) -> bool:
    """Whether it calls a method of the instance itself."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "self"
    )


def _sets_what_cannot_be_read(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="setattr" | "vars")):
            return True
        case ast.Attribute(attr="__dict__" | "__setattr__"):
            return True
        case _:
            return False


def _chooses_model(early: Iterable[ast.AST], first: ast.AST | None) -> bool:
    """Whether an `__init__` hands on a model or listeners that its caller did not give it."""
    if not isinstance(first, ast.FunctionDef):
        return False
    arguments = first.args
    given = {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    given |= {each.arg for each in (arguments.vararg, arguments.kwarg) if each}
    for call in filter(_is_call_of_init, _walk(early)):
        assert isinstance(call, ast.Call)  # noqa: S101 - what the filter leaves
        for value in (*call.args, *(keyword.value for keyword in call.keywords)):
            inner = value.value if isinstance(value, ast.Starred) else value
            if not isinstance(inner, ast.Constant) and not (
                isinstance(inner, ast.Name) and inner.id in given
            ):
                return True
    return False


def _add_models(machine: type, found: Provided) -> None:
    for base in machine.__mro__:
        if base.__module__.partition(".")[0] in _FOREIGN:
            continue
        for generic in vars(base).get("__orig_bases__", ()):
            if isinstance(origin := get_origin(generic), type) and issubclass(origin, StateChart):
                _add_model(get_args(generic)[0], found)
        for declaring in (base, vars(base).get("__init__")):
            if "model" in _annotations(declaring):
                _add_model(_annotations(declaring)["model"], found)


def _annotations(declaring: object) -> Mapping[str, object]:
    """Return what is annotated; of what means nothing yet, only that there is a model."""
    if not isinstance(declaring, type | FunctionType):
        return {}
    try:
        return get_annotations(declaring, eval_str=True)
    except Exception:  # noqa: BLE001 - evaluating annotations runs users' expressions
        return {"model": None} if "model" in _written(declaring) else {}


def _written(declaring: type | FunctionType) -> Collection[str]:
    if isinstance(declaring, FunctionType):
        return declaring.__code__.co_varnames
    found = source_of(declaring)
    return [] if found is None else list(_annotated(found[1]))


def _annotated(definition: ast.ClassDef) -> Iterator[str]:
    for node in definition.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _add_model(declared: object, found: Provided) -> None:
    for option in get_args(declared) or (declared,):
        if isinstance(option, type) and option not in (Any, object):
            _add_type(option, found)
        elif not isinstance(option, TypeVar):
            found.is_whole = False
