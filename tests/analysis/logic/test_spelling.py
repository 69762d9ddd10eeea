from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.logic.models import random_formula, random_path

from wayout.analysis.logic.chains import depths
from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    Implies,
    LastStep,
    Not,
    Or,
    Pattern,
    Release,
    RoleIs,
    StateIs,
    Until,
    WeakUntil,
    Word,
    children,
    parts,
)
from wayout.analysis.logic.parsing import MOST_NESTED, parse
from wayout.analysis.logic.patterns import FORMS
from wayout.analysis.logic.spelling import spelt

a, b, c = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("a -> b -> c", Implies(a, Implies(b, c))),
        ("a | b & c", Or(a, And(b, c))),
        ("a & b & c", And(And(a, b), c)),
        ("a U b W c", Until(a, WeakUntil(b, c))),
        ("!a U b", Until(Not(a), b)),
        ("a & b U c", And(a, Until(b, c))),
        ("AG a & b", And(All(Globally(a)), b)),
        ("A [ a R b ]", All(Release(a, b))),
        ("A{service, user}G a", All(Globally(a), ("user", "service"))),
        ("E { user } F a", Exists(Finally(a), ("user",))),
        ("E[G a & F b]", Exists(And(Globally(a), Finally(b)))),
        ("in-use", Word("in-use")),
        ("active/rebooting", Word("active/rebooting")),
        ("volume.in-use->a", Implies(Word("volume.in-use"), a)),
        ('"error"', StateIs("error")),
        (r"'it\'s \"so\"'", StateIs('it\'s "so"')),
        ("role = error", RoleIs("error")),
        ("volume.role = final", RoleIs("final", "volume")),
        ("event(a, 'b c')", LastStep("event", ("a", "b c"))),
        ("kind(failure, revert)", LastStep("kind", ("failure", "revert"))),
        ("never a", Pattern("never", (a,))),
        ("a leads to b before c", Pattern("leads to", (a, b), "before", (c,))),
        ("a precedes b after c", Pattern("precedes", (a, b), "after", (c,))),
        ("always a between b and c", Pattern("always", (a,), "between", (b, c))),
        ("eventually a after b until c", Pattern("eventually", (a,), "until", (b, c))),
    ],
)
def test_what_a_text_spells(text: str, formula: Formula):
    assert parse(text) == formula
    assert parse(spelt(formula)) == formula


@given(st.randoms(use_true_random=False), st.integers(0, 5))
def test_spelling_reads_back_as_the_same_formula(random, depth):
    formula = random_formula(random, depth, last=True)
    assert parse(spelt(formula)) == formula
    path = random_path(random, depth, last=True)
    assert parse(spelt(path)) == path


@given(st.text(min_size=1))
def test_any_name_can_be_quoted(name):
    assert parse(spelt(StateIs(name))) == StateIs(name)
    assert parse(spelt(LastStep("event", (name,)))) == LastStep("event", (name,))


@given(
    st.sampled_from(sorted(FORMS)),
    st.sampled_from(["", "before", "after", "between", "until"]),
    st.randoms(use_true_random=False),
)
def test_patterns_read_back(form, scope, random):
    args = 2 if form in ("leads to", "precedes") else 1
    bounds = {"": 0, "before": 1, "after": 1}.get(scope, 2)
    drawn = [random_formula(random, 2) for _ in range(args + bounds)]
    pattern = Pattern(form, tuple(drawn[:args]), scope, tuple(drawn[args:]))
    assert parse(spelt(pattern)) == pattern


@given(st.randoms(use_true_random=False))
def test_no_parenthesis_is_too_many(random):
    text = spelt(random_formula(random, 4))
    formula = parse(text)
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(" and not text[:at].endswith(("event", "kind", "actor")):
            opened.append(at)
        elif sign == ")" and opened:
            begin = opened.pop()
            without = f"{text[:begin]} {text[begin + 1 : at]} {text[at + 1 :]}"
            with suppress(FormulaError):
                assert parse(without) != formula


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("AG (a &", 8, "the formula ends where a formula is expected"),
        ("AG (a & )", 9, "found ')' where a formula is expected"),
        ("a && b", 4, "found '&' where a formula is expected"),
        ("a => b", 3, "found '=>', which is no sign of formulas; write '->'"),
        ("a b", 3, "found 'b' where an operator (& | -> <-> U W R), the end, 'leads to' or "),
        ("a-b c", 5, "or 'precedes' is expected; 'a-b' before it is read as a name"),
        ("AG EFG a", 8, "or 'precedes' is expected; 'EFG' is read as a name: write 'EF G'"),
        ("(a", 3, "the formula ends where ')' is expected"),
        ("'a", 1, "the quote is never closed"),
        ("A a", 3, "found 'a' where '{', '[', G, F or X is expected"),
        ("EF{user} a", 3, "found '{' where a formula is expected"),
        ("E{usr}F a", 3, "'usr' is not an actor; did you mean 'user'?"),
        ("E{}F a", 3, "found '}' where a name is expected"),
        ("kind(sucess)", 6, "'sucess' is not a kind; did you mean 'success'?"),
        ("evnt(x)", 1, "'evnt' is not what is said of the last step; did you mean 'event'?"),
        ("role = eror", 8, "'eror' is not a role; did you mean 'error'?"),
        ("state = a", 1, "only `role = error` is compared"),
        ("AG before", 4, "found 'before'; a state of that name is written \"before\""),
        ("a leads b", 9, "found 'b' where"),
        (" \t ", 1, "the formula is empty"),
        ("a\n& b\n& #", 9, "found '#', which is no sign of formulas"),
        ("!" * (MOST_NESTED + 1) + "a", MOST_NESTED + 2, "nested more than 100 deep"),
        ("a & " * 30_000 + "a", 100_001, "longer than 100,000 characters"),
        ("a" + " -> a" * 200, 491, "nested more than 100 deep"),
        ("a" + " & a" * 1024, 4097, "more than 1,024 formulas joined in a row"),
        ("(" * 9 + "a" + (" & a" * 20 + " | a)") * 9, 10, "nested more than 100 deep"),
    ],
)
def test_errors_name_the_place_and_what_was_expected(text: str, column: int, message: str):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"column {column}: ")
    line, caret = caught.value.excerpt
    assert caret.strip() == "^"
    assert len(caret) <= len(line) + 1


@pytest.mark.parametrize("sign", ["&", "|"])
@pytest.mark.parametrize("size", [2, 64, 65, 200, 1024])
def test_many_formulas_in_a_row_are_read_and_spelt(sign: str, size: int):
    formula = parse(f" {sign} ".join(f"m{n}.s" for n in range(size)))
    assert [part.name for part in parts(formula) if isinstance(part, Word)] == [
        f"m{n}.s" for n in range(size)
    ]
    assert parse(spelt(formula)) == formula
    assert list(depths(size)) == depths_of(formula)
    assert max(depths(size)) <= 64


def test_a_row_in_parentheses_is_read_as_if_it_had_none():
    row = " & ".join(["a"] * 40)
    formula = parse(f"({row}) & {row}")
    assert formula == parse(f"{row} & {row}") == parse(spelt(formula))


def depths_of(formula: Formula) -> list[int]:
    """Return how deep each atom is inside, from the left to the right."""
    inner = children(formula)
    return [deep + 1 for each in inner for deep in depths_of(each)] if inner else [0]


def test_the_caret_stands_under_the_place():
    with pytest.raises(FormulaError) as caught:
        parse("AG (a ->\n  EF kind(x))")
    assert caught.value.excerpt == ("  EF kind(x))", "          ^")
