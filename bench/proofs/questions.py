"""What is asked: each question by its kind, with the formula and what it says of one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wayout.analysis.logic.formulas import (
    All,
    Exists,
    Finally,
    Formula,
    Globally,
    children,
)
from wayout.analysis.logic.parsing import parse


class Asked(StrEnum):
    """The kinds of questions: who is asked one has an answer for its kind."""

    COUNT = "reachability"
    INVARIANT = "invariant"
    DEADLOCK = "deadlock"
    DEEP = "deep run"
    AG_EF = "AG EF"
    AG_AF = "AG AF"
    FAIR = "AG AF, weakly fair"
    BOTH = "reachability and AG EF"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its formula, and the part of it that is of one state."""

    asked: Asked
    formula: Formula
    body: Formula


_CLAIMED = {
    Asked.INVARIANT: "never-bad",
    Asked.DEADLOCK: "deadlock-free",
    Asked.DEEP: "deep-reachable",
    Asked.AG_EF: "resettable",
    Asked.BOTH: "resettable",
}

_SAID = "AG AF !v0.creating"
"""A volume is not created for ever, and not again and again: true of fair runs only."""


def question(asked: Asked, value: Mapping[str, Any]) -> Question:
    """Return a question about a system of `bench.families`, from what is claimed of it."""
    claims = {claim["name"]: claim["formula"] for claim in value["claims"]}
    formula = parse(claims.get(_CLAIMED.get(asked, ""), _SAID))
    body = formula
    while isinstance(body, All | Exists | Globally | Finally):
        (body,) = children(body)
    return Question(asked, formula, body)
