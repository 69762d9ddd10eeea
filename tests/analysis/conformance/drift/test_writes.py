"""Which values a source writes, and which it may write and does not say."""

from collections.abc import Iterator

import pytest
from tests.analysis.held import forest

from wayout.analysis.conformance.drift.resolving import Resolver
from wayout.analysis.conformance.drift.tree import Module
from wayout.analysis.conformance.drift.writes import Found, lines_with_writes, writes


def found(source: str, on: tuple[str, ...] = ("lamp",)) -> Found:
    trees = forest({"lamps.py": source})
    module = trees.module(trees.trees[0], "lamps.py")
    assert isinstance(module, Module)
    lines = lines_with_writes(source.encode(), "status")
    return writes(Resolver(trees), module, "status", on, lines)


def written(source: str) -> Iterator[tuple[object, str, int]]:
    for write in found(source).writes:
        yield write.value, write.function, write.place.line


def test_a_default_is_read_where_the_function_is_defined() -> None:
    source = """
STATE = 'dim'

def put(lamp, state=STATE):
    lamp.status = state

def caller(lamp, STATE):
    STATE = 'wrong'
    put(lamp)
    put(lamp, 'bright')
"""
    assert list(written(source)) == [("bright", "caller", 10), ("dim", "put", 4)]


def test_a_default_that_every_call_overrides_is_not_written() -> None:
    source = """
def put(lamp, state='dim'):
    lamp.status = state

def caller(lamp):
    put(lamp, state='bright')
"""
    assert list(written(source)) == [("bright", "caller", 6)]


@pytest.mark.parametrize(
    "statement",
    [
        "lamp.status = 'dim'",
        "lamp['status'] = 'dim'",
        "lamp.status: str = 'dim'",
        "lamp.power, lamp.status = 1, 'dim'",
        "other.status = lamp.status = 'dim'",
        "setattr(lamp, 'status', 'dim')",
        "lamp.update(status='dim')",
        "lamp.update({'status': 'dim'})",
        "lamp.update(dict(status='dim'))",
        "lamp.update(**{'status': 'dim'})",
        "lamp.save({'status': 'dim'})",
        "lamp_update(lamp, {'status': 'dim'})",
        "match lamp:\n        case 1:\n            lamp.status = 'dim'",
        "values = {}\n    values['status'] = 'dim'\n    lamp.update(values)",
    ],
)
def test_each_form_of_a_write_is_found(statement: str) -> None:
    source = f"def put(lamp, other):\n    {statement}\n"
    assert [value for value, _, _ in written(source)] == ["dim"]


@pytest.mark.parametrize(
    "statement",
    [
        "lamp.status = other.status",
        "lamp.status += 'dim'",
        "lamp.power, lamp.status = other",
        "setattr(lamp, 'status', other)",
        "lamp.status = f'{other}'",
    ],
)
def test_a_value_that_is_not_said_is_unresolved(statement: str) -> None:
    parts = found(f"def put(lamp, other):\n    {statement}\n")
    assert not parts.writes
    assert [each.function for each in parts.unresolved] == ["put"]


@pytest.mark.parametrize("statement", ["lamp.status == 'dim'", "setattr(lamp, 'power', 'status')"])
def test_what_writes_nothing(statement: str) -> None:
    parts = found(f"def put(lamp):\n    {statement}\n")
    assert (parts.writes, parts.unresolved) == ([], [])
