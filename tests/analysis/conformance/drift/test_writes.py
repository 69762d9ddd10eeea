"""Which values a source writes, and which it may write and does not say."""

from collections.abc import Iterator

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
