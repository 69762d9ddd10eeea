"""What a source does not say for certain is not guessed, however likely it looks."""

import pytest
from tests.analysis.held import forest

from wayout.analysis.conformance.drift.constants import constants
from wayout.analysis.conformance.drift.facts import Constants, Guard, Unresolved
from wayout.analysis.conformance.drift.resolving import Resolver
from wayout.analysis.conformance.drift.tree import Module
from wayout.analysis.conformance.drift.updates import updates


def module_of(source: str) -> tuple[Resolver, Module]:
    trees = forest({"lamps.py": source})
    module = trees.module(trees.trees[0], "lamps.py")
    assert isinstance(module, Module)
    return Resolver(trees), module


def constants_of(source: str, name: str) -> Constants | Unresolved:
    return constants(*module_of(source), name)


def constants_values(source: str, name: str) -> tuple[object, ...] | None:
    found = constants_of(source, name)
    return tuple(i.value for i in found.items) if isinstance(found, Constants) else None


def guarded(source: str, function: str = "Lamp.put") -> tuple[object, ...] | None:
    """What a conditional update of a function allows, if that is one way that can be read."""
    found = list(updates(*module_of(source), function, "status"))
    if len(found) != 1 or not isinstance(found[0], Guard) or found[0].when:
        return None
    return tuple(item.value for item in found[0].of("status") or ())


@pytest.mark.parametrize(
    "change",
    [
        "STATES.append('c')",
        "STATES[0] = 'c'",
        "STATES += ['c']",
        "del STATES[0]",
        "if DEBUG:\n    STATES = ['c']",
        "for name in NAMES:\n    STATES.append(name)",
    ],
)
def test_a_list_that_is_changed_later_is_not_taken_as_it_was(change: str) -> None:
    for wanted in ("STATES", "ALL"):
        source = f"STATES = ['a', 'b']\n{change}\nALL = STATES\n"
        known = constants_of(source, wanted)
        assert isinstance(known, Unresolved), (wanted, known)


def test_an_attribute_that_a_method_assigns_has_no_value_of_its_class() -> None:
    source = (
        "class Lamp:\n    state = 'a'\n    other = 'b'\n"
        "    def turn(self, lamp):\n        self.state = lamp.before\n"
        "    def put(self, lamp):\n"
        "        lamp.conditional_update({}, {'status': [STATE, self.other]})\n"
    )
    assert guarded(source.replace("STATE", "self.state")) is None
    assert guarded(source.replace("STATE", "'c'")) == ("c", "b")


def test_calls_that_make_dicts_and_lists() -> None:
    values = "X = dict(a='b', **{'c': 'd'})\nY = sorted({'a'}, reverse=True)\nZ = dict(X, e='f')\n"
    assert [constants_values(values, name) for name in "XY"] == [("a", "c"), ("a",)]
    assert isinstance(constants_of(values, "Z"), Unresolved)
    assert isinstance(constants_of("X = {'a': 1, **other()}\n", "X"), Unresolved)
    assert isinstance(constants_of("Y = ['b']\nX = {'a': 1, **Y}\n", "X"), Unresolved)
