"""Guards that python-statemachine cannot resolve when it makes an instance."""

import ast
from collections.abc import Callable, Iterator

from statemachine.callbacks import CallbackSpec, SpecReference
from statemachine.spec_parser import operator_mapping, parse_boolean_expr

from wayout.analysis.lifecycle import UnknownGuard
from wayout.analysis.reading.guards import parsed
from wayout.analysis.reading.providers import Provided, provided_by
from wayout.analysis.reading.tree import Tree


def unknown_guards(tree: Tree) -> tuple[UnknownGuard, ...]:
    """Name, each once, the conditions and validators for which making an instance raises.

    What cannot be seen in the classes (a listener made by a function, attributes set by name)
    could provide anything: then only what cannot be parsed is named.
    """
    arrows = (arrow for node in tree.nodes for arrow in node.arrows)
    guards = dict.fromkeys(arrow.guard for arrow in arrows if arrow.guard)
    specs = [spec for guard in guards for spec in (*guard.conditions, *guard.validators)]
    if not specs:
        return ()
    provided = provided_by(tree.machine)
    distinct = {
        (spec.group, spec.func if isinstance(spec.func, str) else id(spec.func)): spec
        for spec in specs
    }
    return tuple(
        dict.fromkeys(found for spec in distinct.values() for found in _unknown(spec, provided))
    )


def _unknown(spec: CallbackSpec, provided: Provided) -> Iterator[UnknownGuard]:
    if spec.reference is SpecReference.CALLABLE:
        return
    if spec.reference is SpecReference.PROPERTY:
        is_found = any(
            getattr(provider, spec.attr_name, None) is spec.func for provider in provided.types
        )
        if provided.is_whole and not is_found:
            yield UnknownGuard(spec.attr_name, "is a property of neither the class nor its model")
        return
    text = str(spec.func)
    if spec.may_contain_boolean_expression and not _is_supported(text):
        yield UnknownGuard(text, "is no expression that python-statemachine evaluates")
        return
    for name in _names(text) if spec.may_contain_boolean_expression else [text]:
        if provided.is_whole and name in provided.late:
            yield UnknownGuard(name, "is set only after super().__init__() has looked for it")
        elif provided.is_whole and name not in provided.names:
            yield UnknownGuard(name, "is a name that neither the class nor its model provides")


def _is_supported(text: str) -> bool:
    try:
        parse_boolean_expr(text, _stand_in, operator_mapping)  # type: ignore[no-untyped-call]
    except Exception:  # noqa: BLE001 - python-statemachine raises whatever its parser meets
        return False
    return True


def _stand_in(name: str) -> Callable[..., object]:
    def value(*_: object, **__: object) -> object:
        return name

    return value


def _names(text: str) -> list[str]:
    """Return the names that an expression looks up, in the order in which they stand."""
    if text.isidentifier():
        return [text]
    expression = parsed(text)
    nodes = [] if expression is None else [*ast.walk(expression)]
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return [node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called]
