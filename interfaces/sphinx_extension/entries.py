"""What documents declare."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """Where something is declared. `priority` is Sphinx' for its search; -1 is not searched."""

    docname: str
    anchor: str
    shown: str
    priority: int = 1
