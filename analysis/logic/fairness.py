"""What is assumed of infinite runs: that a step which can be made is made some day.

Weak fairness (justice): a step that can be made from some moment on is made again and again.
Strong fairness (compassion): a step that can be made again and again is made again and again.
Daniel Lehmann, Amir Pnueli, Jonathan Stavi, Impartiality, justice and fairness, 1981. Every
finite run goes on as a fair one, so that fairness never takes a state away (Krzysztof Apt,
Nissim Francez, Shmuel Katz, Appraising fairness in languages for distributed programming, 1988).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.formulas import And, Formula, LastStep, Not, Or, Truth, parts
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.logic.structure import Action, Structure

SERVICE = "strong each kind(progress, success, failure, revert)"
"""What `service` stands for: a service at work finishes some day, with no outcome out of reach."""

_BOOLEAN = (Truth, LastStep, Not, And, Or)


@dataclass(frozen=True, slots=True)
class Fairness:
    """An assumption on the steps that a Boolean formula describes, weak or strong.

    With `each` it is one for each event that has such steps, else one for all of them together.
    """

    steps: Formula
    strong: bool = False
    each: bool = False

    def __str__(self) -> str:
        """Return it as it is written."""
        words = "strong" if self.strong else "weak", *(["each"] if self.each else [])
        return f"{' '.join(words)} {spelt(self.steps)}"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A set of states and a set of actions of a structure, as fair cycles must meet them.

    Of a cycle that must be just, some state is in `states` or some action in `actions`. One that
    must be compassionate, and has a state in `states`, has an action in `actions`.
    """

    states: frozenset[int]
    actions: frozenset[int]


def read_fairness(text: str) -> Fairness:
    """Return the assumption that a text spells: `strong kind(success)`, `weak each actor(timer)`.

    `service` is short for `SERVICE`. Without `weak` or `strong` it is weak.

    Raises:
        FormulaError: with the place and what was expected there.

    >>> print(read_fairness("event(resize) | kind(failure)"))
    weak event(resize) | kind(failure)
    """
    from wayout.analysis.logic.parsing import parse

    if text.strip() == "service":
        return read_fairness(SERVICE)
    found = re.match(r"\s*(?:(weak|strong)\s+)?(?:(each)\s+)?", text)
    begin = found.end() if found else 0
    if unknown := re.compile(r"([A-Za-z_]\w*)\s+[A-Za-z_]").match(text, begin):
        message = (
            f"found {unknown[1]!r} where `weak`, `strong`, `each`, `service` or steps are "
            "expected; write such as strong kind(success)"
        )
        raise FormulaError(message, text, begin)
    try:
        steps = parse(" " * begin + text[begin:])
    except FormulaError as error:
        raise FormulaError(error.message, text, error.at) from None
    for part in parts(steps):
        if not isinstance(part, _BOOLEAN):
            at = getattr(part, "at", None)
            message = (
                f"found {spelt(part)!r}; fairness is said of steps: event(...), kind(...) and "
                "actor(...), joined by ! & |, after `weak` or `strong` and `each`, or `service`"
            )
            raise FormulaError(message, text, begin if at is None else at)
    word, each = found.groups() if found else (None, None)
    return Fairness(steps, strong=word == "strong", each=each is not None)


def fits(steps: Formula, action: Action) -> bool:
    """Whether an action is one of the steps that a Boolean formula describes."""
    match steps:
        case Truth(value):
            return value
        case Not(arg):
            return not fits(arg, action)
        case And(left, right):
            return fits(left, action) and fits(right, action)
        case Or(left, right):
            return fits(left, action) or fits(right, action)
        case LastStep(what, names):
            return action.of(what) in names
    message = f"{spelt(steps)} says nothing of a step"
    raise TypeError(message)


def just(structure: Structure, fairness: Fairness) -> Iterator[Acceptance]:
    """Yield what weak fairness asks of a cycle: the step is made in it, or cannot be once."""
    for actions, able in _able(structure, fairness):
        yield Acceptance(structure.all - able, actions)


def compassionate(structure: Structure, fairness: Fairness) -> Iterator[Acceptance]:
    """Yield what strong fairness asks of a cycle: the step is made in it if it can be."""
    for actions, able in _able(structure, fairness):
        yield Acceptance(able, actions)


def _able(
    structure: Structure, fairness: Fairness
) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """Yield the actions that are meant together, and the states that one of them can leave."""
    groups: dict[str | None, set[int]] = {}
    for n, action in enumerate(structure.actions):
        if fits(fairness.steps, action):
            groups.setdefault(action.event if fairness.each else None, set()).add(n)
    able: dict[int, set[int]] = {n: set() for group in groups.values() for n in group}
    for state, taken in enumerate(structure.taken):
        for n in taken:
            if n in able:
                able[n].add(state)
    for group in groups.values():
        yield frozenset(group), frozenset(state for n in group for state in able[n])
