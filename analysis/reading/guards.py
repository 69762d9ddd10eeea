"""Guards as text, and what can be said of their truth without running them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from inspect import getattr_static
from itertools import chain

from statemachine import State
from statemachine.callbacks import CallbackSpec
from statemachine.spec_parser import replace_operators
from statemachine.transition import Transition

from wayout.analysis.guards.formulas import VALIDATOR
from wayout.machines.vocabulary.conditions import expression_of
from wayout.machines.vocabulary.transitions import LateTransition


@dataclass(eq=False, slots=True)
class Guard:
    """The conditions and validators of transitions, one for all that have the same.

    `text` is one Boolean expression: all conditions must hold. A validator vetoes by raising: it
    reads `validator(name)`. `decidable`: the active states can decide it, at least in part. One
    of validators only is decided, since nothing keeps its transitions from being selected.
    """

    conditions: tuple[CallbackSpec, ...]
    validators: tuple[CallbackSpec, ...]
    functions: _Functions
    text: str
    decidable: bool

    def holds(self, active: frozenset[str]) -> bool | None:
        """Decide it where these active state ids alone decide it; None: it may hold or not.

        Only `In('state')` can be decided; names, comparisons and callables may be anything.
        """
        if not self.decidable:
            return None
        values = [_value(spec, active) for spec in self.conditions]
        if False in values:
            return False
        return True if all(value is True for value in values) else None

    def among(self, active: frozenset[str]) -> str:
        """Return the text as these active state ids leave it, where they do not decide it."""
        if not self.decidable or self.holds(active) is not None:
            return self.text
        parts: list[str] = []
        for spec in self.conditions:
            value = _value(spec, active)
            if isinstance(value, ast.expr):
                parts.append(ast.unparse(value))
            elif value is not True:
                parts.append(_condition(spec, self.functions))
        return conjunction(parts + _vetoes(self.validators, self.functions)) or ""

    @property
    def is_opaque(self) -> bool:
        """Whether a condition is a function whose name says nothing, such as a lambda."""
        return any(spec.attr_name == "<lambda>" for spec in self.conditions)

    @property
    def is_well_formed(self) -> bool:
        """Whether every condition that is an expression can be parsed as one."""
        return None not in [
            parsed(spec.func) for spec in self.conditions if isinstance(spec.func, str)
        ]


class Guards:
    """The guards of a class: large ones have far more transitions than guards."""

    def __init__(self, machine: type, states: Iterable[State]) -> None:
        self._functions = _Functions(machine, states)
        self._known: dict[object, Guard | None] = {_UNGUARDED: None}

    def of(self, transition: Transition) -> Guard | None:
        """Return the guard of a transition, or None if it has none."""
        content = _content(transition)
        if content not in self._known:
            self._known[content] = self._read(transition)
        return self._known[content]

    def _read(self, transition: Transition) -> Guard:
        conditions, validators = tuple(transition.cond), tuple(transition.validators)
        said = [_condition(spec, self._functions) for spec in conditions]
        text = conjunction(said + _vetoes(validators, self._functions)) or ""
        decidable = not conditions or any(
            isinstance(spec.func, str) and _DECIDABLE.search(spec.func) for spec in conditions
        )
        return Guard(conditions, validators, self._functions, text, decidable)


_UNGUARDED = ()


def _content(transition: Transition) -> object:
    """Return what tells the guard of a transition from others.

    A late transition is not asked for callbacks: making them takes longer than reading it.
    """
    if isinstance(transition, LateTransition) and transition.is_late:
        return _UNGUARDED if transition.condition is None else transition.condition
    return tuple(
        (spec.group, func, spec.attr_name, spec.expected_value)
        for spec in (*transition.cond, *transition.validators)
        for func in (spec.func if isinstance(spec.func, str) else id(spec.func),)
    )


class _Functions:
    """Names of the functions that stand as guards, no two with one name.

    The first of a name keeps it; a second is `<name 2>`. A name that some guard spells as text
    belongs to what the class has under it, be it a function or not.
    """

    def __init__(self, machine: type, states: Iterable[State]) -> None:
        self._machine = machine
        self._states = states

    @cached_property
    def _known(self) -> dict[str, dict[tuple[int, int], str]]:
        """The names that are taken, and by which functions. Most classes have no functions."""
        transitions = chain.from_iterable(state.transitions for state in self._states)
        specs = (spec for each in transitions for spec in (*each.cond, *each.validators))
        texts = {spec.func for spec in specs if isinstance(spec.func, str)}
        return {
            name: {_identity(getattr_static(self._machine, name, None)): name}
            for name in {name for text in texts for name in _WORDS.findall(text)}
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


def conjunction(guards: Sequence[str]) -> str | None:
    """Return the guard that holds where all of them do, or None if there is none."""
    if len(guards) > 1:
        guards = [f"({guard})" if _binds_loosely(guard) else guard for guard in guards]
    return " and ".join(guards) or None


_DECIDABLE = re.compile(r"\bin\s*\(|\btrue\b|\bfalse\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def parsed(condition: str) -> ast.expr | None:
    """Return the expression that python-statemachine takes a condition for; None if it is none."""
    try:
        return ast.parse(replace_operators(condition), mode="eval").body
    except SyntaxError:
        return None


@lru_cache(maxsize=1024)
def _binds_loosely(guard: str) -> bool:
    try:
        expression = expression_of(guard)
    except ValueError:
        return " or " in guard
    is_or = isinstance(expression, ast.BoolOp) and isinstance(expression.op, ast.Or)
    return is_or or isinstance(expression, ast.IfExp | ast.Lambda)


def _condition(spec: CallbackSpec, functions: _Functions) -> str:
    text = spec.func if isinstance(spec.func, str) else functions.name(spec)
    if spec.expected_value is not False:
        return text
    return f"not {text}" if text.isidentifier() else f"not ({text})"


def _vetoes(validators: Iterable[CallbackSpec], functions: _Functions) -> list[str]:
    return [f"{VALIDATOR}({functions.name(spec)})" for spec in validators]


def _value(spec: CallbackSpec, active: frozenset[str]) -> bool | ast.expr | None:
    """Decide a condition, or return what is left of it; None: the states say nothing of it."""
    body = parsed(spec.func) if isinstance(spec.func, str) else None
    if body is None:
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
