"""A picture with lanes as nodes and lines of a drawing, in rows and columns."""

from collections.abc import Iterator, Sequence

from wayout.diagrams.drawing import Cluster, Detail, Drawing, Edge, Mark, Node
from wayout.diagrams.escaping import label
from wayout.diagrams.lanes import Cell, Lanes, Row
from wayout.machines.vocabulary import Role

_LOOP = "again"
_SIGNS = (
    "A line across is a step; a full dot is a member that it moves, a hollow one that it looks at.",
    "In a box is a state that a member has come to, without one a state that it stays in.",
)


def grid(lanes: Lanes) -> Drawing:
    """Return the drawing. Its rows are those of the grid: two for each step."""
    heads = [
        Node(f"h{n}", label(name), name, f"Member {name}.", Mark.LANE, Role.STABLE)
        for n, name in enumerate(lanes.lanes)
    ]
    begins = [_state("b", n, name, cell) for n, (name, cell) in _named(lanes, lanes.begins)]
    rows: list[list[Node]] = [
        [_place("h"), *heads],
        [_place("b"), *begins],
    ]
    edges: list[Edge] = []
    for index, row in enumerate(lanes.rows):
        loop = _LOOP if lanes.again is not None and row.number > lanes.again else None
        step = _step(row, loop, gap=index == lanes.gap)
        across = [step, *(_crossing(row, n, loop, named) for n, named in _named(lanes, row.cells))]
        below = [
            _place(f"s{row.number}_", loop=loop),
            *(
                _state(f"s{row.number}_", n, name, cell, loop)
                for n, (name, cell) in _named(lanes, row.cells)
            ),
        ]
        rows += [across, below]
        edges.extend(_lines(row, across))
    return Drawing(
        name=lanes.name,
        title=lanes.title,
        detail=Detail.FULL,
        summary=lanes.summary,
        signs=_SIGNS,
        nodes=tuple(node for row in rows for node in row),
        clusters=(Cluster(_LOOP, lanes.repeated, f"F{lanes.repeated[1:]}."),)
        if lanes.again is not None
        else (),
        edges=tuple(edges),
        rows=tuple(tuple(node.id for node in row) for row in rows),
    )


def _named(lanes: Lanes, cells: Sequence[Cell]) -> Iterator[tuple[int, tuple[str, Cell]]]:
    return enumerate(zip(lanes.lanes, cells, strict=True))


def _place(name: str, mark: Mark = Mark.PLACE, title: str = "", loop: str | None = None) -> Node:
    return Node(name, "", "", title, mark, Role.STABLE, cluster=loop)


def _step(row: Row, loop: str | None, *, gap: bool) -> Node:
    traits = f" ({row.traits})" if row.traits else ""
    left = "…\n" if gap else ""
    head = f"{left}{row.number}  {label(row.event)}"
    return Node(
        f"t{row.number}",
        f"{head}\n{row.traits}" if row.traits else head,
        row.event,
        f"Step {row.number}: {row.event}{traits}.",
        Mark.STEP,
        Role.STABLE,
        cluster=loop,
    )


def _crossing(row: Row, column: int, loop: str | None, named: tuple[str, Cell]) -> Node:
    name, cell = named
    mark = Mark.MOVED if cell.is_new else Mark.ASKED if cell.is_asked else Mark.PLACE
    title = f"{row.event} looks at {name} in {cell.state}." if cell.is_asked else ""
    if cell.is_new:
        title = f"{row.event} leads {name} to {cell.state}."
    return _place(f"x{row.number}_{column}", mark, title, loop)


def _state(row: str, column: int, name: str, cell: Cell, loop: str | None = None) -> Node:
    is_boxed = cell.is_new or row == "b"
    mark = Mark.STATE if is_boxed else Mark.KEPT
    what = "is in" if is_boxed else "stays in"
    title = f"{name} {what} {cell.state}, {cell.role.value}."
    return Node(
        f"{row}{column}", label(cell.state), cell.state, title, mark, cell.role, cluster=loop
    )


def _lines(row: Row, across: Sequence[Node]) -> Iterator[Edge]:
    """Yield the pieces of the line of a step, from its name to the last lane that takes part."""
    last = max((n for n, cell in enumerate(row.cells, 1) if cell.takes_part), default=0)
    for column in range(last):
        tail, head = across[column], across[column + 1]
        yield Edge(
            f"e{row.number}_{column}", tail.id, head.id, row.kind, "", f"Step {row.number}.", ()
        )
