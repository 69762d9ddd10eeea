"""Witnesses as JSON values."""

from collections.abc import Iterable

from wayout.analysis.finding import Step, Witness
from wayout.interfaces.exchange.sparse import JsonObject


def witness_value(witness: Witness | None) -> JsonObject | None:
    """Return stem and cycle as lists of steps, or null."""
    if witness is None:
        return None
    return {"stem": _steps(witness.stem), "cycle": _steps(witness.cycle)}


def _steps(steps: Iterable[Step]) -> list[JsonObject]:
    return [{"event": step.event, "state": step.state} for step in steps]
