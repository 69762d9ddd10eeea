"""What is known of the truth of a guard where the truth of some names is known."""

import ast
import re
from collections.abc import Mapping


def names_in(guard: str | None) -> frozenset[str]:
    """Return the names that a guard asks for, those of functions that it calls left out.

    >>> sorted(names_in("paid and not (lost or In('shut'))"))
    ['lost', 'paid']
    """
    body = _parsed(guard or "True")
    if body is None:
        return frozenset()
    called = {node.func for node in ast.walk(body) if isinstance(node, ast.Call)}
    return frozenset(
        node.id for node in ast.walk(body) if isinstance(node, ast.Name) and node not in called
    )


def known_truth(guard: str | None, values: Mapping[str, object]) -> bool | None:
    """Decide a guard by the names in `values`; None: it rests on others. No guard holds.

    >>> known_truth("paid and not lost", {"lost": True}), known_truth("paid", {})
    (False, None)
    """
    body = _parsed(guard or "True")
    return None if body is None else _truth(body, values)


def _parsed(guard: str) -> ast.expr | None:
    """Parse a guard; None for python-statemachine's other spellings of `and` and `or`."""
    try:
        return ast.parse(re.sub(r"!(?!=)", " not ", guard).strip(), mode="eval").body
    except SyntaxError:
        return None


def _truth(node: ast.expr, values: Mapping[str, object]) -> bool | None:
    match node:
        case ast.Constant(value=bool(value)):
            return value
        case ast.Name(id=name) if name in values:
            return bool(values[name])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            truth = _truth(operand, values)
            return None if truth is None else not truth
        case ast.BoolOp(op=operator, values=operands):
            deciding = isinstance(operator, ast.Or)
            truths = [_truth(operand, values) for operand in operands]
            if deciding in truths:
                return deciding
            return None if None in truths else not deciding
        case _:
            return None
