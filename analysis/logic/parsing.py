"""Text to formula, by the grammar in `formula.lark`.

The parser is lark's LALR(1): linear in the text. It is imported when the first formula is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from wayout.analysis.logic.chains import MOST_IN_A_ROW, depths
from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.formulas import Formula
from wayout.analysis.logic.spelling import RESERVED, quoted_name

if TYPE_CHECKING:
    from lark import Token, Tree, UnexpectedInput

MOST_CHARACTERS = 100_000
"""How long a formula may be."""

MOST_NESTED = 100
"""How deep operators may be nested: what works on formulas calls itself that deep.

Formulas that `&` or `|` joins in a row count for little more than one (`chains`).
"""


@lru_cache(maxsize=256)
def parse(text: str) -> Formula:
    """Return the formula that a text spells.

    Raises:
        FormulaError: with the place and what was expected there.

    >>> parse("E{user}F deleted")
    Exists(path=Finally(arg=Word(name='deleted')), actors=('user',))
    """
    if len(text) > MOST_CHARACTERS:
        message = f"longer than {MOST_CHARACTERS:,} characters, the limit for a formula"
        raise FormulaError(message, text, MOST_CHARACTERS)
    if not text.strip():
        message = "the formula is empty; write one such as AG EF deleted"
        raise FormulaError(message, text, 0)
    from lark import UnexpectedInput
    from lark.exceptions import VisitError

    from wayout.analysis.logic.building import Builder
    from wayout.analysis.logic.tables import parser

    try:
        tree = parser().parse(text)
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    _refuse_depth(tree, text)
    try:
        return Builder(text).transform(tree)
    except VisitError as error:
        raise error.orig_exc from None


def _refuse_depth(tree: Tree[Token], text: str) -> None:
    stack: list[tuple[Tree[Token] | Token, int]] = [(tree, 0)]
    while stack:
        here, depth = stack.pop()
        if isinstance(here, str):
            if depth > MOST_NESTED:
                message = f"nested more than {MOST_NESTED} deep"
                raise FormulaError(message, text, here.start_pos or 0)
            continue
        inner = here.children
        if here.data in ("both", "either"):
            if len(inner) > MOST_IN_A_ROW:
                message = f"more than {MOST_IN_A_ROW:,} formulas joined in a row"
                raise FormulaError(message, text, _begin(inner[MOST_IN_A_ROW]))
            deeper: Iterable[int] = depths(len(inner))
        else:
            deeper = (1,) * len(inner)
        stack.extend(
            reversed([(child, depth + more) for child, more in zip(inner, deeper, strict=True)])
        )


def _begin(tree: Tree[Token] | Token) -> int:
    """Return where the first word below begins."""
    stack = [tree]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            return here.start_pos or 0
        stack.extend(reversed(here.children))
    return 0


def _explained(error: UnexpectedInput, text: str) -> FormulaError:
    from lark import UnexpectedToken

    if not isinstance(error, UnexpectedToken):
        at = error.pos_in_stream or 0
        at -= text[at] == ">" and text[at - 1 : at] == "="
        sign = text[at : at + 2] if _of_signs(text[at:]) else text[at]
        known = "; the quote is never closed" if sign in _QUOTES else _of_signs(text[at:])
        return FormulaError(f"found {sign!r}, which is no sign of formulas{known}", text, at)
    expected = frozenset(error.accepts or error.expected)
    if error.token.type == "$END":
        message = f"the formula ends where {_listed(expected)} is expected"
        return FormulaError(message, text, len(text.rstrip()))
    found = str(error.token)
    hint = f"; the name is written in quotes: {quoted_name(found)}" if found in RESERVED else ""
    at = error.token.start_pos or 0
    hint = hint if "NAME" in expected else _of_signs(text[at:]) or _of_word_before(text[:at])
    message = f"found {found!r} where {_listed(expected)} is expected{hint}"
    return FormulaError(message, text, at)


def _of_signs(text: str) -> str:
    for wrong, right in (("&&", "&"), ("||", "|"), ("=>", "->"), ("==", "="), ("~", "!")):
        if text.startswith(wrong):
            return f"; write {right!r}"
    return ""


def _of_word_before(text: str) -> str:
    """Say what a word was taken for, if that is why what comes after it does not fit."""
    found = re.search(r"(?<![\w./-])([A-Za-z_]\w*(?:[-/.]\w+)*)\s+$", text)
    if not found or found[1] in RESERVED:
        return ""
    word = found[1]
    if re.fullmatch("[AEGFX]+", word):
        apart = " ".join(re.findall("[AE]?[GFX]|[AE]", word))
        return f"; {word!r} is read as a name: write {apart!r}"
    return f"; {word!r} before it is read as a name"


def _listed(terminals: Iterable[str]) -> str:
    found = set(terminals)
    words: list[str] = []
    for names, said in _SAID:
        if names <= found:
            words.append(said)
            found -= names
    words.extend(repr(_SIGNS.get(name, name.lower())) for name in sorted(found - _UNSAID))
    *others, last = words or ["nothing more"]
    return f"{', '.join(others)} or {last}" if others else last


_QUOTES = ('"', "'")

_SAID = (
    (frozenset({"NAME", "QUOTED", "LPAR", "BANG"}), "a formula"),
    (frozenset({"NAME", "QUOTED"}), "a name"),
    (frozenset({"NAME"}), "a name"),
    (frozenset({"U", "W", "R", "VBAR"}), "an operator (& | -> <-> U W R)"),
    (frozenset({"LBRACE", "LSQB"}), "'{', '[', G, F or X"),
    (frozenset({"LSQB"}), "'[', G, F or X"),
    (frozenset({"$END"}), "the end"),
)

_UNSAID = frozenset(
    {"AMPERSAND", "VBAR", "__ANON_0", "__ANON_1", "EQUAL", "LPAR", "TRUE", "FALSE"}
    | {"A", "E", "G", "F", "X", "AG", "AF", "AX", "EG", "EF", "EX"}
    | {"NEVER", "EVENTUALLY", "ALWAYS", "TO"}
)

_SIGNS = {
    "LPAR": "(",
    "RPAR": ")",
    "LSQB": "[",
    "RSQB": "]",
    "LBRACE": "{",
    "RBRACE": "}",
    "COMMA": ",",
    "BANG": "!",
    "LEADS": "leads to",
}
