"""Ways: the values that a name, or a key of a dict, may have, each with its conditions."""

import ast
from collections.abc import Iterator, Mapping

Conditions = tuple[str, ...]
Way = tuple[ast.expr | None, Conditions]
"""A value, None for none, and the conditions under which it is the one."""

MOST_WAYS = 64
"""How many ways are followed; of a name with more nothing is known."""

NOTHING: tuple[Way, ...] = ((None, ()),)
UNKNOWN = ast.Name("...", ast.Load(), lineno=1, col_offset=0)
ANYTHING: tuple[Way, ...] = ((UNKNOWN, ()),)
OTHERS = "*"
"""The key of a dict for all that it has no key for, where these may be anything."""


def literal(node: ast.Dict | ast.Call) -> dict[str, tuple[Way, ...]] | None:
    """Return the ways of the keys of a dict as it is written; None for what is no dict."""
    if isinstance(node, ast.Dict):
        pairs = list(zip(node.keys, node.values, strict=True))
    elif ast.unparse(node.func) == "dict" and not node.args:
        pairs = [(ast.Constant(k.arg) if k.arg else None, k.value) for k in node.keywords]
    else:
        return None
    found: dict[str, tuple[Way, ...]] = {}
    for key, value in pairs:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            found[key.value] = ((value, ()),)
        elif not isinstance(key, ast.Constant):
            found = dict.fromkeys((*found, OTHERS), ANYTHING)
    return found


def ways_of(keys: Mapping[str, tuple[Way, ...]], key: str) -> tuple[Way, ...]:
    """Return the ways of a key; where it is none, that it has no value, or may have any."""
    return keys.get(key) or keys.get(OTHERS) or NOTHING


def joined(
    mine: tuple[Way, ...] | None, theirs: tuple[Way, ...] | None, test: str
) -> tuple[Way, ...]:
    """Return the ways of either side of a test; the same on both is under no condition."""
    if mine == theirs and mine is not None:
        return mine
    negated = negation(test)
    ways = (
        *((value, (*conditions, test)) for value, conditions in mine or NOTHING),
        *((value, (*conditions, negated)) for value, conditions in theirs or NOTHING),
    )
    return ways if len(ways) <= MOST_WAYS else ANYTHING


def split(way: Way) -> Iterator[Way]:
    """Yield both sides of a conditional expression, each with its condition."""
    value, conditions = way
    if isinstance(value, ast.IfExp):
        test = ast.unparse(value.test)
        yield from split((value.body, (*conditions, test)))
        yield from split((value.orelse, (*conditions, negation(test))))
    elif isinstance(value, ast.BinOp) and isinstance(value.right, ast.IfExp):
        for part, under in split((value.right, conditions)):
            if part is not None:
                yield ast.copy_location(ast.BinOp(value.left, value.op, part), value), under
    else:
        yield value, tuple(dict.fromkeys(conditions))


def negation(condition: str) -> str:
    """Return what holds where a condition does not, as the source would write it.

    >>> negation("force"), negation("not force"), negation("a and b")
    ('not force', 'force', 'not (a and b)')
    """
    if condition.startswith("not ") and " and " not in condition and " or " not in condition:
        return condition.removeprefix("not ")
    is_simple = condition.replace(".", "").isidentifier()
    return f"not {condition}" if is_simple else f"not ({condition})"
