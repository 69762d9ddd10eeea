"""WO507: the source shows another public status than the projection says."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import MapBinding
from wayout.analysis.conformance.drift.facts import Cell, Literal, StatusMap, Unresolved
from wayout.analysis.conformance.drift.matching import at, bound, part_of, recorded, shown, unread
from wayout.analysis.conformance.drift.tables import REST
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, State


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for each, binding in bound(lifecycle, MapBinding):
        if isinstance(each.fact, Unresolved):
            yield unread(CHECK, lifecycle, each.fact, each.source)
        elif isinstance(each.fact, StatusMap):
            yield from _mismatches(lifecycle, each.fact, each.source, binding.parts)


def _mismatches(
    lifecycle: Lifecycle, status_map: StatusMap, source: str, parts: tuple[str, ...]
) -> Iterator[Finding]:
    told = dict(lifecycle.projection.shown) if lifecycle.projection else {}
    cells = {cell.keys: cell for cell in status_map.cells}
    used: set[Cell] = set()
    for state in recorded(lifecycle):
        cell = _cell(cells, state, parts)
        if cell:
            used.add(cell)
        status = told.get(state.id)
        if cell and cell.status == status:
            continue
        if cell is None and (status is None or status not in {c.status for c in cells.values()}):
            continue
        place = cell.place if cell else status_map.place
        does = f"shows it as {cell.status!r}" if cell else "has nothing for it"
        yield CHECK.finding(
            lifecycle,
            f"{state.value!r} is shown as {shown([status])}, and {status_map.name} of {source} "
            f"{does} ({at(place)})",
            states=(state.id,),
            source=place,
        )
    for cell in status_map.cells:
        if cell not in used:
            yield _unused(lifecycle, status_map, cell, source)


def _cell(
    cells: dict[tuple[Literal, ...], Cell], state: State, parts: tuple[str, ...]
) -> Cell | None:
    if not parts:
        return cells.get((state.value,))
    values = tuple(part_of(state, part) for part in parts)
    exact = cells.get(values)
    for length in range(len(values) - 1, 0, -1):
        exact = exact or cells.get((*values[:length], REST)) or cells.get(values[:length])
    return exact


def _unused(lifecycle: Lifecycle, status_map: StatusMap, cell: Cell, source: str) -> Finding:
    keys = shown([key for key in cell.keys if key != REST])
    return CHECK.finding(
        lifecycle,
        f"{status_map.name} of {source} has a status, {cell.status!r}, for {keys} "
        f"({at(cell.place)}), and the lifecycle has no such state",
        statuses=tuple(str(key) for key in cell.keys if key != REST),
        source=cell.place,
    )


CHECK = Check(
    id="WO507",
    slug="projection-mismatch",
    severity=Severity.ERROR,
    summary="A state that the source shows as another status than the projection says.",
    remedy="let the projection say what the source shows",
    run=_run,
)
