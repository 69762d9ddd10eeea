"""Lifecycles held against small sources that a test writes."""

import tomllib
from collections.abc import Iterable, Mapping

from wayout.analysis.checks.catalogue import SLUGS, checks
from wayout.analysis.conformance.drift.binding import bind
from wayout.analysis.conformance.drift.bindings import Mapping as Bindings
from wayout.analysis.conformance.drift.tree import Forest, Tree
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.config.fields import LinedProblems, Tables
from wayout.interfaces.config.lines import Lines
from wayout.interfaces.config.mapping import read_mapping


class Texts:
    """Files in memory."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def paths(self) -> Iterable[str]:
        return sorted(self._texts)

    def read(self, path: str) -> bytes:
        return self._texts[path].encode()


def forest(texts: Mapping[str, str], name: str = "shop") -> Forest:
    return Forest([Tree(name, name, Texts(texts))])


def mapping_of(text: str) -> Bindings:
    problems = LinedProblems(shown="shop.toml", text=Lines(text))
    read = read_mapping("shop", Tables(tomllib.loads(text), "", problems))
    assert not problems.count, problems.lines()
    return read


def held(lifecycle: Lifecycle, mapping: str, texts: Mapping[str, str]) -> Lifecycle:
    (bound,) = bind([lifecycle], [mapping_of(mapping)], forest(texts)) or (lifecycle,)
    return bound


def found(check_id: str, lifecycle: Lifecycle, mapping: str, source: str) -> list[Finding]:
    """What a check finds on a lifecycle whose source is `shop/orders.py`."""
    (check,) = checks([check_id])
    bound = held(lifecycle, mapping, {"shop/__init__.py": "", "shop/orders.py": source})
    assert check.run is not None
    return list(check.run(bound))


__all__ = ["SLUGS", "forest", "found", "held", "mapping_of"]
