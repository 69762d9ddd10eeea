"""Guards as text, and what can be said of their truth without running them."""

import ast
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from inspect import getattr_static

from statemachine.callbacks import CallbackSpec
from statemachine.spec_parser import replace_operators
from statemachine.transition import Transition

from wayout.analysis.guards.formulas import VALIDATOR
from wayout.machines.vocabulary.conditions import expression_of


class Functions:
    """Names of the functions that stand as guards, no two with one name.

    The first of a name keeps it; a second is `<name 2>`. A name that some guard spells as text
    belongs to what the class has under it, be it a function or not.
    """

    def __init__(self, machine: type, guards: Iterable[CallbackSpec]) -> None:
        texts = (spec.func for spec in guards if isinstance(spec.func, str))
        self._known: dict[str, dict[tuple[int, int], str]] = {
            name: {_identity(getattr_static(machine, name, None)): name}
            for text in texts
            for name in _WORDS.findall(text)
        }

    def name(self, spec: CallbackSpec) -> str:
        """Return the name of a function, and of anything else its own."""
        name: str = spec.attr_name
        if isinstance(spec.func, str):
            return name
        known = self._known.setdefault(name, {})
        another = f"<{name.strip('<>')} {len(known) + 1}>" if known else name
        return known.setdefault(_identity(spec.func), another)


def _identity(function: object) -> tuple[int, int]:
    return id(getattr(function, "__self__", None)), id(getattr(function, "__func__", function))


_WORDS = re.compile(r"\w+")


def guard_text(transition: Transition, functions: Functions) -> str | None:
    """Return the guard of a transition as one Boolean expression, or None if it has none.

    Several conditions must all hold. A validator vetoes by raising: it reads `validator(name)`.
    """
    return conjunction(
        [_condition(spec, functions) for spec in transition.cond] + _vetoes(transition, functions)
    )


def remaining_guard(
    transition: Transition, functions: Functions, active: frozenset[str]
) -> str | None:
    """Return what is left of a guard among these active state ids: its `In()` are decided."""
    parts: list[str] = []
    for spec in transition.cond:
        value = _value(spec, active)
        if isinstance(value, ast.expr):
            parts.append(ast.unparse(value))
        elif value is not True:
            parts.append(_condition(spec, functions))
    return conjunction(parts + _vetoes(transition, functions))


def conjunction(guards: Sequence[str]) -> str | None:
    """Return the guard that holds where all of them do, or None if there is none."""
    if len(guards) > 1:
        guards = [f"({guard})" if _binds_loosely(guard) else guard for guard in guards]
    return " and ".join(guards) or None


def truth(transition: Transition, active: frozenset[str]) -> bool | None:
    """Decide a guard where the active state ids alone decide it; None: it may hold or not.

    Only `In('state')` can be decided; names, comparisons and callables may be anything.
    """
    values = [_value(spec, active) for spec in transition.cond]
    if False in values:
        return False
    return True if all(value is True for value in values) else None


def is_decidable(transition: Transition) -> bool:
    """Whether the active states can decide the guard, at least in part.

    A transition with validators only is: nothing keeps it from being selected.
    """
    conditions = list(transition.cond)
    return not conditions or any(
        isinstance(spec.func, str) and _DECIDABLE.search(spec.func) for spec in conditions
    )


_DECIDABLE = re.compile(r"\bin\s*\(|\btrue\b|\bfalse\b", re.IGNORECASE)


def is_well_formed(transition: Transition) -> bool:
    """Whether every guard that is an expression can be parsed as one."""
    return all(_parses(spec.func) for spec in transition.cond if isinstance(spec.func, str))


@lru_cache(maxsize=1024)
def _parses(condition: str) -> bool:
    try:
        ast.parse(replace_operators(condition), mode="eval")
    except SyntaxError:
        return False
    return True


def is_opaque(transition: Transition) -> bool:
    """Whether a guard is a function whose name says nothing, such as a lambda."""
    return any(spec.attr_name == "<lambda>" for spec in transition.cond)


@lru_cache(maxsize=1024)
def _binds_loosely(guard: str) -> bool:
    try:
        expression = expression_of(guard)
    except ValueError:
        return " or " in guard
    is_or = isinstance(expression, ast.BoolOp) and isinstance(expression.op, ast.Or)
    return is_or or isinstance(expression, ast.IfExp | ast.Lambda)


def _condition(spec: CallbackSpec, functions: Functions) -> str:
    text = spec.func if isinstance(spec.func, str) else functions.name(spec)
    if spec.expected_value is not False:
        return text
    return f"not {text}" if text.isidentifier() else f"not ({text})"


def _vetoes(transition: Transition, functions: Functions) -> list[str]:
    return [f"{VALIDATOR}({functions.name(spec)})" for spec in transition.validators]


def _value(spec: CallbackSpec, active: frozenset[str]) -> bool | ast.expr | None:
    """Decide a condition, or return what is left of it; None: the states say nothing of it."""
    if not isinstance(spec.func, str):
        return None
    try:
        body = ast.parse(replace_operators(spec.func), mode="eval").body
    except SyntaxError:
        return None
    value = _simplified(body, active)
    if value is body:
        return None
    return _negation(value) if spec.expected_value is False else value


def _simplified(node: ast.expr, active: frozenset[str]) -> bool | ast.expr:
    match node:
        case ast.Constant(value=bool(value)):
            return value
        case ast.Call(func=ast.Name(id=name), args=arguments) if name.lower() == "in":
            ids = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
            return all(state in active for state in ids)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _simplified(operand, active)
            return node if inner == operand else _negation(inner)
        case ast.BoolOp():
            return _simplified_operands(node, active)
        case _:
            return node


def _simplified_operands(node: ast.BoolOp, active: frozenset[str]) -> bool | ast.expr:
    decisive = isinstance(node.op, ast.Or)
    values = [_simplified(operand, active) for operand in node.values]
    if decisive in values:
        return decisive
    left = [value for value in values if isinstance(value, ast.expr)]
    if left == node.values:
        return node
    if len(left) < 2:  # noqa: PLR2004 - nothing to join
        return left[0] if left else not decisive
    return ast.BoolOp(node.op, left)


def _negation(value: bool | ast.expr, /) -> bool | ast.expr:  # noqa: FBT001 - a truth value
    return ast.UnaryOp(ast.Not(), value) if isinstance(value, ast.expr) else not value
