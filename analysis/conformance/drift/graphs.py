"""Graphs of docs: edges of DOT, and the titles that Graphviz leaves in SVG.

Own readers, for what a finding needs is the line, which no output of `dot` has. Of DOT they know
comments, quoted and plain names, chains, subgraphs and `label`; of SVG the groups of edges.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|^\#[^\n]*|/\*.*?\*/)|(?P<quoted>"(?:\\.|[^"\\])*")"""
    r"""|(?P<arrow>->|--)|(?P<mark>[{}\[\];,=:])|(?P<plain>[^\s{}\[\];,=:"]+?(?=->|--|[\s{}\[\];,=:"]|$))"""
    r"""|(?P<other>.)""",
    re.DOTALL | re.MULTILINE,
)
_GROUP = re.compile(r'<g\b[^>]*class="edge"[^>]*>(.*?)</g>', re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a drawn graph; lines count from 1."""

    origin: str
    target: str
    label: str
    line: int


def edges_of_dot(text: str, first_line: int = 1) -> Iterator[Edge]:
    """Yield the edges of DOT text, in time linear in it."""
    tokens = list(_tokens(text, first_line))
    chain: list[tuple[str, int]] = []
    joins = False
    index = 0
    while index < len(tokens):
        kind, value, line = tokens[index]
        index += 1
        if kind == "arrow":
            joins = True
        elif kind == "name" and index < len(tokens) and tokens[index][1] == "=":
            chain, joins, index = [], False, index + 2
        elif kind == "name":
            chain = [*chain, (value, line)] if joins else [(value, line)]
            joins = False
        elif value == "[":
            label, index = _label(tokens, index)
            yield from _edges(chain, label)
            chain, joins = [], False
        elif value == ":":
            index += 1
        if value != "[" and kind != "arrow" and not (chain and _goes_on(tokens, index)):
            yield from _edges(chain, "")
            chain = []


def edges_of_svg(text: str) -> Iterator[Edge]:
    """Yield the edges that Graphviz wrote into an SVG, by their titles."""
    line, at = 1, 0
    for group in _GROUP.finditer(text):
        line += text.count("\n", at, group.start())
        at = group.start()
        title = _TITLE.search(group[1])
        if title is None:
            continue
        origin, arrow, target = html.unescape(title[1]).partition("->")
        if arrow:
            label = " ".join(html.unescape(each[1]) for each in _TEXT.finditer(group[1]))
            yield Edge(_node(origin), _node(target), " ".join(label.split()), line)


def _node(name: str) -> str:
    return name.partition(":")[0].strip()


def _goes_on(tokens: list[tuple[str, str, int]], index: int) -> bool:
    return index < len(tokens) and (tokens[index][0] == "arrow" or tokens[index][1] in {"[", ":"})


def _edges(chain: list[tuple[str, int]], label: str) -> Iterator[Edge]:
    for (origin, _), (target, line) in pairwise(chain):
        yield Edge(origin, target, label, line)


def _label(tokens: list[tuple[str, str, int]], index: int) -> tuple[str, int]:
    """Return the label of an attribute list, and where the list ends."""
    label = ""
    while index < len(tokens) and tokens[index][1] != "]":
        if tokens[index][1] == "label" and index + 2 < len(tokens) and tokens[index + 1][1] == "=":
            label = tokens[index + 2][1]
        index += 1
    return label, index + 1


def _tokens(text: str, first_line: int) -> Iterator[tuple[str, str, int]]:
    line = first_line
    for token in _TOKEN.finditer(text):
        value = token[0]
        if token["quoted"] is not None:
            yield "name", value[1:-1].replace('\\"', '"'), line
        elif token["plain"] is not None:
            if value not in {"digraph", "graph", "subgraph", "node", "edge", "strict"}:
                yield "name", value, line
        elif token["arrow"] is not None:
            yield "arrow", value, line
        elif token["mark"] is not None:
            yield "mark", value, line
        line += value.count("\n")
