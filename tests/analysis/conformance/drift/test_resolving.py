import ast

import pytest
from tests.analysis.held import forest

from wayout.analysis.conformance.drift.facts import Item, Unresolved
from wayout.analysis.conformance.drift.following import Scope, UnresolvedError
from wayout.analysis.conformance.drift.resolving import Resolver, texts

FILES = {
    "shop/__init__.py": "",
    "shop/states.py": """
import enum
from shop import words as w

class Base:
    LOST = "lost"

class Status(Base):
    PLACED = "placed"
    PAID = w.PAID
    BOTH = (PLACED, PAID)

class Kind(enum.Enum):
    ONE = "one"

OPEN = [Status.PLACED] + [Status.PAID]
ROUND = ROUND_TOO
ROUND_TOO = ROUND
TWICE = 1
TWICE = 2
for LOOP in OPEN:
    pass
""",
    "shop/words.py": "PAID = 'pa' + 'id'\n",
    "shop/api.py": """
from . import states
from .states import Status as S, OPEN

def send(order, given=None):
    known = S.PAID
    for each in OPEN:
        pass
    if order:
        several = 1
    else:
        several = 2
    first, second = order
    with order as opened:
        pass
""",
}


def resolved(text: str, *, inside: str | None = None) -> object:
    trees = forest(FILES)
    module = trees.module(trees.trees[0], "shop/api.py")
    assert not isinstance(module, Unresolved)
    functions = [n for n in module.body.body if isinstance(n, ast.FunctionDef)]
    scope = Scope(module, (), functions[0] if inside else None)
    return texts(Resolver(trees).items(ast.parse(text, mode="eval").body, scope))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("'a'", ("a",)),
        ("None", (None,)),
        ("states.Status.PLACED", ("placed",)),
        ("S.PAID", ("paid",)),
        ("S.LOST", ("lost",)),
        ("states.Kind.ONE.value", ("one",)),
        ("states.OPEN", ("placed", "paid")),
        ("{*OPEN, 'sent'}", ("placed", "paid", "sent")),
        ("frozenset(OPEN) - {'paid'}", ("placed",)),
        ("S.BOTH + ('x',)", ("placed", "paid", "x")),
        ("{'a': 1, **{'b': 2}}", ("a", "b")),
        ("dict(a=[S.PAID])['a']", ("paid",)),
    ],
)
def test_what_the_source_says_is_followed(text: str, values: tuple[object, ...]) -> None:
    assert resolved(text) == values


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("f()", "is a call"),
        ("f'{x}'", "is no literal"),
        ("unheard", "is not defined in the source"),
        ("states.ROUND", "refers to itself"),
        ("states.TWICE", "has more than one value"),
        ("states.LOOP", "has more than one value"),
        ("states.GONE", "is not in shop/states.py"),
        ("S.GONE", "is not in class"),
        ("[[1], 2]", "holds more than single values"),
    ],
)
def test_what_must_be_run_is_never_guessed(text: str, reason: str) -> None:
    with pytest.raises(UnresolvedError, match=reason):
        resolved(text)


def test_a_function_hides_what_the_module_binds() -> None:
    assert resolved("known", inside="send") == ("paid",)
    for name in ("order", "given", "each", "several", "first", "second", "opened"):
        with pytest.raises(UnresolvedError, match="has more than one value"):
            resolved(name, inside="send")


def test_a_value_is_where_it_is_written() -> None:
    trees = forest(FILES)
    module = trees.imported("shop.states")
    assert module is not None
    (item, _) = Resolver(trees).items(ast.parse("OPEN", mode="eval").body, Scope(module))
    assert (item.place.path, item.place.line) == ("shop/states.py", 16)
    assert isinstance(item, Item)
