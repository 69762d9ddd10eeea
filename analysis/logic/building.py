"""From the parser's tree to formulas: a method for each rule of the grammar, by its name."""

# ruff: noqa: D102 - what each method makes is what its rule in formula.lark spells

from __future__ import annotations

import re

from lark import Token, Transformer, v_args

from wayout.analysis.logic.chains import joined
from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    Iff,
    Implies,
    LastStep,
    Next,
    Not,
    Or,
    Pattern,
    Release,
    RoleIs,
    StateIs,
    Truth,
    Until,
    WeakUntil,
    Word,
)
from wayout.analysis.logic.spelling import RESERVED, quoted_name
from wayout.analysis.suggesting import did_you_mean
from wayout.machines.vocabulary.words import Actor, Kind, Role

ROLES = tuple(role.value for role in Role)
ACTORS = tuple(actor.value for actor in Actor)
_WORDS = {"event": (), "kind": tuple(kind.value for kind in Kind), "actor": ACTORS}
_LETTERS: dict[str, type[Next | Finally | Globally]] = {"X": Next, "F": Finally, "G": Globally}
_UNTIL: dict[str, type[Until | WeakUntil | Release]] = {"U": Until, "W": WeakUntil, "R": Release}

_Worded = tuple[str, tuple[Formula, ...]]


@v_args(inline=True)
class Builder(Transformer[Token, Formula]):
    """Makes a formula of each tree, from the leaves up.

    A word that is none, where the grammar takes any name, is raised as a `FormulaError` inside
    of lark's `VisitError`.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def start(self, formula: Formula) -> Formula:
        return formula

    def implies(self, left: Formula, right: Formula) -> Formula:
        return Implies(left, right)

    def iff(self, left: Formula, right: Formula) -> Formula:
        return Iff(left, right)

    def either(self, *args: Formula) -> Formula:
        return joined(Or, args)

    def both(self, *args: Formula) -> Formula:
        return joined(And, args)

    def until(self, left: Formula, letter: Token, right: Formula) -> Formula:
        return _UNTIL[letter](left, right)

    def negation(self, arg: Formula) -> Formula:
        return Not(arg)

    def temporal(self, letter: Token, arg: Formula) -> Formula:
        return _LETTERS[letter](arg)

    def joined(self, letters: Token, arg: Formula) -> Formula:
        return _quantified(letters[0], (), _LETTERS[letters[1]](arg))

    def apart(self, quantifier: Token, *rest: tuple[str, ...] | Token | Formula) -> Formula:
        *actors, letter, arg = rest
        return _quantified(quantifier, actors, _LETTERS[str(letter)](arg))  # type: ignore[arg-type]

    def bracketed(self, quantifier: Token, *rest: tuple[str, ...] | Formula) -> Formula:
        *actors, path = rest
        return _quantified(quantifier, actors, path)  # type: ignore[arg-type]

    def actors(self, *names: Token) -> tuple[str, ...]:
        found = {self._one_of(name, ACTORS, "an actor") for name in names}
        return tuple(actor for actor in ACTORS if actor in found)

    def truth(self, name: Token) -> Formula:
        return Truth(name == "true")

    def word(self, name: Token) -> Formula:
        if name in RESERVED:
            message = f"found {str(name)!r}; a state of that name is written {quoted_name(name)}"
            raise FormulaError(message, self._text, _start(name))
        return Word(str(name), _start(name))

    def quoted(self, name: Token) -> Formula:
        return StateIs(_unquoted(name), _start(name))

    def role(self, left: Token, right: Token) -> Formula:
        member, dot, word = left.rpartition(".")
        if word != "role" or (dot and not member):
            message = f"found {str(left)!r} before '='; only `role = error` is compared"
            raise FormulaError(message, self._text, _start(left))
        return RoleIs(self._one_of(right, ROLES, "a role"), member or None, _start(left))

    def last_step(self, what: Token, *names: Token) -> Formula:
        words = _WORDS[self._one_of(what, tuple(_WORDS), "what is said of the last step")]
        article = "an" if what == "actor" else "a"
        given = (self._one_of(name, words, f"{article} {what}") for name in names)
        return LastStep(
            str(what), tuple(given) if words else tuple(map(_unquoted, names)), _start(what)
        )

    def form(self, *nodes: Token | Formula) -> _Worded:
        return _worded(nodes)

    def scope(self, *nodes: Token | Formula) -> _Worded:
        return _worded(nodes)

    def pattern(self, form: _Worded, scope: _Worded = ("", ())) -> Formula:
        word = {"between and": "between", "after until": "until"}.get(scope[0], scope[0])
        return Pattern(*form, word, scope[1])

    def _one_of(self, token: Token, words: tuple[str, ...], expected: str) -> str:
        name = _unquoted(token)
        if name in words:
            return name
        *others, last = words
        hint = did_you_mean(name, words) or f"; write {', '.join(others)} or {last}"
        message = f"{name!r} is not {expected}{hint}"
        raise FormulaError(message, self._text, _start(token))


def _worded(nodes: tuple[Token | Formula, ...]) -> _Worded:
    words = [str(node) for node in nodes if isinstance(node, Token)]
    return " ".join(words), tuple(node for node in nodes if not isinstance(node, Token))


def _quantified(
    letter: str, actors: list[tuple[str, ...]] | tuple[()], path: Formula
) -> All | Exists:
    named = actors[0] if actors else ()
    return All(path, named) if letter == "A" else Exists(path, named)


def _start(token: Token) -> int:
    return token.start_pos or 0


def _unquoted(token: Token) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL) if token[0] in "\"'" else token[:]
