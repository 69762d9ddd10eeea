"""Guards as Python expressions: their text is parsed, never run."""

import ast
import re

_OPERATORS = {"!": " not ", "^": " and ", "v": " or "}

_TEXTS_AND_OPERATORS = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | (!(?!=) | \^ | \bv\b)""", re.VERBOSE
)


def expression_of(text: str) -> ast.expr:
    """Return the expression that a guard's text spells.

    As python-statemachine does, it takes `!`, `^` and `v` for `not`, `and` and `or`.

    Raises:
        ValueError: if it is no expression.

    >>> ast.unparse(expression_of("!paid ^ (late v status == 'v')"))
    "not paid and (late or status == 'v')"
    """

    def spelt_out(found: re.Match[str]) -> str:
        return _OPERATORS[found[1]] if found[1] else found[0]

    plain = _TEXTS_AND_OPERATORS.sub(spelt_out, text).strip()
    try:
        return ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = f"{text!r} is no expression"
        raise ValueError(message) from error
