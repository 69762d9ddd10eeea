"""What python-statemachine refuses to define, as findings with file and line."""

import ast
import linecache
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import FrameType, MappingProxyType

from wayout.analysis.checks import catalogue
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Location
from wayout.analysis.reading.places import shown_path
from wayout.analysis.wording import quoted

_CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "There should be one and only one initial state": "WO106",
        "Cannot declare transitions from final state": "WO105",
    }
)
"""How a refusal begins -> the check that it amounts to."""


def refusal(error: BaseException, message: str) -> Finding | None:
    """Return the finding that a refused class amounts to, or None if no check covers it."""
    check_id = next((known for start, known in _CHECKS.items() if message.startswith(start)), None)
    place = _place_of_class(error)
    if check_id is None or place is None:
        return None
    check = catalogue.checks((check_id,))[0]
    _, _, named = message.rpartition(": ")
    states = tuple(re.findall(r"\w+", named))
    return Finding(
        check=check.id,
        slug=check.slug,
        severity=check.severity,
        lifecycle=place.name,
        message=f"{_what(check_id, states)}; python-statemachine does not define the class",
        remedy=check.remedy,
        states=states,
        location=place.of(states),
    )


def _what(check_id: str, states: tuple[str, ...]) -> str:
    if check_id == "WO105":
        several = len(states) > 1
        states_have = "states {} have" if several else "state {} has"
        return f"final {states_have.format(quoted(states))} transitions that lead out"
    if not states:
        return "no state is initial, exactly one must be"
    return f"{quoted(states)} are initial, exactly one state must be"


@dataclass(frozen=True, slots=True)
class _Class:
    """The source of a class that was never made."""

    name: str
    path: str
    definition: ast.ClassDef

    def of(self, states: tuple[str, ...]) -> Location:
        """Return where the first of the states is assigned, else where the class begins."""
        for node in ast.walk(self.definition):
            if isinstance(node, ast.Assign) and any(
                isinstance(name, ast.Name) and name.id in states for name in node.targets
            ):
                return Location(self.path, node.lineno, node.col_offset + 1)
        return Location(self.path, self.definition.lineno, self.definition.col_offset + 1)


def _place_of_class(error: BaseException) -> _Class | None:
    """Return the outermost class statement that was being run when the error was raised."""
    for frame, line in _frames(error):
        path = frame.f_code.co_filename
        module = str(frame.f_globals.get("__name__", ""))
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef) and node.lineno <= line <= (node.end_lineno or 0):
                return _Class(node.name, shown_path(path, module), node)
    return None


def _frames(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    """Yield the frames of users' code, the innermost first."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] not in {"statemachine", "importlib", "wayout"}:
            frames.append((trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    yield from reversed(frames)


def _tree(path: str) -> ast.Module:
    linecache.checkcache(path)
    try:
        return ast.parse("".join(linecache.getlines(path)))
    except (SyntaxError, ValueError):
        return ast.Module(body=[], type_ignores=[])
