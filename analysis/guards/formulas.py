"""The text of a guard as a formula over atoms about subjects.

A subject is whatever is tested: a name, a call, a function. Its text names it, so that two
guards that mention one subject mean the same, throughout one event.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from wayout.machines.vocabulary.conditions import expression_of

Subject = str | tuple[str, str]
"""The text of what is tested; a pair where two of them are compared with each other."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A subject is true (`?`), or compares (`==`, `<`, `<=`) with a constant.

    The subject that is a pair compares its order, -1, 0 or 1, with 0. It is `opaque` where it
    is a function without a name, or cannot be parsed: nobody can say anything of it.
    """

    subject: Subject
    operator: str
    constant: object = None
    opaque: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The operand does not hold."""

    operand: "Formula"


@dataclass(frozen=True, slots=True)
class All:
    """Every operand holds; with none, it always does."""

    operands: tuple["Formula", ...] = ()


Formula = Atom | Not | All

TRUE = All()
FALSE = Not(TRUE)

VALIDATOR = "validator"
"""How the reader writes a validator: as a call of this, with the validator's name."""

_NAMELESS = re.compile(r"<(?:lambda|\w+ \d+)>")
"""How the reader writes functions that have no name of their own."""


@lru_cache(maxsize=4096)
def formula_of(guard: str | None) -> Formula:
    """Return what a guard says. No guard always holds.

    A validator vetoes the step by raising and takes no part in choosing it: it counts as true.
    What cannot be parsed, or is too deeply nested, is a subject as a whole.
    """
    if guard is None:
        return TRUE
    nameless = dict.fromkeys(_NAMELESS.findall(guard))
    text = guard
    for number, name in enumerate(nameless):
        text = text.replace(name, f"{_STAND_IN}{number}")
    named = {f"{_STAND_IN}{number}": name for number, name in enumerate(nameless)}
    try:
        return _formula(_restored(expression_of(text), named))
    except (ValueError, RecursionError):
        return Atom(guard, "?", opaque=True)


def any_of(operands: tuple[Formula, ...]) -> Formula:
    """Return the formula that holds where one of the operands does."""
    return Not(All(tuple(Not(operand) for operand in operands)))


def least(formula: Formula) -> Formula:
    """Return where a formula holds whatever its opaque atoms do."""
    return _bounded(formula, opaque=FALSE)


def most(formula: Formula) -> Formula:
    """Return where a formula holds if its opaque atoms help."""
    return _bounded(formula, opaque=TRUE)


def _bounded(formula: Formula, *, opaque: Formula) -> Formula:
    match formula:
        case Atom(opaque=True):
            return opaque
        case Not(operand):
            return Not(_bounded(operand, opaque=TRUE if opaque == FALSE else FALSE))
        case All(operands):
            return All(tuple(_bounded(operand, opaque=opaque) for operand in operands))
        case _:
            return formula


def precondition(formulas: Sequence[Formula]) -> Formula:
    """Return what all of them demand alike: the conjuncts that they have in common."""
    first, *others = [dict.fromkeys(_conjuncts(formula)) for formula in formulas]
    return All(tuple(part for part in first if all(part in other for other in others)))


def _conjuncts(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, All):
        for operand in formula.operands:
            yield from _conjuncts(operand)
    else:
        yield formula


_STAND_IN = "nameless_function_"


class _Restoring(ast.NodeTransformer):
    def __init__(self, named: dict[str, str]) -> None:
        self._named = named

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._named.get(node.id, node.id), node.ctx)


def _restored(node: ast.expr, named: dict[str, str]) -> ast.expr:
    if not named:
        return node
    restored = _Restoring(named).visit(node)
    assert isinstance(restored, ast.expr)  # noqa: S101 - a name stays an expression
    return restored


def _formula(node: ast.expr) -> Formula:
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_formula(operand))
        case ast.BoolOp(op=ast.And(), values=values):
            return All(tuple(map(_formula, values)))
        case ast.BoolOp(op=ast.Or(), values=values):
            return any_of(tuple(map(_formula, values)))
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = (left, *others)
            return All(tuple(map(_comparison, sides, ops, others)))
        case _:
            return _lone(node)


def _lone(node: ast.expr) -> Formula:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == VALIDATOR:
        return TRUE
    if (constant := _constant(node)) is not None:
        return TRUE if constant.value else FALSE
    text = ast.unparse(node)
    return Atom(text, "?", opaque=text.startswith("<"))


def _comparison(left: ast.expr, op: ast.cmpop, right: ast.expr) -> Formula:
    match op:
        case ast.NotEq() | ast.IsNot():
            return Not(_test(left, "==", right))
        case ast.NotIn():
            return Not(_comparison(left, ast.In(), right))
        case ast.In() if isinstance(right, ast.Tuple | ast.List | ast.Set):
            return any_of(tuple(_test(left, "==", item) for item in right.elts))
        case ast.In():
            return Atom(f"{ast.unparse(left)} in {ast.unparse(right)}", "?")
        case ast.Gt() | ast.GtE():
            return _test(right, "<" if isinstance(op, ast.Gt) else "<=", left)
        case _:
            return _test(left, _OPERATORS.get(type(op), "=="), right)


_OPERATORS: Mapping[type[ast.cmpop], str] = MappingProxyType({ast.Lt: "<", ast.LtE: "<="})


def _test(left: ast.expr, operator: str, right: ast.expr) -> Formula:
    first, second = _constant(left), _constant(right)
    if first is not None and second is not None:
        return TRUE if compares(first.value, operator, second.value) else FALSE
    if second is not None:
        return Atom(ast.unparse(left), operator, second.value)
    if first is not None:
        return _turned(ast.unparse(right), operator, first.value)
    one, other = ast.unparse(left), ast.unparse(right)
    if one == other:
        return FALSE if operator == "<" else TRUE
    if one < other:
        return Atom((one, other), operator, 0)
    return _turned((other, one), operator, 0)


def _turned(subject: Subject, operator: str, constant: object) -> Formula:
    """Return `constant operator subject`, with the subject on the left."""
    if operator == "==":
        return Atom(subject, "==", constant)
    return Not(Atom(subject, "<=" if operator == "<" else "<", constant))


def compares(left: object, operator: str, right: object) -> bool:
    """Compare as Python does; what has no order is neither less nor equal."""
    if operator == "==":
        return left == right
    try:
        less: bool = left < right  # type: ignore[operator]  # TypeError is the answer
    except TypeError:
        return False
    return less or (operator == "<=" and left == right)


class _Constant(NamedTuple):
    value: object


def _constant(node: ast.expr) -> _Constant | None:
    """Return the value of a literal that can be held in a set, or None."""
    try:
        value = ast.literal_eval(node)
        hash(value)
    except (ValueError, TypeError):
        return None
    return _Constant(value)
