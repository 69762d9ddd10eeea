"""From a lifecycle to its tables, by their names."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from wayout.analysis.completeness import completeness
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.tables.accepted import accepted
from wayout.diagrams.tables.events import events
from wayout.diagrams.tables.matrix import matrix
from wayout.diagrams.tables.states import names_of, states
from wayout.diagrams.tables.statuses import statuses
from wayout.diagrams.tables.table import Table
from wayout.diagrams.tables.transitions import transitions


def _matrix(lifecycle: Lifecycle) -> tuple[Table, ...]:
    title = f"Answers of {lifecycle.name}"
    return matrix(title, completeness(lifecycle), names_of(lifecycle))


TABLES: Mapping[str, Callable[[Lifecycle], tuple[Table, ...]]] = MappingProxyType(
    {
        "states": lambda lifecycle: (states(lifecycle),),
        "transitions": lambda lifecycle: (transitions(lifecycle),),
        "events": lambda lifecycle: (events(lifecycle),),
        "matrix": _matrix,
        "statuses": lambda lifecycle: (statuses(lifecycle),),
        "accepted": lambda lifecycle: (accepted(lifecycle),),
    }
)
"""Every table there is. A matrix is several, each with as many events as fit on a page."""
