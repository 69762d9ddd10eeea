"""Guards as text, and what can be said of their truth without running them."""

import ast

from statemachine.callbacks import CallbackSpec
from statemachine.spec_parser import replace_operators
from statemachine.transition import Transition


def guard_text(transition: Transition) -> str | None:
    """Return the guard of a transition as one Boolean expression, or None if it has none.

    Several conditions must all hold. A validator vetoes by raising: it reads `validator(name)`.
    """
    parts = [_condition(spec) for spec in transition.cond]
    parts += [f"validator({spec.attr_name})" for spec in transition.validators]
    if len(parts) > 1:
        parts = [f"({part})" if " or " in part else part for part in parts]
    return " and ".join(parts) or None


def truth(transition: Transition, active: frozenset[str]) -> bool | None:
    """Decide a guard where the active state ids alone decide it; None: it may hold or not.

    Only `In('state')` can be decided; names, comparisons and callables may be anything.
    """
    verdict: bool | None = True
    for spec in transition.cond:
        value = _value(spec, active)
        if spec.expected_value is False:
            value = _negation(value)
        if value is False:
            return False
        if value is None:
            verdict = None
    return verdict


def is_decidable(transition: Transition) -> bool:
    """Whether the active states can decide the guard, at least in part.

    A transition with validators only is: nothing keeps it from being selected.
    """
    conditions = list(transition.cond)
    return not conditions or any(
        isinstance(spec.func, str) and not spec.func.isidentifier() for spec in conditions
    )


def is_well_formed(transition: Transition) -> bool:
    """Whether every guard that is an expression can be parsed as one."""
    try:
        for spec in transition.cond:
            if isinstance(spec.func, str):
                ast.parse(replace_operators(spec.func), mode="eval")
    except SyntaxError:
        return False
    return True


def is_opaque(transition: Transition) -> bool:
    """Whether a guard is a function whose name says nothing, such as a lambda."""
    return any(spec.attr_name == "<lambda>" for spec in transition.cond)


def _condition(spec: CallbackSpec) -> str:
    text = spec.func if isinstance(spec.func, str) else spec.attr_name
    if spec.expected_value is not False:
        return text
    return f"not {text}" if text.isidentifier() else f"not ({text})"


def _value(spec: CallbackSpec, active: frozenset[str]) -> bool | None:
    if not isinstance(spec.func, str):
        return None
    try:
        body = ast.parse(replace_operators(spec.func), mode="eval").body
    except SyntaxError:
        return None
    return _evaluate(body, active)


def _evaluate(node: ast.expr, active: frozenset[str]) -> bool | None:
    match node:
        case ast.Constant(value=bool(value)):
            return value
        case ast.Call(func=ast.Name(id=name), args=arguments) if name.lower() == "in":
            ids = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
            return all(state in active for state in ids)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _negation(_evaluate(operand, active))
        case ast.BoolOp(op=ast.And(), values=operands):
            return _conjunction([_evaluate(operand, active) for operand in operands])
        case ast.BoolOp(op=ast.Or(), values=operands):
            return _negation(
                _conjunction([_negation(_evaluate(operand, active)) for operand in operands])
            )
        case _:
            return None


def _negation(value: bool | None, /) -> bool | None:  # noqa: FBT001 - a truth value is its subject
    return None if value is None else not value


def _conjunction(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True
