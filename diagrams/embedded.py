"""Graphviz as bundled with pygraphviz, run as a program: DOT on stdin, the picture on stdout.

Its own process, because Graphviz is C that may hang or crash on a drawing. Run by its path,
it imports nothing else of wayout.
"""

import sys


def main() -> None:
    """Lay out what is on stdin: `embedded.py FORMAT [DPI]`."""
    from pygraphviz import AGraph  # type: ignore[import-untyped]  # it comes without types

    graph = AGraph(string=sys.stdin.buffer.read().decode())
    graph.graph_attr.update(dict(argument.split("=") for argument in sys.argv[2:]))
    sys.stdout.buffer.write(graph.draw(format=sys.argv[1], prog="dot"))


if __name__ == "__main__":
    main()
