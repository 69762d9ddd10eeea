from hypothesis import given
from hypothesis import strategies as st

from wayout.analysis.conformance.drift.graphs import edges_of_dot, edges_of_svg

DOT = """digraph "a -> b" {
  node [shape=box label="x -> y"]; rankdir=LR
  // dark -> lost
  /* dark -> lost */
  dark -> bright [label="light" color=red];
  "very dim":n -> dark -> bright
  subgraph cluster_1 { label="in"; dim -> dark }
  lonely; bright -> dim}
"""


def test_edges_of_dot_and_their_lines() -> None:
    assert [(e.origin, e.target, e.label, e.line) for e in edges_of_dot(DOT)] == [
        ("dark", "bright", "light", 5),
        ("very dim", "dark", "", 6),
        ("dark", "bright", "", 6),
        ("dim", "dark", "", 7),
        ("bright", "dim", "", 8),
    ]


def test_edges_of_svg_and_their_labels() -> None:
    svg = (
        '<svg>\n<g id="node1" class="node"><title>a</title></g>\n<g id="e" class="edge">\n'
        "<title>wait call&#45;back&#45;&gt;b</title>\n<text x='1'>fail</text></g></svg>"
    )
    (edge,) = edges_of_svg(svg)
    assert (edge.origin, edge.target, edge.label, edge.line) == ("wait call-back", "b", "fail", 3)


@given(st.text())
def test_any_text_ends(text: str) -> None:
    list(edges_of_dot(text))
    list(edges_of_svg(text))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=6))
def test_finds_every_edge(pairs: list[tuple[str, str]]) -> None:
    text = "digraph {\n" + "".join(f'"{a}" -> {b};\n' for a, b in pairs) + "}"
    found = [(e.origin, e.target, e.line) for e in edges_of_dot(text)]
    assert found == [(a, b, number) for number, (a, b) in enumerate(pairs, start=2)]
